"""A page of a class whose connection is lost: it says so, and goes on when it is back."""

import time

import psutil
import pytest
from browser import new_context
from classroom_server import serve
from gate import gate
from test_class import NAMES, STARTED

from nncourse.messages import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOON = 5  # seconds in which a reader hears that nothing answers
BACK = 60  # seconds in which a page finds its way back
SLIDER = ".nncourse-range >> nth=0"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The chapters, as a class sees them."""
    with serve(tmp_path_factory.mktemp("class")) as served:
        yield served


@pytest.fixture
def page(chrome, served):
    """A page before a figure, whose way to the server is ``page.gate``."""
    port = served.address.rstrip("/").rpartition(":")[2]
    context = new_context(chrome)
    page = context.new_page()
    page.set_default_timeout(120_000)
    with gate(int(port)) as way:
        page.gate = way
        page.goto(served.chapter(NAMES[1]).replace(f":{port}/", f":{way.port}/"))
        page.wait_for_selector(STARTED)
        yield page
        way.open()
        context.close()


def waits_for_note(page, words, seconds):
    """Wait until the first figure says ``words``."""
    end = time.monotonic() + seconds
    note = page.locator(".nncourse-note").first
    while note.inner_text() != words:
        assert time.monotonic() < end, f"the figure says {note.inner_text()!r}, not {words!r}"
        page.wait_for_timeout(50)


@pytest.mark.parametrize("fail", ["cut", "fall_silent"])
def test_a_lost_connection_is_told_and_all_works_when_it_is_back(page, fail):
    slider = page.locator(SLIDER)
    slider.press("ArrowUp")
    getattr(page.gate, fail)()
    slider.press("ArrowUp")
    waits_for_note(page, say("connection_lost"), SOON)
    page.wait_for_timeout(1000)
    page.gate.open()
    waits_for_note(page, "", BACK)
    caption = page.locator(".nncourse-caption").first
    before = caption.inner_text()
    slider.press("PageUp")
    end = time.monotonic() + SOON
    while caption.inner_text() == before:
        assert time.monotonic() < end, "the figure is dead"
        page.wait_for_timeout(50)


def test_a_kernel_that_ends_is_told(page, served):
    for kernel in psutil.Process(served.server.pid).children():
        kernel.kill()
    page.locator(SLIDER).press("ArrowUp")
    waits_for_note(page, say("page_gone"), BACK)
