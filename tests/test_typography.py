"""Chinese texts have full-width punctuation, and a space between Chinese and Latin letters."""

import re

import autocorrect_py
import pytest
import translate

import nnlib.messages
from nncourse.messages import table

ROOT = translate.ROOT
HAN = "[\u4e00-\u9fff]"
BLOCK = re.compile(r"^```.*?^```$", re.M | re.S)
CODE = re.compile(r"^```.*?^```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", re.M | re.S)
FIELD = re.compile("{[^{}]*}")  # which may hold anything
HIDDEN = re.compile(r"\]\([^)]*\)|<[^>]*>|[*\[]")  # targets of links, tags, emphasis
FAULTS = {
    "half-width punctuation": f"{HAN}[,;:?!()]|[,;?!(]{HAN}",
    "no space": f"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}",
    "a space beside full-width punctuation": "[，。；：？！、）」”] *[A-Za-z0-9\u4e00-\u9fff]",
}


def faults(text):
    """What is wrong in a text, each with the words around it."""
    plain = HIDDEN.sub("", FIELD.sub("…", CODE.sub("x", text)))
    for name, pattern in FAULTS.items():
        for found in re.finditer(pattern, plain):
            if name != "a space beside full-width punctuation" or " " in found[0]:
                yield name, plain[max(found.start() - 12, 0) : found.end() + 12]


def texts():
    """Every Chinese text of prose, messages and the appendix, with its place."""
    for name, path in translate.catalogues(ROOT, "zh").items():
        for message in translate.read(path):
            if message.id and not message.context:
                yield name, message.string
    yield from (nnlib.messages.table("zh") | table("zh")).items()
    for path in sorted((ROOT / "appendix" / "zh").glob("*.md")):
        prose = BLOCK.sub("", path.read_text(encoding="utf-8"))  # code quotes what is tested above
        yield from ((path.name, line) for line in prose.splitlines())


def test_punctuation_and_spaces():
    assert [(place, *fault) for place, text in texts() for fault in faults(text)] == []


def test_autocorrect_finds_nothing_else():
    wrong = []
    for place, text in texts():
        text = re.sub(r"(?<=\w)：(?=\d)", "，", text).strip()  # it would take them for times of day
        better = autocorrect_py.format_for(text, "markdown")
        if better != text:
            wrong.append((place, text, better))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("权重 $w$ 和 `b`，见[第 01 章](01.ipynb)。", 0),
        ("损失,斜率", 1),
        ("用tanh 函数", 1),
        ("损失， tanh", 1),
        ("“**不对**。” 因为", 1),
    ],
)
def test_faults_are_found(text, n):
    assert len(list(faults(text))) == n
