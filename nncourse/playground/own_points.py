"""A reader's own points: their text in the state, and their places on the plane.

They keep the numbers of their file. A column that does not fit the plane has a shift and a scale:
place on the plane = (number - shift) / scale.
"""

import json
import math
import unicodedata
from dataclasses import dataclass

import numpy as np

from nncourse.draw.numbers import signed
from nncourse.messages import CannotShow, say
from nnlib.validate import checked_number

REACH = 6.0  # the plane goes from -REACH to REACH in both directions
MOST_POINTS = 1000
N_CLASSES = 3
FILLED = 5.0  # a scaled column goes from about -FILLED to FILLED
NARROW = 0.5  # a column with a smaller range is scaled as well
LONGEST_NAME = 40  # characters in a column's name or a label
TINY = 1e-300  # a smaller scale has too few digits to divide by


@dataclass(frozen=True)
class Columns:
    """The names, shifts and scales of both columns, and the labels of the classes."""

    names: tuple = ("x1", "x2")
    shifts: tuple = (0.0, 0.0)
    scales: tuple = (1.0, 1.0)
    labels: tuple = ()

    @classmethod
    def from_text(cls, text):
        """Read the columns from a text of the state; raise CannotShow if it is invalid."""
        if not text:
            return cls()
        try:
            names, shifts, scales, labels = json.loads(text)
            return cls(
                _checked_names(names, 2, 2),
                tuple(checked_number(shift, "") for shift in shifts[:2]),
                tuple(checked_number(scale, "", above=0) for scale in scales[:2]),
                _checked_names(labels, 0, N_CLASSES),
            ).checked()
        except (ValueError, TypeError, RecursionError):
            raise CannotShow(say("no_columns", text=text[:60])) from None

    def checked(self):
        """Return self; raise ValueError unless each column has a shift and a scale."""
        if len(self.shifts) != 2 or len(self.scales) != 2:
            raise ValueError
        return self

    def text(self):
        """The columns as one text, for the state."""
        parts = [self.names, self.shifts, self.scales, self.labels]
        return json.dumps(parts, separators=(",", ":"), ensure_ascii=False)

    @property
    def scaled(self):
        """For each of the two columns, whether it is shifted or scaled."""
        pairs = zip(self.shifts, self.scales, strict=True)
        return [(shift, scale) != (0.0, 1.0) for shift, scale in pairs]

    def to_plane(self, X):
        """The places of numbers X (n, 2) on the plane."""
        with np.errstate(over="ignore"):  # infinity is beyond the plane
            return (np.asarray(X, dtype=float) - self.shifts) / self.scales

    def from_plane(self, x1, x2):
        """The numbers of a place on the plane, to a hundredth of the plane's unit."""
        numbers = []
        for place, shift, scale in zip((x1, x2), self.shifts, self.scales, strict=True):
            digits = 2 - math.floor(math.log10(scale))
            numbers.append(round(shift + scale * float(place), digits) + 0.0)
        return tuple(numbers)

    def label(self, k):
        """The label of class ``k``, or its number if the points have no labels."""
        return self.labels[k] if k < len(self.labels) else str(k)

    def formula(self, j):
        """The formula that places column ``j`` on the plane: (age - 54) / 7.2."""
        sign = "-" if self.shifts[j] >= 0 else "+"
        shift = plain(abs(self.shifts[j]))
        return f"({self.names[j]} {sign} {shift}) / {plain(self.scales[j])}"

    def numbers_at(self, x1, x2):
        """The numbers of a place on the plane as texts, to a hundredth of the plane's unit."""
        numbers = self.from_plane(x1, x2)
        digits = [max(0, 2 - math.floor(math.log10(scale))) for scale in self.scales]
        return [signed(number, n) for number, n in zip(numbers, digits, strict=True)]


def plain(number):
    """A number as text with all its digits, without ".0": 54, 7.2."""
    return repr(float(number)).removesuffix(".0")


def fitted(X):
    """Return the shifts and the scales of both columns that bring numbers X (n, 2) onto the plane.

    Columns that fit keep their numbers: shift 0, scale 1.
    """
    pairs = [_fitted(column) for column in np.transpose(X)]
    shifts, scales = zip(*pairs, strict=True)
    return shifts, scales


def _fitted(column):
    """A column's shift and scale, with few digits."""
    low = float(column.min())
    high = float(column.max())
    half = high / 2 - low / 2  # not (high - low) / 2, which may be infinite
    fits = low >= -REACH and high <= REACH
    if fits and (half > NARROW / 2 or half == 0):
        return 0.0, 1.0
    middle = low / 2 + high / 2
    if half / FILLED < TINY or middle + half / FILLED == middle:  # all numbers are nearly equal
        return middle, max(1.0, _least_step(middle))
    exponent = math.floor(math.log10(half / FILLED))
    scale = float(f"{math.ceil(half / FILLED / 10.0 ** (exponent - 1))}e{exponent - 1}")
    return round(middle, -exponent), scale


def _least_step(number):
    """The power of ten of the tenth digit of ``number``; 0 for 0."""
    if number == 0:
        return 0.0
    return float(f"1e{math.floor(math.log10(abs(number))) - 9}")


def write_points(points):
    """Write points (x1, x2, class) as one text for the state, with all their digits."""
    return " ".join(f"{float(x1)!r},{float(x2)!r},{k}" for x1, x2, k in points)


def read_points(text):
    """Read points from a text: a list of (x1, x2, class). Raises CannotShow if it is invalid."""
    try:
        rows = [word.split(",") for word in text.split()]
        points = [(float(x1), float(x2), int(k)) for x1, x2, k in rows]
    except ValueError:
        raise CannotShow(say("no_points", text=text[:60])) from None
    for x1, x2, k in points:
        if not (math.isfinite(x1) and math.isfinite(x2) and 0 <= k < N_CLASSES):
            raise CannotShow(say("no_points", text=text[:60]))
    if len(points) > MOST_POINTS:
        raise CannotShow(say("too_many_points", n=len(points), most=MOST_POINTS))
    return points


def on_plane(points, columns):
    """Return places (n, 2) and classes (n,) of points; raise CannotShow for one off the plane."""
    X = columns.to_plane(np.array([point[:2] for point in points]).reshape(-1, 2))
    beyond = ~(np.abs(X) <= REACH * (1 + 1e-9)).all(axis=1)
    if beyond.any():
        x1, x2, _ = points[int(beyond.argmax())]
        raise CannotShow(say("point_beyond", x1=plain(x1), x2=plain(x2), reach=REACH))
    return X, np.array([point[2] for point in points], dtype=np.intp)


def _checked_names(names, least, most):
    """Return from ``least`` to ``most`` valid names as a tuple; else raise ValueError."""
    if not isinstance(names, list) or not least <= len(names) <= most:
        raise ValueError
    for name in names:
        if not isinstance(name, str) or not is_name(name):
            raise ValueError
    return tuple(names)


def is_name(text):
    """Whether a text may name a column or a class: short, and without control characters.

    Surrogates (half characters) are not allowed either, since no message can carry them.
    """
    categories = {unicodedata.category(letter) for letter in text}
    return len(text) <= LONGEST_NAME and not categories & {"Cc", "Cs"}
