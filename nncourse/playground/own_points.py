"""A reader's own points: how they are written in the state, and how they are placed on the plane.

They keep the numbers of the file that they came from. Where these do not fit the plane, each column
has a shift and a scale: place on the plane = (number - shift) / scale.
"""

import json
import math
import unicodedata
from dataclasses import dataclass

import numpy as np

from nncourse.draw.numbers import signed
from nncourse.messages import CannotShow, say
from nnlib.validate import checked_number

REACH = 6.0  # the plane goes from -REACH to REACH, both ways
MOST_POINTS = 1000
N_CLASSES = 3
FILLED = 5.0  # a column that is scaled goes from about -FILLED to FILLED
NARROW = 0.5  # a column whose numbers lie closer together is scaled as well
LONGEST_NAME = 40  # characters of a column's name or a label
TINY = 1e-300  # below, a scale has too few digits left to divide by


@dataclass(frozen=True)
class Columns:
    """The names of both columns, how they are placed on the plane, and the names of the classes."""

    names: tuple = ("x1", "x2")
    shifts: tuple = (0.0, 0.0)
    scales: tuple = (1.0, 1.0)
    labels: tuple = ()

    @classmethod
    def from_text(cls, text):
        """The columns that a text of the state holds; CannotShow if it holds none."""
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
        """Itself; ValueError unless there is a shift and a scale for each column."""
        if len(self.shifts) != 2 or len(self.scales) != 2:
            raise ValueError
        return self

    def text(self):
        """The columns as one text, for the state."""
        parts = [self.names, self.shifts, self.scales, self.labels]
        return json.dumps(parts, separators=(",", ":"), ensure_ascii=False)

    @property
    def scaled(self):
        """Whether each of the two columns is shifted and scaled."""
        pairs = zip(self.shifts, self.scales, strict=True)
        return [(shift, scale) != (0.0, 1.0) for shift, scale in pairs]

    def to_plane(self, X):
        """Places on the plane of numbers X (n, 2)."""
        with np.errstate(over="ignore"):  # what becomes infinite lies beyond the plane
            return (np.asarray(X, dtype=float) - self.shifts) / self.scales

    def from_plane(self, x1, x2):
        """The numbers of a place on the plane, to a hundredth of its unit."""
        numbers = []
        for place, shift, scale in zip((x1, x2), self.shifts, self.scales, strict=True):
            digits = 2 - math.floor(math.log10(scale))
            numbers.append(round(shift + scale * float(place), digits) + 0.0)
        return tuple(numbers)

    def label(self, k):
        """The name of class ``k``: its number, if the points came without labels."""
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
    """A float with all its digits, a whole one without a point: 54, 7.2."""
    return repr(float(number)).removesuffix(".0")


def fitted(X):
    """Shifts and scales that bring numbers X (n, 2) onto the plane: of each column one of both.

    Numbers that fit stay as they are: shift 0, scale 1.
    """
    pairs = [_fitted(column) for column in np.transpose(X)]
    shifts, scales = zip(*pairs, strict=True)
    return shifts, scales


def _fitted(column):
    """A shift and a scale of few digits."""
    low = float(column.min())
    high = float(column.max())
    half = high / 2 - low / 2  # not (high - low) / 2, which may be infinite
    fits = low >= -REACH and high <= REACH
    if fits and (half > NARROW / 2 or half == 0):
        return 0.0, 1.0
    middle = low / 2 + high / 2
    if half / FILLED < TINY or middle + half / FILLED == middle:  # one number, or nearly so
        return middle, max(1.0, _least_step(middle))
    exponent = math.floor(math.log10(half / FILLED))
    scale = float(f"{math.ceil(half / FILLED / 10.0 ** (exponent - 1))}e{exponent - 1}")
    return round(middle, -exponent), scale


def _least_step(number):
    """A power of ten by which numbers around ``number`` differ in their tenth digit."""
    if number == 0:
        return 0.0
    return float(f"1e{math.floor(math.log10(abs(number))) - 9}")


def write_points(points):
    """Points (x1, x2, class) as one text for the state, with all their digits."""
    return " ".join(f"{float(x1)!r},{float(x2)!r},{k}" for x1, x2, k in points)


def read_points(text):
    """The points that a text holds: a list of (x1, x2, class); else CannotShow."""
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
    """Places (n, 2) and classes (n,) of points; CannotShow if one lies beyond the plane."""
    X = columns.to_plane(np.array([point[:2] for point in points]).reshape(-1, 2))
    beyond = ~(np.abs(X) <= REACH * (1 + 1e-9)).all(axis=1)
    if beyond.any():
        x1, x2, _ = points[int(beyond.argmax())]
        raise CannotShow(say("point_beyond", x1=plain(x1), x2=plain(x2), reach=REACH))
    return X, np.array([point[2] for point in points], dtype=np.intp)


def _checked_names(names, least, most):
    """Names as a tuple, if these are short texts and so many; else ValueError."""
    if not isinstance(names, list) or not least <= len(names) <= most:
        raise ValueError
    for name in names:
        if not isinstance(name, str) or not is_name(name):
            raise ValueError
    return tuple(names)


def is_name(text):
    """Whether a text may name a column or a class: short, and without control characters.

    Neither may it hold half a character (a surrogate), which no message can carry.
    """
    categories = {unicodedata.category(letter) for letter in text}
    return len(text) <= LONGEST_NAME and not categories & {"Cc", "Cs"}
