"""What stands under the playground's picture, and what there is no state of: scenarios, the box for
a weight, reading a CSV, writing a program.
"""

import html
import math

import ipywidgets as widgets
import numpy as np

from nncourse.messages import CannotShow, say
from nncourse.playground.changes import index_of, name_of
from nncourse.playground.controls import unlabelled
from nncourse.playground.csv_points import decode
from nncourse.playground.data import FEATURES, OWN
from nncourse.playground.export_frameworks import EXPORTS
from nncourse.playground.file_button import FileButton
from nncourse.playground.own_points import (
    MOST_POINTS,
    REACH,
    Columns,
    on_plane,
    read_points,
    write_points,
)
from nncourse.playground.scenarios import SCENARIOS
from nncourse.playground.settings import Settings
from nncourse.widgets import page

ROWS = [
    ["data", "noise", "share", "sample", "drawn_class", "show_test", "discrete", "see_other"],
    ["layers", *(f"{kind}{k}" for k in range(1, 7) for kind in "ua"), "weights", "init"],
    ["loss", "optimizer", "rate", "batch", "penalty", "strength", "dropout"],
]
SETUP = [
    "data",
    "noise",
    "share",
    "sample",
    "own",
    "columns",
    "features",
    "layers",
    "loss",
    "init",
    "weights",
]

SPACING = 0.5  # from one point to the next of a stroke


def _readable(value):
    """A number to four decimal places, and to four digits at least."""
    value = float(value)
    digits = 4
    if 0 < abs(value) < 1:
        digits = 3 - math.floor(math.log10(abs(value)))
    return round(value, max(digits, 4))


