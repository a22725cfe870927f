"""Messages that no page of ours sends: what a figure is told stays within its bounds."""

import math
import time

import pytest
from front_end import FrontEnd, deliver
from test_explorers import ALL, SAMPLE, STARTS, Line

from nncourse.explorers import NeuronExplorer, TicTacToeExplorer
from nncourse.explorers._base.controls import fitted
from nncourse.explorers._base.tokens import token_of
from nncourse.messages import CannotShow, say
from nncourse.playground import PlaygroundExplorer
from nncourse.playground.changes import FAR
from nncourse.playground.data import OWN
from nncourse.widgets.jupyter_internals import is_open
from nncourse.widgets.live_figure import DENSEST, DPI, NARROWEST, WIDEST
from nncourse.widgets.number_control import NumberControl

VALUES = [
    *(10**9, -(10**9), 10**400, 0.5, 1e308, -1e-320, math.nan, math.inf, -math.inf),
    *(None, True, "", "7", "x" * 200_000, "nan,nan", "[[", [], [1, 2], {}, {"value": 1}),
]
LIFTED = [
    dict(max=10**6, value=10**6),
    dict(min=-(10**6), value=-(10**6)),
    dict(min=math.nan, max=math.nan),
    dict(step=1e-9),
    dict(step=0),
    dict(_options_labels=["x"] * 10, index=9),
    dict(options=["x"], value="x"),
    dict(disabled=True, description="x" * 10_000),
    dict(layout="IPY_MODEL_0", style="IPY_MODEL_0", comm=None, keys=[]),
    dict(_model_name="x", _view_name="x"),
]
HEARERS = [Line, NeuronExplorer, TicTacToeExplorer, PlaygroundExplorer]  # of pointer and keys


def slow_unless(quick, values):
    """Parameters of a test, of which only some are quick."""
    return [pytest.param(one, marks=[] if one in quick else pytest.mark.slow) for one in values]


@pytest.fixture(params=slow_unless(SAMPLE, ALL))
def explorer(request):
    explorer = request.param(**STARTS.get(request.param, {}))
    yield explorer
    explorer.close()


@pytest.fixture
def page(explorer):
    return FrontEnd(explorer.live)


def bounds(explorer):
    """What the controls of an explorer allow."""
    return {
        name: (control.min, control.max)
        for name, control in explorer.controls.items()
        if isinstance(control, NumberControl)
    }


def is_within(explorer):
    """Whether what the model would be given is within the bounds, or refused."""
    for name, control in explorer.controls.items():
        try:
            value = fitted(control, control.value, name, explorer.longest)
        except CannotShow:
            continue
        if isinstance(control, NumberControl) and not control.min <= value <= control.max:
            return False
        if isinstance(value, str) and len(value) > explorer.longest:
            return False
    return True


def test_controls_keep_their_bounds(explorer, page, faults):
    told = {name: control for name, control in explorer.controls.items() if is_open(control)}
    for name, control in told.items():
        before = bounds(explorer)
        for state in LIFTED:
            hidden = {key: value for key, value in state.items() if key not in ("value", "index")}
            page.move(control, **hidden)
        assert bounds(explorer) == before
        for state in [*LIFTED, *({"value": value} for value in VALUES), dict(index=10**6)]:
            page.move(control, **state)
            assert is_within(explorer), (name, state)
    faults.texts.clear()  # a value of another kind is told as a fault, to that page alone


def test_what_is_no_control_does_not_change(explorer, page, faults):
    for part in [*explorer.parts(), explorer]:
        if part in explorer.controls.values():
            continue
        before = {key: value for key, value in part.get_state().items() if key != "value"}
        for state in [*LIFTED, dict(children=[], width="1e9px", icon="x", large=True, gone="x")]:
            deliver(part, method="update", state=state, buffer_paths=[])
        after = part.get_state()
        assert {key: after[key] for key in before} == before
    faults.texts.clear()


