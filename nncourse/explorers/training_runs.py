"""Runs of a training that somebody else has written: its boundary and its losses, step by step."""

import numpy as np

from nncourse.draw import plots
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import CannotShow, say

STYLES = ["-", "--", ":", "-."]


class TrainingRunsExplorer(Explorer):
    """``runs`` is {name: [(parameters, loss), ...]}, one pair for each epoch; ``predict(parameters,
    X)`` gives probabilities (n_samples,). ``X`` (n_samples, 2) and ``y`` are the data.

    All runs have their losses on one axes; the plane shows the chosen one, which has the diamond.
    """

    size = (9.0, 4.0)

    def __init__(self, X, y, runs, predict, **start):
        self._data, self._runs, self._predict = (np.asarray(X), np.asarray(y)), runs, predict
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
        X, y = self._data
        extent = plots.limits(X)
        epoch = min(epoch, len(self._runs[run]) - 1)
        parameters, loss = self._runs[run][epoch]
        losses = {
            name: [pair[1] for pair in pairs[: epoch + 1]] for name, pairs in self._runs.items()
        }
        p = self._probabilities(parameters, X)
        surface = self._probabilities(parameters, plots.grid(extent, 80)).reshape(80, 80)
        return dict(epoch=epoch, run=run, loss=float(loss), losses=losses, surface=surface,
                    wrong=X[(p > 0.5) != y], n=len(y))  # fmt: skip

    def _probabilities(self, parameters, X):
        """What the learner's function gives, (n_samples,); a column is as good."""
        try:
            p = np.asarray(self._predict(parameters, X))
        except Exception as error:  # it is the learner's function
            told = f"{type(error).__name__}: {error}"[:200]
            raise CannotShow(say("watch_predict_stops", error=told)) from error
        if p.size != len(X):
            raise CannotShow(say("watch_predict", n=len(X), shape=p.shape))
        return p.reshape(len(X))

    def build(self, figure):
        (X, y), extent = self._data, plots.limits(self._data[0])
        self._plane, history = figure.subplots(1, 2, width_ratios=[1.15, 1])
        self._plane.set(xlim=extent[:2], ylim=extent[2:])
        plots.style(self._plane, "$x_1$", "$x_2$")
        self._surface = plots.draw_surface(self._plane)
        self._surface.set_extent(extent)
        for k, points in enumerate(plots.draw_points(self._plane)):
            points.set_data(*X[y == k].T)
        self._wrong = plots.draw_rings(self._plane)
        every = np.array([pair[1] for pairs in self._runs.values() for pair in pairs])
        every = every[np.isfinite(every)]
        longest = max(map(len, self._runs.values()))
        starts = np.array([pairs[0][1] for pairs in self._runs.values()])
        highest = [np.quantile(every, 0.98), *starts[np.isfinite(starts)]] if len(every) else [1.0]
        history.set(xlim=(-0.02 * longest, 1.02 * longest), ylim=(0, 1.1 * max(highest)))
        plots.style(history, say("epoch"), say("loss"), equal=False)
        (self._now,) = history.plot([], [], "D", markersize=8, markeredgecolor="white", zorder=5)
        self._losses = {}
        for k, name in enumerate(self._runs):
            look = dict(color=plots.COLOURS[k % 3], linestyle=STYLES[k % 4], linewidth=2)
            (self._losses[name],) = history.plot([], [], label=name, **look)
        if len(self._runs) > 1:
            plots.key(history)

    def draw(self, epoch, run, loss, losses, surface, wrong, **_):
        self._surface.set_data(surface)
        self._wrong.set_data(*wrong.T)
        for name, values in losses.items():
            self._losses[name].set_data(range(len(values)), values)
        self._now.set_data([epoch], [loss])
        self._now.set_color(self._losses[run].get_color())

    def describe(self, epoch, run, loss, wrong, n, **_):
        seen = say("learning", epoch=epoch, wrong=len(wrong), n=n, loss=loss)
        return seen if len(self._runs) == 1 else f"{run}: {seen}"
