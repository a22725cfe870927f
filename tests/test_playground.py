"""The playground: what is moved changes what is shown, and nothing is lost."""

import asyncio
import gc
import json
import random
import time
from itertools import pairwise
from threading import Thread

import ipywidgets as widgets
import numpy as np
import pytest
from front_end import FrontEnd, deliver
from hypothesis import given
from hypothesis import strategies as st
from strategies import entries

from nncourse.explorers._base.controls import TextBox, options_of
from nncourse.explorers._base.explorer import parts_of
from nncourse.explorers._base.tokens import token_of
from nncourse.messages import say
from nncourse.playground import PlaygroundExplorer, data
from nncourse.playground.changes import FAR
from nncourse.playground.controls import RULES
from nncourse.playground.own_points import MOST_POINTS, REACH, read_points
from nncourse.playground.run import Run
from nncourse.playground.scenarios import SCENARIOS
from nncourse.widgets import page
from nncourse.widgets.jupyter_internals import is_open, open_widgets

PAGE = "http://teacher:8866/08_playground.html"  # a live page
OWN = "1.00,2.00,0 -1.00,-2.00,1 2.00,1.00,0 -2.00,-1.00,1 3.00,3.00,2 -3.00,3.00,2"


@pytest.fixture
def playground():
    playground = PlaygroundExplorer()
    page = FrontEnd(playground.live)
    page.look()
    playground.live.home.loop = None  # a long way is gone at once
    yield playground
    playground.close()


def act(playground, name, *values):
    """What the stage sends when a reader does something on it."""
    deliver(playground.live, method="custom", content={"act": name, "with": list(values)})


def losses(playground):
    """Epoch and losses, as they are shown."""
    model = playground.model(**playground.state)
    return model["reached"], model["run"].measured()


def token_with(state):
    """A token of any values, also of those that no playground would write."""
    return token_of(list(state.values()), PlaygroundExplorer.token_version)


def move(playground, **values):
    """As a reader does: control by control."""
    for name, value in values.items():
        playground.controls[name].value = value


def test_no_page_is_told_of_controls_that_the_stage_draws(playground):
    under = set(parts_of(playground.children))
    for name, control in playground.controls.items():
        assert is_open(control) == (control in under), name


# Time and changes -----------------------------------------------------------------------------


def test_the_caption_is_true(playground):
    playground.set(epoch=30, data="moons")
    model = playground.model(**playground.state)
    run = model["run"]
    for part, X_y in zip(run.parts, run.arrays, strict=True):
        p = run.network.predict(X_y[0])[:, 0]
        share = ((p > 0.5) == part.y).mean()
        loss = -np.log(np.where(part.y == 1, p, 1 - p)).mean()
        assert f"{loss:.3g}" in playground.caption and f"{100 * share:.0f} %" in playground.caption
    assert playground.caption.startswith("Epoch 30: ")


def test_the_current_run_is_where_the_state_says_before_anything_is_drawn():
    unseen = PlaygroundExplorer(epoch=7)
    try:
        assert unseen.current().epoch == 7 and len(unseen.current().losses) == 8
    finally:
        unseen.close()


def test_what_is_closed_leaves_no_widget_behind():
    n = len(open_widgets())
    PlaygroundExplorer().close()
    assert len(open_widgets()) == n  # one that holds closed ones would break a page loaded again


def test_a_thumbnail_is_a_data_set_and_leads_out_of_an_empty_plane(playground):
    for name in [*data.SETS, data.OWN]:
        act(playground, "set", {"data": name})
        assert playground.state["data"] == name
    assert playground.current() is None
    act(playground, "set", {"data": "gauss"})
    assert playground.current() is not None


def test_a_setting_that_is_moved_holds_from_that_epoch_on(playground):
    playground.set(epoch=20)
    steady = losses(playground)
    move(playground, rate=0.3)
    assert losses(playground) == steady
    move(playground, epoch=40)
    fast = losses(playground)
    move(playground, epoch=20)
    assert losses(playground) == steady
    move(playground, epoch=10, optimizer="Adam", batch=3)
    move(playground, epoch=40)
    assert losses(playground) != fast  # which is forgotten, with the rate of epoch 20
    assert '"rate",0.3' not in playground.state["changes"]


def test_settings_show_what_holds_at_the_epoch(playground):
    playground.set(epoch=20)
    move(playground, rate=0.3, batch=5)
    move(playground, epoch=40)
    assert (playground.state["rate"], playground.state["batch"]) == (0.3, 5)
    move(playground, epoch=10)
    assert (playground.state["rate"], playground.state["batch"]) == (0.03, 10)
    changes = playground.state["changes"]
    move(playground, epoch=20)
    assert playground.state["rate"] == 0.3 and playground.state["changes"] == changes


