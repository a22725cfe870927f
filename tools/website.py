"""Make the course's website: static files for any web server, in site/build/."""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path

import lite
import live
from fontTools.ttLib import TTFont
from live_licences import live_licences
from math_font import write_math_font
from page_sources import editions, write_sources

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "nncourse" / "draw" / "font_files"
SITE = ROOT / "site"
SELECTOR = ":is(.nncourse-explorer, .nncourse-live, .nncourse-number, .nncourse-predict)"
ARCHIVE = "neural-networks"
MADE_OF = ".made-of"  # the file of a site that says from which sources it was built
# What a site is made from, less what is written into these folders
SOURCES = ["appendix", "figures", "nncourse", "nnlib", "notebooks", "site", "tools"]
SOURCES += ["LICENSE", "pyproject.toml", "README*.md", "requirements-hashed.txt"]
WRITTEN = {"build", "cache", "__pycache__", ".ipynb_checkpoints"}
NOT_FOUND = "details.solution, .cell_input"  # what the search does not look into
LICENCES = {"furo": "LICENSE", "sphinx": "LICENSE.rst", "pygments": "LICENSE"}  # as they bring them
DONE = (
    "The website is in {folder}: {count} pages. Any web server can give it; `python {start}` does."
)
NOT_LIVE = "The website has no live chapters, which --require-live asks for: see above."
ZIPPED = "{archive} holds it, for a class without a network: unpack it, and run its start.py."


def write_style(static):
    """Write the one style sheet of all pages: code, Furo, the course's look, the site's own."""
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
    shutil.copytree(SITE / "licences", static / "licences")
    write_letters(static)
    shutil.copy(ROOT / "LICENSE", static / "licences" / "course.txt")
    for name, file in LICENCES.items():
        text = distribution(name).read_text(f"licenses/{file}")
        (static / "licences" / f"{name}.txt").write_text(text, encoding="utf-8")


def write_letters(static):
    """Write the letters of each language that needs some, for machines that lack them."""
    for path in FONTS.glob("*.otf"):
        with TTFont(path) as font:
            font.flavor = "woff2"
            font.save(static / f"{path.stem}.woff2")
    shutil.copy(FONTS / "OFL.txt", static / "licences" / "noto-sans-sc.txt")


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


def write_edition(to, edition, is_live):
    """Write the pages in one language into the folder ``to``."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source"
        pages = Path(scratch) / "pages"
        source.mkdir()
        write_sources(source, to, edition, is_live)
        sphinx = ["-m", "sphinx", "-b", "html", "-c", SITE, "-d", Path(scratch) / "doctrees"]
        sphinx += ["-D", f"project={edition.title}", "-D", f"html_title={edition.title}"]
        sphinx += ["-D", f"language={edition.sphinx}"]
        sphinx += ["-A", "live=1"] if is_live else []
        run(*sphinx, "--fail-on-warning", "--keep-going", "--quiet", source, pages)
        shutil.copytree(pages, to, dirs_exist_ok=True)
    write_style(to / "_static")
    remove_leftovers(to)
    write_static(to)


def sources():
    """The files from which the website is built."""
    found = [path for name in SOURCES for path in ROOT.glob(name)]
    for folder in filter(Path.is_dir, found[:]):
        found += folder.rglob("*")
    return sorted(
        path
        for path in found
        if path.is_file()
        and path.suffix != ".zip"
        and not WRITTEN.intersection(path.relative_to(ROOT).parts)
    )


def made_of():
    """A sum of all sources, which changes whenever one of them does."""
    total = hashlib.sha256()
    for path in sources():
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\n")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_current(folder):
    """Whether a folder has the whole website, live chapters too, built from today's sources."""
    stamp = folder / MADE_OF
    is_whole = stamp.is_file() and (folder / live.FOLDER / "manifest.json").is_file()
    return is_whole and stamp.read_text("utf-8") == made_of()


def build(to):
    """Write the whole site into the folder ``to``; what was there is removed.

    Without what the live chapters need, which ``live.build`` then says, the pages are as on paper.
    """
    total = made_of()
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    is_live = live.build(to)
    for edition in editions():
        write_edition(to / edition.folder, edition, is_live)
    if is_live:
        lite.build(to)
        licences = live_licences(live.CACHE, to / lite.FOLDER)
        for edition in editions():
            file = to / edition.folder / "_static" / "licences" / "live.txt"
            file.write_text(licences, encoding="utf-8")
    (to / ".nojekyll").touch()  # else GitHub Pages would leave out what begins with _
    shutil.copy(SITE / "start.py", to)
    run("-m", "pagefind", "--site", to, "--exclude-selectors", NOT_FOUND)
    (to / MADE_OF).write_text(total, encoding="utf-8")


def zip_up(folder):
    """Write the site beside its folder as one archive; return the path."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(folder, Path(scratch) / ARCHIVE)
        archive = shutil.make_archive(folder.parent / ARCHIVE, "zip", scratch, ARCHIVE)
    return Path(archive)


def main(arguments=None):
    """Run the command line; return 0, or a sentence on what is lacking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=SITE / "build", help="the folder for it")
    parser.add_argument("--zip", action="store_true", help="write it as one archive too")
    parser.add_argument("--require-live", action="store_true", help="fail without live chapters")
    given = parser.parse_args(arguments)
    build(given.to)
    if given.require_live and not (given.to / live.FOLDER).exists():
        return NOT_LIVE
    pages = [page.relative_to(given.to) for page in given.to.glob("**/*.html")]
    count = sum(page.parts[0] != lite.FOLDER for page in pages)
    print(DONE.format(folder=given.to, count=count, start=given.to / "start.py"))
    if given.zip:
        print(ZIPPED.format(archive=zip_up(given.to)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
