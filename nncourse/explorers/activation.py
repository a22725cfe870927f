"""Activation functions: the curve with its tangent, its slope, and the slope through layers."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.numbers import short, signed
from nncourse.explorers._base.controls import dropdown, slider, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import named, say, sentences
from nnlib.activations import ACTIVATIONS

REACH = 6.0  # z goes from -REACH to REACH
NAMES = [name for name in ACTIVATIONS if name != "softmax"]  # softmax has no single curve
ORDER = ["sigmoid", "tanh", "relu", *(n for n in NAMES if n not in ("sigmoid", "tanh", "relu"))]
NONE = "none"
HEIGHTS = {
    "sigmoid": (-0.15, 1.2),
    "step": (-0.15, 1.2),
    "tanh": (-1.2, 1.2),
}  # of the curve's axes
HEIGHT = (-1.4, 3.2)  # of the axes of other functions, which grow if f(z) lies beyond
SLOPES = (-0.2, 1.2)  # of all slopes
MOST = 10  # layers
BAR = 0.7  # width of a bar
FREE = 5  # on a narrow page, the number of a bar farther left may reach as far to the right


class ActivationExplorer(Explorer):
    """a = f(z) with its tangent; f'(z), up to z; and f'(z)ⁿ, what is left of a slope of 1 after n
    layers on the way back. A second function may be drawn behind.
    """

    size = (10.2, 3.6)
    token_version = 2  # since layers were added
    narrow = ("aa", "aa", "bc", "bc")
    scenarios = {
        "steepest": dict(activation="sigmoid", z=-4, behind=NONE, layers=1),
        "tanh_and_sigmoid": dict(activation="tanh", z=1, behind="sigmoid", layers=1),
        "relu_and_sigmoid": dict(activation="relu", z=1, behind="sigmoid", layers=1),
        "relatives": dict(activation="leaky_relu", z=-1, behind="relu", layers=1),
        "layers_back": dict(activation="sigmoid", z=0, behind=NONE, layers=1),
    }

    def make_controls(self):
        return {
            "z": slider("z", 1, -REACH, REACH),
            "activation": dropdown(say("activation"), ORDER),
            "behind": dropdown(say("behind"), [NONE, *ORDER]),
            "layers": whole_number(say("layers_back"), 1, 1, MOST),
        }

    def model(self, z, activation, behind, layers):
        f = ACTIVATIONS[activation]
        other = ACTIVATIONS.get(behind)
        a = float(f(z))
        slope = float(f.slope(z))
        line = np.linspace(-REACH, REACH, 601)
        empty = np.full_like(line, np.nan)
        return dict(
            z=z,
            activation=activation,
            a=a,
            slope=slope,
            line=line,
            other=other,
            curves=[_split_at_jumps(f(line)), _split_at_jumps(f.slope(line))],
            behind=[other(line), other.slope(line)] if other else [empty, empty],
            tangent=a + slope * (line - z),
            height=_height([activation, *([behind] if other else [])], a),
            left=slope ** np.arange(layers + 1),
        )

    def build(self, figure):
        curve, slope, back = figure.subplots(1, 3, width_ratios=[1.2, 1, 1])
        curve.set(xlim=(-REACH, REACH))
        slope.set(xlim=(-REACH, REACH), ylim=SLOPES)
        style.style_axes(curve, "$z$", "a = f(z)", equal=False)
        style.style_axes(slope, "$z$", "f'(z)", equal=False)
        behind = []
        drops = []
        curves = []
        points = []
        for ax, colour in [(curve, style.A_COLOUR), (slope, style.COLOURS[1])]:
            ax.set_xticks([-6, -3, 0, 3, 6])
            ax.xaxis.label.set_color(style.Z_COLOUR)
            ax.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
            ax.axvline(0, color=style.MUTED, linewidth=0.8, zorder=1)
            dotted = dict(color=style.MUTED, linestyle=":", zorder=2)
            behind += ax.plot([], [], linewidth=2, **dotted)
            drops += ax.plot([], [], linewidth=1.5, **dotted | dict(color=style.Z_COLOUR))
            curves += ax.plot([], [], color=colour, linewidth=2.5, zorder=3)
            points += ax.plot([], [], "D", color=style.INK, markersize=9, zorder=5)
        curve.yaxis.label.set_color(style.A_COLOUR)
        look = dict(color=style.COLOURS[1], linewidth=2.2, zorder=4)
        (tangent,) = curve.plot([], [], "--", **look)
        back.set(
            xlim=(MOST + 0.6, -0.6), ylim=SLOPES
        )  # from the right, where the loss is, to the left
        style.style_axes(back, say("layers_back"), say("left_of_slope"), equal=False)
        back.set_xticks(range(0, MOST + 1, 2))
        back.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
        look = dict(color=style.COLOURS[1], edgecolor=style.INK, linewidth=0.7)
        bars = back.bar(range(MOST + 1), 0, width=BAR, **look)
        look = dict(ha="right", va="center", fontsize=style.FONT_SIZE, color=style.INK, zorder=5)
        return SimpleNamespace(
            axes=[curve, slope],
            behind=behind,
            drops=drops,
            curves=curves,
            points=points,
            tangent=tangent,
            bars=bars,
            number=_LabelInside(back, 0, 0, **look),
        )

    def draw(self, z, a, slope, line, curves, behind, tangent, height, left, **_):
        artists = self.artists
        drawn = [line <= REACH, line <= z + 1e-9]  # slopes up to z: the reader draws them with it
        for i, value in enumerate([a, slope]):
            artists.curves[i].set_data(line[drawn[i]], curves[i][drawn[i]])
            artists.behind[i].set_data(line[drawn[i]], behind[i][drawn[i]])
            artists.points[i].set_data([z], [value])
            artists.drops[i].set_data([z, z], [0, value])
        near = np.abs(line - z) <= 2.2
        artists.tangent.set_data(line[near], tangent[near])
        for k, bar in enumerate(artists.bars):
            bar.set_visible(k < len(left))
            bar.set_height(left[k] if k < len(left) else 0)
        artists.number.set_text(short(left[-1]))
        right_end = len(left) - 1 - BAR / 2  # of the last bar; left of it there is room
        artists.number.set_x(right_end)
        below = left[min(len(left) - 1, FREE)]
        artists.number.set_y(min(max(below, 0), 1) + 0.08)
        if height != artists.axes[0].get_ylim():
            artists.axes[0].set_ylim(height)
            self.relayout()

    def describe(self, z, activation, a, slope, other, left, **_):
        name = named(activation)
        said = [
            say("tangent", name=name, z=signed(z), a=signed(a, 3), slope=signed(slope, 3)),
            say(_slope_key(slope)),
        ]
        if other:
            there = signed(other.slope(z), 3)
            said.append(say("tangent_behind", name=named(other.name), slope=there))
        n = len(left) - 1
        if n > 1:
            said.append(say("through_layers", n=n, left=short(left[-1])))
        return sentences(*said)

    def grips(self):
        return [(ax, self.state["z"], None) for ax in self.artists.axes]

    def on_pointer(self, kind, ax, x, y):
        if ax in self.artists.axes and kind != "release":
            self.set(z=round(x, 1))

    def on_arrows(self, dx, dy):
        self.set(z=round(self.state["z"] + 0.1 * dx, 1))


class _LabelInside(Label):
    """A label whose left end stays inside its axes."""

    def _spot(self):
        x, y = super()._spot()
        return max(x, self.axes.bbox.x0 + self._width(f" {self.get_text()}")), y


def _split_at_jumps(values):
    """The values of a curve, with a gap where it jumps."""
    values = np.array(values, dtype=float)
    values[1:][np.abs(np.diff(values)) > 0.5] = np.nan
    return values


def _height(names, a):
    """The lowest and highest value on the axes of these functions, with room for ``a``."""
    heights = [
        HEIGHTS.get(name, (min(HEIGHT[0], a - 0.4), max(HEIGHT[1], a + 0.4))) for name in names
    ]
    return min(low for low, _ in heights), max(high for _, high in heights)


def _slope_key(slope):
    """The key of the sentence on how a slope affects learning."""
    if slope == 0:
        return "slope_none"
    if abs(slope - 1) < 1e-9:
        return "slope_all"
    if abs(slope) < 0.05:
        return "slope_little"
    return "slope_some"
