"""A picture of texts, lines and plates, laid out for the size of its axes.

Lengths are in hundredths of an inch; x goes to the right and y down, from the upper left corner.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from nncourse.draw.labels import NUMBER, PAD, _line
from nncourse.draw.rich_text import DPI, EM, LOOKS, ROOM, font, plain, reach, width
from nncourse.draw.style import A_GROUND

POINTS = 72 / DPI  # points in a hundredth of an inch
ARC = 0.5523  # handle length over radius: a quarter circle as a cubic Bézier curve
ROUND_A_MARK = 3  # from a number to the edge of its mark, which live_figure.css draws
RIM = 1.5  # of a circle, which a mark leaves free
TURNS = {"left": 0.0, "center": 0.5, "right": 1.0}


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def wider(self, by):
        """The same box, wider by ``by`` on every side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other):
        """Whether the two boxes overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, x, y):
        """Whether the point (x, y) is in the box."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Text(NamedTuple):
    """One line of text; y is the middle of a digit's height."""

    x: float
    y: float
    parts: list
    size: float = 10
    ha: str = "left"
    name: tuple | None = None  # of a number whose place depends on its width

    @property
    def left(self):
        """Its left end."""
        return self.x - TURNS[self.ha] * width(self.parts, self.size)

    @property
    def base(self):
        """The y of its baseline."""
        return self.y + 0.365 * self.size * EM

    @property
    def box(self):
        """The box that it occupies."""
        above, below = reach(self.parts, self.size)
        right = self.left + width(self.parts, self.size)
        return Box(self.left, self.base - above, right, self.base + below)


class Line(NamedTuple):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 1.0
    dashes: tuple | None = None


class Plate(NamedTuple):
    """A rectangle with rounded corners."""

    box: Box
    fill: str
    edge: str | None = None
    width: float = 1.0
    corner: float = 4.0

    @property
    def is_round(self):
        """Whether it is a circle."""
        return self.corner >= (self.box.right - self.box.left) / 2


class Scene(Artist):
    """A picture whose texts, lines and plates ``compose(width, height)`` returns as a list."""

    def __init__(self, ax):
        super().__init__()
        ax.set(xlim=(0, 1), ylim=(1, 0))
        ax.set_axis_off()
        self._compose = lambda width, height: []
        self._items = None  # (room, items for that room)
        self.set_in_layout(False)
        ax.add_artist(self)

    def show(self, compose):
        """Show the picture of another ``compose``."""
        self._compose = compose
        self._items = None
        self.stale = True

    @property
    def room(self):
        """The current width and height of the axes."""
        box = self.axes.bbox
        dpi = self.axes.figure.dpi
        return round(box.width / dpi * DPI, 1), round(box.height / dpi * DPI, 1)

    def items(self):
        """The picture's items, laid out for the current room."""
        room = self.room
        if self._items is None or self._items[0] != room:
            self._items = room, self._compose(*room)
        return self._items[1]

    def written(self):
        """The items, as ``moved`` compares them."""
        return self.items()

    def moved(self, before):
        """The boxes (left, low, right, high), in pixels, of numbers that have the name or the place
        of another number among the items ``before``.
        """
        old = _numbers(before)
        items = self.items()
        circles = [item.box for item in items if isinstance(item, Plate) and item.is_round]
        scale = self.axes.figure.dpi / DPI
        left = self.axes.bbox.x0
        top = self.axes.bbox.y1
        boxes = []
        for place, text in _numbers(items).items():
            if place in old and plain(old[place].parts) != plain(text.parts):
                box = [scale * side for side in _inside(circles, text.box)]
                boxes.append((left + box[0], top - box[3], left + box[2], top - box[1]))
        return boxes

    def draw(self, renderer):
        """Draw the items in their order."""
        if self.get_visible():
            pen = _Pen(renderer, self.axes)
            for item in self.items():
                pen.draw(item)
        self.stale = False


def _numbers(items):
    """The texts that are a number and nothing else, by their name or their place (x, y)."""
    texts = [item for item in items if isinstance(item, Text)]
    numbers = [text for text in texts if NUMBER.fullmatch(plain(text.parts))]
    return {text.name or (text.x, text.y): text for text in numbers}


def _inside(circles, box):
    """A number's box, made narrower so that its mark does not reach over the rim of a circle."""
    x = (box.left + box.right) / 2
    y = (box.top + box.bottom) / 2
    for circle in circles:
        if circle.holds(x, y):
            radius = (circle.right - circle.left) / 2
            high = box.bottom - y + ROUND_A_MARK
            wide = np.sqrt(max(radius**2 - high**2, 0)) - RIM - ROUND_A_MARK
            return Box(max(box.left, x - wide), box.top, min(box.right, x + wide), box.bottom)
    return box


