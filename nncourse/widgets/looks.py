"""Layouts and styles that the widgets of a kernel share.

ipywidgets gives every widget a ``Layout`` of its own, and most a style as well. Of a playground's
widgets these would be more than half, and a page that is loaded again asks for each of them.
"""

import ipywidgets as widgets

from nncourse.widgets import jupyter_internals

LOOKS = {"shown": {}, "gone": {"display": "none"}, "hidden": {"visibility": "hidden"}}
_layouts = {}  # by the name of the look
_styles = {}  # by their class


def layout(look="shown"):
    """Return the Layout that widgets with this look share."""
    if not _layouts or not all(map(jupyter_internals.is_open, _layouts.values())):
        _layouts.update({name: _heard(widgets.Layout(**traits)) for name, traits in LOOKS.items()})
    return _layouts[look]


def own_layout(widget):
    """Return the Layout that belongs to this widget alone, or None."""
    return None if widget.layout in _layouts.values() else widget.layout


def make(kind, *args, **options):
    """Make a widget of ipywidgets whose layout and style, if it has one, are shared."""
    options.setdefault("layout", layout())
    if "style" in kind.class_trait_names():
        options["style"] = _style(kind.style.klass)
    return kind(*args, **options)


def give(widget, look):
    """Let a widget be "shown", or "gone", or "hidden" and keep its place.

    A view of anywidget does not notice that its widget has another layout, so such a widget needs
    one of its own.
    """
    own = own_layout(widget)
    if own is None:
        widget.layout = layout(look)
    else:
        for trait in ("display", "visibility"):
            setattr(own, trait, LOOKS[look].get(trait))


def _style(kind):
    if kind not in _styles or not jupyter_internals.is_open(_styles[kind]):
        _styles[kind] = _heard(kind())
    return _styles[kind]


def _heard(shared):
    """Let no page change it."""
    jupyter_internals.deliver([shared], lambda handle, message: handle(message))
    return shared
