"""The website's files: every chapter is there, whole, and leads to all the others."""

import json
import re
import runpy
import subprocess
import sys
import urllib.request
import zipfile
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import nbformat
import page_sources
import pytest
import website
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from live_licences import live_licences
from math_font import characters
from page_outputs import PageNotebook
from page_sources import EDITIONS, ENGLISH, editions
from small_project import ROOT, chapter
from test_browser import DEAD
from test_links import PLAIN
from website_server import own_files

NAMES = [row["name"] for row in ENGLISH.chapters()]
CHAPTERS = [
    f"{edition.folder}/{row['name']}".lstrip("/")
    for edition in editions()
    for row in edition.chapters()
]
LARGEST_FONT = 80_000  # bytes: it is loaded before the first formula is shown


@pytest.fixture(scope="module")
def pages(site):
    """{name: soup} of every page; a name as "index" or "zh/index"."""
    return {
        path.relative_to(site).with_suffix("").as_posix(): BeautifulSoup(
            path.read_text(encoding="utf-8"), "html.parser"
        )
        for path in own_files(site)
        if path.suffix == ".html"
    }


@pytest.fixture(params=CHAPTERS)
def both(request, pages):
    """A chapter's notebook, and its page."""
    path = ROOT / "notebooks" / f"{request.param}.ipynb"
    return nbformat.read(path, as_version=4), pages[request.param]


def code(element):
    """The source in a code cell."""
    return element.select_one(".cell_input pre").get_text().strip("\n")


def test_every_chapter_and_every_appendix_is_a_page(pages):
    chapters = {path.stem for path in ROOT.glob("notebooks/*.ipynb")}
    appendix = {path.stem for path in ROOT.glob("appendix/*.md")}
    names = chapters | appendix | {"index", "licences", "search"}
    assert set(pages) == {
        f"{edition.folder}/{name}".lstrip("/") for edition in editions() for name in names
    }
    assert set(NAMES) == chapters


def test_pages_say_what_they_are(pages):
    titles = [page.title.get_text() for page in pages.values()]
    assert len(set(titles)) == len(titles)
    for name, page in pages.items():
        assert page.html["lang"] == ("zh-CN" if name.startswith("zh/") else "en")
        assert len(page.select("h1")) == 1, name
        assert page.h1.get_text() in page.title.get_text(), name
        description = page.find("meta", attrs={"name": "description"})
        assert name.endswith("search") or 20 < len(description["content"]) < 170, name


def test_the_first_page_and_the_sidebar_list_all_chapters_in_order(pages):
    for edition in editions():
        folder = f"{edition.folder}/".lstrip("/")
        cards = [link["href"] for link in pages[folder + "index"].select(".chapter-cards a")]
        sidebar = [link["href"] for link in pages[folder + "search"].select(".sidebar-tree a")]
        assert cards == sidebar[: len(cards)] == [f"{name}.html" for name in NAMES]


def test_the_first_page_says_what_each_chapter_asks_and_how_long_it_takes(pages):
    for edition in editions():
        cards = pages[f"{edition.folder}/index".lstrip("/")].select(".chapter-cards li")
        assert len(cards) == len(NAMES)
        for name, card in zip(NAMES, cards, strict=True):
            asked = card.p.get_text()
            opening = nbformat.read(edition.notebooks / f"{name}.ipynb", as_version=4).cells[0]
            assert asked in opening.source and asked[-1] in "?？" and 15 < len(asked) < 200
            minutes = re.match(r"\d+", card.select_one(".time").get_text())[0]
            assert f"\n*{minutes} " in opening.source


def test_chapters_lead_to_the_previous_and_to_the_next(pages):
    for earlier, later in pairwise(NAMES):
        assert pages[earlier].select_one("a.next-page")["href"] == f"{later}.html"
        assert pages[later].select_one("a.prev-page")["href"] == f"{earlier}.html"


def test_each_page_leads_to_the_same_page_in_the_other_languages(pages, site):
    for name, page in pages.items():
        for kind in (".languages a", "link[hreflang]"):
            links = page.select(kind)
            assert len(links) == len(editions()) - 1
            for link in links:
                other = (site / name).parent / link["href"]
                assert other.is_file() and other.stem == name.rpartition("/")[2]
                twin = pages[other.resolve().relative_to(site).with_suffix("").as_posix()]
                assert twin.html["lang"].startswith(link["hreflang"])


