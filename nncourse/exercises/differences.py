"""Find what is wrong with wrong numbers: a sign, a factor, rounding, how far off they are."""

import numpy as np

from nncourse.exercises.answers import as_written, written_apart
from nncourse.messages import say

NEARLY = 5e-4  # relative: so far off is a number that was rounded on the way
MANY = 3  # so many numbers rarely fit a pattern by chance


def same(got, expected):
    """Whether two arrays have the same shape and agree to about five digits."""
    return got.shape == expected.shape and np.allclose(got, expected)


def same_number(got, expected):
    """Whether two numbers are the same; a whole number is exact, however large."""
    if expected % 1 == 0 and abs(expected) > 1:
        return bool(np.isclose(got, expected, rtol=0, atol=1e-5))
    return bool(np.isclose(got, expected))


def pattern(what, got, expected, of_function=True):
    """The sentence on the first simple error that explains all the wrong numbers, or None.

    ``got`` and ``expected`` are finite arrays of the same shape that differ. Unless the numbers are
    from a function, no factor and no offset is told: either would give the answer away.
    """
    got = got.ravel()
    expected = expected.ravel()
    if same(got, -expected):
        return say("check_sign", what=what)
    sentence = _flat(what, got, expected) or _rounded(what, got, expected, of_function)
    if sentence is None and of_function:
        sentence = _moved(what, got, expected)
    if sentence is None and len(got) == 1:
        sentence = _point_moved(what, got[0], expected[0])
    return sentence


def _varies(values):
    return len(values) >= MANY and np.ptp(values) > 1e-6 * np.abs(values).max()


def _flat(what, got, expected):
    """The sentence if all numbers are equal and should not be."""
    if _varies(expected) and np.allclose(got, got[0]):
        return say("check_constant", what=what, value=as_written(got[0]))
    return None


def _rounded(what, got, expected, of_function):
    """The sentence if the numbers are the right ones, rounded or cut."""
    if len(got) >= MANY and any(same(got, cut(expected)) for cut in (np.floor, np.trunc)):
        return say("check_cut", what=what)
    fewest = 0 if len(got) >= MANY else 1
    least = {1: 1, 2: 10}.get(len(got), 0)
    if rounds_to(expected, got, range(fewest, 7), least):
        return say("check_rounded" if of_function else "check_rounded_number", what=what)
    return None


def rounds_to(exact, got, digits, least=0):
    """Whether ``got`` is ``exact``, rounded or cut to one of these numbers of decimals.

    ``least`` is the smallest integer its digits may form: below 10, they often agree by chance.
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
    """The sentence if two or more digits are right and only the decimal point is misplaced."""
    digits, _, _ = np.format_float_scientific(got, precision=5, trim="-").partition("e")
    shifted = expected * np.array([10.0**k for k in range(-6, 7) if k])
    if len(digits.strip("-")) > 1 and np.isclose(got, shifted, atol=0).any():
        return say("check_point", what=what)
    return None


def _moved(what, got, expected):
    """The sentence if the right numbers are multiplied by a factor, or shifted by an offset."""
    if not _varies(expected):  # any single number is off by some factor
        return None
    factor = (got @ expected) / (expected @ expected)
    if factor and same(got, factor * expected):
        return say("check_factor", what=what, factor=as_written(factor))
    offset = got - expected
    if np.allclose(offset, offset[0]):
        return say("check_offset", what=what, offset=as_written(offset[0]))
    return None


def counted(what, cases, got, expected):
    """The sentence if every result is wrong by the same count of an input, such as len(X).

    ``got`` and ``expected`` have an array for each of ``cases``; None if there is no such count.
    """
    if any(mine.shape != right.shape for mine, right in zip(got, expected, strict=True)):
        return None
    if not _varies(np.concatenate([np.ravel(right) for right in expected])):
        return None
    for count, measure in _counts(cases[0]):
        if len({measure(case) for case in cases}) == 1:  # any constant factor
            continue
        for factor, power, sign in [("", 1, 1), ("-", 1, -1), ("1 / ", -1, 1), ("-1 / ", -1, -1)]:
            scales = [sign * float(measure(case)) ** power for case in cases]
            trios = zip(got, expected, scales, strict=True)
            if all(same(mine, scale * right) for mine, right, scale in trios):
                return say("check_factor", what=what, factor=f"`{factor}{count}`")
    return None


def _counts(case):
    """What may be counted in the inputs: how it is written, and a function of a case."""
    for name, value in case.items():
        if np.ndim(value):
            yield f"len({name})", lambda case, name=name: len(case[name])
        if np.ndim(value) > 1:
            yield f"{name}.shape[1]", lambda case, name=name: case[name].shape[1]
            yield f"{name}.size", lambda case, name=name: case[name].size


def how_far_off(what, got, expected):
    """Say how far off the first wrong number is."""
    wrong = np.argwhere(~np.isclose(got, expected))
    first = wrong[0] if len(wrong) else ()  # a whole number may be wrong by less
    where = tuple(map(int, first))
    at = f"{what}[{', '.join(map(str, where))}]" if where else what
    close = np.isclose(got[where], expected[where], rtol=0.05, atol=0)
    bigger = "check_too_large" if got[where] > expected[where] else "check_too_small"
    written, _ = written_apart(got[where], expected[where])
    if expected[where] % 1 and np.isclose(got[where], expected[where], rtol=NEARLY, atol=0):
        return say("check_nearly", what=at, got=written)
    return say("check_close" if close else bigger, what=at, got=written)
