"""tools/spelling.py finds a misspelt word anywhere and an American one in the prose."""

import pytest
from small_project import ROOT, spelling

CHAPTER = """
We look at the {} of a unit, and at `color` in *Visualizing the loss landscape*, in "The center".

```{{code-cell}} ipython3
ax.plot(color="k", ha="center")
```
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout with nothing to be said against it."""
    for folder in ("book", "nncourse/messages/en", "tests"):
        (tmp_path / folder).mkdir(parents=True)
    write(tmp_path / "book" / "01_small.md", "behaviour")
    return tmp_path


def write(path, word):
    path.write_text(CHAPTER.format(word), encoding="utf-8")


def test_code_titles_and_british_words_are_left_alone(checkout):
    assert spelling.look(checkout) == ""


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("book/01_small.md", "behavior", "behaviour"),
        ("book/01_small.md", "normalized form", "normalised"),
        ("book/01_small.md", "lenght", "length"),  # codespell:ignore
        ("nncourse/messages/en/chapter_01.py", "behavior", "behaviour"),
        ("tests/test_one.py", "lenght", "length"),  # codespell:ignore
        ("book/01_small.md", "Anew", "again"),
        ("nncourse/messages/en/chapter_01.py", "amid", "among"),
    ],
)
def test_a_wrong_word_is_named_with_the_right_one(checkout, name, wrong, right):
    (checkout / name).write_text(f"The {wrong} of a unit.\n", encoding="utf-8")
    line = spelling.look(checkout).strip()
    assert name in line and line.endswith(f"{wrong.split()[0]} ==> {right}")


@pytest.mark.parametrize("wording", ["5 is taken off", "the points are parted by", "knows no w3"])
def test_odd_wording_is_named_in_prose_and_not_in_code(wording, checkout):
    path = checkout / "book" / "01_small.md"
    path.write_text(f"# A\n\nHere {wording} it.\n\n```\n{wording}\n```\n", encoding="utf-8")
    [line] = spelling.look(checkout).splitlines()
    assert line.startswith("./book/01_small.md:3: ")


def test_names_in_code_may_be_american(checkout):
    (checkout / "tests" / "test_one.py").write_text("color = center = 1\n")
    assert spelling.look(checkout) == ""


def test_no_word_in_the_repository_is_wrong():
    assert spelling.look(ROOT) == ""
