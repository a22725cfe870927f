"""The course's drawings: functions that put artists on matplotlib ``Axes``, and the one style.

Nothing here touches pyplot. What moves later is returned, so that an explorer makes it once.
"""

import numpy as np
from contourpy import contour_generator
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from nncourse.draw.surface import Surface

# Blue and orange of Okabe & Ito, "Color Universal Design", 2008: told apart with every kind of
# colour vision. Shape always says it a second time.
COLOURS = ("#0072B2", "#E69F00", "#009E73")
MARKERS = ("o", "^", "s")
INK, MUTED, WARNING, MARK = "#222222", "#6B6B6B", "#C00000", "#CC79A7"
SHADES = LinearSegmentedColormap.from_list("shades", ["#8FC1DE", "#FFFFFF", "#F6D08A"])
SHADES_STRONG = LinearSegmentedColormap.from_list("strong", [COLOURS[0], "#FFFFFF", COLOURS[1]])
FAINT = LinearSegmentedColormap.from_list("faint", ["#DCE6EC", "#FFFFFF", "#F3EAD8"])
HEIGHTS = LinearSegmentedColormap.from_list("heights", ["#FFFFFF", "#C9D8E6", "#6F94B5"])
FONT_SIZE = 11
ASPECT = 1.2  # of a plane: its width over its height


def new_figure(width=6.4, height=4.4):
    """A ``Figure`` with a canvas of its own, in inches; no window and no pyplot knows of it."""
    figure = Figure(figsize=(width, height), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def style(ax, x_label, y_label, equal=True):
    """Axis names and the course's type sizes; ``equal`` gives both axes one scale."""
    ax.set_aspect("equal" if equal else "auto")
    ax.set_xlabel(x_label, fontsize=FONT_SIZE)
    ax.set_ylabel(y_label, fontsize=FONT_SIZE)
    ax.tick_params(labelsize=FONT_SIZE - 1)
    ax.spines[["top", "right"]].set_visible(False)


def limits(X, margin=0.25):
    """(x1_min, x1_max, x2_min, x2_max) around the points ``X`` (n_samples, 2), with a margin.

    The width is 1.2 times the height, so that on axes of that form both features have one scale,
    and what is perpendicular looks so.
    """
    middle, size = (X.min(axis=0) + X.max(axis=0)) / 2, np.ptp(X, axis=0) * (1 + 2 * margin)
    height = max(size[0] / ASPECT, size[1])
    half = np.array([height * ASPECT, height]) / 2
    return tuple(map(float, np.stack([middle - half, middle + half], axis=1).ravel()))


def grid(extent, n=100):
    """n × n points that fill ``extent``, shape (n², 2): row by row, x1 changing fastest."""
    x1 = np.linspace(extent[0], extent[1], n)
    x2 = np.linspace(extent[2], extent[3], n)
    return np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)


def draw_surface(ax):
    """The shades of an output over the plane: ``set_data`` n × n values, ``set_extent``."""
    surface = Surface(ax, cmap=SHADES, extent=(0, 1, 0, 1))
    surface.set_clim(0, 1)
    return surface


def draw_points(ax):
    """Samples, a list with the markers of both classes: ``set_data(x1, x2)`` moves them."""
    look = dict(linestyle="none", markersize=7, markeredgecolor=INK, markeredgewidth=0.7, zorder=3)
    return [
        ax.plot([], [], marker=MARKERS[k], markerfacecolor=COLOURS[k], **look)[0] for k in range(2)
    ]


def draw_rings(ax):
    """Rings around samples on the wrong side: ``set_data(x1, x2)`` moves them."""
    look = dict(marker="o", markersize=12, fillstyle="none", markeredgewidth=1.6)
    return ax.plot([], [], linestyle="none", color=WARNING, zorder=4, **look)[0]


def draw_arrow(ax):
    """An arrow in data units: ``set_offsets`` moves its foot, ``set_UVC`` gives its direction."""
    options = dict(angles="xy", scale_units="xy", scale=1, width=0.008, color=INK, zorder=5)
    return ax.quiver([0], [0], [0], [0], **options)


def draw_ahead(ax, look="-", color=MUTED):
    """What is still to come, faintly and under what has been: ``set_data`` moves it."""
    return ax.plot([], [], look, color=color, alpha=0.45, linewidth=1, markersize=3, zorder=1)[0]


def draw_levels(ax):
    """Lines of equal height on a map: ``move_levels`` moves them."""
    look = dict(colors=MUTED, linewidths=0.7, zorder=1)
    return ax.add_collection(LineCollection([], **look), autolim=False)


def move_levels(lines, heights, extent, n=12):
    """Lines of equal height for ``heights`` (rows, columns) over ``extent``, denser below."""
    left, right, bottom, top = extent
    rows, columns = heights.shape
    x, y = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
    low, high = heights.min(), heights.max()
    levels = low + (high - low) * np.linspace(0, 1, n + 2)[1:-1] ** 2
    generator = contour_generator(x, y, heights)
    lines.set_segments([line for level in levels for line in generator.lines(level)])


def legend(ax, classes):
    """The names of the classes with their marks, above ``ax``."""
    look = dict(linestyle="none", markeredgecolor=INK, markersize=8)
    marks = [
        Line2D([], [], marker=MARKERS[k], markerfacecolor=COLOURS[k], label=name, **look)
        for k, name in enumerate(classes)
    ]
    key_above(ax, handles=marks, handletextpad=0.2)


def key(ax):
    """The names of labelled lines, inside ``ax`` and under what moves there."""
    ax.legend(fontsize=FONT_SIZE - 1, frameon=False, loc="upper right").set_zorder(0)


def key_above(ax, **look):
    """The names of labelled lines, in a row above ``ax``."""
    place = dict(loc="lower right", bbox_to_anchor=(1, 1), ncols=9, borderaxespad=0.2)
    ax.legend(fontsize=FONT_SIZE, frameon=False, **place, **look)


def boundary(w, b, extent):
    """Both ends of the line w1 x1 + w2 x2 + b = 0 where it crosses ``extent``, shape (2, 2).

    NaN if it does not cross, or if w is 0 and there is no line.
    """
    corners = np.array([[extent[i], extent[j]] for i, j in [(0, 2), (1, 2), (1, 3), (0, 3)]])
    z = corners @ w + b
    ends = []
    for i, j in [(0, 1), (1, 2), (2, 3), (3, 0)]:
        if z[i] != z[j] and min(z[i], z[j]) <= 0 <= max(z[i], z[j]):
            ends.append(corners[i] + (corners[j] - corners[i]) * z[i] / (z[i] - z[j]))
    if len(ends) < 2:
        return np.full((2, 2), np.nan)
    return np.array([ends[0], max(ends, key=lambda end: np.abs(end - ends[0]).sum())])
