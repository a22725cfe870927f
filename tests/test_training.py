"""Optimizers and the training generator: what a step is, what a run does, and how it stops."""

import copy
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import OPTIMIZERS, SGD, Adam, Network, RMSProp, train
from nnlib.losses import penalty
from nnlib.optimizers import get_optimizer
from nnlib.training import shuffled
from tests.strategies import problems, seeds

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1], [0.5, 0.2], [0.1, 0.9], [0.7, 0.6]])
y = np.array([0, 1, 1, 0, 1, 1, 0])


def network(**options):
    return Network.from_sizes([2, 5, 1], **options)


def run(net, *args, **options):
    return list(train(net, X, y, *args, **options))


def test_sgd_by_hand():
    w, optimizer = np.array([1.0, 2.0]), SGD(0.5, momentum=0.5)
    optimizer.step(w, np.array([1.0, -1.0]))
    assert w.tolist() == [0.5, 2.5]
    optimizer.step(w, np.array([1.0, 0.0]))  # velocity [1.5, -0.5]
    assert w.tolist() == [-0.25, 2.75]


def test_the_first_step_of_the_adaptive_rules_by_hand():
    w = np.array([0.0, 0.0])
    Adam(0.1, epsilon=0).step(w, np.array([3.0, -0.001]))
    np.testing.assert_allclose(w, [-0.1, 0.1])  # m̂ / √ŝ is the sign of g
    w = np.array([0.0])
    RMSProp(0.1, rho=0.75, epsilon=0).step(w, np.array([3.0]))
    np.testing.assert_allclose(w, [-0.2])  # g / √(g² / 4) is 2


@given(problems(), st.sampled_from(sorted(OPTIMIZERS)))
def test_a_small_step_goes_downhill(problem, name):
    net, X, y = problem
    before = net.loss(X, y)
    gradient = net.backward(net.forward(X), y).vector
    step, *_ = train(net, X, y, get_optimizer(name, 1e-6), epochs=1)
    assert step.loss == pytest.approx(before)
    assert net.loss(X, y) <= before + 1e-9
    assert np.abs(gradient).max() < 1e-4 or net.loss(X, y) < before or "relu" in repr(net)


def test_a_full_batch_step_is_the_update_rule():
    net, start = network(), network()
    (step,) = run(net, SGD(0.3), epochs=1)
    gradients = start.backward(start.forward(X), y)
    np.testing.assert_array_equal(net.parameters, start.parameters - 0.3 * gradients.vector)
    assert step == (0, 0, start.loss(X, y), 0.0, None, "")


