"""JupyterLab and a headless Chromium, for tests that use the notebooks as a reader does."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from lab import EXTENSION
from playwright.sync_api import sync_playwright
from ports import free_port
from reader import Reader

ROOT = Path(__file__).parents[1]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-dev-shm-usage"),
]
QUIET = {"fetchNews": "false", "checkForUpdates": False}  # else it asks, and looks at the network
START = 60  # seconds the server may take; it is up in 4 on an idle machine


def private(folder):
    """An environment in which nothing of the user's own Jupyter and IPython is read or written."""
    kinds = ("config", "data", "runtime")
    own = {f"JUPYTER_{kind.upper()}_DIR": folder / kind for kind in kinds}
    own |= {f"JUPYTERLAB_{kind.upper()}_DIR": folder / kind for kind in ("settings", "workspaces")}
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET))
    own["IPYTHONDIR"] = folder / "ipython"
    return os.environ | {name: str(path) for name, path in own.items()}


def command(folder, port, token):
    """What starts JupyterLab over a folder."""
    return [
        *(sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"),
        *("--expose-app-in-browser", "--LabApp.extension_manager=readonly"),
        "--JupyterNotebookApp.expose_app_in_browser=True",  # Notebook 7 is served beside it
        EXTENSION,
    ]


def answers(address):
    """Whether somebody answers there."""
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


APPS = {
    "lab": "lab/tree/notebooks/{{}}?token={}&reset",
    "notebook": "notebooks/notebooks/{{}}?token={}",
}


@contextmanager
def serve(home):
    """Jupyter over home/course: its folder of notebooks, and addresses with a gap for a name."""
    course = home / "course"
    port = free_port()
    token = secrets.token_hex(8)
    (course / "notebooks").mkdir(parents=True, exist_ok=True)
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            command(course, port, token), env=private(home), stdout=log, stderr=log
        )
    site = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + START
        while not answers(f"{site}/api?token={token}"):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail("JupyterLab did not start:\n" + (home / "log").read_text()[-2000:])
            time.sleep(0.1)
        yield course / "notebooks", {a: f"{site}/{path.format(token)}" for a, path in APPS.items()}
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """Jupyter over a copy of notebooks/, as ``serve`` gives it."""
    home = tmp_path_factory.mktemp("lab")
    for source in filter(Path.exists, [ROOT / "notebooks", ROOT / "figures"]):
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(source, home / "course" / source.name, ignore=hidden, dirs_exist_ok=True)
    with serve(home) as served:
        yield served


@contextmanager
def launch(path="/usr/bin/chromium", *flags):
    """The browser at ``path``, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chrome(chromium):
    """The browser itself; `chromium` is its path."""
    with launch(chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def desk():
    """The page of JupyterLab in which one test after the other opens notebooks, if there is one."""
    return []


@pytest.fixture
def reader(chrome, lab, desk):
    """Somebody who opens one notebook; it is closed and its kernel ends with the test."""
    if not desk:
        desk.append(Reader(new_context(chrome).new_page(), lab[1]["lab"]))
    yield desk[0]
    if not desk[0].clear():  # whatever is in the way stays with this page
        desk.pop().page.context.close()


def new_context(chrome, **options):
    """What a browser would be that nobody has used; ``options`` are Playwright's."""
    return chrome.new_context(viewport={"width": 1280, "height": 900}, **options)


@contextmanager
def visit(chrome, address, **options):
    """Somebody before an empty page; ``options`` are those of ``new_context``."""
    context = new_context(chrome, **options)
    somebody = Reader(context.new_page(), address)
    yield somebody
    somebody.leave()
    context.close()


def write(lab, name, *cells):
    """Put a notebook of code cells among the others."""
    import nbformat  # slow to import, and this module is for all tests

    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    cells = [nbformat.v4.new_code_cell(source) for source in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab[0] / name)


@pytest.fixture
def pictures(tmp_path):
    """Where screenshots go: the folder that SCREENSHOTS names, or one that pytest keeps a while."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
