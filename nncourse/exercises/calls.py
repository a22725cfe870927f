"""Calling a function that a learner wrote: what it returns, or a sentence on what it did instead.

A loop that never ends is not caught: the learner stops the kernel, and then meets a sentence.
"""

import contextlib
import copy
import inspect
import io
import re
import traceback
import warnings

import numpy as np

from nncourse.exercises.answers import Unfinished, Wrong, as_array, as_written, has_dots
from nncourse.messages import say

LONGEST = 90  # letters of arguments; beyond that their names alone are shown


class Raised(Wrong):
    """The learner's function stopped with an error of its own."""


def read_function(what, value, parameters):
    """``value``, if it can be called with these parameters; else Wrong or Unfinished."""
    if not callable(value):
        raise Wrong(say("check_not_function", what=what, names=", ".join(parameters)))
    if not _takes(value, len(parameters)):
        raise Wrong(say("check_parameters", what=what, names=", ".join(parameters)))
    return value


def _takes(function, count):
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except Exception:  # a built-in that does not tell its parameters
        return True
    return True


def as_call(what, arguments):
    """The call as a learner may copy it, but for the word array: f(x=[2, -1], b=1)."""
    written = ", ".join(f"{name}={as_written(value)}" for name, value in arguments.items())
    return f"`{what}({written if len(written) <= LONGEST else ', '.join(arguments)})`"


def call(what, function, arguments):
    """The array that ``function`` returns for copies of ``arguments`` (name → value).

    Whatever else it does raises Wrong, Raised or Unfinished.
    """
    return as_array(as_call(what, arguments), call_freely(what, function, arguments))


def call_freely(what, function, arguments):
    """As ``call``, but whatever is returned, save for None and dots."""
    given, shown = copy.deepcopy(arguments), as_call(what, arguments)
    with _quiet() as printed:
        try:
            result = function(*given.values())
        except KeyboardInterrupt:  # the learner's own: end the check, not this call alone
            raise
        except BaseException as error:
            if "ellipsis" in _text(error):
                raise Unfinished(what) from None
            raise Raised(_stopped(shown, function, error)) from None
        _close(result)
    for name, value in arguments.items():
        if not np.array_equal(given[name], value):
            raise Wrong(say("check_changes", what=what, name=name))
    if has_dots(result) or (result is None and _unwritten(function)):
        raise Unfinished(what)
    if result is None:
        raise Wrong(say("check_prints" if printed.getvalue() else "check_none", what=what))
    return result


def _unwritten(function):
    """Whether a function that returned None has nothing in it but dots, pass or a docstring."""

    def dots(): ...

    def docstring():
        """As a learner may write it."""

    code = getattr(getattr(function, "__code__", None), "co_code", None)
    return code in (dots.__code__.co_code, docstring.__code__.co_code)


@contextlib.contextmanager
def _quiet():
    """Keep what a function prints and what it warns of away from the learner's page."""
    with (
        contextlib.redirect_stdout(io.StringIO()) as printed,
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(action="ignore"),
        np.errstate(all="ignore"),
    ):
        yield printed


def _close(result):
    """End a coroutine that nobody awaits, which would warn later."""
    if inspect.iscoroutine(result):
        result.close()


def _stopped(shown, function, error):
    """The sentence for an error that came out of a learner's function."""
    if isinstance(error, RecursionError):
        return say("check_recursion", what=shown)
    if isinstance(error, SystemExit):
        return say("check_exits", what=shown)
    if _axis_is_no_axis(error):
        return say("check_np_max", what=shown)
    name = type(error).__name__[:40]
    return say("check_raises", what=shown, error=name + _text(error), line=_line(function, error))


def _axis_is_no_axis(error):
    """Whether np.max or np.min was given numbers in place of an axis, as if it compared two."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    axes = [f.f_locals.get("axis") for f in frames if f.f_code.co_name in ("max", "min")]
    return any(type(axis) in (float, np.float64, np.ndarray) for axis in axes)


def _text(error):
    """What an error says, on one line, without addresses; nothing if it cannot even say that."""
    try:
        text = re.sub(r"0x[0-9a-fA-F]+", "…", " ".join(str(error).split())).rstrip(".")
    except Exception:
        return ""
    return f": {text[:160]}" if text else ""


def _line(function, error):
    """In which line of a learner's function it stopped, counted from its def."""
    frames = [*traceback.walk_tb(error.__traceback__)][1:2]
    code = getattr(function, "__code__", None)
    if not frames or frames[0][0].f_code is not code:
        return ""
    return say("check_line", number=frames[0][1] - code.co_firstlineno + 1)
