"""Losses of two parameters, with their gradients, on which optimizers are compared."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Landscape:
    """A loss over (u, v) from -2 to 2, its gradient, a good starting point, and its lowest points.

    ``loss`` and ``gradient`` take an array (..., 2); they return shapes (...) and (..., 2).
    """

    loss: callable
    gradient: callable
    start: tuple
    lowest: tuple = ((0, 0),)


def bowl(w):
    """L = u²/2 + v²/2"""
    return (w**2).sum(axis=-1) / 2


def bowl_gradient(w):
    """(u, v)"""
    return w


def ravine(w):
    """L = u²/20 + 5 v²/2, with the curvatures 0.1 and 5"""
    return w[..., 0] ** 2 / 20 + 2.5 * w[..., 1] ** 2


def ravine_gradient(w):
    """(u/10, 5 v)"""
    return np.stack([w[..., 0] / 10, 5 * w[..., 1]], axis=-1)


def saddle(w):
    """L = u²/2 - v²/4 + v⁴/16 + 1/4: flat in v at the saddle (0, 0), lowest at v = ±√2"""
    u = w[..., 0]
    v = w[..., 1]
    return u**2 / 2 - v**2 / 4 + v**4 / 16 + 0.25


def saddle_gradient(w):
    """(u, -v/2 + v³/4)"""
    u = w[..., 0]
    v = w[..., 1]
    return np.stack([u, -v / 2 + v**3 / 4], axis=-1)


def two_valleys(w):
    """L = (u² - 1)²/2 + v²/2 + u/5 + 1/4: the valley at u < 0 is the deeper one"""
    u = w[..., 0]
    v = w[..., 1]
    return (u**2 - 1) ** 2 / 2 + v**2 / 2 + u / 5 + 0.25


def two_valleys_gradient(w):
    """(2 u (u² - 1) + 1/5, v)"""
    u = w[..., 0]
    v = w[..., 1]
    return np.stack([2 * u * (u**2 - 1) + 0.2, v], axis=-1)


def plateau(w):
    """L = 1 - exp(-(u² + v²)): nearly flat far from the middle"""
    return 1 - np.exp(-(w**2).sum(axis=-1))


def plateau_gradient(w):
    """2 (u, v) exp(-(u² + v²))"""
    return 2 * w * np.exp(-(w**2).sum(axis=-1))[..., None]


LANDSCAPES = {
    "bowl": Landscape(bowl, bowl_gradient, start=(-1.6, 1.2)),
    "ravine": Landscape(ravine, ravine_gradient, start=(-1.8, 0.8)),
    "saddle": Landscape(
        saddle, saddle_gradient, start=(-1.6, 0.01), lowest=((0, 2**0.5), (0, -(2**0.5)))
    ),
    "two valleys": Landscape(
        two_valleys, two_valleys_gradient, start=(1.8, 1.5), lowest=((-1.0467, 0),)
    ),
    "plateau": Landscape(plateau, plateau_gradient, start=(-1.6, 1.0)),
}