def test_a_setting_that_is_moved_at_the_start_forgets_what_came_after_it(playground):
    playground.set(epoch=20)
    move(playground, rate=0.3, batch=5)
    move(playground, epoch=40)
    move(playground, epoch=0)
    move(playground, rate=0.1)
    move(playground, epoch=40)
    assert (playground.state["rate"], playground.state["batch"]) == (0.1, 10)
    plain = PlaygroundExplorer(rate=0.1, epoch=40)
    assert playground.current().losses == plain.current().losses
    plain.close()


@pytest.mark.parametrize(("layers", "last"), [(2, 0), (1, 6)])
def test_a_run_that_ran_away_goes_on_at_a_smaller_rate_as_it_advises(playground, layers, last):
    move(playground, layers=layers, a1="identity", a2="identity", rate=10)
    move(playground, epoch=last + 1)  # as Play does, which then stops
    model = playground.model(**playground.state)
    assert model["reached"] == last and model["run"].stopped
    move(playground, rate=1e-5)
    move(playground, epoch=last + 2)
    model = playground.model(**playground.state)
    assert model["reached"] == last + 2 and not model["run"].stopped


def test_what_was_trained_stays_when_a_setting_is_moved(playground, monkeypatch):
    playground.set(epoch=20)
    playground.live.update()
    trained = []
    train = Run._train
    monkeypatch.setattr(Run, "_train", lambda run: trained.append(run.epoch) or train(run))
    FrontEnd(playground.live).look()
    move(playground, rate=0.3)
    assert trained == [] and playground.current().last == 20


def test_a_setting_is_a_change_though_it_is_moved_while_others_are_shown(playground):
    page = FrontEnd(playground.live)
    page.look()
    playground.set(epoch=20)
    move(playground, batch=5)
    reader = Thread(target=page.act, args=("set", {"rate": 0.3}))  # by JupyterLab's

    def meanwhile(change):
        reader.start()
        reader.join()

    playground.controls["batch"].observe(meanwhile, "value")
    move(playground, epoch=10)  # where the batch is 10 again
    page.loop.turn()
    assert playground.state["changes"].endswith('[10,"rate",0.3]]')
    assert playground.state["rate"] == 0.3


def test_a_setting_that_is_set_holds_from_the_start(playground):
    playground.set(epoch=20)
    slow = losses(playground)
    playground.set(rate=0.3)
    assert playground.state["changes"] == "" and losses(playground)[1] < slow[1]


@pytest.mark.parametrize(
    "change",
    [
        dict(data="xor"),
        dict(layers=3),
        dict(u1=7),
        dict(a2="relu"),
        dict(init="zeros"),
        dict(weights=5),
        dict(noise=20),
    ],
)
def test_another_setup_begins_anew(playground, change):
    playground.set(epoch=20)
    move(playground, rate=0.1)
    move(playground, **change)
    assert playground.state["epoch"] == 0 and playground.state["changes"] == ""


def test_reset_has_the_very_weights_of_the_start(playground):
    before = playground.model(**playground.state)["run"].network.parameters.copy()
    move(playground, epoch=30, rate=1, data="gauss")
    playground.new_weights()
    playground.reset()
    model = playground.model(**playground.state)
    np.testing.assert_array_equal(model["run"].network.parameters, before)


def test_a_fork_goes_on_beside_the_run_that_was(playground):
    playground.set(epoch=20)
    playground.fork()
    move(playground, rate=1)
    move(playground, epoch=40)
    model = playground.model(**playground.state)
    mine = model["run"].losses
    theirs = model["others"].losses
    assert mine[:21] == theirs[:21] and mine[40] != theirs[40] and len(theirs) == 41
    plain = PlaygroundExplorer(epoch=40)
    assert plain.current().losses == theirs
    plain.close()
    mine = playground.caption
    playground.set(see_other=True, probe="1.00,2.00")
    assert playground.model(**playground.state)["shown"] is model["others"]
    plain = PlaygroundExplorer(epoch=40, probe="1.00,2.00")
    assert playground.caption == say("kept_run") + " " + plain.caption
    assert mine.partition(":")[2] not in playground.caption
    plain.close()
    playground.fork()
    assert playground.state["other"] == ""


def test_a_weight_that_is_typed_is_there_and_in_the_token(playground):
    playground.set(epoch=5)
    act(playground, "pick", ["w", 0, 1, 2])
    act(playground, "type", -3.25)
    network = playground.model(**playground.state)["run"].network
    assert network.layers[0].W[1, 2] == -3.25
    playground.set(epoch=9)
    again = PlaygroundExplorer.from_token(playground.token)
    np.testing.assert_array_equal(
        again.model(**again.state)["run"].network.parameters,
        playground.model(**playground.state)["run"].network.parameters,
    )
    assert again.caption == playground.caption
    again.close()


