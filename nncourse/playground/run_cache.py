"""Which run a state of the playground stands for; runs are kept as far as they were trained."""

import json
from dataclasses import fields

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
VIEWS = (  # what makes no difference to a run
    "epoch",
    "other",
    "unit",
    "probe",
    "show_test",
    "discrete",
    "see_other",
    "speed",
    "stop",
    "drawn_class",
)


class RunCache:
    """The part of the playground that finds the run of a state."""

    def run_state(self):
        """The state without what is merely looked at."""
        return {name: value for name, value in self.state.items() if name not in VIEWS}

    def current(self, seconds=np.inf):
        """The run of the state, trained up to its epoch, or for so many seconds on the way there.

        None if there is none, as before the first point of one's own data.
        """
        try:
            run = self.run(**self.run_state())
        except CannotShow:
            return None
        if run.empty:
            return None
        run.go(self.state["epoch"], seconds)
        return run

    def reached(self):
        """The epoch where the run is: one that had to stop did not get to that of the state."""
        epoch = self.state["epoch"]
        _, run, *_ = self._runs.get("this", (None, None))
        return min(epoch, run.last) if run and run.stopped else epoch

    def rule_says_stop(self):
        """Whether the rule that is chosen says that it is time to stop."""
        rule = self.state["stop"]
        run = self.current(0)
        if run is None or run.stopped:
            return True
        train, test = np.transpose(run.losses)
        rests = len(test) - 1 - test.argmin()
        rules = {"test_rests": rests >= RESTS, "well_trained": train[-1] < WELL}
        return bool((rules | {"at_300": run.epoch >= SHORT}).get(rule, False))

    def setup(self, features, layers, **state):
        """What of a state decides where a run starts."""
        named = {f.name: state[f.name] for f in fields(Setup) if f.name not in PARTS}
        units = tuple(state[f"u{k + 1}"] for k in range(layers))
        activations = tuple(state[f"a{k + 1}"] for k in range(layers))
        chosen = tuple(name for name in dict.fromkeys(features.split("|")) if name in FEATURES)
        if not chosen:
            raise CannotShow(say("no_features", text=features[:60]))
        return Setup(features=chosen, units=units, activations=activations, **named)

    def run(self, which="this", **state):
        """The run of a state, as far as it was trained before."""
        setup = self.setup(**state)
        changes = Changes(state["changes"])
        live = changes.settings(Live(**{name: state[name] for name in LIVE}))
        old = self._runs.get(which)
        if old is None or old[0] != setup:
            run = Run(setup, live, changes.edits)
        else:
            _, run, before, at_start = old
            since = 0 if at_start != live(0) else changes.since(before)
            if since <= run.last:
                run.cut(since)
            run.live = live
            run.edits = changes.edits
        self._runs[which] = setup, run, changes, live(0)
        return run

    def other_state(self, text):
        """The state of another run from its text."""
        try:
            state = json.loads(text)
            fine = state.keys() == self.run_state().keys()
            fine = fine and all(fits(self.controls[name], state[name]) for name in state)
        except (ValueError, AttributeError, RecursionError):
            fine = False
        if not fine:
            raise CannotShow(say("no_other", text=text[:60]))
        return state
