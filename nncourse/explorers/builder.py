"""Build a network: units, layers, connections; its shapes and the number of its parameters."""

from itertools import pairwise

import numpy as np

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.draw.network_diagram import NetworkDiagram
from nncourse.explorers._base.controls import dropdown, memory, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, say

DRAWN = 8  # units of a column; more are counted, not drawn
OWN = "your own"
PRESETS = {  # the book's four, in the order in which it counts them
    "100-100-1": [100, 100, 1],
    "100-100-100-1": [100, 100, 100, 1],
    "100-1000-1": [100, 1000, 1],
    "100-1000-1000-1": [100, 1000, 1000, 1],
}
COLUMNS = (0, 2.4, 5.3, 7.5)  # of the table: layer, W, b, both
N_ROWS = 6  # its head, up to four layers, the sums


class BuilderExplorer(Explorer):
    """A diagram whose connections can be cut by a click, beside a table of its shapes."""

    size = (9.0, 3.8)

    def __init__(self, **start):
        self._cursor = 0
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
        return ["inputs", "layers", "outputs", *units] if network != OWN else units[layers:]

    def model(self, network, inputs, layers, first, second, third, outputs, cut):
        own = [inputs, *[first, second, third][:layers], outputs]
        sizes = PRESETS.get(network, own)
        masks = [np.ones(pair) for pair in pairwise(sizes)]
        for layer, i, j in edges(cut):
            if layer < len(masks) and i < sizes[layer] and j < sizes[layer + 1]:
                masks[layer][i, j] = 0
        weights = [int(mask.sum()) for mask in masks]
        return dict(sizes=sizes, masks=masks, weights=weights, biases=list(sizes[1:]))

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
        self._diagram = NetworkDiagram(left)
        right.set(xlim=(-0.1, 10.2), ylim=(0, 7))
        right.set_axis_off()
        look = dict(fontsize=plots.FONT_SIZE, color=plots.INK, va="center", ha="left")
        rows = [5.9 - 0.85 * row for row in range(N_ROWS)]
        self._table = [[Label(right, x, y, **look) for x in COLUMNS] for y in rows]

    def draw(self, sizes, masks, weights, biases):
        drawn = [min(n, DRAWN) for n in sizes]
        texts = [[""] * n if n <= DRAWN else [*"       ", "⋮"] for n in sizes]
        pairs = list(zip(masks, pairwise(drawn), strict=True))
        cut = [mask[:n_in, :n_out] == 0 for mask, (n_in, n_out) in pairs]
        self._choices = [
            (k, *edge) for k, lines in enumerate(cut) for edge in np.ndindex(lines.shape)
        ]
        self._cursor = min(self._cursor, len(self._choices) - 1)
        marked = [self._choices[self._cursor]] if self._cursor >= 0 else []
        self._diagram.move(drawn, cut=cut, inside=texts, names=list(map(str, sizes)), marked=marked)
        self._write(sizes, weights, biases)

    def _write(self, sizes, weights, biases):
        rows = [["", "W", "b", say("both")]]
        for k, (n_in, n_out) in enumerate(pairwise(sizes)):
            shapes = f"({n_in}, {n_out})", f"({n_out},)"
            rows.append([say("layer", number=k + 1), *shapes, f"{weights[k] + biases[k]:,}"])
        rows.append([say("together"), f"{sum(weights):,}", f"{sum(biases):,}",
                     f"{sum(weights) + sum(biases):,}"])  # fmt: skip
        rows += [[""] * 4] * (N_ROWS - len(rows))
        for labels, row in zip(self._table, rows, strict=True):
            for label, text in zip(labels, row, strict=True):
                label.set_text(text)

    def describe(self, sizes, masks, weights, biases):
        n_cut = sum(mask.size for mask in masks) - sum(weights)
        return say(
            "built", sizes="-".join(map(str, sizes)), weights=f"{sum(weights):,}",
            biases=f"{sum(biases):,}", total=f"{sum(weights) + sum(biases):,}", cut=n_cut,
        )  # fmt: skip

    def on_pointer(self, kind, ax, x, y):
        spot = self._diagram.hit(x, y) if kind == "press" and ax is self._diagram.ax else None
        if spot in self._choices:
            self._cursor = self._choices.index(spot)
            self.on_space()

    def on_arrows(self, dx, dy):
        """Mark the next connection, or the one before."""
        self._cursor = (self._cursor + dx - dy) % len(self._choices)
        self.live.changed()

    def on_space(self):
        """Cut the marked connection, or mend it."""
        self.set(cut=" ".join(sorted(_toggled(self.state["cut"], self._choices[self._cursor]))))


def edges(text):
    """The connections that a text names, as triples: layer, from, to."""
    try:
        triples = [tuple(map(int, word.split("."))) for word in text.split()]
    except ValueError:
        triples = [()]
    if any(len(triple) != 3 or min(triple) < 0 for triple in triples):
        raise CannotShow(say("no_edges", text=text[:60]))
    return triples


def _toggled(text, edge):
    """The words of a text, without that for ``edge``, or with it."""
    return set(text.split()) ^ {".".join(map(str, edge))}
