"""Live pages: Python in a worker of the page, figures, editors, and what can go wrong."""

import json
import os
import re
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import live
import pyodide_numbers
import pytest
import start
from accessibility import violations
from browser import FLAGS, launch
from live_pages import (  # noqa: F401 (a fixture)
    ELSEWHERE,
    IDLE,
    ROOT,
    code_cells,
    live_site,
    read,
    serve,
    write_cells,
    write_chapter,
    write_page,
)
from reader import Reader
from test_touch import finger

from nncourse.messages import table
from nncourse.playground import PlaygroundExplorer, data

MESSAGES = table("en")
FROM_LINK = """from nncourse.playground import PlaygroundExplorer
PlaygroundExplorer.from_link()"""
TESTS = Path(__file__).parent
CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
ASKS_FOR_TORCH = "PyTorch is not installed here"  # as it never is in a browser
FIGURE = "document.querySelector('.nn-outputs:not(.nn-fresh) .nncourse-canvas')?.style.width"
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('[data-cell]')].map((cell) => {
  const texts = (what) => [...cell.querySelectorAll(what)].map((part) => part.textContent);
  return [cell.dataset.cell, {
    state: cell.dataset.state ?? "", printed: texts(".nn-stdout").join(""),
    wrong: texts(".nn-stderr, .nn-error, .nncourse-note").join(""),
    captions: texts(".nncourse-caption"),
  }];
}))"""


class Slow(start.Pages):
    """Gives Python's files at a speed of 8 MB a second."""

    def copyfile(self, source, outputfile):
        with suppress(ConnectionError):  # the page may end it
            while part := source.read(400_000):
                outputfile.write(part)
                time.sleep(0.05)


# Words that do not fit into their labels, and parts of figures that lie on each other
CUT_OFF = """() => [...document.querySelectorAll(".widget-label, .widget-label-basic, .nnp-ask")]
  .filter((part) => part.clientWidth > 1 && getComputedStyle(part).overflow !== "visible")
  .filter((part) => part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight)
  .map((part) => part.textContent)"""
ON_EACH_OTHER = """() => [...document.querySelectorAll(".nncourse-card")].flatMap((card) => {
  const parts = [...card.querySelectorAll("button, canvas.nncourse-canvas, .nncourse-caption")]
    .filter((part) => part.offsetWidth && !part.closest(".nnp"));
  const boxes = parts.map((part) => part.getBoundingClientRect());
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return parts.flatMap((part, i) => parts.slice(i + 1)
    .filter((other, k) => meet(boxes[i], boxes[i + 1 + k]))
    .map((other) => `${part.textContent} / ${other.textContent}`));
})"""
STILL = '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="600" height="300">'


@pytest.fixture(scope="module")
def address(live_site):  # noqa: F811
    with serve(live_site) as site:
        yield site


@pytest.fixture(scope="module")
def chrome(chromium):
    with launch(chromium, ELSEWHERE) as browser:
        yield browser


@pytest.fixture
def room(address):
    """The address of the same pages as a class sees it, in whose browsers it is not secure."""
    return address.replace("127.0.0.1", "classroom.test")


@pytest.fixture
def context(chrome, address, room):
    with visiting(chrome, address, room) as context:
        yield context


@contextmanager
def visiting(chrome, *addresses, **options):
    """A browser's profile that reaches the site and nothing else."""
    context = chrome.new_context(**options)
    context.set_default_timeout(120_000)
    reached = []

    def only_here(route):
        if route.request.url.startswith((*addresses, "data:", "blob:")):
            route.continue_()
        else:
            reached.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    yield context
    context.close()
    assert not reached


@pytest.fixture
def profile(chrome, chromium, tmp_path):
    """A browser as its owner has it: without a disk, and with routes, browsers keep less."""
    options = dict(executable_path=chromium, args=[*FLAGS, ELSEWHERE])
    profile = chrome.browser_type.launch_persistent_context(tmp_path / "profile", **options)
    yield profile
    profile.close()


@pytest.fixture
def page(context):
    return watched(context)


def watched(context):
    """A page whose errors make the test fail."""
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("close", lambda page: None)
    page.errors = errors
    return page


