"""Settings that may be moved while a run goes on: each holds from its epoch on, and shows what
holds at the epoch where the run is.
"""

from functools import partial

from nncourse.messages import CannotShow
from nncourse.playground.changes import LIVE, Changes
from nncourse.playground.setup import Live


class Settings:
    """The controls of ``explorer`` that write changes into its state, and read them."""

    def __init__(self, explorer):
        self.explorer = explorer

    def listen(self):
        """Hear what the reader moves, at once: a frame before it would train everything again."""
        controls = self.explorer.controls
        for name in LIVE:
            controls[name].observe(partial(self._moved, name), "value")
        controls["epoch"].observe(lambda change: self._show(), "value")

    def _moved(self, name, change):
        """Record a move; one at the start, before any other, is only how the run begins."""
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
    """The changes that a text holds; none from one that holds none, of which the note tells."""
    try:
        return Changes(text)
    except CannotShow:
        return Changes()
