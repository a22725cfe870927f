"""Exercises answer at once: ``check("or_gate")`` says right or what is wrong, ``hint`` helps.

Both find the learner's answer by its name, in the notebook (or program) that calls them.
"""

import sys
from collections import ChainMap, Counter
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count, takewhile

import numpy as np

from nncourse.exercises import EXERCISES
from nncourse.exercises.answers import Unfinished, Wrong, has_dots
from nncourse.messages import MESSAGES, as_html, say

LOOKS = {  # symbol and colour; the symbol says it too, to who cannot see the colour
    "right": ("✓", "#009E73"),
    "wrong": ("✗", "#D55E00"),
    "todo": ("…", "#8A8A8A"),
    "hint": ("→", "#0072B2"),
}
BLOCK = "border-left: 4px solid {colour}; padding: 2px 12px; margin: 4px 0; max-width: 46em"

_given = Counter()  # hints so far, by exercise


@dataclass(frozen=True)
class Answer:
    """What is said to the learner: plain text, or HTML in which no colour stands alone."""

    state: str
    lines: tuple[str, ...]

    def __repr__(self):
        symbol, _ = LOOKS[self.state]
        return f"{symbol} " + "\n  ".join(self.lines)

    def _repr_mimebundle_(self, **kwargs):
        return {"text/plain": repr(self), "text/html": self._html()}

    def _html(self):
        symbol, colour = LOOKS[self.state]
        texts = [as_html(line) for line in self.lines]
        texts[0] = f"<b>{symbol}</b> {texts[0]}"
        paragraphs = "".join(f'<p style="margin: 4px 0">{text}</p>' for text in texts)
        return f'<div role="status" style="{BLOCK.format(colour=colour)}">{paragraphs}</div>'


def check(name="", *others):
    """Judge the answer to an exercise; never raises, whatever the answer is.

    The answer stands in the variables that the exercise names. A loop without end is not noticed.
    """
    frame = sys._getframe(1)
    try:
        with np.errstate(all="ignore"):
            return _check(name, others, ChainMap(frame.f_locals, frame.f_globals))
    except KeyboardInterrupt:
        return _wrong(say("check_interrupted"))
    except BaseException as error:  # whatever a thing does when it is looked at
        return _wrong(say("check_strange", error=type(error).__name__))


def _check(name, others, namespace):
    if (exercise := _find(name)) is None:
        return _unknown(name)
    if others:
        return _wrong(say("check_alone", name=name))
    stuck = say("check_stuck", name=name)
    try:
        exercise.judge(_look_up(exercise.names, namespace))
    except Unfinished as unfinished:
        return _todo(say("check_dots", what=unfinished), stuck)
    except _Undefined as undefined:
        return _todo(say("check_undefined", what=undefined), stuck)
    except Wrong as wrong:
        return _wrong(str(wrong), stuck)
    return Answer("right", (say("check_right") + say(f"{name}_right"),))


class _Undefined(Exception):
    """Nothing has that name yet."""


def _look_up(names, namespace):
    """{name: value} of an answer, if all of it is there."""
    for name in names:
        if name not in namespace:
            raise _Undefined(name)
        if has_dots(namespace[name]):
            raise Unfinished(name)
    return {name: namespace[name] for name in names}


def _find(name):
    return EXERCISES.get(name) if type(name) is str else None


def _unknown(name):
    if type(name) is not str or not name:
        return _wrong(say("check_unnamed"))
    near = get_close_matches(name[:40], EXERCISES, n=1, cutoff=0.6)
    if near:
        return _wrong(say("check_near", name=name[:40], near=near[0]))
    return _wrong(say("check_unknown", name=name[:40]))


def _wrong(sentence, *more):
    return Answer("wrong", (say("check_wrong") + sentence, *more))


def _todo(sentence, *more):
    return Answer("todo", (say("check_todo") + sentence, *more))


def hint(name=""):
    """Show the next hint, below those given before; after the last one it begins anew."""
    if _find(name) is None:
        return _unknown(name)
    hints, given = list(takewhile(MESSAGES.get, (f"{name}_{i}" for i in count(1)))), _given[name]
    _given[name] = (given + 1) % (len(hints) + 1)
    lines = [
        say("hint_number", number=i + 1, count=len(hints)) + say(key)
        for i, key in enumerate(hints[: given + 1])
    ]
    return Answer("hint", (*lines, *([say("hint_end")] if given == len(hints) else [])))
