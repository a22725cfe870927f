"""The playground's plane: the output as shades, and the samples on it."""

import numpy as np
from matplotlib.colors import ListedColormap

from nncourse.draw import plane, style
from nncourse.draw.fonts import has_glyphs
from nncourse.draw.labels import Label
from nncourse.draw.numbers import short
from nncourse.draw.surface import Surface
from nncourse.playground.scene import EXTENT, axis_ticks


def _three_colours():
    """256 colours for three classes: 85 each, from near white to the class's colour."""
    from matplotlib.colors import to_rgb

    shares = np.linspace(0.05, 0.75, 85)[:, None]
    parts = [1 - shares * (1 - np.array(to_rgb(colour))) for colour in style.COLOURS]
    return ListedColormap([*parts[0], *parts[1], *parts[2], parts[2][-1]])


THREE = _three_colours()


class OutputPlane:
    """The output over the plane, the samples, and a cross at the point looked at."""

    def __init__(self, ax):
        ax.set(xlim=EXTENT[:2], ylim=EXTENT[2:])
        style.style_axes(ax, "", "")
        self.ax = ax
        self._columns = None
        self._surface = plane.draw_surface(ax)
        self._surface.set_extent(EXTENT)
        self._numbers = ax.scatter(
            [],
            [],
            c=[],
            s=14,
            cmap=style.SHADES_STRONG,
            edgecolors=style.INK,
            linewidths=0.4,
            zorder=3,
        )
        look = dict(linestyle="none", zorder=3)
        self._train = []
        self._test = []
        for k in range(3):
            shape = dict(marker=style.MARKERS[k], **look)
            self._train += ax.plot(
                [],
                [],
                markersize=5.5,
                markerfacecolor=style.COLOURS[k],
                markeredgecolor="white",
                markeredgewidth=0.6,
                **shape,
            )
            self._test += ax.plot(
                [],
                [],
                markersize=5.5,
                markerfacecolor="none",
                markeredgecolor=style.COLOURS[k],
                markeredgewidth=1.3,
                **shape,
            )
        (self._probe,) = ax.plot([], [], "+", color=style.INK, markersize=16, markeredgewidth=1.6)
        self._strip = Surface(ax, cmap=style.SHADES)
        self._strip.set_data(np.linspace(0, 1, 64)[None].repeat(2, axis=0))
        self._strip.set_extent((-5.0, -2.4, -5.65, -5.25))
        self._strip.set_clim(0, 1)
        ends = dict(ha="center", va="center", fontsize=9, color=style.INK, zorder=5)
        self._ends = [Label(ax, x, -5.45, ground="white", **ends) for x in (-5.5, -1.9)]

    def show_columns(self, columns):
        """Label the axes with the numbers of a file, and return whether this changed them."""
        if columns == self._columns:
            return False
        self._columns = columns
        axes = zip([self.ax.xaxis, self.ax.yaxis], columns.names, axis_ticks(columns), strict=True)
        for axis, name, (places, texts) in axes:
            shown = name if columns.labels and has_glyphs(name) else ""
            axis.set_label_text(shown, parse_math=False)
            axis.set_ticks(places, texts)
        return True

    def move(self, scene):
        """Show a scene's output, its samples, and the point looked at."""
        self._surface.set_data(scene.output[::-1])
        self._surface.set_cmap(THREE if scene.coded else style.SHADES)
        self._surface.set_clim(0, 255)
        self._surface.smooth = scene.smooth
        self._strip.set_visible(not scene.coded)
        for label, value in zip(self._ends, scene.scale, strict=True):
            label.set(text=short(value), visible=not scene.coded)
        self._move_samples(scene)
        self._probe.set_data([scene.probe[:1], scene.probe[1:]] if scene.probe else ([], []))

    def _move_samples(self, scene):
        test = scene.points[:, 3] == 1
        shown = scene.points[~test | scene.show_test]
        for k in range(3):
            of_class = shown[(shown[:, 2] == k) & (scene.n_classes > 0)]
            is_test = of_class[:, 3] == 1
            self._train[k].set_data(*of_class[~is_test, :2].T)
            self._test[k].set_data(*of_class[is_test, :2].T)
        numbers = shown[: None if scene.n_classes == 0 else 0]
        self._numbers.set_offsets(numbers[:, :2])
        self._numbers.set_array(numbers[:, 2])
        self._numbers.set_clim(-1, 1)
