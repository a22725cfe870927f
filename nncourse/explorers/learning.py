"""A small network while it learns: its boundary, and its loss, epoch by epoch."""

import numpy as np

from nncourse.draw import plots
from nncourse.explorers._base.controls import dropdown, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.messages import say
from nnlib import Adam, Network, datasets, train

EPOCHS = 400
DATA = {
    "moons": lambda: datasets.moons(100, noise=0.25, seed=3),
    "circle": lambda: datasets.circle(100, noise=0.1, seed=0),
    "xor": lambda: datasets.xor(100, noise=0.1, seed=0),
    "spiral": lambda: datasets.spiral(100, noise=0.1, seed=0),
}


def run_training(X, y, layers, hidden, activation, learning_rate):
    """Train a network with Adam on all samples: parameters and loss after each epoch."""
    network = Network.from_sizes([2, *[hidden] * layers, 1], activation, "sigmoid", seed=1)
    history = [(network.parameters.copy(), network.loss(X, y))]
    for _ in train(network, X, y, Adam(learning_rate), epochs=EPOCHS):
        history.append((network.parameters.copy(), network.loss(X, y)))
    return network, history


class LearningExplorer(Explorer):
    """A network whose hidden layers are alike, seen after any number of epochs; Play goes through
    them.
    """

    size = (9.0, 4.0)

    def __init__(self, **start):
        self._data = {name: make() for name, make in DATA.items()}
        self._run = newest(lambda data, **options: run_training(*self._data[data], **options))
        super().__init__(**start)

    def make_controls(self):
        return {
            "epoch": timeline(say("epoch"), EPOCHS, stride=2),
            "data": dropdown(say("data"), list(DATA), "circle"),
            "layers": whole_number(say("layers"), 1, 0, 4),
            "hidden": whole_number(say("hidden"), 4, 1, 12),
            "activation": dropdown(say("activation"), ["tanh", "relu", "sigmoid", "identity"]),
            "learning_rate": dropdown(say("learning_rate"), [0.003, 0.01, 0.03, 0.1, 0.3], 0.03),
        }

    def unused_controls(self, layers, **_):
        return [] if layers else ["hidden", "activation"]

    def model(self, epoch, data, **options):
        (X, y), (network, history) = self._data[data], self._run(data, **options)
        network.parameters = history[epoch][0]
        extent = plots.limits(X)
        losses = np.array([loss for _, loss in history[: epoch + 1]])
        return dict(
            X=X, y=y, data=data, extent=extent, epoch=epoch, losses=losses,
            surface=network.predict(plots.grid(extent, 80)).reshape(80, 80),
            wrong=X[network.classify(X) != y],
        )  # fmt: skip

    def build(self, figure):
        self._plane, self._curve = figure.subplots(1, 2, width_ratios=[1.15, 1])
        plots.style(self._plane, "$x_1$", "$x_2$")
        self._surface = plots.draw_surface(self._plane)
        self._points = plots.draw_points(self._plane)
        self._wrong = plots.draw_rings(self._plane)
        self._curve.set(xlim=(-8, EPOCHS + 8), ylim=(0, 1.1))
        plots.style(self._curve, say("epoch"), say("loss"), equal=False)
        (self._losses,) = self._curve.plot([], [], color=plots.INK, linewidth=2)
        (self._now,) = self._curve.plot([], [], "o", color=plots.WARNING, markersize=8)
        self._shown = None

    def draw(self, X, y, data, extent, epoch, losses, surface, wrong):
        if data != self._shown:
            self._shown = data
            self._plane.set(xlim=extent[:2], ylim=extent[2:])
            self._surface.set_extent(extent)
            for k, points in enumerate(self._points):
                points.set_data(*X[y == k].T)
            self.relayout()
        self._surface.set_data(surface)
        self._wrong.set_data(*wrong.T)
        self._losses.set_data(np.arange(len(losses)), losses)
        self._now.set_data([epoch], losses[-1:])

    def describe(self, X, epoch, losses, wrong, **_):
        return say("learning", epoch=epoch, wrong=len(wrong), n=len(X), loss=losses[-1])
