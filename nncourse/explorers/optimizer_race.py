"""Two or four optimizers from one start, on a landscape of the loss: paths and losses."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.curves import LossAxis
from nncourse.draw.height_map import HeightMap
from nncourse.draw.numbers import short
from nncourse.draw.plane import grid
from nncourse.explorers._base.controls import dropdown, number_box, slider, switch, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import newest
from nncourse.explorers._landscapes import LANDSCAPES
from nncourse.messages import listed, named, say
from nnlib import SGD, Adam, RMSProp
from nnlib.validate import lookup

STEPS = 200
REACH = 2.0  # of the landscape, each way
FAR = 1e3  # an optimizer that goes beyond it has diverged
RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0]
AXES = {10: 2, 20: 5, 50: 10, 100: 25, STEPS: 50}  # the last step on an axis: from tick to tick
LOOKS = {  # name: colour, marker, line
    "SGD": (style.INK, "o", "-"),
    "momentum": (style.COLOURS[0], "s", "--"),
    "RMSProp": (style.COLOURS[2], "^", "-."),
    "Adam": (style.COLOURS[1], "D", ":"),
}
SIZES = (16.5, 11.5, 10, 4.5)  # of their newest markers: at one place, each shows around the next
FIRST = ("SGD", "momentum")  # the others are explained later, and join when they are asked for
EXTENT = (-REACH, REACH, -REACH, REACH)
START = dict(momentum=0.9, step=0, others=False)
RAVINE = START | dict(landscape="ravine", u=-1.8, v=0.8)
BOWL = START | dict(landscape="bowl", rate=0.3, u=-1.6, v=1.2)
SADDLE = START | dict(landscape="saddle", rate=0.1, u=-1.6)
POINTS = grid(EXTENT, 100).reshape(100, 100, 2)


def optimizers(rate, momentum):
    """The four optimizers by name; RMSProp and Adam at a tenth of the rate, as is usual."""
    return {
        "SGD": SGD(rate),
        "momentum": SGD(rate, momentum),
        "RMSProp": RMSProp(rate / 10, rho=0.9),
        "Adam": Adam(rate / 10),
    }


def run_optimizer(landscape, optimizer, start):
    """All (u, v) of a run, shape (STEPS + 1, 2); NaN after it has diverged."""
    w = np.array(start, dtype=float)
    path = [w.copy()]
    for _ in range(STEPS):
        with np.errstate(all="ignore"):
            optimizer.step(w, landscape.gradient(w))
        has_run_away = not np.abs(w).max() < FAR
        path.append(np.full(2, np.nan) if has_run_away else w.copy())
    return np.array(path)


class OptimizerRaceExplorer(Explorer):
    """Paths on a landscape, from the point that the reader presses, and losses beside it."""

    size = (9.0, 4.2)
    stack = 0.8
    scenarios = {
        "ravine": RAVINE | dict(rate=0.1),
        "faster_ravine": RAVINE | dict(rate=0.3),
        "too_fast": RAVINE | dict(rate=1.0),
        "round_bowl": BOWL | dict(others=True),
        "on_the_axis": SADDLE | dict(v=0, others=True),
        "beside_the_axis": SADDLE | dict(v=0.01, others=True),
    }
    groups = (
        ("landscape", ("landscape", "u", "v")),
        ("optimizers", ("rate", "momentum", "others")),
    )

    def __init__(self, landscape="ravine", **start):
        self._runs = newest(self._run_all)
        u, v = lookup(LANDSCAPES, landscape, "landscape").start
        defaults = dict(landscape=landscape, u=u, v=v)
        super().__init__(**defaults | start)

    def _run_all(self, landscape, rate, momentum, u, v):
        paths = {}
        for name, optimizer in optimizers(rate, momentum).items():
            paths[name] = run_optimizer(LANDSCAPES[landscape], optimizer, (u, v))
        return paths

    def make_controls(self):
        return {
            "step": timeline(say("step_number"), STEPS),
            "landscape": dropdown(say("landscape"), list(LANDSCAPES)),
            "rate": dropdown(say("learning_rate"), RATES, 0.1),
            "momentum": slider(say("momentum"), 0.9, 0, 0.99, 0.01),
            "others": switch(listed([named("RMSProp"), named("Adam")])),
            "u": number_box("u", -1.8, -REACH, REACH),
            "v": number_box("v", 0.8, -REACH, REACH),
        }

    def model(self, step, landscape, rate, momentum, others, u, v):
        loss_of = LANDSCAPES[landscape].loss
        paths = {}
        losses = {}
        for name, path in self._runs(landscape, rate, momentum, u, v).items():
            paths[name] = path[: step + 1]
            with np.errstate(all="ignore"):
                losses[name] = loss_of(paths[name])
        return dict(
            landscape=landscape,
            step=step,
            names=tuple(LOOKS) if others else FIRST,
            heights=loss_of(POINTS),
            paths=paths,
            losses=losses,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.1, 1])
        style.set_apart(figure)
        ticks = range(-2, 3)
        left.set(xlim=EXTENT[:2], ylim=EXTENT[2:], xticks=ticks, yticks=ticks)
        style.style_axes(left, "$u$", "$v$")
        height_map = HeightMap(left)
        left.set_title(say("map_key"), loc="left", fontsize=style.FONT_SIZE)
        (lowest,) = left.plot([], [], "+", color=style.INK, markersize=11, zorder=6)
        style.style_axes(right, say("step_number"), say("loss"), equal=False)
        paths = {}
        ends = {}
        losses = {}
        for (name, (colour, marker, linestyle)), size in zip(LOOKS.items(), SIZES, strict=True):
            look = dict(color=colour, linestyle=linestyle, linewidth=2.5)
            end = dict(color=colour, markersize=size, markeredgecolor="white", markeredgewidth=0.7)
            (paths[name],) = left.plot([], [], **look)
            (losses[name],) = right.plot(
                [], [], marker=marker, markersize=5, markevery=25, label=named(name), **look
            )
            ends[name] = [ax.plot([], [], marker, **end, zorder=5)[0] for ax in (left, right)]
        look = dict(handlelength=1.2, handletextpad=0.4, columnspacing=0.6)
        return SimpleNamespace(
            ax=left,
            map=height_map,
            lowest=lowest,
            shown=None,  # the name of the landscape on the map
            paths=paths,
            ends=ends,
            losses=losses,
            steps=right,
            last=None,  # the last step on its axis
            axis=LossAxis(right, 0.01, 10),
            legend=lambda: style.draw_legend_above(right, **look),
            names=None,
        )

    def draw(self, landscape, heights, names, paths, losses, **_):
        artists = self.artists
        if landscape != artists.shown:
            artists.shown = landscape
            artists.map.move(heights, EXTENT)
            artists.lowest.set_data(*np.transpose(LANDSCAPES[landscape].lowest))
        if names != artists.names:
            artists.names = names
            self._name_lines(names)
        shown = [losses[name] for name in names]
        if artists.axis.fit(*shown):
            self.relayout()
        self._fit_steps(max(np.isfinite(values).sum() - 1 for values in shown), len(shown[0]) - 1)
        for name, path in paths.items():
            n = np.isfinite(losses[name]).sum()
            placed = artists.axis.placed(losses[name][:n])
            on_map, on_axis = artists.ends[name]
            artists.paths[name].set_data(*path.T)
            artists.losses[name].set_data(range(n), placed)
            on_map.set_data(*path[n - 1 : n].T)
            on_axis.set_data([n - 1], placed[-1:])

    def _fit_steps(self, reached, step):
        """Let the axis of the steps end soon after all have run away, if they have."""
        artists = self.artists
        last = STEPS if reached == step else min(end for end in AXES if end >= reached)
        if last == artists.last:
            return
        artists.last = last
        artists.steps.set(xlim=(-last / 40, last * 41 / 40), xticks=range(0, last + 1, AXES[last]))
        self.relayout()

    def _name_lines(self, names):
        """Show the lines of these optimizers, and their names above."""
        artists = self.artists
        for name, line in artists.losses.items():
            is_shown = name in names
            line.set_label(named(name) if is_shown else "_")
            for artist in (line, artists.paths[name], *artists.ends[name]):
                artist.set_visible(is_shown)
        artists.legend()
        self.relayout()

    def describe(self, step, names, losses, **_):
        ends = [f"{named(name)} {_in_words(losses[name][-1])}" for name in names]
        return say("race", step=step, losses=listed(ends))

    def grips(self):
        return [(self.artists.ax, self.state["u"], self.state["v"])]

    def on_pointer(self, kind, ax, x, y):
        if ax is self.artists.ax and kind != "release":
            self.set(u=round(x, 2), v=round(y, 2))


def _in_words(loss):
    return short(loss, 2) if np.isfinite(loss) else say("gone_away")
