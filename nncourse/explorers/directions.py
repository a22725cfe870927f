"""The loss of a real network over a plane of its parameters, and the way down in that plane."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Adam, Network, datasets, train

EPOCHS, N = 300, 41
PLANES = ["of the run", "random 1", "random 2", "random 3"]


def trained():
    """2-8-1 on the moons: data, network, and the parameters after each epoch."""
    X, y = datasets.moons(100, noise=0.25, seed=3)
    network = Network.from_sizes([2, 8, 1], "tanh", "sigmoid", seed=0)
    path = [network.parameters.copy()]
    for _ in train(network, X, y, Adam(0.05), epochs=EPOCHS):
        path.append(network.parameters.copy())
    return X, y, network, np.array(path)


def plane(name, path, network):
    """Two directions, (2, n_parameters), at right angles and of length 1.

    Those "of the run" are the two in which the path is widest (its principal components); others
    are drawn, each part as long as the weights of its layer: Li, Xu, Taylor, Studer & Goldstein,
    "Visualizing the loss landscape of neural nets", NeurIPS 2018, scale them so.
    """
    if name == "of the run":
        return np.linalg.svd(path - path[-1], full_matrices=False)[2][:2]
    drawn = np.random.default_rng(int(name[-1])).normal(size=(2, path.shape[1]))
    ends = np.cumsum([layer.W.size + layer.b.size for layer in network.layers])[:-1]
    parts = zip(np.split(drawn, ends, axis=1), np.split(path[-1], ends), strict=True)
    scaled = [d * np.linalg.norm(w) / np.linalg.norm(d, axis=1, keepdims=True) for d, w in parts]
    return np.linalg.qr(np.concatenate(scaled, axis=1).T)[0].T


class DirectionsExplorer(Explorer):
    """A map of the loss around the trained network; the training, seen from above."""

    size = (9.0, 4.2)

    def __init__(self, **start):
        self._X, self._y, self._network, self._path = trained()
        self._maps = {}
        super().__init__(**start)

    def make_controls(self):
        return {
            "epoch": timeline(say("epoch"), EPOCHS, stride=2),
            "plane": dropdown(say("plane"), PLANES),
        }

    def model(self, epoch, plane):
        if plane not in self._maps:
            self._maps[plane] = self._map(plane)
        where, reach, heights, share = self._maps[plane]
        self._network.parameters = self._path[epoch]
        loss = self._network.loss(self._X, self._y)
        return dict(epoch=epoch, plane=plane, path=where[: epoch + 1], reach=reach, heights=heights,
                    share=share, loss=loss)  # fmt: skip

    def _map(self, name):
        """The path in a plane, how far the map reaches, the losses on it, and how much of the
        path's length squared lies in the plane.
        """
        axes, away = plane(name, self._path, self._network), self._path - self._path[-1]
        where = away @ axes.T
        share = float((where**2).sum() / (away**2).sum())
        widest = plane("of the run", self._path, self._network)  # all maps have its scale
        reach = 1.25 * float(np.abs(away @ widest.T).max())
        heights = np.empty(N * N)
        for k, spot in enumerate(plots.grid((-reach, reach) * 2, N)):
            self._network.parameters = self._path[-1] + spot @ axes
            heights[k] = self._network.loss(self._X, self._y)
        return where, reach, heights.reshape(N, N), share

    def build(self, figure):
        self._plane, self._history = figure.subplots(1, 2, width_ratios=[1.1, 1])
        plots.style(self._plane, say("first_direction"), say("second_direction"))
        self._surface = plots.Surface(self._plane, cmap=plots.HEIGHTS)
        self._levels = plots.draw_levels(self._plane)
        (self._way,) = self._plane.plot([], [], color=plots.COLOURS[1], linewidth=2.5)
        (self._now,) = self._plane.plot([], [], "D", color=plots.COLOURS[1], markersize=9,
                                        markeredgecolor=plots.INK)  # fmt: skip
        self._plane.plot([0], [0], "+", color=plots.INK, markersize=12)
        self._history.set(xlim=(-5, EPOCHS + 5), ylim=(0, 1))
        plots.style(self._history, say("epoch"), say("loss"), equal=False)
        (self._losses,) = self._history.plot([], [], color=plots.INK, linewidth=2)
        self._curve, self._shown = [], None
        for parameters in self._path:
            self._network.parameters = parameters
            self._curve.append(self._network.loss(self._X, self._y))

    def draw(self, epoch, plane, path, reach, heights, **_):
        if plane != self._shown:
            self._shown, extent = plane, (-reach, reach) * 2
            self._plane.set(xlim=extent[:2], ylim=extent[2:])
            self._surface.set_data(np.log(heights))
            self._surface.set_extent(extent)
            self._surface.set_clim(np.log(heights).min(), np.log(heights).max())
            plots.move_levels(self._levels, np.log(heights), extent)
            self.relayout()
        self._way.set_data(*path.T)
        self._now.set_data(*path[-1:].T)
        self._losses.set_data(range(epoch + 1), self._curve[: epoch + 1])

    def describe(self, epoch, heights, share, loss, **_):
        return say("directions", epoch=epoch, loss=short(loss), share=f"{100 * share:.0f}",
                   highest=short(heights.max()))  # fmt: skip
