"""Find what is wrong with wrong numbers: a sign, a factor, rounding, how far off they are."""

import numpy as np

from nncourse.exercises.answers import as_written
from nncourse.messages import say

MANY = 3  # numbers that follow a pattern without chance


def same(got, expected):
    """Whether two arrays have one shape and agree to five digits."""
    return got.shape == expected.shape and np.allclose(got, expected)


def pattern(what, got, expected, of_function=True):
    """The sentence for the first simple way in which all numbers are wrong, or None.

    ``got`` and ``expected`` are finite arrays of one shape, and not the same. Numbers that are no
    function's get no factor and no distance: either would give the answer away.
    """
    got = got.ravel()
    expected = expected.ravel()
    if same(got, -expected):
        return say("check_sign", what=what)
    sentence = _flat(what, got, expected) or _rounded(what, got, expected)
    if sentence is None and of_function:
        sentence = _moved(what, got, expected)
    if sentence is None and len(got) == 1:
        sentence = _point_moved(what, got[0], expected[0])
    return sentence


def _varies(values):
    return len(values) >= MANY and np.ptp(values) > 1e-6 * np.abs(values).max()


def _flat(what, got, expected):
    """All numbers are one and the same, which they should not be."""
    if _varies(expected) and np.allclose(got, got[0]):
        return say("check_constant", what=what, value=as_written(got[0]))
    return None


def _rounded(what, got, expected):
    """The right numbers with digits missing."""
    if len(got) >= MANY and any(same(got, cut(expected)) for cut in (np.floor, np.trunc)):
        return say("check_cut", what=what)
    fewest = 0 if len(got) >= MANY else 1
    if rounds_to(expected, got, range(fewest, 7)):
        return say("check_rounded", what=what)
    return None


def rounds_to(exact, got, digits, least=0):
    """Whether ``got`` is ``exact``, rounded or cut to one of these numbers of decimals.

    ``least`` is the smallest number that its digits may make: below 10 they are met by chance.
    """
    for digit in digits:
        scale = 10.0**digit
        units = np.round(got * scale)
        if not np.allclose(got * scale, units, rtol=0, atol=1e-6) or np.abs(units).min() < least:
            continue
        rounded = np.abs(exact * scale - units) <= 0.5 + 1e-9
        is_cut = np.size(got) < MANY and np.abs(units).min() >= 10
        if rounded.all() or (is_cut and np.all(np.trunc(exact * scale) == units)):
            return True
    return False


def _point_moved(what, got, expected):
    """The right digits, two or more, with the point in another place."""
    digits, _, _ = np.format_float_scientific(got, precision=5, trim="-").partition("e")
    shifted = expected * np.array([10.0**k for k in range(-6, 7) if k])
    if len(digits.strip("-")) > 1 and np.isclose(got, shifted, atol=0).any():
        return say("check_point", what=what)
    return None


def _moved(what, got, expected):
    """The right numbers times a factor, or with one number added."""
    if not _varies(expected):  # every single number is some factor off
        return None
    factor = (got @ expected) / (expected @ expected)
    if factor and same(got, factor * expected):
        return say("check_factor", what=what, factor=as_written(factor))
    offset = got - expected
    if np.allclose(offset, offset[0]):
        return say("check_offset", what=what, offset=as_written(offset[0]))
    return None


def how_far_off(what, got, expected):
    """Say how far off the first wrong number is."""
    wrong = np.argwhere(~np.isclose(got, expected))
    where = tuple(map(int, wrong[0]))
    at = f"{what}[{', '.join(map(str, where))}]" if where else what
    close = np.isclose(got[where], expected[where], rtol=0.05, atol=0)
    bigger = "check_too_large" if got[where] > expected[where] else "check_too_small"
    return say("check_close" if close else bigger, what=at, got=as_written(got[where]))
