"""Layers and networks: shapes, both passes, masks, copies, and what they refuse."""

import copy
import math
import pickle
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnlib import SGD, Dense, Network, check_gradient, numerical_gradient, train
from nnlib.initializers import INITIALIZERS
from tests.strategies import CUBE, near_kink, problems, refused


@given(problems())
def test_forward_is_the_formula_layer_by_layer(problem):
    network, X, _ = problem
    trace = network.forward(X)
    assert len(trace.z) == len(network.layers) == len(trace.a) - 1
    a = X
    for layer, z, next_a in zip(network.layers, trace.z, trace.a[1:], strict=True):
        mask = np.ones(layer.W.shape) if layer.mask is None else layer.mask
        sums = [[sum(row[i] * layer.W[i, j] * mask[i, j] for i in range(layer.n_in)) + layer.b[j]
                 for j in range(layer.n_out)] for row in a]  # fmt: skip
        if layer.norm is not None:
            n = [(s - np.mean(s)) / math.sqrt(np.var(s) + 1e-5) for s in sums]
            sums = layer.norm.gain * n + layer.norm.shift
        np.testing.assert_allclose(z, sums, atol=1e-12)
        np.testing.assert_allclose(next_a, layer.activation(z) + (a if layer.residual else 0))
        a = next_a
    assert trace.y_hat is trace.a[-1]


@given(problems(), st.sampled_from([0, 0.3]), st.sampled_from([0, 0.7]))
def test_backward_is_the_measured_slope_in_every_parameter(problem, l1, l2):
    network, X, y = problem
    assume(not near_kink(network, X))
    w = network.penalised_parameters()
    assume(l1 == 0 or np.abs(w[w != 0]).min(initial=1) > 1e-3)
    before = network.parameters.copy()
    assert check_gradient(network, X, y, l1, l2) < 1e-6
    np.testing.assert_array_equal(network.parameters, before)


@given(problems())
def test_delta_is_the_measured_slope_in_every_z(problem):
    """delta[l] = dL/dz[l], for all layers: moving z by moving the biases, or the shifts, of a
    network fed one sample.
    """
    network, X, y = problem
    assume(not near_kink(network, X))
    gradients = network.backward(network.forward(X[:1]), y[:1])
    for layer, delta in zip(network.layers, gradients.delta, strict=True):
        *_, moved = layer.arrays
        measured = numerical_gradient(lambda _: network.loss(X[:1], y[:1]), moved)
        np.testing.assert_allclose(delta[0], measured, atol=1e-7)


@given(problems())
def test_the_gradient_vector_and_its_matrices_are_one(problem):
    network, X, y = problem
    gradients = network.backward(network.forward(X), y)
    slopes = zip(gradients.W, gradients.b, gradients.norm, strict=True)
    flat = [array.ravel() for W, b, norm in slopes for array in (W, b, *norm)]
    np.testing.assert_array_equal(gradients.vector, np.concatenate(flat))
    for layer, W, b in zip(network.layers, gradients.W, gradients.b, strict=True):
        assert W.shape == layer.W.shape and b.shape == layer.b.shape
        assert layer.mask is None or not W[layer.mask == 0].any()


def test_parameters_are_one_vector_that_the_layers_look_into():
    network = Network.from_sizes([2, 3, 1])
    network.parameters = np.arange(13)
    assert network.layers[0].W.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert network.layers[0].b.tolist() == [6, 7, 8]
    network.layers[1].W = [[1], [2], [3]]
    assert network.parameters.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 12]
    assert network.penalised_parameters().tolist() == [0, 1, 2, 3, 4, 5, 0, 0, 0, 1, 2, 3, 0]


@pytest.mark.parametrize(
    "twin", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))], ids=["deepcopy", "pickle"]
)
def test_a_copy_is_whole_and_its_own(twin):
    network = Network([Dense(2, 3, "tanh", mask=[[1, 0, 1], [1, 1, 1]]), Dense(3, 1, "sigmoid")])
    other = twin(network)
    other.parameters = other.parameters + 1
    np.testing.assert_array_equal(other.layers[1].W, network.layers[1].W + 1)
    assert other.penalised_parameters()[1] == 0
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
    assert network.penalised_parameters().tolist() == [3, 0, 0, 4, 0, 0]
    assert network.layers[0].n_weights == 2