def test_what_frames_the_pages_is_said_in_every_language():
    words = runpy.run_path(str(ROOT / "site" / "words.py"))["WORDS"]
    assert {edition.code for edition in EDITIONS} == set(words)
    english, *others = words.values()
    for table in others:
        assert set(table) == set(english) and all(table.values())
        assert not set(table.values()) & set(english.values())


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.code)
def test_the_frame_that_furo_makes_is_in_the_language_of_the_page(site, edition):
    furo = runpy.run_path(str(ROOT / "site" / "words.py"))["FURO"]
    page = (site / edition.folder / "01_one_neuron.html").read_text("utf-8")
    for code, words in furo.items():
        wanted = words.values() if code == edition.code else words
        assert not [word for word in wanted if word not in page]
        if code == edition.code:
            assert not [word for word in words if word in page]


def test_an_edition_is_there_as_soon_as_its_chapters_are(tmp_path, monkeypatch):
    for folder in ("notebooks", "notebooks/zh"):
        (tmp_path / folder).mkdir()
        monkeypatch.setattr(page_sources, "ROOT", tmp_path)
        (tmp_path / folder / "00_start_here.ipynb").touch()
        assert editions()[-1].notebooks == tmp_path / folder.removesuffix("/")
    assert [edition.code for edition in editions()] == ["en", "zh"]


def test_every_link_leads_somewhere(pages, site):
    wrong = []
    for name, page in pages.items():
        for tag in page.select("[href], [src]"):
            link = tag.get("href") or tag.get("src")
            parts = urlsplit(link)
            if tag.name == "use" or parts.scheme == "https" or parts.netloc in PLAIN:
                continue
            here = site / f"{name}.html"
            file = (here.parent / unquote(parts.path)).resolve() if parts.path else here
            there = not parts.scheme and not link.startswith("/") and file.is_file()
            if there and parts.fragment:
                target = file.relative_to(site).with_suffix("").as_posix()
                there = pages[target].find(id=unquote(parts.fragment))
            if not there:
                wrong.append((name, link))
    assert not wrong


def test_pages_load_nothing_from_elsewhere(pages, site):
    for name, page in pages.items():
        loaded = page.select("script[src], link[href], img[src], iframe, object, video, audio")
        sources = [tag.get("src") or tag.get("href") for tag in loaded]
        assert not [source for source in sources if urlsplit(source).netloc], name
    for sheet in [path for path in own_files(site) if path.suffix == ".css"]:
        assert not re.findall(r"url\(['\"]?(?:https?:)?//", sheet.read_text("utf-8")), sheet


def test_no_file_is_there_for_nothing(site):
    texts = "".join(
        path.read_text("utf-8")
        for path in own_files(site)
        if path.suffix in {".html", ".css", ".js"}
    )
    kept = {"start.py", ".nojekyll", ".made-of", "index.html"}
    for path in own_files(site):
        assert path.name in kept or path.name in texts, path


