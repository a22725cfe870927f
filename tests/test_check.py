"""Exercises: right for right answers alone, the first error named, and never an error raised."""

import ast
import fractions
import gc
import itertools
import math
import re
import subprocess
import sys
import warnings
from pathlib import Path

import jupytext
import nbformat
import numpy as np
import pytest
from answers import EVIL, JUNK, RIGHT, UNFINISHED, WRONG, Sullen, stops
from hypothesis import given
from hypothesis import strategies as st

from nncourse.exercises import EXERCISES, QUESTIONS
from nncourse.exercises import check as module
from nncourse.exercises.check import Answer, check, hint
from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, array_judge, number_judge
from nncourse.messages import parts, say, table

ROOT = Path(__file__).parents[1]
MESSAGES = table("en")
STRANGE = MESSAGES["check_strange"].partition("{")[0]


def ask(name, code="", **values):
    """What ``check`` says in a notebook with these cells and values."""
    notebook = {"np": np, "math": math, "check": check} | values
    exec(f"{code}\nanswer = check({name!r})", notebook)
    return notebook["answer"]


def judged(name, code="", **values):
    """The state; the words must be fit to be read, and must not come from the last resort."""
    answer = ask(name, code, **values)
    assert answer == ask(name, code, **values)
    assert STRANGE not in repr(answer)
    readable(answer)
    return answer.state


def readable(answer):
    for line in answer.lines:
        assert len(line) < 300 and "\n" not in line and "0x" not in line and "{" not in line
        assert line[-1] in ".?" and "Traceback" not in line


def sentence(key, **values):
    """A pattern for a sentence, whatever is filled in."""
    parts = re.split(r"{[^}]*}", MESSAGES[key])
    return re.compile("✗ Not right yet. " + ".*".join(map(re.escape, parts)))


# Right answers ------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "code"), RIGHT)
def test_right_answers(name, code):
    assert judged(name, code) == "right"


def hints_of(name):
    """The hints that the next calls give, from the first to the last."""
    module._given[name] = 0
    lines = [hint(name).lines[-1] for _ in range(6)]
    return lines[: lines.index(say("hint_end"))]


def test_every_exercise_has_a_right_answer_and_its_sentences():
    assert {name for name, _ in RIGHT} == set(EXERCISES)
    for name in EXERCISES:
        assert 2 <= len(hints_of(name)) <= 4
        assert say(f"{name}_right")


@pytest.mark.parametrize("name", EXERCISES)
def test_the_first_hint_is_an_idea_and_no_code(name):
    assert not re.search(r"`|np\.|return|\*\*", hints_of(name)[0])


def chapters():
    """Every exercise and solution, with the functions that its chapter has defined before."""
    for path in sorted((ROOT / "book").rglob("*.md")):
        prelude = ""
        for cell in jupytext.reads(path.read_text("utf-8"), fmt="md:myst").cells:
            tags = {"exercise", "solution"} & set(cell.metadata.get("tags", []))
            if tags:
                yield pytest.param(tags.pop(), prelude, cell.source, id=cell.source[-40:])
            elif cell.cell_type == "code" and defines_alone(cell.source):
                prelude += cell.source + "\n"


def defines_alone(source):
    """Whether a cell defines functions, and does nothing else; a magic is no Python at all."""
    if source.startswith("%"):
        return False
    kinds = {type(node).__name__ for node in ast.parse(source).body}
    return "FunctionDef" in kinds and kinds <= {"FunctionDef", "Import", "ImportFrom"}


@pytest.fixture(scope="module")
def printed():
    """What each cell of the chapters shows in words, as it was built."""
    texts = {}
    folder = ROOT / "notebooks"
    for path in [*folder.glob("*.ipynb"), *folder.glob("solutions/*.ipynb")]:
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                texts[cell.source] = output.get("data", {}).get("text/plain")
    return texts


