"""The questions and exercises of chapter 06, backpropagation."""

import numpy as np

from nncourse.exercises.arrays_judge import arrays_judge
from nncourse.exercises.chapter_01 import sigmoid
from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, number_judge

QUESTIONS = {
    "recall_tanh_slope": Question(("square", "rest", "one"), right="rest"),
    "recall_trace": Question(("prediction", "all", "weights"), right="all"),
    "recall_rainy_day": Question(("small", "squared", "large"), right="large"),
    "first_delta": Question(("sum", "error", "weight"), right="error"),
    "all_slopes": Question(("as_many", "two", "square"), right="two"),
    "smaller_step": Question(("better", "worse", "same"), right="worse"),
}

# One neuron: x, w, b, y
X0 = 2.0
W0 = 0.5
B0 = -1.5
Y0 = 1.0
P0 = sigmoid(W0 * X0 + B0)


def hidden_delta(delta, W, z):
    """The reference solution: (delta Wᵀ) ∘ tanh'(z)."""
    return (delta @ W.T) * (1 - np.tanh(z) ** 2)


def backward(X, y, W1, b1, W2, b2):
    """The reference solution: dW2, db2, dW1, db1 for tanh, sigmoid and mean cross-entropy."""
    return _backward(X, y, W1, b1, W2, b2)


def _into(X, A):
    """The input of the last layer: A."""
    return A


def _backward(
    X, y, W1, b1, W2, b2, *, scale=True, error=np.subtract, through=lambda delta, W: delta @ W.T,
    slope=lambda A: 1 - A**2, into=_into, biases=lambda delta: delta.sum(axis=0), hidden=np.tanh,
    output=sigmoid,
):  # fmt: skip
    """``backward`` with an error in each option that is changed."""
    A = hidden(X @ W1 + b1)
    delta2 = error(output(A @ W2 + b2), y) / (len(X) if scale else 1)
    delta1 = through(delta2, W2) * slope(A)
    return into(X, A).T @ delta2, biases(delta2), X.T @ delta1, biases(delta1)


