"""Explorers in the kernel: what the controls do, what they say, what they leave behind."""

import base64
import gc
import io
import json
import weakref
import zlib
from types import SimpleNamespace

import numpy as np
import pytest
from front_end import FrontEnd
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.events import EventManager
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult
from PIL import Image, ImageFilter

from nncourse import explorers, predict
from nncourse.explorers import LearningExplorer, NeuronExplorer
from nncourse.explorers._base.controls import (
    Memory,
    SentenceBox,
    TextBox,
    Timeline,
    dropdown,
    options_of,
    slider,
)
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.tokens import token_of
from nncourse.messages import CannotShow, say
from nncourse.widgets import cells, jupyter_internals
from nncourse.widgets.frames import _inside
from nncourse.widgets.jupyter_internals import is_open, open_widgets
from nncourse.widgets.number_control import NumberControl

ROUNDING = 40, 0.1  # of 255, at most and on average: layers on each other, against one
FEW = 0.001  # of all pixels
SHADE = 8  # of 255: what choosing another palette may change
ARROWS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}


class Line(Explorer):
    """A small explorer: a line at a height, and a test point's place along it."""

    size = (3, 2)

    def make_controls(self):
        return {
            "height": slider("height", 0, -1, 1),
            "place": NumberControl(0, min=-1, max=1, slider=False),
            "colour": dropdown("colour", ["black", "red"]),
        }

    def model(self, height, place, colour):
        return dict(height=height, place=place, colour=colour)

    def build(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(-1, 1), ylim=(-1, 1))
        (line,) = ax.plot([], [])
        return SimpleNamespace(ax=ax, line=line)

    def draw(self, height, place, colour):
        self.artists.line.set_data([place, 1], [height, height])
        self.artists.line.set_color(colour)

    def describe(self, height, place, colour):
        return f"a {colour} line at {height:.2f} from {place:.2f}"

    def on_pointer(self, kind, ax, x, y):
        self.set(place=x)

    def on_arrows(self, dx, dy):
        self.set(place=self.state["place"] + dx / 100, height=self.state["height"] + dy / 100)


class Notebook:
    """What runs cells: IPython's part in it, with or without a cell's id."""

    def __init__(self, monkeypatch, tells_ids=True):
        self.tells_ids = tells_ids
        self.events = EventManager(self, {"post_run_cell": None})
        self.kernel = SimpleNamespace(_parent_header=None)
        monkeypatch.setattr(jupyter_internals, "get_ipython", lambda: self)
        monkeypatch.setattr(cells, "_shown", {})

    def run(self, cell, *shown):
        """Run a cell that shows explorers."""
        self.kernel._parent_header = {"metadata": {"cellId": cell}}
        for explorer in shown:
            cells.shows(explorer)
        info = ExecutionInfo("", True, False, True, cell if self.tells_ids else None)
        self.events.trigger("post_run_cell", ExecutionResult(info))


class LowLine(Line):
    """One that cannot be drawn everywhere."""

    def model(self, height, place, colour):
        if height > 0.9:
            raise CannotShow("Too high.")
        return super().model(height, place, colour)


STARTS = {  # where every control makes a difference
    explorers.BuilderExplorer: dict(layers=3),
    explorers.FoldExplorer: dict(data="circle", activation="sigmoid", w12=0.5, fold=2.9),
    explorers.ForwardExplorer: dict(inputs=3, layers=2, step=6),
    explorers.BackpropExplorer: dict(step=30, inputs=4, layers=2, first=3, outputs=3),
    LearningExplorer: dict(epoch=50),
    explorers.NoiseExplorer: dict(seen=50),
    explorers.OptimizerRaceExplorer: dict(step=60),
    explorers.LearningRateExplorer: dict(step=5),
    explorers.ParityExplorer: dict(optimizer="Adam"),
    explorers.DepthExplorer: dict(step=20, scale=2, activation="relu", clip="1"),
    explorers.RandomStartsExplorer: dict(epoch=100),
    explorers.OverfittingExplorer: dict(epoch=400),
    explorers.DataTroublesExplorer: dict(rare=20, factor=10),
}
ALL = [Line, *(getattr(explorers, name) for name in explorers.__all__)]
SAMPLE = [Line, NeuronExplorer, LearningExplorer]  # for what is the same code in all of them


