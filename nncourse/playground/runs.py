"""Find the run of a playground's state; runs are kept as far as they were trained."""

import json
from dataclasses import fields, replace

import numpy as np

from nncourse.messages import CannotShow, say
from nncourse.playground.changes import LIVE, Changes
from nncourse.playground.controls import fits
from nncourse.playground.data import FEATURES
from nncourse.playground.run import Run
from nncourse.playground.setup import Live, Setup

PARTS = ("features", "units", "activations")
RESTS = 50  # epochs without a lower test loss
WELL = 0.01  # a low loss
SHORT = 300  # epochs


class Runs:
    """The run of a state, and a run to compare with, whose values must fit ``controls``."""

    def __init__(self, controls):
        self.controls = controls
        self._kept = {}

    def current(self, state, seconds=np.inf):
        """The run of the state, trained up to its epoch, or for ``seconds`` on the way there.

        None if there is none, for example before the reader's first point.
        """
        try:
            run = self.find(state)
        except CannotShow:
            return None
        if run.empty:
            return None
        run.go(state.epoch, seconds)
        return run

    def reached(self, state):
        """The epoch of the run, which is before that of the state if the run had to stop."""
        _, run, *_ = self._kept.get("this", (None, None))
        return min(state.epoch, run.last) if run and run.stopped else state.epoch

    def rule_says_stop(self, state):
        """Whether the chosen rule says to stop."""
        run = self.current(state, 0)
        if run is None or run.stopped:
            return True
        if state.stop == "test_rests":
            tests = [test for _, test in run.losses]
            return len(tests) - 1 - int(np.argmin(tests)) >= RESTS
        if state.stop == "well_trained":
            return run.losses[-1][0] < WELL
        return state.stop == "at_300" and run.epoch >= SHORT

    def find(self, state, which="this"):
        """The run of a state, as far as it has been trained. Raises CannotShow for a bad state."""
        setup = _setup(state)
        changes = Changes(state.changes)
        live = changes.settings(Live(**{name: getattr(state, name) for name in LIVE}))
        old = self._kept.get(which)
        if old is None or old[0] != setup:
            run = Run(setup, live, changes.edits)
        else:
            _, run, before, at_start = old
            since = 0 if at_start != live(0) else changes.since(before)
            if since <= run.last:
                run.cut(since)
            run.live = live
            run.edits = changes.edits
        self._kept[which] = setup, run, changes, live(0)
        return run

    def find_other(self, state):
        """The run in the text ``state.other``, as far as it has been trained; else CannotShow."""
        try:
            values = json.loads(state.other)
            fine = values.keys() == state.of_run().keys()
            fine = fine and all(fits(self.controls[name], values[name]) for name in values)
        except (ValueError, AttributeError, RecursionError):
            fine = False
        if not fine:
            raise CannotShow(say("no_other", text=state.other[:60]))
        return self.find(replace(state, **values), "other")


def _setup(state):
    """The setup of a state; CannotShow if the state has no features."""
    named = {f.name: getattr(state, f.name) for f in fields(Setup) if f.name not in PARTS}
    names = dict.fromkeys(state.features.split("|"))
    chosen = tuple(name for name in names if name in FEATURES)
    if not chosen:
        raise CannotShow(say("no_features", text=state.features[:60]))
    units = dict(units=state.units, activations=state.activations)
    return Setup(features=chosen, **units, **named)
