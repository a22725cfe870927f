"""Training: forward, backward, update, again.

A generator, so that whoever draws, tests or stops it is in charge.
"""

import math
import numbers
from typing import NamedTuple

import numpy as np

from nnlib.losses import penalty, penalty_gradient
from nnlib.messages import say
from nnlib.optimizers import SGD, clip_by_norm
from nnlib.validate import as_matrix, checked_fraction, checked_number


class Step(NamedTuple):
    """What one update of the parameters leaves to be seen. ``epoch`` and ``step`` count from 0.

    ``loss`` is the mean over the batch before the update, without the ``penalty``; loss + penalty
    is what is minimised. With dropout it is the loss of what was left of the network in this step.
    ``validation_loss``, without penalty and of the whole network, is there after the last batch of
    an epoch, if validation data is; else None. ``stopped`` is a sentence if training ended before
    its last epoch, else "".
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
    dropout=0.0,
    clip=None,
    validation=None,
    patience=None,
):
    """Train ``network`` on ``X`` (n_samples, n_features) and ``y``; yield a ``Step`` an update.

    Nothing happens until the steps are asked for, as by a for loop.

    The optimizer (by default ``SGD()``) takes one step for each batch of ``batch_size`` samples:
    1 is one sample, None all of them (the full batch). Smaller batches are drawn anew in each
    epoch: the samples are shuffled by ``default_rng([seed, epoch])``, and the last batch may be
    smaller. ``order(epoch)`` gives another order of the rows, to compare runs on equal batches.

    ``l1`` and ``l2`` add l1 Σ|w| + l2/2 Σw² over the weights to the loss. ``dropout`` is the
    probability with which a step sets an activation of a hidden layer to 0, drawn by
    ``default_rng([seed, step, 1])``. A gradient, penalties included, that is longer than ``clip``
    is shortened to it.

    ``validation`` is a pair (X, y), or the share of the samples, drawn by ``seed``, that is held
    out. With ``patience``, training stops when the validation loss has not fallen for so many
    epochs; at its end, the network gets the parameters that had the lowest one.

    If the loss or its gradient is no longer finite, training stops, and the network gets the last
    parameters with a finite loss (with ``patience``, the best ones).

    Raises ValueError at once, before the first step, for anything it cannot train with.
    """
    network.check_trainable()
    optimizer = SGD() if optimizer is None else optimizer
    if isinstance(optimizer, type) or not hasattr(optimizer, "step"):
        raise ValueError(say("not_an_optimizer", optimizer=optimizer))
    checked_number(epochs, "epochs", least=0, whole=True)
    checked_number(seed, "seed", least=0, whole=True)
    penalties = checked_number(l1, "l1", least=0), checked_number(l2, "l2", least=0)
    clip = None if clip is None else checked_number(clip, "clip", above=0)
    options = (*penalties, clip, checked_fraction(dropout, "dropout"))
    X, y, held_out = _hold_out(network, *_pair(network, X, y), validation, seed)
    watch = _Watch(held_out, patience)
    size = (
        len(X)
        if batch_size is None
        else checked_number(batch_size, "batch_size", least=1, whole=True)
    )
    if order is None:
        order = shuffled(len(X), seed) if size < len(X) else lambda epoch: slice(None)
    elif not callable(order):
        raise ValueError(say("order"))
    batches = _Batches(X, y, size, order)
    return _steps(network, optimizer, epochs, batches, watch, options, seed)


def shuffled(n_samples, seed=0):
    """The order of the samples in each epoch: epoch -> a permutation of 0 ... n_samples - 1."""
    return lambda epoch: np.random.default_rng([seed, epoch]).permutation(n_samples)


def descend(network, optimizer, X, y, l1=0.0, l2=0.0, clip=None, dropout=0.0, rng=0):
    """One step on arrays that are known to fit: forward, loss, backward, update.

    ``rng``, a generator or what seeds one, draws what dropout sets to 0. Returns the loss and the
    penalty before the update. If they or the gradient are not finite, neither parameters nor
    optimizer move, and FloatingPointError is raised.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        trace = network.forward(X, trusted=True, dropout=dropout, rng=rng)
        loss, extra = network.loss_of(trace, y, trusted=True), 0.0
        gradient = network.backward(trace, y, trusted=True).vector
        if l1 or l2:
            extra = penalty(network.weights, l1, l2)
            gradient += penalty_gradient(network.weights, l1, l2)
        if not (math.isfinite(loss + extra) and np.isfinite(gradient).all()):
            raise FloatingPointError
        if clip is not None:
            gradient = clip_by_norm(gradient, clip)
        optimizer.step(network.parameters, gradient)
    return loss, extra


