"""The time from a key press to new pixels in JupyterLab, near and far."""

import importlib.util
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.far import far
from benchmarks.timing import table, verdict

ROOT = Path(__file__).parent.parent
SCRIPT = Path(__file__).with_suffix(".js")
ROUNDS = 41  # key presses for each contender
REST = 0.3  # seconds between two presses, in which all frames finish
REPEATS = 40  # of a held key
PERIOD = 1 / 30  # seconds between two repeats
DELAY = 0.1  # seconds each way, as on a far server
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from benchmarks import pictures"
ONE = "LiveFigure, one axes"
TWO = "LiveFigure, diagram and plane"
BARE = "the way there and back"
INLINE = "interact, inline figure"
IPYMPL = "ipympl, set_data"
CELLS = {
    BARE: "pictures.bare()",
    ONE: "pictures.Surface()",
    TWO: "from nncourse.explorers import NeuronExplorer; NeuronExplorer('blobs')",
    INLINE: "pictures.inline()",
    IPYMPL: "%matplotlib widget\npictures.by_ipympl()",
}
FAR = "after the last of 40 keys, 200 ms away"
NO_BROWSER = "Not measured: no `chromium` was found (`apt install chromium` gets it)."
NO_IPYMPL = "not installed"


def open_notebook(reader, lab, names):
    """Write, open and run a notebook of contenders; return each one's slider handle."""
    from browser import write

    write(lab, "bench.ipynb", START, *(CELLS[name] for name in names))
    reader.page.add_init_script(path=SCRIPT)
    reader.open("bench.ipynb")
    reader.run()
    reader.page.wait_for_timeout(3000)
    slider = ".noUi-handle, .nncourse-range:not([hidden])"
    handles = [cell.locator(slider).first for cell in reader.explorers()]
    return dict(zip(names, handles, strict=True))


def press(reader, handle, key):
    """Press a key; return the milliseconds until new pixels."""
    handle.focus()
    reader.page.wait_for_timeout(REST * 1000)
    reader.page.keyboard.press(key)
    reader.page.wait_for_function("latency.took !== null")
    return reader.page.evaluate("latency.took")


def take_turns(reader, handles):
    """Arrays of milliseconds, one number per round, without an uncounted first round."""
    taken = {name: [] for name in handles}
    for i in range(ROUNDS + 1):
        for name in list(handles)[:: 1 if i % 2 else -1]:
            taken[name].append(press(reader, handles[name], "ArrowLeft" if i % 2 else "ArrowRight"))
    return {name: np.array(times[1:]) for name, times in taken.items()}


def hold(reader, handle):
    """Hold a key; return the ms from the last repeat to its pixels, and the number of frames."""
    handle.focus()
    reader.page.wait_for_timeout(2000)
    reader.page.evaluate("() => latency.seen = []")
    begin = time.monotonic()
    for i in range(REPEATS):
        reader.page.keyboard.down("ArrowRight")
        time.sleep(max(0, begin + (i + 1) * PERIOD - time.monotonic()))
    reader.page.keyboard.up("ArrowRight")
    reader.page.wait_for_timeout(4000)
    last, seen = reader.page.evaluate("[latency.pressed, latency.seen]")
    first = next(i for i, (_, words) in enumerate(seen) if words == seen[-1][1])
    return seen[first][0] - last, first + 1


def measure():
    """The milliseconds of each contender, and (time, frames) of each live figure far away."""
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]
    from browser import launch, serve, visit

    names = [n for n in CELLS if n != IPYMPL or importlib.util.find_spec("ipympl")]
    with TemporaryDirectory() as home, launch() as chrome, serve(Path(home)) as lab:
        address = lab[1]["lab"]
        with visit(chrome, address) as reader:
            near = take_turns(reader, open_notebook(reader, lab, names))
        port = address.split("/")[2].partition(":")[2]
        with far(port, DELAY) as other:
            there = address.replace(f":{port}/", f":{other}/")
            with visit(chrome, there) as reader:
                handles = open_notebook(reader, lab, [ONE, TWO])
                held = {name: hold(reader, handle) for name, handle in handles.items()}
    return near, held


def report():
    """The tables as Markdown, and rows for the table of ratios."""
    if not shutil.which("chromium"):
        return NO_BROWSER, [
            ["a key press", name, "not measured", "", ""] for name in (BARE, INLINE)
        ]
    near, held = measure()
    times = [
        [name, *(f"{np.percentile(near[name], q):.0f}" for q in (50, 95))]
        if name in near
        else [name, NO_IPYMPL, ""]
        for name in CELLS
    ]
    there = [[name, f"{late:.0f}", REPEATS, frames] for name, (late, frames) in held.items()]
    text = [
        table(["ms from key press to new pixels", "median", "95th percentile"], times),
        table(["200 ms away, a key held down", "ms", "keys", "frames"], there),
    ]
    middle = {name: float(np.median(taken)) for name, taken in near.items()}
    return "\n\n".join(text), [*near_rows(middle), *far_rows(held)]


def near_rows(middle):
    """Yield rows for the table of ratios: each kind of live figure against the others."""
    for name, most, least in [(ONE, 1.4, 3), (TWO, None, None)]:
        what = f"a key press, {name}"
        value = middle[name] / middle[BARE]
        yield [what, BARE, f"{value:.2f} times as long", *verdict(value, most=most)]
        for other, goal in [(INLINE, least), (IPYMPL, None)]:
            if other in middle:
                value = middle[other] / middle[name]
                yield [what, other, f"{value:.2f} times as fast", *verdict(value, least=goal)]
            else:
                yield [what, other, NO_IPYMPL, "", ""]


def far_rows(held):
    """Yield rows for the table of ratios: how late the last picture is."""
    for name, (late, _) in held.items():
        yield [FAR, name, f"{late / 1000:.2f} s late", *verdict(late / 1000, most=1)]
