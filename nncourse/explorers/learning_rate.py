"""The learning rate on one dimension: too small, good, oscillating, diverging."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.numbers import short, signed
from nncourse.explorers._base.controls import dropdown, slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say

STEPS, FAR = 30, 1e6  # steps in a run; beyond FAR a run has diverged, and ends
CURVES = {  # loss and slope, of w and the curvature; drawn from -REACH to REACH
    "bowl": (lambda w, c: c / 2 * w**2, lambda w, c: c * w),
    "two valleys": (
        lambda w, c: c / 2 * (w**4 / 8 - w**2 + w / 4 + 2.5),
        lambda w, c: c / 2 * (w**3 / 2 - 2 * w + 0.25),
    ),
    "plateau": (lambda w, c: c * w**2 / (1 + w**2), lambda w, c: c * 2 * w / (1 + w**2) ** 2),
}
REACH, LEAST = 4.0, 1e-6  # the least loss that is drawn
LINE = np.linspace(-REACH, REACH, 401)


def descend(slope, w, rate, steps):
    """w ← w - η L'(w), again and again: all w on the way, the start included.

    The run ends where |w| exceeds ``FAR``.
    """
    path = [w]
    for _ in range(steps):
        if abs(path[-1]) > FAR:
            break
        path.append(path[-1] - rate * slope(path[-1]))
    return np.array(path)


class LearningRateExplorer(Explorer):
    """Gradient descent on a curve; for the bowl with its exact threshold 2/λ. What is still to come
    is drawn faintly, so that each control is seen to act at every step.
    """

    size = (9.0, 3.8)

    def make_controls(self):
        return {
            "step": timeline(say("step_number"), STEPS, seconds=0.25),
            "curve": dropdown(say("curve"), list(CURVES)),
            "rate": slider(say("learning_rate"), 0.3, 0.05, 3, 0.05),
            "curvature": slider("λ", 1, 0.5, 3),
            "start": slider(say("start"), -3, -REACH, REACH),
        }

    def model(self, step, curve, rate, curvature, start):
        loss, slope = (lambda w, f=f: f(w, curvature) for f in CURVES[curve])
        path = descend(slope, start, rate, STEPS)
        seen = path[: step + 1]
        return dict(
            curve=curve, rate=rate, curvature=curvature, step=step, line=loss(LINE), path=seen,
            losses=loss(seen), slope=float(slope(seen[-1])), ended=len(path) <= min(STEPS, step),
            run=path, run_losses=loss(path),
        )  # fmt: skip

    def build(self, figure):
        self._curve, self._history = figure.subplots(1, 2, width_ratios=[1.3, 1])
        self._curve.set(xlim=(-REACH - 0.2, REACH + 0.2), ylim=(-0.6, 8))
        plots.style(self._curve, "$w$", say("loss"), equal=False)
        (self._line,) = self._curve.plot([], [], color=plots.COLOURS[0], linewidth=2.5)
        self._ahead = [plots.draw_ahead(ax, "o-") for ax in (self._curve, self._history)]
        (self._path,) = self._curve.plot([], [], "o-", color=plots.INK, linewidth=1, markersize=4)
        (self._tangent,) = self._curve.plot([], [], "--", color=plots.COLOURS[1], linewidth=2)
        (self._now,) = self._curve.plot([], [], "D", color=plots.COLOURS[1], markersize=9,
                                        markeredgecolor=plots.INK)  # fmt: skip
        self._history.set(xlim=(-1, STEPS + 1), ylim=(LEAST, 1e6), yscale="log")
        plots.style(self._history, say("step_number"), say("loss"), equal=False)
        (self._losses,) = self._history.plot([], [], "o-", color=plots.INK, markersize=4)

    def draw(self, line, path, losses, slope, run, run_losses, **_):
        self._line.set_data(LINE, line)
        self._ahead[0].set_data(run, run_losses)
        self._ahead[1].set_data(range(len(run)), np.clip(run_losses, LEAST, None))
        self._path.set_data(path, losses)
        self._now.set_data(path[-1:], losses[-1:])
        ends = path[-1] + np.array([-0.8, 0.8])
        self._tangent.set_data(ends, losses[-1] + slope * (ends - path[-1]))
        self._losses.set_data(range(len(losses)), np.clip(losses, LEAST, None))

    def describe(self, curve, rate, curvature, step, path, losses, ended, **_):
        w, loss = short(path[-1]), short(losses[-1])
        seen = (
            say("ran_away", n=len(path) - 1) if ended else say("rate_at", step=step, w=w, loss=loss)
        )
        if curve != "bowl":
            return seen + " " + say("no_threshold")
        factor = 1 - rate * curvature
        said = dict(rate=signed(rate, 2), most=short(2 / curvature), factor=signed(factor, 2))
        return seen + " " + say(_verdict(factor), **said)

    def on_pointer(self, kind, ax, x, y):
        if ax is self._curve and kind != "release":
            self.set(start=round(x, 1), step=0)


def _verdict(factor):
    """What becomes of a w that each step multiplies by ``factor``: the key of a sentence."""
    if abs(abs(factor) - 1) < 1e-9:
        return "rate_stuck"
    if abs(factor) > 1:
        return "rate_diverges"
    if factor < -1e-9:
        return "rate_oscillates"
    return "rate_small" if factor > 0.8 else "rate_good"
