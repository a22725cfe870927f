"""A drawing in progress: its ink, where the pen is, and whether arrow keys draw."""

from typing import NamedTuple

import numpy as np

from nncourse.messages import CannotShow, say
from nncourse.topics.handwriting import SIZE, as_text, blank, draw_line, from_text


class Sketch(NamedTuple):
    """A bitmap (32, 32), the pen's (row, column), and whether it is down, for arrow keys.

    A sketch never changes: its methods return a new one.
    """

    bitmap: np.ndarray
    pen: tuple = (SIZE // 2, SIZE // 2)
    down: bool = False

    @classmethod
    def of(cls, *places):
        """Draw a line through places (row, column)."""
        sketch = cls(blank()).touch(*places[0])
        for place in places[1:]:
            sketch = sketch.drag(*place)
        return sketch

    @classmethod
    def read(cls, text):
        """Read a sketch from its ``text``; another text raises CannotShow."""
        try:
            pen = (int(text[:2]), int(text[2:4]))
            down = bool(int(text[4:5]))
        except ValueError:
            raise CannotShow(say("bad_drawing")) from None
        return cls(from_text(text[5:]), pen, down)

    @property
    def text(self):
        """The sketch as a text: row, column, 1 or 0 for the pen, and the bitmap."""
        return f"{self.pen[0]:02d}{self.pen[1]:02d}{self.down:d}{as_text(self.bitmap)}"

    def touch(self, row, column):
        """Put the pen down at a place, where it leaves a dot."""
        place = _inside(row, column)
        return self._replace(bitmap=draw_line(self.bitmap, place, place), pen=place)

    def drag(self, row, column):
        """Draw a line to a place."""
        place = _inside(row, column)
        return self._replace(bitmap=draw_line(self.bitmap, self.pen, place), pen=place)

    def step(self, rows, columns):
        """Move the pen by ``rows`` and ``columns``; it draws if it is down."""
        row = self.pen[0] + rows
        column = self.pen[1] + columns
        if self.down:
            return self.drag(row, column)
        return self._replace(pen=_inside(row, column))

    def lift_or_lower(self):
        """Lift the pen, or put it down."""
        if self.down:
            return self._replace(down=False)
        return self.touch(*self.pen)._replace(down=True)


def _inside(row, column):
    """The pixel nearest to a place."""
    return int(np.clip(round(row), 0, SIZE - 1)), int(np.clip(round(column), 0, SIZE - 1))
