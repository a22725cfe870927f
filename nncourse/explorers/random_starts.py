"""Eight networks that learn side by side: the penalty and the size differ, or the start alone."""

from itertools import chain

import numpy as np

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import growing, newest
from nncourse.messages import say
from nnlib import Adam, Network, datasets, train

EPOCHS, N = 200, 30  # a tile has N × N shades
PLANS = {  # what varies: (units, alpha, seed) of each network, two rows of four
    "penalty": [(n, alpha, 0) for n in (10, 32) for alpha in (0.0001, 0.01, 0.1, 1.0)],
    "start": [(32, 0.0001, seed) for seed in range(8)],
}
TILES = {"penalty": "eight_penalty", "start": "eight_start"}


def network(units, parameters=None, seed=0):
    """The network with two hidden layers of so many units, new or with these parameters."""
    made = Network.from_sizes([2, units, units, 1], "relu", init="he_normal", seed=seed)
    if parameters is not None:
        made.parameters = parameters
    return made


def run_training(data, units, alpha, seed):
    """Train with Adam, and yield the parameters before the first epoch and after each.

    ``alpha`` counts as in scikit-learn, which divides it by the number of samples.
    """
    learner, l2 = network(units, seed=seed), alpha / len(data.y)
    for _ in chain([None], train(learner, *data, Adam(0.02), epochs=EPOCHS, l2=l2)):
        yield learner.parameters.copy()


def n_wrong(network, data):
    """How many samples of ``data`` are on the wrong side."""
    return int((network.classify(data.X) != data.y).sum())


class RandomStartsExplorer(Explorer):
    """The planes of eight networks as tiles of one picture, epoch by epoch."""

    size = (9.0, 4.2)

    def __init__(self, **start):
        self._samples = newest(lambda noise: datasets.moons(100, noise, 3).split(seed=0))
        self._runs = growing(self._run_all)
        super().__init__(**start)

    def _run_all(self, vary, noise):
        data, _ = self._samples(noise)
        return zip(*[run_training(data, *plan) for plan in PLANS[vary]], strict=True)

    def make_controls(self):
        return {
            "epoch": timeline(say("epoch"), EPOCHS, stride=2),
            "vary": dropdown(say("eight_vary"), list(PLANS)),
            "noise": dropdown(say("over_noise"), [0.1, 0.25, 0.4], 0.25),
        }

    def model(self, epoch, vary, noise):
        (data, others), history = self._samples(noise), self._runs(epoch, vary=vary, noise=noise)
        units = [n for n, _, _ in PLANS[vary]]
        eight, extent = [*map(network, units, history[epoch])], plots.limits(data.X, 0.05)
        return dict(
            epoch=epoch, vary=vary, noise=noise, data=data, n_others=len(others.y), extent=extent,
            surfaces=[net.predict(plots.grid(extent, N)).reshape(N, N) for net in eight],
            wrong=[n_wrong(net, data) for net in eight],
            missed=[n_wrong(net, others) for net in eight],
        )  # fmt: skip

    def build(self, figure):
        self._ax = figure.subplots()
        self._ax.set_axis_off()
        self._ax.set_aspect("equal")
        self._surfaces = [plots.draw_surface(self._ax) for _ in range(8)]
        self._points = plots.draw_points(self._ax)
        for points in self._points:
            points.set(markersize=4, markeredgewidth=0.5)
        look = dict(fontsize=plots.FONT_SIZE - 1, color=plots.INK)
        self._labels = [Label(self._ax, 0, 0, **look) for _ in range(8)]
        self._shown = None

    def draw(self, vary, noise, data, extent, surfaces, wrong, missed, **_):
        if noise != self._shown:
            self._shown = noise
            self._place_tiles(data, *extent)
        for i, (units, alpha, seed) in enumerate(PLANS[vary]):
            self._surfaces[i].set_data(surfaces[i])
            values = dict(units=units, alpha=alpha, seed=seed, wrong=wrong[i], missed=missed[i])
            self._labels[i].set_text(say(TILES[vary], **values))

    def _place_tiles(self, data, left, right, bottom, top):
        wide, high = 1.06 * (right - left), 1.3 * (top - bottom)
        shifts = np.array([(wide * (i % 4), -high * (i // 4)) for i in range(8)])
        self._ax.set(xlim=(left, left + 4 * wide), ylim=(bottom - 1.03 * high, bottom + high))
        for (dx, dy), surface, label in zip(shifts, self._surfaces, self._labels, strict=True):
            surface.set_extent((left + dx, right + dx, bottom + dy, top + dy))
            label.set_position((left + dx, top + dy + 0.06 * high))
        for k, points in enumerate(self._points):
            points.set_data(*(data.X[data.y == k] + shifts[:, None]).reshape(-1, 2).T)
        self.relayout()

    def describe(self, epoch, data, n_others, wrong, missed, **_):
        return say(
            "eight", epoch=epoch, n=len(data.y), wrong=", ".join(map(str, wrong)),
            others=n_others, missed=", ".join(map(str, missed)),
        )  # fmt: skip
