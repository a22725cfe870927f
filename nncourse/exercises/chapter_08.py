"""The questions and exercises of chapter 08, the playground.

The judges of two puzzles train the networks that the learner describes.
"""

import re
from functools import lru_cache

import numpy as np

from nncourse.exercises.answers import Wrong, as_array, finite
from nncourse.exercises.judges import Exercise, Question, number_judge
from nncourse.messages import listed, say

QUESTIONS = {
    "recall_downhill": Question(("along", "against", "lowest"), right="against"),
    "recall_flat": Question(("none", "one", "any"), right="none"),
    "recall_two_lines": Question(("none", "two", "four"), right="two"),
    "two_units": Question(("triangle", "strip", "disc"), right="strip"),
    "squares": Question(("no", "slowly", "quickly"), right="quickly"),
    "rate_ten": Question(("falls", "endless", "stuck"), right="stuck"),
    "noisy": Question(("train", "test", "both"), right="test"),
    "four_zeros": Question(("four", "two", "one"), right="one"),
    "six_layers": Question(("quickly", "slowly", "stays"), right="stays"),
    "far_away": Question(("half", "sure", "other"), right="sure"),
}

# The spiral
UNITS = 8  # at most, in the hidden layers
STARTS = 4
EPOCHS = 150
MISSES = 1  # starts that may fail

# Shares of the test samples
XOR_RIGHT = 0.97
SPIRAL_RIGHT = 0.95


def as_named(text):
    """A typed feature name as the figure writes it: X2*x1 becomes x1·x2."""
    text = re.sub(r"\^2|\*\*2", "²", text.lower())
    words = re.sub(r"[*·⋅×]", " · ", re.sub(r"[()]", " ", text)).split()
    return "x1·x2" if sorted(words) == ["x1", "x2", "·"] else " ".join(words)


def read_features(names):
    """Read a list of feature names; raise Wrong if it is not one."""
    from nncourse.playground.data import FEATURES

    if isinstance(names, np.ndarray) and names.dtype.kind == "U":  # other arrays may be too large
        names = names.tolist()
    names = [names] if type(names) is str else names
    if not isinstance(names, list | tuple | set) or not all(type(name) is str for name in names):
        raise Wrong(say("puzzle_list", known=listed(FEATURES)))
    named = [as_named(name) for name in names]
    for name, known in zip(names, named, strict=True):
        if known not in FEATURES:
            raise Wrong(say("puzzle_feature", name=name[:20], known=listed(FEATURES)))
    if not names:
        raise Wrong(say("puzzle_none"))
    return tuple(name for name in FEATURES if name in named)


@lru_cache(maxsize=100)
def shares(starts, epochs, **setup):
    """The share of test samples that is right for each start, trained by Adam at 0.03.

    The result is cached, since learners often check the same answer again.
    """
    from nncourse.playground.run import Run
    from nncourse.playground.setup import Live, Setup

    found = []
    for weights in range(starts):
        run = Run(
            Setup(init="glorot_uniform", weights=weights, **setup), lambda _: Live("Adam", 0.03)
        )
        run.go(epochs)
        found.append(float(np.mean(run.network.classify(run.arrays[1][0]) == run.parts[1].y)))
    return found


def xor_features(answers):
    """The judge of ``features``: XOR without a hidden layer."""
    features = read_features(answers["features"])
    worst = min(shares(3, 20, data="xor", features=features, units=(), activations=()))
    if worst < XOR_RIGHT:
        raise Wrong(say("xor_features_few", right=f"{100 * worst:.1f}"))


def spiral_units(answers):
    """The judge of ``features`` and ``units``: the spiral, with few hidden units."""
    features = read_features(answers["features"])
    units = finite("units", as_array("units", answers["units"])).ravel()
    if not len(units) or (units != np.round(units)).any() or units.min() < 1 or len(units) > 6:
        raise Wrong(say("spiral_units_whole"))
    if units.sum() > UNITS:
        raise Wrong(say("spiral_units_many", n=int(units.sum()), most=UNITS))
    units = tuple(map(int, units))
    options = dict(features=features, units=units, activations=("tanh",) * len(units))
    right = sorted(shares(STARTS, EPOCHS, data="spiral", **options))
    if right[MISSES] < SPIRAL_RIGHT:
        seen = listed(say("percent", number=f"{100 * share:.1f}") for share in right)
        needed = f"{100 * SPIRAL_RIGHT:.0f}"
        if {"sin x1", "sin x2"} <= set(features):
            raise Wrong(say("spiral_units_layers", right=seen, needed=needed))
        raise Wrong(say("spiral_units_features", right=seen, needed=needed))


EXERCISES = {
    "xor_features": Exercise(xor_features, names=("features",)),
    "spiral_units": Exercise(spiral_units, names=("features", "units")),
    "unlike_units": Exercise(
        number_judge(
            1,
            wrong=[
                *[("unlike_units_all", n) for n in (2, 3, 4)],
                ("unlike_units_none", 0),
                ("unlike_units_list", [1, 1, 1, 1]),
                ("unlike_units_list", [1, 2, 3, 4]),
            ],
        )
    ),
    "steps_an_epoch": Exercise(
        number_judge(
            500 * 0.5 / 10,
            wrong=[
                ("steps_all_samples", 500 / 10),
                ("steps_samples", 250),
                ("steps_batch", 10),
                ("steps_multiplied", 250 * 10),
                ("steps_samples", 500),
                ("steps_multiplied", 500 * 10),
                ("steps_percent", 50 / 10),
                ("steps_half_again", 250 / 2 / 10),
                ("steps_half_again", 250 / 20),
            ],
        )
    ),
}
