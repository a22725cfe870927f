"""Activation functions: the curve with its tangent, and the slope that learning multiplies by."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.numbers import signed
from nncourse.explorers._base.controls import dropdown, slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib.activations import ACTIVATIONS

REACH = 6.0  # z goes from -REACH to REACH
NAMES = [name for name in ACTIVATIONS if name != "softmax"]  # which has no single curve
ORDER = ["sigmoid", "tanh", "relu", *(n for n in NAMES if n not in ("sigmoid", "tanh", "relu"))]
NONE = "none"
HEIGHT = -1.4, 3.2  # of the left picture, which grows where f(z) lies beyond


class ActivationExplorer(Explorer):
    """a = f(z) with its tangent, beside f'(z); a second function may lie behind it."""

    size = (9.0, 4.0)

    def make_controls(self):
        return {
            "z": slider("z", 1, -REACH, REACH),
            "activation": dropdown(say("activation"), ORDER),
            "behind": dropdown(say("behind"), [NONE, *ORDER]),
        }

    def model(self, z, activation, behind):
        f, other = ACTIVATIONS[activation], ACTIVATIONS.get(behind)
        line = np.linspace(-REACH, REACH, 601)
        a, slope = float(f(z)), float(f.slope(z))
        return dict(
            z=z, activation=activation, a=a, slope=slope, line=line, other=other,
            curves=[_split(f(line)), _split(f.slope(line))],
            behind=[other(line), other.slope(line)] if other else [np.full_like(line, np.nan)] * 2,
            tangent=a + slope * (line - z),
        )  # fmt: skip

    def build(self, figure):
        self._axes = figure.subplots(1, 2)
        heights = [HEIGHT, (-0.25, 1.3)]
        names = ["a = f(z)", "f'(z)"]
        self._curves, self._behind, self._points, self._drops = [], [], [], []
        for ax, height, name in zip(self._axes, heights, names, strict=True):
            ax.set(xlim=(-REACH, REACH), ylim=height)
            plots.style(ax, "$z$", name, equal=False)
            ax.axhline(0, color=plots.MUTED, linewidth=0.8, zorder=1)
            ax.axvline(0, color=plots.MUTED, linewidth=0.8, zorder=1)
            look = dict(color=plots.MUTED, linestyle=":")
            self._behind += ax.plot([], [], linewidth=2, zorder=2, **look)
            self._drops += ax.plot([], [], linewidth=1, zorder=2, **look)
            self._curves += ax.plot([], [], color=plots.COLOURS[0], linewidth=2.5, zorder=3)
        (self._tangent,) = self._axes[0].plot(
            [], [], "--", color=plots.COLOURS[1], linewidth=2.2, zorder=4
        )
        for ax in self._axes:
            self._points += ax.plot([], [], "D", color=plots.INK, markersize=9, zorder=5)

    def draw(self, z, a, slope, line, curves, behind, tangent, **_):
        for i, value in enumerate([a, slope]):
            self._curves[i].set_data(line, curves[i])
            self._behind[i].set_data(line, behind[i])
            self._points[i].set_data([z], [value])
            self._drops[i].set_data([z, z], [0, value])
        near = np.abs(line - z) <= 2.2
        self._tangent.set_data(line[near], tangent[near])
        height = min(HEIGHT[0], a - 0.4), max(HEIGHT[1], a + 0.4)
        if height != self._axes[0].get_ylim():
            self._axes[0].set_ylim(height)
            self.relayout()

    def describe(self, z, activation, a, slope, other, **_):
        text = say("tangent", name=activation, z=signed(z), a=signed(a, 3), slope=signed(slope, 3))
        text += " " + say(_verdict(slope))
        if other:
            text += " " + say("tangent_behind", name=other.name, slope=signed(other.slope(z), 3))
        return text

    def on_pointer(self, kind, ax, x, y):
        if kind != "release":
            self.set(z=round(x, 1))

    def on_arrows(self, dx, dy):
        self.set(z=round(self.state["z"] + 0.1 * dx, 1))


def _split(values):
    """The values of a curve, with a gap where it jumps."""
    values = np.array(values, dtype=float)
    values[1:][np.abs(np.diff(values)) > 0.5] = np.nan
    return values


def _verdict(slope):
    """The key of the sentence on what a slope does to learning."""
    if slope == 0:
        return "slope_none"
    if abs(slope - 1) < 1e-9:
        return "slope_all"
    return "slope_little" if abs(slope) < 0.05 else "slope_some"
