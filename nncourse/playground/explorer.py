"""The playground's explorer: one table of controls, one run, one picture.

``Runs`` finds the run of a state, ``Stage`` shows it on the page, and ``Still`` in a notebook's
output; ``Moves`` responds to the reader, ``Settings`` records changes during a run, and ``Drawer``
holds the widgets under the stage.
"""

import html
import math
import time

import numpy as np

from nncourse.explorers._base.controls import Memory
from nncourse.explorers._base.explorer import Explorer, parts_of
from nncourse.explorers._base.tokens import OtherVersion
from nncourse.messages import CannotShow, listed, say, sentences
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
LEAST = 60  # epochs per second while it plays, if training is that fast
MOST = 5  # epochs per frame to reach that
PATIENCE = 0.1  # seconds of training between two frames, while a run catches up
DRAWN = ("rate", "loss", "optimizer", "penalty", "strength", "noise", "share", "batch", "a1")
SETUP = (  # a change of one of these restarts the run
    *("data", "noise", "share", "sample", "own", "columns", "features", "layers", "loss", "init"),
    *("weights", "u1", "u2", "u3", "u4", "u5", "u6", "a1", "a2", "a3", "a4", "a5", "a6"),
)


class PlaygroundExplorer(Explorer):
    """A small network and its training, with a control for everything.

    ``scenario`` is the name of the scenario to open. ``hide`` takes the names of controls, and
    "scenarios" for the strip of scenarios.
    """

    size = (9.0, 2.85)
    live_kind = Stage
    actions = ("new_weights", "regenerate", "fork", "undo", "clear")
    token_version = 2  # since it, a reader's points have their file's numbers
    longest = 300_000  # characters: a thousand of a reader's points with all digits, and a fork

    def __init__(self, scenario="", **start):
        self.quiet = False  # are controls being set by the program?
        self._chosen = ""  # the scenario
        self._pace = 1  # epochs per frame that keep the pace while it plays
        self._paced_at = 0, time.monotonic()  # the epoch and the time of the last frame
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
        self._apart = [*apart, *self.player.buttons]
        return self.drawer.rows(under)

    def _row(self, control):
        return control  # the stage draws the timeline and its buttons

    def parts(self):
        """Yield all widgets of this explorer, even those that the stage draws itself."""
        yield from parts_of(self._apart)
        yield from super().parts()

    @property
    def typed_state(self):
        """The values of all controls."""
        return State(**self.state)

    def run_state(self):
        """The values of the controls that decide a run, by name."""
        return self.typed_state.of_run()

    def current(self, seconds=np.inf):
        """The run that is shown, trained up to its epoch, or for ``seconds`` on the way there; None
        if there is none.
        """
        return self.runs.current(self.typed_state, seconds)

    def set(self, **state):
        """Set controls for the whole run; a reader's changes count from the current epoch on."""
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
        """The state at the start, including that of the chosen scenario."""
        return super().start() | SCENARIOS.get(self._chosen, {})

    def scenario(self, name):
        """Go to the start of a scenario; "" leaves it for the usual start. A run kept to compare
        with stays beside a scenario. Raises ValueError for an unknown name.
        """
        if name and name not in SCENARIOS:
            known = listed(SCENARIOS)
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
        """The number of epochs per frame while it plays that gives LEAST per second even if frames
        are slow.
        """
        if epoch != self._paced_at[0]:
            now = time.monotonic()
            taken = now - self._paced_at[1]
            self._paced_at = epoch, now
            plays = self.player is not None and self.player.playing and not self.live.calm
            self._pace = min(max(round(LEAST * taken), 1), MOST) if plays else 1
        return self._pace

    def _name_classes(self, text):
        """Offer the classes to draw by the file's labels, if it has any."""
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
        """Whether a run catches up in small steps, with frames between them."""
        return self.trying or (self.live is not None and self.live.home.loop is not None)

    def build(self, figure):
        if self.live is None:
            self._listen_first()
        return Still(figure)

    def _listen_first(self):
        """Observe the controls before the figure does, so that a frame shows all of a move."""
        Settings(self).listen()
        for name in SETUP:
            self.controls[name].observe(lambda change: self._begin_anew(), "value")
        self.drawer.listen()

    def _begin_anew(self):
        """Go back to epoch 0 without changes, since the setup is another one."""
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
        said = [] if shown is run else [say("kept_run")]
        said.append(say("playground", epoch=shown.epoch, train=train, test=test))
        if scene.percents:
            train, test = scene.percents
            said.append(say("playground_right", train=train, test=test))
        if scene.alone:
            said.append(say("one_unit"))
        if scene.probe:
            said.append(say("full_stop", words=point_line(scene)))
        if reached < epoch and not run.stopped:
            said.append(say("on_the_way", epoch=epoch))
        return sentences(*said, shown.stopped)

    def around(self):
        """The data that the stage shows around the picture, as JSON."""
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
        """Hide some controls, have the stage laid out without them, and return the playground."""
        super().hide(*names)
        self.live.changed()
        return self

    def new_weights(self):
        """Draw other initial weights, and restart."""
        self.controls["weights"].value = (self.state["weights"] + 1) % 100

    def regenerate(self):
        """Draw other samples, and restart."""
        self.controls["sample"].value = (self.state["sample"] + 1) % 100

    def fork(self):
        """Keep this run for comparison and go on from here; a second call forgets it."""
        self.moves.fork()

    def undo(self):
        """Remove the last point that the reader drew."""
        self.controls["own"].value = " ".join(self.state["own"].split()[:-1])

    def clear(self):
        """Remove all of the reader's points, and the columns of their file."""
        self.controls["own"].value = ""
        self.controls["columns"].value = ""

    def load_csv(self, text):
        """Read the reader's points from a CSV, with two numbers and a label in each row, and return
        sentences about it. Without a usable row, the points stay as they were.
        """
        return self.moves.load_csv(text)

    @classmethod
    def from_link(cls, **start):
        """Make an explorer in the state of ?state=TOKEN in the address of a live page; without it
        as usual, and also if the token is invalid, but then with a sentence.
        """
        query = page.query()
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
        """The address that opens this state for others, on a live page."""
        return f"{page.address()}?state={self.token}"


def _offered(control):
    """The values that a control offers, as JSON: pairs (label, value), or bounds and step."""
    if hasattr(control, "options"):
        return _pairs(control)
    return {"min": control.min, "max": control.max, "step": control.step}


def _pairs(control):
    """The options of a control as pairs (label, value)."""
    return [o if isinstance(o, tuple) else (str(o), o) for o in control.options]


def _point(text):
    """The place on the plane in a text such as "1.0,-2.0"; None if it is empty, else CannotShow."""
    if not text:
        return None
    try:
        x1, x2 = map(float, text.split(","))
    except ValueError:
        raise CannotShow(say("no_point", text=text[:60])) from None
    if not (math.isfinite(x1) and math.isfinite(x2)):
        raise CannotShow(say("no_point", text=text[:60]))
    return tuple(np.clip((x1, x2), -REACH, REACH).tolist())
