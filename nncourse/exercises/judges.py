"""Make the judges of exercises.

A judge takes {name: the learner's value}. It returns if that is right; else it raises Wrong with
the sentence on the first thing that is wrong, or Unfinished.

``wrong`` lists typical slips as (key of a sentence, result of the slip). An answer equal to that
result gets that sentence, so every diagnosis comes from making the error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from nncourse.exercises.answers import Wrong, as_array, as_number, finite, shape_words
from nncourse.exercises.differences import how_far_off, pattern, rounds_to, same, same_number
from nncourse.messages import listed, say


@dataclass(frozen=True)
class Exercise:
    """The judge of an answer, and the ``names`` of the variables that hold it: without any, the
    variable has the name of the exercise.

    For an exercise called ``this``, the sentence ``this_right`` praises; ``this_1``, ``this_2``,
    ... are its hints.
    """

    judge: Callable[[dict], None]
    names: tuple[str, ...] = ()


class Question(NamedTuple):
    """The options, and the right one, of a question before a figure or at a chapter's start.

    For a question called ``this``, the sentence ``this_asked`` asks, ``this_OPTION`` is a choice,
    and ``this_OPTION_why`` the reply to it.
    """

    options: tuple[str, ...]
    right: str


def number_judge(expected, wrong=(), within=0.0):
    """A judge of one number; ``within`` is the relative error allowed, for answers by hand. The
    same error is allowed for slips, which may also be rounded.
    """
    judge_number = _judge_array(as_number, np.float64(expected), wrong, within)

    def judge(answers):
        ((what, value),) = answers.items()
        raise_parts(what, value, expected, wrong)
        judge_number(answers)

    return judge


def raise_parts(what, value, expected, wrong):
    """Raise Wrong for a list of numbers that combine to the right one, or that is a slip."""
    if type(value) not in (list, tuple) and not isinstance(value, np.ndarray):
        return
    try:
        parts = as_array(what, value)
    except Wrong:
        return
    if parts.ndim != 1 or len(parts) < 2:
        return
    for key, slip in wrong:
        if same(parts, np.asarray(slip, dtype=float)):
            raise Wrong(say(key))
    if type(value) is tuple and len(parts) == 2 and parts[1] == 0:
        return  # a decimal comma, as in 42,0
    for key, together in [("check_parts_sum", parts.sum()), ("check_parts_product", parts.prod())]:
        if same(together, np.float64(expected)):
            raise Wrong(say(key, what=what))


def array_judge(expected, wrong=(), explain=None, unlike=None):
    """A judge of an array; ``explain(array)`` is the sentence for one that shows neither a slip nor
    a pattern, ``unlike`` the key of that for any other shape.
    """
    return _judge_array(as_array, np.asarray(expected, dtype=float), wrong, 0.0, explain, unlike)


def _judge_array(read, expected, wrong, within=0.0, explain=None, unlike=None):
    def near(got, other):
        if within > 0:
            return got.shape == other.shape and np.allclose(got, other, rtol=within, atol=1e-8)
        return same_number(got, other) if got.ndim == other.ndim == 0 else same(got, other)

    def judge(answers):
        ((what, value),) = answers.items()
        got = np.asarray(read(what, value))
        if near(got, expected):
            return
        for key, slip in wrong:
            if near(got, np.asarray(slip, dtype=float)):
                raise Wrong(say(key))
        if unlike is not None and got.shape != expected.shape:
            raise Wrong(say(unlike))
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
    """The sentence on the first slip that, rounded to 2 to 4 decimals, gives ``got``."""
    for key, slip in wrong:
        if np.ndim(slip) == 0 and rounds_to(slip, got, range(2, 5), least=10):
            return say(key)
    return None


def not_transposed(what, got, expected):
    """Raise Wrong for the right array with its rows and columns swapped."""
    if got.ndim == 2 and got.shape != expected.shape and same(got.T, expected):
        raise Wrong(say("check_transposed", what=what))


def same_shape(what, got, expected):
    """Raise Wrong, with both shapes, unless the shapes are equal."""
    if got.shape == expected.shape:
        return
    not_transposed(what, got, expected)
    if expected.shape == () and got.shape == (1,):
        raise Wrong(say("check_one_in_brackets", what=what))
    mine = shape_words(got.shape)
    right = shape_words(expected.shape)
    raise Wrong(say("check_gives", what=what, got=mine, expected=right))


def condition_judge(diagnose):
    """A judge of numbers with many right answers: ``diagnose(**numbers)`` says what is wrong."""

    def judge(answers):
        if sentence := diagnose(**{what: as_number(what, v) for what, v in answers.items()}):
            raise Wrong(sentence)

    return judge


def choice_judge(right, wrong):
    """A judge of one letter in quotes; ``wrong`` maps each wrong letter to a sentence's key."""
    letters = listed(sorted({right, *wrong}))

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
    """A judge of several variables, each with its own judge; it reports the first wrong one."""

    def judge(answers):
        for name, its_judge in judges.items():
            its_judge({name: answers[name]})

    return judge
