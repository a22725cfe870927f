"""All that happens to a figure happens at home, in one thread; a page is believed little."""

import asyncio
import re
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest
from front_end import Dot, FrontEnd

import nncourse
from nncourse import explorers
from nncourse.explorers._base.controls import options_of
from nncourse.messages import CannotShow, say
from nncourse.playground import PlaygroundExplorer

ROOT = Path(nncourse.__file__).parent
PRIVATE = (
    "_instances|_handle_msg|_handle_custom_msg|_msg_callbacks|_property_lock|_parent_header"
    "|_reply_subshell_for"
)
IMPORT_ALL = """
import importlib, pkgutil, ipywidgets, nncourse
names = [m.name for m in pkgutil.walk_packages(nncourse.__path__, "nncourse.")]
for name in names:
    if not name.startswith(("nncourse.jupyter", "nncourse.playground.export_")):
        importlib.import_module(name)
from nncourse.widgets.jupyter_internals import open_widgets
assert not open_widgets(), open_widgets()
"""


@pytest.fixture
def forward():
    forward = explorers.ForwardExplorer(layers=2, step=4)
    yield forward
    forward.close()


def test_messages_of_another_thread_are_handled_at_home_in_order(forward):
    """While cells run, and while it plays."""
    page = FrontEnd(forward.live)
    page.look()
    layers = forward.controls["layers"]
    sent = [(k * 7) % 3 for k in range(150)] + [1]
    seen = []
    threads = set()
    model = forward.model

    def watched(**state):
        threads.add(threading.get_ident())
        return model(**state)

    def drag():
        for value in sent:
            page.move(layers, value=value)
            page.move(forward.controls["first"], value=1 + value, max=99)
            page.tell(pointer="hover", x=0.5, y=0.5)
            time.sleep(0.0005)
        page.move(forward.controls["first"], value=3)

    async def kernel():
        forward.live.home.loop = asyncio.get_running_loop()
        home = threading.get_ident()
        layers.observe(lambda change: seen.append((threading.get_ident(), change.new)), "value")
        forward.player.toggle()
        reader = threading.Thread(target=drag)
        reader.start()
        while reader.is_alive():
            time.sleep(0.01)  # a cell runs
            await asyncio.sleep(0.001)
            page.acknowledge()
        await asyncio.sleep(0.05)
        forward.player.stop()
        page.acknowledge()
        return home

    forward.model = watched
    home = page.run(kernel())
    moves = [new for old, new in pairwise([2, *sent]) if old != new]
    assert threads == {home}
    assert seen == [(home, value) for value in moves]
    assert forward.state["layers"] == 1 and forward.state["first"] == 3
    assert forward.state["step"] <= 2 * sum(forward.sizes(**forward.state)[1:])
    assert page.frames[-1][0]["caption"] == forward.caption


def test_a_timeline_never_shows_a_step_that_the_state_has_not(forward):
    page = FrontEnd(forward.live)
    page.look()
    forward.set(step=99)
    for layers in (0, 2, 1, 0):
        page.move(forward.controls["layers"], value=layers)
        page.acknowledge()
        assert forward.state["step"] <= forward.controls["step"].max
        assert page.frames[-1][0]["note"] == ""
        assert page.frames[-1][0]["caption"] == forward.caption


@pytest.mark.parametrize(
    "moved", [dict(max=10**9), dict(max=10**9, value=10**8), dict(min=-9, value=-9)]
)
def test_a_page_cannot_lift_the_bounds_of_a_control(forward, moved):
    page = FrontEnd(forward.live)
    page.look()
    units = forward.controls["first"]
    page.move(units, **moved)
    page.move(units, value=10**8)
    assert (units.min, units.max, forward.state["first"]) == (1, 4, 4)


def test_a_page_cannot_change_options_layout_or_what_a_box_holds(forward):
    page = FrontEnd(forward.live)
    page.look()
    choice = forward.controls["activation"]
    children = forward.children
    page.move(choice, _options_labels=["a", "b"], index=1)
    children = forward.children
    page.move(forward, children=[])
    page.move(forward.live, large=True, gone="nothing")
    assert options_of(choice) == ["tanh", "relu", "sigmoid", "identity"]
    assert forward.state["activation"] == "relu"
    assert forward.children == children and not forward.live.large


@pytest.mark.parametrize("wrong", [float("nan"), None, "1", [1], True])
def test_what_is_no_number_never_reaches_the_model(forward, wrong):
    page = FrontEnd(forward.live)
    page.look()
    before = forward.state
    page.move(forward.controls["x1"], value=wrong)
    page.acknowledge()
    assert forward.state == before
    page.move(forward.controls["x1"], value=1.5)
    page.acknowledge()
    assert forward.state == before | {"x1": 1.5}


def test_a_text_without_end_gets_a_sentence():
    builder = explorers.BuilderExplorer()
    page = FrontEnd(builder.live)
    page.look()
    builder.controls["cut"].value = "0.0.0 " * 10_000
    note = page.frames[-1][0]["note"]
    assert note == say("not_a_text", name="cut", most=builder.longest)
    builder.close()


