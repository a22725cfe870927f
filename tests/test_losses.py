"""Every loss: by hand, from probabilities and from logits, its slope, its extremes, and what it
refuses.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import LOSSES, numerical_gradient
from nnlib import losses as L
from nnlib.activations import sigmoid, softmax
from tests.strategies import seeds

SHAPES = st.tuples(st.integers(1, 6), st.integers(1, 4))


def draw(seed, shape):
    """Logits, and targets of the three kinds: numbers, probabilities, one-hot rows."""
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 3, shape)
    return (
        z,
        rng.normal(size=shape),
        rng.random(shape),
        L.one_hot(rng.integers(0, shape[1], shape[0]), shape[1]),
    )


def test_values_known_by_hand():
    y_hat, y = np.array([[0.5], [1.0]]), np.array([[1.0], [3.0]])
    assert L.mean_squared_error(y_hat, y) == (0.25 + 4) / 2
    assert L.binary_cross_entropy(np.array([[0.25]]), np.array([[1.0]])) == pytest.approx(np.log(4))
    rows = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
    assert L.categorical_cross_entropy(rows, L.one_hot([0, 2], 3)) == pytest.approx(
        (np.log(2) + np.log(8)) / 2
    )
    assert L.penalty(np.array([1.0, -2.0]), l1=0.1, l2=0.5) == pytest.approx(0.3 + 0.25 * 5)


@given(seeds, SHAPES)
def test_logits_and_probabilities_give_the_same_loss(seed, shape):
    z, _, p, hot = draw(seed, shape)
    assert L.binary_cross_entropy_from_logits(z, p) == pytest.approx(
        L.binary_cross_entropy(sigmoid(z), p)
    )
    assert L.categorical_cross_entropy_from_logits(z, hot) == pytest.approx(
        L.categorical_cross_entropy(softmax(z), hot)
    )


@given(seeds, SHAPES)
def test_slopes_are_the_measured_ones(seed, shape):
    z, values, p, hot = draw(seed, shape)
    y_hat = np.clip(sigmoid(z), 0.01, 0.99)
    for f, gradient, first, y in [
        (L.mean_squared_error, L.mean_squared_error_gradient, z, values),
        (L.binary_cross_entropy, L.binary_cross_entropy_gradient, y_hat, p),
        (L.categorical_cross_entropy, L.categorical_cross_entropy_gradient, y_hat, hot),
    ]:
        measured = numerical_gradient(lambda w, f=f, y=y: f(w, y), first.copy(), h=1e-6)
        np.testing.assert_allclose(gradient(first, y), measured, rtol=1e-6, atol=1e-6)
    for f, gradient, activation, y in [
        (
            L.binary_cross_entropy_from_logits,
            L.binary_cross_entropy_from_logits_gradient,
            sigmoid,
            p,
        ),
        (
            L.categorical_cross_entropy_from_logits,
            L.categorical_cross_entropy_from_logits_gradient,
            softmax,
            hot,
        ),
    ]:
        measured = numerical_gradient(lambda w, f=f, y=y: f(w, y), z.copy())
        np.testing.assert_allclose(gradient(z, y, activation(z)), measured, atol=1e-8)


@given(seeds, SHAPES, st.floats(0, 2), st.floats(0, 2))
def test_penalty_slope_is_the_measured_one(seed, shape, l1, l2):
    w = np.random.default_rng(seed).normal(size=shape)
    w = np.where(np.abs(w) < 1e-3, 0.5, w)
    measured = numerical_gradient(lambda v: L.penalty(v, l1, l2), w.copy())
    np.testing.assert_allclose(L.penalty_gradient(w, l1, l2), measured, atol=1e-8)
    assert L.penalty_gradient(np.zeros(2), l1, l2).tolist() == [0, 0]


def test_far_logits_cost_what_they_should_and_nothing_overflows():
    z, y = np.array([[-5000.0], [5000.0], [40.0]]), np.array([[1.0], [0.0], [0.0]])
    with np.errstate(all="raise", under="ignore"):
        assert L.binary_cross_entropy_from_logits(z, y) == pytest.approx((5000 + 5000 + 40) / 3)
        rows = np.array([[5000.0, -5000.0]])
        assert L.categorical_cross_entropy_from_logits(rows, np.array([[0.0, 1.0]])) == 10000


def test_probabilities_of_zero_are_cut_off_as_stated():
    zero, one = np.array([[0.0]]), np.array([[1.0]])
    with np.errstate(all="raise", under="ignore"):
        assert L.binary_cross_entropy(zero, one) == 100
        assert L.binary_cross_entropy(one, one) == 0
        assert L.categorical_cross_entropy(np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])) == 100


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_unequal_shapes_are_refused_rather_than_broadcast(loss):
    for function in [loss.value, loss.gradient]:
        with pytest.raises(ValueError, match=r"arrays of one shape.*\(3, 1\).*\(3,\)"):
            function(np.full((3, 1), 0.5), np.zeros(3))
        with pytest.raises(ValueError, match="at least one element"):
            function(np.zeros((0, 1)), np.zeros((0, 1)))


def test_targets_take_the_forms_that_a_learner_writes():
    mse, binary, classes = LOSSES.values()
    assert mse.targets([1, 2], 1).shape == (2, 1)
    assert mse.targets([[1, 2], [3, 4]], 2).shape == (2, 2)
    assert binary.targets([True, False], 1).tolist() == [[1], [0]]
    assert classes.targets([0, 2], 3).tolist() == [[1, 0, 0], [0, 0, 1]]
    assert classes.targets([[0.5, 0.5]], 2).tolist() == [[0.5, 0.5]]


@pytest.mark.parametrize(
    "loss, y, n_outputs, words",
    [
        ("mean_squared_error", [1, 2], 2, r"y must have shape \(2, 2\), not \(2,\)"),
        ("mean_squared_error", [np.nan], 1, r"y has the value nan at index \(0,\)"),
        ("mean_squared_error", ["cat"], 1, "y must be a table of numbers"),
        ("mean_squared_error", [[1, 2], [3]], 1, "rows of equal length"),
        ("mean_squared_error", 3, 1, "y must have shape"),
        ("binary_cross_entropy", [-1, 1], 1, "reaches from -1 to 1"),
        ("categorical_cross_entropy", [0, 3], 3, "whole labels from 0 to 2"),
        ("categorical_cross_entropy", [0.5, 1], 3, "whole labels from 0 to 2"),
        ("categorical_cross_entropy", [[0.5, 0.6]], 2, "sum to 1"),
        ("categorical_cross_entropy", [[2, -1]], 2, "sum to 1"),
    ],
)
def test_targets_that_do_not_fit_get_one_sentence(loss, y, n_outputs, words):
    with pytest.raises(ValueError, match=words) as error:
        LOSSES[loss].targets(y, n_outputs)
    assert "\n" not in str(error.value)


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no loss called 'mse'.*mean_squared_error"):
        L.get_loss("mse")
