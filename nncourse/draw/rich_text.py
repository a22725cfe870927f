"""Texts of parts with different looks: a pre-activation, an activation and a δ each have their own.

A text is a list of parts, (words, kind). Lengths are in hundredths of an inch, which are pixels of
the page when a figure has its natural size.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from nncourse.draw.style import A_COLOUR, DELTA_COLOUR, INK, MUTED, Z_COLOUR

DPI = 100  # texts are measured at this resolution
EM = DPI / 72  # lengths in a point
SCREENS = (DPI, 1.35 * DPI, 2 * DPI)  # resolutions at which a page may draw a text
DIGITS = "0123456789.−"
SAMPLE = "prediction minus target δσz"  # letters typical of our texts
LARGE = 200  # points: the font size at which letters are measured
ROOM = 3.0  # from a boxed part's text to its box
KEPT = "\u00a0"  # a space at which no line breaks
PIECES = re.compile(" |[\u2e80-\uffef]|[^ \u2e80-\uffef]+")  # spaces, Chinese letters, all else
NEVER_FIRST = set(f"，。、；：？！）」』”’》…%{KEPT}")  # in a line
NEVER_LAST = set(f"（「『“‘《{KEPT}")
OPERATORS = {"+", "−", "·", "="}  # no line breaks after these


class Look(NamedTuple):
    """The look of one kind of part."""

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
    """The font of a kind of part, in ``size`` points."""
    look = LOOKS[kind]
    return FontProperties(size=size, weight=look.weight, style=look.style)


def forget():
    """Forget all fonts and widths, since another font is now in use."""
    for measure in (font, part_width, _advance, _stretch):
        measure.cache_clear()


def plain(parts):
    """The text's words alone, as a string."""
    return "".join(words for words, _ in parts).replace(KEPT, " ")


@lru_cache(5000)
def part_width(words, kind, size):
    """The width of a part, including its box if it has one.

    Letters are drawn a whole number of pixels apart, so a part is wider on some screens than on
    others: this width is enough for all of them.
    """
    look = LOOKS[kind]
    advances = {True: 0.0, False: 0.0}  # of digits, and of all else
    for letter in words:
        advances[letter in DIGITS] += _advance(letter, look.weight, look.style)
    wide = 0.0
    for of_digits, advance in advances.items():
        if advance:
            wide += advance * _stretch(of_digits, look.weight, look.style, size)
    return wide * size * EM + (2 * ROOM if look.boxed else 0)


@lru_cache(1000)
def _advance(letter, weight, style):
    """The advance from a letter to the next, in font sizes.

    It is measured once, at a large size: a formula is tried in many sizes before it is drawn.
    """
    between = _measured(f"0{letter}0", weight, style, LARGE, 72)
    return (between - _measured("00", weight, style, LARGE, 72)) / LARGE


@lru_cache(500)
def _stretch(of_digits, weight, style, size):
    """The factor by which digits, or letters, are wider at this size than their advances say."""
    sample = DIGITS if of_digits else SAMPLE
    advance = sum(_advance(letter, weight, style) for letter in sample)
    widths = [_measured(sample, weight, style, size, dpi) / dpi for dpi in SCREENS]
    return max(widths) * 72 / (size * advance)


def _measured(words, weight, style, size, dpi):
    """The width of words, in pixels."""
    face = FontProperties(size=size, weight=weight, style=style)
    return RendererAgg(1, 1, dpi).get_text_width_height_descent(words, face, False)[0]


def width(parts, size):
    """The width of a one-line text."""
    return sum(part_width(words, kind, size) for words, kind in parts)


def wrapped(parts, size, room):
    """Break a text into lines that fit into ``room``, as far as possible; each is a list of parts.

    A line breaks at a space, but not at ``KEPT`` and not after an operator, or between Chinese
    characters.
    """
    lines = []
    line = []
    for gap, word in _words(parts):
        longer = _joined(line, gap, word) if line else word
        if line and width(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _joined(line, gap, word):
    """The parts of a line with a word after it; letters of one look become one part."""
    if gap or line[-1][1] != word[0][1]:
        return [*line, *gap, *word]
    (before, kind), (after, _) = line[-1], word[0]
    return [*line[:-1], (before + after, kind), *word[1:]]


def _words(parts):
    """The pieces of a text that must stay together, as lists of parts, each with the parts that
    stand between it and the one before.
    """
    words = [[]]
    gaps = [[]]
    last = " "
    for text, kind in parts:
        for piece in PIECES.findall(text):
            if piece == " ":
                words.append([])
                gaps.append([(" ", "")])
            else:
                if words[-1] and may_break(last, piece[0]):
                    words.append([])
                    gaps.append([])
                words[-1].append((piece, kind))
            last = piece[-1]
    joined = []
    operator = []
    for gap, word in zip(gaps, words, strict=True):
        if not word:
            continue
        if plain(word) in OPERATORS:
            operator = [*operator, *word, (" ", "")]
        else:
            joined.append((gap, [*operator, *word]))
            operator = []
    return joined


def may_break(before, after):
    """Whether a line may end between two letters without a space, of which one is Chinese."""
    is_chinese = any("\u2e80" <= letter <= "\uffef" for letter in (before, after))
    return is_chinese and after not in NEVER_FIRST and before not in NEVER_LAST


def ink(parts):
    """The height of a text above its baseline and its depth below, in font sizes."""
    words = plain(parts)
    if not words.strip("0123456789.−+? be"):
        return 0.76, 0.04
    return 0.9, 0.26


def reach(parts, size):
    """The height of a text above its baseline and its depth below, including its boxes."""
    above = []
    below = []
    for part in parts:
        high, low = ink([part])
        margin = (ROOM - 1) * LOOKS[part[1]].boxed
        above.append(high * size * EM + margin)
        below.append(low * size * EM + margin)
    return max(above), max(below)
