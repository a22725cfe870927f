"""A small project with one chapter, and the modules of tools/, for their tests."""

import shutil
from pathlib import Path

import build
import chapter  # noqa: F401
import nbformat
import publish_as  # noqa: F401
import pytest
import spelling  # noqa: F401
import take  # noqa: F401

ROOT = Path(__file__).parents[1]

STILL = "iVBORw0KGgo="  # the first bytes of a PNG are picture enough here
CHAPTER = f'''---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A chapter

Prose with $x$.

```{{code-cell}}
import ipywidgets
from IPython.display import display

slider = ipywidgets.FloatSlider(description="w")
still = {{"image/png": "{STILL}", "text/plain": "the caption"}}
display(slider._repr_mimebundle_() | still, raw=True)
print(1)
print(2, flush=True)
print(3)
```

One more paragraph.

+++

And a cell of its own.

```{{code-cell}}
:tags: [exercise]

answer = ...
```

```{{code-cell}}
:tags: [solution]

answer = 42
answer
```
'''


def write_book(root, text, name="01_small"):
    """Put a chapter into book/."""
    (root / "book").mkdir(exist_ok=True)
    (root / "book" / f"{name}.md").write_text(text, encoding="utf-8")


def read_book(root):
    """The small chapter's text as it is now."""
    return (root / "book" / "01_small.md").read_text(encoding="utf-8")


def change_notebook(root, change, name="01_small.ipynb"):
    """Let change work on a notebook's dictionary, as an edit in JupyterLab would."""
    path = root / "notebooks" / name
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)
    return path


def count_only(notebook, folder):
    """Stands in for execute where outputs do not matter."""
    for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
        cell.execution_count = number + 1


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The small project, built without a kernel."""
    monkeypatch.setattr(build, "execute", count_only)
    write_book(tmp_path, CHAPTER)
    build.build(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The small project, built for good; only to be read."""
    root = tmp_path_factory.mktemp("executed")
    write_book(root, CHAPTER)
    build.build(root)
    return root


@pytest.fixture
def copied(executed, tmp_path):
    """A copy of the small project as it was built for good."""
    return shutil.copytree(executed, tmp_path / "copied")
