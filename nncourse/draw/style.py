"""Colours, font sizes, figures, axes and legends: the common look of all pictures.

Nothing here touches pyplot.
"""

import numpy as np
from matplotlib import cycler, rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

# Blue and green of Okabe & Ito, "Color Universal Design", 2008, and an orange darker than theirs,
# so that even a thin line has a contrast of 3 on white. They can be told apart with every kind of
# colour vision; a shape always says the same as a colour.
COLOURS = ("#0072B2", "#D97706", "#009E73")
MARKERS = ("o", "^", "s")
INK = "#222222"
MUTED = "#6B6B6B"
WARNING = "#C42028"
MARK = "#CC79A7"
Z_COLOUR = "#7A2A8F"  # of a pre-activation, z, in every picture
A_COLOUR = "#0B6E63"  # of an activation, a or ŷ
SHADES = LinearSegmentedColormap.from_list("shades", ["#8FC1DE", "#FFFFFF", "#F5CC93"])
SHADES_STRONG = LinearSegmentedColormap.from_list("strong", [COLOURS[0], "#FFFFFF", COLOURS[1]])
FAINT = LinearSegmentedColormap.from_list("faint", ["#DCE6EC", "#FFFFFF", "#F3EAD8"])
HEIGHTS = LinearSegmentedColormap.from_list("heights", ["#FFFFFF", "#C9D8E6", "#6F94B5"])
DELTA_COLOUR = "#B42318"  # of a δ, which is also bold, as z is oblique and a is boxed
A_GROUND = "#EAF4F2"  # inside the box of an activation
GROUND = "#F6F8FA"  # behind a question
LINE = "#D5DADF"  # between parts; decorative
DELTA_GROUND = "#FDECEA"  # inside a unit that has its δ
FONT_SIZE = 11

# (colour, its colour on a dark page, weight of this pair in the fit)
DARK = (
    ("#FFFFFF", "#1B1F24", 100),
    (INK, "#E6E6E6", 50),
    (COLOURS[0], "#56B4E9", 20),
    (COLOURS[1], "#F0A83C", 20),
    (COLOURS[2], "#3CC79D", 3),
    (WARNING, "#FF6B5B", 6),
    (MARK, "#E59AC6", 3),
)


def dark_map():
    """Return the matrix (3, 4) that turns a picture's colours into those for a dark page: multiply
    it by (red, green, blue, 1), each from 0 to 1.

    The map is affine, so a mix of two colours becomes the same mix of their dark colours: tints,
    shades and the soft edges of type need no rule of their own. It is fitted to ``DARK`` by
    weighted least squares.
    """
    before = np.array([[*to_rgb(light), 1] for light, _, _ in DARK])
    after = np.array([to_rgb(dark) for _, dark, _ in DARK])
    weights = np.sqrt([[weight] for _, _, weight in DARK])
    return np.linalg.lstsq(weights * before, weights * after)[0].T


def new_figure(width=6.4, height=4.4):
    """Return a ``Figure`` of this size in inches, with a canvas of its own; it opens no window and
    is unknown to pyplot.
    """
    figure = StyledFigure(figsize=(width, height), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


class StyledFigure(Figure):
    """A ``Figure`` whose axes have the course's colours and font sizes from the start."""

    def add_subplot(self, *place, **look):
        """Add axes, as matplotlib does."""
        sizes = {f"axes.{part}size": FONT_SIZE for part in ("label", "title")}
        sizes |= {f"{axis}tick.labelsize": FONT_SIZE - 1 for axis in "xy"}
        with rc_context(sizes | {"axes.prop_cycle": cycler(color=COLOURS)}):
            return super().add_subplot(*place, **look)


def style_axes(ax, x_label, y_label, equal=True):
    """Set axis labels and the course's font sizes; ``equal`` gives both axes the same scale."""
    ax.set_aspect("equal" if equal else "auto")
    ax.set_xlabel(x_label, fontsize=FONT_SIZE)
    ax.set_ylabel(y_label, fontsize=FONT_SIZE)
    ax.tick_params(labelsize=FONT_SIZE - 1)
    ax.spines[["top", "right"]].set_visible(False)


def set_apart(figure):
    """Leave more room between axes side by side, for the label between a picture and a curve."""
    figure.get_layout_engine().set(wspace=0.07)


def draw_class_legend(ax, classes):
    """Draw the names of the classes with their markers, in a row above ``ax``."""
    marks = []
    for k, name in enumerate(classes):
        mark = Line2D(
            [],
            [],
            linestyle="none",
            marker=MARKERS[k],
            markerfacecolor=COLOURS[k],
            markeredgecolor=INK,
            markersize=8,
            label=name,
        )
        marks.append(mark)
    draw_legend_above(ax, handles=marks, handletextpad=0.2)


def draw_legend_inside(ax):
    """Draw the names of labelled lines inside ``ax``, under the lines that move there."""
    legend = ax.legend(fontsize=FONT_SIZE - 1, frameon=False, loc="upper right")
    legend.set_zorder(0)


def draw_legend_above(ax, **look):
    """Draw the names of labelled lines in a row above ``ax``."""
    place = dict(loc="lower right", bbox_to_anchor=(1, 1), ncols=9, borderaxespad=0.2)
    ax.legend(fontsize=FONT_SIZE, frameon=False, **place, **look)
