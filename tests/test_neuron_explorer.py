"""The neuron explorer: its numbers and its caption against formulas written out here."""

import re

import numpy as np
import pytest
from front_end import FrontEnd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nncourse.draw import plane, style
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


def test_the_legend_says_which_class_is_1(neuron):
    def names():
        page = FrontEnd(neuron.live)
        page.look()
        return [text.get_text() for text in neuron.artists.plane.ax.get_legend().get_texts()]

    neuron.set(data="iris")
    assert names() == ["versicolor (0)", "virginica (1)"]
    neuron.set(data="XOR")
    assert names() == ["0", "1"]


def test_a_gate_puts_the_sample_on_a_corner_and_the_flowers_bring_it_back(neuron):
    for gate in ["AND", "OR", "XOR"]:
        neuron.set(data="iris", x1=5, x2=2)
        neuron.set(data=gate)
        assert (neuron.state["x1"], neuron.state["x2"]) == (1, 1)
    neuron.set(x1=0.3, x2=0.8)  # on a gate the reader may put it anywhere
    assert (neuron.state["x1"], neuron.state["x2"]) == (0.3, 0.8)
    neuron.controls["data"].value = "OR"
    assert (neuron.state["x1"], neuron.state["x2"]) == (0, 1)
    neuron.set(data="iris")
    assert (neuron.state["x1"], neuron.state["x2"]) == (5, 2)


def test_on_a_gate_the_sample_is_seen_inside_the_diamond(neuron):
    neuron.set(data="XOR", x1=1, x2=1)
    neuron.live.still()
    point = neuron.artists.point
    rings = neuron.artists.plane.rings
    assert point.get_markerfacecolor() == "none"
    assert point.get_markersize() > rings.get_markersize() + 2
    neuron.set(data="iris")
    neuron.live.still()
    assert point.get_markerfacecolor() == style.INK  # among flowers it must be found


@pytest.mark.parametrize("scenario", ["raise_b", "one_weight", "double", "best_line"])
def test_the_arrow_starts_on_the_line_away_from_the_flowers(neuron, scenario):
    neuron.set(data="iris", **neuron.scenarios[scenario])
    numbers = neuron.model(**neuron.state)
    foot = numbers["arrow_foot"]
    assert foot @ numbers["w"] + numbers["b"] == pytest.approx(0, abs=1e-9)
    arrow = foot + np.linspace(0, 0.3, 4)[:, None] * numbers["w"]
    gaps = np.linalg.norm(arrow[:, None] - IRIS.X, axis=2)
    assert gaps.min() > 0.3


def test_a_place_that_is_given_with_the_data_is_kept(neuron):
    neuron.set(data="iris")
    neuron.set(x1=0.25, x2=0.5, data="AND")
    assert (neuron.state["x1"], neuron.state["x2"]) == (0.25, 0.5)
    again = NeuronExplorer.from_token(neuron.token)
    assert again.state == neuron.state
    again.close()


@pytest.mark.parametrize("activation", F)
@pytest.mark.parametrize("z", [-9.0, -6.0, -2.5, 0.0, 0.5, 6.0, 20.0])
def test_z_slides_along_the_curve_of_its_activation(neuron, activation, z):
    neuron.set(data="iris", activation=activation, w1=0, w2=z / 2, b=0, x1=0, x2=2)
    neuron.live.still()
    diagram = neuron.artists.diagram
    z = neuron.model(**neuron.state)["z"]  # the sliders go no further than 5
    curve = np.column_stack(diagram._curve.get_data())
    point = np.concatenate(diagram._point.get_data())
    end = F[activation](np.clip(z, -6, 6))
    low, high = curve[np.isfinite(curve[:, 1])][[0, -1]]
    assert point[0] == pytest.approx(low[0] + (high[0] - low[0]) * (np.clip(z, -6, 6) + 6) / 12)
    values = F[activation](np.array([-6.0, 6.0]))
    assert point[1] == pytest.approx(np.interp(end, values, [low[1], high[1]]), abs=1e-9)
    assert diagram._slide.get_position()[0] == point[0]
    beyond = {-1: "<", 0: "o", 1: ">"}
    assert diagram._point.get_marker() == beyond[int(z > 6) - int(z < -6)]
    written = [part for part, _ in diagram._answer._parts]
    assert written[1] == f" = {activation}("
    assert number(written[-1]) == pytest.approx(float(F[activation](z)), abs=6e-4)


def test_numbers_have_room_in_their_circles_on_a_phone(neuron):
    page = FrontEnd(neuron.live)
    page.look(390)
    diagram = neuron.artists.diagram
    circle = diagram._output.get_window_extent()
    for x, w, z in [(5, 0, -8.0), (-10, 5, -58.0), (4, 0, -9.996)]:
        neuron.set(data="iris", activation="identity", w1=w, w2=0, b=z - w * x, x1=x, x2=0)
        page.acknowledge()
        for label in diagram._inside.values():
            assert label._width(label.get_text()) < 0.86 * circle.width, label.get_text()


def test_the_page_is_told_which_numbers_moved_unless_it_still_moves():
    neuron = NeuronExplorer("iris", w1=1, w2=2, b=-8, x1=5, x2=2)
    page = FrontEnd(neuron.live)
    page.look()
    neuron.live._sent_at = -1000.0  # long ago
    neuron.set(x1=3)
    page.rest()
    content, picture = page.frames[-1]
    height, width = picture.shape[:2]
    seen = np.zeros((height, width), dtype=bool)
    for left, top, wide, high in content["moved"]:
        x = round(left * width), round((left + wide) * width)
        y = round(top * height), round((top + high) * height)
        seen[slice(*y), slice(*x)] = True
        assert (picture[slice(*y), slice(*x)] < 128).any()  # there is something written
    changed = (picture != page.frames[-2][1]).any(axis=2)
    left_of_the_curve = np.arange(width) < 0.25 * width
    changed &= left_of_the_curve
    assert (changed & seen).sum() > 0.95 * changed.sum() > 0
    assert len(content["moved"]) == 6
    neuron.set(x1=4)
    page.rest()
    assert page.frames[-1][0]["moved"] == []
    neuron.close()
