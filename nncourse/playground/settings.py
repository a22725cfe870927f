"""Settings that can change during a run: a change counts from its epoch on, and the control shows
the value at the current epoch.
"""

from functools import partial

from nncourse.messages import CannotShow
from nncourse.playground.changes import LIVE, Changes
from nncourse.playground.setup import Live


class Settings:
    """Link the controls of ``explorer`` for these settings to the changes in its state."""

    def __init__(self, explorer):
        self.explorer = explorer

    def listen(self):
        """Observe the controls before the figure does: else a frame would train all again."""
        controls = self.explorer.controls
        for name in LIVE:
            controls[name].observe(partial(self._moved, name), "value")
        controls["epoch"].observe(lambda change: self._show(), "value")

    def _moved(self, name, change):
        """Record a change, unless it is at the start and before any other."""
        explorer = self.explorer
        epoch = explorer.runs.reached(explorer.typed_state)
        text = explorer.state["changes"]
        if not explorer.quiet and (epoch or text):
            text = _readable(text).with_(epoch, name, change.new, before=change.old)
            explorer.controls["changes"].value = text

    def _show(self):
        explorer = self.explorer
        state = explorer.state
        if explorer.quiet or not state["changes"]:
            return
        live = _readable(state["changes"]).settings(Live(**{name: state[name] for name in LIVE}))
        explorer.quiet = True
        try:
            for name, value in live(state["epoch"])._asdict().items():
                explorer.controls[name].value = value
        finally:
            explorer.quiet = False


def _readable(text):
    """The changes in a text; none if it is invalid, which the figure's note reports."""
    try:
        return Changes(text)
    except CannotShow:
        return Changes()
