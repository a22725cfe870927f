"""One neuron: its diagram with the numbers on it, beside the plane that it divides."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.neuron_diagram import NeuronDiagram
from nncourse.draw.numbers import plus, signed
from nncourse.draw.plane import Arrow, ClassPlane, boundary, grid, limits
from nncourse.explorers._base.controls import dropdown, number_box, slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import named, say
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
    """Two iris species, by the length and the width of their petals."""
    petals = ["petal length (cm)", "petal width (cm)"]
    return datasets.iris().select(features=petals, classes=["versicolor", "virginica"])


ON_IRIS = (5.0, 2.0)  # the flower of the chapter: petals 5 cm long and 2 cm wide
GATES = ("AND", "OR", "XOR")
DATA = {
    "AND": lambda: datasets.gate("AND"),
    "OR": lambda: datasets.gate("OR"),
    "XOR": lambda: datasets.gate("XOR"),
    "blobs": lambda: datasets.blobs(80, n_classes=2, seed=1),
    "iris": iris_petals,
}


# The diamond: on a gate it stands on a sample, which is seen in it
OVER = dict(markersize=9, markerfacecolor=style.INK, markeredgecolor="white", markeredgewidth=1)
AROUND = dict(markersize=16, markerfacecolor="none", markeredgecolor=style.INK, markeredgewidth=2)

FLOWER = dict(x1=5, x2=2)
CORNER = dict(w1=1, w2=1, x1=1, x2=1)


class NeuronExplorer(Explorer):
    """y_hat = f(w1 x1 + w2 x2 + b): three sliders, a choice of f and of data, and a test point.

    The point (x1, x2) is dragged, moved by arrow keys, or typed.
    """

    size = (10.2, 3.8)
    scenarios = {
        "raise_b": dict(w1=1, w2=1, b=-8, **FLOWER),
        "one_weight": dict(w1=1, w2=2, b=-8, **FLOWER),
        "double": dict(w1=0.5, w2=1, b=-4, **FLOWER),
        "no_weights": dict(w1=0, w2=0, b=-8, **FLOWER),
        "best_line": dict(w1=1, w2=2.3, b=-8.4, **FLOWER),
        "and": dict(data="AND", b=-0.5, **CORNER),
        "or": dict(data="OR", b=-1.5, **CORNER),
        "xor": dict(data="XOR", b=-1.5, **CORNER),
    }
    looks = ("x1", "x2")
    groups = (
        ("neuron", ("w1", "w2", "b", "activation")),
        ("sample", ("data", "x1", "x2")),
    )

    def __init__(self, data="iris", **start):
        self._data = {name: make() for name, make in DATA.items()}
        self._placed_on = data  # the data for which the point was placed
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

    def set(self, **state):
        """Give controls new values, the data first: that moves the point, unless x1 or x2 are given
        too.
        """
        super().set(**{name: state[name] for name in ["data"] if name in state} | state)

    def update_bounds(self, data, x1, x2, **_):
        """Give x1 and x2 their unit; on new data, move the point if it is outside the picture or
        has no meaning there.
        """
        for name in ("x1", "x2"):
            self.controls[name].unit = "cm" if data == "iris" else ""
        if data == self._placed_on:
            return
        self._placed_on = data
        X = self._data[data].X
        x1, x2 = _place_on(data, X, np.array([x1, x2]))
        self.controls["x1"].value = x1
        self.controls["x2"].value = x2

    def model(self, w1, w2, b, x1, x2, activation, data):
        X, y = self._data[data]
        w = np.array([w1, w2])
        x = np.array([x1, x2])
        neuron = Network([Dense(2, 1, activation)])
        neuron.parameters = [w1, w2, b]
        extent = limits(X)
        ends = boundary(w, b, extent)
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
            boundary=ends,
            arrow_foot=_arrow_foot(ends, w),
            wrong=X[neuron.classify(X) != y],
            loss=neuron.loss(X, y) if activation == "sigmoid" else None,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.55, 1])
        style.style_axes(right, "", "")
        (point,) = right.plot([], [], linestyle="none", marker="D", zorder=6)
        return SimpleNamespace(
            diagram=NeuronDiagram(left),
            plane=ClassPlane(right),
            shown=None,  # the name of the data on the plane
            arrow=Arrow(right),
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
        if artists.diagram.show_activation(activation):
            self.relayout()
        centre, reach = SCALES[activation]
        low = centre - reach
        artists.plane.show_output(surface)
        artists.plane.surface.set_clim(low, centre + reach)
        artists.plane.show_boundary(boundary)
        artists.plane.show_wrong(wrong)
        artists.arrow.move(arrow_foot, 0.08 * (extent[3] - extent[2]) * w)
        artists.point.set_data([x[0]], [x[1]])
        artists.diagram.move(x, w, b, z, y_hat, (y_hat - low) / (2 * reach))

    def _show_data(self, data, extent):
        plane = self.artists.plane
        plane.set_extent(extent)
        plane.show_samples(data.X, data.y)
        plane.ax.set_xlabel(named(data.features[0]))
        plane.ax.set_ylabel(named(data.features[1]))
        style.draw_class_legend(plane.ax, _numbered(data.classes))
        self.artists.point.set(**(AROUND if self.artists.shown in GATES else OVER))
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


def _arrow_foot(ends, w):
    """A place on the visible line between ``ends`` (2, 2), a quarter of it from its left end, seen
    along ``w``: in the middle, the samples are in the way.
    """
    left_first = ends[np.argsort(ends @ [-w[1], w[0]])[::-1]]
    return left_first[0] + (left_first[1] - left_first[0]) / 4


def _place_on(data, X, x):
    """The new place of the point x (2,) on other data ``X``: for a gate, the nearest corner. Else
    it stays if it is in the picture, or goes to the chapter's flower or the middle of the samples.
    """
    if data in GATES:
        nearest = X[np.linalg.norm(X - x, axis=1).argmin()]
        return tuple(nearest.tolist())
    left, right, bottom, top = limits(X)
    if left <= x[0] <= right and bottom <= x[1] <= top:
        return tuple(x.tolist())
    if data == "iris":
        return ON_IRIS
    return tuple(X.mean(axis=0).round(1).tolist())


def _numbered(classes):
    """The names of the classes, each with its number unless that is its name."""
    return [name if name == str(k) else f"{name} ({k})" for k, name in enumerate(classes)]
