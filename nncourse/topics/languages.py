"""Tell the language of a sentence from its letter pairs. The texts are in data/udhr."""

import re
import unicodedata
from pathlib import Path

import numpy as np

from nncourse.messages import CannotShow, say
from nnlib.layers import Dense
from nnlib.network import Network
from nnlib.optimizers import Adam
from nnlib.training import fit

LANGUAGES = {
    "English": "eng",
    "French": "fra",
    "German": "deu",
    "Spanish": "spa",
    "Italian": "ita",
    "Dutch": "nld",
}
ALPHABET = " abcdefghijklmnopqrstuvwxyz"
FOLDER = Path(__file__).with_name("data") / "udhr"


def articles(language):
    """The 30 articles of the Universal Declaration of Human Rights, each a list of sentences."""
    text = (FOLDER / f"{LANGUAGES[language]}.txt").read_text(encoding="utf-8").strip()
    return [re.split(r"\n|(?<=\.) ", article) for article in text.split("\n\n")]


def letters(text):
    """``text`` in lower-case letters a to z, with a space around each word: "Là-bas" → " la bas ".

    Accents are dropped; ß, æ, œ and ø become two letters. A text without letters raises CannotShow.
    """
    text = text.lower()
    for letter, pair in {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe"}.items():
        text = text.replace(letter, pair)
    decomposed = unicodedata.normalize("NFKD", text)  # each accent after its letter
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = re.findall("[a-z]+", plain)
    if not words:
        raise CannotShow(say("no_letters"))
    return f" {' '.join(words)} "


def pairs(text):
    """The counts of all letter pairs in ``text``, scaled to a vector of length 1: shape (729,).

    Pair number 27 i + j is letter i of ``ALPHABET`` before letter j.
    """
    places = [ALPHABET.index(letter) for letter in letters(text)]
    counts = np.zeros((27, 27))
    np.add.at(counts, (places[:-1], places[1:]), 1)
    return counts.ravel() / np.sqrt((counts**2).sum())


def sentences():
    """All sentences of all articles, their languages, from 0, and their articles, from 1."""
    texts = []
    languages = []
    numbers = []
    for language, name in enumerate(LANGUAGES):
        for number, article in enumerate(articles(name), start=1):
            for sentence in article:
                texts.append(sentence)
                languages.append(language)
                numbers.append(number)
    return tuple(texts), np.array(languages), np.array(numbers)


def reader(X, y):
    """A single softmax layer that learns the languages ``y`` from letter pairs ``X``."""
    network = Network([Dense(729, 6, "softmax", init="zeros")])
    fit(network, X, y, Adam(0.1), epochs=100, l2=0.001)
    return network
