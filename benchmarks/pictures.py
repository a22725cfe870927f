"""One picture, made in four ways: a 100×100 surface under 200 points, 640×440 pixels, a slider."""

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
    """The output of a neuron on the grid."""
    return 1 / (1 + np.exp(-(GRID @ [w1, 1.0]))).reshape(100, 100)


def control():
    """The slider that all have."""
    return widgets.FloatSlider(0, min=-20, max=20, step=0.1, description="w1")


def paint(ax):
    """Draw the picture on empty axes; answers with what moves."""
    style.style_axes(ax, *DATA.features)
    surface = plane.draw_surface(ax)
    surface.set_extent(EXTENT)
    for k, points in enumerate(plane.draw_points(ax)):
        points.set_data(*DATA.X[DATA.y == k].T)
    ax.set(xlim=EXTENT[:2], ylim=EXTENT[2:])
    return surface


class Surface(Explorer):
    """The picture as an explorer of one axes."""

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
    """The way there and back alone: the same messages, with a picture of 8×8 pixels."""

    def _resize(self, width, ratio):
        """It has one size."""


def bare():
    """A slider and the bare figure."""
    number = control()
    live = Bare(style.new_figure(0.08, 0.08), lambda: (f"w1 = {number.value:.1f}", ""))
    number.observe(lambda change: live.changed(), "value")
    return widgets.VBox([live, number])


class BarePlayer(Explorer):
    """A timeline that plays, for a picture of 8×8 pixels: the same flow control."""

    size = (0.08, 0.08)

    def __init__(self, **start):
        super().__init__(**start)
        self.live._resize = lambda *size: None  # it has one size

    def make_controls(self):
        return {"epoch": timeline("epoch", 10_000)}

    def model(self, epoch):
        return dict(epoch=epoch)

    def build(self, figure):
        """Nothing is to be seen."""

    def draw(self, epoch):
        """Nothing moves."""

    def describe(self, epoch):
        return f"epoch {epoch}"


def inline():
    """As most notebooks do it: `interact`, and a new figure for each value."""
    import matplotlib.pyplot as plt

    def show(w1):
        surface = paint(plt.subplots(figsize=SIZE)[1])
        surface.set_data(output(w1))
        plt.show()

    widgets.interact(show, w1=control())


def by_ipympl():
    """ipympl's canvas, and only the surface is set; needs `%matplotlib widget`."""
    import matplotlib.pyplot as plt

    figure, ax = plt.subplots(figsize=SIZE)
    surface = paint(ax)
    number = control()

    def move(change):
        surface.set_data(output(change.new))
        figure.canvas.draw_idle()

    number.observe(move, "value")
    return widgets.VBox([figure.canvas, number])
