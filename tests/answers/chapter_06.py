"""Answers to the exercises of chapter 06: right ones, and one for each known error."""

P = "p = 1 / (1 + np.exp(0.5))\n"
DELTA = "hidden_delta = lambda delta, W, z: "
BIAS = "bias_slopes = lambda delta: "
RIGHT_BACKWARD = """
def backward(X, y, W1, b1, W2, b2):
    A = np.tanh(X @ W1 + b1)
    p = 1 / (1 + np.exp(-(A @ W2 + b2)))
    delta2 = (p - y) / len(X)
    delta1 = (delta2 @ W2.T) * (1 - A**2)
    return A.T @ delta2, delta2.sum(axis=0), X.T @ delta1, delta1.sum(axis=0)
"""


def changed(old, new):
    """``backward`` with an error."""
    assert old in RIGHT_BACKWARD
    return RIGHT_BACKWARD.replace(old, new)


RIGHT = [
    ("one_chain", P + "one_chain = (p - 1) * 2"),
    ("one_chain", "one_chain = -1.24"),
    ("one_chain", "one_chain = -1.245"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - np.tanh(z) ** 2)"),
    ("hidden_delta", DELTA + "(W @ delta.T).T / np.cosh(z) ** 2"),
    ("bias_slopes", BIAS + "delta.sum(axis=0)"),
    ("bias_slopes", BIAS + "sum(delta)"),
    ("backward", RIGHT_BACKWARD),
    ("backward", changed("return A.T @ delta2,", "return [A.T @ delta2,") + "]"),
]

WRONG = [
    ("one_chain", "one_chain = 1 / (1 + np.exp(0.5))", "one_chain_prediction"),
    ("one_chain", "one_chain = -2 * (1 + np.exp(0.5))", "one_chain_in_p"),
    ("one_chain", P + "one_chain = p - 1", "one_chain_no_x"),
    ("one_chain", P + "one_chain = p * 2", "one_chain_no_y"),
    ("one_chain", P + "one_chain = (p - 1) * 0.5", "one_chain_weight"),
    ("one_chain", P + "one_chain = (p - 1) * p * (1 - p) * 2", "one_chain_twice"),
    ("one_chain", P + "one_chain = p * (1 - p) * 2", "one_chain_slope"),
    ("one_chain", "one_chain = 1.24", "one_chain_sign"),
    ("one_chain", "one_chain = (1 / (1 + np.exp(-0.5)) - 1) * 2", "one_chain_z"),
    ("one_chain", "one_chain = (1 / (1 + np.exp(-1)) - 1) * 2", "one_chain_z"),
    ("one_chain", P + "one_chain = -np.log(p)", "one_chain_loss"),
    ("one_chain", "one_chain = 0.974", "one_chain_loss"),
    ("one_chain", "one_chain = -1.23", "check_close"),
    ("hidden_delta", DELTA + "delta @ W.T", "hidden_delta_no_slope"),
    ("hidden_delta", DELTA + "(delta @ W.T) * np.tanh(z)", "hidden_delta_tanh"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - z**2)", "hidden_delta_square"),
    (
        "hidden_delta",
        DELTA + "(delta @ W.T) / (1 + np.exp(-z)) / (1 + np.exp(z))",
        "hidden_delta_sigmoid",
    ),
    ("hidden_delta", DELTA + "delta * (1 - np.tanh(z) ** 2)", "hidden_delta_no_weights"),
    ("hidden_delta", DELTA + "(delta @ W) * (1 - np.tanh(z) ** 2)", "hidden_delta_not_turned"),
    (
        "hidden_delta",
        DELTA + "(delta * (1 - np.tanh(z) ** 2)) @ W.T",
        "hidden_delta_too_early",
    ),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - np.tanh(z))", "hidden_delta_slope"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - np.tanh(z)) ** 2", "hidden_delta_slope"),
    ("hidden_delta", DELTA + "(W @ delta.T) * (1 - np.tanh(z) ** 2)", "hidden_delta_order"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 + np.tanh(z) ** 2)", "hidden_delta_plus"),
    ("hidden_delta", DELTA + "delta @ nothing", "check_stops"),
    ("bias_slopes", BIAS + "delta.sum(axis=1)", "bias_slopes_rows"),
    ("bias_slopes", BIAS + "delta.sum()", "bias_slopes_all"),
    ("bias_slopes", BIAS + "delta.mean(axis=0)", "bias_slopes_mean"),
    ("bias_slopes", BIAS + "delta.sum(axis=0, keepdims=True)", "bias_slopes_kept"),
    ("bias_slopes", BIAS + "delta", "bias_slopes_itself"),
    ("backward", changed(" / len(X)", ""), "backward_no_mean"),
    ("backward", changed(" * (1 - A**2)", ""), "backward_no_slope"),
    ("backward", changed("p - y", "y - p"), "backward_sign"),
    ("backward", changed(".sum(axis=0)", ".sum(axis=1)"), "backward_rows"),
    ("backward", changed("A.T @ delta2", "X.T @ delta2"), "backward_wrong_layer"),
    ("backward", changed("W2.T", "W2"), "backward_not_turned"),
    (
        "backward",
        changed("(delta2 @ W2.T) * (1 - A**2)", "(delta2 * (1 - A**2)) @ W2.T"),
        "backward_not_turned",
    ),
    ("backward", changed("1 - A**2", "1 - np.tanh(A) ** 2"), "backward_tanh_again"),
    ("backward", changed("1 - A**2", "A * (1 - A)"), "backward_sigmoid_slope"),
    ("backward", changed("(p - y)", "(p - y) * p * (1 - p)"), "backward_sigmoid_again"),
    ("backward", changed(".sum(axis=0)", ".mean(axis=0)"), "backward_mean"),
    ("backward", changed("delta2 @ W2.T", "delta2 * np.ones(len(W2))"), "backward_no_weights"),
    (
        "backward",
        changed(
            "return A.T @ delta2, delta2.sum(axis=0), X.T @ delta1, delta1.sum(axis=0)",
            "return X.T @ delta1, delta1.sum(axis=0), A.T @ delta2, delta2.sum(axis=0)",
        ),
        "backward_first_first",
    ),
    ("backward", changed("return A.T @ delta2,", "return"), "check_several"),
    ("backward", changed("np.tanh(X", "np.tan(X"), "check_too_large"),
    ("backward", changed("A.T @ delta2", "delta2.T @ A"), "check_transposed"),
    ("backward", changed("len(X)", "(2 * len(X))"), "check_factor"),
    ("backward", changed("X @ W1", "X @ W"), "check_stops"),
]
