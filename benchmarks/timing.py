"""Time functions in turns, and format tables."""

from timeit import timeit

import numpy as np

MISSING = "not installed: make frameworks"


def take_turns(contenders, rounds=31):
    """Call each of a dict of functions once per round; return arrays of seconds, one per round.

    So a busy moment of the machine affects all of them alike. Every other round runs backwards, so
    that none always follows the same neighbour. A round before the first is not counted. Like
    timeit, it switches garbage collection off.
    """
    names = list(contenders)
    seconds = {name: [] for name in names}
    for i in range(rounds + 1):
        for name in names[:: 1 if i % 2 else -1]:
            seconds[name].append(timeit(contenders[name], number=1))
    return {name: np.array(taken[1:]) for name, taken in seconds.items()}


def ratio(slower, faster):
    """The median over the rounds of ``slower`` / ``faster``."""
    return float(np.median(slower / faster))


def microseconds(seconds):
    """The median, in µs, to three digits, as in "62.1", "341" and "13 200"."""
    value = float(f"{np.median(seconds) * 1e6:.3g}")
    return f"{value:,.{1 if value < 100 else 0}f}".replace(",", " ")


def verdict(value, least=None, most=None):
    """The goal and whether ``value`` reaches it, as two cells of a table."""
    if least is not None:
        return f"at least {least:g}", "yes" if value >= least else "**no**"
    if most is not None:
        return f"at most {most:g}", "yes" if value <= most else "**no**"
    return "", ""


def table(head, rows, n_text=1):
    """A Markdown table with its first ``n_text`` columns left-aligned, the others right-aligned."""
    rule = ["---"] * n_text + ["---:"] * (len(head) - n_text)
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in [head, rule, *rows])
