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
        if not self.get_visible() or not self.get_text():
            return
        font, dpi = self.get_fontproperties(), self.get_figure(root=True).dpi
        line = _line(self.get_text(), font, dpi)
        x, y = self.get_transform().transform(self.get_unitless_position())
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
        self.stale = False


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
