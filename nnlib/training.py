"""Training: forward, loss, backward, update, again.

``descend`` is one pass of a simple training loop, and ``train`` repeats it. The rest is what a
library adds: checks, batches, penalties, dropout, clipping, held-out samples, and a clean end for a
run whose validation loss rises or whose loss is no longer finite.
"""

import math
import numbers
from typing import NamedTuple

import numpy as np

from nnlib.losses import penalty, penalty_gradient
from nnlib.messages import say
from nnlib.optimizers import SGD, clip_by_norm
from nnlib.validate import as_matrix, check_network, checked_fraction, checked_number


class Step(NamedTuple):
    """The result of one parameter update. ``epoch`` and ``step`` count from 0.

    ``loss`` is the mean over the batch before the update, without the ``penalty``; training
    minimises loss + penalty. With dropout it is the loss of the units that were left in this step.
    ``validation_loss``, without penalty and of the whole network, is measured after the last batch
    of an epoch if there is validation data; otherwise it is None. ``stopped`` is True if training
    ended before its last epoch; ``reason`` then says why, in a sentence.
    """

    epoch: int
    step: int
    loss: float
    penalty: float
    validation_loss: float | None = None
    stopped: bool = False
    reason: str = ""


def descend(network, optimizer, X, y, l1=0.0, l2=0.0, clip=None, dropout=0.0, rng=0):
    """One step on arrays that are known to fit: forward, loss, backward, update.

    ``rng``, a generator or a seed for one, draws the activations that dropout sets to 0. Returns
    the loss and the penalty before the update. If they or the gradient are not finite, raises
    FloatingPointError and changes neither parameters nor optimizer.
    """
    added = 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        trace = network.forward(X, trusted=True, dropout=dropout, rng=rng)
        loss = network.loss_of(trace, y, trusted=True)
        gradient = network.backward(trace, y, trusted=True).vector
        if l1 or l2:
            w = network.penalised_parameters()
            added = penalty(w, l1, l2)
            gradient += penalty_gradient(w, l1, l2)
        if not (math.isfinite(loss + added) and _all_finite(gradient)):
            raise FloatingPointError
        if clip is not None:
            gradient = clip_by_norm(gradient, clip)
        optimizer.step(network.parameters, gradient)
    return loss, added


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

    This is a generator: it takes each step when the next one is asked for, for example by a for
    loop, so the caller can draw, test and stop. ``fit`` runs it to the end.

    The optimizer (by default ``SGD()``) takes one step for each batch of ``batch_size`` samples:
    1 means one sample, None all of them (the full batch). Smaller batches are drawn again in each
    epoch: the samples are shuffled by ``default_rng([seed, epoch])``, and the last batch may be
    smaller. ``order(epoch)`` gives another order of the rows, to compare runs on equal batches.

    ``l1`` and ``l2`` add l1 Σ|w| + l2/2 Σw² over the weights to the loss. ``dropout`` is the
    probability with which a step sets an activation of a hidden layer to 0, drawn by
    ``default_rng([seed, step, 1])``. A gradient, penalties included, that is longer than ``clip``
    is shortened to it.

    ``validation`` is a pair (X, y), or the fraction of the samples, drawn by ``seed``, that is held
    out. With ``patience``, training stops when the validation loss has not fallen for that many
    epochs; at the end, the network gets the parameters that had the lowest one.

    If the loss or its gradient is no longer finite, training stops, and the network gets the last
    parameters with a finite loss (with ``patience``, the best ones).

    Raises ValueError at once, before the first step, for anything it cannot train with.
    """
    check_network(network)
    network.check_trainable()
    if optimizer is None:
        optimizer = SGD()
    if isinstance(optimizer, type) or not hasattr(optimizer, "step"):
        raise ValueError(say("not_an_optimizer", optimizer=optimizer))
    checked_number(epochs, "epochs", least=0, whole=True)
    checked_number(seed, "seed", least=0, whole=True)
    options = dict(
        l1=checked_number(l1, "l1", least=0),
        l2=checked_number(l2, "l2", least=0),
        clip=None if clip is None else checked_number(clip, "clip", above=0),
        dropout=checked_fraction(dropout, "dropout"),
    )
    X, y = _pair(network, X, y)
    X, y, held_out = _hold_out(network, X, y, validation, seed)
    batches = _Batches(X, y, batch_size, order, seed)
    return _steps(network, optimizer, epochs, batches, _Validation(held_out, patience), options)


def fit(network, X, y, optimizer=None, **options):
    """Train ``network`` to the end, as ``train`` does with the same arguments.

    Returns the last ``Step``: its ``stopped`` and ``reason`` say whether and why training ended
    early. Returns None if there was no step, for ``epochs=0``.
    """
    last = None
    for step in train(network, X, y, optimizer, **options):
        last = step
    return last


def _steps(network, optimizer, epochs, batches, validation, options):
    """The steps of ``train``, whose arguments have been checked."""
    count = 0  # steps so far
    good = None  # the last parameters with a finite loss
    for epoch in range(epochs):
        for X, y, is_last in batches.of(epoch):
            before = network.parameters.copy()
            rng = [batches.seed, count, 1]
            try:
                loss, added = descend(network, optimizer, X, y, **options, rng=rng)
                good = before
                if is_last and epoch == epochs - 1:
                    _check_end(network, X, y)
            except FloatingPointError:
                validation.restore(network, good)
                reason = _why_diverged(good, count, optimizer)
                yield Step(epoch, count, math.nan, math.nan, stopped=True, reason=reason)
                return
            if not is_last:
                yield Step(epoch, count, loss, added)
            else:
                validation_loss = validation.measure(network)
                reason = validation.why_stop()
                if reason:  # restored before the step is yielded: the caller may leave the loop
                    validation.restore(network)
                yield Step(epoch, count, loss, added, validation_loss, bool(reason), reason)
                if reason:
                    return
            count += 1
    validation.restore(network)


def evaluate(network, X, y):
    """The loss, without penalty, on arrays that are known to fit; it may be infinite or NaN."""
    with np.errstate(over="ignore", invalid="ignore"):
        return network.loss_of(network.forward(X, trusted=True), y, trusted=True)


def _check_end(network, X, y):
    """Raise FloatingPointError if the last update spoiled the loss: no later step would notice."""
    if not math.isfinite(evaluate(network, X, y)):
        raise FloatingPointError


def _all_finite(vector):
    """Whether all elements are finite.

    A finite sum of squares, which is quick to compute, proves it; it may also overflow.
    """
    return math.isfinite(vector @ vector) or bool(np.isfinite(vector).all())


def _why_diverged(good, count, optimizer):
    """A sentence on what went wrong in a run that diverged, and what to change."""
    if good is None:
        return say("diverged_at_start")
    rate = getattr(optimizer, "learning_rate", None)
    if not isinstance(rate, numbers.Real):  # a caller's own optimizer may have none
        return say("diverged_without_rate", count=count)
    return say("diverged", count=count, rate=rate, smaller=rate / 10)


def shuffled(n_samples, seed=0):
    """The order of the samples in each epoch: epoch -> a permutation of 0 ... n_samples - 1."""
    return lambda epoch: np.random.default_rng([seed, epoch]).permutation(n_samples)


class _Batches:
    """The samples, epoch by epoch, in batches of ``size``; None puts all into one."""

    def __init__(self, X, y, size, order, seed):
        if size is not None:
            size = checked_number(size, "batch_size", least=1, whole=True)
        if order is not None and not callable(order):
            raise ValueError(say("order"))
        self.X = X
        self.y = y
        self.size = len(X) if size is None else size
        self.seed = seed
        self.order = order
        if order is None and self.size < len(X):
            self.order = shuffled(len(X), seed)

    def of(self, epoch):
        """The batches of one epoch: X, y, and whether it is the last. It may be smaller."""
        X = self.X
        y = self.y
        if self.order is not None:
            rows = self.order(epoch)
            X = X[rows]
            y = y[rows]
        for start in range(0, len(X), self.size):
            end = start + self.size
            yield X[start:end], y[start:end], end >= len(X)


class _Validation:
    """Measures the loss on the held-out samples, and remembers the parameters with the lowest."""

    def __init__(self, held_out, patience):
        if patience is not None:
            checked_number(patience, "patience", least=1, whole=True)
            if held_out is None:
                raise ValueError(say("patience_needs_validation"))
        self.held_out = held_out
        self.patience = patience
        self.lowest = math.inf
        self.best = None  # the parameters that had the lowest loss
        self.waited = 0  # epochs since then

    def measure(self, network):
        """The validation loss, or None without validation data; called once an epoch."""
        if self.held_out is None:
            return None
        loss = evaluate(network, *self.held_out)
        self.waited += 1
        if self.patience is not None and loss < self.lowest:
            self.lowest = loss
            self.best = network.parameters.copy()
            self.waited = 0
        return loss

    def why_stop(self):
        """A sentence if training is to end here, else ""."""
        if self.patience is None or self.waited < self.patience:
            return ""
        return say("stopped_early", patience=self.patience, lowest=self.lowest)

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
        raise ValueError(say("validation_fraction", fraction=validation, n_samples=len(X)))
    rows = np.random.default_rng(seed).permutation(len(X))
    held = rows[:n_held]
    kept = rows[n_held:]
    return X[kept], y[kept], (X[held], y[held])
