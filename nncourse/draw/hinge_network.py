"""The diagram of a 1-n-1 network whose hidden units are hinges, each in its own colour."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from nncourse.draw.labels import Label
from nncourse.draw.network_diagram import weight_style
from nncourse.draw.numbers import signed
from nncourse.draw.style import FONT_SIZE, INK, MUTED

HUES = ("#0072B2", "#D55E00", "#00795A", "#A8437C", "#6A51A3", "#86681B")  # contrast 3 or more
DASHES = ("-", (0, (4, 2)))  # of the first six hinges, and of the next six
LEGIBLE = 5  # the most units whose numbers have room
INPUT, UNITS, OUTPUT = 0.9, 4.3, 9.1  # x of the columns
GAP = 3  # points between the units, of which 2 are their rims
MIDDLE = 5  # between the lowest and the highest unit


def hinge_look(k):
    """The colour and the line style of hinge ``k``, counted from 0, in every drawing."""
    return dict(color=HUES[k % len(HUES)], linestyle=DASHES[k // len(HUES)])


class HingeNetwork:
    """The diagram on an ``Axes`` of its own, for up to ``most`` units; ``move`` sets the numbers.

    Where there is room, each unit shows its bias, and its output line the weight.
    """

    def __init__(self, ax, most):
        ax.set(xlim=(0, 10), ylim=(0, 10))
        ax.set_axis_off()
        self._inputs = ax.add_collection(LineCollection([], colors=MUTED, zorder=1), autolim=False)
        self._outputs = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        self._units = []
        for k in range(most):
            look = dict(markeredgecolor=hinge_look(k)["color"], markeredgewidth=2, zorder=3)
            unit = _Unit([], [], marker="o", markerfacecolor="white", **look)
            self._units.append(ax.add_line(unit))
        look = dict(markersize=22, markerfacecolor="white", markeredgecolor=INK, zorder=3)
        ax.plot([INPUT, OUTPUT], [MIDDLE, MIDDLE], "o", linestyle="none", **look)
        look = dict(ha="center", va="center", color=INK, zorder=5)
        for x, text in [(INPUT, "x"), (OUTPUT, "ŷ")]:
            Label(ax, x, MIDDLE, text, fontsize=FONT_SIZE, **look)
        small = look | dict(fontsize=9)
        self._heads = [
            Label(ax, x, 0, text, **small) for x, text in [(UNITS - 1.3, "b"), (6.5, "w")]
        ]
        self._biases = [_Bias(ax, unit, **small) for unit in self._units[:LEGIBLE]]
        self._weights = [Label(ax, 0, 0, ground="white", **small) for _ in range(LEGIBLE)]
        self._output_bias = Label(ax, OUTPUT - 0.2, MIDDLE - 2, **small)

    def move(self, biases, weights, output_bias):
        """Show the hidden units' ``biases`` and output ``weights``, both (n,), and ``output_bias``.
        The input weights are 1.
        """
        n = len(biases)
        rows = max(n, 3)
        heights = MIDDLE + 10 / rows * ((n - 1) / 2 - np.arange(n))
        legible = n <= LEGIBLE
        for k, unit in enumerate(self._units):
            unit.set_visible(k < n)
            if k < n:
                unit.set_data([UNITS], [heights[k]])
                unit.rows = rows
                unit.largest = 27 if legible else 10
        self._inputs.set_segments([[(INPUT, MIDDLE), (UNITS, y)] for y in heights])
        ends = [[(UNITS, y), (OUTPUT, MIDDLE)] for y in heights]
        self._outputs.set_segments(ends)
        looks = [weight_style(w, 5) for w in weights]
        self._outputs.set_color([hinge_look(k)["color"] for k in range(n)])
        self._outputs.set_linewidth([look["linewidth"] for look in looks])
        self._outputs.set_linestyle([look["linestyle"] for look in looks])
        for head in self._heads:
            head.set(visible=legible, y=min(heights[0] + 1.2, 9.6))
        for k in range(LEGIBLE):
            shown = legible and k < n
            self._biases[k].set_visible(shown)
            self._weights[k].set_visible(shown)
            if shown:
                self._biases[k].set(text=signed(biases[k]), y=heights[k])
                across = 0.45  # of the way to the output
                x = UNITS + across * (OUTPUT - UNITS)
                y = heights[k] + across * (MIDDLE - heights[k])
                self._weights[k].set(text=signed(weights[k]), x=x, y=y)
        self._output_bias.set_text(f"b {signed(output_bias)}")


class _Unit(Line2D):
    """A unit that is so small, if need be, that ``rows`` of them have room above one another."""

    rows = 3
    largest = 27  # points

    @property
    def size(self):
        """Its size in points."""
        pitch = self.axes.bbox.height * 72 / self.figure.dpi / self.rows
        return min(self.largest, pitch - GAP)

    def draw(self, renderer):
        """Draw it as large as there is room."""
        self.set_markersize(self.size)
        super().draw(renderer)


class _Bias(Label):
    """The number inside ``unit``, in smaller type if the unit is small."""

    def __init__(self, ax, unit, **look):
        super().__init__(ax, UNITS, 0, **look)
        self._unit = unit

    def _look(self):
        font, dpi = super()._look()
        font.set_size(min(font.get_size_in_points(), round(0.35 * self._unit.size, 1)))
        return font, dpi