def test_a_mask_can_be_changed():
    network = Network.from_sizes([2, 2, 1])
    layer = network.layers[0]
    whole = network.parameters.copy()
    layer.mask = mine = np.array([[1.0, 0], [1, 1]])
    assert network.penalised_parameters().tolist() == (whole * [1, 0, 1, 1, 0, 0, 1, 1, 0]).tolist()
    assert layer.n_weights == 3 and layer.connections[0, 1] == 0
    gradients = network.backward(network.forward([[1, 1]]), [1])
    assert gradients.W[0].tolist()[0][1] == 0 and check_gradient(network, [[1, 1]], [1]) < 1e-6
    (step,) = train(network, [[1, 1]], [1], SGD(1), epochs=1, l1=1)
    assert step.penalty == pytest.approx(np.abs(whole * [1, 0, 1, 1, 0, 0, 1, 1, 0]).sum())
    assert layer.W[0, 1] == whole[1]  # no pull at what is cut
    mine[0, 0] = 0
    assert layer.mask.tolist() == [[1, 0], [1, 1]]
    layer.mask = None
    penalised = network.parameters * [1, 1, 1, 1, 0, 0, 1, 1, 0]
    assert network.penalised_parameters().tolist() == penalised.tolist()


def test_a_mask_is_not_edited_in_place():
    network = Network([Dense(2, 2, mask=[[1, 0], [1, 1]])])
    for layer in [network.layers[0], copy.deepcopy(network).layers[0]]:
        with pytest.raises(ValueError, match="read-only"):
            layer.mask[0, 0] = 0.5


def test_layers_cannot_be_added_behind_the_network_s_back():
    network = Network.from_sizes([2, 3, 1])
    assert isinstance(network.layers, tuple)
    with pytest.raises(AttributeError):
        network.layers.append(Dense(1, 1))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_first_layer_s_type_holds_for_all(dtype):
    mask = np.ones((2, 3))
    hidden = Dense(2, 3, "leaky_relu", mask=mask, dtype=dtype)
    network = Network([hidden, Dense(3, 2, "softmax", mask=mask.T)])
    network.layers[0].mask = mask
    trace = network.forward(np.ones((4, 2)))
    gradients = network.backward(trace, [0, 1, 1, 0])
    arrays = [*trace.a, *trace.z, *gradients.delta, *gradients.W, *gradients.b]
    arrays.append(network.penalised_parameters())
    arrays += [layer.mask for layer in network.layers] + [hidden.mask]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}


