"""Take an edit of a notebook, made in JupyterLab, back into book/."""

import re
from itertools import pairwise

import jupytext
import nbformat
import translate
from chapter import (
    EDITIONS,
    MYST,
    BuildError,
    as_built,
    has,
    read_book,
    read_notebook,
    remove_twins,
    title,
    words,
)


def lost_halves(book, left_out):
    """The cells that an edition leaves out, by the id of the other half that it shows."""
    pairs = [(a, b) for a, b in pairwise(book.cells) if has(a, "exercise")]
    return {b.id: a for a, b in pairs} if left_out == "exercise" else {a.id: b for a, b in pairs}


def merge(book, cells, left_out):
    """The notebook's cells, with the halves that its edition leaves out put back beside them."""
    lost = lost_halves(book, left_out)
    kept = next(tag for tag in EDITIONS.values() if tag != left_out)
    homes = [cell.id for cell in cells if has(cell, kept)]
    homeless = [name for name in lost if name not in homes]
    free = [name for name in homes if name not in lost]
    if homeless and len(homeless) != len(free):  # with equal numbers, trust their order
        raise BuildError(
            f"nothing taken, for it is not clear where {len(homeless)} of the cells "
            f"tagged {left_out} belong: make this edit in book/."
        )
    lost |= {new: lost[old] for old, new in zip(homeless, free, strict=False)}
    step = -1 if left_out == "exercise" else 1
    pairs = [[cell, lost[cell.id]][::step] if cell.id in lost else [cell] for cell in cells]
    return [cell for pair in pairs for cell in pair]


def written(cells, metadata):
    """The cells as MyST Markdown, without the front matter."""
    text = jupytext.writes(nbformat.v4.new_notebook(cells=cells, metadata=metadata), fmt=MYST)
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def stripped(cell):
    """A copy of the cell for book/, without outputs and without blank lines around it."""
    if cell.get("attachments"):
        raise BuildError(
            f"nothing taken: {title(cell)} holds a pasted picture; save it to figures/."
        )
    make = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
    return make(cell.source.strip("\n"), id=cell.id, metadata=cell.metadata)


def take(root, path):
    """Write the notebook's cells into its chapter, keep the front matter, and return a report."""
    target = root / "book" / f"{path.stem}.md"
    left_out = EDITIONS["solutions" if path.resolve().parent.name == "solutions" else ""]
    notebook = read_notebook(path)
    if notebook is None or not target.exists():
        raise BuildError(f"nothing taken: {path} or book/{target.name} is missing or broken.")
    for code in translate.languages(root):
        if path.resolve().is_relative_to((root / "notebooks" / code).resolve()):
            raise BuildError(f"nothing taken: change book/{code}/{path.stem}.po instead.")
    book = read_book(target)
    remove_twins(notebook.cells[0])
    known = [words(cell) for cell in book.cells]
    for cell in notebook.cells:
        if as_built(cell) and words(cell) not in known:
            raise BuildError(
                f"nothing taken: book/{target.name} has changed since the build of "
                f"this notebook, at {title(cell)}: make this edit in book/."
            )
    edited = [stripped(cell) for cell in notebook.cells if cell.source.strip()]
    cells = merge(book, edited, left_out)
    new = written(cells, book.metadata)
    old = written(book.cells, book.metadata)
    if new == old:
        return f"book/{target.name}: nothing to take"
    text = target.read_text(encoding="utf-8")
    head = re.match(r"---\n.*?\n---\n|", text, flags=re.DOTALL)[0]
    again = jupytext.reads(head + new, fmt=MYST).cells
    for before, after in zip(cells, again, strict=False):
        if words(before) != words(after):
            raise BuildError(f"nothing taken: {title(before)} cannot be written as MyST Markdown.")
    target.write_text(head + new, encoding="utf-8")
    return f"book/{target.name}: taken from {path}; look at it with `git diff`, then `make build`"
