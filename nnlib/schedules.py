"""Schedules: how a learning rate changes during training.

Each is a function of t, the fraction of the run that is over, from 0 to 1. It returns a factor for
the learning rate, which starts at 1 and falls.

>>> from nnlib.schedules import SCHEDULES
>>> SCHEDULES["halved"](0.5)
0.25
"""

from math import cos, pi


def constant(t):
    """1: the learning rate does not change."""
    return 1.0


def halved(t, times=4):
    """2^-⌊times · t⌋: halved at equal distances (step decay)."""
    return 0.5 ** int(times * t)


def inverse(t, last=0.05):
    """1 / (1 + t (1/last - 1)): falls as one over the number of steps, to ``last``.

    Robbins & Monro, "A stochastic approximation method", 1951: with such a rate, noise dies out.
    """
    return 1 / (1 + t * (1 / last - 1))


def cosine(t):
    """(1 + cos πt) / 2: falls to 0, slowly at both ends.

    Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, eq. 5.
    """
    return (1 + cos(pi * t)) / 2


SCHEDULES = {f.__name__: f for f in [constant, halved, inverse, cosine]}