def evaluate(network, X, y):
    """The loss, without penalty, on arrays that are known to fit; it may be infinite or NaN."""
    with np.errstate(over="ignore", invalid="ignore"):
        return network.loss_of(network.forward(X, trusted=True), y, trusted=True)


def _steps(network, optimizer, epochs, batches, watch, options, seed):
    good, count = None, 0  # the last parameters with a finite loss; updates so far
    for epoch in range(epochs):
        for X, y, is_last in batches.of(epoch):
            before = network.parameters.copy()
            try:
                loss, extra = descend(network, optimizer, X, y, *options, [seed, count, 1])
                good = before
                if is_last and epoch == epochs - 1 and not math.isfinite(evaluate(network, X, y)):
                    raise FloatingPointError  # no further step would find it out
            except FloatingPointError:
                watch.restore(network, good)
                yield Step(epoch, count, math.nan, math.nan, None, _why(good, count, optimizer))
                return
            validation_loss, stopped = watch.look(network) if is_last else (None, "")
            if stopped:  # before its step is seen: who sees it may not ask for more
                watch.restore(network)
            yield Step(epoch, count, loss, extra, validation_loss, stopped)
            count += 1
            if stopped:
                return
    watch.restore(network)


def _why(good, count, optimizer):
    """What went wrong in a run that diverged, and what to change."""
    if good is None:
        return say("diverged_at_start")
    rate = getattr(optimizer, "learning_rate", None)
    if not isinstance(rate, numbers.Real):  # an optimizer of one's own need not have one
        return say("diverged_without_rate", count=count)
    return say("diverged", count=count, rate=rate, smaller=rate / 10)


class _Batches:
    """The samples, epoch by epoch, in batches of ``size``."""

    def __init__(self, X, y, size, order):
        self.X, self.y, self.size, self.order = X, y, size, order

    def of(self, epoch):
        """The batches of one epoch: X, y, and whether it is the last. It may be smaller."""
        rows = self.order(epoch)
        X, y = self.X[rows], self.y[rows]
        for start in range(0, len(X), self.size):
            end = start + self.size
            yield X[start:end], y[start:end], end >= len(X)


class _Watch:
    """Looks at the held-out samples after each epoch, and remembers what did best on them."""

    def __init__(self, held_out, patience):
        if patience is not None:
            checked_number(patience, "patience", least=1, whole=True)
            if held_out is None:
                raise ValueError(say("patience_needs_validation"))
        self.held_out, self.patience = held_out, patience
        self.lowest, self.best, self.waited = math.inf, None, 0

    def look(self, network):
        """The validation loss, or None; and a sentence if training is to end, else ""."""
        if self.held_out is None:
            return None, ""
        loss = evaluate(network, *self.held_out)
        if self.patience is None:
            return loss, ""
        self.waited += 1
        if loss < self.lowest:
            self.lowest, self.best, self.waited = loss, network.parameters.copy(), 0
        if self.waited < self.patience:
            return loss, ""
        return loss, say("stopped_early", patience=self.patience, lowest=self.lowest)

    def restore(self, network, parameters=None):
        """Give the network its best parameters; if none were remembered, ``parameters``."""
        kept = self.best if self.best is not None else parameters
        if kept is not None:
            network.parameters[...] = kept


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
    if not isinstance(validation, numbers.Real | str):
        try:
            validation_X, validation_y = validation
        except (TypeError, ValueError):
            raise ValueError(say("validation")) from None
        return X, y, _pair(network, validation_X, validation_y)
    n_held = round(checked_number(validation, "validation", above=0, most=1) * len(X))
    if not 0 < n_held < len(X):
        raise ValueError(say("validation_share", share=validation, n_samples=len(X)))
    rows = np.random.default_rng(seed).permutation(len(X))
    held, kept = rows[:n_held], rows[n_held:]
    return X[kept], y[kept], (X[held], y[held])