def _network(seed, n, hidden):
    """X, y, W1, b1, W2, b2 of a network 2-hidden-1 with n samples, y as a column."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 2)).round(1)
    y = rng.integers(0, 2, (n, 1)).astype(float)
    shapes = [(2, hidden), (hidden,), (hidden, 1), (1,)]
    return X, y, *(rng.normal(size=shape).round(1) for shape in shapes)


def _layer(seed, n, n_in, n_out):
    rng = np.random.default_rng(seed)
    shapes = [(n, n_out), (n_in, n_out), (n, n_in)]
    return tuple(rng.normal(size=shape).round(1) for shape in shapes)


SHAPES = [(1, 2, 1), (4, 3, 2), (2, 2, 3), (2, 1, 1), (3, 2, 2)]  # W is square in the last
LAYERS = [_layer(seed, *shape) for seed, shape in enumerate(SHAPES)]
BATCHES = [(np.array([[0.5, -1.0], [0.25, 0.5], [-0.75, 0.0]]),), (np.array([[0.2123], [-0.4]]),)]
NETWORKS = [_network(0, 4, 3), _network(1, 5, 3), _network(2, 3, 1)]
PARTS = ("dW2", "db2", "dW1", "db1")


def slip(**options):
    """``backward`` with these options changed."""
    return lambda X, y, W1, b1, W2, b2: _backward(X, y, W1, b1, W2, b2, **options)


EXERCISES = {
    "one_chain": Exercise(
        number_judge(
            (P0 - Y0) * X0,
            wrong=[
                ("one_chain_no_x", P0 - Y0),
                ("one_chain_no_y", P0 * X0),
                ("one_chain_weight", (P0 - Y0) * W0),
                ("one_chain_twice", (P0 - Y0) * P0 * (1 - P0) * X0),
                ("one_chain_slope", P0 * (1 - P0) * X0),
                ("one_chain_sign", (Y0 - P0) * X0),
                ("one_chain_z", (sigmoid(-(W0 * X0 + B0)) - Y0) * X0),
                ("one_chain_z", (sigmoid(W0 * X0) - Y0) * X0),
                ("one_chain_z", (sigmoid(W0 * X0 - B0) - Y0) * X0),
                ("one_chain_weight", (Y0 - P0) * W0),
                ("one_chain_loss", -np.log(P0)),
                ("one_chain_prediction", P0),
                ("one_chain_in_p", -1 / P0 * X0),
                ("one_chain_in_p", -1 / P0),
                ("one_chain_no_x", Y0 - P0),
                ("one_chain_bias", (P0 - Y0) * B0),
                ("one_chain_squares", 2 * (P0 - Y0) * P0 * (1 - P0) * X0),
                ("one_chain_no_sigmoid", (W0 * X0 + B0 - Y0) * X0),
                ("one_chain_brackets", P0 - Y0 * X0),
            ],
            within=0.005,
        )
    ),
    "hidden_delta": Exercise(
        function_judge(
            hidden_delta,
            LAYERS,
            [
                ("hidden_delta_no_slope", lambda delta, W, z: delta @ W.T),
                ("hidden_delta_tanh", lambda delta, W, z: (delta @ W.T) * np.tanh(z)),
                ("hidden_delta_square", lambda delta, W, z: (delta @ W.T) * (1 - z**2)),
                (
                    "hidden_delta_sigmoid",
                    lambda delta, W, z: (delta @ W.T) * sigmoid(z) * (1 - sigmoid(z)),
                ),
                ("hidden_delta_no_weights", lambda delta, W, z: delta * (1 - np.tanh(z) ** 2)),
                (
                    "hidden_delta_not_turned",
                    lambda delta, W, z: (delta @ W) * (1 - np.tanh(z) ** 2),
                ),
                (
                    "hidden_delta_too_early",
                    lambda delta, W, z: (delta * (1 - np.tanh(z) ** 2)) @ W.T,
                ),
                ("hidden_delta_slope", lambda delta, W, z: (delta @ W.T) * (1 - np.tanh(z))),
                ("hidden_delta_slope", lambda delta, W, z: (delta @ W.T) * (1 - np.tanh(z)) ** 2),
                ("hidden_delta_slope", lambda delta, W, z: (delta @ W.T) * np.tanh(z) ** 2),
                (
                    "hidden_delta_order",
                    lambda delta, W, z: (W @ delta.T) * (1 - np.tanh(z) ** 2),
                ),
                ("hidden_delta_order", lambda delta, W, z: (W @ delta) * (1 - np.tanh(z) ** 2)),
                ("hidden_delta_at_delta", lambda delta, W, z: (delta @ W.T) * (1 - delta**2)),
                (
                    "hidden_delta_at_delta",
                    lambda delta, W, z: (delta @ W.T) * (1 - (delta @ W.T) ** 2),
                ),
                (
                    "hidden_delta_plus",
                    lambda delta, W, z: (delta @ W.T) * (1 + np.tanh(z) ** 2),
                ),
                ("hidden_delta_z", lambda delta, W, z: (delta @ W.T) * z),
                ("hidden_delta_brackets", lambda delta, W, z: delta @ W.T - np.tanh(z) ** 2),
                (
                    "hidden_delta_mixed",
                    lambda delta, W, z: (delta @ W.T) * np.tanh(z) * (1 - np.tanh(z)),
                ),
                ("hidden_delta_n_again", lambda delta, W, z: hidden_delta(delta, W, z) / len(z)),
                ("hidden_delta_summed", lambda delta, W, z: hidden_delta(delta, W, z).sum(axis=0)),
                ("hidden_delta_divided", lambda delta, W, z: (delta @ W.T) / (1 - np.tanh(z) ** 2)),
                ("hidden_delta_relu", lambda delta, W, z: (delta @ W.T) * (z > 0)),
                ("hidden_delta_alone", lambda delta, W, z: 1 - np.tanh(z) ** 2),
                ("hidden_delta_added", lambda delta, W, z: delta @ W.T + (1 - np.tanh(z) ** 2)),
                (
                    "hidden_delta_other_function",
                    lambda delta, W, z: (delta @ W.T) * (1 - np.tan(z) ** 2),
                ),
                ("hidden_delta_other_function", lambda delta, W, z: (delta @ W.T) / np.cosh(z)),
                (
                    "hidden_delta_at_delta",
                    lambda delta, W, z: (delta @ W.T) * (1 - np.tanh(delta @ W.T) ** 2),
                ),
            ],
        )
    ),
    "bias_slopes": Exercise(
        function_judge(
            lambda delta: delta.sum(axis=0),
            BATCHES,
            [
                ("bias_slopes_rows", lambda delta: delta.sum(axis=1)),
                ("bias_slopes_all", lambda delta: delta.sum()),
                ("bias_slopes_mean", lambda delta: delta.mean(axis=0)),
                ("bias_slopes_kept", lambda delta: delta.sum(axis=0, keepdims=True)),
                ("bias_slopes_itself", lambda delta: delta),
                ("bias_slopes_kept", lambda delta: delta.sum(axis=0)[:, None]),
                ("bias_slopes_itself", lambda delta: delta.T),
                ("bias_slopes_one_sample", lambda delta: delta[0]),
                ("bias_slopes_one_sample", lambda delta: delta[-1]),
                ("bias_slopes_not_first", lambda delta: delta[1:].sum(axis=0)),
                ("bias_slopes_squares", lambda delta: (delta**2).sum(axis=0)),
                ("bias_slopes_sizes", lambda delta: np.abs(delta).sum(axis=0)),
                ("bias_slopes_times_n", lambda delta: delta.sum(axis=0) * len(delta)),
            ],
        )
    ),
    "backward": Exercise(
        arrays_judge(
            backward,
            NETWORKS,
            PARTS,
            [
                ("backward_no_mean", slip(scale=False)),
                ("backward_no_slope", slip(slope=np.ones_like)),
                ("backward_sign", slip(error=lambda p, y: y - p)),
                ("backward_rows", slip(biases=lambda delta: delta.sum(axis=1))),
                ("backward_wrong_layer", slip(into=lambda X, A: X)),
                ("backward_not_turned", slip(through=lambda delta, W: delta @ W)),
                ("backward_tanh_again", slip(slope=lambda A: 1 - np.tanh(A) ** 2)),
                ("backward_slope", slip(slope=lambda A: A)),
                ("backward_slope", slip(slope=lambda A: A**2)),
                ("backward_relu", slip(slope=lambda A: A > 0)),
                ("backward_no_sigmoid", slip(output=lambda z: z)),
                ("backward_output_tanh", slip(output=np.tanh)),
                ("backward_two", slip(error=lambda p, y: 2 * (p - y))),
                ("backward_in_p", slip(error=lambda p, y: (1 - y) / (1 - p) - y / p)),
                ("backward_slope", slip(slope=lambda A: 1 - A)),
                ("backward_slope", slip(slope=lambda A: (1 - A) ** 2)),
                ("backward_sigmoid_slope", slip(slope=lambda A: A * (1 - A))),
                ("backward_sigmoid_again", slip(error=lambda p, y: (p - y) * p * (1 - p))),
                ("backward_mean", slip(biases=lambda delta: delta.mean(axis=0))),
                ("backward_no_weights", slip(through=lambda delta, W: delta * np.ones(len(W)))),
                ("backward_first_first", lambda *given: _turned(backward(*given))),
                ("backward_sigmoid_again", slip(error=lambda p, y: 2 * (p - y) * p * (1 - p))),
                ("backward_exp_sign", slip(error=lambda p, y: 1 - p - y)),
                ("backward_no_tanh", slip(hidden=lambda z: z)),
                ("backward_hidden_sigmoid", slip(hidden=sigmoid)),
                ("backward_hidden_sigmoid", slip(hidden=sigmoid, slope=lambda A: A * (1 - A))),
                (
                    "backward_no_bias",
                    lambda X, y, W1, b1, W2, b2: backward(X, y, W1, b1, W2, 0 * b2),
                ),
                (
                    "backward_no_bias",
                    lambda X, y, W1, b1, W2, b2: backward(X, y, W1, 0 * b1, W2, b2),
                ),
                (
                    "backward_no_bias",
                    lambda X, y, W1, b1, W2, b2: backward(X, y, W1, 0 * b1, W2, 0 * b2),
                ),
                ("backward_n_again", slip(through=lambda delta, W: delta @ W.T / len(delta))),
                (
                    "backward_n_again",
                    lambda *given: _weights_over_n(len(given[0]), *backward(*given)),
                ),
                (
                    "backward_n_again",
                    lambda *given: [part / len(given[0]) for part in backward(*given)],
                ),
                (
                    "backward_inputs",
                    lambda *given: [part * len(given[0]) / 2 for part in backward(*given)],
                ),
                ("backward_inputs", lambda *given: [part / 2 for part in backward(*given)]),
                ("backward_new_weights", lambda *given: _new_weights(*given)),
                ("backward_biases_one", slip(biases=np.sum)),
                ("backward_biases_delta", slip(biases=lambda delta: delta)),
                ("backward_pairs_turned", lambda *given: _pairs_turned(backward(*given))),
                ("backward_by_kind", lambda *given: _by_kind(backward(*given))),
                (
                    "backward_biases_kept",
                    slip(biases=lambda delta: delta.sum(axis=0, keepdims=True)),
                ),
            ],
        )
    ),
}


def _turned(gradients):
    """Put the gradients of the first layer before those of the last."""
    dW2, db2, dW1, db1 = gradients
    return dW1, db1, dW2, db2


def _pairs_turned(gradients):
    """Put the biases of each layer before its weights."""
    dW2, db2, dW1, db1 = gradients
    return db2, dW2, db1, dW1


def _by_kind(gradients):
    """Put both weight gradients before both bias gradients."""
    dW2, db2, dW1, db1 = gradients
    return dW2, dW1, db2, db1


def _new_weights(X, y, W1, b1, W2, b2):
    """The slip of taking the step as well, with a learning rate of 1."""
    dW2, db2, dW1, db1 = backward(X, y, W1, b1, W2, b2)
    return W2 - dW2, b2 - db2, W1 - dW1, b1 - db1


def _weights_over_n(n, dW2, db2, dW1, db1):
    """Divide the slopes of the weights by n a second time."""
    return dW2 / n, db2, dW1 / n, db1