def test_what_is_picked_is_shown_and_takes_what_is_typed(playground):
    assert playground.around()["picked"] is None
    act(playground, "pick", ["b", 1, 0])
    network = playground.current().network
    picked = playground.around()["picked"]
    assert picked["value"] == pytest.approx(network.layers[1].b[0], abs=1e-4)
    assert picked["what"] == ("b", 1, 0)
    act(playground, "type", 1.5)
    assert playground.current().network.layers[1].b[0] == 1.5
    playground.set(layers=0)
    assert playground.around()["picked"] is None


@pytest.mark.parametrize("value", [-0.470, 1.23456789, 1e-7, -123456.789, 0.1 + 0.2])
def test_a_weight_is_shown_and_computed_with_as_it_was_typed(playground, value):
    def shown():
        return playground.around()["picked"]["value"]

    playground.set(epoch=5)
    act(playground, "pick", ["w", 0, 1, 2])
    act(playground, "type", value)
    assert shown() == value
    assert playground.current().network.layers[0].W[1, 2] == value
    act(playground, "type", value + 1e-6)  # so little more
    assert shown() == playground.current().network.layers[0].W[1, 2] == value + 1e-6
    move(playground, epoch=6)
    learned = playground.current().network.layers[0].W[1, 2]
    assert shown() == pytest.approx(learned, rel=1e-3)
    move(playground, epoch=5)
    assert shown() == value + 1e-6


def test_looking_at_a_weight_does_not_change_it(playground):
    playground.set(epoch=5)
    for picked in (["w", 0, 1, 2], ["b", 1, 0], ["w", 2, 1, 0], None):
        act(playground, "pick", picked)
    assert playground.state["changes"] == ""


# Mouse and keys -------------------------------------------------------------------------------


def test_features_go_on_and_off_and_the_last_one_stays(playground):
    act(playground, "feature", "x2²")
    assert playground.state["features"] == "x1|x2|x2²"
    for name in ("x1", "x2", "x2²"):
        act(playground, "feature", name)
    assert playground.state["features"] == "x2²"


def test_a_unit_is_enlarged_and_goes_back(playground):
    playground.set(epoch=50)
    act(playground, "unit", "1.2")
    assert playground.state["unit"] == "1.2" and playground.caption.endswith(say("one_unit"))
    assert playground.around()["picked"]["what"] == ("b", 0, 2)
    act(playground, "unit", "1.2")
    assert playground.state["unit"] == ""
    act(playground, "unit", "7.7")
    assert playground.state["unit"] == ""


def test_a_point_that_is_pressed_tells_values_and_goes(playground):
    playground.set(epoch=40)
    act(playground, "look", 0.5, -0.25)
    run = playground.current()
    p = float(run.network.predict([[0.5, -0.25]])[0, 0])
    assert f"at (0.50, −0.25): {p:.2f}" in playground.caption
    scene = playground.model(**playground.state)["scene"]
    assert [len(column) for column in scene.probe_values] == [7, 4, 2, 1]
    assert scene.probe_values[0][:2] == ["0.50", "−0.25"]
    act(playground, "look", 0.5, -0.25)
    assert playground.state["probe"] == ""


def test_points_of_one_s_own_are_drawn_undone_and_cleared(playground):
    move(playground, data=data.OWN)
    assert playground._update() == (say("no_points_yet"), "")
    for k, spot in enumerate([(1, 1), (-2, 2), (3, -3)]):
        move(playground, drawn_class=k)
        act(playground, "plane", "press", *spot)
    act(playground, "plane", "drag", 3.1, -3)  # too near to be another one
    act(playground, "plane", "drag", 4.5, -3)
    assert [k for *_, k in read_points(playground.state["own"])] == [0, 1, 2, 2]
    assert playground._update()[1] == "" and playground.caption.startswith("Epoch 0")
    playground.undo()
    assert len(read_points(playground.state["own"])) == 3
    playground.clear()
    assert playground.state["own"] == ""


def test_a_stroke_out_of_the_plane_ends_at_its_rim(playground):
    move(playground, data=data.OWN)
    for kind, spot in [("press", (1, 1)), ("drag", (14, 9)), ("drag", (20, 15)), ("drag", (3, -7))]:
        act(playground, "plane", kind, *spot)
    assert playground.state["own"] == "1.0,1.0,0 6.0,6.0,0 3.0,-6.0,0"
    playground.clear()
    act(playground, "plane", "drag", -9, 0)  # the pointer is down still
    assert playground.state["own"] == "-6.0,0.0,0"
    move(playground, data="circle")
    act(playground, "look", -9, 2)
    assert playground.state["probe"] == "-6.00,2.00"


def test_all_points_of_one_s_own_are_seen(playground):
    playground.set(data=data.OWN, own=OWN, show_test=False)
    scene = playground.model(**playground.state)["scene"]
    assert scene.show_test and len(scene.points) == 6 and scene.points[:, 3].sum() == 3
    assert "show_test" in playground.around()["unseen"]


