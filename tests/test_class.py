"""The chapters as apps, as `make class` serves them: the page of them all, each one, links."""

import time
import urllib.error
import urllib.request
from itertools import takewhile
from pathlib import Path
from shutil import copy

import nbformat
import pytest
from accessibility import violations
from browser import ROOT, answers
from classroom_server import LIMIT, serve, small_course
from commands import CLASSROOM, load
from guard import PROTOCOL
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from room import memory_of
from test_browser import DEAD
from websocket import create_connection

from nncourse.messages import say
from nncourse.playground import PlaygroundExplorer

NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
PLAYGROUND = "08_playground"
LONGEST = "11_pictures_and_patients"  # until it is ready
STARTED = ".nncourse-caption:not(:empty)"
WRITE = """
for output in outputs:
    with output:
        for i in range(20):
            print(i, flush=True)"""
OUTPUTS = "import ipywidgets\noutputs = [ipywidgets.Output() for _ in range(6)]"
TROUBLE = [OUTPUTS, *[WRITE] * 4, "1 / 0", "print('the rest')"]
HARMLESS = "Cannot send"  # by a figure of a page that is just being left
CUT_OFF = """() => [...document.querySelectorAll(".jp-OutputArea-output")]
    .filter((output) => output.scrollWidth > output.clientWidth + 1)
    .map((output) => output.textContent.trim().slice(0, 60) || output.innerHTML.slice(0, 60))"""

# Scenarios whose question makes their row higher than 40 pixels, or is cut off
TALL = """() => [...document.querySelectorAll(".nncourse-scenario")].filter((number) => {
    if (!number.checkVisibility()) return false;
    number.focus();
    const row = number.closest(".nncourse-scenarios-row");
    const words = row.querySelector(".nncourse-scenarios-words");
    const isCut = words.scrollHeight > words.clientHeight + 1;
    number.blur();
    return isCut || row.offsetHeight > 40;
}).map((number) => number.getAttribute("aria-label"))"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The chapters of this course."""
    with serve(tmp_path_factory.mktemp("class")) as served:
        yield served


@pytest.fixture(scope="module")
def trouble(tmp_path_factory):
    """A course whose one chapter writes into Output widgets, and has a cell that stops."""
    course = tmp_path_factory.mktemp("trouble")
    small_course(course, TROUBLE)
    with serve(course, course) as served:
        yield served


@pytest.fixture
def page(chrome):
    """A page, of which all errors and all requests to other computers are refused in the end."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    complaints = []
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


def all_alive(name):
    """The question, for a page, whether all figures of a chapter are alive."""
    cells = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells
    figures = sum(str(cell.get("outputs", "")).count("nncourse-still") for cell in cells)
    return f"document.querySelectorAll('.nncourse-live {STARTED}').length === {figures}"


def fetched(address):
    """A page's text, if it comes to its end in time."""
    end = time.monotonic() + LIMIT / 2
    text = b""
    request = urllib.request.Request(address, headers={"Sec-Fetch-Site": "none"})  # as if typed
    with urllib.request.urlopen(request, timeout=LIMIT / 2) as answer:
        while piece := answer.read1():
            text += piece
            assert time.monotonic() < end, "it hangs"
    return text.decode()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_a_chapter(name):
    folder = ROOT / "notebooks"
    said = load(ROOT / CLASSROOM).chapter(folder / f"{name}.ipynb", folder)
    assert said["title"].startswith(f"{int(name[:2])} · ") and 10 <= int(said["minutes"]) <= 90
    assert 20 < len(said["question"]) < 200 and said["question"].count("?") == 1
    assert said["still"].startswith("iVBORw0KGgo")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_a_chapter_in_another_language(name):
    folder = ROOT / "notebooks"
    classroom = load(ROOT / CLASSROOM)
    path = folder / "zh" / f"{name}.ipynb"
    said = classroom.chapter(path, folder)
    english = classroom.chapter(folder / f"{name}.ipynb", folder)
    assert classroom.is_chapter(path) and said["name"] == f"zh/{name}" and said["stem"] == name
    assert said["minutes"] == english["minutes"] and said["still"].startswith("iVBORw0KGgo")
    assert said["title"].startswith(f"{int(name[:2])} · ") and said["question"].endswith("？")


def test_notebooks_of_one_s_own_are_no_chapters(tmp_path):
    small_course(tmp_path, ["1"])
    folder = tmp_path / "notebooks"
    for name in ("Untitled", "50_my_own"):
        copy(folder / "01_small.ipynb", folder / f"{name}.ipynb")
    (tmp_path / "elsewhere.ipynb").write_text("{}")
    (tmp_path / "book" / "02_link.md").touch()
    (folder / "02_link.ipynb").symlink_to(tmp_path / "elsewhere.ipynb")
    resources = load(ROOT / CLASSROOM).settings(0, folder).VoilaConfiguration.resources
    assert [chapter["name"] for chapter in resources["chapters"]] == ["01_small"]


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_of_all_chapters_leads_to_each(page, served):
    page.goto(served.address)
    links = page.locator("li a").all()
    found = [link.get_attribute("href") for link in links]
    assert [Path(address).stem for address in found] == NAMES
    widths = page.locator("img").evaluate_all("(all) => all.map((img) => img.naturalWidth)")
    assert len(widths) == len(NAMES) and min(widths) > 200
    assert not violations(page, "body")
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
    page.wait_for_function(all_alive(name))
    assert served.peak() <= 1.25 * memory_of(name)
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
    assert page.evaluate(TALL) == []
    for number in page.locator(".nncourse-scenario >> visible=true").all()[-1:]:
        number.press("Enter")
        page.wait_for_selector(".nncourse-scenario[aria-pressed=true]:focus")
    assert not violations(page, "body")
    code.first.locator("summary").click()
    assert page.locator(".class-code .highlight").first.is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_six_pages_at_once_are_all_ready(chrome, served):
    context = chrome.new_context()
    pages = [context.new_page() for _ in range(6)]
    for page in pages:
        page.goto(served.chapter(LONGEST), wait_until="commit")
    for page in pages:
        page.wait_for_selector(STARTED, timeout=5 * LIMIT * 1000)
        page.wait_for_function(all_alive(LONGEST))
        assert not page.locator(".class-error").count()
    context.close()


