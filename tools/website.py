"""Make the course's website: static files for any web server, in site/build/."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import live
import nbformat
from math_font import write_math_font
from page_outputs import STILLS, PageNotebook
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
APPENDIX = ["glossary", "notation", "references", "teaching"]
ROW = re.compile(
    r"^\| <a[^|]*\| (?P<number>\d\d) "
    r"\| \*\*\[(?P<title>[^]]+)\]\(notebooks/(?P<name>\w+)\.ipynb\)\*\*"
    r"<br>(?P<about>[^|]*[^| ]) *\| (?P<time>[^|]*[^| ]) *\|$",
    re.MULTILINE,
)
CARD = """<li><a href="{name}.html">
<img src="_static/figures/{number}.png" alt="" width="{width}" height="{height}" loading="lazy">
<span class="card-title"><span class="number">{number}</span> {title}</span></a>
<p>{about} <span class="time">{time}</span></p></li>"""
LINK = re.compile(r"\[([^]]*)\]\(\.\./([^)]*)\)")  # to a file of the repository
SELECTOR = ":is(.nncourse-explorer, .nncourse-live, .nncourse-number, .nncourse-predict)"
ARCHIVE = "neural-networks"
CHINESE = re.compile("[\u3001-\u301f\u4e00-\u9fff\uff01-\uff5e]+")
HAIR_SPACE = "\u200a"
NOT_FOUND = "details.solution, .cell_input"  # what the search does not look into
LICENCES = {"furo": "LICENSE", "sphinx": "LICENSE.rst", "pygments": "LICENSE"}  # as they bring them
DONE = (
    "The website is in {folder}: {count} pages. Any web server can give it; `python {start}` does."
)
ZIPPED = "{archive} holds it, for a class without a network: unpack it, and run its start.py."


def chapters():
    """The chapters as the README lists them: dicts with number, title, name, about and time."""
    found = [row.groupdict() for row in ROW.finditer((ROOT / "README.md").read_text("utf-8"))]
    if not found:
        raise ValueError("README.md has no table of chapters.")
    return found


def card(row):
    """A chapter on the first page."""
    with Image.open(ROOT / "figures" / f"{row['number']}.png") as picture:
        width, height = picture.size
    return CARD.format(**row, width=width, height=height)


def repository():
    """The address of the published repository, or "" if it has none yet."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project.get("urls", {}).get("Repository", "")


def page_links(text):
    """Markdown whose links lead to pages of the site, or to files in the published repository."""
    address = repository()

    def leads(match):
        words, path = match.groups()
        if path.startswith("notebooks/") and ".ipynb" in path:
            return f"[{words}]({path.removeprefix('notebooks/')})"
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


def write_chapter(source, to, name):
    """Write a chapter's notebook for Sphinx, its stills, and the notebook as readers get it."""
    path = ROOT / "notebooks" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    solutions = nbformat.read(path.parent / "solutions" / path.name, as_version=4)
    page = PageNotebook(name, notebook, solutions)
    for cell in page.notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = page_links(cell.source)
    nbformat.write(page.notebook, source / path.name)
    for file, png in page.stills.items():
        (to / STILLS / file).write_bytes(png)
    shutil.copy(path, to / "notebooks")


def write_sources(source, to):
    """Fill the folder that Sphinx reads."""
    table = chapters()
    cards = "\n".join(card(row) for row in table)
    names = "\n".join(row["name"] for row in table)
    for path in (SITE / "pages").glob("*.md"):
        text = path.read_text("utf-8").replace("@cards@", cards).replace("@names@", names)
        (source / path.name).write_text(text, encoding="utf-8")
    for name in APPENDIX:
        text = page_links((ROOT / "appendix" / f"{name}.md").read_text("utf-8"))
        (source / f"{name}.md").write_text(marked_chinese(text), encoding="utf-8")
    for row in table:
        write_chapter(source, to, row["name"])


