"""Cells that need Keras or PyTorch: ``%%keras`` and ``%%torch``.

``%load_ext nncourse.jupyter.frameworks`` loads both.

Where the library is installed, such a cell runs like any other. Elsewhere, the cell shows what it
printed when it was last recorded (recorded.json, written by tools/record.py), and says so. A
changed cell was never recorded, and says that. Keras runs on TensorFlow here.
"""

import hashlib
import json
import os
from importlib import import_module
from pathlib import Path

from nncourse.messages import as_html, listed, say

RECORDED = Path(__file__).with_name("recorded.json")
NAMES = {"keras": "Keras", "torch": "PyTorch", "tensorflow": "TensorFlow"}
NEEDS = {"keras": ["keras", "tensorflow"], "torch": ["torch"]}
# Set before TensorFlow starts: no greeting, and sums in the same order on all machines
SETTINGS = {
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
LOOKS = {"ran_here": "#8A8A8A", "recorded": "#E69F00", "never_recorded": "#D55E00"}
MARK = (
    '<p style="border-left: 4px solid {colour}; padding: 0 10px; margin: 2px 0; '
    'font-size: 90%; opacity: 0.8">{words}</p>'
)


def load_ipython_extension(shell):
    """Register the magics; ``%load_ext`` calls this."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    for name in NEEDS:
        shell.register_magic_function(_magic(shell, name), "cell", name)


def _magic(shell, library):
    """The cell magic of a library, for one shell."""

    def run_or_replay(line, cell):
        if versions := installed(library):
            exec(shell.compile(cell, shell.compile.cache(cell), "exec"), shell.user_ns)
            _show_mark("ran_here", versions=in_words(versions))
        elif recording := recordings().get(key(cell)):
            print(recording["printed"], end="")
            versions = in_words(recording["versions"])
            _show_mark("recorded", date=recording["date"], versions=versions)
        else:
            _show_mark("never_recorded", library=NAMES[library])

    return run_or_replay


def installed(library):
    """The versions of a library and its backend, such as "Keras 3.15.1, TensorFlow 2.21.0"; ""
    if one of them is missing.
    """
    try:
        modules = {name: import_module(name) for name in NEEDS[library]}
    except ImportError:
        return ""
    versions = {name: module.__version__.partition("+")[0] for name, module in modules.items()}
    return ", ".join(f"{NAMES[name]} {version}" for name, version in versions.items())


def in_words(versions):
    """The versions that ``installed`` wrote, with the comma of the reader's language."""
    return listed(versions.split(", "))


def key(cell):
    """The key of a cell in the recordings: 12 hexadecimal digits of the SHA-256 of its text."""
    return hashlib.sha256(cell.strip().encode()).hexdigest()[:12]


def recordings():
    """The output of every recorded cell: key → {"printed", "versions", "date"}."""
    return json.loads(RECORDED.read_text(encoding="utf-8"))


def _show_mark(mark, **values):
    """Say under a cell where its output comes from."""
    from IPython.display import display

    words = say(mark, **values)
    page = MARK.format(colour=LOOKS[mark], words=as_html(words))
    display({"text/plain": words, "text/html": page}, raw=True)
