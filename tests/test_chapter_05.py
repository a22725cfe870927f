"""Chapter 05: its figures say what is true, and so does its text."""

import re
from pathlib import Path

import numpy as np
import pytest
from front_end import FrontEnd
from scipy.special import expit, log_softmax
from sklearn.metrics import log_loss

from nncourse.explorers import (
    ClassLossExplorer,
    LineFitExplorer,
    NeuronLossExplorer,
    TwoLossesExplorer,
)
from nncourse.explorers.forward import small_network
from nncourse.explorers.line_fit import SUN, WARMER, best_line
from nncourse.explorers.neuron_loss import EDGE, HUMID, RAIN, STEPS, downhill, n_wrong, surface
from nnlib import LOSSES, SGD, Dense, Network, train

BOOK = Path(__file__).parents[1].joinpath("book/05_loss_functions.md").read_text("utf-8")
SQUARED = "mean_squared_error"
CROSSED = "binary_cross_entropy"
LOSS = {  # of the twelve evenings
    SQUARED: lambda z: np.mean((expit(z) - RAIN) ** 2),
    CROSSED: lambda z: np.mean(np.logaddexp(0, z) - RAIN * z),
}
PLACES = [(0, -7), (-8, 8), (8, -8), (1.3, 0.1), (-4, 0)]


def numbers(text):
    """The decimal numbers of a caption, with their signs."""
    text = text.replace("− ", "−").replace("−", "-")
    return [float(n) for n in re.findall(r"-?\d+\.\d+", text)]


@pytest.fixture
def explorer(request):
    explorer = request.param()
    yield explorer
    explorer.close()


def shows(kind):
    """A test's explorer is of this kind."""
    return pytest.mark.parametrize("explorer", [kind], indirect=True)