def test_a_csv_is_read_and_a_bad_one_loses_nothing(playground):
    said = playground.load_csv("1,2,cat\n-1,-2,dog\nx,1,dog\n2,1,cat\n-2,-1,dog\n")
    assert said == [
        say("bad_row", number=3, problem=say("row_number", cell="x")),
        say("rows_read", n=4, x1="x1", x2="x2", labels="cat, dog"),
    ]
    own = playground.state["own"]
    assert playground.load_csv("nothing here")[-1] == say("no_rows")
    assert playground.state["own"] == own and playground.state["data"] == data.OWN
    playground.set(epoch=5)
    assert playground.caption.startswith("Epoch 5")


# Rules, scenarios, exports ----------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_rules_stop_the_play_where_they_say(playground, rule):
    playground.set(data="gauss", rate=0.3, stop=rule, batch=30)
    for epoch in range(1, 400):
        playground.set(epoch=epoch)
        playground.live.update()
        if playground.player.until():
            break
    seen = np.array(playground.current().losses)
    at = {"never": 399, "at_300": 300}.get(rule)
    if rule == "well_trained":
        at = int(np.argmax(seen[:, 0] < 0.01))
    if rule == "test_rests":
        rests = [e for e in range(len(seen)) if e - seen[: e + 1, 1].argmin() >= 50]
        at = rests[0] if rests else 399
    assert epoch == at


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_a_state_with_words_and_can_be_played(playground, name):
    act(playground, "scenario", name)
    strip = playground.around()["scenario"]
    assert (strip["ask"], strip["look"]) == (say("ask_" + name), say("look_" + name))
    names, numbers, titles = zip(*strip["all"], strict=True)
    assert name in names and titles == tuple(say(f"title_{each}") for each in names)
    assert numbers == ("1", "2", "3", "4", "5", "5a", "5b", "5c", "6", "7", "8")
    state = playground.state
    wanted = SCENARIOS[name]
    assert all(state[key] == value for key, value in wanted.items())
    playground.set(epoch=10)
    assert playground._update()[1] == ""
    act(playground, "scenario", "")
    assert playground.state == playground._start
    assert playground.around()["scenario"]["chosen"] == ""


def test_reset_goes_back_to_the_start_of_the_scenario(playground):
    act(playground, "scenario", "features")
    start = playground.state
    move(playground, epoch=30, noise=20)
    playground.fork()
    seen = []
    playground.controls["init"].observe(seen.append, "value")
    playground.controls["features"].observe(seen.append, "value")
    playground.reset()
    assert playground.state == start and playground.around()["scenario"]["ask"]
    assert not seen  # on the way back, no control shows another start
    act(playground, "scenario", "")
    assert playground.state == playground._start


def test_a_fork_stays_beside_a_scenario(playground):
    act(playground, "scenario", "noise")
    move(playground, epoch=30)
    playground.fork()
    forked = playground.state["other"]
    theirs = losses(playground)[1]
    act(playground, "scenario", "noise_penalty")
    assert playground.state["other"] == forked and playground.state["epoch"] == 0
    move(playground, epoch=30)
    model = playground.model(**playground.state)
    assert model["others"].measured() == theirs != model["run"].measured()


STARTS = [0, *(pytest.param(k, marks=pytest.mark.slow) for k in range(1, 5))]


@pytest.fixture(params=STARTS)
def after(request):
    """``after(epoch, name, **changes)``: losses, shares that are right, and the run, of a scenario
    whose reader has pressed New weights so many times.
    """
    playground = PlaygroundExplorer()

    def measure(epoch, name, **changes):
        state = SCENARIOS[name] | changes
        state["weights"] = state.get("weights", 0) + request.param
        playground.reset()
        playground.set(**state, epoch=epoch)
        run = playground.current()
        shares = [
            float(np.mean(run.network.classify(X) == part.y))
            for (X, _), part in zip(run.arrays, run.parts, strict=True)
        ]
        return run.measured(), shares, run

    measure.first = request.param == 0
    yield measure
    playground.close()


def layers(activation):
    return {f"a{k}": activation for k in range(1, 7)}


def test_one_line_leaves_xor_and_four_do_it(after):
    _, (right, _), _ = after(200, "line_xor")
    _, (four, _), _ = after(200, "line_xor", layers=1)
    assert right < 0.7 < 0.9 < four


def test_two_units_draw_a_wedge_and_three_close_it(after):
    (_, (one, _), _), (_, (two, _), run) = (after(300, "more_units", u1=k) for k in (1, 2))
    (loss3, _), (three, _), closed = after(300, "more_units", u1=3)
    (loss8, _), (eight, _), _ = after(300, "more_units", u1=8)
    assert one < 0.7 < two < 0.9 < 0.98 < three <= eight and loss8 < 0.7 * loss3
    if after.first:
        assert after(300, "more_units")[1][0] == pytest.approx(0.84, abs=0.005)
        assert after(300, "more_units", u1=3)[1][0] == pytest.approx(0.99, abs=0.005)
    angle = np.linspace(0, 2 * np.pi, 721)
    rim = 30 * np.column_stack([np.cos(angle), np.sin(angle)])  # far out, all around
    assert not run.network.classify(rim).all() and run.network.classify(rim).any()  # open
    assert not closed.network.classify(rim).any()


