"""Curves over the steps of a run."""

import numpy as np

from nncourse.draw.numbers import short

FARTHEST = 12  # the axis reaches from 10**-FARTHEST to 10**FARTHEST at most
N_TICKS = 4
BELOW = 0.1  # of the axis: how far under it a loss of 0 is drawn


class LossAxis:
    """The logarithmic loss axis of ``ax``, from ``low`` to ``high``; when the curves go further, it
    grows to a power of 1000. Losses below 1e-12 are outside the picture, and ``placed`` puts those
    of 0 just below it, so that the line to them leads to their step.
    """

    def __init__(self, ax, low, high):
        self._ax = ax
        self._start = (np.log10(low), np.log10(high))
        ax.set_yscale("log")
        ax.minorticks_off()
        self._show(*self._start)

    def fit(self, *curves):
        """Make room for the current loss ``curves``; return whether the axis has changed."""
        losses = np.concatenate(curves)
        powers = np.log10(losses[np.isfinite(losses) & (losses > 0)])
        low, high = self._start
        if powers.min(initial=low) < low:
            low = max(3 * np.floor(powers.min() / 3), -FARTHEST)
        if powers.max(initial=high) > high:
            high = min(3 * np.ceil(powers.max() / 3), FARTHEST)
        if (low, high) == self._reach:
            return False
        self._show(low, high)
        return True

    def placed(self, losses):
        """Return ``losses`` for this axis, which has no 0; call ``fit`` before."""
        low, high = self._reach
        below = 10.0 ** (low - BELOW * (high - low))
        return np.where(losses <= 0, below, losses)

    def _show(self, low, high):
        self._reach = (low, high)
        step = np.ceil((high - low) / (N_TICKS - 1))
        ticks = 10.0 ** (np.ceil(low) + step * np.arange(N_TICKS))
        self._ax.set_yticks(ticks, [short(tick) for tick in ticks])
        self._ax.set_ylim(10.0**low, 10.0**high)
