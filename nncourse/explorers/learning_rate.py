"""The learning rate on one dimension: too small, good, oscillating, diverging."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.curves import draw_future
from nncourse.draw.numbers import short, signed
from nncourse.explorers._base.controls import dropdown, slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say

STEPS = 30  # in a run
FAR = 1e6  # a w beyond it has diverged, and ends its run
REACH = 4.0  # curves are drawn from -REACH to REACH
LEAST = 1e-6  # the least loss that is drawn
CURVES = {  # loss and slope, of w and the curvature c
    "bowl": (
        lambda w, c: c / 2 * w**2,
        lambda w, c: c * w,
    ),
    "two valleys": (
        lambda w, c: c / 2 * (w**4 / 8 - w**2 + w / 4 + 2.5),
        lambda w, c: c / 2 * (w**3 / 2 - 2 * w + 0.25),
    ),
    "plateau": (
        lambda w, c: c * w**2 / (1 + w**2),
        lambda w, c: c * 2 * w / (1 + w**2) ** 2,
    ),
}
LINE = np.linspace(-REACH, REACH, 401)


def descend(slope, w, rate, steps):
    """All w of gradient descent w ← w - η L'(w), the start included.

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
    """Gradient descent on a curve; for the bowl with its exact threshold 2/λ. Future steps are
    faint, so that each control makes a visible difference at every step.
    """

    size = (9.0, 3.8)
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
        run_losses = loss_of(run, curvature)
        path = run[: step + 1]
        return dict(
            curve=curve,
            rate=rate,
            curvature=curvature,
            step=step,
            line=loss_of(LINE, curvature),
            path=path,
            losses=run_losses[: step + 1],
            slope=float(slope(path[-1])),
            ended=len(run) <= min(STEPS, step),
            run=run,
            run_losses=run_losses,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.3, 1])
        blue, orange, _ = style.COLOURS
        left.set(xlim=(-REACH - 0.2, REACH + 0.2), ylim=(-0.6, 8))
        style.style_axes(left, "$w$", say("loss"), equal=False)
        (line,) = left.plot([], [], color=blue, linewidth=2.5)
        (path,) = left.plot([], [], "o-", color=style.INK, linewidth=1, markersize=4)
        (tangent,) = left.plot([], [], "--", color=orange, linewidth=2)
        (now,) = left.plot([], [], "D", color=orange, markersize=9, markeredgecolor=style.INK)
        right.set(xlim=(-1, STEPS + 1), ylim=(LEAST, 1e6), yscale="log")
        style.style_axes(right, say("step_number"), say("loss"), equal=False)
        (losses,) = right.plot([], [], "o-", color=style.INK, markersize=4)
        return SimpleNamespace(
            ax=left,
            line=line,
            path=path,
            future_path=draw_future(left, "o-"),
            tangent=tangent,
            now=now,
            losses=losses,
            future_losses=draw_future(right, "o-"),
        )

    def draw(self, line, path, losses, slope, run, run_losses, **_):
        artists = self.artists
        artists.line.set_data(LINE, line)
        artists.future_path.set_data(run, run_losses)
        artists.future_losses.set_data(range(len(run)), np.clip(run_losses, LEAST, None))
        artists.path.set_data(path, losses)
        artists.now.set_data(path[-1:], losses[-1:])
        ends = path[-1] + np.array([-0.8, 0.8])
        artists.tangent.set_data(ends, losses[-1] + slope * (ends - path[-1]))
        artists.losses.set_data(range(len(losses)), np.clip(losses, LEAST, None))

    def describe(self, curve, rate, curvature, step, path, losses, ended, **_):
        if ended:
            text = say("ran_away", n=len(path) - 1)
        else:
            text = say("rate_at", step=step, w=short(path[-1]), loss=short(losses[-1]))
        if curve != "bowl":
            return text + " " + say("no_threshold")
        factor = 1 - rate * curvature
        said = dict(rate=signed(rate, 2), most=short(2 / curvature), factor=signed(factor, 2))
        return text + " " + say(_rate_key(factor), **said)

    def grips(self):
        return [(self.artists.ax, self.state["start"], None)]

    def on_pointer(self, kind, ax, x, y):
        if ax is self.artists.ax and kind != "release":
            self.set(start=round(x, 1), step=0)


def _rate_key(factor):
    """The key of the sentence on a w that each step multiplies by ``factor``."""
    if abs(abs(factor) - 1) < 1e-9:
        return "rate_stuck"
    if abs(factor) > 1:
        return "rate_diverges"
    if factor < -1e-9:
        return "rate_oscillates"
    if factor > 0.8:
        return "rate_small"
    return "rate_good"