@pytest.fixture(params=ALL)
def explorer(request):
    explorer = request.param(**STARTS.get(request.param, {}))
    yield explorer
    explorer.close()


@pytest.fixture(
    params=[kind if kind in SAMPLE else pytest.param(kind, marks=pytest.mark.slow) for kind in ALL]
)
def sampled(request):
    """As ``explorer``, of a sample of the kinds; the slow tests try all."""
    explorer = request.param(**STARTS.get(request.param, {}))
    yield explorer
    explorer.close()


@pytest.fixture
def line():
    line = Line()
    yield line
    line.close()


def chosen(control):
    """The values of a control that is no number."""
    if isinstance(control.value, bool):
        return False, True
    if isinstance(control, TextBox | SentenceBox):
        return control.examples
    return options_of(control) if hasattr(control, "options") else None


def whole(control):
    """Whether a control takes whole numbers alone."""
    return isinstance(control.value, int) and not chosen(control)


def values(control):
    """The least, middle and greatest value of a number, or all options."""
    if chosen(control):
        return chosen(control)
    middle = (control.min + control.max) / 2
    return control.min, round(middle) if whole(control) else middle, control.max


def random_state(explorer, rng):
    """A random state, without the choices that take a figure apart and lay it out again."""
    numbers = {n: c for n, c in explorer.controls.items() if not chosen(c)}
    drawn = {name: rng.uniform(control.min, control.max) for name, control in numbers.items()}
    return {name: round(x) if whole(numbers[name]) else x for name, x in drawn.items()}


def any_state(explorer, rng):
    """A random state."""
    choices = {name: chosen(c) for name, c in explorer.controls.items() if chosen(c)}
    drawn = {name: some[rng.integers(len(some))] for name, some in choices.items()}
    return random_state(explorer, rng) | drawn


def drawn_whole(figure):
    """The pixels of a figure drawn without tricks, with the axes where they are."""
    layout = figure.get_layout_engine()
    figure.set_layout_engine("none")  # it would make room for what moves, too, and axes jump
    for artist in _inside(figure):
        artist.set_animated(False)
    figure.canvas.draw()
    figure.set_layout_engine(layout)
    return np.asarray(figure.canvas.buffer_rgba())[..., :3]


def test_every_control_changes_picture_and_caption(explorer, thorough):
    page = FrontEnd(explorer.live)
    page.look()
    shown = explorer.controls.keys() - set(explorer.unused_controls(**explorer.state))
    for name, control in [(name, explorer.controls[name]) for name in shown]:
        seen = []
        offered = values(control)
        for value in offered if thorough else [*offered[:2], *offered[2:][-1:]]:
            explorer.set(**{name: value})
            content, picture = page.rest()
            assert content["caption"] == explorer.caption and content["note"] == ""
            seen.append((content["caption"], picture.tobytes()))
        captions, pictures = zip(*seen, strict=True)
        assert len(set(pictures)) == len(pictures), name
        assert len(set(captions)) > 1, name
        explorer.reset()


def test_reset_brings_everything_back(explorer):
    before = explorer.state
    still = explorer.live.still()
    for name, control in explorer.controls.items():
        explorer.set(**{name: values(control)[-1]})
    assert explorer.state != before
    explorer.buttons["reset"].click()
    assert explorer.state == before
    caption, picture = explorer.live.still()
    assert caption == still[0]
    assert same_but_for_a_pixel(still[1], picture) and same_but_for_a_pixel(picture, still[1])


def same_but_for_a_pixel(png, other):
    """Whether each colour of ``other`` is also in ``png``, at most a pixel away: a layout that is
    solved again may end one pixel elsewhere.
    """
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    low = np.asarray(picture.filter(ImageFilter.MinFilter(3))).astype(int)
    high = np.asarray(picture.filter(ImageFilter.MaxFilter(3))).astype(int)
    seen = np.asarray(Image.open(io.BytesIO(other)).convert("RGB")).astype(int)
    return (seen >= low - SHADE).all() and (seen <= high + SHADE).all()


