"""The course's drawings: functions that put artists on matplotlib ``Axes``, and the one style.

Nothing here touches pyplot. What moves later is returned, so that an explorer makes it once.
"""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

# Blue and orange of Okabe & Ito, "Color Universal Design", 2008: told apart with every kind of
# colour vision. Shape always says it a second time.
COLOURS = ("#0072B2", "#E69F00", "#009E73")
MARKERS = ("o", "^", "s")
INK = "#222222"
SHADES = LinearSegmentedColormap.from_list("shades", ["#8FC1DE", "#FFFFFF", "#F6D08A"])
FONT_SIZE = 11


def new_figure(width=6.4, height=4.4, dpi=100):
    """A ``Figure`` with a canvas of its own, in inches; no window and no pyplot knows of it."""
    figure = Figure(figsize=(width, height), dpi=dpi, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def style(ax, x_label, y_label):
    """Axis names and the course's type sizes; one scale on both axes."""
    ax.set_aspect("equal")
    ax.set_xlabel(x_label, fontsize=FONT_SIZE)
    ax.set_ylabel(y_label, fontsize=FONT_SIZE)
    ax.tick_params(labelsize=FONT_SIZE - 1)
    ax.spines[["top", "right"]].set_visible(False)


def limits(X, margin=0.15, aspect=1.45):
    """(x1_min, x1_max, x2_min, x2_max) around the points ``X`` (n_samples, 2), with a margin.

    The width is ``aspect`` times the height, so that on axes of that form both features have one
    scale, and what is perpendicular looks so.
    """
    middle, size = (X.min(axis=0) + X.max(axis=0)) / 2, np.ptp(X, axis=0) * (1 + 2 * margin)
    height = max(size[0] / aspect, size[1])
    half = np.array([height * aspect, height]) / 2
    return tuple(np.stack([middle - half, middle + half], axis=1).ravel())


def grid(extent, n=100):
    """n × n points that fill ``extent``, shape (n², 2): row by row, x1 changing fastest."""
    x1 = np.linspace(extent[0], extent[1], n)
    x2 = np.linspace(extent[2], extent[3], n)
    return np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)


def draw_surface(ax, extent):
    """The picture of an output between 0 and 1 over the plane; ``set_data`` takes n × n values."""
    blank = np.full((2, 2), 0.5)
    options = dict(cmap=SHADES, vmin=0, vmax=1, aspect="auto", origin="lower")
    return ax.imshow(blank, extent=extent, **options)


def draw_points(ax, X, y, classes=("0", "1")):
    """The samples ``X`` (n_samples, 2), each class with its colour and its shape, and a legend."""
    for k, name in enumerate(classes):
        options = dict(s=42, c=COLOURS[k], marker=MARKERS[k], edgecolors=INK, linewidths=0.7)
        ax.scatter(*X[y == k].T, label=name, zorder=3, **options)
    ax.legend(fontsize=FONT_SIZE - 1, loc="upper left", framealpha=0.9)


def draw_arrow(ax):
    """An arrow in data units; ``set_offsets`` moves its foot, ``set_UVC`` gives its direction."""
    options = dict(angles="xy", scale_units="xy", scale=1, width=0.006, color=INK, zorder=4)
    return ax.quiver([0], [0], [0], [0], **options)


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
