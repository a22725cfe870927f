"""The website as tests see it: built once, served below a path of its own, nothing else reachable."""

import functools
import importlib.util
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import website

PATH = "some/where"  # a site need not be at the top of its server


class Quiet(SimpleHTTPRequestHandler):
    """Gives files and says nothing."""

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the built site, below ``PATH`` of a server's folder."""
    folder = tmp_path_factory.mktemp("server") / PATH
    website.build(folder)
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
    page.on("response", lambda r: complaints.append(f"{r.status}: {r.url}") if not r.ok else None)
    yield page
    context.close()
    assert not complaints, complaints


def start_module(folder):
    """The start.py of a site, as a module."""
    spec = importlib.util.spec_from_file_location("start", folder / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
