"""Small pictures of the playground's data sets, for the still."""

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection

from nncourse.draw import style
from nncourse.playground.data import NUMBERS, SETS, thumbnail
from nncourse.playground.own_points import REACH

X = 0.6  # x of all centres
SIDE = 0.94  # of a small picture
GAP = 1.07  # from one centre to the next


class Thumbnails:
    """A column of small pictures on the left of ``ax``, centred at the height ``middle``."""

    def __init__(self, ax, middle):
        self.spots = [(X, middle + GAP * ((len(SETS) - 1) / 2 - j)) for j in range(len(SETS))]
        square = SIDE / 2 * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        self._squares = [square + spot for spot in self.spots]
        places = []
        colours = []
        for spot, name in zip(self.spots, SETS, strict=True):
            samples = thumbnail(name)
            y = samples[:, 2]
            places.append(np.clip(samples[:, :2] / REACH, -1, 1) * 0.43 * SIDE + spot)
            if name in NUMBERS:
                colours += list(style.SHADES_STRONG(y / 2 + 0.5))
            else:
                colours += [style.COLOURS[int(k)] for k in y]
        size = [0.12]
        circle = dict(units="xy", offset_transform=ax.transData, facecolors=colours)
        ax.add_collection(
            EllipseCollection(size, size, [0], offsets=np.concatenate(places), **circle),
            autolim=False,
        )
        thin = dict(colors=style.INK, linewidths=0.4, zorder=3)
        ax.add_collection(LineCollection(self._squares, **thin), autolim=False)
        thick = dict(colors=style.INK, zorder=4, linewidths=1.6)
        self._frame = ax.add_collection(LineCollection([], **thick), autolim=False)

    def move(self, name):
        """Frame the picture of the data set ``name``; none for the reader's own points."""
        framed = [self._squares[list(SETS).index(name)]] if name in SETS else []
        self._frame.set_segments(framed)
