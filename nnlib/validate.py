"""Input validation: a ValueError in one sentence that says what was wrong and what is allowed."""

import math
import numbers

import numpy as np

from nnlib.messages import listed, named, say


def lookup(table, name, what):
    """``table[name]``; an unknown name raises ValueError with the known ones."""
    if isinstance(name, str) and name in table:
        return table[name]
    known = listed(sorted(table))
    raise ValueError(say("unknown_name", what=named(what), name=name, known=known))


def registered_name(table, value):
    """``value.name``, if the table has this very value under it; else ValueError."""
    if table.get(value.name) is value:
        return value.name
    raise ValueError(say("not_registered", name=value.name))


def checked_number(value, what, least=-math.inf, above=-math.inf, most=math.inf, whole=False):
    """``value`` as a float, or an int if ``whole``; else ValueError.

    It must be finite, with above < value and least <= value <= most.
    """
    kind = numbers.Integral if whole else numbers.Real
    if isinstance(value, kind) and not isinstance(value, bool):
        number = int(value) if whole else _to_float(value)
        if math.isfinite(_to_float(value)) and above < number and least <= number <= most:
            return number
    bounds = {"greater": above, "at_least": least, "at_most": most}
    finite = [say(key, bound=bound) for key, bound in bounds.items() if math.isfinite(bound)]
    limits = say("and").join(finite)
    kind = say("whole") if whole else say("finite")
    raise ValueError(say("number", what=named(what), kind=kind, limits=limits, value=value))


def checked_fraction(value, what):
    """``value`` as a float from 0 up to, but not including, 1; else ValueError."""
    if not 0 <= checked_number(value, what) < 1:
        raise ValueError(say("fraction", what=what, value=value))
    return checked_number(value, what)


def _to_float(value):
    """``value`` as a float; infinity if it is too large for one."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def random_generator(seed):
    """``np.random.default_rng(seed)``; what it cannot begin with raises ValueError."""
    try:
        return np.random.default_rng(seed)
    except (TypeError, ValueError):
        raise ValueError(say("seed")) from None


def check_network(network):
    """Raise ValueError for anything that is not a network, such as X in its place."""
    if not hasattr(network, "check_trainable"):
        raise ValueError(say("network_first", kind=type(network).__name__))


def as_numbers(values, what, dtype=np.float64):
    """``values`` as an array of finite floats.

    Text, None, complex numbers, ragged lists, NaN and infinity raise ValueError.
    """
    try:
        array = np.asarray(values)
        if array.dtype.kind not in "fiub":
            array = np.array([[_real(v) for v in array.ravel()]]).reshape(array.shape)
        with np.errstate(over="ignore"):  # too large for float32: infinite, and refused below
            array = array.astype(dtype, copy=False)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        raise ValueError(say("not_numbers", what=what)) from None
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(say("not_finite", what=what, value=array[where], where=where))
    return array


def _real(value):
    """A number as a float; anything else, such as text that looks like one, raises TypeError."""
    if isinstance(value, numbers.Real):
        return float(value)
    raise TypeError


def as_matrix(values, what, n_columns, dtype=np.float64):
    """``values`` as floats of shape (n_samples, n_columns), at least one row; else ValueError."""
    array = as_numbers(values, what, dtype)
    if array.ndim != 2 or array.shape[1] != n_columns or not len(array):
        raise ValueError(say("matrix_shape", what=what, n_columns=n_columns, shape=array.shape))
    return array


def as_shape(values, what, shape, dtype=np.float64):
    """``values`` as floats of exactly ``shape``; else ValueError."""
    array = as_numbers(values, what, dtype)
    if array.shape != shape:
        raise ValueError(say("shape", what=what, expected=shape, shape=array.shape))
    return array
