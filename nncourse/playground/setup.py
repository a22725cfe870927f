"""The start of a playground's run, and the settings that may change during it."""

from dataclasses import dataclass
from typing import NamedTuple

from nnlib import SGD, Adam, Network, RMSProp

OPTIMIZERS = {
    "SGD": lambda rate: SGD(rate),
    "momentum": lambda rate: SGD(rate, 0.9),
    "RMSProp": lambda rate: RMSProp(rate),
    "Adam": lambda rate: Adam(rate),
}
PENALTIES = ("none", "L1", "L2")
CHOICES = {  # of the settings that may change during a run
    "optimizer": list(OPTIMIZERS),
    "rate": [1e-5, 1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    "batch": range(1, 31),
    "penalty": list(PENALTIES),
    "strength": [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    "dropout": [0.0, 0.1, 0.2, 0.3, 0.5],
}


@dataclass(frozen=True)
class Setup:
    """The start of a run; a change in it makes another run."""

    data: str = "circle"
    noise: int = 0
    share: int = 50
    sample: int = 0
    own: str = ""
    columns: str = ""
    features: tuple = ("x1", "x2")
    units: tuple = (4, 2)
    activations: tuple = ("tanh", "tanh")
    loss: str = "cross-entropy"
    init: str = "uniform"
    weights: int = 0

    def network(self, n_classes):
        """The network at the start; ``n_classes`` is 0 for a regression."""
        sizes = [len(self.features), *self.units, n_classes if n_classes > 2 else 1]
        bias = 0.1 if self.init == "uniform" else 0.0  # as in TensorFlow Playground
        options = dict(init=self.init, bias=bias, seed=self.weights)
        output = self._output(n_classes)
        return Network.from_sizes(sizes, list(self.activations), output, **options)

    def _output(self, n_classes):
        """The output's activation: tanh for numbers and for two classes coded as -1 and 1."""
        if n_classes > 2:
            return "softmax"
        if n_classes == 2 and self.loss == "cross-entropy":
            return "sigmoid"
        return "tanh"


class Live(NamedTuple):
    """The settings that may change during a run."""

    optimizer: str = "SGD"
    rate: float = 0.03
    batch: int = 10
    penalty: str = "none"
    strength: float = 0.0
    dropout: float = 0.0
