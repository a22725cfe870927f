"""Backpropagation, one factor at a time: symbols and numbers side by side, and one step down."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np

from nncourse.draw.names import fixed, tidy
from nncourse.draw.rich_text import plain
from nncourse.draw.scene import Scene
from nncourse.draw.step_network import place_network
from nncourse.draw.step_panel import place_panel
from nncourse.explorers._backprop_questions import (
    HINT,
    NAMES,
    SHOW,
    judge,
    right_answer,
)
from nncourse.explorers._backprop_steps import chain_steps
from nncourse.explorers._backprop_view import asked_text, panel_of, shown_network
from nncourse.explorers._base.controls import (
    dropdown,
    slider,
    text_box,
    timeline,
    whole_number,
)
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.messages import say
from nncourse.widgets import looks
from nnlib import Network

MOST = 4  # units in a layer
REACH = 1.5  # margin around an answer in the picture in which a press counts too
EXAMPLES = ("0.5", "-0,25", "x", "A", "+", HINT)  # of answers
PAIRS = {  # output activation and loss
    "sigmoid, cross-entropy": ("sigmoid", "binary_cross_entropy"),
    "softmax, cross-entropy": ("softmax", "categorical_cross_entropy"),
    "identity, squared error": ("identity", "mean_squared_error"),
    "tanh, squared error": ("tanh", "mean_squared_error"),
    "sigmoid, squared error": ("sigmoid", "mean_squared_error"),
}


def all_steps(sizes, activation, output, loss_name, seed, x, target, learning_rate):
    """The steps of a network with random parameters of one decimal: see ``chain_steps``."""
    network = Network.from_sizes(sizes, activation, output, loss_name)
    rng = np.random.default_rng(seed)
    network.parameters = rng.normal(size=network.parameters.size).round(1)
    return chain_steps(network, np.array([x]), np.array([target]), learning_rate)


class BackpropExplorer(Explorer):
    """Forward and back through a small network, and one step down, for one sample that the learner
    chooses; the explorer may ask for each number before it shows it.
    """

    size = (9.2, 4.0)
    scenarios = {
        "forward_pass": dict(step=0, ask="show"),
        "asked_number": dict(step=8, ask="number"),
        "asked_factors": dict(step=0, ask="factors"),
        "one_step_down": dict(step=19, ask="show"),
        "sure_and_wrong": dict(
            pair="sigmoid, squared error",
            layers=0,
            weights=13,
            x1=2,
            x2=-2,
            y=0,
            step=3,
            ask="show",
        ),
    }
    looks = ("answer",)
    groups = (
        ("network", ("inputs", "outputs", "layers", "weights")),
        ("hidden", ("activation", "first", "second")),
        ("loss", ("pair", "y", "label", "learning_rate")),
        ("sample", ("x1", "x2", "x3", "x4")),
    )
    narrow = ("a", "a", "b", "b")
    actions = ("hint", "reveal")
    token_version = 2  # the first release had a switch for *ask me first*, and no step down

    def __init__(self, **start):
        self._steps = newest(all_steps)
        super().__init__(**start)
        self.player.until = self._asks  # a question waits for its answer
        self.controls["answer"].on_msg(self._heard)

    def make_controls(self):
        inputs = {}
        for name, value in {"x1": 1.0, "x2": -0.5, "x3": 0.5, "x4": 1.5}.items():
            inputs[name] = slider(name, value, -2, 2)
        grades = [(say(name), grade) for grade, name in NAMES.items()]
        controls = {
            "step": timeline(say("step_number"), 21, seconds=2),
            "ask": dropdown(say("ask"), grades, SHOW),
            "answer": text_box(say("answer"), *EXAMPLES, placeholder=say("answer")),
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
            "learning_rate": slider(say("eta"), 0.5, 0, 3),
        }
        answer = controls["answer"]
        for control in controls.values():
            if control is not answer:  # another question, so the typed answer no longer applies
                control.observe(lambda _: answer.set_trait("value", ""), "value")
        return controls

    def arrange(self, rows, buttons):
        """The boxes under the picture; question, answer and actions follow the timeline."""
        arranged = super().arrange(rows, buttons)
        [timeline] = [box for box in arranged if "nncourse-wide" in box._dom_classes]
        [actions] = [box for box in arranged if "nncourse-actions" in box._dom_classes]
        asking = [self.controls["ask"], self.controls["answer"]]
        for control in [*asking, self.controls["pair"]]:  # a placeholder or a heading names it
            control.add_class("nncourse-unlabelled")
        for name in ("y", "label"):  # always just one of them counts
            self.controls[name].add_class("nncourse-either")
        actions.children = [*asking, *actions.children]
        timeline.children = [*timeline.children, actions]
        arranged.remove(actions)
        return arranged

    def _show_controls(self):
        super()._show_controls()
        visible = self.controls["answer"].layout.visibility is None
        for name in self.actions:  # they are useful where there is an answer
            looks.give(self.buttons[name], "shown" if visible else "hidden")

    def set(self, **state):
        """Give controls new values; an answer belongs to the state that it comes with."""
        super().set(**state)
        if "answer" in state:
            super().set(answer=state["answer"])

    def sizes(self, inputs, layers, first, second, outputs, pair, **_):
        """The network's sizes in this state; a softmax has at least two outputs."""
        hidden = [first, second][:layers]
        least = 2 if "softmax" in pair else 1
        return [inputs, *hidden, max(outputs, least)]

    def update_bounds(self, **state):
        sizes = self.sizes(**state)
        n_units = sum(sizes[1:])
        n_weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
        self.controls["step"].max = 4 * n_units + n_weights + 3
        self.controls["label"].max = sizes[-1]

    def unused_controls(self, inputs, layers, ask, step, **state):
        sizes = self.sizes(inputs, layers, **state)
        unused = ["first", "second"][layers:]
        unused += [f"x{k}" for k in range(inputs + 1, MOST + 1)]
        unused.append("label" if sizes[-1] == 1 else "y")
        if layers == 0:
            unused.append("activation")
        if ask == SHOW or step == 0:
            unused.append("answer")
        if step < self.controls["step"].max - 1:
            unused.append("learning_rate")
        return unused

    def model(self, step, ask, answer, activation, pair, weights, y, label, learning_rate, **state):
        sizes = self.sizes(pair=pair, **state)
        x = tuple(state[f"x{k + 1}"] for k in range(sizes[0]))
        target = (y,) if sizes[-1] == 1 else tuple(np.eye(sizes[-1])[label - 1])
        network = (tuple(sizes), activation, *PAIRS[pair], weights)
        steps, old, new = self._steps(*network, x, target, learning_rate)
        now = steps[step - 1] if step else None
        verdict = judge(ask, now, step, answer) if now and ask != SHOW else None
        return dict(
            sizes=sizes,
            old=old,
            new=new,
            steps=steps,
            step=step,
            now=now,
            ask=ask,
            verdict=verdict,
            asked=verdict is not None and not verdict.right,
            weights=weights,
            learning_rate=learning_rate,
        )

    def _heard(self, widget, content, buffers):
        """On Enter in the answer's box, go on if the answer is right."""
        if content.get("event") == "submit":
            self.live.attempt(self._go_on)

    def _go_on(self):
        if self.state["ask"] != SHOW and not self._asks():
            self.player.step(1)

    def _asks(self):
        """Whether a question is open."""
        return self.model(**self._snapshot())["asked"]

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        return SimpleNamespace(
            network=Scene(left), panel=Scene(right), panel_axes=right, buttons=[]
        )

    def draw(self, **numbers):
        network = shown_network(**numbers)
        panel = panel_of(**numbers)
        artists = self.artists

        def compose_panel(width, height):
            items, artists.buttons = place_panel(panel, width, height)
            return items

        artists.network.show(lambda width, height: place_network(network, width, height))
        artists.panel.show(compose_panel)

    def on_pointer(self, kind, ax, x, y):
        """Choose the answer that is pressed in the picture."""
        if kind != "press" or ax is not self.artists.panel_axes:
            return
        width, height = self.artists.panel.room
        for button in self.artists.buttons:
            if button.box.wider(REACH).holds(x * width, y * height):
                self.set(answer=button.answer)

    def describe(
        self, old, new, steps, step, now, ask, verdict, asked, weights, learning_rate, **_
    ):
        n = len(steps)
        if now is None:
            x = ", ".join(tidy(value) for value in old.trace.a[0][0])
            return say("chain_start", n=n, x=x, weights=weights)
        if asked:
            told = asked_text(ask, now, step, verdict)
            return say("chain_asked", step=step, n=n, title=now.title, asked=told)
        sentence = say("chain", step=step, n=n, shown=_shown(now, old, new, learning_rate))
        return say("chain_was_right", sentence=sentence) if verdict else sentence

    def reveal(self):
        """Give the right answer."""
        state = self.state
        numbers = self.model(**state)
        if numbers["asked"]:
            self.set(answer=right_answer(state["ask"], numbers["now"], numbers["step"]))

    def hint(self):
        """Ask for a hint."""
        if self.model(**self.state)["asked"]:
            self.set(answer=HINT)


def _shown(now, old, new, learning_rate):
    """The result of a step, in words."""
    eta = tidy(learning_rate)
    if now.kind == "new_loss":
        before = fixed(old.loss)
        after = fixed(new.loss)
        if before == after:
            return say("chain_stayed", eta=eta, after=after)
        if new.loss < old.loss:
            return say("chain_fell", eta=eta, before=before, after=after)
        return say("chain_rose", eta=eta, before=before, after=after)
    formula = f"{plain(now.name)} = {plain(now.symbols)} = {fixed(now.value)}"
    if now.kind == "update":
        return say("chain_stepped", title=now.title, eta=eta, formula=formula)
    return say("full_stop", words=say("titled", title=now.title, words=formula))
