"""What hidden units do to the plane: it is bent, until a straight line parts the classes."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from nncourse.draw import plots
from nncourse.draw.numbers import signed
from nncourse.explorers._base.controls import dropdown, slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Adam, Dense, Network, datasets, train
from nnlib.activations import sigmoid

EPOCHS = 600
SHARES = np.append(0.5 ** np.arange(8), 0)  # of a Newton step
SQUARE = np.array([(0, 0), (0, 1), (1, 0), (1, 1)]) - 0.5  # the gates, around the origin
DATA = {
    "XOR": lambda: datasets.Dataset(SQUARE, np.array([0, 1, 1, 0])),
    "squares": lambda: datasets.xor(60, seed=0),
    "circle": lambda: datasets.circle(60, seed=0),
}


def best_output(a, y, ridge=1e-8, rounds=40):
    """The sigmoid neuron (w1, w2, b) that parts classes y (n,) best by activations a (n, 2).

    Newton's method on the cross-entropy, with a small penalty, without which a neuron that parts
    them perfectly would grow without end: θ ← θ - s H⁻¹ g, with the share s that leads lowest,
    for a whole step may go too far. It is done in directions along which the samples spread alike,
    so that it also parts those that a saturated unit has put close together.
    """
    A = np.column_stack([a, np.ones(len(a))])
    U, spread, directions = np.linalg.svd(A, full_matrices=False)
    kept = spread > 1e-9 * spread[0]
    A, theta = np.sqrt(len(y)) * U[:, kept], np.zeros(kept.sum())
    for _ in range(rounds):
        p = sigmoid(A @ theta)
        g = A.T @ (p - y) / len(y) + ridge * theta
        H = (A.T * (p * (1 - p))) @ A / len(y) + ridge * np.eye(len(theta))
        tried = theta - np.outer(SHARES, np.linalg.solve(H, g))
        z = tried @ A.T
        loss = (np.logaddexp(0, z) - y * z).mean(axis=1) + ridge / 2 * (tried**2).sum(axis=1)
        theta = tried[loss.argmin()]
    output = np.sqrt(len(y)) * (theta / spread[kept]) @ directions[kept]
    return np.round(output, 9) + 0.0  # where nothing can be parted, rounding is not to decide


class PlaneExplorer(Explorer):
    """Two planes: the inputs, and the same points and grid as two hidden units see them."""

    size = (9.0, 4.3)

    def build(self, figure):
        self._axes = figure.subplots(1, 2)
        names = [("$x_1$", "$x_2$"), ("$a_1$", "$a_2$")]
        self._surface = plots.draw_surface(self._axes[0])
        self._grids, self._points, self._wrong = [], [], []
        for ax, (first, second) in zip(self._axes, names, strict=True):
            plots.style(ax, first, second, equal=False)
            for axis in (ax.xaxis, ax.yaxis):
                axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
            lines = LineCollection([], colors=plots.MUTED, linewidths=0.6, zorder=1)
            self._grids.append(ax.add_collection(lines, autolim=False))
            self._points.append(plots.draw_points(ax))
            self._wrong.append(plots.draw_rings(ax))
        (self._line,) = self._axes[1].plot([], [], color=plots.INK, linewidth=2)
        self._frames = None

    def draw(self, X, y, a, grid, folded, surface, line, wrong, frames, **_):
        if frames != self._frames:
            self._frames = frames
            for ax, (left, right, bottom, top) in zip(self._axes, frames, strict=True):
                ax.set(xlim=(left, right), ylim=(bottom, top))
            self._surface.set_extent(frames[0])
            self.relayout()
        self._surface.set_data(surface)
        self._line.set_data(*line.T)
        for points, lines, drawn, rings, spots in zip(
            [X, a], [grid, folded], self._grids, self._wrong, self._points, strict=True
        ):
            drawn.set_segments(lines)
            rings.set_data(*points[wrong].T)
            for k, marks in enumerate(spots):
                marks.set_data(*points[y == k].T)

    def numbers(self, X, y, hidden, output, reach, frame):
        """What both planes show: ``hidden(X)`` is (n, 2), ``output`` is (w1, w2, b)."""
        grid = _grid_lines(reach)
        extent, w, b = (-reach, reach, -reach, reach), output[:2], output[2]
        z = hidden(plots.grid(extent, 60)) @ w + b
        a = hidden(X)
        return dict(
            X=X, y=y, a=a, grid=grid, frames=(extent, frame),
            folded=hidden(grid.reshape(-1, 2)).reshape(grid.shape),
            surface=sigmoid(z).reshape(60, 60),
            line=plots.boundary(w, b, frame), wrong=(a @ w + b > 0) != y,
        )  # fmt: skip


class FoldExplorer(PlaneExplorer):
    """Two hidden units by hand; the output is always the best neuron for what they give."""

    def __init__(self, **start):
        self._data = {name: make() for name, make in DATA.items()}
        super().__init__(**start)

    def make_controls(self):
        start = {"w11": 1, "w21": 0, "b1": 0, "w12": 0, "w22": 1, "b2": 0}
        numbers = {name: slider(name, value, -5, 5) for name, value in start.items()}
        return {
            "data": dropdown(say("data"), list(DATA)),
            "activation": dropdown(say("activation"), ["tanh", "relu", "sigmoid", "identity"]),
            **numbers,
        }

    def model(self, data, activation, **numbers):
        X, y = self._data[data]
        layer = Dense(2, 2, activation)
        layer.W = [[numbers["w11"], numbers["w12"]], [numbers["w21"], numbers["w22"]]]
        layer.b = [numbers["b1"], numbers["b2"]]

        def hidden(points):
            return layer.forward(points)[1]

        reach = 1.0 if data == "XOR" else 6.0
        frame = {"sigmoid": (-0.1, 1.1) * 2, "tanh": (-1.15, 1.15) * 2}.get(activation)
        if frame is None:
            size = 1.1 * max(np.abs(hidden(X)).max(), 1)
            low = -0.1 * size if activation == "relu" else -size
            frame = (low, size) * 2
        return self.numbers(X, y, hidden, best_output(hidden(X), y), reach, frame)

    def describe(self, X, y, a, wrong, **_):
        x1, x2, a1, a2 = *map(signed, X[-1]), *(signed(value, 2) for value in a[-1])
        return say("fold", wrong=int(wrong.sum()), n=len(y), x1=x1, x2=x2, a1=a1, a2=a2)


def unfolding():
    """2-6-2-1 trained on the moons: the network, and parameters and loss after each epoch."""
    X, y = datasets.moons(100, noise=0.25, seed=3)
    network = Network.from_sizes([2, 6, 2, 1], "tanh", "sigmoid", seed=3)
    history = [(network.parameters.copy(), network.loss(X, y))]
    for _ in train(network, X, y, Adam(0.03), epochs=EPOCHS):
        history.append((network.parameters.copy(), network.loss(X, y)))
    return X, y, network, history


class UnfoldExplorer(PlaneExplorer):
    """The moons, as the last hidden layer of a network sees them while it learns."""

    def __init__(self, **start):
        self._run = unfolding()
        super().__init__(**start)

    def make_controls(self):
        return {"epoch": timeline(say("epoch"), EPOCHS, stride=2)}

    def model(self, epoch):
        X, y, network, history = self._run
        network.parameters, loss = history[epoch]
        last = network.layers[-1]
        output = np.append(last.W[:, 0], last.b)
        seen = self.numbers(X, y, lambda points: network.forward(points).a[-2], output, 3.0,
                            (-1.15, 1.15) * 2)  # fmt: skip
        return seen | dict(epoch=epoch, loss=loss)

    def describe(self, epoch, y, wrong, loss, **_):
        return say("learning", epoch=epoch, wrong=int(wrong.sum()), n=len(y), loss=loss)


def _grid_lines(reach, n=13, fine=80):
    """Lines at even distances both ways, as many points each: shape (2 n, fine, 2)."""
    even, along = np.linspace(-reach, reach, n), np.linspace(-reach, reach, fine)
    across = np.stack(np.meshgrid(along, even), axis=-1)
    return np.concatenate([across, across[..., ::-1]])
