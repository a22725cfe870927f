"""Eight networks learn side by side: they differ in penalty and size, or only in the start."""

from itertools import chain
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.plane import draw_points, draw_surface, grid, limits
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import growing, newest
from nncourse.messages import listed, say
from nnlib import Adam, Network, datasets, train

EPOCHS = 200
N = 30  # a tile has N × N shades
N_TILES = 8
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
        ax = figure.subplots()
        ax.set_axis_off()
        ax.set_aspect("equal")
        surfaces = [draw_surface(ax) for _ in range(N_TILES)]
        points = draw_points(ax)  # of all tiles: two artists are drawn faster than sixteen
        for each in points:
            each.set(markersize=4, markeredgewidth=0.5)
        look = dict(fontsize=style.FONT_SIZE - 1, color=style.INK)
        labels = [Label(ax, 0, 0, **look) for _ in range(N_TILES)]
        return SimpleNamespace(
            ax=ax,
            surfaces=surfaces,
            points=points,
            labels=labels,
            shown=None,  # the noise of the data on the tiles
        )

    def draw(self, vary, noise, data, extent, surfaces, wrong, missed, **_):
        artists = self.artists
        if noise != artists.shown:
            artists.shown = noise
            self._place_tiles(data, *extent)
        for i, (units, alpha, seed) in enumerate(PLANS[vary]):
            artists.surfaces[i].set_data(surfaces[i])
            said = dict(units=units, alpha=alpha, seed=seed, wrong=wrong[i], missed=missed[i])
            artists.labels[i].set_text(say(TILES[vary], **said))

    def _place_tiles(self, data, left, right, bottom, top):
        artists = self.artists
        width = 1.06 * (right - left)
        height = 1.3 * (top - bottom)
        artists.ax.set_xlim(left, left + 4 * width)
        artists.ax.set_ylim(bottom - 1.03 * height, bottom + height)
        shifts = np.array([(width * (i % 4), -height * (i // 4)) for i in range(N_TILES)])
        for i, (dx, dy) in enumerate(shifts):
            artists.surfaces[i].set_extent((left + dx, right + dx, bottom + dy, top + dy))
            artists.labels[i].set_position((left + dx, top + dy + 0.06 * height))
        for k, points in enumerate(artists.points):
            X = data.X[data.y == k] + shifts[:, None]  # (tiles, samples, 2)
            points.set_data(*X.reshape(-1, 2).T)
        self.relayout()

    def describe(self, epoch, data, n_others, wrong, missed, **_):
        return say(
            "eight",
            epoch=epoch,
            n=len(data.y),
            wrong=listed(map(str, wrong)),
            others=n_others,
            missed=listed(map(str, missed)),
        )
