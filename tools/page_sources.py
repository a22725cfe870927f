"""Fill the folder from which Sphinx makes the website's pages in one language."""

import html
import re
import shutil
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import translate
from page_outputs import STILLS, PageNotebook
from PIL import Image

from nnlib.messages import language, set_language

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "site" / "pages"
APPENDIX = ["glossary", "notation", "references", "teaching"]
ROW = re.compile(
    r"^\| <a[^|]*\| (?P<number>\d\d) "
    r"\| \*\*\[(?P<title>[^]]+)\]\(notebooks/(?:\w+/)?(?P<name>\w+)\.ipynb\)\*\*"
    r"<br>(?P<about>[^|]*[^| ]) *\| (?P<time>[^|]*[^| ]) *\|$",
    re.MULTILINE,
)
CARD = """<li><a href="{name}.html">
<img src="_static/figures/{number}.png" alt="" width="{width}" height="{height}" loading="lazy">
<span class="card-title"><span class="number">{number}</span> {title}</span></a>
<p>{question}</p>
<p class="about">{about} <span class="time">{time}</span></p></li>"""
# What a chapter asks first: below its title and the line on its minutes
QUESTION = re.compile(r"\*$\s+(.*?[?？])", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[([^]]*)\]\(\.\./([^)]*)\)")  # to a file of the repository
OTHER_LANGUAGES = re.compile(r"(?<=\n)\n\[[^]\n]+\]\([^)\n]+\.ipynb\)[^\n]*\n")  # below a title
LIVE = "@live@"  # marks a line of site/pages/
CHINESE = re.compile("[\u3001-\u301f\u4e00-\u9fff\uff01-\uff5e]+")
HAN = re.compile("[\u4e00-\u9fff]+")
CHAPTER_FILE = re.compile(r"notebooks/(?:[a-z]{2}/)?(\w+\.ipynb.*)")  # in any language
FIRST_CELL = re.compile(r"^\| ([^|]*) \|", re.M)  # of a row of a table
HAIR_SPACE = "\u200a"


@dataclass(frozen=True)
class Edition:
    """The course in one language: its code, its own name, Sphinx's name for it, and its folder."""

    code: str
    name: str
    sphinx: str
    folder: str  # in notebooks/, in site/pages/ and in the site

    @property
    def readme(self):
        """The text of its README."""
        name = f"README.{self.folder}.md" if self.folder else "README.md"
        return (ROOT / name).read_text("utf-8")

    @property
    def title(self):
        """The name of the course."""
        return self.readme.partition("\n")[0].removeprefix("# ")

    @property
    def notebooks(self):
        """The folder of its chapters."""
        return ROOT / "notebooks" / self.folder

    def chapters(self):
        """The chapters as its README lists them: dicts with number, title, name, about, time."""
        found = [row.groupdict() for row in ROW.finditer(self.readme)]
        if not found:
            raise ValueError(f"The README in {self.name} has no table of chapters.")
        return found

    def question(self, name):
        """The question with which a chapter opens."""
        opening = nbformat.read(self.notebooks / f"{name}.ipynb", as_version=4).cells[0].source
        return QUESTION.search(opening)[1]


ENGLISH = Edition("en", "English", "en", "")
EDITIONS = [ENGLISH, Edition("zh", "中文", "zh_CN", "zh")]


def editions():
    """The editions that are there, English first."""
    return [edition for edition in EDITIONS if any(edition.notebooks.glob("*.ipynb"))]


@contextmanager
def said_in(code):
    """Let all sentences be said in a language."""
    before = language()
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


def card(row, edition):
    """A chapter on the first page."""
    with Image.open(ROOT / "figures" / f"{row['number']}.png") as picture:
        width, height = picture.size
    question = html.escape(edition.question(row["name"]))
    return CARD.format(**row, question=question, width=width, height=height)


def repository():
    """The address of the published repository, or "" if it has none yet."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project.get("urls", {}).get("Repository", "")


def page_links(text):
    """Markdown whose links lead to pages of the site, or to files in the published repository."""
    address = repository()

    def leads(match):
        words, path = match[1], match[2].removeprefix("../")
        if chapter := CHAPTER_FILE.fullmatch(path):
            return f"[{words}]({chapter[1]})"
        return f"[{words}]({address}/tree/HEAD/{path})" if address else words

    text = LINK.sub(leads, text)
    # JupyterLab keeps the capitals of a heading in its anchor
    return re.sub(r"\]\(([\w.]*#)([\w-]+)\)", lambda m: f"]({m[1]}{m[2].lower()})", text)


def marked_chinese(text):
    """English Markdown whose Chinese words say so, for screen readers.

    A hair space before each bracket lets an English search find the words on both sides of it.
    """

    def mark(match):
        words = match[0].replace("（", f"{HAIR_SPACE}（")
        return f'<span lang="zh">{words}</span>'

    return CHINESE.sub(mark, text)


def findable_terms(text):
    """A Chinese glossary whose terms a search finds, wherever the browser divides them into words.

    Pagefind and browsers divide Chinese into words differently, and a search matches beginnings of
    words. So each term is indexed by all its ends too: 过拟合, 拟合, 合.
    """

    def add_ends(match):
        ends = " ".join(term[k:] for term in HAN.findall(match[1]) for k in range(len(term)))
        attributes = f'data-pagefind-index-attrs="data-ends" data-ends="{ends}"'
        return f"| <span {attributes}>{match[1]}</span> |"

    return FIRST_CELL.sub(add_ends, text)


def appendix_page(name, edition):
    """A page of the appendix."""
    text = (ROOT / "appendix" / edition.folder / f"{name}.md").read_text("utf-8")
    text = page_links(translate.VERSION.sub("", text, count=1))
    if edition is ENGLISH:
        return marked_chinese(text)
    return findable_terms(text) if name == "glossary" else text


def write_chapter(source, to, name, edition):
    """Write a chapter's notebook for Sphinx, its stills, and the notebook as readers get it."""
    path = edition.notebooks / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    solutions = nbformat.read(path.parent / "solutions" / path.name, as_version=4)
    page = PageNotebook(name, notebook, solutions)
    top = page.notebook.cells[0]
    top.source = OTHER_LANGUAGES.sub("", top.source, count=1)
    for cell in page.notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = page_links(cell.source)
    nbformat.write(page.notebook, source / path.name)
    for file, png in page.stills.items():
        (to / STILLS / file).write_bytes(png)
    shutil.copy(path, to / "notebooks")


def live_lines(text, is_live):
    """A page's text: lines that are about live pages are left out where there are none."""
    lines = [line for line in text.splitlines() if is_live or LIVE not in line]
    return "\n".join(lines).replace(LIVE, "")


def write_sources(source, to, edition, is_live):
    """Fill the folder that Sphinx reads; write stills and notebooks into the edition's folder."""
    for folder in (STILLS, "notebooks"):
        (to / folder).mkdir(parents=True)
    table = edition.chapters()
    cards = "\n".join(card(row, edition) for row in table)
    names = "\n".join(row["name"] for row in table)
    for path in (PAGES / edition.folder).glob("*.md"):
        text = live_lines(path.read_text("utf-8"), is_live).replace("@title@", edition.title)
        text = text.replace("@cards@", cards).replace("@names@", names)
        (source / path.name).write_text(text, encoding="utf-8")
    for name in APPENDIX:
        (source / f"{name}.md").write_text(appendix_page(name, edition), encoding="utf-8")
    with said_in(edition.code):
        for row in table:
            write_chapter(source, to, row["name"], edition)
