"""Read the chapters of book/ and their notebooks, and name and compare their cells."""

import copy
import hashlib
import os
import re
from collections import Counter
from itertools import pairwise

import jupytext
import nbformat
import translate

from nncourse.messages import table
from nncourse.widgets.display import VIEW

MYST = "md:myst"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}
EDITIONS = {"": "solution", "solutions": "exercise"}  # folder in notebooks/ → the tag it leaves out
LINK = r"\[[^]\n]+\]\([^)\n]*\)"
TWINS = re.compile(rf"\A([^\n]*)\n\n{LINK}( · {LINK})*(?=\n)")  # under a title


class BuildError(Exception):
    """An error whose sentence says what is wrong and what to do."""


def has(cell, tag):
    """Whether ``cell`` is not None and has the tag."""
    return cell is not None and tag in cell.metadata.get("tags", [])


def face(cell):
    """The content of a cell without its id and its outputs."""
    return cell.cell_type, cell.source, cell.metadata


def title(cell):
    """A few words by which to find a cell."""
    return f"the {cell.cell_type} cell {cell.source.partition(chr(10))[0][:60]!r}"


def content_id(cell):
    """An id made from the cell's content, so that an edit changes only this cell's id."""
    return hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]


def read_book(path):
    """Read a chapter as a notebook with fixed ids; BuildError for an exercise without solution."""
    book = jupytext.reads(path.read_text(encoding="utf-8"), fmt=MYST)
    for here, after in pairwise([None, *book.cells, None]):
        if has(here, "exercise") != has(after, "solution"):
            alone = title(here if has(here, "exercise") else after)
            raise BuildError(
                f"{path.name}: {alone} needs its other half; a cell tagged exercise "
                "is followed by one tagged solution."
            )
    name_cells(book.cells)
    return book


def name_cells(cells):
    """Give cells ids that follow from their content."""
    seen = Counter()
    for cell in cells:
        name = content_id(cell)
        seen[name] += 1
        cell.id = name if seen[name] == 1 else f"{name}-{seen[name]}"


def read_notebook(path):
    """The notebook at ``path``, or None if it is missing or not a notebook."""
    try:
        return nbformat.read(path, as_version=4)
    except (FileNotFoundError, nbformat.reader.NotJSONError):
        return None


def words(cell):
    """The text that a person wrote into a cell, with the cell's type."""
    return cell.cell_type, cell.source.strip()


def as_built(cell):
    """Whether the cell still has the content from which its id was made."""
    return content_id(cell) == cell.get("id", "").partition("-")[0]


def edited(notebook, wanted=()):
    """Whether a notebook holds text that is neither from the build nor in the wanted cells."""
    known = [words(cell) for cell in wanted]
    cells = notebook.cells if notebook else []
    return any(c.source and not as_built(c) and words(c) not in known for c in cells)


def views(notebook):
    """The outputs with a widget view, which cannot be shown without a kernel."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output for output in outputs if VIEW in output.get("data", {})]


def place(root, code, edition, name):
    """The path of a chapter's notebook in a language."""
    folder = "" if code == translate.ENGLISH else code
    return root / "notebooks" / folder / edition / f"{name}.ipynb"


def add_twins(cell, root, code, edition, name):
    """Put links to the same notebook in other languages under the title, in the first cell."""
    here = place(root, code, edition, name).parent
    links = []
    for other in translate.languages_of(root, name):
        if other != code:
            path = os.path.relpath(place(root, other, edition, name), here)
            label = table(other)["language_name"]
            links.append(f"[{label}]({path.replace(os.sep, '/')})")
    if links:
        first, _, rest = cell.source.partition("\n")
        cell.source = f"{first}\n\n{' · '.join(links)}\n{rest}"
        cell.id = content_id(cell)


def remove_twins(cell):
    """Remove what ``add_twins`` put into a cell."""
    was_built = as_built(cell)
    cell.source = TWINS.sub(r"\1", cell.source)
    if was_built:
        cell.id = content_id(cell)


def in_language(root, book, name, code):
    """The cells of a chapter in a language."""
    if code == translate.ENGLISH:
        return copy.deepcopy(book.cells)
    catalogue = translate.read(translate.catalogues(root, code)[name])
    cells = [translate.translated(copy.deepcopy(cell), catalogue, code) for cell in book.cells]
    name_cells(cells)
    return cells


def wanted(root, names=(), only=None):
    """Yield path and unexecuted notebook of each edition of the named chapters, or of all, in the
    language ``only``, or in all.
    """
    books = translate.chapters(root)
    for name in names or books:
        if name not in books:
            raise BuildError(f"There is no chapter {name!r} in book/, only {', '.join(books)}.")
        book = read_book(books[name])
        codes = [code for code in translate.languages_of(root, name) if only in (None, code)]
        for code in codes:
            for edition, tag in EDITIONS.items():
                if not edition or any(has(cell, tag) for cell in book.cells):
                    cells = in_language(root, book, name, code)
                    shown = [cell for cell in cells if not has(cell, tag)]
                    add_twins(shown[0], root, code, edition, name)
                    notebook = nbformat.v4.new_notebook(cells=shown, metadata=METADATA)
                    yield place(root, code, edition, name), notebook


def leftovers(root):
    """The notebooks that belong to no chapter in book/."""
    codes = [translate.ENGLISH, *translate.languages(root)]
    folders = {place(root, code, edition, "").parent for code in codes for edition in EDITIONS}
    found = {path for folder in folders for path in folder.glob("*.ipynb")}
    return sorted(found - {path for path, _ in wanted(root)})