def test_what_is_kept_and_redrawn_equals_a_whole_drawing(explorer, thorough):
    page = FrontEnd(explorer.live)
    rng = np.random.default_rng(0)
    for width, ratio in [(900, 1), (460, 2)]:
        page.look(width, ratio)
        for _ in range(3 if thorough else 1):
            explorer.set(**any_state(explorer, rng))
            _, shown = page.rest()
            whole = drawn_whole(explorer.figure).astype(int)
            apart = np.abs(whole - shown)
            far = apart.max(axis=2) > ROUNDING[0]
            assert apart[~far].mean() <= ROUNDING[1]
            assert not far.any() or are_edges(far, whole, shown)
            explorer.relayout()


def are_edges(far, whole, shown):
    """Whether the few pixels that are ``far`` apart lie at edges of a table's cells.

    Such an edge may fall on the middle of a pixel, and it is the last bit that says whose it is.
    """
    best = []
    for axis in (0, 1):
        beside = [np.roll(whole, step, axis=axis) for step in (-1, 1)]
        apart = [np.abs(moved - shown)[far].max(axis=1) for moved in beside]
        best.append(np.min(apart, axis=0).max())
    return far.mean() <= FEW and min(best) <= ROUNDING[0]


def test_moves_leave_nothing_behind(explorer, thorough):
    page = FrontEnd(explorer.live)
    rng = np.random.default_rng(0)
    page.look(460)
    counts = set()
    gc.collect()
    figures = weakref.WeakSet([explorer.figure])
    n = len(open_widgets())
    start = explorer.state
    names = explorer.guide.offered
    for i in range(30 if thorough else 4):  # each moves every control
        if names:
            explorer.guide.go(names[i % len(names)])
            page.loop.turn()  # and the hand that moves others meets it on its way
        explorer.set(**start)
        explorer.set(**random_state(explorer, rng))
        page.acknowledge()
        del page.frames[:-1]
        if i % 3 == 0:
            counts.add(len(explorer.figure.findobj()))
    assert len(counts) == 1 and len(open_widgets()) == n and len(figures) == 1
    assert len(page.loop.waiting) <= 1


def test_what_is_closed_goes_although_python_still_knows_it(sampled):
    n = len(open_widgets())
    start = sampled.state
    another = type(sampled)(**start)
    FrontEnd(another.live).look(460)
    gone = weakref.ref(another.figure), weakref.ref(another.live.figure.axes[0])
    another.close()  # and still known here, as it is to IPython's Out
    gc.collect()
    assert len(open_widgets()) == n and [ref() for ref in gone if ref()] == []
    assert another.state == start


def test_a_question_that_is_asked_again_leaves_nothing_behind(monkeypatch):
    run = Notebook(monkeypatch).run
    counts = set()
    for _ in range(3):
        predict("bias")._repr_mimebundle_()
        run("A")
        counts.add(len(open_widgets()))
    assert len(counts) == 1


def test_what_is_dropped_without_close_is_closed_by_the_next_run_of_its_cell(monkeypatch):
    run = Notebook(monkeypatch).run

    one = Line()
    two = Line()
    three = Line()
    run("A", one, two)
    run("B", one, three)
    run("A", two)
    assert all(map(is_open, (one, two, three)))  # B still shows one
    run("A")
    assert not is_open(two)
    last = Line()
    run("B", last)
    assert not is_open(one) and not is_open(three)
    last.close()


def test_the_output_has_picture_and_words_for_readers_without_a_kernel(explorer):
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == explorer.caption
    assert bundle["image/png"].startswith("iVBOR")
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_panels_side_by_side_have_one_top_and_one_bottom(explorer):
    page = FrontEnd(explorer.live)
    page.look()
    page.tell(width=828, ratio=1, tallest=330)  # as in a small window
    rows = {}
    for ax in explorer.figure.axes:
        if ax.axison:
            rows.setdefault(ax.get_subplotspec().rowspan, []).append(ax.get_position().intervaly)
    for ends in rows.values():
        assert np.ptp(ends, axis=0).max() * explorer.figure.bbox.height < 1


