"""Forward propagation, unit by unit: every z and a on the diagram and in its formula."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from nncourse.draw.names import (
    a_name,
    b_name,
    bracketed,
    summed,
    tidy,
    w_name,
    words,
    y_hat_name,
    z_name,
)
from nncourse.draw.numbers import factor, plus, signed, sub
from nncourse.draw.scene import Scene
from nncourse.draw.step_network import Shown, place_network
from nncourse.draw.step_panel import Panel, Row, place_panel
from nncourse.explorers._base.controls import dropdown, slider, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._network_texts import (
    bias_texts,
    column_names,
    longest_texts,
    named_activations,
    weight_texts,
    with_looks,
)
from nncourse.messages import say
from nnlib import Dense, Network

MOST = 4  # units in a hidden layer
WIDEST = "−0.00"  # of the numbers that are computed


def small_network(sizes, hidden, seed):
    """A network whose weights and biases have one decimal, for sums by hand."""
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
    """A small network and one sample; two steps per unit: its sum, then its output."""

    size = (9.2, 4.0)
    narrow = ("a", "a", "b", "b")
    scenarios = {
        "first_sum": dict(step=1),
        "second_layer_waits": dict(step=7),
        "relu_layers": dict(layers=2, activation="relu", step=0),
        "three_outputs": dict(outputs=3, step=9),
    }
    groups = (
        ("network", ("inputs", "outputs", "layers", "weights")),
        ("hidden", ("activation", "first", "second")),
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
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        return SimpleNamespace(network=Scene(left), panel=Scene(right))

    def draw(self, network, trace, units, step, **_):
        shown = _shown_network(network, trace, units, step)
        panel = _panel(network, trace, units, step)
        self.artists.network.show(lambda width, height: place_network(shown, width, height))
        self.artists.panel.show(lambda width, height: place_panel(panel, width, height)[0])

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


def _shown_network(network, trace, units, step):
    """The contents of the diagram: z inside a unit and a above it, once they are computed."""
    done = set(units[: step // 2])
    now = _unit(units, step) if step else None
    asked = step % 2 == 1
    inside = [[[(signed(value, 2), "")] for value in trace.a[0][0]]]
    above = [[[(sub("x", i + 1), "muted")] for i in range(network.sizes[0])]]
    short_above = [above[0]]
    below = [[[] for _ in above[0]]]
    short_below = [below[0]]
    for k, layer in enumerate(network.layers):
        sums = []
        activations = []
        for j in range(layer.n_out):
            is_done = (k, j) in done
            mark = [("?", "strong")] if asked and (k, j) == now else []
            sums.append([(signed(trace.z[k][0, j], 2), "z")] if is_done else mark)
            activations.append([(signed(trace.a[k + 1][0, j], 2), "a")] if is_done else [])
        inside.append(sums)
        named, short_named = named_activations(network, k, activations)
        above.append(named)
        short_above.append(short_named)
        named, short_named = bias_texts(layer, k, tidy)
        below.append(named)
        short_below.append(short_named)
    current = set()
    ringed = set()
    if now:
        k, j = now
        current = {(k, i, j) for i in range(network.layers[k].n_in)}
        ringed = {(k + 1, j)}
    return Shown(
        weights=[layer.W for layer in network.layers],
        inside=inside,
        above=above,
        short_above=short_above,
        below=below,
        short_below=short_below,
        longest=longest_texts(network, WIDEST),
        beside=[[] for _ in range(network.sizes[-1])],
        columns=column_names(network),
        numbers=weight_texts(network, current, tidy),
        current=current,
        ringed=ringed,
        filled=set(),
        back=False,
        direction=say("forward_way"),
        loss=[],
        widest=WIDEST,
    )


def _panel(network, trace, units, step):
    """The panel beside the diagram: the sum, then z and a, and the shapes of all layers."""
    now = _unit(units, step) if step else None
    title = say("forward_title", n=2 * len(units))
    formulas = [with_looks(say("forward_rule")), with_looks(say("forward_legend"))]
    if now:
        k, j = now
        title = say("forward_step_title", step=step, n=2 * len(units), unit=j + 1, layer=k + 1)
        formulas = list(_formulas(network, trace, k, j, asked=step % 2 == 1))
    rows = []
    for k, layer in enumerate(network.layers):
        n_in, n_out = layer.W.shape
        shapes = [f"(1, {n_in})", f"({n_in}, {n_out})", f"({n_out},)", f"(1, {n_out})"]
        cells = [[(text, "")] for text in [say("layer_row", layer=k + 1), *shapes]]
        rows.append(Row(cells, now is not None and now[0] == k))
    return Panel(
        title=title,
        formulas=formulas,
        question=[],
        choices=[],
        said=[],
        table=say("shapes_table"),
        heads=[say("chain_came_in"), "W", "b", "z, a"],
        rows=rows,
        last=[(say("shapes_rule"), "muted")],
        window=lambda first, last: [],
    )


def _formulas(network, trace, k, j, asked):
    """The sum of a unit in symbols and in numbers; unless ``asked``, z and a too."""
    layer = network.layers[k]
    symbols = []
    numbers = []
    for i in range(layer.n_in):
        value = bracketed(signed(trace.a[k][0, i], 2))
        kind = "a" if k > 0 else ""
        symbols.append(words(w_name(k, i, j), "·", a_name(k, i)))
        numbers.append(words(bracketed(tidy(layer.W[i, j])), "·", (value, kind)))
    bias = plus(layer.b[j])
    yield [z_name(k, j), (" = ", ""), *summed([*symbols, words(b_name(k, j))])]
    z = ("?", "strong") if asked else (signed(trace.z[k][0, j], 2), "z")
    yield [("= ", ""), *summed(numbers), (f" {bias} = ", ""), z]
    if asked:
        return
    activation = layer.activation.name
    inside = [z]
    if activation == "softmax":
        inside = []
        for m in range(layer.n_out):
            comma = ", " if m else ""
            inside += words(comma, (signed(trace.z[k][0, m], 2), "z"))
    unit = sub("", j + 1) if activation == "softmax" else ""
    result = (signed(trace.a[k + 1][0, j], 2), "a")
    name = [a_name(k + 1, j), (" = ", "")]
    if k == len(network.layers) - 1:
        name += words(y_hat_name(layer.n_out, j), " = ")
    yield [*name, (f"{activation}(", ""), *inside, (f"){unit} = ", ""), result]
