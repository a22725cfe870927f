"""Forward and backward pass of one sample, as a list of steps: one factor of the chain rule each.

Every number is taken from the network's own trace and gradients; a step says how it came about.
"""

from typing import NamedTuple

import numpy as np

from nncourse.draw.numbers import factor, of_layer, plus, signed, sub
from nncourse.messages import say

DIGITS = 3  # after the point


class ChainStep(NamedTuple):
    """One number: ``name`` = ``symbols`` = ``numbers`` = ``value``.

    ``back`` tells the backward pass from the forward one; ``title`` says in words what is computed;
    ``marked`` and ``edges`` are for the diagram: what to mark, and {connection: number}.
    """

    back: bool
    title: str
    name: str
    symbols: str
    numbers: str
    value: float
    marked: list
    edges: dict


def chain_steps(network, trace, gradients, loss, y):
    """All steps for one sample: ``trace`` and ``gradients`` have one row, ``y`` is (1, n_out)."""
    steps = []
    for k in range(len(network.layers)):
        for j in range(network.layers[k].n_out):
            steps += [_sum(network, trace, k, j), _activation(network, trace, k, j)]
    steps.append(_loss(network, trace, loss, y))
    for k in reversed(range(len(network.layers))):
        n_in, n_out = network.layers[k].W.shape
        last = k == len(network.layers) - 1
        for j in range(n_out):
            steps.append(_output_delta(network, trace, gradients, y, j) if last
                         else _hidden_delta(network, trace, gradients, k, j))  # fmt: skip
        pairs = [(i, j) for j in range(n_out) for i in range(n_in)]
        steps += [_weight(trace, gradients, k, i, j) for i, j in pairs]
        steps += [_bias(gradients, k, j) for j in range(n_out)]
    return steps


def f(value):
    """A factor with the digits that are shown."""
    return factor(value, DIGITS)


def _input(k, i):
    return sub("x" if k == 0 else "a", i + 1)


def _delta(k, j):
    return of_layer(sub("δ", j + 1), k + 1)


def _sum(network, trace, k, j):
    layer, a = network.layers[k], trace.a[k][0]
    symbols = " + ".join(f"{sub('w', i + 1, j + 1)}·{_input(k, i)}" for i in range(layer.n_in))
    numbers = " + ".join(f"{f(w)}·{f(v)}" for w, v in zip(layer.W[:, j], a, strict=True))
    edges = {(k, i, j): signed(layer.W[i, j], 2) for i in range(layer.n_in)}
    return ChainStep(
        False, say("chain_sum", unit=j + 1, layer=k + 1), sub("z", j + 1),
        f"{symbols} + {sub('b', j + 1)}", f"{numbers} {plus(layer.b[j], DIGITS)}",
        trace.z[k][0, j], [(k + 1, j)], edges,
    )  # fmt: skip


def _activation(network, trace, k, j):
    name, z = network.layers[k].activation.name, trace.z[k][0]
    inside = ", ".join(signed(v, DIGITS) for v in (z if name == "softmax" else z[[j]]))
    symbols = f"softmax(z){sub('', j + 1)}" if name == "softmax" else f"{name}({sub('z', j + 1)})"
    numbers = f"softmax({inside}){sub('', j + 1)}" if name == "softmax" else f"{name}({inside})"
    title = say("chain_activation", unit=j + 1, layer=k + 1)
    value = trace.a[k + 1][0, j]
    return ChainStep(False, title, sub("a", j + 1), symbols, numbers, value, [(k + 1, j)], {})


