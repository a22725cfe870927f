"""Runs of a training loop that the reader wrote: boundary and losses, epoch by epoch."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.plane import ClassPlane, grid, limits
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, say

LINESTYLES = ["-", "--", ":"]  # of the first three runs, the next three, and so on


class TrainingRunsExplorer(Explorer):
    """``runs`` is {name: [(parameters, loss), ...]}, one pair for each epoch; ``predict(parameters,
    X)`` gives probabilities (n_samples,). ``X`` (n_samples, 2) and ``y`` are the data.

    The losses of all runs share one axes; the plane shows the chosen run, marked by a diamond.
    """

    size = (9.0, 4.0)

    def __init__(self, X, y, runs, predict, **start):
        self._X = np.asarray(X)
        self._y = np.asarray(y)
        self._runs = runs
        self._predict = predict
        super().__init__(**start)

    def make_controls(self):
        longest = max(map(len, self._runs.values())) - 1
        return {
            "epoch": timeline(say("epoch"), longest, stride=max(1, longest // 200)),
            "run": dropdown(say("run"), list(self._runs)),
        }

    def unused_controls(self, **_):
        return ["run"] if len(self._runs) == 1 else []

    def model(self, epoch, run):
        epoch = min(epoch, len(self._runs[run]) - 1)
        parameters, loss = self._runs[run][epoch]
        losses = {}
        for name, history in self._runs.items():
            losses[name] = [loss for _, loss in history[: epoch + 1]]
        p = self._probabilities(parameters, self._X)
        shades = self._probabilities(parameters, grid(limits(self._X), 80))
        return dict(
            epoch=epoch,
            run=run,
            loss=float(loss),
            losses=losses,
            surface=shades.reshape(80, 80),
            wrong=self._X[(p > 0.5) != self._y],
            n=len(self._y),
        )

    def _probabilities(self, parameters, X):
        """The outputs of the learner's function, shape (n_samples,); it may return a column."""
        try:
            p = np.asarray(self._predict(parameters, X))
        except Exception as error:  # it is the learner's function
            told = f"{type(error).__name__}: {error}"[:200]
            raise CannotShow(say("watch_predict_stops", error=told)) from error
        if p.size != len(X):
            raise CannotShow(say("watch_predict", n=len(X), shape=p.shape))
        return p.reshape(len(X))

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
        style.set_apart(figure)
        style.style_axes(left, "$x_1$", "$x_2$")
        plane = ClassPlane(left)
        plane.set_extent(limits(self._X))
        plane.show_samples(self._X, self._y)

        longest = max(map(len, self._runs.values()))
        right.set(xlim=(-0.02 * longest, 1.02 * longest), ylim=(0, 1.1 * self._highest_loss()))
        style.style_axes(right, say("epoch"), say("loss"), equal=False)
        apart = max(3, longest // 8)  # steps from one marker to the next
        (now,) = right.plot([], [], "D", markersize=8, markeredgecolor="white", zorder=5)
        losses = {}
        for k, name in enumerate(self._runs):
            look = dict(color=style.COLOURS[k % 3], linestyle=LINESTYLES[k // 3 % 3], linewidth=1.6)
            if len(self._runs) > 1:
                look |= dict(marker=style.MARKERS[k % 3], markersize=6)
                look |= dict(markevery=(apart * (k % 3) // 3, apart))
            (losses[name],) = right.plot([], [], label=name, **look)
        if len(self._runs) > 1:
            style.draw_legend_inside(right)
        return SimpleNamespace(plane=plane, losses=losses, now=now)

    def _highest_loss(self):
        """The highest first loss, or the losses' 98 % quantile if higher; 1 if none is finite."""
        starts = []
        losses = []
        for history in self._runs.values():
            starts.append(history[0][1])
            losses += [loss for _, loss in history]
        starts = np.array(starts)
        losses = np.array(losses)
        losses = losses[np.isfinite(losses)]
        if len(losses) == 0:
            return 1.0
        return max([np.quantile(losses, 0.98), *starts[np.isfinite(starts)]])

    def draw(self, epoch, run, loss, losses, surface, wrong, **_):
        artists = self.artists
        artists.plane.show_output(surface)
        artists.plane.show_wrong(wrong)
        for name, values in losses.items():
            artists.losses[name].set_data(range(len(values)), values)
        artists.now.set_data([epoch], [loss])
        artists.now.set_color(artists.losses[run].get_color())

    def describe(self, epoch, run, loss, wrong, n, **_):
        text = say("learning", epoch=epoch, wrong=len(wrong), n=n, loss=loss)
        if len(self._runs) == 1:
            return text
        return say("titled", title=run, words=text)
