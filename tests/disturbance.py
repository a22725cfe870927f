"""Disturb data and first weights by a part in 10^12, in the process that imports this module."""

import os

import numpy as np

from nnlib import datasets

SIZE = float(os.environ.get("SIZE", "1e-12"))
SIGNS = np.random.default_rng(int(os.environ["DISTURBANCE"]))


def disturbed(values):
    """Return the numbers, each times 1 + SIZE or 1 - SIZE; whole ones are exact, and stay."""
    factors = 1 + SIZE * SIGNS.choice([-1, 1], np.shape(values))
    return np.where(np.round(values) == values, values, values * factors)


def with_disturbance(kind):
    """Return a class of random generators whose normal and uniform numbers are disturbed."""

    class Disturbed(kind):
        def normal(self, *args, **options):
            return disturbed(super().normal(*args, **options))

        def uniform(self, *args, **options):
            return disturbed(super().uniform(*args, **options))

    return Disturbed


Generator = with_disturbance(np.random.Generator)
original_default_rng = np.random.default_rng
original_init = datasets.Dataset.__init__


def default_rng(seed=None):
    """Return what NumPy's own function returns, but disturbed."""
    if isinstance(seed, np.random.Generator):
        return seed
    return Generator(original_default_rng(seed).bit_generator)


def init(self, X, y, *args, **options):
    """Keep disturbed inputs, and disturbed targets where these are no labels."""
    original_init(self, disturbed(X), disturbed(y).astype(y.dtype), *args, **options)


np.random.default_rng = default_rng
np.random.RandomState = with_disturbance(np.random.RandomState)
datasets.Dataset.__init__ = init
