"""The website's own server, which `make class` uses too: who may ask for what, and how many."""

import gzip
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import classroom
import live
import pytest
import start
import website
from browser import launch
from live_pages import ELSEWHERE, IDLE
from small_project import ROOT
from website_server import served

from nncourse.messages import table

MESSAGES = table("en")
LEARNERS = 30
SOON = 10  # seconds that anything here may take
TEXT = "<!DOCTYPE html><title>Pages</title>" + "<p>Something to read.</p>" * 200
PYTHON = os.urandom(1_000_000)
LASTING = "/live/python.image-0123456789ab.bin"
FIGURE = ".nn-outputs:not(.nn-fresh) .nncourse-canvas"


@pytest.fixture
def folder(tmp_path):
    """A small website, beside a file and a folder that it must not show."""
    folder = tmp_path / "pages"
    for name in ("live", "zh", "empty"):
        (folder / name).mkdir(parents=True)
    for page in ("index.html", "zh/index.html", "live/page.js"):
        (folder / page).write_text(TEXT, encoding="utf-8")
    (folder / LASTING[1:]).write_bytes(PYTHON)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "secret.txt").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def server(folder):
    with served(folder) as server:
        yield server


@contextmanager
def connected(server):
    """A socket that leads to the server."""
    with socket.create_connection(("127.0.0.1", server.server_port), SOON) as visitor:
        yield visitor


def ask(server, path, method="GET", body=None, **headers):
    """The status, the headers and the body of an answer, to exactly this path."""
    visitor = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=SOON)
    try:
        visitor.request(method, path, body, headers)
        answer = visitor.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        visitor.close()


def answers(server):
    return ask(server, "/")[0] == 200


def is_ended(visitor):
    """Whether the server ends a connection in time."""
    try:
        return visitor.recv(1) == b""
    except ConnectionError:
        return True


OUT = [
    *("/../secret.txt", "/%2e%2e/secret.txt", "/zh/../../secret.txt", "/..%2fsecret.txt"),
    *("/zh/%2e%2e/%2E%2E/secret.txt", "/..%5csecret.txt", "/....//secret.txt", "/%00", "/zh%00/"),
    *(
        "//etc/passwd",
        "/etc/passwd",
        "/%2fetc%2fpasswd",
        "file:///etc/passwd",
        "http://a/../secret.txt",
    ),
    *("/link.txt", "/linked/secret.txt", "/linked/", "/linked", "/" + "x" * 5000),
]


@pytest.mark.parametrize("path", OUT)
def test_nothing_outside_the_folder_is_given(server, folder, path):
    try:
        (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
        (folder / "linked").symlink_to(folder.parent / "private")
    except OSError:
        pytest.skip("this system lets nobody make links")
    status, _, body = ask(server, path)
    assert status == 404 and b"There is no such page." in body
    assert answers(server)


def test_a_folder_is_a_page_or_nothing(server):
    assert ask(server, "/zh/")[2] == TEXT.encode()
    status, headers, _ = ask(server, "/zh?x=1")
    assert status == 301 and headers["Location"] == "zh/"
    for path in ("/live/", "/live", "/empty/", "/index.html/"):
        assert ask(server, path)[0] == 404, path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "MINE"])
def test_it_only_gives(server, method):
    status, headers, body = ask(server, "/", method, b"x" * 1000)
    assert status == 405 and headers["Allow"] == "GET, HEAD" and b"takes nothing" in body
    status, headers, body = ask(server, "/", "HEAD")
    assert status == 200 and int(headers["Content-Length"]) == len(TEXT) and body == b""


HUGE = [
    b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nCookie: " + b"x" * 100_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
    b"\x16\x03\x01" + bytes(range(256)) + b"\r\n",  # as of a browser that tries https
]


@pytest.mark.parametrize("request_", HUGE, ids=["address", "header", "headers", "https"])
def test_what_is_no_request_is_refused(server, request_):
    with connected(server) as visitor:
        try:
            visitor.sendall(request_)
            said = b"".join(iter(lambda: visitor.recv(1000), b""))  # to the end of the connection
        except ConnectionError:
            said = b""
    assert said == b"" or re.match(rb"HTTP/1.1 4\d\d|<!DOCTYPE", said)
    assert answers(server)


def test_who_sends_no_request_is_not_waited_for(server, monkeypatch):
    monkeypatch.setattr(start.Pages, "timeout", 0.5)
    with connected(server) as silent, connected(server) as slow:
        slow.sendall(b"GET / HT")
        began = time.monotonic()
        with pytest.raises(ConnectionError):  # although it sends something again and again
            while time.monotonic() < began + SOON:
                slow.sendall(b"T")
                time.sleep(0.1)
        assert is_ended(silent) and answers(server)
    assert time.monotonic() < began + 5


