"""Call a function that a learner wrote: what it returns, or a sentence on what it did instead.

The caller sets the time limit.
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
    is_function,
    not_an_array,
)
from nncourse.exercises.errors import explain, text_of
from nncourse.exercises.interpreter import Unchanged
from nncourse.exercises.time_limit import TimeIsUp
from nncourse.messages import say

LONGEST = 90  # characters of arguments; if there are more, only the names are shown


class NoResult(Wrong):
    """The learner's function returned None."""


class Raised(Wrong):
    """The learner's function stopped with an error of its own."""


def read_function(what, value, parameters):
    """Return ``value`` if it can be called with these parameters; else raise Wrong."""
    if not callable(value):
        raise Wrong(say("check_not_function", what=what, names=", ".join(parameters)))
    if not _takes(value, len(parameters)):
        raise Wrong(say("check_parameters", what=what, names=", ".join(parameters)))
    return value


def same_order(what, function, parameters):
    """Raise Wrong if a function has exactly these parameters in another order."""
    names = _names(function)
    if names != list(parameters) and sorted(names) == sorted(parameters):
        raise Wrong(say("check_order", what=what, names=", ".join(parameters)))


def _names(function):
    """The names of a function's parameters; an empty list if it has no signature."""
    try:
        return list(inspect.signature(function).parameters)
    except Exception:
        return []


def _takes(function, count):
    try:
        inspect.signature(function).bind(*range(count))
    except TypeError:
        return False
    except Exception:  # a built-in without a signature
        return True
    return True


def as_call(what, arguments):
    """The call as a learner may copy it, with arrays as lists: f(x=[2, -1], b=1)."""
    written = ", ".join(f"{name}={as_written(value)}" for name, value in arguments.items())
    if len(written) > LONGEST:
        written = ", ".join(arguments)
    return f"`{what}({written})`"


def call(what, function, arguments):
    """The array that ``function`` returns for copies of ``arguments`` (name → value).

    Raises Wrong, Raised or Unfinished if it does anything else.
    """
    result = call_freely(what, function, arguments)
    if is_function(result):
        raise Wrong(say("check_returns_function", what=what))
    array = floats_of(result)
    if array is None:
        raise Wrong(not_an_array(as_call(what, arguments), result))
    return array


def call_freely(what, function, arguments):
    """Call as ``call`` does, but return any result except None and dots."""
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
        raise NoResult(say("check_prints" if printed.getvalue() else "check_none", what=what))
    return result


def _unwritten(function):
    """Whether a function that returned None contains only dots, pass or a docstring."""

    def dots(): ...

    def docstring():
        """As a learner may write it."""

    code = getattr(getattr(function, "__code__", None), "co_code", None)
    return code in (dots.__code__.co_code, docstring.__code__.co_code)


@contextlib.contextmanager
def _quiet():
    """Keep what a function prints, and its warnings, off the learner's page."""
    with (
        contextlib.redirect_stdout(io.StringIO()) as printed,
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(action="ignore"),
        np.errstate(all="ignore"),
    ):
        yield printed


def _close(result):
    """Close a coroutine that nobody awaits; it would warn later."""
    if inspect.iscoroutine(result):
        result.close()
