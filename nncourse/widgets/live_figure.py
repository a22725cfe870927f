"""A matplotlib figure that answers at once: kept, redrawn only where it moves, sent as frames.

The front end (live.js) shows each frame and acknowledges it. At most ``IN_FLIGHT`` frames are on
their way; changes that come meanwhile are drawn together, as one frame, once there is room. So a
burst of changes never queues up, on however slow a connection.
"""

import asyncio
import threading
import time

import anywidget
import traitlets

from nncourse.messages import say
from nncourse.widgets import page
from nncourse.widgets.frames import Frames
from nncourse.widgets.scripts import script, style

DPI = 100  # pixels an inch at device pixel ratio 1
IN_FLIGHT = 2  # frames on their way: one is drawn while the other travels
PATIENCE = 2.0  # seconds after which a frame that nobody acknowledged is given up
DENSEST = 2.0  # pixels of the screen for a pixel of the page; more cannot be told apart
STACK = 0.72  # of its natural width: below that, axes side by side are put on each other
WIDEST = 1.35  # times its natural width: on a wide page the picture grows as a whole, up to that
ROW = 0.45  # of its natural height: a row of axes then
LETTERS = "abcdefgh"  # names of axes, in their order
CLASSROOM = 1.35  # times as large are type and lines for the last row
GRIP = 44  # pixels of the page: as large as what a finger can hit
NARROWEST = 4.0  # inches; on a page narrower than that the picture shrinks as a whole


