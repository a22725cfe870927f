"""Overfitting: training and validation loss of one network, and how to keep them together."""

from itertools import chain
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.plane import ClassPlane, draw_points, grid
from nncourse.explorers._base.controls import dropdown, slider, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import growing, newest
from nncourse.messages import say, sentences
from nnlib import Adam, Network, datasets, train
from nnlib.training import evaluate

EPOCHS = 300
N_OTHERS = 200  # samples that the network is not trained on
STARTS = 10
NEVER = "never"
EXTENT = (-2.25, 3.25, -2.04, 2.54)  # of the picture


def moons(samples, noise):
    """Moons: ``samples`` of them to train on, and ``N_OTHERS`` others."""
    data = datasets.moons(samples, noise, seed=3)
    others = datasets.moons(N_OTHERS, noise, seed=4)
    return data, others


def run_training(data, others, units, layers, start, penalty, dropout):
    """Train with Adam on ``data``; before the first epoch and after each, yield the parameters and
    the losses of the whole network on ``data`` and on ``others``.

    ``start`` seeds the first weights, the order of the samples and the dropout.
    """
    network = Network.from_sizes([2, *[units] * layers, 1], seed=start)
    X, y = data
    X_others, y_others = others
    targets = network.targets(y)
    other_targets = network.targets(y_others)
    options = dict(epochs=EPOCHS, l2=penalty, dropout=dropout, seed=start)
    steps = train(network, X, y, Adam(0.03), **options)
    for _ in chain([None], steps):
        training = evaluate(network, X, targets)
        validation = evaluate(network, X_others, other_targets)
        yield network.parameters.copy(), [training, validation]


def stop_early(losses, patience):
    """The epoch after which training stops early, and the epoch whose weights are kept.

    As in ``train``, it stops when no epoch has set a new lowest loss for ``patience`` epochs, and
    keeps the weights of the lowest.
    """
    best = 1
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    last = len(losses) - 1
    return last, last


class OverfittingExplorer(Explorer):
    """The boundary among the samples, and both losses epoch by epoch."""

    size = (9.0, 4.0)
    scenarios = {
        "by_heart": dict(epoch=0),
        "too_simple": dict(units=1, layers=1, epoch=EPOCHS),
        "more_samples": dict(samples=200, epoch=EPOCHS),
        "some_penalty": dict(penalty=0.003, epoch=EPOCHS),
        "some_dropout": dict(dropout=0.2, epoch=EPOCHS),
        "some_patience": dict(patience="30", epoch=EPOCHS),
        "large_penalty": dict(penalty=0.03, epoch=EPOCHS),
        "little_noise": dict(noise=0.1, epoch=EPOCHS),
    }
    groups = (
        ("data", ("samples", "noise")),
        ("network", ("units", "layers", "start")),
        ("remedies", ("penalty", "dropout", "patience")),
    )

    def __init__(self, **start):
        self._moons = newest(moons)
        self._run = growing(lambda of, **options: run_training(*self._moons(*of), **options))
        super().__init__(**start)

    def make_controls(self):
        return {
            "epoch": timeline(say("epoch"), EPOCHS, stride=2),
            "samples": whole_number(say("over_samples"), 50, 10, 200),
            "noise": dropdown(say("over_noise"), [0.1, 0.15, 0.2, 0.25, 0.3, 0.4], 0.25),
            "units": whole_number(say("over_units"), 16, 1, 32),
            "layers": whole_number(say("layers"), 2, 1, 3),
            "start": whole_number(say("over_start"), 0, 0, STARTS - 1),
            "penalty": dropdown(say("over_penalty"), [0.0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1]),
            "dropout": slider(say("over_dropout"), 0, 0, 0.5),
            "patience": dropdown(say("over_patience"), [NEVER, "10", "30", "100"]),
        }

    def model(self, epoch, patience, samples, noise, **options):
        data, others = self._moons(samples, noise)
        history = self._run(epoch, of=(samples, noise), **options)
        losses = np.array([pair for _, pair in history]).T
        now = epoch
        shown = epoch
        if patience != NEVER:
            now, shown = stop_early(losses[1], int(patience))
        network = Network.from_sizes([2, *[options["units"]] * options["layers"], 1])
        network.parameters = history[shown][0]
        return dict(
            data=data,
            others=others,
            now=now,
            shown=shown,
            losses=losses[:, : now + 1],
            surface=network.predict(grid(EXTENT, 80)).reshape(80, 80),
            wrong=data.X[network.classify(data.X) != data.y],
            n_missed=int((network.classify(others.X) != others.y).sum()),
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        style.style_axes(left, "$x_1$", "$x_2$")
        plane = ClassPlane(left)
        plane.set_extent(EXTENT)
        others = draw_points(left)
        for points in others:
            points.set(markersize=3, markeredgewidth=0, zorder=2)

        right.set(xlim=(-8, EPOCHS + 8), ylim=(-0.03, 1.2))
        style.style_axes(right, say("epoch"), say("loss"), equal=False)
        blue, orange, _ = style.COLOURS
        look = dict(linewidth=2.4)
        (training,) = right.plot([], [], "-", color=blue, label=say("over_training"), **look)
        (validation,) = right.plot([], [], "--", color=orange, label=say("over_validation"), **look)
        (lowest,) = right.plot([], [], ":", color=style.INK, linewidth=1.4)
        (now,) = right.plot([], [], "o", color=style.WARNING, markersize=8)
        style.draw_legend_above(right)
        return SimpleNamespace(
            plane=plane,
            others=others,
            training=training,
            validation=validation,
            lowest=lowest,
            now=now,
        )

    def draw(self, data, others, now, shown, losses, surface, wrong, **_):
        artists = self.artists
        artists.plane.show_output(surface)
        artists.plane.show_samples(data.X, data.y)
        artists.plane.show_wrong(wrong)
        for k, points in enumerate(artists.others):
            points.set_data(*others.X[others.y == k].T)
        epochs = np.arange(now + 1)
        artists.training.set_data(epochs, losses[0])
        artists.validation.set_data(epochs, losses[1])
        lowest = losses[1].argmin()
        artists.lowest.set_data([lowest, lowest], [0, 1.2])
        artists.now.set_data([shown, shown], losses[:, shown])

    def describe(self, data, now, shown, losses, wrong, n_missed, **_):
        text = say(
            "over",
            epoch=shown,
            wrong=len(wrong),
            n=len(data.y),
            loss=losses[0, shown],
            missed=n_missed,
            others=N_OTHERS,
            validation=losses[1, shown],
        )
        if shown < now:
            return sentences(text, say("over_stopped", stop=now, best=shown))
        lowest = losses[1].argmin()
        return sentences(text, say("over_lowest", epoch=lowest, loss=losses[1, lowest]))
