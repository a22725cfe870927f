"""tools/build.py makes notebooks/ from book/ and finds what is out of step."""

import nbformat
import pytest
from small_project import (  # noqa: F401 (the fixtures are used by name)
    CHAPTER,
    ROOT,
    STILL,
    build,
    change_notebook,
    chapter,
    copied,
    executed,
    project,
    write_book,
)

# ruff: noqa: F811 (a fixture's name is its argument's name)


def files(root):
    return {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_two_builds_are_equal_to_the_byte(executed, copied):
    build.build(copied, force=True)
    assert files(copied) == files(executed)


def test_unchanged_chapters_are_not_executed_again(executed, monkeypatch, capsys):
    monkeypatch.setattr(build, "execute", lambda *_: pytest.fail("executed"))
    build.build(executed)
    assert build.check(executed) == []
    assert capsys.readouterr().out.count("unchanged") == 2


def test_notebooks_are_valid_and_hold_the_still_but_no_view(executed):
    for path in executed.glob("notebooks/**/*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert chapter.VIEW not in path.read_text(encoding="utf-8")
        assert notebook.metadata == chapter.METADATA
        assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
        shown, printed = notebook.cells[1].outputs
        assert shown.data == {"image/png": STILL, "text/plain": "the caption"}
        assert printed.text == "1\n2\n3\n"


def test_each_edition_shows_its_half_of_an_exercise(executed):
    paths = [executed / "notebooks" / folder / "01_small.ipynb" for folder in ("", "solutions")]
    reader, solved = (nbformat.read(path, as_version=4) for path in paths)
    assert [c.id for c in reader.cells[:-1]] == [c.id for c in solved.cells[:-1]]
    assert reader.cells[-1].source == "answer = ..."
    assert solved.cells[-1].source == "answer = 42\nanswer"
    assert solved.cells[-1].outputs[0].data["text/plain"] == "42"
    assert [c.execution_count for c in solved.cells if c.cell_type == "code"] == [1, 2]


def test_only_the_edition_that_changed_is_executed(project, monkeypatch):
    ran = []
    monkeypatch.setattr(build, "execute", lambda _, folder: ran.append(folder.name))
    write_book(project, CHAPTER.replace("= 42", "= 43"))
    build.build(project)
    assert ran == ["solutions"]


def test_an_edit_changes_the_id_of_its_own_cell_only(project):
    before = [cell.id for cell in next(chapter.wanted(project))[1].cells]
    write_book(project, CHAPTER.replace("more paragraph", "longer paragraph"))
    after = [cell.id for cell in next(chapter.wanted(project))[1].cells]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False, True, True]


def test_equal_cells_have_ids_of_their_own(project):
    write_book(project, CHAPTER + "\n+++\n\nTwice.\n\n+++\n\nTwice.\n")
    ids = [cell.id for cell in next(chapter.wanted(project))[1].cells]
    assert len(ids) == len(set(ids)) == 7


@pytest.mark.parametrize(
    ("old", "new", "editions"),
    [
        ("Prose", "More prose", 2),
        ("print(2,", "print(20,", 2),
        ("answer = 42\n", "answer = 43\n", 1),
        ("```{code-cell}\nimport", "```{code-cell}\n:tags: [hide-input]\n\nimport", 2),
    ],
    ids=["prose", "code", "solution", "tag"],
)
def test_check_finds_a_changed_book(project, old, new, editions):
    write_book(project, CHAPTER.replace(old, new))
    found = build.check(project)
    assert len(found) == editions
    assert all("01_small.ipynb differs" in line and "run `make build`" in line for line in found)


CHANGES = {
    "saved by JupyterLab": lambda n: n.metadata.language_info.update(version="3.11.7"),
    "a view": lambda n: n.cells[1].outputs.append(
        nbformat.v4.new_output("display_data", {chapter.VIEW: {"model_id": "0"}})
    ),
    "another id": lambda n: n.cells[0].update(id="another"),
    "cleared": lambda n: n.cells[1].update(execution_count=None),
    "shorter": lambda n: n.cells.pop(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_check_finds_a_changed_notebook(project, change):
    change_notebook(project, change)
    assert [line.split()[0] for line in build.check(project)] == ["notebooks/01_small.ipynb"]


def test_check_finds_missing_broken_and_leftover_notebooks(project):
    notebooks = project / "notebooks"
    (notebooks / "01_small.ipynb").rename(notebooks / "02_gone.ipynb")
    (notebooks / "solutions" / "01_small.ipynb").write_text("<<<<<<< ours")
    missing, broken, left = build.check(project)
    assert "missing" in missing and "cannot be read" in broken and "02_gone" in left
    assert build.main(["--root", str(project), "--check"]) == 1


def test_build_removes_what_no_chapter_makes_but_nothing_written_by_hand(project, capsys):
    (project / "book" / "01_small.md").rename(project / "book" / "02_other.md")
    write_book(project, "Only prose.\n", "02_other")
    path = change_notebook(project, lambda n: n.cells[0].update(source="My notes."))
    build.build(project)
    assert set(project.rglob("*.ipynb")) == {path, path.with_name("02_other.ipynb")}
    assert "kept" in capsys.readouterr().out


def test_build_does_not_throw_an_edit_away(project):
    before = change_notebook(project, lambda n: n.cells[0].update(source="My edit.")).read_bytes()
    with pytest.raises(chapter.BuildError, match="--take notebooks"):
        build.build(project)
    assert (project / "notebooks" / "01_small.ipynb").read_bytes() == before
    build.build(project, force=True)
    assert build.check(project) == []


def test_a_cell_that_raises_is_told_in_one_sentence(tmp_path):
    write_book(tmp_path, "Prose.\n\n```{code-cell}\nx = 0\n1 / x\n```\n", "02_bad")
    assert build.main(["--root", str(tmp_path)]) == (
        "notebooks/02_bad.ipynb: the code cell 'x = 0' raised ZeroDivisionError: division by zero"
    )
    assert not (tmp_path / "notebooks" / "02_bad.ipynb").exists()


def test_a_cell_that_never_ends_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "TIMEOUT", 1)
    write_book(tmp_path, "```{code-cell}\nwhile True:\n    pass\n```\n", "02_bad")
    assert "'while True:' took longer than 1 s" in build.main(["--root", str(tmp_path)])


def test_half_an_exercise_and_an_unknown_chapter_are_refused(project):
    assert "no chapter '09_none'" in build.main(["--root", str(project), "09_none"])
    write_book(project, CHAPTER.replace("solution]", "answer]"))
    assert "needs its other half" in build.main(["--root", str(project), "--check"])


def test_the_committed_notebooks_are_in_step_with_the_book():
    assert build.check(ROOT) == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_both_editions_of_a_chapter_show_the_same(path):
    """Show that of the two it is enough to run the solutions."""
    reader, solved = (
        nbformat.read(edition, as_version=4)
        for edition in (path, path.with_name("solutions") / path.name)
    )
    shown = {cell.id: compared(cell) for cell in solved.cells if cell.cell_type == "code"}
    shared = [cell for cell in reader.cells if cell.id in shown]
    assert len(shared) >= 3
    for cell in shared:
        assert compared(cell) == shown[cell.id], cell.source


def compared(cell):
    """What nbval compares of a cell's outputs: all but pictures."""
    if "NBVAL_IGNORE_OUTPUT" in cell.source or chapter.has(cell, "nbval-ignore-output"):
        return None
    for output in cell.outputs:
        output.get("data", {}).pop("image/png", None)
    return cell.outputs
