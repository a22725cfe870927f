"""Record what Keras, PyTorch and scikit-learn do, for readers who have not installed them.

It writes nncourse/explorers/parity.json, the losses of a hundred steps in each library, and
nncourse/jupyter/recorded.json, what the cells %%keras and %%torch of the notebooks printed when
they were built. So first `make frameworks` and `make build`, then this. Tests compare both files
with live runs.
"""

import json
import os
import sys
from datetime import date
from itertools import islice, product
from pathlib import Path

import nbformat
import numpy as np
import sklearn
from libraries import TRAIN

from nncourse.explorers import parity
from nncourse.jupyter import frameworks
from nncourse.messages import languages, say
from nnlib.messages import set_language
from nnlib.training import shuffled

ROOT = Path(__file__).parents[1]


def batches(precision):
    """The hundred batches that nnlib.train draws with seed 0."""
    X, y = (array.astype(precision) for array in parity.data())
    order = shuffled(len(X), seed=0)
    starts = range(0, len(X), parity.BATCH)
    rows = (order(epoch)[i : i + parity.BATCH] for epoch in range(parity.STEPS) for i in starts)
    return [(X[r], y[r, None]) for r in islice(rows, parity.STEPS)]


def trace(library, optimizer, precision, rates):
    """The hundred losses of a library."""
    start = parity.network(precision)
    small = batches(precision)
    return np.float64(TRAIN[library](start, small, optimizer, parity.RATES[rates])).tolist()


def traces():
    """The losses of all combinations, by the names under which the explorer looks them up."""
    options = product(parity.LIBRARIES, parity.OPTIMIZERS, parity.PRECISIONS, parity.RATES)
    return {" ".join(chosen): trace(*chosen) for chosen in options}


def printed(notebook):
    """Yield (key, printed text, the mark below it) for each cell that needs a framework."""
    for cell in notebook.cells:
        magic, _, rest = cell.source.partition("\n")
        if cell.cell_type == "code" and magic.removeprefix("%%") in frameworks.NEEDS:
            texts = [output.text for output in cell.outputs if output.output_type == "stream"]
            [mark] = [o.data["text/plain"] for o in cell.outputs if "data" in o]
            yield frameworks.key(rest), "".join(texts), mark


def recordings(notebooks):
    """The output of the cells, by key; exit if one did not run here."""
    here = {}
    for code in languages():
        set_language(code)
        for versions in map(frameworks.installed, frameworks.NEEDS):
            here[say("ran_here", versions=frameworks.in_words(versions))] = versions
    kept = {}
    for name, text, mark in (cell for notebook in notebooks for cell in printed(notebook)):
        if mark not in here:
            sys.exit(f"A notebook says {mark!r}: build it again, with the frameworks installed.")
        kept[name] = {"printed": text, "versions": here[mark], "date": str(date.today())}
    return kept


def built():
    """All built notebooks."""
    paths = sorted((ROOT / "notebooks").rglob("[0-9][0-9]_*.ipynb"))
    return [nbformat.read(path, as_version=4) for path in paths]


def write(path, content):
    """Write ``content`` as JSON, and print the path."""
    path.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: written")


def main():
    """Record everything that the tests compare with live runs."""
    for name, value in frameworks.SETTINGS.items():
        os.environ.setdefault(name, value)
    versions = [*map(frameworks.installed, frameworks.NEEDS), f"scikit-learn {sklearn.__version__}"]
    about = {"date": str(date.today()), "versions": versions}
    write(frameworks.RECORDED, recordings(built()))
    write(parity.TRACES, about | {"losses": traces()})


if __name__ == "__main__":
    main()
