"""Build notebooks/ from book/, check that they are in step, or take a notebook's edit back."""

import argparse
import os
import sys
import time
from pathlib import Path

import nbformat
from chapter import (
    METADATA,
    VIEW,
    BuildError,
    edited,
    face,
    leftovers,
    read_notebook,
    title,
    views,
    wanted,
)
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from take import take

TIMEOUT = 300  # seconds per cell: without a limit, a lost reply would hang the build forever


def difference(have, want):
    """How a notebook differs from the one wanted, in a few words; "" if it does not."""
    if have is None:
        return "is missing or cannot be read"
    for old, new in zip(have.cells, want.cells, strict=False):
        if (old.get("id"), face(old)) != (new.id, face(new)):
            return f"differs from book/ at {title(new)}"
    if len(have.cells) != len(want.cells):
        return f"has {len(have.cells)} cells where book/ has {len(want.cells)}"
    if have.metadata != METADATA or views(have):
        return "holds metadata or widget views that the build leaves out"
    if any(c.cell_type == "code" and not c.execution_count for c in have.cells):
        return "has cells that were not executed"
    return ""


def execute(notebook, folder):
    """Run all cells in the notebook's folder; keep stills and texts, and drop the widget views."""
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # else the number of pieces of printed output is random
        extra_arguments=["--log-level=ERROR"],  # no warning about unencrypted local connections
    )
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            try:
                client.execute_cell(cell, index)
            except CellTimeoutError:
                raise BuildError(f"{title(cell)} took longer than {TIMEOUT} s.") from None
            except DeadKernelError:
                raise BuildError(f"{title(cell)} ended the kernel.") from None
            except nbformat.ValidationError:
                raise BuildError(f"{title(cell)} shows no text; is a PNG base64?") from None
            except CellExecutionError as error:
                last = error.evalue.strip().rpartition("\n")[2]
                raise BuildError(f"{title(cell)} raised {error.ename}: {last}") from None
    for output in views(notebook):
        del output.data[VIEW]
        output.metadata.pop(VIEW, None)


def build(root, names=(), force=False, code=None):
    """Execute and write the notebooks that differ from book/, of one language or of all; remove
    those without a chapter.
    """
    for path, want in wanted(root, names, code):
        start = time.perf_counter()
        have = read_notebook(path)
        label = path.relative_to(root)
        if not force and not difference(have, want):
            print(f"{label}: unchanged")
            continue
        if not force and edited(have, want.cells):
            raise BuildError(
                f"{label} holds an edit that is not in book/: take it back with "
                f"--take {label}, or drop it with --force {path.stem}."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            execute(want, path.parent)
        except BuildError as error:
            raise BuildError(f"{label}: {error}") from None
        nbformat.write(want, path)
        print(f"{label}: executed in {time.perf_counter() - start:.1f} s")
    for path in [] if names or code else leftovers(root):
        mine = not edited(read_notebook(path))
        if mine:
            path.unlink()
        print(f"{path.relative_to(root)}: no chapter in book/; {'removed' if mine else 'kept'}")


def check(root, names=()):
    """Return a line for every notebook that is out of step with book/."""
    notes = [(path, difference(read_notebook(path), want)) for path, want in wanted(root, names)]
    notes += [(path, "has no chapter in book/") for path in ([] if names else leftovers(root))]
    return [f"{p.relative_to(root)} {note}: run `make build`." for p, note in notes if note]


def main(arguments=None):
    """Run the command line, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="chapters, as 01_one_neuron; all without")
    parser.add_argument("--force", action="store_true", help="execute unchanged chapters too")
    parser.add_argument("--check", action="store_true", help="execute nothing, report differences")
    parser.add_argument("--language", metavar="CODE", help="build only this one, as zh")
    parser.add_argument("--take", type=Path, metavar="NOTEBOOK", help="write its edit into book/")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1], help="the checkout")
    given = parser.parse_args(arguments)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # this environment's kernel, not the user's own
    try:
        if given.check:
            lines = check(given.root, given.names)
            print("\n".join(lines or ["book/ and notebooks/ are in step"]))
            return int(bool(lines))
        if given.take:
            print(take(given.root, given.take))
        else:
            build(given.root, given.names, given.force, given.language)
    except BuildError as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main())
