"""Explain in a sentence what stopped a learner's function, instead of Python's or NumPy's text."""

import linecache
import re
import traceback
from difflib import get_close_matches
from textwrap import shorten

import numpy as np

from nncourse.exercises.time_limit import is_learners
from nncourse.messages import listed, say, sentences

LONGEST_LINE = 60  # characters of a line of code that is shown

# (kind of error, pattern of its text, key of a sentence that the pattern's groups fill in)
KINDS = [
    (
        ValueError,
        r"matmul: .*\(size (?P<right>\d+) is different from (?P<left>\d+)\)",
        "stops_shapes_matmul",
    ),
    (ValueError, r"matmul: .* does not have enough dimensions", "stops_number_matmul"),
    (
        ValueError,
        r"shapes (?P<first>\(.*?\)) and (?P<second>\(.*?\)) not aligned",
        "stops_shapes_dot",
    ),
    (ValueError, r"broadcast together with (remapped )?shapes .*\[", "stops_shapes_elements_some"),
    (
        ValueError,
        r"broadcast together with shapes (?P<first>\([\d,]*\)) ?(?P<second>\([\d,]*\))",
        "stops_shapes_elements",
    ),
    (
        ValueError,
        r"broadcast|inhomogeneous|array element with a sequence",
        "stops_shapes_elements_some",
    ),
    (ValueError, r"truth value of an array", "stops_truth"),
    (ValueError, r"neither of x and y should be given|nonzero on 0d", "stops_where"),
    (ValueError, r"diff requires input", "stops_differences"),
    (ValueError, r"cannot reshape array of size (?P<size>\d+)", "stops_reshape"),
    (ValueError, r"math domain error|expected a (positive|nonnegative)", "stops_domain"),
    (ValueError, r"not enough values to unpack|too many values to unpack", "stops_unpack"),
    (np.exceptions.AxisError, r"axis (?P<axis>-?\d+).*dimension (?P<n>\d+)", "stops_axis"),
    (ValueError, r"all the input array", "stops_shapes_join"),
    (
        IndexError,
        r"index (?P<index>-?\d+) is out of bounds for axis (?P<axis>\d+) with size (?P<n>\d+)",
        "stops_index",
    ),
    (IndexError, r"too many indices.*is (?P<n>\d+)-dimensional", "stops_too_many_indices"),
    (IndexError, r"tuple index out of range", "stops_index_shape"),
    (IndexError, r"index out of range|pop from", "stops_index_list"),
    (IndexError, r"only integers|must be of integer|invalid index to scalar", "stops_index_kind"),
    (IndexError, r"shape mismatch|boolean index", "stops_index_shapes"),
    (ZeroDivisionError, r"", "stops_zero"),
    (OverflowError, r"", "stops_overflow"),
    (UnboundLocalError, r"variable '(?P<name>\w+)'", "stops_unbound"),
    (NameError, r"name '(?P<name>\w+)'", "stops_name"),
    (KeyError, r"(?P<name>.*)", "stops_key"),
    (AttributeError, r"module '(?P<thing>\w+)'.* has no attribute '(?P<name>\w+)'", "stops_module"),
    (AttributeError, r"has no attribute '(?P<name>\w+)'", "stops_attribute"),
    (ImportError, r"module named '(?P<name>[\w.]+)'", "stops_import"),
    (TypeError, r"'(builtin_function_or_method|method|function|numpy.ufunc)'", "stops_uncalled"),
    (TypeError, r"argument \d of type (builtin|method|function|numpy.ufunc)", "stops_uncalled"),
    (TypeError, r"(?P<name>\w+)\(\) missing .*argument", "stops_call_few"),
    (TypeError, r"(?P<name>maximum|minimum)\(\) takes from 2", "stops_call_maximum"),
    (TypeError, r"(?P<name>\w+)\(\) takes .* given", "stops_call_count"),
    (
        TypeError,
        r"(?P<name>\w+)\(\) got an unexpected keyword .*'(?P<word>\w+)'",
        "stops_call_word",
    ),
    (TypeError, r"return arrays must be of ArrayType", "stops_many_values"),
    (TypeError, r"not callable", "stops_not_callable"),
    (TypeError, r"not iterable|has no len|len\(\) of unsized|cannot unpack", "stops_not_iterable"),
    (TypeError, r"not subscriptable", "stops_index_number"),
    (TypeError, r"only integer scalar arrays|ndarray' object cannot be int", "stops_size"),
    (TypeError, r"slice|as an integer|list indices", "stops_whole"),
    (TypeError, r"length-1|0-dimensional|must be real number|__round__", "stops_one_number"),
    (TypeError, r"for \^: |bitwise_xor", "stops_power"),
    (TypeError, r"(operand|between|for ).*NoneType", "stops_none"),
    (
        TypeError,
        r"not supported between|unsupported op|bad operand|concat|sequence by",
        "stops_operands",
    ),
    (TypeError, r"boolean (negative|subtract)", "stops_truth_values"),
    (TypeError, r"unhashable", "stops_unhashable"),
    (TypeError, r"as a data type", "stops_brackets"),
    (TypeError, r"Cannot cast|not supported for the input types|no callable", "stops_cast"),
    (NotImplementedError, r"", "stops_unwritten"),
]