@pytest.mark.parametrize(("tag", "prelude", "source"), list(chapters()))
def test_a_chapter_s_solution_is_right_and_its_exercise_unfinished(tag, prelude, source, printed):
    notebook = {"np": np, "check": check}
    exec(prelude, notebook)
    exec(re.sub(r"^check\(", "answer = check(", source, flags=re.MULTILINE), notebook)
    assert notebook["answer"].state == ("right" if tag == "solution" else "todo")
    assert repr(notebook["answer"]) == printed[source]


# Wrong answers: each by making that very error --------------------------------------------------


@pytest.mark.parametrize(("name", "code", "key"), WRONG)
def test_each_error_gets_its_sentence(name, code, key):
    answer = ask(name, code)
    readable(answer)
    assert STRANGE not in repr(answer)
    pattern = r".* stops in line 3: " if key == "check_line" else sentence(key)
    assert answer.state == "wrong" and re.match(pattern, repr(answer))


def test_every_diagnosis_is_reached():
    folder = Path(module.__file__).parent
    judges = [path for path in folder.glob("*.py") if path.stem not in ("check", "predict")]
    code = "".join(path.read_text(encoding="utf-8") for path in judges)
    others = parts("en")["figures"] | parts("en")["grammar"]
    keys = [key for key in MESSAGES if key not in others and not key.startswith("kind_")]
    options = {option for question in QUESTIONS.values() for option in question.options}
    said = {key for key in keys if f'"{key}"' in code} - options
    reached = {key for _, _, key in WRONG} - {"check_interrupted"}  # which check itself says
    said -= {key for key in said if key.startswith("stops_")}  # see test_time_limit.py
    assert said - {"check_line_text"} == reached


@pytest.mark.parametrize("code", UNFINISHED)
def test_dots_are_no_error(code):
    assert judged("any_neuron", code.format("any_neuron")) == "todo"
    assert say("check_dots", what="any_neuron") in repr(
        ask("any_neuron", code.format("any_neuron"))
    )


def test_a_name_that_nothing_defines_yet():
    assert say("check_undefined", what="w2") in repr(ask("or_gate", "w1 = 1"))
    assert judged("or_gate", "w1, w2, b = 1, ..., 2") == "todo"


def test_whole_numbers_are_shown_in_full():
    assert "is 19690, which" in repr(ask("triple_parameters", "triple_parameters = 19690"))
    assert "is 1.969e+04, which" in repr(ask("triple_parameters", "triple_parameters = 19690.5"))
    assert "is 1e+12, which" in repr(ask("triple_parameters", "triple_parameters = 10**12"))


# Right if and only if ----------------------------------------------------------------------------

CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]
GATES = {"or_gate": (0, 1, 1, 1), "nand_gate": (1, 1, 1, 0)}
quarters = st.integers(-12, 12).map(lambda n: n / 4)  # exact, so that 0 is 0
anything = st.floats(allow_nan=True, allow_infinity=True)


def z_exactly(w1, w2, b):
    w1, w2, b = map(fractions.Fraction, (w1, w2, b))
    return [w1 * x1 + w2 * x2 + b for x1, x2 in CORNERS]


@pytest.mark.parametrize("name", GATES)
@given(w1=quarters, w2=quarters, b=quarters)
def test_a_gate_is_right_if_and_only_if_it_is(name, w1, w2, b):
    does = tuple(int(z > 0) for z in z_exactly(w1, w2, b))
    assert (judged(name, w1=w1, w2=w2, b=b) == "right") == (does == GATES[name])


@pytest.mark.parametrize("name", GATES)
@given(w1=anything, w2=anything, b=anything)
def test_a_gate_of_any_floats_is_never_right_when_wrong(name, w1, w2, b):
    if judged(name, w1=w1, w2=w2, b=b) == "right":
        noise = fractions.Fraction(1e-15) * sum(map(abs, map(fractions.Fraction, (w1, w2, b))))
        for z, one in zip(z_exactly(w1, w2, b), GATES[name], strict=True):
            assert z > 0 if one else z <= noise


