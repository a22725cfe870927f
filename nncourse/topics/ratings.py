"""Ratings of films by viewers: a made-up table, and embeddings that learn to fill its gaps."""

import numpy as np

from nnlib.optimizers import Adam

N_VIEWERS, N_FILMS = 30, 20


def table(seed=0):
    """Ratings (30, 20) of 1 to 5 stars, and two masks of that shape: known, and held out.

    Made up: viewer i and film j have two hidden numbers each, and the rating is 3 plus their dot
    product plus noise, rounded. A fifth is held out; a tenth nobody gave.
    """
    rng = np.random.default_rng(seed)
    tastes, traits = rng.normal(size=(N_VIEWERS, 2)), rng.normal(size=(N_FILMS, 2))
    noise = 0.4 * rng.normal(size=(N_VIEWERS, N_FILMS))
    stars = np.clip(np.rint(3 + tastes @ traits.T + noise), 1, 5)
    lot = rng.random(stars.shape)
    return stars, lot < 0.7, lot >= 0.8


def slopes(U, V, stars, known):
    """dL/dU and dL/dV of L = mean over known of (mean + U Vᵀ - stars)².

    U is (n_viewers, k), V is (n_films, k). With E the errors, 0 where nothing is known:
    dL/dU = 2/n E V, dL/dV = 2/n Eᵀ U.
    """
    E = np.where(known, predict(U, V, stars, known) - stars, 0)
    return 2 * E @ V / known.sum(), 2 * E.T @ U / known.sum()


def predict(U, V, stars, known):
    """The mean of the known ratings, plus u · v for every viewer and film."""
    return stars[known].mean() + U @ V.T


def guess(U, V, stars, known):
    """``predict``, kept between 1 and 5 stars."""
    return np.clip(predict(U, V, stars, known), 1, 5)


def learn(stars, known, k=2, steps=100, seed=0):
    """Embeddings with k numbers each, before learning and after every step: a list of (U, V)."""
    w = np.random.default_rng(seed).normal(0, 0.1, (N_VIEWERS + N_FILMS, k))
    U, V = w[:N_VIEWERS], w[N_VIEWERS:]  # views: the optimizer moves both
    optimizer, history = Adam(0.05), [(U.copy(), V.copy())]
    for _ in range(steps):
        optimizer.step(w, np.concatenate(slopes(U, V, stars, known)))
        history.append((U.copy(), V.copy()))
    return history


def error(stars, guess, where):
    """The root of the mean squared error, in stars, where the mask is true."""
    return float(np.sqrt(np.square(guess - stars)[where].mean()))
