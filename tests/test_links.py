"""Every link leads somewhere: from where readers meet it, to a file, a heading or a public page."""

import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from small_project import ROOT, chapter
from test_repository import tracked_files

PLAIN = {"neuralnetworksanddeeplearning.com"}  # has no https
MARKDOWN = MarkdownIt().enable("table")


def text_of(path, notebooks):
    """The Markdown of a page."""
    if path in notebooks:
        cells = notebooks[path].cells
        return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return path.read_text(encoding="utf-8")


def pages():
    """Every page that is written by hand: as readers open it → its Markdown."""
    notebooks = dict(chapter.wanted(ROOT))
    built = {path.stem for path in notebooks}
    others = [p for p in tracked_files() if p.suffix == ".md" and p.stem not in built]
    others = [p for p in others if ROOT / "site" not in p.parents]  # test_site.py has its links
    return {path: text_of(path, notebooks) for path in [*notebooks, *others]}


def inline(text):
    """All pieces of a Markdown text."""
    return [piece for block in MARKDOWN.parse(text) for piece in block.children or [block]]


def links(text):
    """Where a Markdown text leads, pictures included."""
    for piece in inline(text):
        yield from filter(None, (piece.attrs.get("href"), piece.attrs.get("src")))
        if piece.type.startswith("html"):
            yield from re.findall(r'\b(?:href|src)="([^"]+)"', piece.content)


def anchors(text, suffix):
    """The names of headings, as JupyterLab makes them in notebooks, and GitHub elsewhere."""
    blocks = MARKDOWN.parse(text)
    heads = [b for a, b in pairwise(blocks) if a.type == "heading_open"]
    words = ["".join(piece.content for piece in head.children) for head in heads]
    if suffix == ".ipynb":
        return {word.replace(" ", "-") for word in words}
    return {re.sub(r"[^\w -]", "", word.lower()).replace(" ", "-") for word in words}


def complaint(link, page, files, texts):
    """What is wrong with a link on a page; nothing, if it leads somewhere."""
    parts = urlsplit(link)
    if parts.scheme:
        public = re.fullmatch(r"([\w-]+\.)+[a-z]{2,}", parts.netloc) and not re.search(r"\s", link)
        safe = parts.scheme == "https" or parts.netloc in PLAIN
        return "" if public and safe else "no public https address"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target not in files:
        return "no file of the repository"
    if parts.fragment and unquote(parts.fragment) not in anchors(texts[target], target.suffix):
        return "no such heading"
    return ""


def complaints(texts, files):
    """A line for every link that leads nowhere."""
    files = {*files, *(folder for path in files for folder in path.parents)}
    found = [(page, link) for page, text in texts.items() for link in links(text)]
    wrong = [(page, link, complaint(link, page, files, texts)) for page, link in found]
    return [f"{page.name}: {link}: {why}" for page, link, why in wrong if why]


def test_every_link_leads_somewhere():
    texts = pages()
    assert ROOT / "README.md" in texts and ROOT / "notebooks" / "00_start_here.ipynb" in texts
    assert complaints(texts, tracked_files()) == []


GOOD = [
    "[next](two.ipynb)",
    "[next](two.ipynb#What-it-costs)",
    "[below](#A-first-one)",
    "![a neuron](../figures/neuron.gif)",
    "| a | [table](../README.md#start-here) |\n|---|---|",
    "[folder](../figures)",
    "[paper](https://arxiv.org/abs/1412.6980)",
    "`a[0](z)` and\n\n    f[1](z)",
]
BAD = [
    "[next](three.ipynb)",
    "[next](notebooks/two.ipynb)",
    "[next](two.ipynb#what-it-costs)",
    "![a neuron](../figures/cat.gif)",
    "| a | [table](../README.md#Start-here) |\n|---|---|",
    '<img src="neuron.gif">',
    "[paper](http://arxiv.org/abs/1412.6980)",
    "[own](https://localhost/x)",
    "[shared](https://10.0.0.1/x)",
    "[old](ftp://example.org/x)",
]


@pytest.mark.parametrize(("link", "wrong"), [(g, 0) for g in GOOD] + [(b, 1) for b in BAD])
def test_a_link_that_leads_nowhere_is_named(tmp_path, link, wrong):
    two = tmp_path / "notebooks" / "two.ipynb"
    readme = tmp_path / "README.md"
    one = tmp_path / "notebooks" / "one.ipynb"
    figure = tmp_path / "figures" / "neuron.gif"
    texts = {one: f"# A first one\n\n{link}", two: "## What it costs", readme: "# Start here"}
    assert len(complaints(texts, [*texts, figure])) == wrong
