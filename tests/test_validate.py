"""Bad input: each door of the library answers in one sentence, and without a warning."""

import numbers
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnlib import SGD, Adam, AdamW, Dense, Network, RMSProp, check_gradient, fit, train
from nnlib.optimizers import get_optimizer
from nnlib.validate import as_matrix, as_numbers, as_shape, checked_number
from tests.strategies import HUGE, refused

F32 = dict(dtype=np.float32)
NO_NUMBERS = "must be a table of numbers, with rows of equal length and no text"


class WithGradient:
    """What NumPy meets in a tensor that carries a gradient."""

    def __repr__(self):
        return "WithGradient()"  # the same in every process, for the names of tests

    def __array__(self, *args, **kwargs):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad.")


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers())
    | st.sampled_from([HUGE, -HUGE, "1", b"1", WithGradient(), np.datetime64("2020"), object, {}])
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=6,
)


@given(junk, st.sampled_from([np.float32, np.float64]))
@example(1e300, np.float32)
@example([HUGE], np.float64)
def test_whatever_is_given_becomes_finite_floats_or_one_sentence(values, dtype):
    try:
        array = as_numbers(values, "X", dtype)
    except ValueError as error:
        assert NO_NUMBERS in str(error) or "every value must be a finite number." in str(error)
    else:
        assert array.dtype == dtype and np.isfinite(array).all()


@given(junk, st.booleans())
@example(HUGE, True)
@example(-HUGE, False)
@example(True, True)
def test_whatever_is_given_becomes_a_number_or_one_sentence(value, whole):
    try:
        result = checked_number(value, "n", least=-5, most=5, whole=whole)
    except ValueError as error:
        assert "of at least -5 and of at most 5, not " in str(error)
    else:
        assert result == value and type(result) is (int if whole else float)


@pytest.mark.parametrize(
    "values",
    [
        None,
        "12",
        [["1", "2"]],
        np.array([["1", "2"]], dtype=object),
        [[1, None]],
        [[1, 2], [3]],
        [[1j, 2]],
        [[HUGE, 1]],
        HUGE,
        {1: 2},
        {1.0, 2.0},
        WithGradient(),
        [[np.datetime64("2020"), np.datetime64("2021")]],
        np.array([(1, 2)], dtype=[("a", float), ("b", float)]),
    ],
    ids=repr,
)
def test_what_is_no_table_of_numbers_is_refused_at_every_door(values):
    network = Network.from_sizes([2, 2, 1])
    layer = network.layers[0]
    parameters = network.parameters.copy()
    for what, call in [
        ("X", lambda: network.predict(values)),
        ("X", lambda: train(network, values, [0])),
        ("y", lambda: network.loss([[1, 2]], values)),
        ("y", lambda: train(network, [[1, 2]], values)),
        ("parameters", lambda: setattr(network, "parameters", values)),
        ("W", lambda: setattr(layer, "W", values)),
        ("b", lambda: setattr(layer, "b", values)),
        ("mask", lambda: setattr(layer, "mask", values if values is not None else [[None]])),
    ]:
        with refused(f"^{what} {NO_NUMBERS}"):
            call()
    np.testing.assert_array_equal(network.parameters, parameters)
    assert layer.mask is None


@pytest.mark.parametrize(
    "values", [[[1, 2]], [[True, 2]], np.array([[1, 2]], np.uint8), [[Fraction(1), np.float16(2)]]]
)
def test_every_kind_of_real_number_is_taken(values):
    assert as_matrix(values, "X", 2).tolist() == [[1, 2]]
    assert as_matrix(np.array(values, dtype=object), "X", 2).dtype == np.float64
    assert as_shape(values, "W", (1, 2), np.float32).dtype == np.float32


@pytest.mark.parametrize("value", [3, 3.0, np.float32(3), np.int8(3), Fraction(3)])
def test_a_number_may_be_of_any_type_and_touch_its_bounds(value):
    assert checked_number(value, "n", least=3, above=2, most=3) == 3
    if isinstance(value, numbers.Integral):
        assert type(checked_number(value, "n", whole=True)) is int
    with refused("^n must be a finite number greater than 3, not "):
        checked_number(value, "n", above=3)


@pytest.mark.parametrize(
    "X, words",
    [
        ([1, 2], r"X must have shape \(n_samples, 2\).*not \(2,\); for a single sample"),
        ([[1, 2, 3]], r"not \(1, 3\)"),
        ([[[1, 2]]], r"not \(1, 1, 2\)"),
        (np.zeros((0, 2)), "at least one row"),
        ([], "at least one row"),
        ([[1, np.nan]], r"X has the value nan at index \(0, 1\)"),
        ([[1, 2], [-np.inf, 2]], r"X has the value -inf at index \(1, 0\)"),
    ],
)
def test_an_X_that_does_not_fit_is_refused(X, words):
    network = Network.from_sizes([2, 2, 1])
    for call in [network.predict, network.classify, lambda X: network.loss(X, [0])]:
        with refused(words):
            call(X)


