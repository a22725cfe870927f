"""Loss functions: how far the prediction ``y_hat`` is from the target ``y``, and the slope of that
distance.

Definitions, since libraries differ (these are PyTorch's):

- The mean squared error is the mean over all elements, without the factor 1/2.
- Cross-entropies are means over the samples. They are trained from the logits ``z``, where nothing
  overflows. From probabilities they are only to be shown: there log(0) is cut off at -100.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import numpy as np

from nnlib.messages import say
from nnlib.validate import as_numbers, as_shape, lookup

LOG_FLOOR = -100.0  # what log(0) counts as, as in torch.nn.BCELoss
SLOPE_FLOOR = (
    1e-12  # the least denominator in a slope taken from probabilities, as in torch.nn.BCELoss
)


def _same_shape(loss):
    """Refuse empty arrays and unequal shapes: (n,) against (n, 1) would broadcast to n × n in
    silence.
    """

    @wraps(loss)
    def checked(first, y, *rest):
        if np.shape(first) != np.shape(y) or not np.size(y):
            raise ValueError(
                say("loss_shapes", loss=loss.__name__, first=np.shape(first), y=np.shape(y))
            )
        return loss(np.asarray(first), np.asarray(y), *rest)

    return checked


@_same_shape
def mean_squared_error(y_hat, y):
    """L = mean((y_hat - y)²) over all elements; both of shape (n_samples, n_outputs)."""
    return np.square(y_hat - y).mean()


@_same_shape
def mean_squared_error_gradient(y_hat, y):
    """dL/dy_hat = 2 (y_hat - y) / size, with the shape of ``y_hat``."""
    return (y_hat - y) * (2 / y.size)


def _log(p):
    """log(p), never below ``LOG_FLOOR``."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(p), LOG_FLOOR)


@_same_shape
def binary_cross_entropy(y_hat, y):
    """L = -mean(y log(y_hat) + (1 - y) log(1 - y_hat)), from probabilities in [0, 1]; log(0) counts
    as -100.
    """
    return -(y * _log(y_hat) + (1 - y) * _log(1 - y_hat)).mean()


@_same_shape
def binary_cross_entropy_gradient(y_hat, y):
    """dL/dy_hat = (y_hat - y) / (y_hat (1 - y_hat)) / size; the denominator counts as at least
    1e-12.
    """
    return (y_hat - y) / np.maximum(y_hat * (1 - y_hat), SLOPE_FLOOR) / y.size


@_same_shape
def binary_cross_entropy_from_logits(z, y):
    """L = mean((1 - y) z + log(1 + exp(-z))): the same loss for y_hat = sigmoid(z), and it cannot
    overflow.
    """
    return ((1 - y) * z + np.logaddexp(0, -z)).mean()


@_same_shape
def binary_cross_entropy_from_logits_gradient(z, y, y_hat):
    """dL/dz = (y_hat - y) / size for y_hat = sigmoid(z)."""
    return (y_hat - y) / y.size


@_same_shape
def categorical_cross_entropy(y_hat, y):
    """L = -mean over samples of Σ_k y_k log(y_hat_k); ``y`` one-hot; both (n_samples, classes)."""
    return -(y * _log(y_hat)).sum() / len(y)


@_same_shape
def categorical_cross_entropy_gradient(y_hat, y):
    """dL/dy_hat = -y / y_hat / n_samples; the denominator counts as at least 1e-12."""
    return -y / np.maximum(y_hat, SLOPE_FLOOR) / len(y)


@_same_shape
def categorical_cross_entropy_from_logits(z, y):
    """L = mean over samples of Σ_k y_k (log Σ_j exp(z_j) - z_k), with the largest z taken off
    first.
    """
    z = z - z.max(axis=-1, keepdims=True)
    log_sum = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return (y * (log_sum - z)).sum() / len(y)


@_same_shape
def categorical_cross_entropy_from_logits_gradient(z, y, y_hat):
    """dL/dz = (y_hat - y) / n_samples for y_hat = softmax(z) and rows of ``y`` that sum to 1."""
    return (y_hat - y) / len(y)


