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
    n_layers = len(network.layers)
    steps = []
    for k in range(n_layers):
        for j in range(network.layers[k].n_out):
            steps.append(_sum_step(network, trace, k, j))
            steps.append(_activation_step(network, trace, k, j))
    steps.append(_loss_step(network, trace, loss, y))
    for k in reversed(range(n_layers)):
        n_in, n_out = network.layers[k].W.shape
        for j in range(n_out):
            if k == n_layers - 1:
                steps.append(_output_delta_step(network, trace, gradients, y, j))
            else:
                steps.append(_hidden_delta_step(network, trace, gradients, k, j))
        for j in range(n_out):
            for i in range(n_in):
                steps.append(_weight_step(trace, gradients, k, i, j))
        for j in range(n_out):
            steps.append(_bias_step(gradients, k, j))
    return steps


def _number(value):
    return signed(value, DIGITS)


def _factor(value):
    return factor(value, DIGITS)


def _input_name(k, i):
    return sub("x" if k == 0 else "a", i + 1)


def _delta_name(k, j):
    return of_layer(sub("δ", j + 1), k + 1)


def _sum_step(network, trace, k, j):
    layer = network.layers[k]
    inputs = trace.a[k][0]
    symbols = []
    numbers = []
    edges = {}
    for i, value in enumerate(inputs):
        symbols.append(f"{sub('w', i + 1, j + 1)}·{_input_name(k, i)}")
        numbers.append(f"{_factor(layer.W[i, j])}·{_factor(value)}")
        edges[k, i, j] = signed(layer.W[i, j], 2)
    return ChainStep(
        back=False,
        title=say("chain_sum", unit=j + 1, layer=k + 1),
        name=sub("z", j + 1),
        symbols=f"{' + '.join(symbols)} + {sub('b', j + 1)}",
        numbers=f"{' + '.join(numbers)} {plus(layer.b[j], DIGITS)}",
        value=trace.z[k][0, j],
        marked=[(k + 1, j)],
        edges=edges,
    )


def _activation_step(network, trace, k, j):
    name = network.layers[k].activation.name
    z = trace.z[k][0]
    if name == "softmax":
        index = sub("", j + 1)
        symbols = f"softmax(z){index}"
        numbers = f"softmax({', '.join(_number(value) for value in z)}){index}"
    else:
        symbols = f"{name}({sub('z', j + 1)})"
        numbers = f"{name}({_number(z[j])})"
    return ChainStep(
        back=False,
        title=say("chain_activation", unit=j + 1, layer=k + 1),
        name=sub("a", j + 1),
        symbols=symbols,
        numbers=numbers,
        value=trace.a[k + 1][0, j],
        marked=[(k + 1, j)],
        edges={},
    )


def _loss_step(network, trace, loss, y):
    p = trace.y_hat[0]
    y = y[0]
    n = y.size
    name = network.loss_function.name
    if name == "categorical_cross_entropy":
        symbols = "−ln(ŷ) of the true class"
        numbers = f"−ln({_number(p[y.argmax()])})"
    elif name == "mean_squared_error":
        squares = [f"({_number(a)} − {_number(t)})²" for a, t in zip(p, y, strict=True)]
        symbols = _mean("(ŷ − y)²", n, "Σ ")
        numbers = _mean(" + ".join(squares), n)
    else:
        logs = []
        for a, t in zip(p, y, strict=True):
            logs.append(f"{t:.1f}·ln({_number(a)}) + {1 - t:.1f}·ln({_number(1 - a)})")
        symbols = "y·ln(ŷ) + (1 − y)·ln(1 − ŷ)"
        symbols = f"−({symbols})" if n == 1 else f"−Σ ({symbols}) / {n}"
        numbers = f"−({' + '.join(logs)})"
        if n > 1:
            numbers += f" / {n}"
    return ChainStep(
        back=False,
        title=say("chain_loss"),
        name="L",
        symbols=symbols,
        numbers=numbers,
        value=loss,
        marked=[(len(network.layers), j) for j in range(n)],
        edges={},
    )


