"""What figures show in a language other than English: all of it in that language."""

import re

import pytest
from matplotlib.text import Text as PictureText

from nncourse import explorers
from nncourse.draw import rich_text, scene
from nncourse.explorers._base.controls import Memory, options_of
from nncourse.messages import is_said
from nncourse.playground import PlaygroundExplorer
from nncourse.playground.scenarios import SCENARIOS
from nnlib.messages import languages, set_language

OTHERS = [code for code in languages() if code != "en"]
FIGURES = [getattr(explorers, name) for name in explorers.__all__]
LATIN = {  # words that the other languages write as English does, or that are not English
    "functions": "relu ReLU sigmoid tanh softmax softplus leaky_relu gelu_tanh exp ln sin",
    "starts": "glorot_uniform he_normal He",
    "optimizers": "SGD RMSProp Adam AdamW",
    "gates": "AND OR NAND XOR",
    "libraries": "nnlib Keras PyTorch TensorFlow scikit-learn NumPy JSON CSV",
    "numbers": "float32 float64 F1 F2 F3 y_hat x1 x2 x1x2 w1 w2 w3 w4 w5 w6 w7 b1 b2 z0 z1 z2 z3",
    "units": "Hz dB cm ms kB",
    "keys": "Enter Esc",
    "species": "versicolor virginica",
    "vowels": "heed hid head had hod hawed hood who'd hud heard",
    "penalties": "L1 L2",
}
ALLOWED = {word for words in LATIN.values() for word in words.split()}
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_'-]+")
NO_WORDS = re.compile(r"\$[^$]*\$|`[^`]*`|\{\w*\}|<[^>]*>")  # formulas, code, fields, tags
HAN = "[\u4e00-\u9fff]"
HALF = re.compile(f"{HAN}[,.;:?!]|[,;?!] ?{HAN}|[，。；：？！、] |{HAN} %")  # punctuation


@pytest.fixture(params=OTHERS)
def code(request):
    set_language(request.param)
    yield request.param
    set_language("en")


def pictured(explorer):
    """All visible words in a picture."""
    for text in explorer.figure.findobj(PictureText):
        if text.get_visible():
            yield text.get_text()
    for part in vars(explorer.artists).values() if hasattr(explorer.artists, "__dict__") else ():
        if isinstance(part, scene.Scene):
            for item in part.items():
                if isinstance(item, scene.Text):
                    yield rich_text.plain(item.parts)


def strings(thing):
    """All texts in a value of a widget: a text, or lists, tuples and dicts of texts."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for each in thing.values():
            yield from strings(each)
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from strings(each)


def around(explorer):
    """All words around a picture: of its controls, buttons and scenarios."""
    for control in explorer.controls.values():
        if not isinstance(control, Memory) and control.layout.display != "none":
            yield from (control.description, getattr(control, "placeholder", ""))
            yield getattr(control, "unit", "")
            labelled = [option for option in getattr(control, "options", ()) if type(option) is tuple]
            yield from (label for label, _ in labelled)
    hidden = {id(control) for control in explorer.controls.values()}
    for part in explorer.parts():
        if id(part) not in hidden:
            for trait in ("description", "tooltip", "placeholder", "words", "scenarios", "name"):
                yield from strings(getattr(part, trait, ""))


def strange(code, texts):
    """The English words and the half-width punctuation in some texts."""
    for text in texts:
        bare = NO_WORDS.sub(" ", text)
        yield from (word for word in WORD.findall(bare) if word not in ALLOWED)
        if code == "zh":
            yield from HALF.findall(bare)


def states(figure):
    """The states of a figure: at the start, in each scenario, and with each option of a menu."""
    yield {}
    for name in figure.scenarios:
        yield figure.scenario_state(name)
    for name, control in figure.controls.items():
        if hasattr(control, "options") and not hasattr(control, "examples"):
            yield from ({name: option} for option in options_of(control))


@pytest.mark.parametrize("kind", FIGURES, ids=lambda kind: kind.__name__)
def test_a_figure_speaks_its_language_alone(code, kind):
    figure = kind()
    found = set(strange(code, around(figure)))
    for state in states(figure):
        figure.reset()
        figure.set(**state)
        figure.live.update()
        found |= set(strange(code, [figure.caption, *pictured(figure)]))
    figure.close()
    assert sorted(found) == []
