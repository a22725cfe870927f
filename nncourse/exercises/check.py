"""Answer at once: ``check("or_gate")`` says right, or what is wrong; ``hint`` gives help.

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
from nncourse.exercises.errors import words_of_line
from nncourse.exercises.interpreter import Unchanged
from nncourse.exercises.time_limit import SECONDS, TimeIsUp, time_limit
from nncourse.messages import as_html, is_said, say

LOOKS = {  # symbol and colour; the symbol serves readers who cannot see the colour
    "right": ("✓", "#009E73"),
    "wrong": ("✗", "#D55E00"),
    "todo": ("…", "#8A8A8A"),
    "hint": ("→", "#0072B2"),
}
BLOCK = "border-left: 4px solid {colour}; padding: 2px 12px; margin: 4px 0; max-width: 46em"

PARAGRAPH = '<p style="margin: 4px 0">{text}</p>'
# Keys pressed on the button stay there: JupyterLab would take them for its shortcuts.
HINT = (
    '<details><summary data-lm-suppress-shortcuts="true" style="cursor: pointer">{label}</summary>'
    "{content}</details>"
)

_given = Counter()  # how many hints each exercise has given so far
_waiting = []  # answers that the running cell has not shown yet


@dataclass(frozen=True)
class Answer:
    """A reply to the learner: plain text, or HTML in which colour is never the only sign.

    ``hints`` open one after the other in the HTML, by buttons that need no kernel.
    """

    state: str
    lines: tuple[str, ...]
    hints: tuple[str, ...] = ()

    def __repr__(self):
        symbol, _ = LOOKS[self.state]
        return f"{symbol} " + "\n  ".join(self.lines)

    def _repr_mimebundle_(self, **kwargs):
        _waiting[:] = [answer for answer in _waiting if answer is not self]
        return {"text/plain": repr(self), "text/html": self._html()}

    def _html(self):
        symbol, colour = LOOKS[self.state]
        texts = [as_html(line) for line in self.lines]
        texts[0] = f"<b>{symbol}</b> {texts[0]}"
        paragraphs = "".join(PARAGRAPH.format(text=text) for text in texts)
        style = BLOCK.format(colour=colour)
        return f'<div role="status" style="{style}">{paragraphs}{self._hints_html()}</div>'

    def _hints_html(self):
        """The HTML of all hints, each nested in the one before it."""
        inside = ""
        for number in range(len(self.hints), 0, -1):
            label = say("hint_show" if number == 1 else "hint_next")
            text = PARAGRAPH.format(text=as_html(self.hints[number - 1]))
            inside = HINT.format(label=label, content=text + inside)
        return inside


def check(name="", *others):
    """Judge the answer to an exercise; never raise, whatever the answer is.

    The answer is in the variables that the exercise names. A time limit ends the learner's code if
    it does not end by itself (see ``time_limit``); what it did to the interpreter is put back.
    """
    frame = sys._getframe(1)
    namespace = ChainMap(frame.f_locals, frame.f_globals)
    limit = time_limit()
    try:
        with Unchanged(), np.errstate(all="ignore"), limit:
            answer = _check(name, others, namespace)
    except TimeIsUp:
        answer = _wrong(_too_long(limit))
    except KeyboardInterrupt:
        answer = _wrong(say("check_interrupted"))
    except BaseException as error:  # anything that an answer does when it is inspected
        answer = _wrong(say("check_strange", error=type(error).__name__))
    return show_after_cell(answer)


def _too_long(limit):
    """The sentence for code that was ended, with the line that was running."""
    where = ""
    if limit.where is not None:
        code, number = limit.where
        where = say(
            "check_too_long_where", name=code.co_name[:40], line=words_of_line(code, number)
        )
    return say("check_too_long", seconds=SECONDS, line=where)


def _check(name, others, namespace):
    exercise = _find(name)
    if exercise is None:
        return _unknown(name)
    if others:
        return _wrong(say("check_alone", name=name))
    try:
        exercise.judge(_look_up(exercise.names, namespace))
    except Unfinished as unfinished:
        return _todo(name, say("check_dots", what=unfinished))
    except _Undefined as undefined:
        return _todo(name, say("check_undefined", what=undefined))
    except Wrong as wrong:
        return _wrong(str(wrong), name)
    return Answer("right", (say("check_right") + say(f"{name}_right"),))


class _Undefined(Exception):
    """No variable has that name yet."""


def _look_up(names, namespace):
    """{name: value} of an answer; raises _Undefined or Unfinished unless all of it is there."""
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


def _wrong(sentence, name=""):
    """The reply to a wrong answer; ``name`` is the exercise whose hints may help."""
    return _with_hints("wrong", say("check_wrong") + sentence, name)


def _todo(name, sentence):
    """The reply to an answer that is not there yet."""
    return _with_hints("todo", say("check_todo") + sentence, name)


def _with_hints(state, sentence, name):
    if not name:
        return Answer(state, (sentence,))
    return Answer(state, (sentence, say("check_stuck", name=name)), tuple(hints_of(name)))


def hints_of(name):
    """The hints of an exercise, each with its number, from the first to the last."""
    keys = list(takewhile(is_said, (f"{name}_{i}" for i in count(1))))
    return [
        say("hint_number", number=number, count=len(keys)) + say(key)
        for number, key in enumerate(keys, start=1)
    ]


def hint(name=""):
    """Show the next hint below the earlier ones; after the last, begin again."""
    if _find(name) is None:
        return show_after_cell(_unknown(name))
    hints = hints_of(name)
    given = _given[name]
    lines = hints[: given + 1]
    if given == len(hints):
        lines.append(say("hint_end"))
    _given[name] = (given + 1) % (len(hints) + 1)
    return show_after_cell(Answer("hint", tuple(lines)))


def show_after_cell(answer):
    """Have IPython show ``answer`` at the end of the cell, unless it is the cell's own result.

    IPython shows only a cell's last expression by itself. Outside IPython, do nothing.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return answer
    if not _waiting:
        shell.events.register("post_run_cell", _show_waiting)
    _waiting.append(answer)
    return answer


def _show_waiting(result=None):
    """Show the answers that the cell has not shown itself."""
    from IPython import get_ipython
    from IPython.display import display

    get_ipython().events.unregister("post_run_cell", _show_waiting)
    for answer in list(_waiting):
        display(answer)
    _waiting.clear()
