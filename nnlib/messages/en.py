"""The sentences of nnlib, in English."""

MESSAGES = {
    # numbers, shapes and names, wherever they come in
    "number": "{what} must be {kind}{limits}, not {value!r}.",
    "whole": "a whole number",
    "finite": "a finite number",
    "greater": " greater than {bound:g}",
    "at_least": " of at least {bound:g}",
    "at_most": " of at most {bound:g}",
    "and": " and",
    "comma": ", ",  # between the words of a list
    "fraction": "{what} must be a number from 0 up to, but not including, 1, not {value!r}.",
    "seed": "seed must be a whole number of at least 0, or a random generator.",
    "network_first": (
        "The network comes first, such as Network.from_sizes([2, 4, 1]), then X and y; the first "
        "argument here is of type {kind}."
    ),
    "not_numbers": "{what} must be a table of numbers, with rows of equal length and no text.",
    "not_finite": (
        "{what} has the value {value} at index {where}: every value must be a finite number."
    ),
    "matrix_shape": (
        "{what} must have shape (n_samples, {n_columns}) and at least one row, not {shape}; "
        "for a single sample write [[...]]."
    ),
    "shape": "{what} must have shape {expected}, not {shape}.",
    "rows": "X and y must have equally many rows: X has {n_samples}, and y has shape {y}.",
    "float_type": "A network computes in float64 or float32, not in {dtype}.",
    "not_registered": (
        "{name} is an activation or a loss of your own: only nnlib's own can be saved or pickled."
    ),
    # layers and networks
    "mask_values": (
        "A mask holds only 1, for a connection that is there, and 0, for one that is cut."
    ),
    "residual": (
        "A residual layer adds its input to its output, so both must have the same size, and "
        "residual must be True or False; here residual is {residual!r} and the sizes are {n_in} "
        "and {n_out}."
    ),
    "layer_norm": (
        "Layer normalisation compares the units of a layer, so layer_norm must be True or False, "
        "and True takes at least two units; here layer_norm is {layer_norm!r} and n_out is "
        "{n_out}."
    ),
    "last_residual": "The last layer cannot be residual: its activation has to match the loss.",
    "no_layers": (
        "A network takes a list of at least one layer, such as [Dense(2, 4), Dense(4, 1)]."
    ),
    "layer_sizes": (
        "Layer {i} gives {n_out} numbers but layer {following} takes {n_in}: make the two "
        "sizes equal."
    ),
    "sizes": (
        "sizes={sizes} with hidden={names} does not describe a network: give the sizes as a list "
        "of at least two numbers, such as [2, 4, 1], and one hidden activation for all hidden "
        "layers or one for each."
    ),
    "hidden_softmax": (
        "Layer {i} is a hidden layer, so it cannot be a softmax, which turns outputs into "
        "probabilities: use softmax in the last layer."
    ),
    "lone_softmax": (
        "A softmax with a single output is always 1: for two classes, use one sigmoid unit or a "
        "softmax of two."
    ),
    "pairing": (
        "The output activation {output} does not go with the loss {loss}, which takes: {outputs}."
    ),
    "step_cannot_learn": (
        "A network with a step function cannot be trained: its slope is 0 everywhere, so the "
        "gradient says nothing about which way to go; use sigmoid or tanh instead."
    ),
    "not_a_network": "{path} does not hold a network that was written by nnlib.save.",
    "is_residual": "residual",
    "is_normalised": "layer norm",
    "connected": "{n} of {of} connections",
    "n_parameters": "{n} parameters",
    # losses
    "loss_shapes": (
        "{loss} compares two arrays of the same shape with at least one element, not {first} and "
        "y of {y}."
    ),
    "not_probabilities": (
        "This cross-entropy takes probabilities, which are numbers from 0 to 1, but these range "
        "from {least:g} to {most:g}: for logits, use the function whose name ends in "
        "_from_logits."
    ),
    "target_shape": (
        "y must have shape (n_samples, {n_outputs}), or (n_samples,) if there is one output, not "
        "{shape}; for class labels, end in a softmax."
    ),
    "binary_targets": (
        "The binary cross-entropy takes labels 0 and 1, or probabilities between them, but y "
        "ranges from {least:g} to {most:g}; for more classes, end in a softmax."
    ),
    "class_label": (
        "y has the label {label}, but the classes are whole numbers from 0 to {last}, in "
        "shape (n_samples,)."
    ),
    "class_shape": (
        "y must have shape (n_samples,) for labels, or (n_samples, {n_classes}) for "
        "probabilities, "
        "not {shape}."
    ),
    "class_numbers": (
        "y must hold the number of each sample's class, a whole number from 0 to {last}, in shape "
        "(n_samples,); np.unique(y, return_inverse=True)[1] numbers labels of any other kind."
    ),
    "class_probabilities": "Each row of y must hold numbers of at least 0 that add up to 1.",
    # training
    "patience_needs_validation": (
        "patience watches the validation loss: pass validation too, such as validation=0.2."
    ),
    "step_arrays": (
        "An optimizer steps w, an array of floats, by a gradient g of the same shape; w has "
        "shape {w} and g has shape {g}."
    ),
    "other_network": (
        "This optimizer remembers gradients of shape {memory}, but w has shape {w}: make a "
        "new optimizer for each network."
    ),
    "order": "order must be a function that takes the epoch and returns the row numbers in order.",
    "not_an_optimizer": (
        "The optimizer must be one such as SGD(0.1) or Adam(0.01), not {optimizer!r}."
    ),
    "validation": "validation must be a fraction of the samples, such as 0.2, or a pair (X, y).",
    "validation_fraction": (
        "validation={fraction} of {n_samples} samples leaves one part empty: choose another "
        "fraction."
    ),
    "diverged": (
        "Training stopped after step {count}: the loss is no longer a finite number. The "
        "learning rate {rate:g} is probably too large: start again from fresh weights with a "
        "new optimizer, and try {smaller:g}. Until then the network keeps the last weights "
        "that had a finite loss."
    ),
    "diverged_without_rate": (
        "Training stopped after step {count}: the loss is no longer a finite number. The steps "
        "are probably too large: start again from fresh weights with an optimizer that takes "
        "smaller ones. Until then the network keeps the last weights that had a finite loss."
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
    "float_array": "A slope is measured at an array of floats, such as np.array([1.0, 2.0]).",
    # datasets
    "choose_once": (
        "Choose each {what} once, by name or by number from 0, out of these {n}: {known}; not"
        " {wanted}."
    ),
    "empty_split": (
        "test={test} leaves one part of {n} samples empty; choose a fraction that leaves some "
        "for both."
    ),
    # names
    "name_a column of X": "a column of X",
    "name_activation": "activation",
    "name_class": "class",
    "name_data set": "data set",
    "name_feature": "feature",
    "name_gate": "gate",
    "name_initializer": "initializer",
    "name_landscape": "landscape",
    "name_language": "language",
    "name_loss": "loss",
    "name_optimizer": "optimizer",
    "name_question": "question",
    "moved": "`{old}` has moved: write `{line}`.",
    "unknown_name": "There is no {what} called {name!r}; choose one of {known}.",
}
