"""Read whatever a learner wrote as numbers, or say in a sentence why it cannot be read so."""

import math
import numbers
import re

import numpy as np

from nncourse.messages import say

LARGEST = 100_000  # numbers in an answer; a larger answer is not unrolled
DEEPEST = 32  # levels of a nested list, which may contain itself
KINDS = {
    "str": "kind_text",
    "bool": "kind_truth",
    "list": "kind_list",
    "tuple": "kind_tuple",
    "NoneType": "kind_none",
    "function": "kind_function",
}
FUNCTIONS = (
    "function",
    "method",
    "builtin_function_or_method",
    "ufunc",
    "_ArrayFunctionDispatcher",
)


class Wrong(Exception):
    """The first thing that is wrong, in a sentence for the learner."""


class Unfinished(Exception):
    """The dots are still there; the text is the name that still needs an answer."""


def kind(value):
    """The kind of ``value``, in words; runs none of its methods, since it may be malicious."""
    if isinstance(value, np.ndarray):
        return shape_words(value.shape)
    name = type(value).__name__
    return say(KINDS[name]) if name in KINDS else say("kind_other", name=name[:40])


def shape_words(shape):
    """A shape in words: one number, or an array of shape (3, 2)."""
    return say("kind_array", shape=tuple(map(int, shape))) if shape else say("kind_number")


def as_written(value, digits=4):
    """Numbers as you would write them in Python: 2, 0.2689, 19683, [[1, 0.5], [2, 3]]."""
    if np.ndim(value):
        return f"[{', '.join(as_written(part, digits) for part in value)}]"
    value = value + 0.0  # -0.0 is written 0
    whole = abs(value) < 1e9 and value.is_integer()
    return f"{value:.0f}" if whole else f"{value:.{digits}g}"


def written_apart(got, expected):
    """Two different numbers or arrays, as written with enough digits to differ."""
    for digits in range(4, 10):
        written = as_written(got, digits), as_written(expected, digits)
        if written[0] != written[1]:
            break
    return written


def finite(what, value):
    """Return ``value``, a number or an array; raise Wrong if it holds a NaN or an infinity."""
    bad = np.asarray(value)[~np.isfinite(value)]
    if bad.size:
        raise Wrong(say("check_nan" if np.isnan(bad[0]) else "check_infinite", what=what))
    return value


def is_function(value):
    """Whether a value is a function or a method, which may have been meant to be called."""
    return type(value).__name__ in FUNCTIONS


def as_number(what, value):
    """``value`` as a finite float; anything that is not one real number raises Wrong."""
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value[()]
    if is_function(value):
        raise Wrong(say("check_not_called", what=what))
    if isinstance(value, bool | np.bool) or not isinstance(value, numbers.Real):
        raise Wrong(_not_a_number(what, value))
    try:
        return finite(what, float(value))
    except OverflowError:
        return finite(what, math.inf)


def _not_a_number(what, value):
    """The sentence for a value that is not a number; it names the usual slip."""
    if type(value) is str and _reads_as_number(value):
        return say("check_quotes", what=what)
    if type(value) is str and _begins_with_number(value):
        return say("check_unit", what=what)
    if value is None:
        return say("check_kept_nothing", what=what)
    if type(value) is tuple and len(value) == 1:
        return say("check_comma_after", what=what)
    if type(value) is tuple and len(value) == 2:
        return say("check_comma", what=what)
    if type(value) is list and len(value) == 1:
        return say("check_one_in_brackets", what=what)
    return say("check_not_number", what=what, kind=kind(value))


def _reads_as_number(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _begins_with_number(text):
    return re.match(r"\s*[-−+]?\d", text) is not None


def as_array(what, value):
    """``value`` as an array of floats of the same shape; raises Wrong unless it is numbers."""
    if is_function(value):
        raise Wrong(say("check_not_called", what=what))
    array = floats_of(value)
    if array is None:
        raise Wrong(not_an_array(what, value))
    return array


def floats_of(value):
    """``value`` as an array of floats of the same shape; None unless it is numbers."""
    array = _array(value) if _size(value) <= LARGEST else None
    is_real = array is not None and array.dtype.kind in "biuf"
    return array.astype(float) if is_real else None


def not_an_array(what, value):
    """The sentence for a value that is not an array of numbers; it names the usual slip."""
    if value is None:
        return say("check_kept_nothing", what=what)
    if type(value) in (set, frozenset):
        return say("check_set", what=what)
    if type(value).__name__ == "generator":
        return say("check_generator", what=what)
    if type(value) is str and _begins_with_number(value.lstrip(" ([")):
        return say("check_quotes_around", what=what)
    if isinstance(value, np.ndarray) and value.dtype.kind == "U" and value.size:
        return say("check_text_inside", what=what, text=str(value.ravel()[0])[:20])
    if type(value) not in (list, tuple) or _size(value) > LARGEST:
        return say("check_not_array", what=what, kind=kind(value))
    parts = _parts(value)
    texts = [part for part in parts if type(part) is str]
    if texts:
        return say("check_text_inside", what=what, text=texts[0][:20])
    if any(part is None for part in parts):
        return say("check_none_inside", what=what)
    lengths = [len(row) for row in value if type(row) in (list, tuple)]
    if len(set(lengths)) > 1:
        return say("check_ragged", what=what, first=lengths[0], other=_other(lengths))
    return say("check_not_array", what=what, kind=kind(value))


def _parts(value):
    """The elements of a list, and those of the lists in it."""
    rows = [row if type(row) in (list, tuple) else [row] for row in value[:LARGEST]]
    return [part for row in rows for part in row[:LARGEST]]


def _other(lengths):
    """The first length that differs from ``lengths[0]``."""
    return next(length for length in lengths if length != lengths[0])


def _array(value):
    """``np.asarray`` of a value that is known to end; None for any other value."""
    known = isinstance(value, np.ndarray | list | tuple | range | numbers.Real | np.bool)
    if not known and not hasattr(type(value), "__array__"):
        return None
    try:
        return np.asarray(float(value) if isinstance(value, numbers.Real) else value)
    except Exception:  # ragged lists, and whatever a learner's own class raises
        return None


def _size(value):
    """About how many numbers a value holds, estimated from its first elements."""
    if isinstance(value, np.ndarray):
        return value.size
    size = 1
    for _ in range(DEEPEST):
        if not isinstance(value, list | tuple | range) or not len(value):
            break
        size = size * len(value)
        value = value[0]
    return size


def has_dots(value, depth=2):
    """Whether a value is, or contains, the dots that an answer should replace."""
    if type(value) not in (list, tuple) or not depth:
        return value is ...
    parts = value[:LARGEST]
    inner = [part for part in parts if type(part) in (list, tuple)]
    return any(part is ... for part in parts) or any(has_dots(part, depth - 1) for part in inner)
