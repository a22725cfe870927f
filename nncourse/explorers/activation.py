"""Activation functions: the curve with its tangent, and the slope that learning multiplies by."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.numbers import signed
from nncourse.explorers._base.controls import dropdown, slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib.activations import ACTIVATIONS

REACH = 6.0  # z goes from -REACH to REACH
NAMES = [name for name in ACTIVATIONS if name != "softmax"]  # which has no single curve
ORDER = ["sigmoid", "tanh", "relu", *(n for n in NAMES if n not in ("sigmoid", "tanh", "relu"))]
NONE = "none"
HEIGHT = (-1.4, 3.2)  # of the left picture, which grows where f(z) lies beyond


class ActivationExplorer(Explorer):
    """a = f(z) with its tangent, beside f'(z); a second function may lie behind it."""

    size = (9.0, 4.0)
    scenarios = {
        "steepest": dict(activation="sigmoid", z=1, behind=NONE),
        "tanh_and_sigmoid": dict(activation="tanh", z=1, behind="sigmoid"),
        "relu_and_sigmoid": dict(activation="relu", z=1, behind="sigmoid"),
        "relatives": dict(activation="leaky_relu", z=-1, behind="relu"),
    }

    def make_controls(self):
        return {
            "z": slider("z", 1, -REACH, REACH),
            "activation": dropdown(say("activation"), ORDER),
            "behind": dropdown(say("behind"), [NONE, *ORDER]),
        }

    def model(self, z, activation, behind):
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
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        left.set(xlim=(-REACH, REACH), ylim=HEIGHT)
        right.set(xlim=(-REACH, REACH), ylim=(-0.25, 1.3))
        style.style_axes(left, "$z$", "a = f(z)", equal=False)
        style.style_axes(right, "$z$", "f'(z)", equal=False)
        behind = []
        drops = []
        curves = []
        points = []
        for ax in (left, right):
            ax.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
            ax.axvline(0, color=style.MUTED, linewidth=0.8, zorder=1)
            dotted = dict(color=style.MUTED, linestyle=":", zorder=2)
            behind += ax.plot([], [], linewidth=2, **dotted)
            drops += ax.plot([], [], linewidth=1, **dotted)
            curves += ax.plot([], [], color=style.COLOURS[0], linewidth=2.5, zorder=3)
            points += ax.plot([], [], "D", color=style.INK, markersize=9, zorder=5)
        look = dict(color=style.COLOURS[1], linewidth=2.2, zorder=4)
        (tangent,) = left.plot([], [], "--", **look)
        return SimpleNamespace(
            axes=[left, right],
            behind=behind,
            drops=drops,
            curves=curves,
            points=points,
            tangent=tangent,
        )

    def draw(self, z, a, slope, line, curves, behind, tangent, **_):
        artists = self.artists
        for i, value in enumerate([a, slope]):
            artists.curves[i].set_data(line, curves[i])
            artists.behind[i].set_data(line, behind[i])
            artists.points[i].set_data([z], [value])
            artists.drops[i].set_data([z, z], [0, value])
        near = np.abs(line - z) <= 2.2
        artists.tangent.set_data(line[near], tangent[near])
        height = (min(HEIGHT[0], a - 0.4), max(HEIGHT[1], a + 0.4))
        if height != artists.axes[0].get_ylim():
            artists.axes[0].set_ylim(height)
            self.relayout()

    def describe(self, z, activation, a, slope, other, **_):
        text = say("tangent", name=activation, z=signed(z), a=signed(a, 3), slope=signed(slope, 3))
        text += " " + say(_slope_key(slope))
        if other:
            text += " " + say("tangent_behind", name=other.name, slope=signed(other.slope(z), 3))
        return text

    def grips(self):
        return [(ax, self.state["z"], None) for ax in self.artists.axes]

    def on_pointer(self, kind, ax, x, y):
        if kind != "release":
            self.set(z=round(x, 1))

    def on_arrows(self, dx, dy):
        self.set(z=round(self.state["z"] + 0.1 * dx, 1))


def _split_at_jumps(values):
    """The values of a curve, with a gap where it jumps."""
    values = np.array(values, dtype=float)
    values[1:][np.abs(np.diff(values)) > 0.5] = np.nan
    return values


def _slope_key(slope):
    """The key of the sentence on what a slope does to learning."""
    if slope == 0:
        return "slope_none"
    if abs(slope - 1) < 1e-9:
        return "slope_all"
    if abs(slope) < 0.05:
        return "slope_little"
    return "slope_some"
