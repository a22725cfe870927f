"""Hidden units bend the plane, until a straight line separates the classes."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from nncourse.draw import style
from nncourse.draw.numbers import signed
from nncourse.draw.plane import ClassPlane, boundary, grid
from nncourse.explorers._base.controls import dropdown, slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Adam, Dense, Network, datasets, train
from nnlib.activations import sigmoid

EPOCHS = 600
FRACTIONS = np.append(0.5 ** np.arange(8), 0)  # of a Newton step
SQUARE = np.array([(0, 0), (0, 1), (1, 0), (1, 1)]) - 0.5  # the gates, around the origin
DATA = {
    "XOR": lambda: datasets.Dataset(SQUARE, np.array([0, 1, 1, 0])),
    "squares": lambda: datasets.xor(60, seed=0),
    "circle": lambda: datasets.circle(60, seed=0),
}


def best_output(a, y, ridge=1e-8, rounds=40):
    """The sigmoid neuron (w1, w2, b) that best separates classes y (n,) by activations a (n, 2).

    Newton's method on the cross-entropy, with a small penalty, without which the weights of a
    neuron that separates them perfectly would grow without end: θ ← θ - s H⁻¹ g. Since a whole step
    may go too far, s is the fraction that leads lowest. The steps are taken in directions along
    which the samples have equal spread, so that samples which a saturated unit has put close
    together are separated too.
    """
    n = len(y)
    A = np.column_stack([a, np.ones(n)])
    U, spread, directions = np.linalg.svd(A, full_matrices=False)
    kept = spread > 1e-9 * spread[0]
    A = np.sqrt(n) * U[:, kept]
    theta = np.zeros(kept.sum())
    for _ in range(rounds):
        p = sigmoid(A @ theta)
        g = A.T @ (p - y) / n + ridge * theta
        H = (A.T * (p * (1 - p))) @ A / n + ridge * np.eye(len(theta))
        tried = theta - np.outer(FRACTIONS, np.linalg.solve(H, g))
        z = tried @ A.T
        losses = (np.logaddexp(0, z) - y * z).mean(axis=1) + ridge / 2 * (tried**2).sum(axis=1)
        theta = tried[losses.argmin()]
    output = np.sqrt(n) * (theta / spread[kept]) @ directions[kept]
    return np.round(output, 9) + 0.0  # where nothing can be separated, rounding must not decide


class PlaneExplorer(Explorer):
    """Two planes: the inputs, and the same points and grid as two hidden units see them."""

    size = (9.0, 4.3)

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        style.style_axes(left, "$x_1$", "$x_2$", equal=False)
        style.style_axes(right, "$a_1$", "$a_2$", equal=False)
        for axis in (left.xaxis, left.yaxis, right.xaxis, right.yaxis):
            axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
        return SimpleNamespace(
            inputs=ClassPlane(left),
            input_grid=_draw_grid(left),
            hidden=ClassPlane(right, shades=False),
            hidden_grid=_draw_grid(right),
            extents=None,  # of both planes
        )

    def draw(self, X, y, a, lines, hidden_lines, surface, boundary, wrong, extents, **_):
        inputs = self.artists.inputs
        hidden = self.artists.hidden
        if extents != self.artists.extents:
            self.artists.extents = extents
            inputs.set_extent(extents[0])
            hidden.set_extent(extents[1])
            self.relayout()
        self.artists.input_grid.set_segments(lines)
        inputs.show_output(surface)
        inputs.show_samples(X, y)
        inputs.show_wrong(X[wrong])
        self.artists.hidden_grid.set_segments(hidden_lines)
        hidden.show_boundary(boundary)
        hidden.show_samples(a, y)
        hidden.show_wrong(a[wrong])

    def numbers(self, X, y, hidden, output, reach, hidden_extent):
        """The numbers of both planes: ``hidden(X)`` is (n, 2), ``output`` is (w1, w2, b)."""
        extent = (-reach, reach, -reach, reach)
        lines = _grid_lines(reach)
        w = output[:2]
        b = output[2]
        a = hidden(X)
        z = hidden(grid(extent, 60)) @ w + b
        return dict(
            X=X,
            y=y,
            a=a,
            extents=(extent, hidden_extent),
            lines=lines,
            hidden_lines=hidden(lines.reshape(-1, 2)).reshape(lines.shape),
            surface=sigmoid(z).reshape(60, 60),
            boundary=boundary(w, b, hidden_extent),
            wrong=(a @ w + b > 0) != y,
        )


class FoldExplorer(PlaneExplorer):
    """Two hidden units set by hand; the output is always the best neuron for their activations."""

    groups = (
        ("data", ("data", "activation")),
        ("first_unit", ("w11", "w21", "b1")),
        ("second_unit", ("w12", "w22", "b2")),
    )

    def __init__(self, **start):
        self._data = {name: make() for name, make in DATA.items()}
        super().__init__(**start)

    def make_controls(self):
        return {
            "data": dropdown(say("data"), list(DATA)),
            "activation": dropdown(say("activation"), ["tanh", "relu", "sigmoid", "identity"]),
            "w11": slider("w11", 1, -5, 5),
            "w21": slider("w21", 0, -5, 5),
            "b1": slider("b1", 0, -5, 5),
            "w12": slider("w12", 0, -5, 5),
            "w22": slider("w22", 1, -5, 5),
            "b2": slider("b2", 0, -5, 5),
        }

    def model(self, data, activation, w11, w21, b1, w12, w22, b2):
        X, y = self._data[data]
        layer = Dense(2, 2, activation)
        layer.W = [[w11, w12], [w21, w22]]
        layer.b = [b1, b2]

        def hidden(points):
            return layer.forward(points)[1]

        a = hidden(X)
        high = 1.1 * max(np.abs(a).max(), 1)
        low, high = {
            "sigmoid": (-0.1, 1.1),
            "tanh": (-1.15, 1.15),
            "relu": (-0.1 * high, high),
            "identity": (-high, high),
        }[activation]
        reach = 1.0 if data == "XOR" else 6.0
        return self.numbers(X, y, hidden, best_output(a, y), reach, (low, high, low, high))

    def describe(self, X, y, a, wrong, **_):
        x1, x2 = X[-1]
        a1, a2 = a[-1]
        return say(
            "fold",
            wrong=int(wrong.sum()),
            n=len(y),
            x1=signed(x1),
            x2=signed(x2),
            a1=signed(a1, 2),
            a2=signed(a2, 2),
        )


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
        parameters, loss = history[epoch]
        network.parameters = parameters

        def hidden(points):
            return network.forward(points).a[-2]

        last = network.layers[-1]
        output = np.append(last.W[:, 0], last.b)
        extent = (-1.15, 1.15, -1.15, 1.15)
        numbers = self.numbers(X, y, hidden, output, 3.0, extent)
        return numbers | dict(epoch=epoch, loss=loss)

    def describe(self, epoch, y, wrong, loss, **_):
        return say("learning", epoch=epoch, wrong=int(wrong.sum()), n=len(y), loss=loss)


def _grid_lines(reach, n=13, fine=80):
    """n horizontal and n vertical lines of ``fine`` points each, shape (2 n, fine, 2)."""
    even = np.linspace(-reach, reach, n)
    along = np.linspace(-reach, reach, fine)
    horizontal = np.stack(np.meshgrid(along, even), axis=-1)
    vertical = horizontal[..., ::-1]
    return np.concatenate([horizontal, vertical])


def _draw_grid(ax):
    lines = LineCollection([], colors=style.MUTED, linewidths=0.6, zorder=1)
    return ax.add_collection(lines, autolim=False)
