"""Training: forward, backward, update, again. A generator, so that whoever draws, tests or stops it
is in charge.
"""

import math
from typing import NamedTuple

import numpy as np

from nnlib.losses import penalty, penalty_gradient
from nnlib.messages import say
from nnlib.optimizers import SGD
from nnlib.validate import as_matrix, number


class Step(NamedTuple):
    """What one update of the parameters leaves to be seen. ``epoch`` and ``step`` count from 0.

    ``loss`` is the mean over the batch before the update, without the ``penalty``; ``loss +
    penalty`` is what is minimised. ``validation_loss`` (without penalty) is there after the last
    batch of an epoch, if validation data is; else None. ``stopped`` is a sentence if training ended
    before its last epoch, else "".
    """

    epoch: int
    step: int
    loss: float
    penalty: float
    validation_loss: float | None = None
    stopped: str = ""


def train(
    network,
    X,
    y,
    optimizer=None,
    *,
    epochs=100,
    batch_size=None,
    seed=0,
    order=None,
    l1=0.0,
    l2=0.0,
    validation=None,
    patience=None,
):
    """Train ``network`` on ``X`` (n_samples, n_features) and ``y``; yield a ``Step`` after each
    update.

    The optimizer (by default ``SGD()``) takes one step for each batch of ``batch_size`` samples:
    None is all samples (the full batch), 1 is one. In each epoch the samples are shuffled by
    ``default_rng([seed, epoch])``; the last batch may be smaller. ``order(epoch)`` gives another
    order of the rows, to compare runs on the same batches.

    ``l1`` and ``l2`` add l1 Σ|w| + l2/2 Σw² over the weights to the loss. ``validation`` is a pair
    (X, y), or the share of the samples, drawn by ``seed``, that is held out. With ``patience``,
    training stops when the validation loss has not fallen for so many epochs, and the network keeps
    the parameters that had the lowest one.

    If the loss or a parameter is no longer finite, training stops and the network keeps the last
    good parameters.

    Raises ValueError at once, before the first step, for anything it cannot train with.
    """
    network.check_trainable()
    number(epochs, "epochs", least=0, whole=True)
    rates = number(l1, "l1", least=0), number(l2, "l2", least=0)
    X, y, held_out = _hold_out(network, *_pair(network, X, y), validation, seed)
    watch = _Watch(held_out, patience)
    size = (
        len(X) if batch_size is None else int(number(batch_size, "batch_size", least=1, whole=True))
    )
    order = order or shuffled(len(X), seed if size < len(X) else None)
    return _steps(
        network,
        optimizer or SGD(),
        epochs,
        lambda epoch: _batches(X, y, order(epoch), size),
        rates,
        watch,
    )


def shuffled(n_samples, seed=0):
    """The order of the samples in each epoch: a function from the epoch to a permutation of 0 ...
    n_samples - 1.

    ``seed=None`` leaves them as they are.
    """
    if seed is None:
        return lambda epoch: slice(None)
    return lambda epoch: np.random.default_rng([seed, epoch]).permutation(n_samples)


def descend(network, optimizer, X, y, l1=0.0, l2=0.0):
    """One step on arrays that are known to fit: forward, loss, backward, update.

    Returns the loss and the penalty before the update, and whether they and the gradient were
    finite. If not, neither parameters nor optimizer have moved.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        trace = network.forward(X, checked=True)
        loss, cost = network.loss_of(trace, y, checked=True), 0.0
        gradient = network.backward(trace, y, checked=True).vector
        if l1 or l2:
            cost = penalty(network.weights, l1, l2)
            gradient += penalty_gradient(network.weights, l1, l2)
        finite = math.isfinite(loss + cost) and bool(np.isfinite(gradient).all())
        if finite:
            optimizer.step(network.parameters, gradient)
    return loss, cost, finite


def _steps(network, optimizer, epochs, batches, rates, watch):
    good, count = network.parameters.copy(), 0
    for epoch in range(epochs):
        batch = batches(epoch)
        for i, (X, y) in enumerate(batch):
            before = network.parameters.copy()
            loss, cost, finite = descend(network, optimizer, X, y, *rates)
            epoch_ends = i == len(batch) - 1
            if (
                finite and epoch_ends and epoch == epochs - 1
            ):  # nobody will look at the last parameters again
                good, finite = before, _is_finite(network, X, y)
            if not finite:
                network.parameters[...] = good
                yield Step(epoch, count, loss, cost, stopped=_diverged(epoch, count, optimizer))
                return
            validation_loss, stopped = watch.look(network) if epoch_ends else (None, "")
            yield Step(epoch, count, loss, cost, validation_loss, stopped)
            good, count = before, count + 1
            if stopped:
                return watch.restore(network)
    watch.restore(network)


class _Watch:
    """Looks at the held-out samples after each epoch, and remembers the parameters that did best on
    them.
    """

    def __init__(self, held_out, patience):
        if patience is not None:
            number(patience, "patience", least=1, whole=True)
            if held_out is None:
                raise ValueError(say("patience_needs_validation"))
        self.held_out, self.patience = held_out, patience
        self.lowest, self.best, self.waited = math.inf, None, 0

    def look(self, network):
        """The validation loss (None without held-out samples), and the sentence that ends training,
        or "".
        """
        if self.held_out is None:
            return None, ""
        X, y = self.held_out
        with np.errstate(over="ignore", invalid="ignore"):
            loss = network.loss_of(network.forward(X, checked=True), y, checked=True)
        if self.patience is None:
            return loss, ""
        self.waited += 1
        if loss < self.lowest:
            self.lowest, self.best, self.waited = loss, network.parameters.copy(), 0
        if self.waited < self.patience:
            return loss, ""
        return loss, say("stopped_early", patience=self.patience, lowest=self.lowest)

    def restore(self, network):
        """With patience, give the network the parameters that had the lowest validation loss."""
        if self.best is not None:
            network.parameters[...] = self.best


def _is_finite(network, X, y):
    with np.errstate(over="ignore", invalid="ignore"):
        return math.isfinite(network.loss_of(network.forward(X, checked=True), y, checked=True))


def _diverged(epoch, count, optimizer):
    """Why training stopped, what to change, and what the network now holds."""
    key = "diverged" if count else "diverged_at_start"
    rate = optimizer.learning_rate
    return say(key, epoch=epoch, count=count, rate=rate, smaller=rate / 10)


def _batches(X, y, rows, size):
    """The samples in the order ``rows``, as a list of pairs (X, y) of ``size`` samples; the last
    may be smaller.
    """
    X, y = X[rows], y[rows]
    return [(X[start : start + size], y[start : start + size]) for start in range(0, len(X), size)]


def _pair(network, X, y):
    """``X`` and ``y`` as arrays that the network takes, with equally many rows."""
    X = as_matrix(X, "X", network.layers[0].n_in, network.dtype)
    y = network.targets(y)
    if len(X) != len(y):
        raise ValueError(say("rows", n_samples=len(X), y=y.shape))
    return X, y


def _hold_out(network, X, y, validation, seed):
    """X, y for training, and the pair (X, y) to validate on, or None."""
    if validation is None:
        return X, y, None
    if isinstance(validation, tuple | list):
        return X, y, _pair(network, *validation)
    n_held = round(number(validation, "validation", above=0, most=1) * len(X))
    if not 0 < n_held < len(X):
        raise ValueError(say("validation_share", share=validation, n_samples=len(X)))
    rows = np.random.default_rng(seed).permutation(len(X))
    held, kept = rows[:n_held], rows[n_held:]
    return X[kept], y[kept], (X[held], y[held])
