"""The playground: what is moved changes what is shown, and nothing is lost."""

import asyncio
import gc
import random
import time

import numpy as np
import pytest
from front_end import FrontEnd
from ipywidgets.widgets.widget import _instances

from nnlib.messages import say
from nnlib.playground import PlaygroundExplorer, data
from nnlib.playground.scenarios import SCENARIOS
from nnlib.playground.table import RULES

OWN = "1.00,2.00,0 -1.00,-2.00,1 2.00,1.00,0 -2.00,-1.00,1 3.00,3.00,2 -3.00,3.00,2"


@pytest.fixture
def playground():
    playground = PlaygroundExplorer()
    FrontEnd(playground.live).look()
    playground.live.loop = None  # a long way is gone at once
    yield playground
    playground.close()


def losses(playground):
    """Epoch and losses, as they are shown."""
    model = playground.model(**playground.state)
    return model["reached"], model["run"].measured()


def move(playground, **values):
    """As a reader does: control by control."""
    for name, value in values.items():
        playground.controls[name].value = value


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


def test_a_thumbnail_is_a_data_set_by_mouse_and_by_keys(playground):
    spots = dict(zip(data.SETS, playground._diagram.thumbnails.spots, strict=True))
    for name, (x, y) in spots.items():
        playground.pointed("press", playground._diagram.ax, x, y)
        assert playground.state["data"] == name
    playground.pointed("press", playground._diagram.ax, 1.5, 0.1)  # beside all of them
    assert playground.state["data"] == name
    playground.reset()
    playground.steered(-1, 0)
    playground.steered(0, -1)
    playground.struck()
    assert playground.state["data"] == "xor"


def test_a_thumbnail_leads_out_of_an_empty_plane(playground):
    move(playground, data=data.OWN)
    assert playground.current() is None
    playground.pointed("press", playground._diagram.ax, *playground._diagram.thumbnails.spots[2])
    assert playground.state["data"] == "gauss"


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
    mine, theirs = model["run"].losses, model["others"].losses
    assert mine[:21] == theirs[:21] and mine[40] != theirs[40] and len(theirs) == 41
    plain = PlaygroundExplorer(epoch=40)
    assert losses(plain)[1] == theirs[40]
    plain.close()
    playground.set(see_other=True)
    assert playground.model(**playground.state)["shown"] is model["others"]
    playground.fork()
    assert playground.state["other"] == ""


def test_a_weight_that_is_typed_is_there_and_in_the_token(playground):
    playground.set(epoch=5)
    playground.act_on(("w", 0, 1, 2))
    playground.type_parameter(-3.25)
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


def test_the_box_shows_what_is_picked_and_takes_what_is_typed(playground):
    box = playground.panel.typed
    assert box.disabled
    playground.act_on(("b", 1, 0))
    playground.live.update()
    network = playground.model(**playground.state)["run"].network
    assert not box.disabled and box.value == pytest.approx(network.layers[1].b[0], abs=1e-4)
    box.value = 1.5
    assert playground.model(**playground.state)["run"].network.layers[1].b[0] == 1.5
    playground.set(layers=0)
    playground.live.update()
    assert box.disabled


# Mouse and keys -------------------------------------------------------------------------------


def test_features_go_on_and_off_and_the_last_one_stays(playground):
    diagram = playground._diagram
    playground.live.update()
    places = diagram.columns[0]
    playground.pointed("press", diagram.ax, *places[3])
    assert playground.state["features"] == "x1|x2|x2²"
    for k in (0, 1, 3):
        playground.pointed("press", diagram.ax, *places[k])
    assert playground.state["features"] == "x2²"


def test_everything_in_the_diagram_can_be_pressed(playground):
    playground.live.update()
    run, diagram = playground.model(**playground.state)["run"], playground._diagram
    for k, column in enumerate(diagram.columns[1:], start=1):
        for j, (x, y) in enumerate(column):
            assert diagram.hit(x, y, run.network, [0, 1]) == ("unit", k, j)
            assert diagram.hit(x - 0.4, y - 0.4, run.network, [0, 1]) == ("b", k - 1, j)
    triples = list(diagram.ends(run.network, [0, 1]))
    assert len(triples) == sum(layer.W.size for layer in run.network.layers)
    found = set()
    for (layer, i, j), start, end in triples:
        hits = [
            diagram.hit(*(start + s * (end - start)), run.network, [0, 1])
            for s in np.linspace(0, 1, 60)
        ]
        found |= {("w", layer, i, j)} & set(hits)
    assert len(found) == len(triples)


def test_a_unit_is_enlarged_and_goes_back(playground):
    playground.set(epoch=50)
    playground.live.update()
    spot = playground._diagram.columns[1][2]
    playground.pointed("press", playground._diagram.ax, *spot)
    assert playground.state["unit"] == "1.2" and playground.caption.endswith(say("one_unit"))
    playground.pointed("press", playground._diagram.ax, *spot)
    assert playground.state["unit"] == ""


