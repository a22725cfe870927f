"""One prediction p against its target: squared error and cross-entropy, with their slopes."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.numbers import signed
from nncourse.explorers._base.controls import dropdown, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import LOSSES
from nnlib.activations import sigmoid

LOW = 1  # percent: at 0 and 100 the cross-entropy can be infinite
HIGH = 99
Z = 5.0  # z goes from -Z to Z
HEIGHT = 6.7  # the highest loss in the picture
SQUARED = "mean_squared_error"
CROSSED = "binary_cross_entropy"
LEGEND_KEYS = {SQUARED: "squared_legend", CROSSED: "crossed_legend"}
P_LINE = np.linspace(0.007, 0.993, 200)
Z_LINE = np.linspace(-Z, Z)


@lru_cache
def curves(target):
    """{name: losses} along P_LINE, and along Z_LINE for p = σ(z)."""

    def along(p, name):
        return np.array([LOSSES[name].value([value], [target]) for value in p])

    over_p = {name: along(P_LINE, name) for name in LEGEND_KEYS}
    over_z = {name: along(sigmoid(Z_LINE), name) for name in LEGEND_KEYS}
    return over_p, over_z


class TwoLossesExplorer(Explorer):
    """Both losses over p, and over the z behind it, p = σ(z)."""

    size = (9.0, 4.2)
    scenarios = {
        "surer": dict(percent=90, target=0),
        "it_rained": dict(percent=90, target=1),
    }

    def make_controls(self):
        return {
            "percent": whole_number(say("percent_control"), 90, LOW, HIGH),
            "target": dropdown(say("target_control"), [0, 1]),
        }

    def model(self, percent, target):
        p = percent / 100
        losses = {}
        slopes_in_p = {}
        slopes_in_z = {}
        for name in LEGEND_KEYS:
            losses[name] = float(LOSSES[name].value([p], [target]))
            slopes_in_p[name] = float(LOSSES[name].gradient([p], [target])[0])
            slopes_in_z[name] = slopes_in_p[name] * p * (1 - p)
        return dict(
            p=p,
            z=np.log(p / (1 - p)),
            target=target,
            losses=losses,
            slopes_in_p=slopes_in_p,
            slopes_in_z=slopes_in_z,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        left.set_xlim(-0.02, 1.02)
        left.set_title(say("loss_over_p"), loc="left", fontsize=style.FONT_SIZE)
        style.style_axes(left, say("p_axis"), say("loss"), equal=False)
        right.set_xlim(-Z, Z)
        right.set_title(say("loss_over_z"), loc="left", fontsize=style.FONT_SIZE)
        style.style_axes(right, say("z_axis"), say("loss"), equal=False)
        for ax in (left, right):
            ax.set(ylim=(-0.15, HEIGHT), yticks=range(6))
        return SimpleNamespace(
            left=left,
            right=right,
            over_p={name: _LossCurve(left, i) for i, name in enumerate(LEGEND_KEYS)},
            over_z={name: _LossCurve(right, i) for i, name in enumerate(LEGEND_KEYS)},
        )

    def draw(self, p, z, target, losses, slopes_in_p, slopes_in_z):
        over_p, over_z = curves(target)
        for name, loss in losses.items():
            slope = slopes_in_p[name]
            words = _in_words(name, loss, slope)
            self.artists.over_p[name].move(P_LINE, over_p[name], p, loss, slope, words)
            slope = slopes_in_z[name]
            words = _in_words(name, loss, slope)
            self.artists.over_z[name].move(Z_LINE, over_z[name], z, loss, slope, words)

    def describe(self, p, target, losses, slopes_in_p, slopes_in_z, **_):
        return say(
            "forecast_losses",
            p=signed(p, 2),
            target=target,
            squared=signed(losses[SQUARED], 3),
            crossed=signed(losses[CROSSED], 3),
            squared_p=signed(slopes_in_p[SQUARED], 3),
            crossed_p=signed(slopes_in_p[CROSSED], 3),
            squared_z=signed(slopes_in_z[SQUARED], 3),
            crossed_z=signed(slopes_in_z[CROSSED], 3),
        )

    def grips(self):
        p = self.state["percent"] / 100
        return [(self.artists.left, p, None), (self.artists.right, np.log(p / (1 - p)), None)]

    def on_pointer(self, kind, ax, x, y):
        if kind != "release":
            p = x if ax is self.artists.left else sigmoid(x)
            self.set(percent=round(100 * float(p)))

    def on_arrows(self, dx, dy):
        self.set(percent=self.state["percent"] + dx)


class _LossCurve:
    """A loss's curve, tangent and point on ``ax``, below a legend whose words change."""

    def __init__(self, ax, i):
        left, right = ax.get_xlim()
        self.width = right - left
        top = HEIGHT - 0.35 - 0.65 * i
        linestyle = ("-", "--")[i]
        marker = style.MARKERS[i]
        colour = style.COLOURS[i]
        marked = dict(color=colour, markeredgecolor=style.INK, markersize=9)
        key = left + self.width * np.array([0.02, 0.08, 0.14])
        look = dict(marker=marker, markevery=[1], linewidth=2.5)
        ax.plot(key, [top] * 3, linestyle, **look, **marked)
        look = dict(va="center", fontsize=style.FONT_SIZE, color=style.INK)
        self.words = Label(ax, left + 0.155 * self.width, top, **look)
        (self.curve,) = ax.plot([], [], linestyle, linewidth=2.5, color=colour)
        (self.tangent,) = ax.plot([], [], color=style.INK, linewidth=1.6, zorder=4)
        (self.point,) = ax.plot([], [], marker, zorder=5, **marked)

    def move(self, line, losses, x, loss, slope, words):
        """Show the losses along ``line``, and the point (x, loss) with a tangent of that slope."""
        self.curve.set_data(line, losses)
        self.point.set_data([x], [loss])
        half = 0.16 / np.hypot(1 / self.width, slope / HEIGHT)  # the same length at every slope
        ends = np.array([-half, half])
        self.tangent.set_data(x + ends, loss + slope * ends)
        self.words.set_text(words)


def _in_words(name, loss, slope):
    """A loss and its slope, beside the sample of its curve."""
    return say(LEGEND_KEYS[name], loss=signed(loss, 2), slope=signed(slope, 2))
