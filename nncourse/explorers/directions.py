"""The loss of a real network over a plane of its parameters, and the way down in that plane."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.height_map import HeightMap
from nncourse.draw.numbers import short
from nncourse.draw.plane import grid
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say, sentences
from nnlib import Adam, Network, datasets, train

EPOCHS = 300
N = 81  # points along each side of a map
PLANES = ["of the run", "random 1", "random 2", "random 3"]


def trained():
    """2-8-1 on the moons: data, network, and the parameters after each epoch."""
    X, y = datasets.moons(100, noise=0.25, seed=3)
    network = Network.from_sizes([2, 8, 1], "tanh", "sigmoid", seed=0)
    path = [network.parameters.copy()]
    for _ in train(network, X, y, Adam(0.05), epochs=EPOCHS):
        path.append(network.parameters.copy())
    return X, y, network, np.array(path)


def directions(name, path, network):
    """Two directions, (2, n_parameters), at right angles and of length 1.

    Those "of the run" are the two in which the path is widest (its principal components). Others
    are random, each part as long as the weights of its layer, as in Li, Xu, Taylor, Studer &
    Goldstein, "Visualizing the loss landscape of neural nets", NeurIPS 2018.
    """
    if name == "of the run":
        _, _, components = np.linalg.svd(path - path[-1], full_matrices=False)
        return components[:2]
    drawn = np.random.default_rng(int(name[-1])).normal(size=(2, path.shape[1]))
    ends = np.cumsum([layer.W.size + layer.b.size for layer in network.layers])[:-1]
    scaled = []
    for part, w in zip(np.split(drawn, ends, axis=1), np.split(path[-1], ends), strict=True):
        scaled.append(part * np.linalg.norm(w) / np.linalg.norm(part, axis=1, keepdims=True))
    orthonormal, _ = np.linalg.qr(np.concatenate(scaled, axis=1).T)
    return orthonormal.T


def length(path):
    """The length of a path of points, shape (n_points, n_dimensions)."""
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


class DirectionsExplorer(Explorer):
    """A map of the loss around the trained network; the training, seen from above."""

    size = (9.0, 4.2)
    scenarios = {
        "own_plane": dict(plane=PLANES[0], epoch=0),
        "random_plane": dict(plane=PLANES[1], epoch=0),
    }

    def __init__(self, **start):
        self._X, self._y, self._network, self._path = trained()
        self._losses = [self._loss(parameters) for parameters in self._path]
        self._maps = {}
        super().__init__(**start)

    def _loss(self, parameters):
        self._network.parameters = parameters
        trace = self._network.forward(self._X, trusted=True)
        return self._network.loss_of(trace, self._y[:, None], trusted=True)

    def make_controls(self):
        return {
            "epoch": timeline(say("epoch"), EPOCHS, stride=2),
            "plane": dropdown(say("plane"), PLANES),
        }

    def model(self, epoch, plane):
        if plane not in self._maps:
            self._maps[plane] = self._map(plane)
        path, reach, heights, share = self._maps[plane]
        return dict(
            epoch=epoch,
            plane=plane,
            path=path[: epoch + 1],
            reach=reach,
            heights=heights,
            share=share,
            losses=self._losses[: epoch + 1],
        )

    def _map(self, name):
        """The path in a plane, how far the map reaches, the losses on it, and the share of the
        path's length that is visible there.
        """
        end = self._path[-1]
        axes = directions(name, self._path, self._network)
        path = (self._path - end) @ axes.T
        share = length(path) / length(self._path)
        widest = directions("of the run", self._path, self._network)  # all maps share its scale
        reach = 1.25 * float(np.abs((self._path - end) @ widest.T).max())
        places = grid((-reach, reach, -reach, reach), N)
        heights = np.array([self._loss(end + place @ axes) for place in places])
        return path, reach, heights.reshape(N, N), share

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.1, 1])
        style.set_apart(figure)
        style.style_axes(left, say("first_direction"), say("second_direction"))
        height_map = HeightMap(left)
        orange = style.COLOURS[1]
        (path,) = left.plot([], [], color=orange, linewidth=2.5)
        (now,) = left.plot([], [], "D", color=orange, markersize=9, markeredgecolor=style.INK)
        left.plot([0], [0], "+", color=style.INK, markersize=12)
        right.set(xlim=(-5, EPOCHS + 5), ylim=(0, 1))
        style.style_axes(right, say("epoch"), say("loss"), equal=False)
        end = dict(marker="o", markevery=[-1], markersize=7)
        (losses,) = right.plot([], [], color=style.INK, linewidth=2, **end)
        return SimpleNamespace(
            ax=left,
            map=height_map,
            shown=None,  # the name of the plane on the map
            path=path,
            now=now,
            losses=losses,
        )

    def draw(self, epoch, plane, path, reach, heights, losses, **_):
        artists = self.artists
        if plane != artists.shown:
            artists.shown = plane
            extent = (-reach, reach, -reach, reach)
            artists.ax.set(xlim=extent[:2], ylim=extent[2:])
            artists.map.move(np.log(heights), extent)
            self.relayout()
        artists.path.set_data(*path.T)
        artists.now.set_data(*path[-1:].T)
        artists.losses.set_data(range(epoch + 1), losses)

    def describe(self, epoch, heights, share, losses, **_):
        told = say("directions", epoch=epoch, loss=short(losses[-1]), highest=short(heights.max()))
        if epoch < EPOCHS:
            return told
        return sentences(told, say("directions_end", share=f"{100 * share:.0f}"))
