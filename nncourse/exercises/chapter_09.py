"""The questions and exercises of chapter 09, the same network in Keras and PyTorch."""

from math import exp, log, log2, log10

import numpy as np

from nncourse.exercises.answers import Wrong
from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, choice_judge, each_judge, number_judge
from nncourse.messages import say
from nnlib.activations import softmax
from nnlib.network import Network
from nnlib.optimizers import SGD

SIZES = [8, 20, 20, 3]
HIDDEN = "tanh"
OUTPUT = softmax.__name__
RATE = 0.05
MOMENTUM = 0.9
BETA2 = 0.999
LETTERS = {
    "a": "five_bugs_a",
    "b": "five_bugs_b",
    "c": "five_bugs_c",
    "d": "five_bugs_d",
    "e": "five_bugs_e",
    "f": "five_bugs_f",
}

QUESTIONS = {
    "recall_order": Question(("first", "last", "any"), right="last"),
    "recall_shape": Question(("units", "inputs", "row"), right="inputs"),
    "recall_adam": Question(("size", "exact", "all"), right="size"),
    "same_digits": Question(("two", "seven", "fifteen"), right="fifteen"),
    "how_many": Question(("units", "weights", "all"), right="all"),
    "adam_apart": Question(("all", "pairs", "none"), right="pairs"),
}


def translated(answers):
    """The judge of a network and an optimizer that should match those of a Keras model."""
    network = answers["my_network"]
    optimizer = answers["my_optimizer"]
    if type(network) is not Network:
        raise Wrong(say("translated_not_network"))
    if type(optimizer) is not SGD:
        raise Wrong(say("translated_not_sgd"))
    if sentence := _sizes(network.sizes) or _parts(network) or _rates(optimizer):
        raise Wrong(sentence)


def _sizes(sizes):
    """The sentence on what is wrong with the sizes, or None."""
    if sizes == SIZES:
        return None
    if sizes == SIZES[1:]:
        return say("translated_no_input")
    if sizes == [SIZES[0], *SIZES[2:]]:
        return say("translated_one_hidden")
    return say("translated_sizes", sizes=sizes)


def _parts(network):
    """The sentence on what is wrong with the activations, or None. Softmax fixes the loss."""
    *hidden, output = [layer.activation.name for layer in network.layers]
    if set(hidden) != {HIDDEN}:
        wrong = [name for name in hidden if name != HIDDEN]
        return say("translated_hidden", name=wrong[0])
    if output != OUTPUT:
        return say("translated_output", name=output)
    return None


def _rates(optimizer):
    """The sentence on what is wrong with the optimizer, or None."""
    if optimizer.learning_rate != RATE:
        return say("translated_rate", rate=optimizer.learning_rate)
    if optimizer.momentum == 0:
        return say("translated_no_momentum")
    if optimizer.momentum != MOMENTUM:
        return say("translated_momentum", momentum=optimizer.momentum)
    return None


def bug(right):
    """The judge of one of the five loops."""
    return choice_judge(right, {letter: key for letter, key in LETTERS.items() if letter != right})


def keras_first_step(g, epsilon):
    """The reference solution: Keras's Adam at t = 1, as a multiple of the learning rate."""
    return g / (np.abs(g) + epsilon / np.sqrt(1 - BETA2))


GRADIENTS = [
    (1e-7, 1e-7),
    (-2e-6, 1e-7),
    (np.array([3e-8, -5e-7, 0.5]), 1e-8),
    (np.array([[1e-6, -1e-6], [2e-5, 0.0]]), 1e-6),
]
ROOT = np.sqrt(1 - BETA2)


def rounded_root(root):
    """The slip that multiplies ε by a rounded number."""
    return lambda g, epsilon: g / (np.abs(g) + epsilon * root)


