"""The table of sentences: each is used, each use has its sentence and its values."""

import ast
import string
from pathlib import Path

import pytest

from nncourse.exercises import EXERCISES, QUESTIONS
from nncourse.messages import MESSAGES, PARTS, say
from nncourse.playground.scenarios import SCENARIOS
from nncourse.playground.table import RULES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "nncourse"
PAGES = [*(ROOT / "tools" / "voila").rglob("*.html"), *(ROOT / "tools" / "voila").rglob("*.j2")]
CALLS = [
    call
    for path in sorted(PACKAGE.rglob("*.py"))
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "say"
]
CONSTANT = [call for call in CALLS if isinstance(call.args[0], ast.Constant)]


def fields(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("call", CONSTANT, ids=lambda call: call.args[0].value)
def test_every_call_has_its_sentence_and_fills_it(call):
    given = {keyword.arg for keyword in call.keywords}
    assert given == fields(MESSAGES[call.args[0].value])


def by_convention():
    """The keys that follow from the names of exercises and questions."""
    for name in EXERCISES:
        yield from [f"{name}_right", *(f"{name}_{i}" for i in range(1, 5))]
    for name, question in QUESTIONS.items():
        keys = [f"{name}_{option}" for option in question.options]
        yield from [f"{name}_asked", *keys, *(f"{key}_why" for key in keys)]
    for name in SCENARIOS:
        yield from [f"title_{name}", f"ask_{name}", f"look_{name}"]
    yield from [f"stop_{rule}" for rule in RULES]


def test_every_sentence_is_used():
    texts = "".join(path.read_text(encoding="utf-8") for path in [*PACKAGE.rglob("*.py"), *PAGES])
    named = {key for key in MESSAGES if texts.count(f'"{key}"') >= 2}
    assert set(MESSAGES) - named - set(by_convention()) == set()


def test_no_key_is_given_twice():
    assert sum(map(len, PARTS)) == len(MESSAGES)


def test_a_missing_key_is_an_error_for_authors():
    with pytest.raises(KeyError):
        say("nothing")
