"""The website as tests see it: built once, served below a path, with nothing else reachable."""

import functools
import os
import threading
import time
from contextlib import contextmanager

import pytest
import start

PATH = "some/where"  # a site need not be at the top of its server
LIMIT = 300  # seconds for another process to build it
NOT_LIVE = "no Python for browsers: `make site` fetches it where there is a network"


@contextmanager
def served(folder, in_room=False, kind=None):
    """Serve a folder as the website does, or with handlers of another ``kind``; the server."""
    with start.server(0, folder, in_room) as server:
        if kind:
            server.RequestHandlerClass = functools.partial(kind, directory=str(folder))
        waiting = {"poll_interval": 0.05}  # seconds until it sees that it is to end
        thread = threading.Thread(target=server.serve_forever, kwargs=waiting, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site; of several processes, one builds it for all."""
    import website  # slow, and this module is for all tests

    temporary = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        temporary = temporary.parent
    server = temporary / "website"
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
            website.build(folder)
        finally:
            done.touch()
    return folder


@pytest.fixture(scope="session")
def whole_site(site):
    """The folder of the site, if its pages can run."""
    if not (site / "live").exists():
        pytest.skip(NOT_LIVE)
    return site


def own_files(site):
    """The files of the pages: not what finds words, runs Python or is JupyterLab."""
    import lite  # as above
    import live

    others = {"pagefind", live.FOLDER, lite.FOLDER}
    paths = (path for path in sorted(site.rglob("*.*")) if path.is_file())
    return [path for path in paths if path.relative_to(site).parts[0] not in others]


@pytest.fixture(scope="session")
def site_address(site):
    """Where the site is served."""
    with served(site.parents[PATH.count("/")]) as server:
        yield f"http://127.0.0.1:{server.server_port}/{PATH}/"


@contextmanager
def visitor(chrome, address, **options):
    """A page whose browser reaches the site alone; it must ask for nothing else, and complain of
    nothing.
    """
    context = chrome.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(60_000)
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
