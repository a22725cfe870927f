"""The playground while it trains: frames on the screen, and the cost of an epoch."""

import shutil
import sys
import warnings
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks import peers
from benchmarks.latency import NO_BROWSER, ROOT, SCRIPT
from benchmarks.timing import MISSING, microseconds, ratio, table, take_turns, verdict
from nncourse.messages import say
from nnlib import Network, datasets

SECONDS = 4  # of playing
ROUNDS = 3  # of each picture, in turns
LEAST_FRAMES = 20  # a second
LEAST_SHARE = 0.7  # or of the bare picture's frames
LEAST_EPOCHS = 50  # a second, as the playground opens
LEAST_TORCH = 4  # times as fast
LEAST_SKLEARN = 2.5  # times as fast
EPOCHS = 4  # in a round
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from benchmarks import pictures"
SHOWN = {
    "playground": "from nncourse.playground import PlaygroundExplorer\nPlaygroundExplorer()",
    "bare": "pictures.BarePlayer()",
}


def frames():
    """Median (frames, epochs) per second for each of ``SHOWN``."""
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]
    from browser import launch, serve, visit, write

    seen = {name: [] for name in SHOWN}
    with TemporaryDirectory() as home, launch() as chrome, serve(Path(home)) as lab:
        write(lab, "playing.ipynb", START, *SHOWN.values())
        with visit(chrome, lab[1]["lab"]) as reader:
            reader.page.add_init_script(path=SCRIPT)
            reader.open("playing.ipynb")
            reader.run()
            reader.page.wait_for_timeout(3000)
            for _ in range(ROUNDS):
                for name, cell in zip(SHOWN, reader.explorers(), strict=True):
                    seen[name].append(play(reader, cell))
    return {name: np.median(counts, axis=0) for name, counts in seen.items()}


def play(reader, cell):
    """Play for a while, and return pictures and epochs per second."""
    cell.scroll_into_view_if_needed()
    number = cell.locator(".nncourse-number-box").first

    def step():
        return int(number.input_value().replace(",", ""))

    first = step()
    cell.get_by_role("button", name=say("play")).click()
    reader.page.wait_for_timeout(500)
    reader.page.evaluate("() => latency.seen = []")
    start = step()
    reader.page.wait_for_timeout(SECONDS * 1000)
    words = reader.page.evaluate("new Set(latency.seen.map(([_, words]) => words)).size")
    end = step()
    cell.get_by_role("button", name=say("pause")).click()
    assert end > start > first, "it does not play"
    return words / SECONDS, (end - start) / SECONDS


def epoch():
    """Seconds per epoch of the default network, with 250 samples in batches of 10."""
    part, _ = datasets.circle(500).split(test=0.5)
    network = Network.from_sizes([2, 4, 2, 1], "tanh", init="uniform", bias=0.1)
    runs = {"nnlib": peers.nnlib(network, *part, batch_size=10)}
    runs["scikit-learn"] = peers.scikit_learn(network, *part, batch_size=10)
    with suppress(ModuleNotFoundError):  # the table will say so
        runs["PyTorch float32"] = peers.pytorch(network, *part, batch_size=10)
    with warnings.catch_warnings(action="ignore"):
        taken = take_turns({name: partial(run, EPOCHS) for name, run in runs.items()})
    return {name: seconds / EPOCHS for name, seconds in taken.items()}


def report():
    """The tables as Markdown, and rows for the table of ratios."""
    taken = epoch()
    rows = []
    what = "an epoch of the playground's default network"
    for name, least in [("PyTorch float32", LEAST_TORCH), ("scikit-learn", LEAST_SKLEARN)]:
        if name in taken:
            value = ratio(taken[name], taken["nnlib"])
            rows.append([what, name, f"{value:.2f} times as fast", *verdict(value, least=least)])
        else:
            rows.append([what, name, MISSING, "", ""])
    text = [table(["an epoch", "µs"], [[name, microseconds(t)] for name, t in taken.items()])]
    what = "the playground while it trains"
    other = "a picture of 8×8 pixels"
    if not shutil.which("chromium"):
        return "\n\n".join([*text, NO_BROWSER]), [*rows, [what, other, "not measured", "", ""]]
    (ours, epochs), (bare, steps) = frames().values()
    least = round(min(LEAST_FRAMES, LEAST_SHARE * bare), 1)
    goal = verdict(ours, least=least)
    rows.append([what, other, f"{ours:.1f} frames a second, against {bare:.1f}", *goal])
    goal = verdict(round(epochs), least=LEAST_EPOCHS)
    rows.append([what, "the clock", f"{epochs:.0f} epochs a second", *goal])
    seen = [["playground", f"{ours:.1f}", f"{epochs:.1f}"], [other, f"{bare:.1f}", f"{steps:.1f}"]]
    text.append(table(["while it plays", "frames a second", "epochs a second"], seen))
    return "\n\n".join(text), rows
