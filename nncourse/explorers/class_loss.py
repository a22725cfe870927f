"""Three logits, their probabilities by softmax, the loss of the true class, and the slopes."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.bars import Bars
from nncourse.draw.labels import Label
from nncourse.draw.numbers import signed
from nncourse.explorers._base.controls import dropdown, slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import LOSSES
from nnlib.activations import softmax
from nnlib.targets import one_hot

N = 3
LOSS = LOSSES["categorical_cross_entropy"]


class ClassLossExplorer(Explorer):
    """Bars for p beside the target, the loss -ln p of the true class, and bars for p - y."""

    size = (9.0, 3.6)
    scenarios = {
        "wrong_class": dict(z0=2, z1=1, z2=-1, true=1),
        "guessing": dict(z0=0, z1=0, z2=0, true=1),
    }

    def make_controls(self):
        return {
            "z0": slider("z0", 2, -5, 5),
            "z1": slider("z1", 1, -5, 5),
            "z2": slider("z2", -1, -5, 5),
            "true": dropdown(say("true_class"), [0, 1, 2], 1),
        }

    def model(self, true, **logits):
        z = np.array(list(logits.values()))
        y = one_hot([true], N)[0]
        p = softmax(z)
        return dict(
            true=true,
            z=z,
            p=p,
            loss=LOSS.of_output(z, p, y),
            delta=LOSS.gradient_from_logits(z, y, p),
        )

    def build(self, figure):
        left, middle, right = figure.subplots(1, 3)
        left.set_ylim(0, 1.25)
        style.style_axes(left, say("class_axis"), say("p_and_target"), equal=False)
        probabilities = Bars(left, range(N))
        (target,) = left.plot([], [], "--", color=style.INK, linewidth=1.8)

        middle.set(xlim=(-0.03, 1.05), ylim=(-0.2, 11.5))
        style.style_axes(middle, say("p_true"), say("loss"), equal=False)
        line = np.geomspace(1e-5, 1, 200)
        middle.plot(line, -np.log(line), color=style.COLOURS[0], linewidth=2.5)
        (point,) = middle.plot([], [], "D", color=style.INK, markersize=9, zorder=5)
        words = Label(middle, 0.4, 9.5, fontsize=style.FONT_SIZE, color=style.INK)

        right.set_ylim(-1.3, 1.3)
        style.style_axes(right, say("class_axis"), "p \N{MINUS SIGN} y", equal=False)
        return SimpleNamespace(
            probabilities=probabilities,
            target=target,
            point=point,
            words=words,
            slopes=Bars(right, range(N)),
        )

    def draw(self, true, p, loss, delta, **_):
        self.artists.probabilities.move(p)
        self.artists.slopes.move(delta)
        sides = true + np.array([-0.48, -0.48, 0.48, 0.48])
        self.artists.target.set_data(sides, [0, 1, 1, 0])
        self.artists.point.set_data([p[true]], [loss])
        self.artists.words.set_text(say("loss_is", loss=signed(loss, 3)))

    def describe(self, true, z, p, loss, delta):
        return say(
            "three_classes",
            p=", ".join(signed(value, 3) for value in p),
            delta=", ".join(signed(value, 3) for value in delta),
            true=true,
            loss=signed(loss, 3),
            right=say(_rank(z, true)),
        )


def _rank(z, true):
    """The key of the words on how large the true class's p is.

    It compares logits: the last bit of p may differ where logits are equal.
    """
    if z[true] < z.max():
        return "class_smaller"
    return "class_largest" if np.sum(z == z.max()) == 1 else "class_tied"
