"""Open JupyterLab at the first chapter; run by .venv's Python, with arguments for JupyterLab."""

import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USUAL_PORT = 8888


def main(arguments):
    """Become JupyterLab, which then gets Ctrl-C and everything else first-hand."""
    options = [
        f"--ServerApp.port={choose_port(os.environ.get('PORT'))}",
        "--ServerApp.port_retries=0",  # the port was chosen here
        f"--ServerApp.root_dir={ROOT}",
        f"--ServerApp.allow_root={hasattr(os, 'geteuid') and os.geteuid() == 0}",
        "--LabApp.news_url=None",  # nothing is to pop up over a first chapter
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    first = map(str, sorted(ROOT.glob("notebooks/*.ipynb"))[:1])
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *first, *options, *arguments])


def choose_port(asked):
    """Return the port that was asked for, or the first free one; stop if the former cannot be."""
    usual = next(port for port in range(USUAL_PORT, 65536) if not obstacle(port))
    if not asked and usual != USUAL_PORT:
        print(f"Port {USUAL_PORT} is in use, so JupyterLab opens at port {usual}.", flush=True)
    port = asked or str(usual)
    if not (port.isdecimal() and 1 <= int(port) <= 65535):
        sys.exit(f"PORT={port} is no port: choose 1 to 65535, as in `make lab PORT=8900`.")
    if why := obstacle(int(port)):
        sys.exit(f"Port {port} cannot be used ({why}); another can: `make lab PORT={usual}`.")
    return int(port)


def obstacle(port):
    """Return why no server can listen at a port, or nothing."""
    with socket.socket() as probe:  # which, as JupyterLab, takes a port left a moment ago
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.strerror


if __name__ == "__main__":
    main(sys.argv[1:])
