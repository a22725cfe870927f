"""Chapter 06: each step of the explorer is a true sum, and all together are the gradient."""

import math
import re
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import jupytext
import numpy as np
import pytest
from front_end import FrontEnd, deliver
from layout import faults_of

from nncourse.draw.labels import PAD, _line
from nncourse.draw.rich_text import DPI, EM, LOOKS, ROOM, font, ink, part_width, plain, wrapped
from nncourse.draw.scene import Box, Plate, Scene, Text
from nncourse.draw.step_network import place_network
from nncourse.draw.step_panel import place_panel
from nncourse.explorers import BackpropExplorer
from nncourse.explorers._backprop_questions import (
    FACTORS,
    GRADES,
    LETTERS,
    NUMBER,
    SHOW,
    SIGN,
    choices,
    hint,
    judge,
    right_answer,
)
from nncourse.explorers._backprop_steps import chain_steps, is_right
from nncourse.explorers._backprop_view import panel_of, shown_network
from nncourse.explorers.backprop import PAIRS
from nncourse.messages import say
from nnlib import ACTIVATIONS, Network, numerical_gradient

BOOK = Path(__file__).parents[1].joinpath("book/06_backpropagation.md").read_text("utf-8")
SIZES = [dict(inputs=2, layers=1, first=2, outputs=1), dict(inputs=1, layers=0, outputs=1),
         dict(inputs=3, layers=2, first=4, second=2, outputs=3),
         dict(inputs=2, layers=2, first=1, second=3, outputs=2)]  # fmt: skip
CASES = [
    (size, pair, activation)
    for size, pair, activation in product(SIZES, PAIRS, ["tanh", "sigmoid", "relu", "identity"])
    if not (size["outputs"] == 1 and pair.startswith("softmax"))
]
LARGEST = dict(inputs=4, layers=2, first=4, second=4, outputs=4)
CROWDED = dict(inputs=4, layers=2, first=3, second=3, outputs=4, weights=20)
RATE = 0.3
NAME = re.compile("(?<![a-z])((∂L/∂)?[wabzδxyŷ][₀-₉]*(⁽[¹²³]⁾)?|[ηL])(?![a-z])")
ROOMS = [(482, 391), (461, 351), (391, 351), (643, 258), (391, 258)]  # that windows leave a half


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


def functions():
    """What the formulas call, by the names that they call it."""
    known = dict(ln=lambda p: math.log(max(p, 1e-9)), exp=math.exp)
    for name in ("tanh", "sigmoid", "relu", "identity"):
        activation = ACTIVATIONS[name]
        known[name] = lambda z, f=activation: float(f(z))
        slope = "sigma_slope" if name == "sigmoid" else f"{name}_slope"
        known[slope] = lambda z, f=activation: float(f.slope(z))
    known["softmax"] = lambda z, i: np.exp(z[int("₀₁₂₃₄".index(i)) - 1]) / np.exp(z).sum()
    return known


def worked_out(formula, values=None):
    """What a formula comes to, with numbers, or with ``values`` for its names."""
    text = formula if isinstance(formula, str) else plain(formula)
    text = text.replace("σ′", "sigma_slope").replace("′", "_slope")
    names = functions()
    if values is not None:
        text = NAME.sub(lambda match: f"({values[match[0]]!r})", text)
    text = text.replace("−", "-").replace("·", "*").replace("²", "**2")
    text = re.sub(r"softmax\((.*)\)(.)", r"softmax([\1], '\2')", text)
    text = re.sub(r"ln (\(?-?[\d.e-]+\)?)", r"ln(\1)", text)
    return eval(text, names)


def values_of(steps, old, learning_rate):
    """The value of each name, from the network's own arrays, and not from the steps."""
    digits = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    upper = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    values = dict(η=learning_rate, L=float(old.loss))

    def put(letter, *place, layer, value):
        index = "".join(str(i + 1) for i in place).translate(digits)
        values[f"{letter}{index}⁽{str(layer).translate(upper)}⁾"] = float(value)

    for k, layer in enumerate(old.network.layers):
        for i, j in np.ndindex(layer.W.shape):
            put("w", i, j, layer=k + 1, value=layer.W[i, j])
            put("∂L/∂w", i, j, layer=k + 1, value=old.gradients.W[k][i, j])
        for j in range(layer.n_out):
            put("b", j, layer=k + 1, value=layer.b[j])
            put("z", j, layer=k + 1, value=old.trace.z[k][0, j])
            put("a", j, layer=k + 1, value=old.trace.a[k + 1][0, j])
            put("δ", j, layer=k + 1, value=old.gradients.delta[k][0, j])
    for letter, row in dict(x=old.trace.a[0][0], ŷ=old.trace.y_hat[0], y=old.y[0]).items():
        for j, value in enumerate(row):
            index = str(j + 1).translate(digits)
            values[f"{letter}{index}"] = float(value)
            values[letter] = float(value)
    return values


