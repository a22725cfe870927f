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
MULTIPLIED, SHIFTED, BENT = 1, 2, 3  # the times at which the stages of a fold end
PHASES = ("fold_multiplied", "fold_shifted", "fold_bent", "fold")  # keys of sentences, by phase
FRACTIONS = np.append(0.5 ** np.arange(8), 0)  # of a Newton step
SQUARE = np.array([(0, 0), (0, 1), (1, 0), (1, 1)]) - 0.5  # the gates, around the origin
DATA = {
    "XOR": lambda: datasets.Dataset(SQUARE, np.array([0, 1, 1, 0])),
    "squares": lambda: datasets.xor(60, seed=0),
    "circle": lambda: datasets.circle(60, seed=0),
}


def best_output(a, y, ridge=1e-8, rounds=40):
    """The sigmoid neuron (w1, w2, b) that best separates classes y (n,) by activations a (n, 2).

    Newton's method on the cross-entropy: θ ← θ - s H⁻¹ g. A small penalty keeps the weights finite
    when the neuron separates the classes perfectly. Since a whole step may go too far, s is the
    fraction that gives the lowest loss. The steps are taken in directions along which the samples
    have equal spread, so that samples that a saturated unit has put close together are separated
    too.
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
    return np.round(output, 9) + 0.0  # rounding errors must not decide if nothing separates


class PlaneExplorer(Explorer):
    """Two planes: the inputs, and the same points and grid as two hidden units see them."""

    size = (9.0, 4.3)
    fine = 60  # points of the shades along each axis

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        style.style_axes(left, "$x_1$", "$x_2$", equal=False)
        style.style_axes(right, "$a_1$", "$a_2$", equal=False)
        for axis in (left.xaxis, left.yaxis, right.xaxis, right.yaxis):
            axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
        input_grid = _draw_grid(left)
        input_grid.set_clip_on(False)  # its last line lies on the edge
        return SimpleNamespace(
            inputs=ClassPlane(left),
            input_grid=input_grid,
            hidden=ClassPlane(right, shades=False),
            hidden_grid=_draw_grid(right),
            extents=None,  # of both planes
        )

    def draw(
        self, X, y, a, lines, hidden_lines, surface, boundary, wrong, extents, zooms=False, **_
    ):
        inputs = self.artists.inputs
        hidden = self.artists.hidden
        if extents != self.artists.extents:
            self.artists.extents = extents
            inputs.set_extent(extents[0])
            hidden.set_extent(extents[1])
            if not zooms:
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
        """The numbers of both planes; ``hidden(X)`` returns (n, 2), ``output`` is (w1, w2, b)."""
        extent = (-reach, reach, -reach, reach)
        lines = _grid_lines(reach)
        w = output[:2]
        b = output[2]
        a = hidden(X)
        z = hidden(grid(extent, self.fine)) @ w + b
        return dict(
            X=X,
            y=y,
            a=a,
            extents=(extent, hidden_extent),
            lines=lines,
            hidden_lines=hidden(lines.reshape(-1, 2)).reshape(lines.shape),
            surface=sigmoid(z).reshape(self.fine, self.fine),
            boundary=boundary(w, b, hidden_extent),
            wrong=(a @ w + b > 0) != y,
        )


def stages(X, W, b, f):
    """Return the places of points ``X`` (n, 2) at first, multiplied by W, shifted by b, and bent by
    f: shape (4, n, 2).
    """
    z = X @ W + b
    return np.stack([X, X @ W, z, f(z)])


def between(steps, time):
    """Interpolate linearly between ``steps`` (n, ...) at a time from 0 to n - 1."""
    k = min(int(time), len(steps) - 2)
    fraction = time - k
    return (1 - fraction) * steps[k] + fraction * steps[k + 1]


class FoldExplorer(PlaneExplorer):
    """Two hidden units set by hand; the output is always the best neuron for their activations.

    The fold is a movement: the plane is multiplied by W, shifted by b, and bent by the activation.
    Samples leave trails on the way; the output neuron's line appears at the end.
    """

    token_version = 2  # since the time was added

    scenarios = {
        "unfolded": dict(data="XOR", activation="tanh", w11=1, w21=0, b1=0, w12=0, w22=1, b2=0),
        "folded": dict(
            data="XOR", activation="tanh", w11=2, w21=2, b1=1, w12=2, w22=2, b2=-1, fold=0
        ),
        "unbent": dict(
            data="XOR", activation="identity", w11=2, w21=2, b1=1, w12=2, w22=2, b2=-1, fold=BENT
        ),
    }
    groups = (
        ("data", ("data", "activation")),
        ("first_unit", ("w11", "w21", "b1")),
        ("second_unit", ("w12", "w22", "b2")),
    )

    def __init__(self, **start):
        self._data = {name: make() for name, make in DATA.items()}
        super().__init__(**dict(fold=BENT) | start)

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
            "fold": timeline(say("fold_time"), BENT, stride=0.05),
        }

    def model(self, data, activation, w11, w21, b1, w12, w22, b2, fold):
        X, y = self._data[data]
        layer = Dense(2, 2, activation)
        layer.W = [[w11, w12], [w21, w22]]
        layer.b = [b1, b2]

        def hidden(points):
            return between(stages(points, layer.W, layer.b, layer.activation), fold)

        on_the_way = stages(X, layer.W, layer.b, layer.activation)
        reach = 1.0 if data == "XOR" else 6.0
        over = fold == BENT
        output = best_output(on_the_way[-1], y) if over else np.zeros(3)
        extent = _extent(activation, on_the_way, reach, fold)
        numbers = self.numbers(X, y, hidden, output, reach, extent)
        times = [*range(1 + int(fold)), fold]
        trails = np.stack([between(on_the_way, time) for time in times], axis=1)  # (n, times, 2)
        wrong = numbers["wrong"] if over else np.zeros(len(y), dtype=bool)
        zooms = SHIFTED < fold < BENT
        return numbers | dict(fold=fold, trails=trails, wrong=wrong, zooms=zooms)

    def build(self, figure):
        artists = super().build(figure)
        look = dict(linewidths=1.2, alpha=0.55, zorder=2)
        trails = LineCollection([], **look)
        artists.trails = artists.hidden.ax.add_collection(trails, autolim=False)
        artists.hidden.ax.xaxis.set_label_coords(0.5, -0.11)  # wherever the numbers end
        artists.hidden.ax.yaxis.set_label_coords(-0.14, 0.5)
        artists.named = None  # the name on the axes of the right plane
        return artists

    def draw(self, y, fold, trails, zooms, **numbers):
        ax = self.artists.hidden.ax
        named = _name(fold), zooms
        if named != self.artists.named:
            self.artists.named = named
            ax.set_xlabel(f"${named[0]}_1$")
            ax.set_ylabel(f"${named[0]}_2$")
            # Numbers on the axes would have to be drawn again in every frame of a zoom
            ax.tick_params(labelbottom=not zooms, labelleft=not zooms, length=0 if zooms else 3.5)
            self.relayout()
        if not zooms:
            ticks = _ticks(*numbers["extents"][1][:2])
            ax.set(xticks=ticks, yticks=ticks)
        self.artists.trails.set_segments(trails if fold < BENT else [])
        self.artists.trails.set_color([style.COLOURS[k] for k in y])
        super().draw(y=y, zooms=zooms, **numbers)

    def describe(self, X, y, a, wrong, fold, **_):
        x1, x2 = X[-1]
        a1, a2 = a[-1]
        return say(
            PHASES[int(fold)],
            percent=round(100 * (fold % 1)),
            wrong=int(wrong.sum()),
            n=len(y),
            x1=signed(x1),
            x2=signed(x2),
            a1=signed(a1, 2),
            a2=signed(a2, 2),
        )


def _name(fold):
    """The name of the points at a time: x, then z, then a."""
    if fold == 0:
        return "x"
    return "z" if fold <= SHIFTED else "a"


def _ticks(low, high):
    """Three round numbers from ``low`` to ``high``, including 0."""
    power = 10.0 ** np.floor(np.log10(high))
    largest = power * max(step for step in (1, 2, 5) if step * power <= high)
    return [-largest, 0, largest] if low <= -largest else [0, largest / 2, largest]


def _extent(activation, on_the_way, reach, fold):
    """The extent of the right plane: while it is multiplied and shifted, it holds the samples all
    the way; then it changes to the extent of the activations.
    """
    high = 1.1 * max(np.abs(on_the_way[-1]).max(), 1)
    low, high = {
        "sigmoid": (-0.1, 1.1),
        "tanh": (-1.15, 1.15),
        "relu": (-0.1 * high, high),
        "identity": (-high, high),
    }[activation]
    most = 1.1 * max(np.abs(on_the_way[:-1]).max(), reach)
    ends = np.array([(-most, most, -most, most), (low, high, low, high)])
    return tuple(between(ends, max(fold - SHIFTED, 0)).tolist())


def unfolding():
    """Train 2-6-2-1 on the moons: data, network, and (parameters, loss) from epoch 0 on."""
    X, y = datasets.moons(100, noise=0.25, seed=3)
    network = Network.from_sizes([2, 6, 2, 1], "tanh", "sigmoid", seed=3)
    history = [(network.parameters.copy(), network.loss(X, y))]
    for _ in train(network, X, y, Adam(0.03), epochs=EPOCHS):
        history.append((network.parameters.copy(), network.loss(X, y)))
    return X, y, network, history


class UnfoldExplorer(PlaneExplorer):
    """The moons as the last hidden layer of a network sees them while it learns."""

    scenarios = {"moons": dict(epoch=0)}
    fine = 120  # the trained border is sharp, and coarse shades would make it a row of beads

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
