"""tools/take.py brings an edit made to a notebook back into book/."""

import nbformat
import pytest
from small_project import (  # noqa: F401 (the fixture is used by name)
    CHAPTER,
    build,
    change_notebook,
    chapter,
    project,
    read_book,
    take,
    write_book,
)

# ruff: noqa: F811 (a fixture's name is its argument's name)

SOLVED = "solutions/01_small.ipynb"


@pytest.mark.parametrize("name", ["01_small.ipynb", SOLVED])
def test_taking_right_after_a_build_changes_nothing(project, name):
    assert "nothing to take" in take.take(project, project / "notebooks" / name)
    assert read_book(project) == CHAPTER


def test_take_brings_an_edit_and_keeps_the_solution(project):
    extra = nbformat.v4.new_code_cell("extra = 1", metadata={"scrolled": True})

    def edit(notebook):
        notebook.cells[0].source = "# A chapter\n\nBetter prose."
        notebook.cells[-1].source = "answer = None"
        notebook.cells[-1:] = [extra, notebook.cells[-1], nbformat.v4.new_code_cell("")]

    path = change_notebook(project, edit)
    expected = CHAPTER.replace("Prose with $x$.", "Better prose.").replace("= ...", "= None")
    fence = "```{code-cell}\n:tags: [exercise]"
    expected = expected.replace(fence, "```{code-cell}\nextra = 1\n```\n\n" + fence)
    for _ in range(2):  # the second time finds nothing new, though the notebook has its old ids
        take.take(project, path)
        assert read_book(project) == expected
    build.build(project)  # now that the edit is in book/, nothing holds the build back
    assert build.check(project) == []


def test_take_brings_a_better_solution_and_keeps_the_exercise(project):
    path = change_notebook(project, lambda n: n.cells[-1].update(source="answer = 6 * 7"), SOLVED)
    take.take(project, path)
    assert read_book(project) == CHAPTER.replace("answer = 42\nanswer", "answer = 6 * 7")


def test_a_new_exercise_keeps_the_old_ones_solution(project):
    new = nbformat.v4.new_code_cell("more = ...", metadata={"tags": ["exercise"]})
    path = change_notebook(project, lambda n: n.cells.insert(0, new))
    take.take(project, path)
    assert read_book(project).endswith(CHAPTER[CHAPTER.index("```{code-cell}\n:tags: [exer") :])


def test_take_does_not_undo_what_changed_in_the_book(project):
    newer = CHAPTER.replace("Prose with", "Newer prose with")
    write_book(project, newer)
    path = change_notebook(project, lambda n: n.cells[2].update(source="Edited."))
    with pytest.raises(chapter.BuildError, match="has changed since"):
        take.take(project, path)
    assert read_book(project) == newer


CANNOT = {
    "tagged solution belong": lambda n: n.cells.pop(),
    "cannot be written": lambda n: n.cells[0].update(source="One\n\n+++\n\ntwo"),
    "pasted picture": lambda n: n.cells[0].update(attachments={"a.png": {}}),
}


@pytest.mark.parametrize("said", CANNOT)
def test_take_changes_nothing_when_it_cannot_do_all(project, said):
    path = change_notebook(project, CANNOT[said])
    with pytest.raises(chapter.BuildError, match=said):
        take.take(project, path)
    assert read_book(project) == CHAPTER


def test_take_names_a_notebook_that_has_no_chapter(project):
    path = project / "notebooks" / "09_none.ipynb"
    assert "09_none.md is missing" in build.main(["--root", str(project), "--take", str(path)])
