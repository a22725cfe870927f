"""One prediction p against its target: squared error and cross-entropy, with their slopes."""

from functools import lru_cache

import numpy as np

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.draw.numbers import signed
from nncourse.explorers._base.controls import dropdown, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import LOSSES
from nnlib.activations import sigmoid

LOW, HIGH = 1, 99  # percent: at 0 and at 100 the cross-entropy grows beyond all numbers
Z, HEIGHT = 5.0, 6.7  # z goes from -Z to Z, and the loss up to HEIGHT
PAIR = {"mean_squared_error": "squared_slope", "binary_cross_entropy": "crossed_slope"}
LINES = np.linspace(0.007, 0.993, 200), np.linspace(-Z, Z)


@lru_cache
def curves(target):
    """{name: loss} along LINES: for each p of the first, and for p = σ(z) of the second."""

    def along(p, name):
        return np.array([LOSSES[name].value([value], [target]) for value in p])

    return [{name: along(p, name) for name in PAIR} for p in (LINES[0], sigmoid(LINES[1]))]


class TwoLossesExplorer(Explorer):
    """Both losses over p, and over the z behind it, p = σ(z)."""

    size = (9.0, 4.2)

    def make_controls(self):
        return {
            "percent": whole_number(say("percent_control"), 90, LOW, HIGH),
            "target": dropdown(say("target_control"), [0, 1]),
        }

    def model(self, percent, target):
        p = percent / 100
        in_p = {name: float(LOSSES[name].gradient([p], [target])[0]) for name in PAIR}
        return dict(
            percent=percent, target=target, places=[p, np.log(p / (1 - p))],
            losses={name: float(LOSSES[name].value([p], [target])) for name in PAIR},
            slopes=[in_p, {name: slope * p * (1 - p) for name, slope in in_p.items()}],
        )  # fmt: skip

    def build(self, figure):
        self._axes, self._parts = figure.subplots(1, 2), []
        names = [(say("p_axis"), say("slope_in_p")), (say("z_axis"), say("slope_in_z"))]
        ends = [(-0.02, 1.02), (-Z, Z)]
        for ax, xlim, (name, title) in zip(self._axes, ends, names, strict=True):
            ax.set(xlim=xlim, ylim=(-0.15, HEIGHT), yticks=range(6))
            ax.set_title(title, loc="left", fontsize=plots.FONT_SIZE)
            plots.style(ax, name, say("loss"), equal=False)
            self._parts.append({loss: self._part(ax, i) for i, loss in enumerate(PAIR)})

    def _part(self, ax, i):
        """A loss's curve, tangent and point, and above them its key with changing words."""
        style, mark, top = ("-", "--")[i], plots.MARKERS[i], HEIGHT - 0.35 - 0.65 * i
        look = dict(color=plots.COLOURS[i], markeredgecolor=plots.INK, markersize=9)
        at = ax.get_xlim()[0] + np.ptp(ax.get_xlim()) * np.array([0.02, 0.08, 0.14, 0.17])
        ax.plot(at[:3], [top] * 3, style, marker=mark, markevery=[1], linewidth=2.5, **look)
        words = Label(ax, at[3], top, va="center", fontsize=plots.FONT_SIZE, color=plots.INK)
        (curve,) = ax.plot([], [], style, linewidth=2.5, color=plots.COLOURS[i])
        (tangent,) = ax.plot([], [], color=plots.INK, linewidth=1.6, zorder=4)
        (point,) = ax.plot([], [], mark, zorder=5, **look)
        return curve, tangent, point, words

    def draw(self, target, losses, places, slopes, **_):
        for i, ax in enumerate(self._axes):
            for name, (curve, tangent, point, words) in self._parts[i].items():
                slope, loss = slopes[i][name], losses[name]
                half = 0.16 / np.hypot(1 / np.ptp(ax.get_xlim()), slope / HEIGHT)
                ends = np.array([-half, half])
                curve.set_data(LINES[i], curves(target)[i][name])
                tangent.set_data(places[i] + ends, loss + slope * ends)
                point.set_data([places[i]], [loss])
                digits = 3 if abs(slope) < 10 else 1
                words.set_text(say(PAIR[name], slope=signed(slope, digits)))

    def describe(self, percent, target, losses, slopes, **_):
        squared, crossed = PAIR
        return say(
            "forecast_losses", p=signed(percent / 100, 2), target=target,
            squared=signed(losses[squared], 3), crossed=signed(losses[crossed], 3),
            squared_p=signed(slopes[0][squared], 3), crossed_p=signed(slopes[0][crossed], 3),
            squared_z=signed(slopes[1][squared], 3), crossed_z=signed(slopes[1][crossed], 3),
        )  # fmt: skip

    def on_pointer(self, kind, ax, x, y):
        if kind != "release":
            p = x if ax is self._axes[0] else sigmoid(x)
            self.set(percent=round(100 * float(p)))

    def on_arrows(self, dx, dy):
        self.set(percent=self.state["percent"] + dx)
