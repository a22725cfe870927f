"""The questions and exercises of chapter 01, one neuron."""

import numpy as np

from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.gates import gate
from nncourse.exercises.judges import Exercise, Question, number_judge
from nnlib.activations import ACTIVATIONS

# The first exercise
X = (2, -1)
W = (0.5, 3)
B = 1
Z = W[0] * X[0] + W[1] * X[1] + B


def sigmoid(z):
    """The textbook's form; the slips below are made from it."""
    return 1 / (1 + np.exp(-z))


def neuron(x, w, b):
    """The reference solution of ``any_neuron``, from nnlib's own sigmoid."""
    return ACTIVATIONS["sigmoid"].f(np.asarray(x @ w + b))


def crossing(w1, w2, b):
    """x1 where w1 x1 + w2 · 0 + b = 0."""
    return -b / w1


NEURON_INPUTS = [
    (np.array([2.0, -1.0]), np.array([0.5, 3.0]), 1.0),
    (np.array([1.0, 0.5, -2.0]), np.array([1.0, -1.0, 0.5]), 2.0),
    (np.array([[2.0, -1.0], [0.5, 1.5], [-1.0, 0.5]]), np.array([1.0, -2.0]), 0.5),
    (np.array([[1.0, 2.0, 0.5], [-1.0, 0.5, 2.0]]), np.array([0.5, -1.0, 1.0]), -1.5),
    (np.array([[1.0, 2.0], [-0.5, 1.5]]), np.array([-1.0, 2.0]), -2.0),
]
NEURON_SLIPS = [
    ("any_neuron_no_activation", lambda x, w, b: x @ w + b),
    ("any_neuron_no_bias", lambda x, w, b: sigmoid(x @ w)),
    ("any_neuron_bias_outside", lambda x, w, b: sigmoid(x @ w) + b),
    ("any_neuron_bias_sign", lambda x, w, b: sigmoid(x @ w - b)),
    ("any_neuron_bias_weighed", lambda x, w, b: sigmoid(x @ (w + b))),
    ("any_neuron_minus", lambda x, w, b: sigmoid(-(x @ w + b))),
    ("any_neuron_no_one", lambda x, w, b: np.exp(x @ w + b)),
    ("any_neuron_brackets", lambda x, w, b: 1 + np.exp(-(x @ w + b))),
    ("any_neuron_step", lambda x, w, b: x @ w + b > 0),
    ("any_neuron_whole", lambda x, w, b: 1 // (1 + np.exp(-(x @ w + b)))),
    ("any_neuron_relu", lambda x, w, b: np.maximum(0, x @ w + b)),
    ("any_neuron_tanh", lambda x, w, b: np.tanh(x @ w + b)),
    ("any_neuron_order", lambda x, w, b: sigmoid(w @ x + b)),
    ("any_neuron_one_sample", lambda x, w, b: float(sigmoid(x @ w + b))),
    ("any_neuron_rows", lambda x, w, b: sigmoid(sum(map(np.multiply, x, w)) + b)),
    ("any_neuron_rows", lambda x, w, b: sigmoid(sum(x[i] * w[i] for i in range(len(w))) + b)),
    ("any_neuron_rows", lambda x, w, b: sigmoid(sum(x[i] * w[i] for i in range(len(x))) + b)),
    ("any_neuron_denominator", lambda x, w, b: np.exp(-(x @ w + b))),
    ("any_neuron_bare", lambda x, w, b: x @ w),
    ("any_neuron_multiplied", lambda x, w, b: sigmoid((x @ w) * b)),
    ("any_neuron_not_added", lambda x, w, b: x * w + b),
    ("any_neuron_two_inputs", lambda x, w, b: sigmoid(x[0] * w[0] + x[1] * w[1] + b)),
    ("any_neuron_not_added", lambda x, w, b: sigmoid(x * w + b)),
    ("any_neuron_sums_all", lambda x, w, b: sigmoid(np.sum(x * w) + b)),
    ("any_neuron_sums_all", lambda x, w, b: sigmoid(sum(x * w) + b)),
    ("any_neuron_bias_often", lambda x, w, b: sigmoid(x @ w + len(w) * b)),
    ("any_neuron_bias_often", lambda x, w, b: sigmoid(sum(x[i] * w[i] + b for i in range(len(x))))),
    ("any_neuron_last", lambda x, w, b: sigmoid([x[i] * w[i] for i in range(len(x))][-1] + b)),
    ("any_neuron_early", lambda x, w, b: sigmoid(x) @ w + b),
    ("any_neuron_twice", lambda x, w, b: sigmoid(sigmoid(x @ w + b))),
    ("any_neuron_sum_minus", lambda x, w, b: sigmoid(b - x @ w)),
    ("any_neuron_one_minus", lambda x, w, b: 1 / (1 - np.exp(-(x @ w + b)))),
    ("any_neuron_e", lambda x, w, b: 1 / (1 + 2.7 ** -(x @ w + b))),
    ("any_neuron_e", lambda x, w, b: 1 / (1 + 2.72 ** -(x @ w + b))),
    ("any_neuron_e", lambda x, w, b: 1 / (1 + 2.718 ** -(x @ w + b))),
    ("any_neuron_line", lambda x, w, b: np.exp(x @ w + b) / 1 + np.exp(x @ w + b)),
    ("any_neuron_mean", lambda x, w, b: sigmoid(np.mean(x * w, axis=-1) + b)),
    ("any_neuron_adds_results", lambda x, w, b: sigmoid(x @ w + b).sum()),
    ("any_neuron_pair", lambda x, w, b: [x @ w + b, sigmoid(x @ w + b)]),
    ("any_neuron_bias_below", lambda x, w, b: 1 / (1 + np.exp(-(x @ w)) + b)),
]
CROSSING_SLIPS = [
    ("crossing_other_axis", lambda w1, w2, b: -b / w2),
    ("crossing_other_axis", lambda w1, w2, b: b / w2),
    ("crossing_slope", lambda w1, w2, b: -w1 / w2),
    ("crossing_upside_down", lambda w1, w2, b: -w1 / b),
    ("crossing_not_divided", lambda w1, w2, b: -b),
    ("crossing_multiplied", lambda w1, w2, b: -b * w1),
    ("crossing_both", lambda w1, w2, b: -b / (w1 + w2)),
    ("crossing_subtracted", lambda w1, w2, b: -b - w1),
    ("crossing_pair", lambda w1, w2, b: (-b / w1, 0)),
    ("crossing_other_line", lambda w1, w2, b: -(w2 + b) / w1),
    ("crossing_upside_down", lambda w1, w2, b: w1 / b),
    ("crossing_other_way", lambda w1, w2, b: -(w1 + b) / w2),
    ("crossing_slope", lambda w1, w2, b: -w2 / w1),
    ("crossing_slope", lambda w1, w2, b: w1 / w2),
    ("crossing_distance", lambda w1, w2, b: -b / np.sqrt(w1**2 + w2**2)),
    ("crossing_distance", lambda w1, w2, b: abs(b) / np.sqrt(w1**2 + w2**2)),
    ("crossing_abs", lambda w1, w2, b: abs(b / w1)),
    ("crossing_pair", lambda w1, w2, b: (0, -b / w1)),
    ("crossing_value", lambda w1, w2, b: w1 + b),
    ("crossing_value", lambda w1, w2, b: w1 + w2 + b),
    ("crossing_multiplied", lambda w1, w2, b: b * w1),
    ("crossing_w2", lambda w1, w2, b: -b / w1 - w2),
    ("crossing_w2", lambda w1, w2, b: -b / w1 + w2),
    ("crossing_w2", lambda w1, w2, b: -b / w1 / w2),
    ("crossing_w2", lambda w1, w2, b: -b / w1 * w2),
    ("crossing_no_bias", lambda w1, w2, b: -1 / w1),
    ("crossing_no_bias", lambda w1, w2, b: 1 / w1),
    ("crossing_two", lambda w1, w2, b: -b / 2),
]

QUESTIONS = {
    "recall_epoch": Question(("one", "all", "wrong"), right="all"),
    "recall_learning": Question(("numbers", "samples", "units"), right="numbers"),
    "recall_border": Question(("straight", "strip", "closed"), right="straight"),
    "bias": Question(("turns", "shifts", "stays"), right="shifts"),
    "doubling": Question(("line", "shades", "nothing"), right="shades"),
    "xor": Question(("two", "three", "four"), right="three"),
}

EXERCISES = {
    "pre_activation": Exercise(
        number_judge(
            Z,
            wrong=[
                ("pre_activation_no_bias", Z - B),
                ("pre_activation_minus_b", Z - 2 * B),
                ("pre_activation_lost_sign", W[0] * X[0] + W[1] * abs(X[1]) + B),
                ("pre_activation_no_weights", sum(X) + B),
                ("pre_activation_swapped", W[1] * X[0] + W[0] * X[1] + B),
                ("pre_activation_added", sum(X) + sum(W) + B),
                ("pre_activation_y_hat", sigmoid(Z)),
                ("pre_activation_y_hat", round(sigmoid(Z), 2)),
                ("pre_activation_label", 0),
                ("pre_activation_sum_first", sum(X) * sum(W) + B),
                ("pre_activation_bias_weighed", W[0] * (X[0] + B) + W[1] * (X[1] + B)),
                ("pre_activation_lost_sign", W[0] * X[0] + W[1]),
                ("pre_activation_sigmoid", sigmoid(Z - B)),
                ("pre_activation_sigmoid", sigmoid(-Z)),
            ],
        ),
        names=("z",),
    ),
    "any_neuron": Exercise(
        function_judge(neuron, NEURON_INPUTS, NEURON_SLIPS),
    ),
    "or_gate": Exercise(
        gate(
            (0, 1, 1, 1),
            wrong={
                (0, 0, 0, 1): "or_as_and",
                (1, 1, 1, 0): "or_as_nand",
                (1, 0, 0, 0): "gate_opposite",
                (0, 0, 1, 1): "gate_one_input",
                (0, 1, 0, 1): "gate_one_input",
                (1, 1, 1, 1): "or_all_ones",
                (0, 0, 0, 0): "or_all_zeros",
            },
        ),
        names=("w1", "w2", "b"),
    ),
    "nand_gate": Exercise(
        gate(
            (1, 1, 1, 0),
            wrong={
                (0, 0, 0, 1): "gate_opposite",
                (1, 0, 0, 0): "nand_as_nor",
                (0, 1, 1, 1): "nand_as_or",
                (1, 1, 0, 0): "nand_one_input",
                (1, 0, 1, 0): "nand_one_input",
                (1, 1, 1, 1): "nand_all_ones",
                (0, 0, 0, 0): "nand_all_zeros",
            },
        ),
        names=("w1", "w2", "b"),
    ),
    "crossing": Exercise(
        function_judge(
            crossing,
            [
                (2.0, -1.0, -3.0),
                (4.0, 1.0, 2.0),
                (-1.0, 2.0, 0.5),
                (2.0, 0.0, 3.0),
                (3.0, 1.0, 2.0),
            ],
            CROSSING_SLIPS,
        ),
    ),
}
