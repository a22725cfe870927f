"""Optimizers and the training generator: what a step is, what a run does, and how it stops."""

import copy
import math
from inspect import signature

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import OPTIMIZERS, SGD, Adam, AdamW, Dense, Network, RMSProp, datasets, fit, train
from nnlib.losses import penalty
from nnlib.optimizers import get_optimizer
from nnlib.training import shuffled
from tests.strategies import problems, seeds

X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1], [0.5, 0.2], [0.1, 0.9], [0.7, 0.6]])
y = np.array([0, 1, 1, 0, 1, 1, 0])


def network(**options):
    return Network.from_sizes([2, 5, 1], **options)


def unbounded():
    """A network whose loss grows without end if the steps are too large."""
    return Network.from_sizes([2, 5, 1], "relu", "identity")


def run(net, *args, **options):
    return list(train(net, X, y, *args, **options))


def test_sgd_by_hand():
    w = np.array([1.0, 2.0])
    optimizer = SGD(0.5, momentum=0.5)
    optimizer.step(w, np.array([1.0, -1.0]))
    assert w.tolist() == [0.5, 2.5]
    optimizer.step(w, np.array([1.0, 0.0]))  # velocity [1.5, -0.5]
    assert w.tolist() == [-0.25, 2.75]


def test_three_steps_of_the_adaptive_rules_by_hand():
    gradients = [3.0, -0.5, 1.0]
    w = np.zeros(1)
    adam = Adam(0.1, beta1=0.5, beta2=0.75, epsilon=0.25)
    v = np.zeros(1)
    rms = RMSProp(0.1, rho=0.75, epsilon=0.25)
    by_hand = [0.0, 0.0]
    mean = 0.0
    square = 0.0
    for t, g in enumerate(gradients, start=1):
        adam.step(w, np.array([g]))
        rms.step(v, np.array([g]))
        mean, square = 0.5 * mean + 0.5 * g, 0.75 * square + 0.25 * g * g
        m_hat = mean / (1 - 0.5**t)
        s_hat = square / (1 - 0.75**t)
        by_hand[0] -= 0.1 * m_hat / (math.sqrt(s_hat) + 0.25)
        by_hand[1] -= 0.1 * g / (math.sqrt(square) + 0.25)
        assert [w[0], v[0]] == pytest.approx(by_hand, rel=1e-12)


def test_epsilon_before_the_correction_as_the_paper_s_second_form_has_it():
    w = np.zeros(1)
    adam = Adam(0.1, beta1=0.5, beta2=0.75, epsilon=0.25, epsilon_first=True)
    by_hand = 0.0
    mean = 0.0
    square = 0.0
    for t, g in enumerate([3.0, -0.5, 1.0], start=1):
        adam.step(w, np.array([g]))
        mean, square = 0.5 * mean + 0.5 * g, 0.75 * square + 0.25 * g * g
        rate = 0.1 * math.sqrt(1 - 0.75**t) / (1 - 0.5**t)
        by_hand -= rate * mean / (math.sqrt(square) + 0.25)
        assert w[0] == pytest.approx(by_hand, rel=1e-12)


def test_weight_decay_shrinks_all_parameters_alike_and_a_penalty_does_not():
    gradients = np.array([[100.0, 0.01], [90.0, 0.02], [110.0, 0.01]])
    start = np.array([2.0, 2.0])
    plain = start.copy()
    decayed = start.copy()
    penalised = start.copy()
    adam = Adam(0.1)
    decay = AdamW(0.1, weight_decay=0.5)
    penalty = Adam(0.1)
    for g in gradients:
        before = decayed.copy()
        moved = plain.copy()
        adam.step(plain, g)
        decay.step(decayed, g)
        penalty.step(penalised, g + 0.5 * penalised)
        by_hand = 0.95 * before + (plain - moved)  # Adam's own step does not see the decay
        np.testing.assert_allclose(decayed, by_hand, rtol=1e-12)
    assert plain[0] - decayed[0] == pytest.approx(plain[1] - decayed[1], rel=0.1)
    lost_to_penalty = np.abs(plain - penalised)
    assert lost_to_penalty[1] > 10 * lost_to_penalty[0]