# As on a computer that is a thousand times as slow as anywidget and ipywidgets take for granted
SLOW = """const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => timeout(milliseconds === 2000 ? 2 : milliseconds);
const later = setTimeout;
window.setTimeout = (work, milliseconds, ...rest) =>
    later(work, milliseconds === 4000 ? 4 : milliseconds, ...rest);"""


@pytest.mark.browser
@pytest.mark.slow
def test_figures_come_alive_on_a_slow_computer_too(page, served):
    page.add_init_script(SLOW)
    opened(page, served.chapter(PLAYGROUND))
    page.wait_for_function(all_alive(PLAYGROUND))
    opened(page, served.chapter(NAMES[1]))
    caption = page.locator(".nncourse-caption").first
    before = caption.inner_text()
    page.locator(".nncourse-range").first.press("PageUp")
    page.wait_for_function(f"document.querySelector('.nncourse-caption').innerText !== {before!r}")


@pytest.mark.browser
@pytest.mark.slow
def test_ten_starts_in_a_row(page, served):
    page.goto(served.address)
    before = served.kernels()
    for _ in range(10):
        opened(page, served.chapter(NAMES[1]))
        page.wait_for_function(all_alive(NAMES[1]))
        assert served.kernels() == before + 1
        page.goto(served.address)  # which leaves the chapter, and ends its kernel
        end = time.monotonic() + LIMIT
        while served.kernels() > before:
            assert time.monotonic() < end, "the kernel of a closed page goes on"
            page.wait_for_timeout(50)


@pytest.mark.slow
def test_pages_that_write_into_output_widgets_do_not_hang(trouble):
    for _ in range(6):  # every other one would
        assert "the rest" in fetched(trouble.chapter("01_small"))


@pytest.mark.slow
def test_an_error_is_a_sentence_on_the_page_and_told_where_it_is_served(trouble):
    text = fetched(trouble.chapter("01_small"))
    assert text.count(say("class_error")) == 1 and "ZeroDivisionError" not in text
    assert "ZeroDivisionError" in trouble.log.read_text()


@pytest.mark.browser
@pytest.mark.slow
def test_a_link_brings_data_weights_seed_and_epoch(page, served):
    there = PlaygroundExplorer(data="moons", weights=7, sample=3)
    there.live.home.loop = None  # it does not wait for frames
    there.moves.pick(["w", 0, 0, 0])
    there.moves.type(2.5)
    there.set(epoch=40)
    opened(page, served.chapter(PLAYGROUND) + f"?state={there.token}")
    page.wait_for_selector(f".nncourse-caption:text-is('{there.caption}')")
    page.get_by_role("button", name=say("stage_more"), exact=True).first.click()
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


@pytest.mark.browser
@pytest.mark.slow
def test_a_room_comes_in_by_the_page_of_all_chapters_or_by_a_link(chrome, tmp_path):
    with serve(tmp_path, ROOT, "--room") as room:
        door = f"a:has-text('{say('class_start')}')"
        for address, link in [(room.address, "li a"), (room.chapter(NAMES[1]), door)]:
            context = chrome.new_context()
            page = context.new_page()
            page.set_default_timeout(LIMIT * 1000)
            before = room.kernels()
            page.goto(address)
            assert room.kernels() == before
            page.locator(link).first.click()
            page.wait_for_selector(STARTED)
            assert room.kernels() == before + 1
            context.close()


HTML = {"content_type": "text/html"}
FOREIGN = """
<img src="{address}"><iframe src="{address}"></iframe>
<script src="{address}"></script>
<form action="{address}" target="other"></form><iframe name="other"></iframe>
<script>
  const asked = fetch("{address}", {{mode: "no-cors", credentials: "include"}});
  asked.finally(() => {{ document.title = "tried"; }});
  document.forms[0].submit();
</script>"""


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("option", ["--room", "--Voila.ip=localhost"])
def test_a_page_of_another_site_starts_no_kernel(chrome, tmp_path, option):
    with serve(tmp_path, ROOT, option) as served:
        context = chrome.new_context()
        page = context.new_page()
        page.goto(served.address)  # which gives the cookie
        foreign = FOREIGN.format(address=served.chapter(NAMES[1]))
        page.route("http://evil.example/", lambda route: route.fulfill(body=foreign, **HTML))
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("http://evil.example/")
        page.wait_for_function("document.title === 'tried'")
        page.wait_for_timeout(2000)
        assert asked.count(served.chapter(NAMES[1])) >= 4
        assert served.kernels() == 0
        context.close()
