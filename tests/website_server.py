"""The website as tests see it: built once, served below a path, with nothing else reachable."""

import functools
import os
import threading
import time
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

PATH = "some/where"  # a site need not be at the top of its server
LIMIT = 300  # seconds for another process to build it
NOT_LIVE = "no Python for browsers: `make site` fetches it where there is a network"


class Quiet(SimpleHTTPRequestHandler):
    """Gives files and says nothing."""

    def log_message(self, *arguments):
        pass


def built_once(tmp_path_factory, name, with_live):
    """The folder of the built site; of several processes, one builds it for all."""
    import website  # slow, and this module is for all tests

    server = tmp_path_factory.getbasetemp() / name
    if "PYTEST_XDIST_WORKER" in os.environ:
        server = server.parents[1] / server.name
    done = server / "done"
    folder = server / "files" / PATH
    try:
        server.mkdir()
    except FileExistsError:
        end = time.monotonic() + LIMIT
        while not done.exists():
            assert time.monotonic() < end, "the website is not built"
            time.sleep(0.2)
    else:
        try:
            website.build(folder, with_live)
        finally:
            done.touch()
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the book's pages, without live chapters."""
    return built_once(tmp_path_factory, "website", with_live=False)


@pytest.fixture(scope="session")
def whole_site(tmp_path_factory):
    """The folder of the book's pages with live chapters."""
    folder = built_once(tmp_path_factory, "whole_website", with_live=True)
    if not (folder / "live").exists():
        pytest.skip(NOT_LIVE)
    return folder


@pytest.fixture(scope="session")
def site_address(site):
    """Where the site is served."""
    top = site.parents[PATH.count("/")]
    handler = functools.partial(Quiet, directory=str(top))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{PATH}/"
        server.shutdown()


@contextmanager
def visitor(chrome, address, **options):
    """A page whose browser reaches the site alone; it must ask for nothing else, and complain of
    nothing.
    """
    context = chrome.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints = []

    def let_through(route):
        if route.request.url.startswith(address):
            route.continue_()
        else:
            complaints.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", let_through)
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda r: complaints.append(r.url) if r.status >= 400 else None)
    yield page
    context.close()
    assert not complaints, complaints
