"""What an explorer declares its controls with: name → one of these."""

import ipywidgets as widgets

from nncourse.widgets.number_control import NumberControl


def slider(label, value, low, high, step=0.1):
    """A number from ``low`` to ``high``, dragged or typed."""
    return NumberControl(value, min=low, max=high, step=step, description=label)


def whole_number(label, value, low, high):
    """A whole number from ``low`` to ``high``."""
    return NumberControl(value, whole=True, min=low, max=high, description=label)


def number_box(label, value, low, high, step=0.1):
    """A number from ``low`` to ``high`` that is typed; for what is dragged in the picture."""
    options = dict(min=low, max=high, step=step, description=label)
    return NumberControl(value, slider=False, **options)


def text_box(label, *examples):
    """A short text that is typed, empty at the start; ``examples`` are others, for tests."""
    width = widgets.Layout(max_width="220px")
    control = widgets.Text("", continuous_update=False, description=label, layout=width)
    control.examples = ("", *examples)
    return control


def sentence(label, options):
    """A text that is typed; ``options`` are proposed, the first of them stands at the start."""
    control = widgets.Combobox(
        value=options[0], options=options, description=label, ensure_option=False
    )
    control.examples = options  # for tests: it takes any other text as well
    control.add_class("nncourse-wide")
    return control


def dropdown(label, options, value=None):
    """One of ``options``; ``value`` or the first at the start."""
    value = options[0] if value is None else value
    return widgets.Dropdown(options=options, value=value, description=label)


def switch(label):
    """On or off."""
    return widgets.Checkbox(False, description=label, indent=False)


def timeline(label, last, stride=1, seconds=1 / 30):
    """A step from 0 to ``last``, with buttons that play it: ``stride`` steps a frame, and at least
    ``seconds`` from one frame to the next.
    """
    control = NumberControl(0, whole=True, min=0, max=last, description=label)
    control.stride, control.seconds = stride, seconds
    return control


def memory(value, *examples):
    """Text that no one sees, for what is drawn or clicked in the picture: so it is kept in the
    state. ``examples`` are other values, for tests.
    """
    control = widgets.Text(value, continuous_update=False, layout=dict(display="none"))
    control.examples, control.unseen = (value, *examples), True
    return control
