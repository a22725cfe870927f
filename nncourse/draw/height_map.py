"""A map of a loss over two parameters, with shades and contour lines."""

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection

from nncourse.draw.style import HEIGHTS, MUTED
from nncourse.draw.surface import Surface

N_LEVELS = 12


class HeightMap:
    """A map of heights on ``ax``, bluer where higher; ``move`` sets the heights."""

    def __init__(self, ax):
        self.surface = Surface(ax, cmap=HEIGHTS, extent=(0, 1, 0, 1))
        lines = LineCollection([], colors=MUTED, linewidths=0.7, zorder=1)
        self.lines = ax.add_collection(lines, autolim=False)

    def move(self, heights, extent):
        """Show ``heights`` (rows, columns), the bottom row first, over ``extent`` (left, right,
        bottom, top). Contour levels are closer together at low heights.
        """
        low = heights.min()
        high = heights.max()
        self.surface.set_data(heights)
        self.surface.set_extent(extent)
        self.surface.set_clim(low, high)
        left, right, bottom, top = extent
        rows, columns = heights.shape
        x = np.linspace(left, right, columns)
        y = np.linspace(bottom, top, rows)
        generator = contour_generator(x, y, heights)
        segments = []
        for fraction in np.linspace(0, 1, N_LEVELS + 2)[1:-1]:
            segments += generator.lines(low + (high - low) * fraction**2)
        self.lines.set_segments(segments)
