"""Targets, in the form that a loss takes: arrays of shape (n_samples, n_outputs)."""

import numpy as np

from nnlib.messages import say
from nnlib.validate import as_numbers


def as_values(y, n_outputs):
    """Targets of a regression: finite numbers. For one output the shape may be (n_samples,)."""
    y = as_numbers(y, "y")
    if y.ndim == 1 and n_outputs == 1:
        y = y[:, None]
    if y.ndim != 2 or y.shape[1] != n_outputs:
        raise ValueError(say("target_shape", n_outputs=n_outputs, shape=y.shape))
    return y


def as_probabilities(y, n_outputs):
    """Targets of a binary cross-entropy: labels 0 and 1, or probabilities."""
    y = as_values(y, n_outputs)
    if y.size and (y.min() < 0 or y.max() > 1):
        raise ValueError(say("binary_targets", least=y.min(), most=y.max()))
    return y


def as_classes(y, n_outputs):
    """Targets of a categorical cross-entropy: labels 0 ... n_outputs - 1, shape (n_samples,), or
    rows of probabilities that sum to 1, shape (n_samples, n_outputs).
    """
    y = as_numbers(y, "y")
    if y.ndim == 1:
        return one_hot(y, n_outputs)
    if y.ndim != 2 or y.shape[1] != n_outputs:
        raise ValueError(say("class_shape", n_classes=n_outputs, shape=y.shape))
    if y.size and (y.min() < 0 or not np.allclose(y.sum(axis=1), 1)):
        raise ValueError(say("class_probabilities"))
    return y


def one_hot(labels, n_classes):
    """Labels 0 ... n_classes - 1, shape (n,), as rows of zeros with a single 1, (n, n_classes).

    Another label raises ValueError.
    """
    labels = as_numbers(labels, "y")
    unknown = labels[~np.isin(labels, np.arange(n_classes))]
    if unknown.size:
        raise ValueError(say("class_label", label=unknown[0], last=n_classes - 1))
    if labels.ndim != 1:
        raise ValueError(say("class_label", label=labels.tolist(), last=n_classes - 1))
    return np.eye(n_classes)[labels.astype(np.intp)]
