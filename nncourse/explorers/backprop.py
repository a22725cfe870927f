"""Backpropagation, one factor at a time: symbols and numbers side by side."""

from itertools import pairwise
from math import isfinite

import numpy as np

from nncourse.draw import plots
from nncourse.draw.labels import Label, Lines
from nncourse.draw.network_diagram import NetworkDiagram
from nncourse.draw.numbers import short, signed
from nncourse.explorers._backprop_steps import DIGITS, chain_steps, is_right
from nncourse.explorers._base.controls import (
    dropdown,
    slider,
    switch,
    text_box,
    timeline,
    whole_number,
)
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Network

MOST = 4  # units in a layer
PAIRS = {  # output activation and loss
    "sigmoid, cross-entropy": ("sigmoid", "binary_cross_entropy"),
    "softmax, cross-entropy": ("softmax", "categorical_cross_entropy"),
    "identity, squared error": ("identity", "mean_squared_error"),
    "tanh, squared error": ("tanh", "mean_squared_error"),
    "sigmoid, squared error": ("sigmoid", "mean_squared_error"),
}


class BackpropExplorer(Explorer):
    """Forward and back through a small network, with one sample of the learner's choice."""

    size = (9.0, 3.7)
    actions = ("reveal",)

    def make_controls(self):
        inputs = {
            f"x{k}": slider(f"x{k}", x, -2, 2) for k, x in enumerate([1.0, -0.5, 0.5, 1.5], start=1)
        }
        controls = {
            "step": timeline(say("step_number"), 20, seconds=2),
            "ask": switch(say("ask")),
            "answer": text_box(say("answer"), "0.5", "-0,25", "x"),
            "inputs": whole_number(say("inputs"), 2, 1, MOST),
            "layers": whole_number(say("layers"), 1, 0, 2),
            "first": whole_number(say("units_of", number=1), 2, 1, MOST),
            "second": whole_number(say("units_of", number=2), 2, 1, MOST),
            "outputs": whole_number(say("outputs"), 1, 1, MOST),
            "activation": dropdown(say("activation"), ["tanh", "sigmoid", "relu", "identity"]),
            "pair": dropdown(say("pair"), list(PAIRS)),
            "weights": whole_number(say("weights"), 1, 0, 20),
            **inputs,
            "y": slider("y", 1, 0, 1),
            "label": whole_number(say("true_class"), 1, 1, MOST),
        }
        others = [control for name, control in controls.items() if name != "answer"]
        for control in others:  # another question, so what was typed is no answer to it
            control.observe(lambda _: controls["answer"].set_trait("value", ""), "value")
        return controls

    def set(self, **state):
        """As for all explorers; an answer belongs to the state that it comes with."""
        super().set(**state)
        if "answer" in state:
            super().set(answer=state["answer"])

    def sizes(self, inputs, layers, first, second, outputs, pair, **_):
        """The network's sizes in this state; a softmax has two outputs at least."""
        return [inputs, *[first, second][:layers], max(outputs, 2 if "softmax" in pair else 1)]

    def update_bounds(self, **state):
        sizes = self.sizes(**state)
        units, links = sum(sizes[1:]), sum(a * b for a, b in pairwise(sizes))
        self.controls["step"].max = 4 * units + links + 1
        self.controls["label"].max = sizes[-1]

    def unused_controls(self, inputs, layers, ask, **state):
        sizes = self.sizes(inputs, layers, **state)
        unseen = ["first", "second"][layers:] + [f"x{k}" for k in range(inputs + 1, MOST + 1)]
        unseen += ["label" if sizes[-1] == 1 else "y", *([] if layers else ["activation"])]
        return unseen if ask else [*unseen, "answer"]

    def model(self, step, ask, answer, activation, pair, weights, y, label, **state):
        sizes, (output, loss) = self.sizes(pair=pair, **state), PAIRS[pair]
        network = Network.from_sizes(sizes, activation, output, loss)
        rng = np.random.default_rng(weights)
        network.parameters = rng.normal(size=network.parameters.size).round(1)
        x = np.array([[state[f"x{k + 1}"] for k in range(sizes[0])]])
        target = np.array([[y]]) if sizes[-1] == 1 else np.eye(sizes[-1])[[label - 1]]
        trace = network.forward(x)
        gradients, cost = network.backward(trace, target), network.loss_of(trace, target)
        steps = chain_steps(network, trace, gradients, cost, target)
        now, typed = steps[step - 1] if step else None, _number(answer)
        known = typed is not None and now and is_right(typed, now.value)
        return dict(
            network=network, x=x[0], loss=cost, sizes=sizes, steps=steps, step=step, now=now,
            asked=bool(ask and now and not known), answer=answer, typed=typed,
        )  # fmt: skip

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.05])
        self._diagram = NetworkDiagram(left)
        right.set(xlim=(0, 10), ylim=(0, 7))
        right.set_axis_off()
        look = dict(color=plots.INK, va="center", ha="left", fontsize=plots.FONT_SIZE)
        self._title = Label(right, 0, 6.4, **look | dict(fontsize=plots.FONT_SIZE + 1))
        self._sum, self._foot = Lines(right, 0, 5.2, 1.3, **look), Label(right, 0, 0.4, **look)

    def draw(self, network, x, loss, sizes, steps, step, now, asked, typed, **_):
        known = {s.marked[0]: s.value for s in steps[: step - asked] if _fills(s, now)}
        inside = [[_inside(known, column, j) for j in range(n)] for column, n in enumerate(sizes)]
        inside[0] = [signed(value, 2) for value in x]
        marked, numbers = (now.marked, dict(now.edges)) if now else ([], {})
        if asked and now.name.startswith("∂"):
            numbers = dict.fromkeys(numbers, "?")
        W = [layer.W for layer in network.layers]
        self._diagram.move(sizes, W, inside=inside, numbers=numbers, marked=marked)
        self._title.set_text(now.title if now else "")
        self._sum.set_text(_sum(now, asked) if now else "")
        self._foot.set_text(_foot(now, asked, typed, loss) if now else "")

    def describe(self, steps, step, now, asked, answer, typed, **_):
        if now is None:
            first = steps[0]
            return say("chain_start", n=len(steps), name=first.name, numbers=first.numbers)
        value = signed(now.value, DIGITS)
        if not asked:
            return say("chain", step=step, n=len(steps), title=now.title, name=now.name,
                       symbols=now.symbols, value=value)  # fmt: skip
        return say("chain_asked", step=step, n=len(steps), title=now.title, name=now.name,
                   hint=_hint(answer, typed, now.value))  # fmt: skip

    def reveal(self):
        """Put the right number into the box."""
        now = self.model(**self.state)["now"]
        if now:
            self.set(answer=signed(now.value, DIGITS))


