"""The questions and exercises of chapter 02, activation functions."""

import numpy as np

from nncourse.exercises.chapter_01 import sigmoid
from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, number_judge
from nncourse.exercises.rules import with_the_help_of, without, without_overflow
from nnlib.activations import ACTIVATIONS, softmax

QUESTIONS = {
    "recall_dial": Question(("weight", "bias", "both"), right="bias"),
    "recall_undecided": Question(("zero", "half", "one"), right="half"),
    "recall_wall": Question(("line", "size", "search"), right="line"),
    "steepest": Question(("middle", "end", "alike"), right="middle"),
    "ten_layers": Question(("quarter", "fortieth", "millionth"), right="millionth"),
    "deep_line": Question(("none", "half", "same"), right="same"),
    "colder": Question(("even", "one", "stay"), right="one"),
}


def sigmoid_slope(z):
    """The reference solution: σ'(z), from nnlib."""
    return ACTIVATIONS["sigmoid"].slope(z)


def tanh(z):
    """The reference solution of ``my_tanh``."""
    return np.tanh(z)


def leaky_relu(z):
    """The reference solution: z, or a hundredth of it below 0."""
    return ACTIVATIONS["leaky_relu"](z)


def my_softmax(z):
    """The reference solution: softmax over the last axis, for logits of any size."""
    return softmax(z)


def in_steps(shift, total):
    """A softmax with a given shift, subtracted from z, and a given total, which it divides by."""

    def slip(z):
        e = np.exp(z - shift(z))
        return e / total(e)

    return slip


def in_exp(e):
    """``e``, from a slip in exp, divided by its sum over the last axis."""
    return e / e.sum(axis=-1, keepdims=True)


def of_length_one(e):
    """``e`` divided by its length: the squares sum to 1."""
    return e / np.linalg.norm(e, axis=-1, keepdims=True)


def biggest(z):
    """The largest number of each row, which can be subtracted."""
    return z.max(axis=-1, keepdims=True)


def total(e):
    """The sum of each row, by which it can be divided."""
    return e.sum(axis=-1, keepdims=True)


def fixed(number):
    """The shift by the same number for every z."""
    return lambda z: number


def between(step):
    """The slope of the sigmoid between two points, one on each side of z."""
    return lambda z: (sigmoid(z + step) - sigmoid(z - step)) / (2 * step)


NUMBERS = (10, 100, 500, 700, 1000)
SHIFTS = [  # the key of the sentence on a slip, and what it subtracts from z
    (None, lambda z: z.max(axis=-1, keepdims=True)),
    ("my_softmax_overflows", lambda z: 0),
    ("my_softmax_whole", np.max),
    ("my_softmax_least", np.min),
    ("my_softmax_least", lambda z: z.min(axis=-1, keepdims=True)),
    ("my_softmax_least", np.mean),
    ("my_softmax_least", lambda z: z.mean(axis=-1, keepdims=True)),
]
TOTALS = [  # what exp is divided by; if that is wrong, it is reported first
    (None, lambda e: e.sum(axis=-1, keepdims=True)),
    ("my_softmax_all", np.sum),
    ("my_softmax_columns", lambda e: e.sum(axis=0)),
    ("my_softmax_keepdims", lambda e: e.sum(axis=-1)),
    ("my_softmax_axis_1", lambda e: e.sum(axis=1, keepdims=True)),
]
STEPS = [
    (wrong or unfit, in_steps(shift, total))
    for wrong, total in TOTALS
    for unfit, shift in SHIFTS
    if wrong or unfit
]
CURVE = [(0.0,), (2.0,), (-1.5,), (np.array([-3.0, -0.5, 0.0, 1.0, 4.0]),)]
ARRAYS = [  # as the text asks: whole arrays, also of one number
    (np.array([0.0]),),
    (np.array([2.0]),),
    (np.array([-1.5]),),
    (np.array([-3.0, -0.5, 0.0, 0.005, 0.05, 0.4, 1.0, 4.0]),),
]
LOGITS = [
    (np.array([2.0, 1.0, -1.0]),),
    (np.array([[0.0, 1.0, 3.0], [1.0, 1.0, -2.0]]),),
    (np.array([1000.0, 1001.0, 999.0]),),
    (np.array([-1000.0, -1001.0]),),
    (np.array([1000.0, 0.0, -1000.0]),),
    (np.array([[0.0, 1.0, 3.0], [1000.0, 1001.0, 999.0]]),),
]