@given(st.integers(1, 9), st.integers(0, 3), seeds)
def test_every_epoch_sees_every_sample_once_in_an_order_of_its_own(batch_size, epochs, seed):
    steps = list(train(network(), X, y, SGD(0.01), epochs=epochs, batch_size=batch_size, seed=seed))
    per_epoch = -(-len(X) // batch_size)
    assert [step.epoch for step in steps] == [
        epoch for epoch in range(epochs) for _ in range(per_epoch)
    ]
    assert [step.step for step in steps] == list(range(epochs * per_epoch))
    orders = [tuple(shuffled(50, seed)(epoch)) for epoch in range(3)]
    assert len(set(orders)) == 3 and all(sorted(order) == list(range(50)) for order in orders)


def test_one_seed_one_run_and_the_order_can_be_passed_in():
    first, same, other, passed = network(), network(), network(), network()
    losses = [step.loss for step in run(first, SGD(0.5), epochs=4, batch_size=3, seed=7)]
    assert losses == [step.loss for step in run(same, SGD(0.5), epochs=4, batch_size=3, seed=7)]
    assert losses != [step.loss for step in run(other, SGD(0.5), epochs=4, batch_size=3, seed=8)]
    run(passed, SGD(0.5), epochs=4, batch_size=3, order=shuffled(len(X), 7))
    np.testing.assert_array_equal(first.parameters, passed.parameters)


def test_single_samples_are_batches_of_one():
    net, by_hand = network(), network()
    run(net, SGD(0.2), epochs=1, batch_size=1, order=lambda epoch: np.arange(len(X)))
    for i in range(len(X)):
        gradients = by_hand.backward(by_hand.forward(X[i : i + 1]), y[i : i + 1])
        by_hand.parameters = by_hand.parameters - 0.2 * gradients.vector
    np.testing.assert_allclose(net.parameters, by_hand.parameters, rtol=1e-12)


@pytest.mark.parametrize("make", OPTIMIZERS.values())
def test_a_forked_run_goes_on_as_the_first_would_have(make):
    net, optimizer = network(), make(0.05)
    run(net, optimizer, epochs=5)
    fork, memory = copy.deepcopy(net), copy.deepcopy(optimizer)
    run(net, optimizer, epochs=5)
    run(fork, memory, epochs=5)
    np.testing.assert_array_equal(net.parameters, fork.parameters)


def test_penalties_pull_at_weights_and_not_at_biases():
    net = network()
    net.layers[0].b = np.ones(5)
    start = net.parameters.copy()
    plain, pulled = copy.deepcopy(net), net
    run(plain, SGD(0.1), epochs=1)
    (step,) = run(pulled, SGD(0.1), epochs=1, l1=0.01, l2=0.5)
    w = np.where(net._is_weight, start, 0)
    np.testing.assert_allclose(
        plain.parameters - pulled.parameters, 0.1 * (0.01 * np.sign(w) + 0.5 * w), atol=1e-15
    )
    assert step.penalty == pytest.approx(penalty(w, 0.01, 0.5))
    assert step.loss == pytest.approx(Network.from_sizes([2, 5, 1]).loss(X, y), rel=1)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_xor_is_learned(name):
    gate = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), [0, 1, 1, 0]
    net = Network.from_sizes([2, 8, 1], seed=1)
    *_, last = train(net, *gate, get_optimizer(name, 0.05 if name != "sgd" else 1), epochs=1000)
    assert net.classify(gate[0]).tolist() == gate[1]
    assert last.loss < 0.05


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_training_keeps_the_type(dtype):
    net = network(dtype=dtype)
    run(net, Adam(0.01), epochs=3, batch_size=2, l2=0.1)
    assert net.parameters.dtype == net.predict(X).dtype == dtype


def test_the_validation_share_is_held_out():
    moved = X.copy()
    net = network()
    *_, last = train(net, moved, y, SGD(0.1), epochs=2, validation=0.3, seed=3)
    rows = np.random.default_rng(3).permutation(len(X))[:2]
    assert last.validation_loss == pytest.approx(net.loss(X[rows], y[rows]))
    given_pair = network()
    *_, last = train(
        given_pair, X[2:], y[2:], SGD(0.1), epochs=2, batch_size=2, validation=(X[:2], y[:2])
    )
    assert last.validation_loss == pytest.approx(given_pair.loss(X[:2], y[:2]))


def test_only_the_end_of_an_epoch_has_a_validation_loss():
    steps = run(network(), SGD(0.1), epochs=2, batch_size=3, validation=(X, y))
    assert [step.validation_loss is None for step in steps] == [True, True, False] * 2


def test_early_stopping_keeps_the_best_weights():
    wrong = X, 1 - y  # what is learned makes this worse from the start
    net = network()
    steps = run(net, SGD(0.5), epochs=100, validation=wrong, patience=4)
    losses = [step.validation_loss for step in steps]
    assert len(steps) == np.argmin(losses) + 1 + 4
    assert steps[-1].stopped.startswith("Training stopped early: for 4 epochs")
    assert not any(step.stopped for step in steps[:-1])
    assert net.loss(*wrong) == min(losses)


def test_with_patience_left_the_best_weights_are_kept_too():
    net = network()
    steps = run(net, SGD(0.5), epochs=3, validation=(X, 1 - y), patience=50)
    assert net.loss(X, 1 - y) == min(step.validation_loss for step in steps)


