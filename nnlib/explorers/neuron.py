"""One neuron on the plane: its weights and its bias, and the line that they draw."""

from dataclasses import dataclass

import numpy as np

from nnlib import Dense, Network, plots
from nnlib.explorers.base import Explorer, slider
from nnlib.messages import say


@dataclass(frozen=True)
class Numbers:
    """All that the picture shows: y_hat on the grid, the line's ends, the arrow's foot and
    direction, the samples on the wrong side, and the loss.
    """

    surface: np.ndarray
    line: np.ndarray
    arrow: np.ndarray
    wrong: np.ndarray
    loss: float


class NeuronExplorer(Explorer):
    """y_hat = sigmoid(w1 x1 + w2 x2 + b) over the two features and two classes of ``data``."""

    def __init__(self, data, **start):
        self.data, self.extent = data, plots.limits(data.X)
        self.neuron = Network([Dense(2, 1, "sigmoid")])
        self._grid = plots.grid(self.extent)
        super().__init__(**start)

    def make_controls(self):
        return {
            "w1": slider("w1", 1, -5, 5),
            "w2": slider("w2", 1, -5, 5),
            "b": slider("b", 0, -10, 10),
        }

    def model(self, w1, w2, b):
        self.neuron.parameters = [w1, w2, b]
        X, y = self.data
        w = np.array([w1, w2])
        middle = X.mean(axis=0)
        foot = middle - (middle @ w + b) / max(w @ w, 1e-12) * w  # the line's nearest point to it
        return Numbers(
            surface=self.neuron.predict(self._grid).reshape(100, 100),
            line=plots.boundary(w, b, self.extent),
            arrow=np.array([foot, 0.2 * w]),
            wrong=X[self.neuron.classify(X) != y],
            loss=self.neuron.loss(X, y),
        )

    def build(self, numbers):
        figure = plots.new_figure()
        ax = figure.subplots()
        ax.set(xlim=self.extent[:2], ylim=self.extent[2:])
        plots.style(ax, *self.data.features)
        self._surface = plots.draw_surface(ax, self.extent)
        plots.draw_points(ax, self.data.X, self.data.y, self.data.classes)
        (self._line,) = ax.plot([], [], color=plots.INK, linewidth=2)
        self._arrow = plots.draw_arrow(ax)
        ring = dict(marker="o", markersize=12, fillstyle="none", markeredgewidth=1.6)
        (self._wrong,) = ax.plot([], [], linestyle="none", color="#C00000", **ring)
        return figure

    def draw(self, numbers):
        self._surface.set_data(numbers.surface)
        self._line.set_data(*numbers.line.T)
        foot, direction = numbers.arrow
        self._arrow.set_offsets(foot)
        self._arrow.set_UVC(*direction)
        self._wrong.set_data(*numbers.wrong.T)

    def words(self, numbers):
        n = len(self.data.y)
        return say("neuron", wrong=len(numbers.wrong), n=n, loss=numbers.loss)