def one_hot(labels, n_classes):
    """Integer labels 0 ... n_classes - 1 of shape (n,) as rows of zeros with a single 1, shape (n,
    n_classes).
    """
    return np.eye(n_classes)[labels]


def _values(y, n_outputs):
    """Targets for a regression: any finite numbers; shape (n,) becomes (n, 1) for one output."""
    y = as_numbers(y, "y")
    y = y[:, None] if y.ndim == 1 and n_outputs == 1 else y
    return as_shape(y, "y", (len(y) if y.ndim else 0, n_outputs))


def _probabilities(y, n_outputs):
    """Targets for the binary cross-entropy: numbers from 0 to 1, the labels 0 and 1 among them."""
    y = _values(y, n_outputs)
    if y.size and (y.min() < 0 or y.max() > 1):
        raise ValueError(say("binary_targets", least=y.min(), most=y.max()))
    return y


def _classes(y, n_outputs):
    """Targets for the categorical cross-entropy: labels from 0, or rows that sum to 1."""
    y = as_numbers(y, "y")
    if y.ndim == 1 and np.isin(y, np.arange(n_outputs)).all():
        return one_hot(y.astype(int), n_outputs)
    if (
        y.ndim == 2
        and y.shape[1] == n_outputs
        and y.min(initial=0) >= 0
        and np.allclose(y.sum(axis=1), 1)
    ):
        return y
    raise ValueError(say("class_targets", n_classes=n_outputs, last=n_outputs - 1, shape=y.shape))


@dataclass(frozen=True)
class Loss:
    """A loss with its slope, the output activations that go with it, and the targets that it takes.

    ``value(y_hat, y)`` and ``gradient(y_hat, y)`` start from predictions. Where the loss has a form
    from logits, ``value_from_logits(z, y)`` and ``gradient_from_logits(z, y, y_hat)`` are what
    training uses. ``targets(y, n_outputs)`` brings ``y`` to shape (n_samples, n_outputs) or raises
    ValueError.
    """

    name: str
    value: Callable
    gradient: Callable
    outputs: tuple
    targets: Callable
    value_from_logits: Callable | None = None
    gradient_from_logits: Callable | None = None

    def at(self, z, y_hat, y):
        """The loss, as a float, of the output z with y_hat = f(z)."""
        return float(
            self.value_from_logits(z, y) if self.value_from_logits else self.value(y_hat, y)
        )

    def delta(self, z, y_hat, y, activation):
        """dL/dz of the output layer, of shape (n_samples, n_outputs)."""
        if self.gradient_from_logits:
            return self.gradient_from_logits(z, y, y_hat)
        return self.gradient(y_hat, y) * activation.derivative(z, y_hat)

    def __reduce__(self):  # copied and pickled by name: there is one of each
        return get_loss, (self.name,)

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
            _values,
        ),
        Loss(
            "binary_cross_entropy",
            binary_cross_entropy,
            binary_cross_entropy_gradient,
            ("sigmoid",),
            _probabilities,
            binary_cross_entropy_from_logits,
            binary_cross_entropy_from_logits_gradient,
        ),
        Loss(
            "categorical_cross_entropy",
            categorical_cross_entropy,
            categorical_cross_entropy_gradient,
            ("softmax",),
            _classes,
            categorical_cross_entropy_from_logits,
            categorical_cross_entropy_from_logits_gradient,
        ),
    ]
}


def get_loss(name):
    """The loss called ``name`` (a ``Loss`` stays as it is); an unknown name raises ValueError."""
    return name if isinstance(name, Loss) else lookup(LOSSES, name, "loss")


def default_loss(activation):
    """Cross-entropy after sigmoid and softmax, mean squared error after all others."""
    paired = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
    return LOSSES[paired.get(activation.name, "mean_squared_error")]


def penalty(w, l1=0.0, l2=0.0):
    """l1 Σ|w| + l2/2 Σw², to be added to the loss; ``w`` are the weights, never the biases."""
    return l1 * float(np.abs(w).sum()) + l2 / 2 * float(np.square(w).sum())


def penalty_gradient(w, l1=0.0, l2=0.0):
    """l1 sign(w) + l2 w, with the shape of ``w``; where w = 0 the slope of |w| counts as 0."""
    return l1 * np.sign(w) + l2 * w