class LiveFigure(anywidget.AnyWidget):
    """``figure``, shown and kept up to date. ``update() -> (caption, note)`` moves its artists.

    Call ``changed()`` whenever ``update`` would move something; it is called when a frame may be
    sent, and no more often. All that stands inside the axes may move; what stands outside (axes,
    ticks, titles) is drawn once, until ``relayout()``.

    ``on_pointer(kind, ax, x, y)`` hears "press", "drag" and "release" in data coordinates of the
    axes pressed, and "hover" if it ``hovers``; ``on_key(key, large)`` hears arrow keys and space.

    ``grips()`` gives what can be dragged, as (ax, x, y) in data coordinates; where x or y is None,
    all of the axes that way. There a finger drags; elsewhere it scrolls the page, and taps.

    ``narrow`` says how the axes stand where they have no room side by side, and if ``large``: rows
    of letters, "a" for the first axes, each row half as high as the figure. Without it, one above
    the other, and that on narrow pages only.
    """

    _esm = script("live_figure.js")
    _css = style("live_figure.css")
    gone = traitlets.Unicode().tag(sync=True)
    hovers = traitlets.Bool(False).tag(sync=True)
    large = traitlets.Bool(False).tag(sync=True)  # for a class: type, lines, and the page's prose

    def __init__(
        self, figure, update, on_pointer=None, on_key=None, hovers=False, narrow=None, grips=None
    ):
        gone = say("page_gone" if page.address() else "kernel_gone")
        super().__init__(gone=gone, hovers=hovers)
        self.figure = figure
        self.update, self.on_pointer, self.on_key = update, on_pointer, on_key
        self.grips = grips or (lambda: ())
        self._inches = figure.get_size_inches().copy()
        self._width, self._ratio = self._inches[0] * DPI, 1.0
        self._specs = {ax: ax.get_subplotspec() for ax in figure.axes}
        self._narrow = narrow or [letter for letter in LETTERS[: len(self._specs)] for _ in "12"]
        self._dense = narrow is not None
        self.frames, self._axes = Frames(figure), None
        self.calm = False  # does the reader ask for less motion?
        self._sent = self._shown = 0
        self._sent_at, self._stale, self._watched = 0.0, True, False
        self._thread, self.loop = threading.get_ident(), _running_loop()
        self.on_msg(lambda widget, content, buffers: self.at_home(self._receive, content))

    def changed(self):
        """Say that the picture is out of date."""
        self._stale = True
        self.at_home(self._send_if_room)

    def at_home(self, work, *args):
        """Run in the thread in which cells run: JupyterLab's messages come in by another one, and
        matplotlib draws in one thread at a time.
        """
        if threading.get_ident() == self._thread or self.loop is None:
            work(*args)
        else:
            self.loop.call_soon_threadsafe(work, *args)

    async def arrived(self):
        """Wait until the page has shown what was sent, or has long failed to; which of them."""
        while not self._room():
            await asyncio.sleep(0.004)
        return self._sent - self._shown < IN_FLIGHT

    def _room(self):
        overdue = time.monotonic() - self._sent_at > PATIENCE
        return self._sent - self._shown < IN_FLIGHT or overdue

    def _send_if_room(self):
        if self._stale and self._watched and self._room():
            self._send_frame()

    def relayout(self):
        """Say that what stands outside the axes is out of date too."""
        self.frames.relayout = True

    def close(self):
        """Free the figure as well."""
        self.figure = self.frames = self._axes = None
        self._watched, self._specs = False, {}
        super().close()

    def still(self):
        """The figure as it stands, as PNG, in the size it was made in."""
        caption, _ = self.update()
        self._resize(self._inches[0] * DPI, 1.0)
        return caption, self.frames.png()

    def _receive(self, content):
        if self.figure is None:  # closed while the message was on its way
            return
        if "shown" in content:
            self._shown = max(self._shown, content["shown"])
            self._send_if_room()
        elif "width" in content:
            self._width, self._ratio = content["width"], min(content["ratio"], DENSEST)
            self._watched, self._shown = True, self._sent
            self.calm = content.get("calm", False)
            self.frames.whole = True
            self._send_frame()
        elif "pointer" in content and self.on_pointer:
            self._point(content["pointer"], content["x"], content["y"])
        elif "key" in content and self.on_key:
            self.on_key(content["key"], content["large"])

    def _send_frame(self):
        self._stale = False
        caption, note = self.update()
        self._resize(self._width, self._ratio)
        content, buffers = self.frames.next()
        self._sent += 1
        self._sent_at = time.monotonic()
        words = {"number": self._sent, "caption": caption, "note": note, "ratio": self._ratio}
        places = [self._grip_place(*grip) for grip in self.grips()]
        self.send(content | words | {"grips": places}, buffers)

    def _grip_place(self, ax, x, y):
        """Return where a grip lies: left, top, width and height, in parts of the picture's size."""
        figure = self.figure.bbox
        reach = GRIP / 2 * self._ratio
        box = ax.bbox.extents  # left, bottom, right, top
        middle = ax.transData.transform((0 if x is None else x, 0 if y is None else y))
        left, right = (box[0], box[2]) if x is None else (middle[0] - reach, middle[0] + reach)
        low, high = (box[1], box[3]) if y is None else (middle[1] - reach, middle[1] + reach)
        place = [left / figure.width, 1 - high / figure.height]
        place += [(right - left) / figure.width, (high - low) / figure.height]
        return [round(float(part), 4) for part in place]

    def _resize(self, width, ratio):
        """Give the figure the width of its cell. Type keeps its size; where axes side by side
        would get too narrow for theirs, they stand one above the other.
        """
        zoom = CLASSROOM if self.large else 1
        natural, height = self._inches / zoom
        inches = min(width / DPI / zoom, natural)
        crowded = inches < STACK * natural or (self.large and self._dense)
        stacked = len(self._specs) > 1 and crowded
        if stacked:
            size = max(inches, NARROWEST), ROW * len(self._narrow) * height
        else:
            size = max(inches, NARROWEST, STACK * natural), height
        stretch = min(max(width / DPI / self._inches[0], 1), WIDEST)
        dpi = DPI * zoom * stretch * ratio
        if tuple(self.figure.get_size_inches()) == size and self.figure.dpi == dpi:
            return
        self.figure.set_size_inches(*size)
        self.figure.set_dpi(dpi)
        grid = self.figure.add_gridspec(len(self._narrow), len(self._narrow[0]))
        for letter, (ax, spec) in zip(LETTERS, self._specs.items(), strict=False):
            ax.set_subplotspec(_place(grid, self._narrow, letter) if stacked else spec)
        self.frames.whole = True

    def _point(self, kind, x, y):
        """Turn a place in the picture, from 0 to 1 each way, into data coordinates."""
        place = self.figure.transFigure.transform((x, y))
        if kind in ("press", "hover"):
            inside = [ax for ax in self.figure.axes if ax.bbox.contains(*place)]
            self._axes = inside[0] if inside else None
        if self._axes:
            self.on_pointer(
                kind, self._axes, *map(float, self._axes.transData.inverted().transform(place))
            )


def _place(grid, rows, letter):
    """The part of a grid that rows of letters give to one of them."""
    down = [i for i, row in enumerate(rows) if letter in row]
    row = rows[down[0]]
    return grid[down[0] : down[-1] + 1, row.index(letter) : row.rindex(letter) + 1]


def _running_loop():
    """The kernel's event loop, or None outside a kernel."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
