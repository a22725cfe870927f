"""nnlib: a neural network that is small enough to read, in NumPy alone.

Read it in this order: activations, losses, initializers, layer_norm, layers, dropout, network,
optimizers, schedules, training, gradcheck. Then targets, saving, datasets, inspection, and
estimators, which wraps a network as a scikit-learn estimator. The package nncourse has all that is
shown and asked; moved answers old imports.
"""

from nnlib import moved  # noqa: F401
from nnlib.activations import ACTIVATIONS
from nnlib.gradcheck import check_gradient, numerical_gradient
from nnlib.initializers import INITIALIZERS
from nnlib.layers import Dense
from nnlib.losses import LOSSES
from nnlib.network import Network
from nnlib.optimizers import OPTIMIZERS, SGD, Adam, AdamW, RMSProp
from nnlib.saving import load, save
from nnlib.training import Step, fit, train


def __getattr__(name):
    """``nnlib.datasets``, imported lazily."""
    if name != "datasets":
        raise AttributeError(f"module 'nnlib' has no attribute {name!r}")
    from importlib import import_module

    return import_module("nnlib.datasets")


__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "SGD",
    "Adam",
    "AdamW",
    "Dense",
    "Network",
    "RMSProp",
    "Step",
    "check_gradient",
    "fit",
    "load",
    "numerical_gradient",
    "save",
    "train",
]