@pytest.mark.parametrize(("size", "pair", "activation"), CASES)
def test_each_step_is_a_true_sum_and_all_of_them_are_the_gradient(size, pair, activation):
    network, x, y = parts(size, pair, activation)
    steps, _, new = chain_steps(network, x, y, RATE)
    for step in steps:
        if "L" in plain(step.name)[-1:] and "ln 0.00" in plain(step.numbers):
            continue  # three decimals are too few
        assert is_right(round(worked_out(step.numbers), 2), step.value), step
    gradients = network.backward(network.forward(x), y)
    measured = numerical_gradient(lambda _: network.loss(x, y), network.parameters)
    np.testing.assert_allclose(gradients.vector, measured, atol=1e-6)
    slopes = {step.place: step.value for step in steps if step.kind == "weight"}
    biases = {step.place: step.value for step in steps if step.kind == "bias"}
    for k, layer in enumerate(network.layers):
        for i, j in np.ndindex(layer.W.shape):
            assert slopes[k, i, j] == gradients.W[k][i, j]
        for j in range(layer.n_out):
            assert biases[k, j] == gradients.b[k][j]
    after = Network(network.layers, network.loss_function.name)
    after.parameters = network.parameters - RATE * measured
    assert steps[-1].value == new.loss == pytest.approx(after.loss(x, y), rel=1e-6, abs=1e-6)
    assert steps[-2].value == pytest.approx(after.layers[-1].W[0, 0], abs=1e-6)
    rises = after.loss(x, y) - network.loss(x, y)
    assert steps[-1].rises == pytest.approx(rises, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("size", "pair", "activation"), CASES)
def test_formulas_and_slips_come_to_what_they_are_said_to(size, pair, activation):
    network, x, y = parts(size, pair, activation)
    steps, old, new = chain_steps(network, x, y, RATE)
    before = values_of(steps, old, RATE)
    after = values_of(steps, old._replace(network=new.network, trace=new.trace), RATE)
    for step in steps:
        values = before
        if step.kind == "new_loss":
            values = after
        formulas = [(step.symbols, step.value), *((s.formula, s.value) for s in step.slips)]
        for formula, value in formulas:
            if "Σ" not in plain(formula):
                assert worked_out(formula, values) == pytest.approx(value, abs=1e-9), step
        texts = [plain(formula) for formula, _ in formulas]
        assert len(set(texts)) == 3
        assert plain(step.name) not in texts


@pytest.mark.parametrize(("size", "pair", "activation"), CASES)
def test_every_name_tells_its_layer(size, pair, activation):
    network, x, y = parts(size, pair, activation)
    for step in chain_steps(network, x, y, RATE)[0]:
        for text in (plain(step.name), plain(step.symbols)):
            for match in NAME.finditer(text):
                letter = match[0].removeprefix("∂L/∂")[0]
                assert letter in "xyŷηL" or match[0].endswith("⁾"), text


def test_a_small_step_makes_the_loss_smaller_and_a_large_one_may_not(explorer):
    explorer.reset()
    explorer.set(step=21, learning_rate=0.5)
    assert explorer.caption.endswith("the loss falls from 0.445 to 0.301.")
    explorer.set(learning_rate=0, step=21)
    assert explorer.caption.endswith("the loss stays at 0.445.")
    explorer.set(pair="identity, squared error", learning_rate=3, step=21)
    assert "rises from" in explorer.caption
    explorer.reset()


def test_two_decimals_are_enough():
    for value in np.linspace(-0.2, 0.2, 4001):
        shown = math.floor(1000 * value + 0.5)  # three decimals, of which two are kept
        assert is_right(math.floor(shown / 10 + 0.5) / 100, value)
        assert not is_right(value + 0.011, value)


@pytest.mark.parametrize("size", SIZES)
def test_the_timeline_ends_with_the_new_loss(explorer, size):
    explorer.set(**size, pair="identity, squared error", step=0)
    n = len(explorer.model(**explorer.state)["steps"])
    assert explorer.controls["step"].max == n
    explorer.set(step=n)
    assert explorer.caption.startswith(f"Step {n} of {n}. With η = 0.5 the loss ")
    explorer.reset()


def pictured(explorer):
    """All words in the picture."""
    explorer.live.update()
    items = [*explorer.artists.network.items(), *explorer.artists.panel.items()]
    return [plain(item.parts) for item in items if isinstance(item, Text)]


@pytest.mark.parametrize("grade", [FACTORS, SIGN, NUMBER])
def test_what_is_asked_is_shown_nowhere_before_it_is_answered(explorer, grade):
    explorer.reset()
    for step in range(1, 22):
        explorer.set(ask=grade, step=step)
        numbers = explorer.model(**explorer.state)
        now = numbers["now"]
        shown = f"{now.value:.3f}".replace("-", "−")
        known = {f"{one.value:.3f}".replace("-", "−") for one in numbers["steps"][: step - 1]}
        assert explorer.caption.endswith(("Choose A, B or C.", "0 or +.", "press Enter."))
        words = " ".join([explorer.caption, *pictured(explorer)]).replace("(", " ").split()
        assert shown in known or shown not in words, now
        before = pictured(explorer)
        assert not any(text.startswith("= ") for text in before)  # no arithmetic to copy
        explorer.reveal()
        assert explorer.caption.startswith("Right. ")
        now_shown = pictured(explorer)
        assert any(text.endswith(f"= {shown}") for text in now_shown) or now.kind == "new_loss"
    explorer.reset()


