"""Softmax: three logits become three probabilities, sharper or softer by a temperature."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.bars import Bars
from nncourse.draw.numbers import signed, sub
from nncourse.explorers._base.controls import slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib.activations import softmax

N = 3


class SoftmaxExplorer(Explorer):
    """softmax(z / T): bars for z on the left, and for the probabilities on the right."""

    size = (9.0, 3.6)

    def make_controls(self):
        logits = {f"z{k + 1}": slider(f"z{k + 1}", z, -5, 5) for k, z in enumerate([2, 1, -1])}
        return logits | {"temperature": slider(say("temperature"), 1, 0.1, 5)}

    def model(self, temperature, **logits):
        z = np.array(list(logits.values()))
        return dict(z=z, temperature=temperature, p=softmax(z / temperature))

    def build(self, figure):
        self._bars = []
        for ax, letter, name, height, digits in zip(
            figure.subplots(1, 2), "zp", ["z", "softmax(z / T)"], [6.5, 1.15], [1, 3], strict=True
        ):
            ax.set_ylim(-height if letter == "z" else 0, height)
            plots.style(ax, "", name, equal=False)
            self._bars.append(Bars(ax, [sub(letter, k + 1) for k in range(N)], digits))

    def draw(self, z, temperature, p):
        for bars, values in zip(self._bars, [z, p], strict=True):
            bars.move(values)

    def describe(self, z, temperature, p):
        logits, shares = (", ".join(signed(v, d) for v in row) for row, d in [(z, 1), (p, 3)])
        if (z == z.max()).sum() > 1:
            return say("softmax_tie", z=logits, p=shares, T=signed(temperature))
        return say("softmax", z=logits, p=shares, T=signed(temperature), best=int(p.argmax()) + 1)
