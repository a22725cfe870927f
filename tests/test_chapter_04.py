"""Chapter 04: its figures say what is true, and so does its text."""

import re
from itertools import pairwise

import numpy as np
import pytest
from front_end import FrontEnd
from layout import faults_of
from scipy.optimize import linprog
from sklearn.linear_model import LogisticRegression

from nncourse.draw.rich_text import plain
from nncourse.draw.scene import Plate, Text
from nncourse.draw.step_network import place_network
from nncourse.explorers import FoldExplorer, ForwardExplorer, UnfoldExplorer
from nncourse.explorers.forward import _panel, _shown_network, small_network
from nncourse.explorers.hidden_plane import DATA, best_output
from nnlib import Adam, Network, datasets, fit

SIZES = [(1, 0, 4, 2, 1), (2, 1, 3, 2, 1), (3, 2, 4, 4, 3), (2, 2, 1, 3, 2)]
F = {
    "tanh": np.tanh,
    "relu": lambda z: z * (z > 0),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "identity": lambda z: z,
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(),
}
PLACE = re.compile(r"(?:at|lies at) \((−?\d+\.\d+), (−?\d+\.\d+)\)")


@pytest.fixture
def forward():
    forward = ForwardExplorer()
    forward.live.still()
    yield forward
    forward.close()


def numbers(text):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+\.\d+", text)]


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "identity"])
@pytest.mark.parametrize("size", SIZES)
def test_every_step_shows_the_unit_s_own_sum(forward, size, activation):
    inputs, layers, first, second, outputs = size
    forward.set(inputs=inputs, layers=layers, first=first, second=second, outputs=outputs,
                activation=activation, weights=5)  # fmt: skip
    sizes = [inputs, *[first, second][:layers], outputs]
    network = small_network(sizes, activation, 5)
    a = np.array([1.0, -0.5, 0.5])[:inputs]
    step = 0
    n = 2 * sum(sizes[1:])
    assert forward.controls["step"].max == n
    for k, layer in enumerate(network.layers):
        assert np.allclose(layer.W, layer.W.round(1)) and np.allclose(layer.b, layer.b.round(1))
        z = np.array([sum(w * v for w, v in zip(layer.W[:, j], a, strict=True)) + layer.b[j]
                      for j in range(sizes[k + 1])])  # fmt: skip
        after = F[layer.activation.name](z)
        for j in range(len(z)):
            for asked in (True, False):
                step += 1
                forward.set(step=step)
                start = f"Step {step} of {n}, unit {j + 1} of layer {k + 1}: "
                assert forward.caption.startswith(start)
                told = forward.caption.removeprefix(start)
                if asked:
                    assert value(told.removesuffix(" = ?")) == pytest.approx(z[j], abs=0.1)
                else:
                    assert numbers(told) == pytest.approx([z[j], after[j]], abs=6e-3)
                formula(forward, a, z[j], asked)
                task(forward, sizes, (k, j), layer.W[:, j], asked)
        a = after


def value(text):
    """What a sum works out to."""
    text = text.removeprefix("z = ").replace("−", "-").replace("·", "*").replace("- ", "-")
    return eval(text)


def formula(forward, a, z, asked):
    """The sum with the numbers filled in works out to z, but for rounding; then z, or a "?"."""
    forward.live.update()
    symbols, filled, *rest = map(plain, _panel_numbers(forward))
    assert symbols.startswith("z") and symbols.count("⁾") == 2 + len(a) * (
        2 if "a" in symbols else 1
    )
    terms, result = filled.removeprefix("= ").split(" = ")
    assert value(terms) == pytest.approx(z, abs=0.02 * len(a) + 0.01)
    if asked:
        assert result == "?" and rest == []
    else:
        assert numbers(result) == pytest.approx([z], abs=6e-3)
        assert rest[0].startswith("a") and "⁾ = " in rest[0]


def _panel_numbers(forward):
    state = forward._computed()
    panel = _panel(state["network"], state["trace"], state["units"], state["step"])
    return panel.formulas