@given(problems(dtype=np.float32))
def test_float32_gives_the_float64_numbers_to_its_precision(problem):
    network, X, y = problem
    wide = Network(
        [
            Dense(
                *(a.n_in, a.n_out, a.activation),
                mask=a.mask,
                residual=a.residual,
                layer_norm=a.norm is not None,
            )
            for a in network.layers
        ],
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


def test_classify_looks_at_z_where_y_hat_has_run_out_of_digits():
    three = Network([Dense(1, 3, "sigmoid")])
    three.layers[0].b = [40, 60, 50]
    assert three.predict([[0]]).tolist() == [[1, 1, 1]]
    assert three.classify([[0]]).tolist() == [1]
    one = Network([Dense(1, 1, "sigmoid")])
    one.parameters = [1, 0]
    assert one.predict([[1e-20]]) == 0.5
    assert one.classify([[1e-20], [-1e-20]]).tolist() == [1, 0]


def drawn(name):
    """1e5 initial weights of a layer that narrows, sorted."""
    W = INITIALIZERS[name](np.random.default_rng(0), 500, 200)
    assert W.shape == (500, 200)
    return np.sort(W.ravel())


@pytest.mark.parametrize("name, r", [("uniform", 0.5), ("glorot_uniform", np.sqrt(6 / 700))])
def test_uniform_weights_fill_the_stated_range_evenly(name, r):
    w = drawn(name)
    assert -r <= w[0] < -0.99 * r and 0.99 * r < w[-1] <= r
    assert w.var() == pytest.approx(r * r / 3, rel=0.02)
    np.testing.assert_allclose(w, np.linspace(-r, r, w.size), atol=0.02 * r)


def test_he_weights_are_normal_with_the_stated_spread():
    w = drawn("he_normal") / np.sqrt(2 / 500)
    assert w.var() == pytest.approx(1, rel=0.02)
    shares = [0.001, 0.01, 0.16, 0.5, 0.84, 0.99, 0.999]
    normal = [NormalDist().inv_cdf(share) for share in shares]
    np.testing.assert_allclose(np.quantile(w, shares), normal, atol=0.06)
    assert w[0] < -4 and w[-1] > 4  # no tails are cut off


def test_zeros_are_zeros_and_the_table_is_whole():
    assert not drawn("zeros").any()
    assert list(INITIALIZERS) == ["zeros", "uniform", "glorot_uniform", "he_normal"]


def test_one_seed_one_network():
    first, same, other = (Network.from_sizes([2, 4, 1], seed=seed).parameters for seed in [5, 5, 6])
    np.testing.assert_array_equal(first, same)
    assert (first != other).any()
    one, two, _ = Network.from_sizes([3, 3, 3, 1]).layers
    assert (one.W != two.W).any()
    assert Network.from_sizes([2, 4, 1], bias=0.1).layers[0].b.tolist() == [0.1] * 4


def test_a_step_function_can_be_shown_but_not_trained():
    network = Network.from_sizes([2, 2, 1], "step")
    trace = network.forward([[1, 1]])
    assert network.loss([[1, 1]], [1]) == network.loss_of(trace, [1]) > 0
    with refused("slope is 0 everywhere"):
        network.backward(trace, [1])


def test_an_activation_of_your_own_works_like_ours():
    network = Network([Dense(2, 3, CUBE), Dense(3, 1, "sigmoid")])
    X = np.array([[1.0, 0.5], [-0.3, 0.8]])
    y = [0, 1]
    assert check_gradient(network, X, y) < 1e-6
    twin = copy.deepcopy(network)
    np.testing.assert_array_equal(twin.predict(X), network.predict(X))
    *_, last = train(network, X, y, SGD(0.5), epochs=50)
    assert last.loss < twin.loss(X, y)
    with refused("cube is an activation or a loss of your own"):
        pickle.dumps(network)


def test_repr_says_what_it_is():
    assert (
        repr(Network.from_sizes([2, 4, 1]))
        == "Network(2-4-1; tanh, sigmoid; binary_cross_entropy; 17 parameters)"
    )
    assert (
        repr(Dense(2, 2, "relu", mask=[[1, 0], [1, 1]])) == "Dense(2 → 2, relu, 3 of 4 connections)"
    )


# Layer normalisation -----------------------------------------------------------------------------


def normalised(n_units=3):
    return Network.from_sizes([2, n_units, n_units, 1], layer_norm=True, seed=1)


def test_a_layer_that_normalises_by_hand():
    layer = Dense(1, 2, "relu", layer_norm=True)
    layer.W = [[1, 3]]
    layer.b = [0, 2]
    layer.norm.gain[...] = [1, 10]
    layer.norm.shift[...] = [0.5, 0]
    z, a = layer.forward(np.array([[4.0], [-6e6]]))  # sums of 4 and 14: mean 9, deviation 5
    np.testing.assert_allclose(z, [[-0.5, 10], [1.5, -10]], rtol=1e-6)
    np.testing.assert_allclose(a, [[0, 10], [1.5, 0]], rtol=1e-6)


def test_which_layers_normalise_and_where_gain_and_shift_are():
    network = normalised()
    assert [layer.norm is not None for layer in network.layers] == [True, True, False]
    assert network.parameters.size == (6 + 3 + 3 + 3) + (9 + 3 + 3 + 3) + (3 + 1)
    assert network.parameters[9:15].tolist() == [1, 1, 1, 0, 0, 0]
    assert not network.penalised_parameters()[6:15].any()
    network.layers[0].norm.gain[...] = [1, 2, 3]
    network.parameters[12] = 7
    assert network.parameters[9:12].tolist() == [1, 2, 3]
    assert copy.deepcopy(network).layers[0].norm.shift.tolist() == [7, 0, 0]
    assert repr(network.layers[0]) == "Dense(2 → 3, tanh, layer norm)"


def test_a_scaled_input_changes_nothing_and_equal_sums_are_finite():
    network = Network([Dense(2, 3, "tanh", layer_norm=True), Dense(3, 1)])
    X = np.array([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_allclose(network.predict(1e6 * X), network.predict(X), rtol=1e-4)
    assert np.isfinite(network.backward(network.forward([[0, 0]]), [1]).vector).all()


def test_layer_normalisation_that_cannot_be_is_refused():
    for n_out, layer_norm in [(1, True), (2, "yes"), (2, 1)]:
        with refused("takes at least two units"):
            Dense(2, n_out, layer_norm=layer_norm)
    with refused("takes at least two units"):
        Network.from_sizes([2, 1, 1], layer_norm=True)


def test_layers_and_networks_are_shown_in_the_chosen_language(speak):
    network = Network([Dense(2, 2, "relu", mask=[[1, 0], [1, 1]]), Dense(2, 1)])
    speak("zh")
    assert repr(network.layers[0]) == "Dense(2 → 2, relu, 4 个连接中的 3 个)"
    assert repr(network) == "Network(2-2-1; relu, identity; mean_squared_error; 9 个参数)"
