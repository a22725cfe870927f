"""The loss of one neuron over its w and b, the way downhill, and the fit beside it."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from nncourse.draw import style
from nncourse.draw.numbers import signed
from nncourse.draw.plane import draw_points
from nncourse.draw.surface import Surface
from nncourse.explorers._base.controls import dropdown, slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import named, say
from nnlib import ACTIVATIONS, LOSSES

# Twelve days: evening humidity, in units of 10 % above the usual, and whether rain followed
HUMID = np.array([-2.6, -2.1, -1.7, -1.2, -0.8, -0.3, 0.2, 0.6, 1.0, 1.5, 2.0, 2.7])
RAIN = np.array([0.0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1])
REACH = 8.0  # w and b go from -REACH to REACH
EDGE = 8.6  # the picture goes from -EDGE to EDGE
STEPS = 100  # downhill
RATE = 1.0
LEVELS = {"mean_squared_error": np.arange(3, 16) / 20, "binary_cross_entropy": np.arange(1, 11)}
HEIGHTS = LinearSegmentedColormap.from_list("heights", ["#FFFFFF", "#B9A5C4"])
SIGMOID = ACTIVATIONS["sigmoid"]


def mean_loss(w, b, name):
    """The loss over the twelve days of the neuron p = σ(w x + b)."""
    z = w * HUMID + b
    return LOSSES[name].of_output(z, SIGMOID(z), RAIN)


def loss_slopes(w, b, name):
    """(∂L/∂w, ∂L/∂b) = (Σ delta x, Σ delta), where delta = ∂L/∂z holds the 1/n."""
    z = w * HUMID + b
    delta = LOSSES[name].delta(z, SIGMOID(z), RAIN, SIGMOID)
    return np.array([delta @ HUMID, delta.sum()])


def downhill(w, b, name):
    """STEPS steps of gradient descent, (w, b) ← (w, b) - RATE ∇L: shape (STEPS + 1, 2)."""
    place = np.array([w, b], dtype=float)
    places = [place]
    for _ in range(STEPS):
        place = place - RATE * loss_slopes(*place, name)
        places.append(place)
    return np.array(places)


def n_wrong(w, b):
    """The number of days on which p lies on the wrong side of 1/2."""
    return int(((w * HUMID + b > 0) != RAIN).sum())


@lru_cache
def surface(name, n=121):
    """The loss at n × n places (w, b), shape (n, n); w changes along a row."""
    line = np.linspace(-EDGE, EDGE, n)
    z = line[:, None] * HUMID + line[:, None, None]  # (b, w, day)
    if name == "mean_squared_error":
        return np.square(SIGMOID(z) - RAIN).mean(axis=2)
    return (np.logaddexp(0, z) - RAIN * z).mean(axis=2)


class NeuronLossExplorer(Explorer):
    """A point (w, b) on the loss surface, dragged or moved by arrow keys, the fit of its neuron,
    and the trail of steps downhill.
    """

    size = (9.0, 4.2)
    token_version = 2  # since the number of steps was added
    scenarios = {
        "plateau": dict(w=0, b=-7, loss="mean_squared_error", steps=0),
        "bowl": dict(w=0, b=-7, loss="binary_cross_entropy", steps=0),
        "far_corner": dict(w=-8, b=-8, loss="binary_cross_entropy", steps=0),
    }

    def __init__(self, **start):
        super().__init__(**dict(steps=STEPS) | start)

    def make_controls(self):
        return {
            "w": slider("w", 0, -REACH, REACH),
            "b": slider("b", -7, -REACH, REACH),
            "loss": dropdown(say("loss"), list(LEVELS)),
            "steps": timeline(say("steps_downhill"), STEPS),
        }

    def model(self, w, b, loss, steps):
        trail = downhill(w, b, loss)[: steps + 1]
        end = trail[-1]
        return dict(
            w=w,
            b=b,
            name=loss,
            trail=trail,
            slopes=loss_slopes(w, b, loss),
            losses=[mean_loss(w, b, loss), mean_loss(*end, loss)],
            wrong=[n_wrong(w, b), n_wrong(*end)],
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        style.style_axes(left, "w", "b")
        ticks = range(-8, 9, 4)
        left.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xticks=ticks, yticks=ticks)
        heights = Surface(left, cmap=HEIGHTS, extent=(-EDGE, EDGE, -EDGE, EDGE))
        look = dict(color=style.INK, linewidth=2, zorder=5)
        (trail,) = left.plot([], [], **look)
        (start,) = left.plot([], [], marker="D", markeredgecolor="white", markersize=9, **look)
        (end,) = left.plot([], [], marker="o", markerfacecolor="white", **look)

        right.set(xlim=(-4, 4), ylim=(-0.1, 1.1))
        style.style_axes(right, say("humidity_axis"), say("rain_axis"), equal=False)
        for k, points in enumerate(draw_points(right)):
            points.set_data(HUMID[k == RAIN], RAIN[k == RAIN])
        (errors,) = right.plot([], [], color=style.WARNING, linewidth=1.2, zorder=2)
        (after,) = right.plot([], [], "--", color=style.INK, linewidth=1.5)
        (curve,) = right.plot([], [], color=style.INK, linewidth=2.5)
        return SimpleNamespace(
            ax=left,
            heights=heights,
            contours={name: _draw_contours(left, name) for name in LEVELS},
            trail=trail,
            end=end,
            start=start,
            errors=errors,
            after=after,
            curve=curve,
        )

    def draw(self, w, b, name, trail, **_):
        artists = self.artists
        artists.heights.set_data(surface(name))
        artists.heights.set_clim(0, surface(name).max())
        for each, lines in artists.contours.items():
            lines.set_visible(each == name)
        artists.trail.set_data(*trail.T)
        artists.end.set_data(*trail[1:][-1:].T)  # none before the first step
        artists.start.set_data(*trail[:1].T)
        x = np.linspace(-4, 4, 161)
        end_w, end_b = trail[-1]
        artists.curve.set_data(x, SIGMOID(w * x + b))
        artists.after.set_data(x, SIGMOID(end_w * x + end_b))
        gaps = np.full(len(RAIN), np.nan)  # from each error to the next
        heights = np.stack([RAIN, SIGMOID(w * HUMID + b), gaps], axis=1)
        artists.errors.set_data(np.repeat(HUMID, 3), heights.ravel())

    def describe(self, name, w, b, trail, slopes, losses, wrong, **_):
        steps = len(trail) - 1
        return say(
            "loss_downhill" if steps else "loss_here",
            name=named(name),
            w=signed(w),
            b=signed(b),
            loss=signed(losses[0], 3),
            in_w=signed(slopes[0], 4),
            in_b=signed(slopes[1], 4),
            wrong=wrong[0],
            n=len(RAIN),
            steps=steps,
            after=signed(losses[1], 3),
            wrong_after=wrong[1],
        )

    def grips(self):
        return [(self.artists.ax, self.state["w"], self.state["b"])]

    def on_pointer(self, kind, ax, x, y):
        if ax is self.artists.ax and kind != "release":
            self.set(w=round(x, 1), b=round(y, 1))

    def on_arrows(self, dx, dy):
        state = self.state
        self.set(w=round(state["w"] + 0.1 * dx, 1), b=round(state["b"] + 0.1 * dy, 1))


def _draw_contours(ax, name):
    heights = surface(name)
    line = np.linspace(-EDGE, EDGE, len(heights))
    return ax.contour(line, line, heights, LEVELS[name], colors=style.MUTED, linewidths=0.8)
