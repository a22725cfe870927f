"""Serve these pages: `python start.py`. It needs nothing but Python, and no network.

`--room` lets all computers in the room open them. Every file here is meant for everybody, and the
server only reads: it does not matter who asks, from which site, or under which host name. It serves
the files of its own folder and nothing else. A visitor who asks for nothing, takes nothing or opens
many connections cannot keep the others out.
"""

import argparse
import gzip
import io
import re
import socket
import socketserver
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
TEXTS = (".css", ".html", ".ipynb", ".js", ".json", ".mjs", ".svg", ".txt")  # sent compressed
# Their names change with their contents, so a browser may keep them for a year without asking. On a
# server without https, browsers have no other place to keep Python
LASTING = re.compile(r"/live/(chunk-\w{8}\.js|.+-[0-9a-f]{12}\.\w+|.+\.whl|openblas-.+\.zip)$")
FOR_A_YEAR = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"  # keep it, but ask whether it has changed
MOST = 400  # connections at once; a class of thirty opens at most 200
FILES = 3 * MOST  # that may be open then
PATIENCE = 30  # seconds for a request to come, and for the next part of an answer to be taken

ALONE = (
    "The course is at {address} for this computer alone (Ctrl-C ends it); `{room}` lets a class in."
)
ROOM = (
    "Give your class the address {address} (Ctrl-C ends it).\n"
    "As long as this runs, everybody in the same network can open the course there."
)
NO_PORT = "Port {port} cannot be used ({why}): choose another, as in `--port {other}`."
WRONG = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{sentence}</title><p>{sentence} <a href="/">All chapters</a></p></html>
"""
SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is no such page.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This server only gives pages, and takes nothing.",
}


class Pages(SimpleHTTPRequestHandler):
    """Gives a folder's files, with types that do not depend on this computer's settings."""

    protocol_version = "HTTP/1.1"  # one connection for many files
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}
    timeout = PATIENCE
    disable_nagle_algorithm = True  # else the end of a small file waits

    def handle_one_request(self):
        """Wait for a request, and answer it."""
        self.server.waits(self.connection)
        super().handle_one_request()

    def parse_request(self):
        """Read a request; return whether it can be answered."""
        is_read = super().parse_request()
        self.server.waits_no_more(self.connection)
        return is_read

    def own_file(self, address):
        """The file that an address names; None if it is not in the folder of the pages."""
        folder = Path(self.directory).resolve()
        try:
            path = Path(self.translate_path(address))
            path = (path / "index.html" if address.endswith("/") else path).resolve()
            is_own = path.is_relative_to(folder) and path.is_file()
        except (OSError, ValueError):  # a name that is too long, or has a zero byte
            return None
        return path if is_own else None

    def send_head(self):
        """Send the status and the headers; return the body as an open file, if there is one."""
        address = re.split("[?#]", self.path)[0]
        path = self.own_file(address)
        if path:
            return self.send_headers(path, address)
        if self.own_file(f"{address}/"):
            self.send_moved(f"{address.rpartition('/')[2]}/")  # else its links would lead elsewhere
        else:
            self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def send_moved(self, location):
        """Send a visitor to another address."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_headers(self, path, address):
        """Send a file's headers, and return its body; of what a browser has already, no body."""
        status = path.stat()
        is_packed = path.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", "")
        tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}{"-packed" if is_packed else ""}"'
        is_known = tag in self.headers.get("If-None-Match", "")
        body = packed(path, status.st_mtime_ns) if is_packed else b""
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Cache-Control", FOR_A_YEAR if LASTING.search(address) else ASK_FIRST)
        if not is_known:
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Length", str(len(body) if is_packed else status.st_size))
        if is_packed and not is_known:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if is_known:
            return None
        return io.BytesIO(body) if is_packed else path.open("rb")

    def send_error(self, code, message=None, explain=None):
        """Send a sentence in place of a page, and end the connection."""
        if code == HTTPStatus.NOT_IMPLEMENTED:  # what http.server says of a method it does not know
            code = HTTPStatus.METHOD_NOT_ALLOWED
        sentence = SENTENCES.get(code, f"{HTTPStatus(code).phrase}.")
        body = WRONG.format(sentence=sentence).encode()
        self.send_response(code)
        if code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Connection", "close")
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing about each file."""


packing = threading.Lock()


def packed(path, changed):
    """A file's text, compressed; done once, whoever else asks for it meanwhile."""
    with packing:
        return _packed(path, changed)


