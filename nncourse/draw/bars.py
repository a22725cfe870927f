"""Bars labelled with their values."""

import numpy as np

from nncourse.draw.labels import Label
from nncourse.draw.numbers import signed
from nncourse.draw.style import COLOURS, FONT_SIZE, INK


class Bars:
    """A bar for each of ``names`` on ``ax``, whose y limits must leave room for the numbers."""

    def __init__(self, ax, names, digits=2, colours=COLOURS, fontsize=FONT_SIZE):
        places = range(len(names))
        ax.set_xlim(-0.6, len(names) - 0.4)
        ax.set_xticks(places, names)
        ax.axhline(0, color=INK, linewidth=0.8)
        self._bars = ax.bar(places, 0, width=0.6, color=colours, edgecolor=INK)
        look = dict(ha="center", va="center", fontsize=fontsize, color=INK, zorder=5)
        self._numbers = [Label(ax, place, 0, **look) for place in places]
        low, high = ax.get_ylim()
        self._gap = 0.05 * (high - low)  # between a bar's end and the middle of its number
        self._digits = digits

    def move(self, values):
        """Show ``values``, one for each bar; NaN shows no bar."""
        for value, bar, number in zip(values, self._bars, self._numbers, strict=True):
            bar.set_height(value)
            number.set_y(value + self._gap if value >= 0 else value - self._gap)
            number.set_text("" if np.isnan(value) else signed(value, self._digits))
