"""Every sentence that Python says to a learner, in one table, so that another language needs one
more table.
"""

MESSAGES = {
    # numbers, shapes and names, wherever they come in
    "number": "{what} must be {kind}{limits}, not {value!r}.",
    "whole": "a whole number",
    "finite": "a finite number",
    "greater": " greater than {bound:g}",
    "at_least": " of at least {bound:g}",
    "at_most": " of at most {bound:g}",
    "and": " and",
    "share": "{what} must be a number from 0 up to, but not including, 1, not {value!r}.",
    "not_numbers": (
        "{what} must be a table of numbers, with rows of equal length and no text in it."
    ),
    "not_finite": (
        "{what} has the value {value} at index {where}: every value must be a finite number."
    ),
    "matrix_shape": (
        "{what} must have shape (n_samples, {n_columns}) and at least one row, not {shape}; "
        "for a single sample write [[...]]."
    ),
    "shape": "{what} must have shape {expected}, not {shape}.",
    "rows": "X and y must have as many rows: X has {n_samples}, and y has shape {y}.",
    "float_type": "A network computes in float64 or float32, not in {dtype}.",
    # layers and networks
    "mask_values": (
        "A mask holds 1 where there is a connection and 0 where there is none, and nothing else."
    ),
    "no_layers": "A network needs at least one layer, such as Dense(2, 1).",
    "layer_sizes": (
        "Layer {i} gives {n_out} numbers but layer {following} takes {n_in}: make the two "
        "sizes equal."
    ),
    "sizes": (
        "sizes = {sizes} has {n_hidden} hidden layers and hidden names {n_names} activations:"
        " give at least an input and an output size, such as [2, 4, 1], and one name for all "
        "hidden layers or one for each."
    ),
    "hidden_softmax": (
        "Layer {i} is a hidden layer and cannot be a softmax, which turns outputs into "
        "probabilities: use it in the last layer."
    ),
    "pairing": (
        "The output activation {output} does not go with the loss {loss}, which takes: {outputs}."
    ),
    "step_cannot_learn": (
        "A network with a step function cannot be trained: its slope is 0 everywhere, so the "
        "gradient says nothing about which way to go; use sigmoid or tanh instead."
    ),
    "not_a_network": "{path} does not hold a network that was written by nnlib.save.",
    # losses
    "loss_shapes": (
        "{loss} compares arrays of one shape with at least one element, not {first} and y of {y}."
    ),
    "binary_targets": (
        "The binary cross-entropy takes labels 0 and 1, or probabilities between them, but y "
        "reaches from {least:g} to {most:g}."
    ),
    "class_targets": (
        "The categorical cross-entropy takes whole labels from 0 to {last} in shape "
        "(n_samples,), or rows of {n_classes} shares that sum to 1; y of shape {shape} is "
        "neither."
    ),
    # training
    "patience_needs_validation": (
        "patience watches the validation loss: pass validation too, such as validation=0.2."
    ),
    "validation_share": (
        "validation={share} of {n_samples} samples leaves one part empty: choose another share."
    ),
    "diverged": (
        "Training stopped after {count} steps, in epoch {epoch}: the loss is no longer a "
        "finite number. The learning rate {rate:g} is probably too large: try {smaller:g}. "
        "The network keeps its last good weights."
    ),
    "diverged_at_start": (
        "Training stopped before its first step: the loss or its gradient is not a finite "
        "number. The weights or the data are too large: scale the data, or start from smaller"
        " weights."
    ),
    "stopped_early": (
        "Training stopped early: for {patience} epochs the validation loss did not fall below"
        " {lowest:.4g}. The network keeps the weights that had it."
    ),
    # explorers
    "reset": "Reset",
    "neuron": "{wrong} of {n} samples are on the wrong side of the line; the loss is {loss:.3f}.",
    # datasets
    "choose_once": (
        "Choose each {what} once, by name or by number from 0, out of these {n}: {known}; not"
        " {wanted}."
    ),
    "empty_split": (
        "test={test} leaves one part of {n} samples empty; choose a share that leaves some "
        "for both."
    ),
    "unknown_name": "There is no {what} called {name!r}; choose one of {known}.",
}


def say(key: str, **values) -> str:
    """The sentence ``key`` with ``values`` filled in.

    A missing key raises KeyError: a test walks over all of them.
    """
    return MESSAGES[key].format(**values)
