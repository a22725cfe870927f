"""Forward propagation, unit by unit: every z and a on the diagram and in its formula."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.network_diagram import NetworkDiagram
from nncourse.draw.numbers import factor, plus, signed, sub
from nncourse.explorers._base.controls import dropdown, slider, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Dense, Network

MOST = 4  # units in a hidden layer
LINES = 9  # of the text beside the diagram


def small_network(sizes, hidden, seed):
    """A network whose weights and biases have one digit after the point, for sums by hand."""
    output = "sigmoid" if sizes[-1] == 1 else "softmax"
    activations = [hidden] * (len(sizes) - 2) + [output]
    layers = []
    for (n_in, n_out), activation in zip(pairwise(sizes), activations, strict=True):
        layers.append(Dense(n_in, n_out, activation))
    network = Network(layers)
    drawn = np.random.default_rng(seed).normal(size=network.parameters.size)
    network.parameters = np.round(drawn, 1)
    return network


class ForwardExplorer(Explorer):
    """A small network and one sample; two steps for a unit: its sum, then its output."""

    size = (9.0, 3.7)
    groups = (
        ("network", ("inputs", "outputs", "layers", "first", "second")),
        ("weights", ("activation", "weights")),
        ("sample", ("x1", "x2", "x3")),
    )

    def make_controls(self):
        return {
            "step": timeline(say("step_number"), 8, seconds=1.5),
            "inputs": whole_number(say("inputs"), 2, 1, 3),
            "layers": whole_number(say("layers"), 1, 0, 2),
            "first": whole_number(say("units_of", number=1), 3, 1, MOST),
            "second": whole_number(say("units_of", number=2), 2, 1, MOST),
            "outputs": whole_number(say("outputs"), 1, 1, 3),
            "activation": dropdown(say("activation"), ["tanh", "relu", "sigmoid", "identity"]),
            "weights": whole_number(say("weights"), 1, 0, 20),
            "x1": slider("x1", 1.0, -2, 2),
            "x2": slider("x2", -0.5, -2, 2),
            "x3": slider("x3", 0.5, -2, 2),
        }

    def sizes(self, inputs, layers, first, second, outputs, **_):
        """The network's sizes in this state."""
        hidden = [first, second][:layers]
        return [inputs, *hidden, outputs]

    def update_bounds(self, **state):
        self.controls["step"].max = 2 * sum(self.sizes(**state)[1:])

    def unused_controls(self, inputs, layers, **_):
        unused = ["first", "second"][layers:] + ["x1", "x2", "x3"][inputs:]
        if layers == 0:
            unused.append("activation")
        return unused

    def model(self, step, activation, weights, **state):
        sizes = self.sizes(**state)
        network = small_network(sizes, activation, weights)
        x = np.array([state[f"x{k + 1}"] for k in range(sizes[0])])
        trace = network.forward(x[None])
        units = [(k, j) for k, n in enumerate(sizes[1:]) for j in range(n)]
        return dict(
            network=network,
            trace=trace,
            sizes=sizes,
            weights=weights,
            units=units,
            step=step,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.15])
        right.set(xlim=(0, 10), ylim=(0, 7))
        right.set_axis_off()
        look = dict(fontsize=style.FONT_SIZE, color=style.INK, va="center", ha="left")
        lines = [Label(right, 0, 6.5 - 0.72 * k, **look) for k in range(LINES)]
        return SimpleNamespace(diagram=NetworkDiagram(left), lines=lines)

    def draw(self, network, trace, sizes, units, step, **_):
        done = set(units[: step // 2])
        inside = [[signed(value, 2) for value in trace.a[0][0]]]
        for k in range(len(sizes) - 1):
            values = trace.a[k + 1][0]
            texts = [signed(a, 2) if (k, j) in done else "?" for j, a in enumerate(values)]
            inside.append(texts)
        weights = [layer.W for layer in network.layers]
        lines = [*shapes(network), ""]
        if step == 0:
            self.artists.diagram.move(sizes, weights, inside=inside)
        else:
            k, j = _unit(units, step)
            W = weights[k]
            numbers = {(k, i, j): signed(W[i, j]) for i in range(len(W))}
            marked = [(k + 1, j)]
            self.artists.diagram.move(sizes, weights, inside=inside, marked=marked, numbers=numbers)
            lines += _formula(network, trace, k, j, asked=step % 2 == 1)
        lines += [""] * (LINES - len(lines))
        for label, text in zip(self.artists.lines, lines, strict=True):
            label.set_text(text)

    def describe(self, network, trace, weights, units, step, **_):
        if step == 0:
            x = ", ".join(signed(value, 2) for value in trace.a[0][0])
            return say("forward_start", x=x, weights=weights, n=len(units))
        k, j = _unit(units, step)
        n = 2 * len(units)
        if step % 2 == 1:
            terms = " + ".join(_terms(network, trace, k, j))
            return say("forward_asked", step=step, n=n, unit=j + 1, layer=k + 1, sum=terms)
        return say(
            "forward",
            step=step,
            n=n,
            unit=j + 1,
            layer=k + 1,
            z=signed(trace.z[k][0, j], 2),
            a=signed(trace.a[k + 1][0, j], 2),
            f=network.layers[k].activation.name,
        )


def _unit(units, step):
    """The unit, (layer, number), that a step is about."""
    return units[(step - 1) // 2]


def _terms(network, trace, k, j):
    """The terms of a unit's sum, with their numbers; the last one holds the bias too."""
    layer = network.layers[k]
    terms = []
    for weight, value in zip(layer.W[:, j], trace.a[k][0], strict=True):
        terms.append(f"{factor(weight)}·{factor(value, 2)}")
    terms[-1] += f" {plus(layer.b[j])}"
    return terms


def _formula(network, trace, k, j, asked):
    """The sum of a unit, with symbols and with numbers; unless ``asked``, its results too."""
    name = "x" if k == 0 else "a"
    terms = _terms(network, trace, k, j)
    symbols = [f"{sub('w', i, j + 1)}·{sub(name, i)}" for i in range(1, len(terms) + 1)]
    yield f"{sub('z', j + 1)} = {' + '.join(symbols)} + {sub('b', j + 1)}"
    yield f"   = {' + '.join(terms[:2])}"
    if terms[2:]:
        yield f"   + {' + '.join(terms[2:])}"
    if asked:
        yield "   = ?"
        return
    z = signed(trace.z[k][0, j], 2)
    a = signed(trace.a[k + 1][0, j], 2)
    activation = network.layers[k].activation.name
    argument = "z" if activation == "softmax" else z
    yield f"   = {z}"
    yield f"{sub('a', j + 1)} = {activation}({argument}) = {a}"


def shapes(network):
    """A line for each layer: the shapes for one sample, as a row."""
    for k, layer in enumerate(network.layers):
        n_in, n_out = layer.W.shape
        yield say(
            "shapes",
            layer=k + 1,
            a=f"(1, {n_in})",
            W=f"({n_in}, {n_out})",
            b=f"({n_out},)",
            z=f"(1, {n_out})",
        )
