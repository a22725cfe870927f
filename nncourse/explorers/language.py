"""The language of a sentence: how sure a network is, and which letter pairs made it so."""

from functools import cache

import numpy as np

from nncourse.draw import plots
from nncourse.draw.bars import Bars
from nncourse.draw.labels import Label
from nncourse.explorers._base.controls import sentence
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nncourse.topics import languages

NAMES = list(languages.LANGUAGES)
SHOWN = 8  # letter pairs
LONG = 60  # letters of the text that the caption repeats
EVERYDAY = {  # sentences of our own, from another world than the articles
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
    """The network of the chapter, which has read two of three articles."""
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
        plots.style(left, "", "p", equal=False)
        left.tick_params(labelsize=9)
        rows = [f"\n{name}" if i % 2 else name for i, name in enumerate(NAMES)]  # else too narrow
        self._bars = Bars(left, rows, 2, plots.COLOURS[0])
        right.set(xlim=(-0.6, SHOWN - 0.4), ylim=(-3.2, 3.2), xticks=[])
        plots.style(right, say("letter_pairs"), say("votes"), equal=False)
        right.axhline(0, color=plots.INK, linewidth=0.8)
        self._votes = right.bar(range(SHOWN), 0, width=0.6, edgecolor=plots.INK)
        look = dict(ha="center", va="center", color=plots.INK, fontsize=plots.FONT_SIZE)
        self._pairs = [Label(right, i, 0, **look) for i in range(SHOWN)]
        middle = (SHOWN - 1) / 2
        self._sides = [Label(right, middle, y, **look) for y in (2.95, -2.95)]

    def draw(self, p, first, second, pairs, votes, **_):
        self._bars.move(p)
        for i, (pair, vote) in enumerate(zip(pairs, votes, strict=True)):
            self._votes[i].set(height=vote, facecolor=plots.COLOURS[0 if vote > 0 else 1])
            self._pairs[i].set_text(spoken(pair) if vote else "")
            self._pairs[i].set_y(vote + (0.3 if vote > 0 else -0.3))
        for side, language, arrow in zip(self._sides, (first, second), "↑↓", strict=True):
            side.set_text(f"{arrow} {NAMES[language]}")

    def describe(self, text, p, first, second, pairs, votes):
        seen = say(
            "language_seen", text=text if len(text) <= LONG else f"{text[:LONG]}…",
            first=NAMES[first], p=p[first], second=NAMES[second], q=p[second],
        )  # fmt: skip
        named = [spoken(pair) for pair, vote in zip(pairs, votes, strict=True) if vote > 0]
        if named:
            seen += " " + say("speaking_pairs", first=NAMES[first], pairs=", ".join(named[:4]))
        return seen
