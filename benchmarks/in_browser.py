"""The chapters on the website, where Python runs in the page, beside the local kernel."""

import re
import shutil
import statistics
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.latency import NO_BROWSER, ROOT, SCRIPT, START, TWO, open_notebook, press
from benchmarks.playing import SHOWN, play
from benchmarks.timing import table, verdict

CHAPTER = "01_one_neuron"
STARTS = 3  # of each kind
PRESSES = 41
ROUNDS = 3  # of playing
COLD = 8  # seconds until the first live figure, at most
CACHED = 4  # seconds, from the browser's cache
WIRE = 28  # megabytes until then
KEY = 35  # milliseconds, the median
FRAMES = 20  # a second, of the playground
MEMORY = 500  # megabytes of the page's process
LACKING = "Not measured: there is no Python for browsers (`make site` fetches it)."
LIVE = "document.querySelector('.nn-outputs:not(.nn-fresh) .nncourse-canvas')?.style.width"
PLAYGROUND = "document.querySelector('.nn-outputs:not(.nn-fresh) .nnp-unit')"
IDLE = "!document.querySelector('.nn-busy')"
SLIDER = ".noUi-handle, .nncourse-range:not([hidden])"
FIGURE = "from nncourse.explorers import NeuronExplorer; NeuronExplorer('blobs')"


@contextmanager
def site():
    """The address of pages with chapter 01, a figure and the playground; None without Python."""
    sys.path[:0] = [str(ROOT / name) for name in ("tests", "tools", "site")]
    import live
    from live_pages import serve, write_cells, write_chapter

    with TemporaryDirectory() as home:
        folder = Path(home)
        if not live.build(folder):
            yield None
            return
        write_chapter(folder, CHAPTER)
        write_cells(folder, "key", FIGURE)
        write_cells(folder, "playing", SHOWN["playground"])
        with serve(folder) as address:
            yield address


def open_live(context, address, shown=LIVE):
    """A page whose cells have run, and the seconds until its first figure is ``shown``."""
    page = context.new_page()
    page.add_init_script(path=SCRIPT)
    page.goto(address)
    page.wait_for_selector(".nn-main")
    begin = time.monotonic()
    page.locator(".nn-main").click()
    page.wait_for_function(shown)
    taken = time.monotonic() - begin
    page.wait_for_function(IDLE)
    return page, taken


def starts(chrome, address):
    """Seconds to the first figure, cold and from the cache, and the megabytes of a cold start."""
    cold = []
    cached = []
    wire = []
    for _ in range(STARTS):
        context = chrome.new_context()
        served = []
        context.on("response", lambda response, served=served: served.append(response))
        page, taken = open_live(context, f"{address}/{CHAPTER}.html")
        own = [response for response in served if response.url.startswith(address)]
        sizes = [int(response.headers.get("content-length", 0)) for response in own]
        wire.append(sum(sizes) / 1e6)
        cold.append(taken)
        page.close()
        page, taken = open_live(context, f"{address}/{CHAPTER}.html")
        cached.append(taken)
        context.close()
    return [statistics.median(values) for values in (cold, cached, wire)]


def memory(chrome, address):
    """Megabytes of the largest process of the browser, which is the page's with its Python."""
    context = chrome.new_context()
    open_live(context, f"{address}/{CHAPTER}.html")
    session = chrome.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [resident(process["id"]) for process in processes if process["type"] == "renderer"]
    context.close()
    return max(sizes)


def resident(process):
    """The megabytes of a process that are its own, on Linux; 0 elsewhere."""
    path = Path(f"/proc/{process}/smaps_rollup")
    if not path.exists():
        return 0
    found = re.search(r"^Pss: +(\d+) kB", path.read_text(), flags=re.MULTILINE)
    return int(found[1]) / 1000


class Here:
    """A page as ``press`` and ``play`` of the other benchmarks know it."""

    def __init__(self, page):
        self.page = page


