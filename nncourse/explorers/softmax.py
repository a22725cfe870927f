"""Softmax: three logits become three probabilities, sharper or softer by a temperature."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
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
    scenarios = {
        "colder": dict(z1=2, z2=1, z3=-1, temperature=1),
        "warm": dict(z1=2, z2=1, z3=-1, temperature=5),
        "one_more": dict(z1=3, z2=2, z3=0, temperature=1),
    }

    def make_controls(self):
        return {
            "z1": slider("z1", 2, -5, 5),
            "z2": slider("z2", 1, -5, 5),
            "z3": slider("z3", -1, -5, 5),
            "temperature": slider(say("temperature"), 1, 0.1, 5),
        }

    def model(self, temperature, **logits):
        z = np.array(list(logits.values()))
        return dict(z=z, temperature=temperature, p=softmax(z / temperature))

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        left.set_ylim(-6.5, 6.5)
        style.style_axes(left, "", "z", equal=False)
        right.set_ylim(0, 1.15)
        style.style_axes(right, "", "softmax(z / T)", equal=False)
        return SimpleNamespace(
            logits=Bars(left, [sub("z", k + 1) for k in range(N)], digits=1),
            probabilities=Bars(right, [sub("p", k + 1) for k in range(N)], digits=3),
        )

    def draw(self, z, temperature, p):
        self.artists.logits.move(z)
        self.artists.probabilities.move(p)

    def describe(self, z, temperature, p):
        logits = ", ".join(signed(value, 1) for value in z)
        probabilities = ", ".join(signed(value, 3) for value in p)
        T = signed(temperature)
        if (z == z.max()).sum() > 1:
            return say("softmax_tie", z=logits, p=probabilities, T=T)
        return say("softmax", z=logits, p=probabilities, T=T, best=int(p.argmax()) + 1)
