"""Bend a curve out of ReLU hinges: by hand, by least squares, by training."""

from functools import cache

import numpy as np

from nncourse.draw import plots
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, memory, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, say
from nnlib import Adam, Dense, Network, train

LEFT, RIGHT, GAP = -3.0, 3.0, 0.02
MOST, STEPS, ROUNDING = 12, 400, 1e-12
X = np.linspace(LEFT, RIGHT, 121)
TARGETS = {
    "sine": np.sin,
    "bump": lambda x: np.exp(-2 * x**2),
    "absolute value": lambda x: np.abs(x) - 1,
    "staircase": lambda x: np.floor(np.minimum(x, 2.99) / 1.5) / 2,  # no step up at 3, its end
}


def hinges(x, knots):
    """max(0, x - c) for each hinge c, and a column of ones for the bias: (n_samples, units + 1).

    Hinges stand at all knots but the last, which ends the curve.
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
    slopes = np.diff(y) / np.diff(x)
    made = Network([Dense(1, len(x) - 1, "relu"), Dense(len(x) - 1, 1)])
    made.layers[0].W, made.layers[0].b = np.ones((1, len(x) - 1)), -x[:-1]
    made.layers[1].W, made.layers[1].b = np.diff(slopes, prepend=0)[:, None], y[:1]
    return made


class HingeExplorer(Explorer):
    """A curve of straight pieces: each unit bends it once, at a knot that can be dragged."""

    size = (9.0, 4.0)
    actions = ("fit", "learn")

    def __init__(self, **start):
        self._held = 0
        super().__init__(**start)

    def make_controls(self):
        return {
            "target": dropdown(say("target"), list(TARGETS)),
            "units": whole_number(say("hidden"), 4, 1, MOST),
            "knots": memory("", "-3,1 -1,0 0,1 1,-1 3,0", "-3,0 3,1"),
        }

    def model(self, target, units, knots):
        points, y = read(knots, units), TARGETS[target](X)
        made = network(points)
        y_hat, error = made.predict(X[:, None])[:, 0], made.loss(X[:, None], y)
        return dict(
            target=target, points=points, y=y, y_hat=y_hat, units=units, error=error,
            best=best(target),
        )  # fmt: skip

    def build(self, figure):
        left, self._right = figure.subplots(1, 2, width_ratios=[1.5, 1])
        self._left = left
        left.set(xlim=(LEFT - 0.2, RIGHT + 0.2), ylim=(-2.1, 2.3))
        plots.style(left, "$x$", "$y$", equal=False)
        (self._curve,) = left.plot([], [], ":", color=plots.INK, linewidth=2.5)
        (self._line,) = left.plot([], [], color=plots.COLOURS[0], linewidth=2.5)
        (self._knots,) = left.plot([], [], "D", color=plots.COLOURS[1], markersize=9,
                                   markeredgecolor=plots.INK)  # fmt: skip
        self._ring = plots.draw_rings(left)
        self._right.set(xlim=(0.3, MOST + 0.7), ylim=(1e-6, 10), yscale="log")
        plots.style(self._right, say("hidden"), say("mse"), equal=False)
        self._right.set_xticks(range(2, MOST + 1, 2))
        (self._errors,) = self._right.plot([], [], "o--", color=plots.MUTED, markersize=5)
        (self._now,) = self._right.plot([], [], "D", color=plots.COLOURS[0], markersize=9)

    def draw(self, points, y, y_hat, units, error, best, **_):
        self._held = min(self._held, len(points) - 1)
        self._curve.set_data(X, y)
        self._line.set_data(X, y_hat)
        self._knots.set_data(*points.T)
        self._ring.set_data(*points[[self._held]].T)
        self._errors.set_data(range(1, MOST + 1), np.maximum(best, 2e-6))
        self._now.set_data([units], [max(error, 2e-6)])

    def describe(self, target, units, error, best, **_):
        error, least = (short(e if e > ROUNDING else 0, 2) for e in (error, best[units - 1]))
        return say("hinges", units=units, target=target, error=error, least=least)

    def fit(self):
        """Least squares, with the hinges where they are."""
        state = self.state
        x = read(state["knots"], state["units"])[:, 0]
        self._keep(x, heights(X, TARGETS[state["target"]](X), x))

    def learn(self):
        """Train the output's weights and the hinges' places; each unit keeps input weight 1."""
        state = self.state
        made = network(read(state["knots"], state["units"]))
        hidden, y = made.layers[0], TARGETS[state["target"]](X)
        for _ in train(made, X[:, None], y, Adam(0.02), epochs=STEPS):
            hidden.W[...] = 1
        x = np.append(np.sort(-hidden.b), RIGHT)
        for k in range(len(x) - 1):  # inside the picture, in their order
            x[k] = min(max(x[k], x[k - 1] + GAP if k else LEFT), RIGHT - GAP * (len(x) - 1 - k))
        self._keep(x, made.predict(x[:, None])[:, 0])

    def _keep(self, x, y):
        self.set(knots=" ".join(f"{a:.4f},{b:.4f}" for a, b in zip(x, y, strict=True)))

    def _points(self):
        """All knots, one of them held: the last, if the held one is gone with its unit."""
        points = read(self.state["knots"], self.state["units"])
        self._held = min(self._held, len(points) - 1)
        return points

    def on_pointer(self, kind, ax, x, y):
        if ax is not self._left or kind == "release":
            return
        points = self._points()
        if kind == "press":
            away = np.hypot(*((points - [x, y]) / [1, 0.8]).T)
            self._held = int(away.argmin())
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
        k, last = self._held, len(points) - 1
        low = points[k - 1, 0] + GAP if k else LEFT
        high = points[k + 1, 0] - GAP if k < last else RIGHT
        points[k] = RIGHT if k == last else min(max(x, low), high), min(max(y, -2), 2.2)
        self._keep(*points.T)


def read(text, units):
    """Knots (units + 1, 2) as ``text`` tells them; those of another number of units are laid out
    anew on the same curve, evenly.
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
    return (
        points if len(points) == units + 1 else np.column_stack([even, np.interp(even, *points.T)])
    )


@cache
def best(target):
    """The error of least squares with 1, 2, ... MOST evenly spaced hinges."""
    y, errors = TARGETS[target](X), []
    for units in range(1, MOST + 1):
        knots = np.linspace(LEFT, RIGHT, units + 1)
        made = network(np.column_stack([knots, heights(X, y, knots)]))
        errors.append(made.loss(X[:, None], y))
    return errors
