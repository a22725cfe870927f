"""Gradient checking: is the slope that calculus gives the slope that is measured?"""

import numpy as np

from nnlib.losses import penalty, penalty_gradient


def numerical_gradient(f, w, h=1e-5):
    """(f(w + h e_i) - f(w - h e_i)) / (2 h) for each element i of the array ``w``; ``f`` returns
    one number.

    The error of the central difference is about h² f'''/6, plus rounding of about 1e-16 |f| / h;
    near h = 1e-5 their sum is least in float64. ``w`` is put back as it was, so ``f`` may be a
    function of views of it.
    """
    gradient = np.empty(w.shape)
    for i in np.ndindex(w.shape):
        kept = w[i]
        w[i] = kept + h
        above = f(w)
        w[i] = kept - h
        below = f(w)
        w[i] = kept
        gradient[i] = (above - below) / (2 * h)
    return gradient


def relative_error(gradient, reference):
    """max |gradient - reference| / max |reference|, whose denominator counts as at least 1e-3.

    Below 1e-6 the two agree as well as a measured slope can show; a wrong formula gives far more.
    """
    return float(np.abs(gradient - reference).max() / max(1e-3, np.abs(reference).max()))


def check_gradient(network, X, y, l1=0.0, l2=0.0, h=1e-5):
    """The relative error of ``network.backward``, penalties included, against central differences
    of the loss.

    Meant for float64: in float32 rounding hides everything below 1e-2.
    """
    trace = network.forward(X)
    gradient = network.backward(trace, y).vector + penalty_gradient(network.weights, l1, l2)

    def loss(_):
        return network.loss(X, y) + penalty(network.weights, l1, l2)

    return relative_error(gradient, numerical_gradient(loss, network.parameters, h))
