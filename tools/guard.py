"""Who may ask the class's server for what: hosts, other sites, and messages as they are to be."""

from itertools import pairwise
from urllib.parse import urlsplit

from tornado.httputil import split_host_and_port
from tornado.routing import Matcher
from tornado.web import HTTPError, RequestHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from nncourse.messages import say

PROTOCOL = "v1.kernel.websocket.jupyter.org"  # in another one Voilà misreads, and hangs
MOST_WEBSOCKETS = 4  # to one kernel; a page has one
LEAST_OFFSETS = 6  # of a message: the channel, its four parts, the end
NUMBER = 8  # bytes


class AnotherHost(Matcher):
    """The requests for a host that this server was not told to be.

    Else a foreign page could have its own name lead to this server, and read what it answers.
    """

    def __init__(self, hosts):
        self.hosts = hosts

    def match(self, request):
        """Return what tornado wants to know of a request that matches: nothing; else None."""
        host, _ = split_host_and_port(request.headers.get("Host", "").lower())
        return None if host in self.hosts else {}


class AnotherSite(Matcher):
    """The requests that a page of another site makes, unless a reader follows a link there."""

    def match(self, request):
        """Return what tornado wants to know of a request that matches: nothing; else None."""
        headers = request.headers
        origin = headers.get("Origin")
        if (
            origin is not None
            and urlsplit(origin.lower()).netloc != headers.get("Host", "").lower()
        ):
            return {}
        follows = headers.get("Sec-Fetch-Dest") == "document" and request.method == "GET"
        return None if comes_from_here(request, otherwise=True) or follows else {}


def comes_from_here(request, otherwise):
    """Whether a page of this server, or the reader by hand, makes a request.

    Browsers say so where the address is this computer's own; ``otherwise`` holds where they do not.
    """
    site = request.headers.get("Sec-Fetch-Site")
    return otherwise if site is None else site in ("same-origin", "none")


class Refused(RequestHandler):
    """Answers a request that is not for this server: 403, and the sentence of that ``key``."""

    def initialize(self, key):
        self.key = key

    def prepare(self):
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(say(self.key))


class Websocket(VoilaKernelWebsocketHandler):
    """Voilà's, for those alone who keep to the protocol: any other could hang the server."""

    async def get(self, kernel_id):
        """Refuse another protocol, and one more websocket than a page can want."""
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in map(str.strip, offered.split(",")):
            raise HTTPError(400)
        if self.kernel_manager.connections(kernel_id) >= MOST_WEBSOCKETS:
            raise HTTPError(503)
        await super().get(kernel_id)

    def write_error(self, status_code, **details):
        """Send the status alone: there is no page that would show more."""
        self.finish()

    def on_message(self, message):
        """Hand a message on; after one that cannot be read, close the connection."""
        if not is_message(message):
            self.close(1002)
            return
        try:
            super().on_message(message)
        except (ValueError, TypeError, KeyError, AssertionError):  # its header is none
            self.close(1002)


def is_message(message):
    """Whether bytes begin as the protocol has it: the count of offsets, then as many offsets, 8
    bytes each, which do not descend and lie within the message.
    """
    if not isinstance(message, bytes):
        return False
    count = int.from_bytes(message[:NUMBER], "little")
    start = NUMBER * (1 + count)
    if count < LEAST_OFFSETS or start > len(message):
        return False
    places = range(NUMBER, start, NUMBER)
    offsets = [int.from_bytes(message[at : at + NUMBER], "little") for at in places]
    return all(low <= high for low, high in pairwise([start, *offsets, len(message)]))
