"""Ratings of films by viewers: an invented table, and embeddings that learn to fill its gaps."""

import numpy as np

from nnlib.optimizers import Adam

N_VIEWERS = 30
N_FILMS = 20


def table(seed=0):
    """Ratings (30, 20) of 1 to 5 stars, and two masks of that shape: known, and held out.

    Each viewer and each film has two hidden numbers; a rating is 3 plus their dot product plus
    noise, rounded. A fifth of the ratings is held out, and a tenth was never given.
    """
    rng = np.random.default_rng(seed)
    tastes = rng.normal(size=(N_VIEWERS, 2))
    traits = rng.normal(size=(N_FILMS, 2))
    noise = 0.4 * rng.normal(size=(N_VIEWERS, N_FILMS))
    stars = np.clip(np.rint(3 + tastes @ traits.T + noise), 1, 5)
    lot = rng.random(stars.shape)
    known = lot < 0.7
    held_out = lot >= 0.8
    return stars, known, held_out


def slopes(U, V, stars, known):
    """dL/dU and dL/dV of L = mean over known of (mean + U Vᵀ - stars)².

    U is (n_viewers, k), V is (n_films, k). E are the errors, 0 where no rating is known:
    dL/dU = 2/n E V, dL/dV = 2/n Eᵀ U.
    """
    n = known.sum()
    E = np.where(known, predict(U, V, stars, known) - stars, 0)
    dU = 2 * E @ V / n
    dV = 2 * E.T @ U / n
    return dU, dV


def predict(U, V, stars, known):
    """The mean of the known ratings, plus u · v for every viewer and film."""
    return stars[known].mean() + U @ V.T


def guess(U, V, stars, known):
    """``predict``, clipped to between 1 and 5 stars."""
    return np.clip(predict(U, V, stars, known), 1, 5)


def learn(stars, known, k=2, steps=100, seed=0):
    """Embeddings of k numbers each, before learning and after every step: a list of (U, V)."""
    w = np.random.default_rng(seed).normal(0, 0.1, (N_VIEWERS + N_FILMS, k))
    U = w[:N_VIEWERS]  # views: the optimizer moves both
    V = w[N_VIEWERS:]
    optimizer = Adam(0.05)
    history = [(U.copy(), V.copy())]
    for _ in range(steps):
        optimizer.step(w, np.concatenate(slopes(U, V, stars, known)))
        history.append((U.copy(), V.copy()))
    return history


def error(stars, guess, where):
    """The root mean squared error, in stars, where the mask ``where`` is true."""
    return float(np.sqrt(np.square(guess - stars)[where].mean()))
