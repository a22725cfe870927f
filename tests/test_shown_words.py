"""What figures show in a language other than English: all of it in that language."""

import re

import ipywidgets as widgets
import pytest
from matplotlib.text import Text as PictureText

from nncourse import explorers
from nncourse.draw import rich_text, scene
from nncourse.explorers._base.controls import options_of
from nncourse.explorers.language import EVERYDAY, LanguageExplorer
from nncourse.playground import PlaygroundExplorer
from nncourse.playground.scenarios import SCENARIOS
from nnlib.messages import languages

OTHERS = [code for code in languages() if code != "en"]
FIGURES = [getattr(explorers, name) for name in explorers.__all__]
LATIN = {  # words that the other languages write as English does, or that are not English
    "functions": "relu ReLU sigmoid tanh softmax softplus leaky_relu gelu_tanh exp ln sin",
    "starts": "glorot_uniform he_normal He",
    "optimizers": "SGD RMSProp Adam AdamW",
    "gates": "AND OR NAND XOR",
    "libraries": "nnlib Keras PyTorch TensorFlow scikit-learn NumPy JSON CSV",
    "numbers": "float32 float64 y_hat",
    "units": "Hz dB cm",
    "keys": "Enter Esc",
    "species": "versicolor virginica",
    "vowels": "heed hid head had hod hawed hood who'd hud heard",
}
ALLOWED = {word for words in LATIN.values() for word in words.split()}
WORD = re.compile("[A-Za-z][A-Za-z_'-]*[A-Za-z][0-9]*")
# Formulas, code, fields, tags, and names of functions before their brackets
NO_WORDS = re.compile(r"\$[^$]*\$|`[^`]*`|\{\w*\}|<[^>]*>|\w+(?=′?\()")
HAN = "[\u4e00-\u9fff]"
# Half-width punctuation beside a Chinese letter, and spaces where Chinese has none
HALF = re.compile(f"{HAN}[,.;:?!]|[,;?!] ?{HAN}|[，。；：？！、] |{HAN} (?:%|{HAN})")


@pytest.fixture(params=OTHERS)
def code(request, speak):
    """A language that is not English, chosen."""
    speak(request.param)
    return request.param


def pictured(explorer):
    """All visible words in a picture."""
    for text in explorer.figure.findobj(PictureText):
        if text.get_visible():
            yield text.get_text()
    for part in vars(explorer.artists).values():
        if isinstance(part, scene.Scene):
            items = [item for item in part.items() if isinstance(item, scene.Text)]
            yield from (rich_text.plain(item.parts) for item in items)


def strings(thing):
    """All texts in the value of a trait: in lists and dicts too."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        yield from strings(list(thing.values()))
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from strings(each)


def around(explorer):
    """All words around a picture: of its controls, buttons and scenarios."""
    for control in explorer.controls.values():
        if control.layout.display != "none":
            yield control.description
            yield getattr(control, "placeholder", "")
        if isinstance(control, widgets.Dropdown):
            pairs = [option for option in control.options if type(option) is tuple]
            yield from (label for label, _ in pairs)
    controls = {id(control) for control in explorer.controls.values()}
    for part in explorer.parts():
        if id(part) not in controls:
            for trait in ("description", "tooltip", "placeholder", "words", "scenarios", "name"):
                yield from strings(getattr(part, trait, ""))


def strange(code, texts):
    """The English words and the half-width punctuation in some texts."""
    found = set()
    for text in texts:
        bare = NO_WORDS.sub("0", text)
        found.update(word for word in WORD.findall(bare) if word not in ALLOWED)
        if code == "zh":
            found.update(HALF.findall(bare))
    return found


def states(figure, thorough):
    """The states of a figure: at the start, in each scenario, and thorough: with each option."""
    yield {}
    yield from map(figure.scenario_state, figure.scenarios)
    for name, control in figure.controls.items():
        if thorough and isinstance(control, widgets.Dropdown):
            yield from ({name: option} for option in options_of(control))


@pytest.mark.parametrize("kind", FIGURES, ids=lambda kind: kind.__name__)
def test_a_figure_speaks_its_language_alone(code, kind, thorough):
    figure = kind()
    found = strange(code, around(figure))
    for state in states(figure, thorough):
        figure.reset()
        figure.set(**state)
        figure.live.update()
        found |= strange(code, [figure.caption, *pictured(figure)])
    figure.close()
    if kind is LanguageExplorer:  # it shows words and letters of six languages
        texts = [*EVERYDAY, *(state["text"] for state in kind.scenarios.values())]
        found -= {word for word in found if word in " ".join(texts) or len(word) == 2}
    assert sorted(found) == []


def test_the_playground_speaks_its_language_alone(code):
    playground = PlaygroundExplorer()
    stage = playground.live
    words = [*strings(stage.table["words"]), *strings(stage.table["labels"])]
    words += [word for _, *both in stage.table["data"] for word in both]
    words += strings(stage.table["activations"])
    menus = [options for options in stage.options.values() if type(options) is list]
    words += [label for options in menus for label, _ in options]
    words += [label for label, _ in playground.drawer.export.options]
    found = strange(code, [*around(playground), *words])
    for name in SCENARIOS:
        playground.moves.answer({"act": "scenario", "with": [name]})
        playground.set(epoch=1)
        strip = playground.around()["scenario"]
        told = [strip["ask"], strip["look"], *(title for *_, title in strip["all"])]
        found |= strange(code, [playground.caption, *told])
    playground.close()
    assert sorted(found) == []
