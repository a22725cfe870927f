"""Everything of IPython, ipykernel and ipywidgets that is not their public interface.

Only this file touches it, so that a new release of theirs is met in one place. A test says so.
"""

from dataclasses import dataclass
from functools import partial

from IPython import get_ipython
from ipywidgets.widgets import widget as ipywidgets_widget

# What a reader moves. The rest of a control (its bounds, its options, its looks) is the course's
# own: a page that changes it is not listened to.
READERS = {"value", "index", "error"}


def open_widgets():
    """All widgets that are open, by model id."""
    return ipywidgets_widget._instances


def is_open(widget):
    """Whether the widget has a page to talk to; ``close`` ends that."""
    return widget.comm is not None


def open_again(widget):
    """Undo what ``close`` did to the widget's way of being displayed."""
    vars(widget).pop("_repr_mimebundle_", None)


def deliver(widgets, hand_over):
    """Have ``hand_over(work, message)`` decide where each message for ``widgets`` is handled.

    By default, ipywidgets handles it in the thread in which it arrives.
    """
    for widget in widgets:
        widget.comm.on_msg(partial(hand_over, partial(receive, widget)))


def receive(widget, message):
    """Handle a message from the page, of which only what a reader may move is believed."""
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


def is_click(message):
    """Whether a message says that one of ipywidgets' buttons was clicked."""
    data = message["content"]["data"]
    content = data.get("content")
    is_custom = data.get("method") == "custom" and isinstance(content, dict)
    return is_custom and content.get("event") == "click"


def on_cell_end(work):
    """Have ``work(cell)`` called after each cell; ``cell`` is its id, None if it has none.

    Gives whether there are cells: whether this runs in IPython.
    """
    shell = get_ipython()
    if shell is None:
        return False
    shell.events.register("post_run_cell", CellEnd(work))  # once: an equal one is not added
    return True


@dataclass(frozen=True)
class CellEnd:
    """Called by IPython after a cell."""

    work: callable

    def __call__(self, result):
        cell = result.info.cell_id
        self.work(_requested_cell() if cell is None else cell)


def _requested_cell():
    """The id of the cell that runs, from the request: Pyodide's kernel does not tell IPython."""
    kernel = getattr(get_ipython(), "kernel", None)
    if hasattr(kernel, "get_parent"):
        header = kernel.get_parent()
    else:
        header = getattr(kernel, "_parent_header", None)
    return ((header or {}).get("metadata") or {}).get("cellId")
