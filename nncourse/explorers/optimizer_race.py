"""Four optimizers from one start, on a landscape of the loss: their paths and their losses."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, number_box, slider, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.explorers._landscapes import LANDSCAPES
from nncourse.messages import say
from nnlib import SGD, Adam, RMSProp
from nnlib.validate import lookup

STEPS, REACH, FAR = 200, 2.0, 1e3
LEAST = 2e-7  # the least loss that is drawn
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0]
LOOKS = {  # name: colour, marker, line
    "SGD": (plots.INK, "o", "-"),
    "momentum": (plots.COLOURS[0], "s", "--"),
    "RMSProp": (plots.COLOURS[2], "^", "-."),
    "Adam": (plots.COLOURS[1], "D", ":"),
}
EXTENT = (-REACH, REACH, -REACH, REACH)
POINTS = plots.grid(EXTENT, 100).reshape(100, 100, 2)


def optimizers(rate, momentum):
    """The four, with their names; RMSProp and Adam at a tenth of the rate, as they are used."""
    return {
        "SGD": SGD(rate),
        "momentum": SGD(rate, momentum),
        "RMSProp": RMSProp(rate / 10, rho=0.9),
        "Adam": Adam(rate / 10),
    }


def run_optimizer(landscape, optimizer, start):
    """All (u, v) on the way, (steps + 1, 2); what runs away stays where it left, as NaN."""
    w, path = np.array(start, dtype=float), [start]
    for _ in range(STEPS):
        with np.errstate(all="ignore"):
            optimizer.step(w, landscape.gradient(w))
        path.append(w.copy() if np.abs(w).max() < FAR else np.full(2, np.nan))
    return np.array(path)


class OptimizerRaceExplorer(Explorer):
    """Paths on the landscape, which start where the reader presses; losses beside it, faintly also
    those still to come, so that each control is seen to act at every step.
    """

    size = (9.0, 4.2)

    def __init__(self, landscape="ravine", **start):
        self._runs = newest(self._run_all)
        u, v = lookup(LANDSCAPES, landscape, "landscape").start
        super().__init__(**dict(landscape=landscape, u=u, v=v) | start)

    def _run_all(self, landscape, rate, momentum, *start):
        made = optimizers(rate, momentum).items()
        return {
            name: run_optimizer(LANDSCAPES[landscape], optimizer, start) for name, optimizer in made
        }

    def make_controls(self):
        return {
            "step": timeline(say("step_number"), STEPS),
            "landscape": dropdown(say("landscape"), list(LANDSCAPES)),
            "rate": dropdown(say("learning_rate"), RATES, 0.1),
            "momentum": slider(say("momentum"), 0.9, 0, 0.99, 0.01),
            "u": number_box("u", -1.8, -REACH, REACH),
            "v": number_box("v", 0.8, -REACH, REACH),
        }

    def model(self, step, landscape, rate, momentum, u, v):
        land, runs = LANDSCAPES[landscape], self._runs(landscape, rate, momentum, u, v)
        paths = {name: path[: step + 1] for name, path in runs.items()}
        with np.errstate(all="ignore"):
            ahead = {name: land.loss(path) for name, path in runs.items()}
        losses = {name: values[: step + 1] for name, values in ahead.items()}
        return dict(landscape=landscape, step=step, surface=land.loss(POINTS), paths=paths,
                    losses=losses, ahead=ahead)  # fmt: skip

    def build(self, figure):
        self._map, self._history = figure.subplots(1, 2, width_ratios=[1.1, 1])
        self._map.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH))
        plots.style(self._map, "$u$", "$v$")
        self._surface = plots.Surface(self._map, cmap=plots.HEIGHTS, extent=EXTENT)
        self._levels = plots.draw_levels(self._map)
        self._history.set(xlim=(-5, STEPS + 5), ylim=(1e-7, 20), yscale="log")
        plots.style(self._history, say("step_number"), say("loss"), equal=False)
        self._paths, self._ends, self._losses, self._ahead = {}, {}, {}, {}
        for name, (colour, marker, line) in LOOKS.items():
            look = dict(color=colour, linestyle=line, linewidth=2)
            self._ahead[name] = plots.draw_ahead(self._history, color=colour)
            (self._paths[name],) = self._map.plot([], [], **look)
            (self._ends[name],) = self._map.plot(
                [], [], marker, color=colour, markersize=9, markeredgecolor="white", zorder=5
            )
            (self._losses[name],) = self._history.plot(
                [], [], marker=marker, markevery=25, label=name, **look
            )
        plots.key(self._history)
        self._shown = None

    def draw(self, landscape, surface, paths, losses, ahead, **_):
        if landscape != self._shown:
            self._shown = landscape
            self._surface.set_data(surface)
            self._surface.set_clim(surface.min(), surface.max())
            plots.move_levels(self._levels, surface, EXTENT)
        for name, path in paths.items():
            self._paths[name].set_data(*path.T)
            self._ends[name].set_data(*path[-1:].T)
            self._losses[name].set_data(range(len(path)), np.maximum(losses[name], LEAST))
            self._ahead[name].set_data(range(STEPS + 1), np.maximum(ahead[name], LEAST))

    def describe(self, step, losses, **_):
        shown = [f"{name} {_written(values[-1])}" for name, values in losses.items()]
        return say("race", step=step, losses=", ".join(shown))

    def on_pointer(self, kind, ax, x, y):
        if ax is self._map and kind != "release":
            self.set(u=round(x, 2), v=round(y, 2))


def _written(loss):
    return short(loss, 2) if np.isfinite(loss) else say("gone_away")