EXERCISES = {
    "three_layers": Exercise(
        number_judge(
            0.25**3,
            wrong=[
                ("three_layers_added", 3 * 0.25),
                ("three_layers_nothing", 0),
                ("three_layers_values", 0.5**3),
                ("three_layers_one", 0.25),
                ("three_layers_divided", 0.25 / 3),
                ("three_layers_left", 1 - 0.25**3),
                ("three_layers_two", 0.25**2),
                ("three_layers_values", 0.5),
                ("three_layers_four", 0.25**4),
                ("three_layers_inverse", 4**3),
                ("three_layers_all", 1),
                ("three_layers_thrice", 3 * 0.25**3),
                ("share_percent", 100 * 0.25**3),
            ],
        )
    ),
    "sigmoid_slope": Exercise(
        function_judge(
            sigmoid_slope,
            CURVE,
            [
                ("sigmoid_slope_itself", sigmoid),
                ("sigmoid_slope_of_a", lambda z: z * (1 - z)),
                ("sigmoid_slope_tanh", lambda z: 1 - sigmoid(z) ** 2),
                ("sigmoid_slope_tanh", lambda z: 1 - np.tanh(z) ** 2),
                ("sigmoid_slope_half", lambda z: sigmoid(z) * (1 - z)),
                ("sigmoid_slope_rest", lambda z: 1 - sigmoid(z)),
                ("sigmoid_slope_plus", lambda z: sigmoid(z) * (1 + sigmoid(z))),
                ("sigmoid_slope_inner", lambda z: -sigmoid(z) * (1 - sigmoid(z))),
                ("sigmoid_slope_square", lambda z: sigmoid(z) ** 2),
                ("sigmoid_slope_square", lambda z: -(sigmoid(z) ** 2)),
                ("sigmoid_slope_exponent", lambda z: np.exp(z) * sigmoid(z) ** 2),
                ("sigmoid_slope_brackets", lambda z: np.exp(-z) / (1 + np.exp(-z) ** 2)),
                ("sigmoid_slope_brackets", lambda z: np.exp(-z) / 1 + np.exp(-z) ** 2),
                ("sigmoid_slope_relu", lambda z: (z > 0) * 1.0),
                ("sigmoid_slope_difference", lambda z: (sigmoid(z + 1) - sigmoid(z)) / 1),
                ("sigmoid_slope_difference", lambda z: (sigmoid(z + 0.1) - sigmoid(z)) / 0.1),
                ("sigmoid_slope_difference", lambda z: (sigmoid(z + 0.01) - sigmoid(z)) / 0.01),
                ("sigmoid_slope_difference", lambda z: (sigmoid(z + 0.001) - sigmoid(z)) / 0.001),
                *[("sigmoid_slope_difference", between(step)) for step in (0.1, 0.01)],
                ("sigmoid_slope_undivided", lambda z: sigmoid(z + 0.1) - sigmoid(z)),
                ("sigmoid_slope_undivided", lambda z: sigmoid(z + 0.01) - sigmoid(z)),
                ("sigmoid_slope_undivided", lambda z: sigmoid(z + 0.001) - sigmoid(z)),
                ("sigmoid_slope_times_z", lambda z: sigmoid(z) * (1 - sigmoid(z)) * z),
                ("sigmoid_slope_squared_factor", lambda z: sigmoid(z) * (1 - sigmoid(z)) ** 2),
                ("sigmoid_slope_squared_factor", lambda z: sigmoid(z) ** 2 * (1 - sigmoid(z))),
                ("sigmoid_slope_squared_factor", lambda z: np.exp(z) / (1 + np.exp(z)) ** 3),
                ("sigmoid_slope_of_one", lambda z: sigmoid(z) * sigmoid(1 - z)),
                ("sigmoid_slope_deeper", lambda z: sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z)))),
            ],
        )
    ),
    "my_tanh": Exercise(
        function_judge(
            tanh,
            CURVE,
            [
                ("my_tanh_slow", lambda z: 2 * sigmoid(z) - 1),
                ("my_tanh_unscaled", lambda z: sigmoid(2 * z)),
                ("my_tanh_unmoved", lambda z: 2 * sigmoid(2 * z)),
                ("my_tanh_low", lambda z: sigmoid(2 * z) - 1),
                ("my_tanh_low", lambda z: sigmoid(z) - 1),
                ("my_tanh_too_low", lambda z: 2 * sigmoid(z) - 2),
                ("my_tanh_too_low", lambda z: 2 * sigmoid(2 * z) - 2),
                ("my_tanh_stretched", lambda z: 4 * sigmoid(z) - 2),
                ("my_tanh_half", lambda z: sigmoid(2 * z) - 0.5),
                ("my_tanh_squeezed", lambda z: 2 * sigmoid(z / 2) - 1),
                ("my_tanh_slope_one", lambda z: sigmoid(z)),
                ("my_tanh_unmoved", lambda z: 2 * sigmoid(z)),
                ("my_tanh_half", lambda z: sigmoid(z) - 0.5),
                ("my_tanh_inside", lambda z: 2 * sigmoid(2 * z - 1)),
                ("my_tanh_steep", lambda z: 2 * sigmoid(4 * z) - 1),
                ("my_tanh_steep", lambda z: 2 * sigmoid(3 * z) - 1),
                ("my_tanh_high", lambda z: 3 * sigmoid(2 * z) - 2),
                ("my_tanh_high", lambda z: 2 * sigmoid(z) - 0.5),
                ("my_tanh_line", lambda z: np.exp(2 * z) - 1 / np.exp(2 * z) + 1),
            ],
            rules=[
                without({"tanh", "sinh", "cosh", "arctan"}, "my_tanh_forbidden"),
                with_the_help_of("sigmoid", "my_tanh_no_sigmoid"),
            ],
        )
    ),
    "leaky_relu": Exercise(
        function_judge(
            leaky_relu,
            ARRAYS,
            [
                ("leaky_relu_closed", lambda z: np.maximum(0, z)),
                ("leaky_relu_min", lambda z: np.minimum(0.01 * z, z)),
                ("leaky_relu_abs", np.abs),
                ("leaky_relu_tenth", lambda z: np.maximum(0.1 * z, z)),
                ("leaky_relu_constant", lambda z: np.where(z > 0, z, 0.01)),
                ("leaky_relu_constant", lambda z: (z > 0) * z + (z < 0) * 0.01),
                ("leaky_relu_small", lambda z: 0.01 * np.maximum(0, z)),
                ("leaky_relu_everywhere", lambda z: 0.01 * z),
                ("leaky_relu_sign", lambda z: np.where(z > 0, z, -0.01 * z)),
                ("leaky_relu_slope", lambda z: np.where(z > 0, 1, 0.01)),
                ("leaky_relu_raised", lambda z: np.maximum(0, z) + 0.01),
                ("leaky_relu_raised", lambda z: np.maximum(0, z + 0.01)),
                ("leaky_relu_raised", lambda z: (z > 0) * z + 0.01),
                ("leaky_relu_raised", lambda z: np.maximum(0, z) - 0.01),
                ("leaky_relu_both", lambda z: np.maximum(0, z) + 0.01 * z),
                ("leaky_relu_floor", lambda z: np.maximum(-0.01, z)),
                ("leaky_relu_floor", lambda z: np.where(z > 0, z, -0.01)),
                ("leaky_relu_subtracted", lambda z: np.where(z > 0, z, z - 0.01)),
                ("leaky_relu_thousandth", lambda z: np.maximum(0.001 * z, z)),
                ("leaky_relu_exp", lambda z: np.where(z > 0, z, np.exp(z) - 1)),
                ("leaky_relu_exp", lambda z: np.where(z > 0, z, 0.01 * (np.exp(z) - 1))),
                ("leaky_relu_at_one", lambda z: np.where(z >= 1, z, 0.01 * z)),
                ("leaky_relu_at_leak", lambda z: np.where(z > 0.01, z, 0.01 * z)),
                ("leaky_relu_np_max", lambda z: np.max([0.01 * z, z])),
                ("leaky_relu_once", lambda z: z if (z > 0).any() else 0.01 * z),
                ("leaky_relu_once", lambda z: z if (z > 0).all() else 0.01 * z),
                ("leaky_relu_one", lambda z: z if z > 0 else 0.01 * z),
                ("leaky_relu_one", lambda z: max(0.01 * z, z)),
            ],
        )
    ),
    "my_softmax": Exercise(
        function_judge(
            my_softmax,
            LOGITS,
            [
                ("my_softmax_overflows", in_steps(lambda z: 0, np.sum)),
                *STEPS,
                ("my_softmax_not_divided", lambda z: np.exp(z - z.max(axis=-1, keepdims=True))),
                ("my_softmax_not_divided", np.exp),
                ("my_softmax_not_divided", lambda z: np.exp(z - z.max())),
                ("my_softmax_mixed", lambda z: np.exp(z - biggest(z)) / total(np.exp(z))),
                ("my_softmax_mixed", lambda z: np.exp(z) / total(np.exp(z - biggest(z)))),
                ("my_softmax_minus", lambda z: np.exp(-z) / np.exp(-z).sum()),
                ("my_softmax_sigmoid", lambda z: sigmoid(z) / sigmoid(z).sum()),
                ("my_softmax_sum_of_z", lambda z: np.exp(z) / z.sum()),
                ("my_softmax_no_exp", lambda z: (z - biggest(z)) / total(z - biggest(z))),
                *[("my_softmax_fixed", in_steps(fixed(number), total)) for number in NUMBERS],
                ("my_softmax_largest", lambda z: z == z.max(axis=-1, keepdims=True)),
                ("my_softmax_no_exp", lambda z: z / z.sum(axis=-1, keepdims=True)),
                ("my_softmax_sigmoid", lambda z: ACTIVATIONS["sigmoid"](z)),
                ("my_softmax_minus", lambda z: softmax(-z)),
                ("my_softmax_minus", lambda z: in_exp(np.exp(-z))),
                ("my_softmax_minus", lambda z: in_exp(np.exp(z.max(axis=-1, keepdims=True) - z))),
                ("my_softmax_no_exp", lambda z: z / z.sum()),
                ("my_softmax_quotient", lambda z: softmax(z / z.max(axis=-1, keepdims=True))),
                ("my_softmax_quotient", lambda z: softmax(z / np.abs(z).max())),
                (
                    "my_softmax_after",
                    lambda z: in_exp(np.exp(z) - np.exp(z.max(axis=-1, keepdims=True))),
                ),
                ("my_softmax_after", lambda z: in_exp(np.exp(z) - z.max(axis=-1, keepdims=True))),
                ("my_softmax_clipped", lambda z: in_exp(np.exp(np.minimum(z, 700)))),
                ("my_softmax_clipped", lambda z: in_exp(np.exp(np.clip(z, -500, 500)))),
                (
                    "my_softmax_clipped",
                    lambda z: in_exp(np.where(np.isinf(np.exp(z)), 1, np.exp(z))),
                ),
                ("my_softmax_clipped", lambda z: np.nan_to_num(in_exp(np.exp(z)))),
                ("my_softmax_log", lambda z: np.log(softmax(z))),
                ("my_softmax_mean", lambda z: np.exp(z - z.max(axis=-1, keepdims=True)) / len(z)),
                ("my_softmax_mean", lambda z: softmax(z) * z.shape[-1]),
                (
                    "my_softmax_sum_of_z",
                    lambda z: (
                        np.exp(z - z.max(axis=-1, keepdims=True)) / z.sum(axis=-1, keepdims=True)
                    ),
                ),
                ("my_softmax_base", lambda z: softmax(z * np.log(2))),
                ("my_softmax_sigmoid", lambda z: in_exp(ACTIVATIONS["sigmoid"](z))),
                ("my_softmax_table_only", lambda z: np.array([softmax(row) for row in z])),
                ("my_softmax_temperature", lambda z: softmax(z / 2)),
                (
                    "my_softmax_length",
                    lambda z: of_length_one(np.exp(z - z.max(axis=-1, keepdims=True))),
                ),
            ],
            rules=[without_overflow("rule_overflow")],
        )
    ),
}
