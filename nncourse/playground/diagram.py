"""The playground's network: a map in every unit, and connections styled by sign and size."""

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.network_diagram import weight_style
from nncourse.draw.surface import Surface
from nncourse.playground.data import FEATURES
from nncourse.playground.thumbnails import Thumbnails

WIDTH = 16.6  # of the diagram, in its own units
HEIGHT = 9.8
SIDE = 1.0  # of a unit's map
GAP = 1.17  # from one map to the next
BIAS = np.array([0.1, 0.1]) - SIDE / 2  # the place of a bias's dot in its unit
OUTPUT = np.array([WIDTH - 0.35, HEIGHT / 2])
MOST_UNITS = 48


def places(n_units):
    """The centres of the features' maps, (7, 2), and of each hidden layer's maps, (n, 2) each."""
    rows = [len(FEATURES), *n_units]
    columns = np.linspace(4.3, WIDTH - 2.0, len(rows)) if len(rows) > 1 else [4.3]
    return [
        np.column_stack([np.full(n, x), HEIGHT / 2 + GAP * ((n - 1) / 2 - np.arange(n))])
        for n, x in zip(rows, columns, strict=True)
    ]


class Diagram:
    """Features and hidden units with their maps, the output, and the connections."""

    def __init__(self, ax):
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT), aspect="equal")
        ax.set_axis_off()
        self.ax = ax
        self.columns = []
        self.thumbnails = Thumbnails(ax, HEIGHT / 2)
        self._lines = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        self._maps = [Surface(ax, cmap=style.SHADES) for _ in range(len(FEATURES) + MOST_UNITS)]
        self._frames = ax.add_collection(
            LineCollection([], zorder=3, colors=style.INK), autolim=False
        )
        circle = dict(units="xy", offsets=np.zeros((0, 2)), offset_transform=ax.transData)
        self._dots = ax.add_collection(
            EllipseCollection([0.3], [0.3], [0], zorder=4, edgecolor="white", **circle),
            autolim=False,
        )
        look = dict(va="center", color=style.INK, zorder=5, fontsize=9)
        self._names = [Label(ax, 3.45, 0, name, ha="right", **look) for name in FEATURES]
        look |= dict(fontsize=8, ha="center", ground="white")
        self._values = [Label(ax, 0, 0, **look) for _ in range(60)]

    def move(self, scene):
        """Show the network of a scene."""
        self.columns = places(scene.sizes[1:-1])
        self.thumbnails.move(scene.data)
        self._move_maps(scene)
        self._move_lines(scene)
        self._move_frames(scene)
        self._move_values(scene.probe_values[:-1])

    def _move_maps(self, scene):
        spots = [spot for column in self.columns for spot in column]
        tables = [table for column in scene.maps for table in column]
        for i, surface in enumerate(self._maps):
            surface.set_visible(i < len(spots))
        h = SIDE / 2
        for i, (surface, (x, y), table) in enumerate(zip(self._maps, spots, tables, strict=False)):
            surface.set_data(table[::-1])
            surface.set_extent((x - h, x + h, y - h, y + h))
            surface.set_clim(0, 255)
            faint = i < len(FEATURES) and i not in scene.chosen
            surface.set_cmap(style.FAINT if faint else style.SHADES)
        for label, (_, y) in zip(self._names, self.columns[0], strict=True):
            label.set_y(y)

    def _ends(self, scene):
        """Yield each connection's weight, start and end, in the order of the parameters."""
        starts = [self.columns[0][list(scene.chosen)], *self.columns[1:]]
        n = scene.sizes[-1]
        fan = OUTPUT - np.column_stack([np.full(n, 0.1), 0.45 * (np.arange(n) - (n - 1) / 2)])
        goals = [*(column - [SIDE / 2, 0] for column in self.columns[1:]), fan]
        for start, end, (W, _) in zip(starts, goals, scene.layers, strict=True):
            for i, j in np.ndindex(W.shape):
                yield W[i, j], start[i] + [SIDE / 2, 0], end[j]

    def _move_lines(self, scene):
        ends = list(self._ends(scene))
        looks = [weight_style(weight, widest=5.0) for weight, _, _ in ends]
        self._lines.set_segments([[start, end] for _, start, end in ends])
        self._lines.set_color([look["color"] for look in looks])
        self._lines.set_linewidth([look["linewidth"] for look in looks])
        self._lines.set_linestyle([look["linestyle"] for look in looks])

    def _move_frames(self, scene):
        square = SIDE / 2 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        units = [(k, j) for k, spots in enumerate(self.columns) for j in range(len(spots))]
        widths = [1.6 if k or j in scene.chosen else 0.4 for k, j in units]
        self._frames.set_segments([self.columns[k][j] + square for k, j in units])
        self._frames.set_linewidth(widths)
        dots = [self.columns[k][j] + BIAS for k, j in units if k] + [OUTPUT]
        biases = np.concatenate([b for _, b in scene.layers])[: len(dots)]
        self._dots.set(offsets=np.array(dots), facecolor=[weight_style(b)["color"] for b in biases])

    def _move_values(self, values):
        flat = [
            (spot, text)
            for spots, column in zip(self.columns, values, strict=False)
            for spot, text in zip(spots, column, strict=True)
        ]
        for label, ((x, y), text) in zip(self._values, flat, strict=False):
            label.set(x=x, y=y, text=text, visible=True)
        for label in self._values[len(flat) :]:
            label.set_visible(False)
