"""Chapter 06: each step of the explorer is a true sum, and all together are the gradient."""

import math
import re
from itertools import product

import numpy as np
import pytest
from front_end import FrontEnd

from nncourse.draw.labels import _letter
from nncourse.explorers import BackpropExplorer
from nncourse.explorers._backprop_steps import chain_steps, is_right
from nncourse.explorers.backprop import PAIRS
from nncourse.messages import say
from nnlib import Network, numerical_gradient

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
        identity=lambda z: z, ln=lambda p: math.log(max(p, 1e-9)),
        softmax=lambda z, i: np.exp(z[int("₀₁₂₃₄".index(i)) - 1]) / np.exp(z).sum(),
    )  # fmt: skip
    return eval(text, names)


@pytest.mark.parametrize(("size", "pair", "activation"), CASES)
def test_each_step_is_a_true_sum_and_all_of_them_are_the_gradient(size, pair, activation):
    network, x, y = parts(size, pair, activation)
    trace = network.forward(x)
    gradients = network.backward(trace, y)
    steps = chain_steps(network, trace, gradients, network.loss_of(trace, y), y)
    for step in steps:
        if step.name == "L" and "ln(0.00" in step.numbers:
            continue  # three digits are too few
        assert is_right(round(worked_out(step.numbers), 2), step.value), step
    measured = numerical_gradient(lambda _: network.loss(x, y), network.parameters)
    slopes = [step.value for step in steps if step.name.startswith("∂")]
    np.testing.assert_allclose(sorted(slopes), sorted(measured), atol=1e-6)


def test_two_digits_after_the_point_are_enough():
    for value in np.linspace(-0.2, 0.2, 4001):
        shown = math.floor(1000 * value + 0.5)  # three digits, of which two are kept
        assert is_right(math.floor(shown / 10 + 0.5) / 100, value)
        assert not is_right(value + 0.011, value)


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
    assert now.name == "δ₁⁽²⁾" and "what is δ₁⁽²⁾?" in explorer.caption
    explorer.live.update()
    assert explorer.artists.diagram._labels[4].get_text() == "?"
    explorer.set(answer=f"{-now.value:.2f}")
    explorer.live.update()
    assert explorer.artists.foot.get_text().startswith("Your answer: ")
    assert explorer.caption.endswith("wrong sign.")
    for answer in (f"{now.value:.2f}", f" {now.value:.3f}".replace("-", "−").replace(".", ",")):
        explorer.set(answer=answer)
        assert f"= {now.value:.3f}.".replace("-", "−") in explorer.caption
    explorer.set(step=9)
    explorer.reveal()
    assert "what is" not in explorer.caption


@pytest.mark.parametrize("answer", ["", "  "])
def test_nothing_typed_is_no_answer_even_where_0_is_right(explorer, answer):
    explorer.reset()
    explorer.set(ask=True, activation="relu", weights=4, step=2, answer=answer)
    now = explorer.model(**explorer.state)["now"]
    explorer.live.update()
    assert now.value == 0 and explorer.caption.endswith(say("type_it"))
    assert explorer.artists.foot.get_text() == say("type_it")
    explorer.set(answer="0")
    assert "what is" not in explorer.caption


@pytest.mark.parametrize("answer", ["x", "1/2", "nan", "inf", "1e999", "9" * 999])
def test_an_answer_that_is_no_number_is_said_to_be(explorer, answer):
    explorer.reset()
    explorer.set(ask=True, step=8, answer=answer)
    explorer.live.update()
    assert explorer.caption.endswith(say("no_number", answer=answer[:12]))
    assert explorer.artists.foot.get_text() == say("type_it")


@pytest.mark.parametrize("change", [dict(step=2), dict(weights=5), dict(x1=1.5), dict(layers=0)])
def test_what_was_typed_goes_with_its_question(explorer, change):
    explorer.reset()
    explorer.set(ask=True, step=1, answer="7")
    assert explorer.caption.endswith("7 is not it.")
    for name, value in change.items():
        explorer.controls[name].value = value
    assert explorer.state["answer"] == "" and explorer.caption.endswith(say("type_it"))
    explorer.set(answer="7", **change | dict(step=3))  # as a link does
    assert explorer.state["answer"] == "7"