@given(anything | st.integers() | st.fractions() | st.floats(-1.001, -0.999))
def test_a_number_is_right_if_and_only_if_it_is(z):
    right = math.isfinite(z) and abs(fractions.Fraction(z) + 1) < fractions.Fraction(1.001e-5)
    assert (judged("pre_activation", z=z) == "right") == right


PARTS = [  # of 1 / (1 + np.exp(-(x @ w + b))), the right one first
    ["1", "2", "-1", "b", "w[0]"],
    ["/", "//", "*", "-"],
    ["1 +", "", "1 -", "1.001 +", "1 / "],
    ["np.exp", "np.tanh", "abs", "math.exp", "np.square"],
    ["-", "", "2 *"],
    ["x @ w", "w @ x", "x * w", "x.T @ w", "(x * w).sum()", "(x * w).sum(axis=-1)", "x"],
    ["+ b", "- b", "", "+ 1", "* b", "+ w[0]"],
]


def near_misses():
    """The right neuron with up to two of its parts exchanged."""
    first = [part[0] for part in PARTS]
    for i, j in itertools.combinations(range(len(PARTS)), 2):
        for one, other in itertools.product(PARTS[i], PARTS[j]):
            yield [*first[:i], one, *first[i + 1 : j], other, *first[j + 1 :]]


def test_a_function_is_right_if_and_only_if_it_does_the_same_elsewhere(thorough):
    found = set()
    tried = itertools.islice(near_misses(), 0, None, 1 if thorough else 6)
    for one, over, plus, f, minus, product, bias in tried:
        code = f"lambda x, w, b: {one} {over} ({plus} {f}({minus}({product} {bias})))"
        right = all(agrees(eval(code), n, rows) for n in (1, 3, 4) for rows in (None, 2, 4))
        assert (ask("any_neuron", any_neuron=eval(code)).state == "right") == right, code
        found |= {code} if right else set()
    assert len(found) == 2  # the second sums over the last axis by itself


@np.errstate(all="ignore")
def agrees(function, n, rows):
    """Whether a function is the neuron, on data that no exercise has seen."""
    rng = np.random.default_rng([n, rows or 0])
    x = rng.normal(size=(rows, n) if rows else n)
    w = rng.normal(size=n)
    b = rng.normal()
    try:
        got = function(x, w, b)
    except (TypeError, ValueError):
        return False
    right = neuron(x, w, b)
    return np.shape(got) == np.shape(right) and bool(np.all(np.abs(got - right) < 1e-5))


def neuron(x, w, b):
    return 1 / (1 + np.exp(-(np.einsum("...i,i", x, w) + b)))


# Whatever else a name may hold -------------------------------------------------------------------


@pytest.mark.parametrize("name", EXERCISES)
def test_junk_is_wrong_and_said_to_be(name):
    first, *others = EXERCISES[name].names
    for junk in JUNK:
        for answer in (junk, lambda *arguments, junk=junk: junk):
            said = ask(name, **{first: answer}, **dict.fromkeys(others, 1))
            assert said.state == "wrong" and STRANGE not in repr(said)
            readable(said)


@pytest.mark.parametrize("name", EXERCISES)
def test_evil_things_raise_nothing(name):
    first, *others = EXERCISES[name].names
    for evil in EVIL:
        for value in (evil, [evil], lambda *arguments, evil=evil: evil, stops(evil)):
            answer = ask(name, **{first: value}, **dict.fromkeys(others, 1))
            assert answer.state == "wrong"
            readable(answer)


def test_a_coroutine_that_nobody_awaits_does_not_warn_later():
    with warnings.catch_warnings(record=True, action="always") as seen:
        assert judged("crossing", "async def crossing(w1, w2, b): return 1") == "wrong"
        gc.collect()
    assert not seen


# What judges are made of -------------------------------------------------------------------------


@pytest.fixture
def toy(monkeypatch):
    """Declare an exercise called toy, with the name t."""
    monkeypatch.setitem(MESSAGES, "toy_right", "Well done.")
    return lambda judge: monkeypatch.setitem(EXERCISES, "toy", Exercise(judge, names=("t",)))