def task(forward, sizes, unit, w, asked):
    """The unit in question has its weights on its lines, and a "?" until it is answered."""
    state = forward._computed()
    shown = _shown_network(state["network"], state["trace"], state["units"], state["step"])
    inside = [plain(text) for column in shown.inside for text in column]
    above = [plain(text) for column in shown.short_above[1:] for text in column]
    n = sum(sizes)
    place = sum(sizes[: unit[0] + 1]) + unit[1]
    assert (inside[place] == "?") == asked and inside[place + 1 :] == [""] * (n - place - 1)
    assert "?" not in inside[:place]
    assert bool(above[place - sizes[0]]) != asked
    marked = [value(plain(shown.numbers[edge])) for edge in sorted(shown.current)]
    assert marked == w.tolist() and shown.ringed == {(unit[0] + 1, unit[1])}
    items = place_network(shown, 480, 370)
    words = [plain(item.parts) for item in items if isinstance(item, Text)]
    assert all(plain(shown.numbers[edge]) in words for edge in shown.current)


@pytest.mark.parametrize("large", [False, True])
def test_nothing_overlaps_and_no_line_meets_a_number(forward, large):
    forward.live.large = large
    page = FrontEnd(forward.live)
    forward.set(inputs=3, layers=2, first=4, second=4, outputs=3)
    for number, activation in enumerate(["relu", "tanh", "identity"]):
        page.look([900, 390][number % 2])
        forward.set(activation=activation, weights=5 * number, x1=1 - number)
        for step in range(number, 23, 6):
            forward.set(step=step)
            page.rest()
            for scene in (forward.artists.network, forward.artists.panel):
                assert list(faults_of(scene.items(), *scene.room)) == []


@pytest.mark.parametrize("width", [640, 856, 900])
def test_the_biases_of_the_last_layer_have_names_too(forward, width):
    FrontEnd(forward.live).look(width)
    words = [plain(item.parts) for item in forward.artists.network.items()
             if isinstance(item, Text)]  # fmt: skip
    assert "b₁⁽²⁾ −0.7" in words


def test_a_number_on_a_line_leaves_a_piece_of_it_at_both_ends(forward):
    forward.set(outputs=3, step=9)
    state = forward._computed()
    shown = _shown_network(state["network"], state["trace"], state["units"], 9)
    items = place_network(shown, 445, 312)
    circles = [item.box for item in items if isinstance(item, Plate)]
    numbers = [item for item in items if isinstance(item, Text) and item.name]
    assert len(numbers) == 3  # no room for more
    for number in numbers:
        for circle in circles:
            x, y = (circle.left + circle.right) / 2, (circle.top + circle.bottom) / 2
            away = np.hypot(number.x - x, number.y - y) - (circle.right - circle.left) / 2
            assert away > 30


def test_every_unit_has_a_name_and_a_value_of_its_own(forward):
    forward.set(step=8)
    state = forward._computed()
    shown = _shown_network(state["network"], state["trace"], state["units"], 8)
    assert [plain(text) for text in shown.above[1]] == ["a₁⁽¹⁾ 0.42", "a₂⁽¹⁾ 0.74", "a₃⁽¹⁾ 0.46"]
    assert [plain(text) for text in shown.above[2]] == ["a₁⁽²⁾ = ŷ 0.42"]
    assert [plain(text) for text in shown.inside[2]] == ["−0.34"]
    assert [plain(text) for text in shown.below[1]] == ["b₁⁽¹⁾ −0.5", "b₂⁽¹⁾ 0.6", "b₃⁽¹⁾ 0.4"]


def test_the_start_counts_what_is_to_come(forward):
    assert "weight set 1; units still to compute: 4." in forward.caption
    forward.set(layers=0)
    assert "units still to compute: 1." in forward.caption


def test_the_chapter_s_first_network_is_the_explorer_s():
    first, second = small_network([2, 3, 1], "tanh", 1).layers
    assert first.W.tolist() == [[0.3, 0.8, 0.3], [-1.3, 0.9, 0.4]]
    assert first.b.tolist() == [-0.5, 0.6, 0.4]
    assert second.W.tolist() == [[0.3], [0.0], [0.5]] and second.b.tolist() == [-0.7]


def loss(output, a, y):
    z = a @ output[:2] + output[2]
    return np.mean(np.logaddexp(0, z) - y * z)


@pytest.mark.parametrize("name", ["squares", "circle"])
def test_the_best_output_is_scikit_learn_s(name):
    X, y = DATA[name]()
    a = np.tanh(X @ [[1.0, 0.5], [-0.3, 1.0]] + [0.2, -0.1])
    model = LogisticRegression(C=1e9, tol=1e-10, max_iter=10_000).fit(a, y)
    theirs = np.append(model.coef_[0], model.intercept_)
    np.testing.assert_allclose(best_output(a, y), theirs, atol=1e-3)
    assert loss(best_output(a, y), a, y) == pytest.approx(loss(theirs, a, y), abs=1e-9)


