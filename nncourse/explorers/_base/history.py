"""Runs of a training that are kept: a slider goes to and fro in one, and it is made once."""

from functools import lru_cache
from itertools import islice

newest = lru_cache(maxsize=1)  # a function that keeps what it gave last, for the same options


def growing(run):
    """The generator ``run`` as a function (n, **options) → its items 0 to n, or all if it ends.

    Each item is made once, when it is asked for; only the newest run is kept.
    """
    started = newest(lambda **options: ([], run(**options)))

    def until(n, **options):
        made, further = started(**options)
        made.extend(islice(further, max(0, n + 1 - len(made))))
        return made[: n + 1]

    return until
