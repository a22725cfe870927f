"""Curves over the steps of a run."""

from nncourse.draw.style import MUTED


def draw_future(ax, look="-", color=MUTED):
    """The part of a run that is still to come, faint and under what has been: ``set_data`` moves
    it.
    """
    (curve,) = ax.plot([], [], look, color=color, alpha=0.45, linewidth=1, markersize=3, zorder=1)
    return curve
