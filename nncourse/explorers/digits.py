"""Draw a digit: the bitmap, the 64 numbers that are made of it, and what a network says to them."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nncourse.draw import plots
from nncourse.draw.bars import Bars
from nncourse.draw.labels import Label
from nncourse.draw.surface import Surface
from nncourse.explorers._base.controls import memory, switch
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._sketch import Sketch
from nncourse.messages import say
from nncourse.topics import handwriting
from nncourse.topics.handwriting import ACROSS, SIZE, block_counts
from nnlib import Adam, Network, datasets, fit

PAPER = LinearSegmentedColormap.from_list("paper", ["#FFFFFF", plots.INK])
SEVEN = [(4, 4), (4, 12), (16, 7)]  # rows and columns: what is drawn at the start


@lru_cache
def trained():
    """The digits network of chapter 11, trained when first asked for, and its test data."""
    data, test = datasets.digits().split(test=0.25, seed=0)
    network = Network.from_sizes([64, 100, 10], "relu", "softmax", seed=0)
    fit(network, data.X / 16, data.y, Adam(0.01), epochs=30, batch_size=32)
    return network, test


class DigitsExplorer(Explorer):
    """A field to draw a digit on, by pointer, or by arrow keys and space bar; and its ten outputs.

    What is drawn is part of the state, as the text of a ``Sketch``.
    """

    size = (9.0, 3.0)
    actions = ("wipe", "next_digit", "next_mistake")

    def __init__(self, **start):
        self._network, self._test = trained()
        super().__init__(**start)

    def make_controls(self):
        others = [handwriting.blank(), handwriting.unfold(self._test.X[0])]
        sketches = [Sketch.of(*SEVEN), *map(Sketch, others)]
        texts = [sketch.text for sketch in sketches]
        return {"sketch": memory(*texts), "normalise": switch(say("normalise"))}

    def model(self, sketch, normalise):
        bitmap, pen, down = Sketch.read(sketch)
        counts = block_counts(handwriting.normalise(bitmap) if normalise else bitmap)
        p, shown = self._network.predict([counts / 16])[0], self._number(bitmap)
        return dict(bitmap=bitmap, pen=pen, down=down, counts=counts, p=p, shown=shown)

    def build(self, figure):
        self._field, grid, bars = figure.subplots(1, 3, width_ratios=[1, 1, 1.2])
        self._ink = _paper(self._field, SIZE, 1, say("draw_here"))
        edges = range(0, SIZE, SIZE // ACROSS)
        look = dict(color=plots.MUTED, linewidth=0.4)
        self._field.hlines(edges, 0, SIZE, **look)
        self._field.vlines(edges, 0, SIZE, **look)
        (self._pen,) = self._field.plot([], [], "o", color=plots.MARK, markersize=11)
        self._counts = _paper(grid, ACROSS, 16, say("what_it_sees"))
        look = dict(ha="center", va="center", fontsize=9)
        places = [(x + 0.5, ACROSS - y - 0.5) for y in range(ACROSS) for x in range(ACROSS)]
        self._numbers = [Label(grid, *place, **look) for place in places]
        bars.set(ylim=(0, 112), box_aspect=0.85)
        plots.style(bars, say("which_digit"), say("probability_percent"), equal=False)
        self._bars = Bars(bars, range(10), digits=0, colours=plots.COLOURS[0])

    def draw(self, bitmap, pen, down, counts, p, **_):
        self._ink.set_data(bitmap[::-1])
        self._pen.set_data([pen[1] + 0.5], [SIZE - pen[0] - 0.5])
        self._pen.set_markerfacecolor(plots.MARK if down else "none")
        self._counts.set_data(counts.reshape(ACROSS, ACROSS)[::-1])
        for label, count in zip(self._numbers, counts, strict=True):
            label.set(text=f"{count:.0f}" if count else "", color="w" if count > 8 else plots.INK)
        self._bars.move(100 * p)

    def describe(self, bitmap, p, shown, **_):
        best, next_best = np.argsort(-p)[:2]
        percent, rest = 100 * p[best], 100 * p[next_best]
        reading = say("reads", best=best, p=percent, second=next_best, q=rest)
        if not bitmap.any():
            return say("reads_nothing", best=best, p=percent)
        if shown is None:
            return reading
        return say("from_test", reading=reading, number=shown, label=self._test.y[shown])

    def wipe(self):
        """An empty field."""
        self._keep(self._sketch._replace(bitmap=handwriting.blank()))

    def next_digit(self):
        """Draw the next digit of the test data."""
        self._show(np.arange(len(self._test.y)))

    def next_mistake(self):
        """Draw the next digit of the test data that the network gets wrong."""
        self._show(np.flatnonzero(self._network.classify(self._test.X / 16) != self._test.y))

    def on_pointer(self, kind, ax, x, y):
        if ax is self._field and kind != "release":
            move = self._sketch.touch if kind == "press" else self._sketch.drag
            self._keep(move(SIZE - y - 0.5, x - 0.5))

    def on_arrows(self, dx, dy):
        self._keep(self._sketch.step(-dy, dx))

    def on_space(self):
        self._keep(self._sketch.strike())

    @property
    def _sketch(self):
        return Sketch.read(self.state["sketch"])

    def _keep(self, sketch):
        self.set(sketch=sketch.text)

    def _number(self, bitmap):
        """Which test digit is drawn; None if it is none of them."""
        same = np.flatnonzero((block_counts(bitmap) == self._test.X).all(axis=1))
        return int(same[0]) if len(same) else None

    def _show(self, numbers):
        """Draw the first of these test digits that comes after the one that is drawn."""
        shown = self._number(self._sketch.bitmap)
        later = numbers[numbers > (-1 if shown is None else shown)]
        counts = self._test.X[later[0] if len(later) else numbers[0]]
        sketch = self._sketch._replace(bitmap=handwriting.unfold(counts))
        self.set(sketch=sketch.text, normalise=False)  # it is normalised already


def _paper(ax, n, ink, name):
    """A field of n × n cells on ``ax``, white at 0 and dark at ``ink``."""
    ax.set(xlim=(0, n), ylim=(0, n), xticks=[], yticks=[], aspect="equal")
    ax.set_xlabel(name, fontsize=plots.FONT_SIZE)
    surface = Surface(ax, smooth=False, cmap=PAPER, extent=(0, n, 0, n))
    surface.set_clim(0, ink)
    return surface
