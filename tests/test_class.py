"""The chapters as apps, as `make class` serves them: the page of them all, each one, links."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from shutil import copy, copytree

import nbformat
import pytest
from browser import ROOT, answers, free_port, private
from commands import CLASSROOM, load
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from test_browser import DEAD
from websocket import create_connection

from nncourse.messages import say
from nncourse.playground import PlaygroundExplorer

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PLAYGROUND = "08_playground"
STARTED = ".nncourse-caption:not(:empty)"
LIMIT = 60  # seconds a start may take; it takes 4 on an idle machine
OPENING = "# 1 · A chapter\n\n*5 minutes.*\n\nThis is so. Why? Thus."
STILL = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})
WRITE = """
for output in outputs:
    with output:
        for i in range(20):
            print(i, flush=True)"""
OUTPUTS = "import ipywidgets\noutputs = [ipywidgets.Output() for _ in range(6)]"
TROUBLE = [OUTPUTS, *[WRITE] * 4, "1 / 0", "print('the rest')"]
HARMLESS = "Cannot send"  # by a figure of a page that is just being left
PROTOCOL = "v1.kernel.websocket.jupyter.org"  # in another one Voilà misreads, and hangs
CUT_OFF = """() => [...document.querySelectorAll(".jp-OutputArea-output")]
    .filter((output) => output.scrollWidth > output.clientWidth + 1)
    .map((output) => output.textContent.trim().slice(0, 60) || output.innerHTML.slice(0, 60))"""


class Served:
    """What `make class` serves: its address, what it says, and the kernels that run for it."""

    def __init__(self, server, address, log):
        self.server, self.address, self.log = server, address, log

    def kernels(self):
        """How many pages have a kernel now."""
        psutil = pytest.importorskip("psutil")
        return len(psutil.Process(self.server.pid).children())

    def chapter(self, name):
        """A chapter's address."""
        return f"{self.address}voila/render/{name}.ipynb"


@contextmanager
def serve(home, course=ROOT, *options):
    """Serve the chapters of a course until they are not needed any more; then press Ctrl-C."""
    port, log = free_port(), home / "log"
    command = [sys.executable, course / CLASSROOM, "--no-browser", *options]
    with log.open("w") as told:
        server = subprocess.Popen(
            command, env=private(home) | {"PORT": str(port)}, stdout=told, stderr=told
        )
    try:
        end = time.monotonic() + LIMIT
        while "Ctrl-C" not in log.read_text() or not answers(address := address_in(log)):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail("it was not served:\n" + log.read_text()[-2000:])
            time.sleep(0.1)
        yield Served(server, address, log)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def address_in(log):
    """The address that is to be given to the class."""
    return next(word for word in log.read_text().split() if word.startswith("http"))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The chapters of this course."""
    with serve(tmp_path_factory.mktemp("class")) as served:
        yield served


@pytest.fixture(scope="module")
def trouble(tmp_path_factory):
    """A course whose one chapter writes into Output widgets, and has a cell that stops."""
    course = tmp_path_factory.mktemp("trouble")
    copytree(ROOT / "tools", course / "tools")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    cells = [nbformat.v4.new_code_cell(source) for source in TROUBLE]
    cells[0].outputs = [STILL]
    cells = [nbformat.v4.new_markdown_cell(OPENING), *cells]
    (course / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, course / "notebooks" / "01_trouble.ipynb")
    with serve(course, course) as served:
        yield served


@pytest.fixture
def page(chrome):
    """A page, of which all errors and all requests to other computers are refused in the end."""
    context, complaints = chrome.new_context(viewport={"width": 1280, "height": 900}), []
    page = context.new_page()
    page.set_default_timeout(LIMIT * 1000)
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: elsewhere(request.url) and complaints.append(request.url))
    yield page
    context.close()
    assert not [complaint for complaint in complaints if complaint != HARMLESS]


def elsewhere(url):
    return url.startswith("http") and not url.startswith("http://localhost:")


def opened(page, address):
    """Open a chapter, and wait until its first figure is alive."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector(STARTED)


