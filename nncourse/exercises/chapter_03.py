"""The questions and exercises of chapter 03, layers and structure."""

from itertools import pairwise

import numpy as np

from nncourse.exercises.answers import (
    Wrong,
    as_array,
    as_number,
    as_written,
    finite,
    shape_words,
)
from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.gates import CORNERS
from nncourse.exercises.judges import Exercise, Question, array_judge, number_judge
from nncourse.messages import listed, say

QUESTIONS = {
    "recall_flower": Question(("one", "nine", "sigmoid"), right="one"),
    "recall_passes": Question(("sigmoid", "tanh", "relu"), right="relu"),
    "recall_bendless": Question(("straight", "bent", "closed"), right="straight"),
    "small_count": Question(("seven", "twelve", "seventeen"), right="seventeen"),
    "wider": Question(("twice", "three", "four"), right="three"),
    "corners": Question(("one", "two", "four"), right="two"),
}
XOR = (0, 1, 1, 0)
NEIGHBOURS = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]])
BEND_HEIGHTS = (2, 1, 1)  # at x = 1, 2 and 3; the curve begins at (0, 0)
SHAPES = {"W1": (2, 2), "b1": (2,), "W2": (2,)}
OTHER_SHAPE = {"b1": "xor_network_b1", "W2": "xor_network_W2"}  # what is said then


def n_parameters(sizes):
    """The reference solution: Σ (n_in n_out + n_out) over neighbouring sizes."""
    return sum(n_in * n_out + n_out for n_in, n_out in pairwise(sizes))


def total(sizes, term):
    """The sum of ``term(n_in, n_out)`` over neighbouring sizes."""
    return sum(term(n_in, n_out) for n_in, n_out in pairwise(sizes))


def alone(value):
    """The element of a list or an array of length 1, such as a layer's bias; else ``value``."""
    if isinstance(value, np.ndarray):
        return value[0] if value.shape == (1,) else value
    return value[0] if type(value) in (list, tuple) and len(value) == 1 else value


def xor_network(answers):
    """The judge of W1, b1, W2 and b2: two ReLU units, and z > 0 where XOR is 1."""
    given = {name: finite(name, as_array(name, answers[name])) for name in SHAPES}
    if given["W2"].shape == (2, 1):  # as in a layer: a column for its one unit
        given["W2"] = given["W2"][:, 0]
    if given["b1"].shape == (1, 2):  # a row of biases
        given["b1"] = given["b1"][0]
    for name, shape in SHAPES.items():
        if given[name].shape != shape and name in OTHER_SHAPE:
            raise Wrong(say(OTHER_SHAPE[name]))
        if given[name].shape != shape:
            got = shape_words(given[name].shape)
            expected = shape_words(shape)
            raise Wrong(say("check_gives", what=name, got=got, expected=expected))
    b2 = as_number("b2", alone(answers["b2"]))
    hidden = np.maximum(0, np.array(CORNERS) @ given["W1"] + given["b1"])
    z = hidden @ given["W2"] + b2
    fires = tuple(int(value > 1e-12) for value in z)
    if fires == XOR:
        return
    if not hidden.any():
        raise Wrong(say("xor_network_dead"))
    if fires == tuple(1 - one for one in XOR):
        raise Wrong(say("xor_network_opposite"))
    k = next(k for k in range(4) if fires[k] != XOR[k])
    x1, x2 = CORNERS[k]
    inside = hidden[k].round(4).tolist()
    shown = f"{z[k]:.4g}"
    raise Wrong(say("xor_network_corner", x1=x1, x2=x2, hidden=inside, z=shown, wanted=XOR[k]))


def seen_by_units(mask):
    """A sentence on what the first wrong unit of ``neighbours`` sees."""
    if not np.isin(mask, (0, 1)).all():
        return say("neighbours_values")
    unit = next(k for k in range(3) if (mask[:, k] != NEIGHBOURS[:, k]).any())
    inputs = listed(str(i + 1) for i in np.flatnonzero(mask[:, unit]))
    return say("neighbours_unit", unit=unit + 1, inputs=inputs or say("kind_nothing"))


def missed_point(weights):
    """A sentence on the first point that the curve of ``bends`` misses."""
    heights = np.maximum(0, np.subtract.outer([1, 2, 3], [0, 1, 2])) @ weights
    k = np.flatnonzero(~np.isclose(heights, BEND_HEIGHTS))[0]
    return say("bends_missed", x=k + 1, y=as_written(heights[k]), wanted=BEND_HEIGHTS[k])


