"""The questions and exercises of chapter 04, forward propagation."""

import numpy as np

from nncourse.exercises.chapter_01 import sigmoid
from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, array_judge, number_judge
from nncourse.messages import say
from nnlib.activations import softmax

QUESTIONS = {
    "recall_petals": Question(("sum", "one", "sigmoid"), right="sigmoid"),
    "recall_identities": Question(("line", "bend", "any"), right="line"),
    "recall_product": Question(("inner", "outer", "same"), right="outer"),
    "output_needs": Question(("inputs", "all", "any"), right="all"),
    "batch_shape": Question(("one", "hundred", "both"), right="both"),
    "fold_xor": Question(("no", "tanh", "identity"), right="tanh"),
}

X_HAND = np.array([1.0, 2.0])
W1 = np.array([[2.0, 1.0], [-1.0, 1.0]])
B1 = np.array([0.5, -4.0])
W2 = np.array([3.0, 2.0])
B2 = -4.0
Z1 = X_HAND @ W1 + B1
CORNERS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
XOR = np.array([0, 1, 1, 0])
FOLDED = np.maximum(0, CORNERS @ np.ones((2, 2)) + [0, -1])


def relu(z):
    """max(0, z)."""
    return np.maximum(0, z)


def two_layers(X, W1, b1, W2, b2):
    """The reference solution: σ(tanh(X W1 + b1) W2 + b2)."""
    return sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)


def _case(seed, n, sizes):
    rng = np.random.default_rng(seed)
    a, b, c = sizes
    shapes = [(n, a) if n else (a,), (a, b), (b,), (b, c), (c,)]
    return tuple(rng.normal(size=shape).round(1) for shape in shapes)


BATCHES = [
    _case(0, 0, (2, 3, 1)),
    _case(1, 4, (2, 3, 1)),
    _case(2, 3, (3, 2, 2)),
    _case(3, 0, (2, 2, 2)),
]


def wrong_size(shape):
    """A sentence on which of the two sizes of ``output_shape`` is wrong."""
    if shape[0] != 50:
        return say("output_shape_rows")
    return say("output_shape_columns")


def wrong_corner(table):
    """A sentence on the first corner that ``folded`` puts in the wrong place."""
    k = np.flatnonzero((table != FOLDED).any(axis=1))[0]
    x1, x2 = CORNERS[k]
    return say("folded_corner", x1=x1, x2=x2)