def test_keys_reach_what_the_mouse_can(playground):
    playground.live.update()
    for _ in range(2):
        playground.steered(0, -1)
    playground.struck()
    assert playground.state["features"] == "x1|x2|x1²"
    playground.steered(1, 0)
    playground.steered(0, 1)
    playground.struck()
    assert playground.state["unit"] == "1.1" and playground.picked == ("b", 0, 1)
    picked = []
    for _ in range(3):
        playground.struck()
        picked.append(playground.picked)
    assert picked == [("w", 0, i, 1) for i in range(3)]
    playground.struck()
    assert playground.state["unit"] == ""


def test_the_pointer_tells_values(playground):
    playground.set(epoch=40)
    playground.pointed("hover", playground._plane.ax, 0.5, -0.25)
    run = playground.model(**playground.state)["run"]
    p = float(run.network.predict([[0.5, -0.25]])[0, 0])
    assert f"at (0.5, −0.2): {p:.2f}" in playground.caption.replace("−0.3", "−0.2")
    playground.live.update()
    shown = [label.get_text() for label in playground._diagram._values if label.get_visible()]
    assert len(shown) == 7 + 4 + 2 and shown[:2] == ["0.50", "−0.25"]


def test_points_of_one_s_own_are_drawn_undone_and_cleared(playground):
    move(playground, data=data.OWN)
    playground.live.update()
    assert "no points yet" in playground._update()[1]
    for k, spot in enumerate([(1, 1), (-2, 2), (3, -3)]):
        move(playground, drawn_class=k)
        playground.pointed("press", playground._plane.ax, *spot)
    playground.pointed("drag", playground._plane.ax, 3.1, -3)  # too near to be another one
    playground.pointed("drag", playground._plane.ax, 4.5, -3)
    assert [k for *_, k in data.read_points(playground.state["own"])] == [0, 1, 2, 2]
    assert playground._update()[1] == "" and playground.caption.startswith("Epoch 0")
    playground.undo()
    assert len(data.read_points(playground.state["own"])) == 3
    playground.clear()
    assert playground.state["own"] == ""