def fetched(address):
    """A page's text, if it comes to its end in time."""
    end, text = time.monotonic() + LIMIT / 2, b""
    with urllib.request.urlopen(address, timeout=LIMIT / 2) as answer:
        while piece := answer.read1():
            text += piece
            assert time.monotonic() < end, "it hangs"
    return text.decode()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_a_chapter(name):
    said = load(ROOT / CLASSROOM).chapter(ROOT / "notebooks" / f"{name}.ipynb")
    assert said["title"].startswith(f"{int(name[:2])} · ") and 10 <= int(said["minutes"]) <= 90
    assert 20 < len(said["question"]) < 200 and said["question"].count("?") == 1
    assert said["still"].startswith("iVBORw0KGgo")


def test_notebooks_of_one_s_own_are_no_chapters(tmp_path):
    copy(ROOT / "notebooks" / f"{NAMES[0]}.ipynb", tmp_path)
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "Untitled.ipynb")
    resources = load(ROOT / CLASSROOM).settings(0, tmp_path).VoilaConfiguration.resources
    assert [chapter["name"] for chapter in resources["chapters"]] == [NAMES[0]]


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_of_all_chapters_leads_to_each(page, served):
    page.goto(served.address)
    links = page.locator("li a").all()
    found = [link.get_attribute("href") for link in links]
    assert [Path(address).stem for address in found] == NAMES
    widths = page.locator("img").evaluate_all("(all) => all.map((img) => img.naturalWidth)")
    assert len(widths) == len(NAMES) and min(widths) > 200
    links[1].click()
    page.wait_for_selector(STARTED)
    assert page.title() == page.locator("h1").inner_text() == "1 · One neuron"
    page.get_by_role("link", name="2 · ").first.click()
    page.wait_for_selector("h1:has-text('2 · ')")


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_is_alive_and_its_code_folded(page, served, pictures, name):
    cells = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells
    exercises = [cell for cell in cells if "exercise" in cell.metadata.get("tags", [])]
    opened(page, served.chapter(name))
    figures = sum(str(cell.get("outputs", "")).count("nncourse-still") for cell in cells)
    page.wait_for_function(
        f"document.querySelectorAll('.nncourse-live {STARTED}').length === {figures}"
    )
    text = page.locator("body").inner_text()
    assert not [word for word in [*DEAD, "Traceback", say("class_error"), "check("] if word in text]
    assert text.count(say("class_exercise")) == len(exercises)
    code = page.locator(".class-code")
    assert code.count() == sum(cell.cell_type == "code" for cell in cells) - len(exercises)
    assert not page.locator(".class-code .highlight >> visible=true").count()
    for width in (1280, 900):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(1000)
        page.screenshot(path=pictures / f"class-{name}-{width}.png")
        assert page.evaluate(CUT_OFF) == []
    code.first.locator("summary").click()
    assert page.locator(".class-code .highlight").first.is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_ten_starts_in_a_row(page, served):
    page.goto(served.address)
    before = served.kernels()
    for _ in range(10):
        opened(page, served.chapter(PLAYGROUND))
        assert served.kernels() == before + 1
        page.goto(served.address)  # which leaves the chapter, and ends its kernel
        end = time.monotonic() + LIMIT
        while served.kernels() > before:
            assert time.monotonic() < end, "the kernel of a closed page goes on"
            page.wait_for_timeout(50)


@pytest.mark.slow
def test_pages_that_write_into_output_widgets_do_not_hang(trouble):
    for _ in range(6):  # every other one would
        assert "the rest" in fetched(trouble.chapter("01_trouble"))


@pytest.mark.slow
def test_an_error_is_a_sentence_on_the_page_and_told_where_it_is_served(trouble):
    text = fetched(trouble.chapter("01_trouble"))
    assert text.count(say("class_error")) == 1 and "ZeroDivisionError" not in text
    assert "ZeroDivisionError" in trouble.log.read_text()