@pytest.mark.parametrize(
    ("name", "f", "W", "b"),
    [  # where whole steps of Newton's method would go further and further away
        ("squares", "relu", [[1.6, 0.1], [3.1, 2.2]], [-4.8, -2.6]),
        ("circle", "tanh", [[-2.3, -0.9], [1.0, 0.7]], [-4.6, -2.3]),
    ],
)
def test_the_best_output_is_found_where_units_are_nearly_off(name, f, W, b):
    X, y = DATA[name]()
    a = F[f](X @ W + b)
    best = best_output(a, y)
    assert loss(best, a, y) < np.log(2)
    for change in np.random.default_rng(0).normal(scale=0.1, size=(100, 3)):
        assert loss(best, a, y) <= loss(best * (1 + change), a, y) + 1e-3


def parts(a, y):
    """Whether any line has one class on each side."""
    rows = np.column_stack([a, np.ones(len(a))]) * np.where(y, -1, 1)[:, None]
    return linprog(np.zeros(3), rows, -np.ones(len(a)), bounds=(None, None)).status == 0


@pytest.mark.parametrize("f", ["tanh", "sigmoid", "relu"])
def test_where_a_line_parts_xor_the_best_output_does(f):
    X, y = DATA["XOR"]()
    states = np.random.default_rng(0).uniform(-5, 5, size=(200, 6)).round(1)
    states[0] = 3, 1, -2, -0.5, -2.5, 2.5  # w11, w12, w21, w22, b1, b2
    seen = 0
    for *W, b1, b2 in states:
        a = F[f](X @ np.reshape(W, (2, 2)) + [b1, b2])
        if parts(a, y):
            seen += 1
            w1, w2, b = best_output(a, y)
            assert ((a @ [w1, w2] + b > 0) == y).all()
    assert seen > 10


def test_what_the_chapter_says_of_the_start():
    fold = FoldExplorer()
    model = fold.model(**fold.state)
    assert (model["surface"] == 0.5).all() and np.isnan(model["boundary"]).all()
    assert model["wrong"].tolist() == [False, True, True, False]
    assert "(0.5, 0.5), lies at (0.46, 0.46)" in fold.caption
    fold.close()


def test_a_line_with_one_point_wrong_would_cost_more_than_none():
    X, y = DATA["XOR"]()
    a = np.tanh(X)
    for theta in np.random.default_rng(0).normal(size=(300, 3)):
        theta *= 3 / np.abs(theta).max()
        assert loss(theta, a, y) > np.log(2)
    assert sum((a @ [1, 1] + 0.5 > 0) != y) == 1


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("data", DATA)
def test_the_ticks_of_the_planes_do_not_touch(data, large):
    fold = FoldExplorer(data=data)
    fold.live.large = large
    fold.live.still()
    renderer = fold.figure.canvas.get_renderer()
    for ax in fold.figure.axes:
        boxes = [t.get_window_extent(renderer) for t in ax.get_xticklabels() if t.get_text()]
        gaps = [right.x0 - left.x1 for left, right in pairwise(boxes)]
        assert len(boxes) >= 3 and min(gaps) > 8
    fold.close()


def test_the_grid_of_the_inputs_has_all_its_edges():
    fold = FoldExplorer()
    _, pixels = FrontEnd(fold.live).look()
    edges = fold.figure.axes[0].bbox
    row = pixels[round(len(pixels) - (edges.y0 + 0.3 * edges.height))]  # between two lines
    column = pixels[:, round(edges.x0 + 0.3 * edges.width)]
    assert row[round(edges.x1) - 2 : round(edges.x1) + 2].min() < 200
    top = round(len(pixels) - edges.y1)
    assert column[top - 2 : top + 2].min() < 200
    fold.close()


def test_what_the_chapter_says_of_folding_xor():
    fold = FoldExplorer(w11=2, w21=2, b1=1, w12=2, w22=2, b2=-1)
    assert "leaves 0 of 4 samples" in fold.caption
    a = fold.model(**fold.state)["a"]
    np.testing.assert_allclose(a[1], a[2])
    fold.set(activation="identity")
    assert "leaves 2 of 4 samples" in fold.caption
    model = fold.model(**fold.state)
    np.testing.assert_allclose(model["hidden_lines"][..., 1], model["hidden_lines"][..., 0] - 2)
    fold.set(w22=-2)
    assert "leaves 2 of 4 samples" in fold.caption
    rng = np.random.default_rng(0)
    for _ in range(50):
        drawn = {name: round(rng.uniform(-5, 5), 1) for name in fold.controls if name[0] in "wb"}
        fold.set(activation="identity", **drawn)
        assert "leaves 2 of 4 samples" in fold.caption
    fold.close()


