"""Backpropagation, one factor at a time: symbols and numbers side by side."""

from itertools import pairwise

import numpy as np

from nnlib import Network, plots
from nnlib.explorers.base import Explorer
from nnlib.explorers.chain import DIGITS, chain, is_right
from nnlib.explorers.controls import box, choice, count, slider, switch, timeline
from nnlib.formats import signed
from nnlib.labels import Label
from nnlib.messages import say
from nnlib.network_diagram import NetworkDiagram

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
        return {
            "step": timeline(say("step_number"), 20, seconds=2),
            "ask": switch(say("ask")),
            "answer": box(say("answer"), 0, -1000, 1000, 0.01),
            "inputs": count(say("inputs"), 2, 1, MOST),
            "layers": count(say("layers"), 1, 0, 2),
            "first": count(say("units_of", number=1), 2, 1, MOST),
            "second": count(say("units_of", number=2), 2, 1, MOST),
            "outputs": count(say("outputs"), 1, 1, MOST),
            "activation": choice(say("activation"), ["tanh", "sigmoid", "relu", "identity"]),
            "pair": choice(say("pair"), list(PAIRS)),
            "weights": count(say("weights"), 1, 0, 20),
            **inputs,
            "y": slider("y", 1, 0, 1),
            "label": count(say("true_class"), 1, 1, MOST),
        }

    def sizes(self, inputs, layers, first, second, outputs, pair, **_):
        """The network's sizes in this state; a softmax has two outputs at least."""
        return [inputs, *[first, second][:layers], max(outputs, 2 if "softmax" in pair else 1)]

    def settle(self, **state):
        sizes = self.sizes(**state)
        units, links = sum(sizes[1:]), sum(a * b for a, b in pairwise(sizes))
        self.controls["step"].max = 4 * units + links + 1
        self.controls["label"].max = sizes[-1]

    def idle(self, inputs, layers, ask, **state):
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
        steps = chain(network, trace, gradients, cost, target)
        now = steps[step - 1] if step else None
        return dict(
            network=network, x=x[0], loss=cost, sizes=sizes, steps=steps, step=step, now=now,
            asked=bool(ask and now and not is_right(answer, now.value)), answer=answer,
        )  # fmt: skip

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.05])
        self._diagram = NetworkDiagram(left)
        right.set(xlim=(0, 10), ylim=(0, 7))
        right.set_axis_off()
        look = dict(color=plots.INK, va="center", ha="left")
        sizes = [plots.FONT_SIZE + 1, *[plots.FONT_SIZE] * 6]
        self._lines = [Label(right, 0, 6.2 - 0.85 * k, fontsize=size, **look)
                       for k, size in enumerate(sizes)]  # fmt: skip

    def draw(self, network, x, loss, sizes, steps, step, now, asked, answer):
        known = {s.marked[0]: s.value for s in steps[: step - asked] if _fills(s, now)}
        inside = [[_inside(known, column, j) for j in range(n)] for column, n in enumerate(sizes)]
        inside[0] = [signed(value, 2) for value in x]
        marked, numbers = (now.marked, dict(now.edges)) if now else ([], {})
        if asked and now.name.startswith("∂"):
            numbers = dict.fromkeys(numbers, "?")
        W = [layer.W for layer in network.layers]
        self._diagram.move(sizes, W, inside=inside, numbers=numbers, marked=marked)
        for label, text in zip(self._lines, _text(now, asked, answer, loss), strict=True):
            label.set_text(text)

    def describe(self, steps, step, now, asked, answer, **_):
        if now is None:
            return say("chain_start", n=len(steps))
        value = signed(now.value, DIGITS)
        if not asked:
            return say("chain", step=step, n=len(steps), title=now.title, name=now.name,
                       symbols=now.symbols, value=value)  # fmt: skip
        near = is_right(-answer, now.value) and abs(now.value) > 0.005
        number = signed(answer, DIGITS)
        hint = (
            say("wrong_sign")
            if near
            else say("not_it", answer=number)
            if answer
            else say("type_it")
        )
        return say(
            "chain_asked", step=step, n=len(steps), title=now.title, name=now.name, hint=hint
        )

    def reveal(self):
        """Put the right number into the box."""
        now = self.model(**self.state)["now"]
        if now:
            self.set(answer=round(float(now.value), 4))


def _fills(step, now):
    """Whether a step's value stands inside its unit: activations going forward, δ going back."""
    if now and now.back:
        return step.name.startswith("δ")
    return not step.back and step.name.startswith("a")


def _inside(known, column, j):
    return signed(known[column, j], 2) if (column, j) in known else "?"


def _text(now, asked, answer, loss):
    """The lines beside the diagram: what it is, how it is computed, with symbols and numbers."""
    if now is None:
        return [""] * 7
    value, result = signed(now.value, DIGITS), "?" if asked else signed(now.value, DIGITS)
    numbers = "" if now.numbers == value else f"   = {now.numbers}"
    known = f"L = {signed(loss, DIGITS)}" if now.back else ""
    known = say("you_said", answer=signed(answer, DIGITS)) if asked else known
    lines = [f"{now.name} = {now.symbols}", *_broken(numbers), f"   = {result}"]
    lines = [line for line in lines if line]
    return [now.title, "", *lines, *[""] * (4 - len(lines)), known]


def _broken(text, width=44):
    """A long line in two parts."""
    if len(text) <= width:
        return text, ""
    cut = text.rfind(" + ", 0, width)
    cut = cut if cut > 0 else text.rfind(" ", 0, width)
    return text[:cut], f"      {text[cut:].strip()}"
