"""The tables of sentences: each is used, each use has its sentence and fills its fields."""

import ast
import string
from pathlib import Path

import pytest

import nncourse.messages
import nnlib.messages
from nncourse import explorers
from nncourse.exercises import EXERCISES, QUESTIONS
from nncourse.messages import PARTS
from nncourse.playground.controls import RULES
from nncourse.playground.scenarios import SCENARIOS
from nnlib.messages import language, set_language

ROOT = Path(__file__).parents[1]
PACKAGES = [nnlib, nncourse]
TOOLS = ROOT / "tools"
SCRIPTS = ROOT / "site" / "live"  # of the website
PAGES = [
    *SCRIPTS.glob("*.js"),
    *TOOLS.glob("*.py"),
    *TOOLS.rglob("*.html"),
    *TOOLS.rglob("*.j2"),
]  # of a class's server
both_packages = pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)


def sources(package):
    return [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob(f"{package}/**/*.py"))]


def calls(package):
    """The calls of ``say`` in a package whose key is a constant."""
    for source in sources(package.__name__):
        for call in ast.walk(ast.parse(source)):
            is_say = isinstance(call, ast.Call) and getattr(call.func, "id", "") == "say"
            if is_say and isinstance(call.args[0], ast.Constant):
                yield call


CALLS = [(package, call) for package in PACKAGES for call in calls(package)]
NAMES = [f"{package.__name__}-{call.args[0].value}" for package, call in CALLS]


def fields(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("package", "call"), CALLS, ids=NAMES)
def test_every_call_has_its_sentence_and_fills_it(package, call):
    given = {keyword.arg for keyword in call.keywords}
    assert given == fields(package.messages.MESSAGES[call.args[0].value])


def by_convention():
    """The keys that follow from the names of exercises, questions and groups of controls."""
    for name in EXERCISES:
        yield from [f"{name}_right", *(f"{name}_{i}" for i in range(1, 5))]
    for name, question in QUESTIONS.items():
        keys = [f"{name}_{option}" for option in question.options]
        yield from [f"{name}_asked", *keys, *(f"{key}_why" for key in keys)]
    figures = [getattr(explorers, name) for name in explorers.__all__]
    for name in [*SCENARIOS, *(name for figure in figures for name in figure.scenarios)]:
        yield from [f"title_{name}", f"ask_{name}", f"look_{name}"]
    yield from [f"stop_{rule}" for rule in RULES]
    figures = [getattr(explorers, name) for name in explorers.__all__]
    yield from [f"group_{heading}" for figure in figures for heading, _ in figure.groups]


@both_packages
def test_every_sentence_is_used(package):
    pages = [page.read_text(encoding="utf-8") for page in PAGES]
    text = "".join([*sources(package.__name__), *pages])
    messages = package.messages.MESSAGES
    variants = {f"{key}_in_browser" for key in messages}
    named = {key for key in messages if text.count(f'"{key}"') >= 2} | variants
    assert set(messages) - named - set(by_convention()) == set()


def test_no_key_is_given_twice():
    assert sum(map(len, PARTS)) == len(nncourse.messages.MESSAGES)


@both_packages
def test_a_missing_key_is_an_error_for_authors(package):
    with pytest.raises(KeyError):
        package.messages.say("nothing")


@both_packages
def test_every_language_has_the_same_keys_and_fields(package):
    english = package.messages.MESSAGES
    for table in package.messages.LANGUAGES.values():
        assert table.keys() == english.keys()
        for key, sentence in table.items():
            assert fields(sentence) == fields(english[key]), key


def test_both_packages_have_the_same_languages():
    assert nnlib.messages.LANGUAGES.keys() == nncourse.messages.LANGUAGES.keys()


@pytest.fixture
def upper_case(monkeypatch):
    """A second language in both packages, and the first one again after the test."""
    first = language()
    for package in PACKAGES:
        table = {key: sentence.upper() for key, sentence in package.messages.MESSAGES.items()}
        monkeypatch.setitem(package.messages.LANGUAGES, "upper", table)
    yield "upper"
    set_language(first)


@both_packages
def test_one_choice_sets_the_language_of_both_packages(package, upper_case):
    key = next(key for key, text in package.messages.MESSAGES.items() if not fields(text))
    english = package.messages.say(key)
    set_language(upper_case)
    assert package.messages.say(key) == english.upper() != english


@pytest.mark.parametrize("code", ["xx", "", None, 3, ["en"]])
def test_an_unknown_language_is_refused_in_a_sentence(code):
    with pytest.raises(ValueError, match=r"^There is no language called .*; choose one of en\.$"):
        set_language(code)
    assert language() == "en"


def test_a_browser_has_sentences_of_its_own(monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")
    say = nncourse.messages.say
    assert say("missing", name="numpy") == "numpy is missing: load this page again."
    assert say("kernel_gone") == nncourse.messages.MESSAGES["kernel_gone_in_browser"]
    assert say("live_run") == "Run"


def test_no_sentence_in_a_browser_says_make():
    messages = nncourse.messages.MESSAGES
    seen = {key: messages.get(f"{key}_in_browser", text) for key, text in messages.items()}
    assert [
        key for key, text in seen.items() if "`make " in text and not key.startswith("live_")
    ] == []
