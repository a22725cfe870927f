"""Layer normalisation: the sums in a layer get mean 0 and variance 1, in each sample by itself.

So the input may be large or small, and a deep network deep, without the sums growing or vanishing
from layer to layer. Ba, Kiros & Hinton, "Layer normalization", 2016, arXiv:1607.06450, equation 4.
"""

import numpy as np

EPSILON = 1e-5  # PyTorch's, so that sums that are all equal do not divide by 0


def normalize(s):
    """n = (s - μ) / σ, of the shape (n_samples, n_units) of ``s``, and σ, (n_samples, 1).

    μ is the mean of a row of ``s``, which is one sample, and σ = √(variance of the row + ε).
    """
    centred = s - s.mean(axis=1, keepdims=True)
    sigma = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
    return centred / sigma, sigma


def normalize_gradient(n, sigma, dn):
    """dL/ds = (dn - mean(dn) - n mean(n ∘ dn)) / σ for dn = dL/dn, the means over each row.

    μ and σ depend on every sum of the row: the two means are what flows through them.
    """
    through_mean = dn.mean(axis=1, keepdims=True)
    through_sigma = n * (n * dn).mean(axis=1, keepdims=True)
    return (dn - through_mean - through_sigma) / sigma