def test_a_csv_is_read_and_a_bad_one_loses_nothing(playground):
    said = playground.load_csv("1,2,cat\n-1,-2,dog\nx,1,dog\n2,1,cat\n-2,-1,dog\n")
    assert said == [
        say("bad_row", number=3, problem=say("row_number", cell="x")),
        say("rows_read", n=4, labels="cat, dog"),
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
    seen = np.array(playground.run(**playground.run_state()).losses)
    at = {"never": 399, "at_300": 300}.get(rule)
    if rule == "well_trained":
        at = int(np.argmax(seen[:, 0] < 0.01))
    if rule == "test_rests":
        rests = [e for e in range(len(seen)) if e - seen[: e + 1, 1].argmin() >= 50]
        at = rests[0] if rests else 399
    assert epoch == at


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_is_a_state_with_words_and_can_be_played(playground, name):
    panel = playground.panel
    panel.scenario.value = name
    assert say("ask_" + name) in panel.words.value and say("look_" + name) in panel.words.value
    state = playground.state
    wanted = SCENARIOS[name]
    assert all(state[key] == value for key, value in wanted.items())
    playground.set(epoch=10)
    assert playground._update()[1] == ""
    panel.scenario.value = ""
    assert playground.state == playground._start and panel.words.value == ""


def after(epoch, **state):
    """Losses, shares that are right, and the run, after so many epochs."""
    playground = PlaygroundExplorer(epoch=epoch, **state)
    run = playground.model(**playground.state)["run"]
    shares = [
        float(np.mean(run.network.classify(X) == part.y))
        for (X, _), part in zip(run.arrays, run.parts, strict=True)
    ]
    playground.close()
    return run.measured(), shares, run


def test_what_the_scenarios_promise():
    _, (right, _), _ = after(100, **SCENARIOS["line_xor"])
    assert right < 0.8
    _, (two, _), _ = after(300, **SCENARIOS["more_units"])
    _, (three, _), _ = after(300, **SCENARIOS["more_units"] | dict(u1=3))
    assert two < 0.93 < 0.99 < three
    (stuck, _), _, _ = after(30, **SCENARIOS["too_large"])
    (quick, _), _, _ = after(30, **SCENARIOS["too_large"] | dict(rate=0.03))
    assert stuck == pytest.approx(2, abs=0.01) and quick < 0.1
    (dead, _), _, run = after(150, **SCENARIOS["dead_relu"])
    maps = run.network.forward(run.arrays[0][0]).a[1:-1]
    assert (
        dead == pytest.approx(np.log(2), abs=2e-3) and maps[3].max() == 0
    )  # the whole layer is off
    for cure in ({f"a{k}": "tanh" for k in range(1, 5)}, dict(weights=2)):
        assert after(150, **SCENARIOS["dead_relu"] | cure)[0][0] < 0.1
    (train, test), _, run = after(400, **SCENARIOS["noise"])
    lowest = np.array(run.losses)[:, 1].min()
    assert train < 0.1 and test > 2 * lowest
    for cure in ("noise_penalty", "noise_dropout", "noise_samples"):
        (train, cured), _, _ = after(400, **SCENARIOS[cure])
        assert cured < test / 2, cure
    _, _, run = after(100, **SCENARIOS["zeros"])
    assert np.ptp(run.network.layers[0].W, axis=1).max() < 1e-12
    _, (right, _), _ = after(60, **SCENARIOS["features"])
    assert right > 0.97
    (slow, _), _, _ = after(300, **SCENARIOS["vanishing"])
    relu = {f"a{k}": "tanh" for k in range(1, 7)}
    (quick, _), _, _ = after(300, **SCENARIOS["vanishing"] | relu)
    assert slow > 0.68 and quick < 0.1


def test_a_program_is_shown_on_demand(playground):
    panel = playground.panel
    panel.export.value = "NumPy"
    assert "def predict(x1, x2):" in panel.program.value and panel.program.layout.display is None
    panel.export.value = ""
    assert panel.program.layout.display == "none"


# Links, bad input, memory -----------------------------------------------------------------------


def test_a_link_brings_the_state_of_its_token(monkeypatch, playground):
    playground.set(epoch=12, data="xor", u1=5)
    monkeypatch.setenv("QUERY_STRING", f"state={playground.token}&other=1")
    again = PlaygroundExplorer.from_link()
    assert again.state == playground.state
    again.close()
    monkeypatch.setenv("QUERY_STRING", "")
    plain = PlaygroundExplorer.from_link(data="gauss")
    assert plain.state["data"] == "gauss"
    plain.close()


@pytest.mark.parametrize("token", ["nonsense", "%00", "eNqLrlYqS8wpTVWyUlBKLC3J"])
def test_a_link_without_a_token_says_so_and_starts_as_usual(monkeypatch, playground, token):
    monkeypatch.setenv("QUERY_STRING", f"state={token}")
    again = PlaygroundExplorer.from_link()
    assert again.state == playground.state and say("bad_link") in again.panel.words.value
    again.close()


def test_the_link_that_is_written_leads_back(monkeypatch, playground):
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://teacher:8866/voila/render/8.ipynb?state=old")
    playground.set(epoch=3, data="moons")
    playground.panel.export.value = "link"
    address, _, query = playground.panel.program.value.partition("?")
    assert address == "http://teacher:8866/voila/render/8.ipynb"
    monkeypatch.setenv("QUERY_STRING", query)
    again = PlaygroundExplorer.from_link()
    assert again.state == playground.state
    again.close()


def test_nothing_is_left_when_it_is_closed():
    """An open widget that holds a closed one would keep a page from learning of all others."""
    n = len(_instances)
    PlaygroundExplorer().close()
    assert len(_instances) == n


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own", "1,2"),
        ("changes", "no"),
        ("features", "x9"),
        ("probe", "a"),
        ("other", "{"),
        ("other", "[1]"),
    ],
)
def test_a_state_that_holds_nonsense_gets_a_sentence(playground, name, text):
    if name == "own":
        playground.set(data=data.OWN)
    playground.set(**{name: text})
    _, note = playground._update()
    assert note and "\n" not in note


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


def walk(playground, rng, n):
    """Moves of all sorts: controls, presses, keys, buttons."""
    shown = [
        name for name in playground.controls if name not in ("other", "changes", "own", "features")
    ]
    for _ in range(n):
        act = rng.choice(["control", "control", "control", "epoch", "press", "key", "button"])
        if act == "control":
            name = rng.choice(shown)
            control = playground.controls[name]
            if hasattr(control, "examples") or getattr(control, "options", None):
                options = getattr(control, "examples", None) or [
                    o[1] if type(o) is tuple else o for o in control.options
                ]
                control.value = rng.choice(list(options))
            elif isinstance(control.value, bool):
                control.value = not control.value
            elif name != "epoch":
                control.value = rng.randint(control.min, min(control.max, 90))
        elif act == "epoch":
            playground.controls["epoch"].value = rng.randint(0, 12)
        elif act == "press":
            ax = rng.choice([playground._plane.ax, playground._diagram.ax])
            low, high = ax.get_xlim(), ax.get_ylim()
            playground.pointed("press", ax, rng.uniform(*low), rng.uniform(*high))
        elif act == "key":
            rng.choice(
                [
                    lambda: playground.steered(1, 0),
                    lambda: playground.steered(0, -1),
                    playground.struck,
                ]
            )()
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
        playground.live.loop = None
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
    playground.live.loop = None
    sizes, artists = [], set()
    n = len(_instances)
    for seed in range(4):
        walk(playground, random.Random(seed), 250)
        page.frames.clear()
        gc.collect()
        sizes.append(psutil.Process().memory_info().rss / 1e6)
        artists.add(len(playground.figure.findobj()))
    assert len(_instances) == n and sizes[-1] - sizes[0] < 20
    assert max(artists) - min(artists) < 60  # ticks come and go with limits
    playground.close()
