"""The cost of a training step: forward, loss, backward, update."""

from functools import partial

from benchmarks import peers
from benchmarks.timing import MISSING, microseconds, ratio, table, take_turns, verdict
from nnlib import Network, datasets

GOALS = {(2, 4, 2, 1): 3.3, (2, 10, 10, 1): 3.2, (2, 64, 64, 1): 2.0}  # times faster than PyTorch
FLOOR = "bare NumPy"
MOST_OF_FLOOR = 1.15  # times as long as the bare loop
TORCH = "PyTorch float32"
PEERS = {  # with how far their losses may be from ours: the rounding of float32 and of float64
    FLOOR: (peers.bare, 1e-12),
    TORCH: (peers.pytorch, 1e-5),
    "PyTorch float64": (partial(peers.pytorch, dtype="float64"), 1e-12),
    "scikit-learn": (peers.scikit_learn, 1e-12),
    "Keras": (peers.keras, 1e-5),
}
BATCH_PEERS = [TORCH]
STEPS = 50  # in a round


def written(sizes):
    """2-4-2-1 for (2, 4, 2, 1)."""
    return "-".join(map(str, sizes))


def contenders(sizes, names, n_rows=100, **options):
    """A dict of ``run(epochs)``: of nnlib, and of those peers in ``names`` that are installed."""
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
    """The distance of each peer's loss from nnlib's, the larger of the first and the sixth step's.

    The first shows that the same loss is computed from the same weights, the sixth that the steps
    are the same too. Raises AssertionError if one is further than rounding explains.
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
    """Arrays of seconds a step, one number a round, for nnlib and each peer that is installed."""
    runs = contenders(sizes, names, **options)
    taken = take_turns({name: partial(run, epochs) for name, run in runs.items()})
    return {name: seconds / STEPS for name, seconds in taken.items()}


def network_table(head, results, names, cell):
    """Rows of networks, columns of libraries."""
    rows = [
        [written(sizes)] + [cell(known[name]) if name in known else MISSING for name in names]
        for sizes, known in results.items()
    ]
    return table([head, *names], rows)


def ratio_rows(results, names, what, goals):
    """Rows of the last table: how many times faster than each peer nnlib is."""
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
    """The tables as Markdown, and the rows of the last table."""
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