def test_a_number_is_asked_for_and_answered(explorer):
    explorer.reset()
    explorer.set(ask=NUMBER, step=8)
    now = explorer.model(**explorer.state)["now"]
    assert plain(now.name) == "δ₁⁽²⁾" and "What number is δ₁⁽²⁾?" in explorer.caption
    assert "?" in pictured(explorer)
    explorer.set(answer=f"{-now.value:.2f}")
    assert say("chain_turned") in explorer.caption and say("chain_turned") in " ".join(
        pictured(explorer)
    )
    assert "= 0.641 − 1.0." in explorer.caption  # the hint
    explorer.set(answer="7")
    assert "7 is not it." in explorer.caption
    for answer in (f"{now.value:.2f}", f" {now.value:.3f}".replace("-", "−").replace(".", ",")):
        explorer.set(answer=answer)
        assert f"= {now.value:.3f}.".replace("-", "−") in explorer.caption
    explorer.set(step=13, answer="0.02")
    assert say("wrong_sign") in explorer.caption
    explorer.reset()


def test_factors_are_chosen_and_each_wrong_choice_has_its_reason(explorer):
    explorer.reset()
    letters = set()
    for step in range(1, 22):
        explorer.set(ask=FACTORS, step=step)
        now = explorer.model(**explorer.state)["now"]
        some = choices(now, step)
        assert [plain(choice.formula) for choice in some if not choice.why] == [plain(now.symbols)]
        letters.add(right_answer(FACTORS, now, step))
        for choice in some:
            explorer.set(answer=choice.letter.lower())
            expected = say(choice.why) if choice.why else "Right."
            assert expected in explorer.caption
    assert letters == set(LETTERS)
    explorer.reset()


def test_a_hint_on_a_change_compares_and_shows_no_number():
    network, x, y = parts(SIZES[0], "sigmoid, cross-entropy", "tanh")
    hints = {step.kind: hint(SIGN, step) for step in chain_steps(network, x, y, RATE)[0]}
    assert hints["update"] == say("chain_hint_update")
    assert hints["new_loss"] == say("chain_hint_compare")
    assert not any(character.isdigit() for character in hints["update"] + hints["new_loss"])


@pytest.mark.parametrize("grade", GRADES[1:])
def test_the_right_answer_and_only_that_is_right(grade):
    network, x, y = parts(SIZES[2], "sigmoid, cross-entropy", "tanh")
    for number, step in enumerate(chain_steps(network, x, y, RATE)[0], 1):
        right = right_answer(grade, step, number)
        assert judge(grade, step, number, right).right
        for other in {FACTORS: "ABC", SIGN: "−0+", NUMBER: ["77", "-78"]}[grade]:
            verdict = judge(grade, step, number, other)
            assert verdict.right == (other == right) and bool(verdict.said) != verdict.right


def test_an_answer_in_the_picture_is_pressed(explorer):
    explorer.reset()
    page = FrontEnd(explorer.live)
    page.look(920)
    for grade, answers in [(FACTORS, ["A", "B", "C"]), (SIGN, ["−", "0", "+"])]:
        explorer.set(ask=grade, step=9)
        page.rest()
        width, height = explorer.artists.panel.room
        buttons = explorer.artists.buttons
        assert [button.answer for button in buttons] == answers
        for button in buttons:
            box = button.box
            assert box.bottom - box.top >= 24 and box.right - box.left >= 24
            place = ((box.left + box.right) / 2 / width, (box.top + box.bottom) / 2 / height)
            explorer.on_pointer("press", explorer.artists.panel_axes, *place)
            assert explorer.state["answer"] == button.answer
            explorer.set(answer="")
            page.rest()
        explorer.on_pointer("press", explorer.artists.panel_axes, 0.5, 0.99)
        assert explorer.state["answer"] == ""
    explorer.set(ask=SHOW)
    page.rest()
    assert explorer.artists.buttons == []
    explorer.reset()


def test_a_hint_is_given_where_a_question_is_open(explorer):
    explorer.reset()
    explorer.hint()
    assert explorer.state["answer"] == ""
    explorer.set(ask=FACTORS, step=10)
    explorer.hint()
    assert say("chain_hint_weight") in explorer.caption
    explorer.set(ask=NUMBER, step=10)
    explorer.hint()
    assert "= 0.952 · (−0.359)." in explorer.caption
    assert "= 0.952 · (−0.359) = ?" in " ".join(pictured(explorer))
    explorer.reset()


