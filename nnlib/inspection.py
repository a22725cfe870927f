"""Two questions that can be asked of any trained network about what it relies on.

Neither answer is proof: features that carry the same information share the loss by shuffling, and a
saturated output has no slope.
"""

import numpy as np

from nnlib.activations import softmax_jacobian
from nnlib.messages import say
from nnlib.validate import as_matrix, as_numbers, checked_number, random_generator


def lost_by_shuffling(network, X, y, columns, rng):
    """The fall in accuracy when these columns of X are shuffled, with their rows kept together.

    X (n_samples, n_features), labels y (n_samples,) or (n_samples, 1): the numbers that
    ``network.classify`` gives. ``columns`` is a column number or a list of them, and ``rng`` a
    generator.

    Raises ValueError if X, y or a column does not fit.
    """
    X, y = _checked_samples(network, X, y)
    last = X.shape[1] - 1
    columns = [
        checked_number(j, "a column of X", least=0, most=last, whole=True)
        for j in np.atleast_1d(columns).tolist()
    ]
    return _lost(network, X, y, columns, rng)


def permutation_importance(network, X, y, repeats=20, seed=0):
    """The accuracy lost by shuffling each column alone, a mean of ``repeats``: (n_features,).

    X and y as in ``lost_by_shuffling``. Raises ValueError if they do not fit, or for fewer than one
    repeat. Breiman, "Random forests", Machine Learning 45 (2001), 5-32, section 10.
    """
    X, y = _checked_samples(network, X, y)
    repeats = checked_number(repeats, "repeats", least=1, whole=True)
    rng = random_generator(seed)
    lost = np.empty((X.shape[1], repeats))
    for j, i in np.ndindex(lost.shape):
        lost[j, i] = _lost(network, X, y, [j], rng)
    return lost.mean(axis=1)


def _lost(network, X, y, columns, rng):
    """``lost_by_shuffling`` of arrays that are known to fit."""
    shuffled = X.copy()
    shuffled[:, columns] = rng.permutation(X[:, columns])
    right_before = network.classify(X) == y
    right_after = network.classify(shuffled) == y
    return right_before.mean() - right_after.mean()


def _checked_samples(network, X, y):
    """X as a matrix, and y as class numbers in shape (n_samples,); ValueError if they do not fit.

    Labels of another shape or kind would compare as unequal everywhere, or row with column.
    """
    X = as_matrix(X, "X", network.layers[0].n_in, network.dtype)
    last_class = max(network.layers[-1].n_out, 2) - 1
    try:
        labels = as_numbers(y, "y")
    except ValueError:
        raise ValueError(say("class_numbers", last=last_class)) from None
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim != 1 or not np.isin(labels, np.arange(last_class + 1)).all():
        raise ValueError(say("class_numbers", last=last_class))
    if len(labels) != len(X):
        raise ValueError(say("rows", n_samples=len(X), y=labels.shape))
    return X, labels


def input_gradient(network, X, k=0):
    """∂y_hat_k/∂x for each row of X (n_samples, n_features), in its shape.

    The chain rule back through all layers, and one step further than for the weights. Simonyan,
    Vedaldi & Zisserman, "Deep inside convolutional networks", 2013, arXiv:1312.6034, section 3,
    who use the logit instead of y_hat.

    Raises ValueError if X does not fit, or there is no output k.
    """
    last_output = network.layers[-1].n_out - 1
    k = checked_number(k, "k", least=0, most=last_output, whole=True)
    trace = network.forward(X)
    last, *before = reversed(network.layers)
    if last.activation.name == "softmax":
        delta = softmax_jacobian(trace.y_hat)[:, k]
    else:
        delta = last.activation.slope(trace.z[-1]) * (np.arange(last.n_out) == k)
    flow = last.input_gradient(last.sum_gradient(trace.a[-2], delta))
    for layer, z, x in zip(before, trace.z[-2::-1], trace.a[-3::-1], strict=True):
        delta = flow * layer.activation.slope(z)
        flow = layer.input_gradient(layer.sum_gradient(x, delta), flow)
    return flow
