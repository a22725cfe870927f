"""The appendix: its words are used, its code does what it says, in every language.

test_links.py has its links, and test_translate.py compares its translations with the English.
"""

import ast
import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import translate

import nnlib
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import table as messages
from nnlib import SGD, Adam, Network, datasets, inspection

ROOT = Path(__file__).parents[1]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("appendix/*.md")}
CHINESE = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("appendix/zh/*.md")}
GUIDES = {"en": PAGES["teaching"], "zh": CHINESE["teaching"]}
CHAPTERS = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("book/*.md")}
ANSWER = r"(?:Exercise|练习) (\d)(?:: |：|[^|:：]*\| \*\*)(-?\d[\d./]*\d|-?\d)"


def table(page, pages=PAGES):
    """The rows of a page's table, as lists of cells; without its head."""
    rows = [line for line in pages[page].splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]


def test_every_term_of_the_glossary_is_used_in_its_chapter_and_in_order():
    terms = [term for term, *_ in table("glossary")]
    assert terms == sorted(terms, key=str.casefold)
    for term, _, _, link in table("glossary"):
        chapter = re.sub(r"[*`]", "", CHAPTERS[re.search(r"\w+(?=\.ipynb)", link)[0]])
        assert re.search(rf"\b{re.escape(term)}(s|es)?\b", chapter, re.I), term


def test_every_work_that_a_chapter_names_is_among_the_references():
    for chapter in CHAPTERS.values():
        reading = chapter.split("## Where to read more")[1]
        titles = re.findall(r'"([^"]{6,})"', reading.replace('"Neural Networks"', ""))
        assert [title for title in titles if title.lower() not in PAGES["references"].lower()] == []


def test_every_symbol_has_the_name_and_the_shape_that_the_table_says():
    X, y = datasets.moons(5)
    network = Network.from_sizes([2, 3, 1], layer_norm=True)
    sgd = SGD(0.1, momentum=0.9)
    adam = Adam()
    for optimizer in (sgd, adam):
        list(nnlib.train(network, X, y, optimizer, epochs=1))
    layer = network.layers[0]
    trace = network.forward(X)
    gradients = network.backward(trace, y)
    n_parameters = network.parameters.size
    names = vars(nnlib) | vars(inspection) | locals()
    names |= dict(n_samples=5, n_features=2, n_in=2, n_out=3, n_outputs=1, l=1, i=0, j=0)
    for _, _, shape, code, chapter in table("notation"):
        mine = chapter < "12" and " of " not in code
        for name in re.findall("`([^`]+)`", code) if mine else ():
            value = eval(name, names)
            assert not shape.startswith("`(") or np.shape(value) == eval(shape[1:-1], names), name


def statements(guide):
    """The code of a guide: the part, the statement, and what its comment says, for each."""
    now = ""
    for heading, block in re.findall(r"^## (\d\d)|```python\n(.*?)```", guide, re.M | re.S):
        now = heading or now
        for node in ast.parse(block).body:
            said = block.splitlines()[node.end_lineno - 1].partition("  # ")[2]
            yield now, node, said


CODE = {code: list(statements(guide)) for code, guide in GUIDES.items()}


@pytest.mark.parametrize("part", sorted({part for part, *_ in CODE["en"]}))
@pytest.mark.parametrize("code", CODE)
def test_the_code_of_the_guide_runs_and_the_figures_say_what_it_quotes(part, code, speak):
    speak(code)
    names = {}
    explorers = []
    for its_part, node, said in CODE[code]:
        if its_part != part:
            continue
        exec(compile(ast.Module([node], []), "teaching.md", "exec"), names)
        target = node.targets[0] if isinstance(node, ast.Assign) else node
        name = re.match(r"\w+", ast.unparse(target))[0]
        if isinstance(names.get(name), Explorer):
            explorers.append(names[name])
            caption = names[name].caption.replace("\u00a0", " ") if said else ""
            assert [piece for piece in said.split(" … ") if piece not in caption] == [], caption
    for explorer in set(explorers):
        explorer.close()


def test_every_guide_has_the_same_code_and_quotes():
    for code in CODE.values():
        for (part, node, said), (_, english, quoted) in zip(code, CODE["en"], strict=True):
            assert ast.dump(node) == ast.dump(english)
            assert bool(said) == bool(quoted), (part, said, quoted)


def test_every_question_of_the_guide_is_asked_in_its_chapter():
    asked = re.findall(r'predict\("(\w+)"\)', PAGES["teaching"])
    books = "".join(CHAPTERS.values())
    assert asked and [name for name in asked if f'predict("{name}")' not in books] == []


@pytest.mark.parametrize("code", GUIDES)
def test_every_answer_of_the_guide_to_an_exercise_is_right(code):
    found = 0
    for part in re.split(r"^## ", GUIDES[code], flags=re.M):
        for number, answer in re.findall(ANSWER, part):
            exercises = import_module(f"nncourse.exercises.chapter_{part[:2]}").EXERCISES
            name, exercise = list(exercises.items())[int(number) - 1]
            [variable] = exercise.names or [name]
            exercise.judge({variable: eval(answer)})  # raises, if that is wrong
            found += 1
    assert found >= 8


def test_the_chinese_glossary_has_the_same_terms_in_the_order_of_their_sounds():
    rows = table("glossary", CHINESE)
    terms = {english: (chinese, meaning, link) for chinese, english, meaning, link in rows}
    for english, chinese, meaning, link in table("glossary"):
        its_chinese, its_meaning, its_link = terms.pop(english)
        assert its_chinese == chinese
        assert its_link == link.replace("../notebooks/", "../../notebooks/zh/")
        assert re.findall(r"\$[^$]+\$", its_meaning) == re.findall(r"\$[^$]+\$", meaning), english
    assert terms == {}
    names = [chinese.partition("（")[0] for chinese, *_ in rows]
    assert names == sorted(names, key=sound)


def sound(word):
    """What sorts Chinese words by Pinyin: GBK has most letters in that order, but not 阈 (yù)."""
    return word.lower().replace("阈", "域").encode("gbk")


def test_what_a_chinese_page_calls_by_name_is_called_so():
    names = set(messages("zh").values())
    for path in translate.catalogues(ROOT, "zh").values():
        text = "\n".join(message.string for message in translate.read(path) if message.id)
        names |= set(re.findall(r"^#+ (.*)$", text, re.M))
    for page in CHINESE.values():
        called = re.findall("「([^」]*)」", page)
        assert [name for name in called if name not in names] == []
