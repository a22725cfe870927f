"""nnlib: a neural network small enough to be read, in NumPy and nothing else.

Read it in this order: activations, losses, initializers, layers, network, optimizers, training,
gradcheck. Then targets, saving, datasets, and estimators, which dresses a network as a scikit-learn
estimator.
"""

from nnlib.activations import ACTIVATIONS
from nnlib.gradcheck import check_gradient, numerical_gradient
from nnlib.initializers import INITIALIZERS
from nnlib.layers import Dense
from nnlib.losses import LOSSES
from nnlib.network import Network
from nnlib.optimizers import OPTIMIZERS, SGD, Adam, RMSProp
from nnlib.saving import load, save
from nnlib.training import Step, train

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
    "load",
    "numerical_gradient",
    "save",
    "train",
]
