"""The playground itself: one table of controls, one run, one picture.

Its parts: ``Runs`` finds the run of a state, ``Stage`` shows it on the page, ``Still`` in a
notebook's output, ``Moves`` answers the reader, ``Settings`` hears what is changed on the way, and
``Drawer`` is what is under the stage.
"""

import html
import math
import os
import time
from urllib.parse import parse_qs

import numpy as np

from nncourse.explorers._base.controls import Memory
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.tokens import OtherVersion
from nncourse.messages import CannotShow, say
from nncourse.playground.controls import make_controls
from nncourse.playground.data import OWN
from nncourse.playground.drawer import Drawer
from nncourse.playground.moves import Moves
from nncourse.playground.own_points import N_CLASSES, REACH, Columns
from nncourse.playground.runs import Runs
from nncourse.playground.scenarios import SCENARIOS, in_strip
from nncourse.playground.scene import scene_of
from nncourse.playground.settings import Settings
from nncourse.playground.stage import Stage
from nncourse.playground.state import State
from nncourse.playground.still import Still, point_line
from nncourse.widgets import page

FARTHEST = 100_000  # epochs
LEAST = 60  # epochs a second while it plays, if the network is trained as fast
MOST = 5  # epochs a frame to keep to that
PATIENCE = 0.1  # seconds of training before a frame is drawn, while a long way is caught up
DRAWN = ("rate", "loss", "optimizer", "penalty", "strength", "noise", "share", "batch", "a1")
SETUP = (  # another value of these begins anew
    *("data", "noise", "share", "sample", "own", "columns", "features", "layers", "loss", "init"),
    *("weights", "u1", "u2", "u3", "u4", "u5", "u6", "a1", "a2", "a3", "a4", "a5", "a6"),
)