def test_a_state_that_cannot_be_drawn_says_so_and_the_last_good_picture_stays():
    line = LowLine()
    page = FrontEnd(line.live)
    line.set(height=0.5)
    _, good = page.look()
    line.set(height=0.95)
    content, picture = page.rest()
    assert content["note"] == "Too high." and "0.50" in content["caption"]
    np.testing.assert_array_equal(picture, good)
    line.set(height=0.6)
    content, picture = page.rest()
    assert content["note"] == "" and "0.60" in content["caption"]
    assert (picture != good).any()
    line.close()


def test_names_and_values_that_do_not_fit_are_told_in_one_sentence(explorer):
    texts = TextBox | SentenceBox
    numbers = {n: c for n, c in explorer.controls.items() if not isinstance(c, texts)}
    for wrong in [dict(nonsense=1)] + [{name: "nonsense"} for name in numbers]:
        with pytest.raises(ValueError, match=next(iter(wrong))) as told:
            explorer.set(**wrong)
        assert "\n" not in str(told.value) and "trait" not in str(told.value)
    with pytest.raises(ValueError, match="nonsense"):
        type(explorer)(nonsense=1)
    for name, control in explorer.controls.items():
        if not chosen(control):
            kind = "whole" if whole(control) else "finite"
            for wrong in (float("nan"), float("inf"), *([2.5] if whole(control) else [])):
                with pytest.raises(ValueError, match=f"{name} must be a {kind} number"):
                    explorer.set(**{name: wrong})


def test_the_choices_are_named_where_another_is_asked_for(line):
    for wrong in ("redd", None, 2):
        with pytest.raises(ValueError) as told:
            line.set(colour=wrong)
        assert str(told.value) == f"colour must be one of black, red, not {wrong!r}."


def test_a_token_brings_the_state_back(explorer):
    rng = np.random.default_rng(0)
    for _ in range(3):
        explorer.set(**any_state(explorer, rng))
        again = type(explorer).from_token(explorer.token)
        assert again.state == explorer.state and again.caption == explorer.caption
        assert explorer.token.replace("-", "").replace("_", "").isalnum()
        again.close()


def cut_or_changed(token):
    """A strategy for texts that are nearly the token."""
    place = st.integers(0, len(token) - 1)
    letter = st.sampled_from("Aa0-_ é")
    changed = st.builds(lambda i, c: token[:i] + c + token[i + 1 :], place, letter)
    return st.builds(lambda n: token[:n], place) | changed


@given(data=st.data())
def test_other_texts_are_no_tokens(data):
    n = len(open_widgets())
    line = Line(height=0.3)
    token = data.draw(cut_or_changed(line.token) | st.text() | st.none() | st.integers())
    try:
        again = Line.from_token(token)
    except ValueError as error:
        assert str(error) in (say("bad_token"), say("other_token"))
    else:
        assert again.state == line.state  # an unused bit of the last letter
        again.close()
    line.close()
    assert len(open_widgets()) == n


@pytest.mark.parametrize(
    "held", ["x", 1, None, [], [1, 2], [0, 0, "green"], {"height": 1}, [[]] * 3]
)
def test_what_is_packed_as_a_token_and_is_none_is_refused(held, line):
    line._start = None
    token = token_of(held, 1)
    packed = json.dumps(held)
    for text in (token, packed):
        with pytest.raises(ValueError, match="not a token of this explorer"):
            Line.from_token(text)


def test_a_token_of_a_thousand_brackets_is_refused():
    token = base64.urlsafe_b64encode(zlib.compress(b"[" * 2000)).decode()
    with pytest.raises(ValueError, match="not a token of this explorer"):
        Line.from_token(token)


def press(page, ax, x, y, kind="press"):
    """Point at a place of an axes, in data coordinates."""
    to_page = ax.transData + ax.figure.transFigure.inverted()
    px, py = to_page.transform((x, y))
    page.tell(pointer=kind, x=px, y=py)


