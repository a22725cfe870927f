"""The half-planes where step units are 1, and the region where all of them are."""

import numpy as np

from nncourse.draw.plane import ClassPlane, boundary, grid
from nncourse.draw.style import FONT_SIZE, INK, new_figure, style_axes

EXTENT = (-0.5, 1.5, -0.5, 1.5)  # with a margin around the unit square
FINE = 200  # grid points each way


def draw_half_planes(X, y, W, b, names):
    """Return a figure with a plane for each unit, shaded where its z = x W + b is above 0, and a
    last plane, shaded where all z are. Each shows the samples ``X`` (n, 2) of classes ``y``. ``W``
    is (2, units), ``b`` is (units,), and ``names`` holds a title for each plane.
    """
    W = np.asarray(W, dtype=float)
    inside = (grid(EXTENT, FINE) @ W + b > 0).astype(float)  # (cells, units)
    shades = [*inside.T, inside.min(axis=1)]
    lines = [boundary(w, bias, EXTENT) for w, bias in zip(W.T, b, strict=True)]
    figure = new_figure(3 * len(names), 3.3)
    figure.set_layout_engine("compressed")  # for axes of equal scale
    axes = figure.subplots(1, len(names), sharey=True)
    for k, (ax, name) in enumerate(zip(axes, names, strict=True)):
        style_axes(ax, "$x_1$", "$x_2$" if k == 0 else "")
        ax.set_title(name, fontsize=FONT_SIZE)
        ax.set(xticks=[0, 1], yticks=[0, 1])
        plane = ClassPlane(ax)
        plane.set_extent(EXTENT)
        plane.show_output(shades[k].reshape(FINE, FINE))
        plane.show_samples(X, y)
        for ends in lines[k : k + 1] or lines:
            ax.plot(*ends.T, color=INK, linewidth=2)
    return figure
