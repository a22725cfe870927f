"""Build a network: units, layers, connections; its shapes and the number of its parameters."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.network_diagram import NetworkDiagram
from nncourse.explorers._base.controls import dropdown, memory, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, say

DRAWN = 8  # units per column; any more are counted, not drawn
OWN = "your own"
PRESETS = {  # the book's four, in the order in which it counts their parameters
    "100-100-1": [100, 100, 1],
    "100-100-100-1": [100, 100, 100, 1],
    "100-1000-1": [100, 1000, 1],
    "100-1000-1000-1": [100, 1000, 1000, 1],
}
COLUMNS = {0: "left", 5.3: "right", 7.4: "right", 10: "right"}  # of the table: layer, W, b, both
N_ROWS = 6  # of the table: its head, up to four layers, the sums


class BuilderExplorer(Explorer):
    """A diagram whose connections can be cut by a click, beside a table of its shapes."""

    size = (9.0, 3.8)
    narrow = ("a", "a", "b")
    stack = 0.8
    scenarios = {
        "second_layer": dict(network=OWN, layers=1, first=4, second=3, cut=""),
        "more_inputs": dict(network=OWN, inputs=3, layers=1, first=4, cut=""),
        "cut_a_line": dict(network=OWN, layers=2, first=4, second=3, cut=""),
        "hundreds": dict(network="100-100-1", cut=""),
    }
    groups = (
        ("network", ("network", "inputs", "outputs", "layers")),
        ("hidden_layers", ("first", "second", "third")),
    )

    def __init__(self, **start):
        self._choices = []  # the connections that can be cut
        self._cursor = 0  # the one marked by keys
        self._steered = False  # has a key been pressed?
        super().__init__(**start)

    def make_controls(self):
        return {
            "network": dropdown(say("network"), [OWN, *PRESETS]),
            "inputs": whole_number(say("inputs"), 2, 1, DRAWN),
            "layers": whole_number(say("layers"), 1, 0, 3),
            "first": whole_number(say("units_of", number=1), 4, 1, DRAWN),
            "second": whole_number(say("units_of", number=2), 3, 1, DRAWN),
            "third": whole_number(say("units_of", number=3), 2, 1, DRAWN),
            "outputs": whole_number(say("outputs"), 1, 1, DRAWN),
            "cut": memory("", "0.0.0", "0.1.2 1.0.0"),
        }

    def unused_controls(self, network, layers, **_):
        units = ["first", "second", "third"]
        if network == OWN:
            return units[layers:]
        return ["inputs", "layers", "outputs", *units]

    def model(self, network, inputs, layers, first, second, third, outputs, cut):
        hidden = [first, second, third][:layers]
        sizes = PRESETS.get(network, [inputs, *hidden, outputs])
        masks = [np.ones(pair) for pair in pairwise(sizes)]
        for layer, i, j in edges(cut):
            if layer < len(masks) and i < sizes[layer] and j < sizes[layer + 1]:
                masks[layer][i, j] = 0
        n_weights = [int(mask.sum()) for mask in masks]
        return dict(sizes=sizes, masks=masks, n_weights=n_weights, n_biases=sizes[1:])

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
        right.set(xlim=(-0.1, 10.2), ylim=(0.5, 6.5))
        right.set_axis_off()
        look = dict(fontsize=style.FONT_SIZE, color=style.INK, va="center")
        table = []
        for _ in range(N_ROWS):
            table.append([Label(right, x, 0, ha=ha, **look) for x, ha in COLUMNS.items()])
        return SimpleNamespace(diagram=NetworkDiagram(left), table=table)

    def draw(self, sizes, masks, n_weights, n_biases):
        drawn = [min(n, DRAWN) for n in sizes]
        inside = []
        for size, n in zip(sizes, drawn, strict=True):
            texts = [""] * n
            if size > n:
                texts[-1] = "⋮"
            inside.append(texts)
        cut = []
        for mask, (n_in, n_out) in zip(masks, pairwise(drawn), strict=True):
            cut.append(mask[:n_in, :n_out] == 0)
        self._choices = []
        for layer, is_cut in enumerate(cut):
            self._choices += [(layer, *edge) for edge in np.ndindex(is_cut.shape)]
        self._cursor = min(self._cursor, len(self._choices) - 1)
        self.artists.diagram.move(
            drawn,
            cut=cut,
            inside=inside,
            names=[str(size) for size in sizes],
            marked=[self._choices[self._cursor]] if self._steered else [],
        )
        self._write_table(sizes, n_weights, n_biases)

    def _write_table(self, sizes, n_weights, n_biases):
        rows = [["", "W", "b", say("both")]]
        for k, (n_in, n_out) in enumerate(pairwise(sizes)):
            name = say("layer", number=k + 1)
            total = n_weights[k] + n_biases[k]
            rows.append([name, f"({n_in}, {n_out})", f"({n_out},)", f"{total:,}"])
        sums = [sum(n_weights), sum(n_biases), sum(n_weights) + sum(n_biases)]
        rows.append([say("together"), *(f"{n:,}" for n in sums)])
        heights = 3.5 + 0.85 * ((len(rows) - 1) / 2 - np.arange(N_ROWS))  # around the middle
        while len(rows) < N_ROWS:
            rows.append([""] * len(COLUMNS))
        for labels, row, y in zip(self.artists.table, rows, heights, strict=True):
            for label, text in zip(labels, row, strict=True):
                label.set(text=text, y=y)

    def describe(self, sizes, masks, n_weights, n_biases):
        n_possible = sum(mask.size for mask in masks)
        weights = sum(n_weights)
        biases = sum(n_biases)
        return say(
            "built",
            sizes="-".join(map(str, sizes)),
            weights=f"{weights:,}",
            biases=f"{biases:,}",
            total=f"{weights + biases:,}",
            cut=n_possible - weights,
        )

    def on_pointer(self, kind, ax, x, y):
        if kind != "press" or ax is not self.artists.diagram.ax:
            return
        edge = self.artists.diagram.hit(x, y)
        if edge in self._choices:
            self._cursor = self._choices.index(edge)
            self._toggle()

    def on_arrows(self, dx, dy):
        """Mark the next connection, or the one before."""
        self._steered = True
        self._cursor = (self._cursor + dx - dy) % len(self._choices)
        self.live.changed()

    def on_space(self):
        """Cut the marked connection, or restore it."""
        self._steered = True
        self._toggle()

    def _toggle(self):
        words = set(self.state["cut"].split())
        words ^= {".".join(map(str, self._choices[self._cursor]))}
        self.set(cut=" ".join(sorted(words)))


def edges(text):
    """The connections named in a text, as triples (layer, from, to)."""
    try:
        triples = [tuple(map(int, word.split("."))) for word in text.split()]
    except ValueError:
        triples = [()]
    if any(len(triple) != 3 or min(triple) < 0 for triple in triples):
        raise CannotShow(say("no_edges", text=text[:60]))
    return triples
