"""Numbers of nnlib, as text with the digits that chapters print: in CPython, and in Pyodide, where
live_node.mjs runs this file. Both must agree.
"""

import numpy as np

from nnlib import Network, datasets, train
from nnlib.activations import ACTIVATIONS
from nnlib.optimizers import SGD, Adam, RMSProp

DATA = ["circle", "xor", "gauss", "spiral", "moons", "blobs", "spirals"]


def shown(values):
    """Numbers as chapters print them: four significant digits."""
    return [f"{value:.4g}" for value in np.ravel(values).tolist()]


def main():
    found = {}
    z = np.linspace(-4, 4, 9).reshape(3, 3)
    for name, activation in ACTIVATIONS.items():
        found[f"{name}(z)"] = shown(activation(z))
    for name in DATA:
        data = getattr(datasets, name)(60)
        found[f"{name}: mean"] = shown(data.X.mean(axis=0))
        found[f"{name}: classes"] = shown(np.bincount(data.y))
    for name in ("iris", "cancer", "digits"):
        data = getattr(datasets, name)()
        found[f"{name}: mean"] = shown(data.X.mean(axis=0))
    for optimizer in (SGD(0.1), SGD(0.05, momentum=0.9), RMSProp(0.01), Adam(0.01)):
        for hidden in ("tanh", "relu", "gelu_tanh"):
            found[f"{hidden}, {optimizer!r}"] = trained(hidden, optimizer)
    return found


def trained(hidden, optimizer):
    """The losses of a short run, and the weights after it."""
    data = datasets.moons(80, noise=0.1)
    network = Network.from_sizes([2, 6, 4, 1], hidden, "sigmoid", seed=1)
    losses = [
        step.loss for step in train(network, data.X, data.y, optimizer, epochs=30, batch_size=20)
    ]
    return shown(losses[::20]) + shown(network.layers[0].W)
