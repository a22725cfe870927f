"""Problems with data: features of unequal scale, wrong labels, a rare class."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.bars import Bars
from nncourse.draw.plane import ClassPlane, grid
from nncourse.explorers._base.controls import dropdown, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.messages import say
from nnlib import SGD, Network, fit

N = 200
N_TEST = 1000
EPOCHS = 200
REACH = 4.2  # of the picture, in standard deviations of a cloud


def clouds(n, percent, seed):
    """X (n, 2) and y: normal clouds around (-0.7, -0.7), and around (0.7, 0.7) for class 1, which
    has ``percent`` percent of the samples.
    """
    rng = np.random.default_rng(seed)
    y = (np.arange(n) < round(n * percent / 100)).astype(np.intp)
    middle = np.where(y, 0.7, -0.7)[:, None]
    return rng.normal(size=(n, 2)) + middle, y


def mislabelled(y, percent):
    """``y`` with ``percent`` percent of its labels, drawn at random, flipped."""
    n_wrong = round(len(y) * percent / 100)
    rows = np.random.default_rng(2).permutation(len(y))[:n_wrong]
    given = y.copy()
    given[rows] = 1 - given[rows]
    return given


def balanced(X, y):
    """X and y with rows of the rarer class repeated, so that both classes are equally frequent."""
    rare = int(y.mean() < 0.5)
    few = np.flatnonzero(y == rare)
    many = np.flatnonzero(y != rare)
    rows = np.concatenate([many, np.resize(few, len(many))])
    return X[rows], y[rows]


class DataTroublesExplorer(Explorer):
    """A small network trained on flawed data, and how it does on a thousand clean samples."""

    size = (9.0, 4.0)
    stack = 0.8
    scenarios = {
        "rare_class": dict(rare=5),
        "shown_more_often": dict(rare=5, remedy="repeated"),
        "unscaled": dict(rare=50, factor=100),
        "scaled": dict(rare=50, factor=100, inputs="scaled"),
        "wrong_labels": dict(rare=50, wrong_labels=20),
    }
    groups = (
        ("inputs", ("factor", "inputs")),
        ("labels", ("wrong_labels", "rare", "remedy")),
    )

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
        X, y = clouds(N, rare, seed=0)
        X_test, y_test = clouds(N_TEST, rare, seed=1)
        unit = np.array([1, factor])
        X = unit * X
        X_test = unit * X_test
        given = mislabelled(y, wrong_labels)
        middle = 0
        spread = 1
        if inputs == "scaled":
            middle = X.mean(axis=0)
            spread = X.std(axis=0)

        network = Network.from_sizes([2, 8, 1], seed=0)
        X_scaled = (X - middle) / spread
        samples = (X_scaled, given)
        if remedy == "repeated":
            samples = balanced(X_scaled, given)
        fit(network, *samples, SGD(0.3), epochs=EPOCHS)

        extent = (-REACH, REACH, -REACH * factor, REACH * factor)
        points = (grid(extent, 60) - middle) / spread
        called = network.classify((X_test - middle) / spread)
        return dict(
            X=X,
            given=given,
            wrong=X[given != y],
            factor=factor,
            extent=extent,
            surface=network.predict(points).reshape(60, 60),
            training=np.mean(network.classify(X_scaled) == given),
            test=np.mean(called == y_test),
            always=np.mean(y_test == 0),
            found=int(called[y_test == 1].sum()),
            alarms=int(called.sum()),
            there=int(y_test.sum()),
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        style.style_axes(left, "$x_1$", "$x_2$", equal=False)
        right.set_ylim(0, 112)
        style.style_axes(right, "", say("data_percent"), equal=False)
        names = [say("data_training"), say("data_test"), say("data_recall"), say("data_precision")]
        blue, orange, _ = style.COLOURS
        return SimpleNamespace(
            plane=ClassPlane(left),
            factor=None,  # of the plane's present extent
            bars=Bars(right, names, 1, [blue, blue, orange, orange]),
        )

    def draw(
        self, X, given, wrong, factor, extent, surface, training, test, found, alarms, there, **_
    ):
        plane = self.artists.plane
        if factor != self.artists.factor:
            self.artists.factor = factor
            plane.set_extent(extent)
            self.relayout()
        plane.show_output(surface)
        plane.show_samples(X, given)
        plane.show_wrong(wrong)
        recall = found / there
        precision = found / alarms if alarms else np.nan
        self.artists.bars.move(100 * np.array([training, test, recall, precision]))

    def describe(self, training, test, always, found, alarms, there, **_):
        return say(
            "data_troubles",
            training=100 * training,
            test=100 * test,
            always=100 * always,
            found=found,
            there=there,
            alarms=alarms,
        )
