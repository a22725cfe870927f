"""Layer normalisation: the sums of a layer get mean 0 and variance 1, in each sample by itself.

So they neither grow nor vanish from layer to layer, however large the weights and the inputs are.
Ba, Kiros & Hinton, "Layer normalization", 2016, arXiv:1607.06450, equation 4.
"""

from dataclasses import dataclass

import numpy as np

EPSILON = 1e-5  # PyTorch's; equal sums would otherwise be divided by 0


@dataclass(frozen=True, eq=False)
class LayerNorm:
    """z = gain ∘ n + shift, where n is the normalised s = x W + b.

    ``gain`` and ``shift``, both of shape (n_out,), are learned; they start at 1 and 0. To change
    one, write ``layer.norm.gain[...] = 2``.
    """

    gain: np.ndarray
    shift: np.ndarray

    def forward(self, s):
        """z, of the shape (n_samples, n_out) of ``s``."""
        n, _ = normalize(s)
        return self.gain * n + self.shift

    def backward(self, s, delta):
        """dL/ds, of the shape of ``s``, dL/dgain and dL/dshift, (n_out,), for delta = dL/dz.

        dL/dgain = Σ_samples delta ∘ n, dL/dshift = Σ_samples delta
        """
        n, sigma = normalize(s)
        ds = normalize_gradient(n, sigma, delta * self.gain)
        return ds, (delta * n).sum(axis=0), delta.sum(axis=0)


def normalize(s):
    """n = (s - μ) / σ, of the shape (n_samples, n_out) of ``s``, and σ, (n_samples, 1).

    μ is the mean of a row of ``s``, which is one sample, and σ = √(variance of the row + ε).
    """
    centred = s - s.mean(axis=1, keepdims=True)
    sigma = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
    return centred / sigma, sigma


def normalize_gradient(n, sigma, dn):
    """dL/ds = (dn - mean(dn) - n mean(n ∘ dn)) / σ for dn = dL/dn, with the means of each row.

    The two means are there because μ and σ depend on every s of the row.
    """
    through_mean = dn.mean(axis=1, keepdims=True)
    through_sigma = n * (n * dn).mean(axis=1, keepdims=True)
    return (dn - through_mean - through_sigma) / sigma
