"""The playground itself: one table of controls, one run, one picture."""

import math
from types import SimpleNamespace

import numpy as np

from nncourse.draw.numbers import short
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, say
from nncourse.playground.controls import make_controls
from nncourse.playground.curves import Curves
from nncourse.playground.data import FEATURES, OWN
from nncourse.playground.diagram import Diagram
from nncourse.playground.interactions import Interactions
from nncourse.playground.link import Link
from nncourse.playground.output_plane import OutputPlane
from nncourse.playground.outputs import at_point, lines_of, maps_of, percents_right
from nncourse.playground.own_points import N_CLASSES, REACH, Columns
from nncourse.playground.panel import Panel
from nncourse.playground.run_cache import VIEWS, RunCache

FARTHEST = 100_000  # epochs
PATIENCE = 0.1  # seconds of training before a frame is drawn, while a long way is caught up


class PlaygroundExplorer(RunCache, Interactions, Link, Explorer):
    """Everything of a small network and its training, open to be moved."""

    size = (11.4, 3.5)
    narrow = ("aa", "aa", "bc", "bd")
    actions = ("new_weights", "regenerate", "fork", "undo", "clear")
    hovers = True
    token_version = 2  # one's own points are in the numbers of their file
    longest = 300_000  # for a thousand points of one's own with all their digits, and a fork

    def __init__(self, **start):
        self._runs = {}
        self.quiet = False  # are controls set that are no reader's moves?
        self._cursor = (0, 0)
        self.picked = None
        self.panel = Panel(self)
        super().__init__(**start)
        self.player.until = self.rule_says_stop

    def make_controls(self):
        return make_controls()

    def arrange(self, rows, buttons):
        return self.panel.rows(rows[0], buttons)

    def set(self, **state):
        """What is set from here holds from the start; what a reader moves, from this epoch on."""
        before = self.quiet
        self.quiet = True
        ends = self.controls["epoch"]
        try:
            while isinstance(state.get("epoch"), int) and ends.max < min(state["epoch"], FARTHEST):
                ends.max = min(2 * ends.max, FARTHEST)
            super().set(**state)
        finally:
            self.quiet = before

    def update_bounds(self, epoch, speed, columns, **_):
        self._name_classes(columns)
        ends = self.controls["epoch"]
        ends.stride = speed
        if epoch == ends.max:
            ends.max = min(2 * ends.max, FARTHEST)

    def _name_classes(self, text):
        """Offer the classes that are drawn by the labels of the file, where there are any."""
        try:
            columns = Columns.from_text(text)
        except CannotShow:
            return
        options = tuple(range(N_CLASSES))
        if columns.labels:
            named = [(f"{k} · {label}", k) for k, label in enumerate(columns.labels)]
            others = [(str(k), k) for k in options[len(named) :]]
            options = (*named, *others)
        control = self.controls["drawn_class"]
        if control.options != options:
            value = control.value
            control.options = options
            control.value = value

    def unused_controls(self, layers, data, penalty, other, **_):
        unseen = [f"{kind}{k}" for kind in "ua" for k in range(layers + 1, 7)]
        unseen += ["noise", "sample", "show_test"] if data == OWN else ["drawn_class"]
        unseen += [] if penalty != "none" else ["strength"]
        return unseen if other else [*unseen, "see_other"]

    def model(self, epoch, other, unit, probe, show_test, discrete, see_other, **state):
        state = {name: value for name, value in state.items() if name not in VIEWS}
        run = self.run(**state)
        others = None
        patience = PATIENCE if self.waits else np.inf
        reached = run.go(epoch, patience)
        if other:
            others = self.run("other", **self.other_state(other))
            others.go(reached, patience)
        shown = others if see_other and others else run
        return dict(
            epoch=epoch,
            reached=reached,
            run=run,
            others=others,
            shown=shown,
            probe=_point(probe),
            show_test=show_test or run.setup.data == OWN,
            discrete=discrete,
            **maps_of(shown, unit),
        )

    @property
    def waits(self):
        """Whether a long way is caught up a little at a time, with frames between."""
        return self.trying or (self.live is not None and self.live.home.loop is not None)

    def build(self, figure):
        grid = figure.add_gridspec(2, 3, width_ratios=[1.75, 1.15, 0.9], height_ratios=[1.5, 1])
        diagram = Diagram(figure.add_subplot(grid[:, 0]))
        plane = OutputPlane(figure.add_subplot(grid[:, 1]))
        curves = Curves(figure.add_subplot(grid[0, 2]), figure.add_subplot(grid[1, 2]))
        self.panel.listen()  # before frames are asked for: they show what follows from a move too
        return SimpleNamespace(diagram=diagram, plane=plane, curves=curves)

    def draw(
        self,
        epoch,
        reached,
        run,
        others,
        shown,
        probe,
        show_test,
        discrete,
        maps,
        surface,
        scale,
        alone,
    ):
        chosen = [list(FEATURES).index(name) for name in shown.setup.features]
        values = at_point(shown, probe) if probe else None
        self.artists.diagram.thumbnails.move(shown.setup.data, self._cursor)
        self.artists.diagram.move(
            shown.network, chosen, maps, 1.0, self._cursor, self.picked, values
        )
        classes = 2 if alone and shown.classes else shown.classes
        self.artists.plane.move(surface, scale, shown.parts, classes, show_test, discrete, probe)
        theirs = others.losses[: reached + 1] if others else None
        new_axes = self.artists.curves.move(run.losses, theirs, reached, lines_of(shown, probe))
        if self.artists.plane.show_columns(shown.columns) or new_axes:
            self.relayout()
        self.panel.show(run)
        if reached < epoch and not (run.stopped or run.empty) and self.waits:
            self.live.home.loop.call_later(0.001, self.live.changed)

    def describe(self, epoch, reached, run, shown, probe, alone, **_):
        if shown.empty:
            return say("no_points_yet")
        train, test = map(short, shown.measured())
        text = "" if shown is run else say("kept_run") + " "
        text += say("playground", epoch=shown.epoch, train=train, test=test)
        if shown.classes:
            train, test = percents_right(shown)
            text += " " + say("playground_right", train=train, test=test)
        text += " " + say("one_unit") if alone else ""
        text += " " + lines_of(shown, probe)[-1] + "." if probe else ""
        text += " " + say("on_the_way", epoch=epoch) if reached < epoch and not run.stopped else ""
        return text + (f" {shown.stopped}" if shown.stopped else "")


def _point(text):
    """A place on the plane from a text such as 1.0,-2.0; None from an empty one."""
    if not text:
        return None
    try:
        x1, x2 = map(float, text.split(","))
    except ValueError:
        raise CannotShow(say("no_point", text=text[:60])) from None
    if not (math.isfinite(x1) and math.isfinite(x2)):
        raise CannotShow(say("no_point", text=text[:60]))
    return tuple(np.clip((x1, x2), -REACH, REACH).tolist())
