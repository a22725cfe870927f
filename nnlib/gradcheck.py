"""Gradient checking: compare the gradient of backpropagation with measured slopes."""

import numpy as np

from nnlib.losses import penalty, penalty_gradient
from nnlib.messages import say
from nnlib.validate import check_network

FLOOR = 1e-4  # measured slopes of smaller gradients have few correct digits


def numerical_gradient(f, w, h=1e-5):
    """(f(w + h e_i) - f(w - h e_i)) / (2 h) for each element i of ``w``; ``f`` gives one number.

    ``w`` is a float array of any shape. The error of the central difference is about h² f'''/6,
    plus rounding of about 1e-16 |f| / h; in float64 their sum is smallest near h = 1e-5. At a kink,
    such as that of ReLU at 0, the measured slope is the mean of both sides. ``f`` may read ``w``
    itself: each element is changed in place and put back.

    Raises ValueError if ``w`` is no array of floats.
    """
    if not isinstance(w, np.ndarray) or w.dtype.kind != "f":
        raise ValueError(say("float_array"))
    gradient = np.empty(w.shape)
    for i in np.ndindex(w.shape):
        gradient[i] = _slope(f, w, i, h)
    return gradient


def _slope(f, w, i, h):
    kept = w[i]
    try:
        w[i] = kept + h
        above = f(w)
        w[i] = kept - h
        return (above - f(w)) / (2 * h)
    finally:
        w[i] = kept


def relative_error(gradient, reference):
    """max |gradient - reference| / max |reference|; the denominator is at least 1e-4."""
    return float(np.abs(gradient - reference).max() / max(FLOOR, np.abs(reference).max()))


def check_gradient(network, X, y, l1=0.0, l2=0.0, h=1e-5):
    """The relative error of ``network.backward``, penalties included, in the worst of all arrays.

    The reference is the central difference of the loss. In float64, a correct gradient gives less
    than 1e-6, unless some z lies on a kink; a wrong formula gives far more.

    Raises ValueError if ``X`` or ``y`` does not fit, or a layer is a step function.
    """
    check_network(network)
    trace = network.forward(X)
    gradient = network.backward(trace, y).vector
    gradient += penalty_gradient(network.penalised_parameters(), l1, l2)

    def loss(_):
        return network.loss(X, y) + penalty(network.penalised_parameters(), l1, l2)

    measured = numerical_gradient(loss, network.parameters, h)
    sizes = [array.size for layer in network.layers for array in layer.arrays]
    ends = np.cumsum(sizes)[:-1]
    pairs = zip(np.split(gradient, ends), np.split(measured, ends), strict=True)
    return max(relative_error(part, reference) for part, reference in pairs)
