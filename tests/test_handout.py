"""tools/handout.py makes a page of every chapter that needs neither kernel nor network."""

import os
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup
from commands import refused
from small_project import ROOT, chapter, handout
from test_browser import DEAD

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAPER = {"width": 673, "height": 950}  # A4 less its margins, in pixels


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder with the pages."""
    folder = tmp_path_factory.mktemp("handout")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handout, "find_chromium", lambda: None)
        assert handout.main(["--to", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def both(request, pages):
    """A notebook, and its page."""
    text = (pages / f"{request.param.stem}.html").read_text(encoding="utf-8")
    return nbformat.read(request.param, as_version=4), BeautifulSoup(text, "html.parser")


def test_every_still_is_there_with_its_caption(both):
    notebook, soup = both
    stills = [
        ("data:image/png;base64," + output.data["image/png"].replace("\n", ""), text)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {}) and (text := output.data["text/plain"])
    ]
    shown = [(image["src"].replace("\n", ""), image["alt"]) for image in soup.find_all("img")]
    assert stills and set(stills) <= set(shown)
    words = {caption.get_text() for caption in soup.select(".nncourse-caption, .nncourse-still")}
    assert {text for _, text in stills} <= words


def test_nothing_is_fetched_and_nothing_runs(both):
    _, soup = both
    assert not soup.find_all(["script", "link", "iframe", "object"])
    assert not [tag["src"] for tag in soup.select("[src]") if not tag["src"].startswith("data:")]
    assert "url(" not in "".join(style.get_text() for style in soup.find_all("style"))
    text = str(soup)
    assert not [words for words in [*DEAD, chapter.VIEW, "No description"] if words in text]


def test_every_exercise_and_every_formula_is_there(both):
    notebook, soup = both
    exercises = [cell for cell in notebook.cells if chapter.has(cell, "exercise")]
    assert exercises and len(soup.select(".celltag_exercise")) == len(exercises)
    assert "..." in soup.select(".celltag_exercise")[0].get_text()
    formulas = soup.find_all("math")
    assert not [str(f) for f in formulas if "\\" in f.get_text() or "$" in f.get_text()]
    prose = "".join(cell.get_text() for cell in soup.select(".text_cell") if not cell.code)
    assert "$" not in prose


def test_chapters_lead_to_each_other(both, pages):
    _, soup = both
    links = [tag["href"].partition("#") for tag in soup.select("a[href]")]
    near = [(name, anchor) for name, _, anchor in links if "://" not in name]
    own = {tag["id"] for tag in soup.select("[id]")}
    assert not [name for name, _ in near if name and not (pages / name).exists()]
    assert not [anchor for name, anchor in near if not name and anchor not in own]


def test_an_unknown_chapter_is_named():
    assert handout.main(["99_none"]).startswith("There is no chapter '99_none', only 00_start_here")


def test_without_a_browser_one_sentence_says_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(handout, "find_chromium", lambda: None)
    handout.main(["00_start_here", "--to", str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["00_start_here.html"]
    assert "For PDF too, Chromium is needed" in capsys.readouterr().out


@pytest.mark.parametrize("browser", ["/nowhere/chromium", sys.executable])
def test_a_browser_that_does_not_start_is_named_in_one_sentence(tmp_path, browser):
    command = [sys.executable, "tools/handout.py", "00_start_here", "--to", str(tmp_path)]
    said = refused(command, ROOT, CHROMIUM=browser)
    assert f"No PDF, for {browser} does not start as a browser: CHROMIUM=/path/to/it" in said
    assert [path.name for path in tmp_path.iterdir()] == ["00_start_here.html"]


def test_notebooks_of_one_s_own_are_no_chapters(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "Untitled.ipynb").touch()
    monkeypatch.setattr(handout, "ROOT", tmp_path)
    monkeypatch.setattr(handout, "find_chromium", lambda: None)
    assert handout.main(["--to", str(tmp_path / "pages")]) == 0


@pytest.mark.browser
def test_a_browser_prints_it(tmp_path, chromium):
    # A process of its own: playwright runs once in each, and here for the other tests
    command = [sys.executable, "tools/handout.py", "00_start_here", "--to", tmp_path]
    environment = os.environ | {"CHROMIUM": str(chromium)}
    said = subprocess.check_output(command, cwd=ROOT, env=environment, text=True)
    assert (tmp_path / "00_start_here.pdf").read_bytes().startswith(b"%PDF")
    assert "ready to print" in said


@pytest.mark.browser
def test_nothing_is_cut_off_on_paper(pages, chrome):
    page = chrome.new_page(viewport=PAPER)
    page.emulate_media(media="print")
    wide = "() => [...document.querySelectorAll('body, body *')].filter(e => e.scrollWidth > %d)"
    for path in sorted(pages.glob("*.html")):
        page.goto(path.as_uri())
        cut = page.evaluate(wide % PAPER["width"] + ".map(e => e.outerHTML.slice(0, 200))")
        assert not cut, path.name
    page.close()
