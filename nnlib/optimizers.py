"""Optimizers: rules that turn a gradient ``g`` into a change of the parameters ``w``.

Both are float arrays of one shape; ``step`` changes ``w`` in place, and raises ValueError on
others. An optimizer keeps its memory (velocity, averages) in plain attributes, so use it for only
one network; ``copy.deepcopy`` forks a run. The formulas are PyTorch's; the docstrings say where
Keras and scikit-learn differ.
"""

from dataclasses import dataclass, field

import numpy as np

from nnlib.messages import say
from nnlib.validate import checked_fraction, checked_number, lookup


@dataclass
class SGD:
    """Gradient descent, with a learning rate η > 0 and a momentum μ from 0 to below 1.

    v ← μ v + g, w ← w - η v

    With μ = 0 this is w ← w - η g. No dampening, and no Nesterov step, which scikit-learn takes
    unless told otherwise. Polyak, "Some methods of speeding up the convergence of iteration
    methods", 1964.
    """

    learning_rate: float = 0.1
    momentum: float = 0.0
    velocity: np.ndarray | None = field(default=None, init=False, repr=False)

    def __post_init__(self):
        checked_number(self.learning_rate, "learning_rate", above=0)
        checked_fraction(self.momentum, "momentum")

    def step(self, w, g):
        """One step of ``w``, in place, against the gradient ``g``."""
        _check(w, g, self.velocity)
        if self.momentum:
            if self.velocity is None:
                self.velocity = np.zeros_like(w)
            self.velocity = self.momentum * self.velocity + g
            g = self.velocity
        w -= self.learning_rate * g


@dataclass
class RMSProp:
    """Divides each parameter's step by the recent size of its gradients.

    s ← ρ s + (1 - ρ) g², w ← w - η g / (√s + ε)

    Keras has ρ = 0.9, and ε inside the root. Tieleman & Hinton, "Lecture 6.5: rmsprop", Coursera,
    2012.
    """

    learning_rate: float = 0.01
    rho: float = 0.99
    epsilon: float = 1e-8
    mean_square: np.ndarray | None = field(default=None, init=False, repr=False)

    def __post_init__(self):
        checked_number(self.learning_rate, "learning_rate", above=0)
        checked_fraction(self.rho, "rho")
        checked_number(self.epsilon, "epsilon", above=0)

    def step(self, w, g):
        """One step of ``w``, in place, against the gradient ``g``."""
        _check(w, g, self.mean_square)
        if self.mean_square is None:
            self.mean_square = np.zeros_like(w)
        self.mean_square = self.rho * self.mean_square + (1 - self.rho) * g * g
        w -= self.learning_rate * g / (np.sqrt(self.mean_square) + self.epsilon)


@dataclass
class Adam:
    """Momentum and RMSProp together, both corrected for their start at 0.

    m ← β₁ m + (1 - β₁) g, s ← β₂ s + (1 - β₂) g²,
    w ← w - η m̂ / (√ŝ + ε), with m̂ = m / (1 - β₁ᵗ) and ŝ = s / (1 - β₂ᵗ) at step t = 1, 2, ...

    Keras and scikit-learn add ε to √s, before the correction, which makes it ε / √(1 - β₂ᵗ) here:
    ``epsilon_first`` does so too (the paper's ε̂, in section 2). Keras's ε is 1e-7. Kingma & Ba,
    "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv:1412.6980, algorithm 1.
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    epsilon_first: bool = field(default=False, repr=False, kw_only=True)  # for comparisons
    mean: np.ndarray | None = field(default=None, init=False, repr=False)
    mean_square: np.ndarray | None = field(default=None, init=False, repr=False)
    t: int = field(default=0, init=False, repr=False)

    def __post_init__(self):
        checked_number(self.learning_rate, "learning_rate", above=0)
        checked_fraction(self.beta1, "beta1")
        checked_fraction(self.beta2, "beta2")
        checked_number(self.epsilon, "epsilon", above=0)

    def step(self, w, g):
        """One step of ``w``, in place, against the gradient ``g``."""
        _check(w, g, self.mean)
        if self.mean is None:
            self.mean = np.zeros_like(w)
            self.mean_square = np.zeros_like(w)
        self.t += 1
        self.mean = self.beta1 * self.mean + (1 - self.beta1) * g
        self.mean_square = self.beta2 * self.mean_square + (1 - self.beta2) * g * g
        mean_hat = self.mean / (1 - self.beta1**self.t)
        correction = 1 - self.beta2**self.t
        epsilon = self.epsilon
        if self.epsilon_first:
            epsilon /= correction**0.5
        w -= self.learning_rate * mean_hat / (np.sqrt(self.mean_square / correction) + epsilon)


@dataclass
class AdamW(Adam):
    """Adam with weight decay λ: each step first shrinks the parameters by the factor 1 - η λ.

    w ← w - η λ w - η m̂ / (√ŝ + ε), with m̂ and ŝ as in ``Adam``

    An L2 penalty is added to the gradient, which Adam then divides by √ŝ: where gradients are
    large, the penalty counts little. Decay is not divided: it shrinks all parameters alike, biases
    included, as in PyTorch and Keras (whose default λ is 0.004). Loshchilov & Hutter, "Decoupled
    weight decay regularization", ICLR 2019, arXiv:1711.05101, algorithm 2, where λ is our η λ.
    """

    weight_decay: float = 0.01

    def __post_init__(self):
        super().__post_init__()
        checked_number(self.weight_decay, "weight_decay", least=0)

    def step(self, w, g):
        """One step of ``w``, in place, against the gradient ``g``."""
        _check(w, g, self.mean)
        w *= 1 - self.learning_rate * self.weight_decay
        super().step(w, g)


def clip_by_norm(g, clip):
    """g, or c g / ‖g‖ if its length ‖g‖ = √Σg² is greater than c = ``clip`` > 0.

    PyTorch's ``clip_grad_norm_`` adds 1e-6 to ‖g‖. Pascanu, Mikolov & Bengio, "On the difficulty of
    training recurrent neural networks", ICML 2013, algorithm 1.
    """
    largest = np.abs(g).max()
    if largest == 0:
        return g
    size = np.linalg.norm(g / largest)  # the squares of g itself might overflow
    if largest <= clip / size:
        return g
    return g / largest * (clip / size)


def _check(w, g, memory):
    """Refuse arrays that cannot be changed in place, or that would broadcast."""
    arrays = isinstance(w, np.ndarray) and isinstance(g, np.ndarray)
    if not arrays or w.dtype.kind + g.dtype.kind != "ff" or w.shape != g.shape:
        raise ValueError(say("step_arrays", w=np.shape(w), g=np.shape(g)))
    if memory is not None and memory.shape != w.shape:
        raise ValueError(say("other_network", memory=memory.shape, w=w.shape))


OPTIMIZERS = {"sgd": SGD, "rmsprop": RMSProp, "adam": Adam, "adamw": AdamW}


def get_optimizer(name, learning_rate):
    """A new optimizer of the kind called ``name``; an unknown name raises ValueError."""
    return lookup(OPTIMIZERS, name, "optimizer")(learning_rate)