def run_chapter(page):
    page.get_by_role("button", name=MESSAGES["live_run_chapter"]).click()
    page.wait_for_selector(".nn-busy")
    page.wait_for_function(IDLE)


def status(page):
    return page.locator(".nn-status").inner_text()


def says(page, key):
    """Wait until the page says one of the course's sentences."""
    page.wait_for_function(
        "(said) => document.querySelector('.nn-status').textContent === said", arg=MESSAGES[key]
    )


def type_in(page, cell, text):
    """Type into a cell's editor, in the place of its code."""
    editor = page.locator(f"[data-cell='{cell}'] .cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    return editor


def run_cell(page, cell, state="done"):
    """Press a cell's Run, and wait until it has ended."""
    element = page.locator(f"[data-cell='{cell}']")
    element.evaluate("(cell) => { cell.dataset.state = ''; }")
    element.locator(".nn-run").click()
    page.wait_for_selector(f"[data-cell='{cell}'][data-state='{state}']")


def output(page, cell):
    return page.locator(f"[data-cell='{cell}'] .cell_output")


def in_node(folder, file):
    """What main() of a Python file returns, run in Pyodide in Node."""
    core = live.node_modules() / "pyodide"
    ran = live.node(
        TESTS / "live_node.mjs",
        live.SOURCE,
        folder / live.FOLDER,
        file,
        env=os.environ | {"PYODIDE_CORE": str(core)},
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.mark.slow
def test_numbers_of_nnlib_are_those_of_cpython(live_site):  # noqa: F811
    assert in_node(live_site, TESTS / "pyodide_numbers.py") == pyodide_numbers.main()


@pytest.mark.browser
def test_a_chapter_by_hand_from_still_to_exercise(page, live_site, room):  # noqa: F811
    write_chapter(live_site, "01_one_neuron")
    page.goto(f"{room}/01_one_neuron.html")
    assert page.evaluate("[isSecureContext, 'caches' in window]") == [False, False]
    heights = "[...document.querySelectorAll('.cell_input')].map((input) => input.offsetHeight)"
    printed = page.evaluate(heights)
    page.locator(".nn-still").first.click()
    page.wait_for_function("document.activeElement.matches('.nncourse-canvas')")
    page.wait_for_function(IDLE)
    assert page.evaluate(heights) == printed  # an editor is as high as the code it replaces
    figure = page.locator(".nncourse-explorer:has(.nncourse-live)").first
    caption = figure.locator(".nncourse-caption")
    before = caption.inner_text()
    figure.locator(".nncourse-range").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "(before) => document.querySelector('.nncourse-caption').textContent !== before", arg=before
    )
    assert violations(page, "article") == []
    exercise = next(
        c for c in code_cells(read("01_one_neuron")) if "z = ..." in "".join(c["source"])
    )
    cell = exercise["id"]
    typed = "".join(exercise["source"]).replace("z = ...", "z = 0.5 * 2 + 3 * -1 + 1")
    type_in(page, cell, typed)
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(f"[data-cell='{cell}'][data-state='done']")
    assert MESSAGES["check_right"].strip() in output(page, cell).inner_text()
    page.reload()
    editor = page.locator(f"[data-cell='{cell}'] .cm-content")
    assert "0.5 * 2" in editor.inner_text()
    assert status(page) == MESSAGES["live_kept"]
    page.locator(f"[data-cell='{cell}'] .nn-back").click()
    assert "z = ..." in editor.inner_text()
    page.reload()
    assert page.locator(f"[data-cell='{cell}'] .cm-content").count() == 0
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
def test_what_goes_wrong_ends_in_a_sentence_or_in_pythons_words(page, live_site, address):  # noqa: F811
    cells = [
        "1 / 0",
        "print('a\\nb')\nimport sys; print('to stderr', file=sys.stderr)\n[1, 2]",
        "from nncourse import check\n"
        "def any_neuron(x, w, b):\n    while True: pass\ncheck('any_neuron')",
        "while True:\n    pass",
        "%load_ext nncourse.jupyter.frameworks",
        "%%torch\nprint(1)",
        "def f(:",
        "input('your name? ')",
        "exit()",
    ]
    write_cells(live_site, "wrong", *cells)
    page.goto(f"{address}/wrong.html")
    page.locator("[data-cell='a'] .nn-run").click()
    page.wait_for_selector("[data-cell='a'][data-state='error']")
    assert "ZeroDivisionError: division by zero" in output(page, "a").inner_text()
    page.locator("[data-cell='b'] .nn-run").click()
    page.wait_for_selector("[data-cell='b'][data-state='done']")
    assert output(page, "b").locator(".nn-stdout").inner_text() == "a\nb\n"
    assert output(page, "b").locator(".nn-stderr").inner_text().strip() == "to stderr"
    assert output(page, "b").locator(".nn-display").inner_text().strip() == "[1, 2]"
    page.locator("[data-cell='c'] .nn-run").click()
    page.wait_for_selector("[data-cell='c'][data-state='done']")
    assert MESSAGES["check_too_long"][:20] in output(page, "c").inner_text()
    # A loop of a cell's own ends when Python is ended; the next cell runs in another
    page.locator("[data-cell='d'] .nn-run").click()
    page.wait_for_selector("[data-cell='d'][data-state='running']")
    pressed = time.monotonic()
    page.locator("[data-cell='d'] .nn-run").click()
    page.wait_for_selector("[data-cell='d']:not([data-state])")
    assert time.monotonic() - pressed < 2
    says(page, "live_stopped")
    type_in(page, "d", "print(2)")
    for cell, state in [
        ("e", "done"),
        ("f", "done"),
        ("g", "error"),
        ("h", "error"),
        ("i", "done"),
    ]:
        page.locator(f"[data-cell='{cell}'] .nn-run").click()
        page.wait_for_selector(f"[data-cell='{cell}'][data-state='{state}']")
    said = output(page, "f").inner_text()
    assert "PyTorch cannot run in a browser" in said and "make" not in said
    assert "SyntaxError" in output(page, "g").inner_text()
    assert MESSAGES["no_input"] in output(page, "h").inner_text()
    assert MESSAGES["no_exit"] in output(page, "i").inner_text()
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_python_that_dies_is_replaced(page, live_site, address):  # noqa: F811
    figure = "from nncourse.explorers import ActivationExplorer\nActivationExplorer()"
    write_cells(live_site, "dies", figure, "print('here')")
    page.goto(f"{address}/dies.html")
    run_chapter(page)
    assert page.locator(".nncourse-canvas").count() == 1
    type_in(page, "b", "import ctypes; ctypes.string_at(-1, 10)")  # outside all memory
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".nncourse-gone")
    page.wait_for_function("nncoursePage.kernel.isReady")
    page.wait_for_function(IDLE)
    assert status(page) == MESSAGES["live_lost"]
    assert page.locator(".nncourse-note").inner_text() == MESSAGES["kernel_gone_in_browser"]
    page.locator("[data-cell='b'] .nn-back").click()
    run_chapter(page)
    assert page.locator("[data-state='done']").count() == 2
    assert page.locator(".nncourse-note").inner_text() == ""
    assert page.errors == ["memory access out of bounds"]  # told by the worker, heard by nobody


