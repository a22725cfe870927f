"""Full batch, mini-batches, single samples: three ways down the same bowl, and their noise."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.messages import say
from nnlib import SGD, Dense, Network, train
from nnlib.schedules import SCHEDULES

N, EPOCHS, FAR = 40, 20, 1e6  # points, epochs; a loss beyond FAR has run away
SIZES = {"full batch": N, "batches of 8": 8, "single samples": 1}
LOOKS = {
    "full batch": (plots.INK, "-"),
    "batches of 8": (plots.COLOURS[0], "--"),
    "single samples": (plots.COLOURS[1], ":"),
}
EXTENT = (-2.0, 2.0, -2.0, 2.0)
TRUE = (0.8, -0.5)  # w and b of the line on which the points lie, but for noise


def points():
    """X (40, 1) and y (40,): a line with normal noise of standard deviation 0.5."""
    rng = np.random.default_rng(0)
    X = rng.uniform(-1.5, 1.5, (N, 1))
    return X, TRUE[0] * X[:, 0] + TRUE[1] + rng.normal(scale=0.5, size=N)


def surface(X, y, n=80):
    """The mean squared error over (w, b), shape (n, n), b from below."""
    w, b = plots.grid(EXTENT, n).T
    errors = X * w + b - y[:, None]  # (n_samples, n²)
    return np.mean(errors**2, axis=0).reshape(n, n)


def least(X, y):
    """The least mean squared error that any line has."""
    A = np.column_stack([X, np.ones(len(X))])
    return float(np.mean((A @ np.linalg.lstsq(A, y, rcond=None)[0] - y) ** 2))


def run_training(X, y, size, rate, schedule, seed):
    """Parameters (w, b) and loss on all points after every 8 samples seen, the start included."""
    network, optimizer = Network([Dense(1, 1)]), SGD(rate)
    network.parameters = [-1.6, 1.6]
    states, steps = [network.parameters.copy()], EPOCHS * N // size
    for k, _ in enumerate(
        train(network, X, y, optimizer, epochs=EPOCHS, batch_size=size, seed=seed)
    ):
        optimizer.learning_rate = rate * schedule((k + 1) / steps)
        states.append(network.parameters.copy())
    ends = np.arange(len(states)) * size  # samples seen until each state
    states = np.array(states)[np.searchsorted(ends, np.arange(0, EPOCHS * N + 1, 8), "right") - 1]
    return states, np.array([np.mean((X[:, 0] * w + b - y) ** 2) for w, b in states])


class NoiseExplorer(Explorer):
    """Three runs at one learning rate, compared after equally many samples; faintly also the losses
    still to come, so that each control is seen to act at once.
    """

    size = (9.0, 4.2)

    def __init__(self, **start):
        self._points, self._runs = points(), newest(self._run_all)
        self._map, self._least = surface(*self._points), least(*self._points)
        super().__init__(**start)

    def _run_all(self, rate, schedule, seed):
        options = rate, SCHEDULES[schedule], seed
        return {name: run_training(*self._points, size, *options) for name, size in SIZES.items()}

    def make_controls(self):
        return {
            "seen": timeline(say("eights"), EPOCHS * N // 8),
            "rate": dropdown(say("learning_rate"), [0.01, 0.03, 0.1, 0.3, 0.6], 0.1),
            "schedule": dropdown(say("schedule"), list(SCHEDULES)),
            "seed": whole_number(say("order_of_samples"), 0, 0, 9),
        }

    def model(self, seen, rate, schedule, seed):
        whole = self._runs(rate, schedule, seed).items()
        runs = {name: (states[: seen + 1], losses[: seen + 1]) for name, (states, losses) in whole}
        ahead = {name: losses for name, (_, losses) in whole}
        return dict(seen=seen, runs=runs, ahead=ahead, least=self._least)

    def build(self, figure):
        self._plane, self._history = figure.subplots(1, 2, width_ratios=[1.1, 1])
        self._plane.set(xlim=EXTENT[:2], ylim=EXTENT[2:])
        plots.style(self._plane, "$w$", "$b$")
        heights = plots.Surface(self._plane, cmap=plots.HEIGHTS, extent=EXTENT)
        heights.set_data(self._map)
        heights.set_clim(self._map.min(), self._map.max())
        plots.move_levels(plots.draw_levels(self._plane), self._map, EXTENT)
        self._history.set(xlim=(-0.5, EPOCHS + 0.5), ylim=(0.15, 10), yscale="log")
        self._history.set_xticks(range(0, EPOCHS + 1, 5))
        plots.style(self._history, say("epoch"), say("loss"), equal=False)
        self._lines = {}
        for name, (colour, style) in LOOKS.items():
            look = dict(color=colour, linestyle=style, linewidth=1.8)
            ends = dict(marker="D", markevery=[-1], markersize=8, markeredgecolor="white")
            ahead = plots.draw_ahead(self._history, color=colour)
            (path,) = self._plane.plot([], [], **look, **ends)
            (loss,) = self._history.plot([], [], label=name, **look)
            self._lines[name] = path, loss, ahead
        plots.key(self._history)

    def draw(self, runs, ahead, **_):
        for name, (states, losses) in runs.items():
            path, *curves = self._lines[name]
            path.set_data(*states.T)
            for curve, values in zip(curves, (losses, ahead[name]), strict=True):
                curve.set_data(np.arange(len(values)) * 8 / N, values)

    def describe(self, seen, runs, least, **_):
        losses = ", ".join(f"{name} {_written(losses[-1])}" for name, (_, losses) in runs.items())
        return say("noise", epochs=short(seen * 8 / N), losses=losses, least=short(least))


def _written(loss):
    return short(loss) if loss < FAR else say("gone_away")
