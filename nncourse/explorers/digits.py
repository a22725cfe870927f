"""Draw a digit: the bitmap, the 64 numbers made from it, and the network's output for them."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nncourse.draw import style
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

PAPER = LinearSegmentedColormap.from_list("paper", ["#FFFFFF", style.INK])
SEVEN = [(4, 4), (4, 12), (16, 7)]  # (row, column): the drawing at the start


@lru_cache
def trained():
    """The digits network of chapter 11, trained when first needed, and its test data."""
    data, test = datasets.digits().split(test=0.25, seed=0)
    network = Network.from_sizes([64, 100, 10], "relu", "softmax", seed=0)
    fit(network, data.X / 16, data.y, Adam(0.01), epochs=30, batch_size=32)
    return network, test


class DigitsExplorer(Explorer):
    """A field to draw a digit on, by pointer or by arrow keys and space bar; and the ten outputs.

    The drawing is kept in the state, as the text of a ``Sketch``.
    """

    size = (9.0, 3.0)
    token_version = 2  # since ``tells`` was added
    scenarios = {
        "small_seven": dict(sketch=Sketch.of(*SEVEN).text, normalise=False, tells=False),
        "stretched_seven": dict(sketch=Sketch.of(*SEVEN).text, normalise=True, tells=True),
        "empty_field": dict(sketch=Sketch(handwriting.blank()).text, normalise=False, tells=True),
    }
    narrow = ("aa", "aa", "bc", "bc")
    stack = 0.8  # side by side, the field would be too small to draw in
    actions = ("wipe", "next_digit", "next_mistake")

    def __init__(self, **start):
        self._network, self._test = trained()
        super().__init__(**dict(tells=True) | start)

    def make_controls(self):
        seven = Sketch.of(*SEVEN)
        empty = Sketch(handwriting.blank())
        from_test = Sketch(handwriting.unfold(self._test.X[0]))
        return {
            "sketch": memory(seven.text, empty.text, from_test.text),
            "normalise": switch(say("normalise")),
            "tells": switch(say("tells_digit")),
        }

    def model(self, sketch, normalise, tells):
        bitmap, pen, down = Sketch.read(sketch)
        normalised = handwriting.normalise(bitmap) if normalise else bitmap
        counts = block_counts(normalised)
        return dict(
            bitmap=bitmap,
            pen=pen,
            down=down,
            counts=counts,
            p=self._network.predict([counts / 16])[0],
            tells=tells,
            shown=self._number(bitmap),
        )

    def build(self, figure):
        left, middle, right = figure.subplots(1, 3, width_ratios=[1, 1, 1.2])
        ink = _draw_paper(left, SIZE, 1, say("draw_here"))
        edges = range(0, SIZE, SIZE // ACROSS)
        left.hlines(edges, 0, SIZE, color=style.MUTED, linewidth=0.4)
        left.vlines(edges, 0, SIZE, color=style.MUTED, linewidth=0.4)
        (pen,) = left.plot([], [], "o", color=style.MARK, markersize=11)

        counts = _draw_paper(middle, ACROSS, 16, say("what_it_sees"))
        numbers = []
        for row in range(ACROSS):
            for column in range(ACROSS):
                place = (column + 0.5, ACROSS - row - 0.5)
                numbers.append(_Count(middle, *place, ha="center", va="center", fontsize=9))

        right.set(ylim=(0, 112), box_aspect=0.85)
        style.style_axes(right, say("which_digit"), say("probability_percent"), equal=False)
        return SimpleNamespace(
            field=left,
            ink=ink,
            pen=pen,
            counts=counts,
            numbers=numbers,
            bars=Bars(right, range(10), digits=0, colours=style.COLOURS[0]),
        )

    def draw(self, bitmap, pen, down, counts, p, tells, **_):
        artists = self.artists
        row, column = pen
        artists.ink.set_data(bitmap[::-1])
        artists.pen.set_data([column + 0.5], [SIZE - row - 0.5])
        artists.pen.set_markerfacecolor(style.MARK if down else "none")
        artists.counts.set_data(counts.reshape(ACROSS, ACROSS)[::-1])
        for label, count in zip(artists.numbers, counts, strict=True):
            label.set_text(f"{count:.0f}" if count else "")
            label.set_color("w" if count > 8 else style.INK)
        artists.bars.move(100 * p if tells else np.full(len(p), np.nan))

    def describe(self, bitmap, counts, p, shown, tells, **_):
        if not tells:
            return say("reads_untold", ink=int(bitmap.sum()), most=round(float(counts.max())))
        best, second = np.argsort(-p)[:2]
        percent = 100 * p[best]
        if not bitmap.any():
            return say("reads_nothing", best=best, p=percent)
        reading = say("reads", best=best, p=percent, second=second, q=100 * p[second])
        if shown is None:
            return reading
        return say("from_test", reading=reading, number=shown, label=self._test.y[shown])

    def wipe(self):
        """Empty the field."""
        self._keep(self._sketch._replace(bitmap=handwriting.blank()))

    def next_digit(self):
        """Draw the next digit of the test data."""
        self._show_next(np.arange(len(self._test.y)))

    def next_mistake(self):
        """Draw the next digit of the test data that the network gets wrong."""
        called = self._network.classify(self._test.X / 16)
        self._show_next(np.flatnonzero(called != self._test.y))

    def grips(self):
        return [(self.artists.field, None, None)]

    def on_pointer(self, kind, ax, x, y):
        if ax is not self.artists.field:
            return
        row = SIZE - y - 0.5
        column = x - 0.5
        if kind == "press":
            self._keep(self._sketch.touch(row, column))
        elif kind == "drag":
            self._keep(self._sketch.drag(row, column))

    def on_arrows(self, dx, dy):
        self._keep(self._sketch.step(-dy, dx))

    def on_space(self):
        self._keep(self._sketch.lift_or_lower())

    @property
    def _sketch(self):
        return Sketch.read(self.state["sketch"])

    def _keep(self, sketch):
        self.set(sketch=sketch.text)

    def _number(self, bitmap):
        """The index of the test digit that is drawn; None if it is not a test digit."""
        same = np.flatnonzero((block_counts(bitmap) == self._test.X).all(axis=1))
        return int(same[0]) if len(same) else None

    def _show_next(self, numbers):
        """Draw the next of these test digits after the drawn one; after the last, the first."""
        shown = self._number(self._sketch.bitmap)
        later = numbers if shown is None else numbers[numbers > shown]
        chosen = later[0] if len(later) else numbers[0]
        sketch = self._sketch._replace(bitmap=handwriting.unfold(self._test.X[chosen]))
        self.set(sketch=sketch.text, normalise=False, tells=True)  # it is normalised already


class _Count(Label):
    """A number on a shade of grey, on which a mark would make it hard to read."""

    def moved(self, before):
        """No boxes."""
        return []


def _draw_paper(ax, n, ink, name):
    """A field of n × n cells on ``ax``, white at 0 and dark at ``ink``."""
    ax.set(xlim=(0, n), ylim=(0, n), xticks=[], yticks=[], aspect="equal")
    ax.set_xlabel(name, fontsize=style.FONT_SIZE)
    surface = Surface(ax, smooth=False, cmap=PAPER, extent=(0, n, 0, n))
    surface.set_clim(0, ink)
    return surface