WEIGHTS = np.array([[1.0, 2.0, 4.0], [0.5, -1.0, 3.75]])


@pytest.mark.parametrize(
    ("t", "key"),
    [
        (WEIGHTS.T, "check_transposed"),
        (WEIGHTS[0], "check_gives"),
        (-WEIGHTS, "check_sign"),
        (WEIGHTS / 7, "check_too_small"),  # no factor and no distance, which give it away
        (WEIGHTS * 2, "check_too_large"),
        (WEIGHTS + 1, "check_too_large"),
        (np.ones_like(WEIGHTS), "check_constant"),
        (np.round(WEIGHTS), "check_rounded_number"),
        (np.trunc(WEIGHTS), "check_cut"),
        (np.where(WEIGHTS == 4, np.nan, WEIGHTS), "check_nan"),
        (np.where(WEIGHTS == 4, 4.1, WEIGHTS), "check_close"),
        (np.where(WEIGHTS == 4, 9, WEIGHTS), "check_too_large"),
        (WEIGHTS * 5, "double_same"),  # declared: a forgotten 1/n with n = 5
        ("weights", "check_not_array"),
        (WEIGHTS.astype(str), "check_text_inside"),
        (WEIGHTS.astype(str).astype(object), "check_not_array"),
    ],
)
def test_an_array(toy, t, key):
    toy(array_judge(WEIGHTS, wrong=[("double_same", 5 * WEIGHTS)]))
    assert judged("toy", t=t) == "wrong"
    assert sentence(key).match(repr(ask("toy", t=t)))
    assert judged("toy", t=WEIGHTS.tolist()) == judged("toy", t=WEIGHTS + 1e-9) == "right"


def test_a_forgotten_derivative(toy):
    slips = [("double_halved", lambda delta, z: delta)]
    toy(function_judge(lambda delta, z: delta * (z > 0), [(WEIGHTS, -WEIGHTS)], slips))
    assert sentence("double_halved").match(repr(ask("toy", "def t(delta, z): return delta")))
    assert judged("toy", "def t(delta, z): return np.where(z > 0, delta, 0)") == "right"


@pytest.mark.parametrize(("result", "key"), [("3 * x", "check_factor"), ("x + 1", "check_offset")])
def test_a_function_is_told_its_factor(toy, result, key):
    toy(function_judge(lambda x: x, [(WEIGHTS,)]))
    assert sentence(key).match(repr(ask("toy", f"def t(x): return {result}")))


def test_what_a_function_of_the_course_computes_is_not_blamed(toy):
    toy(function_judge(lambda x: x + 1, [(WEIGHTS,)]))
    assert sentence("fix_call").match(repr(ask("toy", "def t(x): return np.tanh(x) + 1")))
    code = "def f(x): return np.tanh(x)\ndef t(x): return f(x) + 1"
    assert sentence("fix_call").match(repr(ask("toy", code)))
    code = "from nnlib.activations import ACTIVATIONS\n"
    code += "def t(x): return ACTIVATIONS['tanh'](x) + 1"
    assert sentence("check_gives").match(repr(ask("toy", code)))


def test_a_misplaced_point_is_told_where_it_does_not_give_a_single_digit_away(toy):
    toy(number_judge(0.25))
    assert sentence("check_point").match(repr(ask("toy", t=25)))
    toy(number_judge(4))
    assert sentence("check_too_large").match(repr(ask("toy", t=40)))


def test_one_number_is_not_called_rounded_by_chance(toy):
    toy(number_judge(1.4142))
    assert sentence("check_too_small").match(repr(ask("toy", t=1)))
    assert sentence("check_rounded_number").match(repr(ask("toy", t=1.41)))


def test_where_zero_is_right(toy):
    toy(number_judge(0))
    assert judged("toy", t=0) == "right"
    assert judged("toy", t=1) == judged("toy", t=-1e-3) == "wrong"


# check and hint themselves -----------------------------------------------------------------------


def test_check_finds_names_inside_a_function_too():
    double = 42
    assert double and check("double").state == "right"


