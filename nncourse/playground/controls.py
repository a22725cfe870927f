"""The table of the playground's state: name → control.

The stage draws most of them: these are unseen, and the others are in the drawer under it.
"""

import ipywidgets as widgets

from nncourse.explorers._base.controls import Timeline, Unseen, dropdown, memory
from nncourse.messages import say
from nncourse.playground.data import OWN, SETS
from nncourse.playground.setup import CHOICES
from nncourse.widgets import looks
from nncourse.widgets.number_control import NumberControl

ACTIVATIONS = ["tanh", "relu", "sigmoid", "identity", "leaky_relu", "gelu_tanh"]
RULES = ["never", "test_rests", "well_trained", "at_300"]
UNITS = [4, 2, 2, 2, 2, 2]


class UnseenTimeline(Unseen, Timeline):
    """A timeline that the stage draws."""


class UnseenNumber(Unseen, NumberControl):
    """A number that the stage draws."""


class UnseenChoice(Unseen, widgets.Dropdown):
    """One of several options, which the stage draws."""


class UnseenSwitch(Unseen, widgets.Checkbox):
    """On or off, which the stage draws."""


def make_controls():
    """Return new controls by name, in the order of the state."""
    return {
        "epoch": UnseenTimeline(say("epoch"), 1000, seconds=1 / 60),
        "speed": dropdown(say("speed"), [1, 2, 5, 20]),
        "stop": dropdown(say("stop_rule"), [(say(f"stop_{rule}"), rule) for rule in RULES]),
        "data": _choice("data", [*SETS, OWN]),
        "noise": _whole("noise_level", 0, 0, 50, 5),
        "share": _whole("train_share", 50, 10, 90, 10),
        "sample": _small("sample_number", 0, 0, 99),
        "drawn_class": _choice("drawn_class", [0, 1, 2]),
        "show_test": _switch("show_test"),
        "discrete": _switch("discrete"),
        "see_other": _switch("see_other"),
        "layers": _whole("layers", 2, 0, 6),
        **{f"u{k + 1}": _units(k) for k in range(6)},
        **{f"a{k + 1}": _activation(k) for k in range(6)},
        "loss": _choice("loss", ["cross-entropy", "squared error"]),
        "init": dropdown(say("init"), ["uniform", "glorot_uniform", "he_normal", "zeros"]),
        "weights": _small("weights", 0, 0, 99),
        "optimizer": _choice("optimizer", CHOICES["optimizer"]),
        "rate": _choice("learning_rate", CHOICES["rate"], 0.03),
        "batch": _whole("batch", 10, CHOICES["batch"][0], CHOICES["batch"][-1]),
        "penalty": _choice("penalty", CHOICES["penalty"]),
        "strength": _choice("strength", CHOICES["strength"]),
        "dropout": dropdown(say("dropout"), CHOICES["dropout"]),
        "features": memory("x1|x2", "x1|x2|x1²|x2²", "sin x1"),
        "own": memory("", "1.0,2.0,0 -1.0,-2.0,1 2.0,1.0,0 -2.0,-1.0,1", "0.0,0.0,0"),
        "columns": memory("", '[["age","pay"],[0.0,0.0],[1.0,1.0],["a","b"]]'),
        "changes": memory("", '[[0,"rate",0.03],[3,"rate",0.1]]', "[[0,0,2.5]]"),
        "other": memory(""),
        "unit": memory("", "1.0", "2.1"),
        "probe": memory("", "1.0,-2.0", "3.5,3.5"),
    }


def fits(control, value):
    """Whether a control can take a value that comes from JSON."""
    if hasattr(control, "options"):
        options = [o[1] if isinstance(o, tuple) else o for o in control.options]
        return value in options
    if hasattr(control, "min"):
        return type(value) is int and control.min <= value <= control.max
    return type(value) is type(control.value)


def _choice(name, options, value=None):
    """One of several options, on the stage."""
    return dropdown(say(name), options, value, UnseenChoice)


def _switch(name):
    """On or off, on the stage."""
    return looks.make(UnseenSwitch, False, description=say(name))


def _whole(name, value, low, high, step=1):
    """A whole number, on the stage."""
    return _unseen_number(say(name), value, low, high, step)


def _small(name, value, low, high):
    """A whole number to type or step, in the drawer."""
    options = dict(min=low, max=high, description=say(name))
    return NumberControl(value, whole=True, slider=False, **options)


def _units(k):
    """The control for the number of units in hidden layer k, counted from 0."""
    return _unseen_number(say("units_of", number=k + 1), UNITS[k], 1, 8)


def _unseen_number(label, value, low, high, step=1):
    options = dict(min=low, max=high, step=step, description=label, layout=looks.layout())
    return UnseenNumber(value, whole=True, **options)


def _activation(k):
    """The control for the activation of hidden layer k, counted from 0."""
    return dropdown(say("activation_of", number=k + 1), ACTIVATIONS, kind=UnseenChoice)
