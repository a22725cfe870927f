"""One neuron: its diagram with the numbers on it, beside the plane that it divides."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.neuron_diagram import NeuronDiagram
from nncourse.draw.numbers import plus, signed
from nncourse.explorers._base.controls import dropdown, number_box, slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Dense, Network, datasets

# What an activation gives at z = 0, and how far above and below that the shades reach.
SCALES = {
    "sigmoid": (0.5, 0.5),
    "step": (0.5, 0.5),
    "tanh": (0, 1),
    "relu": (0, 3),
    "identity": (0, 3),
}


def iris_petals():
    """Two species of iris by the length and the width of their petals."""
    petals = ["petal length (cm)", "petal width (cm)"]
    return datasets.iris().select(features=petals, classes=["versicolor", "virginica"])


DATA = {
    "AND": lambda: datasets.gate("AND"),
    "OR": lambda: datasets.gate("OR"),
    "XOR": lambda: datasets.gate("XOR"),
    "blobs": lambda: datasets.blobs(80, n_classes=2, seed=1),
    "iris": iris_petals,
}


class NeuronExplorer(Explorer):
    """y_hat = f(w1 x1 + w2 x2 + b): three sliders, a choice of f and of data, and a test point.

    The point (x1, x2) is dragged, or moved by arrow keys, or typed.
    """

    size = (9.0, 4.3)

    def __init__(self, data="iris", **start):
        self._data = {name: make() for name, make in DATA.items()}
        super().__init__(data=data, **start)

    def make_controls(self):
        return {
            "w1": slider("w1", 1, -5, 5),
            "w2": slider("w2", 1, -5, 5),
            "b": slider("b", 0, -10, 10),
            "data": dropdown(say("data"), list(DATA)),
            "activation": dropdown(say("activation"), list(SCALES)),
            "x1": number_box("x1", 0.5, -10, 10),
            "x2": number_box("x2", 0.5, -10, 10),
        }

    def model(self, w1, w2, b, x1, x2, activation, data):
        X, y = self._data[data]
        w, x = np.array([w1, w2]), np.array([x1, x2])
        neuron = Network([Dense(2, 1, activation)])
        neuron.parameters = [w1, w2, b]
        extent = plots.limits(X)
        middle, z = X.mean(axis=0), float(x @ w + b)
        return dict(
            X=X, y=y, x=x, w=w, b=b, z=z, activation=activation, data=data, extent=extent,
            y_hat=float(neuron.predict([x])[0, 0]),
            surface=neuron.predict(plots.grid(extent)).reshape(100, 100),
            line=plots.boundary(w, b, extent),
            foot=middle - (middle @ w + b) / max(w @ w, 1e-12) * w,  # nearest to it on the line
            wrong=X[neuron.classify(X) != y],
            loss=neuron.loss(X, y) if activation == "sigmoid" else None,
        )  # fmt: skip

    def build(self, figure):
        left, self._plane = figure.subplots(1, 2, width_ratios=[1, 1.1])
        self._diagram = NeuronDiagram(left)
        plots.style(self._plane, "", "")
        self._surface = plots.draw_surface(self._plane)
        self._points = plots.draw_points(self._plane)
        (self._line,) = self._plane.plot([], [], color=plots.INK, linewidth=2)
        self._arrow = plots.draw_arrow(self._plane)
        self._wrong = plots.draw_rings(self._plane)
        look = dict(marker="D", markersize=9, color=plots.INK, markeredgecolor="white", zorder=6)
        (self._point,) = self._plane.plot([], [], linestyle="none", **look)
        self._shown = None

    def draw(
        self, X, y, x, w, b, z, activation, data, extent, y_hat, surface, line, foot, wrong, loss
    ):
        if data != self._shown:
            self._show_data(data, X, y, extent)
        centre, reach = SCALES[activation]
        self._surface.set_data(surface)
        self._surface.set_clim(centre - reach, centre + reach)
        self._line.set_data(*line.T)
        self._arrow.set_offsets(foot)
        self._arrow.set_UVC(*(0.08 * (extent[3] - extent[2]) * w))
        self._wrong.set_data(*wrong.T)
        self._point.set_data([x[0]], [x[1]])
        share = (y_hat - centre) / (2 * reach) + 0.5
        self._diagram.move(x, w, b, z, y_hat, share, activation)

    def _show_data(self, name, X, y, extent):
        self._shown, data = name, self._data[name]
        self._plane.set(xlim=extent[:2], ylim=extent[2:])
        self._plane.set_xlabel(data.features[0])
        self._plane.set_ylabel(data.features[1])
        self._surface.set_extent(extent)
        for k, points in enumerate(self._points):
            points.set_data(*X[y == k].T)
        plots.legend(self._plane, data.classes)
        self.relayout()

    def describe(self, X, w, b, x, z, y_hat, wrong, loss, **_):
        key = "neuron" if loss is None else "neuron_with_loss"
        formula = f"{signed(w[0])} x1 {plus(w[1])} x2 {plus(b)} = 0"
        line = say("line", line=formula) if w.any() else say("no_line", z=signed(b))
        point = dict(x1=signed(x[0], 2), x2=signed(x[1], 2), z=signed(z, 2), y_hat=signed(y_hat, 3))
        return say(key, line=line, wrong=len(wrong), n=len(X), loss=loss, **point)

    def on_pointer(self, kind, ax, x, y):
        if ax is self._plane and kind != "release":
            self.set(x1=round(x, 2), x2=round(y, 2))

    def grips(self):
        return [(self._plane, self.state["x1"], self.state["x2"])]

    def on_arrows(self, dx, dy):
        step = 0.01 * (self._plane.get_xlim()[1] - self._plane.get_xlim()[0])
        self.set(
            x1=round(self.state["x1"] + dx * step, 2), x2=round(self.state["x2"] + dy * step, 2)
        )
