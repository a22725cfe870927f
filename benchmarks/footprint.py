"""The cost of the course: disk space, time to the first picture, and memory of each chapter."""

import os
import sys
from functools import partial
from importlib.metadata import distributions
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from packaging.utils import canonicalize_name

from benchmarks import ONE_THREAD
from benchmarks.timing import ratio, table, take_turns, verdict

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIRST = ROOT / "notebooks" / "01_one_neuron.ipynb"
MOST = 400  # MB a kernel may take
ROUNDS = 7  # kernel starts of each kind
PLOT = "import matplotlib.pyplot as plt\n_ = plt.plot([0, 1])"
# Let a chapter run as on a machine without these
HIDE = """
import sys

class Hide:
    def find_spec(name, *_):
        if name in ("keras", "tensorflow", "torch"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Hide)
"""
PEAK = "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def execute(cells):
    """Run cells in a fresh kernel with all threads, like a reader's; return the last outputs."""
    notebook = new_notebook(cells=cells)
    client = NotebookClient(
        notebook,
        timeout=600,
        resources={"metadata": {"path": str(ROOT / "notebooks")}},
        extra_arguments=["--log-level=ERROR"],
    )
    env = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    with client.setup_kernel(env=env | {"JUPYTER_PREFER_ENV_PATH": "1"}):
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
    return notebook.cells[-1].outputs


def has_picture(outputs):
    """Whether a PNG is among the outputs."""
    return any("image/png" in output.get("data", {}) for output in outputs)


def show(cells):
    """Run cells; AssertionError unless the last one shows a picture."""
    if not has_picture(execute(cells)):
        raise AssertionError("no picture")


def until_picture(path):
    """The code cells of a notebook up to its first picture."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    last = next(i for i, cell in enumerate(cells) if has_picture(cell.outputs))
    return cells[: last + 1]


def peak(path):
    """The peak memory of a chapter's kernel, in MB."""
    cells = nbformat.read(path, as_version=4).cells
    [output] = execute([new_code_cell(HIDE), *cells, new_code_cell(PEAK)])
    return int(output.text.split()[1]) / 1024


def megabytes(paths):
    """The total size of files, in MB."""
    return sum(path.stat().st_size for path in paths if path.is_file()) / 2**20


def disk():
    """MB of the whole environment, and of the part that `make frameworks` adds."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    locked = {line.partition("==")[0] for line in lines if "==" in line} | {"nncourse", "pip"}
    added = [d for d in distributions() if canonicalize_name(d.name) not in locked]
    files = {Path(d.locate_file(file)).resolve() for d in added for file in d.files or []}
    return megabytes(Path(sys.prefix).rglob("*")), megabytes(files)


def report():
    """The tables as Markdown, and rows for the table of ratios."""
    whole, added = disk()
    room = [["as `make lab` makes it", f"{whole - added:.0f}"]]
    room += [["what `make frameworks` adds", f"{added:.0f}"]] if added else []
    chapter = "chapter 01, its first explorer"
    plot = "`plt.plot([0, 1])`"
    cells = {chapter: until_picture(FIRST), plot: [new_code_cell(PLOT)]}
    taken = take_turns({name: partial(show, some) for name, some in cells.items()}, ROUNDS)
    value = ratio(taken[chapter], taken[plot])
    times = [[name, f"{np.median(seconds):.1f}"] for name, seconds in taken.items()]
    rows = [["from the kernel's start to a picture", plot, f"{value:.2f} times as long", "", ""]]
    text = [table(["the environment in `.venv`", "MB"], room)]
    text += [table(["from the kernel's start to the picture", "s"], times)]
    if Path("/proc/self/status").exists():
        peaks = {path.stem: peak(path) for path in NOTEBOOKS}
        text += [
            table(
                ["a chapter's kernel, at most", "MB"], [[n, f"{m:.0f}"] for n, m in peaks.items()]
            )
        ]
        heaviest = max(peaks, key=peaks.get)
        goal = verdict(peaks[heaviest], most=MOST)
        rows += [["the memory of a chapter, at most", heaviest, f"{peaks[heaviest]:.0f} MB", *goal]]
    return "\n\n".join(text), rows
