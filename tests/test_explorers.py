"""Explorers in the kernel: what the controls do, whether the caption is true, and reset."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.image import imread

from nnlib import datasets, plots
from nnlib.explorers import NeuronExplorer

IRIS = datasets.iris().select(features=[2, 3], classes=[1, 2])


@pytest.fixture
def neuron():
    return NeuronExplorer(IRIS, w1=1, w2=2, b=-8)


def pixels(explorer):
    return imread(io.BytesIO(explorer._picture.value))


def test_the_caption_counts_what_the_formula_says(neuron):
    for w1, w2, b in [(1, 2, -8), (0.8, 1.9, -6.8), (0, 0, 0), (-5, 5, 10)]:
        neuron.set(w1=w1, w2=w2, b=b)
        z = w1 * IRIS.X[:, 0] + w2 * IRIS.X[:, 1] + b
        p = 1 / (1 + np.exp(-z))
        loss = -np.mean(np.log(np.where(IRIS.y == 1, p, 1 - p)))
        wrong = ((z > 0) != IRIS.y).sum()
        assert neuron.caption.startswith(f"{wrong} of 100 samples")
        assert neuron.caption.endswith(f"the loss is {loss:.3f}.")


def test_three_wrong_flowers_are_the_best_that_the_sliders_allow():
    tenths = np.arange(-50, 51) / 10
    z = IRIS.X @ np.stack(np.meshgrid(tenths, tenths)).reshape(2, -1)  # (100, 101²)
    best = min(
        ((z + b > 0) != IRIS.y[:, None]).sum(axis=0).min() for b in np.arange(-100, 101) / 10
    )
    assert best == 3


@pytest.mark.parametrize("name", ["w1", "w2", "b"])
def test_every_slider_changes_picture_and_caption(neuron, name):
    slider = neuron.controls[name]
    seen = []
    for value in [slider.min, (slider.min + slider.max) / 2, slider.max]:
        slider.value = value
        seen.append((neuron.caption, pixels(neuron).tobytes()))
        assert neuron._caption.value == neuron.caption
    captions, pictures = zip(*seen, strict=True)
    assert len(set(pictures)) == 3 and len(set(captions)) > 1


def test_reset_brings_back_the_start(neuron):
    before = neuron.state, neuron.caption, pixels(neuron)
    neuron.set(w1=-3, b=2)
    assert neuron.state != before[0]
    neuron.children[-1].click()
    assert (neuron.state, neuron.caption) == before[:2]
    np.testing.assert_array_equal(pixels(neuron), before[2])


def test_the_output_has_picture_and_words_for_readers_without_a_kernel(neuron):
    bundle = neuron._repr_mimebundle_()
    assert bundle["text/plain"] == neuron.caption
    assert bundle["image/png"].startswith("iVBOR")


def test_the_surface_is_the_neuron_s_output(neuron):
    numbers = neuron.model(1, 2, -8)
    points = plots.grid(neuron.extent)
    z = points @ [1, 2] - 8
    np.testing.assert_allclose(numbers.surface.ravel(), 1 / (1 + np.exp(-z)))


@given(*[st.floats(-5, 5)] * 2, st.floats(-10, 10))
def test_boundary_ends_lie_on_the_line_and_on_the_border(w1, w2, b):
    extent, w = (2.0, 7.0, 0.0, 3.5), np.array([w1, w2])
    ends = plots.boundary(w, b, extent)
    corners = np.array([(2, 0), (7, 0), (7, 3.5), (2, 3.5)]) @ w + b
    if corners.min() > 0 or corners.max() < 0 or corners.min() == corners.max():
        assert np.isnan(ends).all()
        return
    np.testing.assert_allclose(ends @ w + b, 0, atol=1e-9)
    for x1, x2 in ends:
        assert np.isclose([x1 - 2, x1 - 7, x2, x2 - 3.5], 0, atol=1e-9).any()


def test_a_line_through_two_corners_is_drawn_whole():
    ends = plots.boundary(np.array([1.0, -1.0]), 0.0, (0, 1, 0, 1))
    assert sorted(ends.tolist()) == [[0, 0], [1, 1]]


def test_limits_keep_all_points_inside_and_one_scale():
    left, right, bottom, top = plots.limits(IRIS.X)
    assert (IRIS.X > [left, bottom]).all() and (IRIS.X < [right, top]).all()
    assert (right - left) / (top - bottom) == pytest.approx(1.45)
