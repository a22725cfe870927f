"""The playground's network: a map in every unit, connections by sign and size."""

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.network_diagram import distance_to_segment, weight_style
from nncourse.draw.surface import Surface
from nncourse.playground.data import FEATURES
from nncourse.playground.thumbnails import Thumbnails

SMALL = 20  # points each way of a unit's map
WIDTH = 16.6  # of the diagram, in its own units
HEIGHT = 9.8
SIDE = 1.0  # of a unit's map
GAP = 1.17  # from one map to the next
BIAS = np.array([0.1, 0.1]) - SIDE / 2  # where its dot stands in a unit
OUTPUT = np.array([WIDTH - 0.35, HEIGHT / 2])
MOST_UNITS = 48


def places(n_units):
    """The middles of the features' maps, (7, 2), and of each hidden layer's, (n, 2) each."""
    rows = [len(FEATURES), *n_units]
    columns = np.linspace(4.3, WIDTH - 2.0, len(rows)) if len(rows) > 1 else [4.3]
    return [
        np.column_stack([np.full(n, x), HEIGHT / 2 + GAP * ((n - 1) / 2 - np.arange(n))])
        for n, x in zip(rows, columns, strict=True)
    ]


class Diagram:
    """Features, hidden units and output, each with its map; connections by sign and size."""

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

    def move(self, network, chosen, maps, scale, cursor=None, picked=None, values=None):
        """``maps`` are arrays (points, units) for the features and each hidden layer; ``scale`` is
        what the shades reach to; ``chosen`` are the numbers of the features in use; ``cursor`` is
        (column, unit) and ``picked`` the number of a parameter; ``values`` stand beside the units.
        """
        sizes = network.sizes[1:-1]
        self.columns = places(sizes)
        self._move_maps(chosen, maps, scale)
        self._move_lines(network, chosen, picked)
        self._move_frames(network, chosen, cursor)
        self._move_values(values or [])

    def _move_maps(self, chosen, maps, scale):
        pairs = list(zip(self.columns, maps, strict=True))
        spots = [spot for column, _ in pairs for spot in column]
        tables = [table for _, columns in pairs for table in columns.T]
        for i, surface in enumerate(self._maps):
            surface.set_visible(i < len(spots))
        for i, (surface, (x, y), table) in enumerate(zip(self._maps, spots, tables, strict=False)):
            surface.set_data(table.reshape(SMALL, SMALL))
            feature = i < len(FEATURES)
            h = SIDE / 2
            surface.set_extent((x - h, x + h, y - h, y + h))
            reach = max(np.abs(table).max(), 1e-9) if feature else scale
            surface.set_clim(-reach, reach)
            surface.set_cmap(style.FAINT if feature and i not in chosen else style.SHADES)
        for label, (_, y) in zip(self._names, self.columns[0], strict=True):
            label.set_y(y)

    def ends(self, network, chosen):
        """(layer, i, j) of every connection with its start and end, in the parameters' order."""
        starts = [self.columns[0][chosen], *self.columns[1:]]
        n = network.sizes[-1]
        fan = OUTPUT - np.column_stack([np.full(n, 0.1), 0.45 * (np.arange(n) - (n - 1) / 2)])
        goals = [*(column - [SIDE / 2, 0] for column in self.columns[1:]), fan]
        for layer, (start, end) in enumerate(zip(starts, goals, strict=True)):
            for i, j in np.ndindex(len(start), len(end)):
                yield (layer, i, j), start[i] + [SIDE / 2, 0], end[j]

    def _move_lines(self, network, chosen, picked):
        segments = []
        looks = []
        for (layer, i, j), start, end in self.ends(network, chosen):
            look = weight_style(network.layers[layer].W[i, j], widest=5.0)
            if picked == ("w", layer, i, j):
                segments.append([start, end])
                looks.append(dict(color=style.MARK, linestyle="-", linewidth=look["linewidth"] + 6))
            segments.append([start, end])
            looks.append(look)
        self._lines.set_segments(segments)
        self._lines.set_color([look["color"] for look in looks])
        self._lines.set_linewidth([look["linewidth"] for look in looks])
        self._lines.set_linestyle([look["linestyle"] for look in looks])

    def _move_frames(self, network, chosen, cursor):
        square = SIDE / 2 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        units = [(k, j) for k, spots in enumerate(self.columns) for j in range(len(spots))]
        widths = [self._frame_width(unit, chosen, cursor) for unit in units]
        self._frames.set_segments([self.columns[k][j] + square for k, j in units])
        self._frames.set_linewidth(widths)
        dots = [self.columns[k][j] + BIAS for k, j in units if k] + [OUTPUT]
        biases = np.concatenate([layer.b for layer in network.layers])[: len(dots)]
        self._dots.set(offsets=np.array(dots), facecolor=[weight_style(b)["color"] for b in biases])

    def _frame_width(self, unit, chosen, cursor):
        """The width of the frame of a unit (column, number): thin for a feature not in use."""
        column, number = unit
        if unit == cursor:
            return 3
        if column > 0 or number in chosen:
            return 1.6
        return 0.4

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

    def hit(self, x, y, network, chosen):
        """What is at a place: ("unit", column, j), ("b", layer, j), ("w", layer, i, j), or None."""
        spot = np.array([x, y])
        h = SIDE / 2
        if np.linalg.norm(spot - OUTPUT) < 0.3:
            return "b", len(network.layers) - 1, 0
        for k, spots in enumerate(self.columns):
            for j, middle in enumerate(spots):
                if k and np.linalg.norm(spot - middle - BIAS) < 0.25:
                    return "b", k - 1, j
                if np.abs(spot - middle).max() <= h:
                    return "unit", k, j
        near = [
            (distance_to_segment(spot, start, end), ("w", *triple))
            for triple, start, end in self.ends(network, chosen)
        ]
        away, what = min(near, default=(9, None))
        return what if away < 0.25 else None
