"""Forward pass, backward pass and one step down, for one sample, one number at a time.

Every number comes from the network's own trace and gradients; a step says how it is computed.
A formula is a list of parts (words, kind), as ``draw.rich_text`` draws it.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from nncourse.draw.names import (
    DIGITS,
    a_name,
    b_name,
    bracketed,
    delta_name,
    fixed,
    summed,
    tidy,
    w_name,
    words,
    y_hat_name,
    z_name,
)
from nncourse.draw.numbers import of_layer, sub
from nncourse.draw.rich_text import KEPT
from nncourse.messages import say, unfilled

NO_SIGN = 0.5 * 10**-DIGITS  # a smaller number is shown as 0


class Slip(NamedTuple):
    """A wrong formula, its value, and the key of the sentence that says why it is wrong."""

    formula: list
    value: float
    why: str


@dataclass(frozen=True)
class ChainStep:
    """One number: ``name`` = ``symbols`` = ``numbers`` = ``value``.

    ``kind`` is sum, activation, loss, delta, weight, bias, update or new_loss. ``place`` holds the
    layer, for weights the input, and the unit, from 0. ``rises`` is the number whose sign is asked
    for; if None, that is the value. ``slips`` are two wrong formulas. The diagram marks ``units``
    and ``edges``.
    """

    kind: str
    title: str
    name: list
    symbols: list
    numbers: list
    value: float
    slips: list
    place: tuple = ()
    rises: float | None = None
    units: list = field(default_factory=list)
    edges: list = field(default_factory=list)

    @property
    def back(self):
        """Whether the step belongs to the backward pass."""
        return self.kind in ("delta", "weight", "bias")

    @property
    def sign(self):
        """-1, 0 or 1: the sign of the number asked for, rounded as it is shown."""
        number = self.value if self.rises is None else self.rises
        return 0 if abs(number) < NO_SIGN else int(np.sign(number))


class Pass(NamedTuple):
    """One sample's passes through a network, from which all steps are made."""

    network: object
    trace: object
    gradients: object
    loss: float
    y: np.ndarray


def chain_steps(network, x, y, learning_rate):
    """All steps for one sample, and the network after the step down with its own trace.

    ``x`` is (1, n_in) and ``y`` (1, n_out).
    """
    trace = network.forward(x)
    gradients = network.backward(trace, y)
    old = Pass(network, trace, gradients, network.loss_of(trace, y), y)
    after = type(network)(network.layers, network.loss_function.name)
    after.parameters = network.parameters - learning_rate * gradients.vector
    new_trace = after.forward(x)
    new = Pass(after, new_trace, None, after.loss_of(new_trace, y), y)
    steps = [*_forward(old), *_backward(old)]
    steps.append(_update_step(old, new, learning_rate))
    steps.append(_loss_step(new, "new_loss", old.loss, learning_rate))
    return steps, old, new


def _forward(old):
    for k, layer in enumerate(old.network.layers):
        for j in range(layer.n_out):
            yield _sum_step(old, k, j)
            yield _activation_step(old, k, j)
    yield _loss_step(old, "loss")


def _backward(old):
    last = len(old.network.layers) - 1
    for k in reversed(range(last + 1)):
        n_in, n_out = old.network.layers[k].W.shape
        for j in range(n_out):
            yield _output_delta_step(old, j) if k == last else _hidden_delta_step(old, k, j)
        for j in range(n_out):
            for i in range(n_in):
                yield _weight_step(old, k, i, j)
        for j in range(n_out):
            yield _bias_step(old, k, j)


def _y_name(n, j):
    return ("y" if n == 1 else sub("y", j + 1), "")


def _input_number(old, k, i):
    value = old.trace.a[k][0, i]
    if k == 0:
        return (bracketed(tidy(value)), "")
    return (bracketed(fixed(value)), "a")


def _z_number(value):
    return (fixed(value), "z")


def _delta_number(old, k, j):
    return (fixed(old.gradients.delta[k][0, j]), "delta")


def _weight_number(value):
    return (bracketed(tidy(value)), "")


def _sum_step(old, k, j):
    layer = old.network.layers[k]
    a = old.trace.a[k][0]
    b = float(layer.b[j])
    symbols = []
    numbers = []
    inputs = []
    for i in range(layer.n_in):
        symbols.append(words(w_name(k, i, j), "·", a_name(k, i)))
        numbers.append(words(_weight_number(layer.W[i, j]), "·", _input_number(old, k, i)))
        inputs.append(words(a_name(k, i)))
    z = float(old.trace.z[k][0, j])
    bias = tidy(b)
    plus_bias = f" + {bias}" if bias[0].isdigit() else f" − {bias[1:]}"
    return ChainStep(
        kind="sum",
        title=say("chain_sum", unit=j + 1, layer=k + 1),
        name=[z_name(k, j)],
        symbols=summed([*symbols, words(b_name(k, j))]),
        numbers=[*summed(numbers), (plus_bias, "")],
        value=z,
        slips=[
            Slip(summed(symbols), z - b, "chain_no_bias"),
            Slip(summed([*inputs, words(b_name(k, j))]), a.sum() + b, "chain_no_weights"),
        ],
        place=(k, j),
        units=[(k + 1, j)],
        edges=[(k, i, j) for i in range(layer.n_in)],
    )


