"""A matplotlib figure that responds at once: it redraws only what moves, and sends it as frames.

The front end (live_figure.js) shows each frame and acknowledges it. At most ``IN_FLIGHT`` frames
are on their way; changes made meanwhile are drawn together, as one frame, once there is room. So a
burst of changes never queues up, however slow the connection.
"""

import asyncio
import math
import time

import anywidget
import numpy as np
import traitlets

from nncourse.draw import fonts
from nncourse.draw import style as look
from nncourse.messages import CannotShow, say
from nncourse.widgets import faults, jupyter_internals, looks
from nncourse.widgets.frames import Frames
from nncourse.widgets.home import Home
from nncourse.widgets.scripts import HERE, script, style

DPI = 100  # pixels per inch at device pixel ratio 1
IN_FLIGHT = 2  # frames on their way: one is drawn while the other travels
MOMENT = 0.5  # seconds without a frame, after which numbers that change are marked again
PATIENCE = 2.0  # seconds after which an unacknowledged frame counts as lost
DENSEST = 2.0  # device pixels per pixel of the page; more make no visible difference
SPARSEST = 0.1  # the same, on a page that is zoomed out
MEASURES = {"shown", "width", "ratio", "tallest", "x", "y"}  # the numbers in a page's messages
FARTHEST = 1e9  # no number from our page is this large
STACK = 0.68  # of its natural width: below that, axes side by side are stacked
LARGE_STACK = 0.8  # the same, at least, in larger type
WIDEST = 1.35  # times its natural width: on a wide page the picture grows as a whole up to this
LOWEST = 0.75  # of its natural height: no picture gets lower to fit into a window
ROW = 0.45  # of its natural height: a row of stacked axes
LETTERS = "abcdefgh"  # names of the axes, in their order
CLASSROOM = 1.35  # factor for type and lines, so that the back row can read them
GRIP = 44  # pixels of the page: large enough for a finger
NARROWEST = 4.0  # inches; on a narrower page the picture shrinks as a whole
HAIR = 1e-8  # inches added, since matplotlib 3.8 cuts 459.99999 pixels down to 459
DARK = np.round(look.dark_map(), 4).tolist()
NOTHING = ("", "")  # no note, and no report of a fault