@pytest.mark.browser
@pytest.mark.slow
def test_two_tabs_have_a_python_each_and_keep_what_is_typed_in_both(context, live_site, address):  # noqa: F811
    write_cells(live_site, "tabs", "x = 1", "print(x)")
    tabs = [watched(context), watched(context)]
    for tab in tabs:
        tab.goto(f"{address}/tabs.html")
    for tab, cell, text in zip(tabs, "ab", ["x = 'first'", "print(x, 'second')"], strict=True):
        run_chapter(tab)
        type_in(tab, cell, text)
        run_cell(tab, "a")
        run_cell(tab, "b")
    shown = [output(tab, "b").inner_text().strip() for tab in tabs]
    assert shown == ["first", "1 second"]
    tabs[0].close()
    tabs[1].wait_for_function(
        "(typed) => Object.keys(nncoursePage.store.read()).length == typed", arg=2
    )
    tabs[1].reload()
    code = tabs[1].locator(".cm-content")
    code.nth(1).wait_for()
    assert code.all_inner_texts() == ["x = 'first'", "print(x, 'second')"]
    assert [tab.errors for tab in tabs] == [[], []]


@pytest.mark.browser
def test_what_was_typed_outlives_a_new_edition_of_a_chapter(page, live_site, address):  # noqa: F811
    write_cells(live_site, "edition", "x = 1", "print(x)")
    kept = {"a": "x = 7", "gone": "print('of a cell that is no more')"}
    page.goto(f"{address}/edition.html")
    page.evaluate(
        "(all) => localStorage.setItem('nncourse-typed:edition', JSON.stringify(all))", kept
    )
    write_cells(live_site, "edition", "x = 2  # rewritten", "print(x)")
    page.reload()
    editor = page.locator("[data-cell='a'] .cm-content")
    assert editor.inner_text() == "x = 7"
    page.locator("[data-cell='a'] .nn-back").click()
    assert editor.inner_text() == "x = 2  # rewritten"
    assert page.evaluate("nncoursePage.store.read()") == {"gone": kept["gone"]}
    assert page.errors == []