def _loss(network, trace, loss, y):
    p, y, kind = trace.y_hat[0], y[0], network.loss_function.name
    pairs = [(signed(a, DIGITS), signed(1 - a, DIGITS), t) for a, t in zip(p, y, strict=True)]
    if kind == "categorical_cross_entropy":
        symbols = "−ln(ŷ) of the true class"
        numbers = f"−ln({pairs[y.argmax()][0]})"
    elif kind == "mean_squared_error":
        symbols = _mean("(ŷ − y)²", y.size, "Σ ")
        numbers = _mean(" + ".join(f"({a} − {signed(t, DIGITS)})²" for a, _, t in pairs), y.size)
    else:
        symbols = "y·ln(ŷ) + (1 − y)·ln(1 − ŷ)"
        logs = [f"{t:.1f}·ln({a}) + {1 - t:.1f}·ln({rest})" for a, rest, t in pairs]
        numbers, n = " + ".join(logs), y.size
        symbols, numbers = (
            (f"−({symbols})", f"−({numbers})")
            if n == 1
            else (f"−Σ ({symbols}) / {n}", f"−({numbers}) / {n}")
        )
    marked = [(len(network.layers), j) for j in range(y.size)]
    return ChainStep(False, say("chain_loss"), "L", symbols, numbers, loss, marked, {})


def _mean(text, n, each=""):
    """A sum divided by n; nothing for n = 1."""
    return text if n == 1 else f"{each}({text}) / {n}"


def _output_delta(network, trace, gradients, y, j):
    k, n, kind = len(network.layers) - 1, y.size, network.loss_function.name
    p, t, index = trace.y_hat[0, j], y[0, j], "" if y.size == 1 else sub("", j + 1)
    symbols, numbers = f"ŷ{index} − y{index}", f"{signed(p, DIGITS)} − {signed(t, DIGITS)}"
    if kind == "mean_squared_error":
        activation, share = network.layers[k].activation, "2" if n == 1 else f"2/{n}"
        slope = activation.derivative(trace.z[k], trace.y_hat)[0, j]
        symbols = f"{share} · ({symbols}) · {slope_name(activation.name)}(z{index})"
        numbers = f"{share} · ({numbers}) · {f(slope)}"
    elif kind == "binary_cross_entropy":
        symbols, numbers = _mean(symbols, n), _mean(numbers, n)
    title = say("chain_delta", unit=j + 1, layer=k + 1)
    value = gradients.delta[k][0, j]
    return ChainStep(True, title, _delta(k, j), symbols, numbers, value, [(k + 1, j)], {})


def _hidden_delta(network, trace, gradients, k, j):
    after, delta = network.layers[k + 1], gradients.delta[k + 1][0]
    slope = network.layers[k].activation.derivative(trace.z[k], trace.a[k + 1])[0, j]
    terms = [f"{sub('w', j + 1, m + 1)}·{_delta(k + 1, m)}" for m in range(after.n_out)]
    values = [f"{f(after.W[j, m])}·{f(delta[m])}" for m in range(after.n_out)]
    name = slope_name(network.layers[k].activation.name)
    edges = {(k + 1, j, m): signed(after.W[j, m], 2) for m in range(after.n_out)}
    symbols = f"({' + '.join(terms)}) · {name}({sub('z', j + 1)})"
    numbers = f"({' + '.join(values)}) · {f(slope)}"
    title, value = say("chain_delta", unit=j + 1, layer=k + 1), gradients.delta[k][0, j]
    return ChainStep(
        True, title, _delta(k, j), symbols, numbers, value, [(k + 1, j), *edges], edges
    )


def _weight(trace, gradients, k, i, j):
    a, delta, value = trace.a[k][0, i], gradients.delta[k][0, j], gradients.W[k][i, j]
    return ChainStep(
        True, say("chain_weight", start=i + 1, end=j + 1, layer=k + 1),
        f"∂L/∂{sub('w', i + 1, j + 1)}", f"{_input(k, i)} · {_delta(k, j)}",
        f"{f(a)} · {f(delta)}", value, [(k, i, j)], {(k, i, j): signed(value, 2)},
    )  # fmt: skip


def _bias(gradients, k, j):
    value, title = gradients.b[k][j], say("chain_bias", unit=j + 1, layer=k + 1)
    name = f"∂L/∂{sub('b', j + 1)}"
    return ChainStep(
        True, title, name, _delta(k, j), signed(value, DIGITS), value, [(k + 1, j)], {}
    )


def slope_name(name):
    """How the derivative of an activation is written."""
    return "σ′" if name == "sigmoid" else f"{name}′"


def is_right(answer, value):
    """Whether an answer is near enough: two digits after the point, or within 2%."""
    return bool(np.isclose(answer, value, rtol=0.02, atol=0.006))
