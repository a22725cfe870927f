"""Disturbs data and first weights by a part in 10^12, in the process that imports this module.

Another processor adds in another order, which changes last bits; this changes more. Where a result
holds under it, it holds on every processor. DISTURBANCE, a whole number, chooses the signs.
"""

import os

import numpy as np

from nnlib import datasets

SIZE = 1e-12
SEED = int(os.environ["DISTURBANCE"])

original_default_rng = np.random.default_rng
original_init = datasets.Dataset.__init__


def disturbed(values):
    """Return the numbers, each times 1 + SIZE or 1 - SIZE.

    Whole numbers stay: they are exact everywhere. Arrays of one shape get the same signs, so that
    what is drawn or loaded twice is equal still.
    """
    values = np.asarray(values)
    signs = original_default_rng([SEED, *values.shape]).choice([-1, 1], values.shape)
    changed = values * (1 + SIZE * signs)
    return np.where(np.round(values) == values, values, changed).astype(values.dtype)[()]


def with_disturbance(kind):
    """Return a class of random generators whose normal and uniform numbers are disturbed."""

    class Disturbed(kind):
        def normal(self, *args, **options):
            return disturbed(super().normal(*args, **options))

        def uniform(self, *args, **options):
            return disturbed(super().uniform(*args, **options))

    return Disturbed


DisturbedGenerator = with_disturbance(np.random.Generator)


def default_rng(seed=None):
    """Return what NumPy's own function returns, but disturbed."""
    if isinstance(seed, np.random.Generator):
        return seed
    return DisturbedGenerator(original_default_rng(seed).bit_generator)


def init(self, X, y, *args, **options):
    """Make a Dataset of disturbed inputs, and of disturbed targets where these are no labels.

    The irises stay. Their lengths have one decimal, and chapter 01 has flowers exactly on the line:
    in 6.3 + 1.7 - 8, with whole weights, nothing is rounded differently anywhere.
    """
    original_init(self, X, y, *args, **options)
    if not any(feature.startswith("petal") for feature in self.features):
        object.__setattr__(self, "X", disturbed(X))
        object.__setattr__(self, "y", disturbed(y))


np.random.default_rng = default_rng
np.random.RandomState = with_disturbance(np.random.RandomState)
datasets.Dataset.__init__ = init
