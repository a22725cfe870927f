"""The time of a frame of every explorer in the kernel, at its natural size and pixel ratio 1."""

import time

import numpy as np

from benchmarks.timing import table, verdict

MOST = 35  # ms per frame
MOVES = 21  # frames of each explorer


def values(control):
    """All values that a control may take, or the bounds of a number."""
    if hasattr(control, "max"):
        return control.min, control.max
    return getattr(control, "options", None) or getattr(control, "examples", (False, True))


def move(explorer, rng):
    """Set a random number among the controls, as a slider does, or a random choice.

    The playground trains one epoch, since it spreads more over many frames.
    """
    if hasattr(explorer, "waits"):
        return explorer.player.step(1)
    shown = explorer.controls.keys() - set(explorer.unused_controls(**explorer.state))
    controls = {name: explorer.controls[name] for name in sorted(shown)}
    numbers = [name for name, control in controls.items() if hasattr(control, "max")]
    name = rng.choice(numbers or list(controls))
    ends = values(controls[name])
    value = rng.uniform(*ends) if numbers else ends[rng.integers(len(ends))]
    whole = isinstance(controls[name].value, int)
    return explorer.set(**{name: round(value) if whole else value})


def milliseconds(kind):
    """The time of each frame in ms: model, draw, describe, and the changes in the picture."""
    explorer = kind()
    rng = np.random.default_rng(0)
    taken = []
    explorer.live.still()
    for _ in range(MOVES + 2):
        move(explorer, rng)
        started = time.perf_counter()
        explorer.live.update()
        explorer.live.frames.next()
        taken.append(1e3 * (time.perf_counter() - started))
    explorer.close()
    return np.array(taken[2:])


def report():
    """The table as Markdown, and a row for the table of ratios: the slowest explorer."""
    from nncourse import explorers
    from nncourse.playground import PlaygroundExplorer

    kinds = [*(getattr(explorers, name) for name in explorers.__all__), PlaygroundExplorer]
    taken = {kind.__name__: milliseconds(kind) for kind in kinds}
    middles = {name: float(np.median(times)) for name, times in taken.items()}
    rows = [
        [name, f"{middle:.0f}", f"{np.percentile(taken[name], 95):.0f}"]
        for name, middle in middles.items()
    ]
    slowest = max(middles, key=middles.get)
    value = middles[slowest]
    row = [
        f"a frame in the kernel, {slowest}, the slowest explorer",
        "the clock",
        f"{value:.0f} ms",
        *verdict(value, most=MOST),
    ]
    return table(["ms a frame", "median", "95th percentile"], rows), [row]
