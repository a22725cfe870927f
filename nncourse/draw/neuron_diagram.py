"""The diagram of a single neuron with its activation function and its actual numbers."""

import numpy as np
from matplotlib.patches import Circle

from nncourse.draw.fixed import fixed
from nncourse.draw.labels import Formula, Label
from nncourse.draw.network_diagram import weight_style
from nncourse.draw.numbers import factor, plus, signed, sub
from nncourse.draw.style import A_COLOUR, FONT_SIZE, INK, MUTED, SHADES, Z_COLOUR
from nncourse.messages import named
from nnlib.activations import ACTIVATIONS

PLACES = {"x1": (1.15, 6.7), "x2": (1.15, 2.3), "z": (5.0, 4.5), "y_hat": (14.4, 4.5)}
RINGS = {"x1": INK, "x2": INK, "z": Z_COLOUR, "y_hat": A_COLOUR}
RADIUS = 1.15
LEFT, RIGHT, LOW, HIGH = 7.4, 12.2, 2.3, 6.7  # the curve's box
REACH = 6.0  # the curve goes from z = -REACH to REACH
RANGES = {"sigmoid": (0, 1), "step": (0, 1), "tanh": (-1, 1), "relu": (0, 6), "identity": (-6, 6)}


class NeuronDiagram:
    """Two inputs, their weights, the sum z, the activation curve with a point at z, and the output
    y_hat, on an ``Axes`` of its own.
    """

    def __init__(self, ax):
        ax.set(xlim=(-0.1, 15.7), ylim=(-1.7, 8.6), aspect="equal")
        ax.set_axis_off()
        self._edges = {name: ax.plot(*_rim_to_rim(name, "z"), zorder=1)[0] for name in ["x1", "x2"]}
        for edge in self._edges.values():
            edge.set_solid_capstyle("butt")
        self._inside = {}
        for name, place in PLACES.items():
            circle = Circle(place, RADIUS, facecolor="white", edgecolor=RINGS[name], linewidth=1.8)
            node = ax.add_patch(circle)
            self._inside[name] = self._write(ax, *place, fontsize=10)
            if name == "y_hat":
                self._output = node
            else:
                fixed(node)
        for x, y, text, colour in [
            (1.15, 8.3, "x₁", INK),
            (1.15, 0.7, "x₂", INK),
            (5.0, 6.15, "z", Z_COLOUR),
            (14.4, 6.2, "ŷ", A_COLOUR),
        ]:
            fixed(self._write(ax, x, y, text, color=colour))
        self._weights = {"x1": self._write(ax, 3.65, 6.75), "x2": self._write(ax, 3.65, 2.25)}
        fixed(ax.plot([5, 5], [1.6, 3.2], color=MUTED, linewidth=1.5)[0])
        fixed(ax.plot([5], [3.15], "^", color=MUTED, markersize=6)[0])
        self._bias = self._write(ax, 5.0, 1.1)
        self._build_curve(ax)
        self._sum = Formula(ax, 0.1, -0.3, fontsize=FONT_SIZE, zorder=4)
        self._answer = Formula(ax, 0.1, -1.3, fontsize=FONT_SIZE, zorder=4)

    def _build_curve(self, ax):
        faint = dict(color=MUTED, linewidth=0.8, alpha=0.6)
        fixed(ax.plot([LEFT, RIGHT], [LOW, LOW], **faint)[0])
        fixed(ax.plot([(LEFT + RIGHT) / 2] * 2, [LOW, HIGH], **faint)[0])
        fixed(ax.plot([6.1, LEFT], [4.5, 4.5], color=INK, linewidth=1.8)[0])
        small = dict(fontsize=9, color=MUTED)
        for z, text in [(-REACH, signed(-REACH, 0)), (0, "0"), (REACH, signed(REACH, 0))]:
            fixed(self._write(ax, _across(z), LOW - 0.5, text, **small))
        self._scale = [
            fixed(self._write(ax, LEFT - 0.45, y, ha="right", **small)) for y in [LOW, HIGH]
        ]
        self._name = fixed(self._write(ax, (LEFT + RIGHT) / 2, 7.5, weight="bold", color=MUTED))
        self._curve = fixed(ax.plot([], [], color=INK, linewidth=2.2, zorder=3)[0])
        self._shown = None  # the name of the function whose curve it is
        dashed = dict(linestyle=(0, (3, 2)), linewidth=1.5, zorder=3)
        (self._drop,) = ax.plot([], [], color=Z_COLOUR, **dashed)
        (self._across,) = ax.plot([], [], color=A_COLOUR, **dashed)
        look = dict(color=A_COLOUR, markersize=10, markeredgecolor="white", zorder=5)
        (self._point,) = ax.plot([], [], "o", **look)
        self._slide = self._write(ax, 0, LOW - 1.25, "z", color=Z_COLOUR)

    def _write(self, ax, x, y, text="", **look):
        options = dict(ha="center", va="center", fontsize=FONT_SIZE, zorder=6, color=INK)
        return Label(ax, x, y, text, **options | look)

    def show_activation(self, name):
        """Draw the curve of the activation ``name``; return whether it has changed."""
        if name == self._shown:
            return False
        self._shown = name
        z = np.linspace(-REACH, REACH, 401)
        a = ACTIVATIONS[name](z)
        a[1:][np.abs(np.diff(a)) > 0.5] = np.nan  # a gap where it jumps
        self._curve.set_data(_across(z), self._up(a))
        self._name.set_text(named(name))
        for label, value in zip(self._scale, RANGES[name], strict=True):
            label.set_text(signed(value, 0))
        return True

    def _up(self, a):
        """The height of the activation ``a`` in the curve's box."""
        low, high = RANGES[self._shown]
        return LOW + (a - low) / (high - low) * (HIGH - LOW)

    def move(self, x, w, b, z, y_hat, shade):
        """Show these numbers; ``shade``, from 0 to 1, sets the output's colour as in the plane."""
        for i, name in enumerate(["x1", "x2"]):
            self._edges[name].set(**weight_style(w[i]))
            self._weights[name].set_text(f"{sub('w', i + 1)} {signed(w[i])}")
            self._inside[name].set_text(_inside(x[i]))
        self._inside["z"].set_text(_inside(z))
        self._inside["y_hat"].set_text(_inside(y_hat))
        self._output.set_facecolor(SHADES(float(np.clip(shade, 0, 1))))
        self._bias.set_text(f"b {signed(b)}")
        self._slide_to(z)
        terms = " + ".join(f"{factor(w[i], 1)}·{factor(x[i], 2)}" for i in range(2))
        self._sum.set_parts(
            ("z", Z_COLOUR), (f" = {terms} {plus(b)} = ", INK), (signed(z, 2), Z_COLOUR)
        )
        self._answer.set_parts(
            ("ŷ", A_COLOUR),
            (f" = {self._shown}(", INK),
            ("z", Z_COLOUR),
            (") = ", INK),
            (signed(y_hat, 3), A_COLOUR),
        )

    def _slide_to(self, z):
        """Put the point on the curve at z, or an arrowhead at its end if z is beyond it."""
        marker = "o"
        if z < -REACH:
            marker = "<"
        if z > REACH:
            marker = ">"
        if marker != self._point.get_marker():
            self._point.set_marker(marker)
        z = float(np.clip(z, -REACH, REACH))
        x = _across(z)
        y = self._up(float(ACTIVATIONS[self._shown](z)))
        self._point.set_data([x], [y])
        self._drop.set_data([x, x], [LOW, y])
        rim = PLACES["y_hat"][0] - RADIUS
        self._across.set_data([x, RIGHT, rim], [y, y, PLACES["y_hat"][1]])
        self._slide.set_x(x)


def _inside(value):
    """A number short enough for a circle: with fewer decimals if it is large."""
    digits = 2
    for limit in (9.995, 99.95):
        if abs(value) >= limit:
            digits -= 1
    return signed(value, digits)


def _across(z):
    """The x of ``z`` in the curve's box."""
    return LEFT + (z + REACH) / (2 * REACH) * (RIGHT - LEFT)


def _rim_to_rim(start, end):
    """The line from rim to rim of two circles: its two x, then its two y."""
    start = np.array(PLACES[start])
    end = np.array(PLACES[end])
    way = (end - start) / np.linalg.norm(end - start)
    return np.transpose([start + RADIUS * way, end - RADIUS * way])