def test_in_the_squares_the_circle_is_one_line(after):
    assert after(20, "features")[1][1] > 0.97
    network = after(60, "features")[2].network
    (w1,), (w2,), (b,) = *network.layers[0].W, network.layers[0].b
    assert w1 == pytest.approx(w2, rel=0.05) and (-b / w1) ** 0.5 == pytest.approx(2.8, abs=0.05)
    if after.first:
        assert (w1, w2, b) == pytest.approx((-0.470, -0.467, 3.655), abs=5e-4)


def test_a_rate_of_ten_gets_stuck_above_the_start_or_runs_away(after):
    (start, _), _, _ = after(0, "too_large")
    (stuck, _), _, run = after(50, "too_large")
    assert start < 1.5 and stuck > 1.1 and run.losses[50] == pytest.approx(run.losses[40], abs=0.1)
    if after.first:
        assert run.losses[1] == pytest.approx((2, 2), abs=0.01)
        assert stuck == pytest.approx(2, abs=0.01)
    assert after(50, "too_large", rate=0.03)[0][0] < 0.05
    run = after(50, "too_large", loss="cross-entropy", **layers("identity"))[2]
    assert run.stopped == say("run_away", epoch=run.epoch, rate=10) and 5 <= run.epoch <= 8
    assert run.measured()[0] > 1e200


def test_noise_is_learned_and_three_cures_help(after):
    (train, test), _, run = after(400, "noise")
    tests = np.array(run.losses)[:, 1]
    assert tests.argmin() < 30 and train < 0.05 and test > 5 * tests.min()
    cured = {}
    for cure in ("noise_penalty", "noise_dropout", "noise_samples"):
        (_, cured[cure]), _, run = after(400, cure)
        assert cured[cure] < 0.8 * test, cure
    assert cured["noise_penalty"] < 0.23
    assert [len(part.y) for part in run.parts] == [450, 50]
    if after.first:
        assert test == pytest.approx(4.07, abs=0.3)
        assert cured["noise_penalty"] == pytest.approx(0.2, abs=0.03)
        assert cured["noise_dropout"] == pytest.approx(1.09, abs=0.05)
        assert 0.45 < cured["noise_samples"] < 0.95  # what is rounded grows with the steps


def test_units_that_start_at_zero_learn_and_stay_alike(after):
    _, (right, _), run = after(200, "zeros")
    (first, second) = run.network.layers
    assert np.abs(first.W).max() > 1 and np.ptp(first.W, axis=1).max() < 1e-9  # alike
    assert np.ptp(second.W) < 1e-9 and right == pytest.approx(0.87, abs=0.02)
    _, (one, _), _ = after(200, "zeros", u1=1, init="uniform")
    _, (four, _), _ = after(200, "zeros", init="uniform")
    assert right == pytest.approx(one, abs=0.02) and four > 0.99
    run = after(50, "zeros", a1="tanh")[2]
    assert not run.network.layers[0].W.any() and not run.network.layers[1].W.any()


@pytest.mark.slow
def test_six_layers_of_sigmoid_stand_still(after):
    (slow, _), _, run = after(300, "vanishing")
    assert slow == pytest.approx(np.log(2), abs=2e-3)
    trace = run.network.forward(run.arrays[0][0])
    spread = [np.ptp(a, axis=0).max() for a in trace.a[1:-1]]  # what tells the samples apart
    assert all(later < 0.5 * earlier for earlier, later in pairwise(spread)) and spread[5] < 0.002
    for cure in (layers("tanh"), layers("relu"), dict(optimizer="Adam", rate=0.03)):
        assert after(300, "vanishing", **cure)[0][0] < 0.01
    assert after(300, "vanishing", layers=1)[0][0] < 0.1


def test_dead_units_let_nothing_through(after):
    for cure in (layers("tanh"), dict(weights=2)):
        if after.first:
            assert after(150, "dead_relu", **cure)[0][0] < 0.1
    if after.first:
        (dead, _), _, run = after(150, "dead_relu")
        maps = run.network.forward(run.arrays[0][0]).a[1:-1]
        assert dead == pytest.approx(np.log(2), abs=2e-3)
        assert maps[3].max() == 0 < maps[2].max()  # the last hidden layer is off


def test_a_program_is_shown_on_demand(playground):
    drawer = playground.drawer
    drawer.export.value = "NumPy"
    assert "def predict(x1, x2):" in drawer.program.value and drawer.program.layout.display is None
    drawer.export.value = ""
    assert drawer.program.layout.display == "none"


