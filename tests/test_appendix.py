"""The appendix: its words are used, its code does what it says; test_links.py has its links."""

import ast
import re
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import nnlib
from nncourse.explorers._base.explorer import Explorer
from nnlib import SGD, Adam, Network, datasets, inspection

ROOT = Path(__file__).parents[1]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("appendix/*.md")}
CHAPTERS = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("book/*.md")}
ANSWER = r"Exercise (\d)(?:: |[^|:]*\| \*\*)(-?\d[\d./]*\d|-?\d)"
BLOCKS = re.findall(r"^## (\d\d)|```python\n(.*?)```", PAGES["teaching"], re.M | re.S)


def table(page):
    """The rows of a page's table, as lists of cells; without its head."""
    rows = [line for line in PAGES[page].splitlines() if line.startswith("| ")]
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


@pytest.mark.parametrize("part", sorted({a for a, _ in BLOCKS}))
def test_the_code_of_the_guide_runs_and_the_figures_say_what_it_quotes(part):
    names = {}
    explorers = []
    now = ""
    for heading, block in BLOCKS:
        now = heading or now
        for node in ast.parse(block).body if now == part else ():
            exec(compile(ast.Module([node], []), "teaching.md", "exec"), names)
            said = block.splitlines()[node.end_lineno - 1].partition("  # ")[2]
            target = node.targets[0] if isinstance(node, ast.Assign) else node
            name = re.match(r"\w+", ast.unparse(target))[0]
            if isinstance(names.get(name), Explorer):
                explorers.append(names[name])
                caption = names[name].caption if said else ""
                assert [piece for piece in said.split(" … ") if piece not in caption] == [], caption
    for explorer in set(explorers):
        explorer.close()


def test_every_question_of_the_guide_is_asked_in_its_chapter():
    asked = re.findall(r'predict\("(\w+)"\)', PAGES["teaching"])
    books = "".join(CHAPTERS.values())
    assert asked and [name for name in asked if f'predict("{name}")' not in books] == []


def test_every_answer_of_the_guide_to_an_exercise_is_right():
    found = 0
    for part in re.split(r"^## ", PAGES["teaching"], flags=re.M):
        for number, answer in re.findall(ANSWER, part):
            exercises = import_module(f"nncourse.exercises.chapter_{part[:2]}").EXERCISES
            name, exercise = list(exercises.items())[int(number) - 1]
            [variable] = exercise.names or [name]
            exercise.judge({variable: eval(answer)})  # raises, if that is wrong
            found += 1
    assert found >= 8
