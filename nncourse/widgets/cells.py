"""When a cell runs again, close the figures, questions, controls and tasks it showed before."""

from nncourse.widgets import jupyter_internals

_run = []  # widgets shown so far by the running cell
_shown = {}  # cell: the widgets that its last run showed


def shows(widget):
    """Record that the running cell shows ``widget``."""
    if jupyter_internals.on_cell_end(_sweep):
        _run.append(widget)


def _sweep(cell):
    """Close the widgets that ``cell`` showed in its last run and no cell shows any more."""
    now = _run.copy()
    _run.clear()
    if cell is None:  # a console, or a notebook run from end to end without a page
        return
    before = _shown.get(cell, [])
    _shown[cell] = now
    visible = {id(widget) for widgets in _shown.values() for widget in widgets}
    for widget in before:
        if id(widget) not in visible:
            widget.close()
