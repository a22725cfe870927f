"""Artists inside axes that do not move: a live figure draws them once, and not in every frame."""

GROUP = "fixed"
BELOW = 100  # so much lower than what moves


def fixed(artist):
    """Return the artist, which from now on is drawn once, under all that moves in its axes. After a
    change of it, as of an axis, call ``Explorer.relayout()``.
    """
    artist.set_gid(GROUP)
    artist.set_zorder(artist.get_zorder() - BELOW)
    return artist


def is_fixed(artist):
    """Whether it was made so."""
    return artist.get_gid() == GROUP
