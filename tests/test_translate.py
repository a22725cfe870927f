"""Translations are complete, say the same code, and show it when they are behind the English."""

import ast
import re
from collections import Counter
from urllib.parse import unquote

import build
import chapter
import nbformat
import pytest
import take
import translate
from small_project import CHAPTER, copied, executed, project, write_book  # noqa: F401

from nncourse.messages import languages, parts, table

# ruff: noqa: F811 (a fixture's name is its argument's name)

ROOT = translate.ROOT
LANGUAGES = translate.languages(ROOT)
NAMES = list(translate.chapters(ROOT))
every_language = pytest.mark.parametrize("code", LANGUAGES)
every_chapter = pytest.mark.parametrize("name", NAMES)
# Code, formulas, links, numbers
SAME = [r"`[^`]+`", r"\$[^$]+\$", r"\]\([^)#]*", r"\d+(?:[.,]\d+)*"]
PAGES = sorted(set(translate.pages(ROOT)) - {"glossary"})  # which is in another order


def test_there_is_a_chinese_edition_of_every_chapter():
    assert list(translate.catalogues(ROOT, "zh")) == NAMES
    assert set(LANGUAGES) | {"en"} == set(languages())


@every_language
def test_nothing_is_missing_or_stale(code):
    assert translate.complaints(ROOT, code) == []


def skeleton(source):
    """A cell's code without its comments and strings and without the language that it chooses."""
    cut = source
    for start, end in reversed(list(translate.spans(source))):
        cut = f"{cut[:start]}…{cut[end:]}"
    return re.sub(" +…", " …", cut)


@every_language
@every_chapter
def test_the_code_is_the_same_but_for_language_comments_and_strings(name, code):
    book = chapter.read_book(translate.chapters(ROOT)[name])
    cells = chapter.in_language(ROOT, book, name, code)
    catalogue = translate.read(translate.catalogues(ROOT, code)[name])
    chosen = {f'"{translate.ENGLISH}"': f'"{code}"'}
    for cell, other in zip(book.cells, cells, strict=True):
        assert (cell.cell_type, cell.metadata) == (other.cell_type, other.metadata)
        if cell.cell_type == "code":
            assert skeleton(cell.source) == skeleton(other.source)
            texts = [cell.source[start:end] for start, end in translate.spans(cell.source)]
            others = [other.source[start:end] for start, end in translate.spans(other.source)]
            for text, translation in zip(texts, others, strict=True):
                own = translate.entry(catalogue, text, translate.CODE)
                assert translation in (text, own, chosen.get(text))


def test_each_chapter_chooses_its_language_once():
    for name in NAMES:
        for code in ["en", *LANGUAGES]:
            book = chapter.read_book(translate.chapters(ROOT)[name])
            cells = chapter.in_language(ROOT, book, name, code)
            lines = [cell.source.count(translate.LANGUAGE_LINE.format(code)) for cell in cells]
            first = next(k for k, cell in enumerate(cells) if cell.cell_type == "code")
            assert sum(lines) == lines[first] == 1, (name, code)


@every_language
@every_chapter
def test_translated_strings_are_strings_with_the_same_fields(name, code):
    for message in translate.read(translate.catalogues(ROOT, code)[name]):
        if message.context == translate.CODE:
            english, own = message.id, message.string
            assert (english[0] == "#") == (own[0] == "#"), own
            if english[0] != "#":
                before, after = (ast.dump(ast.parse(text)) for text in (english, own))
                pattern = r"FormattedValue\(.*?conversion"
                assert sorted(re.findall(pattern, before)) == sorted(re.findall(pattern, after))


@every_language
@every_chapter
def test_prose_has_the_same_code_and_links(name, code):
    for message in translate.read(translate.catalogues(ROOT, code)[name]):
        if message.id and not message.context:
            for pattern in (r"`[^`\n]+`", r"\]\(([^)#]*)"):
                texts = (message.id, message.string)
                english, own = (sorted(re.findall(pattern, text)) for text in texts)
                assert english == own, message.id[:60]


