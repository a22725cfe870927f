"""Close what a cell has shown when the cell runs again: its figure, controls and tasks."""

from nncourse.widgets import jupyter_internals

_run = []  # shown so far by the cell that runs now
_shown = {}  # cell: what its last run has shown


def shows(widget):
    """Say that the cell that runs now shows ``widget``."""
    if jupyter_internals.on_cell_end(_sweep):
        _run.append(widget)


def _sweep(cell):
    """Close what the earlier run of ``cell`` has shown and no cell shows any more."""
    now = _run.copy()
    _run.clear()
    if cell is None:  # a console, or a notebook that is only executed from end to end
        return
    before = _shown.get(cell, [])
    _shown[cell] = now
    visible = {id(widget) for widgets in _shown.values() for widget in widgets}
    for widget in before:
        if id(widget) not in visible:
            widget.close()
