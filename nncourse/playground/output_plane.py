"""The playground's plane: the output as shades, and the samples on it."""

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ticker import MaxNLocator

from nncourse.draw import plane, style
from nncourse.draw.labels import Label
from nncourse.draw.numbers import short
from nncourse.draw.surface import Surface
from nncourse.playground.own_points import REACH

EXTENT = (-REACH, REACH, -REACH, REACH)
LARGE = 100  # points each way of the plane
TICKS = np.array([-6, -3, 0, 3, 6])


def _three_colours():
    """256 colours for three classes: 85 each, from white to the colour of the class."""
    from matplotlib.colors import to_rgb

    shares = np.linspace(0.05, 0.75, 85)[:, None]
    parts = [1 - shares * (1 - np.array(to_rgb(colour))) for colour in style.COLOURS]
    return ListedColormap([*parts[0], *parts[1], *parts[2], parts[2][-1]])


THREE = _three_colours()


def has_glyphs(text):
    """Whether the font of the pictures can draw all letters of a text."""
    font = get_font(findfont(FontProperties()))
    return all(font.get_char_index(ord(letter)) for letter in text)


def _round_numbers(shift, scale):
    """Round numbers of a column along its axis."""
    low = shift - REACH * scale
    high = shift + REACH * scale
    unit = 1e300 if max(-low, high) > 1e300 else 1.0  # matplotlib itself would overflow
    numbers = MaxNLocator(4).tick_values(low / unit, high / unit) * unit
    return numbers[(numbers >= low) & (numbers <= high)]


def _told_apart(numbers):
    """Numbers as texts, in ten digits or as many as tell them apart."""
    for digits in range(10, 18):
        texts = [short(number, digits) for number in numbers]
        if len(set(texts)) == len(texts):
            break
    return texts


class OutputPlane:
    """The output over the plane, the samples, and a cross where the pointer is."""

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
        """Have the axes show the numbers of a file; whether they showed others before."""
        if columns == self._columns:
            return False
        self._columns = columns
        axes = [self.ax.xaxis, self.ax.yaxis]
        for axis, name, shift, scale, scaled in zip(
            axes, columns.names, columns.shifts, columns.scales, columns.scaled, strict=True
        ):
            shown = name if columns.labels and has_glyphs(name) else ""
            axis.set_label_text(shown, parse_math=False)
            numbers = _round_numbers(shift, scale) if scaled else TICKS
            axis.set_ticks((numbers - shift) / scale, _told_apart(numbers))
        return True

    def move(self, surface, scale, parts, classes, show_test, discrete, probe):
        """``surface`` is (LARGE, LARGE) of the output, or (LARGE, LARGE, 3) of probabilities."""
        low, high = scale
        if classes > 2:
            best = surface.argmax(axis=-1)
            p = surface.max(axis=-1)
            share = np.ones_like(p) if discrete else np.clip(1.5 * p - 0.5, 0, 1)
            self._surface.set_data((85 * best + 84 * share) / 255)
            self._surface.set_cmap(THREE)
            self._surface.set_clim(0, 1)
        else:
            middle = (low + high) / 2
            self._surface.set_data(np.where(surface > middle, high, low) if discrete else surface)
            self._surface.set_cmap(style.SHADES)
            self._surface.set_clim(low, high)
        self._surface.smooth = classes <= 2 and not discrete
        self._strip.set_visible(classes <= 2)
        for label, value in zip(self._ends, scale, strict=True):
            label.set(text=short(value), visible=classes <= 2)
        self._move_samples(parts, classes, show_test)
        self._probe.set_data([probe[:1], probe[1:]] if probe else ([], []))

    def _move_samples(self, parts, classes, show_test):
        for marks, part, shown in zip(
            [self._train, self._test], parts, [True, show_test], strict=True
        ):
            for k, points in enumerate(marks):
                points.set_data(*part.X[part.y == k].T if classes and shown else ([], []))
        seen = [
            part
            for part, shown in zip(parts, [True, show_test], strict=True)
            if shown and not classes
        ]
        X = np.concatenate([part.X for part in seen]) if seen else np.zeros((0, 2))
        self._numbers.set_offsets(X)
        self._numbers.set_array(np.concatenate([part.y for part in seen]) if seen else np.zeros(0))
        self._numbers.set_clim(-1, 1)
