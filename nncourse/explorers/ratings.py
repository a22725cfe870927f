"""Embeddings of films and viewers while they learn, and the error of the ratings."""

import string
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.plane import Arrow, draw_surface, grid
from nncourse.explorers._base.controls import timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say, sentences
from nncourse.topics import ratings

STEPS = 100
REACH = 2.2  # of the plane, each way
EXTENT = (-REACH, REACH, -REACH, REACH)
FILMS = string.ascii_uppercase[: ratings.N_FILMS]


class RatingExplorer(Explorer):
    """Twenty films at their embeddings, a viewer's arrow, and the error step by step.

    The shades show the viewer's rating for a film anywhere in the plane.
    """

    size = (9.0, 4.3)
    stack = 0.8
    scenarios = {
        "nothing_learned": dict(step=0, viewer=4),
        "all_learned": dict(step=STEPS, viewer=4),
    }
    looks = ("viewer",)

    def __init__(self, **start):
        self._stars, self._known, self._held = ratings.table()
        self._history = ratings.learn(self._stars, self._known, steps=STEPS)
        self._guesses = [ratings.guess(U, V, self._stars, self._known) for U, V in self._history]
        self._errors = np.array([self._error(guess) for guess in self._guesses])
        self._mean = self._stars[self._known].mean()
        super().__init__(**start)

    def _error(self, guess):
        known = ratings.error(self._stars, guess, self._known)
        held_out = ratings.error(self._stars, guess, self._held)
        return known, held_out

    def make_controls(self):
        return {
            "step": timeline(say("rating_step"), STEPS),
            "viewer": whole_number(say("viewer"), 0, 0, ratings.N_VIEWERS - 1),
        }

    def model(self, step, viewer):
        U, V = self._history[step]
        u = U[viewer]
        known = self._known[viewer]
        guesses = self._guesses[step][viewer]
        unseen = np.flatnonzero(~known)
        best = unseen[guesses[unseen].argmax()]
        return dict(
            step=step,
            viewer=viewer,
            arrow=u,
            films=V,
            seen=V[known],
            surface=(self._mean + grid(EXTENT, 40) @ u).reshape(40, 40),
            errors=self._errors[: step + 1],
            best=best,
            guess=guesses[best],
            stars=self._stars[viewer, best],
            held=self._held[viewer, best],
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1, 1])
        left.set(xlim=EXTENT[:2], ylim=EXTENT[2:])
        style.style_axes(left, say("first_number"), say("second_number"))
        surface = draw_surface(left)
        surface.set_extent(EXTENT)
        surface.set_clim(1, 5)
        look = dict(marker="o", linestyle="none", markersize=14, fillstyle="none", zorder=3)
        (rings,) = left.plot([], [], color=style.MUTED, **look)
        look |= dict(markersize=18, markeredgewidth=3)
        (next_film,) = left.plot([], [], color=style.INK, **look)
        look = dict(ha="center", va="center", fontsize=style.FONT_SIZE, color=style.INK, zorder=4)
        films = [Label(left, 0, 0, film, **look) for film in FILMS]

        right.set(xlim=(-4, STEPS + 4), ylim=(0, 1.4))
        style.style_axes(right, say("rating_step"), say("rating_error"), equal=False)
        _, mean_error = self._error(self._mean)
        look = dict(color=style.MUTED, linestyle=":", linewidth=2)
        right.axhline(mean_error, label=say("rating_mean"), **look)
        blue, orange, _ = style.COLOURS
        look = dict(linewidth=2.2)
        (known,) = right.plot([], [], "-", color=blue, label=say("rating_known"), **look)
        (held_out,) = right.plot([], [], "--", color=orange, label=say("rating_held"), **look)
        look = dict(marker="o", linestyle="none", markersize=7, zorder=4)
        now = [right.plot([], [], color=colour, **look)[0] for colour in (blue, orange)]
        right.legend(fontsize=style.FONT_SIZE, frameon=False, loc="lower left")
        return SimpleNamespace(
            surface=surface,
            rings=rings,
            films=films,
            next_film=next_film,
            arrow=Arrow(left, facecolor="white", edgecolor=style.INK, zorder=2),
            known=known,
            held_out=held_out,
            now=now,
        )

    def draw(self, arrow, films, seen, errors, surface, best, **_):
        artists = self.artists
        artists.surface.set_data(surface)
        artists.arrow.move(np.zeros(2), arrow)
        artists.rings.set_data(*seen.T)
        artists.next_film.set_data(*films[[best]].T)
        for label, place in zip(artists.films, films, strict=True):
            label.set_position(place)
        steps = np.arange(len(errors))
        artists.known.set_data(steps, errors[:, 0])
        artists.held_out.set_data(steps, errors[:, 1])
        for dot, error in zip(artists.now, errors[-1], strict=True):
            dot.set_data(steps[-1:], [error])

    def describe(self, step, viewer, errors, best, guess, stars, held, **_):
        known, held_out = errors[-1]
        text = say(
            "rating",
            step=step,
            known=known,
            held=held_out,
            viewer=viewer,
            film=FILMS[best],
            guess=guess,
        )
        truth = say("rating_truth", stars=int(stars)) if held else say("rating_never")
        return sentences(text, truth)
