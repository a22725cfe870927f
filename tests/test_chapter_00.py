"""Chapter 00: what its text says of more beginnings than the figure shows."""

from nncourse.explorers.learning import DATA, EPOCHS
from nnlib import Adam, Network, fit


def final_loss(hidden, seed):
    """The loss on the circle, after the epochs of the figure, from another beginning."""
    X, y = DATA["circle"]()
    network = Network.from_sizes([2, hidden, 1], "tanh", "sigmoid", seed=seed)
    fit(network, X, y, Adam(0.03), epochs=EPOCHS)
    return network.loss(X, y)


def test_twelve_units_end_lower_than_three_from_eight_of_ten_beginnings():
    lower = [final_loss(12, seed) < final_loss(3, seed) for seed in range(10)]
    assert sum(lower) == 8 and not lower[1]  # the figure's own beginning is 1
