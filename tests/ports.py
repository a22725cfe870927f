"""Ports for the servers and kernels that tests start.

Jupyter lets the system choose the five ports of a kernel, gives them back, and has the kernel take
them a second later; meanwhile the system may have given one to somebody else. These ports lie below
those from which Linux, macOS and Windows choose, and each process that runs tests has its own.
"""

import os
import socket
from itertools import cycle

from jupyter_client.connect import LocalPortCache

LOWEST, HIGHEST = 20_000, 32_000
APART = 101  # so many processes can have their own
_in_turn = cycle(range(LOWEST + os.getpid() % APART, HIGHEST, APART))


def free_port():
    """Return the next of this process's ports on which nobody listens."""
    for port in _in_turn:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


class KernelPorts(LocalPortCache):
    """Where Jupyter's kernel managers in this process get their ports from."""

    def find_available_port(self, ip):
        return free_port()