def keys(here, there):
    """Medians of the milliseconds from a key to new pixels, in the page and in JupyterLab."""
    taken = {"here": [], "there": []}
    for i in range(PRESSES + 1):
        key = "ArrowLeft" if i % 2 else "ArrowRight"
        for name, (reader, handle) in zip(taken, (here, there), strict=True):
            taken[name].append(press(reader, handle, key))
    return [float(np.median(values[1:])) for values in taken.values()]


def frames(here, there):
    """Medians of the playground's frames a second, in the page and in JupyterLab."""
    seen = [[], []]
    for _ in range(ROUNDS):
        for place, (reader, cell) in zip(seen, (here, there), strict=True):
            place.append(play(reader, cell)[0])
    return [float(np.median(values)) for values in seen]


def kernel_start(chrome, lab):
    """Seconds until the first figure of a notebook that JupyterLab opens, with the local kernel."""
    from browser import visit, write

    write(lab, "start.ipynb", FIGURE)
    with visit(chrome, lab[1]["lab"]) as reader:
        begin = time.monotonic()
        reader.open("start.ipynb")
        reader.run()
        reader.page.wait_for_selector(".nncourse-canvas")
        return time.monotonic() - begin


def measure(address):
    """The numbers, by name; those in a local kernel have the name that ends in "there"."""
    from browser import launch, serve, visit, write

    with TemporaryDirectory() as home, launch() as chrome, serve(Path(home)) as lab:
        cold, cached, wire = starts(chrome, address)
        found = {"cold": cold, "cached": cached, "wire": wire, "memory": memory(chrome, address)}
        found["start there"] = kernel_start(chrome, lab)
        context = chrome.new_context()
        with visit(chrome, lab[1]["lab"]) as reader:
            page, _ = open_live(context, f"{address}/key.html")
            here = Here(page), page.locator(SLIDER).first
            there = reader, open_notebook(reader, lab, [TWO])[TWO]
            found["key"], found["key there"] = keys(here, there)
        with visit(chrome, lab[1]["lab"]) as reader:
            write(lab, "playing.ipynb", START, SHOWN["playground"])
            reader.page.add_init_script(path=SCRIPT)
            reader.open("playing.ipynb")
            reader.run()
            reader.page.wait_for_timeout(3000)
            page, _ = open_live(context, f"{address}/playing.html", PLAYGROUND)
            here = Here(page), page.locator("[data-cell]").first
            found["frames"], found["frames there"] = frames(here, (reader, reader.explorers()[0]))
    return found


def report():
    """The table as Markdown, and rows for the table of ratios."""
    if not shutil.which("chromium"):
        return NO_BROWSER, [["a live page", "the clock", "not measured", "", ""]]
    with site() as address:
        if address is None:
            return LACKING, [["a live page", "the clock", "not measured", "", ""]]
        found = measure(address)
    text = table(
        ["in the browser", "in the page", "local kernel"],
        [
            ["first live figure of chapter 01, cold (s)", f"{found['cold']:.1f}", ""],
            [
                "the same, from the cache (s)",
                f"{found['cached']:.1f}",
                f"{found['start there']:.1f}",
            ],
            ["megabytes fetched until then", f"{found['wire']:.1f}", ""],
            [
                "key to pixels, diagram and plane (ms)",
                f"{found['key']:.0f}",
                f"{found['key there']:.0f}",
            ],
            [
                "playground, frames a second",
                f"{found['frames']:.1f}",
                f"{found['frames there']:.1f}",
            ],
            ["memory of the page with its Python (MB)", f"{found['memory']:.0f}", ""],
        ],
    )
    goals = [
        ("first live figure of chapter 01, cold", "cold", "s", dict(most=COLD)),
        ("first live figure of chapter 01, from the cache", "cached", "s", dict(most=CACHED)),
        ("fetched before it", "wire", "MB", dict(most=WIRE)),
        ("a key press on a live page", "key", "ms", dict(most=KEY)),
        ("the playground on a live page", "frames", "frames a second", dict(least=FRAMES)),
        ("memory of a live page", "memory", "MB", dict(most=MEMORY)),
    ]
    rows = [
        [what, "the clock", f"{found[name]:.1f} {unit}", *verdict(found[name], **goal)]
        for what, name, unit, goal in goals
    ]
    return text, rows
