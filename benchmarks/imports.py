"""The cost of `import nnlib`, against `import numpy`."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.timing import ratio, table, verdict

MOST = 1.2  # times as long as numpy's import
ROUNDS = 31
ROOT = Path(__file__).parent.parent
CHILD = "from time import perf_counter as now; t = now(); import {}; print(now() - t)"


def seconds_to_import(module, cache):
    """The seconds of ``import module`` in a fresh Python with its byte code in ``cache``."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = cache
    command = [sys.executable, "-c", CHILD.format(module)]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    return float(done.stdout)


def measure():
    """Arrays of seconds for numpy and nnlib; an uncounted first round compiles."""
    modules = ["numpy", "nnlib"]
    with TemporaryDirectory() as cache:
        importers = [partial(seconds_to_import, module, cache) for module in modules]
        rounds = np.array([[load() for load in importers] for _ in range(ROUNDS + 1)])[1:]
    return dict(zip(modules, rounds.T, strict=True))


def report():
    """The table as Markdown, and a row for the table of ratios."""
    taken = measure()
    times = [[f"import {module}", f"{np.median(s) * 1e3:.1f}"] for module, s in taken.items()]
    value = ratio(taken["nnlib"], taken["numpy"])
    row = ["import nnlib", "import numpy", f"{value:.2f} times as long", *verdict(value, most=MOST)]
    return table(["in a fresh Python", "ms"], times), [row]
