"""Backpropagation, one factor at a time: symbols and numbers side by side."""

from itertools import pairwise
from math import isfinite
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
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
    groups = (
        ("network", ("inputs", "outputs", "layers", "first", "second")),
        ("weights", ("activation", "pair", "weights", "ask", "answer")),
        ("sample", ("x1", "x2", "x3", "x4", "y", "label")),
    )
    actions = ("reveal",)

    def make_controls(self):
        inputs = {}
        for name, value in {"x1": 1.0, "x2": -0.5, "x3": 0.5, "x4": 1.5}.items():
            inputs[name] = slider(name, value, -2, 2)
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
        answer = controls["answer"]
        for control in controls.values():
            if control is not answer:  # another question, so what was typed is no answer to it
                control.observe(lambda _: answer.set_trait("value", ""), "value")
        return controls

    def set(self, **state):
        """Give controls new values; an answer belongs to the state that it comes with."""
        super().set(**state)
        if "answer" in state:
            super().set(answer=state["answer"])

    def sizes(self, inputs, layers, first, second, outputs, pair, **_):
        """The network's sizes in this state; a softmax has two outputs at least."""
        hidden = [first, second][:layers]
        least = 2 if "softmax" in pair else 1
        return [inputs, *hidden, max(outputs, least)]

    def update_bounds(self, **state):
        sizes = self.sizes(**state)
        n_units = sum(sizes[1:])
        n_weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
        self.controls["step"].max = 4 * n_units + n_weights + 1
        self.controls["label"].max = sizes[-1]

    def unused_controls(self, inputs, layers, ask, **state):
        sizes = self.sizes(inputs, layers, **state)
        unused = ["first", "second"][layers:]
        unused += [f"x{k}" for k in range(inputs + 1, MOST + 1)]
        unused.append("label" if sizes[-1] == 1 else "y")
        if layers == 0:
            unused.append("activation")
        if not ask:
            unused.append("answer")
        return unused

    def model(self, step, ask, answer, activation, pair, weights, y, label, **state):
        sizes = self.sizes(pair=pair, **state)
        output, loss_name = PAIRS[pair]
        network = Network.from_sizes(sizes, activation, output, loss_name)
        rng = np.random.default_rng(weights)
        network.parameters = rng.normal(size=network.parameters.size).round(1)
        x = np.array([[state[f"x{k + 1}"] for k in range(sizes[0])]])
        target = np.array([[y]]) if sizes[-1] == 1 else np.eye(sizes[-1])[[label - 1]]
        trace = network.forward(x)
        gradients = network.backward(trace, target)
        loss = network.loss_of(trace, target)
        steps = chain_steps(network, trace, gradients, loss, target)
        now = steps[step - 1] if step else None
        typed = _number(answer)
        asked = ask and now is not None
        if asked and typed is not None and is_right(typed, now.value):
            asked = False
        return dict(
            network=network,
            x=x[0],
            loss=loss,
            sizes=sizes,
            steps=steps,
            step=step,
            now=now,
            asked=asked,
            answer=answer,
            typed=typed,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.05])
        right.set(xlim=(0, 10), ylim=(0, 7))
        right.set_axis_off()
        look = dict(color=style.INK, va="center", ha="left")
        return SimpleNamespace(
            diagram=NetworkDiagram(left),
            title=Label(right, 0, 6.4, fontsize=style.FONT_SIZE + 1, **look),
            formula=Lines(right, 0, 5.2, 1.3, fontsize=style.FONT_SIZE, **look),
            foot=Label(right, 0, 0.4, fontsize=style.FONT_SIZE, **look),
        )

    def draw(self, network, x, loss, sizes, steps, step, now, asked, typed, **_):
        artists = self.artists
        weights = [layer.W for layer in network.layers]
        inside = self._texts_in_units(x, sizes, steps[: step - asked], now)
        if now is None:
            artists.diagram.move(sizes, weights, inside=inside)
            artists.title.set_text("")
            artists.formula.set_text("")
            artists.foot.set_text("")
            return
        numbers = now.edges
        if asked and now.name.startswith("∂"):
            numbers = dict.fromkeys(numbers, "?")
        artists.diagram.move(sizes, weights, inside=inside, numbers=numbers, marked=now.marked)
        artists.title.set_text(now.title)
        artists.formula.set_text(_formula(now, asked))
        artists.foot.set_text(_foot(now, asked, typed, loss))

    def _texts_in_units(self, x, sizes, done, now):
        """The inputs, and in each other unit the value that a step of ``done`` gave it, or "?"."""
        known = {step.marked[0]: signed(step.value, 2) for step in done if _fills(step, now)}
        inside = [[signed(value, 2) for value in x]]
        for column in range(1, len(sizes)):
            inside.append([known.get((column, j), "?") for j in range(sizes[column])])
        return inside

    def describe(self, steps, step, now, asked, answer, typed, **_):
        n = len(steps)
        if now is None:
            return say("chain_start", n=n, name=steps[0].name, numbers=steps[0].numbers)
        if asked:
            return say(
                "chain_asked",
                step=step,
                n=n,
                title=now.title,
                name=now.name,
                hint=_hint(answer, typed, now.value),
            )
        return say(
            "chain",
            step=step,
            n=n,
            title=now.title,
            name=now.name,
            symbols=now.symbols,
            value=signed(now.value, DIGITS),
        )

    def reveal(self):
        """Put the right number into the box."""
        now = self.model(**self.state)["now"]
        if now:
            self.set(answer=signed(now.value, DIGITS))


def _fills(step, now):
    """Whether a step's value is shown inside its unit: activations on the way forward, δ on the way
    back.
    """
    if now and now.back:
        return step.name.startswith("δ")
    return not step.back and step.name.startswith("a")


def _number(text):
    """The number that was typed, or None."""
    try:
        number = float(text.replace("\u2212", "-").replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _hint(answer, typed, value):
    """A hint for an answer that is not right."""
    if not answer.strip():
        return say("type_it")
    if typed is None:
        return say("no_number", answer=answer.strip()[:12])
    if is_right(-typed, value) and abs(value) > 0.006:
        return say("wrong_sign")
    return say("not_it", answer=short(typed, 4))


def _formula(now, asked):
    """How a number is computed: with symbols, with numbers, and the result unless it is asked."""
    value = signed(now.value, DIGITS)
    lines = [f"{now.name} = {now.symbols}"]
    if now.numbers != value:
        lines.append(f"   = {now.numbers}")
    lines.append(f"   = {'?' if asked else value}")
    return "\n".join(lines)


def _foot(now, asked, typed, loss):
    """The line below: the answer so far, or on the way back the loss."""
    if asked and typed is None:
        return say("type_it")
    if asked:
        return say("you_said", answer=short(typed, 4))
    return f"L = {signed(loss, DIGITS)}" if now.back else ""
