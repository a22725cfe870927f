"""Chapter 06: each step of the explorer is a true sum, and all together are the gradient."""

import math
import re
from itertools import product

import numpy as np
import pytest

from nnlib import Network, numerical_gradient
from nnlib.explorers import BackpropExplorer
from nnlib.explorers.backprop import PAIRS
from nnlib.explorers.chain import chain

SIZES = [dict(inputs=2, layers=1, first=2, outputs=1), dict(inputs=1, layers=0, outputs=1),
         dict(inputs=3, layers=2, first=4, second=2, outputs=3),
         dict(inputs=2, layers=2, first=1, second=3, outputs=2)]  # fmt: skip
CASES = [
    (size, pair, activation)
    for size, pair, activation in product(SIZES, PAIRS, ["tanh", "sigmoid", "relu", "identity"])
    if not (size["outputs"] == 1 and pair.startswith("softmax"))
]


@pytest.fixture(scope="module")
def explorer():
    explorer = BackpropExplorer()
    explorer.live.still()
    yield explorer
    explorer.close()


def parts(size, pair, activation, seed=3):
    """Network, sample and target, as the explorer makes them."""
    output, loss = PAIRS[pair]
    hidden = [size.get("first", 2), size.get("second", 2)][: size["layers"]]
    sizes = [size["inputs"], *hidden, size["outputs"]]
    network = Network.from_sizes(sizes, activation, output, loss)
    rng = np.random.default_rng(seed)
    network.parameters = rng.normal(size=network.parameters.size).round(1)
    x = np.array([[1.0, -0.5, 0.5, 1.5][: sizes[0]]])
    y = np.array([[1.0]]) if sizes[-1] == 1 else np.eye(sizes[-1])[[0]]
    return network, x, y


def worked_out(numbers):
    """What the numbers of a step come to, as a learner would type them."""
    text = numbers.replace("−", "-").replace("·", "*").replace("²", "**2").replace("- ", "-")
    text = re.sub(r"softmax\(([^)]*)\)(.)", r"softmax([\1], '\2')", text)
    names = dict(
        tanh=math.tanh, sigmoid=lambda z: 1 / (1 + math.exp(-z)), relu=lambda z: max(0, z),
        identity=lambda z: z, log=lambda p: math.log(max(p, 1e-9)),
        softmax=lambda z, i: np.exp(z[int("₀₁₂₃₄".index(i)) - 1]) / np.exp(z).sum(),
    )  # fmt: skip
    return eval(text, names)


@pytest.mark.parametrize(("size", "pair", "activation"), CASES)
def test_each_step_is_a_true_sum_and_all_of_them_are_the_gradient(size, pair, activation):
    network, x, y = parts(size, pair, activation)
    trace = network.forward(x)
    gradients = network.backward(trace, y)
    steps = chain(network, trace, gradients, network.loss_of(trace, y), y)
    for step in steps:
        if step.name == "L" and "log(0.00" in step.numbers:
            continue  # three digits are too few
        wanted = pytest.approx(step.value, abs=0.02 + 0.02 * abs(step.value))
        assert worked_out(step.numbers) == wanted, step
    measured = numerical_gradient(lambda _: network.loss(x, y), network.parameters)
    slopes = [step.value for step in steps if step.name.startswith("∂")]
    np.testing.assert_allclose(sorted(slopes), sorted(measured), atol=1e-6)


@pytest.mark.parametrize("size", SIZES)
def test_the_timeline_ends_with_the_last_step(explorer, size):
    explorer.set(**size, pair="identity, squared error", step=0)
    n = len(explorer.model(**explorer.state)["steps"])
    assert explorer.controls["step"].max == n
    explorer.set(step=n)
    assert explorer.caption.startswith(f"Step {n} of {n}. Back: the bias of unit")


def test_a_number_is_asked_for_and_answered(explorer):
    explorer.reset()
    explorer.set(ask=True, step=8)
    now = explorer.model(**explorer.state)["now"]
    assert now.name == "δ₁" and "what is δ₁?" in explorer.caption
    explorer.live.update()
    assert explorer._diagram._labels[4].get_text() == "?"
    explorer.set(answer=round(-now.value, 2))
    explorer.live.update()
    assert explorer._lines[-1].get_text().startswith("Your answer: ")
    assert explorer.caption.endswith("wrong sign.")
    explorer.set(answer=round(now.value, 2))
    assert f"= {now.value:.3f}.".replace("-", "−") in explorer.caption
    explorer.set(step=9)
    explorer.reveal()
    assert "what is" not in explorer.caption
    explorer.reset()


def test_an_answer_box_is_shown_only_to_who_is_asked(explorer):
    assert "answer" in explorer.idle(**explorer.state)
    assert "answer" not in explorer.idle(**explorer.state | dict(ask=True))


def test_a_softmax_has_two_outputs_at_least(explorer):
    explorer.set(pair="softmax, cross-entropy", outputs=1)
    assert explorer.model(**explorer.state)["sizes"] == [2, 2, 2]
    assert explorer.controls["label"].max == 2 and explorer._update()[1] == ""
    explorer.reset()