class LiveFigure(anywidget.AnyWidget):
    """A live view of ``figure``. ``update() -> (caption, note)`` moves its artists.

    The note is advice, or "". An exception, in ``update`` or in what a reader asks for, is a fault
    of the course: the figure says so and offers a report to copy, which includes the facts that
    ``about()`` returns, {name: text}. CannotShow is no fault: its sentence is shown.

    Call ``changed()`` whenever ``update`` would move something; ``update`` is called only when a
    frame can be sent. Everything inside the axes may move; everything outside (spines, ticks,
    titles) is drawn once, until ``relayout()``.

    ``on_pointer(kind, ax, x, y)`` receives "press", "drag" and "release" in data coordinates of the
    axes pressed, and "hover" if ``hovers``; ``on_key(key, large)`` receives arrow keys and space.

    ``grips()`` returns the places that can be dragged, as (ax, x, y) in data coordinates; None for
    x or y means the whole axes in that direction. There a finger drags; elsewhere it scrolls the
    page, and a tap is a press.

    ``narrow`` arranges the axes when there is no room for them side by side, and when ``large``: it
    is a list of rows of letters, "a" for the first axes, each row 0.45 of the figure's height.
    Without it, the axes are stacked, and on narrow pages only. A figure whose texts need more room
    side by side has a greater ``stack``, the part of its natural width that it needs.
    """

    _esm = script("live_figure.js", HERE, "kernel.js", "caption.js", "page_font.js")
    _css = style("live_figure.css")
    gone = traitlets.Unicode().tag(sync=True)
    lost = traitlets.Unicode().tag(sync=True)
    copy_report = traitlets.Unicode().tag(sync=True)
    font = traitlets.Unicode().tag(sync=True)  # the name of the language's own font
    dark = traitlets.List().tag(sync=True)  # rows of the matrix that maps colours for a dark page
    hovers = traitlets.Bool(False).tag(sync=True)
    large = traitlets.Bool(False).tag(sync=True)  # larger type and lines, for a classroom

    def __init__(
        self,
        figure,
        update,
        on_pointer=None,
        on_key=None,
        hovers=False,
        narrow=None,
        stack=STACK,
        about=dict,
        grips=tuple,
    ):
        gone = say("kernel_gone")
        words = {"gone": gone, "lost": say("connection_lost"), "copy_report": say("copy_report")}
        options = dict(hovers=hovers, dark=DARK, font=fonts.own(), layout=looks.layout())
        super().__init__(**options, **words)
        self.update = update
        self.on_pointer = on_pointer
        self.on_key = on_key
        self.about = about
        self.grips = grips
        self.show_figure(figure)
        self._width = self._inches[0] * DPI
        self._ratio = 1.0
        self._tallest = math.inf  # the picture's greatest height, in pixels of the page
        self._narrow = narrow or [letter for letter in LETTERS[: len(self._specs)] for _ in "12"]
        self._dense = narrow is not None
        self._stack = stack
        self._view = None  # the view to whose width the picture is drawn
        self._views = {}  # each view's width, pixel ratio and greatest height
        self._shown_by = {}  # the newest frame that each view has shown
        self.calm = False  # does the reader ask for less motion?
        self._sent = 0
        self._shown = 0
        self._sent_at = 0.0
        self._stale = True
        self._watched = False
        self._caption = ""
        self._told = NOTHING
        self.home = Home()
        self.on_msg(lambda widget, content, buffers: self.attempt(self._receive, content))
        self.hear([self])

    def show_figure(self, figure):
        """Show ``figure`` from now on."""
        self.figure = figure
        self.frames = Frames(figure)
        self._inches = figure.get_size_inches().copy()
        self._specs = {ax: ax.get_subplotspec() for ax in figure.axes}
        self._axes = None

    def hear(self, widgets):
        """Handle every message for these widgets at home, one after the other."""
        jupyter_internals.deliver(widgets, self._hand_over)

    def _hand_over(self, handle, message):
        self.home.do(self.attempt, handle, message)

    def attempt(self, work, *args):
        """Call ``work(*args)`` for the reader; if it raises, the figure says why."""
        try:
            work(*args)
        except CannotShow as error:
            self._tell(str(error), "")
        except Exception as error:
            self._tell(*faults.told(error, self.about))

    def _tell(self, note, report):
        self._told = note, report
        self.changed()

    def changed(self):
        """Mark the picture as out of date, and send a frame as soon as one can go."""
        self._stale = True
        self.home.do(self._send_if_room)

    async def arrived(self):
        """Wait until there is room for a frame; return False if the page has long shown none."""
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
        """Mark everything outside the axes, and all fixed artists, as out of date too."""
        self.frames.relayout = True

    def close(self):
        """Close the widget, and free its figure."""
        self.figure = None
        self.frames = None
        self._axes = None
        self._watched = False
        self._view = None
        self._views = {}
        self._shown_by = {}
        self._specs = {}
        super().close()

    def still(self):
        """The caption, and the current figure as a PNG in its natural size."""
        caption, note, _ = self._updated()
        self._resize(self._inches[0] * DPI, 1.0)
        return caption or note, self.frames.png()

    def _receive(self, content):
        if self.figure is None:  # closed while the message was on its way
            return
        view = content.get("view", "")
        measures = [content[name] for name in MEASURES & content.keys()]
        if not isinstance(view, str) or not all(map(_is_measure, measures)):
            return  # our page sends no such message
        if "font" in content:
            self._send_font()
        elif "shown" in content:
            shown = min(content["shown"], self._sent)
            self._shown_by[view] = shown
            self._shown = max(self._shown, shown)
            self._send_if_room()
        elif "width" in content:
            self.calm = content.get("calm", False)
            ratio = min(max(content["ratio"], SPARSEST), DENSEST)
            self._measured(view, content["width"], ratio, content.get("tallest", math.inf))
        elif "lost" in content:
            self._draw_for(self._view)
        elif "closed" in content:
            self._view_closed(view)
        elif "pointer" in content and self.on_pointer:
            self._point(content["pointer"], content["x"], content["y"])
        elif "key" in content and self.on_key:
            self.on_key(content["key"], content["large"])

    def _send_font(self):
        """Send the font of the language to a page that has no such letters."""
        if self.font:
            self.send({"font": self.font}, [fonts.file_of(self.font).read_bytes()])

    def _measured(self, view, width, ratio, tallest):
        """Store a view's size, and draw for the view if it is new or is the one drawn for.

        Other views scale the same picture. If each got its own, they could trigger each other
        forever, since a picture's height may give another page a scroll bar.
        """
        is_new = view not in self._views
        self._views[view] = (width, ratio, tallest)
        if is_new or view == self._view or self._is_silent(self._view):
            self._draw_for(view)

    def _is_silent(self, view):
        """Whether a view has long failed to show frames, perhaps because its page was closed."""
        behind = self._sent - self._shown_by.get(view, 0) >= IN_FLIGHT
        return behind and time.monotonic() - self._sent_at > PATIENCE

    def _draw_for(self, view):
        """Send a whole picture at the width of this view."""
        if view not in self._views:
            return
        self._view = view
        self._width, self._ratio, self._tallest = self._views[view]
        self._watched = True
        self._shown = self._sent
        self.frames.whole = True
        self._send_frame()

    def _view_closed(self, view):
        self._views.pop(view, None)
        self._shown_by.pop(view, None)
        if not self._views:
            self._watched = False
            self._view = None
        elif view == self._view:
            self._draw_for(list(self._views)[-1])

    def _send_frame(self):
        self._stale = False
        caption, note, report = self._updated()
        words = {"caption": caption, "note": note, "report": report}
        try:
            content, buffers = self._next_frame()
        except Exception as error:  # from matplotlib: the page keeps its picture
            note, report = faults.told(error, self.about)
            self.frames.whole = True
            self.send(words | {"note": note, "report": report})
            return
        self._sent += 1
        self._sent_at = time.monotonic()
        size = {"ratio": self._ratio, "view": self._view, "widest": self._widest()}
        size["grips"] = [self._grip_place(*grip) for grip in self.grips()]
        self.send(content | words | size | {"number": self._sent}, buffers)

    def _next_frame(self):
        """The message for the page: a dict, and a list of bytes."""
        self._resize(self._width, self._ratio, self._tallest)
        rested = time.monotonic() - self._sent_at > MOMENT
        return self.frames.next(mark=rested)

    def _grip_place(self, ax, x, y):
        """Return a grip's left, top, width and height, as fractions of the picture's size."""
        figure = self.figure.bbox
        reach = GRIP / 2 * self._ratio
        left, low, right, high = ax.bbox.extents
        across, up = ax.transData.transform((0 if x is None else x, 0 if y is None else y))
        if x is not None:
            left = across - reach
            right = across + reach
        if y is not None:
            low = up - reach
            high = up + reach
        place = [
            left / figure.width,
            1 - high / figure.height,
            (right - left) / figure.width,
            (high - low) / figure.height,
        ]
        return [round(float(part), 4) for part in place]

    def _widest(self):
        """The greatest width of the picture, in pixels of the page."""
        return self._inches[0] * DPI * WIDEST

    def _updated(self):
        """Move the artists; return the caption, the note on the figure and the report of a fault.

        If ``update`` raises, the caption is the last valid one.
        """
        told = self._told
        self._told = NOTHING
        try:
            self._caption, note = self.update()
        except Exception as error:
            return self._caption, *faults.told(error, self.about)
        if note:
            return self._caption, note, ""
        return self._caption, *told

    def _resize(self, width, ratio, tallest=math.inf):
        """Fit the figure to ``width``. Type keeps its size; axes that would be too narrow side by
        side are stacked. Unless stacked, the picture is no higher than ``tallest``, as far as it
        stays legible.
        """
        zoom = CLASSROOM if self.large else 1
        natural, height = self._inches / zoom
        inches = min(width / DPI / zoom, natural)
        stack = max(self._stack, LARGE_STACK) if self.large else self._stack
        crowded = inches < stack * natural or (self.large and self._dense)
        stacked = len(self._specs) > 1 and crowded
        stretch = min(max(width / DPI / self._inches[0], 1), WIDEST)
        if stacked:
            size = max(inches, NARROWEST), ROW * len(self._narrow) * height
        else:
            stretch = max(1, min(stretch, tallest / DPI / self._inches[1]))
            lowered = max(LOWEST * height, tallest / DPI / zoom / stretch)
            size = max(inches, NARROWEST, self._stack * natural), min(height, lowered)
        size = size[0] + HAIR, size[1] + HAIR
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
        """Pass on a pointer event at (x, y), from 0 to 1 each way, in data coordinates."""
        place = self.figure.transFigure.transform((x, y))
        if kind in ("press", "hover"):
            inside = [ax for ax in self.figure.axes if ax.bbox.contains(*place)]
            self._axes = inside[0] if inside else None
        if self._axes:
            self.on_pointer(
                kind, self._axes, *map(float, self._axes.transData.inverted().transform(place))
            )


def _is_measure(value):
    """Whether ``value`` is a number of a possible size, and not NaN."""
    return isinstance(value, int | float) and -FARTHEST < value < FARTHEST


def _place(grid, rows, letter):
    """The part of ``grid`` that ``rows`` of letters assign to ``letter``."""
    down = [i for i, row in enumerate(rows) if letter in row]
    row = rows[down[0]]
    return grid[down[0] : down[-1] + 1, row.index(letter) : row.rindex(letter) + 1]
