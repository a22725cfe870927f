"""Keep the runs of a training: a slider moves back and forth in a run that is made once."""

from functools import lru_cache
from itertools import islice

newest = lru_cache(maxsize=1)  # a decorator that keeps the last result, for the same options


def growing(run):
    """Turn the generator ``run`` into a function (n, **options) → items 0 to n, or all if it ends.

    Each item is made once, when it is needed; only the newest run is kept.
    """
    started = newest(lambda **options: ([], run(**options)))

    def until(n, **options):
        made, further = started(**options)
        made.extend(islice(further, max(0, n + 1 - len(made))))
        return made[: n + 1]

    return until
