"""The controls that an explorer declares: name → one of these."""

import ipywidgets as widgets

from nncourse.messages import CannotShow, listed, named, say
from nncourse.widgets import looks
from nncourse.widgets.number_control import NumberControl
from nnlib.validate import checked_number

TEXTS = (widgets.Text, widgets.Combobox)


class Unseen:
    """A base for controls that no page shows as widgets. They open no comm, since a page that is
    loaded again asks for every widget that has one.
    """

    def open(self):
        """Open no comm."""


class Timeline(NumberControl):
    """A step from 0 to ``last``, with buttons that play it; an integer if ``stride`` is one.

    Playing advances ``stride`` steps per frame, and each frame lasts at least ``seconds``.
    """

    def __init__(self, label, last, stride=1, seconds=1 / 30):
        whole = isinstance(stride, int)
        options = dict(description=label) if whole else dict(description=label, step=stride)
        super().__init__(0, whole=whole, min=0, max=last, **options)
        self.stride = stride
        self.seconds = seconds


class TextBox(widgets.Text):
    """A typed text. It accepts any text; ``examples`` are values for tests."""

    def __init__(self, value, examples, **look):
        super().__init__(value, continuous_update=False, **look)
        self.examples = examples


class Memory(Unseen, TextBox):
    """A text that keeps in the state what is drawn or clicked in the picture."""


class SentenceBox(widgets.Combobox):
    """A typed text. It suggests ``options``, which serve tests as ``examples``."""

    def __init__(self, label, options, **look):
        words = dict(value=options[0], options=options, description=label)
        super().__init__(ensure_option=False, **words, **look)
        self.examples = options
        self.add_class("nncourse-wide")


def slider(label, value, low, high, step=0.1, unit=""):
    """A number from ``low`` to ``high``, dragged or typed."""
    return NumberControl(value, min=low, max=high, step=step, description=label, unit=unit)


def whole_number(label, value, low, high):
    """A whole number from ``low`` to ``high``."""
    return NumberControl(value, whole=True, min=low, max=high, description=label)


def number_box(label, value, low, high, step=0.1):
    """A typed number from ``low`` to ``high``, without a slider, dragged in the picture too."""
    options = dict(min=low, max=high, step=step, description=label)
    return NumberControl(value, slider=False, **options)


def text_box(label, *examples, placeholder=""):
    """A short typed text, empty at the start; ``examples`` are other values, for tests."""
    words = dict(description=label, placeholder=placeholder)
    return looks.make(TextBox, "", ("", *examples), **words)


def sentence(label, options):
    """A typed text; it suggests ``options`` and starts with the first of them."""
    return looks.make(SentenceBox, label, options)


def dropdown(label, options, value=None, kind=widgets.Dropdown):
    """One of ``options``; it starts with ``value``, or with the first. ``kind`` is its class.

    An option is a value, which the table of messages may name, or a pair of name and value.
    """
    pairs = [option if isinstance(option, tuple) else (named(option), option) for option in options]
    value = pairs[0][1] if value is None else value
    return looks.make(kind, options=pairs, value=value, description=label)


def switch(label):
    """On or off; it starts off."""
    return looks.make(widgets.Checkbox, False, description=label, indent=False)


def timeline(label, last, stride=1, seconds=1 / 30):
    """A step from 0 to ``last`` that can be played: see ``Timeline``."""
    return Timeline(label, last, stride, seconds)


def memory(value, *examples):
    """A text that no page shows, with ``examples`` of other values for tests: see ``Memory``."""
    return looks.make(Memory, value, (value, *examples))


def fitted(control, value, name, longest):
    """Return ``value`` as the control called ``name`` can hold it.

    A number beyond the control's bounds becomes the bound, as when you drag too far. Any other
    value that does not fit, such as NaN, an unknown option or a text of more than ``longest``
    characters, raises CannotShow.
    """
    if isinstance(control, NumberControl):
        try:
            number = checked_number(value, name, whole=control.whole)
        except ValueError as error:
            raise CannotShow(str(error)) from None
        return min(max(number, control.min), control.max)
    if isinstance(control, TEXTS):
        if not isinstance(value, str) or len(value) > longest:
            raise CannotShow(say("not_a_text", name=name, most=longest))
        return value
    known = options_of(control)
    if value not in known:
        words = listed(map(str, known))
        shown = repr(value)[:60]
        raise CannotShow(say("not_an_option", name=name, known=words, value=shown))
    return known[known.index(value)]  # True itself, not 1 or 1.0


def options_of(control):
    """All values of a control that offers a choice."""
    if isinstance(control, widgets.Checkbox):
        return [False, True]
    return [option[1] if isinstance(option, tuple) else option for option in control.options]
