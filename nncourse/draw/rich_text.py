"""Texts in parts that look different: a pre-activation, an activation and a δ each have one look.

A text is a list of parts, (words, kind). Lengths are in hundredths of an inch, which are the page's
pixels where a figure has its natural size.
"""

from functools import lru_cache
from typing import NamedTuple

from matplotlib.font_manager import FontProperties

from nncourse.draw.labels import _letter
from nncourse.draw.style import A_COLOUR, DELTA_COLOUR, INK, MUTED, Z_COLOUR

DPI = 100  # at which texts are measured
EM = DPI / 72  # of a point
ROOM = 3.0  # from a boxed part to its box
KEPT = "\u00a0"  # a space at which no line is broken
OPERATORS = {"+", "−", "·", "="}  # a line is not broken after these


class Look(NamedTuple):
    """The look of a kind of part."""

    colour: str
    weight: str = "normal"
    style: str = "normal"
    boxed: bool = False


LOOKS = {
    "": Look(INK),
    "strong": Look(INK, weight="bold"),
    "muted": Look(MUTED),
    "heading": Look(MUTED, weight="bold"),
    "z": Look(Z_COLOUR, style="oblique"),
    "a": Look(A_COLOUR, boxed=True),
    "delta": Look(DELTA_COLOUR, weight="bold"),
}


@lru_cache(200)
def font(kind, size):
    """The font of a kind of part, ``size`` points large."""
    look = LOOKS[kind]
    return FontProperties(size=size, weight=look.weight, style=look.style)


def plain(parts):
    """The words alone."""
    return "".join(words for words, _ in parts).replace(KEPT, " ")


@lru_cache(5000)
def part_width(words, kind, size):
    """The width of a part, with its box if it has one.

    Letters are drawn a whole number of pixels apart, so it is a little wider on some screens: this
    is the room that it needs on all of them.
    """
    face = font(kind, size)
    widths = []
    for dpi in (DPI, 2 * DPI):
        advances = sum(_letter(letter, face, dpi)[1] for letter in words)
        widths.append(advances * DPI / dpi)
    return max(widths) + (2 * ROOM if LOOKS[kind].boxed else 0)


def width(parts, size):
    """The width of a text of one line."""
    return sum(part_width(words, kind, size) for words, kind in parts)


def wrapped(parts, size, room):
    """The text in lines that fit into ``room``, as far as they can; each is a list of parts.

    A line is broken at a space that is not in a boxed part and does not follow an operator.
    """
    lines = []
    line = []
    for word in _words(parts):
        longer = [*line, (" ", ""), *word] if line else word
        if line and width(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _words(parts):
    """The pieces of a text that must stay together, as lists of parts."""
    words = [[]]
    for text, kind in parts:
        pieces = text.split(" ")
        for k, piece in enumerate(pieces):
            if k > 0:
                words.append([])
            if piece:
                words[-1].append((piece, kind))
    joined = []
    operator = []
    for word in filter(None, words):
        if plain(word) in OPERATORS:
            operator = [*operator, *word, (" ", "")]
        else:
            joined.append([*operator, *word])
            operator = []
    return joined


def ink(parts):
    """The height of a text above its base line and its depth below, in sizes of its type."""
    words = plain(parts)
    if not words.strip("0123456789.−+? "):
        return 0.76, 0.04
    return 0.9, 0.26