def _mean(text, n, each=""):
    """A sum divided by n; the sum itself for n = 1."""
    return text if n == 1 else f"{each}({text}) / {n}"


def _output_delta_step(network, trace, gradients, y, j):
    k = len(network.layers) - 1
    n = y.size
    index = "" if n == 1 else sub("", j + 1)
    symbols = f"ŷ{index} − y{index}"
    numbers = f"{_number(trace.y_hat[0, j])} − {_number(y[0, j])}"
    loss_name = network.loss_function.name
    if loss_name == "mean_squared_error":
        activation = network.layers[k].activation
        slope = activation.derivative(trace.z[k], trace.y_hat)[0, j]
        two = "2" if n == 1 else f"2/{n}"
        symbols = f"{two} · ({symbols}) · {slope_name(activation.name)}(z{index})"
        numbers = f"{two} · ({numbers}) · {_factor(slope)}"
    elif loss_name == "binary_cross_entropy":
        symbols = _mean(symbols, n)
        numbers = _mean(numbers, n)
    return ChainStep(
        back=True,
        title=say("chain_delta", unit=j + 1, layer=k + 1),
        name=_delta_name(k, j),
        symbols=symbols,
        numbers=numbers,
        value=gradients.delta[k][0, j],
        marked=[(k + 1, j)],
        edges={},
    )


def _hidden_delta_step(network, trace, gradients, k, j):
    activation = network.layers[k].activation
    slope = activation.derivative(trace.z[k], trace.a[k + 1])[0, j]
    after = network.layers[k + 1]
    delta = gradients.delta[k + 1][0]
    symbols = []
    numbers = []
    edges = {}
    for m in range(after.n_out):
        symbols.append(f"{sub('w', j + 1, m + 1)}·{_delta_name(k + 1, m)}")
        numbers.append(f"{_factor(after.W[j, m])}·{_factor(delta[m])}")
        edges[k + 1, j, m] = signed(after.W[j, m], 2)
    return ChainStep(
        back=True,
        title=say("chain_delta", unit=j + 1, layer=k + 1),
        name=_delta_name(k, j),
        symbols=f"({' + '.join(symbols)}) · {slope_name(activation.name)}({sub('z', j + 1)})",
        numbers=f"({' + '.join(numbers)}) · {_factor(slope)}",
        value=gradients.delta[k][0, j],
        marked=[(k + 1, j), *edges],
        edges=edges,
    )


def _weight_step(trace, gradients, k, i, j):
    value = gradients.W[k][i, j]
    return ChainStep(
        back=True,
        title=say("chain_weight", start=i + 1, end=j + 1, layer=k + 1),
        name=f"∂L/∂{sub('w', i + 1, j + 1)}",
        symbols=f"{_input_name(k, i)} · {_delta_name(k, j)}",
        numbers=f"{_factor(trace.a[k][0, i])} · {_factor(gradients.delta[k][0, j])}",
        value=value,
        marked=[(k, i, j)],
        edges={(k, i, j): signed(value, 2)},
    )


def _bias_step(gradients, k, j):
    value = gradients.b[k][j]
    return ChainStep(
        back=True,
        title=say("chain_bias", unit=j + 1, layer=k + 1),
        name=f"∂L/∂{sub('b', j + 1)}",
        symbols=_delta_name(k, j),
        numbers=_number(value),
        value=value,
        marked=[(k + 1, j)],
        edges={},
    )


def slope_name(name):
    """How the derivative of an activation is written."""
    return "σ′" if name == "sigmoid" else f"{name}′"


def is_right(answer, value):
    """Whether an answer is near enough: two digits after the point, or within 2%."""
    return bool(np.isclose(answer, value, rtol=0.02, atol=0.006))