def lines_of(page):
    """The lines of a page of the appendix, without its blocks of code."""
    text = translate.VERSION.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    return [line for line in text.splitlines() if line]


@every_language
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_same_code_formulas_links_and_numbers_in_every_line(name, code):
    english = lines_of(translate.pages(ROOT)[name])
    own = lines_of(ROOT / "appendix" / code / f"{name}.md")
    for line, its_own in zip(english, own, strict=True):
        its_own = its_own.replace("(../../", "(../").replace(f"/notebooks/{code}/", "/notebooks/")
        for pattern in SAME:
            kept = Counter(re.findall(pattern, its_own))
            assert Counter(re.findall(pattern, line)) <= kept, line[:60]


def headings(cells):
    """The anchors that JupyterLab gives to headings."""
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return {line.replace(" ", "-") for line in re.findall(r"^#+ (.*)$", text, re.M)}


@every_language
@every_chapter
def test_links_to_headings_lead_to_a_heading(name, code):
    book = chapter.read_book(translate.chapters(ROOT)[name])
    cells = chapter.in_language(ROOT, book, name, code)
    links = [link for cell in cells for link in re.findall(r"\]\(#([^)]*)\)", cell.source)]
    assert {unquote(link) for link in links} <= headings(cells)


@every_chapter
def test_every_notebook_links_to_its_twins(name):
    wanted = dict(chapter.wanted(ROOT, [name]))
    known = [path.resolve() for path in wanted]
    for path, notebook in wanted.items():
        title, blank, links, *_ = notebook.cells[0].source.split("\n")
        assert title.startswith("# ") and not blank
        targets = re.findall(r"\]\((.*?)\)", links)
        assert len(targets) == len(LANGUAGES)
        for target in targets:
            twin = (path.parent / target).resolve()
            assert twin != path and twin in known


# A small project -------------------------------------------------------------------------------


def begin(root):
    """Begin a Chinese edition of the small project: the English prose in brackets."""
    translate.update(root, "zh")
    [path] = translate.catalogues(root, "zh").values()
    catalogue = translate.read(path)
    for message in catalogue:
        if message.id:
            message.string = f"《{message.id}》" if not message.context else message.id
    translate.write(path, catalogue)
    return path


def chinese(root):
    notebooks = dict(chapter.wanted(root, only="zh"))
    return notebooks[root / "notebooks" / "zh" / "01_small.ipynb"].cells


def test_a_language_is_begun_by_a_command_that_says_what_is_missing(project):
    assert translate.languages(project) == []
    translate.update(project, "zh")
    assert translate.languages(project) == ["zh"]
    lines = translate.complaints(project, "zh")
    assert lines and all("missing" in line for line in lines)
    begin(project)
    assert translate.complaints(project, "zh") == []


def test_a_changed_cell_is_stale_and_shows_the_english_with_a_line(project):
    path = begin(project)
    prose = "One more paragraph."
    assert f"《{prose}》" in [cell.source for cell in chinese(project)]
    write_book(project, CHAPTER.replace(prose, "One more long paragraph."))
    told = table("zh")["stale_cell"]
    for _ in range(2):  # before the catalogue is updated, and after
        shown = [cell.source for cell in chinese(project)]
        assert f"*{told}*\n\nOne more long paragraph." in shown
        [line] = translate.complaints(project, "zh")
        assert "One more long paragraph." in line
        translate.update(project, "zh")
    assert "stale" in translate.complaints(project, "zh")[0]
    kept = translate.read(path).get("One more long paragraph.")
    assert kept.fuzzy and kept.string == f"《{prose}》"
    assert f'#| msgid "{prose}"' in path.read_text(encoding="utf-8")


def test_an_update_of_what_is_in_step_changes_nothing(project):
    path = begin(project)
    before = path.read_bytes()
    translate.update(project, "zh")
    assert path.read_bytes() == before


def test_an_edition_in_another_language_is_built_and_checked(project):
    begin(project)
    build.build(project, code="zh")
    folder = project / "notebooks" / "zh"
    assert (folder / "01_small.ipynb").exists()
    assert (folder / "solutions" / "01_small.ipynb").exists()
    late = build.check(project)
    assert late and all("zh" not in line.split()[0] for line in late)
    translate.catalogues(project, "zh")["01_small"].unlink()
    assert [path.name for path in chapter.leftovers(project)] == []