def _activation_step(old, k, j):
    activation = old.network.layers[k].activation
    z = old.trace.z[k]
    a = old.trace.a[k + 1]
    slope = float(activation.derivative(z, a)[0, j]) if activation.name != "softmax" else 0.0
    name = activation.name
    if name == "softmax":
        inside = []
        shown = []
        for m in range(z.shape[1]):
            comma = ", " if m else ""
            inside += words(comma, z_name(k, m))
            shown += words(comma, _z_number(z[0, m]))
        unit = sub("", j + 1)
        symbols = words("softmax(", *inside, f"){unit}")
        numbers = words("softmax(", *shown, f"){unit}")
        slips = [
            Slip(words("sigmoid(", z_name(k, j), ")"), _sigmoid(z[0, j]), "chain_not_softmax"),
            Slip(words("exp(", z_name(k, j), ")"), float(np.exp(z[0, j])), "chain_no_division"),
        ]
    else:
        symbols = words(f"{name}(", z_name(k, j), ")")
        numbers = words(f"{name}(", _z_number(z[0, j]), ")")
        first = float(old.trace.a[k][0, 0])
        slips = [
            Slip(words(f"{slope_name(name)}(", z_name(k, j), ")"), slope, "chain_slope_early"),
            Slip(
                words(f"{name}(", a_name(k, 0), ")"),
                float(activation(np.array([first]))[0]),
                "chain_no_sum",
            ),
        ]
    named = [(of_layer(sub("a", j + 1), k + 1), "a")]
    if k == len(old.network.layers) - 1:
        named += words(" = ", y_hat_name(a.shape[1], j))
    return ChainStep(
        kind="activation",
        title=say("chain_activation", unit=j + 1, layer=k + 1),
        name=named,
        symbols=symbols,
        numbers=numbers,
        value=float(a[0, j]),
        slips=slips,
        place=(k, j),
        units=[(k + 1, j)],
    )


def _sigmoid(z):
    return float(1 / (1 + np.exp(-z)))


def _loss_step(old, kind, before=None, learning_rate=0.0):
    """The step that computes the loss; for kind new_loss, ``before`` is the old loss."""
    p = old.trace.y_hat[0]
    y = old.y[0]
    n = y.size
    symbols, numbers, slip = LOSSES[old.network.loss_function.name](p, y, old.loss)
    hat = y_hat_name(n, 0)
    error = words(hat, " − ", _y_name(n, 0))
    slips = [slip, Slip(error, float(p[0] - y[0]), "chain_error")]
    name = words("L")
    title = say("chain_loss")
    rises = None
    if kind == "new_loss":
        name = _new(("L", ""))
        title = say("chain_new_loss")
        rises = old.loss - before
        slips[1] = Slip(words("L − η"), before - learning_rate, "chain_loss_by_eta")
    return ChainStep(
        kind=kind,
        title=title,
        name=name,
        symbols=symbols,
        numbers=numbers,
        value=float(old.loss),
        slips=slips,
        rises=rises,
        units=[(len(old.network.layers), j) for j in range(n)],
    )


def _binary_cross_entropy(p, y, loss):
    """The loss in symbols and in numbers, and a slip that it is often mistaken for."""
    shown = []
    for a, t in zip(p, y, strict=True):
        hat = (fixed(a), "a")
        true = words(f"{tidy(t)}·ln{KEPT}", hat)
        false = words(f"{tidy(1 - t)}·ln(1{KEPT}−{KEPT}", hat, ")")
        shown.append([*true, (" + ", ""), *false])
    true = words("y", f"·ln{KEPT}", ("ŷ", "a"))
    false = words(f"(1{KEPT}−{KEPT}y)·ln(1{KEPT}−{KEPT}", ("ŷ", "a"), ")")
    logs = [*true, (" + ", ""), *false]
    n = len(p)
    sigma = "" if n == 1 else f"Σ{KEPT}"
    over = "" if n == 1 else f" / {n}"
    symbols = words(f"−{sigma}(", *logs, f"){over}")
    numbers = words("−(", *summed(shown), f"){over}")
    slip = Slip(words(f"{sigma}(", *logs, f"){over}"), -loss, "chain_no_minus")
    return symbols, numbers, slip


