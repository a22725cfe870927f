"""Vowels: the plane of the first two formants, and the spectrum that a network hears."""

from functools import cache, lru_cache

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.draw.surface import Surface
from nncourse.explorers._base.controls import dropdown, number_box, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nncourse.topics import vowels
from nncourse.widgets.sound import SoundButton

PLANE = (200, 1200, 600, 3400)  # Hz: F1 and F2, each from and to
FLOOR = -70.0  # dB: what is fainter than the loudest harmonic by more is not seen
TINTS = ["#CFE3F1", "#FBE3B0", "#CFEBDF", "#F2D6E4", "#E4E4E4",
         "#FAD4C0", "#D9D6F0", "#E6EFC2", "#C9ECEE", "#F3E6D8"]  # fmt: skip
COLOURS = ListedColormap([TINTS[10 * level // 256] for level in range(256)])


@cache
def listener():
    """The network of the chapter, which has heard 60 simulated speakers."""
    return vowels.listener(*vowels.crowd(60, seed=0))


@cache
def distances(n):
    """Squared distances in the unit square: from each of n × n places to each, and to the edge."""
    steps = plots.grid((0, 1, 0, 1), n)
    edge = np.minimum(steps, 1 - steps).min(axis=1)
    return np.square(steps[:, None] - steps).sum(axis=2), edge**2


@lru_cache(8)
def regions(f3, pitch, n=30):
    """Which vowel is heard at n × n places of the plane, and where each is deepest inside its
    region: NaN if it has next to none.
    """
    points, (apart, edge) = plots.grid(PLANE, n), distances(n)
    formants = np.column_stack([points, np.full(len(points), f3)])
    heard = listener().classify(vowels.bands(formants, pitch))
    depth = np.minimum(np.where(heard[:, None] == heard, 2, apart).min(axis=1), edge)
    places = np.full((10, 2), np.nan)
    for k in np.flatnonzero(np.bincount(heard, minlength=10) > 0.012 * len(heard)):
        places[k] = points[np.where(heard == k, depth, -1).argmax()]
    return heard.reshape(n, n), places


class VowelExplorer(Explorer):
    """Three formants and a voice: which vowel the network hears, and a button to hear it too."""

    size = (9.0, 4.2)

    def make_controls(self):
        return {
            "f1": number_box("F1 (Hz)", 270, *PLANE[:2], step=10),
            "f2": number_box("F2 (Hz)", 2290, *PLANE[2:], step=10),
            "f3": whole_number("F3 (Hz)", 3010, 1500, 3800),
            "voice": dropdown(say("voice"), list(vowels.SPEAKERS)),
        }

    def arrange(self, rows, buttons):
        return [SoundButton(self.sound, vowels.RATE), *super().arrange(rows, buttons)]

    def model(self, f1, f2, f3, voice):
        pitch = vowels.PITCH[vowels.SPEAKERS.index(voice)]
        f, strength = vowels.harmonics([f1, f2, f3], pitch)
        level = 20 * np.log10(np.abs(strength))
        heard = vowels.bands(np.array([f1, f2, f3]), pitch)
        seen, places = regions(f3, pitch)
        return dict(
            formants=(f1, f2, f3), voice=voice, pitch=pitch, f=f, level=level - level.max(),
            bands=10 * (heard - heard.max()), p=listener().predict(heard[None])[0],
            seen=seen, places=places,
        )  # fmt: skip

    def build(self, figure):
        self._plane, self._spectrum = figure.subplots(1, 2, width_ratios=[1.1, 1])
        self._plane.set(xlim=PLANE[:2], ylim=PLANE[2:])
        plots.style(self._plane, "F1 (Hz)", "F2 (Hz)", equal=False)
        self._surface = Surface(self._plane, cmap=COLOURS, extent=PLANE)
        self._surface.set_clim(0, 9)
        look = dict(ha="center", va="center", fontsize=plots.FONT_SIZE, color=plots.INK, zorder=4)
        self._words = [Label(self._plane, 0, 0, word, **look) for word in vowels.WORDS]
        look = dict(color=plots.INK, markersize=10, markeredgecolor="white", zorder=5)
        (self._point,) = self._plane.plot([], [], "D", **look)
        self._spectrum.set(xlim=(0, 4200), ylim=(FLOOR, 12))
        plots.style(self._spectrum, say("frequency"), say("loudness"), equal=False)
        self._lines = self._spectrum.add_collection(
            LineCollection([], color=plots.COLOURS[0], linewidth=2), autolim=False
        )
        look = dict(color=plots.COLOURS[1], markeredgecolor=plots.INK, markersize=6, zorder=4)
        (self._bands,) = self._spectrum.plot([], [], "o-", **look)
        look = dict(ha="center", va="center", fontsize=plots.FONT_SIZE, color=plots.INK)
        self._names = [Label(self._spectrum, 0, 6, f"F{name}", **look) for name in "123"]

    def draw(self, formants, f, level, bands, seen, places, **_):
        self._surface.set_data(seen)
        for word, place in zip(self._words, places, strict=True):
            word.set(position=np.nan_to_num(place), visible=np.isfinite(place[0]))
        self._point.set_data([formants[0]], [formants[1]])
        ends = np.stack([np.column_stack([f, np.full(len(f), FLOOR)]), np.column_stack([f, level])])
        self._lines.set_segments(ends.swapaxes(0, 1))
        self._bands.set_data(vowels.CENTRES, bands)
        for name, formant in zip(self._names, formants, strict=True):
            name.set_x(formant)

    def describe(self, formants, voice, pitch, p, **_):
        second, first = np.argsort(p)[-2:]
        return say(
            "vowel", voice=voice, pitch=f"{pitch:.0f}", f1=f"{formants[0]:.0f}",
            f2=f"{formants[1]:.0f}", f3=f"{formants[2]:.0f}",
            first=vowels.WORDS[first], p=p[first], second=vowels.WORDS[second], q=p[second],
        )  # fmt: skip

    def sound(self):
        """The vowel as samples, for the page."""
        f1, f2, f3, voice = self.state.values()
        pitch = vowels.PITCH[vowels.SPEAKERS.index(voice)]
        return vowels.sound(np.array([f1, f2, f3]), pitch)

    def on_pointer(self, kind, ax, x, y):
        if ax is self._plane and kind != "release":
            self.set(f1=round(x, -1), f2=round(y, -1))

    def on_arrows(self, dx, dy):
        self.set(f1=self.state["f1"] + 10 * dx, f2=self.state["f2"] + 20 * dy)
