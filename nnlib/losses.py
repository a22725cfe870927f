"""Loss functions: how far the prediction ``y_hat`` is from the target ``y``, and its slope.

Definitions, since libraries differ (these are PyTorch's):

- The mean squared error is the mean over all elements, without the factor 1/2.
- The binary cross-entropy is the mean over all elements, the categorical one over the samples.
- Training computes cross-entropies from the logits ``z``, where nothing overflows. From
  probabilities they are computed only for display; there, log(0) is limited to -100.

Functions take arrays of one shape, (n_samples, n_outputs), and raise ValueError on others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import numpy as np

from nnlib import targets
from nnlib.activations import as_floats
from nnlib.messages import say
from nnlib.validate import lookup, registered_name

LOG_FLOOR = -100.0  # what log(0) counts as, as in torch.nn.BCELoss
SLOPE_FLOOR = 1e-12  # the least denominator of a slope from probabilities, as there


def _same_shape(loss):
    """Refuse empty arrays and unequal shapes: (n,) with (n, 1) would silently become (n, n)."""

    @wraps(loss)
    def checked(first, y, *rest):
        first = as_floats(first)
        y = as_floats(y)
        if first.shape != y.shape or not y.size:
            raise ValueError(say("loss_shapes", loss=loss.__name__, first=first.shape, y=y.shape))
        return loss(first, y, *rest)

    return checked


@_same_shape
def mean_squared_error(y_hat, y):
    """L = mean((y_hat - y)²) over all elements."""
    return np.square(y_hat - y).sum() / y.size


@_same_shape
def mean_squared_error_gradient(y_hat, y):
    """dL/dy_hat = 2 (y_hat - y) / size."""
    return (y_hat - y) * (2 / y.size)


def _minus_log(p):
    """-log(p), where log(0) counts as ``LOG_FLOOR``; p outside [0, 1] raises ValueError."""
    if p.min() < 0 or p.max() > 1:
        raise ValueError(say("not_probabilities", least=p.min(), most=p.max()))
    with np.errstate(divide="ignore"):
        return -np.maximum(np.log(p), LOG_FLOOR)


@_same_shape
def binary_cross_entropy(y_hat, y):
    """L = -mean(y log(y_hat) + (1 - y) log(1 - y_hat)), from probabilities; log(0) is -100."""
    return (y * _minus_log(y_hat) + (1 - y) * _minus_log(1 - y_hat)).sum() / y.size


@_same_shape
def binary_cross_entropy_gradient(y_hat, y):
    """dL/dy_hat = (y_hat - y) / (y_hat (1 - y_hat)) / size, the denominator at least 1e-12."""
    return (y_hat - y) / np.maximum(y_hat * (1 - y_hat), SLOPE_FLOOR) / y.size


@_same_shape
def binary_cross_entropy_from_logits(z, y):
    """L = mean(max(z, 0) - y z + log(1 + exp(-|z|))): the same loss, for y_hat = sigmoid(z).

    exp is taken only of numbers ≤ 0, so nothing overflows.
    """
    return (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).sum() / y.size


@_same_shape
def binary_cross_entropy_from_logits_gradient(z, y, y_hat):
    """dL/dz = (y_hat - y) / size, for y_hat = sigmoid(z)."""
    return (y_hat - y) / y.size


def _n_samples(y):
    """The number of rows; a vector counts as one."""
    return y.size // y.shape[-1]


@_same_shape
def categorical_cross_entropy(y_hat, y):
    """L = -mean over samples of Σ_k y_k log(y_hat_k), from probabilities; ``y`` one-hot."""
    return (y * _minus_log(y_hat)).sum() / _n_samples(y)


@_same_shape
def categorical_cross_entropy_gradient(y_hat, y):
    """dL/dy_hat = -y / y_hat / n_samples, the denominator at least 1e-12."""
    return -y / np.maximum(y_hat, SLOPE_FLOOR) / _n_samples(y)


@_same_shape
def categorical_cross_entropy_from_logits(z, y):
    """L = mean over samples of Σ_k y_k (log Σ_j exp(z_j) - z_k), for y_hat = softmax(z).

    The largest z of each row is subtracted first, so that nothing overflows.
    """
    z = z - z.max(axis=-1, keepdims=True)
    log_sum = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return (y * (log_sum - z)).sum() / _n_samples(y)


@_same_shape
def categorical_cross_entropy_from_logits_gradient(z, y, y_hat):
    """dL/dz = (y_hat - y) / n_samples, for y_hat = softmax(z) and rows of ``y`` that sum to 1."""
    return (y_hat - y) / _n_samples(y)


@dataclass(frozen=True)
class Loss:
    """A loss with its slope, the output activations that go with it, and the targets it takes.

    ``value(y_hat, y)`` and ``gradient(y_hat, y)`` start from predictions. If the loss has a form
    from logits, training uses it: ``value_from_logits(z, y)``, ``gradient_from_logits(z, y,
    y_hat)``. ``targets(y, n_outputs)`` gives ``y`` the shape (n_samples, n_outputs), or raises
    ValueError.
    """

    name: str
    value: Callable
    gradient: Callable
    outputs: tuple
    targets: Callable
    value_from_logits: Callable | None = None
    gradient_from_logits: Callable | None = None

    def of_output(self, z, y_hat, y):
        """The loss, as a float, of the output z with y_hat = f(z)."""
        if self.value_from_logits:
            return float(self.value_from_logits(z, y))
        return float(self.value(y_hat, y))

    def delta(self, z, y_hat, y, activation):
        """dL/dz of the output layer, of shape (n_samples, n_outputs)."""
        if self.gradient_from_logits:
            return self.gradient_from_logits(z, y, y_hat)
        return self.gradient(y_hat, y) * activation.derivative(z, y_hat)

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):  # pickled by name, since there is one of each
        return get_loss, (registered_name(LOSSES, self),)

    def __repr__(self):
        return self.name


# Which output activations go with which loss
LOSSES = {
    loss.name: loss
    for loss in [
        Loss(
            "mean_squared_error",
            mean_squared_error,
            mean_squared_error_gradient,
            ("identity", "tanh", "relu", "leaky_relu", "softplus", "gelu_tanh", "sigmoid", "step"),
            targets.as_values,
        ),
        Loss(
            "binary_cross_entropy",
            binary_cross_entropy,
            binary_cross_entropy_gradient,
            ("sigmoid",),
            targets.as_probabilities,
            binary_cross_entropy_from_logits,
            binary_cross_entropy_from_logits_gradient,
        ),
        Loss(
            "categorical_cross_entropy",
            categorical_cross_entropy,
            categorical_cross_entropy_gradient,
            ("softmax",),
            targets.as_classes,
            categorical_cross_entropy_from_logits,
            categorical_cross_entropy_from_logits_gradient,
        ),
    ]
}


def get_loss(name):
    """The loss called ``name``; a ``Loss`` is returned as it is. ValueError if there is none."""
    if isinstance(name, Loss):
        return name
    return lookup(LOSSES, name, "loss")


def default_loss(activation):
    """Cross-entropy after sigmoid and softmax, mean squared error after all others."""
    paired = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
    return LOSSES[paired.get(activation.name, "mean_squared_error")]


def penalty(w, l1=0.0, l2=0.0):
    """l1 Σ|w| + l2/2 Σw², to be added to the loss; ``w`` holds the weights, never the biases."""
    return l1 * float(np.abs(w).sum()) + l2 / 2 * float(np.square(w).sum())


def penalty_gradient(w, l1=0.0, l2=0.0):
    """l1 sign(w) + l2 w, with the shape of ``w``; where w = 0 the slope of |w| counts as 0."""
    return l1 * np.sign(w) + l2 * w
