"""Bend a curve out of ReLU hinges: by hand, by least squares, by training."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.hinge_network import HingeNetwork, hinge_look
from nncourse.draw.numbers import short
from nncourse.draw.plane import draw_rings
from nncourse.explorers._base.controls import dropdown, memory, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, named, say
from nnlib import Adam, Dense, Network, train

LEFT = -3.0
RIGHT = 3.0
GAP = 0.02  # the least distance between knots
MOST = 12  # units
STEPS = 400
ROUNDING = 1e-12  # errors up to this are shown as 0
LINEAR = 1e-5  # below it, the logarithmic scale of errors is linear, down to 0
REACHES = [step * 10**k for k in range(4) for step in (2, 5, 10)]
X = np.linspace(LEFT, RIGHT, 121)
TARGETS = {
    "sine": np.sin,
    "bump": lambda x: np.exp(-2 * x**2),
    "absolute value": lambda x: np.abs(x) - 1,
    "staircase": lambda x: np.floor(np.minimum(x, 2.99) / 1.5) / 2,  # no step up at 3, its end
}


def hinges(x, knots):
    """max(0, x - c) for each hinge c, and a column of ones for the bias: (n_samples, units + 1).

    All knots but the last are hinges; the last ends the curve.
    """
    return np.column_stack([np.maximum(0, x[:, None] - knots[:-1]), np.ones_like(x)])


def heights(x, y, knots):
    """The heights at ``knots`` of the curve that fits the points (x, y) best, by least squares."""
    weights, *_ = np.linalg.lstsq(hinges(x, knots), y)
    return hinges(knots, knots) @ weights


def network(knots):
    """The 1-n-1 ReLU network whose curve goes through ``knots``, shape (n + 1, 2): flat up to the
    first, bent at each except the last.
    """
    x, y = knots.T
    units = len(x) - 1
    slopes = np.diff(y) / np.diff(x)
    hidden = Dense(1, units, "relu")
    hidden.W = np.ones((1, units))
    hidden.b = -x[:-1]
    output = Dense(units, 1)
    output.W = np.diff(slopes, prepend=0)[:, None]
    output.b = y[:1]
    return Network([hidden, output])


class HingeExplorer(Explorer):
    """A curve of straight pieces: each unit bends it once, at a knot that can be dragged. Below are
    the hinges whose sum it is, each in its own colour, as in the network that makes them.
    """

    size = (10.2, 4.4)
    narrow = ("a", "a", "b", "c", "d")
    stack = 0.6  # stacked, the error is a screen below the knots that it follows
    scenarios = {
        "sine_by_hand": dict(target="sine", units=4, knots=""),
        "two_hinges": dict(target="absolute value", units=2, knots=""),
        "odd_hinges": dict(target="absolute value", units=3, knots=""),
        "stairs": dict(target="staircase", units=12, knots=""),
    }
    actions = ("fit", "learn")

    def __init__(self, **start):
        self._held = 0  # the knot that keys or a drag move
        self._holds = False  # has the reader taken hold of a knot?
        super().__init__(**start)

    def make_controls(self):
        return {
            "target": dropdown(say("target"), list(TARGETS)),
            "units": whole_number(say("hidden"), 4, 1, MOST),
            "knots": memory("", "-3,1 -1,0 0,1 1,-1 3,0", "-3,0 3,1"),
        }

    def model(self, target, units, knots):
        points = read(knots, units)
        y = TARGETS[target](X)
        made = network(points)
        return dict(
            target=target,
            points=points,
            y=y,
            y_hat=made.predict(X[:, None])[:, 0],
            biases=made.layers[0].b,
            weights=made.layers[1].W[:, 0],
            output_bias=float(made.layers[1].b[0]),
            units=units,
            error=made.loss(X[:, None], y),
            best=best(target),
        )

    def build(self, figure):
        grid = figure.add_gridspec(3, 2, width_ratios=[1.6, 1])
        top = figure.add_subplot(grid[:2, 0])
        low = figure.add_subplot(grid[2, 0])
        diagram = figure.add_subplot(grid[:2, 1])
        right = figure.add_subplot(grid[2, 1])
        top.set(xlim=(LEFT - 0.2, RIGHT + 0.2), ylim=(-2.1, 2.3))
        style.style_axes(top, "", say("sum_of_hinges"), equal=False)
        top.tick_params(labelbottom=False)
        (target,) = top.plot([], [], ":", color=style.MUTED, linewidth=2.5)
        (curve,) = top.plot([], [], color=style.INK, linewidth=2.5)
        knots = []
        hinges = []
        low.set(xlim=(LEFT - 0.2, RIGHT + 0.2))
        style.style_axes(low, "$x$", say("each_hinge"), equal=False)
        low.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
        for k in range(MOST):
            look = hinge_look(k)
            mark = dict(color=look["color"], markersize=9, markeredgecolor=style.INK, zorder=4)
            knots += top.plot([], [], "D", **mark)
            hinges += low.plot([], [], linewidth=2, zorder=2, **look)
        mark = dict(color="white", markersize=9, markeredgecolor=style.INK, zorder=4)
        knots += top.plot([], [], "D", **mark)  # the last knot is not a hinge

        right.set(xlim=(0.3, MOST + 0.7), yscale="symlog", ylim=(0, 3))
        right.set_yscale("symlog", linthresh=LINEAR, linscale=0.4)
        style.style_axes(right, say("hidden"), say("error"), equal=False)
        right.set_xticks(range(2, MOST + 1, 2))
        right.set_yticks([0, 1e-4, 1e-2, 1], ["0", "0.0001", "0.01", "1"])
        right.minorticks_off()
        (errors,) = right.plot([], [], "o--", color=style.MUTED, markersize=5, clip_on=False)
        (now,) = right.plot([], [], "D", color=style.INK, markersize=9, clip_on=False)
        return SimpleNamespace(
            ax=top,
            low=low,
            target=target,
            curve=curve,
            knots=knots,
            hinges=hinges,
            reach=None,  # of the hinges' axes, up and down
            network=HingeNetwork(diagram, MOST),
            ring=draw_rings(top),
            errors=errors,
            now=now,
        )

    def draw(self, points, y, y_hat, biases, weights, output_bias, units, error, best, **_):
        artists = self.artists
        self._held = min(self._held, len(points) - 1)
        artists.target.set_data(X, y)
        artists.curve.set_data(X, y_hat)
        shown = {k: [point] for k, point in enumerate(points[:-1])} | {MOST: [points[-1]]}
        for k, knot in enumerate(artists.knots):
            knot.set_data(*np.transpose(shown.get(k, np.zeros((0, 2)))))
        for k, hinge in enumerate(artists.hinges):
            if k < units:
                place = points[k, 0]
                hinge.set_data([LEFT, place, RIGHT], [0, 0, weights[k] * (RIGHT - place)])
            hinge.set_visible(k < units)
        self._scale_hinges(np.abs(weights * (RIGHT - points[:-1, 0])).max())
        artists.ring.set_data(*points[[self._held]].T)
        artists.ring.set_visible(self._holds)
        artists.network.move(biases, weights, output_bias)
        artists.errors.set_data(range(1, MOST + 1), best)
        artists.now.set_data([units], [error])

    def _scale_hinges(self, highest):
        """Let the hinges' axes reach up and down to 2, 5, 10, ..., so that all fit."""
        reach = next((step for step in REACHES if step >= highest), REACHES[-1])
        if reach != self.artists.reach:
            self.artists.reach = reach
            self.artists.low.set_ylim(-1.08 * reach, 1.08 * reach)
            self.artists.low.set_yticks([-reach, 0, reach])
            self.relayout()

    def describe(self, target, units, error, best, **_):
        return say(
            "hinges",
            units=units,
            target=named(target),
            error=_rounded(error),
            least=_rounded(best[units - 1]),
        )

    def fit(self):
        """Fit the heights by least squares, with the hinges where they are."""
        state = self.state
        x = read(state["knots"], state["units"])[:, 0]
        self._keep(x, heights(X, TARGETS[state["target"]](X), x))

    def learn(self):
        """Train the output's weights and the hinges' places; each unit keeps input weight 1."""
        state = self.state
        made = network(read(state["knots"], state["units"]))
        hidden = made.layers[0]
        y = TARGETS[state["target"]](X)
        for _ in train(made, X[:, None], y, Adam(0.02), epochs=STEPS):
            hidden.W[...] = 1
        x = np.append(np.sort(-hidden.b), RIGHT)
        units = len(x) - 1
        low = LEFT
        for k in range(units):  # inside the picture, in their order
            x[k] = min(max(x[k], low), RIGHT - GAP * (units - k))
            low = x[k] + GAP
        self._keep(x, made.predict(x[:, None])[:, 0])

    def _keep(self, x, y):
        self.set(knots=" ".join(f"{a:.4f},{b:.4f}" for a, b in zip(x, y, strict=True)))

    def _points(self):
        """All knots; hold the last if the held one is gone with its unit."""
        points = read(self.state["knots"], self.state["units"])
        self._held = min(self._held, len(points) - 1)
        return points

    def grips(self):
        return [(self.artists.ax, x, y) for x, y in self._points()]

    def on_pointer(self, kind, ax, x, y):
        if ax is not self.artists.ax or kind == "release":
            return
        self._holds = True
        points = self._points()
        if kind == "press":
            distances = np.hypot(points[:, 0] - x, (points[:, 1] - y) / 0.8)
            self._held = int(distances.argmin())
        self._move(points, x, y)

    def on_arrows(self, dx, dy):
        self._holds = True
        points = self._points()
        x, y = points[self._held]
        self._move(points, x + 0.05 * dx, y + 0.05 * dy)

    def on_space(self):
        """Hold the next knot."""
        self._holds = True
        self._held = (self._held + 1) % (self.state["units"] + 1)
        self.live.changed()

    def _move(self, points, x, y):
        """Put the held knot at (x, y), between its neighbours; the last stays at the edge."""
        k = self._held
        last = len(points) - 1
        if k == last:
            x = RIGHT
        else:
            low = points[k - 1, 0] + GAP if k > 0 else LEFT
            high = points[k + 1, 0] - GAP
            x = min(max(x, low), high)
        points[k] = x, min(max(y, -2), 2.2)
        self._keep(*points.T)


def read(text, units):
    """Read knots (units + 1, 2) from ``text``; for another number of units, take evenly spaced
    knots on the same curve. Any other text raises CannotShow.
    """
    try:
        points = np.array([list(map(float, word.split(","))) for word in text.split()])
    except ValueError:
        raise CannotShow(say("no_knots", text=text[:60])) from None
    even = np.linspace(LEFT, RIGHT, units + 1)
    if not text:
        return np.column_stack([even, np.zeros(units + 1)])
    if points.ndim != 2 or points.shape[1] != 2 or (np.diff(points[:, 0]) <= 0).any():
        raise CannotShow(say("no_knots", text=text[:60]))
    if len(points) == units + 1:
        return points
    return np.column_stack([even, np.interp(even, *points.T)])


def _rounded(error):
    return short(error if error > ROUNDING else 0, 2)


@cache
def best(target):
    """The errors of the least-squares fits with 1, 2, ... MOST evenly spaced hinges."""
    y = TARGETS[target](X)
    errors = []
    for units in range(1, MOST + 1):
        knots = np.linspace(LEFT, RIGHT, units + 1)
        made = network(np.column_stack([knots, heights(X, y, knots)]))
        errors.append(made.loss(X[:, None], y))
    return errors
