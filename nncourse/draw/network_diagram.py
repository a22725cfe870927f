"""The diagram of a network: columns of units with texts in them, and connections between them."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path

from nncourse.draw.labels import Label
from nncourse.draw.style import COLOURS, FONT_SIZE, INK, MARK, MUTED

WIDTH = 10.0  # of the drawing, in its own units
HEIGHT = 7.0
N_LABELS = 60  # the most texts at a time
SOLID = (0, None)
DASHED = (0, (2.5, 1))
DOTTED = (0, (1, 4))
REACH = 0.22  # how far from a connection a click still hits it


def weight_style(weight, widest=7.0):
    """The look of a connection: the weight's sign by colour and line style, its size by width."""
    positive = weight >= 0
    return dict(
        color=COLOURS[1 if positive else 0],
        linestyle=SOLID if positive else DASHED,
        linewidth=min(0.8 + 1.2 * abs(float(weight)), widest),
    )


def distance_to_segment(spot, start, end):
    """The distance of the point ``spot`` from the segment between ``start`` and ``end``."""
    way = end - start
    fraction = np.clip((spot - start) @ way / (way @ way), 0, 1)  # of the way, to the nearest point
    nearest = start + fraction * way
    return float(np.linalg.norm(nearest - spot))


class NetworkDiagram:
    """Any small network on an ``Axes`` of its own; ``move`` sets the network and its numbers.

    Columns are counted from 0, the inputs; units are counted from 0, the topmost.
    """

    def __init__(self, ax):
        ax.set(xlim=(0, WIDTH), ylim=(0, HEIGHT), aspect="equal")
        ax.set_axis_off()
        self.ax = ax
        self.places = []  # of the units in each column, (n, 2)
        self.radius = 0.5
        self._edges = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        nodes = PathCollection([], zorder=3, facecolor="white", edgecolor=INK, linewidth=1.4)
        marks = PathCollection([], zorder=2, facecolor=MARK, edgecolor="none")
        self._nodes = ax.add_collection(nodes, autolim=False)
        self._marks = ax.add_collection(marks, autolim=False)
        look = dict(ha="center", va="center", color=INK, zorder=4)
        self._labels = [Label(ax, 0, 0, **look) for _ in range(N_LABELS)]

    def move(self, sizes, weights=None, *, cut=None, inside=None, names=(), marked=()):
        """Show a network with ``sizes`` units in its columns.

        ``weights`` is a list of arrays (n_in, n_out), or None for plain lines; ``cut`` is a list of
        arrays that are true where a connection is cut, which shows as a dotted line. ``inside``
        holds, for each column, the texts in its units; None leaves a column empty. ``names`` appear
        below the columns. ``marked`` holds units, (column, unit), and connections, (column, from,
        to).
        """
        self.places = unit_places(sizes)
        self.radius = min(0.43 * row_gap(sizes), 0.3 * WIDTH / max(len(sizes), 2), 0.72)
        self._move_edges(sizes, weights, cut, set(marked))
        self._move_nodes(marked)
        texts = [*self._texts(inside), *self._headings(names)]
        for label, (x, y, text, size) in zip(self._labels, texts, strict=False):
            label.set(x=x, y=y, text=text, fontsize=size, visible=True)
        for label in self._labels[len(texts) :]:
            label.set_visible(False)

    def _edges_between(self):
        """Yield each connection, (column, from, to), with its two ends."""
        for column, (start, end) in enumerate(pairwise(self.places)):
            for i, j in np.ndindex(len(start), len(end)):
                yield (column, i, j), start[i], end[j]

    def _move_edges(self, sizes, weights, cut, marked):
        widest = 7.0 if max(sizes) <= 4 else 4.0
        segments = []
        looks = []
        for edge, start, end in self._edges_between():
            column, i, j = edge
            if cut is not None and cut[column][i, j]:
                look = dict(color="#C8C8C8", linestyle=DOTTED, linewidth=1.0)
            elif weights is not None:
                look = weight_style(weights[column][i, j], widest)
            else:
                look = dict(color=MUTED, linestyle=SOLID, linewidth=1.0)
            if edge in marked:
                segments.append([start, end])
                looks.append(dict(color=MARK, linestyle=SOLID, linewidth=look["linewidth"] + 7))
            segments.append([start, end])
            looks.append(look)
        self._edges.set_segments(segments)
        self._edges.set_color([look["color"] for look in looks])
        self._edges.set_linewidth([look["linewidth"] for look in looks])
        self._edges.set_linestyle([look["linestyle"] for look in looks])

    def _move_nodes(self, marked):
        # New paths: before matplotlib 3.9, an EllipseCollection cannot change its sizes
        units = np.concatenate(self.places)
        self._nodes.set_paths([Path.circle(unit, self.radius) for unit in units])
        rings = [self.places[unit[0]][unit[1]] for unit in marked if len(unit) == 2]
        self._marks.set_paths([Path.circle(ring, self.radius + 0.15) for ring in rings])

    def _texts(self, inside):
        size = FONT_SIZE if self.radius > 0.5 else 9
        for column, texts in zip(self.places, inside or [], strict=False):
            if texts is not None:
                for (x, y), text in zip(column, texts, strict=True):
                    yield x, y, text, size

    def _headings(self, names):
        for column, name in zip(self.places, names, strict=False):
            yield column[0, 0], 0.28, name, FONT_SIZE

    def hit(self, x, y):
        """The unit or connection at (x, y), in the form of ``marked``; None if there is none."""
        spot = np.array([x, y])
        for column, units in enumerate(self.places):
            distances = np.linalg.norm(units - spot, axis=1)
            if distances.min() <= self.radius:
                return column, int(distances.argmin())
        nearest = None
        least = REACH
        for edge, start, end in self._edges_between():
            distance = distance_to_segment(spot, start, end)
            if distance < least:
                nearest = edge
                least = distance
        return nearest


def row_gap(sizes):
    """The distance between neighbouring units of a column."""
    if max(sizes) == 1:
        return 2.0
    return min((HEIGHT - 1.0) / max(sizes), 1.9)


def unit_places(sizes):
    """The centres of the units of each column: a list of arrays (n, 2)."""
    columns = [WIDTH / 2]
    if len(sizes) > 1:
        columns = np.linspace(0.9, WIDTH - 0.9, len(sizes))
    middle = (HEIGHT + 0.6) / 2
    places = []
    for x, n in zip(columns, sizes, strict=True):
        y = middle + row_gap(sizes) * ((n - 1) / 2 - np.arange(n))
        places.append(np.column_stack([np.full(n, x), y]))
    return places
