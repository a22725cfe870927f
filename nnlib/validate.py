"""Bad input answered at the door, in one sentence that says what was wrong and what is allowed."""

import math
import numbers

import numpy as np

from nnlib.messages import say


def lookup(table, name, what):
    """``table[name]``; an unknown name raises ValueError with the known ones."""
    if isinstance(name, str) and name in table:
        return table[name]
    raise ValueError(say("unknown_name", what=what, name=name, known=", ".join(sorted(table))))


def number(value, what, least=-math.inf, above=-math.inf, most=math.inf, whole=False):
    """``value``, if it is a finite number with ``above < value``, ``least <= value <= most``; else
    ValueError.
    """
    kind = numbers.Integral if whole else numbers.Real
    fits = isinstance(value, kind) and not isinstance(value, bool) and math.isfinite(value)
    if fits and above < value and least <= value <= most:
        return value
    bounds = {"greater": above, "at_least": least, "at_most": most}
    limits = say("and").join(
        say(key, bound=bound) for key, bound in bounds.items() if math.isfinite(bound)
    )
    raise ValueError(
        say(
            "number",
            what=what,
            kind=say("whole" if whole else "finite"),
            limits=limits,
            value=value,
        )
    )


def as_numbers(values, what, dtype=np.float64):
    """``values`` as an array of finite floats; text, ragged lists, NaN and infinity raise
    ValueError.
    """
    try:
        array = np.asarray(values)
        array = array.astype(
            dtype, casting="unsafe" if array.dtype == object else "same_kind", copy=False
        )
    except (TypeError, ValueError):
        raise ValueError(say("not_numbers", what=what)) from None
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ValueError(say("not_finite", what=what, value=array[where], where=where))
    return array


def as_matrix(values, what, n_columns, dtype=np.float64):
    """``values`` as a float array of shape (n_samples, n_columns) with at least one row; else
    ValueError.
    """
    array = as_numbers(values, what, dtype)
    if array.ndim != 2 or array.shape[1] != n_columns or not len(array):
        raise ValueError(say("matrix_shape", what=what, n_columns=n_columns, shape=array.shape))
    return array


def as_shape(values, what, shape, dtype=np.float64):
    """``values`` as a float array of exactly ``shape``; else ValueError."""
    array = as_numbers(values, what, dtype)
    if array.shape != shape:
        raise ValueError(say("shape", what=what, expected=shape, shape=array.shape))
    return array
