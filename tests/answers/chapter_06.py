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


GRADIENTS = "A.T @ delta2, delta2.sum(axis=0), X.T @ delta1, delta1.sum(axis=0)"
PAIRS_TURNED = changed(
    GRADIENTS, "delta2.sum(axis=0), A.T @ delta2, delta1.sum(axis=0), X.T @ delta1"
)
BY_KIND = changed(GRADIENTS, "A.T @ delta2, X.T @ delta1, delta2.sum(axis=0), delta1.sum(axis=0)")
NEW_WEIGHTS = changed(
    GRADIENTS,
    "W2 - A.T @ delta2, b2 - delta2.sum(axis=0), W1 - X.T @ delta1, b1 - delta1.sum(axis=0)",
)

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
    ("backward", changed("1 - A**2", "1 - A"), "backward_slope"),
    ("backward", changed("1 - A**2", "(1 - A) ** 2"), "backward_slope"),
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
    (
        "backward",
        changed(", delta2.sum(axis=0), X.T @ delta1, delta1.sum(axis=0)", ""),
        "check_several",
    ),
    ("backward", changed("np.tanh(X", "np.tan(X"), "check_too_large"),
    ("backward", changed("A.T @ delta2", "delta2.T @ A"), "check_transposed"),
    ("backward", changed("len(X)", "(3 * len(X))"), "check_factor"),
    ("backward", changed("X @ W1", "X @ W"), "check_stops"),
    ("one_chain", P + "one_chain = 1 - p", "one_chain_no_x"),
    ("one_chain", P + "one_chain = (p - 1) * -1.5", "one_chain_bias"),
    ("one_chain", P + "one_chain = 2 * (p - 1) * p * (1 - p) * 2", "one_chain_squares"),
    ("one_chain", "one_chain = (-0.5 - 1) * 2", "one_chain_no_sigmoid"),
    ("one_chain", P + "one_chain = p - 1 * 2", "one_chain_brackets"),
    ("hidden_delta", DELTA + "(delta @ W.T) * z", "hidden_delta_z"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - np.tanh(z**2))", "fix_inside"),
    ("hidden_delta", DELTA + "delta @ W.T * 1 - np.tanh(z)**2", "hidden_delta_brackets"),
    ("hidden_delta", DELTA + "delta @ W.T * np.tanh(z) * (1 - np.tanh(z))", "hidden_delta_mixed"),
    (
        "hidden_delta",
        DELTA + "delta @ W.T * (1 - np.tanh(z)**2) / len(delta)",
        "hidden_delta_n_again",
    ),
    (
        "hidden_delta",
        DELTA + "(delta @ W.T * (1 - np.tanh(z)**2)).sum(axis=0)",
        "hidden_delta_summed",
    ),
    ("hidden_delta", DELTA + "delta @ W.T / (1 - np.tanh(z)**2)", "hidden_delta_divided"),
    ("hidden_delta", DELTA + "delta @ W.T * (z > 0)", "hidden_delta_relu"),
    ("hidden_delta", DELTA + "1 - np.tanh(z)**2", "hidden_delta_alone"),
    ("hidden_delta", DELTA + "delta @ W.T + (1 - np.tanh(z)**2)", "hidden_delta_added"),
    ("hidden_delta", DELTA + "delta @ W.T * (1 - np.tan(z)**2)", "hidden_delta_other_function"),
    ("hidden_delta", DELTA + "delta @ W.T / np.cosh(z)", "hidden_delta_other_function"),
    (
        "hidden_delta",
        DELTA + "delta @ W.T * (1 - np.tanh(delta @ W.T)**2)",
        "hidden_delta_at_delta",
    ),
    ("bias_slopes", BIAS + "delta.sum(axis=0).reshape(-1, 1)", "bias_slopes_kept"),
    ("bias_slopes", BIAS + "delta.T", "bias_slopes_itself"),
    ("bias_slopes", BIAS + "delta[0]", "bias_slopes_one_sample"),
    (
        "bias_slopes",
        "def bias_slopes(delta):\n    for row in delta:\n        return row",
        "bias_slopes_one_sample",
    ),
    ("bias_slopes", BIAS + "delta[1:].sum(axis=0)", "bias_slopes_not_first"),
    ("bias_slopes", BIAS + "(delta**2).sum(axis=0)", "bias_slopes_squares"),
    ("bias_slopes", BIAS + "abs(delta).sum(axis=0)", "bias_slopes_sizes"),
    ("bias_slopes", BIAS + "delta.sum(axis=0) * len(delta)", "bias_slopes_times_n"),
    ("backward", changed("(p - y)", "2 * (p - y) * p * (1 - p)"), "backward_sigmoid_again"),
    ("backward", changed("np.exp(-(A @ W2 + b2))", "np.exp(A @ W2 + b2)"), "backward_exp_sign"),
    ("backward", changed("np.tanh(X @ W1 + b1)", "X @ W1 + b1"), "backward_no_tanh"),
    (
        "backward",
        changed("np.tanh(X @ W1 + b1)", "1 / (1 + np.exp(-(X @ W1 + b1)))"),
        "backward_hidden_sigmoid",
    ),
    ("backward", changed(" + b2", ""), "backward_no_bias"),
    ("backward", changed(" + b1", ""), "backward_no_bias"),
    ("backward", changed("(delta2 @ W2.T)", "(delta2 @ W2.T) / len(X)"), "backward_n_again"),
    ("backward", changed("len(X)", "len(X)**2"), "backward_n_again"),
    ("backward", changed("len(X)", "X.shape[1]"), "backward_inputs"),
    ("backward", changed("len(X)", "X.size"), "backward_inputs"),
    ("backward", NEW_WEIGHTS, "backward_new_weights"),
    ("backward", changed(".sum(axis=0)", ".sum()"), "backward_biases_one"),
    ("backward", changed(".sum(axis=0)", ""), "backward_biases_delta"),
    ("backward", PAIRS_TURNED, "backward_pairs_turned"),
    ("backward", BY_KIND, "backward_by_kind"),
    ("backward", changed(".sum(axis=0)", ".sum(axis=0, keepdims=True)"), "backward_biases_kept"),
    (
        "backward",
        changed(
            GRADIENTS,
            GRADIENTS.replace("delta2,", "delta2 / len(X),").replace("delta1,", "delta1 / len(X),"),
        ),
        "backward_n_again",
    ),
    ("one_chain", "one_chain = -1.2", "check_rounded_number"),
    ("one_chain", "one_chain = (1 / (1 + np.exp(-2.5)) - 1) * 2", "one_chain_z"),
    ("one_chain", "one_chain = 0.311", "one_chain_weight"),
    ("hidden_delta", DELTA + "(delta @ W.T) @ (1 - np.tanh(z)**2)", "fix_elementwise"),
    ("hidden_delta", DELTA + "delta * W.T * (1 - np.tanh(z)**2)", "fix_matrix"),
    ("hidden_delta", DELTA + "(W.T @ delta) * (1 - np.tanh(z)**2)", "fix_order"),
    ("hidden_delta", DELTA + "(W @ delta) * (1 - np.tanh(z)**2)", "hidden_delta_order"),
    ("hidden_delta", DELTA + "(delta @ W.T) * np.tanh(z)**2", "hidden_delta_slope"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - delta**2)", "hidden_delta_at_delta"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - (delta @ W.T)**2)", "hidden_delta_at_delta"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - np.tanh(np.tanh(z))**2)", "fix_call"),
    ("hidden_delta", DELTA + "(delta @ W.T) * (1 - np.tanh(z) * 2)", "fix_operator"),
    ("bias_slopes", BIAS + "delta.sum", "check_returns_function"),
    ("bias_slopes", BIAS + "delta[-1]", "bias_slopes_one_sample"),
    ("backward", changed("return A.T @ delta2,", "return"), "check_several_count"),
    (
        "backward",
        changed(
            GRADIENTS, "(A.T @ delta2, delta2.sum(axis=0)), (X.T @ delta1, delta1.sum(axis=0))"
        ),
        "check_several_nested",
    ),
    ("backward", changed(".sum(axis=0)", ".sum"), "check_not_called"),
    ("backward", changed("1 / (1 + np.exp(-(A @ W2 + b2)))", "A @ W2 + b2"), "backward_no_sigmoid"),
    (
        "backward",
        changed("1 / (1 + np.exp(-(A @ W2 + b2)))", "np.tanh(A @ W2 + b2)"),
        "backward_output_tanh",
    ),
    ("backward", changed("-(A @ W2 + b2)", "-A @ W2 + b2"), "fix_sign"),
    (
        "backward",
        changed("(1 + np.exp(-(A @ W2 + b2)))", "1 + np.exp(-(A @ W2 + b2))"),
        "fix_brackets",
    ),
    ("backward", changed("(p - y) / len(X)", "p - y / len(X)"), "fix_brackets"),
    ("backward", changed("X @ W1 + b1)", "X @ W1) + b1"), "fix_outside"),
    ("backward", changed("(p - y) / len(X)", "y - p"), "check_factor"),
    ("backward", changed("(delta2 @ W2.T)", "((p - y) @ W2.T)"), "check_factor"),
    ("backward", changed("A.T @ delta2", "A @ delta2"), "fix_turn_left"),
    ("backward", changed("A.T @ delta2", "A.T * delta2"), "fix_matrix"),
    ("backward", changed("delta2 @ W2.T", "W2 @ delta2.T"), "fix_turn_left"),
    ("backward", changed("p - y", "p - y.T"), "fix_turn_right"),
    ("backward", changed("p - y", "p[:, 0] - y"), "fix_column"),
    ("backward", changed("1 - A**2", "A"), "backward_slope"),
    ("backward", changed("1 - A**2", "A**2"), "backward_slope"),
    ("backward", changed("1 - A**2", "A > 0"), "backward_relu"),
    ("backward", changed("(p - y)", "2 * (p - y)"), "backward_two"),
    ("backward", changed("(p - y)", "(-y / p + (1 - y) / (1 - p))"), "backward_in_p"),
]
