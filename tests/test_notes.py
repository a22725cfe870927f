"""A wrong call of nnlib's in a notebook: Python's own message, and what the function takes."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from nncourse.jupyter import notes


@pytest.fixture
def shell():
    shell = InteractiveShell.instance()
    shell.custom_exceptions = ()
    yield shell
    shell.custom_exceptions = ()
    InteractiveShell.clear_instance()


IMPORTS = "from nnlib import *\nimport nncourse.jupyter.notes as notes\nnotes.install()\n"
CALLS = [
    ("SGD(nesterov=True)", "SGD has no parameter `nesterov`. It takes: learning_rate, momentum."),
    ("Adam(lr=0.1)", "Adam has no parameter `lr`. It takes: learning_rate, beta1, beta2, epsilon"),
    ("Dense(2)", "Dense takes: n_in, n_out, activation"),
    ("Network.from_sizes([2, 1], activation='tanh')", "Dense takes: n_in, n_out, activation"),
    ("Network.from_sizes()", "Network.from_sizes takes: sizes, hidden, output"),
    ("fit(Network.from_sizes([2, 1]), [[1, 2]], [1], epoch=3)", "train has no parameter `epoch`."),
    ("Network.from_sizes([2, 1]).predict()", "Network.predict takes: X."),
    ("import nnlib as n; n.SGD(rate=1)", "SGD has no parameter `rate`."),
]


@pytest.mark.parametrize(("call", "words"), CALLS)
def test_a_wrong_call_says_what_is_known(shell, capsys, call, words):
    result = shell.run_cell(IMPORTS + call)
    shown = capsys.readouterr().out
    assert isinstance(result.error_in_exec, TypeError)
    assert "TypeError" in shown and words in shown


OTHERS = [
    "def train(a): pass\ntrain(b=1)",
    "class SGD:\n    def __init__(self): pass\nSGD(rate=1)",
    "1 + 'a'",
    "print(en=1)",
    "raise TypeError('SGD.__init__() got')",
    "raise TypeError",
]


@pytest.mark.parametrize("call", OTHERS)
def test_other_errors_are_left_alone(shell, capsys, call):
    result = shell.run_cell(IMPORTS + call)
    assert isinstance(result.error_in_exec, TypeError)
    assert not hasattr(result.error_in_exec, "__notes__")
    assert "TypeError" in capsys.readouterr().out


def test_a_handler_that_is_there_is_kept(shell):
    shell.set_custom_exc((TypeError,), lambda *given: None)
    handler = shell.CustomTB
    notes.install()
    assert shell.CustomTB == handler


LETTERS = [
    ("print（1）", "Code takes ( here, not the full-width （"),
    ("x = [1，2]", "Code takes , here, not the full-width ，"),
    ("x = “a”", 'Code takes " here, not the full-width “'),
    ("x = １２", "Code takes 1 here, not the full-width １"),
    ("if x：\n    pass", "Code takes : here, not the full-width ："),
    ("y = 0。5", "Code takes . here, not the full-width 。"),
    ("x =\u30001", "Here is a full-width space"),
]


@pytest.mark.parametrize(("code", "words"), LETTERS)
def test_a_letter_of_a_chinese_keyboard_is_named_with_the_plain_one(shell, capsys, code, words):
    shell.run_cell(IMPORTS)
    capsys.readouterr()
    result = shell.run_cell(code)
    shown = capsys.readouterr().out
    assert isinstance(result.error_before_exec, SyntaxError)
    assert "SyntaxError" in shown and words in shown


@pytest.mark.parametrize("code", ["x = (", "x = 1 +", "x = €", "if x:\nx = 1"])
def test_other_syntax_errors_are_left_alone(shell, capsys, code):
    shell.run_cell(IMPORTS)
    capsys.readouterr()
    assert isinstance(shell.run_cell(code).error_before_exec, SyntaxError)
    shown = capsys.readouterr().out
    assert "Error" in shown and "full-width" not in shown
