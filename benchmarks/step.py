"""The cost of a training step: forward, loss, backward, update."""

from functools import partial

from benchmarks import peers
from benchmarks.timing import MISSING, microseconds, ratio, table, take_turns, verdict
from nnlib import Network, datasets

GOALS = {(2, 4, 2, 1): 3.3, (2, 10, 10, 1): 3.2, (2, 64, 64, 1): 2.0}  # times faster than PyTorch
FLOOR = "bare NumPy"
MOST_OF_FLOOR = 1.15  # times as long as the bare loop
TORCH = "PyTorch float32"
PEERS = {  # (peer, largest distance of its loss from nnlib's: rounding in float32 or float64)
    FLOOR: (peers.bare, 1e-12),
    TORCH: (peers.pytorch, 1e-5),
    "PyTorch float64": (partial(peers.pytorch, dtype="float64"), 1e-12),
    "scikit-learn": (peers.scikit_learn, 1e-12),
    "Keras": (peers.keras, 1e-5),
}
BATCH_PEERS = [TORCH]
STEPS = 50  # in a round


def written(sizes):
    """The sizes as text: 2-4-2-1 for (2, 4, 2, 1)."""
    return "-".join(map(str, sizes))


def contenders(sizes, names, n_rows=100, **options):
    """A dict of ``run(epochs)`` for nnlib and for those peers in ``names`` that are installed."""
    network = Network.from_sizes(sizes)
    X, y = datasets.moons(n_rows)
    runs = {"nnlib": peers.nnlib(network, X, y, **options)}
    for name in names:
        try:
            runs[name] = PEERS[name][0](network, X, y, **options)
        except ModuleNotFoundError:
            continue  # the tables will say so
    return runs


def distances(sizes):
    """The distance of each peer's loss from nnlib's, the larger of those at steps one and six.

    Step one shows that the same weights give the same loss, step six that the steps are the same
    too. Raises AssertionError if a distance is larger than rounding explains.
    """
    runs = contenders(sizes, PEERS)
    first = {name: run(1) for name, run in runs.items()}
    sixth = {name: run(5) for name, run in runs.items()}
    apart = {}
    for name in [name for name in PEERS if name in runs]:
        apart[name] = max(abs(losses[name] - losses["nnlib"]) for losses in (first, sixth))
        if not apart[name] <= PEERS[name][1]:
            raise AssertionError(f"{name}, {written(sizes)}: its loss is {apart[name]:.1e} off.")
    return apart


def measure(sizes, names, epochs=STEPS, **options):
    """Arrays of seconds per step, one number per round, for nnlib and each installed peer."""
    runs = contenders(sizes, names, **options)
    taken = take_turns({name: partial(run, epochs) for name, run in runs.items()})
    return {name: seconds / STEPS for name, seconds in taken.items()}


def network_table(head, results, names, cell):
    """A table with a row for each network and a column for each library."""
    rows = [
        [written(sizes)] + [cell(known[name]) if name in known else MISSING for name in names]
        for sizes, known in results.items()
    ]
    return table([head, *names], rows)


def ratio_rows(results, names, what, goals):
    """Yield rows for the table of ratios: how many times as fast as each peer nnlib is."""
    for sizes, taken in results.items():
        for name in names:
            if name not in taken:
                yield [what.format(written(sizes)), name, MISSING, "", ""]
                continue
            if name == FLOOR:
                value = ratio(taken["nnlib"], taken[name])
                times = f"{value:.2f} times as long"
                yield [
                    what.format(written(sizes)),
                    name,
                    times,
                    *verdict(value, most=MOST_OF_FLOOR),
                ]
                continue
            value = ratio(taken[name], taken["nnlib"])
            goal = goals.get(sizes) if name == TORCH else None
            times = f"{value:.2f} times as fast"
            yield [what.format(written(sizes)), name, times, *verdict(value, least=goal)]


def report():
    """The tables as Markdown, and rows for the table of ratios."""
    apart = {sizes: distances(sizes) for sizes in GOALS}
    full = {sizes: measure(sizes, PEERS) for sizes in GOALS}
    batches = {
        sizes: measure(sizes, BATCH_PEERS, epochs=STEPS // 10, batch_size=10) for sizes in GOALS
    }
    text = [
        "All 100 rows in one step:",
        network_table("µs a step", full, ["nnlib", *PEERS], microseconds),
        "Batches of 10 rows, shuffled in each epoch:",
        network_table("µs a step", batches, ["nnlib", *BATCH_PEERS], microseconds),
        "How far the losses of the first and the sixth step are from nnlib's:",
        network_table("larger distance", apart, PEERS, "{:.0e}".format),
    ]
    rows = [
        *ratio_rows(full, PEERS, "a step of {}, 100 rows", GOALS),
        *ratio_rows(batches, BATCH_PEERS, "a step of {}, 10 rows", {}),
    ]
    return "\n\n".join(text), rows
