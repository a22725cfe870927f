"""Vowels: the plane of the first two formants, and the spectrum that a network hears."""

from functools import cache, lru_cache
from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.plane import grid
from nncourse.draw.surface import Surface
from nncourse.explorers._base.controls import dropdown, number_box, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import named, say
from nncourse.topics import vowels
from nncourse.widgets.sound import SoundButton

PLANE = (200, 1200, 600, 3400)  # Hz: F1 from and to, F2 from and to
NEAR = np.array([110, 200])  # Hz: nearer than this, the point would touch a word
FLOOR = -70.0  # dB below the loudest harmonic; fainter ones are not shown
TINTS = [
    "#CFE3F1",
    "#FBE3B0",
    "#CFEBDF",
    "#F2D6E4",
    "#E4E4E4",
    "#FAD4C0",
    "#D9D6F0",
    "#E6EFC2",
    "#C9ECEE",
    "#F3E6D8",
]
COLOURS = ListedColormap([TINTS[10 * level // 256] for level in range(256)])


@cache
def listener():
    """The chapter's network, trained on 60 simulated speakers."""
    return vowels.listener(*vowels.crowd(60, seed=0))


@cache
def distances(n):
    """Squared distances in the unit square: between all n × n places, and from each to the edge."""
    places = grid((0, 1, 0, 1), n)
    to_others = np.square(places[:, None] - places).sum(axis=2)
    to_edge = np.minimum(places, 1 - places).min(axis=1) ** 2
    return to_others, to_edge


@lru_cache(8)
def regions(f3, pitch, n=30):
    """The vowel heard at each of n × n places of the plane, and the place deepest inside each
    vowel's region: NaN if the region is tiny or empty.
    """
    places = grid(PLANE, n)
    formants = np.column_stack([places, np.full(len(places), f3)])
    heard = listener().classify(vowels.bands(formants, pitch))
    to_others, to_edge = distances(n)
    same = heard[:, None] == heard
    to_other_vowel = np.where(same, 2, to_others).min(axis=1)
    depth = np.minimum(to_other_vowel, to_edge)
    middles = np.full((10, 2), np.nan)
    for k in range(10):
        here = heard == k
        if here.mean() > 0.012:
            middles[k] = places[np.where(here, depth, -1).argmax()]
    return heard.reshape(n, n), middles


class VowelExplorer(Explorer):
    """Three formants and a voice, the vowel that the network hears, and a button to play it."""

    size = (9.0, 4.2)
    scenarios = {
        "heed": dict(voice="man", f1=270, f2=2290, f3=3010),
        "hod": dict(voice="man", f1=730, f2=1090, f3=2440),
        "shorter_throat": dict(voice="child", f1=730, f2=1090, f3=3500),
    }

    def make_controls(self):
        return {
            "f1": number_box("F1 (Hz)", 270, *PLANE[:2], step=10),
            "f2": number_box("F2 (Hz)", 2290, *PLANE[2:], step=10),
            "f3": whole_number("F3 (Hz)", 3010, 1500, 3800),
            "voice": dropdown(say("voice"), list(vowels.SPEAKERS)),
        }

    def arrange(self, rows, buttons):
        first, *others = super().arrange(rows, buttons)
        return [first, SoundButton(self.sound, vowels.RATE), *others]

    def model(self, f1, f2, f3, voice):
        pitch = vowels.PITCH[vowels.SPEAKERS.index(voice)]
        f, strength = vowels.harmonics([f1, f2, f3], pitch)
        level = 20 * np.log10(np.abs(strength))
        heard = vowels.bands(np.array([f1, f2, f3]), pitch)
        by_place, middles = regions(f3, pitch)
        return dict(
            formants=(f1, f2, f3),
            voice=voice,
            pitch=pitch,
            f=f,
            level=level - level.max(),
            bands=10 * (heard - heard.max()),
            p=listener().predict(heard[None])[0],
            by_place=by_place,
            middles=middles,
        )

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.1, 1])
        left.set(xlim=PLANE[:2], ylim=PLANE[2:])
        style.style_axes(left, "F1 (Hz)", "F2 (Hz)", equal=False)
        surface = Surface(left, cmap=COLOURS, extent=PLANE)
        surface.set_clim(0, 9)
        look = dict(ha="center", va="center", fontsize=style.FONT_SIZE, color=style.INK)
        words = [Label(left, 0, 0, word, zorder=4, **look) for word in vowels.WORDS]
        names = [Label(right, 0, 6, name, **look) for name in ("F1", "F2", "F3")]
        look = dict(color=style.INK, markersize=10, markeredgecolor="white", zorder=5)
        (point,) = left.plot([], [], "D", **look)

        right.set(xlim=(0, 4200), ylim=(FLOOR - 2, 12))
        style.style_axes(right, say("frequency"), say("loudness"), equal=False)
        lines = LineCollection([], color=style.COLOURS[0], linewidth=2)
        right.add_collection(lines, autolim=False)
        look = dict(color=style.COLOURS[1], markeredgecolor=style.INK, markersize=6, zorder=4)
        (bands,) = right.plot([], [], "o-", **look)
        return SimpleNamespace(
            plane=left,
            surface=surface,
            words=words,
            point=point,
            spectrum=right,
            lines=lines,
            bands=bands,
            names=names,
        )

    def draw(self, formants, f, level, bands, by_place, middles, **_):
        artists = self.artists
        artists.surface.set_data(by_place)
        for word, middle in zip(artists.words, middles, strict=True):
            word.set_position(_beside(formants[:2], np.nan_to_num(middle)))
            word.set_visible(np.isfinite(middle[0]))
        artists.point.set_data([formants[0]], [formants[1]])
        feet = np.column_stack([f, np.full(len(f), FLOOR - 2)])
        tops = np.column_stack([f, level])
        artists.lines.set_segments(np.stack([feet, tops], axis=1))
        artists.bands.set_data(vowels.CENTRES, np.where(bands < FLOOR, np.nan, bands))
        for name, formant in zip(artists.names, formants, strict=True):
            name.set_x(formant)

    def describe(self, formants, voice, pitch, p, **_):
        f1, f2, f3 = formants
        second, first = np.argsort(p)[-2:]
        return say(
            "vowel",
            voice=named(voice),
            pitch=f"{pitch:.0f}",
            f1=f"{f1:.0f}",
            f2=f"{f2:.0f}",
            f3=f"{f3:.0f}",
            first=vowels.WORDS[first],
            p=p[first],
            second=vowels.WORDS[second],
            q=p[second],
        )

    def sound(self):
        """The vowel as samples, for the page to play."""
        f1, f2, f3, voice = self.state.values()
        pitch = vowels.PITCH[vowels.SPEAKERS.index(voice)]
        return vowels.sound(np.array([f1, f2, f3]), pitch)

    def grips(self):
        return [(self.artists.plane, self.state["f1"], self.state["f2"])]

    def on_pointer(self, kind, ax, x, y):
        if ax is self.artists.plane and kind != "release":
            self.set(f1=round(x, -1), f2=round(y, -1))

    def on_arrows(self, dx, dy):
        state = self.state
        self.set(f1=state["f1"] + 10 * dx, f2=state["f2"] + 20 * dy)


def _beside(point, middle):
    """The place of a word at ``middle``, above or below ``point`` if that is too near."""
    way = middle - point
    if (np.abs(way) >= NEAR).any():
        return middle
    spots = [y for y in (point[1] - NEAR[1], point[1] + NEAR[1]) if PLANE[2] < y < PLANE[3]]
    return middle[0], min(spots, key=lambda y: abs(y - middle[1]))