@pytest.mark.parametrize("data", DATA)
def test_grid_and_points_are_folded_alike(data):
    fold = FoldExplorer(data=data, w11=1.5, w12=-2, b2=0.5, activation="relu")
    model = fold.model(**fold.state)
    W = np.array([[1.5, -2], [0, 1]])
    b = np.array([0, 0.5])
    np.testing.assert_allclose(
        model["hidden_lines"], np.maximum(0, model["lines"] @ W + b), atol=1e-12
    )
    np.testing.assert_allclose(model["a"], np.maximum(0, model["X"] @ W + b), atol=1e-12)
    fold.close()


def test_the_moons_are_parted_by_a_straight_line_in_the_end():
    unfold = UnfoldExplorer(epoch=600)
    model = unfold.model(**unfold.state)
    assert not model["wrong"].any() and "0 of 100" in unfold.caption
    (x0, y0), (x1, y1) = model["boundary"]
    side = (x1 - x0) * (model["a"][:, 1] - y0) - (y1 - y0) * (model["a"][:, 0] - x0)
    assert len(set(np.sign(side[model["y"] == 0]))) == len(set(np.sign(side[model["y"] == 1]))) == 1
    unfold.close()


def test_other_starts_separate_nearly_all_moons():
    X, y = datasets.moons(100)
    wrong = []
    for seed in range(10):
        network = Network.from_sizes([2, 6, 2, 1], "tanh", seed=seed)
        fit(network, X, y, Adam(0.03), epochs=600)
        wrong.append((network.classify(X) != y).sum())
    assert [min(wrong), max(wrong)] == [0, 3]


@pytest.fixture(scope="module")
def fold():
    fold = FoldExplorer(w11=2, w21=1, b1=1, w12=-1, w22=2, b2=-1)
    fold.live.still()
    yield fold
    fold.close()


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "identity"])
def test_a_fold_multiplies_then_shifts_then_bends(fold, activation):
    W = np.array([[2, -1], [1, 2]])
    b = np.array([1, -1])
    fold.set(activation=activation)
    X, _ = DATA["XOR"]()
    stages = [X, X @ W, X @ W + b, F[activation](X @ W + b)]
    for time in [0, 0.25, 1, 1.5, 2, 2.75, 3]:
        fold.set(fold=time)
        k = min(int(time), 2)
        wanted = stages[k] + (time - k) * (stages[k + 1] - stages[k])
        numbers = fold.model(**fold.state)
        np.testing.assert_allclose(numbers["a"], wanted, atol=1e-12)
        x1, y1 = (float(n.replace("−", "-")) for n in PLACE.search(fold.caption).groups())
        assert [x1, y1] == pytest.approx(wanted[-1].tolist(), abs=6e-3)
        left, right, bottom, top = numbers["extents"][1]
        at = wanted if activation != "identity" or time < 3 else wanted[:0]
        assert (at > [left, bottom]).all() and (at < [right, top]).all()
    fold.set(activation="tanh")


def test_trails_lead_from_where_a_sample_was_to_where_it_is(fold):
    X, _ = DATA["XOR"]()
    for time, corners in [(0.5, 2), (1.5, 3), (2.5, 4)]:
        fold.set(fold=time)
        fold.live.still()
        trails = fold.artists.trails.get_segments()
        assert [len(trail) for trail in trails] == [corners] * 4
        np.testing.assert_allclose([trail[0] for trail in trails], X)
        np.testing.assert_allclose(
            [trail[-1] for trail in trails], fold.model(**fold.state)["a"], atol=1e-12
        )
    fold.set(fold=3)
    fold.live.still()
    assert fold.artists.trails.get_segments() == []


def test_the_output_has_a_line_when_the_fold_is_over_and_not_before(fold):
    for time in [0, 1, 2.95, 3]:
        fold.set(fold=time)
        fold.live.still()
        assert np.isfinite(fold.artists.hidden.line.get_xdata()).all() == (time == 3)
        assert ("wrong side" in fold.caption) == (time == 3)


def test_a_fold_is_played_in_fine_steps_and_stepped_by_stages(fold):
    timeline = fold.controls["fold"]
    fold.set(fold=0)
    for stage in [1, 2, 3, 3]:
        fold.player.step(1)
        assert fold.state["fold"] == stage
    assert timeline.stride <= 0.05 and not timeline.whole