class Panel:
    """The rows under the picture of ``explorer``, and what happens in them."""

    def __init__(self, explorer):
        self.explorer = explorer
        names = [(say("scenario"), ""), *((say(f"title_{name}"), name) for name in SCENARIOS)]
        self.scenario = unlabelled(widgets.Dropdown(options=names, description=say("scenario")))
        self.words = widgets.HTML()
        self.typed = widgets.FloatText(0, step=0.1, description=say("pick_one"))
        self.file_button = FileButton(
            say("csv"),
            self._read,
            lambda sentence: self.tell([sentence]),
        )
        kinds = [(say("export"), ""), *((name, name) for name in EXPORTS)]
        kinds[1:1] = [(say("link"), "link")] if page.address() else []
        self.export = unlabelled(widgets.Dropdown(options=kinds, description=say("export")))
        self.program = unlabelled(widgets.Textarea(rows=12, description=say("export")))
        self.program.layout.display = "none"
        self._showing = False

    def rows(self, top, buttons):
        """All that stands under the picture; ``top`` is the row of the timeline."""
        controls = self.explorer.controls
        self._own_only = [b for b in buttons if b.description in (say("undo"), say("clear"))]
        self._show_own()
        rows = [widgets.Box([controls[name] for name in row]) for row in ROWS]
        last = widgets.Box([self.scenario, self.typed, self.export, self.file_button, *buttons])
        for row in [*rows, last]:
            row.add_class("nncourse-playground")
        top.children = [*top.children, controls["speed"], controls["stop"]]
        top.remove_class("nncourse-wide").add_class("nncourse-playground").add_class("nncourse-top")
        return [top, *rows, last, self.words, self.program]

    def listen(self):
        """Hear what the reader does."""
        explorer = self.explorer
        controls = explorer.controls
        Settings(explorer).listen()
        for name in [*SETUP, *(f"{kind}{k}" for kind in "ua" for k in range(1, 7))]:
            controls[name].observe(lambda change: self._begin_anew(), "value")
        controls["data"].observe(lambda change: self._show_own(), "value")
        for name in controls.keys() - {"probe"}:  # the pointer passes on its way to the program
            controls[name].observe(lambda change: self._put_away(), "value")
        self.scenario.observe(lambda change: self._choose(), "value")
        self.typed.observe(lambda change: self._take_typed(), "value")
        self.export.observe(lambda change: self._write(), "value")

    def _show_own(self):
        """Undo and Clear are of one's own data."""
        for button in self._own_only:
            button.layout.display = None if self.explorer.state["data"] == OWN else "none"

    def _begin_anew(self):
        """Another setup: what was learned, and changed on the way, was of the old one."""
        explorer = self.explorer
        if not explorer.quiet:
            explorer.controls["changes"].value = ""
            explorer.controls["epoch"].value = 0

    def _choose(self):
        """Another scenario; a run that was kept to compare with stays."""
        other = self.explorer.state["other"]
        self.explorer.reset()
        self.explorer.set(other=other if self.scenario.value else "")
        self.ask()

    def ask(self):
        """Show what to ask before Play, and, folded, what to look for after."""
        name = self.scenario.value
        words = ""
        if name:
            ask = say("ask_" + name)
            click = say("look_for")
            look = say("look_" + name)
            words = f"<b>{ask}</b><details><summary>{click}</summary>{look}</details>"
        self.words.value = words

    def toggle_feature(self, name):
        """Switch a feature on or off; the last one stays on."""
        control = self.explorer.controls["features"]
        chosen = set(control.value.split("|")) ^ {name}
        if chosen:
            control.value = "|".join(feature for feature in FEATURES if feature in chosen)

    def on_plane(self, kind, x, y):
        """A point of one's own is drawn; or the values at a place are shown."""
        controls = self.explorer.controls
        state = self.explorer.state
        x, y = np.clip((x, y), -REACH, REACH)  # a stroke may leave the plane
        if state["data"] == OWN and kind in ("press", "drag"):
            self._draw_point(kind == "press", x, y, state)
        elif kind != "release":
            controls["probe"].value = f"{x:.2f},{y:.2f}"

    def _draw_point(self, pressed, x, y, state):
        """A point at a place on the plane; while it is dragged, not too near to the last one."""
        points = read_points(state["own"])
        columns = Columns.from_text(state["columns"])
        if points and not pressed:
            last, _ = on_plane(points[-1:], columns)
            if np.hypot(*(last[0] - (x, y))) <= SPACING:
                return
        if len(points) == MOST_POINTS:
            self.tell([say("no_room", most=MOST_POINTS)])
            return
        new = *columns.from_plane(x, y), state["drawn_class"]
        self.explorer.controls["own"].value = write_points([*points, new])

    def show(self, run):
        """Have the box show the picked weight or bias: one that was typed, with all its digits."""
        index = None if run.empty else index_of(run.network, self.explorer.picked)
        self._showing = True
        self.typed.disabled = index is None
        if index is not None:
            self.typed.description = name_of(self.explorer.picked)
            typed = dict(run.edits(run.epoch))
            self.typed.value = typed.get(index, _readable(run.network.parameters[index]))
        self._showing = False

    def _take_typed(self):
        if not self._showing and np.isfinite(self.typed.value):
            self.explorer.type_parameter(self.typed.value)

    def _read(self, content, languages):
        """Read points from a file, as bytes, that was chosen in a browser of these languages."""
        try:
            text, guess = decode(content, languages)
        except CannotShow as error:
            self.tell([str(error)])
            return
        said = self.explorer.load_csv(text)
        self.tell([guess, *said] if guess else said)

    def tell(self, sentences):
        """Show sentences under the controls, each on a line of its own."""
        self.words.value = "<br>".join(map(html.escape, sentences))

    def _put_away(self):
        """What was written is no longer of this state."""
        self.export.value = ""

    def _write(self):
        kind = self.export.value
        text = ""
        if kind:
            self.explorer.player.stop()  # else the next frame would put the text away
        if kind == "link":
            text = self.explorer.link
        elif run := self.explorer.current() if kind else None:
            text = EXPORTS[kind](run)
        self.program.value = text
        self.program.layout.display = None if text else "none"
