"""The loss of one neuron over its w and b, where steps downhill lead, and the fit beside it."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nncourse.draw import plots
from nncourse.draw.numbers import signed
from nncourse.draw.surface import Surface
from nncourse.explorers._base.controls import dropdown, slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import ACTIVATIONS, LOSSES

# Twelve days: humidity in the evening, 1 for each 10 % above the usual, and whether rain followed
HUMID = np.array([-2.6, -2.1, -1.7, -1.2, -0.8, -0.3, 0.2, 0.6, 1.0, 1.5, 2.0, 2.7])
RAIN = np.array([0.0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1])
REACH, EDGE = 8.0, 8.6  # w and b go from -REACH to REACH, the picture from -EDGE to EDGE
STEPS, RATE = 100, 1.0  # downhill
LEVELS = {"mean_squared_error": np.arange(3, 16) / 20, "binary_cross_entropy": np.arange(1, 11)}
HEIGHTS = LinearSegmentedColormap.from_list("heights", ["#FFFFFF", "#B9A5C4"])
SIGMOID = ACTIVATIONS["sigmoid"]


def mean_loss(w, b, name):
    """The loss over the twelve days of the neuron p = σ(w x + b)."""
    z = w * HUMID + b
    return LOSSES[name].of_output(z, SIGMOID(z), RAIN)


def slopes(w, b, name):
    """(∂L/∂w, ∂L/∂b) = (Σ delta x, Σ delta), where delta = ∂L/∂z holds the 1/n."""
    z = w * HUMID + b
    delta = LOSSES[name].delta(z, SIGMOID(z), RAIN, SIGMOID)
    return np.array([delta @ HUMID, delta.sum()])


def downhill(w, b, name):
    """STEPS steps against the slope, each as long as it is steep: shape (STEPS + 1, 2)."""
    places = [np.array([w, b], dtype=float)]
    for _ in range(STEPS):
        places.append(places[-1] - RATE * slopes(*places[-1], name))
    return np.array(places)


def wrong(w, b):
    """On how many days p lies on the wrong side of 1/2."""
    return int(((w * HUMID + b > 0) != RAIN).sum())


@lru_cache
def surface(name, n=61):
    """The loss at n × n places (w, b), w changing along a row."""
    line = np.linspace(-EDGE, EDGE, n)
    return np.array([[mean_loss(w, b, name) for w in line] for b in line])


class NeuronLossExplorer(Explorer):
    """A point (w, b) on the loss surface, dragged or moved by arrow keys, and what it fits."""

    size = (9.0, 4.2)

    def make_controls(self):
        return {
            "w": slider("w", 0, -REACH, REACH),
            "b": slider("b", -7, -REACH, REACH),
            "loss": dropdown(say("loss"), list(LEVELS)),
        }

    def model(self, w, b, loss):
        trail = downhill(w, b, loss)
        return dict(
            w=w, b=b, name=loss, trail=trail, slopes=slopes(w, b, loss),
            losses=[mean_loss(*place, loss) for place in trail[[0, -1]]],
            wrong=[wrong(*place) for place in trail[[0, -1]]],
        )  # fmt: skip

    def build(self, figure):
        self._plane, fit = figure.subplots(1, 2, width_ratios=[1.15, 1])
        plots.style(self._plane, "w", "b")
        ticks = range(-8, 9, 4)
        self._plane.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=ticks, yticks=ticks)
        self._surface = Surface(self._plane, cmap=HEIGHTS, extent=(-EDGE, EDGE) * 2)
        self._lines = {name: self._contours(name) for name in LEVELS}
        self._trail, self._end, self._point = (
            self._plane.plot([], [], color=plots.INK, linewidth=2, zorder=5, **look)[0]
            for look in [{}, dict(marker="o", mfc="white"), dict(marker="D", mec="white", ms=9)]
        )
        fit.set(xlim=(-4, 4), ylim=(-0.1, 1.1))
        plots.style(fit, say("humidity_axis"), say("rain_axis"), equal=False)
        self._points = plots.draw_points(fit)
        for k, points in enumerate(self._points):
            points.set_data(HUMID[k == RAIN], RAIN[k == RAIN])
        (self._errors,) = fit.plot([], [], color=plots.WARNING, linewidth=1.2, zorder=2)
        (self._after,) = fit.plot([], [], "--", color=plots.INK, linewidth=1.5)
        (self._curve,) = fit.plot([], [], color=plots.INK, linewidth=2.5)

    def _contours(self, name):
        line = np.linspace(-EDGE, EDGE, len(surface(name)))
        look = dict(colors=plots.MUTED, linewidths=0.8)
        return self._plane.contour(line, line, surface(name), LEVELS[name], **look)

    def draw(self, w, b, name, trail, **_):
        self._surface.set_data(surface(name))
        self._surface.set_clim(0, surface(name).max())
        for known, lines in self._lines.items():
            lines.set_visible(known == name)
        self._trail.set_data(*trail.T)
        self._end.set_data(*trail[-1:].T)
        self._point.set_data(*trail[:1].T)
        x = np.linspace(-4, 4, 161)
        for curve, place in [(self._curve, trail[0]), (self._after, trail[-1])]:
            curve.set_data(x, SIGMOID(place[0] * x + place[1]))
        gaps = np.stack([RAIN, SIGMOID(w * HUMID + b), np.full(len(RAIN), np.nan)], axis=1)
        self._errors.set_data(np.repeat(HUMID, 3), gaps.ravel())

    def describe(self, name, w, b, slopes, losses, wrong, **_):
        loss, after = (signed(loss, 3) for loss in losses)
        in_w, in_b = (signed(slope, 4) for slope in slopes)
        return say(
            "loss_downhill", name=name, w=signed(w), b=signed(b), loss=loss, in_w=in_w, in_b=in_b,
            wrong=wrong[0], n=len(RAIN), steps=STEPS, after=after, wrong_after=wrong[1],
        )  # fmt: skip

    def on_pointer(self, kind, ax, x, y):
        if ax is self._plane and kind != "release":
            self.set(w=round(x, 1), b=round(y, 1))

    def on_arrows(self, dx, dy):
        w, b = self.state["w"] + 0.1 * dx, self.state["b"] + 0.1 * dy
        self.set(w=round(w, 1), b=round(b, 1))