EXERCISES = {
    "forward_by_hand": Exercise(
        number_judge(
            relu(Z1) @ W2 + B2,
            wrong=[
                ("forward_no_relu", Z1 @ W2 + B2),
                ("forward_no_biases", relu(X_HAND @ W1) @ W2),
                ("forward_no_hidden_biases", relu(X_HAND @ W1) @ W2 + B2),
                ("forward_no_output_bias", relu(Z1) @ W2),
                ("forward_rows", relu(W1 @ X_HAND + B1) @ W2 + B2),
                ("forward_hidden_pair", relu(Z1)),
                ("forward_hidden_pair", Z1),
                ("forward_hidden_sum", relu(Z1).sum()),
                ("forward_sigmoid", sigmoid(relu(Z1) @ W2 + B2)),
                ("forward_sigmoid", np.round(sigmoid(relu(Z1) @ W2 + B2), 2)),
                ("forward_relu_at_end", 0),
                ("forward_bias_sign", relu(Z1) @ W2 - B2),
                ("forward_all_off", B2),
                ("forward_swapped", relu(Z1) @ W2[::-1] + B2),
                ("forward_hidden_sum", relu(Z1).sum() + B2),
                ("forward_abs", np.abs(Z1) @ W2 + B2),
                ("forward_weights_added", relu(Z1).sum() * W2.sum() + B2),
                ("forward_tanh", np.tanh(relu(Z1) @ W2 + B2)),
                ("forward_second_sign", relu(X_HAND @ W1 - B1) @ W2 + B2),
            ],
        )
    ),
    "two_layers": Exercise(
        function_judge(
            two_layers,
            BATCHES,
            [
                ("two_layers_linear", lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2)),
                ("two_layers_no_end", lambda X, W1, b1, W2, b2: np.tanh(X @ W1 + b1) @ W2 + b2),
                (
                    "two_layers_swapped",
                    lambda X, W1, b1, W2, b2: np.tanh(sigmoid(X @ W1 + b1) @ W2 + b2),
                ),
                (
                    "two_layers_alike",
                    lambda X, W1, b1, W2, b2: sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2),
                ),
                (
                    "two_layers_relu",
                    lambda X, W1, b1, W2, b2: sigmoid(relu(X @ W1 + b1) @ W2 + b2),
                ),
                (
                    "two_layers_tanh",
                    lambda X, W1, b1, W2, b2: np.tanh(np.tanh(X @ W1 + b1) @ W2 + b2),
                ),
                ("two_layers_no_b2", lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 + b1) @ W2)),
                ("two_layers_no_b1", lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1) @ W2 + b2)),
                ("two_layers_no_biases", lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1) @ W2)),
                (
                    "two_layers_outside",
                    lambda X, W1, b1, W2, b2: sigmoid((np.tanh(X @ W1) + b1) @ W2 + b2),
                ),
                (
                    "two_layers_b2_outside",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 + b1) @ W2) + b2,
                ),
                (
                    "two_layers_order",
                    lambda X, W1, b1, W2, b2: sigmoid(W2 @ np.tanh(W1 @ X + b1) + b2),
                ),
                (
                    "two_layers_order",
                    lambda X, W1, b1, W2, b2: sigmoid(W2.T @ np.tanh(W1.T @ X + b1) + b2),
                ),
                (
                    "two_layers_order",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(W1.T @ X + b1) @ W2 + b2),
                ),
                (
                    "two_layers_order",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1.T + b1) @ W2.T + b2),
                ),
                (
                    "two_layers_bare",
                    lambda X, W1, b1, W2, b2: (X @ W1 + b1) @ W2 + b2,
                ),
                ("two_layers_class", lambda *given: two_layers(*given) > 0.5),
                (
                    "two_layers_relu",
                    lambda X, W1, b1, W2, b2: relu(relu(X @ W1 + b1) @ W2 + b2),
                ),
                ("two_layers_no_second", lambda X, W1, b1, W2, b2: X @ W1 + b1),
                (
                    "two_layers_no_second",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 + b1)),
                ),
                (
                    "two_layers_b1_twice",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 + b1) @ W2 + b1),
                ),
                ("two_layers_minus", lambda X, W1, b1, W2, b2: 1 - two_layers(X, W1, b1, W2, b2)),
                (
                    "two_layers_end_brackets",
                    lambda X, W1, b1, W2, b2: 1 + np.exp(-(np.tanh(X @ W1 + b1) @ W2 + b2)),
                ),
                (
                    "two_layers_b2_sign",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 + b1) @ W2 - b2),
                ),
                (
                    "two_layers_signs",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 - b1) @ W2 - b2),
                ),
                (
                    "two_layers_signs",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 - b1) @ W2 + b2),
                ),
                (
                    "two_layers_flat",
                    lambda X, W1, b1, W2, b2: two_layers(X, W1, b1, W2, b2).ravel(),
                ),
                (
                    "two_layers_flat",
                    lambda X, W1, b1, W2, b2: two_layers(X, W1, b1, W2, b2)[..., 0],
                ),
                ("two_layers_flat", lambda X, W1, b1, W2, b2: two_layers(X, W1, b1, W2, b2)[0]),
                (
                    "two_layers_softmax",
                    lambda X, W1, b1, W2, b2: softmax(np.tanh(X @ W1 + b1) @ W2 + b2),
                ),
                ("two_layers_hidden", lambda X, W1, b1, W2, b2: np.tanh(X @ W1 + b1)),
                (
                    "two_layers_tan",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tan(X @ W1 + b1) @ W2 + b2),
                ),
                (
                    "two_layers_tan",
                    lambda X, W1, b1, W2, b2: sigmoid(np.arctan(X @ W1 + b1) @ W2 + b2),
                ),
                (
                    "two_layers_tan",
                    lambda X, W1, b1, W2, b2: sigmoid(np.sinh(X @ W1 + b1) @ W2 + b2),
                ),
                (
                    "two_layers_late",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh((X @ W1 + b1) @ W2 + b2)),
                ),
                (
                    "two_layers_late",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(np.tanh(X @ W1 + b1) @ W2 + b2)),
                ),
                (
                    "two_layers_weighed",
                    lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ (W1 + b1)) @ (W2 + b2)),
                ),
                ("two_layers_no_second", lambda X, W1, b1, W2, b2: sigmoid(X @ W1 + b1)),
                (
                    "two_layers_both_outside",
                    lambda X, W1, b1, W2, b2: sigmoid((np.tanh(X @ W1) + b1) @ W2) + b2,
                ),
                (
                    "two_layers_squashed",
                    lambda X, W1, b1, W2, b2: sigmoid((2 * sigmoid(X @ W1 + b1) - 1) @ W2 + b2),
                ),
                (
                    "two_layers_summed",
                    lambda X, W1, b1, W2, b2: sigmoid(np.sum(np.tanh(X @ W1 + b1) * W2[:, 0]) + b2),
                ),
                (
                    "two_layers_summed",
                    lambda X, W1, b1, W2, b2: sigmoid(np.sum(np.tanh(X @ W1 + b1) * W2) + b2),
                ),
            ],
        )
    ),
    "output_shape": Exercise(
        array_judge(
            [50, 2],
            wrong=[
                ("output_shape_turned", [2, 50]),
                ("output_shape_hidden", [50, 8]),
                ("output_shape_weights", [8, 2]),
                ("output_shape_inputs", [50, 3]),
                ("output_shape_one", [50, 1]),
                ("output_shape_product", 100),
                ("output_shape_inner", [50, 8, 2]),
                ("output_shape_inner", [50, 3, 8, 2]),
            ],
            explain=wrong_size,
            unlike="output_shape_two",
        )
    ),
    "folded": Exercise(
        array_judge(
            FOLDED,
            wrong=[
                ("folded_no_relu", CORNERS @ np.ones((2, 2)) + [0, -1]),
                ("folded_no_bias", CORNERS @ np.ones((2, 2))),
                ("folded_same", CORNERS),
                ("folded_step", FOLDED > 0),
                ("folded_swapped", FOLDED[:, ::-1]),
                ("folded_sigmoid", sigmoid(CORNERS @ np.ones((2, 2)) + [0, -1])),
                ("folded_sigmoid", np.round(sigmoid(CORNERS @ np.ones((2, 2)) + [0, -1]), 2)),
                ("folded_three", [[0, 0], [1, 0], [2, 1]]),
                ("folded_outputs", XOR),
                ("folded_outputs", XOR[:, None]),
            ],
            explain=wrong_corner,
            unlike="folded_pairs",
        )
    ),
}
