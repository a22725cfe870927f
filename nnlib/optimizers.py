"""Optimizers: rules that turn a gradient ``g`` into a change of the parameters ``w``, both vectors
of one shape.

Each keeps its own memory (velocity, averages) as plain attributes, so ``copy.deepcopy`` forks a
run. The formulas are PyTorch's; Keras and scikit-learn differ in the places named below. ``step``
changes ``w`` in place.
"""

from dataclasses import dataclass, field

import numpy as np

from nnlib.messages import say
from nnlib.validate import lookup, number


@dataclass
class SGD:
    """Gradient descent: v ← μ v + g, w ← w - η v, with the learning rate η > 0 and the momentum 0 ≤
    μ < 1.

    No dampening and no Nesterov step (scikit-learn's default). With μ = 0 this is w ← w - η g.
    Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    learning_rate: float = 0.1
    momentum: float = 0.0
    velocity: np.ndarray | None = field(default=None, init=False, repr=False)

    def __post_init__(self):
        number(self.learning_rate, "learning_rate", above=0)
        _share(self.momentum, "momentum")

    def step(self, w, g):
        """One step of ``w``, in place, against the gradient ``g``."""
        if self.momentum:
            self.velocity = g if self.velocity is None else self.momentum * self.velocity + g
            g = self.velocity
        w -= self.learning_rate * g


@dataclass
class RMSProp:
    """s ← ρ s + (1 - ρ) g², w ← w - η g / (√s + ε). Keras has ρ = 0.9 and ε inside the root.

    Tieleman & Hinton, "Lecture 6.5: rmsprop", Coursera, 2012.
    """

    learning_rate: float = 0.01
    rho: float = 0.99
    epsilon: float = 1e-8
    square: np.ndarray | None = field(default=None, init=False, repr=False)

    def __post_init__(self):
        number(self.learning_rate, "learning_rate", above=0)
        _share(self.rho, "rho")
        number(self.epsilon, "epsilon", least=0)

    def step(self, w, g):
        """One step of ``w``, in place, against the gradient ``g``."""
        if self.square is None:
            self.square = np.zeros_like(w)
        self.square = self.rho * self.square + (1 - self.rho) * g * g
        w -= self.learning_rate * g / (np.sqrt(self.square) + self.epsilon)


@dataclass
class Adam:
    """m ← β₁ m + (1 - β₁) g, s ← β₂ s + (1 - β₂) g², w ← w - η m̂ / (√ŝ + ε), with m̂ = m / (1 -
    β₁ᵗ) at step t.

    ŝ = s / (1 - β₂ᵗ) likewise. ε is added after the correction; Keras adds its 1e-7 to √s before
    it. Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv:1412.6980,
    algorithm 1.
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    mean: np.ndarray | None = field(default=None, init=False, repr=False)
    square: np.ndarray | None = field(default=None, init=False, repr=False)
    t: int = field(default=0, init=False, repr=False)

    def __post_init__(self):
        number(self.learning_rate, "learning_rate", above=0)
        _share(self.beta1, "beta1")
        _share(self.beta2, "beta2")
        number(self.epsilon, "epsilon", least=0)

    def step(self, w, g):
        """One step of ``w``, in place, against the gradient ``g``."""
        if self.mean is None:
            self.mean, self.square = np.zeros_like(w), np.zeros_like(w)
        self.t += 1
        self.mean = self.beta1 * self.mean + (1 - self.beta1) * g
        self.square = self.beta2 * self.square + (1 - self.beta2) * g * g
        mean_hat = self.mean / (1 - self.beta1**self.t)
        square_hat = self.square / (1 - self.beta2**self.t)
        w -= self.learning_rate * mean_hat / (np.sqrt(square_hat) + self.epsilon)


def _share(value, what):
    """A number from 0 up to, but not including, 1."""
    if not 0 <= number(value, what) < 1:
        raise ValueError(say("share", what=what, value=value))


OPTIMIZERS = {"sgd": SGD, "rmsprop": RMSProp, "adam": Adam}


def get_optimizer(name, learning_rate):
    """A new optimizer of the kind called ``name``; an unknown name raises ValueError."""
    return lookup(OPTIMIZERS, name, "optimizer")(learning_rate)
