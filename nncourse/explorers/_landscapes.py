"""Landscapes of a loss over two parameters, with their slopes, for optimizers to run over."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Landscape:
    """A loss over (u, v) from -2 to 2, its gradient, and a good place to start from.

    ``loss`` and ``gradient`` take an array (..., 2); they give (...) and (..., 2).
    """

    loss: callable
    gradient: callable
    start: tuple


def _stacked(u, v):
    return np.stack([u, v], axis=-1)


LANDSCAPES = {
    # L = u²/2 + v²/2
    "bowl": Landscape(lambda w: (w**2).sum(axis=-1) / 2, lambda w: w, (-1.6, 1.2)),
    # L = u²/20 + 5 v²/2: curvatures 0.1 and 5
    "ravine": Landscape(
        lambda w: w[..., 0] ** 2 / 20 + 2.5 * w[..., 1] ** 2,
        lambda w: _stacked(w[..., 0] / 10, 5 * w[..., 1]),
        (-1.8, 0.8),
    ),
    # L = u²/2 - v²/4 + v⁴/16 + 1/4: flat in v at the saddle (0, 0), lowest at v = ±√2
    "saddle": Landscape(
        lambda w: w[..., 0] ** 2 / 2 - w[..., 1] ** 2 / 4 + w[..., 1] ** 4 / 16 + 0.25,
        lambda w: _stacked(w[..., 0], -w[..., 1] / 2 + w[..., 1] ** 3 / 4),
        (-1.6, 0.01),
    ),
    # L = (u² - 1)² / 2 + v²/2 + u/5 + 1/4: the valley at u < 0 is the deeper one
    "two valleys": Landscape(
        lambda w: (w[..., 0] ** 2 - 1) ** 2 / 2 + w[..., 1] ** 2 / 2 + w[..., 0] / 5 + 0.25,
        lambda w: _stacked(2 * w[..., 0] * (w[..., 0] ** 2 - 1) + 0.2, w[..., 1]),
        (1.8, 1.5),
    ),
    # L = 1 - exp(-(u² + v²)): nearly flat far from the middle
    "plateau": Landscape(
        lambda w: 1 - np.exp(-(w**2).sum(axis=-1)),
        lambda w: 2 * w * np.exp(-(w**2).sum(axis=-1))[..., None],
        (-1.6, 1.0),
    ),
}
