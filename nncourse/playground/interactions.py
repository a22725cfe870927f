"""The playground's answers to mouse, keys and buttons."""

import json

from nncourse.messages import say
from nncourse.playground import data
from nncourse.playground.changes import Changes, index_of
from nncourse.playground.csv_points import read_csv
from nncourse.playground.own_points import write_points
from nncourse.playground.scenarios import SCENARIOS


class Interactions:
    """The part of the playground that answers mouse, keys and buttons."""

    def grips(self):
        drawn_on = self.state["data"] == data.OWN
        return [(self.artists.plane.ax, None, None)] if drawn_on else []

    def on_pointer(self, kind, ax, x, y):
        """On the plane or on the diagram."""
        if ax is self.artists.plane.ax:
            self.panel.on_plane(kind, x, y)
        elif ax is not self.artists.diagram.ax or kind != "press":
            return
        elif name := self.artists.diagram.thumbnails.hit(x, y):
            self.controls["data"].value = name
        elif run := self.current(0):
            chosen = [list(data.FEATURES).index(name) for name in run.setup.features]
            self.act_on(self.artists.diagram.hit(x, y, run.network, chosen))

    def act_on(self, what):
        """A feature goes on or off; a unit is enlarged; a weight or bias is picked, to be typed."""
        if what is None:
            return
        if what[0] == "unit" and what[1] == 0:
            self._cursor = what[1:]
            self.panel.toggle_feature(list(data.FEATURES)[what[2]])
        elif what[0] == "unit":
            name = f"{what[1]}.{what[2]}"
            self._cursor = what[1:]
            self.picked = ("b", what[1] - 1, what[2])
            self.controls["unit"].value = "" if self.state["unit"] == name else name
        else:
            self.picked = what
        self.live.changed()

    def on_arrows(self, dx, dy):
        """Move the cursor among data sets, features and units."""
        units = [len(places) for places in self.artists.diagram.columns] or [1]
        column = min(max(self._cursor[0] + (dx > 0) - (dx < 0), -1), len(units) - 1)
        most = units[column] if column >= 0 else len(data.SETS)
        row = min(max(self._cursor[1] - (dy > 0) + (dy < 0), 0), most - 1)
        self._cursor = column, row
        self.live.changed()

    def on_space(self):
        """Act where the cursor is; where a unit is enlarged already, pick its next weight."""
        column, row = self._cursor
        if column < 0:
            self.controls["data"].value = list(data.SETS)[row]
            return None
        mine = self.picked is not None and (self.picked[1], self.picked[-1]) == (column - 1, row)
        if not (column and mine and self.state["unit"] == f"{column}.{row}"):
            return self.act_on(("unit", column, row))
        n_in = len(self.artists.diagram.columns[column - 1]) if column > 1 else self._n_features()
        i = self.picked[2] + 1 if self.picked[0] == "w" else 0
        if i == n_in:  # all were picked: back to the output
            return self.act_on(("unit", column, row))
        self.picked = "w", column - 1, i, row
        self.live.changed()

    def _n_features(self):
        return len(self.state["features"].split("|"))

    def type_parameter(self, value):
        """Give the picked weight or bias another value, from this epoch on."""
        run = self.current(0)
        index = index_of(run.network, self.picked) if run else None
        if index is not None and run.network.parameters[index] != value:
            changes = Changes(self.state["changes"])
            self.controls["changes"].value = changes.with_(run.epoch, index, float(value))

    def new_weights(self):
        """Other weights, from the start."""
        self.controls["weights"].value = (self.state["weights"] + 1) % 100

    def regenerate(self):
        """Other samples, from the start."""
        self.controls["sample"].value = (self.state["sample"] + 1) % 100

    def start(self):
        """The state at the start: of the scenario, if one is chosen."""
        return super().start() | SCENARIOS.get(self.panel.scenario.value, {})

    def fork(self):
        """Keep this run to compare with, and go on from here; once more forgets it."""
        self.controls["other"].value = "" if self.state["other"] else json.dumps(self.run_state())

    def undo(self):
        """Take the last of one's own points away."""
        self.controls["own"].value = " ".join(self.state["own"].split()[:-1])

    def clear(self):
        """Take all of one's own points away, and the columns of the file that they came from."""
        self.controls["own"].value = ""
        self.controls["columns"].value = ""

    def load_csv(self, text):
        """Read one's own points from a CSV, two numbers and a label in each row; what is wrong with
        which row comes back in sentences. With no good row, the points stay as they were.
        """
        read = read_csv(text)
        if not read.points:
            return [*read.sentences, say("no_rows")]
        own = write_points(read.points)
        self.set(data=data.OWN, own=own, columns=read.columns.text(), epoch=0, changes="")
        return read.sentences