def test_enter_in_the_box_goes_on_once_the_answer_is_right(explorer):
    explorer.reset()
    FrontEnd(explorer.live).look()
    box = explorer.controls["answer"]
    enter = dict(method="custom", content={"event": "submit"})
    deliver(box, **enter)
    assert explorer.state["step"] == 0  # where nothing is asked it does nothing
    explorer.set(ask=NUMBER, step=1)
    for answer in ("", "7"):
        explorer.set(answer=answer)
        deliver(box, **enter)
        assert explorer.state["step"] == 1 and say("chain_go_on") not in pictured(explorer)
    explorer.reveal()
    assert say("chain_go_on") in pictured(explorer)
    deliver(box, **enter)
    assert explorer.state["step"] == 2 and explorer.state["answer"] == ""
    explorer.set(step=21)
    explorer.reveal()
    assert say("chain_go_on") not in pictured(explorer)
    explorer.reset()


def test_a_wrong_answer_leaves_the_question_large_enough_to_read(explorer):
    explorer.reset()
    explorer.set(ask=FACTORS, step=1, answer="B")
    items, _ = place_panel(panel_of(**explorer._computed()), 419.8, 311.7)
    assert min(item.size for item in items if isinstance(item, Text)) >= 8.5
    explorer.reset()


def test_hint_and_answer_are_offered_where_something_is_asked(explorer):
    explorer.reset()
    for grade, step, look in ((SHOW, 1, "hidden"), (NUMBER, 0, "hidden"), (NUMBER, 1, None)):
        explorer.set(ask=grade, step=step)
        assert {explorer.buttons[name].layout.visibility for name in explorer.actions} == {look}
    explorer.reset()


def test_the_target_has_one_control_in_one_place(explorer):
    explorer.reset()
    places = [explorer.controls[name] for name in ("y", "label")]
    for pair, outputs in [("sigmoid, cross-entropy", 1), ("softmax, cross-entropy", 3)]:
        explorer.set(pair=pair, outputs=outputs)
        assert [place.layout.visibility for place in places].count("hidden") == 1
        assert all("nncourse-either" in place._dom_classes for place in places)
    explorer.reset()


def test_play_stops_at_a_question(explorer):
    explorer.reset()
    assert not explorer.player.until()
    explorer.set(ask=SIGN, step=3)
    assert explorer.player.until()
    explorer.reveal()
    assert not explorer.player.until()
    explorer.reset()


@pytest.mark.parametrize("answer", ["", "  "])
def test_nothing_typed_is_no_answer_even_where_0_is_right(explorer, answer):
    explorer.reset()
    explorer.set(ask=NUMBER, activation="relu", weights=4, step=2, answer=answer)
    now = explorer.model(**explorer.state)["now"]
    assert now.value == 0 and explorer.caption.endswith(say("type_it"))
    assert say("type_it") in " ".join(pictured(explorer))
    explorer.set(answer="0")
    assert explorer.caption.startswith("Right.")
    explorer.reset()


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("typed", ["-0,25", "−0.25", "－０．２５", "-0。25"])
def test_a_number_may_be_typed_in_full_width(code, typed, speak):
    speak(code)
    step = SimpleNamespace(value=-0.25, slips=[])
    assert judge(NUMBER, step, 1, typed).right


@pytest.mark.parametrize(
    ("code", "typed", "sign"),
    [
        *[("en", "negative", -1), ("en", "Zero", 0), ("en", "positive", 1), ("en", "＋", 1)],
        *[("zh", "负", -1), ("zh", "零", 0), ("zh", "正", 1), ("zh", "－", -1), ("zh", " ０ ", 0)],
    ],
)
def test_a_sign_may_be_typed_in_words_and_in_full_width(code, typed, sign, speak):
    speak(code)
    verdicts = [judge(SIGN, SimpleNamespace(sign=each), 1, typed).right for each in (-1, 0, 1)]
    assert verdicts == [each == sign for each in (-1, 0, 1)]


def test_a_hint_and_a_letter_may_be_typed_in_full_width():
    network, x, y = parts(SIZES[2], "sigmoid, cross-entropy", "tanh")
    steps = chain_steps(network, x, y, RATE)[0]
    assert judge(FACTORS, steps[0], 1, "？").hint
    right = right_answer(FACTORS, steps[0], 1)
    assert judge(FACTORS, steps[0], 1, chr(ord(right) + 0xFEE0)).right


@pytest.mark.parametrize("answer", ["x", "1/2", "nan", "inf", "1e999", "9" * 999])
def test_an_answer_that_is_no_number_is_said_to_be(explorer, answer):
    explorer.reset()
    explorer.set(ask=NUMBER, step=8, answer=answer)
    assert explorer.caption.endswith(say("no_number", answer=answer[:12]))
    assert say("no_number", answer=answer[:12]) in " ".join(pictured(explorer))
    explorer.reset()


@pytest.mark.parametrize("change", [dict(step=2), dict(weights=5), dict(x1=1.5), dict(layers=0)])
def test_what_was_typed_goes_with_its_question(explorer, change):
    explorer.reset()
    explorer.set(ask=NUMBER, step=1, answer="7")
    assert "7 is not it." in explorer.caption
    for name, value in change.items():
        explorer.controls[name].value = value
    assert explorer.state["answer"] == "" and explorer.caption.endswith(say("type_it"))
    explorer.set(answer="7", **change | dict(step=3))  # as a link does
    assert explorer.state["answer"] == "7"
    explorer.reset()


