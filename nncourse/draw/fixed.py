"""Artists inside axes that do not move: a live figure draws them once, not in every frame."""

GROUP = "fixed"
BELOW = 100  # subtracted from their zorder, to put them under all that moves


def fixed(artist):
    """Mark ``artist`` to be drawn once, under all that moves in its axes, and return it. After
    changing it, call ``Explorer.relayout()``, as after changing an axis.
    """
    artist.set_gid(GROUP)
    artist.set_zorder(artist.get_zorder() - BELOW)
    return artist


def is_fixed(artist):
    """Whether ``artist`` was marked by ``fixed``."""
    return artist.get_gid() == GROUP
