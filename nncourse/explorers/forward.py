"""Forward propagation, unit by unit: every z and a on the diagram and in its formula."""

import numpy as np

from nncourse.draw import plots
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
    names = [hidden] * (len(sizes) - 2) + [output]
    pairs = zip(sizes, sizes[1:], names, strict=False)
    network = Network([Dense(n_in, n_out, name) for n_in, n_out, name in pairs])
    drawn = np.random.default_rng(seed).normal(size=network.parameters.size)
    network.parameters = np.round(drawn, 1)
    return network


class ForwardExplorer(Explorer):
    """A small network and one sample; two steps for a unit: its sum, then what comes out."""

    size = (9.0, 3.7)

    def make_controls(self):
        inputs = {f"x{k}": slider(f"x{k}", x, -2, 2) for k, x in [(1, 1.0), (2, -0.5), (3, 0.5)]}
        return {
            "step": timeline(say("step_number"), 8, seconds=1.5),
            "inputs": whole_number(say("inputs"), 2, 1, 3),
            "layers": whole_number(say("layers"), 1, 0, 2),
            "first": whole_number(say("units_of", number=1), 3, 1, MOST),
            "second": whole_number(say("units_of", number=2), 2, 1, MOST),
            "outputs": whole_number(say("outputs"), 1, 1, 3),
            "activation": dropdown(say("activation"), ["tanh", "relu", "sigmoid", "identity"]),
            "weights": whole_number(say("weights"), 1, 0, 20),
            **inputs,
        }

    def sizes(self, inputs, layers, first, second, outputs, **_):
        """The network's sizes in this state."""
        return [inputs, *[first, second][:layers], outputs]

    def update_bounds(self, **state):
        self.controls["step"].max = 2 * sum(self.sizes(**state)[1:])

    def unused_controls(self, inputs, layers, **_):
        unseen = ["first", "second"][layers:] + [f"x{k}" for k in (1, 2, 3)][inputs:]
        return [*unseen, "activation"] if layers == 0 else unseen

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
        self._diagram = NetworkDiagram(left)
        right.set(xlim=(0, 10), ylim=(0, 7))
        right.set_axis_off()
        look = dict(fontsize=plots.FONT_SIZE, color=plots.INK, va="center", ha="left")
        self._lines = [Label(right, 0, 6.5 - 0.72 * k, **look) for k in range(LINES)]

    def draw(self, network, trace, sizes, units, step, **_):
        known = [row[0] for row in trace.a]
        done = [
            set(),
            *({j for layer, j in units[: step // 2] if layer == k} for k in range(len(sizes) - 1)),
        ]
        inside = [[signed(v, 2) for v in known[0]]]
        inside += [
            [signed(v, 2) if j in done[k] else "?" for j, v in enumerate(known[k])]
            for k in range(1, len(sizes))
        ]
        marked, numbers = self._marks(network, units, step)
        W = [layer.W for layer in network.layers]
        self._diagram.move(sizes, W, inside=inside, marked=marked, numbers=numbers)
        lines = [*shapes(network), ""]
        if step:
            lines += _formula(network, trace, *_unit(units, step), asked=step % 2 == 1)
        for label, text in zip(self._lines, lines + [""] * LINES, strict=False):
            label.set_text(text)

    def _marks(self, network, units, step):
        """The unit of this step, and the numbers on the connections that lead to it."""
        if not step:
            return [], {}
        layer, j = _unit(units, step)
        W = network.layers[layer].W
        return [(layer + 1, j)], {(layer, i, j): signed(W[i, j]) for i in range(len(W))}

    def describe(self, network, trace, weights, units, step, **_):
        if step == 0:
            x = ", ".join(signed(v, 2) for v in trace.a[0][0])
            return say("forward_start", x=x, weights=weights, n=len(units))
        k, j = _unit(units, step)
        n = 2 * len(units)
        if step % 2 == 1:
            terms = " + ".join(_sum(network, trace, k, j))
            return say("forward_asked", step=step, n=n, unit=j + 1, layer=k + 1, sum=terms)
        z, a = signed(trace.z[k][0, j], 2), signed(trace.a[k + 1][0, j], 2)
        name = network.layers[k].activation.name
        return say("forward", step=step, n=n, unit=j + 1, layer=k + 1, z=z, a=a, f=name)


def _unit(units, step):
    """The unit, (layer, number), that a step is about."""
    return units[(step - 1) // 2]


def _sum(network, trace, k, j):
    """The terms of a unit's sum, with their numbers; the last one holds the bias too."""
    w, b = network.layers[k].W[:, j], network.layers[k].b[j]
    *terms, last = [f"{factor(w)}·{factor(v, 2)}" for w, v in zip(w, trace.a[k][0], strict=True)]
    return [*terms, f"{last} {plus(b)}"]


def _formula(network, trace, k, j, asked):
    """The sum of a unit, with symbols and with numbers; unless ``asked``, its results too."""
    name, n, terms = "a" if k else "x", len(trace.a[k][0]), _sum(network, trace, k, j)
    symbols = [f"{sub('w', i, j + 1)}·{sub(name, i)}" for i in range(1, n + 1)]
    yield f"{sub('z', j + 1)} = {' + '.join(symbols)} + {sub('b', j + 1)}"
    yield f"   = {' + '.join(terms[:2])}"
    if terms[2:]:
        yield f"   + {' + '.join(terms[2:])}"
    if asked:
        yield "   = ?"
        return
    z, f = signed(trace.z[k][0, j], 2), network.layers[k].activation.name
    yield f"   = {z}"
    argument = "z" if f == "softmax" else z
    yield f"{sub('a', j + 1)} = {f}({argument}) = {signed(trace.a[k + 1][0, j], 2)}"


def shapes(network):
    """A line for each layer: the shapes for one sample, as a row."""
    for k, layer in enumerate(network.layers):
        n_in, n_out = layer.W.shape
        yield say("shapes", layer=k + 1, a=f"(1, {n_in})", W=f"({n_in}, {n_out})",
                  b=f"({n_out},)", z=f"(1, {n_out})")  # fmt: skip
