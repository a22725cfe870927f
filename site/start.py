"""Show these pages in a browser: `python start.py`. It needs nothing but Python, and no network."""

import sys
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}


class Pages(SimpleHTTPRequestHandler):
    """Gives files, with types that do not depend on this computer's settings."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}

    def log_message(self, *arguments):
        """Say nothing about each file."""


def server(port=0):
    """A server of these pages for this computer alone; port 0 takes any that is free."""
    folder = str(Path(__file__).resolve().parent)
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Pages, directory=folder))


def main():
    """Serve the pages until Ctrl-C; `--no-browser` opens none."""
    with server() as pages:
        address = f"http://127.0.0.1:{pages.server_port}/"
        print(f"The course is at {address}. Ctrl-C ends it.", flush=True)
        if "--no-browser" not in sys.argv:
            webbrowser.open(address)
        try:
            pages.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
