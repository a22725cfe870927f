"""The parts of the judges of exercises.

A judge takes {name: what the learner gave it}. It returns if that is right; else it raises Wrong
with the sentence for the first thing that is wrong, or Unfinished.

``wrong`` lists typical slips as (key of a sentence, what the slip leads to). An answer equal to
that gets that sentence; so a diagnosis is always the result of making the error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nncourse.exercises.answers import Wrong, as_array, as_number, finite, shape_words
from nncourse.exercises.differences import how_far_off, pattern, rounds_to, same
from nncourse.messages import say


@dataclass(frozen=True)
class Exercise:
    """The judge of an answer, and the variables that hold it: without ``names``, the one that is
    called as the exercise is.

    Of an exercise called ``this``, the sentence ``this_right`` praises, ``this_1``, ``this_2``, ...
    give hints.
    """

    judge: Callable[[dict], None]
    names: tuple[str, ...] = ()


class Question(NamedTuple):
    """A question asked before a figure answers it, or as a chapter opens: options, the right one.

    Of a question called ``this``, the sentence ``this_asked`` asks, ``this_OPTION`` is a choice and
    ``this_OPTION_why`` the reply to it.
    """

    options: tuple[str, ...]
    right: str


def number_judge(expected, wrong=(), within=0.0):
    """A judge of one number; ``within`` is how far from it, as a share, an answer may be that was
    worked out by hand. Slips are told as generously, and told when they are rounded.
    """
    judge_number = _judge_array(as_number, np.float64(expected), wrong, within)

    def judge(answers):
        ((what, value),) = answers.items()
        raise_parts(what, value, expected)
        judge_number(answers)

    return judge


def raise_parts(what, value, expected):
    """Raise Wrong for a list of numbers that give the right one together."""
    if type(value) not in (list, tuple) and not isinstance(value, np.ndarray):
        return
    try:
        parts = as_array(what, value)
    except Wrong:
        return
    if parts.ndim != 1 or len(parts) < 2:
        return
    for key, together in [("check_parts_sum", parts.sum()), ("check_parts_product", parts.prod())]:
        if same(together, np.float64(expected)):
            raise Wrong(say(key, what=what))


def array_judge(expected, wrong=(), explain=None):
    """A judge of an array of one shape; ``explain(array)`` is the sentence for one that is wrong in
    no way that is known.
    """
    return _judge_array(as_array, np.asarray(expected, dtype=float), wrong, explain=explain)


def _judge_array(read, expected, wrong, within=0.0, explain=None):
    def near(got, other):
        return same(got, other) or (within > 0 and np.allclose(got, other, rtol=within, atol=0))

    def judge(answers):
        ((what, value),) = answers.items()
        got = np.asarray(read(what, value))
        if near(got, expected):
            return
        for key, slip in wrong:
            if near(got, np.asarray(slip, dtype=float)):
                raise Wrong(say(key))
        same_shape(what, got, expected)
        finite(what, got)
        sentence = pattern(what, got, expected, of_function=False)
        if sentence is None and got.ndim == 0:
            sentence = _rounded_slip(got, wrong)
        if sentence is None and explain is not None:
            sentence = explain(got)
        raise Wrong(sentence or how_far_off(what, got, expected))

    return judge


def _rounded_slip(got, wrong):
    """The sentence of the first slip that ``got`` is when it is rounded to 2 to 4 decimals."""
    for key, slip in wrong:
        if np.ndim(slip) == 0 and rounds_to(slip, got, range(2, 5), least=10):
            return say(key)
    return None


def same_shape(what, got, expected):
    """Raise Wrong, with both shapes, unless they are one."""
    if got.shape == expected.shape:
        return
    if got.ndim == 2 and same(got.T, expected):
        raise Wrong(say("check_transposed", what=what))
    mine = shape_words(got.shape)
    right = shape_words(expected.shape)
    raise Wrong(say("check_gives", what=what, got=mine, expected=right))


def condition_judge(diagnose):
    """A judge of numbers of which many will do: ``diagnose(**numbers)`` says what is wrong."""

    def judge(answers):
        if sentence := diagnose(**{what: as_number(what, v) for what, v in answers.items()}):
            raise Wrong(sentence)

    return judge


def choice_judge(right, wrong):
    """A judge of one letter in quotes: ``wrong`` has a sentence's key for each of the others."""
    letters = ", ".join(sorted({right, *wrong}))

    def judge(answers):
        ((what, value),) = answers.items()
        letter = value.strip(" ()[].").lower() if type(value) is str else None
        if letter == right:
            return
        if letter not in wrong:
            raise Wrong(say("check_choice", what=what, letters=letters))
        raise Wrong(say(wrong[letter], what=what))

    return judge


def each_judge(**judges):
    """A judge of several variables, each by a judge of its own; the first that is wrong is told."""

    def judge(answers):
        for name, its_judge in judges.items():
            its_judge({name: answers[name]})

    return judge
