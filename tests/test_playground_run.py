"""The playground's data and its run: forward, back, changed on the way, and read from files."""

import gc
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import entries

from nncourse.messages import say
from nncourse.playground import data
from nncourse.playground.changes import Changes, index_of
from nncourse.playground.own_points import REACH, read_points, write_points
from nncourse.playground.run import KEPT, Run
from nncourse.playground.setup import Live, Setup
from nnlib import SGD, Network, datasets, fit

STEADY = Live()


def run(setup=None, live=STEADY, changes="", **options):
    """A run with settings that stay, but for the changes."""
    changes = Changes(changes)
    return Run(setup or Setup(**options), changes.settings(live), changes.edits)


# Data ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", data.SETS)
@pytest.mark.parametrize("noise", [0, 50])
def test_every_data_set_has_its_numbers_and_lies_mostly_on_the_plane(name, noise):
    made = data.make(name, noise, seed=3)
    n_samples = 500
    n_classes = 3 if name.startswith("three") else 2
    if name in ("plane", "gaussian"):  # regression
        n_samples = 1200
        n_classes = 0
    assert len(made.y) == n_samples
    assert len(made.classes) == n_classes
    assert (np.abs(made.X) <= REACH + 1).mean() > 0.9


@pytest.mark.parametrize("share", range(10, 91, 10))
@pytest.mark.parametrize("n", [10, 50, 70, 500, 1000, 1200])
def test_the_train_share_is_the_share_to_train(share, n):
    train, test = data.divide(datasets.circle(n), share, seed=0)
    assert (len(train.y), len(test.y)) == (n * share // 100, n - n * share // 100)


def test_features_are_the_seven_of_tensorflow_playground():
    X = np.array([[2.0, -3.0], [0.5, 1.0]])
    made = data.features(X, data.FEATURES)
    np.testing.assert_allclose(made[0], [2, -3, 4, 9, -6, np.sin(2), np.sin(-3)])
    assert data.features(X, ["x2²", "x1"]).tolist() == [[9, 2], [1, 0.5]]


POINTS = st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6), st.integers(0, 2)), max_size=30)


@given(POINTS)
def test_points_come_back_from_their_text(points):
    again = read_points(write_points(points))
    np.testing.assert_allclose(np.array(again).ravel(), np.array(points).ravel(), rtol=0)


@given(st.text() | st.text("0123456789., -"))
def test_any_other_text_is_points_or_gets_a_sentence(text):
    try:
        read_points(text)
    except ValueError as error:
        assert str(error) == say("no_points", text=text[:60])


# The run ------------------------------------------------------------------------------------


def test_it_is_nnlib_s_training():
    mine = run(Setup(data="moons", noise=10, activations=("relu", "tanh"), weights=4))
    network = mine.network
    X, y = mine.arrays[0]
    other = Network(network.layers, network.loss_function.name)
    fit(other, X, y, SGD(0.03), epochs=7, batch_size=10, seed=4)
    assert mine.go(7) == 7
    np.testing.assert_array_equal(mine.network.parameters, other.parameters)
    X, y = mine.arrays[1]
    assert mine.losses[7][1] == pytest.approx(other.loss(X, y), abs=1e-12)


@pytest.mark.parametrize(
    "live", [Live(), Live("Adam", 0.01, 7, "L2", 0.01, 0.2), Live("RMSProp", 0.003)]
)
def test_back_and_forth_it_is_the_same_run(live):
    mine = run(live=live)
    seen = {}
    for epoch in range(0, 420, 7):
        mine.go(epoch)
        seen[epoch] = mine.network.parameters.copy()
    losses = list(mine.losses)
    assert mine.every > 1  # some were dropped
    for epoch in (413, 7, 203, 70, 0, 399):
        assert mine.go(epoch) == epoch
        np.testing.assert_array_equal(mine.network.parameters, seen[epoch])
        assert mine.losses == losses


def test_a_change_acts_from_its_epoch_on_and_not_before():
    plain = run()
    changed = run(changes='[[0,"rate",0.03],[5,"rate",0.3]]')
    plain.go(9), changed.go(9)
    assert plain.losses[:6] == changed.losses[:6] and plain.losses[6] != changed.losses[6]
    again = run(live=Live(rate=0.3), changes='[[0,"rate",0.03],[5,"rate",0.3]]')
    again.go(9)
    assert again.losses == changed.losses  # what the control shows by now makes no difference


def test_a_typed_parameter_is_there_at_once_and_learns_on():
    mine = run(changes="[[3,0,2.5]]")
    mine.go(2)
    assert mine.network.parameters[0] != 2.5
    mine.go(3)
    assert mine.network.parameters[0] == 2.5
    mine.go(4)
    assert mine.network.parameters[0] not in (2.5, run().network.parameters[0])
    mine.go(3)
    assert mine.network.parameters[0] == 2.5


def test_a_cut_run_goes_another_way_from_there():
    mine = run()
    mine.go(20)
    before = list(mine.losses)
    mine.cut(8)
    mine.live = Changes('[[8,"rate",1.0]]').settings(STEADY)
    mine.go(20)
    assert mine.losses[:9] == before[:9] and mine.losses[9] != before[9]
    fresh = run(changes='[[0,"rate",0.03],[8,"rate",1.0]]')
    fresh.go(20)
    assert fresh.losses == mine.losses


