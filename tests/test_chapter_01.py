"""Chapter 01: what its text says of lines, whatever their weights."""

import numpy as np
import pytest

from nncourse.draw.plane import limits
from nncourse.exercises.chapter_01 import crossing
from nncourse.explorers.neuron import iris_petals


def wrong_counts(X, y, angle):
    """How many samples each line with this angle leaves wrong, with class 1 on either side."""
    along = X @ [np.cos(angle), np.sin(angle)]
    order = np.argsort(along)
    ones_below = np.append(0, np.cumsum(y[order]))
    zeros_below = np.append(0, np.cumsum(1 - y[order]))
    wrong = ones_below + zeros_below[-1] - zeros_below
    gaps = np.append(np.append(True, np.diff(along[order]) > 1e-9), True)
    return np.append(wrong[gaps], len(y) - wrong[gaps])


def test_no_line_at_all_leaves_fewer_than_three_flowers_wrong():
    """Between two angles at which flowers change their order, all lines divide them alike."""
    X, y = iris_petals()
    differences = (X[:, None] - X).reshape(-1, 2)
    differences = differences[np.abs(differences).sum(axis=1) > 0]
    turns = np.arctan2(differences[:, 1], differences[:, 0]) + np.pi / 2
    turns = np.unique(np.mod(turns, np.pi).round(9))
    angles = np.append(turns[:-1] + np.diff(turns) / 2, (turns[-1] + turns[0] + np.pi) / 2)
    assert min(wrong_counts(X, y, angle).min() for angle in angles) == 3


def test_one_pair_of_petals_belongs_to_both_species():
    X, y = iris_petals()
    same = (X == [4.8, 1.8]).all(axis=1)
    assert sorted(y[same]) == [0, 1, 1]


@pytest.mark.parametrize("w2", [-3, 0.5, 2, 4])
def test_one_weight_turns_the_line_about_its_crossing_beyond_the_right_edge(w2):
    x1 = crossing(1, w2, -8)
    assert x1 == 8 and 1 * x1 + w2 * 0 - 8 == 0
    _, right, bottom, top = limits(iris_petals().X)
    assert right < x1 < right + 0.2 and bottom < 0 < top
