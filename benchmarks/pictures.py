"""The pictures to time: a 100×100 surface under 200 points, 640×440 pixels, with a slider."""

import ipywidgets as widgets
import numpy as np

from nncourse.draw import plane, style
from nncourse.explorers._base.controls import slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.widgets.live_figure import LiveFigure
from nnlib import datasets

SIZE = (6.4, 4.4)
DATA = datasets.blobs(200, n_classes=2, seed=0)
EXTENT = plane.limits(DATA.X)
GRID = plane.grid(EXTENT)


def output(w1):
    """The output of a neuron on the grid, (100, 100)."""
    return 1 / (1 + np.exp(-(GRID @ [w1, 1.0]))).reshape(100, 100)


def control():
    """The slider of the pictures that are not explorers."""
    return widgets.FloatSlider(0, min=-20, max=20, step=0.1, description="w1")


def paint(ax):
    """Draw the picture on empty axes, and return the surface, which moves."""
    style.style_axes(ax, *DATA.features)
    surface = plane.draw_surface(ax)
    surface.set_extent(EXTENT)
    for k, points in enumerate(plane.draw_points(ax)):
        points.set_data(*DATA.X[DATA.y == k].T)
    ax.set(xlim=EXTENT[:2], ylim=EXTENT[2:])
    return surface


class Surface(Explorer):
    """The picture as an explorer with one axes."""

    size = SIZE

    def make_controls(self):
        return {"w1": slider("w1", 0, -20, 20)}

    def model(self, w1):
        return dict(w1=w1, surface=output(w1))

    def build(self, figure):
        self._surface = paint(figure.subplots())

    def draw(self, w1, surface):
        self._surface.set_data(surface)

    def describe(self, w1, surface):
        return f"w1 = {w1:.1f}"


class Bare(LiveFigure):
    """The round trip alone: the same messages, with a picture of 8×8 pixels."""

    def _resize(self, width, ratio, tallest=None):
        """Keep the one size."""


def bare():
    """A slider with the bare figure."""
    number = control()
    live = Bare(style.new_figure(0.08, 0.08), lambda: (f"w1 = {number.value:.1f}", ""))
    number.observe(lambda change: live.changed(), "value")
    return widgets.VBox([live, number])


class BarePlayer(Explorer):
    """A playing timeline for a picture of 8×8 pixels, with the same flow control."""

    size = (0.08, 0.08)

    def __init__(self, **start):
        super().__init__(**start)
        self.live._resize = lambda *size: None  # keep the one size

    def make_controls(self):
        return {"epoch": timeline("epoch", 10_000)}

    def model(self, epoch):
        return dict(epoch=epoch)

    def build(self, figure):
        """Draw nothing."""

    def draw(self, epoch):
        """Move nothing."""

    def describe(self, epoch):
        return f"epoch {epoch}"


def inline():
    """Show the picture as most notebooks do: `interact`, with a new figure for each value."""
    import matplotlib.pyplot as plt

    def show(w1):
        surface = paint(plt.subplots(figsize=SIZE)[1])
        surface.set_data(output(w1))
        plt.show()

    widgets.interact(show, w1=control())


def by_ipympl():
    """The picture on ipympl's canvas, setting only the surface; needs `%matplotlib widget`."""
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots(figsize=SIZE)
    surface = paint(ax)
    number = control()

    def move(change):
        surface.set_data(output(change.new))
        figure.canvas.draw_idle()

    number.observe(move, "value")
    return widgets.VBox([figure.canvas, number])