def test_who_takes_nothing_is_not_waited_for(server, folder, monkeypatch):
    monkeypatch.setattr(start.Pages, "timeout", 0.5)
    (folder / "large.bin").write_bytes(bytes(20_000_000))
    with connected(server) as visitor:
        visitor.sendall(b"GET /large.bin HTTP/1.1\r\n\r\n")
        end = time.monotonic() + SOON
        while not server.answering:
            assert time.monotonic() < end
            time.sleep(0.01)
        while server.answering:
            assert time.monotonic() < end
            time.sleep(0.05)


def test_many_connections_keep_nobody_out(server):
    server.most = 10
    visitors = [socket.create_connection(("127.0.0.1", server.server_port)) for _ in range(50)]
    try:
        assert answers(server)
        assert len(server.waiting) + len(server.answering) <= 10
        assert all(is_ended(visitor) for visitor in visitors[:30])
    finally:
        for visitor in visitors:
            visitor.close()


def test_texts_are_sent_compressed_and_only_when_they_have_changed(server, folder):
    gzipped = {"Accept-Encoding": "gzip, br"}
    status, headers, body = ask(server, "/", **gzipped)
    assert status == 200 and headers["Cache-Control"] == "no-cache"
    assert gzip.decompress(body) == TEXT.encode() and len(body) < len(TEXT) / 10
    known = {"If-None-Match": headers["ETag"]}
    status, _, body = ask(server, "/", **gzipped, **known)
    assert status == 304 and body == b""
    assert ask(server, "/", **known)[2] == TEXT.encode()  # for whom it was not compressed
    (folder / "index.html").write_text("new")
    status, _, body = ask(server, "/", **gzipped, **known)
    assert status == 200 and gzip.decompress(body) == b"new"


def test_what_never_changes_is_kept_for_a_year(server):
    status, headers, body = ask(server, LASTING + "?x", **{"Accept-Encoding": "gzip"})
    assert status == 200 and body == PYTHON and "Content-Encoding" not in headers
    assert headers["Cache-Control"].endswith("immutable")
    assert ask(server, "/live/page.js")[1]["Cache-Control"] == "no-cache"


def fetch_all(port, paths):
    """Fetch files one after the other, as one learner's browser does; how many bytes came."""
    visitor = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    count = 0
    for path in paths:
        visitor.request("GET", path)
        count += len(visitor.getresponse().read())
    visitor.close()
    return count


def at_once(server, paths):
    """Let a class fetch all of the files; the different numbers of bytes that came."""
    with ThreadPoolExecutor(LEARNERS) as learners:
        counts = learners.map(lambda _: fetch_all(server.server_port, paths), range(LEARNERS))
        return set(counts)


def test_thirty_learners_fetch_at_once(server):
    paths = ["/", "/live/page.js", LASTING, "/zh/"]
    assert at_once(server, paths) == {3 * len(TEXT) + len(PYTHON)}


# `make class` and start.py ----------------------------------------------------------------------