def test_an_unknown_exercise_is_said_to_be():
    for name in ("x1!?", "", None, 5, object(), Sullen(), "x" * 10**6):
        for answer in (check(name), hint(name)):
            assert answer.state == "wrong"
            readable(answer)
    assert say("check_near", name="or_gat", near="or_gate") in repr(check("or_gat"))
    assert say("check_unknown", name="x1!?") in repr(hint("x1!?"))
    assert say("check_unnamed") in repr(check())


def test_check_takes_the_name_alone():
    assert say("check_alone", name="or_gate") in repr(check("or_gate", 1, 1, -0.5))


def test_hints_come_one_by_one_and_begin_anew(monkeypatch):
    monkeypatch.setattr(module, "_given", type(module._given)())
    hints = [say(f"or_gate_{i}") for i in (1, 2, 3)]
    ladder = [hint("or_gate") for _ in range(5)]
    assert [len(step.lines) for step in ladder] == [1, 2, 3, 4, 1]
    assert all(said in line for said, line in zip(hints, ladder[3].lines, strict=False))
    assert ladder[3].lines[-1] == say("hint_end") and ladder[4] == ladder[0]
    assert ladder[0].lines[0].startswith("Hint 1 of 3.") and hint("double").state == "hint"


def test_words_and_a_symbol_in_text_and_in_html():
    bundle = ask("or_gate", "w1, w2, b = '<b>', 1, 2")._repr_mimebundle_()
    assert bundle["text/plain"].startswith("✗ Not right yet. w1 must be one number")
    assert "<b>✗</b> Not right yet." in bundle["text/html"]
    assert "<code>hint(&quot;or_gate&quot;)</code>" in bundle["text/html"]
    assert "&lt;i&gt;" in Answer("right", ("<i>",))._html()
    assert "✓" in repr(ask("double", "double = 42")) and "…" in repr(ask("double", "double = ..."))


def test_check_needs_numpy_alone():
    heavy = "{'matplotlib', 'IPython', 'ipywidgets'}"
    code = f"import sys, nncourse.exercises.check; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def shell_outputs(cell):
    """The HTML of what a cell shows in IPython, in order."""
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    publisher = shell.display_pub
    hook = sys.displayhook
    shown = CapturingDisplayPublisher(shell=shell)
    shell.display_pub = shown
    by_itself = []
    shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=by_itself)
    try:
        shell.run_cell("from nncourse import check, hint\n" + cell)
    finally:
        shell.display_pub = publisher
        shell.display_trap.hook = hook
        InteractiveShell.clear_instance()
    outputs = [*by_itself, *(output["data"] for output in shown.outputs)]
    return [output.get("data", output) for output in outputs]


def test_a_hint_is_shown_wherever_it_is_in_a_cell(monkeypatch):
    for cell in ('hint("double")\ncheck("double")', 'check("double")\nhint("double")'):
        monkeypatch.setattr(module, "_given", type(module._given)())
        texts = [output["text/plain"] for output in shell_outputs("double = 1\n" + cell)]
        assert len(texts) == 2
        assert sorted(text[0] for text in texts) == ["→", "✗"]
    assert len(shell_outputs('hint("double")')) == 1
    assert len(shell_outputs('for _ in "ab":\n    hint("double")')) == 2


def test_hints_are_behind_buttons_under_an_answer():
    page = ask("or_gate", "w1, w2, b = 1, 2, 3")._html()
    assert page.count("<details><summary") == 3 and say("hint_show") in page
    assert page.count('data-lm-suppress-shortcuts="true"') == 3
    places = [page.index(module.as_html(say(f"or_gate_{i}"))) for i in (1, 2, 3)]
    assert places == sorted(places)
    assert "<details" not in ask("double", "double = 42")._html()


def test_a_first_hint_is_no_code():
    for name in EXERCISES:
        first = say(f"{name}_1")
        assert not re.search(r"np\.|\breturn\b|\bdef\b|\brange\(|:$|\w = \w+[@*]", first), name