def write_style(static):
    """Write the one style sheet of all pages: code, Furo, the look of the course, the site's own."""
    look = (ROOT / "nncourse" / "widgets" / "look.css").read_text("utf-8")
    if SELECTOR not in look:
        raise ValueError("look.css no longer names the elements that it is for.")
    parts = [static / "pygments.css", static / "styles" / "furo.css", static / "site.css"]
    code, theme, own = [part.read_text("utf-8") for part in parts]
    theme = theme.partition("/*# sourceMappingURL")[0]
    text = "\n".join([code, theme, look.replace(SELECTOR, "body"), own])
    (static / "pages.css").write_text(text, encoding="utf-8")


def write_static(to):
    """Write the files that all pages share: pictures, licences, the font of the formulas."""
    static = to / "_static"
    (static / "figures").mkdir(exist_ok=True)
    for picture in (ROOT / "figures").glob("*.png"):
        shutil.copy(picture, static / "figures")
    write_math_font(to.glob("*.html"), static / "math.woff2")
    (to / ".nojekyll").touch()  # else GitHub Pages would leave out what begins with _
    shutil.copy(SITE / "start.py", to)
    shutil.copytree(SITE / "licences", static / "licences")
    shutil.copy(ROOT / "LICENSE", static / "licences" / "course.txt")
    for name, file in LICENCES.items():
        text = distribution(name).read_text(f"licenses/{file}")
        (static / "licences" / f"{name}.txt").write_text(text, encoding="utf-8")


def remove_leftovers(to):
    """Remove what Sphinx writes and no page uses."""
    for name in (".buildinfo", "objects.inv"):
        (to / name).unlink(missing_ok=True)
    shutil.rmtree(to / "_sources", ignore_errors=True)
    pages = "".join(page.read_text("utf-8") for page in to.glob("*.html"))
    for path in (to / "_static").rglob("*.*"):
        if path.is_file() and path.name not in pages and "LICENSE" not in path.name:
            path.unlink()
    shutil.rmtree(to / "_static" / "styles")  # now in one


def run(*command):
    """Run a program of this environment; exit with what it says if it fails."""
    ran = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    if ran.returncode:
        sys.exit(ran.stdout + ran.stderr)


def build(to, with_live=True):
    """Write the whole site into the folder ``to``; what was there is removed.

    Without what the live chapters need, which ``live.build`` then says, the pages are as on paper.
    """
    shutil.rmtree(to, ignore_errors=True)
    for folder in (STILLS, "notebooks"):
        (to / folder).mkdir(parents=True)
    is_live = with_live and live.build(to)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        pages = Path(scratch) / "pages"
        source.mkdir()
        write_sources(source, to)
        sphinx = ["-m", "sphinx", "-b", "html", "-c", SITE, "-d", Path(scratch) / "doctrees"]
        sphinx += ["-A", "live=1"] if is_live else []
        run(*sphinx, "--fail-on-warning", "--keep-going", "--quiet", source, pages)
        shutil.copytree(pages, to, dirs_exist_ok=True)
    write_style(to / "_static")
    remove_leftovers(to)
    write_static(to)
    run("-m", "pagefind", "--site", to, "--exclude-selectors", NOT_FOUND)


def zip_up(folder):
    """Write the site beside its folder as one archive; return the path."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(folder, Path(scratch) / ARCHIVE)
        archive = shutil.make_archive(folder.parent / ARCHIVE, "zip", scratch, ARCHIVE)
    return Path(archive)


def main(arguments=None):
    """Run the command line; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=SITE / "build", help="the folder for it")
    parser.add_argument("--zip", action="store_true", help="write it as one archive too")
    given = parser.parse_args(arguments)
    build(given.to)
    count = len(list(given.to.glob("**/*.html")))
    print(DONE.format(folder=given.to, count=count, start=given.to / "start.py"))
    if given.zip:
        print(ZIPPED.format(archive=zip_up(given.to)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