def test_an_edit_of_a_linked_notebook_is_taken_without_the_links(copied):
    begin(copied)
    build.build(copied, force=True, code="en")
    path = copied / "notebooks" / "01_small.ipynb"
    assert "nothing to take" in take.take(copied, path)
    notebook = nbformat.read(path, as_version=4)
    assert "zh/01_small.ipynb" in notebook.cells[0].source
    notebook.cells[0].source += "\n\nAnd more."
    nbformat.write(notebook, path)
    take.take(copied, path)
    text = (copied / "book" / "01_small.md").read_text(encoding="utf-8")
    assert "And more." in text and "zh/" not in text


def test_an_edit_of_a_translated_notebook_is_sent_to_its_catalogue(project):
    begin(project)
    build.build(project, code="zh")
    with pytest.raises(chapter.BuildError, match=r"change book/zh/01_small\.po instead"):
        take.take(project, project / "notebooks" / "zh" / "01_small.ipynb")


def test_a_page_is_missing_or_stale_until_its_first_line_names_the_english(tmp_path):
    english = tmp_path / "appendix" / "words.md"
    own = tmp_path / "appendix" / "zh" / "words.md"
    own.parent.mkdir(parents=True)
    english.write_text("# Words\n", encoding="utf-8")
    [line] = translate.complaints(tmp_path, "zh")
    first_line = "<!-- English: 2bf13fa678 -->"
    assert line == f"appendix/zh/words.md: missing, or without its first line, {first_line}"
    own.write_text("# 词\n", encoding="utf-8")
    assert translate.complaints(tmp_path, "zh") == [line]
    own.write_text(f"{first_line}\n\n# 词\n", encoding="utf-8")
    assert translate.complaints(tmp_path, "zh") == []
    english.write_text("# More words\n", encoding="utf-8")
    [line] = translate.complaints(tmp_path, "zh")
    assert "stale: `git diff 2bf13fa678 appendix/words.md` shows why" in line


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("a = 1  # one\nprint('b c')", ["# one", "'b c'"]),
        ('print(f"{a:.2f} of {b[\'c\']}", """d\ne""")', ["f\"{a:.2f} of {b['c']}\"", '"""d\ne"""']),
        ("%%keras\nx = 'a b'  # c", ["'a b'", "# c"]),
        ("%%html\n<p>'\n# d", ["# d"]),
        ("é = 'ü'  # ö", ["'ü'", "# ö"]),
    ],
)
def test_comments_and_strings_are_found(source, texts):
    assert [source[start:end] for start, end in translate.spans(source)] == texts


# English terms that their chapter does not say by the glossary's Chinese one, and why
OTHERWISE = {
    "GELU": "a name, as in the code",
    "float32": "a name, as in the code",
    "optimizer": "chapter 07 has it in code only",
    "target": "目标 in front of 曲线",
    "token": "令牌 in the playground; 词元 are those of language models",
}


def glossary():
    """Each term of the glossary with its Chinese ones and the number of its chapter."""
    lines = (ROOT / "appendix" / "glossary.md").read_text("utf-8").splitlines()
    rows = [line.split("|")[1:5] for line in lines if line.startswith("| ")]
    for term, chinese, _, place in rows:
        if number := re.search(r"\[(\d\d)\]", place):
            names = [name.strip() for name in re.split("[（）]", chinese) if name.strip()]
            yield term.strip(), names, number[1]


def test_chapters_use_the_chinese_terms_of_the_glossary():
    missing = set()
    for term, names, number in glossary():
        [path] = (ROOT / "book" / "zh").glob(f"{number}_*.po")
        said = [message.string for message in translate.read(path) if message.id]
        said += parts("zh")[f"chapter_{number}"].values()
        if not any(name.removesuffix("函数").strip() in text for name in names for text in said):
            missing.add(term)
    assert missing == set(OTHERWISE)
