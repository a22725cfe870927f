"""The learning rate in one dimension: too small, good, oscillating, diverging."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.curves import LossAxis
from nncourse.draw.labels import Label
from nncourse.draw.numbers import short, signed
from nncourse.explorers._base.controls import dropdown, slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say, sentences

STEPS = 30  # in a run
FAR = 1e6  # a w beyond it has diverged, and ends its run
REACH = 4.0  # curves are drawn from -REACH to REACH
TOPS = [1, 2, 3, 4, 6, 8, 10, 14, 20, 30]  # possible heights of the curve's axes
CURVES = {  # loss and slope, of w and the curvature c
    "bowl": (
        lambda w, c: c / 2 * w**2,
        lambda w, c: c * w,
    ),
    "two valleys": (
        lambda w, c: c / 2 * (w**4 / 8 - w**2 + w / 4 + 2.51),
        lambda w, c: c / 2 * (w**3 / 2 - 2 * w + 0.25),
    ),
    "plateau": (
        lambda w, c: c * w**2 / (1 + w**2),
        lambda w, c: c * 2 * w / (1 + w**2) ** 2,
    ),
}
LINE = np.linspace(-REACH, REACH, 401)


def descend(slope, w, rate, steps):
    """All w of gradient descent w ← w - η L'(w), including the start.

    The run ends where |w| exceeds ``FAR``.
    """
    path = [w]
    for _ in range(steps):
        if abs(w) > FAR:
            break
        w = w - rate * slope(w)
        path.append(w)
    return np.array(path)


class LearningRateExplorer(Explorer):
    """Gradient descent on a curve; the bowl has the exact threshold 2/λ. The next step is shown in
    advance, so that each control makes a visible difference at once.
    """

    size = (9.0, 3.8)
    scenarios = {
        "small_steps": dict(curve="bowl", rate=0.1, curvature=1, start=-3, step=0),
        "single_step": dict(curve="bowl", rate=1, curvature=1, start=-3, step=0),
        "side_to_side": dict(curve="bowl", rate=1.8, curvature=1, start=-3, step=0),
        "never_nearer": dict(curve="bowl", rate=2, curvature=1, start=-3, step=0),
        "runs_away": dict(curve="bowl", rate=2.2, curvature=1, start=-3, step=0),
        "steep_bowl": dict(curve="bowl", rate=1.2, curvature=2, start=-2, step=0),
        "two_valleys": dict(curve="two valleys", rate=0.3, curvature=1, start=-3, step=0),
        "far_out": dict(curve="plateau", rate=0.3, curvature=1, start=-4, step=0),
    }
    groups = (
        ("curve", ("curve", "curvature")),
        ("training", ("rate", "start")),
    )

    def make_controls(self):
        return {
            "step": timeline(say("step_number"), STEPS, seconds=0.25),
            "curve": dropdown(say("curve"), list(CURVES)),
            "rate": slider(say("learning_rate"), 0.3, 0.05, 3, 0.05),
            "curvature": slider("λ", 1, 0.5, 3),
            "start": slider(say("start"), -3, -REACH, REACH),
        }

    def model(self, step, curve, rate, curvature, start):
        loss_of, slope_of = CURVES[curve]

        def slope(w):
            return slope_of(w, curvature)

        run = descend(slope, start, rate, STEPS)
        path = run[: step + 1]
        ahead = run[len(path) - 1 : len(path) + 1]  # where it is, and where it goes next
        return dict(
            curve=curve,
            rate=rate,
            curvature=curvature,
            step=step,
            line=loss_of(LINE, curvature),
            path=path,
            losses=loss_of(path, curvature),
            slope=float(slope(path[-1])),
            ended=len(run) <= min(STEPS, step),
            ahead=ahead,
            ahead_losses=loss_of(ahead, curvature),
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.3, 1])
        blue, orange, _ = style.COLOURS
        left.set(xlim=(-REACH - 0.2, REACH + 0.2), xticks=[-4, -2, 0, 2, 4])
        style.style_axes(left, "$w$", say("loss"), equal=False)
        (line,) = left.plot([], [], color=blue, linewidth=2.5)
        (path,) = left.plot([], [], "o-", color=style.INK, linewidth=1, markersize=4)
        (tangent,) = left.plot([], [], "--", color=orange, linewidth=2)
        (now,) = left.plot([], [], "D", color=orange, markersize=9, markeredgecolor=style.INK)
        away = Label(left, 0, 0, va="center", color=style.INK, ground="white", zorder=6)
        look = dict(color=style.MUTED, linewidth=1, markersize=8, markerfacecolor="white")
        (ahead,) = left.plot([], [], "D:", markevery=[-1], zorder=1, **look)
        right.set(xlim=(-1, STEPS + 1), xticks=range(0, STEPS + 1, 10))
        style.style_axes(right, say("step_number"), say("loss"), equal=False)
        (losses,) = right.plot([], [], "o-", color=style.INK, markersize=4)
        return SimpleNamespace(
            ax=left,
            line=line,
            path=path,
            ahead=ahead,
            tangent=tangent,
            now=now,
            away=away,
            losses=losses,
            top=None,  # of the picture of the curve
            axis=LossAxis(right, 0.01, 10),
        )

    def draw(self, line, path, losses, slope, ahead, ahead_losses, **_):
        artists = self.artists
        top = next(top for top in TOPS if 0.98 * top > min(line.max(), 0.9 * TOPS[-1]))
        if top != artists.top:
            artists.top = top
            artists.ax.set(ylim=(-0.07 * top, top), yticks=[0, top / 2, top])
            self.relayout()
        if artists.axis.fit(losses):
            self.relayout()
        artists.line.set_data(LINE, line)
        artists.ahead.set_data(ahead, ahead_losses)
        artists.path.set_data(path, losses)
        artists.now.set_data(path[-1:], losses[-1:])
        ends = path[-1] + np.array([-0.8, 0.8])
        artists.tangent.set_data(ends, losses[-1] + slope * (ends - path[-1]))
        self._point_to(path[-1])
        artists.losses.set_data(range(len(losses)), artists.axis.placed(losses))

    def _point_to(self, w):
        """Say at the edge of the picture where ``w`` is, if it is beyond it."""
        words = ""
        if w > REACH:
            words = f"w = {short(w)} →"
        elif w < -REACH:
            words = f"← w = {short(w)}"
        away = self.artists.away
        away.set(text=words, ha="right" if w > 0 else "left")
        away.set_position((np.sign(w) * REACH, 0.95 * self.artists.top))

    def describe(self, curve, rate, curvature, step, path, losses, ended, **_):
        if ended:
            text = say("ran_away", n=len(path) - 1)
        else:
            text = say("rate_at", step=step, w=short(path[-1]), loss=short(losses[-1]))
        if step == 0:
            return text  # the reader should predict what the rate will do
        if curve != "bowl":
            return sentences(text, say("no_threshold"))
        factor = 1 - rate * curvature
        said = dict(rate=signed(rate, 2), most=short(2 / curvature), factor=signed(factor, 2))
        return sentences(text, say(_rate_key(factor), **said))

    def grips(self):
        return [(self.artists.ax, self.state["start"], None)]

    def on_pointer(self, kind, ax, x, y):
        if ax is self.artists.ax and kind != "release":
            self.set(start=round(x, 1), step=0)


def _rate_key(factor):
    """The key of the sentence for a w that each step multiplies by ``factor``."""
    if abs(abs(factor) - 1) < 1e-9:
        return "rate_stuck"
    if abs(factor) > 1:
        return "rate_diverges"
    if factor < -1e-9:
        return "rate_oscillates"
    if factor > 0.8:
        return "rate_small"
    return "rate_good"
