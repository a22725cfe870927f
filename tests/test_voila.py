"""An explorer as an app, through Voilà: it opens, and a slider moves picture and caption."""

import socket
import subprocess
import sys
import time

import pytest
from browser import free_port, private, write
from test_browser import DEAD
from test_browser_figure import CELLS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CAPTION = ".nncourse-caption:has-text('Boundary')"
HARMLESS = {  # a part of a console message: why it is no fault of ours
    "getter": "Voilà 0.5 shares a module with its widgets that is there already",
    "cdn.jsdelivr.net": "Voilà looks on the network for what it does not serve itself",
    "unpkg.com": "the same, on its second try",
    "favicon": "Voilà has none",
    "status of 404": "the same: Chromium says it a second time, without the address",
    "ERR_": "the network is not reached",
}


@pytest.fixture
def app(tmp_path):
    """The address of an explorer that Voilà serves."""
    write([tmp_path], "app.ipynb", *CELLS)
    port = free_port()
    command = [sys.executable, "-m", "voila", "app.ipynb", "--no-browser", f"--port={port}"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--Voila.ip=127.0.0.1"],
            **dict(cwd=tmp_path, env=private(tmp_path / "home"), stdout=log, stderr=log),
        )
    try:
        end = time.monotonic() + 60
        while not listens(port):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail("Voilà did not start:\n" + (tmp_path / "log").read_text()[-2000:])
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(30)


def listens(port):
    """Whether somebody listens there; to ask for a page would start a kernel."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_slider_moves_the_picture(chrome, app):
    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    console = []
    page = context.new_page()
    page.on("console", lambda m: m.type == "error" and console.append(f"{m.text} {m.location}"))
    page.on("pageerror", lambda error: console.append(str(error)))
    page.goto(app, wait_until="commit")
    page.wait_for_selector(CAPTION, timeout=60_000)
    before = page.locator(".nncourse-caption").inner_text(), page.locator("canvas").screenshot()
    page.locator(".nncourse-range").first.focus()
    page.keyboard.press("PageUp")
    page.wait_for_function(
        "old => document.querySelector('.nncourse-caption').innerText !== old", arg=before[0]
    )
    assert page.locator("canvas").screenshot() != before[1]
    text = page.locator("body").inner_text()
    assert not [words for words in DEAD if words in text]
    assert not [m for m in console if not any(part in m for part in HARMLESS)]
    context.close()