@pytest.mark.browser
def test_a_new_edition_of_the_site_asks_to_load_again(context, page, live_site, address):  # noqa: F811
    write_cells(live_site, "before", "print('here')")
    page.goto(f"{address}/before.html")
    context.route("**/chunk-*.js", lambda route: route.fulfill(status=404))
    page.get_by_role("button", name=MESSAGES["live_run_chapter"]).click()
    says(page, "live_no_scripts")
    assert page.get_by_role("button", name=MESSAGES["live_run_chapter"]).is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_over_a_slow_network_a_page_says_how_far_it_is(chrome, live_site):  # noqa: F811
    write_cells(live_site, "slow", "print('here')")
    with serve(live_site, Slow) as address, chrome.new_context() as context:
        page = watched(context)
        page.goto(f"{address}/slow.html")
        said = page.evaluate_handle(SENTENCES)
        page.get_by_role("button", name=MESSAGES["live_run_chapter"]).click()
        page.wait_for_function("(said) => said.length > 4", arg=said)
        page.get_by_role("button", name=MESSAGES["live_restart"]).click()  # in the midst of it
        page.wait_for_function(IDLE)
        run_cell(page, "a")
        assert output(page, "a").inner_text().strip() == "here"
        fetching = MESSAGES["live_fetching"].partition("{")[0]
        assert len({line for line in said.json_value() if line.startswith(fetching)}) > 4
        assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
def test_what_was_typed_is_taken_away_and_brought_back(page, live_site, address, tmp_path):  # noqa: F811
    write_cells(live_site, "typed", "x = 1", "print(x)")
    page.goto(f"{address}/typed.html")
    run_chapter(page)
    type_in(page, "a", "x = 7")
    page.locator(".nn-menu summary").click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name=MESSAGES["live_download"]).click()
    notebook = tmp_path / "typed.ipynb"
    downloading.value.save_as(notebook)
    assert json.loads(notebook.read_text())["cells"][0]["source"] == ["x = 7"]
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("input[type=file]").set_input_files(notebook)
    page.wait_for_selector("[data-cell='a'] .cm-content")
    assert page.locator("[data-cell='a'] .cm-content").inner_text() == "x = 7"
    other = tmp_path / "other.ipynb"
    other.write_text("{}")
    page.locator("input[type=file]").set_input_files(other)
    page.wait_for_function("document.querySelector('.nn-status').textContent.startsWith('other')")
    assert status(page) == MESSAGES["live_not_this"].format(name="other.ipynb")
    assert page.errors == []