MOVES = ["set", "step", "feature", "unit", "pick", "type", "plane", "look", "scenario", "do"]
MESSAGES = [
    *(dict(width=width, ratio=1) for width in (0, -5, 1e9, math.nan, math.inf, None, "x", [])),
    *(dict(width=700, ratio=ratio) for ratio in (0, -1, 1e9, math.nan, math.inf, None, "x")),
    dict(width=700),
    *(dict(shown=shown) for shown in (10**30, -1, 1e308, math.nan, math.inf, None, "x", [])),
    *(dict(pointer="press", x=x, y=x) for x in (0.5, -9, 1e308, math.nan, math.inf, None, "x")),
    *(dict(pointer=kind, x=0.5, y=0.5) for kind in ("drag", "hover", "release", "x", None, [])),
    dict(pointer="press"),
    *(dict(key=key, large=True) for key in ("ArrowUp", " ", "x", None, [], "x" * 10_000)),
    dict(key="ArrowUp"),
    *(
        {"act": act, "with": values}
        for act in MOVES
        for values in (None, [], [[]], [{}], ["x"], [math.nan], [10**400], ["press", 1e308, "x"])
    ),
    *({"act": act} for act in (None, [], "x", "__init__")),
    {"act": "set", "with": [{"rate": 0.02, "own": "x", "x": 1}]},
    {"act": "set", "with": [{"epoch": 1e308}]},
    {"act": "pick", "with": [["w", -1, 10**9, 0]]},
    dict(lost=True),
    dict(closed=True),
    {},
]


@pytest.mark.parametrize("view", slow_unless(["one"], ["one", "good", None, []]))
@pytest.mark.parametrize(
    "explorer", slow_unless([Line, PlaygroundExplorer], HEARERS), indirect=True
)
def test_a_figure_survives_what_it_is_told(explorer, page, faults, view):
    page.tell(width=600, ratio=1, view="good")
    page.rest()
    for message in MESSAGES:
        page.tell(**message, view=view)
        columns, rows = page.frames[-1][0].get("size", (1, 1))  # a stage has none
        widest = max(explorer.size[0], NARROWEST) * DPI * WIDEST * DENSEST
        assert 0 < columns <= widest + 1 and rows < 4 * widest, message
    page.tell(closed=True, view=view)
    explorer.reset()
    page.tell(width=600, ratio=1, view="good")
    content, _ = page.rest()
    assert content["caption"] == explorer.caption and content["note"] == ""
    faults.texts.clear()


FILES = [
    dict(),
    dict(too_large=1e9),
    dict(too_large=-1),
    dict(unreadable=None),
    dict(part=0, parts=1),
    dict(part=1, parts=1),
    dict(part=0, parts=-1),
    dict(part=0, parts=1, languages=[""]),
]


@pytest.mark.parametrize("explorer", [PlaygroundExplorer], indirect=True)
def test_a_typed_weight_and_a_file_stay_within_bounds(explorer, page, faults):
    page.act("pick", ["w", 0, 0, 0])
    for value in VALUES:
        page.act("type", value)
        weights = explorer.current().network.parameters
        assert abs(weights).max() <= FAR, value
    before = explorer.state
    for content in FILES:
        deliver(explorer.drawer.file_button, method="custom", content=content)
        assert explorer.state == before
    for index in (-1, 10**6, None, "x", math.nan):
        page.move(explorer.drawer.export, index=index)
    explorer.reset()
    page.tell(width=600, ratio=1)
    assert page.rest()[0]["note"] == ""
    faults.texts.clear()


def test_a_link_that_would_train_for_hours_opens_at_once(faults):
    points = " ".join(f"{k % 50 / 10},{k // 50 / 10},{k % 2}" for k in range(1000))
    widest = {f"u{k}": 8 for k in range(1, 7)}
    state = dict(data=OWN, own=points, layers=6, batch=1, epoch=100_000, **widest)
    sent = PlaygroundExplorer()
    sent.controls["epoch"].max = state["epoch"]
    values = list((sent.state | state).values())
    token = token_of(values, sent.token_version)
    sent.close()
    started = time.monotonic()
    received = PlaygroundExplorer.from_token(token)
    assert time.monotonic() - started < 10
    assert received.state["epoch"] == 100_000
    page = FrontEnd(received.live)
    page.tell(width=600, ratio=1)
    assert say("on_the_way", epoch=100_000) in page.frames[-1][0]["caption"]
    assert time.monotonic() - started < 20
    received.close()