def test_X_and_y_of_different_length_are_refused():
    network = Network.from_sizes([2, 2, 1])
    for call in [network.loss, lambda X, y: train(network, X, y)]:
        with refused(r"X has 1, and y has shape \(2, 1\)"):
            call([[1, 2]], [0, 1])
    with refused(r"X has 1, and y has shape \(2, 1\)"):
        network.backward(network.forward([[1, 2]]), [0, 1])
    for output in ["sigmoid", "identity", "softmax"]:
        with refused(r"X has 1, and y has shape \(0, 2\)"):
            Network([Dense(2, 2, output)]).loss([[1, 2]], np.zeros((0, 2)))


@pytest.mark.parametrize(
    "call, what",
    [
        (lambda net: net.predict([[1e300, 1]]), "X"),
        (lambda net: train(net, [[1e300, 1]], [1]), "X"),
        (lambda net: net.loss([[1, 1]], [1e300]), "y"),
        (lambda net: train(net, [[1, 1]], [1e300]), "y"),
        (lambda net: setattr(net.layers[0], "W", np.full((2, 3), 1e300)), "W"),
        (lambda net: setattr(net, "parameters", np.full(13, -1e300)), "parameters"),
        (lambda net: Dense(1, 1, bias=1e300, **F32), "bias"),
    ],
)
def test_what_float32_cannot_hold_is_refused(call, what):
    with refused(f"^{what} .*finite number"):
        call(Network.from_sizes([2, 3, 1], output="identity", **F32))


def test_wrong_weights_are_refused_and_nothing_is_lost():
    network = Network.from_sizes([2, 3, 1])
    layer = network.layers[0]
    before = network.parameters.copy()
    layer.mask = mask = [[1, 0, 1], [0, 1, 1]]
    for owner, name, values, words in [
        (layer, "W", np.ones((3, 2)), r"W must have shape \(2, 3\), not \(3, 2\)"),
        (layer, "W", np.full((2, 3), np.nan), r"W has the value nan at index \(0, 0\)"),
        (layer, "b", [1, 2], r"b must have shape \(3,\), not \(2,\)"),
        (layer, "b", 1, r"b must have shape \(3,\), not \(\)"),
        (layer, "mask", [1, 0, 1], r"mask must have shape \(2, 3\), not \(3,\)"),
        (layer, "mask", [[1, 0, 1], [0, 2, 1]], "A mask holds only 1, for"),
        (layer, "mask", [[1, 0, 1], [0, 0.5, 1]], "A mask holds only 1, for"),
        (layer, "mask", [[1, 0, 1], [0, np.nan, 1]], "mask has the value nan"),
        (network, "parameters", [1, 2], r"parameters must have shape \(13,\), not \(2,\)"),
    ]:
        with refused(words):
            setattr(owner, name, values)
    np.testing.assert_array_equal(network.parameters, before)
    assert layer.mask.tolist() == mask


SIZES = "does not describe a network: give the sizes as a list of .*one hidden activation for all"


