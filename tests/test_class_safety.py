"""Attacks on what `make class` serves: each is refused, and the others' pages go on."""

import asyncio
import json
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from shutil import copy

import nbformat
import pytest
import room
from browser import ROOT
from classroom_server import notebook, serve, small_course
from guard import MOST_WEBSOCKETS, PROTOCOL, is_message
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from websocket import WebSocket, WebSocketBadStatusException

from nncourse.messages import say

LIMIT = 30  # seconds for anything
CHAPTER = "/voila/render/01_small.ipynb"
SECRET = "the teacher's own"
PLACES = 3  # for pages of the chapter
CELLS = [
    """
import os, sys
print("threads", os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"])
print("path", [place for place in sys.path if place.endswith("tools")])""",
    """
try:
    too_much = bytearray(3 * 2**30)
except MemoryError:
    print("refused memory")""",
    "import ipywidgets\nslider = ipywidgets.IntSlider()\nslider",
]


class Visitor:
    """Somebody who asks a server by hand, with whatever headers."""

    def __init__(self, served):
        self.served = served
        self.port = int(served.address.rstrip("/").rpartition(":")[2])
        _, cookies, _ = self.ask("/")
        self.cookie = re.search(r"_xsrf=[^;]+", cookies)[0]

    def ask(self, path, method="GET", body=None, **headers):
        """The status of an answer, its cookies, and its text; underscores stand for hyphens."""
        connection = HTTPConnection("localhost", self.port, timeout=LIMIT)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(connection):
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        return answer.status, "\n".join(answer.headers.get_all("Set-Cookie", [])), text

    def open_page(self):
        """Open the chapter: the status, and the text."""
        status, _, text = self.ask(CHAPTER, Cookie=self.cookie)
        return status, text

    def close_page(self, text):
        """Close a page, as its own script does."""
        token = self.cookie.partition("=")[2]
        path = "/voila/api/shutdown/" + kernel_of(text)
        status, *_ = self.ask(path, "POST", "", Cookie=self.cookie, X_XSRFToken=token)
        assert status == 204

    @contextmanager
    def connected(self, kernel, session=None, **options):
        """A websocket to a kernel."""
        address = f"ws://localhost:{self.port}/api/kernels/{kernel}/channels"
        name = (session or Session()).session
        websocket = WebSocket()
        websocket.settimeout(LIMIT)
        try:
            websocket.connect(f"{address}?session_id={name}", **options)
            yield websocket
        finally:
            websocket.shutdown()

    def refused(self, kernel, **options):
        """The status with which a websocket to a kernel is refused."""
        with (
            pytest.raises(WebSocketBadStatusException) as refusal,
            self.connected(kernel, **options),
        ):
            pass
        return refusal.value.status_code


def kernel_of(text):
    """The id of a page's kernel."""
    return re.search(r'"kernelId": "([0-9a-f-]{36})"', text)[1]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    """Somebody before a server that has room for a few pages, and much that is no chapter."""
    course = tmp_path_factory.mktemp("class")
    small_course(course, CELLS)
    own = notebook(f"print({SECRET!r})")
    folder = course / "notebooks"
    (folder / "solutions").mkdir()
    for name in ("Untitled", "50_my_own", "solutions/01_small"):
        nbformat.write(own, folder / f"{name}.ipynb")
    nbformat.write(own, course / "elsewhere.ipynb")
    (course / "book" / "02_link.md").touch()
    (folder / "02_link.ipynb").symlink_to(course / "elsewhere.ipynb")
    (folder / "secret.txt").write_text(SECRET)
    copy(ROOT / "figures" / "00.png", folder / "secret.png")
    memory = PLACES * room.memory_of("01_small")
    options = [f"--Classroom.memory={memory}", "--Classroom.hosts=class.example"]
    with serve(course, course, *options) as served:
        yield Visitor(served)


@pytest.fixture(scope="module")
def page(visitor):
    """The text of an open page."""
    status, text = visitor.open_page()
    assert status == 200
    return text


@pytest.fixture(scope="module")
def kernel(page):
    """The id of the kernel of an open page."""
    return kernel_of(page)


def alive(visitor, kernel):
    """Whether the server and a kernel answer."""
    session = Session()
    message = session.msg("kernel_info_request", {})
    end = time.monotonic() + LIMIT
    with visitor.connected(kernel, session, subprotocols=[PROTOCOL]) as websocket:
        websocket.send_binary(serialize_msg_to_ws_v1(message, "shell", session.pack))
        while time.monotonic() < end:
            _, parts = deserialize_msg_from_ws_v1(websocket.recv())
            if session.unpack(parts[0])["msg_type"] == "kernel_info_reply":
                return True
    return False