@pytest.mark.parametrize("change", [dict(epoch=9), dict(rate=0.3), dict(data="xor"), "type", "set"])
def test_a_program_is_put_away_when_the_network_is_another(playground, change):
    playground.set(epoch=5)
    drawer = playground.drawer
    drawer.export.value = "NumPy"
    act(playground, "look", 1, 1)
    assert drawer.program.value
    if change == "type":
        act(playground, "pick", ["b", 0, 0])
        act(playground, "type", 2.5)
    elif change == "set":
        playground.set(weights=3)
    else:
        move(playground, **change)
    assert drawer.export.value == drawer.program.value == ""
    assert drawer.program.layout.display == "none"


def test_playing_pauses_when_a_program_is_asked_for(playground):
    page = FrontEnd(playground.live)
    page.look()

    async def play():
        playground.player.toggle()
        for turn in range(60):
            await asyncio.sleep(0.005)
            page.acknowledge()
            if turn == 30:
                playground.drawer.export.value = "weights (JSON)"

    page.run(play())
    shown = json.loads(playground.drawer.program.value)["layers"][0]["b"]
    assert not playground.player.playing and playground.state["epoch"] > 0
    assert shown == playground.current().network.layers[0].b.tolist()


# Links, bad input, memory -----------------------------------------------------------------------


def test_a_link_brings_the_state_of_its_token(monkeypatch, playground):
    playground.set(epoch=12, data="xor", u1=5)
    monkeypatch.setenv(page.VARIABLE, f"{PAGE}?other=1&state={playground.token}#here")
    again = PlaygroundExplorer.from_link()
    assert again.state == playground.state
    again.close()
    monkeypatch.setenv(page.VARIABLE, PAGE)
    plain = PlaygroundExplorer.from_link(data="gauss")
    assert plain.state["data"] == "gauss"
    plain.close()


def test_a_token_holds_as_many_points_as_there_can_be_and_a_fork(playground):
    rng = np.random.default_rng(0)
    rows = [
        f"{x1},{x2},{k}"
        for x1, x2, k in zip(*rng.uniform(-6, -1, (2, 1500)), [0, 1, 2, 0] * 375, strict=True)
    ]
    playground.load_csv("\n".join(rows))
    playground.fork()
    assert len(playground.state["own"].split()) == MOST_POINTS
    again = PlaygroundExplorer.from_token(playground.token)
    assert again.state == playground.state
    again.close()


def test_a_link_of_another_release_says_so_and_starts_as_usual(monkeypatch, playground):
    token = token_of(list(playground.state.values()), 1)
    monkeypatch.setenv(page.VARIABLE, f"{PAGE}?state={token}")
    again = PlaygroundExplorer.from_link()
    assert again.state == playground.state
    assert again.drawer.words.value == f"<b>{say('old_link')}</b>"
    again.close()


@pytest.mark.parametrize("token", ["nonsense", "%00", "eNqLrlYqS8wpTVWyUlBKLC3J"])
def test_a_link_without_a_token_says_so_and_starts_as_usual(monkeypatch, playground, token):
    monkeypatch.setenv(page.VARIABLE, f"{PAGE}?state={token}")
    again = PlaygroundExplorer.from_link()
    assert again.state == playground.state and say("bad_link") in again.drawer.words.value
    again.close()


def test_the_link_that_is_written_leads_back(monkeypatch, playground):
    def kinds(playground):
        return [kind for _, kind in playground.drawer.export.options]

    assert "link" not in kinds(playground)  # no address, in a notebook
    monkeypatch.setenv(page.VARIABLE, f"{PAGE}?state=old")
    playground = PlaygroundExplorer(epoch=3, data="moons")
    assert kinds(playground)[:3] == ["", "link", "NumPy"]
    playground.drawer.export.value = "link"
    link = playground.drawer.program.value
    assert link.startswith(f"{PAGE}?state=")
    monkeypatch.setenv(page.VARIABLE, link)
    again = PlaygroundExplorer.from_link()
    assert again.state == playground.state
    again.close()
    playground.close()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own", "1,2"),
        ("changes", "no"),
        ("changes", '[[0,"optimizer","xyz"]]'),
        ("changes", "[[0,0,null]]"),
        ("changes", "[[1e999,0,1]]"),
        ("changes", "[[0,-500,1]]"),
        ("changes", "[" * 9000),
        ("features", "x9"),
        ("probe", "a"),
        ("probe", "1,2,3"),
        ("probe", "1,2,0 3,4"),
        ("probe", "1,nan"),
        ("other", "{"),
        ("other", "[1]"),
        ("other", '{"a":1}'),
        ("other", "[" * 9000),
    ],
)
def test_a_state_that_holds_nonsense_gets_a_sentence(playground, name, text):
    if name == "own":
        playground.set(data=data.OWN)
    playground.set(**{name: text})
    _, note = playground._update()
    assert note and "\n" not in note


