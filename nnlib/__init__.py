"""nnlib: a neural network small enough to be read, in NumPy and nothing else.

Read it in this order: activations, losses, initializers, layers, dropout, network, optimizers,
schedules, training, gradcheck. Then targets, saving, datasets, inspection, and estimators, which
dresses a network as a scikit-learn estimator. What is shown and asked is in the package nncourse;
moved answers old imports of it.
"""

from nnlib import moved  # noqa: F401
from nnlib.activations import ACTIVATIONS
from nnlib.gradcheck import check_gradient, numerical_gradient
from nnlib.initializers import INITIALIZERS
from nnlib.layers import Dense
from nnlib.losses import LOSSES
from nnlib.network import Network
from nnlib.optimizers import OPTIMIZERS, SGD, Adam, RMSProp
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
