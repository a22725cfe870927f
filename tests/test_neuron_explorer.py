"""The neuron explorer: its numbers and its caption against formulas written out here."""

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nncourse.draw import plane
from nncourse.explorers import NeuronExplorer
from nnlib import datasets

IRIS = datasets.iris().select(features=[2, 3], classes=[1, 2])
F = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "step": lambda z: np.where(z > 0, 1.0, 0.0),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "identity": lambda z: z,
}
NUMBER = r"(−?\d+\.\d+)"
STATES = [
    dict(w1=1, w2=2, b=-8, x1=5, x2=2),
    dict(w1=0.8, w2=1.9, b=-6.8, x1=-1, x2=0.25),
    dict(w1=0, w2=0, b=0, x1=0, x2=0),
    dict(w1=-5, w2=5, b=10, x1=10, x2=-10),
]


@pytest.fixture(scope="module")
def neuron():
    neuron = NeuronExplorer()
    yield neuron
    neuron.close()


def number(text):
    """A number as captions write it."""
    return float(text.replace("−", "-"))


@pytest.mark.parametrize("activation", F)
@pytest.mark.parametrize("data", ["AND", "OR", "XOR", "blobs", "iris"])
def test_the_caption_is_true(neuron, data, activation):
    X = neuron._data[data].X
    y = neuron._data[data].y
    for state in STATES:
        neuron.set(data=data, activation=activation, **state)
        caption = neuron.caption
        w1, w2, b, x1, x2 = (state[name] for name in ("w1", "w2", "b", "x1", "x2"))
        z = w1 * X[:, 0] + w2 * X[:, 1] + b
        assert f"{((z > 0) != y).sum()} of {len(y)} samples" in caption
        z_point = w1 * x1 + w2 * x2 + b
        said = [number(text) for text in re.findall(f"(?:z|y_hat) = {NUMBER}", caption)]
        assert said == pytest.approx([z_point, float(F[activation](z_point))], abs=6e-3)
        line = [number(t) for t in re.findall(NUMBER, caption.partition(";")[0].replace("− ", "−"))]
        assert line == ([w1, w2, b] if w1 or w2 else [b])
        assert caption.startswith("Boundary" if w1 or w2 else "No boundary")
        if activation == "sigmoid":
            p = np.where(y == 1, F["sigmoid"](z), F["sigmoid"](-z))
            assert f"loss {-np.mean(np.log(p)):.3f}." in caption
        else:
            assert "loss" not in caption


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # nothing is changed
@given(*[st.floats(-5, 5)] * 2, st.floats(-10, 10), st.sampled_from(sorted(F)))
def test_the_surface_is_the_neuron_s_output(neuron, w1, w2, b, activation):
    numbers = neuron.model(w1=w1, w2=w2, b=b, x1=0, x2=0, activation=activation, data="iris")
    points = plane.grid(plane.limits(IRIS.X))
    wanted = F[activation](points @ [w1, w2] + b)
    np.testing.assert_allclose(numbers["surface"].ravel(), wanted, atol=1e-12)


def test_the_iris_shown_are_those_of_the_chapter(neuron):
    np.testing.assert_array_equal(neuron._data["iris"].X, IRIS.X)
    np.testing.assert_array_equal(neuron._data["iris"].y, IRIS.y)


def test_three_wrong_flowers_are_the_best_that_the_sliders_allow():
    tenths = np.arange(-50, 51) / 10
    z = IRIS.X @ np.stack(np.meshgrid(tenths, tenths)).reshape(2, -1)  # (100, 101²)
    best = min(
        ((z + b > 0) != IRIS.y[:, None]).sum(axis=0).min() for b in np.arange(-100, 101) / 10
    )
    assert best == 3


@given(*[st.floats(-5, 5)] * 2, st.floats(-10, 10))
def test_boundary_ends_lie_on_the_line_and_on_the_border(w1, w2, b):
    extent = (2.0, 7.0, 0.0, 3.5)
    w = np.array([w1, w2])
    ends = plane.boundary(w, b, extent)
    corners = np.array([(2, 0), (7, 0), (7, 3.5), (2, 3.5)]) @ w + b
    if corners.min() > 0 or corners.max() < 0 or corners.min() == corners.max():
        assert np.isnan(ends).all()
        return
    np.testing.assert_allclose(ends @ w + b, 0, atol=1e-9)
    for x1, x2 in ends:
        assert np.isclose([x1 - 2, x1 - 7, x2, x2 - 3.5], 0, atol=1e-9).any()


def test_a_line_through_two_corners_is_drawn_whole():
    ends = plane.boundary(np.array([1.0, -1.0]), 0.0, (0, 1, 0, 1))
    assert sorted(ends.tolist()) == [[0, 0], [1, 1]]


@given(st.integers(0, 99))
def test_limits_keep_all_points_inside_and_one_scale(seed):
    X = np.random.default_rng(seed).normal(size=(20, 2)) * [3, 1]
    left, right, bottom, top = plane.limits(X)
    assert ([left, bottom] < X).all() and ([right, top] > X).all()
    assert (right - left) / (top - bottom) == pytest.approx(1.2)
