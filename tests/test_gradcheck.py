"""The measured slope, and the checker that compares ours with it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import array_shapes

from nnlib import Dense, Network, check_gradient, numerical_gradient
from nnlib.gradcheck import relative_error
from nnlib.layer_norm import LayerNorm
from nnlib.losses import penalty
from tests.strategies import problems, refused, seeds

XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), [0, 1, 1, 0]


@given(seeds, array_shapes(min_dims=0, max_dims=3, max_side=3))
def test_the_slope_is_measured_in_every_element(seed, shape):
    w, slope = map(np.array, np.random.default_rng(seed).normal(size=(2, *shape)))
    before = w.copy()
    measured = numerical_gradient(lambda v: float((slope * v * v).sum()), w, h=0.01)
    assert measured.shape == shape
    np.testing.assert_allclose(measured, 2 * slope * w, atol=1e-9)  # exact for a parabola
    np.testing.assert_array_equal(w, before)


def test_it_is_the_central_difference_and_the_mean_of_both_sides_at_a_kink():
    assert numerical_gradient(lambda w: float(w[0] ** 3), np.array([1.0]), h=0.5) == 3.25
    assert numerical_gradient(lambda w: max(0, w[0]), np.array([0.0])) == pytest.approx(0.5)
    cube = numerical_gradient(lambda w: float(w[0] ** 3), np.array([1.0]))
    assert cube == pytest.approx(3 + 1e-10, abs=5e-11)  # h = 1e-5


def test_the_function_may_look_at_the_array_itself():
    w = np.array([3.0, 4.0])
    assert numerical_gradient(lambda _: w[0] * w[1], w) == pytest.approx([4, 3])


def test_weights_are_put_back_even_if_the_function_breaks_off():
    for calls in [1, 2, 3, 4]:
        w = np.array([1.0, 2.0])
        left = iter(range(1, calls))

        def f(w, left=left):
            return float(next(left))  # StopIteration when none is left

        with pytest.raises(StopIteration):
            numerical_gradient(f, w)
        assert w.tolist() == [1, 2]


@pytest.mark.parametrize("w", [np.array([1, 2]), [1.0, 2.0], 1.0, np.array([True]), None])
def test_what_cannot_be_moved_a_little_is_refused(w):
    with refused("measured at an array of floats"):
        numerical_gradient(lambda w: 0.0, w)


@pytest.mark.parametrize(
    "gradient, reference, error",
    [
        ([1, 2, 3], [1, 2, 4], 0.25),
        ([1, 2, -3], [1, 2, -4], 0.25),
        ([4, 0], [2, 0], 1),
        ([0, 2e-5], [0, 1e-5], 0.1),  # the denominator counts as 1e-4
        ([0, 4e-4], [0, 2e-4], 1),
    ],
)
def test_the_relative_error_by_hand(gradient, reference, error):
    assert relative_error(np.array(gradient), np.array(reference)) == pytest.approx(error)


@given(problems())
def test_penalties_are_part_of_what_is_checked(problem):
    network, X, y = problem
    if not network.penalised_parameters().any():
        return
    right = Network.loss

    def with_penalty(*arguments):
        return right(*arguments) + penalty(network.penalised_parameters(), 0.0, 5.0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Network, "loss", with_penalty)
        assert check_gradient(network, X, y) > 1e-4


def spoil(monkeypatch, change):
    """Let ``change(layer, dW, db)`` spoil every gradient."""
    right = Dense.backward

    def wrong(self, x, delta, dW, db, dnorm):
        ds = right(self, x, delta, dW, db, dnorm)
        change(self, dW, db)
        return ds

    monkeypatch.setattr(Dense, "backward", wrong)


def test_a_bias_without_gradient_is_seen(monkeypatch):
    network = Network.from_sizes([2, 3, 1])
    assert check_gradient(network, *XOR) < 1e-6
    spoil(monkeypatch, lambda layer, dW, db: db.fill(0))
    assert check_gradient(network, *XOR) > 0.5


@pytest.mark.parametrize("place", [0, 1], ids=["gain", "shift"])
def test_a_slope_of_layer_normalisation_that_is_missing_is_seen(place, monkeypatch):
    network = Network.from_sizes([2, 3, 1], layer_norm=True)
    network.layers[0].b = [0, 1, -1]  # else (0, 0) has equal sums
    assert check_gradient(network, *XOR) < 1e-6
    right = LayerNorm.backward

    def wrong(*arguments):
        ds, *slopes = right(*arguments)
        slopes[place] *= 0
        return ds, *slopes

    monkeypatch.setattr(LayerNorm, "backward", wrong)
    assert check_gradient(network, *XOR) > 0.5


@pytest.mark.parametrize("part", ["W", "b"])
def test_a_small_wrong_gradient_is_seen_among_large_right_ones(part, monkeypatch):
    network = Network.from_sizes([2, 4, 4, 4, 1], "sigmoid", init="he_normal", seed=2)
    gradients = network.backward(network.forward(XOR[0]), XOR[1])
    assert 1e-4 < np.abs(getattr(gradients, part)[0]).max() < np.abs(gradients.vector).max() / 20

    def double(layer, dW, db):
        if layer.n_in == 2:
            (dW if part == "W" else db).__imul__(2)

    spoil(monkeypatch, double)
    assert check_gradient(network, *XOR) == pytest.approx(1, rel=1e-3)