def test_answer_and_learning_rate_are_shown_where_they_count(explorer):
    explorer.reset()
    answer = explorer.controls["answer"]
    rate = explorer.controls["learning_rate"]
    assert answer.layout.visibility == rate.layout.visibility == "hidden"
    explorer.set(ask=NUMBER, step=1)
    assert answer.layout.visibility is None
    explorer.set(step=20)
    assert rate.layout.visibility is None
    explorer.reset()


def test_the_first_caption_tells_of_the_weights_and_the_inputs(explorer):
    for inputs in (1, 2):
        explorer.reset()
        captions = set()
        for weights in range(21):
            explorer.set(inputs=inputs, weights=weights)
            captions.add(explorer.caption)
        assert len(captions) == 21
    explorer.set(x1=0.7)
    assert "x = (0.7, −0.5)" in explorer.caption
    explorer.reset()


def rows(explorer):
    """The table, as texts."""
    panel = panel_of(**explorer._computed())
    return [[plain(cell) for cell in row.cells] for row in panel.rows]


def test_the_table_fills_and_keeps_its_rows(explorer):
    explorer.reset()
    filled = []
    for step in range(22):
        explorer.set(step=step)
        filled.append(sum(bool(cell) for row in rows(explorer) for cell in row))
    assert filled == sorted(filled)
    assert rows(explorer)[:4] == [
        ["w₁₁⁽²⁾", "0.782", "−0.359", "−0.281", "−0.360"],
        ["w₂₁⁽²⁾", "0.952", "−0.359", "−0.342", "0.771"],
        ["b₁⁽²⁾", "1", "−0.359", "−0.359", "0.579"],
        ["w₁₁⁽¹⁾", "1.0", "0.070", "0.070", "0.265"],
    ]
    network = explorer._computed()["old"].network
    assert len(rows(explorer)) == network.parameters.size
    explorer.reset()


def test_every_row_of_a_long_table_has_its_turn(explorer):
    explorer.reset()
    explorer.set(**LARGEST)
    seen = set()
    for step in range(26, 98):
        explorer.set(step=step)
        panel = panel_of(**explorer._computed())
        [now] = [plain(row.cells[0]) for row in panel.rows if row.is_now] or [None]
        items, _ = place_panel(panel, 400, 350)
        words = [plain(item.parts) for item in items if isinstance(item, Text)]
        assert now is None or now in words
        seen.add(now)
    assert len(seen) == 61
    explorer.reset()


def test_on_the_way_back_the_activations_stay_and_the_deltas_fill_the_units(explorer):
    explorer.reset()
    explorer.set(step=13)
    shown = shown_network(**explorer._computed())
    assert [plain(text) for text in shown.short_above[1]] == ["0.782", "0.952"]
    assert [plain(text) for text in shown.above[2]] == ["a₁⁽²⁾ = ŷ 0.641"]
    assert [plain(text) for text in shown.inside[1]] == ["0.070", "−0.020"]
    assert [plain(text) for text in shown.inside[2]] == ["−0.359"]
    assert [plain(text) for text in shown.below[1]] == ["b₁⁽¹⁾ 0.9", "b₂⁽¹⁾ 0.4"]
    assert shown.filled == {(1, 0), (1, 1), (2, 0)} and shown.current == {(1, 1, 0)}
    explorer.set(step=5)
    shown = shown_network(**explorer._computed())
    assert [plain(text) for text in shown.inside[1]] == ["1.050", "1.850"]
    assert shown.current == {(1, 0, 0), (1, 1, 0)} and not shown.filled
    explorer.reset()


def test_z_and_a_and_delta_differ_by_more_than_colour():
    looks = {kind: (LOOKS[kind].weight, LOOKS[kind].style, LOOKS[kind].boxed) for kind in LOOKS}
    assert len({looks[kind] for kind in ("", "z", "a", "delta")}) == 4
    assert len({LOOKS[kind].colour for kind in ("", "z", "a", "delta")}) == 4


@pytest.mark.parametrize(
    ("pair", "loss", "delta"),
    [("sigmoid, squared error", "1.000", 0.0), ("sigmoid, cross-entropy", "10.80", 1.0)],
)
def test_a_saturated_output_has_the_slopes_that_the_chapter_tells(explorer, pair, loss, delta):
    explorer.scenario("sure_and_wrong").set(pair=pair, step=4)
    now = explorer.model(**explorer.state)["now"]
    assert f"L = {loss}" in pictured(explorer)
    assert plain(now.name) == "δ₁⁽¹⁾" and round(float(now.value), 3) == delta
    explorer.reset()


def shapes():
    """All shapes that the controls allow, as states."""
    for inputs, outputs in product(range(1, 5), range(1, 5)):
        yield dict(inputs=inputs, layers=0, outputs=outputs)
        for first in range(1, 5):
            yield dict(inputs=inputs, layers=1, first=first, outputs=outputs)
            for second in range(1, 5):
                yield dict(inputs=inputs, layers=2, first=first, second=second, outputs=outputs)


