"""The kernel of the live pages: IPython in Pyodide, in a worker of the page (site/live/worker.js).

The worker imports this module, calls ``start``, and then calls ``run`` for each cell and
``receive`` for each message of a widget. What happens is posted to the page as messages, which are
dicts with a ``kind``; ``post_with`` says who posts them.
"""

import base64
import builtins
import sys
from io import TextIOBase

# First, since it changes what IPython imports
from nncourse.jupyter.in_pyodide import imports_of as imports_of

# isort: split
import comm
import comm.base_comm
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from pyodide.ffi import to_js
from traitlets.config import Config

from nncourse.messages import say

_posters = []  # the page's function that takes messages; one


def post_with(poster):
    """Let ``poster``, a function of JavaScript, take all messages from now on."""
    _posters[:] = [poster]


def post(kind, **message):
    """Send a message to the page, as an object of JavaScript."""
    import js

    streams.flush()
    content = {"kind": kind, **message}
    _posters[0](to_js(content, dict_converter=js.Object.fromEntries))


class Streams:
    """What a cell prints, collected, so that a thousand short lines are few messages."""

    MOST = 1000  # characters that wait

    def __init__(self):
        self.waiting = []

    def write(self, name, text):
        self.waiting.append((name, text))
        if sum(len(text) for _, text in self.waiting) > self.MOST:
            self.flush()

    def flush(self):
        waiting = self.waiting
        self.waiting = []
        for name, text in waiting:
            post("stream", name=name, text=text)


streams = Streams()


class Stream(TextIOBase):
    """stdout or stderr: a file that the page shows."""

    encoding = "utf-8"

    def __init__(self, name):
        super().__init__()
        self.name = name

    def writable(self):
        return True

    def write(self, text):
        streams.write(self.name, text)
        return len(text)

    def flush(self):
        streams.flush()


def encoded(data):
    """A MIME bundle with its pictures in base64, as notebooks store them."""
    return {
        kind: base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content
        for kind, content in data.items()
    }


class PageDisplayHook(DisplayHook):
    """Shows the value of a cell's last line on the page."""

    def write_output_prompt(self):
        """Print no prompt."""

    def write_format_data(self, format_dict, md_dict=None):
        post("display", data=encoded(format_dict), metadata=md_dict or {}, is_result=True)

    def finish_displayhook(self):
        """Print no line feed."""


class PageDisplayPublisher(DisplayPublisher):
    """Shows what a cell displays on the page."""

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **kw):
        display_id = (transient or {}).get("display_id", "")
        content = {"data": encoded(data), "metadata": metadata or {}}
        post("display", **content, display_id=display_id, is_update=update, is_result=False)

    def clear_output(self, wait=False):
        post("clear", wait=wait)


class PageShell(InteractiveShell):
    """IPython whose outputs go to the page."""

    def _showtraceback(self, etype, evalue, stb):
        post("error", name=etype.__name__, value=str(evalue), traceback=[str(part) for part in stb])

    def ask_exit(self):
        """Go on, where `exit()` would end a kernel: the page has a button for that."""
        print(say("no_exit"))

    def enable_gui(self, gui=None):
        """Let everything happen in the page: there is no other window."""


class PageComm(comm.base_comm.BaseComm):
    """A line from a widget to its model in the page."""

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        post(
            msg_type,
            comm_id=self.comm_id,
            target_name=self.target_name,
            data=data or {},
            metadata=metadata or {},
            buffers=[bytes(buffer) for buffer in buffers or []],
        )


_manager = comm.base_comm.CommManager()
comm.create_comm = PageComm
comm.get_comm_manager = lambda: _manager


def _no_input(prompt=""):
    """Stand in for ``input``: a worker cannot wait for an answer."""
    raise RuntimeError(say("no_input"))


def start():
    """Make the shell, and let its outputs go to the page."""
    builtins.input = _no_input
    sys.stdout = Stream("stdout")
    sys.stderr = Stream("stderr")
    config = Config()
    config.HistoryManager.enabled = False  # no database
    config.InteractiveShell.ast_node_interactivity = "last_expr"
    shell = PageShell.instance(
        config=config,
        displayhook_class=PageDisplayHook,
        display_pub_class=PageDisplayPublisher,
        colors="Linux",
    )
    from nncourse.jupyter import notes

    notes.install()
    return shell


async def run(code, cell):
    """Run a cell as ipykernel does; return whether it ended without an error."""
    shell = PageShell.instance()
    problem = None
    try:
        transformed = shell.transform_cell(code)
    except Exception:
        transformed = code
        problem = sys.exc_info()
    result = await shell.run_cell_async(
        code,
        store_history=True,
        transformed_cell=transformed,
        preprocessing_exc_tuple=problem,
        cell_id=cell,
    )
    shell.events.trigger("post_execute")
    shell.events.trigger("post_run_cell", result)
    streams.flush()
    return result.success


def receive(comm_id, data, buffers):
    """Hand a message from the page to its widget."""
    content = {"comm_id": comm_id, "data": data.to_py()}
    message = {"content": content, "buffers": [buffer.to_py() for buffer in buffers]}
    _manager.comm_msg(None, None, message)
    streams.flush()
