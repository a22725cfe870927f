"""Short texts that change with every frame, such as numbers in a diagram, from cached letters.

matplotlib lays out a text each time it is drawn, which takes half a millisecond, and a diagram has
dozens of texts. Here matplotlib draws each letter once; after that the letter is copied.
"""

import re
from functools import lru_cache
from math import ceil

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from nncourse.draw.rich_text import may_break

PAD = 3  # pixels around a letter, since slanted or smoothed edges reach beyond its width
SPACING = 1.9  # from line to line, in font sizes
INDENT = " " * 6  # before the rest of a broken line
NUMBER = re.compile(r"[−-]?\d+(?:[.,]\d+)*(?:e[−-]?\d+)?")


class Label(Text):
    """One horizontal line of text without mathtext, transparent or on the colour ``ground``.

    ``ha`` (left, center, right) and ``va`` (baseline, center) align it at (x, y) of its axes;
    vertically, "center" is the middle of a digit's height.
    """

    def __init__(self, ax, x, y, text="", *, ground=None, **look):
        super().__init__(x, y, text, **look)
        self.ground = ground
        ax._add_text(self)
        self.set_clip_path(ax.patch)

    def draw(self, renderer):
        """Copy the letters onto the canvas."""
        if self.get_visible() and self.get_text():
            self._copy(renderer, self.get_text(), *self._spot(), self.get_color())
        self.stale = False

    def written(self):
        """The text, as ``moved`` compares it."""
        return self.get_text()

    def moved(self, before):
        """The boxes (left, low, right, high), in pixels, of numbers that differ from those of the
        text ``before``.
        """
        text = self.get_text()
        font, dpi = self._look()
        x, y = self._spot()
        height = _letter("0", font, dpi)[2]
        left = x - {"left": 0, "center": 0.5, "right": 1}[self.get_ha()] * _length(text, font, dpi)
        low = y - {"baseline": 0, "center": height / 2}[self.get_va()]
        old = NUMBER.findall(before)
        boxes = []
        for k, number in enumerate(NUMBER.finditer(text)):
            if old[k : k + 1] != [number.group()]:
                ends = [left + _length(text[:end], font, dpi) for end in number.span()]
                boxes.append((ends[0], low, ends[1], low + height))
        return boxes

    def _spot(self):
        return self.get_transform().transform(self.get_unitless_position())

    def _look(self):
        """The font and the resolution, as keys of caches: a copy, since a font may change its size,
        and its hash with it.
        """
        return self.get_fontproperties().copy(), self.figure.dpi

    def _width(self, text):
        """The width of a text, in pixels."""
        return _line(text, *self._look()).shape[1] - 2 * PAD

    def _copy(self, renderer, text, x, y, colour):
        font, dpi = self._look()
        line = _line(text, font, dpi)
        height = _letter("0", font, dpi)[2]
        width = line.shape[1] - 2 * PAD
        to_the_left = {"left": 0, "center": width / 2, "right": width}[self.get_ha()]
        below = {"baseline": 0, "center": height / 2}[self.get_va()]
        picture = np.empty((*line.shape, 4), dtype=np.uint8)
        picture[..., :3] = 255 * np.array(to_rgb(colour)) + 0.5
        picture[..., 3] = line * (self.get_alpha() or 1)
        if self.ground is not None:
            picture = _on_ground(picture, to_rgb(self.ground))
        left = round(x - to_the_left) - PAD
        bottom = round(y - below) - line.shape[0] // 3
        gc = renderer.new_gc()
        renderer.draw_image(gc, left, bottom, picture[::-1])
        gc.restore()


class Formula(Label):
    """One line of text in several colours, which starts at (x, y) of its axes."""

    def __init__(self, ax, x, y, **look):
        super().__init__(ax, x, y, ha="left", va="center", **look)
        self._parts = []

    def set_parts(self, *parts):
        """Show ``parts``, pairs (text, colour), one after the other."""
        self._parts = parts
        self.set_text("".join(text for text, _ in parts))

    def draw(self, renderer):
        """Copy the letters onto the canvas."""
        x, y = self._spot()
        for text, colour in self._parts:
            self._copy(renderer, text, x, y, colour)
            x += self._width(text)
        self.stale = False