def test_it_says_how_many_pages_fit(visitor):
    assert f"Up to {PLACES} pages can be open at once" in visitor.served.log.read_text()


@pytest.mark.parametrize(
    "path",
    [
        "Untitled.ipynb",
        "50_my_own.ipynb",
        "02_link.ipynb",
        "solutions/01_small.ipynb",
        "solutions%2F01_small.ipynb",
        "../elsewhere.ipynb",
        "..%2Felsewhere.ipynb",
        "secret.txt",
        "secret.png",
        "",
        "01_small.ipynb%00.ipynb",
    ],
)
def test_only_chapters_are_served(visitor, path):
    before = visitor.served.kernels()
    status, _, text = visitor.ask(f"/voila/render/{path}", Cookie=visitor.cookie)
    assert status == 404 and SECRET not in text and "Traceback" not in text
    assert visitor.served.kernels() == before


def test_a_page_that_there_is_not_leads_to_those_that_there_are(visitor):
    _, _, text = visitor.ask("/voila/render/99_none.ipynb", Cookie=visitor.cookie)
    assert say("class_no_chapter") in text and '<a href="/">' in text


@pytest.mark.parametrize(
    "path",
    [
        "/voila/api/contents",
        "/voila/api/contents/solutions",
        "/voila/tree",
        "/voila/tree/solutions",
        "/voila/files/secret.png",
        "/voila/files/../elsewhere.ipynb",
        "/voila/static/../../../../../../../../../etc/passwd",
        "/voila/static/..%2F..%2Fvoila.json",
        "/voila/templates/lab/static/voila.js",
        "/voila/templates/class/static/..%2Findex.html.j2",
        "/voila/templates/class/index.html.j2",
        "/voila/labextensions/jupyterlab-jupytext/package.json",
        "/voila/labextensions/anywidget/package.json",
        "/voila/api/themes/x",
        "/api/kernels",
        "/api/contents",
        "/login",
    ],
)
def test_nothing_else_is_served(visitor, path):
    status, _, text = visitor.ask(path, Cookie=visitor.cookie)
    assert status in (403, 404) and SECRET not in text and "root:" not in text


@pytest.mark.parametrize("query", ["", "?classic-tree=false", "?template=lab&theme=dark"])
def test_the_page_of_all_chapters_lists_chapters_alone(visitor, query):
    status, cookie, text = visitor.ask("/" + query)
    assert status == 200 and re.search("_xsrf=.*SameSite=Strict", cookie)
    links = re.findall(r'href="([^"]+)"', text)
    assert [link for link in links if not link.startswith("data:")] == [CHAPTER]


@pytest.mark.parametrize("path", ["/", CHAPTER, "/voila/static/voila.js", "/nothing"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8866", "localhost.evil.example", ""]
)
def test_another_host_name_is_refused(visitor, host, path):
    before = visitor.served.kernels()
    status, _, text = visitor.ask(path, Host=host, Cookie=visitor.cookie)
    assert (status, text) == (403, say("class_other_host"))
    assert visitor.served.kernels() == before


def test_a_host_name_that_it_was_told_is_answered(visitor):
    assert visitor.ask("/", Host="class.example:8866")[0] == 200


def test_a_request_brings_no_load(visitor):
    path = "/voila/api/shutdown/x"
    load = b"x" * 2**20
    try:
        status, *_ = visitor.ask(path, "POST", load, Cookie=visitor.cookie)
        assert status == 400
    except ConnectionError:  # the server does not even read it
        pass
    assert visitor.ask("/")[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        dict(Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="image"),
        dict(Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="iframe"),
        dict(Sec_Fetch_Site="same-site", Sec_Fetch_Dest="empty"),
        dict(Origin="http://evil.example"),
        dict(Origin="http://localhost:1"),
        dict(Origin="null"),
    ],
)
def test_a_page_of_another_site_starts_no_kernel(visitor, headers):
    before = visitor.served.kernels()
    status, _, text = visitor.ask(CHAPTER, Cookie=visitor.cookie, **headers)
    assert (status, text) == (403, say("class_other_site"))
    assert visitor.served.kernels() == before


@pytest.mark.parametrize(
    "headers", [{}, dict(Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="document", Cookie="_xsrf=1")]
)
def test_who_was_led_here_is_asked_first(visitor, headers):
    before = visitor.served.kernels()
    status, cookie, text = visitor.ask(CHAPTER + "?state=1", **headers)
    assert status == 200 and say("class_door") in text
    assert f'<a href="{CHAPTER}?state=1">' in text
    assert re.search("_xsrf=.*SameSite=Strict", cookie) or "Cookie" in headers
    assert visitor.served.kernels() == before