def test_without_weight_decay_adamw_is_adam():
    w = np.array([2.0, 2.0])
    plain = w.copy()
    adam = Adam(0.1)
    without = AdamW(0.1, weight_decay=0)
    for g in np.array([[3.0, -0.5], [1.0, 2.0]]):
        adam.step(plain, g)
        without.step(w, g)
    np.testing.assert_array_equal(w, plain)


def test_the_default_rates_are_the_stated_ones():
    assert SGD() == SGD(0.1, momentum=0.0)
    assert RMSProp() == RMSProp(0.01, rho=0.99, epsilon=1e-8)
    assert Adam() == Adam(0.001, beta1=0.9, beta2=0.999, epsilon=1e-8)
    assert AdamW() == AdamW(0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.01)
    net = network()
    same = network()
    run(net, epochs=2)
    run(same, SGD(0.1), epochs=2)
    np.testing.assert_array_equal(net.parameters, same.parameters)


@pytest.mark.parametrize("make", OPTIMIZERS.values())
def test_an_optimizer_neither_asks_for_its_memory_nor_shows_it(make):
    asked = set(signature(make).parameters)
    momentum = dict(momentum=0.9) if make is SGD else {}
    optimizer = make(0.2, **momentum)
    optimizer.step(np.zeros(2), np.ones(2))
    assert repr(optimizer) == repr(make(0.2, **momentum))
    known = {"learning_rate", "momentum", "rho", "beta1", "beta2", "epsilon", "epsilon_first"}
    assert asked <= known | {"weight_decay"}


@pytest.mark.parametrize("make", [SGD, lambda rate: SGD(rate, 0.9), RMSProp, Adam, AdamW])
def test_a_step_keeps_nothing_of_the_caller_s_arrays(make):
    optimizer = make(0.1)
    g = np.array([1.0, -2.0])
    w = np.zeros(2)
    optimizer.step(w, g)
    assert g.tolist() == [1, -2]
    twin = copy.deepcopy(optimizer)
    twin_w = w.copy()
    g[:] = 1000  # as one who writes each gradient into one array
    optimizer.step(w, np.ones(2))
    twin.step(twin_w, np.ones(2))
    np.testing.assert_array_equal(w, twin_w)


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
    net = network()
    start = network()
    (step,) = run(net, SGD(0.3), epochs=1)
    gradients = start.backward(start.forward(X), y)
    np.testing.assert_array_equal(net.parameters, start.parameters - 0.3 * gradients.vector)
    assert step == (0, 0, start.loss(X, y), 0.0, None, False, "")


def test_fit_trains_to_the_end_and_returns_the_last_step():
    net = network()
    same = network()
    options = dict(epochs=5, batch_size=3, l2=0.1, validation=0.3)
    last = fit(net, X, y, Adam(0.01), **options)
    assert last == run(same, Adam(0.01), **options)[-1]
    assert (last.epoch, last.stopped, last.reason) == (4, False, "")
    np.testing.assert_array_equal(net.parameters, same.parameters)
    assert fit(net, X, y).epoch == 99
    assert fit(net, X, y, epochs=0) is None


