"""No chapter uses a term before the chapter in which the glossary says that it is introduced."""

import ast
import re

import pytest
from test_appendix import CHAPTERS, ROOT, table

INTRODUCED = {term: re.search(r"\[(\d\d)\]", link)[1] for term, _, _, link in table("glossary")}
NOT_PROSE = [
    r"\A---\n.*?^---\n",  # what jupytext needs
    r"^```.*?^```",  # code
    r"^\|.*$",  # the map of chapters and the table of names in chapter 00, which point ahead
    r"^## Where to read more.*",
    r"\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`|<!--.*?-->",
    r"(?<=\])\([^)]*\)",  # where a link leads
]
MESSAGES = "nncourse/messages/en"
# Uses before the introduction that help, by term and chapter, with the reason
ALLOWED = {
    ("learning rate", "00"): "the title of a scenario to play with; chapter 07 is named beside it",
    ("shape", "00"): "the everyday word, of a border",
    ("activation", "01"): "the name of the control, and of the function that an answer lacks",
    ("tanh", "01"): "names what the learner wrote in place of the sigmoid",
    ("ReLU", "01"): "names what the learner wrote in place of the sigmoid",
    ("mean squared error", "03"): "said in words there; chapter 05 has the formula",
    ("learning rate", "06"): "the label of η, the length of the one step that ends the figure",
    ("precision", "09"): "of floating-point numbers, which is another thing than that of alarms",
}


def prose(text):
    """The sentences of a chapter or of a message, without code, formulas and tables."""
    for pattern in NOT_PROSE:
        text = re.sub(pattern, " ", text, flags=re.M | re.S)
    return text.replace("*", "")


def sayings(source):
    """The sentences in a module of messages: the values of its tables."""
    tables = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Dict)]
    values = [value for found in tables for value in found.values]
    return [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]


def too_early(text, chapter, introduced):
    """The terms that a text of a chapter uses too early, each with its sentence.

    A term may point ahead if its sentence names the chapter in which it is introduced. A longer
    term that is known already, such as *vanishing gradient*, is not a use of a shorter one.
    """
    for sentence in re.split(r"(?<=[.!?:])\s+|\n\s*\n", text):
        rest = sentence
        for term in sorted(introduced, key=len, reverse=True):
            case = 0 if term.isupper() else re.IGNORECASE
            pattern = rf"(?<![\w-]){re.escape(term)}(s|es)?(?![\w-])"
            found = re.search(pattern, rest, case)
            rest = re.sub(pattern, " ", rest, flags=case)
            if (
                found
                and introduced[term] > chapter
                and f"chapter {introduced[term]}" not in sentence
            ):
                yield term, " ".join(sentence.split())


def of_chapter(number):
    """The texts that a reader of a chapter meets: its prose and its messages."""
    texts = [prose(text) for name, text in CHAPTERS.items() if name.startswith(number)]
    for path in sorted((ROOT / MESSAGES).glob(f"*_{number}.py")):
        texts += map(prose, sayings(path.read_text(encoding="utf-8")))
    return texts


@pytest.mark.parametrize("number", sorted(name[:2] for name in CHAPTERS))
def test_no_term_is_used_before_it_is_introduced(number):
    texts = of_chapter(number)
    assert len(texts) > 1
    found = [use for text in texts for use in too_early(text, number, INTRODUCED)]
    wrong = [
        f"{term} ({INTRODUCED[term]}): {s}" for term, s in found if (term, number) not in ALLOWED
    ]
    assert wrong == []


def test_every_exception_is_needed():
    for term, number in ALLOWED:
        uses = [use for text in of_chapter(number) for use in too_early(text, number, INTRODUCED)]
        assert term in [found for found, _ in uses], (term, number)


TERMS = {"slope": "01", "gradient": "06", "vanishing gradient": "02", "XOR": "03"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Gradients are long. A slope is one.", ["gradient"]),
        ("The vanishing gradient is small.", []),
        ("The vanishing gradient: a gradient that shrinks.", ["gradient"]),
        ("The gradient (chapter 06) is long.", []),
        ("A gradient. Chapter 06 and chapter 06 say more.", ["gradient"]),
        ("A xor, `XOR` and $XOR$\n\n```\nXOR\n```\n\n| XOR |\n", []),
        ("[XOR](XOR.md) is not linear, and gradiently no word.", ["XOR"]),
    ],
)
def test_what_is_too_early_is_found(text, found):
    assert [term for term, _ in too_early(prose(text), "02", TERMS)] == found