SUMS = ("sum", "mean", "max", "min", "prod", "std", "var")
OF_A_SUM = ("axis", "keepdims")  # parameters of a sum, and of what is like it
WITH_SHAPES = ("stops_shapes_", "stops_axis", "stops_index_shapes", "stops_number_matmul")


def explain(shown, function, error, arguments):
    """The sentence on an error raised by a learner's function.

    ``shown`` is the call as a learner may copy it, ``arguments`` are its inputs (name → value).
    """
    if isinstance(error, RecursionError):
        return say("check_recursion", what=shown)
    if isinstance(error, SystemExit):
        return say("check_exits", what=shown)
    if _axis_is_no_axis(error):
        return say("check_np_max", what=shown)
    line = line_of(function, error)
    for kind, pattern, key in KINDS:
        match = re.search(pattern, text_of(error)) if isinstance(error, kind) else None
        if match:
            values = {name: value or "" for name, value in match.groupdict().items()}
            reason = sentences(_reason(key, values), _kept_axis(key, values))
            reason += _shapes(key, arguments)
            return say("check_stops", what=shown, line=line, reason=reason)
    return _unknown(shown, error, line)


def _reason(key, values):
    """The sentence on an error, or a closer one on a transpose or a parameter of a sum."""
    if key == "stops_name" and values["name"] == "T":
        return say("stops_name_transpose")
    if key == "stops_call_word":
        name = values["name"].strip("_")
        name = {"amax": "max", "amin": "min"}.get(name, name)
        word = {"dim": "axis"}.get(values["word"], values["word"])  # PyTorch's name
        near = get_close_matches(word, OF_A_SUM, n=1, cutoff=0.7)
        if near and name in SUMS:
            return say("stops_call_near", name=name, word=values["word"], near=near[0])
        if near:
            return say("stops_call_of_a_sum", name=name, word=values["word"])
        return say(key, name=name, word=values["word"])
    return say(key, **values)


def _unknown(shown, error, line):
    """The sentence on an error that is not in the table: its name, and its text in quotes."""
    name = type(error).__name__[:40]
    text = shorten(text_of(error), 90, placeholder=" …")
    if not text:
        return say("check_raises", what=shown, error=name, line=line)
    return say("check_raises_text", what=shown, error=name, line=line, text=text)


def _shapes(key, arguments):
    """A sentence on the shapes of the arguments, if the error is about shapes; else empty."""
    if not key.startswith(WITH_SHAPES):
        return ""
    arrays = {name: np.shape(value) for name, value in arguments.items() if np.ndim(value)}
    words = listed(say("stops_shape", name=name, shape=shape) for name, shape in arrays.items())
    return say("stops_shapes", shapes=words) if words else ""


def _kept_axis(key, values):
    """Advice to keep the axis, if a table met one number per row in a shape that does not fit."""
    if key != "stops_shapes_elements":
        return ""
    shapes = [re.findall(r"\d+", values[name]) for name in ("first", "second")]
    row, table = sorted(shapes, key=len)
    if len(row) == 1 and len(table) == 2 and row[0] == table[0]:
        return say("stops_keepdims")
    return ""


def _axis_is_no_axis(error):
    """Whether np.max or np.min got numbers as its axis, as if it compared two arguments."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_name not in ("max", "min", "amax", "amin"):
            continue
        if type(frame.f_locals.get("axis")) in (float, np.float64, np.ndarray):
            return True
    return False


def text_of(error):
    """The text of an error, on one line, without addresses; empty if it has none."""
    try:
        return re.sub(r"0x[0-9a-fA-F]+", "…", " ".join(str(error).split())).rstrip(".")
    except Exception:
        return ""


def line_of(function, error):
    """The line of the learner's function where it stopped; empty if that is unknown."""
    code = getattr(function, "__code__", None)
    for frame, number in reversed([*traceback.walk_tb(error.__traceback__)]):
        if frame.f_code is code:
            return words_of_line(code, number)
    for frame, number in reversed([*traceback.walk_tb(error.__traceback__)]):
        if is_learners(frame.f_code):
            return words_of_line(frame.f_code, number)
    return ""


def words_of_line(code, number):
    """A line of a function, counted from its def, with its text if that is known."""
    source = linecache.getline(code.co_filename, number).strip()
    number = number - code.co_firstlineno + 1
    if not source or len(source) > LONGEST_LINE or "`" in source:
        return say("check_line", number=number)
    return say("check_line_text", number=number, source=source)