def test_fit_tells_of_a_run_that_stopped():
    last = fit(unbounded(), X, y, SGD(1e3), epochs=60)
    assert last.stopped and last.reason.startswith(f"Training stopped after step {last.step}")
    with pytest.raises(ValueError, match="epochs"):
        fit(network(), X, y, epochs=-1)


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
    first, same, other, zero, passed = (network() for _ in range(5))
    losses = [step.loss for step in run(first, SGD(0.5), epochs=4, batch_size=3, seed=7)]
    assert losses == [step.loss for step in run(same, SGD(0.5), epochs=4, batch_size=3, seed=7)]
    unseeded = [step.loss for step in run(other, SGD(0.5), epochs=4, batch_size=3)]
    assert losses != unseeded
    assert unseeded == [step.loss for step in run(zero, SGD(0.5), epochs=4, batch_size=3, seed=0)]
    run(passed, SGD(0.5), epochs=4, batch_size=3, order=shuffled(len(X), 7))
    np.testing.assert_array_equal(first.parameters, passed.parameters)


def test_the_order_of_an_epoch_comes_from_both_seed_and_epoch():
    for seed, epoch in [(0, 1), (3, 2), (2, 3)]:
        by_hand = np.random.default_rng([seed, epoch]).permutation(5)
        np.testing.assert_array_equal(shuffled(5, seed)(epoch), by_hand)
    np.testing.assert_array_equal(shuffled(5)(2), shuffled(5, seed=0)(2))


@pytest.mark.parametrize("size", [1, 3, 7, 100, None])
def test_batches_are_what_the_order_says(size):
    net = network()
    by_hand = network()
    orders = [np.arange(7)[::-1], np.roll(np.arange(7), 2)]
    run(net, SGD(0.2), epochs=2, batch_size=size, order=lambda epoch: orders[epoch])
    for order in orders:
        for rows in np.split(order, range(size or 7, 7, size or 7)):
            gradients = by_hand.backward(by_hand.forward(X[rows]), y[rows])
            by_hand.parameters = by_hand.parameters - 0.2 * gradients.vector
    np.testing.assert_allclose(net.parameters, by_hand.parameters, rtol=1e-12)


@pytest.mark.parametrize("make", OPTIMIZERS.values())
def test_a_forked_run_goes_on_as_the_first_would_have(make):
    net = network()
    optimizer = make(0.05)
    run(net, optimizer, epochs=5)
    fork = copy.deepcopy(net)
    memory = copy.deepcopy(optimizer)
    run(net, optimizer, epochs=5)
    run(fork, memory, epochs=5)
    np.testing.assert_array_equal(net.parameters, fork.parameters)


@pytest.mark.parametrize("l1, l2", [(0.01, 0.5), (0.01, 0), (0, 0.5)])
def test_penalties_pull_at_weights_and_not_at_biases(l1, l2):
    net = network()
    net.layers[0].b = np.ones(5)
    plain = copy.deepcopy(net)
    w = net.penalised_parameters()
    (plain_step,) = run(plain, SGD(0.1), epochs=1)
    (step,) = run(net, SGD(0.1), epochs=1, l1=l1, l2=l2)
    pull = plain.parameters - net.parameters
    np.testing.assert_allclose(pull, 0.1 * (l1 * np.sign(w) + l2 * w), atol=1e-15)
    assert step.loss == plain_step.loss and plain_step.penalty == 0
    assert step.penalty == penalty(w, l1, l2) > 0


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


def test_the_validation_fraction_is_held_out():
    net = network()
    by_hand = network()
    *_, last = run(net, SGD(0.1), epochs=2, validation=0.3, seed=3)
    held, kept = np.split(np.random.default_rng(3).permutation(len(X)), [2])
    assert last.validation_loss == net.loss(X[held], y[held])
    list(train(by_hand, X[kept], y[kept], SGD(0.1), epochs=2))
    np.testing.assert_array_equal(net.parameters, by_hand.parameters)


@pytest.mark.parametrize("n_held", [1, 6])
@pytest.mark.parametrize("kind", [float, np.float32])
def test_one_row_is_enough_for_either_part(n_held, kind):
    (step,) = run(network(), SGD(0.1), epochs=1, validation=kind(n_held / 7))
    assert step.validation_loss > 0


