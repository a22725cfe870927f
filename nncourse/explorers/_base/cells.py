"""What a cell has shown is closed when the cell runs again: its figure, controls and tasks."""

from IPython import get_ipython

_run = []  # shown so far by the cell that runs now
_shown = {}  # cell: what its last run has shown


def shows(widget):
    """Say that the cell that runs now shows ``widget``."""
    shell = get_ipython()
    if shell is None:
        return
    if _sweep not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _sweep)
    _run.append(widget)


def _sweep(result):
    """Close what the earlier run of this cell has shown and no cell shows any more."""
    cell, now = result.info.cell_id, _run.copy()
    _run.clear()
    if cell is None:  # a console, or a notebook that is only executed from end to end
        return
    before, _shown[cell] = _shown.get(cell, []), now
    visible = {id(widget) for widgets in _shown.values() for widget in widgets}
    for widget in before:
        if id(widget) not in visible:
            widget.close()
