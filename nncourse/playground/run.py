"""A training run that a reader can walk through in both directions, change on the way, and fork.

The setup and the changes at each epoch determine a run completely: if they are the same, so is the
run. The run keeps parameters and optimizer at some epochs; to reach an epoch between them, it
trains again from the last one before it.
"""

import copy
import math
import time
from dataclasses import dataclass, field

import numpy as np

from nncourse.messages import say
from nncourse.playground import data
from nncourse.playground.own_points import Columns
from nncourse.playground.setup import OPTIMIZERS, PENALTIES, Setup
from nnlib.training import descend, evaluate, shuffled

KEPT = 200  # the most states kept; then every other is dropped


@dataclass
class Run:
    """A run from ``setup``. ``live(epoch)`` returns the settings of an epoch, and ``edits(epoch)``
    the parameters typed before it, as pairs (index, value).
    """

    setup: Setup
    live: callable
    edits: callable = lambda epoch: ()
    kept: dict = field(default_factory=dict)
    every: int = 1

    def __post_init__(self):
        s = self.setup
        made = data.make(s.data, s.noise, s.sample, s.own, s.columns)
        self.columns = Columns.from_text(s.columns) if s.data == data.OWN else Columns()
        self.empty = not len(made.y)  # there are no samples to train with yet
        self.class_names = made.classes
        self.classes = len(made.classes)
        self.parts = data.divide(made, s.share, s.sample)
        self.network = s.network(self.classes)
        self.arrays = [self._arrays(part) for part in self.parts]
        self.epoch = 0
        self.optimizer = None
        self.stopped = ""
        self.kept[0] = self.network.parameters.copy(), None
        self.losses = [self.measured()]

    def _arrays(self, part):
        """The network's arrays: features (n, k), and targets in the form that its loss needs."""
        y = part.y
        if self.classes == 2 and self.setup.loss == "squared error":
            y = 2 * y - 1  # tanh goes from -1 to 1
        targets = y if self.empty else self.network.targets(y)
        return data.features(part.X, self.setup.features), targets

    def measured(self):
        """The current training and test losses; NaN without samples."""
        if self.empty:
            return math.nan, math.nan
        return tuple(evaluate(self.network, X, y) for X, y in self.arrays)

    @property
    def last(self):
        """The last epoch that has been trained."""
        return len(self.losses) - 1

    def go(self, epoch, seconds=np.inf):
        """Put the network into its state after ``epoch`` epochs, and return the epoch reached.

        It stops early after ``seconds``, or when the loss is no longer finite.
        """
        if self.empty:
            return 0
        near = max(k for k in self.kept if k <= epoch)
        if epoch < self.epoch or near > self.epoch:
            self._back_to(near)
        end = time.monotonic() + seconds
        while self.epoch < epoch and not (self.stopped and self.epoch == self.last):
            self._train()
            if time.monotonic() > end:
                break
        self._edit()
        return self.epoch

    def cut(self, epoch):
        """Forget everything after ``epoch``, from which the run goes another way."""
        self.kept = {k: state for k, state in self.kept.items() if k <= epoch}
        self.losses = self.losses[: epoch + 1]
        self.stopped = ""
        self._back_to(max(self.kept))

    def _back_to(self, epoch):
        parameters, optimizer = self.kept[epoch]
        self.network.parameters = parameters
        self.optimizer = copy.deepcopy(optimizer)
        self.epoch = epoch

    def _edit(self):
        for index, value in self.edits(self.epoch):
            if index < self.network.parameters.size:  # else it was typed for a larger network
                self.network.parameters[index] = value

    def _train(self):
        """Train one epoch; if the loss or a weight overflows, undo it and set ``stopped``."""
        live = self.live(self.epoch)
        before = self.network.parameters.copy()
        self._edit()
        self._set(live)
        X, y = self.arrays[0]
        rows = shuffled(len(X), self.setup.weights)(self.epoch)
        rng = np.random.default_rng([self.setup.weights, self.epoch, 1])
        l1, l2 = (live.strength * (live.penalty == name) for name in PENALTIES[1:])
        options = dict(l1=l1, l2=l2, dropout=live.dropout, rng=rng)
        try:
            for start in range(0, len(X), live.batch):
                batch = rows[start : start + live.batch]
                descend(self.network, self.optimizer, X[batch], y[batch], **options)
            measured = self.measured()
            if not np.isfinite(measured).all():
                raise FloatingPointError
        except FloatingPointError:
            self.network.parameters = before
            self.stopped = say("run_away", epoch=self.epoch, rate=live.rate)
            return
        self.epoch += 1
        if self.epoch == len(self.losses):
            self.losses.append(measured)
        self._keep()

    def _set(self, live):
        """Use the optimizer of these settings; a new kind starts without memory."""
        fresh = OPTIMIZERS[live.optimizer](live.rate)
        mine = self.optimizer
        if type(mine) is not type(fresh) or getattr(mine, "momentum", 0) != getattr(
            fresh, "momentum", 0
        ):
            self.optimizer = fresh
        self.optimizer.learning_rate = live.rate

    def _keep(self):
        if self.epoch % self.every == 0:
            state = self.network.parameters.copy(), copy.deepcopy(self.optimizer)
            self.kept.setdefault(self.epoch, state)
        if len(self.kept) > KEPT:
            self.every *= 2
            self.kept = {k: state for k, state in self.kept.items() if k % self.every == 0}
