"""Short texts that change with every frame: numbers in a diagram, drawn from kept letters.

matplotlib lays a text out anew whenever it is drawn, which takes half a millisecond; a diagram has
dozens. Here each letter is drawn once, by matplotlib, and then copied.
"""

from functools import lru_cache
from math import ceil

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

PAD = 3  # pixels around a letter, for what slants or smears over its own width
SPACING = 1.9  # from line to line, in sizes of the type
INDENT = " " * 6  # where a broken line goes on


class Label(Text):
    """A text of one line, upright and without mathtext, on clear ground or on ``ground``, a colour.

    It stands at (x, y) of its axes as ``ha`` (left, center, right) and ``va`` (baseline, center)
    say; "center" is the middle of a digit's height.
    """

    def __init__(self, ax, x, y, text="", *, ground=None, **look):
        super().__init__(x, y, text, **look)
        self.ground = ground
        ax._add_text(self)
        self.set_clip_path(ax.patch)

    def draw(self, renderer):
        """Copy the letters onto the canvas."""
        if self.get_visible() and self.get_text():
            self._copy(renderer, self.get_text(), *self._spot())
        self.stale = False

    def _spot(self):
        return self.get_transform().transform(self.get_unitless_position())

    def _look(self):
        return self.get_fontproperties(), self.figure.dpi

    def _copy(self, renderer, text, x, y):
        font, dpi = self._look()
        line = _line(text, font, dpi)
        height = _letter("0", font, dpi)[2]
        left = {"left": 0, "center": 0.5, "right": 1}[self.get_ha()] * (line.shape[1] - 2 * PAD)
        bottom = {"baseline": 0, "center": height / 2}[self.get_va()]
        picture = np.empty((*line.shape, 4), dtype=np.uint8)
        picture[...] = 255 * np.array([*to_rgb(self.get_color()), 0]) + 0.5
        picture[..., 3] = line * (self.get_alpha() or 1)
        if self.ground is not None:
            picture = _on_ground(picture, to_rgb(self.ground))
        place = round(x - left) - PAD, round(y - bottom) - line.shape[0] // 3
        gc = renderer.new_gc()
        renderer.draw_image(gc, *place, picture[::-1])
        gc.restore()


class Lines(Label):
    """Lines of text, from (x, y) down to the height ``end`` at most. What does not fit into the
    axes is broken, before a "+" if there is one, and goes on further in.
    """

    def __init__(self, ax, x, y, end, **look):
        super().__init__(ax, x, y, **look)
        self._end = end

    def draw(self, renderer):
        """Copy the letters onto the canvas."""
        lines, (x, y), (font, dpi) = self.lines(), self._spot(), self._look()
        _, end = self.get_transform().transform((0, self._end))
        most = SPACING * font.get_size_in_points() * dpi / 72
        step = min(most, (y - end) / max(len(lines) - 1, 1))
        for k, line in enumerate(lines):
            if line and self.get_visible():
                self._copy(renderer, line, x, y - k * step)
        self.stale = False

    def lines(self):
        """The lines as they are drawn."""
        room = round(self.axes.bbox.x1 - self._spot()[0])
        texts = self.get_text().split("\n")
        return [part for text in texts for part in _broken(text, room, *self._look())]


@lru_cache(200)
def _broken(text, room, font, dpi):
    """A line in parts that fit into ``room`` pixels, as far as they can."""
    parts = []
    while True:
        ends = np.cumsum([_letter(letter, font, dpi)[1] for letter in text])
        start = max(text.find("= ") + 2, len(text) - len(text.lstrip()) + 1)
        cuts = [i for i in range(start, len(text) - 1) if text[i] == " " and ends[i - 1] <= room]
        if not cuts or ends[-1] <= room:
            return [*parts, text]
        cut = max([i for i in cuts if text[i + 1] == "+"] or cuts)
        parts.append(text[:cut])
        text = INDENT + text[cut + 1 :]


def _on_ground(picture, colour):
    """The picture over ``colour``, four fifths opaque."""
    share = picture[..., 3:] / 255
    over = share * picture[..., :3] + (1 - share) * 255 * np.array(colour)
    return np.dstack([over, 204 + 51 * share]).astype(np.uint8)


@lru_cache(1000)
def _line(text, font, dpi):
    """How much of each pixel a text covers, 0 to 255: its baseline lies a third from below."""
    letters = [_letter(letter, font, dpi) for letter in text]
    ends = np.cumsum([0.0, *(advance for _, advance, _ in letters)])
    line = np.zeros((letters[0][0].shape[0], round(ends[-1]) + 2 * PAD), dtype=np.uint8)
    for (cover, _, _), start in zip(letters, ends, strict=False):
        part = line[:, round(start) : round(start) + cover.shape[1]]
        np.maximum(part, cover[:, : part.shape[1]], out=part)
    return line


@lru_cache(1000)
def _letter(letter, font, dpi):
    """What a letter covers, how far it moves the next one, and how high it is, in pixels."""
    height = 3 * ceil(font.get_size_in_points() * dpi / 72 * 0.6)
    renderer = RendererAgg(height * 2, height, dpi)
    measure = renderer.get_text_width_height_descent
    advance = measure(f"0{letter}0", font, False)[0] - measure("00", font, False)[0]
    _, high, descent = measure(letter, font, False)
    gc = renderer.new_gc()
    renderer.draw_text(gc, PAD, height - height // 3, letter, font, 0)
    cover = np.asarray(renderer.buffer_rgba())[..., 3]
    return cover[:, : ceil(advance) + 2 * PAD].copy(), advance, high - descent
