"""Overfitting: training and validation loss of one network, and what holds them together."""

from itertools import chain

import numpy as np

from nncourse.draw import plots
from nncourse.explorers._base.controls import dropdown, slider, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import growing, newest
from nncourse.messages import say
from nnlib import Adam, Network, datasets, train
from nnlib.training import evaluate

EPOCHS, N_OTHERS, NEVER = 300, 200, "never"
EXTENT = (-2.25, 3.25, -2.04, 2.54)  # of the picture


def moons(samples, noise):
    """So many samples for training, and others."""
    return datasets.moons(samples, noise, 3), datasets.moons(N_OTHERS, noise, 4)


def run_training(data, others, units, layers, penalty, dropout):
    """Train with Adam on ``data``, and yield, before the first epoch and after each, the parameters
    and the losses of the whole network, on ``data`` and on ``others``.
    """
    network = Network.from_sizes([2, *[units] * layers, 1], seed=0)
    pairs = [(X, network.targets(y)) for X, y in (data, others)]
    steps = train(network, *data, Adam(0.03), epochs=EPOCHS, l2=penalty, dropout=dropout)
    for _ in chain([None], steps):
        yield network.parameters.copy(), [evaluate(network, *pair) for pair in pairs]


def halt(losses, patience):
    """After how many epochs training ends that stops early, and whose weights are shown.

    As in ``train``: it ends when the loss has not fallen for ``patience`` epochs, with the weights
    that had the lowest.
    """
    best = 1
    for epoch in range(1, len(losses)):
        best = epoch if losses[epoch] < losses[best] else best
        if epoch - best >= patience:
            return epoch, best
    return len(losses) - 1, len(losses) - 1


class OverfittingExplorer(Explorer):
    """The boundary among the samples, and both losses epoch by epoch."""

    size = (9.0, 4.0)

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
            "penalty": dropdown(say("over_penalty"), [0.0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1]),
            "dropout": slider(say("over_dropout"), 0, 0, 0.5),
            "patience": dropdown(say("over_patience"), [NEVER, "10", "30", "100"]),
        }

    def model(self, epoch, patience, samples, noise, **options):
        (X, y), (others, labels) = self._moons(samples, noise)
        parameters, losses = zip(*self._run(epoch, of=(samples, noise), **options), strict=True)
        losses = np.array(losses).T
        now, shown = (epoch, epoch) if patience == NEVER else halt(losses[1], int(patience))
        network = Network.from_sizes([2, *[options["units"]] * options["layers"], 1])
        network.parameters = parameters[shown]
        return dict(
            X=X, y=y, others=others, labels=labels, now=now, shown=shown,
            losses=losses[:, : now + 1],
            surface=network.predict(plots.grid(EXTENT, 80)).reshape(80, 80),
            wrong=X[network.classify(X) != y],
            n_missed=int((network.classify(others) != labels).sum()),
        )  # fmt: skip

    def build(self, figure):
        self._plane, curve = figure.subplots(1, 2, width_ratios=[1.15, 1])
        plots.style(self._plane, "$x_1$", "$x_2$")
        self._plane.set(xlim=EXTENT[:2], ylim=EXTENT[2:])
        self._surface = plots.draw_surface(self._plane)
        self._surface.set_extent(EXTENT)
        self._others = plots.draw_points(self._plane)
        self._points = plots.draw_points(self._plane)
        for others in self._others:
            others.set(markersize=3, markeredgewidth=0, zorder=2)
        self._wrong = plots.draw_rings(self._plane)
        curve.set(xlim=(-8, EPOCHS + 8), ylim=(0, 1.2))
        plots.style(curve, say("epoch"), say("loss"), equal=False)
        names, looks = [say("over_training"), say("over_validation")], ["-", "--"]
        self._curves = [
            curve.plot([], [], look, color=colour, linewidth=2.4, label=name)[0]
            for look, colour, name in zip(looks, plots.COLOURS, names, strict=False)
        ]
        (self._lowest,) = curve.plot([], [], ":", color=plots.INK, linewidth=1.4)
        (self._now,) = curve.plot([], [], "o", color=plots.WARNING, markersize=8)
        plots.key_above(curve)

    def draw(self, X, y, others, labels, now, shown, losses, surface, wrong, **_):
        for k in range(2):
            self._points[k].set_data(*X[y == k].T)
            self._others[k].set_data(*others[labels == k].T)
        self._surface.set_data(surface)
        self._wrong.set_data(*wrong.T)
        for curve, values in zip(self._curves, losses, strict=True):
            curve.set_data(np.arange(now + 1), values)
        lowest = losses[1].argmin()
        self._lowest.set_data([lowest, lowest], [0, 1.2])
        self._now.set_data([shown, shown], losses[:, shown])

    def describe(self, X, now, shown, losses, wrong, n_missed, **_):
        text = say(
            "over", epoch=shown, wrong=len(wrong), n=len(X), loss=losses[0, shown],
            missed=n_missed, others=N_OTHERS, validation=losses[1, shown],
        )  # fmt: skip
        if shown < now:
            return text + " " + say("over_stopped", stop=now, best=shown)
        lowest = losses[1].argmin()
        return text + " " + say("over_lowest", epoch=lowest, loss=losses[1, lowest])
