"""The language of a sentence: how sure a network is, and which letter pairs decide."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.bars import Bars
from nncourse.draw.labels import Label
from nncourse.explorers._base.controls import sentence
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import listed, named, say, sentences
from nncourse.topics import languages

NAMES = list(languages.LANGUAGES)
SHOWN = 8  # letter pairs
REACH = 1.7  # of the axis of votes, each way, unless a vote is larger
LONG = 60  # characters of the text that the caption repeats
EVERYDAY = {  # our own sentences, unlike the articles
    "The train is late again": "English",
    "Good morning my friend": "English",
    "Le train est encore en retard": "French",
    "Bonjour mon ami": "French",
    "Der Zug hat wieder Verspätung": "German",
    "Guten Morgen mein Freund": "German",
    "El tren llega tarde otra vez": "Spanish",
    "Buenos días amigo mío": "Spanish",
    "Il treno è di nuovo in ritardo": "Italian",
    "Buongiorno amico mio": "Italian",
    "De trein heeft weer vertraging": "Dutch",
    "Goedemorgen mijn vriend": "Dutch",
}


@cache
def reader():
    """The chapter's network, trained on two of every three articles."""
    texts, language, article = languages.sentences()
    learn = article % 3 > 0
    X = np.array([languages.pairs(text) for text in texts])
    return languages.reader(X[learn], language[learn])


def spoken(pair):
    """Pair number ``pair`` in letters; a space shows as ␣."""
    letters = languages.ALPHABET[pair // 27] + languages.ALPHABET[pair % 27]
    return letters.replace(" ", "␣")


class LanguageExplorer(Explorer):
    """A sentence to type; bars for the six languages, and for the pairs that decided."""

    size = (9.0, 3.8)
    scenarios = {
        "right_to_life": dict(text="Everyone has the right to life"),
        "bonjour": dict(text="Bonjour mon ami"),
    }

    def make_controls(self):
        return {"text": sentence(say("your_text"), list(EVERYDAY))}

    def model(self, text):
        x = languages.pairs(text)
        p = reader().predict(x[None])[0]
        second, first = np.argsort(p)[-2:]
        W = reader().layers[0].W
        votes = x * (W[:, first] - W[:, second])
        pairs = np.argsort(-np.abs(votes), kind="stable")[:SHOWN]
        return dict(text=text, p=p, first=first, second=second, pairs=pairs, votes=votes[pairs])

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[1.5, 1])
        left.set_ylim(0, 1.15)
        style.style_axes(left, "", "p", equal=False)
        left.tick_params(labelsize=9)
        left.tick_params(axis="x", pad=24)  # from the axis to the lower names' baseline
        names = [named(name) for name in NAMES]
        names[::2] = [f"{name}\n" for name in names[::2]]  # one line has no room for them

        right.set(xlim=(-0.6, SHOWN - 0.4), xticks=[])
        style.style_axes(right, say("letter_pairs"), say("votes"), equal=False)
        right.axhline(0, color=style.INK, linewidth=0.8)
        look = dict(ha="center", va="center", color=style.INK, fontsize=style.FONT_SIZE)
        middle = (SHOWN - 1) / 2
        bars = Bars(left, names, 2, style.COLOURS[0])
        left.set_xticks(left.get_xticks(), names, va="baseline")  # so that names are level
        return SimpleNamespace(
            bars=bars,
            votes=right.bar(range(SHOWN), 0, width=0.6, edgecolor=style.INK),
            pairs=[Label(right, i, 0, **look) for i in range(SHOWN)],
            above=Label(right, middle, 0, **look),
            below=Label(right, middle, 0, **look),
            reach=None,  # of the axis of votes, now
        )

    def draw(self, p, first, second, pairs, votes, **_):
        artists = self.artists
        artists.bars.move(p)
        reach = max(REACH, 1.4 * np.abs(votes).max())
        if reach != artists.reach:
            artists.reach = reach
            artists.above.axes.set_ylim(-reach, reach)
            self.relayout()
        gap = 0.09 * reach
        for i, (pair, vote) in enumerate(zip(pairs, votes, strict=True)):
            for_first = vote > 0
            artists.votes[i].set_height(vote)
            artists.votes[i].set_facecolor(style.COLOURS[0 if for_first else 1])
            artists.pairs[i].set_text(spoken(pair) if vote else "")
            artists.pairs[i].set_y(vote + gap if for_first else vote - gap)
        artists.above.set_y(0.93 * reach)
        artists.below.set_y(-0.93 * reach)
        artists.above.set_text(f"↑ {named(NAMES[first])}")
        artists.below.set_text(f"↓ {named(NAMES[second])}")

    def describe(self, text, p, first, second, pairs, votes):
        if len(text) > LONG:
            text = f"{text[:LONG]}…"
        said = say(
            "language_seen",
            text=text,
            first=named(NAMES[first]),
            p=p[first],
            second=named(NAMES[second]),
            q=p[second],
        )
        for_first = [spoken(pair) for pair in pairs[votes > 0]]
        if for_first:
            pairs = listed(for_first[:4])
            said = sentences(said, say("speaking_pairs", first=named(NAMES[first]), pairs=pairs))
        return said
