"""The thread in which cells run, the only one that changes figures."""

import asyncio
import threading
from functools import partial


class Home:
    """The thread that created this object, and its event loop.

    JupyterLab delivers messages in another thread, but matplotlib can draw in only one thread at a
    time. Outside a kernel there is no loop; work is then done at once, in the calling thread.
    """

    def __init__(self):
        self.thread = threading.get_ident()
        self.loop = _running_loop()

    def do(self, work, *args):
        """Call ``work(*args)`` at home: now, or as soon as the cell that runs there has ended.

        Calls from one thread keep their order.
        """
        if threading.get_ident() == self.thread or self.loop is None:
            work(*args)
        else:
            self.loop.call_soon_threadsafe(work, *args)

    def do_later(self, seconds, work, *args):
        """Call ``work(*args)`` at home after ``seconds``; outside a kernel at once."""
        if self.loop is None:
            work(*args)
        else:
            self.loop.call_soon_threadsafe(self.loop.call_later, seconds, partial(work, *args))


def _running_loop():
    """The kernel's event loop, or None outside a kernel."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
