"""Every loss: by hand, from probabilities and from logits, its slope, its extremes, and what it
refuses.
"""

import copy
import pickle
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import ACTIVATIONS, LOSSES, numerical_gradient
from nnlib import losses as L
from nnlib.activations import sigmoid, softmax
from nnlib.targets import one_hot
from tests.strategies import HUGE, refused, seeds

ZERO = np.array([[0.0]])
ONE = np.array([[1.0]])
SHAPES = st.tuples(st.integers(1, 6), st.integers(1, 4))


def draw(seed, shape):
    """Logits, and targets of the three kinds: numbers, probabilities, one-hot rows."""
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 3, shape)
    return (
        z,
        rng.normal(size=shape),
        rng.random(shape),
        one_hot(rng.integers(0, shape[1], shape[0]), shape[1]),
    )


def test_values_known_by_hand():
    y_hat = np.array([[0.5], [1.0]])
    y = np.array([[1.0], [3.0]])
    assert L.mean_squared_error(y_hat, y) == (0.25 + 4) / 2
    assert L.binary_cross_entropy(np.array([[0.25]]), np.array([[1.0]])) == pytest.approx(np.log(4))
    rows = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
    assert L.categorical_cross_entropy(rows, one_hot([0, 2], 3)) == pytest.approx(
        (np.log(2) + np.log(8)) / 2
    )
    assert L.penalty(np.array([1.0, -2.0]), l1=0.1, l2=0.5) == pytest.approx(0.3 + 0.25 * 5)


def test_a_vector_is_one_sample():
    z = np.array([0.5, -1.0, 2.0])
    y = np.array([0.0, 0, 1])
    p = softmax(z)
    for f, *arrays in [
        (L.categorical_cross_entropy, p, y),
        (L.categorical_cross_entropy_gradient, p, y),
        (L.categorical_cross_entropy_from_logits, z, y),
        (L.categorical_cross_entropy_from_logits_gradient, z, y, p),
    ]:
        as_table = f(*(array[None] for array in arrays))
        np.testing.assert_array_equal(f(*arrays), np.squeeze(as_table))
    assert L.categorical_cross_entropy(p, y) == pytest.approx(-np.log(p[2]))


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, bool])
@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_whole_numbers_and_booleans_count_as_floats(loss, dtype):
    first = np.array([[0, 1], [0, 1]])
    y = np.array([[1, 0], [0, 1]])
    for f in [loss.value, loss.gradient, loss.value_from_logits, loss.gradient_from_logits]:
        rest = [first / 2] if f is loss.gradient_from_logits else []
        if f:
            narrow = f(first.astype(dtype), y.astype(dtype), *rest)
            np.testing.assert_array_equal(narrow, f(first * 1.0, y * 1.0, *rest))


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
    z = np.array([[-5000.0], [5000.0], [40.0]])
    y = np.array([[1.0], [0.0], [0.0]])
    with np.errstate(all="raise", under="ignore"):
        assert L.binary_cross_entropy_from_logits(z, y) == pytest.approx((5000 + 5000 + 40) / 3)
        rows = np.array([[5000.0, -5000.0]])
        assert L.categorical_cross_entropy_from_logits(rows, np.array([[0.0, 1.0]])) == 10000


@pytest.mark.parametrize("z", [30, 33, 36, 37, 38, 40, 100, 700])
def test_far_on_the_right_side_the_loss_keeps_its_digits(z):
    for far, label in [(z, 1.0), (-z, 0.0)]:
        loss = L.binary_cross_entropy_from_logits([[float(far)]], [[label]])
        assert loss == pytest.approx(np.log1p(np.exp(-float(z))), rel=1e-12, abs=0) and loss > 0


def test_probabilities_of_zero_are_cut_off_as_stated():
    with np.errstate(all="raise", under="ignore"):
        assert L.binary_cross_entropy(ZERO, ONE) == 100
        assert L.binary_cross_entropy(ONE, ONE) == 0
        assert L.categorical_cross_entropy(np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])) == 100


def test_their_slopes_are_cut_off_as_stated_too():
    with np.errstate(all="raise", under="ignore"):
        assert L.binary_cross_entropy_gradient(ZERO, ONE).tolist() == [[-1e12]]
        assert L.binary_cross_entropy_gradient(ONE, ZERO).tolist() == [[1e12]]
        assert L.binary_cross_entropy_gradient(ZERO, ZERO).tolist() == [[0]]
        assert L.categorical_cross_entropy_gradient(ZERO, ONE).tolist() == [[-1e12]]
        assert L.categorical_cross_entropy_gradient(ZERO, ZERO).tolist() == [[0]]


@pytest.mark.parametrize("p", [-0.1, -1e-9, 1.001, 5, np.inf, -np.inf])
@pytest.mark.parametrize("loss", [L.binary_cross_entropy, L.categorical_cross_entropy])
def test_logits_are_not_taken_for_probabilities(loss, p):
    with refused("numbers from 0 to 1, but these range from .* to .*_from_logits"):
        loss([[0.5, p]], [[0, 1]])


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_unequal_shapes_are_refused_rather_than_broadcast(loss):
    for function in [loss.value, loss.gradient]:
        with refused(r"arrays of the same shape.*\(3, 1\).*\(3,\)"):
            function(np.full((3, 1), 0.5), np.zeros(3))
        with refused("at least one element"):
            function(np.zeros((0, 1)), np.zeros((0, 1)))