def _categorical_cross_entropy(p, y, loss):
    true = int(y.argmax())
    hat = y_hat_name(len(p), true)
    symbols = words(f"−ln{KEPT}", hat)
    numbers = words(f"−ln{KEPT}", (fixed(p[true]), "a"))
    return symbols, numbers, Slip(words(f"ln{KEPT}", hat), -loss, "chain_no_minus")


def _mean_squared_error(p, y, loss):
    shown = []
    for a, t in zip(p, y, strict=True):
        shown.append(words("(", (fixed(a), "a"), f" − {bracketed(tidy(t))})²"))
    n = len(p)
    sigma = "" if n == 1 else f"Σ{KEPT}"
    over = "" if n == 1 else f" / {n}"
    error = words(f"{sigma}(", ("ŷ", "a"), " − y)")
    slip = Slip(words(*error, over), float((p - y).mean()), "chain_no_square")
    return words(*error, f"²{over}"), _mean(summed(shown), n), slip


LOSSES = {
    "binary_cross_entropy": _binary_cross_entropy,
    "categorical_cross_entropy": _categorical_cross_entropy,
    "mean_squared_error": _mean_squared_error,
}


def _mean(parts, n):
    """A sum divided by n; the sum itself for n = 1."""
    return parts if n == 1 else words("(", *parts, f") / {n}")


def _output_delta_step(old, j):
    k = len(old.network.layers) - 1
    activation = old.network.layers[k].activation
    n = old.y.size
    p = float(old.trace.y_hat[0, j])
    y = float(old.y[0, j])
    value = float(old.gradients.delta[k][0, j])
    hat = y_hat_name(n, j)
    target = _y_name(n, j)
    shown = (fixed(p), "a")
    less = words(hat, " − ", target)
    more = words(target, " − ", hat)
    less_shown = words(shown, f" − {bracketed(tidy(y))}")
    turned = Slip(more, -value, "chain_turned")
    if old.network.loss_function.name == "mean_squared_error":
        two = "2" if n == 1 else f"2/{n}"
        prime = words(f" · {slope_name(activation.name)}(", z_name(k, j), ")")
        symbols = words(f"{two} · (", *less, ")", *prime)
        numbers = words(f"{two} · (", *less_shown, ") · ", *_slope_numbers(old, k, j))
        turned = Slip(words(f"{two} · (", *more, ")", *prime), -value, "chain_turned")
        second = Slip(words(f"{two} · (", *less, ")"), 2 / n * (p - y), "chain_no_slope")
        if activation.name == "identity":
            second = Slip(less, p - y, "chain_no_two")
    else:
        over = 1 if old.network.loss_function.name == "categorical_cross_entropy" else n
        symbols = _mean(less, over)
        numbers = _mean(less_shown, over)
        turned = Slip(_mean(more, over), -value, "chain_turned")
        slope = words(hat, f"·(1{KEPT}−{KEPT}", hat, ")")
        if activation.name == "sigmoid":
            slope = words("σ′(", z_name(k, j), ")")
        divided = "" if over == 1 else f" / {over}"
        again = words("(", *less, f"){divided} · ", *slope)
        second = Slip(again, value * p * (1 - p), "chain_slope_again")
    return ChainStep(
        kind="delta",
        title=say("chain_delta", unit=j + 1, layer=k + 1),
        name=[delta_name(k, j)],
        symbols=symbols,
        numbers=numbers,
        value=value,
        slips=[turned, second],
        place=(k, j),
        units=[(k + 1, j)],
    )


def _slope_numbers(old, k, j):
    """The slope of an activation in numbers: computed from a, or for ReLU from z."""
    name = old.network.layers[k].activation.name
    a = (bracketed(fixed(old.trace.a[k + 1][0, j])), "a")
    if name == "tanh":
        return words(f"(1{KEPT}−{KEPT}", a, "²)")
    if name == "sigmoid":
        return words(a, f"·(1{KEPT}−{KEPT}", a, ")")
    return words(f"{slope_name(name)}(", _z_number(old.trace.z[k][0, j]), ")")


