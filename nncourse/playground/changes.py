"""The changes that a reader made during a run: the epoch, the setting, and its new value."""

import json
import math

from nncourse.messages import CannotShow, say
from nncourse.playground.setup import CHOICES, Live
from nnlib.validate import checked_number

LIVE = Live._fields
FAR = 1e6  # the largest weight that can be typed, so that the results stay finite


class Changes:
    """Entries (epoch, what, value), stored as one text in the state. ``what`` is the name of a
    setting or the index of a parameter. A setting's first entry, at epoch 0, is its value before.

    Raises CannotShow for a text that holds no changes.
    """

    def __init__(self, text=""):
        try:
            self.entries = [_entry(*entry) for entry in json.loads(text or "[]")]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise CannotShow(say("no_changes", text=text[:60])) from None

    def settings(self, base):
        """Return a function from epoch to settings; ``base`` holds the settings without entries."""
        named = sorted((e for e in self.entries if isinstance(e[1], str)), key=lambda e: e[0])

        def live(epoch):
            return base._replace(**{what: value for at, what, value in named if at <= epoch})

        return live

    def edits(self, epoch):
        """The parameters typed at an epoch, as pairs (index, value)."""
        return [
            (what, value) for at, what, value in self.entries if at == epoch and type(what) is int
        ]

    def since(self, other):
        """The first epoch at which two runs diverge; infinity if they never do."""
        differing = self._acting() ^ other._acting()
        return min((epoch for epoch, _, _ in differing), default=math.inf)

    def _acting(self):
        """The entries that change something: a setting's first one only gives its value before."""
        return {entry for entry in self.entries if entry[0] or type(entry[1]) is int}

    def with_(self, epoch, what, value, before=None):
        """The text with one more change, and without all changes after it."""
        kept = [e for e in self.entries if e[0] < epoch or (e[0] == epoch and e[1] != what)]
        if isinstance(what, str) and epoch and not any(e[1] == what for e in kept):
            kept.insert(0, (0, what, before))
        return json.dumps([*kept, (epoch, what, value)], separators=(",", ":"))


def _entry(epoch, what, value):
    """Return a checked change, its typed parameter limited to ``FAR``; raise if it is invalid."""
    if isinstance(what, str):
        value = CHOICES[what][CHOICES[what].index(value)]
    else:
        what = checked_number(what, "", least=0, whole=True)
        value = min(max(checked_number(value, ""), -FAR), FAR)
    return checked_number(epoch, "", least=0, whole=True), what, value


def index_of(network, picked):
    """The index of a picked weight or bias among the parameters; None if there is none."""
    if picked is None or picked[1] >= len(network.layers):
        return None
    start = sum(layer.W.size + layer.b.size for layer in network.layers[: picked[1]])
    n_in, n_out = network.layers[picked[1]].W.shape
    if picked[0] == "w":
        i, j = picked[2:]
    else:  # the biases follow the weights like one more row of them
        i = n_in
        j = picked[2]
    return start + i * n_out + j if i <= n_in and j < n_out else None


def name_of(picked):
    """The name of a picked weight or bias, such as "w1: 2 → 3"."""
    kind, layer, *rest = picked
    return f"{kind}{layer + 1}: " + " → ".join(str(k + 1) for k in rest)
