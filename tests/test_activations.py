"""Every activation: its values, its derivative, its extremes."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from nnlib import ACTIVATIONS, numerical_gradient
from nnlib.activations import get_activation, sigmoid, softmax, softmax_jacobian
from tests.strategies import CUBE, refused

KINKED = {"step", "relu", "leaky_relu"}
elementwise = pytest.mark.parametrize(
    "activation", [a for a in ACTIVATIONS.values() if a.name != "softmax"], ids=repr
)
z_arrays = arrays(np.float64, array_shapes(max_dims=3, max_side=4), elements=st.floats(-30, 30))


def test_the_table_has_all_that_the_course_names():
    names = "identity step sigmoid tanh relu leaky_relu softplus gelu_tanh softmax"
    assert list(ACTIVATIONS) == names.split()
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())


@pytest.mark.parametrize(
    "name, z, a",
    [
        ("identity", -2, -2),
        ("step", 0, 0),
        ("step", 1e-9, 1),
        ("sigmoid", 0, 0.5),
        ("sigmoid", np.log(3), 0.75),
        ("tanh", np.log(2), 0.6),
        ("relu", -2, 0),
        ("relu", 2, 2),
        ("leaky_relu", -2, -0.02),
        ("softplus", 0, np.log(2)),
        ("gelu_tanh", 0, 0),
        ("gelu_tanh", 1, 0.8411919906082768),
    ],
)
def test_values_known_by_hand(name, z, a):
    assert ACTIVATIONS[name](z) == pytest.approx(a, abs=1e-15)


@elementwise
@given(z=z_arrays)
def test_derivative_is_the_measured_slope(activation, z):
    if activation.name in KINKED:
        z = np.where(np.abs(z) < 1e-3, 1.0, z)
    measured = numerical_gradient(lambda w: float(activation(w).sum()), z.copy())
    np.testing.assert_allclose(activation.slope(z), measured, atol=1e-7)


def test_slope_at_a_kink_is_the_one_that_the_course_states():
    assert ACTIVATIONS["relu"].slope(0.0) == 0
    assert ACTIVATIONS["leaky_relu"].slope([-1.0, 0.0, 1.0]).tolist() == [0.01, 0.01, 1]
    assert ACTIVATIONS["step"].slope([-1.0, 0.0, 1.0]).tolist() == [0, 0, 0]


@given(
    z=arrays(
        np.float64, st.tuples(st.integers(1, 4), st.integers(1, 5)), elements=st.floats(-700, 700)
    )
)
def test_softmax_gives_probabilities_that_a_constant_does_not_change(z):
    a = softmax(z)
    assert (a >= 0).all()
    np.testing.assert_allclose(a.sum(axis=-1), 1)
    np.testing.assert_allclose(softmax(z + 5), a, rtol=1e-9, atol=1e-300)


@given(z=arrays(np.float64, st.integers(1, 5), elements=st.floats(-5, 5)))
def test_softmax_jacobian_is_the_measured_one(z):
    rows = [
        numerical_gradient(lambda w, i=i: float(softmax(w)[i]), z.copy()) for i in range(len(z))
    ]
    np.testing.assert_allclose(softmax_jacobian(softmax(z)), rows, atol=1e-8)
    np.testing.assert_allclose(ACTIVATIONS["softmax"].slope(z), np.diag(rows), atol=1e-8)


def test_softmax_jacobian_of_a_list_and_of_many_rows():
    by_hand = [[0.1875, -0.1875], [-0.1875, 0.1875]]
    assert softmax_jacobian([0.25, 0.75]).tolist() == by_hand
    assert softmax_jacobian([[0.25, 0.75]] * 3).tolist() == [by_hand] * 3


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=repr)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extremes_neither_overflow_nor_change_the_type(activation, dtype):
    z = np.array([-1e4, -800, -90, -1, 0, 1, 90, 800, 1e4], dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = activation(z)
        slope = activation.slope(z)
    assert np.isfinite(a).all() and np.isfinite(slope).all()
    assert a.dtype == slope.dtype == dtype
    assert a.shape == slope.shape == z.shape


@pytest.mark.parametrize("dtype, far", [(np.float32, 1e20), (np.float64, 1e200)])
@elementwise
def test_even_what_overflows_when_cubed_has_a_finite_slope(activation, dtype, far):
    z = np.array([-far, far], dtype)
    limits = {"identity": [1, 1], "leaky_relu": [0.01, 1], "relu": [0, 1], "gelu_tanh": [0, 1]}
    a = activation(z)
    slope = activation.slope(z)
    assert np.isfinite(a).all()
    assert slope == pytest.approx(limits.get(activation.name, slope))
    assert np.isfinite(slope).all()
    if activation.name == "gelu_tanh":
        assert a.tolist() == [0, z[1]]


def test_sigmoid_keeps_its_digits_far_below_zero():
    assert sigmoid(np.array(-700.0)) == pytest.approx(np.exp(-700), rel=1e-12)
    np.testing.assert_allclose(
        sigmoid(np.linspace(-30, 30, 61)) + sigmoid(-np.linspace(-30, 30, 61)), 1, rtol=1e-15
    )


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=repr)
def test_whole_numbers_and_lists_are_taken_as_floats(activation):
    assert activation([1, 2]).dtype == np.float64
    np.testing.assert_array_equal(activation([1, 2]), activation(np.array([1.0, 2.0])))


def test_an_unknown_name_is_answered_with_the_known_ones():
    with refused(r"no activation called 'rlu'.*leaky_relu.*relu"):
        get_activation("rlu")
    assert get_activation(CUBE) is CUBE


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=repr)
def test_there_is_one_of_each_even_after_a_copy_or_a_pickle(activation):
    assert copy.deepcopy(activation) is activation
    assert pickle.loads(pickle.dumps(activation)) is activation


def test_your_own_can_be_copied_but_not_pickled():
    assert copy.deepcopy(CUBE) is CUBE
    with refused("cube is an activation or a loss of your own"):
        pickle.dumps(CUBE)
