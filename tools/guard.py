"""Refuse requests for other hosts or from other sites, and malformed messages, in a class."""

from itertools import pairwise
from urllib.parse import urlsplit

from tornado.httputil import split_host_and_port
from tornado.routing import Matcher
from tornado.web import HTTPError, RequestHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from nncourse.messages import say

PROTOCOL = "v1.kernel.websocket.jupyter.org"  # with any other, Voilà misreads, and hangs
MOST_WEBSOCKETS = 4  # to one kernel; a page opens one
LEAST_OFFSETS = 6  # in a message: the channel, its four parts, the end
MOST_OFFSETS = 1000  # the same, with many buffers
NUMBER = 8  # bytes


class AnotherHost(Matcher):
    """Matches requests for a host name that is not this server's.

    Otherwise a foreign page could point its own host name at this server and read the answers.
    """

    def __init__(self, hosts):
        self.hosts = hosts

    def match(self, request):
        """Return {} for a request that matches, else None, as tornado wants it."""
        host, _ = split_host_and_port(request.headers.get("Host", "").lower())
        return None if host in self.hosts else {}


class AnotherSite(Matcher):
    """Matches requests from another site's page, unless a reader follows a link on it."""

    def match(self, request):
        """Return {} for a request that matches, else None, as tornado wants it."""
        host = request.headers.get("Host", "").lower()
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin.lower()).netloc != host:
            return {}
        is_document = request.headers.get("Sec-Fetch-Dest") == "document"
        follows_link = is_document and request.method == "GET"
        return None if follows_link or comes_from_here(request, otherwise=True) else {}


def comes_from_here(request, otherwise):
    """Whether a request comes from this server's own page, or was typed by the reader.

    Browsers tell this only to servers on the same computer; on others, return ``otherwise``.
    """
    site = request.headers.get("Sec-Fetch-Site")
    return otherwise if site is None else site in ("same-origin", "none")


class Refused(RequestHandler):
    """Answers a request with status 403 and the sentence ``key``."""

    def initialize(self, key):
        self.key = key

    def prepare(self):
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(say(self.key))


class Websocket(VoilaKernelWebsocketHandler):
    """Voilà's handler, restricted to clients that keep to the protocol: others could hang it."""

    async def get(self, kernel_id):
        """Refuse other protocols, and more websockets than a page needs."""
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in map(str.strip, offered.split(",")):
            raise HTTPError(400)
        if self.kernel_manager.connections(kernel_id) >= MOST_WEBSOCKETS:
            raise HTTPError(503)
        await super().get(kernel_id)

    def write_error(self, status_code, **details):
        """Send only the status, since no page would show more."""
        self.finish()

    def on_message(self, message):
        """Pass a message on; close the connection if the message cannot be read."""
        if not is_message(message):
            self.close(1002)
            return
        try:
            super().on_message(message)
        except (ValueError, TypeError, KeyError, AssertionError):  # its header is invalid
            self.close(1002)


def is_message(message):
    """Whether a message begins as the protocol requires.

    It begins with the number of its offsets, followed by the offsets, 8 bytes each. They must not
    descend, and must lie within the message.
    """
    if not isinstance(message, bytes):
        return False
    count = int.from_bytes(message[:NUMBER], "little")
    start = NUMBER * (1 + count)
    if not LEAST_OFFSETS <= count <= MOST_OFFSETS or start > len(message):
        return False
    places = range(NUMBER, start, NUMBER)
    offsets = [int.from_bytes(message[at : at + NUMBER], "little") for at in places]
    return all(low <= high for low, high in pairwise([start, *offsets, len(message)]))