def test_a_pair_and_a_data_set_validate_as_they_are():
    held = datasets.Dataset(X[:2], y[:2])
    kept = datasets.Dataset(X[2:], y[2:])
    for validation in [held, (X[:2], y[:2]), [X[:2].tolist(), y[:2].tolist()]]:
        net = network()
        *_, last = train(net, *kept, SGD(0.1), epochs=2, batch_size=2, validation=validation)
        assert last.validation_loss == net.loss(X[:2], y[:2])
    training, test = datasets.moons(20).split()
    *_, last = train(net, *training, epochs=1, validation=test)
    assert last.validation_loss == net.loss(*test)


def test_only_the_end_of_an_epoch_has_a_validation_loss():
    steps = run(network(), SGD(0.1), epochs=2, batch_size=3, validation=(X, y))
    assert [step.validation_loss is None for step in steps] == [True, True, False] * 2


def overfitted(epochs, **options):
    """A run whose validation loss falls and then rises, and those losses."""
    net = network()
    turning = (X, np.where(np.arange(7) < 2, 1 - y, y))
    steps = run(net, SGD(2.0), epochs=epochs, validation=turning, **options)
    losses = [step.validation_loss for step in steps]
    lowest = min(losses)
    assert 0 < losses.index(lowest) < len(losses) - 1
    return steps, losses, net.loss(*turning)


def test_early_stopping_keeps_the_best_weights():
    steps, losses, loss = overfitted(500, patience=4)
    assert len(steps) == np.argmin(losses) + 1 + 4 < 500
    assert steps[-1].reason.startswith("Training stopped early: for 4 epochs")
    assert f"did not fall below {min(losses):.4g}." in steps[-1].reason
    assert not any(step.stopped or step.reason for step in steps[:-1])
    assert loss == min(losses)


def test_the_best_weights_are_there_for_who_leaves_the_loop_at_the_last_step():
    left = network(seed=1)
    whole = network(seed=1)
    options = dict(epochs=500, validation=(X[4:], 1 - y[4:]), patience=3)
    run(whole, Adam(0.05), **options)
    for step in train(left, X, y, Adam(0.05), **options):
        if step.stopped:
            break
    assert step.stopped
    np.testing.assert_array_equal(left.parameters, whole.parameters)


def test_with_patience_left_the_best_weights_are_kept_too():
    steps, losses, loss = overfitted(60, patience=59)
    assert len(steps) == 60 and not steps[-1].stopped
    assert loss == min(losses) < losses[-1]


def test_without_patience_the_last_weights_are_kept():
    _, losses, loss = overfitted(60)
    assert loss == losses[-1]


def test_a_loss_that_stays_equal_has_not_fallen():
    steps = run(network(), SGD(1e-300), epochs=50, validation=(X, y), patience=3)
    assert len({step.validation_loss for step in steps}) == 1
    assert len(steps) == 1 + 3


@pytest.mark.parametrize("epochs", [4, 5, 6, 7, 50])
@pytest.mark.parametrize("optimizer", [SGD(1e3), SGD(1e90), RMSProp(1e200)])
def test_a_diverging_run_stops_with_a_word_and_keeps_the_last_good_weights(epochs, optimizer):
    net = Network.from_sizes([2, 5, 5, 1], "relu", "identity")
    steps = run(net, copy.deepcopy(optimizer), epochs=epochs)
    assert np.isfinite(net.parameters).all() and math.isfinite(net.loss(X, y))
    assert all(math.isfinite(step.loss) and not step.stopped for step in steps[:-1])
    if epochs == 50:
        assert len(steps) < 50 and math.isnan(steps[-1].loss) and math.isnan(steps[-1].penalty)


def test_the_sentence_says_which_rate_to_try_and_to_start_anew():
    rate = 1000
    *_, last = run(unbounded(), SGD(rate), epochs=60)
    assert last.stopped is True
    assert last.reason == (
        f"Training stopped after step {last.step}: the loss is no longer a finite number. The "
        f"learning rate {rate} is probably too large: start again from fresh weights with a new "
        f"optimizer, and try {rate // 10}. Until then the network keeps the last weights that had "
        "a finite loss."
    )