def test_kernels_have_one_thread_and_do_not_find_the_tools(page):
    assert "threads 1 1" in page and "path []" in page


def test_a_kernel_s_memory_is_bounded_on_linux(page):
    assert sys.platform != "linux" or "refused memory" in page


@pytest.mark.parametrize("offered", [None, ["v2.kernel.websocket.jupyter.org"], ["x" + PROTOCOL]])
def test_a_websocket_of_another_protocol_is_refused(visitor, kernel, offered):
    assert visitor.refused(kernel, subprotocols=offered) == 400
    assert alive(visitor, kernel)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:1"])
def test_a_websocket_from_another_site_is_refused(visitor, kernel, origin):
    assert visitor.refused(kernel, subprotocols=[PROTOCOL], origin=origin) == 403


def test_a_websocket_under_another_host_name_is_refused(visitor, kernel):
    assert visitor.refused(kernel, subprotocols=[PROTOCOL], host="evil.example") == 403


def test_a_page_s_kernel_takes_few_websockets(visitor, kernel):
    with ExitStack() as opened:
        for _ in range(MOST_WEBSOCKETS):
            opened.enter_context(visitor.connected(kernel, subprotocols=[PROTOCOL]))
        assert visitor.refused(kernel, subprotocols=[PROTOCOL]) == 503
    end = time.monotonic() + LIMIT
    while not has_room(visitor, kernel):  # the server hears a little later that they are closed
        assert time.monotonic() < end


def has_room(visitor, kernel):
    """Whether a kernel takes one more websocket."""
    try:
        with visitor.connected(kernel, subprotocols=[PROTOCOL]):
            return True
    except WebSocketBadStatusException as refusal:
        assert refusal.status_code == 503
        return False


def numbers(*values):
    """Numbers of 8 bytes each, as they stand before a message's parts."""
    return b"".join(value.to_bytes(8, "little") for value in values)


