"""Layers and networks: shapes, both passes, masks, copies, and what they refuse."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnlib import Dense, Network, check_gradient, numerical_gradient
from nnlib.initializers import INITIALIZERS
from tests.strategies import near_kink, problems, seeds


@given(problems())
def test_forward_is_the_formula_layer_by_layer(problem):
    network, X, _ = problem
    trace = network.forward(X)
    assert len(trace.z) == len(network.layers) == len(trace.a) - 1
    a = X
    for layer, z, next_a in zip(network.layers, trace.z, trace.a[1:], strict=True):
        mask = np.ones(layer.W.shape) if layer.mask is None else layer.mask
        by_hand = [[sum(row[i] * layer.W[i, j] * mask[i, j] for i in range(layer.n_in)) + layer.b[j]
                    for j in range(layer.n_out)] for row in a]  # fmt: skip
        np.testing.assert_allclose(z, by_hand, atol=1e-12)
        np.testing.assert_allclose(next_a, layer.activation(z))
        a = next_a
    assert trace.y_hat is trace.a[-1]


@given(problems(), st.sampled_from([0, 0.3]), st.sampled_from([0, 0.7]))
def test_backward_is_the_measured_slope_in_every_parameter(problem, l1, l2):
    network, X, y = problem
    assume(not near_kink(network, X))
    assume(l1 == 0 or np.abs(network.weights[network.weights != 0]).min(initial=1) > 1e-3)
    before = network.parameters.copy()
    assert check_gradient(network, X, y, l1, l2) < 1e-6
    np.testing.assert_array_equal(network.parameters, before)


@given(problems())
def test_delta_is_the_measured_slope_in_every_z(problem):
    """delta[l] = dL/dz[l], for all layers: moving z by moving the biases of a network fed one
    sample.
    """
    network, X, y = problem
    assume(not near_kink(network, X))
    gradients = network.backward(network.forward(X[:1]), y[:1])
    for layer, delta in zip(network.layers, gradients.delta, strict=True):
        measured = numerical_gradient(lambda _: network.loss(X[:1], y[:1]), layer.b)
        np.testing.assert_allclose(delta[0], measured, atol=1e-7)


@given(problems())
def test_the_gradient_vector_and_its_matrices_are_one(problem):
    network, X, y = problem
    gradients = network.backward(network.forward(X), y)
    flat = np.concatenate([np.append(W, b) for W, b in zip(gradients.W, gradients.b, strict=True)])
    np.testing.assert_array_equal(gradients.vector, flat)
    for layer, W, b in zip(network.layers, gradients.W, gradients.b, strict=True):
        assert W.shape == layer.W.shape and b.shape == layer.b.shape
        assert layer.mask is None or not W[layer.mask == 0].any()


def test_the_checker_would_see_a_wrong_gradient(monkeypatch):
    network, X, y = Network.from_sizes([2, 3, 1]), np.ones((4, 2)), [0, 1, 1, 1]
    right = Dense.backward

    def without_bias(self, x, delta, dW, db):
        right(self, x, delta, dW, db)
        db[...] = 0

    monkeypatch.setattr(Dense, "backward", without_bias)
    assert check_gradient(network, X, y) > 0.01


def test_parameters_are_one_vector_that_the_layers_look_into():
    network = Network.from_sizes([2, 3, 1])
    network.parameters = np.arange(13)
    assert network.layers[0].W.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert network.layers[0].b.tolist() == [6, 7, 8]
    network.layers[1].W = [[1], [2], [3]]
    assert network.parameters.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 12]
    assert network.weights.tolist() == [0, 1, 2, 3, 4, 5, 0, 0, 0, 1, 2, 3, 0]


@pytest.mark.parametrize(
    "twin", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))], ids=["deepcopy", "pickle"]
)
def test_a_copy_is_whole_and_its_own(twin):
    network = Network([Dense(2, 3, "tanh", mask=[[1, 0, 1], [1, 1, 1]]), Dense(3, 1, "sigmoid")])
    other = twin(network)
    other.parameters = other.parameters + 1
    np.testing.assert_array_equal(other.layers[1].W, network.layers[1].W + 1)
    assert other.weights[1] == 0
    assert not np.shares_memory(other.parameters, network.parameters)


def test_layers_given_to_two_networks_stay_apart():
    hidden = Dense(2, 2, "tanh")
    first = Network([hidden, hidden, Dense(2, 1)])
    first.layers[0].W = np.zeros((2, 2))
    assert first.layers[1].W.any() and hidden.W.any()


def test_a_cut_connection_carries_and_counts_nothing():
    layer = Dense(2, 2, mask=[[1, 0], [0, 1]])
    network = Network([layer])
    network.parameters = [3, 100, 100, 4, 0, 0]
    assert network.predict([[1, 1]]).tolist() == [[3, 4]]
    assert network.weights.tolist() == [3, 0, 0, 4, 0, 0]
    assert network.layers[0].n_weights == 2


def test_float32_stays_float32():
    network = Network.from_sizes([2, 3, 2], "leaky_relu", "softmax", dtype=np.float32)
    trace = network.forward(np.ones((4, 2)))
    gradients = network.backward(trace, [0, 1, 1, 0])
    assert {
        array.dtype for array in [*trace.a, *trace.z, *gradients.delta, *gradients.W, *gradients.b]
    } == {np.dtype(np.float32)}


@given(problems(dtype=np.float32))
def test_float32_gives_the_float64_numbers_to_its_precision(problem):
    network, X, y = problem
    wide = Network(
        [Dense(a.n_in, a.n_out, a.activation, mask=a.mask) for a in network.layers],
        network.loss_function,
    )
    wide.parameters = network.parameters
    assert network.loss(X, y) == pytest.approx(wide.loss(X, y), rel=1e-4, abs=1e-5)


def test_classify_names_the_class():
    one = Network([Dense(1, 1, "sigmoid")])
    one.parameters = [1, 0]
    assert one.classify([[-0.1], [0.0], [0.1]]).tolist() == [0, 0, 1]
    three = Network([Dense(1, 3, "softmax")])
    three.parameters = [-1, 0, 1, 0, 0.5, 0]
    assert three.classify([[-2], [0], [2]]).tolist() == [0, 1, 2]


@given(st.integers(20, 60), st.integers(20, 60), seeds)
def test_initial_weights_have_the_stated_spread(n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    variances = {
        "zeros": 0,
        "uniform": 1 / 12,
        "glorot_uniform": 2 / (n_in + n_out),
        "he_normal": 2 / n_in,
    }
    for name, variance in variances.items():
        W = INITIALIZERS[name](rng, n_in, n_out)
        assert W.shape == (n_in, n_out)
        assert W.var() == pytest.approx(variance, rel=0.5)
        assert abs(W.mean()) <= 5 * np.sqrt(variance / W.size)
    assert list(INITIALIZERS) == list(variances)


def test_one_seed_one_network():
    first, same, other = (Network.from_sizes([2, 4, 1], seed=seed).parameters for seed in [5, 5, 6])
    np.testing.assert_array_equal(first, same)
    assert (first != other).any()
    one, two, _ = Network.from_sizes([3, 3, 3, 1]).layers
    assert (one.W != two.W).any()
    assert Network.from_sizes([2, 4, 1], bias=0.1).layers[0].b.tolist() == [0.1] * 4


@pytest.mark.parametrize(
    "build, words",
    [
        (lambda: Dense(0, 1), "n_in must be a whole number of at least 1, not 0"),
        (lambda: Dense(2.5, 1), "n_in must be a whole number"),
        (lambda: Dense(1, 1, "rlu"), "no activation called 'rlu'"),
        (lambda: Dense(1, 1, init="xavier"), "no initializer called 'xavier'.*glorot_uniform"),
        (lambda: Dense(1, 1, dtype=int), "float64 or float32, not in int64"),
        (lambda: Dense(2, 1, mask=[1, 1]), r"mask must have shape \(2, 1\), not \(2,\)"),
        (lambda: Dense(1, 1, mask=[[2]]), "A mask holds 1"),
        (lambda: Network([]), "at least one layer"),
        (
            lambda: Network([Dense(2, 3), Dense(4, 1)]),
            "Layer 0 gives 3 numbers but layer 1 takes 4",
        ),
        (
            lambda: Network([Dense(2, 3, "softmax"), Dense(3, 1)]),
            "Layer 0 is a hidden layer and cannot be a softmax",
        ),
        (
            lambda: Network([Dense(2, 1, "relu")], "binary_cross_entropy"),
            "relu does not go with.*sigmoid",
        ),
        (
            lambda: Network([Dense(2, 2, "softmax")], "mean_squared_error"),
            "softmax does not go with",
        ),
        (lambda: Network.from_sizes([2]), "at least an input and an output"),
        (lambda: Network.from_sizes(3), "at least an input and an output"),
        (
            lambda: Network.from_sizes([2, 2, 1], ["tanh", "tanh"]),
            "1 hidden layers and hidden names 2",
        ),
    ],
)
def test_what_cannot_be_built_gets_one_sentence(build, words):
    with pytest.raises(ValueError, match=words) as error:
        build()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "X, y, words",
    [
        ([1, 2], [0], r"X must have shape \(n_samples, 2\).*not \(2,\); for a single sample"),
        ([[1, 2, 3]], [0], r"not \(1, 3\)"),
        (np.zeros((0, 2)), [], "at least one row"),
        ([], [], "at least one row"),
        ([[1, np.nan]], [0], r"X has the value nan at index \(0, 1\)"),
        ([[1, np.inf]], [0], "the value inf"),
        ([["a", "b"]], [0], "X must be a table of numbers"),
        ([[1, 2], [3]], [0], "rows of equal length"),
        ([[1j, 2]], [0], "X must be a table of numbers"),
        (None, [0], "X has the value nan"),
        ([[1, 2]], [0, 1], r"X has 1, and y has shape \(2, 1\)"),
    ],
)
def test_data_that_do_not_fit_get_one_sentence(X, y, words):
    network = Network.from_sizes([2, 2, 1])
    with pytest.raises(ValueError, match=words) as error:
        network.loss(X, y)
    assert "\n" not in str(error.value)


def test_wrong_weights_are_refused_and_nothing_is_lost():
    network = Network.from_sizes([2, 3, 1])
    before = network.parameters.copy()
    for attribute, values in [
        ("W", np.ones((3, 2))),
        ("b", [1, 2]),
        ("W", np.full((2, 3), np.nan)),
    ]:
        with pytest.raises(ValueError, match=attribute):
            setattr(network.layers[0], attribute, values)
    with pytest.raises(ValueError, match=r"parameters must have shape \(13,\), not \(2,\)"):
        network.parameters = [1, 2]
    np.testing.assert_array_equal(network.parameters, before)


def test_a_step_function_can_be_shown_but_not_trained():
    network = Network([Dense(2, 2, "step"), Dense(2, 1, "step")])
    assert network.predict([[1, 1]]).shape == (1, 1)
    with pytest.raises(ValueError, match="slope is 0 everywhere"):
        network.backward(network.forward([[1, 1]]), [1])


def test_repr_says_what_it_is():
    assert (
        repr(Network.from_sizes([2, 4, 1]))
        == "Network(2-4-1; tanh, sigmoid; binary_cross_entropy; 17 parameters)"
    )
    assert (
        repr(Dense(2, 2, "relu", mask=[[1, 0], [1, 1]])) == "Dense(2 → 2, relu, 3 of 4 connections)"
    )
