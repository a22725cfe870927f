"""Choose the port on which a server of the course listens."""

import os
import socket
import sys


def choose_port(asked, usual, what, make):
    """Return the port asked for, else the first free one; exit if the port cannot be used."""
    free = next(port for port in range(usual, 65536) if not obstacle(port))
    if not asked and free != usual:
        print(f"Port {usual} is in use, so {what} at port {free}.", flush=True)
    port = asked or str(free)
    if not (port.isdecimal() and 1 <= int(port) <= 65535):
        sys.exit(f"PORT={port} is no port: choose 1 to 65535, as in `{make} PORT={usual + 12}`.")
    if why := obstacle(int(port)):
        sys.exit(f"Port {port} cannot be used ({why}); another can: `{make} PORT={free}`.")
    return int(port)


def obstacle(port):
    """Return why no server can listen on a port, or None."""
    with socket.socket() as probe:  # like Jupyter, reuse a port left a moment ago
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.strerror
