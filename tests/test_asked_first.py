"""A figure under a question opens before its answer: in its still, its caption, and in print."""

import re
from pathlib import Path

import jupytext
import numpy as np
import pytest

BOOK = Path(__file__).parents[1] / "book"
ANSWERS = {  # question: what a caption may not say under it
    "steepest": "slope 0.250",
    "small_count": "parameters 17",
    "stuck": "downhill lead",
    "single_rest": "Epoch 20",
    "same_digits": "at step 100",
    "by_heart": "lowest after 102",
    "first_layer": "3.8e−8",
    "rare_class": "it finds 14",
    "small_seven": "reads 5",
}


def figures_under_questions():
    """Each question of the book that has a figure under it, with the code of the figure's cell."""
    for path in sorted(BOOK.glob("[0-9]*.md")):
        asked = None
        for cell in jupytext.read(path).cells:
            if cell.cell_type != "code":
                continue
            if asked and "nncourse.explorers import" in cell.source:
                yield pytest.param(asked, cell.source, id=asked)
            question = re.search(r'^predict\("(\w+)"\)', cell.source, re.MULTILINE)
            asked = question and question[1]


UNDER = list(figures_under_questions())


def shown(source):
    """The explorer that a cell's last line makes."""
    *lines, last = source.strip().splitlines()
    names = {}
    exec("\n".join(lines), names)
    return eval(last, names)


def test_every_answer_is_asked_for_above_a_figure():
    assert {param.id for param in UNDER} >= ANSWERS.keys() and len(UNDER) > 20


@pytest.mark.parametrize(("asked", "source"), [p for p in UNDER if p.id in ANSWERS])
def test_a_figure_opens_before_its_answer(asked, source):
    explorer = shown(source)
    caption, _ = explorer.live.still()
    assert ANSWERS[asked] not in caption
    explorer.close()


def test_the_network_s_reading_of_a_digit_is_told_when_it_is_asked_for():
    (source,) = [p.values[1] for p in UNDER if p.id == "small_seven"]
    explorer = shown(source)
    explorer.live.still()
    heights = [bar.get_height() for bar in explorer.artists.bars._bars]
    assert np.isnan(heights).all()
    explorer.set(tells=True)
    assert explorer.live.still()[0].startswith("The network reads 5 (99.8 %)")
    assert np.isfinite([bar.get_height() for bar in explorer.artists.bars._bars]).all()
    explorer.close()


def test_the_first_chapter_folds_its_answer():
    text = (BOOK / "00_start_here.md").read_text("utf-8")
    folded = re.search("<details>(.*?)</details>", text, re.DOTALL)[1]
    assert "rounded triangle" in folded and text.count("rounded triangle") == 1