def test_the_playground_has_a_farthest_epoch():
    playground = PlaygroundExplorer()
    page = FrontEnd(playground.live)  # a long way is caught up with frames between
    page.look()
    for _ in range(12):
        page.act("set", {"epoch": 10**9})
    assert playground.state["epoch"] == playground.controls["epoch"].max == 100_000
    playground.set(epoch=10**9)
    assert playground.state["epoch"] == 100_000
    playground.close()


def test_what_does_not_fit_changes_nothing(forward):
    before = forward.state
    with pytest.raises(ValueError, match="inputs"):
        forward.set(layers=0, inputs="many")
    with pytest.raises(ValueError, match="nonsense"):
        forward.set(layers=0, nonsense=1)
    assert forward.state == before


def test_several_values_that_are_set_make_one_frame(forward):
    page = FrontEnd(forward.live)
    page.look()
    count = len(page.frames)
    forward.set(inputs=3, layers=0, outputs=2, weights=5)
    assert len(page.frames) == count + 1


def test_no_widget_is_made_by_an_import():
    subprocess.run([sys.executable, "-c", IMPORT_ALL], check=True, timeout=120)


def test_private_names_of_jupyter_are_in_one_file():
    for path in ROOT.rglob("*.py"):
        if path.name != "jupyter_internals.py":
            found = re.findall(rf"\b(?:{PRIVATE})\b", path.read_text(encoding="utf-8"))
            assert not found, (path, found)


# Faults -----------------------------------------------------------------------------------------


@pytest.fixture
def dot():
    dot = Dot()
    dot.page.look()
    yield dot
    dot.live.close()


def broken(*_, **__):
    raise KeyError("a bug")


def test_a_fault_is_told_in_a_sentence_with_a_report_and_logged(dot, faults):
    dot.live.about = lambda: {"token": "abc"}
    works = dot.live.update
    dot.live.update = broken
    dot.move(0.5)
    content, _ = dot.page.frames[-1]
    assert content["note"] == say("fault") and content["caption"] == "the dot is at 0.00"
    for part in ("KeyError: 'a bug'", "in broken", "token: abc", "numpy 2", "Python 3"):
        assert part in content["report"], part
    assert len(faults.texts) == 1 and content["report"] in faults.texts[0]
    faults.texts.clear()
    dot.live.update = works
    dot.page.acknowledge()
    dot.move(0.6)
    content, _ = dot.page.frames[-1]
    assert content["note"] == content["report"] == "" and "0.60" in content["caption"]


def test_a_fault_of_matplotlib_leaves_the_picture_as_it_was(dot, faults, monkeypatch):
    count = len(dot.page.frames)
    monkeypatch.setattr(dot.live.frames, "next", broken)
    dot.move(0.5)
    assert len(dot.page.frames) == count
    assert dot.page.told[-1]["note"] == say("fault") and "KeyError" in dot.page.told[-1]["report"]
    assert len(faults.texts) == 1
    faults.texts.clear()
    monkeypatch.undo()
    dot.move(0.6)
    assert dot.page.frames[-1][0]["whole"] and dot.page.frames[-1][0]["note"] == ""


@pytest.mark.parametrize("message", [dict(pointer="press", x=0.5, y=0.5), dict(key=" ", large=0)])
def test_what_goes_wrong_where_a_reader_points_is_told_too(dot, faults, message):
    dot.live.on_pointer = dot.live.on_key = broken
    dot.page.tell(**message)
    assert dot.page.frames[-1][0]["note"] == say("fault") and len(faults.texts) == 1
    faults.texts.clear()

    def advises(*_):
        raise CannotShow("Not there.")

    dot.live.on_pointer = dot.live.on_key = advises
    dot.page.acknowledge()
    dot.page.tell(**message)
    assert dot.page.frames[-1][0]["note"] == "Not there." and dot.page.frames[-1][0]["report"] == ""


def test_a_button_and_a_task_that_break_are_told(forward, faults):
    page = FrontEnd(forward.live)
    page.look()
    forward.start = broken
    forward.buttons["reset"].click()
    page.acknowledge()
    assert page.frames[-1][0]["note"] == say("fault")
    forward.player.until = broken

    async def play():
        forward.player.toggle()
        await asyncio.wait([forward.player.task])
        await asyncio.sleep(0)

    page.run(play())
    page.acknowledge()
    assert not forward.player.playing
    assert page.frames[-1][0]["note"] == say("fault") and "in play" in page.frames[-1][0]["report"]
    assert len(faults.texts) == 2
    faults.texts.clear()


def test_a_fault_in_an_explorer_names_its_state(faults):
    softmax = explorers.SoftmaxExplorer()
    page = FrontEnd(softmax.live)
    page.look()
    softmax.draw = broken
    name = next(iter(softmax.controls))
    softmax.set(**{name: 1.5})
    report = page.frames[-1][0]["report"]
    assert "SoftmaxExplorer" in report and softmax.token in report and repr(name) in report
    faults.texts.clear()
    softmax.close()


def test_a_still_of_a_figure_that_is_broken_has_a_sentence(faults):
    softmax = explorers.SoftmaxExplorer()
    softmax.model = broken
    assert softmax._repr_mimebundle_()["text/plain"] == say("fault")
    faults.texts.clear()
    softmax.close()
