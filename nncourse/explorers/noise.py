"""Full batch, mini-batches, single samples: three paths down the same bowl, and their noise."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.curves import LossAxis
from nncourse.draw.height_map import HeightMap
from nncourse.draw.numbers import short
from nncourse.draw.plane import grid
from nncourse.explorers._base.controls import dropdown, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.messages import listed, named, say
from nnlib import SGD, Dense, Network, train
from nnlib.schedules import SCHEDULES

N = 40  # points
EPOCHS = 20
FAR = 1e6  # a run with a larger loss has diverged
EVERY = 8  # samples from one kept state to the next
SIZES = {"full batch": N, "batches of 8": 8, "single samples": 1}
LOOKS = {  # name: colour, line, size of its diamond; at one place, each shows around the next
    "full batch": (style.INK, "-", 13),
    "batches of 8": (style.COLOURS[0], "--", 9),
    "single samples": (style.COLOURS[1], ":", 5.5),
}
EXTENT = (-2.0, 2.0, -2.0, 2.0)
TRUE_W = 0.8  # of the line on which the points lie without noise
TRUE_B = -0.5


def points():
    """X (40, 1) and y (40,): a line plus normal noise with standard deviation 0.5."""
    rng = np.random.default_rng(0)
    X = rng.uniform(-1.5, 1.5, (N, 1))
    noise = rng.normal(scale=0.5, size=N)
    return X, TRUE_W * X[:, 0] + TRUE_B + noise


def surface(X, y, n=80):
    """The mean squared error over (w, b), shape (n, n), the lowest b first."""
    w, b = grid(EXTENT, n).T
    errors = X * w + b - y[:, None]  # (n_samples, n²)
    return np.mean(errors**2, axis=0).reshape(n, n)


def least(X, y):
    """The least mean squared error of any line."""
    A = np.column_stack([X, np.ones(len(X))])
    best, *_ = np.linalg.lstsq(A, y, rcond=None)
    return float(np.mean((A @ best - y) ** 2))


def run_training(X, y, size, rate, schedule, seed):
    """Parameters (w, b) and loss on all points after every 8 samples seen, the start included."""
    network = Network([Dense(1, 1)])
    network.parameters = [-1.6, 1.6]
    optimizer = SGD(rate)
    n_steps = EPOCHS * N // size
    states = [network.parameters.copy()]
    steps = train(network, X, y, optimizer, epochs=EPOCHS, batch_size=size, seed=seed)
    for k, _ in enumerate(steps, start=1):
        optimizer.learning_rate = rate * schedule(k / n_steps)
        states.append(network.parameters.copy())
    seen = np.arange(len(states)) * size  # samples seen before each state
    kept = np.searchsorted(seen, np.arange(0, EPOCHS * N + 1, EVERY), side="right") - 1
    states = np.array(states)[kept]
    losses = [np.mean((X[:, 0] * w + b - y) ** 2) for w, b in states]
    return states, np.array(losses)


class NoiseExplorer(Explorer):
    """Three runs at one learning rate, compared after equally many samples."""

    size = (9.0, 4.2)
    scenarios = {
        "one_by_one": dict(rate=0.1, schedule="constant", seen=0),
        "falling_rate": dict(rate=0.1, schedule="cosine", seen=0),
        "too_much_noise": dict(rate=0.6, schedule="constant", seen=0),
    }

    def __init__(self, **start):
        self._points = points()
        self._least = least(*self._points)
        self._runs = newest(self._run_all)
        super().__init__(**start)

    def _run_all(self, rate, schedule, seed):
        runs = {}
        for name, size in SIZES.items():
            runs[name] = run_training(*self._points, size, rate, SCHEDULES[schedule], seed)
        return runs

    def make_controls(self):
        return {
            "seen": timeline(say("eights"), EPOCHS * N // EVERY),
            "rate": dropdown(say("learning_rate"), [0.01, 0.03, 0.1, 0.3, 0.6], 0.1),
            "schedule": dropdown(say("schedule"), list(SCHEDULES)),
            "seed": whole_number(say("order_of_samples"), 0, 0, 9),
        }

    def model(self, seen, rate, schedule, seed):
        paths = {}
        losses = {}
        for name, (states, run_losses) in self._runs(rate, schedule, seed).items():
            paths[name] = states[: seen + 1]
            losses[name] = run_losses[: seen + 1]
        return dict(seen=seen, paths=paths, losses=losses, least=self._least)

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.1, 1])
        style.set_apart(figure)
        ticks = range(-2, 3)
        left.set(xlim=EXTENT[:2], ylim=EXTENT[2:], xticks=ticks, yticks=ticks)
        style.style_axes(left, "$w$", "$b$")
        HeightMap(left).move(surface(*self._points), EXTENT)
        right.set_xlim(-0.5, EPOCHS + 0.5)
        right.set_xticks(range(0, EPOCHS + 1, 5))
        style.style_axes(right, say("epoch"), say("loss"), equal=False)
        paths = {}
        losses = {}
        for name, (colour, linestyle, size) in LOOKS.items():
            look = dict(color=colour, linestyle=linestyle, linewidth=1.8)
            look |= dict(marker="D", markevery=[-1], markersize=size)
            look |= dict(markeredgecolor="white", markeredgewidth=0.7)
            (paths[name],) = left.plot([], [], **look)
            (losses[name],) = right.plot([], [], label=named(name), **look)
        style.draw_legend_inside(right)
        return SimpleNamespace(paths=paths, losses=losses, axis=LossAxis(right, 0.2, 20))

    def draw(self, seen, paths, losses, **_):
        artists = self.artists
        epochs = np.arange(seen + 1) * EVERY / N
        if artists.axis.fit(*losses.values()):
            self.relayout()
        for name in paths:
            artists.paths[name].set_data(*paths[name].T)
            artists.losses[name].set_data(epochs, artists.axis.placed(losses[name]))

    def describe(self, seen, losses, least, **_):
        ends = [f"{named(name)} {_in_words(values[-1])}" for name, values in losses.items()]
        epochs = short(seen * EVERY / N)
        return say("noise", epochs=epochs, losses=listed(ends), least=short(least))


def _in_words(loss):
    return short(loss) if loss < FAR else say("gone_away")