@pytest.mark.parametrize(
    "build, words",
    [
        (lambda: Dense(0, 1), "n_in must be a whole number of at least 1, not 0"),
        (lambda: Dense(2.0, 1), r"n_in must be a whole number of at least 1, not 2\.0"),
        (lambda: Dense(1, True), "n_out must be a whole number of at least 1, not True"),
        (lambda: Dense(1, HUGE), "n_out must be a whole number of at least 1, not 10"),
        (lambda: Dense(1, 1, bias=HUGE), "bias must be a finite number, not 10"),
        (lambda: Dense(1, 1, "rlu"), "no activation called 'rlu'"),
        (lambda: Dense(1, 1, None), "no activation called None"),
        (lambda: Dense(1, 1, init="xavier"), "no initializer called 'xavier'.*glorot_uniform"),
        (lambda: Dense(1, 1, dtype=int), "float64 or float32, not in <class 'int'>"),
        (lambda: Dense(1, 1, dtype="half"), "float64 or float32, not in half"),
        (lambda: Dense(2, 1, mask=[1, 1]), r"mask must have shape \(2, 1\), not \(2,\)"),
        (lambda: Dense(1, 1, mask=[[2]]), "A mask holds only 1"),
        (lambda: Network([]), "takes a list of at least one layer"),
        (lambda: Network(Dense(1, 1)), "takes a list of at least one layer"),
        (lambda: Network([2, 3, 1]), "takes a list of at least one layer"),
        (
            lambda: Network([Dense(2, 3), Dense(4, 1)]),
            "Layer 0 gives 3 numbers but layer 1 takes 4",
        ),
        (lambda: Network([Dense(2, 1)], "mse"), "no loss called 'mse'"),
        (lambda: Network([Dense(2, 1)], ""), "no loss called ''"),
        (lambda: Network([Dense(2, 3, "softmax"), Dense(3, 1)]), "Layer 0 is a hidden layer, so"),
        (lambda: Network([Dense(2, 1, "softmax")]), "softmax with a single output is always 1"),
        (lambda: Network.from_sizes([2, 3, 1], output="softmax"), "softmax with a single output"),
        (lambda: Network([Dense(2, 1, "relu")], "binary_cross_entropy"), "relu does not.*sigmoid"),
        (lambda: Network([Dense(2, 2, "softmax")], "mean_squared_error"), "softmax does not go"),
        (lambda: Network([Dense(2, 2)], "categorical_cross_entropy"), "identity does not go with"),
        (lambda: Network.from_sizes([2]), SIZES),
        (lambda: Network.from_sizes(3), SIZES),
        (lambda: Network.from_sizes("231"), SIZES),
        (lambda: Network.from_sizes(None), SIZES),
        (lambda: Network.from_sizes([2, 2, 1], ["tanh", "tanh"]), SIZES),
        (lambda: Network.from_sizes([2, 2, 1], []), SIZES),
        (lambda: Network.from_sizes([2.0, 3, 1]), r"n_in must be a whole number .* not 2\.0"),
        (lambda: Network.from_sizes([2, 3.0, 1]), r"n_out must be a whole number .* not 3\.0"),
        (lambda: Network.from_sizes(np.array([2.0, 1])), "n_in must be a whole number"),
        (lambda: Network.from_sizes([2, "3", 1]), "n_out must be a whole number .* not '3'"),
        (lambda: Network.from_sizes([2, [3], 1]), r"n_out must be a whole number .* not \[3\]"),
        (lambda: Network.from_sizes([2, HUGE, 1]), "n_out must be a whole number .* not 10"),
    ],
)
def test_what_cannot_be_built_is_refused(build, words):
    with refused(words):
        build()


@pytest.mark.parametrize(
    "build, words",
    [
        (lambda: SGD(0), "learning_rate must be a finite number greater than 0, not 0"),
        (lambda: SGD(float("inf")), "learning_rate"),
        (lambda: SGD("fast"), "not 'fast'"),
        (lambda: SGD(HUGE), "learning_rate must be a finite number greater than 0, not 10"),
        (lambda: Adam(-0.1), "learning_rate"),
        (lambda: RMSProp(None), "learning_rate"),
        (lambda: SGD(0.1, 1), "momentum must be .* from 0 up to, but not including, 1, not 1"),
        (lambda: SGD(0.1, -0.1), "momentum"),
        (lambda: Adam(0.1, beta1=1.0), "beta1"),
        (lambda: Adam(0.1, beta2=-0.1), "beta2"),
        (lambda: Adam(0.1, epsilon=0), "epsilon must be a finite number greater than 0, not 0"),
        (lambda: RMSProp(0.1, rho=HUGE), "rho"),
        (lambda: RMSProp(0.1, epsilon=0), "epsilon must be a finite number greater than 0, not 0"),
        (lambda: AdamW(0.1, weight_decay=-0.1), "weight_decay must be .* at least 0, not -0.1"),
        (lambda: AdamW(0.1, beta1=1.0), "beta1"),
        (lambda: get_optimizer("nadam", 0.1), "'nadam'; choose one of adam, adamw, rmsprop, sgd"),
    ],
)
def test_wrong_optimizers_are_refused(build, words):
    with refused(words):
        build()


OPTIMIZERS = [SGD, lambda rate: SGD(rate, 0.9), RMSProp, Adam, AdamW]
float_pair = np.array([1.0, 2.0])


@pytest.mark.parametrize("make", OPTIMIZERS)
@pytest.mark.parametrize(
    "w, g",
    [
        ([1.0, 2.0], float_pair),
        (1.0, 1.0),
        (np.array([1, 2]), float_pair),
        (float_pair, [1.0, 2.0]),
        (float_pair, np.ones(3)),
        (float_pair, np.ones(1)),
        (float_pair[:, None], float_pair),
        (float_pair, np.array(["1", "2"])),
        (float_pair, np.array([1j, 2])),
    ],
)
def test_a_step_changes_float_arrays_of_one_shape_and_nothing_else(make, w, g):
    optimizer = make(0.1)
    with refused("steps w, an array of floats, by a gradient g of the same shape"):
        optimizer.step(w, g)
    assert optimizer == make(0.1) and float_pair.tolist() == [1, 2]


