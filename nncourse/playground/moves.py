"""The reader's moves on the stage and with the buttons."""

import json
import math

import numpy as np

from nncourse.explorers._base.controls import Memory, fitted
from nncourse.messages import say
from nncourse.playground.changes import Changes, index_of, name_of
from nncourse.playground.csv_points import read_csv
from nncourse.playground.data import FEATURES, OWN
from nncourse.playground.own_points import (
    MOST_POINTS,
    REACH,
    Columns,
    on_plane,
    read_points,
    write_points,
)
from nncourse.playground.scenarios import SCENARIOS
from nncourse.playground.scene import unit_named

SPACING = 0.5  # between neighbouring points of a stroke


class Moves:
    """The reader's moves, carried out on the controls of ``explorer``.

    ``picked`` is the weight, ("w", layer, i, j), or bias, ("b", layer, j), that can be typed.
    """

    def __init__(self, explorer):
        self.explorer = explorer
        self.picked = None
        self._answers = {  # name of a move: (method, number of values)
            "play": (lambda: explorer.player.toggle(), 0),
            "reset": (explorer.reset, 0),
            "more": (lambda: explorer.drawer.toggle(), 0),
            "step": (self.step, 1),
            "set": (self.set, 1),
            "feature": (self.toggle_feature, 1),
            "unit": (self.enlarge, 1),
            "pick": (self.pick, 1),
            "type": (self.type, 1),
            "plane": (self.press_plane, 3),
            "look": (self.look_at, 2),
            "scenario": (self.choose, 1),
            "do": (self.press_button, 1),
        }

    def answer(self, content):
        """Respond to the page's message {"act": name of the move, "with": list of its values}."""
        name = content["act"]
        values = content.get("with", [])
        if not (isinstance(name, str) and name in self._answers and isinstance(values, list)):
            return  # our page sends no such message
        act, n_values = self._answers[name]
        if len(values) == n_values:
            act(*values)

    def step(self, by):
        """Go one epoch forward or back: ``by`` is 1 or -1."""
        if by in (1, -1):
            self.explorer.player.step(int(by))

    def set(self, values):
        """Set controls to new values, {name: value}, one after the other."""
        controls = self.explorer.controls
        for name, value in values.items() if isinstance(values, dict) else ():
            if name in controls and not isinstance(controls[name], Memory):
                controls[name].value = fitted(controls[name], value, name, self.explorer.longest)

    def toggle_feature(self, name):
        """Switch a feature on or off; the last one stays on."""
        control = self.explorer.controls["features"]
        chosen = set(control.value.split("|"))
        if isinstance(name, str) and name in FEATURES:
            chosen ^= {name}
        if chosen:
            control.value = "|".join(feature for feature in FEATURES if feature in chosen)

    def enlarge(self, name):
        """Show a hidden unit, such as "1.0", alone on the plane, and pick its bias; a second call
        shows the output again.
        """
        run = self.explorer.current(0)
        named = unit_named(name, run.network.sizes) if run and isinstance(name, str) else None
        if named is None:
            return
        column, j = named
        self.picked = ("b", column - 1, j)
        control = self.explorer.controls["unit"]
        control.value = "" if control.value == name else name
        self.explorer.live.changed()

    def pick(self, what):
        """Pick a weight or a bias for typing; None picks none."""
        self.picked = None
        if isinstance(what, list) and what and what[0] in ("w", "b"):
            whole = all(type(k) is int and k >= 0 for k in what[1:])
            if whole and len(what) == {"w": 4, "b": 3}[what[0]]:
                self.picked = tuple(what)
        self.explorer.live.changed()

    def picked_now(self):
        """The picked parameter, its name and value (with all digits if it was typed); or None."""
        run = self.explorer.current(0)
        index = index_of(run.network, self.picked) if run else None
        if index is None:
            return None
        typed = dict(run.edits(run.epoch))
        value = typed.get(index, _readable(run.network.parameters[index]))
        return {"what": self.picked, "name": name_of(self.picked), "value": value}

    def type(self, value):
        """Give the picked weight or bias another value, from this epoch on."""
        run = self.explorer.current(0)
        index = index_of(run.network, self.picked) if run else None
        if index is None or not _is_number(value) or run.network.parameters[index] == value:
            return
        changes = Changes(self.explorer.state["changes"])
        control = self.explorer.controls["changes"]
        control.value = changes.with_(run.epoch, index, float(value))

    def press_plane(self, kind, x, y):
        """Draw a point where the plane is pressed, and a stroke along a drag."""
        state = self.explorer.state
        drawn = state["data"] == OWN and kind in ("press", "drag")
        if not (drawn and _is_number(x) and _is_number(y)):
            return
        x, y = np.clip((x, y), -REACH, REACH)  # a stroke may leave the plane
        points = read_points(state["own"])
        columns = Columns.from_text(state["columns"])
        if points and kind == "drag":
            last, _ = on_plane(points[-1:], columns)
            if np.hypot(*(last[0] - (x, y))) <= SPACING:
                return
        if len(points) == MOST_POINTS:
            self.explorer.drawer.tell([say("no_room", most=MOST_POINTS)])
            return
        new = *columns.from_plane(x, y), state["drawn_class"]
        self.explorer.controls["own"].value = write_points([*points, new])

    def look_at(self, x, y):
        """Show the values at a point; a second call with the same point hides them."""
        if not (_is_number(x) and _is_number(y)):
            return
        x, y = np.clip((x, y), -REACH, REACH)
        control = self.explorer.controls["probe"]
        place = f"{x:.2f},{y:.2f}"
        control.value = "" if control.value == place else place

    def choose(self, name):
        """Go to a scenario, or with "" to the usual start."""
        if name == "" or (isinstance(name, str) and name in SCENARIOS):
            self.explorer.scenario(name)

    def press_button(self, name):
        """Press one of the explorer's buttons."""
        if isinstance(name, str) and name in self.explorer.actions:
            getattr(self.explorer, name)()

    def fork(self):
        """Keep this run for comparison, or forget the one that was kept."""
        explorer = self.explorer
        kept = explorer.state["other"]
        explorer.controls["other"].value = "" if kept else json.dumps(explorer.run_state())

    def load_csv(self, text):
        """Read the reader's points from a CSV, and return sentences about it. Without a usable row,
        the points stay as they were.
        """
        read = read_csv(text)
        if not read.points:
            return [*read.sentences, say("no_rows")]
        own = write_points(read.points)
        new = dict(data=OWN, own=own, columns=read.columns.text(), epoch=0, changes="")
        self.explorer.set(**new)
        return read.sentences


def _is_number(value):
    """Whether a value from a message is a finite number."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and abs(value) < 1e300 and math.isfinite(value)


def _readable(value):
    """A number rounded to four decimals, or to more if it needs them for four digits."""
    value = float(value)
    digits = 4
    if 0 < abs(value) < 1:
        digits = 3 - math.floor(math.log10(abs(value)))
    return round(value, max(digits, 4))
