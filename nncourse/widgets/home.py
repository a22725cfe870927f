"""The thread in which cells run: every change to a figure is made there, and nowhere else."""

import asyncio
import threading
from functools import partial


class Home:
    """The thread in which this was made, and its event loop.

    JupyterLab delivers messages in another thread, and matplotlib draws in one thread at a time.
    Outside a kernel there is no loop; work is then done at once, where it is asked for.
    """

    def __init__(self):
        self.thread = threading.get_ident()
        self.loop = _running_loop()

    def do(self, work, *args):
        """Do ``work(*args)`` at home: now, or as soon as the cell that runs there has ended.

        What one thread asks for is done in the order in which it asked.
        """
        if threading.get_ident() == self.thread or self.loop is None:
            work(*args)
        else:
            self.loop.call_soon_threadsafe(work, *args)

    def do_later(self, seconds, work, *args):
        """Do ``work(*args)`` at home, in so many seconds; outside a kernel at once."""
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
