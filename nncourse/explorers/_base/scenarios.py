"""Scenarios: named states of an explorer, each with a question and what to look for."""

import re
import time

from nncourse.explorers._base.controls import Timeline
from nncourse.messages import say
from nncourse.widgets import looks
from nncourse.widgets.number_control import NumberControl
from nncourse.widgets.scenario_row import ScenarioRow

SECONDS = 0.5  # that the controls take to move to a scenario
TICK = 1 / 30  # seconds between two steps of that move
HYPHEN = re.compile(r"(?<=\d)-(?=\d)")  # in the name of a network, 4-3-1
JOINED = "-\u2060"  # after which no line breaks


class Scenarios:
    """The scenarios of ``explorer``, with the ``row`` of buttons that lead to them.

    ``offered`` are their names, in the order of the buttons: all except those that set a hidden
    control. ``told`` is the one whose question is shown. It stays when controls move away from
    its state; ``marked`` is then None.
    """

    def __init__(self, explorer):
        self.explorer = explorer
        words = {
            "try": say("try"),
            "look_for": say("look_for_it"),
            "hint": say("scenario_hint"),
            "after_title": say("after_title"),
        }
        self.row = ScenarioRow(words, lambda number: self.go(self.offered[number]))
        self.told = None
        self.marked = None
        self._goal = None  # the state that the controls are moving to
        self._setting = False  # is this object setting the controls now?
        self.offer(frozenset())

    def offer(self, hidden):
        """Offer the scenarios that set none of the ``hidden`` controls."""
        table = self.explorer.scenarios
        self.offered = [name for name, state in table.items() if not hidden & state.keys()]
        self._states = {name: self.explorer.scenario_state(name) for name in self.offered}
        self.row.scenarios = [words_of(name) for name in self.offered]
        looks.give(self.row, "shown" if self.offered else "gone")
        self._mark()

    def moved(self):
        """Respond to a control that moved; if by hand, end the move to a scenario."""
        if self._goal and not self._setting:
            self.stop()
        if not self._goal:
            self._mark()

    def stop(self):
        """End the move to a scenario; the controls stay where they are."""
        self._goal = None

    def forget(self):
        """Stop, and show no question from now on."""
        self.stop()
        self.told = None

    def go(self, name, calm=False):
        """Move the controls to a scenario: in half a second, or at once if ``calm``."""
        explorer = self.explorer
        state = explorer.scenario_state(name)
        if explorer.player:
            explorer.player.stop()
        self.stop()
        self.told = name
        if calm or explorer.live.calm or explorer.live.home.loop is None:
            explorer.set(**state)
            return
        self._goal = state
        self._set(self._at_first(state))
        self._begin = explorer.state
        self._began = time.monotonic()
        self._show(name)
        self._move_on(state)

    def _at_first(self, state):
        """Return the values to set before anything glides: choices, and timelines that go back.

        A timeline that stayed where it is would briefly show what the reader should predict.
        """
        first = {}
        for name, control in self.explorer.controls.items():
            if isinstance(control, Timeline):
                first[name] = min(control.value, state[name])
            elif not isinstance(control, NumberControl):
                first[name] = state[name]
        return first

    def _move_on(self, goal):
        """Go a step towards ``goal``, unless the controls are moving elsewhere by now."""
        explorer = self.explorer
        if goal is not self._goal:
            return
        done = (time.monotonic() - self._began) / SECONDS
        if done >= 1:
            self.stop()
            explorer.set(**goal)
            return
        self._set(self._between(goal, done * done * (3 - 2 * done)))
        explorer.live.home.do_later(TICK, explorer.live.attempt, self._move_on, goal)

    def _between(self, goal, part):
        """Return the numbers that move, at the fraction ``part`` of their way; timelines only if
        nothing else moves.
        """
        controls = self.explorer.controls
        moving = [name for name in goal if self._begin[name] != goal[name]]
        numbers = [name for name in moving if not isinstance(controls[name], Timeline)]
        values = {}
        for name in numbers or moving:
            begin = self._begin[name]
            step = controls[name].step
            steps = round(part * (goal[name] - begin) / step)
            values[name] = round(begin + steps * step, 10)
        return values

    def _set(self, values):
        self._setting = True
        try:
            self.explorer.set(**values)
        finally:
            self._setting = False

    def _mark(self):
        name = self._current()
        self.told = name or self.told
        if self.told not in self._states:
            self.told = None
        self._show(name)

    def _show(self, marked):
        """Have the row mark a scenario, and show the words of ``told``."""
        names = [*self.offered, None]
        numbers = {name: number for number, name in enumerate(self.offered)} | {None: -1}
        self.marked = marked if marked in names else None
        self.row.marked = numbers[self.marked]
        self.row.told = numbers.get(self.told, -1)

    def _current(self):
        """Return the scenario that the explorer is in.

        The timeline may be elsewhere, if the scenario was chosen or differs from the start in
        another control.
        """
        state = self._without(self.explorer.state)
        exact = [name for name, its in self._states.items() if self._without(its) == state]
        if exact:
            return self.told if self.told in exact else exact[0]
        settled = self._without(state, Timeline)
        base = self._without(self.explorer.base, Timeline)
        for name, its in self._states.items():
            is_own = name == self.told or settled != base
            if is_own and self._without(its, Timeline) == settled:
                return name
        return None

    def _without(self, state, kind=()):
        """Return a state without the controls in ``looks``, and those of a kind."""
        controls = self.explorer.controls
        looks = self.explorer.looks
        return {
            name: value
            for name, value in state.items()
            if name not in looks and not isinstance(controls[name], kind)
        }


def words_of(name):
    """Return a scenario's title, the question before it, and what to look for after it."""
    return {
        "title": say(f"title_{name}"),
        "ask": HYPHEN.sub(JOINED, say(f"ask_{name}")),
        "look": say(f"look_{name}"),
    }
