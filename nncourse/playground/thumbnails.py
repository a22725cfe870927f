"""The data sets of the playground, each as a small picture of its samples, to choose by a click."""

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection

from nncourse.draw import style
from nncourse.playground.data import N_CLASSIFIED, SETS
from nncourse.playground.own_points import REACH

SHOWN = 60  # samples in a small picture
X = 0.6  # the middles of all
SIDE = 0.94  # of a small picture
GAP = 1.07  # from one middle to the next


class Thumbnails:
    """A column of small pictures at the left of ``ax``, around the height ``middle``."""

    def __init__(self, ax, middle):
        self.spots = [(X, middle + GAP * ((len(SETS) - 1) / 2 - j)) for j in range(len(SETS))]
        square = SIDE / 2 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        self._squares = [square + spot for spot in self.spots]
        places = []
        colours = []
        for spot, make in zip(self.spots, SETS.values(), strict=True):
            made = make(N_CLASSIFIED, noise=0, seed=0)
            some = np.linspace(0, len(made.y) - 1, SHOWN).astype(np.intp)
            places.append(np.clip(made.X[some] / REACH, -1, 1) * 0.43 * SIDE + spot)
            y = made.y[some]
            shades = style.SHADES_STRONG
            colours += [style.COLOURS[k] for k in y] if made.classes else list(shades(y / 2 + 0.5))
        size = [0.12]
        circle = dict(units="xy", offset_transform=ax.transData, facecolors=colours)
        ax.add_collection(
            EllipseCollection(size, size, [0], offsets=np.concatenate(places), **circle),
            autolim=False,
        )
        thin = dict(colors=style.INK, linewidths=0.4, zorder=3)
        ax.add_collection(LineCollection(self._squares, **thin), autolim=False)
        thick = dict(colors=style.INK, zorder=4)
        self._frames = ax.add_collection(LineCollection([], **thick), autolim=False)

    def move(self, name, cursor):
        """Frame the data set that is used; thickly the one where the cursor, (column, row), is."""
        column, row = cursor
        framed = {list(SETS).index(name): 1.6} if name in SETS else {}
        framed |= {row: 3} if column < 0 else {}
        self._frames.set_segments([self._squares[j] for j in framed])
        self._frames.set_linewidth(list(framed.values()))

    def hit(self, x, y):
        """The name of the data set at a place, or None."""
        away = np.abs(np.subtract(self.spots, (x, y))).max(axis=1)
        return list(SETS)[away.argmin()] if away.min() <= SIDE / 2 else None