def test_a_drag_past_the_edge_stops_at_the_control_s_own_bounds(line):
    page = FrontEnd(line.live)
    page.look()
    press(page, line.artists.ax, 0.5, 0.5)
    assert line.state["place"] == pytest.approx(0.5)
    press(page, line.artists.ax, 3, 0, "drag")
    assert line.state["place"] == 1
    assert page.rest()[0]["caption"] == "a black line at 0.00 from 1.00"


def test_neuron_the_point_goes_where_the_mouse_points():
    neuron = NeuronExplorer()
    page = FrontEnd(neuron.live)
    page.look()
    diagram, plane = neuron.figure.axes
    press(page, plane, 4.123, 1.456)
    assert (neuron.state["x1"], neuron.state["x2"]) == (4.12, 1.46)
    press(page, plane, 99, -99, "drag")
    assert (neuron.state["x1"], neuron.state["x2"]) == (10, -10)
    press(page, diagram, 5, 5)
    press(page, diagram, 5, 6, "drag")
    assert (neuron.state["x1"], neuron.state["x2"]) == (10, -10)
    neuron.close()


@pytest.mark.parametrize("kind, x, y", [(Line, "place", "height"), (NeuronExplorer, "x1", "x2")])
def test_arrow_keys_move_in_small_and_large_steps(kind, x, y):
    explorer = kind()
    page = FrontEnd(explorer.live)
    page.look()
    for key, (dx, dy) in ARROWS.items():
        moved = []
        for large in (False, True):
            explorer.reset()
            page.tell(key=key, large=large)
            moved.append([explorer.state[name] - explorer._start[name] for name in (x, y)])
        small, large = np.array(moved)
        assert (np.sign(small) == (dx, dy)).all()
        np.testing.assert_allclose(large, 10 * small, rtol=0.1, atol=0.005)
    explorer.close()


def _classes(part):
    return getattr(part, "_dom_classes", ())


def test_controls_that_make_no_difference_are_not_shown():
    builder = explorers.BuilderExplorer(layers=1).hide("outputs")

    def shown():
        told = {name: control for name, control in builder.controls.items() if is_open(control)}
        looks = {name: control.layout for name, control in told.items()}
        here = {name: look for name, look in looks.items() if look.display != "none"}
        return [name for name, look in here.items() if look.visibility != "hidden"]

    assert shown() == ["network", "inputs", "layers", "first"]
    builder.set(layers=2)
    assert shown() == ["network", "inputs", "layers", "first", "second"]
    headings = [part for part in builder.parts() if "nncourse-heading" in _classes(part)]
    assert [heading.layout.visibility for heading in headings] == [None, None]
    builder.set(network="100-100-1")
    assert shown() == ["network"]
    assert [heading.layout.visibility for heading in headings] == [None, "hidden"]
    builder.close()


def test_many_controls_stand_in_groups_each_in_one(explorer):
    apart = (Memory, Timeline, SentenceBox)
    beside_buttons = []
    for box in explorer.parts():
        if "nncourse-actions" in _classes(box):
            beside_buttons += box.children
    names = []
    for name, control in explorer.controls.items():
        if not isinstance(control, apart) and control not in beside_buttons:
            names.append(name)
    grouped = [name for _, members in explorer.groups for name in members]
    assert len(explorer.controls) <= 4 or explorer.groups
    assert not explorer.groups or sorted(grouped) == sorted(names)


def test_a_control_without_use_keeps_its_place_and_no_other_moves(explorer):
    def places():
        boxes = [box for box in explorer.children if "nncourse-controls" in box._dom_classes]
        held = [group.children for box in boxes for group in box.children]
        return held, [control.layout.display for control in explorer.controls.values()]

    before = places()
    for control in explorer.controls.values():
        values = (control.min,) if isinstance(control, NumberControl) else chosen(control)
        for value in values:
            control.value = value
            assert places() == before


def test_larger_type_is_larger_and_goes_back(sampled):
    page = FrontEnd(sampled.live)
    before = page.look(900)[1]
    sampled.larger.value = True
    assert sampled.figure.dpi > 100
    assert page.rest()[1].shape[1] <= 900
    sampled.larger.value = False
    np.testing.assert_array_equal(page.rest()[1], before)