@pytest.mark.browser
@pytest.mark.slow
def test_a_link_brings_data_weights_seed_and_epoch(page, served):
    there = PlaygroundExplorer(data="moons", weights=7, sample=3)
    there.live.home.loop = None  # it does not wait for frames
    there.picked = ("w", 0, 0, 0)
    there.type_parameter(2.5)
    there.set(epoch=40)
    opened(page, served.chapter(PLAYGROUND) + f"?state={there.token}")
    page.wait_for_selector(f".nncourse-caption:text-is('{there.caption}')")
    page.locator("select:has-text('export')").first.select_option(say("link"))
    page.wait_for_function("document.querySelector('textarea').value")
    link = page.locator("textarea").first.input_value()
    assert link == served.chapter(PLAYGROUND) + f"?state={there.token}"
    there.close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_link_cut_short_says_so_and_starts_as_usual(page, served):
    usual = PlaygroundExplorer()
    opened(page, served.chapter(PLAYGROUND) + f"?state={usual.token[:-5]}")
    assert page.locator(".nncourse-caption").first.inner_text() == usual.caption
    text = page.locator("body").inner_text()
    assert text.count(say("bad_link")) == 1 and "Traceback" not in text
    usual.close()


@pytest.mark.browser
@pytest.mark.slow
def test_one_press_enlarges_all_figures_of_a_page_and_its_text(page, served):
    opened(page, served.chapter("10_what_goes_wrong"))
    sizes = """() => [...document.querySelectorAll(".nncourse-caption, .jp-MarkdownOutput p")].map(
        (text) => parseFloat(getComputedStyle(text).fontSize))"""
    page.wait_for_timeout(1000)
    before = page.evaluate(sizes), [c.screenshot() for c in page.locator("canvas").all()]
    page.get_by_role("button", name=say("larger")).nth(1).click()
    page.wait_for_function(f"Math.min(...({sizes})()) > 1.2 * {max(before[0])}")
    for canvas, small in zip(page.locator("canvas").all(), before[1], strict=True):
        end = time.monotonic() + LIMIT
        while canvas.screenshot() == small:
            assert time.monotonic() < end, "a figure stays as it was"


@pytest.mark.browser
@pytest.mark.slow
def test_nobody_runs_code_of_their_own(page, served, tmp_path):
    with page.expect_websocket() as own:
        opened(page, served.chapter("00_start_here"))
    session = Session()
    address = own.value.url.partition("?")[0] + f"?session_id={session.session}"
    kernel = create_connection(address, LIMIT, subprotocols=[PROTOCOL])
    code = {"code": f"open({str(tmp_path / 'trace')!r}, 'w')", "silent": False}
    for content, kind in [(code, "execute_request"), ({}, "kernel_info_request")]:
        message = session.msg(kind, content)
        kernel.send_binary(serialize_msg_to_ws_v1(message, "shell", session.pack))
    replies = iter(lambda: deserialize_msg_from_ws_v1(kernel.recv())[1][0], None)
    kinds = (session.unpack(header)["msg_type"] for header in replies)
    told = [*takewhile(lambda kind: kind != "kernel_info_reply", kinds)]
    kernel.close()
    assert "status" in told and not {"execute_reply", "execute_input"} & set(told)
    assert not (tmp_path / "trace").exists()


@pytest.mark.slow
def test_only_a_room_that_is_let_in_comes_in(tmp_path, served):
    alone = served.log.read_text()
    assert "for this computer alone (Ctrl-C stops them)" in alone
    address = load(ROOT / CLASSROOM).own_address()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(served.address.replace("localhost", address), timeout=5)
    with serve(tmp_path, ROOT, "--room") as room:
        assert room.address.startswith(f"http://{address}:") and answers(room.address)
        assert "nobody can run code of their own" in room.log.read_text()
    assert room.server.returncode == 0 and not answers(room.address)
