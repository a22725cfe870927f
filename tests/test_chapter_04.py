"""Chapter 04: its figures say what is true, and so does its text."""

import re

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from nnlib.explorers import FoldExplorer, ForwardExplorer, UnfoldExplorer
from nnlib.explorers.forward import small_network
from nnlib.explorers.hidden_plane import DATA, best_output

SIZES = [(1, 0, 4, 2, 1), (2, 1, 3, 2, 1), (3, 2, 4, 4, 3), (2, 2, 1, 3, 2)]
F = {
    "tanh": np.tanh,
    "relu": lambda z: z * (z > 0),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "identity": lambda z: z,
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(),
}


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
    network, a = small_network(sizes, activation, 5), np.array([1.0, -0.5, 0.5])[:inputs]
    step, n = 0, sum(sizes[1:])
    assert forward.controls["step"].max == n
    for k, layer in enumerate(network.layers):
        assert np.allclose(layer.W, layer.W.round(1)) and np.allclose(layer.b, layer.b.round(1))
        z = np.array([sum(w * v for w, v in zip(layer.W[:, j], a, strict=True)) + layer.b[j]
                      for j in range(sizes[k + 1])])  # fmt: skip
        after = F[layer.activation.name](z)
        for j in range(len(z)):
            step += 1
            forward.set(step=step)
            assert forward.caption.startswith(f"Step {step} of {n}, unit {j + 1} of layer {k + 1}:")
            assert numbers(forward.caption) == pytest.approx([z[j], after[j]], abs=6e-3)
            formula(forward, layer.W[:, j], layer.b[j], a, z[j])
        a = after


def formula(forward, w, b, a, z):
    """The line with the numbers filled in works out to z, but for rounding."""
    forward.live.update()
    lines = [label.get_text() for label in forward._lines]
    sums = [line for line in lines if line.startswith("   =")]
    text = sums[0].strip(" =").replace("−", "-").replace("·", "*").replace("- ", "-")
    assert eval(text) == pytest.approx(z, abs=0.02 * len(a) + 0.01)
    assert numbers(sums[1]) == pytest.approx([z], abs=6e-3)


def test_units_still_to_come_show_a_question_mark(forward):
    forward.set(step=2)
    forward.live.update()
    inside = [label.get_text() for label in forward._diagram._labels[:6]]
    assert inside.count("?") == 2 and inside[4:] == ["?", "?"]


def test_the_chapter_s_first_network_is_the_explorer_s():
    first, second = small_network([2, 3, 1], "tanh", 1).layers
    assert first.W.tolist() == [[0.3, 0.8, 0.3], [-1.3, 0.9, 0.4]]
    assert first.b.tolist() == [-0.5, 0.6, 0.4]
    assert second.W.tolist() == [[0.3], [0.0], [0.5]] and second.b.tolist() == [-0.7]


@pytest.mark.parametrize("name", DATA)
def test_the_best_output_is_scikit_learn_s(name):
    X, y = DATA[name]()
    a = np.tanh(X @ [[1.0, 0.5], [-0.3, 1.0]] + [0.2, -0.1])
    model = LogisticRegression(C=1 / (len(y) * 1e-4), tol=1e-10, max_iter=10_000).fit(a, y)
    theirs = np.append(model.coef_[0], model.intercept_)
    # ours shrinks the bias too, by next to nothing
    np.testing.assert_allclose(best_output(a, y, ridge=1e-4), theirs, atol=0.05)


def test_what_the_chapter_says_of_folding_xor():
    fold = FoldExplorer(w11=2, w21=2, b1=1, w12=2, w22=2, b2=-1)
    assert "leaves 0 of 4 samples" in fold.caption
    a = fold.model(**fold.state)["a"]
    np.testing.assert_allclose(a[1], a[2])
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
    W, b = np.array([[1.5, -2], [0, 1]]), np.array([0, 0.5])
    np.testing.assert_allclose(model["folded"], np.maximum(0, model["grid"] @ W + b), atol=1e-12)
    np.testing.assert_allclose(model["a"], np.maximum(0, model["X"] @ W + b), atol=1e-12)
    fold.close()


def test_the_moons_are_parted_by_a_straight_line_in_the_end():
    unfold = UnfoldExplorer(epoch=600)
    model = unfold.model(**unfold.state)
    assert not model["wrong"].any() and "0 of 100" in unfold.caption
    (x0, y0), (x1, y1) = model["line"]
    side = (x1 - x0) * (model["a"][:, 1] - y0) - (y1 - y0) * (model["a"][:, 0] - x0)
    assert len(set(np.sign(side[model["y"] == 0]))) == len(set(np.sign(side[model["y"] == 1]))) == 1
    unfold.close()