@pytest.mark.parametrize("epochs", [4, 5, 6, 7, 50])
@pytest.mark.parametrize("optimizer", [SGD(1e3), SGD(1e90), RMSProp(1e200)])
def test_a_diverging_run_stops_with_a_word_and_keeps_the_last_good_weights(epochs, optimizer):
    net = Network.from_sizes([2, 5, 5, 1], "relu", "identity")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        steps = run(net, copy.deepcopy(optimizer), epochs=epochs)
    assert np.isfinite(net.parameters).all() and np.isfinite(net.loss(X, y))
    assert all(np.isfinite(step.loss) and not step.stopped for step in steps[:-1])
    if epochs == 50:
        assert f"try {optimizer.learning_rate / 10:g}" in steps[-1].stopped
        assert len(steps) < 50


def test_data_too_large_to_start_with_change_nothing():
    net = Network.from_sizes([2, 5, 1], "relu", "identity")
    start, optimizer = net.parameters.copy(), Adam()
    (step,) = train(net, X * 1e200, y, optimizer, epochs=9)
    assert step.stopped.startswith("Training stopped before its first step")
    np.testing.assert_array_equal(net.parameters, start)
    assert optimizer.t == 0


def test_nothing_warns_when_numbers_overflow():
    net = Network.from_sizes([2, 5, 1], "relu", "identity")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        list(train(net, X * 1e200, y, SGD(0.1), epochs=2, validation=(X * 1e200, y), patience=1))


@pytest.mark.parametrize(
    "options, words",
    [
        (dict(epochs=-1), "epochs must be a whole number of at least 0, not -1"),
        (dict(epochs=1.5), "epochs must be a whole number"),
        (dict(epochs=True), "epochs must be a whole number"),
        (dict(batch_size=0), "batch_size must be a whole number of at least 1, not 0"),
        (dict(l1=-1), "l1 must be a finite number of at least 0, not -1"),
        (dict(l2=float("nan")), "l2 must be a finite number of at least 0, not nan"),
        (dict(l2="much"), "l2 must be a finite number of at least 0, not 'much'"),
        (dict(validation=1.0), "leaves one part empty"),
        (dict(validation=0.01), "leaves one part empty"),
        (dict(validation=-1), "validation must be a finite number greater than 0 and of at most 1"),
        (dict(validation=([[1, 2, 3]], [0])), r"X must have shape \(n_samples, 2\)"),
        (dict(patience=3), "pass validation too"),
        (dict(patience=0, validation=0.5), "patience must be a whole number of at least 1"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_the_first_step(options, words):
    with pytest.raises(ValueError, match=words) as error:
        train(network(), X, y, **options)
    assert "\n" not in str(error.value)


def test_labels_and_steps_that_cannot_be_learned_are_refused():
    with pytest.raises(ValueError, match=r"X has 7, and y has shape \(2, 1\)"):
        train(network(), X, [0, 1])
    with pytest.raises(ValueError, match="slope is 0 everywhere"):
        train(Network.from_sizes([2, 2, 1], "step"), X, y)


@pytest.mark.parametrize(
    "build, words",
    [
        (lambda: SGD(0), "learning_rate must be a finite number greater than 0, not 0"),
        (lambda: SGD(float("inf")), "learning_rate"),
        (lambda: SGD("fast"), "not 'fast'"),
        (
            lambda: SGD(0.1, momentum=1),
            "momentum must be a number from 0 up to, but not including, 1, not 1",
        ),
        (lambda: Adam(0.1, beta2=-0.1), "beta2"),
        (lambda: RMSProp(0.1, epsilon=-1), "epsilon"),
        (
            lambda: get_optimizer("adamw", 0.1),
            "no optimizer called 'adamw'; choose one of adam, rmsprop, sgd",
        ),
    ],
)
def test_wrong_optimizers_get_one_sentence(build, words):
    with pytest.raises(ValueError, match=words):
        build()
