"""Calling a function that a learner wrote: what it returns, or a sentence on what it did instead.

Whoever calls it sets the time limit.
"""

import contextlib
import copy
import inspect
import io
import warnings

import numpy as np

from nncourse.exercises.answers import (
    Unfinished,
    Wrong,
    as_written,
    floats_of,
    has_dots,
    not_an_array,
)
from nncourse.exercises.errors import explain, text_of
from nncourse.exercises.interpreter import Unchanged
from nncourse.exercises.time_limit import TimeIsUp
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


def same_order(what, function, parameters):
    """Raise Wrong if a function has just these parameters, in another order."""
    names = _names(function)
    if names != list(parameters) and sorted(names) == sorted(parameters):
        raise Wrong(say("check_order", what=what, names=", ".join(parameters)))


def _names(function):
    """The names of a function's parameters; none if it does not tell them."""
    try:
        return list(inspect.signature(function).parameters)
    except Exception:
        return []


def _takes(function, count):
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except Exception:  # a built-in that does not tell its parameters
        return True
    return True


def as_call(what, arguments):
    """The call as a learner may copy it, without the word array: f(x=[2, -1], b=1)."""
    written = ", ".join(f"{name}={as_written(value)}" for name, value in arguments.items())
    if len(written) > LONGEST:
        written = ", ".join(arguments)
    return f"`{what}({written})`"


def call(what, function, arguments):
    """The array that ``function`` returns for copies of ``arguments`` (name → value).

    Whatever else it does raises Wrong, Raised or Unfinished.
    """
    result = call_freely(what, function, arguments)
    array = floats_of(result)
    if array is None:
        raise Wrong(not_an_array(as_call(what, arguments), result))
    return array


def call_freely(what, function, arguments):
    """As ``call``, but whatever is returned, save for None and dots."""
    given = copy.deepcopy(arguments)
    with _quiet() as printed:
        try:
            with Unchanged(for_one_call=True):
                result = function(*given.values())
        except (KeyboardInterrupt, TimeIsUp):  # they end the check, not this call alone
            raise
        except BaseException as error:
            if "ellipsis" in text_of(error) and not isinstance(error, IndexError):
                raise Unfinished(what) from None
            shown = as_call(what, arguments)
            raise Raised(explain(shown, function, error, arguments)) from None
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
