"""Eight networks learn side by side: they differ in penalty and size, or only in the start."""

from itertools import chain
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.fixed import fixed
from nncourse.draw.labels import Label
from nncourse.draw.plane import draw_points, draw_surface, grid, limits
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import growing, newest
from nncourse.messages import listed, say
from nnlib import Adam, Network, datasets, train

EPOCHS = 200
N = 30  # a tile has N × N shades
COLUMNS = 2  # of tiles on each axes: a narrow page stacks the two axes
PLANS = {  # by what varies: (units, alpha, seed) of each network, in two rows of four
    "penalty": [(units, alpha, 0) for units in (10, 32) for alpha in (0.0001, 0.01, 0.1, 1.0)],
    "start": [(32, 0.0001, seed) for seed in range(8)],
}
TILES = {"penalty": "eight_penalty", "start": "eight_start"}


def network(units, parameters=None, seed=0):
    """A network with two hidden layers of ``units`` units, new or with these parameters."""
    made = Network.from_sizes([2, units, units, 1], "relu", init="he_normal", seed=seed)
    if parameters is not None:
        made.parameters = parameters
    return made


def run_training(data, units, alpha, seed):
    """Train with Adam, and yield the parameters before the first epoch and after each.

    ``alpha`` is as in scikit-learn, which divides it by the number of samples.
    """
    learner = network(units, seed=seed)
    l2 = alpha / len(data.y)
    steps = train(learner, *data, Adam(0.02), epochs=EPOCHS, l2=l2)
    for _ in chain([None], steps):
        yield learner.parameters.copy()


def n_wrong(network, data):
    """The number of samples of ``data`` on the wrong side."""
    return int((network.classify(data.X) != data.y).sum())


class RandomStartsExplorer(Explorer):
    """The planes of eight networks as tiles of one picture, epoch by epoch."""

    size = (9.0, 4.2)
    stack = 0.8
    scenarios = {
        "eight_penalties": dict(vary=next(iter(PLANS)), noise=0.25, epoch=0),
        "eight_starts": dict(vary="start", noise=0.25, epoch=0),
    }

    def __init__(self, **start):
        self._samples = newest(lambda noise: datasets.moons(100, noise, 3).split(seed=0))
        self._runs = growing(self._run_all)
        super().__init__(**start)

    def _run_all(self, vary, noise):
        data, _ = self._samples(noise)
        return zip(*[run_training(data, *plan) for plan in PLANS[vary]], strict=True)

    def make_controls(self):
        return {
            "epoch": timeline(say("epoch"), EPOCHS, stride=2),
            "vary": dropdown(say("eight_vary"), list(PLANS)),
            "noise": dropdown(say("over_noise"), [0.1, 0.25, 0.4], 0.25),
        }

    def model(self, epoch, vary, noise):
        data, others = self._samples(noise)
        history = self._runs(epoch, vary=vary, noise=noise)
        extent = limits(data.X, 0.05)
        places = grid(extent, N)
        surfaces = []
        wrong = []
        missed = []
        for (units, _, _), parameters in zip(PLANS[vary], history[epoch], strict=True):
            learned = network(units, parameters)
            surfaces.append(learned.predict(places).reshape(N, N))
            wrong.append(n_wrong(learned, data))
            missed.append(n_wrong(learned, others))
        return dict(
            epoch=epoch,
            vary=vary,
            noise=noise,
            data=data,
            n_others=len(others.y),
            extent=extent,
            surfaces=surfaces,
            wrong=wrong,
            missed=missed,
        )

    def build(self, figure):
        halves = [_Tiles(ax) for ax in figure.subplots(1, 2)]
        return SimpleNamespace(
            halves=halves,
            shown=None,  # what varies among the tiles, and the noise of their data
        )

    def draw(self, vary, noise, data, extent, surfaces, wrong, missed, **_):
        artists = self.artists
        if (vary, noise) != artists.shown:
            artists.shown = vary, noise
            for half in artists.halves:
                half.place(data, *extent)
            self.relayout()
        for i, (units, alpha, seed) in enumerate(PLANS[vary]):
            half = artists.halves[i % 4 // COLUMNS]
            k = i // 4 * COLUMNS + i % COLUMNS
            half.surfaces[k].set_data(surfaces[i])
            said = dict(alpha=alpha, seed=seed, wrong=wrong[i], missed=missed[i])
            half.labels[k].set_text(say(TILES[vary], **said))
            half.rows[i // 4].set_text(f"{units}-{units}" if vary == "penalty" else "")

    def describe(self, epoch, data, n_others, wrong, missed, **_):
        return say(
            "eight",
            epoch=epoch,
            n=len(data.y),
            wrong=listed(map(str, wrong)),
            others=n_others,
            missed=listed(map(str, missed)),
        )


class _Tiles:
    """Two rows of tiles on ``ax``: each has shades, samples and a label, each row has a name."""

    def __init__(self, ax):
        ax.set_axis_off()
        ax.set_aspect("equal")
        self.ax = ax
        self.surfaces = [draw_surface(ax) for _ in range(2 * COLUMNS)]
        self.points = draw_points(ax)  # of all tiles: two artists are drawn faster than eight
        for each in self.points:
            each.set(markersize=4, markeredgewidth=0.5)
        look = dict(fontsize=style.FONT_SIZE - 1, color=style.INK)
        self.labels = [Label(ax, 0, 0, **look) for _ in self.surfaces]
        look |= dict(rotation=90, ha="right", va="center")
        self.rows = [fixed(ax.text(0, 0, "", **look)) for _ in range(2)]

    def place(self, data, left, right, bottom, top):
        """Give every tile these limits, and the samples of ``data``."""
        width = 1.06 * (right - left)
        height = 1.3 * (top - bottom)
        self.ax.set_xlim(left - 0.14 * width, left + COLUMNS * width)
        self.ax.set_ylim(bottom - 1.03 * height, bottom + height)
        for i, row in enumerate(self.rows):
            row.set_position((left - 0.03 * width, (bottom + top) / 2 - i * height))
        tiles = range(len(self.surfaces))
        shifts = np.array([(width * (k % COLUMNS), -height * (k // COLUMNS)) for k in tiles])
        for surface, label, (dx, dy) in zip(self.surfaces, self.labels, shifts, strict=True):
            surface.set_extent((left + dx, right + dx, bottom + dy, top + dy))
            label.set_position((left + dx, top + dy + 0.06 * height))
        for k, points in enumerate(self.points):
            X = data.X[data.y == k] + shifts[:, None]  # (tiles, samples, 2)
            points.set_data(*X.reshape(-1, 2).T)
