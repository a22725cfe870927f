"""What a learner's code cannot do: run for ever, or leave the interpreter other than it was."""

import builtins
import linecache
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import types
import warnings

import numpy as np
import pytest

from nncourse.exercises import time_limit
from nncourse.exercises.check import check
from nncourse.exercises.errors import KINDS
from nncourse.messages import say, table

LOOPS = """
import contextlib, itertools
def plain():
    while True: pass
def catches_all():
    while True:
        try: x = 1
        except BaseException: pass
def catches_all_inside():
    while True:
        try:
            while True: pass
        except BaseException: pass
def suppresses():
    while True:
        with contextlib.suppress(BaseException):
            while True: pass
def endless_iterator():
    for x in itertools.count(): pass
def endless_sum():
    return sum(1 for x in itertools.count())
def inner():
    try:
        while True: pass
    except BaseException: return
def calls():
    while True: inner()
class Strange:
    def __eq__(self, other):
        while True: pass
    __array__ = __repr__ = __len__ = lambda self, *rest: self == 1
def compares(): return Strange() == 1
def shows(): return repr(Strange())
"""
NAMES = [name for name in re.findall(r"^def (\w+)", LOOPS, re.MULTILINE) if name != "inner"]
RUN = """
import importlib.util, sys
from nncourse.exercises import time_limit
time_limit.SECONDS = 0.05
learner = dict()
exec(compile({loops!r}, "<cell>", "exec"), learner)
for name in {names!r}:
    limit = time_limit.{means}()
    try:
        with limit:
            learner[name]()
    except time_limit.TimeIsUp:
        print(name, limit.where[0].co_filename, limit.where[1] > 1)
"""


def means_here():
    yield "Watcher"
    yield "Counter"
    if hasattr(signal, "setitimer"):
        yield "Timer"


@pytest.mark.parametrize("means", list(means_here()))
def test_each_means_ends_each_loop(means):
    names = list(NAMES)
    if means == "Counter" and not hasattr(sys, "monitoring"):
        names.remove("suppresses")  # it keeps the exception, see Counter
    code = RUN.format(loops=LOOPS, names=names, means=means)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=True
    )
    assert done.stdout.split("\n")[:-1] == [f"{name} <cell> True" for name in names]


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(time_limit, "SECONDS", 0.05)


def ask(code, name="any_neuron"):
    notebook = {"np": np, "check": check}
    exec(f"{code}\nanswer = check({name!r})", notebook)
    return repr(notebook["answer"])


ENDLESS = "def any_neuron(x, w, b):\n    total = 0\n    while True: total = total + 1"


def test_check_says_which_line_ran(soon):
    answer = ask(ENDLESS)
    assert "it was in `any_neuron`, in line 3" in answer
    assert say("check_stuck", name="any_neuron") not in answer


def test_check_ends_an_answer_that_loops_when_it_is_looked_at(soon):
    code = (
        "class Strange:\n    def __array__(self, *rest, **more):\n        while True: pass\n"
        "any_neuron = lambda x, w, b: Strange()"
    )
    assert "it was in `__array__`, in line 2" in ask(code)


def test_check_in_another_thread_ends_it_too(soon):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(ask(ENDLESS)))
    thread.start()
    thread.join(60)
    assert "it was in `any_neuron`, in line 3" in answers[0]


def test_code_that_sleeps_is_ended_by_the_timer(monkeypatch):
    if not hasattr(signal, "setitimer"):
        pytest.skip("no timers here: the watcher cannot end a sleep")
    monkeypatch.setattr(time_limit, "SECONDS_WAITING", 0.2)
    assert "it was in `any_neuron`" in ask("import time\ndef any_neuron(x, w, b): time.sleep(99)")