def faults_at(explorer, room, **state):
    """What is wrong in diagram and panel in a state."""
    explorer.set(**state)
    numbers = explorer._computed()
    items, _ = place_panel(panel_of(**numbers), *room)
    yield from faults_of(items, *room)
    yield from faults_of(place_network(shown_network(**numbers), *room), *room)


def test_huge_numbers_and_long_lines_have_room_too(explorer):
    explorer.reset()
    shape = dict(inputs=4, layers=2, first=3, second=3, activation="identity")
    huge = dict(pair="identity, squared error", weights=13, learning_rate=3)
    assert list(faults_at(explorer, (673.1, 258.3), **shape, **huge, step=55)) == []
    explorer.reset()
    shape = dict(inputs=3, layers=2, first=3, second=1, outputs=3, activation="relu", weights=3)
    state = shape | dict(pair="sigmoid, squared error", step=46, ask=SIGN, answer="-")
    assert list(faults_at(explorer, (419.8, 391.7), **state)) == []
    explorer.reset()
    shape = dict(inputs=3, layers=2, first=2, second=4, outputs=4, weights=10)
    state = shape | dict(pair="softmax, cross-entropy", step=63, ask=FACTORS, answer="B")
    assert list(faults_at(explorer, (510.2, 258.3), **state)) == []
    explorer.reset()
    shape = dict(inputs=3, layers=2, first=1, second=3, outputs=2, activation="identity")
    state = shape | dict(pair="softmax, cross-entropy", learning_rate=3, step=38)
    assert list(faults_at(explorer, (461.5, 391.7), **state)) == []
    explorer.reset()


def walk(thorough):
    """States in which the picture is tried, and the rooms for it: all shapes, or some of them, at
    steps that are drawn.
    """
    for step in range(42, 45):  # four numbers on lines that start at one unit
        yield CROWDED | dict(step=step, pair="sigmoid, cross-entropy"), SHOW, "", ROOMS
    rng = np.random.default_rng(0)
    grades = list(GRADES)
    for number, shape in enumerate(shapes()):
        steps = rng.choice(200, 2)
        rooms = [ROOMS[number % len(ROOMS)]] if thorough else ROOMS[:2]
        if shape == LARGEST:
            steps = range(0, 100, 9)
            rooms = ROOMS if thorough else ROOMS[:2]
        elif number % 8 and not thorough:
            continue
        for step in steps:
            pair = list(PAIRS)[rng.integers(len(PAIRS))]
            grade = grades[rng.integers(len(grades))]
            answer = ["", "?", "B", "−", "0.77"][rng.integers(5)]
            weights = int(rng.integers(21))
            yield shape | dict(step=int(step), pair=pair, weights=weights), grade, answer, rooms


def test_nothing_overlaps_and_no_line_meets_a_number(explorer, thorough):
    explorer.reset()
    wrong = []
    for state, grade, answer, rooms in walk(thorough):
        explorer.set(**state, ask=grade)
        explorer.set(answer=answer)
        numbers = explorer._computed()
        network = shown_network(**numbers)
        panel = panel_of(**numbers)
        for room in rooms:
            wrong += [
                (state, grade, fault) for fault in faults_of(place_network(network, *room), *room)
            ]
            items, _ = place_panel(panel, *room)
            wrong += [(state, grade, fault) for fault in faults_of(items, *room)]
    assert wrong == []
    explorer.reset()


ROWS = ["w₁₁⁽²⁾", "w₂₁⁽²⁾", "b₁⁽²⁾", "w₁₁⁽¹⁾", "w₂₁⁽¹⁾", "w₁₂⁽¹⁾", "w₂₂⁽¹⁾", "b₁⁽¹⁾", "b₂⁽¹⁾"]
SHORTEST = [(482, 311), (391, 351), (391, 258)]  # of a short window, a phone, a class on a phone


def test_a_title_takes_one_line_if_slightly_smaller_type_is_enough(explorer):
    explorer.reset()
    explorer.set(step=21, ask=FACTORS)
    panel = panel_of(**explorer._computed())
    for room, high in [(387, 312), (387, 380), (405, 390)]:
        items, _ = place_panel(panel, room, high)
        assert panel.title in [plain(item.parts) for item in items if isinstance(item, Text)]
    explorer.reset()


@pytest.mark.parametrize("room", [(387, 312), (420, 300), (482, 311), (391, 258)])
@pytest.mark.parametrize("ask", ["show", "factors", "number"])
def test_a_note_says_which_rows_are_shown_in_legible_type(explorer, room, ask):
    explorer.reset()
    explorer.set(step=21, ask=ask)
    items, _ = place_panel(panel_of(**explorer._computed()), *room)
    texts = {plain(item.parts): item for item in items if isinstance(item, Text)}
    shown = sum(name[0] in "wb" and name[-1] == "⁾" for name in texts)
    assert shown < 9
    first = next(number for number, name in enumerate(ROWS, start=1) if name in texts)
    last = first + shown - 1
    told = [f"rows {first} to {last} of 9", f"{first}–{last} of 9"]
    if shown == 1:
        told = [f"row {first} of 9", f"{first} of 9"]
    [note] = [item for words, item in texts.items() if words in told]
    assert note.size >= 0.8 * texts[ROWS[first - 1]].size
    explorer.reset()