def hear_ctrl_c():
    """Undo what a shell does to the tests if they run in the background: there, nobody hears it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def command(folder):
    """A function that runs the server as a command does, and returns what it says; and its port."""
    shutil.copy(ROOT / "site" / "start.py", folder)
    running = []

    def run(*options):
        process = subprocess.Popen(
            [sys.executable, "-I", folder / "start.py", "--no-browser", *options],
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=hear_ctrl_c if os.name == "posix" else None,
        )
        running.append(process)
        said = process.stdout.readline()
        return said, re.search(r"http://([\d.]+):(\d+)/(\S*)", said).groups()

    yield run
    for process in running:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        process.wait(SOON)
        process.stdout.close()
        assert os.name != "posix" or process.returncode == 0


def reaches(host, port):
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/", timeout=5) as page:
            return page.read() == TEXT.encode()
    except OSError:
        return False


def test_only_a_room_that_is_let_in_comes_in(command):
    own = start.own_address()
    said, (host, port, _) = command()
    assert "for this computer alone" in said and host == "127.0.0.1"
    assert reaches(host, port) and (own == host or not reaches(own, port))
    said, (host, port, page) = command("--room", "--page=zh/")
    assert said.startswith("Give your class the address") and (host, page) == (own, "zh/")
    assert reaches(own, port) and reaches("127.0.0.1", port)


def test_a_port_that_is_in_use_is_told(server, folder):
    said = start.main([f"--port={server.server_port}", "--no-browser"], folder)
    assert said.startswith(f"Port {server.server_port} cannot be used (")
    assert "65535" in start.main(["--port=99999", "--no-browser"], folder)


@pytest.fixture
def built(monkeypatch):
    """What `make class` did, where no website is built and none is served."""
    done = []
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr(website, "build", lambda to: done.append("built"))
    monkeypatch.setattr(start, "main", lambda options, **where: done.append(options))
    return done


@pytest.mark.parametrize("is_current", [True, False])
def test_the_website_is_built_if_its_sources_have_changed(built, monkeypatch, capsys, is_current):
    monkeypatch.setattr(website, "is_current", lambda folder: is_current)
    classroom.main(["--room", "--language=zh"])
    *before, options = built
    assert before == ([] if is_current else ["built"])
    assert ("Building the website" in capsys.readouterr().out) is not is_current
    assert options[1:] == ["--page=zh/", "--room"]
    classroom.main([])
    assert built[-1][1:] == ["--page="]


def test_a_website_is_as_new_as_its_sources(tmp_path, monkeypatch):
    monkeypatch.setattr(website, "ROOT", tmp_path)
    folder = tmp_path / "site" / "build"
    for name in ("live", "notebooks"):
        (folder / name).mkdir(parents=True)
    chapter = tmp_path / "notebooks" / "zh" / "01.ipynb"
    chapter.parent.mkdir(parents=True)
    chapter.write_text("one")
    assert not website.is_current(folder)
    (folder / website.MADE_OF).write_text(website.made_of())
    assert not website.is_current(folder)  # without live chapters
    (folder / "live" / "manifest.json").touch()
    assert website.is_current(folder)
    (tmp_path / "site" / "cache").mkdir()
    (tmp_path / "site" / "cache" / "image").touch()  # which is made from sources
    assert website.is_current(folder)
    chapter.write_text("two")
    assert not website.is_current(folder)
    chapter.rename(chapter.with_name("02.ipynb"))
    (folder / website.MADE_OF).write_text(website.made_of())
    chapter.with_name("02.ipynb").unlink()
    assert not website.is_current(folder)


# The whole website, in a room -------------------------------------------------------------------


@pytest.fixture(scope="module")
def room(whole_site):
    """The whole website, as a class is given it."""
    with served(whole_site, in_room=True) as server:
        yield server


@pytest.fixture(scope="module")
def browser(chromium):
    """A browser for which the room's address is like that of another computer."""
    with launch(chromium, ELSEWHERE) as browser:
        yield browser


@pytest.mark.slow
def test_thirty_learners_fetch_all_of_a_first_chapter_at_once(room, whole_site):
    manifest = json.loads((whole_site / "live" / "manifest.json").read_text("utf-8"))
    python = [f"/live/{manifest[name]['file']}" for name in live.FIRST_FILES]
    paths = ["/01_one_neuron.html", "/live/page.js", "/live/worker.js", *python]
    size = sum((whole_site / path[1:]).stat().st_size for path in paths)
    assert size < 28_000_000
    assert at_once(room, paths) == {size}


@pytest.mark.browser
@pytest.mark.slow
def test_ten_chapters_at_once_can_be_read_and_two_of_them_run(browser, room, whole_site):
    address = f"http://classroom.test:{room.server_port}"
    chapters = sorted(path.stem for path in whole_site.glob("[0-9][0-9]_*.html"))[:10]
    context = browser.new_context()
    context.set_default_timeout(120_000)
    pages = [context.new_page() for _ in chapters]
    errors = []
    for page, name in zip(pages, chapters, strict=True):
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/{name}.html", wait_until="commit")
    for page in pages:
        page.get_by_role("button", name=MESSAGES["live_run_chapter"]).wait_for()
        assert page.evaluate("isSecureContext") is False
        page.wait_for_function("document.querySelector('.nncourse-figure img').naturalWidth > 100")
    for page in pages[:2]:
        page.get_by_role("button", name=MESSAGES["live_run_chapter"]).click()
    for page in pages[:2]:
        page.wait_for_selector(FIGURE)
        page.wait_for_function(IDLE)
        assert page.locator("[data-state='error']").count() == 0
    enlarges(pages[0])
    context.close()
    assert errors == []


SIZES = """() => [...document.querySelectorAll("[data-notebook] > section > p, .nncourse-caption")]
    .filter((text) => text.checkVisibility())
    .map((text) => parseFloat(getComputedStyle(text).fontSize))"""


def enlarges(page):
    """One press makes the figures of a page larger, and its text."""
    canvas = page.locator(FIGURE).first
    before = page.evaluate(SIZES), canvas.screenshot()
    page.get_by_role("button", name=MESSAGES["larger"]).first.click()
    page.wait_for_function(f"Math.min(...({SIZES})()) > 1.2 * {min(before[0])}")
    end = time.monotonic() + SOON
    while canvas.screenshot() == before[1]:
        assert time.monotonic() < end, "the figure stays as it was"
    assert all(now > 1.2 * old for now, old in zip(page.evaluate(SIZES), before[0], strict=True))
