"""Keep translations in step with the English, and say what is missing or stale.

``book/CODE/NN_name.po`` is the translation of ``book/NN_name.md`` into the language CODE: a gettext
catalogue, which any editor of such files opens. An entry is a whole cell of prose, or a comment or
a string in a cell of code (context ``code``). Of the strings, those with a blank are listed; a
single word that a reader sees, such as "loss", may be added by hand. A string that stays as it is
has itself as its translation. When the English changes, its entry becomes fuzzy, which is: stale.

``appendix/CODE/name.md`` is the translation of ``appendix/name.md``. Its first line names the
English version from which it was made, as git does, so that git shows what has changed since.

``translate.py zh`` updates the catalogues of a language, or makes them, and ``--check`` only looks.
"""

import argparse
import hashlib
import io
import re
import sys
import tokenize
from pathlib import Path

import jupytext
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from nncourse.messages import table

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = "en"
CODE = "code"  # the context of comments and strings
HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
LANGUAGE_LINE = 'language("{}")'
COMMENT = re.compile(r"^\s*(#.*)$", re.M)
VERSION_LINE = "<!-- English: {} -->\n"  # the first of a translated page
VERSION = re.compile(VERSION_LINE.format("([0-9a-f]{10})"))


def chapters(root):
    """The chapters of the book by name, each a path."""
    return {path.stem: path for path in sorted((root / "book").glob("[0-9][0-9]_*.md"))}


def pages(root):
    """The pages of the appendix by name, each a path."""
    return {path.stem: path for path in sorted((root / "appendix").glob("*.md"))}


def languages(root):
    """The codes of the languages into which chapters are translated."""
    return sorted({path.parent.name for path in (root / "book").glob("*/[0-9][0-9]_*.po")})


def languages_of(root, name):
    """The codes of all languages that a chapter is in, English first."""
    return [ENGLISH, *(code for code in languages(root) if name in catalogues(root, code))]


def catalogues(root, code):
    """The catalogues of a language by the names of their chapters."""
    return {path.stem: path for path in sorted((root / "book" / code).glob("[0-9][0-9]_*.po"))}


def read(path):
    """A catalogue from a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name)


def write(path, catalogue):
    """Write a catalogue into a file, in the order of its chapter."""
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}  # babel takes any % for one
    text = io.BytesIO()
    write_po(
        text, catalogue, width=0, omit_header=True, ignore_obsolete=True, include_previous=True
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEADER.format(path.parent.name).encode() + text.getvalue())


# Cells ------------------------------------------------------------------------------------------


def spans(source):
    """The comments and strings of a code cell, as (start, end) in its text, in order."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    begun = []  # positions where f-strings begin; before Python 3.12 one is a single token
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            start = starts[token.start[0] - 1] + token.start[1]
            end = starts[token.end[0] - 1] + token.end[1]
            kind = tokenize.tok_name[token.type]
            if kind == "FSTRING_START":
                begun.append(start)
            elif kind == "FSTRING_END":
                start = begun.pop()
                kind = "STRING"
            if kind in ("COMMENT", "STRING") and not begun:
                yield start, end
    except (tokenize.TokenError, SyntaxError):  # a magic that is no Python
        yield from [found.span(1) for found in COMMENT.finditer(source)]


def is_listed(text):
    """Whether a comment or string must have a translation."""
    return text.startswith("#") or " " in text.strip("'\" ")


def pieces(cell):
    """The texts of a cell to be translated, as (context, text)."""
    if cell.cell_type == "markdown":
        return [(None, cell.source)]
    return [(CODE, cell.source[start:end]) for start, end in spans(cell.source)]


def entry(catalogue, text, context):
    """The translation of a text, or None if it is missing or stale."""
    found = catalogue.get(text, context)
    return found.string if found and found.string and not found.fuzzy else None


def translated(cell, catalogue, code):
    """Translate a cell, and return it; what has no translation stays English, and prose says so."""
    if cell.cell_type == "markdown":
        own = entry(catalogue, cell.source, None)
        told = table(code)["stale_cell"]
        cell.source = own or f"*{told}*\n\n{cell.source}"
        return cell
    source = cell.source
    for start, end in reversed(list(spans(source))):
        own = entry(catalogue, source[start:end], CODE)
        source = source[:start] + (own or source[start:end]) + source[end:]
    cell.source = source.replace(LANGUAGE_LINE.format(ENGLISH), LANGUAGE_LINE.format(code))
    return cell


# Pages ------------------------------------------------------------------------------------------


def version(text):
    """The beginning of the name that git gives to a file with this text."""
    data = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()[:10]


def page_complaints(root, code):
    """A line for each page of the appendix that is missing in a language, or stale."""
    for name, path in pages(root).items():
        label = f"appendix/{code}/{name}.md"
        target = root / label
        now = version(path.read_text(encoding="utf-8"))
        first_line = VERSION_LINE.format(now).strip()
        found = target.exists() and VERSION.match(target.read_text(encoding="utf-8"))
        if not found:
            yield f"{label}: missing, or without its first line, {first_line}"
        elif found[1] != now:
            changes = f"git diff {found[1]} appendix/{name}.md"
            yield f"{label}: stale: `{changes}` shows why; when it is right, begin it {first_line}"


# Commands ---------------------------------------------------------------------------------------


def template(path, catalogue):
    """The entries that a chapter needs now, with those added by hand that it still has."""
    wanted = Catalog()
    for cell in jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst").cells:
        for context, text in pieces(cell):
            if context is None or is_listed(text) or catalogue.get(text, CODE):
                wanted.add(text, context=context)
    return wanted


def keys(catalogue):
    """The texts that a catalogue translates, in order."""
    return [(message.id, message.context) for message in catalogue if message.id]


def update(root, code):
    """Bring a language's catalogues into step with the book, and make those that are missing."""
    for name, path in chapters(root).items():
        target = root / "book" / code / f"{name}.po"
        catalogue = read(target) if target.exists() else Catalog(locale=code)
        wanted = template(path, catalogue)
        if keys(catalogue) != keys(wanted):  # else the note on what a stale entry said is kept
            catalogue.update(wanted)
            write(target, catalogue)


def complaints(root, code):
    """A line for each text of a language that is missing or stale."""
    lines = []
    for name, path in chapters(root).items():
        target = root / "book" / code / f"{name}.po"
        label = f"book/{code}/{name}.po"
        if not target.exists():
            lines.append(f"{label}: missing")
            continue
        catalogue = read(target)
        for message in template(path, catalogue):
            if message.id and not entry(catalogue, message.id, message.context):
                known = catalogue.get(message.id, message.context)
                what = "stale" if known and known.fuzzy else "missing"
                lines.append(f"{label}: {what}: {' '.join(message.id.split())[:60]!r}")
    return [*lines, *page_complaints(root, code)]


def letters(root, code):
    """All letters that a language's sentences, chapters and appendix have, as a text."""
    texts = [*table(code).values()]
    texts += [path.read_text(encoding="utf-8") for path in (root / "appendix" / code).glob("*.md")]
    for path in catalogues(root, code).values():
        texts += [message.string for message in read(path) if message.id]
    return "".join(sorted(set("".join(texts))))


def main(arguments=None):
    """Run the command line; return whether something is missing or stale."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("language", help="its code, as zh; a new one is begun")
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args(arguments)
    if not given.check:
        update(ROOT, given.language)
    lines = complaints(ROOT, given.language)
    print("\n".join(lines or [f"Everything in {given.language} is in step with the English."]))
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
