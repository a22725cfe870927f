"""The changes that a reader made during a run: at which epoch, what, and to which value."""

import json
import math

from nncourse.messages import CannotShow, say
from nncourse.playground.setup import CHOICES, Live
from nnlib.validate import checked_number

LIVE = Live._fields
FAR = 1e6  # up to there a weight is typed, so that what comes of it is finite


class Changes:
    """Entries (epoch, what, value), written as one text for the state. ``what`` is the name of a
    setting, or the number of a parameter. A setting's first entry is at epoch 0: what it was.
    """

    def __init__(self, text=""):
        try:
            self.entries = [_entry(*entry) for entry in json.loads(text or "[]")]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise CannotShow(say("no_changes", text=text[:60])) from None

    def settings(self, base):
        """A function that gives the settings of an epoch; ``base`` holds those without entries."""
        named = sorted((e for e in self.entries if isinstance(e[1], str)), key=lambda e: e[0])

        def live(epoch):
            return base._replace(**{what: value for at, what, value in named if at <= epoch})

        return live

    def edits(self, epoch):
        """The parameters that were typed at an epoch, as pairs (index, value)."""
        return [
            (what, value) for at, what, value in self.entries if at == epoch and type(what) is int
        ]

    def since(self, other):
        """The first epoch at which two runs go different ways; infinity if they do not."""
        differing = self._acting() ^ other._acting()
        return min((epoch for epoch, _, _ in differing), default=math.inf)

    def _acting(self):
        """The entries that change something; a setting's first one says what it was before."""
        return {entry for entry in self.entries if entry[0] or type(entry[1]) is int}

    def with_(self, epoch, what, value, before=None):
        """The text with one more change, and without all that came after it."""
        kept = [e for e in self.entries if e[0] < epoch or (e[0] == epoch and e[1] != what)]
        if isinstance(what, str) and epoch and not any(e[1] == what for e in kept):
            kept.insert(0, (0, what, before))
        return json.dumps([*kept, (epoch, what, value)], separators=(",", ":"))


def _entry(epoch, what, value):
    """A change, if it can be one. What is typed stays within ``FAR``."""
    if isinstance(what, str):
        value = CHOICES[what][CHOICES[what].index(value)]
    else:
        what = checked_number(what, "", least=0, whole=True)
        value = min(max(checked_number(value, ""), -FAR), FAR)
    return checked_number(epoch, "", least=0, whole=True), what, value


def index_of(network, picked):
    """The place of a picked weight or bias among the parameters; None if there is none."""
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
    """A weight or a bias, as it is called."""
    kind, layer, *rest = picked
    return f"{kind}{layer + 1}: " + " → ".join(str(k + 1) for k in rest)
