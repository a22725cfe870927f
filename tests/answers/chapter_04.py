"""Answers to the exercises of chapter 04: right ones, and one for each known error."""

S = "sigmoid = lambda z: 1 / (1 + np.exp(-z))\n"
TWO = S + "two_layers = lambda X, W1, b1, W2, b2: "
HAND = "x, W1, b1 = np.array([1, 2]), np.array([[2, 1], [-1, 1]]), [0.5, -4]\n"

RIGHT = [
    ("forward_by_hand", "forward_by_hand = 3 * 0.5 + 2 * 0 - 4"),
    ("forward_by_hand", HAND + "forward_by_hand = np.maximum(0, x @ W1 + b1) @ [3, 2] - 4"),
    ("two_layers", TWO + "sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)"),
    ("output_shape", "output_shape = (50, 2)"),
    ("folded", "folded = [[0, 0], [1, 0], [1, 0], [2, 1]]"),
]

WRONG = [
    ("forward_by_hand", "forward_by_hand = 0", "forward_relu_at_end"),
    ("forward_by_hand", "forward_by_hand = 0.08", "forward_sigmoid"),
    ("output_shape", "output_shape = 50, 1", "output_shape_one"),
    (
        "forward_by_hand",
        HAND + "forward_by_hand = np.maximum(0, x @ W1) @ [3, 2]",
        "forward_no_biases",
    ),
    (
        "forward_by_hand",
        HAND + "forward_by_hand = np.maximum(0, x @ W1) @ [3, 2] - 4",
        "forward_no_hidden_biases",
    ),
    ("forward_by_hand", "forward_by_hand = 3 * 0.5 + 2 * -1 - 4", "forward_no_relu"),
    ("forward_by_hand", "forward_by_hand = 3 * 0.5 + 2 * 0", "forward_no_output_bias"),
    (
        "forward_by_hand",
        HAND + "forward_by_hand = np.maximum(0, W1 @ x + b1) @ [3, 2] - 4",
        "forward_rows",
    ),
    ("forward_by_hand", "forward_by_hand = 0.5 + 0", "forward_hidden_sum"),
    ("forward_by_hand", "forward_by_hand = 1 / (1 + np.exp(2.5))", "forward_sigmoid"),
    ("two_layers", TWO + "sigmoid((X @ W1 + b1) @ W2 + b2)", "two_layers_linear"),
    ("two_layers", TWO + "np.tanh(X @ W1 + b1) @ W2 + b2", "two_layers_no_end"),
    ("two_layers", TWO + "np.tanh(sigmoid(X @ W1 + b1) @ W2 + b2)", "two_layers_swapped"),
    ("two_layers", TWO + "sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)", "two_layers_alike"),
    ("two_layers", TWO + "sigmoid(np.maximum(0, X @ W1 + b1) @ W2 + b2)", "two_layers_relu"),
    ("two_layers", TWO + "np.tanh(np.tanh(X @ W1 + b1) @ W2 + b2)", "two_layers_tanh"),
    ("two_layers", TWO + "sigmoid(np.tanh(X @ W1 + b1) @ W2)", "two_layers_no_b2"),
    ("two_layers", TWO + "sigmoid(np.tanh(X @ W1) @ W2 + b2)", "two_layers_no_b1"),
    ("two_layers", TWO + "sigmoid(np.tanh(X @ W1) @ W2)", "two_layers_no_biases"),
    ("two_layers", TWO + "sigmoid((np.tanh(X @ W1) + b1) @ W2 + b2)", "two_layers_outside"),
    ("two_layers", TWO + "sigmoid(np.tanh(X @ W1 + b1) @ W2) + b2", "two_layers_b2_outside"),
    ("two_layers", TWO + "sigmoid(W2 @ np.tanh(W1 @ X + b1) + b2)", "two_layers_order"),
    ("output_shape", "output_shape = (2, 50)", "output_shape_turned"),
    ("output_shape", "output_shape = (50, 8)", "output_shape_hidden"),
    ("output_shape", "output_shape = (8, 2)", "output_shape_weights"),
    ("output_shape", "output_shape = (50, 3)", "output_shape_inputs"),
    ("folded", "folded = [[0, -1], [1, 0], [1, 0], [2, 1]]", "folded_no_relu"),
    ("folded", "folded = [[0, 0], [1, 1], [1, 1], [2, 2]]", "folded_no_bias"),
    ("folded", "folded = [[0, 0], [0, 1], [1, 0], [1, 1]]", "folded_same"),
    ("folded", "folded = [[0, 0], [1, 0], [1, 0], [1, 1]]", "folded_step"),
    ("folded", "folded = [[0, 0], [0, 1], [0, 1], [1, 2]]", "folded_swapped"),
]
