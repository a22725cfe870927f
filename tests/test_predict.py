"""Predict: what the page is given, and what a page without a kernel shows."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from chapter import read_book

import nncourse.exercises.predict
from nncourse.exercises import QUESTIONS
from nncourse.exercises.predict import Predict, predict, recall
from nncourse.messages import say

CHAPTERS = sorted((Path(__file__).parents[1] / "book").glob("*.md"))
RECALLS = re.compile(r"^recall\((.*?)\)", re.MULTILINE | re.DOTALL)
FOLD = "<details><summary>A model sentence</summary>\n\n(.*?)\n\n</details>"
OPTIONS = {"It turns": "Its direction stays.", "It <shifts>": "All points move the same way."}


@pytest.fixture
def question():
    return Predict("You raise b. What happens?", OPTIONS, answer="It <shifts>")


def test_each_choice_has_its_reply_with_a_symbol(question):
    wrong, right = question.options
    assert wrong == {
        "text": "(a) It turns",
        "symbol": "✗",
        "reply": "✗ Not this one. Its direction stays.",
    }
    assert right["reply"] == "✓ Right. All points move the same way."


def test_a_page_without_a_kernel_has_the_question_and_its_options(question):
    data, _ = question._repr_mimebundle_()
    lines = ["You raise b. What happens?", "(a) It turns", "(b) It <shifts>"]
    assert data["text/plain"] == "\n".join([*lines, "Run this cell to choose."])
    assert "<p>(b) It &lt;shifts&gt;</p>" in data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in data


def test_nothing_in_the_stored_output_changes_from_run_to_run():
    first, second = (Predict("Why?", OPTIONS, "It turns")._repr_mimebundle_()[0] for _ in "ab")
    view = "application/vnd.jupyter.widget-view+json"
    assert {**first, view: 0} == {**second, view: 0}


def test_it_is_one_of_the_explorers_for_whom_keys_are_kept(question):
    assert "nncourse-explorer" in question._dom_classes


@pytest.mark.parametrize(
    ("options", "answer"), [(OPTIONS, "It jumps"), ({}, ""), (dict.fromkeys("123456789"), "1")]
)
def test_an_author_who_forgets_the_answer_is_told(options, answer):
    with pytest.raises(ValueError, match=re.escape(say("predict_options", answer=answer, most=8))):
        Predict("Why?", options, answer)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_of_the_course_has_one_right_option(name):
    question = predict(name)
    assert question.question == "Predict: " + say(f"{name}_asked")
    right = [option for option in question.options if option["symbol"] == "✓"]
    assert [option["text"][4:] for option in right] == [say(f"{name}_{QUESTIONS[name].right}")]


def test_an_unknown_question_gets_the_known_ones():
    with pytest.raises(ValueError, match=r"no question called 'why'; choose one of .*bias"):
        predict("why")


def test_chapters_ask_questions_that_exist():
    text = "".join(book.read_text("utf-8") for book in CHAPTERS)
    guesses = re.findall(r'predict\("(\w+)"\)', text)
    recalled = re.findall(r'"(\w+)"', "".join(RECALLS.findall(text)))
    assert guesses and recalled
    assert sorted(guesses + recalled) == sorted(QUESTIONS)


def test_recall_asks_several_questions_and_calls_none_a_prediction(monkeypatch):
    shown = []
    monkeypatch.setattr(nncourse.exercises.predict, "display", shown.append)
    with pytest.raises(ValueError, match="no question called 'why'"):
        recall("bias", "why")
    assert shown == []
    recall("bias", "xor")
    assert [question.question for question in shown] == [say("bias_asked"), say("xor_asked")]


@pytest.mark.parametrize("path", CHAPTERS[1:], ids=lambda path: path.stem)
def test_a_chapter_opens_with_three_questions_on_earlier_ones(path):
    """A chapter declares its own questions, and asks each of them once."""
    cells = read_book(path).cells
    assert cells[0].source.rpartition("\n## ")[2].startswith("Before you start\n")
    names = re.findall(r'"(\w+)"', RECALLS.findall(cells[1].source)[0])
    own = import_module(f"nncourse.exercises.chapter_{path.stem[:2]}").QUESTIONS
    assert len(names) == 3 and set(names) <= set(own)
    assert all(name.startswith("recall_") for name in names)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_folds_its_model_sentence(path):
    text = path.read_text("utf-8")
    closing = text.partition("\n## Say it in one sentence\n")[2].partition("\n## ")[0]
    folded = re.search(FOLD, closing, re.DOTALL)
    assert folded and folded[1].count(". ") == 0
    assert text.count("\n## Say it in one sentence\n") == 1


def test_the_page_reads_what_python_sends_and_nothing_else(question):
    script = (
        Path(nncourse.exercises.predict.__file__).with_suffix(".js").read_text(encoding="utf-8")
    )
    asked = set(re.findall(r'model\.get\("(\w+)"\)', script))
    assert asked - {"chosen"} <= set(question.keys)
    assert "http" not in script