def test_what_is_moved_amid_nonsense_heals_it(playground):
    playground.set(changes='[[0,"optimizer","xyz"]]')
    move(playground, epoch=2)
    assert playground._update()[1]
    move(playground, rate=0.3)
    assert not playground._update()[1] and playground.state["rate"] == 0.3


def test_a_link_with_half_a_state_says_what_is_wrong_with_it(monkeypatch, playground):
    playground.set(changes='[[0,"optimizer","xyz"],[1,"rate",0.1]]', epoch=2)
    monkeypatch.setenv(page.VARIABLE, f"{PAGE}?state={playground.token}")
    again = PlaygroundExplorer.from_link()
    assert say("bad_link") in again.drawer.words.value
    assert again.state == again.start()
    again.close()


NONSENSE = [
    dict(probe="nan,nan"),
    dict(probe="inf,0"),
    dict(probe=3),
    dict(changes="[["),
    dict(changes='[[0,"rate",1e999]]'),
    dict(features="zz"),
    dict(features=["x1"]),
    dict(other="{}"),
    dict(other="\ud800"),
    dict(columns='[["a","b"],[0,0],[0,0],[]]', data=data.OWN),
    dict(own="1,2,3", data=data.OWN),
    dict(own="7,7,0", data=data.OWN),
    dict(data="ring"),
    dict(data=None),
    dict(layers="2"),
    dict(epoch=float("nan")),
    dict(epoch=True),
    dict(rate=0.02),
    dict(rate=10**400),
    dict(show_test="yes"),
    dict(unit=[]),
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=str)
def test_a_token_of_nonsense_is_refused_in_a_short_sentence(playground, nonsense):
    token = token_with(playground.state | nonsense)
    with pytest.raises(ValueError) as refusal:
        PlaygroundExplorer.from_token(token)
    assert str(refusal.value) == say("bad_token")


@pytest.mark.parametrize("epoch", [10**9, 10**400, 1e300, -5], ids=["1e9", "1e400", "1e300", "-5"])
def test_a_link_to_an_epoch_beyond_the_end_is_shown_at_once_as_far_as_it_got(
    monkeypatch, playground, epoch
):
    token = token_with(playground.state | dict(epoch=epoch))
    monkeypatch.setenv(page.VARIABLE, f"{PAGE}?state={token}")
    started = time.process_time()
    again = PlaygroundExplorer.from_link()
    assert time.process_time() - started < 2
    if again.drawer.words.value:
        assert say("bad_link") in again.drawer.words.value
    else:
        assert again.state["epoch"] == (0 if epoch < 0 else 100_000)
    again.close()


def test_another_run_has_all_controls_and_values_that_they_can_have(playground):
    playground.fork()
    state = json.loads(playground.state["other"])
    for wrong in [
        {name: value for name, value in state.items() if name != "dropout"},  # an older version's
        state | dict(epoch=3),
        *(state | {name: None} for name in state),
        state | dict(layers=7),
        state | dict(u1=2.5),
        state | dict(data="ring"),
    ]:
        playground.set(other=json.dumps(wrong))
        assert playground._update()[1] == say("no_other", text=json.dumps(wrong)[:60])


def test_numbers_too_large_end_where_they_still_can_be_used(playground):
    playground.set(changes="[[0,0,1e308]]", probe="1e300,2", data=data.OWN, own="1,1,0 2,3,1")
    assert playground._update()[1] == ""
    assert playground.current().network.parameters[0] == FAR
    assert playground.model(**playground.state)["scene"].probe == (REACH, 2)


def test_a_point_beyond_the_plane_is_told_and_not_moved(playground):
    playground.set(data=data.OWN, own="1e200,1,0 2,3,1")
    assert playground._update()[1] == say("point_beyond", x1="1e+200", x2="1", reach=REACH)


JUNK = st.sampled_from([None, True, -1, 2.5, 1e308, float("nan"), float("inf"), 10**400, "", "x"])
JUNK |= st.sampled_from([[], [1], {}, {"a": 1}, ["x"] * 3])
TEXTS = {
    "changes": st.lists(entries(JUNK), min_size=1, max_size=3).map(json.dumps),
    "probe": st.sampled_from(["1,2,3", "1", "1,nan", "1e300,-1e300", "1,2,0 3,4"]),
    "own": st.sampled_from(["1,2,9", "1,2", "nan,1,0", "1e300,-1e300,0 1,2,1"]),
    "columns": st.lists(JUNK, min_size=1, max_size=5).map(json.dumps),
    "unit": st.sampled_from(["1.-9", "-1.0", "7.7", "1"]),
    "features": st.sampled_from(["x1|x1", "|", "x2|x9"]),
}


