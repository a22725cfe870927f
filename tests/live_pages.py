"""Pages for the tests of what runs in them: a chapter's cells as the site has them, and no more."""

import html
import json
from contextlib import contextmanager
from pathlib import Path

import live
import pytest
from website_server import NOT_LIVE, served

ROOT = Path(__file__).parents[1]
# Lets a browser find this computer under a name. Browsers trust it as little as another computer
# without https: there is no Cache storage
ELSEWHERE = "--host-resolver-rules=MAP classroom.test 127.0.0.1"
IDLE = "!document.querySelector('.nn-busy')"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{look}
body {{ max-width: 60em; margin: 1em auto; padding: 0 12px; }}
body {{ background: var(--nnc-ground); color: var(--nnc-ink); }}
pre {{ padding: 8px; margin: 0; overflow: auto; }}</style>
<link rel="stylesheet" href="live/live.css">
<script type="module" src="live/page.js"></script></head>
<body><article><div data-notebook="{name}" data-notebook-file="notebooks/{name}.ipynb">
<div class="nn-live-bar"></div>
{cells}
</div></article></body></html>
"""
CELL = """<div class="cell" data-cell="{id}" data-tags="{tags}">
<div class="cell_input"><div class="highlight"><pre>{code}</pre></div></div>
<div class="cell_output">{output}</div></div>"""


def read(name, folder="notebooks"):
    return json.loads((ROOT / folder / f"{name}.ipynb").read_text("utf-8"))


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _still(cell):
    for output in cell["outputs"]:
        picture = output.get("data", {}).get("image/png")
        if picture:
            return f'<img alt="" src="data:image/png;base64,{"".join(picture)}">'
    return ""


def write_page(folder, name, cells, notebook=None):
    """Write NAME.html, whose cells are [(id, code, tags, output)]."""
    look = (ROOT / "nncourse/widgets/look.css").read_text("utf-8").replace(":is(", ":is(body, ", 1)
    parts = [
        CELL.format(id=cell, code=html.escape(code), tags=tags, output=output)
        for cell, code, tags, output in cells
    ]
    page = PAGE.format(name=name, look=look, cells="\n".join(parts))
    (folder / f"{name}.html").write_text(page, "utf-8")
    if notebook is not None:
        (folder / "notebooks").mkdir(exist_ok=True)
        (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook), "utf-8")


def write_chapter(folder, name):
    notebook = read(name)
    cells = [
        (
            cell["id"],
            "".join(cell["source"]),
            " ".join(cell["metadata"].get("tags", [])),
            _still(cell),
        )
        for cell in code_cells(notebook)
    ]
    write_page(folder, name, cells, notebook)


@contextmanager
def serve(folder, kind=None):
    """Serve a folder of files; the address."""
    with served(folder, kind=kind) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="session")
def live_site(tmp_path_factory):
    """A folder with what live pages need, and no page yet."""
    folder = tmp_path_factory.mktemp("site")
    if not live.build(folder):
        pytest.skip(NOT_LIVE)
    return folder


def write_cells(folder, name, *codes, tags=""):
    """Write a page of cells that are called a, b, c ..."""
    cells = [(chr(97 + i), code, tags, "") for i, code in enumerate(codes)]
    notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    for cell, code, _, _ in cells:
        source = code.splitlines(keepends=True)
        common = {"cell_type": "code", "id": cell, "source": source, "metadata": {}}
        notebook["cells"].append(common | {"outputs": [], "execution_count": None})
    write_page(folder, name, cells, notebook)