def test_every_still_is_there_with_its_caption(both, site):
    notebook, page = both
    folder = site / "zh" if page.html["lang"] == "zh-CN" else site
    captions = {
        output.data["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    }
    figures = page.select(".nncourse-figure")
    assert captions == {figure.img["alt"] for figure in figures}
    for figure in figures:
        assert figure.figcaption.get_text() == figure.img["alt"]
        assert int(figure.img["width"]) > 0 and int(figure.img["height"]) > 0
        assert (folder / figure.img["src"]).stat().st_size > 500


def test_only_the_first_still_is_loaded_at_once(both):
    _, page = both
    waiting = [image.get("loading") == "lazy" for image in page.select(".nncourse-figure img")]
    assert waiting == [False] + [True] * (len(waiting) - 1)


def test_every_cell_is_there_by_its_id_and_as_it_is_in_the_notebook(both):
    notebook, page = both
    mine = {cell["data-cell"]: cell for cell in page.select(".cell")}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            element = mine.pop(cell.id)
            assert code(element) == cell.source.strip("\n")
            assert set(cell.metadata.get("tags", [])) <= set(element["data-tags"].split())
    assert {cell["data-tags"] for cell in mine.values()} <= {"solution"}


def test_what_cells_print_is_there(both):
    notebook, page = both
    elements = {cell["data-cell"]: cell for cell in page.select(".cell")}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                assert output.text.strip() in elements[cell.id].get_text()


def test_each_exercise_has_its_own_folded_solution_and_nothing_that_only_a_kernel_says(both):
    notebook, page = both
    exercises = [cell for cell in notebook.cells if chapter.has(cell, "exercise")]
    elements = page.select('.cell[data-tags~="exercise"]')
    assert exercises and len(elements) == len(exercises)
    for element in elements:
        assert "..." in code(element) and not element.select(".cell_output")
        fold = element.find_next_sibling()
        assert fold.name == "details" and "open" not in fold.attrs
        assert "..." not in code(fold) and "✓" in fold.select_one(".cell_output").get_text()
    text = page.select_one("article").get_text()
    assert not [words for words in [*DEAD, "No description", "Run this cell to"] if words in text]


def test_each_option_of_a_question_unfolds_its_reply_and_one_is_right(both):
    _, page = both
    groups = []
    cards = page.select(".nncourse-question-card")
    for card in cards:
        options = card.select("details")
        groups.append(*{option["name"] for option in options})
        replies = [option.p.get_text() for option in options]
        assert [reply[0] for reply in replies].count("✓") == 1
        assert {reply[0] for reply in replies} == {"✓", "✗"}
    assert cards and len(set(groups)) == len(groups)


def test_every_formula_is_mathml(pages):
    formulas = [math for page in pages.values() for math in page.select("math")]
    assert len(formulas) > 500
    assert not [str(math) for math in formulas if re.search(r"[\\$]", math.get_text())]
    for name in NAMES:
        prose = BeautifulSoup(str(pages[name].select_one(".chapter")), "html.parser")
        for part in prose.select("pre, code"):
            part.decompose()
        assert "$" not in prose.get_text(), name


def test_a_minus_is_a_sign_only_where_nothing_stands_before_it(pages):
    signs = 'mo[form="prefix"]'
    page = pages["01_one_neuron"]
    sign = next(math for math in page.select("math") if math.get_text() == "x=(2,−1)")
    assert len(sign.select(signs)) == 1
    term = next(math for math in page.select("math") if math.get_text() == "z=5+4−8=1")
    assert not term.select(signs)


def test_a_point_stays_with_the_formula_before_it(both):
    _, page = both
    for math in page.select('math[display="inline"]'):
        behind = str(math.next_sibling or "")[:1]
        assert behind not in (*".,:;?!)",) or math.parent["class"] == ["together"]


def test_the_name_of_a_function_stands_apart(pages):
    formulas = {math.get_text(): math for math in pages["05_loss_functions"].select("math")}
    loss = formulas["L=−(ylnp+(1−y)ln(1−p))"]
    assert [space.find_next_sibling().get_text() for space in loss.select("mspace")] == [
        *("ln", "p"),  # y ln p
        "ln",  # (1 − y) ln(1 − p)
    ]


def test_the_font_has_every_character_of_the_formulas_and_places_them(site):
    path = site / "_static" / "math.woff2"
    font = TTFont(path)
    assert "MATH" in font and path.stat().st_size < LARGEST_FONT
    missing = characters(site.glob("*.html")) - set(font.getBestCmap())
    assert not [chr(code) for code in missing if chr(code).strip() and chr(code).isprintable()]


def test_files_of_the_repository_are_linked_once_it_has_an_address(monkeypatch):
    text = "See [the code](../nnlib/train.py) and [one](../notebooks/01_one_neuron.ipynb#The-End)."
    monkeypatch.setattr(page_sources, "repository", lambda: "")
    assert page_sources.page_links(text) == "See the code and [one](01_one_neuron.ipynb#the-end)."
    monkeypatch.setattr(page_sources, "repository", lambda: "https://github.com/some/body")
    assert "[the code](https://github.com/some/body/tree/HEAD/nnlib/train.py)" in (
        page_sources.page_links(text)
    )


def test_a_picture_without_a_caption_is_refused():
    data = {"image/png": "iVBORw0KGgo=", "text/plain": "a picture"}
    output = nbformat.v4.new_output("display_data", data)
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    alone = nbformat.v4.new_notebook(cells=[cell])
    with pytest.raises(ValueError, match=r"^A picture in some, cell \w+, has no caption\.$"):
        PageNotebook("some", alone, alone)


def test_a_page_names_the_licence_of_everything_that_is_passed_on(pages, site):
    files = {path.name for path in (site / "_static" / "licences").iterdir()}
    rows = pages["licences"].select("table a[href^='_static']")
    assert files <= {row["href"].rpartition("/")[2] for row in rows}
    for name in ("stix-two-math", "furo", "sphinx", "pygments", "pagefind", "course"):
        text = (site / "_static" / "licences" / f"{name}.txt").read_text("utf-8")
        assert "Copyright" in text and len(text) > 1000


def test_the_licences_of_live_pages_are_collected(tmp_path):
    for folder in ("pyodide", "pure", "npm/node_modules/@some/script", "npm/node_modules/esbuild"):
        (tmp_path / folder).mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "pure" / "thing-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("thing-1.0.dist-info/METADATA", "Name: thing\nVersion: 1.0\nLicense: BSD\n")
        wheel.writestr("thing-1.0.dist-info/licenses/LICENSE.txt", "Copyright of the thing")
        wheel.writestr("thing/licence_of_data.py", "not a licence")
    script = tmp_path / "npm" / "node_modules" / "@some" / "script"
    for folder, name in ((script, "@some/script"), (script.parents[1] / "esbuild", "esbuild")):
        package = {"name": name, "version": "2.0", "license": "MIT"}
        (folder / "package.json").write_text(json.dumps(package))
    (script / "dist").mkdir()
    (script / "dist" / "package.json").write_text("{}")
    lab = tmp_path / "lab"
    lab.mkdir()
    part = {"name": "part", "versionInfo": "3.0", "licenseId": "ISC", "extractedText": "Of a part"}
    (lab / "third-party-licenses.json").write_text(json.dumps({"packages": [part]}))
    text = live_licences(tmp_path, lab)
    assert "part 3.0: ISC" in text and "Of a part" in text
    assert "jupyterlite-core" in text and "JupyterLite Contributors" in text
    assert "thing 1.0: BSD" in text and "Copyright of the thing" in text
    assert "@some/script 2.0: MIT" in text and "Its package brings no text of it." in text
    assert "not a licence" not in text and "esbuild" not in text


def test_licences_of_live_pages_are_named_where_there_are_any():
    page = (ROOT / "site" / "pages" / "licences.md").read_text("utf-8")
    assert "Pyodide" in page_sources.live_lines(page, True)
    assert "@live@" not in page_sources.live_lines(page, True)
    assert "Pyodide" not in page_sources.live_lines(page, False)


def test_what_is_published_must_be_live(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "site"
    monkeypatch.setattr(website, "build", lambda to: to.mkdir(exist_ok=True))
    assert website.main(["--to", str(folder)]) == 0
    assert "The website is in" in capsys.readouterr().out
    assert website.main(["--to", str(folder), "--require-live"]).startswith("The website has no")
    (folder / "live").mkdir()
    assert website.main(["--to", str(folder), "--require-live"]) == 0


def test_the_archive_holds_all_and_its_start_shows_it(site, tmp_path):
    archive = website.zip_up(site)
    zipfile.ZipFile(archive).extractall(tmp_path)
    archive.unlink()
    (folder,) = tmp_path.iterdir()
    assert {p.name for p in folder.iterdir()} == {p.name for p in site.iterdir()}
    command = [sys.executable, "-I", folder / "start.py", "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        said = process.stdout.readline()
        address = re.match(r"The course is at (http://127\.0\.0\.1:\d+/) for this computer", said)
        with urllib.request.urlopen(address[1], timeout=10) as page:
            assert "Neural networks" in page.read().decode()
        with urllib.request.urlopen(address[1] + "pagefind/pagefind.js", timeout=10) as script:
            assert script.headers.get_content_type() == "text/javascript"
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
