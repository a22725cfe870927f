"""What stands in for the page in tests of the kernel's side: it collects frames, and answers."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from nncourse.draw import style
from nncourse.widgets.live_figure import LiveFigure


class Loop:
    """An event loop in which time passes only when a test says so."""

    def __init__(self):
        self.waiting = []

    def call_later(self, seconds, work):
        self.waiting.append(work)
        return Later(self.waiting, work)

    def call_soon_threadsafe(self, work, *args):
        self.waiting.append(lambda: work(*args))

    def turn(self):
        """Do all that waits now, and not what it leads to."""
        now = list(self.waiting)
        self.waiting.clear()
        for work in now:
            work()


class Later:
    """What ``call_later`` returns."""

    def __init__(self, waiting, work):
        self.waiting = waiting
        self.work = work

    def cancel(self):
        if self.work in self.waiting:
            self.waiting.remove(self.work)


class FrontEnd:
    """A page that shows ``live``: its ``frames``, as (what came with it, picture).

    It puts the picture together from layers as live_figure.js does; of the playground's stage it
    keeps the bytes. ``told`` are messages without a picture.
    """

    def __init__(self, live):
        self.live = live
        self.frames = []
        self.told = []
        self.loop = Loop()
        live.home.loop = self.loop
        live.send = self._take

    def _take(self, content, buffers=()):
        if "number" not in content:
            self.told.append(content)
            return
        if "size" not in content:  # numbers, which the page draws itself
            self.frames.append((content, buffers))
            return
        columns, rows = content["size"]
        if content["whole"]:
            self.layers = [np.zeros((rows, columns), dtype=np.uint32) for _ in range(2)]
            self.tables = {}
        for layer, changes in zip(self.layers, buffers[:2], strict=True):
            change(layer, changes)
        below, above = (
            Image.fromarray(layer.view(np.uint8).reshape(rows, columns, 4)) for layer in self.layers
        )
        if buffers[2]:
            self.palettes = np.frombuffer(buffers[2], np.uint8).reshape(-1, 256, 4)
        for surface, levels in zip(content["surfaces"], buffers[3:], strict=True):
            if levels:
                shape = surface["rows"], surface["columns"]
                cells = np.frombuffer(levels, np.uint8).reshape(shape)
                self.tables[surface["slot"]] = self.palettes[surface["palette"]][cells]
            enlarge(below, surface, self.tables[surface["slot"]])
        below.alpha_composite(above)
        self.frames.append((content, np.asarray(below)[..., :3]))

    def tell(self, **content):
        """Send the figure's own message to the kernel."""
        deliver(self.live, method="custom", content=content)

    def move(self, control, **state):
        """Send what a control sends when a reader moves it."""
        deliver(control, method="update", state=state, buffer_paths=[])

    def act(self, name, *values):
        """Send what the playground's stage sends when a reader acts on it."""
        self.tell(act=name, **{"with": list(values)})

    def run(self, work):
        """Run a coroutine to its end, and return what it returns: in a thread of its own, which is
        the figure's home meanwhile, since a browser's event loop may go on in this one.
        """

        home = self.live.home

        def at_home():
            home.thread = threading.get_ident()
            return asyncio.run(work)

        before = home.thread
        with ThreadPoolExecutor(1) as pool:
            try:
                return pool.submit(at_home).result()
            finally:
                home.thread = before

    def look(self, width=None, ratio=1):
        """Appear on the page, as wide as a cell; answers with the frame that comes."""
        width = width or 100 * self.live._inches[0]  # in which the picture has its natural size
        self.tell(width=width, ratio=ratio)
        self.acknowledge()
        return self.frames[-1]

    def acknowledge(self):
        """Say that the newest frame is on the screen."""
        self.tell(shown=self.frames[-1][0]["number"])

    def rest(self):
        """Let all come to rest; answers with the last frame."""
        self.acknowledge()
        while self.loop.waiting:
            self.loop.turn()
            self.acknowledge()
        return self.frames[-1]


def deliver(widget, **data):
    """Bring a message to the kernel's end of a widget's comm."""
    # Not handle_msg: in ipykernel 6 it asks for a kernel first
    widget.comm._msg_callback({"content": {"data": data}, "buffers": []})


def change(layer, changes):
    """Apply runs of changes to the pixels of a layer."""
    count = len(changes) // 6
    pixels = np.frombuffer(changes, np.uint32, count)
    lengths = np.frombuffer(changes, np.uint16, offset=4 * count)
    if count:
        layer ^= np.repeat(pixels, lengths).reshape(layer.shape)


def enlarge(picture, surface, cells):
    """Put a surface onto a picture."""
    table = Image.fromarray(cells)
    x, y, width, height = surface["box"]
    smooth = surface["smooth"]
    low = np.floor(np.maximum([x, y], surface["clip"][:2])).astype(int)
    ends = np.minimum([x + width, y + height], np.add(surface["clip"][:2], surface["clip"][2:]))
    high = np.ceil(ends).astype(int)
    edge, way = (0.5, Image.Resampling.BILINEAR) if smooth else (0, Image.Resampling.NEAREST)
    step = (np.array(table.size) - 2 * edge) / [width, height]
    corners = [edge + (corner - [x, y]) * step for corner in (low, high)]
    part = np.clip(np.concatenate(corners), 0, [*table.size] * 2)
    picture.paste(table.resize(tuple(high - low), way, part), tuple(map(int, low)))


class Dot:
    """A live figure of a dot on the diagonal, at ``place``, with all that was heard."""

    def __init__(self, width=4.0, n_axes=1):
        self.place = 0.0
        self.heard = []
        self.updates = 0
        self.figure = style.new_figure(width, 3)
        for ax in self.figure.subplots(1, n_axes, squeeze=False)[0]:
            ax.set(xlim=(-1, 1), ylim=(-1, 1))
            (self.dot,) = ax.plot([0], [0], "o", markersize=30)
        self.live = LiveFigure(self.figure, self.update, self.hear, self.hear)
        self.page = FrontEnd(self.live)

    def update(self):
        self.updates += 1
        if self.place > 1:
            return "as it was", "too far"
        self.dot.set_data([self.place], [self.place])
        return f"the dot is at {self.place:.2f}", ""

    def hear(self, *what):
        self.heard.append(what)

    def move(self, place):
        """Another place: the figure is out of date."""
        self.place = place
        self.live.changed()