def _hidden_delta_step(old, k, j):
    activation = old.network.layers[k].activation
    after = old.network.layers[k + 1]
    a = old.trace.a[k + 1]
    following = old.trace.a[k + 2][0]
    delta = old.gradients.delta[k + 1][0]
    slope = float(activation.derivative(old.trace.z[k], a)[0, j])
    symbols = []
    numbers = []
    forward = []
    for m in range(after.n_out):
        symbols.append(words(w_name(k + 1, j, m), "·", delta_name(k + 1, m)))
        weight = _weight_number(after.W[j, m])
        numbers.append(words(weight, "·", _in_brackets(_delta_number(old, k + 1, m))))
        forward.append(words(w_name(k + 1, j, m), "·", a_name(k + 2, m)))
    many = after.n_out > 1
    through = _in_sum(summed(symbols), many)
    prime = words(f" · {slope_name(activation.name)}(", z_name(k, j), ")")
    back = float(after.W[j] @ delta)
    no_slope = Slip(summed(symbols), back, "chain_no_slope")
    if activation.name == "identity":  # its slope is 1, so leaving it out is no error
        no_slope = Slip([*through, (" · ", ""), a_name(k + 1, j)], back * a[0, j], "chain_times_a")
    not_back = float(after.W[j] @ following) * slope
    return ChainStep(
        kind="delta",
        title=say("chain_delta", unit=j + 1, layer=k + 1),
        name=[delta_name(k, j)],
        symbols=[*through, *prime],
        numbers=[*_in_sum(summed(numbers), many), (" · ", ""), *_slope_numbers(old, k, j)],
        value=float(old.gradients.delta[k][0, j]),
        slips=[
            no_slope,
            Slip([*_in_sum(summed(forward), many), *prime], not_back, "chain_not_back"),
        ],
        place=(k, j),
        units=[(k + 1, j)],
        edges=[(k + 1, j, m) for m in range(after.n_out)],
    )


def _in_sum(parts, many):
    return words("(", *parts, ")") if many else parts


def _in_brackets(part):
    words, kind = part
    return (bracketed(words), kind)


def _weight_step(old, k, i, j):
    value = float(old.gradients.W[k][i, j])
    delta = float(old.gradients.delta[k][0, j])
    weight = float(old.network.layers[k].W[i, j])
    came_in = float(old.trace.a[k][0, i])
    went_out = float(old.trace.a[k + 1][0, j])
    name = w_name(k, i, j)
    return ChainStep(
        kind="weight",
        title=say("chain_weight", start=i + 1, end=j + 1, layer=k + 1),
        name=words("∂L/∂", name),
        symbols=words(a_name(k, i), " · ", delta_name(k, j)),
        numbers=words(_input_number(old, k, i), " · ", _in_brackets(_delta_number(old, k, j))),
        value=value,
        slips=[
            Slip(words(name, " · ", delta_name(k, j)), weight * delta, "chain_weight_itself"),
            Slip(words(a_name(k, i), " · ", a_name(k + 1, j)), came_in * went_out, "chain_two_a"),
        ],
        place=(k, i, j),
        units=[(k, i), (k + 1, j)],
        edges=[(k, i, j)],
    )


def _bias_step(old, k, j):
    delta = float(old.gradients.delta[k][0, j])
    bias = float(old.network.layers[k].b[j])
    came_in = float(old.trace.a[k][0, 0])
    return ChainStep(
        kind="bias",
        title=say("chain_bias", unit=j + 1, layer=k + 1),
        name=words("∂L/∂", b_name(k, j)),
        symbols=words("1 · ", delta_name(k, j)),
        numbers=words("1 · ", _in_brackets(_delta_number(old, k, j))),
        value=float(old.gradients.b[k][j]),
        slips=[
            Slip(words(b_name(k, j), " · ", delta_name(k, j)), bias * delta, "chain_bias_itself"),
            Slip(
                words(a_name(k, 0), " · ", delta_name(k, j)),
                came_in * delta,
                "chain_bias_as_weight",
            ),
        ],
        place=(k, j),
        units=[(k + 1, j)],
    )


def _update_step(old, new, learning_rate):
    """The step down, shown for one weight; all others change in the same way."""
    k = len(old.network.layers) - 1
    weight = float(old.network.layers[k].W[0, 0])
    slope = float(old.gradients.W[k][0, 0])
    name = w_name(k, 0, 0)
    slope_of = words("∂L/∂", name)
    eta = tidy(learning_rate)
    return ChainStep(
        kind="update",
        title=say("chain_update"),
        name=_new(name),
        symbols=words(name, " − η · ", *slope_of),
        numbers=words(tidy(weight), f" − {eta} · ", bracketed(fixed(slope))),
        value=float(new.network.layers[k].W[0, 0]),
        rises=-learning_rate * slope,
        slips=[
            Slip(words(name, " + η · ", *slope_of), weight + learning_rate * slope, "chain_uphill"),
            Slip(words("η · ", *slope_of), learning_rate * slope, "chain_change_alone"),
        ],
        place=(k, 0, 0),
        units=[],
        edges=[(k, 0, 0)],
    )


def _new(part):
    """The name of a number after the step down."""
    before, _, after = unfilled("chain_new_name").partition("{name}")
    return words(before, part, after)


def slope_name(name):
    """The name of an activation's derivative: σ′ or name′."""
    return "σ′" if name == "sigmoid" else f"{name}′"


def is_right(answer, value):
    """Whether an answer is near enough: right to two decimals, or within 2%."""
    return bool(np.isclose(answer, value, rtol=0.02, atol=0.006))