@pytest.mark.parametrize("room", ROOMS + SHORTEST)
@pytest.mark.parametrize("shape", [LARGEST, CROWDED, dict(step=13), dict(layers=0, outputs=4)])
def test_units_are_circles_around_their_numbers_in_every_room(explorer, room, shape):
    explorer.reset()
    explorer.set(**shape)
    places = []
    for step in (shape.get("step", 0), explorer.controls["step"].max):
        explorer.set(step=step)
        numbers = explorer._computed()
        items = place_network(shown_network(**numbers), *room)
        plates = [item for item in items if isinstance(item, Plate)]
        texts = [item for item in items if isinstance(item, Text)]
        assert len(plates) == sum(numbers["sizes"])
        for plate in plates:
            width, height = np.subtract(plate.box[2:], plate.box[:2])
            assert width == pytest.approx(height) and plate.corner == pytest.approx(width / 2)
            middle = np.add(plate.box[2:], plate.box[:2]) / 2
            [inside] = [text.box for text in texts if np.allclose((text.x, text.y), middle)] or [
                None
            ]
            if inside:
                corners = product(inside[::2], inside[1::2])
                farthest = max(math.dist(corner, middle) for corner in corners)
                assert farthest < (width - plate.width) / 2
        places.append([plate.box for plate in plates])
    assert places[0] == places[1]  # nothing moves from step to step
    explorer.reset()


@pytest.mark.parametrize("shape", [dict(layers=1), dict(layers=2, first=3), LARGEST, CROWDED])
def test_no_number_and_no_name_moves_from_step_to_step(explorer, shape):
    explorer.reset()
    explorer.set(**shape)
    room = ROOMS[0]
    before = {}
    for step in range(explorer.controls["step"].max - 1):  # after which all numbers are others
        explorer.set(step=step)
        shown = shown_network(**explorer._computed())
        texts = [item for item in place_network(shown, *room) if isinstance(item, Text)]
        biases = [(text.x, text.y, plain(text.parts)) for text in texts if "b" in plain(text.parts)]
        places = {"biases": [bias for bias in biases if bias[2] != shown.direction]}
        if len(shown.numbers) < 10:
            places["weights"] = [(t.x, t.y) for t in texts[-len(shown.numbers) :]]
        assert places == (before or places)
        before = places
    explorer.reset()


def test_a_fault_in_a_layout_is_found(explorer):
    explorer.reset()
    explorer.set(step=12)
    network = shown_network(**explorer._computed())
    items = place_network(network, 482, 391)
    texts = [item for item in items if isinstance(item, Text)]
    line = next(item for item in items if hasattr(item, "dashes"))
    for moved, told in [
        (texts[4]._replace(x=texts[5].x, y=texts[5].y), "overlap"),
        (texts[4]._replace(x=481), "outside"),
        (texts[4]._replace(x=(line.x0 + line.x1) / 2, y=(line.y0 + line.y1) / 2), "line"),
    ]:
        faults = list(faults_of([*items, moved], 482, 391))
        assert any(told in fault for fault in faults)
    assert list(faults_of(items, 482, 391)) == []
    explorer.reset()


@pytest.mark.parametrize(
    "words", ["−0.468", "?", "0.782", "w₁₂⁽³⁾", "ŷ = σ′(z₁⁽²⁾)²", "L → ?", "δ"]
)
@pytest.mark.parametrize("kind", ["", "strong", "z", "a", "delta"])
def test_a_text_lies_within_the_room_that_is_kept_for_it(words, kind):
    size = 12
    cover = _line(words, font(kind, size), DPI)
    rows_with_ink = np.flatnonzero(cover.any(axis=1))
    base = len(cover) - len(cover) // 3
    above, below = ink([(words, kind)])
    assert base - rows_with_ink[0] <= above * size * EM + 1
    assert rows_with_ink[-1] + 1 - base <= below * size * EM + 1
    room = part_width(words, kind, size) - 2 * ROOM * LOOKS[kind].boxed
    for dpi in (100, 135, 182, 200, 270):
        drawn = (_line(words, font(kind, size), dpi).shape[1] - 2 * PAD) * DPI / dpi
        assert drawn <= 1.02 * room + 1.5


@pytest.mark.parametrize("room", [80, 200, 400])
def test_a_wrapped_formula_keeps_its_words_and_fits(explorer, room):
    explorer.reset()
    explorer.set(**LARGEST)
    for step in explorer._computed()["steps"]:
        lines = wrapped(step.numbers, 11, room)
        assert "".join(plain(line) for line in lines).replace(" ", "") == plain(
            step.numbers
        ).replace(" ", "")
    explorer.reset()