def test_a_handler_and_a_timer_are_put_back():
    if not hasattr(signal, "setitimer"):
        pytest.skip("no timers here")
    rung = []
    old = signal.signal(signal.SIGALRM, lambda *event: rung.append(1))
    interrupt = signal.getsignal(signal.SIGINT)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        ask("any_neuron = lambda x, w, b: 1")
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
        for _ in range(100):
            time.sleep(0.02)
        assert rung == [1]
    finally:
        signal.signal(signal.SIGALRM, old)
    assert signal.getsignal(signal.SIGINT) is interrupt


def test_what_cannot_be_ended_spoils_nothing_after_it(monkeypatch):
    """A loop inside C ends by itself here, long after its time."""
    monkeypatch.setattr(time_limit, "SECONDS", 0.01)
    ask("import itertools\nany_neuron = lambda x, w, b: sum(itertools.repeat(1, 20_000_000))")
    assert sys.gettrace() is None or "coverage" in repr(sys.gettrace())
    assert ask("double = 42", "double").startswith("✓")
    for _ in range(1000):  # nothing is raised later
        time.sleep(0.0002)


def test_means_are_chosen_by_what_there_is(monkeypatch):
    here = time_limit.Timer if hasattr(signal, "setitimer") else time_limit.Watcher
    assert time_limit.choose_means() is here
    monkeypatch.delattr(signal, "setitimer", raising=False)
    assert time_limit.choose_means() is time_limit.Watcher
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert time_limit.choose_means() is time_limit.Counter


# What an answer leaves behind --------------------------------------------------------------------

