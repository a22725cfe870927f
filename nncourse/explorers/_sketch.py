"""A drawing while it is made: its ink, where the pen is, and whether arrow keys draw."""

from typing import NamedTuple

import numpy as np

from nncourse.messages import CannotShow, say
from nncourse.topics.handwriting import SIZE, as_text, blank, draw_line, from_text


class Sketch(NamedTuple):
    """A bitmap (32, 32), the pen's (row, column), and whether it is down, for arrow keys.

    It never changes: each method gives a new one.
    """

    bitmap: np.ndarray
    pen: tuple = (SIZE // 2, SIZE // 2)
    down: bool = False

    @classmethod
    def of(cls, *places):
        """A line through places (row, column), drawn."""
        sketch = cls(blank()).touch(*places[0])
        for place in places[1:]:
            sketch = sketch.drag(*place)
        return sketch

    @classmethod
    def read(cls, text):
        """The sketch that ``text`` wrote; another text raises CannotShow."""
        try:
            pen, down = (int(text[:2]), int(text[2:4])), bool(int(text[4:5]))
        except ValueError:
            raise CannotShow(say("bad_drawing")) from None
        return cls(from_text(text[5:]), pen, down)

    @property
    def text(self):
        """All of it in a text: row, column, 1 or 0 for the pen, and the bitmap."""
        return f"{self.pen[0]:02d}{self.pen[1]:02d}{self.down:d}{as_text(self.bitmap)}"

    def touch(self, row, column):
        """The pen is put down at a place, and leaves a dot."""
        place = _inside(row, column)
        return self._replace(bitmap=draw_line(self.bitmap, place, place), pen=place)

    def drag(self, row, column):
        """The pen draws a line to a place."""
        place = _inside(row, column)
        return self._replace(bitmap=draw_line(self.bitmap, self.pen, place), pen=place)

    def step(self, rows, columns):
        """The pen goes so far, and draws if it is down."""
        row, column = self.pen[0] + rows, self.pen[1] + columns
        return self.drag(row, column) if self.down else self._replace(pen=_inside(row, column))

    def strike(self):
        """The pen is lifted, or put down."""
        return self._replace(down=False) if self.down else self.touch(*self.pen)._replace(down=True)


def _inside(row, column):
    """The pixel nearest to a place."""
    return tuple(int(min(max(round(at), 0), SIZE - 1)) for at in (row, column))
