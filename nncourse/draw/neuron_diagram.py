"""The diagram of a single neuron, with its true numbers on it."""

import numpy as np
from matplotlib.patches import Circle

from nncourse.draw.labels import Label
from nncourse.draw.network_diagram import weight_style
from nncourse.draw.numbers import factor, plus, signed, sub
from nncourse.draw.style import FONT_SIZE, INK, MUTED, SHADES

PLACES = {"x1": (1, 6.6), "x2": (1, 2.4), "z": (5, 4.5), "y_hat": (9, 4.5)}
RADIUS = 0.95


class NeuronDiagram:
    """Two inputs, their weights, the sum z, and the output y_hat, on an ``Axes`` of its own."""

    def __init__(self, ax):
        ax.set(xlim=(0, 10), ylim=(-0.5, 8.7), aspect="equal")
        ax.set_axis_off()
        self._edges = {name: self._edge(ax, name, "z") for name in ["x1", "x2"]}
        self._edge(ax, "z", "y_hat").set(color=INK, linewidth=2)
        self._nodes = {}
        self._inside = {}
        for name, (x, y) in PLACES.items():
            self._nodes[name] = self._node(ax, (x, y))
            self._inside[name] = self._write(ax, x, y, weight="bold")
        self._write(ax, 1, 8.05, "x₁")
        self._write(ax, 1, 0.95, "x₂")
        self._write(ax, 5, 5.95, "z")
        self._write(ax, 9, 5.95, "ŷ")
        self._weights = {"x1": self._write(ax, 3.6, 6.75), "x2": self._write(ax, 3.6, 2.25)}
        ax.plot([5, 5], [1.9, 3.4], color=MUTED, linewidth=1.5)
        ax.plot([5], [3.35], "^", color=MUTED, markersize=6)
        self._bias = self._write(ax, 5.3, 1.4)
        self._activation = self._write(ax, 7, 3.2)
        self._formula = self._write(ax, 5, -0.1)

    def _edge(self, ax, start, end):
        x_start, y_start = PLACES[start]
        x_end, y_end = PLACES[end]
        line = dict(zorder=1, solid_capstyle="butt")
        (edge,) = ax.plot([x_start, x_end], [y_start, y_end], **line)
        return edge

    def _node(self, ax, place):
        look = dict(facecolor="white", edgecolor=INK, linewidth=1.5, zorder=2)
        return ax.add_patch(Circle(place, RADIUS, **look))

    def _write(self, ax, x, y, text="", **look):
        options = dict(ha="center", va="center", fontsize=FONT_SIZE, zorder=4, color=INK)
        return Label(ax, x, y, text, **options, **look)

    def move(self, x, w, b, z, y_hat, activation, shade):
        """Write the numbers; ``shade``, from 0 to 1, is y_hat in the plane's shades."""
        for i, name in enumerate(["x1", "x2"]):
            self._edges[name].set(**weight_style(w[i]))
            self._weights[name].set_text(f"{sub('w', i + 1)} = {signed(w[i])}")
            self._inside[name].set_text(signed(x[i], 2))
        self._inside["z"].set_text(signed(z, 2))
        self._inside["y_hat"].set_text(signed(y_hat, 2))
        self._nodes["y_hat"].set_facecolor(SHADES(float(np.clip(shade, 0, 1))))
        self._bias.set_text(f"b = {signed(b)}")
        self._activation.set_text(activation)
        terms = " + ".join(f"{factor(w[i], 1)}·{factor(x[i], 2)}" for i in range(2))
        self._formula.set_text(f"z = {terms} {plus(b)} = {signed(z, 2)}")