@pytest.mark.parametrize("make", OPTIMIZERS[1:])
def test_an_optimizer_with_a_memory_belongs_to_one_network(make):
    X = [[1, 2]]
    y = [0]
    optimizer = make(0.1)
    fit(Network.from_sizes([2, 3, 1]), X, y, optimizer, epochs=1)
    other = Network.from_sizes([2, 2, 1])
    with refused(r"gradients of shape \(13,\), but w has shape \(9,\): make a new optimizer"):
        fit(other, X, y, optimizer, epochs=1)


@pytest.mark.parametrize("optimizer", [SGD, Adam, "adam", 0.1, [], object()])
def test_what_is_no_optimizer_is_refused_at_once(optimizer):
    with refused("The optimizer must be one such as"):
        train(Network.from_sizes([2, 1]), [[1, 2]], [0], optimizer)


def test_a_step_function_is_refused_before_the_first_step():
    with refused("slope is 0 everywhere"):
        train(Network.from_sizes([2, 2, 1], "step"), [[1, 2]], [0])


X = np.ones((7, 2))
y = np.array([0, 1, 1, 0, 1, 1, 0])
VALIDATION = r"validation must be a fraction of the samples, such as 0\.2, or a pair \(X, y\)"


@pytest.mark.parametrize(
    "options, words",
    [
        (dict(epochs=-1), "epochs must be a whole number of at least 0, not -1"),
        (dict(epochs=1.5), "epochs must be a whole number"),
        (dict(epochs=True), "epochs must be a whole number"),
        (dict(epochs=HUGE), "epochs must be a whole number"),
        (dict(batch_size=0), "batch_size must be a whole number of at least 1, not 0"),
        (dict(batch_size=HUGE), "batch_size must be a whole number"),
        (dict(seed=-1), "seed must be a whole number of at least 0, not -1"),
        (dict(seed="a"), "seed must be a whole number of at least 0, not 'a'"),
        (dict(seed=None), "seed must be a whole number of at least 0, not None"),
        (dict(seed=HUGE), "seed must be a whole number"),
        (dict(order=[0, 1]), "order must be a function that takes the epoch"),
        (dict(order="random"), "order must be a function that takes the epoch"),
        (dict(l1=-1), "l1 must be a finite number of at least 0, not -1"),
        (dict(l1=HUGE), "l1 must be a finite number of at least 0, not 10"),
        (dict(l2=float("nan")), "l2 must be a finite number of at least 0, not nan"),
        (dict(l2="much"), "l2 must be a finite number of at least 0, not 'much'"),
        (dict(validation=1.0), "leaves one part empty"),
        (dict(validation=0.01), "leaves one part empty"),
        (dict(validation=-1), "validation must be a finite number greater than 0 and of at most 1"),
        (dict(validation=HUGE), "validation must be a finite number"),
        (dict(validation=True), "validation must be a finite number"),
        (dict(validation="0.2"), "validation must be a finite number .* not '0.2'"),
        (dict(validation=X), VALIDATION),
        (dict(validation=(X,)), VALIDATION),
        (dict(validation=(X, y, y)), VALIDATION),
        (dict(validation=len), VALIDATION),
        (dict(validation={}), VALIDATION),
        (dict(validation=(X, y[:2])), r"X has 7, and y has shape \(2, 1\)"),
        (dict(validation=(X, y + 1)), "ranges from 1 to 2"),
        (dict(validation=([[1, 2, 3]], [0])), r"X must have shape \(n_samples, 2\)"),
        (dict(patience=3), "pass validation too"),
        (dict(patience=0, validation=0.5), "patience must be a whole number of at least 1"),
        (dict(patience=HUGE, validation=0.5), "patience must be a whole number of at least 1"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_the_first_step(options, words):
    with refused(words):
        train(Network.from_sizes([2, 1]), X, y, **options)


@pytest.mark.parametrize("seed", ["x", 1.5, -1, {}, np.zeros((3, 3, 3))])
def test_a_seed_that_is_none(seed):
    for make in (lambda: Dense(2, 3, seed=seed), lambda: Network.from_sizes([2, 1], seed=seed)):
        with refused("seed must be a whole number"):
            make()


@pytest.mark.parametrize("function", [fit, lambda *given: next(train(*given)), check_gradient])
def test_samples_in_the_place_of_the_network(function):
    X = np.zeros((4, 2))
    y = np.zeros(4)
    with refused("The network comes first"):
        function(X, y, Network.from_sizes([2, 1]))
