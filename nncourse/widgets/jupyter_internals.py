"""All uses of IPython, ipykernel and ipywidgets beyond their public interfaces.

They are in this file only, as a test checks, so that a new release affects one place.
"""

from dataclasses import dataclass
from functools import partial

from IPython import get_ipython
from ipywidgets.widgets import widget as ipywidgets_widget

# The traits that a reader changes. All others of a control (bounds, options, looks) are the
# course's: changes from a page are ignored.
READERS = {"value", "index", "error"}


def open_widgets():
    """All open widgets, by model id."""
    return ipywidgets_widget._instances


def is_open(widget):
    """Whether the widget has a comm to its pages; ``close`` removes it."""
    return widget.comm is not None


def open_again(widget):
    """Let a widget be displayed again after ``close``."""
    vars(widget).pop("_repr_mimebundle_", None)


def deliver(widgets, hand_over):
    """Let ``hand_over(work, message)`` decide in which thread a message for ``widgets`` is handled.

    By default, ipywidgets handles it in the thread in which it arrives. Here that is the one thread
    that the page asks for, so all come in the order in which they were sent. ipykernel 7.4 would
    choose, for each widget, the thread that last spoke to the page; there a click may wait until a
    cell has ended, and a number typed later would not.
    """
    for widget in filter(is_open, widgets):
        widget.comm.on_msg(partial(hand_over, partial(receive, widget)))
        widget.comm._reply_subshell_for = _as_asked


def _as_asked(data, subshell):
    """Return the thread that the page has asked for."""
    return subshell


def receive(widget, message):
    """Handle a message from the page, without changes of traits that are not in ``READERS``."""
    data = message["content"]["data"]
    if data.get("method") == "update":
        state = {name: data["state"][name] for name in READERS & data["state"].keys()}
        paths = [path for path in data.get("buffer_paths", []) if path[0] in state]
        buffers = [
            buffer
            for path, buffer in zip(
                data.get("buffer_paths", []), message.get("buffers", []), strict=False
            )
            if path[0] in state
        ]
        content = {"data": data | {"state": state, "buffer_paths": paths}}
        message = message | {"content": message["content"] | content, "buffers": buffers}
    widget._handle_msg(message)


def on_cell_end(work):
    """Have ``work(cell)`` called after each cell, with the cell's id, or None if it has none.

    Return whether this runs in IPython, where there are cells.
    """
    shell = get_ipython()
    if shell is None:
        return False
    shell.events.register("post_run_cell", CellEnd(work))  # an equal one is not added twice
    return True


@dataclass(frozen=True)
class CellEnd:
    """A callback for IPython, called after each cell."""

    work: callable

    def __call__(self, result):
        cell = result.info.cell_id
        self.work(_requested_cell() if cell is None else cell)


def _requested_cell():
    """The running cell's id, from the request: Pyodide's kernel does not pass it to IPython."""
    kernel = getattr(get_ipython(), "kernel", None)
    if hasattr(kernel, "get_parent"):
        header = kernel.get_parent()
    else:
        header = getattr(kernel, "_parent_header", None)
    return ((header or {}).get("metadata") or {}).get("cellId")
