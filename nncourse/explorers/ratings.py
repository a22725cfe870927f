"""Films and viewers as points that learn: whose arrow points where, and how far off ratings are."""

import string

import numpy as np

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.explorers._base.controls import timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nncourse.topics import ratings

STEPS = 100
REACH = 2.2  # of the plane, each way
FILMS = string.ascii_uppercase[: ratings.N_FILMS]


class RatingExplorer(Explorer):
    """Twenty films at their embeddings, a viewer's arrow, and the error step by step.

    The shades are what the viewer would give to a film anywhere in the plane.
    """

    size = (9.0, 4.3)

    def __init__(self, **start):
        self._stars, self._known, self._held = ratings.table()
        self._history = ratings.learn(self._stars, self._known, steps=STEPS)
        self._guesses = [ratings.guess(U, V, self._stars, self._known) for U, V in self._history]
        self._errors = np.array([self._error(guess) for guess in self._guesses])
        self._mean = self._stars[self._known].mean()
        super().__init__(**start)

    def _error(self, guess):
        return [ratings.error(self._stars, guess, where) for where in (self._known, self._held)]

    def make_controls(self):
        return {
            "step": timeline(say("rating_step"), STEPS),
            "viewer": whole_number(say("viewer"), 0, 0, ratings.N_VIEWERS - 1),
        }

    def model(self, step, viewer):
        (U, V), i = self._history[step], viewer
        unseen = np.flatnonzero(~self._known[i])
        guess = self._guesses[step][i]
        best = unseen[guess[unseen].argmax()]
        plane = plots.grid((-REACH, REACH, -REACH, REACH), 40)
        return dict(
            step=step, viewer=viewer, arrow=U[i], films=V, errors=self._errors[: step + 1],
            seen=V[self._known[i]], best=best, guess=guess[best], stars=self._stars[i, best],
            surface=(self._mean + plane @ U[i]).reshape(40, 40),
            held=self._held[i, best],
        )  # fmt: skip

    def build(self, figure):
        self._plane, self._curve = figure.subplots(1, 2, width_ratios=[1, 1])
        self._plane.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH))
        plots.style(self._plane, say("first_number"), say("second_number"))
        self._surface = plots.draw_surface(self._plane)
        self._surface.set_extent((-REACH, REACH, -REACH, REACH))
        self._surface.set_clim(1, 5)
        look = dict(marker="o", linestyle="none", markersize=14, fillstyle="none", zorder=3)
        (self._rings,) = self._plane.plot([], [], color=plots.MUTED, **look)
        look = dict(ha="center", va="center", fontsize=plots.FONT_SIZE, color=plots.INK, zorder=4)
        self._films = [Label(self._plane, 0, 0, film, **look) for film in FILMS]
        self._arrow = plots.draw_arrow(self._plane)
        self._curve.set(xlim=(-4, STEPS + 4), ylim=(0, 1.4))
        plots.style(self._curve, say("rating_step"), say("rating_error"), equal=False)
        look = dict(color=plots.MUTED, linestyle=":", linewidth=2, label=say("rating_mean"))
        self._curve.axhline(self._error(self._mean)[1], **look)
        names = [say("rating_known"), say("rating_held")]
        self._lines = [
            self._curve.plot([], [], line, color=colour, linewidth=2.2, label=name)[0]
            for line, colour, name in zip(["-", "--"], plots.COLOURS, names, strict=False)
        ]
        self._curve.legend(fontsize=plots.FONT_SIZE, frameon=False, loc="lower left")

    def draw(self, arrow, films, seen, errors, surface, **_):
        self._surface.set_data(surface)
        self._arrow.set_UVC(*arrow)
        self._rings.set_data(*seen.T)
        for label, place in zip(self._films, films, strict=True):
            label.set_position(place)
        for line, values in zip(self._lines, errors.T, strict=True):
            line.set_data(np.arange(len(values)), values)

    def describe(self, step, viewer, errors, best, guess, stars, held, **_):
        text = say(
            "rating", step=step, known=errors[-1, 0], held=errors[-1, 1], viewer=viewer,
            film=FILMS[best], guess=guess,
        )  # fmt: skip
        truth = say("rating_truth", stars=int(stars)) if held else say("rating_never")
        return f"{text} {truth}"
