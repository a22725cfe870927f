"""Activation functions: ``a = f(z)`` and the derivative ``f'(z)``, kept together in one object.

>>> from nnlib.activations import ACTIVATIONS
>>> tanh = ACTIVATIONS["tanh"]
>>> float(tanh(0.0)), float(tanh.slope(0.0))
(0.0, 1.0)
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnlib.validate import lookup, registered_name

LEAK = 0.01  # the slope of leaky ReLU below 0, as in PyTorch


def as_floats(z):
    """``z`` as an array; whole numbers become float64, float32 stays as it is."""
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(np.float64)


@dataclass(frozen=True)
class Activation:
    """A function and its derivative.

    ``f(z)`` gives ``a``; ``derivative(z, a)`` gives ``f'(z)`` and may use the ``a`` that the
    forward pass has already computed. Both take arrays of any shape, keep the type, float32 or
    float64, and work elementwise, except softmax, which works on the last axis.
    """

    name: str
    formula: str
    f: Callable
    derivative: Callable

    def __call__(self, z):
        """``a = f(z)``, with the shape of ``z``."""
        return self.f(as_floats(z))

    def slope(self, z):
        """``f'(z)``, with the shape of ``z``."""
        z = as_floats(z)
        return self.derivative(z, self.f(z))

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):  # pickled by name, since there is one of each
        return get_activation, (registered_name(ACTIVATIONS, self),)

    def __repr__(self):
        return f"{self.name}: {self.formula}"


def sigmoid(z):
    """σ(z) = 1 / (1 + exp(-z)), without overflow: exp is taken only of numbers ≤ 0.

    For z < 0 the same value is written exp(z) / (1 + exp(z)).
    """
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def softmax(z):
    """softmax(z)_k = exp(z_k) / Σ_j exp(z_j) over the last axis: positive numbers that sum to 1.

    The largest z is subtracted first: that does not change the quotient, and exp cannot overflow.
    """
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(a):
    """∂a_i/∂z_j = a_i (1[i = j] - a_j) for a = softmax(z): shape (..., k) gives (..., k, k)."""
    a = np.asarray(a)
    return a[..., :, None] * (np.eye(a.shape[-1], dtype=a.dtype) - a[..., None, :])


def _softmax_diagonal(z, a):
    """∂a_k/∂z_k = a_k (1 - a_k), the diagonal of the Jacobian alone."""
    return a * (1 - a)


def _step(z):
    return (z > 0).astype(z.dtype)


def _leaky_slope(z, a):
    return np.where(z > 0, 1, LEAK).astype(z.dtype, copy=False)


# GELU in its tanh form: Hendrycks & Gimpel, "Gaussian Error Linear Units", 2016,
# arXiv:1606.08415, section 2.
_GELU_SCALE = float(np.sqrt(2 / np.pi))
_GELU_CUBIC = 0.044715


def _gelu_tanh(z):
    z = np.clip(z, -10, 10)  # beyond, tanh is 1 or -1 to the last digit, and z³ may overflow
    return np.tanh(_GELU_SCALE * (z + _GELU_CUBIC * z * z * z))


def _gelu(z):
    return 0.5 * z * (1 + _gelu_tanh(z))


def _gelu_slope(z, a):
    t = _gelu_tanh(z)
    z = np.clip(z, -10, 10)
    inner_slope = _GELU_SCALE * (1 + 3 * _GELU_CUBIC * z * z)
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner_slope


ACTIVATIONS = {
    activation.name: activation
    for activation in [
        Activation("identity", "a = z", lambda z: z, lambda z, a: np.ones_like(z)),
        Activation("step", "a = 1 if z > 0 else 0", _step, lambda z, a: np.zeros_like(z)),
        Activation("sigmoid", "a = 1 / (1 + exp(-z))", sigmoid, lambda z, a: a * (1 - a)),
        Activation("tanh", "a = tanh(z)", np.tanh, lambda z, a: 1 - a * a),
        Activation("relu", "a = max(0, z)", lambda z: np.maximum(z, 0), lambda z, a: _step(z)),
        Activation(
            "leaky_relu", f"a = max({LEAK} z, z)", lambda z: np.maximum(LEAK * z, z), _leaky_slope
        ),
        Activation(
            "softplus", "a = log(1 + exp(z))", lambda z: np.logaddexp(0, z), lambda z, a: sigmoid(z)
        ),
        Activation("gelu_tanh", "a = z/2 (1 + tanh(√(2/π) (z + 0.044715 z³)))", _gelu, _gelu_slope),
        Activation("softmax", "a_k = exp(z_k) / Σ_j exp(z_j)", softmax, _softmax_diagonal),
    ]
}


def get_activation(name):
    """The activation called ``name``; an ``Activation`` is returned as it is.

    An unknown name raises ValueError.
    """
    if isinstance(name, Activation):
        return name
    return lookup(ACTIVATIONS, name, "activation")