CHANGES = {
    "import sys; sys.setrecursionlimit(5000)": sys.getrecursionlimit,
    "import os; os.chdir('/')": os.getcwd,
    "import os; os.environ['NEW'] = '1'": lambda: dict(os.environ),
    "np.seterr(all='raise')": np.geterr,
    "np.seterrcall(print)": np.geterrcall,
    "np.set_printoptions(precision=2)": lambda: np.get_printoptions()["precision"],
    "np.random.seed(1)": lambda: np.random.get_state()[1].tolist(),  # noqa: NPY002
    "import random; random.seed(1)": random.getstate,
    "import builtins; builtins.print = builtins.len = 5": lambda: (builtins.print, builtins.len),
    "import builtins; builtins.extra = 5": lambda: hasattr(builtins, "extra"),
    "import builtins; del builtins.next": lambda: hasattr(builtins, "next"),
    "np.allclose = lambda *given, **more: True": lambda: np.allclose,
    "import sys; sys.stdout = None": lambda: sys.stdout is None,
    "import warnings; warnings.simplefilter('error')": lambda: list(warnings.filters),
    "import gc; gc.disable()": lambda: __import__("gc").isenabled(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_an_answer_changes_is_put_back(change):
    look = CHANGES[change]
    before = look()
    answer = ask(f"def any_neuron(x, w, b):\n    {change}\n    return 0.5")
    assert look() == before
    assert answer.startswith("✗")


# Errors in a learner's function -------------------------------------------------------------------

MESSAGES = table("en")
STOPS = {
    "stops_shapes_matmul": "x @ np.ones(7)",
    "stops_number_matmul": "x @ 2.0",
    "stops_shapes_dot": "np.dot(x, np.ones(7))",
    "stops_shapes_elements": "x + np.ones(7)",
    "stops_shapes_elements_some": "np.array([[1, 2], [3]])",
    "stops_shapes_join": "np.concatenate([x, np.ones((2, 2))])",
    "stops_truth": "1 if x > 0 else 2",
    "stops_where": "np.where(x > 0, x)",
    "stops_differences": "np.diff(2.0)",
    "stops_reshape": "x.reshape(5, 7)",
    "stops_domain": "__import__('math').log(-1)",
    "stops_unpack": "[0 for p, q, r in [(1, 2)]]",
    "stops_axis": "x.sum(axis=2)",
    "stops_index": "x[9]",
    "stops_too_many_indices": "x[0, 0, 0, 0]",
    "stops_index_list": "[1][4]",
    "stops_index_shape": "x.shape[7]",
    "stops_index_kind": "x[0.5]",
    "stops_index_shapes": "x[np.array([True] * 9)]",
    "stops_zero": "1 / 0",
    "stops_overflow": "__import__('math').exp(1000)",
    "stops_unbound": "(lambda: exec('def f():\\n  a += 1\\nf()'))()",
    "stops_name": "nump.exp(x)",
    "stops_key": "{}['a']",
    "stops_module": "np.sigmoid(x)",
    "stops_attribute": "x.size_of",
    "stops_import": "__import__('no_such_module')",
    "stops_call_few": "(lambda p: p)()",
    "stops_call_count": "(lambda p: p)(1, 2)",
    "stops_call_maximum": "np.maximum(x)",
    "stops_call_word": "(lambda p: p)(q=1)",
    "stops_call_near": "np.sum(x, keepdim=True)",
    "stops_call_of_a_sum": "np.sqrt(x, keepdims=True)",
    "stops_many_values": "np.sqrt(2, 3.0)",
    "stops_name_transpose": "x @ T",
    "stops_uncalled": "x.sum / 2",
    "stops_not_callable": "b(x)",
    "stops_not_iterable": "sum(b)",
    "stops_index_number": "b[0]",
    "stops_size": "np.eye(x)",
    "stops_whole": "range(0.5)",
    "stops_one_number": "__import__('math').exp(x)",
    "stops_operands": "[1] + 2",
    "stops_power": "x^2",
    "stops_none": "-x.sort()",
    "stops_truth_values": "-(x > 0)",
    "stops_unhashable": "{}[x]",
    "stops_brackets": "np.zeros(2, 3)",
    "stops_cast": "np.exp(np.array([None]))",
    "stops_unwritten": "(_ for _ in ()).throw(NotImplementedError)",
}


def test_every_kind_of_error_has_a_case():
    closer = {"stops_call_near", "stops_call_of_a_sum", "stops_name_transpose"}
    assert {key for _, _, key in KINDS} == set(STOPS) - closer
    kinds = {key for key in MESSAGES if key.startswith("stops_")}
    assert kinds - set(STOPS) == {"stops_shape", "stops_shapes", "stops_keepdims"}


@pytest.mark.parametrize("key", STOPS)
def test_an_error_is_told_in_words(key):
    answer = ask(f"def any_neuron(x, w, b):\n    return {STOPS[key]}")
    start = MESSAGES[key].partition("{")[0]
    assert f": {start}" in answer
    for text in ("gufunc", "Error", "object", "Traceback", "operand", "{"):
        assert text not in answer.partition(": ")[2].replace("{}['a']", "")


def test_shapes_that_do_not_fit_are_named():
    answer = ask("def any_neuron(x, w, b):\n    return x @ w.reshape(1, -1)")
    assert "Numbers in a row of the left side: 2; in a column of the right side: 1." in answer
    assert "Here x has shape (2,), w has shape (2,)." in answer


@pytest.mark.parametrize("total", ["X.sum(axis=1)", "X.sum(axis=1)[:, 0]", "X.sum(axis=0)[:1]"])
def test_a_sum_of_each_row_is_told_of_keepdims(total):
    answer = ask(f"def any_neuron(x, w, b):\n    X = np.ones((3, 2))\n    return X / {total}")
    assert (MESSAGES["stops_keepdims"] in answer) == (total == "X.sum(axis=1)")


def test_the_line_is_shown_where_its_text_is_known():
    source = "def any_neuron(x, w, b):\n    return x @ nothing\n"
    linecache.cache["<a cell>"] = (len(source), None, source.splitlines(True), "<a cell>")
    notebook = {"np": np, "check": check}
    exec(compile(source, "<a cell>", "exec"), notebook)
    exec("answer = check('any_neuron')", notebook)
    assert "stops in line 2, `return x @ nothing`: nothing is called nothing" in repr(
        notebook["answer"]
    )
    assert isinstance(notebook["any_neuron"], types.FunctionType)