def slope(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


# A line and its squares ---------------------------------------------------------------------------


@shows(LineFitExplorer)
@pytest.mark.parametrize("state", [(0, 3, 5.9), (0.6, 1.1, 0), (-2, -4, 7), (2, 8, 3.3)])
def test_the_caption_tells_the_mean_square_and_the_least(explorer, state):
    w, b, y8 = state
    explorer.set(w=w, b=b, y8=y8)
    y = np.append(WARMER[:-1], y8)
    errors = (w * SUN + b - y) ** 2
    least = np.polyfit(SUN, y, 1, full=True)[1][0] / len(y)
    said = numbers(explorer.caption)
    assert said == pytest.approx([w, b, errors.mean(), errors.max(), least], abs=6e-3)
    assert f"on day {errors.argmax() + 1};" in explorer.caption


@shows(LineFitExplorer)
@pytest.mark.parametrize("w", [-1, 0, 0.7])
def test_the_squares_are_squares_on_the_residuals(explorer, w):
    model = explorer.model(w=w, b=3, y8=5.9)
    corners = model["squares"]
    sides = np.abs(np.roll(corners, -1, axis=1) - corners).sum(axis=2)
    residuals = np.abs(w * SUN + 3 - WARMER)
    np.testing.assert_allclose(sides, residuals[:, None] * np.ones(4))
    np.testing.assert_allclose(corners[:, 0], np.column_stack([SUN, WARMER]))
    inside = corners.mean(axis=1)  # the middle of a square lies on its point's side of the line
    above = np.sign(inside[:, 1] - w * inside[:, 0] - 3)
    assert (above == np.sign(WARMER - w * SUN - 3)).all()
    assert model["loss"] == pytest.approx(np.mean(residuals**2))


@shows(LineFitExplorer)
@pytest.mark.parametrize("width", [900, 640, 360])  # side by side, stacked, on a phone
def test_the_mean_square_is_drawn_to_the_same_scale(explorer, width):
    FrontEnd(explorer.live).look(width)
    plane, _ = explorer.figure.axes
    scale = plane.transData.transform((1, 1)) - plane.transData.transform((0, 0))
    for square, area in [("mean", "loss"), ("least", "least")]:
        drawn = getattr(explorer.artists, square)
        [path] = drawn.get_paths()
        sides = np.ptp(drawn.get_transform().transform(path.vertices), axis=0) / scale
        assert sides**2 == pytest.approx([explorer.model(0, 3, 5.9)[area]] * 2)


@shows(LineFitExplorer)
def test_the_square_of_the_last_day_is_not_cut(explorer):
    corners = explorer.model(w=0.58, b=1.12, y8=0)["squares"][-1]
    plane, _ = explorer.figure.axes
    assert corners[:, 0].max() < plane.get_xlim()[1] and corners[:, 1].max() < plane.get_ylim()[1]


@shows(LineFitExplorer)
def test_the_best_line_is_numpy_s_and_the_button_takes_it(explorer):
    for y8, said in [(5.9, 0.58), (0, 0.09)]:
        explorer.set(y8=y8)
        explorer.best_fit()
        w, b = np.polyfit(SUN, np.append(WARMER[:-1], y8), 1)
        state = explorer.state
        assert (state["w"], state["b"]) == pytest.approx((w, b))
        assert round(state["w"], 2) == said
        model = explorer.model(**state)
        assert model["loss"] == pytest.approx(model["least"])


@shows(LineFitExplorer)
def test_each_diamond_sets_one_number(explorer):
    plane, mean = explorer.figure.axes
    explorer.live.still()
    explorer.on_pointer("press", plane, 0.2, 2.8)
    explorer.on_pointer("drag", plane, 3, 1.256)
    assert explorer.state == dict(w=0, b=1.26, y8=5.9)
    explorer.live.still()
    explorer.on_pointer("press", plane, 8.9, 1.3)
    explorer.on_pointer("drag", plane, 8.9, 1.26 + 9 * 0.5)
    assert explorer.state == dict(w=0.5, b=1.26, y8=5.9)
    explorer.live.still()
    explorer.on_pointer("press", plane, 8, 5.7)
    explorer.on_pointer("drag", plane, 8, -3)
    explorer.on_pointer("release", plane, 8, 4)
    explorer.on_pointer("press", mean, 1, 1)
    assert explorer.state == dict(w=0.5, b=1.26, y8=0)
    explorer.on_arrows(-1, 10)
    assert explorer.state == dict(w=0.4, b=2.26, y8=0)


# One forecast -------------------------------------------------------------------------------------


@shows(TwoLossesExplorer)
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("percent", [1, 42, 90, 99])
def test_both_losses_and_their_slopes_are_the_measured_ones(explorer, percent, target):
    explorer.set(percent=percent, target=target)
    p = percent / 100
    z = np.log(p / (1 - p))
    wanted = [p]
    for f in (lambda p: (p - target) ** 2, lambda p: -np.log(p if target else 1 - p)):
        wanted += [f(p), slope(f, p, 1e-6), slope(lambda z, f=f: f(expit(z)), z)]
    assert numbers(explorer.caption) == pytest.approx(wanted, abs=1e-3)
    explorer.live.still()
    for parts, name in [(explorer.artists.over_p, 2), (explorer.artists.over_z, 3)]:
        for i, part in enumerate(parts.values()):
            x, y = part.tangent.get_data()
            drawn = np.ptp(y) / np.ptp(x) * np.sign((y[1] - y[0]) / (x[1] - x[0]))
            assert drawn == pytest.approx(wanted[name + 3 * i], abs=1e-3)
            told = [wanted[1 + 3 * i], drawn]
            assert numbers(part.words.get_text()) == pytest.approx(told, abs=6e-3)
            at = np.interp(part.point.get_xdata()[0], *part.curve.get_data())
            assert at == pytest.approx(part.point.get_ydata()[0], abs=0.07)


@shows(TwoLossesExplorer)
def test_what_is_told_beside_the_curves_fits_into_the_picture(explorer):
    explorer.set(percent=1, target=1)  # the longest numbers
    FrontEnd(explorer.live).look(650)  # on a narrower page the planes are stacked
    for curve in [*explorer.artists.over_p.values(), *explorer.artists.over_z.values()]:
        start, _ = curve.words._spot()
        assert start + curve.words._width(curve.words.get_text()) < curve.words.axes.bbox.x1


@shows(TwoLossesExplorer)
def test_a_forecast_is_dragged_in_p_and_in_z(explorer):
    in_p, in_z = explorer.figure.axes
    for ax, x, percent in [(in_p, 0.314, 31), (in_p, 7, 99), (in_z, 0, 50), (in_z, -99, 1)]:
        explorer.on_pointer("press", ax, x, 0)
        assert explorer.state["percent"] == percent
    explorer.on_pointer("release", in_p, 0.5, 0)
    explorer.on_arrows(-10, 0)
    explorer.on_arrows(1, 0)
    assert explorer.state["percent"] == 2


def test_what_the_chapter_says_of_a_surer_forecast():
    y = np.array([0.0])
    said = [LOSSES[name].value([p], y) for name in (SQUARED, CROSSED) for p in (0.9, 0.99)]
    assert np.round(said, 3).tolist() == [0.81, 0.98, 2.303, 4.605]
    assert said[3] == pytest.approx(2 * said[2]) and np.log(10) == pytest.approx(2.303, abs=5e-4)
    assert 0.5**2000 == 0
    assert -np.log(1e-7) == pytest.approx(16.1, abs=0.05)  # where Keras cuts off


# A neuron's loss ----------------------------------------------------------------------------------


@shows(NeuronLossExplorer)
@pytest.mark.parametrize("name", LOSS)
@pytest.mark.parametrize(("w", "b"), PLACES)
def test_the_caption_tells_loss_slopes_and_where_it_leads(explorer, w, b, name):
    explorer.set(w=w, b=b, loss=name)

    def loss(w, b):
        return LOSS[name](w * HUMID + b)

    network = Network([Dense(1, 1, "sigmoid")], loss=name)
    network.parameters = [w, b]
    errors = [(network.classify(HUMID[:, None]) != RAIN).sum()]
    steps = [*train(network, HUMID[:, None], RAIN, SGD(1.0), epochs=STEPS)]
    errors.append((network.classify(HUMID[:, None]) != RAIN).sum())
    slopes = [slope(lambda w: loss(w, b), w), slope(lambda b: loss(w, b), b)]
    wanted = [w, b, loss(w, b), *slopes, loss(*network.parameters)]
    assert len(steps) == STEPS
    assert numbers(explorer.caption) == pytest.approx(wanted, abs=6e-4)
    assert f"{errors[0]} of 12 days wrong. 100 steps" in explorer.caption
    assert explorer.caption.endswith(f"and {errors[1]} wrong.")
    end = explorer.model(**explorer.state)["trail"][-1]
    np.testing.assert_allclose(end, network.parameters, atol=1e-9)


@pytest.mark.parametrize("name", LOSS)
def test_the_surface_is_the_loss(name):
    table = surface(name)
    line = np.linspace(-EDGE, EDGE, len(table))
    for row, column in [(0, 0), (3, 50), (30, 30), (60, 10), (120, 7)]:
        wanted = LOSS[name](line[column] * HUMID + line[row])
        assert table[row, column] == pytest.approx(wanted)


@shows(NeuronLossExplorer)
def test_the_trail_s_end_is_seen_where_it_has_hardly_left_the_start(explorer):
    explorer.live.still()
    artists = explorer.artists
    shown = explorer.figure.axes[0].lines
    assert shown.index(artists.end) > shown.index(artists.start)  # the later lies on top
    assert artists.end.get_zorder() == artists.start.get_zorder()
    assert len(artists.end.get_xdata()) == 1
    explorer.set(steps=0)
    explorer.live.still()
    assert len(artists.end.get_xdata()) == 0


@shows(NeuronLossExplorer)
def test_the_neuron_is_dragged_and_steered(explorer):
    plane, fit = explorer.figure.axes
    explorer.on_pointer("press", plane, 3.14, -99)
    assert (explorer.state["w"], explorer.state["b"]) == (3.1, -8)
    explorer.on_pointer("press", fit, 0, 0)
    explorer.on_arrows(-1, 10)
    assert (explorer.state["w"], explorer.state["b"]) == (3, -7)


@shows(NeuronLossExplorer)
def test_the_trail_grows_step_by_step(explorer):
    for steps in [0, 1, 40]:
        explorer.set(loss=CROSSED, steps=steps)
        explorer.live.still()
        trail = np.column_stack(explorer.artists.trail.get_data())
        np.testing.assert_allclose(trail, downhill(0, -7, CROSSED)[: steps + 1])
        w, b = trail[-1]
        told = f"{steps} steps downhill lead to loss {LOSS[CROSSED](w * HUMID + b):.3f}"
        assert (told in explorer.caption) == (steps > 0)


@shows(NeuronLossExplorer)
def test_one_loss_is_stuck_where_the_other_learns(explorer):
    assert explorer.caption.startswith(
        "mean_squared_error at w = 0.0, b = −7.0: loss 0.499, slope −0.0009 in w and −0.0009 in b"
    )
    assert explorer.caption.endswith("100 steps downhill lead to loss 0.499, and 6 wrong.")
    explorer.set(loss=CROSSED)
    assert explorer.caption.endswith("100 steps downhill lead to loss 0.414, and 2 wrong.")


def test_the_cross_entropy_leads_to_its_bottom_from_everywhere():
    line = np.linspace(-8, 8, 17)
    ends = np.array([downhill(w, b, CROSSED)[-1] for w in line for b in line])
    losses = [LOSS[CROSSED](w * HUMID + b) for w, b in ends]
    assert np.ptp(losses) < 5e-4 and round(min(losses), 3) == 0.414
    assert {n_wrong(*end) for end in ends} == {2}
    assert np.ptp(ends, axis=0).max() < 0.05


def test_far_from_the_middle_most_places_of_the_squared_error_are_flat():
    line = np.linspace(-8, 8, 17)
    far = [(w, b) for w in line for b in line if abs(b) > 6 and abs(w) < 2]
    moved = [np.linalg.norm(np.diff(downhill(w, b, SQUARED)[:2], axis=0)) for w, b in far]
    assert max(moved) < 0.06 and min(n_wrong(*place) for place in far) >= 6


def test_no_curve_gets_all_twelve_days_right():
    for cut in np.arange(-3, 3, 0.05):
        assert min((((cut < HUMID) == side) != RAIN).sum() for side in (True, False)) >= 1


def test_the_plateau_ends_when_the_chapter_says():
    network = Network([Dense(1, 1, "sigmoid")], loss=SQUARED)
    network.parameters = [0, -7]
    losses = [step.loss for step in train(network, HUMID[:, None], RAIN, SGD(1.0), epochs=401)]
    assert [round(losses[n], 3) for n in (100, 300, 400)] == [0.499, 0.496, 0.177]
    assert "300 steps bring it to 0.496, 400 to 0.177" in BOOK


# Several classes ----------------------------------------------------------------------------------


@shows(ClassLossExplorer)
@pytest.mark.parametrize("true", [0, 1, 2])
@pytest.mark.parametrize("z", [(2, 1, -1), (0, 0, 0), (-5, 5, 5), (5, -5, -5), (0, 2, 2)])
def test_p_loss_and_slopes_of_three_classes(explorer, z, true):
    explorer.set(true=true, **{f"z{k}": float(value) for k, value in enumerate(z)})
    log_p = log_softmax(np.array(z, dtype=float))
    delta = np.exp(log_p) - np.eye(3)[true]
    said = numbers(explorer.caption)
    assert said == pytest.approx([*np.exp(log_p), -log_p[true], *delta], abs=6e-4)
    largest = np.isclose(log_p, log_p.max())
    assert ("does not have" in explorer.caption) == (not largest[true])
    assert ("shares" in explorer.caption) == (largest[true] and largest.sum() > 1)
    if z == (0, 0, 0):
        assert said[3] == round(np.log(3), 3) == 1.099


# What the text says -------------------------------------------------------------------------------


def test_the_chapter_shows_the_days_of_its_figure():
    assert f"y = np.array({WARMER.tolist()})" in BOOK and SUN.tolist() == [*range(1, 9)]
    assert best_line(SUN, WARMER) == pytest.approx(np.polyfit(SUN, WARMER, 1))


def test_what_the_chapter_says_of_far_logits():
    loss = LOSSES[CROSSED]
    assert expit(40) == 1
    assert loss.value_from_logits([800.0], [0]) == 800
    assert loss.gradient_from_logits([800.0], [0], [expit(800)]) == [1]


def test_the_network_that_opens_chapter_06_has_the_loss_and_the_slope_told_here():
    network = small_network([2, 2, 1], "tanh", 1)
    trace = network.forward([[1.0, -0.5]])
    delta = network.backward(trace, [1.0]).delta[-1].item()
    told = "-\\ln 0.641 = 0.445$, and its δ is $0.641 - 1 = -0.359"
    assert told in BOOK
    assert [round(value, 3) for value in (trace.y_hat.item(), delta)] == [0.641, -0.359]
    assert round(network.loss([[1.0, -0.5]], [1.0]), 3) == 0.445


def test_the_general_formula_is_the_cross_entropy():
    z = np.linspace(-5, 5, 11)
    p = expit(z)
    for y in (0, 0.3, 1):
        plain = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        np.testing.assert_allclose((1 - y) * z + np.log(1 + np.exp(-z)), plain)
    assert "L = (1 - y)\\, z + \\ln (1 + e^{-z})" in BOOK


def test_what_the_chapter_says_of_accuracy():
    y = np.array([1, 1, 1, 0, 0])
    rows = dict(re.findall(r'"(\w+) *": (\[[\d., ]+\]),', BOOK))
    p = {name: np.array(eval(row)) for name, row in rows.items()}
    loss = {name: log_loss(y, row) for name, row in p.items()}
    right = {name: ((row > 0.5) == y).mean() for name, row in p.items()}
    assert right == dict(careful=0.8, sharper=0.8, bold=0.8, modest=0.6)
    assert loss["sharper"] < loss["careful"] < loss["bold"] and loss["modest"] < loss["bold"]
    assert ((p["careful"] > 0.5) == (p["sharper"] > 0.5)).all()
    assert ((p["careful"] > 0.5) == (p["bold"] > 0.5)).all()