class PlaygroundExplorer(Explorer):
    """Everything of a small network and its training, open to be moved.

    ``scenario`` is the name of the one that it opens in. ``hide`` takes the names of controls, and
    "scenarios" for the strip with all of them.
    """

    size = (9.0, 2.85)
    live_kind = Stage
    actions = ("new_weights", "regenerate", "fork", "undo", "clear")
    token_version = 2  # one's own points are in the numbers of their file
    longest = 300_000  # for a thousand points of one's own with all their digits, and a fork

    def __init__(self, scenario="", **start):
        self.quiet = False  # are controls set that are no reader's moves?
        self._chosen = ""  # the scenario
        self._pace = 1  # epochs a frame that keep pace while it plays
        self._paced_at = 0, time.monotonic()  # the epoch and the time of the last one
        super().__init__(**start)
        self.live.draw_still = lambda scene: self.artists.draw(scene)
        self.live.options = {name: _offered(self.controls[name]) for name in DRAWN}
        self.live.answer = self.moves.answer
        self.live.around = self.around
        self.player.until = lambda: self.runs.rule_says_stop(self.typed_state)
        self.player.buttons[1].observe(lambda change: self.live.changed(), "icon")
        if scenario:
            self.scenario(scenario)

    def make_controls(self):
        controls = make_controls()
        self.runs = Runs(controls)
        self.moves = Moves(self)
        self.drawer = Drawer(self)
        return controls

    def arrange(self, rows, buttons):
        on_stage = {say(name) for name in ("reset", "undo", "clear", "fork", "new_weights")}
        under = [button for button in buttons if button.description not in on_stage]
        apart = [button for button in buttons if button.description in on_stage]
        self._apart = [*apart, *self.player.buttons, rows[0]]
        return self.drawer.rows(under)

    def parts(self):
        """All widgets that are parts of this one, even those that the stage draws itself."""
        for widget in self._apart:
            yield widget.layout
            if getattr(widget, "style", None):
                yield widget.style
            yield widget
        yield from super().parts()

    @property
    def typed_state(self):
        """The values of all controls."""
        return State(**self.state)

    def run_state(self):
        """The values of the controls that decide a run, by name."""
        return self.typed_state.of_run()

    def current(self, seconds=np.inf):
        """The run that is shown, trained up to its epoch, or for so many seconds on the way there;
        None if there is none.
        """
        return self.runs.current(self.typed_state, seconds)

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

    def start(self):
        """The state at the start: of the scenario, if one is chosen."""
        return super().start() | SCENARIOS.get(self._chosen, {})

    def scenario(self, name):
        """Go to the start of a scenario; "" leads back to the start of all. A run that was kept to
        compare with stays beside a scenario. Another name raises ValueError.
        """
        if name and name not in SCENARIOS:
            known = ", ".join(SCENARIOS)
            raise ValueError(say("not_an_option", name="scenario", known=known, value=repr(name)))
        other = self.state["other"]
        self._chosen = name
        self.reset()
        self.set(other=other if name else "")

    def update_bounds(self, epoch, speed, columns, **_):
        self._name_classes(columns)
        ends = self.controls["epoch"]
        ends.stride = max(speed, self._to_keep_pace(epoch))
        if epoch == ends.max:
            ends.max = min(2 * ends.max, FARTHEST)

    def _to_keep_pace(self, epoch):
        """The number of epochs per frame while it plays, so that they are LEAST a second, though
        frames should be slow.
        """
        if epoch != self._paced_at[0]:
            now = time.monotonic()
            taken = now - self._paced_at[1]
            self._paced_at = epoch, now
            plays = self.player is not None and self.player.playing and not self.live.calm
            self._pace = min(max(round(LEAST * taken), 1), MOST) if plays else 1
        return self._pace

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

    def model(self, **values):
        state = State(**values)
        run = self.runs.find(state)
        others = None
        patience = PATIENCE if self.waits else np.inf
        reached = run.go(state.epoch, patience)
        if state.other:
            others = self.runs.find_other(state)
            others.go(reached, patience)
        shown = others if state.see_other and others else run
        scene = scene_of(
            shown,
            unit=state.unit,
            discrete=state.discrete,
            show_test=state.show_test,
            losses=run.losses,
            others=others.losses[: reached + 1] if others else None,
            probe=_point(state.probe),
        )
        return dict(
            epoch=state.epoch, reached=reached, run=run, others=others, shown=shown, scene=scene
        )

    @property
    def waits(self):
        """Whether a long way is caught up a little at a time, with frames between."""
        return self.trying or (self.live is not None and self.live.home.loop is not None)

    def build(self, figure):
        if self.live is None:
            self._listen_first()
        return Still(figure)

    def _listen_first(self):
        """Hear what is moved before a frame is asked for: it shows what follows from a move too."""
        Settings(self).listen()
        for name in SETUP:
            self.controls[name].observe(lambda change: self._begin_anew(), "value")
        self.drawer.listen()

    def _begin_anew(self):
        """Another setup: what was learned, and changed on the way, was of the old one."""
        if not self.quiet:
            self.controls["changes"].value = ""
            self.controls["epoch"].value = 0

    def draw(self, epoch, reached, run, scene, **_):
        self.live.frames.scene = scene
        if reached < epoch and not (run.stopped or run.empty) and self.waits:
            self.live.home.loop.call_later(0.001, self.live.changed)

    def describe(self, epoch, reached, run, shown, scene, **_):
        if shown.empty:
            return say("no_points_yet")
        train, test = scene.losses_in_words
        text = "" if shown is run else say("kept_run") + " "
        text += say("playground", epoch=shown.epoch, train=train, test=test)
        if scene.percents:
            train, test = scene.percents
            text += " " + say("playground_right", train=train, test=test)
        text += " " + say("one_unit") if scene.alone else ""
        text += " " + point_line(scene) + "." if scene.probe else ""
        text += " " + say("on_the_way", epoch=epoch) if reached < epoch and not run.stopped else ""
        return text + (f" {shown.stopped}" if shown.stopped else "")

    def around(self):
        """Everything that the stage shows around the picture, as JSON."""
        state = self.state
        shown = {
            name: state[name]
            for name, control in self.controls.items()
            if not isinstance(control, Memory)
        }
        unseen = self._hidden | set(self.unused_controls(**state))
        return {
            "state": shown,
            "last": self.controls["epoch"].max,
            "classes": _pairs(self.controls["drawn_class"]),
            "unseen": sorted(unseen),
            "unit": state["unit"],
            "forked": bool(state["other"]),
            "playing": self.player.playing,
            "open": self.drawer.is_open,
            "picked": self.moves.picked_now(),
            "scenario": in_strip(self._chosen),
        }

    def hide(self, *names):
        """The playground without some of its controls, on a stage that is laid out without them."""
        super().hide(*names)
        self.live.changed()
        return self

    def new_weights(self):
        """Other weights, from the start."""
        self.controls["weights"].value = (self.state["weights"] + 1) % 100

    def regenerate(self):
        """Other samples, from the start."""
        self.controls["sample"].value = (self.state["sample"] + 1) % 100

    def fork(self):
        """Keep this run to compare with, and go on from here; once more forgets it."""
        self.moves.fork()

    def undo(self):
        """Remove the last point that the reader drew."""
        self.controls["own"].value = " ".join(self.state["own"].split()[:-1])

    def clear(self):
        """Remove all of the reader's points, and the columns of the file that they came from."""
        self.controls["own"].value = ""
        self.controls["columns"].value = ""

    def load_csv(self, text):
        """Read one's own points from a CSV, two numbers and a label in each row; what is wrong with
        which row comes back in sentences. With no good row, the points stay as they were.
        """
        return self.moves.load_csv(text)

    @classmethod
    def from_link(cls, **start):
        """In the state that the address of an app's page asks for, by ?state=TOKEN; else, and with
        a sentence where that is no token, as usual.
        """
        query = parse_qs(os.environ.get("QUERY_STRING", ""))  # from Voilà
        try:
            return cls.from_token(query["state"][0], **start) if "state" in query else cls(**start)
        except OtherVersion:
            sentence = say("old_link")
        except ValueError:
            sentence = say("bad_link")
        explorer = cls(**start)
        explorer.drawer.words.value = f"<b>{html.escape(sentence)}</b>"
        return explorer

    @property
    def link(self):
        """The address at which others find this state, where the page is served as an app."""
        return f"{page.address()}?state={self.token}"


def _offered(control):
    """The values that a control offers, as JSON: pairs (label, value), or a number's bounds."""
    if hasattr(control, "options"):
        return _pairs(control)
    return {"min": control.min, "max": control.max, "step": control.step}


def _pairs(control):
    """The options of a control as pairs (label, value)."""
    return [o if isinstance(o, tuple) else (str(o), o) for o in control.options]


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