@pytest.mark.parametrize("width", [1200, 900, 560, 390])
@pytest.mark.parametrize("large", [False, True])
def test_a_window_leaves_the_rooms_that_are_tried(width, large):
    explorer = BackpropExplorer(**LARGEST, step=30)
    explorer.live.large = large
    page = FrontEnd(explorer.live)
    page.look(width)
    least = np.min(ROOMS, axis=0)
    for scene in (explorer.artists.network, explorer.artists.panel):
        assert (np.array(scene.room) >= least).all()
        assert list(faults_of(scene.items(), *scene.room)) == []
    explorer.close()


def test_the_step_and_the_label_follow_when_the_network_shrinks(explorer):
    pair = "softmax, cross-entropy"
    explorer.set(layers=2, outputs=4, pair=pair)
    explorer.set(step=explorer.controls["step"].max, label=4)
    explorer.set(layers=0, outputs=2)
    late = explorer.model(**explorer._snapshot())
    assert late["step"] == len(late["steps"]) == 15 and explorer.state["label"] == 2
    assert explorer._update()[1] == ""
    explorer.reset()


def test_a_softmax_has_two_outputs_at_least(explorer):
    explorer.set(pair="softmax, cross-entropy", outputs=1)
    assert explorer.model(**explorer.state)["sizes"] == [2, 2, 2]
    assert explorer.controls["label"].max == 2 and explorer._update()[1] == ""
    explorer.reset()


# What the text says of its own code -------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook():
    """What the chapter's cells define: one neuron and its loss, the gradients, its network."""
    notebook = {}
    for cell in jupytext.reads(BOOK, fmt="md:myst").cells:
        if re.search(r"^(def (sigmoid|loss|gradients)|network =)", cell.source, re.MULTILINE):
            exec(cell.source, notebook)
    return notebook


def test_the_best_step_is_between_too_large_and_too_small(notebook):
    x = notebook["x"]
    w = notebook["w"]
    exact = (notebook["sigmoid"](w * x + notebook["b"]) - 1) * x
    assert round(exact, 3) == -0.403

    def error(h):
        measured = numerical_gradient(lambda v: notebook["loss"](v[0]), np.array([w]), h)
        return abs(measured[0] - exact)

    steps = 10.0 ** np.arange(-14, 0, 0.5)
    best = steps[np.argmin([error(h) for h in steps])]
    assert 3e-6 < best < 4e-5  # "near 10⁻⁵"
    assert error(1e-11) > 1000 * error(1e-5)
    assert error(1e-2) == pytest.approx(100 * error(1e-3), rel=0.01)  # h²


def test_the_chapter_s_gradients_are_the_measured_ones(notebook):
    layers = notebook["layers"]
    X = notebook["X"]
    y = notebook["y"]
    network = notebook["network"]
    assert network.parameters.size == 44 and "each of the 44 parameters" in BOOK
    ours = np.concatenate([np.ravel(p) for pair in notebook["gradients"](X, y[:, None], layers)
                           for p in pair])  # fmt: skip
    start = network.parameters.copy()

    def loss(parameters):
        network.parameters = parameters
        return network.loss(X, y)

    np.testing.assert_allclose(ours, numerical_gradient(loss, start), atol=1e-8)


def test_the_page_is_told_which_numbers_of_a_step_moved():
    explorer = BackpropExplorer(step=21)  # the last, after which the table is full
    page = FrontEnd(explorer.live)
    page.look()
    [scene] = [artist for artist in explorer.figure.axes[0].get_children() if is_scene(artist)]
    before = scene.items()
    explorer.set(x1=0.3)
    page.rest()
    assert scene.moved(before)
    assert scene.moved(scene.items()) == []
    explorer.close()


def test_every_number_that_changed_is_marked_inside_its_circle():
    explorer = BackpropExplorer(step=18)  # the circles hold δ, the widest numbers
    FrontEnd(explorer.live).look()
    [scene] = [artist for artist in explorer.figure.axes[0].get_children() if is_scene(artist)]
    before = scene.items()
    explorer.set(weights=3)
    scale = scene.axes.figure.dpi / DPI
    left, top = scene.axes.bbox.x0, scene.axes.bbox.y1
    marks = [Box((one[0] - left) / scale, (top - one[3]) / scale, (one[2] - left) / scale,
                 (top - one[1]) / scale).wider(3) for one in scene.moved(before)]  # fmt: skip
    old = {text.name: text for text in before if isinstance(text, Text) and text.name}
    new = {text.name: text for text in scene.items() if isinstance(text, Text) and text.name}
    changed = [new[name] for name in new if plain(new[name].parts) != plain(old[name].parts)]
    assert any(new[name].x != old[name].x for name in new)  # a wider number has shifted
    assert len(new) == 6 and len(changed) >= 5
    for text in changed:
        assert any(mark.holds(text.x, text.y) for mark in marks)
    for circle in [item.box for item in scene.items() if isinstance(item, Plate)]:
        x, y = (circle.left + circle.right) / 2, (circle.top + circle.bottom) / 2
        for mark in [mark for mark in marks if mark.holds(x, y)]:
            corner = math.hypot(mark.right - x, mark.bottom - y)
            assert corner < (circle.right - circle.left) / 2
    explorer.close()


def is_scene(artist):
    return isinstance(artist, Scene)