@pytest.fixture(scope="module")
def states():
    """A state, and that part of it which a run has."""
    plain = PlaygroundExplorer(epoch=2, data=data.OWN, own=OWN)
    yield plain.state, plain.run_state()
    plain.close()


@given(draw=st.data())
def test_whatever_a_token_holds_is_a_state_or_gets_a_sentence(states, draw):
    state, other = map(dict, states)
    names = st.sampled_from(list(state))
    texts = st.sampled_from(list(TEXTS)).flatmap(lambda name: st.tuples(st.just(name), TEXTS[name]))
    wrong = texts | st.tuples(names, JUNK | JUNK.map(json.dumps))
    for where in draw.draw(st.sampled_from([[state], [other], [state, other]])):
        where |= dict([draw.draw(wrong)])
    state["other"] = json.dumps(other)
    token = token_with(state)
    try:
        again = PlaygroundExplorer.from_token(token)
    except ValueError as error:
        assert str(error) == say("bad_token")
        return
    FrontEnd(again.live)  # so that a long way is not gone at once
    caption, note = again._update()
    assert bool(caption) != bool(note) and "\n" not in caption + note
    assert "nan" not in caption and "inf" not in caption
    again.close()


def test_a_long_way_is_caught_up_with_frames_between(playground):
    page = FrontEnd(playground.live)
    page.look()
    started = time.monotonic()
    move(playground, epoch=900)
    assert time.monotonic() - started < 1
    for _ in range(200):
        page.acknowledge()
        page.loop.turn()
    assert "Epoch 900" in page.rest()[0]["caption"]


def test_stop_answers_at_once_while_it_trains(playground):
    page = FrontEnd(playground.live)
    page.look()

    async def play():
        playground.player.toggle()
        end = asyncio.get_running_loop().time() + 0.5
        while asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.002)
            page.acknowledge()
        asked = time.monotonic()
        playground.player.toggle()
        await asyncio.sleep(0)
        return time.monotonic() - asked

    took = page.run(play())
    assert took < 0.2 and playground.state["epoch"] > 3


MOVES = [
    *(("feature", name) for name in data.FEATURES),
    *(("unit", name) for name in ("1.0", "2.1", "3.3")),
    *(("pick", what) for what in (["w", 0, 1, 1], ["b", 1, 0], ["w", 5, 7, 7], None)),
    *(("type", value) for value in (-2.5, 0, 7)),
    *(("look", 1, 2), ("look", -3, 3), ("step", 1), ("step", -1), ("more",)),
]


def walk(playground, rng, n):
    """Moves of all sorts: controls, what is on the stage, the plane, buttons."""
    shown = [
        name for name in playground.controls if name not in ("other", "changes", "own", "features")
    ]
    for _ in range(n):
        what = rng.choice(["control", "control", "control", "epoch", "stage", "plane", "button"])
        if what == "control":
            name = rng.choice(shown)
            control = playground.controls[name]
            if isinstance(control, TextBox):
                control.value = rng.choice(control.examples)
            elif isinstance(control, widgets.Dropdown):
                control.value = rng.choice(options_of(control))
            elif isinstance(control.value, bool):
                control.value = not control.value
            elif name != "epoch":
                control.value = rng.randint(control.min, min(control.max, 90))
        elif what == "epoch":
            playground.controls["epoch"].value = rng.randint(0, 12)
        elif what == "stage":
            act(playground, *rng.choice(MOVES))
        elif what == "plane":
            act(playground, "plane", "press", rng.uniform(-7, 7), rng.uniform(-7, 7))
        else:
            rng.choice(
                [playground.fork, playground.undo, playground.new_weights, playground.regenerate]
            )()
        caption, note = playground._update()
        assert "\n" not in caption + note


def test_random_walks_end_in_states_that_a_token_brings_back():
    for seed in range(3):
        playground = PlaygroundExplorer()
        FrontEnd(playground.live).look()
        playground.live.home.loop = None
        walk(playground, random.Random(seed), 60)
        again = PlaygroundExplorer.from_token(playground.token)
        assert again.state == playground.state
        again.close()
        playground.close()


@pytest.mark.slow
def test_a_thousand_changes_leave_memory_and_figures_as_they_were():
    psutil = pytest.importorskip("psutil")
    playground = PlaygroundExplorer()
    page = FrontEnd(playground.live)
    page.look()
    playground.live.home.loop = None
    sizes = []
    artists = set()
    n = len(open_widgets())
    for seed in range(4):
        walk(playground, random.Random(seed), 250)
        page.frames.clear()
        gc.collect()
        sizes.append(psutil.Process().memory_info().rss / 1e6)
        artists.add(len(playground.figure.findobj()))
    assert len(open_widgets()) == n and sizes[-1] - sizes[0] < 20
    assert max(artists) - min(artists) < 60  # ticks come and go with limits
    playground.close()