def test_targets_take_the_forms_that_a_learner_writes():
    mse, binary, classes = LOSSES.values()
    assert mse.targets([1, 2], 1).shape == (2, 1)
    assert mse.targets([[1, 2], [3, 4]], 2).shape == (2, 2)
    assert binary.targets([True, False], 1).tolist() == [[1], [0]]
    assert classes.targets([0, 2], 3).tolist() == [[1, 0, 0], [0, 0, 1]]
    assert classes.targets([[0.5, 0.5]], 2).tolist() == [[0.5, 0.5]]
    np.testing.assert_allclose(classes.targets([[1 / 3] * 3], 3), 1 / 3)


@pytest.mark.parametrize("labels", [[2, 0], [2.0, 0.0], np.array([2, 0], np.uint8)])
def test_labels_become_rows_with_a_single_1(labels):
    assert one_hot(labels, 3).tolist() == [[0, 0, 1], [1, 0, 0]]
    assert one_hot([False, True], 2).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("label", [-1, 3, 0.5, 2.001, 1e300])
def test_a_label_out_of_range_is_named(label):
    with refused(rf"the label {re.escape(str(float(label)))}, .* from 0 to 2\b"):
        one_hot([0, label, 1], 3)


@pytest.mark.parametrize("labels", [0, [[0, 1]], [[0], [1]]])
def test_labels_stand_in_one_row(labels):
    with refused(r"in shape \(n_samples,\)"):
        one_hot(labels, 2)


@pytest.mark.parametrize(
    "loss, y, n_outputs, words",
    [
        ("mean_squared_error", [1, 2], 2, r"y must have shape \(n_samples, 2\).* not \(2,\)"),
        ("mean_squared_error", [np.nan], 1, r"y has the value nan at index \(0,\)"),
        ("mean_squared_error", ["cat"], 1, "y must be a table of numbers"),
        ("mean_squared_error", [[1, 2], [3]], 1, "rows of equal length"),
        ("mean_squared_error", 3, 1, "y must have shape"),
        ("mean_squared_error", [[[1], [2]]], 2, r"y must have shape .* not \(1, 2, 1\)"),
        ("mean_squared_error", [HUGE], 1, "y must be a table of numbers"),
        ("binary_cross_entropy", [-1, 1], 1, "ranges from -1 to 1"),
        ("binary_cross_entropy", [0, 1.001], 1, "ranges from 0 to 1.001"),
        ("binary_cross_entropy", [-0.001, 1], 1, "ranges from -0.001 to 1"),
        ("categorical_cross_entropy", [0, 3], 3, r"the label 3\.0, but the .* from 0 to 2"),
        ("categorical_cross_entropy", [0.5, 1], 3, r"the label 0\.5"),
        (
            "categorical_cross_entropy",
            [[0], [1]],
            3,
            r"\(n_samples, 3\) for probabilities, not \(2, 1\)",
        ),
        ("categorical_cross_entropy", 1, 3, r"for probabilities, not \(\)"),
        ("categorical_cross_entropy", [[[1], [0]]], 2, r"for probabilities, not \(1, 2, 1\)"),
        ("categorical_cross_entropy", [[0.5, 0.6]], 2, "add up to 1"),
        ("categorical_cross_entropy", [[0.5, 0.501]], 2, "add up to 1"),
        ("categorical_cross_entropy", [[0.5, 0.499]], 2, "add up to 1"),
        ("categorical_cross_entropy", [[2, -1]], 2, "add up to 1"),
    ],
)
def test_targets_that_do_not_fit_get_one_sentence(loss, y, n_outputs, words):
    with refused(words):
        LOSSES[loss].targets(y, n_outputs)


@pytest.mark.parametrize("y", [[0, 1, 2], np.eye(3)], ids=["labels", "one-hot"])
def test_three_classes_for_one_sigmoid_get_a_hint_at_softmax(y):
    with refused("softmax"):
        LOSSES["binary_cross_entropy"].targets(y, 1)


def test_an_unknown_name_is_answered_with_the_known_ones():
    with refused(r"no loss called 'mse'.*mean_squared_error"):
        L.get_loss("mse")


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=repr)
def test_each_output_has_a_loss_that_goes_with_it(activation):
    pairs = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
    loss = L.default_loss(activation)
    assert loss.name == pairs.get(activation.name, "mean_squared_error")
    assert activation.name in loss.outputs


@pytest.mark.parametrize("loss", LOSSES.values(), ids=repr)
def test_there_is_one_of_each_even_after_a_copy_or_a_pickle(loss):
    assert L.get_loss(loss) is copy.deepcopy(loss) is pickle.loads(pickle.dumps(loss)) is loss
    own = replace(loss, name="own")
    assert copy.deepcopy(own) is own
    with refused("own is an activation or a loss of your own"):
        pickle.dumps(own)
