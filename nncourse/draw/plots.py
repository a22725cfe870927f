# ruff: noqa
"""The former names, until all explorers have the new ones."""

from nncourse.draw.curves import draw_future as draw_ahead
from nncourse.draw.height_map import *
from nncourse.draw.plane import *
from nncourse.draw.style import *
from nncourse.draw.style import draw_class_legend as legend
from nncourse.draw.style import draw_legend_above as key_above
from nncourse.draw.style import draw_legend_inside as key
from nncourse.draw.style import style_axes as style
from nncourse.draw.surface import Surface


def draw_levels(ax):
    look = dict(colors=MUTED, linewidths=0.7, zorder=1)
    return ax.add_collection(LineCollection([], **look), autolim=False)


def move_levels(lines, heights, extent, n=12):
    left, right, bottom, top = extent
    rows, columns = heights.shape
    x, y = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
    low, high = heights.min(), heights.max()
    levels = low + (high - low) * np.linspace(0, 1, n + 2)[1:-1] ** 2
    generator = contour_generator(x, y, heights)
    lines.set_segments([line for level in levels for line in generator.lines(level)])
