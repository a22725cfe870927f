"""Troubles with data: features of unequal size, wrong labels, a class that is rare."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.bars import Bars
from nncourse.explorers._base.controls import dropdown, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.messages import say
from nnlib import SGD, Network, fit

N, N_TEST, EPOCHS = 200, 1000, 200
REACH = 4.2  # of the picture, in standard deviations of a cloud


def clouds(n, share, seed):
    """X (n, 2), y: normal clouds about (-0.7, -0.7), and (0.7, 0.7) for class 1, ``share`` %."""
    rng = np.random.default_rng(seed)
    y = (np.arange(n) < round(n * share / 100)).astype(np.intp)
    return rng.normal(size=(n, 2)) + np.where(y, 0.7, -0.7)[:, None], y


def mislabelled(y, percent):
    """``y`` with so many percent of its labels, drawn at random, turned round."""
    rows = np.random.default_rng(2).permutation(len(y))[: round(len(y) * percent / 100)]
    given = y.copy()
    given[rows] = 1 - given[rows]
    return given


def balanced(X, y):
    """Rows of the rarer class over again, until there are as many of each."""
    rare = int(y.mean() < 0.5)
    few, many = np.flatnonzero(y == rare), np.flatnonzero(y != rare)
    rows = np.concatenate([many, np.resize(few, len(many))])
    return X[rows], y[rows]


class DataTroublesExplorer(Explorer):
    """A small network trained on troubled data, and how it does on a thousand clean samples."""

    size = (9.0, 4.0)

    def __init__(self, **start):
        self.model = newest(self.model)
        super().__init__(**start)

    def make_controls(self):
        return {
            "factor": dropdown(say("data_factor"), [1, 10, 100]),
            "inputs": dropdown(say("data_inputs"), ["raw", "scaled"]),
            "wrong_labels": whole_number(say("data_wrong"), 0, 0, 40),
            "rare": whole_number(say("data_rare"), 50, 2, 50),
            "remedy": dropdown(say("data_remedy"), ["once", "repeated"]),
        }

    def model(self, factor, inputs, wrong_labels, rare, remedy):
        (X, y), (test, labels) = clouds(N, rare, 0), clouds(N_TEST, rare, 1)
        unit = np.array([1, factor])
        X, given = unit * X, mislabelled(y, wrong_labels)
        middle, spread = (X.mean(0), X.std(0)) if inputs == "scaled" else (0, 1)
        network = Network.from_sizes([2, 8, 1], seed=0)
        data = (X - middle) / spread, given
        data = balanced(*data) if remedy == "repeated" else data
        fit(network, *data, SGD(0.3), epochs=EPOCHS)
        extent = (-REACH, REACH, -REACH * factor, REACH * factor)
        said = network.classify((unit * test - middle) / spread)
        points = (plots.grid(extent, 60) - middle) / spread
        return dict(
            X=X, given=given, wrong=X[given != y], factor=factor, extent=extent,
            surface=network.predict(points).reshape(60, 60),
            training=np.mean(network.classify((X - middle) / spread) == given),
            test=np.mean(said == labels), always=np.mean(labels == 0),
            found=int(said[labels == 1].sum()), alarms=int(said.sum()), there=int(labels.sum()),
        )  # fmt: skip

    def build(self, figure):
        self._plane, ax = figure.subplots(1, 2, width_ratios=[1.15, 1])
        plots.style(self._plane, "$x_1$", "$x_2$", equal=False)
        self._surface = plots.draw_surface(self._plane)
        self._points = plots.draw_points(self._plane)
        self._wrong = plots.draw_rings(self._plane)
        ax.set_ylim(0, 112)
        plots.style(ax, "", say("data_percent"), equal=False)
        names = [say("data_training"), say("data_test"), say("data_recall"), say("data_precision")]
        self._bars = Bars(ax, names, 1, [plots.COLOURS[k] for k in (0, 0, 1, 1)])
        self._factor = None

    def draw(self, X, given, wrong, factor, extent, surface, training, test, **shares):
        if factor != self._factor:
            self._factor = factor
            self._plane.set(xlim=extent[:2], ylim=extent[2:])
            self._surface.set_extent(extent)
            self.relayout()
        self._surface.set_data(surface)
        for k, points in enumerate(self._points):
            points.set_data(*X[given == k].T)
        self._wrong.set_data(*wrong.T)
        found, alarms, there = (shares[name] for name in ("found", "alarms", "there"))
        right = found / alarms if alarms else np.nan
        self._bars.move(100 * np.array([training, test, found / there, right]))

    def describe(self, training, test, always, found, alarms, there, **_):
        return say(
            "data_troubles", training=100 * training, test=100 * test, always=100 * always,
            found=found, there=there, alarms=alarms,
        )  # fmt: skip
