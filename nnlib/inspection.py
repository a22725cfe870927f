"""What a trained network goes by: two questions that can be asked of any of them.

Neither answer is proof: features that say the same share what shuffling shows, and a saturated
output has no slope.
"""

import numpy as np

from nnlib.activations import softmax_jacobian


def lost_by_shuffling(network, X, y, columns, rng):
    """By how much accuracy falls if these columns of X are shuffled, their rows kept together.

    X (n_samples, n_features), labels y (n_samples,).
    """
    shuffled = X.copy()
    shuffled[:, columns] = rng.permutation(X[:, columns])
    right, still = network.classify(X) == y, network.classify(shuffled) == y
    return right.mean() - still.mean()


def permutation_importance(network, X, y, repeats=20, seed=0):
    """What each column alone loses by shuffling, the mean of ``repeats``: shape (n_features,).

    Breiman, "Random forests", Machine Learning 45 (2001), 5-32, section 10.
    """
    rng, lost = np.random.default_rng(seed), np.empty((X.shape[1], repeats))
    for j, i in np.ndindex(lost.shape):
        lost[j, i] = lost_by_shuffling(network, X, y, [j], rng)
    return lost.mean(axis=1)


def input_gradient(network, X, k=0):
    """∂y_hat_k/∂x for each row of X (n_samples, n_features), in its shape.

    The chain rule back through all layers, and one step further than for the weights. Simonyan,
    Vedaldi & Zisserman, "Deep inside convolutional networks", 2013, arXiv:1312.6034, section 3,
    who take the logit in place of y_hat.
    """
    trace = network.forward(X)
    last, *before = reversed(network.layers)
    if last.activation.name == "softmax":
        delta = softmax_jacobian(trace.y_hat)[:, k]
    else:
        delta = last.activation.slope(trace.z[-1]) * (np.arange(last.n_out) == k)
    flow = last.input_gradient(delta)
    for layer, z in zip(before, trace.z[-2::-1], strict=True):
        flow = layer.input_gradient(flow * layer.activation.slope(z), flow)
    return flow
