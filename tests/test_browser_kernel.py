"""A figure whose kernel has gone, or cannot be reached: it says so, and goes on where it can."""

import time
import urllib.request

import pytest
from browser import APPS, visit, write
from gate import gate
from reader import HANDLE
from test_browser_figure import CELLS, is_back, keep

from nncourse.messages import say

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),  # of cut connections
]

SOON = 5  # seconds in which a reader hears that nothing answers
SESSION = "reader.panel().sessionContext"


@pytest.fixture(params=APPS)
def reader(request, chrome, lab):
    """Somebody before a figure, whose way to the server is ``reader.gate``."""
    name = f"kernel-{request.param}.ipynb"
    write(lab, name, *CELLS)
    address = lab[1][request.param]
    port = address.split("/")[2].partition(":")[2]
    with gate(port) as way, visit(chrome, address.replace(f":{port}/", f":{way.port}/")) as reader:
        reader.gate = way
        reader.open(name)
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
        yield reader
        way.open()


def shut_down(reader, address):
    reader.page.evaluate(f"() => {SESSION}.shutdown()")


def change(reader, address):
    reader.page.evaluate(f"() => {SESSION}.changeKernel({{ name: 'python3' }})")


def cull(reader, address):
    kernel = reader.page.evaluate(f"{SESSION}.session.kernel.id")
    site, _, token = address.partition("?")
    site = "/".join(site.split("/")[:3])
    token = token.removeprefix("token=").partition("&")[0]
    there = f"{site}/api/kernels/{kernel}?token={token}"
    urllib.request.urlopen(urllib.request.Request(there, method="DELETE")).close()


def tells(reader, words):
    """Wait until the figure says ``words``; how many seconds that took."""
    begin = time.monotonic()
    note = reader.page.locator(".nncourse-note")
    reader.until(lambda: note.inner_text() == words, f"the figure does not say {words!r}")
    return time.monotonic() - begin


def moves(reader):
    """A slider moves picture and caption."""
    cell = reader.explorers()[0]
    handle = cell.locator(HANDLE).first
    for key in ("PageUp", "PageDown"):
        reader.moves(cell, handle, lambda h, key=key: reader.press(h, key))


@pytest.mark.parametrize("end", [shut_down, change, cull])
def test_a_kernel_that_is_gone_is_told(reader, lab, end):
    keep(reader)
    end(reader, lab[1]["lab"])
    assert tells(reader, say("kernel_gone")) < SOON
    assert is_back(reader)
    reader.page.keyboard.press("Escape")  # the dialogs of the notebook
    if end is not change:
        reader.until(lambda: reader.page.evaluate(f"!{SESSION}.session"), "the notebook holds on")
        change(reader, "")
    reader.wait_until_ready()
    reader.run()
    tells(reader, "")
    moves(reader)


@pytest.mark.parametrize("fail", ["cut", "fall_silent"])
def test_a_connection_that_is_lost_is_told_and_all_works_when_it_is_back(reader, fail):
    handle = reader.explorers()[0].locator(HANDLE).first
    getattr(reader.gate, fail)()
    for _ in range(3):
        reader.press(handle, "ArrowUp")
    assert tells(reader, say("connection_lost")) < SOON
    reader.press(handle, "ArrowUp")
    reader.page.wait_for_timeout(1000)
    reader.gate.open()
    reader.patience = 60  # the notebook waits longer before each of its tries
    tells(reader, "")
    close_dialogs(reader)
    reader.press(handle, "ArrowUp")
    is_in_step(reader, handle)  # a late frame is not taken for the answer to a move
    moves(reader)
    is_in_step(reader, handle)


def close_dialogs(reader):
    """Close what the notebook says of the lost connection, which keeps the keyboard."""
    while reader.page.locator(".jp-Dialog").count():
        reader.page.keyboard.press("Escape")


def is_in_step(reader, handle):
    """Wait until the kernel has the number that the page shows, and the picture shows it too."""
    shown = reader.number(handle)
    reader.until(lambda: reader.value("explorer.state['w1']") == shown, "the kernel has another")
    frames = "explorer.live._sent - explorer.live._shown, explorer.live._stale"
    reader.until(lambda: reader.value(frames) == (0, False), "a frame is on its way")