@pytest.mark.parametrize("known", [{}, {"learning_rate": lambda step: 1e3 / (step + 1)}])
def test_an_optimizer_of_one_s_own_needs_no_rate(known):
    def step(self, parameters, gradient):
        parameters -= 1e3 * gradient

    own = type("Own", (), {"step": step, **known})()
    (*_, last) = run(unbounded(), own, epochs=60)
    assert "optimizer that takes smaller ones" in last.reason and "rate" not in last.reason


@pytest.mark.parametrize("epochs", [1, 2])
@pytest.mark.parametrize("validation", [None, (X, y)])
def test_even_the_last_step_s_overflow_is_found_and_undone(epochs, validation):
    net = unbounded()
    start = unbounded().parameters
    *_, last = run(net, SGD(1e90), epochs=epochs, validation=validation)
    assert "The learning rate 1e+90 is probably too large" in last.reason
    np.testing.assert_array_equal(net.parameters, start)


def test_a_diverging_run_keeps_the_same_weights_however_soon_it_ends():
    last = unbounded()
    harmful = unbounded()
    good = unbounded()
    n = run(last, SGD(1e3), epochs=60)[-1].epoch  # the last of n updates did the harm
    assert 2 < n < 59
    assert run(harmful, SGD(1e3), epochs=n)[-1].stopped
    assert not run(good, SGD(1e3), epochs=n - 1)[-1].stopped
    np.testing.assert_array_equal(last.parameters, good.parameters)
    np.testing.assert_array_equal(harmful.parameters, good.parameters)


def test_a_diverging_run_with_patience_keeps_the_best_weights():
    net = unbounded()
    *steps, last = run(net, SGD(1e3), epochs=60, validation=(X, y), patience=50)
    losses = [step.validation_loss for step in steps]
    assert "start again from fresh weights" in last.reason
    assert net.loss(X, y) == min(losses) < losses[-1]


def stopped_at_start(net, data, **options):
    """Whether a run on ``data`` ends before its first step, and leaves all as it was."""
    start = net.parameters.copy()
    optimizer = Adam()
    (step,) = train(net, *data, optimizer, epochs=9, **options)
    assert step[:2] == (0, 0) and math.isnan(step.loss)
    np.testing.assert_array_equal(net.parameters, start)
    return step.reason.startswith("Training stopped before its first step") and optimizer == Adam()


def test_data_too_large_to_start_with_change_nothing():
    assert stopped_at_start(unbounded(), (X * 1e200, y))
    assert stopped_at_start(unbounded(), (X * 1e200, y), validation=(X, y), patience=1)


def test_a_finite_loss_with_an_infinite_gradient_is_not_followed():
    net = Network([Dense(1, 1), Dense(1, 1, "sigmoid")])
    net.parameters = [1e-200, 0, 1e200, 0]
    data = [[1e200]], [0]
    assert net.loss(*data) == 1e200
    assert stopped_at_start(net, data)


@pytest.mark.parametrize("penalties, weight", [(dict(l2=1), 1e160), (dict(l1=1), 1e308)])
def test_an_infinite_penalty_is_not_followed(penalties, weight):
    net = Network([Dense(2, 1)])
    net.layers[0].W = [[weight], [weight]]
    assert stopped_at_start(net, ([[0, 0]], [1]), **penalties)


def test_a_validation_loss_may_overflow_without_a_warning():
    for patience in [None, 2]:
        far = (X * 1e200, y)
        steps = run(unbounded(), SGD(0.01), epochs=2, validation=far, patience=patience)
        assert [step.validation_loss for step in steps] == [math.inf, math.inf]
        assert all(math.isfinite(step.loss) for step in steps)