STEP_SLIPS = [
    ("keras_first_step_torch", lambda g, epsilon: g / (np.abs(g) + epsilon)),
    ("keras_first_step_times", lambda g, epsilon: g / (np.abs(g) + epsilon * ROOT)),
    ("keras_first_step_no_root", lambda g, epsilon: g / (np.abs(g) + epsilon / ROOT**2)),
    ("keras_first_step_sign", lambda g, epsilon: np.sign(g)),
    ("keras_first_step_no_abs", lambda g, epsilon: g / (g + epsilon / ROOT)),
    ("keras_first_step_inside", lambda g, epsilon: g / np.sqrt(g**2 + epsilon / ROOT)),
    ("keras_first_step_inside", lambda g, epsilon: g / np.sqrt(g**2 + epsilon)),
    ("keras_first_step_sign", lambda g, epsilon: g / np.abs(g)),
    ("keras_first_step_uncorrected", lambda g, epsilon: 0.1 * g / (ROOT * np.abs(g) + epsilon)),
    ("keras_first_step_uncorrected", lambda g, epsilon: g / (ROOT * np.abs(g) + epsilon)),
    (
        "keras_first_step_uncorrected",
        lambda g, epsilon: 0.1 * g / (ROOT * np.abs(g) + epsilon / ROOT),
    ),
    ("keras_first_step_uncorrected", lambda g, epsilon: g / (ROOT * np.abs(g) + epsilon / ROOT)),
    ("keras_first_step_beta_1", lambda g, epsilon: g / (np.abs(g) + epsilon / np.sqrt(1 - 0.9))),
    ("keras_first_step_beta_1", lambda g, epsilon: g / (np.abs(g) + epsilon / (1 - 0.9))),
    ("keras_first_step_all", lambda g, epsilon: g / ((np.abs(g) + epsilon) / ROOT)),
    ("keras_first_step_all", lambda g, epsilon: g / (np.abs(g) + epsilon) / ROOT),
    ("keras_first_step_unsigned", lambda g, epsilon: np.abs(keras_first_step(g, epsilon))),
    ("keras_first_step_tenth", lambda g, epsilon: 0.1 * keras_first_step(g, epsilon)),
    ("keras_first_step_rate", lambda g, epsilon: 0.001 * keras_first_step(g, epsilon)),
    ("keras_first_step_rate", lambda g, epsilon: -0.001 * keras_first_step(g, epsilon)),
    ("keras_first_step_beta", lambda g, epsilon: g / (np.abs(g) + epsilon / np.sqrt(BETA2))),
    ("keras_first_step_rounded", lambda g, epsilon: g / (np.abs(g) + 32 * epsilon)),
    *[("keras_first_step_rounded", rounded_root(root)) for root in (31.6, 31.62, 31.623)],
    ("keras_first_step_rounded", lambda g, epsilon: g / (np.abs(g) + epsilon / 0.032)),
    ("keras_first_step_rounded", lambda g, epsilon: g / (np.abs(g) + epsilon / 0.03)),
    ("keras_first_step_rounded", lambda g, epsilon: g / (np.abs(g) + epsilon / 0.0316)),
    ("keras_first_step_root_of_g", lambda g, epsilon: g / (np.sqrt(g) + epsilon / ROOT)),
    ("keras_first_step_no_root_of_s", lambda g, epsilon: g / (g**2 + epsilon / ROOT)),
    ("keras_first_step_brackets", lambda g, epsilon: g / np.sqrt(g**2) + epsilon / ROOT),
    ("keras_first_step_fixed", lambda g, epsilon: g / (np.abs(g) + 1e-7 / ROOT)),
    ("keras_first_step_fixed", lambda g, epsilon: g / (np.abs(g) + 1e-8 / ROOT)),
    ("keras_first_step_norm", lambda g, epsilon: g / (np.sqrt(np.sum(g**2)) + epsilon / ROOT)),
]

EXERCISES = {
    "summary_total": Exercise(
        number_judge(
            9 * 20 + 21 * 20 + 21 * 3,
            wrong=[
                ("summary_total_weights", 8 * 20 + 20 * 20 + 20 * 3),
                ("summary_total_last_biases", 9 * 20 + 21 * 20 + 20 * 3),
                ("summary_total_three", 8 * 20 + 20 * 20 + 20 * 3 + 3),
                ("summary_total_inputs", 9 * 20 + 21 * 20 + 21 * 3 + 8),
                ("summary_total_one_hidden", 9 * 20 + 21 * 3),
                ("summary_total_units", 20 + 20 + 3),
                ("summary_total_units", 8 + 20 + 20 + 3),
                ("summary_total_no_last", 9 * 20 + 21 * 20),
                ("summary_total_first_biases", 9 * 20 + 20 * 20 + 20 * 3),
                ("summary_total_one_output", 9 * 20 + 21 * 20 + 21),
                ("summary_total_product", 8 * 20 * 20 * 3),
                ("summary_total_momentum", 2 * (9 * 20 + 21 * 20 + 21 * 3)),
            ],
        )
    ),
    "translated": Exercise(translated, names=("my_network", "my_optimizer")),
    "sigmoid_twice": Exercise(
        number_judge(
            log(1 + exp(-1)),
            wrong=[
                ("sigmoid_twice_zero", 0),
                ("sigmoid_twice_half", log(2)),
                ("sigmoid_twice_probability", 1 / (1 + exp(-1))),
                ("sigmoid_twice_other", log(1 + exp(1))),
                ("sigmoid_twice_sign", -log(1 + exp(-1))),
                ("sigmoid_twice_base", log10(1 + exp(-1))),
                ("sigmoid_twice_base", log2(1 + exp(-1))),
                ("sigmoid_twice_base_sign", -log10(1 + exp(-1))),
                ("sigmoid_twice_base_sign", -log2(1 + exp(-1))),
                ("sigmoid_twice_missing", 1 / (1 + exp(1))),
                ("sigmoid_twice_exp", exp(-1)),
                ("sigmoid_twice_output", 1),
            ],
            within=0.015,  # 0.31, computed by hand, will do
        )
    ),
    "five_bugs": Exercise(
        each_judge(loop1=bug("b"), loop2=bug("c"), loop3=bug("e"), loop4=bug("a"), loop5=bug("d")),
        names=("loop1", "loop2", "loop3", "loop4", "loop5"),
    ),
    "keras_first_step": Exercise(function_judge(keras_first_step, GRADIENTS, STEP_SLIPS)),
}
