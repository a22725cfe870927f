"""The plane of two features: its geometry, shades, samples, rings and boundary."""

import numpy as np
from contourpy import contour_generator
from matplotlib.patches import Polygon

from nncourse.draw.style import COLOURS, INK, MARKERS, SHADES, WARNING
from nncourse.draw.surface import Surface

ASPECT = 1.2  # a plane's width over its height


def limits(X, margin=0.25):
    """(x1_min, x1_max, x2_min, x2_max) around the points ``X`` (n_samples, 2), with a margin.

    The width is 1.2 times the height, so on axes of that shape both features have the same scale
    and right angles look right.
    """
    middle = (X.min(axis=0) + X.max(axis=0)) / 2
    size = np.ptp(X, axis=0) * (1 + 2 * margin)
    height = max(size[0] / ASPECT, size[1])
    half = np.array([height * ASPECT, height]) / 2
    left, bottom = middle - half
    right, top = middle + half
    return float(left), float(right), float(bottom), float(top)


def grid(extent, n=100):
    """An n × n grid of points that fills ``extent``, (n², 2): row by row, x1 changing fastest."""
    x1 = np.linspace(extent[0], extent[1], n)
    x2 = np.linspace(extent[2], extent[3], n)
    return np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)


def boundary(w, b, extent):
    """The ends of the line w1 x1 + w2 x2 + b = 0 within ``extent``, shape (2, 2).

    NaN if the line does not cross ``extent``, or if w is 0 and there is no line.
    """
    left, right, bottom, top = extent
    corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    z = corners @ w + b
    ends = []
    for i, j in [(0, 1), (1, 2), (2, 3), (3, 0)]:  # the sides
        if z[i] != z[j] and min(z[i], z[j]) <= 0 <= max(z[i], z[j]):
            fraction = z[i] / (z[i] - z[j])
            ends.append(corners[i] + (corners[j] - corners[i]) * fraction)
    if len(ends) < 2:
        return np.full((2, 2), np.nan)
    start = ends[0]
    end = max(ends, key=lambda place: np.abs(place - start).sum())  # two sides share a corner
    return np.array([start, end])


def draw_surface(ax):
    """Add shades for an output: ``set_data`` takes n × n values, ``set_extent`` the limits."""
    surface = Surface(ax, cmap=SHADES, extent=(0, 1, 0, 1))
    surface.set_clim(0, 1)
    return surface


def draw_points(ax):
    """Add the markers of both classes and return a list of two: ``set_data(x1, x2)`` moves them."""
    look = dict(linestyle="none", markersize=7, markeredgecolor=INK, markeredgewidth=0.7, zorder=3)
    both = []
    for k in range(2):
        both += ax.plot([], [], marker=MARKERS[k], markerfacecolor=COLOURS[k], **look)
    return both


def draw_rings(ax):
    """Add rings for samples on the wrong side: ``set_data(x1, x2)`` moves them."""
    look = dict(marker="o", markersize=12, fillstyle="none", markeredgewidth=1.6)
    (rings,) = ax.plot([], [], linestyle="none", color=WARNING, zorder=4, **look)
    return rings


def draw_regions(ax, predict, X, y, extent):
    """Draw the samples over shades of ``predict``, which maps points (n, 2) to numbers from 0 to 1.

    ``X`` has shape (n_samples, 2), and ``y`` holds 0 or 1 for each.
    """
    surface = draw_surface(ax)
    surface.set_extent(extent)
    surface.set_data(np.reshape(predict(grid(extent)), (100, 100)))
    for k, points in enumerate(draw_points(ax)):
        points.set_data(*X[y == k].T)
        points.set(markersize=4, markeredgewidth=0)
    ax.set(xlim=extent[:2], ylim=extent[2:], xticks=[], yticks=[])


class Arrow:
    """An arrow in data units on axes of equal scale, drawn in a third of a quiver's time."""

    def __init__(self, ax, **look):
        look = dict(facecolor=INK, edgecolor="none", zorder=5) | look
        patch = Polygon(np.zeros((7, 2)), **look)
        self.ax = ax
        self._patch = ax.add_patch(patch)

    def move(self, foot, way):
        """Draw the arrow from ``foot`` (2,) along ``way`` (2,); if ``way`` is 0, hide it."""
        length = np.hypot(*way)
        self._patch.set_visible(bool(length))
        if not length:
            return
        left, right = self.ax.get_xlim()
        half = min(0.005 * (right - left), length / 12)  # half the shaft's width
        along = way / length
        aside = np.array([-along[1], along[0]])
        neck = length - 8 * half
        places = [(0, -1), (neck, -1), (neck, -3), (length, 0), (neck, 3), (neck, 1), (0, 1)]
        self._patch.set_xy([foot + x * along + y * half * aside for x, y in places])


class ClassPlane:
    """Samples of two classes on ``ax``, the output as shades, rings around samples on the wrong
    side, and a boundary.

    Each ``show_`` method moves one of these. Without ``shades`` the background stays white.
    """

    def __init__(self, ax, shades=True):
        self.ax = ax
        self.surface = draw_surface(ax) if shades else None
        self.points = draw_points(ax)
        self.rings = draw_rings(ax)
        (self.line,) = ax.plot([], [], color=INK, linewidth=2)

    def set_extent(self, extent):
        """Set the limits of the plane and its shades: (x1_min, x1_max, x2_min, x2_max)."""
        self.ax.set(xlim=extent[:2], ylim=extent[2:])
        if self.surface is not None:
            self.surface.set_extent(extent)

    def show_output(self, values):
        """Shade the plane by the outputs at the points of ``grid``: (n, n), from 0 to 1."""
        self.surface.set_data(values)

    def show_contour(self, values):
        """Draw a thin line where the outputs ``values``, as for ``show_output``, are 0.5."""
        x1 = np.linspace(*self.ax.get_xlim(), values.shape[1])
        x2 = np.linspace(*self.ax.get_ylim(), values.shape[0])
        gap = np.full((1, 2), np.nan)
        parts = [gap]
        for piece in contour_generator(x1, x2, values).lines(0.5):
            parts += [piece, gap]
        self.line.set_data(*np.concatenate(parts).T)
        self.line.set_linewidth(1)

    def show_samples(self, X, y):
        """Show the samples ``X`` (n_samples, 2) with the markers of their classes ``y``, 0 or 1."""
        for k, points in enumerate(self.points):
            points.set_data(*X[y == k].T)

    def show_wrong(self, X):
        """Put rings around the samples ``X`` (n_wrong, 2)."""
        self.rings.set_data(*X.T)

    def show_boundary(self, ends):
        """Draw the line between two points (2, 2), as ``boundary`` returns them."""
        self.line.set_data(*ends.T)
