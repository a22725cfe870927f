"""The tables of sentences: each is used, each use has its sentence and fills its fields."""

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

import nncourse.messages
import nnlib.messages
from nncourse import explorers
from nncourse.exercises import EXERCISES, QUESTIONS
from nncourse.playground.controls import RULES
from nncourse.playground.scenarios import SCENARIOS
from nnlib.messages import language, set_language
from nnlib.schedules import SCHEDULES

ROOT = Path(__file__).parents[1]
LANGUAGES = nnlib.messages.languages()
KNOWN = ", ".join(LANGUAGES)
PACKAGES = [nnlib, nncourse]
TOOLS = ROOT / "tools"
SAY = "messages/__init__.py"
SCRIPTS = ROOT / "site" / "live"  # of the website
PAGES = [
    *SCRIPTS.glob("*.js"),
    *TOOLS.glob("*.py"),
    *TOOLS.rglob("*.html"),
    *TOOLS.rglob("*.j2"),
]  # of a class's server
both_packages = pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)


def sources(package):
    """The modules of a package, without the sentences themselves."""
    paths = [
        path for path in sorted(ROOT.glob(f"{package}/**/*.py")) if "messages" not in path.parts
    ]
    return [path.read_text(encoding="utf-8") for path in [*paths, ROOT / package / SAY]]


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


def formats(sentence):
    """The fields of a sentence, each with its conversion and its format."""
    return {tuple(parts) for _, *parts in string.Formatter().parse(sentence) if parts[0]}


@pytest.mark.parametrize(("package", "call"), CALLS, ids=NAMES)
def test_every_call_has_its_sentence_and_fills_it(package, call):
    given = {keyword.arg for keyword in call.keywords}
    assert given == fields(package.messages.table("en")[call.args[0].value])


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
    text = "".join([*sources("nnlib"), *sources("nncourse"), *pages])
    messages = package.messages.table("en")
    named = {key for key in messages if f'"{re.sub("^(option|name)_", "", key)}"' in text}
    named |= {f"{key}_in_browser" for key in messages}
    schedules = {f"option_{name}" for name in SCHEDULES}  # the names of functions
    assert set(messages) - named - schedules - set(by_convention()) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_key_is_given_twice(code):
    parts = nncourse.messages.parts(code)
    assert sum(map(len, parts.values())) == len(nncourse.messages.table(code))
    assert {name: list(part) for name, part in parts.items()} == {
        name: list(part) for name, part in nncourse.messages.parts("en").items()
    }


def test_an_option_is_called_what_it_is_in_english():
    options = {key: name for key, name in nncourse.messages.table("en").items() if "option_" in key}
    assert options and all(key == f"option_{name}" for key, name in options.items())


@both_packages
def test_a_missing_key_is_an_error_for_authors(package):
    with pytest.raises(KeyError):
        package.messages.say("nothing")


@both_packages
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_keys_and_fields(package, code):
    english = package.messages.table("en")
    table = package.messages.table(code)
    assert table.keys() == english.keys()
    for key, sentence in table.items():
        assert formats(sentence) == formats(english[key]), key


@pytest.mark.parametrize(
    ("sentence", "value", "said"),
    [
        ("{a} 在 3 处", "恒等函数", "恒等函数在 3 处"),
        ("{a} 在 3 处", "tanh", "tanh 在 3 处"),
        ("没有名为 'x' 的 {a}；", "数据集", "没有名为 'x' 的数据集；"),
        ("从 {a} 到 {a:>2}，{a!r}", 1, "从 1 到  1，1"),
        ("Classes: {a}, {{kept}}.", "猫, 红 狗", "Classes: 猫, 红 狗, {kept}."),
    ],
)
def test_no_space_stands_between_two_chinese_letters(sentence, value, said):
    assert nnlib.messages.fill(sentence, a=value) == said


@pytest.mark.parametrize(("code", "comma"), [("en", ", "), ("zh", "、")])
def test_lists_have_the_comma_of_their_language(code, comma, speak):
    speak(code)
    assert nncourse.messages.listed(["a", "b"]) == f"a{comma}b"
    with pytest.raises(ValueError, match=f"identity{comma}leaky_relu{comma}"):
        nnlib.validate.lookup(nnlib.ACTIVATIONS, "unknown", "activation")


def test_both_packages_have_the_same_languages():
    assert nnlib.messages.languages() == nncourse.messages.languages() == LANGUAGES


def test_a_table_is_read_only_when_its_language_is_chosen():
    program = (
        "import sys, nnlib, nncourse.messages as said\n"
        "tables = lambda: [n for n in sys.modules if '.messages.' in n]\n"
        "assert not tables()\n"
        "said.say('reset')\n"
        "assert tables() and all('.messages.en' in name for name in tables())"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture
def upper_case(monkeypatch):
    """A second language in both packages, and the first one again after the test."""
    first = language()
    for package in PACKAGES:
        upper = {key: sentence.upper() for key, sentence in package.messages.table("en").items()}
        read = package.messages.table
        tables = {"upper": upper}
        choose = lambda code, read=read, tables=tables: tables.get(code) or read(code)  # noqa: E731
        monkeypatch.setattr(package.messages, "table", choose)
    monkeypatch.setattr(nnlib.messages, "languages", lambda: ["en", "upper"])
    yield "upper"
    set_language(first)


@both_packages
def test_one_choice_sets_the_language_of_both_packages(package, upper_case):
    key = next(key for key, text in package.messages.table("en").items() if not fields(text))
    english = package.messages.say(key)
    set_language(upper_case)
    assert package.messages.say(key) == english.upper() != english


@pytest.mark.parametrize("code", ["xx", "", None, 3, ["en"]])
def test_an_unknown_language_is_refused_in_a_sentence(code):
    with pytest.raises(
        ValueError, match=rf"^There is no language called .*; choose one of {KNOWN}\.$"
    ):
        set_language(code)
    assert language() == "en"


def test_a_browser_has_sentences_of_its_own(monkeypatch):
    monkeypatch.setattr("sys.platform", "emscripten")
    say = nncourse.messages.say
    assert say("missing", name="numpy") == "numpy is missing: load this page again."
    assert say("kernel_gone") == nncourse.messages.table("en")["kernel_gone_in_browser"]
    assert say("live_run") == "Run"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_in_a_browser_says_make(code):
    messages = nncourse.messages.table(code)
    seen = {key: messages.get(f"{key}_in_browser", text) for key, text in messages.items()}
    assert [
        key for key, text in seen.items() if "`make " in text and not key.startswith("live_")
    ] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_options_of_a_question_differ_in_every_language(code):
    table = nncourse.messages.table(code)
    for name, question in QUESTIONS.items():
        options = [table[f"{name}_{option}"] for option in question.options]
        assert len(set(options)) == len(options), name
