"""The growth of a training step's cost with rows, width and depth."""

from functools import partial
from itertools import pairwise
from math import log2

import numpy as np

from benchmarks.step import TORCH, contenders
from benchmarks.timing import MISSING, microseconds, ratio, table, take_turns

GROWING = {  # what grows: (its values, value → network sizes and number of rows)
    "rows, of 2-10-10-1": ([10, 30, 100, 300, 1000, 3000, 10_000], lambda n: ((2, 10, 10, 1), n)),
    "width, of 2-width-width-1": ([4, 8, 16, 32, 64, 128, 256, 512], lambda n: ((2, n, n, 1), 100)),
    "depth, in hidden layers of 10": ([1, 2, 4, 8, 16], lambda n: ((2, *[10] * n, 1), 100)),
}
MULTIPLICATIONS = 40e6  # per round at most, so that it takes about 5 to 30 ms


def steps_in_a_round(sizes, n_rows):
    """The number of steps in a round: 50, or fewer for large networks, but at least 3."""
    in_a_step = 3 * n_rows * sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    return int(np.clip(MULTIPLICATIONS / in_a_step, 3, 50))


def measure(values, meaning):
    """Seconds per step of nnlib and PyTorch for each of ``values``, all in turns."""
    runs = {}
    steps = {}
    for n in values:
        sizes, n_rows = meaning(n)
        steps[n] = steps_in_a_round(sizes, n_rows)
        for name, run in contenders(sizes, [TORCH], n_rows).items():
            runs[name, n] = partial(run, steps[n])
    return {(name, n): seconds / steps[n] for (name, n), seconds in take_turns(runs, 15).items()}


def cells(taken, name, n, before):
    """µs per step, and its factor per doubling from the value before to this one."""
    if (name, n) not in taken:
        return [MISSING, ""]
    growth = ""
    if before:
        growth = f"{ratio(taken[name, n], taken[name, before]) ** (1 / log2(n / before)):.2f}"
    return [microseconds(taken[name, n]), growth]


def growth_table(what, values, taken):
    """A table of µs per step and its growth for nnlib and PyTorch, and how much faster nnlib is."""
    rows = []
    for n, before in zip(values, [None, *values], strict=False):
        both = [*cells(taken, "nnlib", n, before), *cells(taken, TORCH, n, before)]
        faster = f"{ratio(taken[TORCH, n], taken['nnlib', n]):.2f}" if (TORCH, n) in taken else ""
        rows.append([f"{n:,}".replace(",", " "), *both, faster])
    head = [what, "nnlib, µs", "a doubling", f"{TORCH}, µs", "a doubling", "nnlib is times as fast"]
    return table(head, rows)


def report():
    """The tables as Markdown."""
    return "\n\n".join(
        growth_table(what, values, measure(values, meaning))
        for what, (values, meaning) in GROWING.items()
    )