def test_larger_type_is_for_all_explorers_those_to_come_too():
    first = Line()
    second = LowLine()
    closed = Line()
    closed.close()
    FrontEnd(first.live).look(), FrontEnd(second.live).look()
    first.larger.value = True
    later = Line()
    FrontEnd(later.live).look()
    assert first.figure.dpi == second.figure.dpi == later.figure.dpi > 130
    assert not closed.live.large
    second.larger.value = False
    assert not first.live.large and first.figure.dpi == second.figure.dpi == 100
    for line in (first, second, later):
        line.close()


def test_a_token_carries_a_version_and_one_without_is_read(line, monkeypatch):
    line.set(height=0.3, place=0.1)
    assert line.token.startswith("1-")
    again = Line.from_token(line.token.removeprefix("1-"))
    assert again.state == line.state
    again.close()
    token = line.token
    monkeypatch.setattr(Line, "token_version", 2)
    for old in (token, token.removeprefix("1-")):
        with pytest.raises(ValueError) as told:
            Line.from_token(old)
        assert str(told.value) == say("other_token")


class BrokenLine(Line):
    """One whose model has a fault in some states."""

    def model(self, height, place, colour):
        if height > 0.9:
            raise ZeroDivisionError("a fault")
        return super().model(height, place, colour)


def test_a_token_is_computed_before_it_is_believed(faults):
    n = len(open_widgets())
    token = token_of([0.95, 0.1, "red"], 1)
    for kind in (LowLine, BrokenLine):
        with pytest.raises(ValueError) as told:
            kind.from_token(token)
        assert str(told.value) == say("bad_token")
    assert "ZeroDivisionError" in faults.texts.pop() and not faults.texts
    assert len(open_widgets()) == n


def test_a_long_text_is_refused_in_a_short_sentence():
    for text in ("A" * 1_000_000, "1-" + "A" * 1000, "9" * 5000, token_of(["x" * 9000] * 3, 1)):
        with pytest.raises(ValueError) as told:
            Line.from_token(text)
        assert len(str(told.value)) < 200


@given(values=st.lists(st.none() | st.booleans() | st.integers() | st.floats() | st.text()))
def test_whatever_values_a_token_holds_are_a_state_or_get_a_sentence(values):
    n = len(open_widgets())
    try:
        again = Line.from_token(token_of(values, 1))
    except ValueError as error:
        assert str(error) == say("bad_token")
    else:
        assert Line.from_token(again.token).state == again.state
        for widget in list(open_widgets().values())[n:]:
            widget.close()


def test_an_explorer_that_a_variable_kept_is_shown_again(monkeypatch, sampled, capsys):
    run = Notebook(monkeypatch).run
    n = len(open_widgets())
    kept = type(sampled)()
    run("A", kept)
    state = any_state(kept, np.random.default_rng(1))
    kept.set(**state)
    opened = len(open_widgets())
    caption = kept.caption
    run("A")  # the cell shows something else now
    assert not is_open(kept) and len(open_widgets()) == n
    kept._ipython_display_()
    run("B")
    assert is_open(kept) and len(open_widgets()) == opened and kept.caption == caption
    page = FrontEnd(kept.live)
    content, _ = page.look()
    assert content["caption"] == caption and content["whole"]
    kept.reset()
    assert page.rest()[0]["caption"] == type(sampled)().caption
    bundle = kept._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle and bundle["image/png"]
    kept.close()
    assert not is_open(kept)


DRAGGED = [
    "Activation", "Digits", "Hinge", "LearningRate", "LineFit", "Neuron", "NeuronLoss",
    "OptimizerRace", "Threshold", "TwoLosses", "Vowel",
]  # fmt: skip


def test_what_can_be_dragged_has_a_grip_where_it_is(explorer):
    """A finger on a grip drags; anywhere else it scrolls the page."""
    page = FrontEnd(explorer.live)
    words, _ = page.look()
    has_grips = type(explorer).__name__.removesuffix("Explorer") in DRAGGED
    assert bool(words["grips"]) == has_grips
    for left, top, width, height in words["grips"]:
        assert 0 < width <= 1 and 0 < height <= 1
        middle = left + width / 2, top + height / 2
        assert all(-0.05 <= part <= 1.05 for part in middle)