@lru_cache(maxsize=1000)
def _packed(path, changed):
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Server(ThreadingHTTPServer):
    """Answers many visitors at once, each in a thread of its own.

    A connection whose request does not come in time is ended. If there are too many connections,
    those that have waited longest are ended, which a browser that still needs one does not notice.
    """

    request_queue_size = 128
    most = MOST

    def __init__(self, address, folder):
        self.waiting = {}  # connections to the moments since when their requests have been awaited
        self.answering = set()  # connections that are being answered
        self.lock = threading.Lock()
        super().__init__(address, partial(Pages, directory=str(folder)))

    def server_bind(self):
        """Take the port, but ask no name server for this computer's name, which can take long."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def process_request(self, request, client_address):
        """Begin to answer a new connection; make room for it first, if need be."""
        with self.lock:
            if len(self.waiting) + len(self.answering) >= self.most and self.waiting:
                self.end(min(self.waiting, key=self.waiting.get))
            is_full = len(self.waiting) + len(self.answering) >= self.most
            if not is_full:
                self.waiting[request] = time.monotonic()
        if is_full:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def end(self, connection):
        """End a connection that waits; its thread then comes to its end."""
        self.waiting.pop(connection, None)
        with suppress(OSError):  # the visitor was faster
            connection.shutdown(socket.SHUT_RDWR)

    def waits(self, connection):
        """Note that a connection's next request is awaited from now on."""
        with self.lock:
            self.answering.discard(connection)
            self.waiting[connection] = time.monotonic()

    def waits_no_more(self, connection):
        """Note that a connection's request is there."""
        with self.lock:
            if self.waiting.pop(connection, None) is not None:
                self.answering.add(connection)

    def shutdown_request(self, request):
        """Close a connection, and forget it."""
        with self.lock:
            self.waiting.pop(request, None)
            self.answering.discard(request)
        super().shutdown_request(request)

    def service_actions(self):
        """End the connections that have waited too long; called twice a second."""
        latest = time.monotonic() - Pages.timeout
        with self.lock:
            for connection in [one for one, since in self.waiting.items() if since < latest]:
                self.end(connection)

    def handle_error(self, request, client_address):
        """Say nothing of visitors who leave before they have everything."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def server_close(self):
        """Give the port back, and end all connections that wait."""
        super().server_close()
        with self.lock:
            for connection in list(self.waiting):
                self.end(connection)


def server(port=0, folder=HERE, in_room=False):
    """A server of a folder, for this computer or for its network; port 0 takes any that is free."""
    return Server(("" if in_room else "127.0.0.1", port), folder)


def own_address():
    """This computer's address in its network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing, but chooses the interface
        except OSError:
            return socket.gethostname()
        return probe.getsockname()[0]


def raise_file_limit():
    """Let this process have as many files open as its connections may need, if it is allowed to."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= FILES:
        return
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def main(arguments=None, folder=HERE, room="python start.py --room"):
    """Serve the pages until Ctrl-C; ``room`` is what one types to let others in."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--room", action="store_true", help="let other computers in")
    parser.add_argument("--port", type=int, default=0, help="the port; else any that is free")
    parser.add_argument("--page", default="", help="the page to begin with, as zh/")
    parser.add_argument("--no-browser", action="store_true", help="open no browser here")
    given = parser.parse_args(arguments)
    raise_file_limit()
    try:
        pages = server(given.port, folder, given.room)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "ports go from 1 to 65535"
        return NO_PORT.format(port=given.port, why=why, other=8866)
    with pages:
        here = f"http://127.0.0.1:{pages.server_port}/{given.page}"
        there = f"http://{own_address()}:{pages.server_port}/{given.page}"
        said = ROOM.format(address=there) if given.room else ALONE.format(address=here, room=room)
        print(said, flush=True)
        if not given.no_browser:
            webbrowser.open(here)
        try:
            pages.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
