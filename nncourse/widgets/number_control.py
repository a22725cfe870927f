"""A control for a number that a reader drags, types or steps.

ipywidgets' sliders are not used. Their number is an editable ``div``: in JupyterLab it loses the
focus and passes keys to the notebook, and Tab never leaves it. They also round a computed or typed
value to the nearest step and send it back to the kernel.
"""

import math
import numbers

import anywidget
import traitlets

from nncourse.messages import say, unfilled
from nncourse.widgets.scripts import script, style


class NumberControl(anywidget.AnyWidget):
    """A number from ``min`` to ``max``, typed or, with ``slider``, also dragged.

    ``step`` is the change per arrow key; a value between two steps stays as it is. If ``whole``,
    the value is an int, else a float. A value out of bounds becomes the nearer bound. A screen
    reader says ``unit``, such as "cm", after the value.

    Raises TraitError for a value that is not a finite number, or for ``min`` above ``max``.
    """

    _esm = script("number_control.js")
    _css = style("number_control.css")
    value = traitlets.TraitType(0).tag(sync=True)  # checked below
    min = traitlets.Union([traitlets.Int(), traitlets.Float()], default_value=0).tag(sync=True)
    max = traitlets.Union([traitlets.Int(), traitlets.Float()], default_value=100).tag(sync=True)
    step = traitlets.Union([traitlets.Int(), traitlets.Float()], default_value=1).tag(sync=True)
    whole = traitlets.Bool(False).tag(sync=True)
    slider = traitlets.Bool(True).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)  # the page's advice on invalid input

    def __init__(self, value, **options):
        words = {"number": unfilled("type_a_number"), "whole": unfilled("type_a_whole_number")}
        bounds = {name: options.pop(name) for name in ("whole", "max", "min") if name in options}
        super().__init__(words=words)
        for name, bound in bounds.items():
            setattr(self, name, bound)
        self.value = value
        for name, option in options.items():
            setattr(self, name, option)

    @traitlets.validate("value")
    def _check_value(self, proposal):
        value = proposal["value"]
        is_number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            raise traitlets.TraitError(say("not_a_number_here", value=repr(value)[:40]))
        value = min(max(value, self.min), self.max)
        return round(value) if self.whole else float(value)

    @traitlets.validate("min", "max")
    def _check_bounds(self, proposal):
        low = proposal["value"] if proposal["trait"].name == "min" else self.min
        high = proposal["value"] if proposal["trait"].name == "max" else self.max
        if low > high:
            raise traitlets.TraitError(say("bounds_crossed", low=low, high=high))
        return proposal["value"]

    @traitlets.observe("min", "max")
    def _move_inside(self, change):
        self.value = min(max(self.value, self.min), self.max)