class Lines(Label):
    """Lines of text, from (x, y) down to the height ``end`` at most. A line that is too long for
    the axes is broken, before a "+" if it has one, and its rest is indented.
    """

    def __init__(self, ax, x, y, end, **look):
        super().__init__(ax, x, y, **look)
        self._end = end

    def draw(self, renderer):
        """Copy the letters onto the canvas."""
        lines = self.lines()
        x, y = self._spot()
        font, dpi = self._look()
        _, end = self.get_transform().transform((0, self._end))
        most = SPACING * font.get_size_in_points() * dpi / 72
        step = min(most, (y - end) / max(len(lines) - 1, 1))
        for k, line in enumerate(lines):
            if line and self.get_visible():
                self._copy(renderer, line, x, y - k * step, self.get_color())
        self.stale = False

    def moved(self, before):
        """No boxes: the lines of a derivation change as a whole."""
        return []

    def lines(self):
        """The lines as they are drawn."""
        x, _ = self._spot()
        room = round(self.axes.bbox.x1 - x)
        lines = []
        for text in self.get_text().split("\n"):
            lines += _broken(text, room, *self._look())
        return lines


@lru_cache(200)
def _broken(text, room, font, dpi):
    """Break a line into pieces that fit into ``room`` pixels, as far as that is possible."""
    parts = []
    while True:
        ends = np.cumsum([_letter(letter, font, dpi)[1] for letter in text])
        indent = len(text) - len(text.lstrip())
        start = max(text.find("= ") + 2, indent + 1)
        fitting = [i for i in range(start, len(text) - 1) if ends[i - 1] <= room]
        spaces = [i for i in fitting if text[i] == " " or may_break(text[i - 1], text[i])]
        if not spaces or ends[-1] <= room:
            parts.append(text)
            return parts
        before_plus = [i for i in spaces if text[i + 1] == "+"]
        cut = max(before_plus or spaces)
        parts.append(text[:cut])
        text = INDENT + text[cut:].removeprefix(" ")


def _on_ground(picture, colour):
    """The picture over a background of ``colour`` that is four fifths opaque."""
    opacity = picture[..., 3:] / 255
    over = opacity * picture[..., :3] + (1 - opacity) * 255 * np.array(colour)
    return np.dstack([over, 204 + 51 * opacity]).astype(np.uint8)


@lru_cache(1000)
def _line(text, font, dpi):
    """A text's coverage of each pixel, 0 to 255; a third of the height is below its baseline."""
    letters = [_letter(letter, font, dpi) for letter in text]
    length = sum(advance for _, advance, _ in letters)
    height = len(letters[0][0])
    line = np.zeros((height, round(length) + 2 * PAD), dtype=np.uint8)
    start = 0.0
    for cover, advance, _ in letters:
        left = round(start)
        part = line[:, left : left + cover.shape[1]]
        np.maximum(part, cover[:, : part.shape[1]], out=part)
        start += advance
    return line


def _length(text, font, dpi):
    """The length of a text, in pixels."""
    return sum(_letter(letter, font, dpi)[1] for letter in text)


@lru_cache(3000)
def _letter(letter, font, dpi):
    """A letter's coverage of each pixel, its advance to the next, and its height, in pixels."""
    height = 3 * ceil(font.get_size_in_points() * dpi / 72 * 0.6)
    renderer = RendererAgg(height * 2, height, dpi)
    measure = renderer.get_text_width_height_descent
    width_between_zeros, _, _ = measure(f"0{letter}0", font, False)
    advance = width_between_zeros - _width_of_zeros(font, dpi)
    _, full_height, descent = measure(letter, font, False)
    gc = renderer.new_gc()
    renderer.draw_text(gc, PAD, height - height // 3, letter, font, 0)
    cover = np.asarray(renderer.buffer_rgba())[..., 3]
    return cover[:, : ceil(advance) + 2 * PAD].copy(), advance, full_height - descent


@lru_cache(200)
def _width_of_zeros(font, dpi):
    """The width of two zeros, in pixels."""
    return RendererAgg(1, 1, dpi).get_text_width_height_descent("00", font, False)[0]
