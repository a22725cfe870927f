"""Three logits, their probabilities by softmax, the loss of the true class, and the slopes."""

import numpy as np

from nncourse.draw import plots
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

    def make_controls(self):
        logits = {f"z{k}": slider(f"z{k}", z, -5, 5) for k, z in enumerate([2, 1, -1])}
        return logits | {"true": dropdown(say("true_class"), [0, 1, 2], 1)}

    def model(self, true, **logits):
        z, y = np.array(list(logits.values())), one_hot([true], N)[0]
        p = softmax(z)
        loss = LOSS.of_output(z, p, y)
        return dict(true=true, p=p, y=y, loss=loss, delta=LOSS.gradient_from_logits(z, y, p))

    def build(self, figure):
        shares, curve, slopes = figure.subplots(1, 3)
        shares.set_ylim(0, 1.25)
        slopes.set_ylim(-1.3, 1.3)
        plots.style(shares, say("class_axis"), say("p_and_target"), equal=False)
        plots.style(slopes, say("class_axis"), "p \N{MINUS SIGN} y", equal=False)
        self._shares, self._slopes = Bars(shares, range(N)), Bars(slopes, range(N))
        (self._target,) = shares.plot([], [], "--", color=plots.INK, linewidth=1.8)
        curve.set(xlim=(-0.03, 1.05), ylim=(-0.2, 11.5))
        plots.style(curve, say("p_true"), say("loss"), equal=False)
        line = np.geomspace(1e-5, 1, 200)
        curve.plot(line, -np.log(line), color=plots.COLOURS[0], linewidth=2.5)
        (self._point,) = curve.plot([], [], "D", color=plots.INK, markersize=9, zorder=5)
        self._words = Label(curve, 0.4, 9.5, fontsize=plots.FONT_SIZE, color=plots.INK)

    def draw(self, true, p, y, loss, delta):
        self._shares.move(p)
        self._slopes.move(delta)
        side = true + np.array([-0.48, -0.48, 0.48, 0.48])
        self._target.set_data(side, [0, 1, 1, 0])
        self._point.set_data([p[true]], [loss])
        self._words.set_text(say("loss_is", loss=signed(loss, 3)))

    def describe(self, true, p, y, loss, delta):
        shares, slopes = (", ".join(signed(v, 3) for v in row) for row in (p, delta))
        right = say("class_largest" if p.argmax() == true else "class_smaller")
        return say(
            "three_classes", p=shares, delta=slopes, true=true, loss=signed(loss, 3), right=right
        )
