"""Initial weights: functions ``(rng, n_in, n_out) -> W`` of shape (n_in, n_out).

``rng`` is a ``numpy.random.Generator``. Biases start at 0, unless a layer says otherwise.
"""

import numpy as np


def zeros(rng, n_in, n_out):
    """W = 0: all units of a hidden layer then stay equal. For demonstrations only."""
    return np.zeros((n_in, n_out))


def uniform(rng, n_in, n_out):
    """W from the uniform distribution on (-1/2, 1/2), as in TensorFlow Playground (not Keras)."""
    return rng.uniform(-0.5, 0.5, (n_in, n_out))


def glorot_uniform(rng, n_in, n_out):
    """W uniform on (-r, r) with r = √(6 / (n_in + n_out)), so that Var W = 2 / (n_in + n_out).

    Also called Xavier. Glorot & Bengio, "Understanding the difficulty of training deep feedforward
    neural networks", AISTATS 2010, equation 16, derived for activations with slope 1 at 0
    and no offset, as tanh has.
    """
    r = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-r, r, (n_in, n_out))


def he_normal(rng, n_in, n_out):
    """W normal with mean 0 and variance 2 / n_in. For ReLU and its relatives.

    He, Zhang, Ren & Sun, "Delving Deep into Rectifiers", ICCV 2015, equation 10. Keras cuts off the
    tails of the distribution; PyTorch's ``kaiming_normal_`` does not, nor does this.
    """
    return rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))


INITIALIZERS = {f.__name__: f for f in [zeros, uniform, glorot_uniform, he_normal]}
