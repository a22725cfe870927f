"""One neuron: its diagram with the numbers on it, beside the plane that it divides."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.neuron_diagram import NeuronDiagram
from nncourse.draw.numbers import plus, signed
from nncourse.draw.plane import ClassPlane, boundary, draw_arrow, grid, limits
from nncourse.explorers._base.controls import dropdown, number_box, slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Dense, Network, datasets

# The activation at z = 0, and how far above and below that the shades reach
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
    groups = (
        ("neuron", ("w1", "w2", "b", "activation")),
        ("sample", ("data", "x1", "x2")),
    )

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
        w = np.array([w1, w2])
        x = np.array([x1, x2])
        neuron = Network([Dense(2, 1, activation)])
        neuron.parameters = [w1, w2, b]
        extent = limits(X)
        middle = X.mean(axis=0)
        nearest = middle - (middle @ w + b) / max(w @ w, 1e-12) * w  # to it, on the boundary
        return dict(
            X=X,
            y=y,
            x=x,
            w=w,
            b=b,
            z=float(x @ w + b),
            activation=activation,
            data=data,
            extent=extent,
            y_hat=float(neuron.predict([x])[0, 0]),
            surface=neuron.predict(grid(extent)).reshape(100, 100),
            boundary=boundary(w, b, extent),
            arrow_foot=nearest,
            wrong=X[neuron.classify(X) != y],
            loss=neuron.loss(X, y) if activation == "sigmoid" else None,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.1])
        style.style_axes(right, "", "")
        look = dict(marker="D", markersize=9, color=style.INK, markeredgecolor="white", zorder=6)
        (point,) = right.plot([], [], linestyle="none", **look)
        return SimpleNamespace(
            diagram=NeuronDiagram(left),
            plane=ClassPlane(right),
            shown=None,  # the name of the data on the plane
            arrow=draw_arrow(right),
            point=point,
        )

    def draw(
        self,
        X,
        y,
        x,
        w,
        b,
        z,
        activation,
        data,
        extent,
        y_hat,
        surface,
        boundary,
        arrow_foot,
        wrong,
        **_,
    ):
        artists = self.artists
        if data != artists.shown:
            artists.shown = data
            self._show_data(self._data[data], extent)
        centre, reach = SCALES[activation]
        low = centre - reach
        artists.plane.show_output(surface)
        artists.plane.surface.set_clim(low, centre + reach)
        artists.plane.show_boundary(boundary)
        artists.plane.show_wrong(wrong)
        artists.arrow.set_offsets(arrow_foot)
        artists.arrow.set_UVC(*(0.08 * (extent[3] - extent[2]) * w))
        artists.point.set_data([x[0]], [x[1]])
        artists.diagram.move(x, w, b, z, y_hat, activation, (y_hat - low) / (2 * reach))

    def _show_data(self, data, extent):
        plane = self.artists.plane
        plane.set_extent(extent)
        plane.show_samples(data.X, data.y)
        plane.ax.set_xlabel(data.features[0])
        plane.ax.set_ylabel(data.features[1])
        style.draw_class_legend(plane.ax, data.classes)
        self.relayout()

    def describe(self, X, w, b, x, z, y_hat, wrong, loss, **_):
        if w.any():
            line = say("line", line=f"{signed(w[0])} x1 {plus(w[1])} x2 {plus(b)} = 0")
        else:
            line = say("no_line", z=signed(b))
        return say(
            "neuron" if loss is None else "neuron_with_loss",
            line=line,
            wrong=len(wrong),
            n=len(X),
            loss=loss,
            x1=signed(x[0], 2),
            x2=signed(x[1], 2),
            z=signed(z, 2),
            y_hat=signed(y_hat, 3),
        )

    def on_pointer(self, kind, ax, x, y):
        if ax is self.artists.plane.ax and kind != "release":
            self.set(x1=round(x, 2), x2=round(y, 2))

    def grips(self):
        return [(self.artists.plane.ax, self.state["x1"], self.state["x2"])]

    def on_arrows(self, dx, dy):
        left, right = self.artists.plane.ax.get_xlim()
        step = 0.01 * (right - left)
        x1 = self.state["x1"] + dx * step
        x2 = self.state["x2"] + dy * step
        self.set(x1=round(x1, 2), x2=round(x2, 2))