class _Pen:
    """Draws items onto the axes."""

    def __init__(self, renderer, ax):
        self.renderer = renderer
        self.gc = renderer.new_gc()
        self.gc.set_antialiased(True)
        self.dpi = ax.figure.dpi
        self.scale = self.dpi / DPI
        self.left = ax.bbox.x0
        self.top = ax.bbox.y1
        scaled = Affine2D().scale(self.scale, -self.scale)
        self.place = scaled.translate(self.left, self.top)

    def draw(self, item):
        """Draw a text, a line or a plate."""
        if isinstance(item, Text):
            self._write(item)
        elif isinstance(item, Line):
            self._draw_path(
                Path([(item.x0, item.y0), (item.x1, item.y1)]),
                edge=item.colour,
                width=item.width,
                dashes=item.dashes,
            )
        else:
            self._draw_plate(item)

    def _draw_plate(self, plate):
        left, top, right, bottom = plate.box
        corner = min(plate.corner, (right - left) / 2, (bottom - top) / 2)
        path = _rounded(plate.box, corner)
        self._draw_path(path, fill=plate.fill, edge=plate.edge, width=plate.width)

    def _draw_path(self, path, fill=None, edge=None, width=1.0, dashes=None):
        gc = self.gc
        gc.set_linewidth(width * POINTS if edge else 0)
        gc.set_foreground(_rgb(edge) if edge else "black", isRGBA=bool(edge))
        gc.set_dashes(0, dashes and [POINTS * length for length in dashes])
        self.renderer.draw_path(gc, path, self.place, _rgb(fill) if fill else None)

    def _write(self, text):
        pictures = [_picture(words, kind, text.size, self.dpi) for words, kind in text.parts]
        margins = [ROOM * LOOKS[kind].boxed for _, kind in text.parts]
        widths = []
        for picture, margin in zip(pictures, margins, strict=True):
            widths.append((picture.shape[1] - 2 * PAD) / self.scale + 2 * margin)
        x = text.x - TURNS[text.ha] * sum(widths)
        for part, picture, wide, margin in zip(text.parts, pictures, widths, margins, strict=True):
            if margin:
                above, below = reach([part], text.size)
                box = Box(x, text.base - above, x + wide, text.base + below)
                self._draw_plate(Plate(box, A_GROUND, LOOKS[part[1]].colour, 0.8))
            self._copy(picture, x + margin, text.base)
            x += wide

    def _copy(self, picture, x, base):
        """Copy letters onto the canvas, starting at ``x``, with their baseline at ``base``."""
        left = round(self.left + x * self.scale) - PAD
        bottom = round(self.top - base * self.scale) - len(picture) // 3
        self.renderer.draw_image(self.gc, left, bottom, picture)


@lru_cache(600)
def _picture(words, kind, size, dpi):
    """The pixels of words, (height, width, 4), with the bottom row first."""
    line = _line(words, font(kind, size), dpi)
    picture = np.empty((*line.shape, 4), dtype=np.uint8)
    picture[..., :3] = 255 * np.array(to_rgb(LOOKS[kind].colour)) + 0.5
    picture[..., 3] = line
    return picture[::-1].copy()


@lru_cache(50)
def _rgb(colour):
    """The colour as opaque RGBA."""
    return (*to_rgb(colour), 1.0)


def _rounded(box, corner):
    """The outline of a rectangle whose corners are quarters of a circle."""
    left, top, right, bottom = box
    near = corner * (1 - ARC)
    vertices = [
        *[(left + corner, top), (right - corner, top)],
        *[(right - near, top), (right, top + near), (right, top + corner)],
        (right, bottom - corner),
        *[(right, bottom - near), (right - near, bottom), (right - corner, bottom)],
        (left + corner, bottom),
        *[(left + near, bottom), (left, bottom - near), (left, bottom - corner)],
        (left, top + corner),
        *[(left, top + near), (left + near, top), (left + corner, top)],
    ]
    curve = [Path.CURVE4] * 3
    side = [Path.LINETO]
    codes = [Path.MOVETO, *side, *curve, *side, *curve, *side, *curve, *side, *curve]
    return Path([*vertices, vertices[0]], [*codes, Path.CLOSEPOLY])
