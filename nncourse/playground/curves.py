"""The playground's loss curves, and the lines of text under them."""

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Lines
from nncourse.messages import say

SPANS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]  # epochs on the axis


class Curves:
    """Training and test losses, those of another run, and lines of text."""

    def __init__(self, ax, text):
        style.style_axes(ax, say("epoch"), say("loss"), equal=False)
        self.ax = ax
        self._span = None
        self._top = None
        look = dict(linewidth=1.8, zorder=3)
        (self._train,) = ax.plot([], [], color=style.INK, label=say("to_train"), **look)
        (self._test,) = ax.plot([], [], "--", color=style.COLOURS[0], label=say("to_test"), **look)
        (self._other,) = ax.plot([], [], ":", color=style.MARK, **look)
        (self._now,) = ax.plot([], [], "D", color=style.COLOURS[1], markersize=7, zorder=5)
        style.draw_legend_inside(ax)
        text.set_axis_off()
        look = dict(ha="left", va="center", color=style.INK, fontsize=9.5)
        self._lines = Lines(text, 0, 0.9, 0.05, **look)

    def move(self, scene, lines):
        """Show a scene's losses and ``lines`` of text; return whether the axes' limits changed."""
        mine = scene.curve
        self._train.set_data(mine.epochs, mine.losses[:, 0])
        self._test.set_data(mine.epochs, mine.losses[:, 1])
        theirs = scene.other
        self._other.set_data((theirs.epochs, theirs.losses[:, 1]) if theirs else ([], []))
        now = int(np.searchsorted(mine.epochs, scene.epoch))
        place = min(now, len(mine.epochs) - 1)
        self._now.set_data(mine.epochs[[place]], mine.losses[[place], 0])
        self._lines.set_text("\n".join(lines))
        both = [mine, theirs] if theirs else [mine]
        last = max(40, *(curve.epochs[-1] for curve in both))
        span = next(n for n in SPANS if n >= last or n == SPANS[-1])
        highest = np.quantile(np.concatenate([curve.losses.ravel() for curve in both]), 0.98)
        top = next((t for t in (0.25, 0.5, 1, 2) if t >= highest), 5)
        changed = (span, top) != (self._span, self._top)
        if changed:
            self._span = span
            self._top = top
            self.ax.set(xlim=(-0.03 * span, 1.03 * span), ylim=(0, 1.1 * top))
        return changed