def test_an_answer_box_is_shown_only_to_who_is_asked(explorer):
    explorer.reset()
    box = explorer.controls["answer"]
    assert box.layout.visibility == "hidden"
    explorer.set(ask=True)
    assert box.layout.visibility is None


def test_the_first_caption_tells_of_the_weights_and_the_inputs(explorer):
    for inputs in (1, 2):
        explorer.reset()
        captions = set()
        for weights in range(21):
            explorer.set(inputs=inputs, weights=weights)
            captions.add(explorer.caption)
        assert len(captions) == 21
    explorer.set(x1=0.7)
    assert "·0.700" in explorer.caption


@pytest.mark.parametrize(("size", "pair", "activation"), CASES)
def test_no_number_is_told_by_itself(size, pair, activation):
    network, x, y = parts(size, pair, activation)
    trace = network.forward(x)
    steps = chain_steps(network, trace, network.backward(trace, y), network.loss_of(trace, y), y)
    assert all(step.name not in step.symbols for step in steps)


@pytest.mark.parametrize(
    ("pair", "loss", "delta"),
    [("sigmoid, squared error", 0.975, 0.025), ("sigmoid, cross-entropy", 4.363, 0.987)],
)
def test_a_saturated_output_has_the_slopes_that_the_chapter_tells(explorer, pair, loss, delta):
    explorer.reset()
    explorer.set(layers=0, weights=13, y=0.0, pair=pair, step=4)
    explorer.live.update()
    now = explorer.model(**explorer.state)["now"]
    assert explorer.artists.foot.get_text() == f"L = {loss}"
    assert now.name == "δ₁⁽¹⁾" and round(float(now.value), 3) == delta


def test_a_target_of_0_is_subtracted(explorer):
    for pair in ("sigmoid, cross-entropy", "sigmoid, squared error"):
        explorer.set(pair=pair, outputs=1, y=0.0)
        texts = [step.numbers for step in explorer.model(**explorer.state)["steps"]]
        assert not any("+ 0.000" in text for text in texts)
        assert any("− 0.000" in text for text in texts)
    explorer.reset()


@pytest.mark.parametrize("width", [1200, 900, 700, 500])
@pytest.mark.parametrize("large", [False, True])
def test_formulas_stay_inside_the_picture(width, large):
    explorer = BackpropExplorer(inputs=4, layers=2, first=4, second=4, outputs=4)
    explorer.live.large = large
    page = FrontEnd(explorer.live)
    page.look(width)
    for step in (1, 2, 17, 23, 24, 25, 26, 46):
        for pair in ("sigmoid, cross-entropy", "tanh, squared error", "softmax, cross-entropy"):
            explorer.set(step=step, pair=pair)
            page.rest()
            formula = explorer.artists.formula
            lines, (font, dpi) = formula.lines(), formula._look()
            left = formula._spot()[0]
            right = formula.axes.bbox.x1
            for line in lines:
                assert left + sum(_letter(x, font, dpi)[1] for x in line) <= right + 1, line
            assert "".join(formula.get_text().split()) == "".join("".join(lines).split())
    explorer.close()


def test_the_step_and_the_label_follow_when_the_network_shrinks(explorer):
    pair = "softmax, cross-entropy"
    explorer.set(layers=2, outputs=4, pair=pair)
    explorer.set(step=explorer.controls["step"].max, label=4)
    explorer.set(layers=0, outputs=2)
    late = explorer.model(**explorer._snapshot())
    assert late["step"] == len(late["steps"]) == 13 and explorer.state["label"] == 2
    assert explorer._update()[1] == ""
    explorer.reset()


def test_a_softmax_has_two_outputs_at_least(explorer):
    explorer.set(pair="softmax, cross-entropy", outputs=1)
    assert explorer.model(**explorer.state)["sizes"] == [2, 2, 2]
    assert explorer.controls["label"].max == 2 and explorer._update()[1] == ""
    explorer.reset()