EXERCISES = {
    "count_by_hand": Exercise(
        number_judge(
            n_parameters([3, 5, 2]),
            wrong=[
                ("count_no_biases", 3 * 5 + 5 * 2),
                ("count_units", 3 + 5 + 2),
                ("count_all_biases", 3 * 5 + 5 * 2 + 3 + 5 + 2),
                ("count_thirty", 3 * 5 * 2),
                ("count_last_weights", 3 * 5 + 5 + 2),
                ("count_units", 3 + 5 + 2 + 5 + 2),
                ("count_first_layer", 3 * 5 + 5),
                ("count_not_added", 5 * 2 + 2),
                ("count_one_bias", 3 * 5 + 5 * 2 + 2),
                ("count_all_pairs", 3 * 5 + 5 * 2 + 3 * 2 + 5 + 2),
                ("count_biases_alone", 5 + 2),
                ("count_inputs_biased", 3 * 5 + 3 + 5 * 2 + 5),
                ("count_one_product", 3 * 5 * 2 + 5 + 2),
                ("count_all_pairs", 3 * 5 + 5 * 2 + 3 * 2),
                ("count_first_layer", 3 * 5),
                ("count_one_bias", 3 * 5 + 5 * 2 + 3),
                ("count_multiplied_layers", (3 * 5 + 5) * (5 * 2 + 2)),
                ("count_plus_one", (3 + 1) * (5 + 1) + (5 + 1) * (2 + 1)),
                ("count_plus_one", (3 + 1) * (5 + 1) + (5 + 1) * 2),
            ],
        )
    ),
    "n_parameters": Exercise(
        function_judge(
            n_parameters,
            [([2, 4, 1],), ([100, 1000, 1],), ([8, 1],), ([3, 5, 5, 2],)],
            [
                ("count_no_biases", lambda sizes: total(sizes, lambda a, b: a * b)),
                ("count_units", sum),
                ("count_one_bias", lambda sizes: total(sizes, lambda a, b: a * b + 1)),
                ("count_inputs_biased", lambda sizes: total(sizes, lambda a, b: a * b + a)),
                ("count_all_biases", lambda sizes: n_parameters(sizes) + sizes[0]),
                ("count_one_product", lambda sizes: int(np.prod(sizes))),
                ("count_first_layer", lambda sizes: n_parameters(sizes[:2])),
                ("count_not_added", lambda sizes: n_parameters(sizes[-2:])),
                ("count_one_bias", lambda sizes: total(sizes, lambda a, b: a * b) + len(sizes)),
                ("count_plus_one", lambda sizes: total(sizes, lambda a, b: (a + 1) * (b + 1))),
                ("count_biases_alone", lambda sizes: sum(sizes[1:])),
                ("count_last_missing", lambda sizes: n_parameters(sizes[:-1])),
                ("count_first_missing", lambda sizes: n_parameters(sizes[1:])),
                ("count_each_layer", lambda sizes: [a * b + b for a, b in pairwise(sizes)]),
                (
                    "count_two_sums",
                    lambda sizes: (total(sizes, lambda a, b: a * b), sum(sizes[1:])),
                ),
                ("count_added_sizes", lambda sizes: total(sizes, lambda a, b: a + b)),
                ("count_with_itself", lambda sizes: sum(a * a + a for a in sizes)),
                (
                    "count_no_output_bias",
                    lambda sizes: total(sizes, lambda a, b: a * b) + sum(sizes[1:-1]),
                ),
                ("count_doubled", lambda sizes: 2 * total(sizes, lambda a, b: a * b)),
                ("count_only_largest", lambda sizes: max(sizes)),
                ("count_only_largest", lambda sizes: len(sizes)),
                ("count_loops", lambda sizes: sum(a * b + b for a in sizes for b in sizes)),
            ],
        )
    ),
    "neighbours": Exercise(
        array_judge(
            NEIGHBOURS,
            wrong=[
                ("neighbours_all", np.ones((4, 3))),
                ("neighbours_one", np.eye(4, 3)),
                ("neighbours_rows", [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]),
                ("neighbours_turned", 1 - NEIGHBOURS),
                ("neighbours_mirrored", NEIGHBOURS[:, ::-1]),
                ("neighbours_upwards", np.eye(4, 3) + np.eye(4, 3, 1)),
                ("neighbours_numbers", [[1, 2], [2, 3], [3, 4]]),
            ],
            explain=seen_by_units,
            unlike="neighbours_table",
        )
    ),
    "bends": Exercise(
        array_judge(
            [2, -3, 1],
            wrong=[
                ("bends_slopes", [2, -1, 0]),
                ("bends_heights", [2, 1, 1]),
                ("bends_heights", [0, 2, 1]),
                ("bends_sign", [2, 3, -1]),
                ("bends_sign", [2, 3, 1]),
                ("bends_points", [[0, 0], [1, 2], [2, 1], [3, 1]]),
                ("bends_points", [0, 2, 1, 1]),
            ],
            explain=missed_point,
            unlike="bends_three",
        )
    ),
    "xor_network": Exercise(xor_network, names=("W1", "b1", "W2", "b2")),
}