def test_a_run_that_runs_away_keeps_the_last_good_weights_and_can_go_on():
    wild = dict(units=(8, 8, 8), activations=("identity",) * 3, init="he_normal")
    mine = run(changes='[[0,"rate",0.03],[3,"rate",10]]', live=Live(batch=1, rate=10), **wild)
    assert mine.go(3) == 3
    good = mine.network.parameters.copy()
    assert mine.go(50) == 3 and mine.stopped == say("run_away", epoch=3, rate=10)
    np.testing.assert_array_equal(mine.network.parameters, good)
    mine.cut(3)
    mine.live = lambda epoch: Live(rate=0.001)
    assert mine.go(8) == 8 and mine.stopped == ""


@pytest.mark.slow
def test_ten_thousand_epochs_take_no_more_room_than_a_thousand():
    psutil = pytest.importorskip("psutil")
    mine = run(data="gauss", share=10)
    sizes = []
    for epoch in range(1000, 10_001, 3000):
        mine.go(epoch)
        gc.collect()
        sizes.append(psutil.Process().memory_info().rss / 1e6)
        assert len(mine.kept) <= KEPT
    assert sizes[-1] - sizes[0] < 5  # MB


def test_no_points_yet_and_few_points():
    nothing = run(data=data.OWN)
    assert nothing.empty and nothing.go(3) == 0 and np.isnan(nothing.measured()).all()
    mine = run(data=data.OWN, own="1,1,0 -1,-1,1")
    mine.go(3)
    assert len(mine.losses) == 4 and mine.classes == 2
    assert run(data=data.OWN, own="1,1,0 -1,-1,2 0,0,1 1,0,1 2,0,2").network.sizes[-1] == 3


@pytest.mark.parametrize("init", ["uniform", "glorot_uniform", "he_normal", "zeros"])
def test_biases_start_as_in_tensorflow_playground_or_at_0(init):
    biases = np.concatenate([layer.b for layer in run(init=init).network.layers])
    assert (biases == (0.1 if init == "uniform" else 0)).all()


# Changes ------------------------------------------------------------------------------------


def test_a_change_forgets_what_came_after_it():
    text = Changes().with_(5, "rate", 0.1, before=0.03)
    text = Changes(text).with_(9, "batch", 3, before=10)
    text = Changes(text).with_(12, 4, -1.5)
    assert Changes(text).entries == [
        (0, "batch", 10),
        (0, "rate", 0.03),
        (5, "rate", 0.1),
        (9, "batch", 3),
        (12, 4, -1.5),
    ]
    text = Changes(text).with_(7, "rate", 1.0, before=0.1)
    assert Changes(text).entries == [
        (0, "batch", 10),
        (0, "rate", 0.03),
        (5, "rate", 0.1),
        (7, "rate", 1.0),
    ]
    live = Changes(text).settings(Live(rate=1.0, batch=3))
    assert [live(e).rate for e in (0, 4, 5, 6, 7, 99)] == [0.03, 0.03, 0.1, 0.1, 1.0, 1.0]
    assert live(50).batch == 10


def test_since_when_two_runs_differ():
    one = Changes('[[0,"rate",0.03],[5,"rate",0.1],[9,2,1.0]]')
    assert one.since(Changes('[[0,"rate",0.03],[5,"rate",0.1],[9,2,1.0]]')) == np.inf
    assert one.since(Changes('[[0,"rate",0.03],[5,"rate",0.1]]')) == 9
    assert one.since(Changes('[[0,"rate",0.03],[5,"rate",0.3],[9,2,1.0]]')) == 5
    assert Changes("[[0,1,2.0]]").since(Changes()) == 0


JUNK = st.sampled_from([None, True, -1, 2.5, 1e308, float("nan"), float("inf"), 10**400, "x", []])


@given(st.text() | st.sampled_from(["{}", "3", "[1]", "[" * 9000]) | st.lists(entries(JUNK)))
def test_any_text_is_changes_of_a_run_or_gets_a_sentence(made):
    text = made if isinstance(made, str) else json.dumps(made)
    try:
        changed = run(changes=text, data=data.OWN, own="1,1,0 -1,-1,1 1,-1,0 -1,1,1")
    except ValueError as error:
        assert str(error) == say("no_changes", text=text[:60])
    else:
        changed.go(2)
        assert np.isfinite(changed.losses).all()


def test_places_of_weights_and_biases():
    network = run().network
    for layer, dense in enumerate(network.layers):
        for i, j in np.ndindex(dense.W.shape):
            assert network.parameters[index_of(network, ("w", layer, i, j))] == dense.W[i, j]
        for j in range(dense.n_out):
            assert network.parameters[index_of(network, ("b", layer, j))] == dense.b[j]
    assert [index_of(network, p) for p in (None, ("b", 9, 0), ("w", 0, 5, 0), ("w", 0, 0, 8))] == [
        None
    ] * 4


def test_own_points_and_sets_are_divided_alike_each_time():
    made = data.make("three blobs", 10, 2)
    first, again = (data.divide(made, 70, 2)[0] for _ in range(2))
    np.testing.assert_array_equal(first.X, again.X)
    assert isinstance(first, datasets.Dataset)
