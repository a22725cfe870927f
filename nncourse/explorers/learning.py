"""A small network while it learns: its boundary, and its loss, epoch by epoch."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.plane import ClassPlane, grid, limits
from nncourse.explorers._base.controls import dropdown, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.messages import say
from nnlib import Adam, Network, datasets, train

EPOCHS = 400
HIGHEST = 1.1  # the loss that the axis reaches, unless the run has a higher one
DATA = {
    "moons": lambda: datasets.moons(100, noise=0.25, seed=3),
    "circle": lambda: datasets.circle(100, noise=0.1, seed=0),
    "xor": lambda: datasets.xor(100, noise=0.1, seed=0),
    "spiral": lambda: datasets.spiral(100, noise=0.1, seed=0),
}


def run_training(X, y, layers, hidden, activation, learning_rate):
    """Train a network with Adam; return it, and (parameters, loss) from epoch 0 on."""
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
    scenarios = {
        # chapter 00, where layers and activation are hidden
        "four_units": dict(hidden=4, epoch=0),
        "single_unit": dict(hidden=1, epoch=0),
        "two_units": dict(hidden=2, epoch=0),
        "three_units": dict(hidden=3, epoch=0),
        "spiral": dict(data="spiral", hidden=4, epoch=0),
        "small_rate": dict(hidden=4, learning_rate=0.003, epoch=0),
        # chapter 02, where the units and the learning rate are hidden
        "deep_identity": dict(layers=3, activation="identity", epoch=0),
        "no_layer": dict(layers=0, activation="identity", epoch=0),
        "deep_tanh": dict(layers=3, activation="tanh", epoch=0),
        "deep_sigmoid": dict(layers=3, activation="sigmoid", epoch=0),
        "four_relu": dict(layers=4, activation="relu", epoch=0),
    }
    groups = (
        ("network", ("layers", "hidden", "activation")),
        ("training", ("data", "learning_rate")),
    )

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
        X, y = self._data[data]
        network, history = self._run(data, **options)
        network.parameters = history[epoch][0]
        extent = limits(X)
        return dict(
            X=X,
            y=y,
            data=data,
            extent=extent,
            epoch=epoch,
            losses=np.array([loss for _, loss in history[: epoch + 1]]),
            highest=max(HIGHEST, 1.08 * max(loss for _, loss in history)),
            surface=network.predict(grid(extent, 80)).reshape(80, 80),
            wrong=X[network.classify(X) != y],
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        style.style_axes(left, "$x_1$", "$x_2$")
        right.set(xlim=(-8, EPOCHS + 8), ylim=(0, HIGHEST))
        style.style_axes(right, say("epoch"), say("loss"), equal=False)
        (losses,) = right.plot([], [], color=style.INK, linewidth=2)
        (now,) = right.plot([], [], "o", color=style.WARNING, markersize=8, clip_on=False)
        return SimpleNamespace(
            plane=ClassPlane(left),
            ax=right,
            shown=None,  # the name of the data on the plane
            losses=losses,
            now=now,
        )

    def draw(self, X, y, data, extent, epoch, losses, highest, surface, wrong):
        artists = self.artists
        if data != artists.shown:
            artists.shown = data
            artists.plane.set_extent(extent)
            artists.plane.show_samples(X, y)
            self.relayout()
        if highest != artists.ax.get_ylim()[1]:
            artists.ax.set_ylim(0, highest)
            self.relayout()
        artists.plane.show_output(surface)
        artists.plane.show_contour(surface)
        artists.plane.show_wrong(wrong)
        artists.losses.set_data(np.arange(len(losses)), losses)
        artists.now.set_data([epoch], losses[-1:])

    def describe(self, X, epoch, losses, wrong, **_):
        return say("learning", epoch=epoch, wrong=len(wrong), n=len(X), loss=losses[-1])
