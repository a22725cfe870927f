"""Bend a curve out of ReLU hinges: by hand, by least squares, by training."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.numbers import short
from nncourse.draw.plane import draw_rings
from nncourse.explorers._base.controls import dropdown, memory, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, say
from nnlib import Adam, Dense, Network, train

LEFT = -3.0
RIGHT = 3.0
GAP = 0.02  # between knots, at least
MOST = 12  # units
STEPS = 400
ROUNDING = 1e-12  # an error that is no larger is shown as 0
LEAST = 2e-6  # the least error that is drawn
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
    """Least squares: the heights at ``knots`` of the curve that is nearest to the points (x, y)."""
    weights, *_ = np.linalg.lstsq(hinges(x, knots), y)
    return hinges(knots, knots) @ weights


def network(knots):
    """The 1-n-1 network, ReLU inside, whose curve goes through ``knots``, shape (n + 1, 2): flat up
    to the first, bent at each but the last.
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
    """A curve of straight pieces: each unit bends it once, at a knot that can be dragged."""

    size = (9.0, 4.0)
    scenarios = {
        "sine_by_hand": dict(target="sine", units=4, knots=""),
        "two_hinges": dict(target="absolute value", units=2, knots=""),
        "odd_hinges": dict(target="absolute value", units=3, knots=""),
        "stairs": dict(target="staircase", units=12, knots=""),
    }
    actions = ("fit", "learn")

    def __init__(self, **start):
        self._held = 0  # the knot that is moved
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
            units=units,
            error=made.loss(X[:, None], y),
            best=best(target),
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.5, 1])
        blue, orange, _ = style.COLOURS
        left.set(xlim=(LEFT - 0.2, RIGHT + 0.2), ylim=(-2.1, 2.3))
        style.style_axes(left, "$x$", "$y$", equal=False)
        (target,) = left.plot([], [], ":", color=style.INK, linewidth=2.5)
        (curve,) = left.plot([], [], color=blue, linewidth=2.5)
        (knots,) = left.plot([], [], "D", color=orange, markersize=9, markeredgecolor=style.INK)

        right.set(xlim=(0.3, MOST + 0.7), ylim=(1e-6, 10), yscale="log")
        style.style_axes(right, say("hidden"), say("mse"), equal=False)
        right.set_xticks(range(2, MOST + 1, 2))
        (errors,) = right.plot([], [], "o--", color=style.MUTED, markersize=5)
        (now,) = right.plot([], [], "D", color=blue, markersize=9)
        return SimpleNamespace(
            ax=left,
            target=target,
            curve=curve,
            knots=knots,
            ring=draw_rings(left),
            errors=errors,
            now=now,
        )

    def draw(self, points, y, y_hat, units, error, best, **_):
        artists = self.artists
        self._held = min(self._held, len(points) - 1)
        artists.target.set_data(X, y)
        artists.curve.set_data(X, y_hat)
        artists.knots.set_data(*points.T)
        artists.ring.set_data(*points[[self._held]].T)
        artists.errors.set_data(range(1, MOST + 1), np.maximum(best, LEAST))
        artists.now.set_data([units], [max(error, LEAST)])

    def describe(self, target, units, error, best, **_):
        return say(
            "hinges",
            units=units,
            target=target,
            error=_rounded(error),
            least=_rounded(best[units - 1]),
        )

    def fit(self):
        """Least squares, with the hinges where they are."""
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
        """All knots, one of them held: the last, if the held one is gone with its unit."""
        points = read(self.state["knots"], self.state["units"])
        self._held = min(self._held, len(points) - 1)
        return points

    def grips(self):
        return [(self.artists.ax, x, y) for x, y in self._points()]

    def on_pointer(self, kind, ax, x, y):
        if ax is not self.artists.ax or kind == "release":
            return
        points = self._points()
        if kind == "press":
            distances = np.hypot(points[:, 0] - x, (points[:, 1] - y) / 0.8)
            self._held = int(distances.argmin())
        self._move(points, x, y)

    def on_arrows(self, dx, dy):
        points = self._points()
        x, y = points[self._held]
        self._move(points, x + 0.05 * dx, y + 0.05 * dy)

    def on_space(self):
        """Hold the next knot."""
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
    """Read knots (units + 1, 2) from ``text``; those of another number of units are replaced by
    evenly spaced ones on the same curve.
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
    """The error of least squares with 1, 2, ... MOST evenly spaced hinges."""
    y = TARGETS[target](X)
    errors = []
    for units in range(1, MOST + 1):
        knots = np.linspace(LEFT, RIGHT, units + 1)
        made = network(np.column_stack([knots, heights(X, y, knots)]))
        errors.append(made.loss(X[:, None], y))
    return errors