NO_STORAGE = """
for (const name of ["localStorage", "caches"]) {
  const get = () => { throw new DOMException("denied", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}
"""
COUNT_SOUNDS = """
window.played = 0;
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...a) { played += 1; start.apply(this, a); };
"""
SENTENCES = """() => {
  const said = [], place = document.querySelector(".nn-status");
  const listen = () => said.push(place.textContent);
  new MutationObserver(listen).observe(place, { childList: true });
  return said;
}"""
FULL = (
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("storage", [NO_STORAGE, FULL], ids=["no storage", "storage full"])
def test_without_storage_a_page_works_and_says_so(page, live_site, address, storage):  # noqa: F811
    write_cells(live_site, "kept", "x = 1", "print(x + 1)")
    page.add_init_script(storage)
    if storage == FULL:  # no room for Python's files either
        session = page.context.new_cdp_session(page)
        session.send("Storage.overrideQuotaForOrigin", {"origin": address, "quotaSize": 1000})
    page.goto(f"{address}/kept.html")
    run_chapter(page)
    if storage == FULL:
        assert page.evaluate("caches.open('nncourse-live').then((cache) => cache.keys())") == []
    assert output(page, "b").inner_text().strip() == "2"
    type_in(page, "a", "x = 4")
    says(page, "live_not_kept")
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
def test_python_that_cannot_be_fetched_is_asked_for_again(context, page, live_site, address):  # noqa: F811
    write_cells(live_site, "cut", "print('here')")
    page.goto(f"{address}/cut.html")
    context.route("**/*.bin", lambda route: route.abort())
    page.get_by_role("button", name=MESSAGES["live_run_chapter"]).click()
    page.wait_for_function("document.querySelector('.nn-status').innerText.includes('could not')")
    page.wait_for_function(IDLE)
    assert status(page).startswith(MESSAGES["live_failed"].partition("(")[0])
    context.unroute("**/*.bin")
    run_chapter(page)
    assert output(page, "a").inner_text().strip() == "here"


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("where", ["address", "room"])
def test_a_second_visit_fetches_nothing_again(profile, live_site, request, monkeypatch, where):  # noqa: F811
    write_cells(live_site, "again", "print('here')")
    site = request.getfixturevalue(where)
    fetched = []
    monkeypatch.setattr(start.Pages, "log_request", lambda self, *_: fetched.append(self.path))
    python = []
    for _ in range(2):
        page = profile.new_page()
        page.goto(f"{site}/again.html")
        run_chapter(page)
        python.append([path for path in fetched if start.LASTING.search(path)])
        fetched.clear()
        page.close()
    assert len(python[0]) > 6 and python[1] == []


@pytest.mark.browser
@pytest.mark.slow
def test_on_a_phone_a_finger_runs_and_moves_and_all_can_be_read(chrome, live_site, address):  # noqa: F811
    imports = "from nncourse.explorers import {0}\n{0}()"
    codes = [imports.format(name) for name in ("NeuronExplorer", "DigitsExplorer")]
    codes.append("from nncourse.playground import PlaygroundExplorer\nPlaygroundExplorer()")
    cells = [(cell, code, "", STILL) for cell, code in zip("abc", codes, strict=True)]
    write_page(live_site, "phone", cells)
    size = {"width": 336, "height": 800}  # the column of the website on a phone of 360 pixels
    phone = chrome.new_context(
        viewport=size, has_touch=True, is_mobile=True, color_scheme="dark", reduced_motion="reduce"
    )
    page = phone.new_page()
    page.goto(f"{address}/phone.html")
    page.locator(".nn-still").first.tap()
    page.wait_for_function(FIGURE)
    page.wait_for_function(IDLE)
    before = page.locator(".nncourse-caption").first.inner_text()
    page.locator(".nncourse-explorer button:visible", has_text="2").first.tap()
    page.wait_for_function(
        "(before) => document.querySelector('.nncourse-caption').textContent !== before", arg=before
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert violations(page, "article") == []
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(ON_EACH_OTHER) == []
    phone.close()


def test_python_s_files_may_be_kept_for_ever(live_site):  # noqa: F811
    manifest = json.loads((live_site / live.FOLDER / "manifest.json").read_text("utf-8"))
    for row in manifest.values():
        assert start.LASTING.search(f"/{live.FOLDER}/{row['file']}"), row


@pytest.fixture(scope="module")
def whole_address(whole_site):
    with serve(whole_site.parents[1]) as address:
        yield f"{address}/some/where"


@pytest.mark.browser
@pytest.mark.slow
def test_a_still_of_the_website_becomes_live_where_it_stands(chrome, whole_address):
    page = chrome.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(120_000)
    page.goto(f"{whole_address}/01_one_neuron.html")
    page.locator(".nn-main").wait_for()
    still = page.locator(".nn-still").first
    still.scroll_into_view_if_needed()
    before = still.bounding_box()
    still.click()
    canvas = page.locator(".nn-outputs:not(.nn-fresh) .nncourse-canvas").first
    canvas.wait_for()
    page.wait_for_function(IDLE)
    after = canvas.bounding_box()
    assert violations(page, "article") == []
    page.close()
    assert abs(after["y"] - before["y"]) < 12  # a still has an edge of its own


@pytest.mark.slow
def test_every_chapter_leads_to_itself_in_jupyterlab(whole_site):
    for path in ROOT.glob("notebooks/**/[0-9]*.ipynb"):
        name = path.relative_to(ROOT / "notebooks").with_suffix("")
        if "solutions" in name.parts:
            continue
        text = (whole_site / name).with_suffix(".html").read_text("utf-8")
        link = re.search(r'href="([^"?]*)\?path=([^"]*)">[^<]*JupyterLab', text)
        assert ((whole_site / name).parent / link[1]).resolve().is_file()
        assert (whole_site / "jupyter" / "files" / link[2]).read_bytes() == path.read_bytes()


PRINTED = """async (code) => {
  const { kernel } = reader.panel().sessionContext.session;
  const request = kernel.requestExecute({ code, store_history: false });
  let text = "";
  request.onIOPub = ({ content }) => (text += content.text ?? "");
  await request.done;
  return text.trim();
}"""
FIGURES = """
from ipywidgets.widgets.widget import _instances
print([type(widget).__name__ for widget in _instances.values()].count("NeuronExplorer"))
"""
MINE = """() => {
  const first = reader.panel().content.widgets.find(({ model }) => model.type === "code");
  first.model.sharedModel.setSource(first.model.sharedModel.source + "\\n# mine");
}"""


@pytest.mark.browser
@pytest.mark.slow
def test_a_chapter_in_jupyterlab_from_the_link_to_the_next_day(chrome, whole_address):
    server = whole_address.removesuffix("/some/where")  # it is asked for /favicon.ico too
    with visiting(chrome, server, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        lab = Reader(page, "")
        page.goto(f"{whole_address}/01_one_neuron.html")
        page.get_by_role("link", name="JupyterLab").click()
        page.wait_for_function("window.reader.panel()?.context?.path === '01_one_neuron.ipynb'")
        lab.wait_until_ready()
        still = page.locator(".jp-OutputArea img")
        canvas = page.locator(".nncourse-canvas")
        assert still.count() == 1 and canvas.count() == 0
        lab.run()
        lab.run()  # and leaves nothing behind
        assert still.count() == 0 and canvas.count() == 1
        assert page.evaluate(PRINTED, FIGURES) == "1"
        assert page.evaluate(PRINTED, "%pip install some") == MESSAGES["no_pip"]
        lab.press(page.locator(".nncourse-range").first, "ArrowRight")
        page.evaluate(MINE)
        lab.reload()
        assert "# mine" in lab.state()["sources"][1]
        still.wait_for()
        assert canvas.count() == 0 and "not found" not in page.locator(".jp-Notebook").inner_text()
        lab.run()
        canvas.wait_for()
        assert lab.complaints() == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_figure_alone_in_a_frame_of_another_page(page, live_site, address):  # noqa: F811
    write_chapter(live_site, "01_one_neuron")
    source = "01_one_neuron.html?figure=NeuronExplorer"
    (live_site / "platform.html").write_text(f'<iframe src="{source}" width="800" height="600">')
    page.goto(f"{address}/platform.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name=MESSAGES["live_wake"]).click()
    frame.locator(".nncourse-canvas").wait_for()
    frame.locator(".nn-live-bar").wait_for(state="hidden")
    assert frame.locator("[data-cell]:visible").count() == 1
    assert frame.locator(".cell_input:visible").count() == 0
    assert frame.locator(".nncourse-scenario:visible").count() > 1
    page.goto(f"{address}/01_one_neuron.html?figure=None")
    assert status(page) == MESSAGES["live_no_figure"].format(name="None")
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_link_brings_the_state_of_a_figure(page, live_site, room):  # noqa: F811
    there = PlaygroundExplorer(data="moons", weights=7, epoch=40)
    write_cells(live_site, "state", FROM_LINK)
    page.goto(f"{room}/state.html?state={there.token}#somewhere")
    assert status(page) == MESSAGES["live_state"]
    run_chapter(page)
    page.locator(".nncourse-caption", has_text=there.caption).wait_for()
    page.get_by_role("button", name=MESSAGES["stage_more"], exact=True).click()
    page.locator("select:has-text('export')").select_option(MESSAGES["link"])
    link = f"{room}/state.html?state={there.token}"
    page.wait_for_function("(link) => document.querySelector('textarea').value === link", arg=link)
    page.goto(f"{room}/state.html?figure=PlaygroundExplorer&state={there.token[:-5]}")
    page.get_by_role("button", name=MESSAGES["live_wake"]).click()
    page.get_by_text(MESSAGES["bad_link"]).wait_for()
    there.close()
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
def test_what_is_drawn_a_csv_file_and_a_sound_reach_the_page(page, live_site, address, tmp_path):  # noqa: F811
    playground = "from nncourse.playground import PlaygroundExplorer\np = PlaygroundExplorer()\np"
    sound = (
        "from nncourse.widgets.sound import SoundButton\nSoundButton(lambda: [0, 0.5] * 9, 8000)"
    )
    write_cells(live_site, "hands", playground, sound, "print(p.state['own'])")
    page.add_init_script(COUNT_SOUNDS)
    page.goto(f"{address}/hands.html")
    run_chapter(page)
    page.get_by_role("button", name=MESSAGES["listen"]).click()
    page.wait_for_function("played === 1")
    page.get_by_role("button", name=data.OWN).click()
    square = page.locator(".nnp-drawn-on")
    square.scroll_into_view_if_needed()
    box = square.bounding_box()

    def place(across, down):
        return box["x"] + across * box["width"], box["y"] + down * box["height"]

    def drawn():
        run_cell(page, "c")
        rows = output(page, "c").inner_text().split()
        return [[float(number) for number in row.split(",")] for row in rows]

    page.mouse.move(*place(0.25, 0.25))
    page.mouse.down()
    page.mouse.move(*place(0.75, 0.25), steps=10)
    page.mouse.up()
    page.locator(".nnp-own .nnp-chip").last.click()
    by_mouse = drawn()
    with finger(page) as drag:
        scrolled = page.evaluate("scrollY")
        drag(place(0.5, 0.3), place(0.5, 0.9))
        assert page.evaluate("scrollY") == scrolled  # the finger draws, the page stays
    by_finger = drawn()[len(by_mouse) :]
    assert len(by_mouse) > 3 and len(by_finger) > 3
    assert all(y > 0 for _, y, _ in by_mouse) and by_mouse[0][0] < 0 < by_mouse[-1][0]
    assert all(abs(x) < 0.5 for x, _, _ in by_finger) and by_finger[0][1] > 0 > by_finger[-1][1]
    assert {kind for _, _, kind in by_mouse} != {kind for _, _, kind in by_finger}
    points = tmp_path / "points.csv"
    points.write_text("alpha,beta,kind\n" + "".join(f"{i},{-i},{i % 2}\n" for i in range(20)))
    page.locator("[data-cell='a'] input[type=file]").set_input_files(points)
    page.locator("[data-cell='a']").get_by_text("alpha").first.wait_for()
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_whole_chapter_shows_what_is_stored(page, live_site, address, name):  # noqa: F811
    write_chapter(live_site, name)
    page.goto(f"{address}/{name}.html")
    run_chapter(page)
    page.wait_for_function(
        "![...document.querySelectorAll('.nncourse-canvas')].some((canvas) => !canvas.style.width)"
    )
    seen = page.evaluate(SHOWN)
    for cell in code_cells(read(name)):
        is_exercise = "exercise" in cell["metadata"].get("tags", [])
        if is_exercise or ASKS_FOR_TORCH in "".join(cell["source"]):
            continue
        shown = seen[cell["id"]]
        assert shown["state"] == "done" and shown["wrong"] == "", shown
        stored = [out for out in cell["outputs"] if out.get("name") == "stdout"]
        assert shown["printed"] == "".join("".join(out["text"]) for out in stored)
        captions = [
            "".join(out["data"]["text/plain"])
            for out in cell["outputs"]
            if "nncourse-caption" in "".join(out.get("data", {}).get("text/html", []))
        ]
        assert not captions or shown["captions"] == captions
    assert page.errors == []
