"""The texts on the diagram of a network shown step by step: names, weights and biases."""

import re

from nncourse.draw.names import a_name, b_name, y_hat_name
from nncourse.draw.numbers import sub
from nncourse.draw.step_layout import Around
from nncourse.draw.step_network import connections
from nncourse.messages import named, say


def weight_texts(network, current, written):
    """The weight on each line, as ``written`` writes it; bold on the ``current`` lines."""
    texts = {}
    for k, i, j in connections(network.sizes):
        look = "strong" if (k, i, j) in current else ""
        texts[k, i, j] = [(written(network.layers[k].W[i, j]), look)]
    return texts


def bias_texts(layer, k, written):
    """The biases of layer k, as ``written`` writes them: with their names, and with b alone."""
    numbers = [written(b) for b in layer.b]
    named = [[b_name(k, j), (f" {number}", "")] for j, number in enumerate(numbers)]
    return named, [[(f"b {number}", "")] for number in numbers]


def longest_texts(network, widest):
    """The texts around the units of each column if every number is as wide as ``widest``."""
    n_inputs = network.sizes[0]
    inputs = [[(sub("x", i + 1), "muted")] for i in range(n_inputs)]
    nothing = [[]] * n_inputs
    columns = [Around(inputs, inputs, nothing, nothing)]
    for k, layer in enumerate(network.layers):
        activations = [[(widest, "a")]] * layer.n_out
        biases = bias_texts(layer, k, lambda b: widest)
        columns.append(Around(*named_activations(network, k, activations), *biases))
    return columns


def named_activations(network, k, activations):
    """The texts of layer k's activations with their names, and in short: predictions with ŷ,
    others without a name. Empty texts stay empty.
    """
    n = len(activations)
    names = [a_name(k + 1, j)[0] for j in range(n)]
    short_names = [""] * n
    if k == len(network.layers) - 1:
        short_names = [y_hat_name(n, j)[0] for j in range(n)]
        names = [f"{a} = {y_hat}" for a, y_hat in zip(names, short_names, strict=True)]
    return list(map(_named, activations, names)), list(map(_named, activations, short_names))


def _named(parts, name):
    return [(f"{name} ", "muted"), *parts] if parts and name else parts


def with_looks(sentence):
    """A sentence as a text in which [z], [a] and [δ] look as on the diagram."""
    looks = {"z": "z", "a": "a", "δ": "delta"}
    pieces = re.split(r"\[(.)\]", sentence)
    parts = []
    for k, piece in enumerate(pieces):
        if piece:
            parts.append((piece, looks[piece] if k % 2 else ""))
    return parts


def column_names(network):
    """The texts under the columns."""
    names = [[say("input_column")]]
    for k, layer in enumerate(network.layers):
        names.append([say("layer_row", layer=k + 1), named(layer.activation.name)])
    return names