def _fills(step, now):
    """Whether a step's value stands inside its unit: activations going forward, δ going back."""
    if now and now.back:
        return step.name.startswith("δ")
    return not step.back and step.name.startswith("a")


def _inside(known, column, j):
    return signed(known[column, j], 2) if (column, j) in known else "?"


def _number(text):
    """The number that was typed, or None."""
    try:
        number = float(text.replace("\u2212", "-").replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _hint(answer, typed, value):
    """What an answer that is not right deserves to hear."""
    if not answer.strip():
        return say("type_it")
    if typed is None:
        return say("no_number", answer=answer.strip()[:12])
    if is_right(-typed, value) and abs(value) > 0.006:
        return say("wrong_sign")
    return say("not_it", answer=short(typed, 4))


def _sum(now, asked):
    """How a number is computed: with symbols, with numbers, and what comes out."""
    value = signed(now.value, DIGITS)
    numbers = [] if now.numbers == value else [f"   = {now.numbers}"]
    return "\n".join([f"{now.name} = {now.symbols}", *numbers, f"   = {'?' if asked else value}"])


def _foot(now, asked, typed, loss):
    """The line below: the answer so far, or on the way back the loss."""
    if asked:
        return say("type_it") if typed is None else say("you_said", answer=short(typed, 4))
    return f"L = {signed(loss, DIGITS)}" if now.back else ""