HOSTILE = {
    "a count beyond all": numbers(2**64 - 1),
    "a large count": numbers(2**40, 56, 61, 63, 65, 67, 69) + b"shell{}{}{}{}",
    "a million offsets": numbers(10**6) + numbers(8 * (10**6 + 1)) * 10**6,
    "a count one too large": numbers(7, 56, 61, 63, 65, 67, 69),
    "no count": b"",
    "half a count": b"\1\0\0",
    "a count of zero": numbers(0),
    "too few": numbers(2, 24, 29) + b"shell",
    "an offset beyond the end": numbers(6, 56, 61, 63, 65, 67, 2**63) + b"shell{}{}{}{}",
    "offsets that descend": numbers(6, 56, 61, 60, 65, 67, 69) + b"shell{}{}{}{}",
    "an offset inside the offsets": numbers(6, 8, 61, 63, 65, 67, 69) + b"shell{}{}{}{}",
    "a header that is none": numbers(6, 56, 61, 63, 65, 67, 69) + b"shell[][][][]",
    "a header that is not JSON": numbers(6, 56, 61, 63, 65, 67, 69) + b"shell<<{}{}{}",
    "a channel that is no text": numbers(6, 56, 61, 63, 65, 67, 69) + b"\xff" * 13,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_such_a_message_is_seen_at_once(name):
    started = time.monotonic()
    fits = is_message(HOSTILE[name])
    assert time.monotonic() - started < 0.1
    assert not fits or name.startswith("a header") or name.startswith("a channel")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_message_that_does_not_fit_its_sizes_closes_the_connection(visitor, kernel, name):
    with visitor.connected(kernel, subprotocols=[PROTOCOL]) as websocket:
        websocket.send_binary(HOSTILE[name])
        assert closed(websocket)
    assert alive(visitor, kernel)


def test_a_text_in_place_of_bytes_closes_the_connection(visitor, kernel):
    with visitor.connected(kernel, subprotocols=[PROTOCOL]) as websocket:
        websocket.send(json.dumps({"header": {"msg_type": "kernel_info_request"}}))
        assert closed(websocket)
    assert alive(visitor, kernel)


def closed(websocket):
    """Whether the server closes a connection, whatever it still sends before."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        code, _ = websocket.recv_data()
        if code == 8:
            return True
    return False


def test_messages_that_are_as_they_should_be_are_let_through():
    session = Session()
    message = session.msg("comm_msg", {"data": {"value": "é" * 100}})
    packed = serialize_msg_to_ws_v1(message, "shell", session.pack)
    assert is_message(packed)
    assert not any(is_message(packed[:n]) for n in range(len(packed)))
    parts = [b"{}", b"{}", b"{}", b"{}", b"a buffer", b""]
    assert is_message(serialize_msg_to_ws_v1(parts, "control"))


def test_one_page_too_many_is_told_so_and_there_is_room_again(visitor, page):
    free = PLACES - visitor.served.kernels()
    assert 0 < free < PLACES
    with ThreadPoolExecutor(free + 1) as pool:  # all at once
        answers = list(pool.map(lambda _: visitor.open_page(), range(free + 1)))
    assert sorted(status for status, _ in answers) == [200] * free + [503]
    assert say("class_full") in next(text for status, text in answers if status == 503)
    assert visitor.open_page()[0] == 503
    for status, text in answers:
        if status == 200:
            visitor.close_page(text)
    status, text = visitor.open_page()
    assert status == 200
    visitor.close_page(text)


def test_one_browser_may_have_a_few_pages(tmp_path):
    small_course(tmp_path, ["1"])
    with serve(tmp_path, tmp_path, "--Classroom.pages_each=2") as served:
        greedy = Visitor(served)
        other = Visitor(served)
        pages = [greedy.open_page() for _ in range(2)]
        status, text = greedy.open_page()
        assert status == 429 and say("class_many") in text
        assert other.open_page()[0] == 200
        greedy.close_page(pages[0][1])
        assert greedy.open_page()[0] == 200


def test_every_chapter_was_measured():
    names = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert room.measured().keys() == names
    assert all(100 <= megabytes <= 500 for megabytes in room.measured().values())


def test_room_is_counted_in_memory_and_in_files(monkeypatch):
    monkeypatch.setattr(room, "measured", lambda: {"light": 100, "heavy": 300})
    space = room.Room(memory=700, files=10_000)
    assert space.number_of("light") == 7 and space.number_of("heavy") == 2
    assert space.number_of("unknown") == 2
    assert space.has_place("light", ["heavy", "heavy"])
    assert not space.has_place("light", ["heavy", "heavy", "light"])
    assert not space.has_place("heavy", ["heavy", "light", "light"])
    few = room.Room(memory=10_000, files=256)  # a Mac's
    assert few.number_of("light") == 12
    assert few.has_place("light", ["light"] * 11) and not few.has_place("light", ["light"] * 12)
    assert room.Room(memory=-5, files=50).number_of("light") == 0


def test_the_limit_of_files_is_raised():
    resource = pytest.importorskip("resource")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    code = (
        "import resource, room\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, (256, {hard}))\n"
        "print(room.raise_file_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))\n"
        "print(room.raise_file_limit())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "tools",
        capture_output=True,
        text=True,
        check=True,
    )
    told, found, where_no_more_may_be = map(int, ran.stdout.split())
    assert told == found > 256 == where_no_more_may_be


def test_a_kernel_that_no_page_looks_at_is_ended_even_at_work(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(room.time, "monotonic", lambda: now[0])
    ended = []

    async def end(kernel_id):
        ended.append(kernel_id)

    kernels = room.Kernels(cull_idle_timeout=600)
    monkeypatch.setattr(kernels, "shutdown_kernel", end)
    kernels._kernels["seen"] = kernels._kernels["left"] = None
    kernels._kernel_connections.update(seen=0, left=0)
    for kernel_id in ("seen", "left"):
        kernels.notify_connect(kernel_id)
    kernels.notify_disconnect("left")
    for now[0] in (1599.0, 1601.0):
        with ThreadPoolExecutor(1) as pool:  # a browser's event loop may go on in this thread
            pool.submit(asyncio.run, kernels.cull_kernels()).result()
        assert ended == ([] if now[0] < 1600 else ["left"])
    kernels._kernels.clear()


def test_in_a_full_room_a_page_out_of_sight_gives_its_place_to_a_newcomer(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(room.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(room, "measured", lambda: {"light": 100})
    kernels = room.Kernels(room=room.Room(memory=400, files=10_000))
    ended = []

    async def end(kernel_id):
        ended.append(kernel_id)
        del kernels._kernels[kernel_id]

    monkeypatch.setattr(kernels, "shutdown_kernel", end)
    names = ["seen", "long gone", "gone", "starting"]
    for name in names:
        kernels._kernels[name] = None
        kernels._chapters[name] = "light"
        kernels._kernel_connections[name] = 0
    kernels._left["starting"] = now[0]
    for name in names[:-1]:
        kernels.notify_connect(name)
    for name in names[1:-1]:
        kernels.notify_disconnect(name)
        now[0] += 1

    def come():
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, kernels.make_place("light")).result()

    with pytest.raises(room.HTTPError):  # they may be back at once
        come()
    now[0] += room.GAP
    come()
    assert ended == ["long gone"]
    come()  # there is place
    assert ended == ["long gone"]
    kernels._kernels.clear()
