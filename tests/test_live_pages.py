"""Live pages: Python in a worker of the page, figures, editors, and what can go wrong."""

import json
import os
import time
from pathlib import Path

import live
import pyodide_numbers
import pytest
from accessibility import violations
from browser import launch
from live_pages import (  # noqa: F401 (a fixture)
    ROOT,
    code_cells,
    live_site,
    read,
    serve,
    write_cells,
    write_chapter,
)

from nncourse.messages import table

MESSAGES = table("en")
TESTS = Path(__file__).parent
CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
ASKS_FOR_TORCH = "PyTorch is not installed here"  # as it never is in a browser
IDLE = "!document.querySelector('.nn-busy')"
FIGURE = "document.querySelector('.nn-outputs:not(.nn-fresh) .nncourse-canvas')?.style.width"
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('[data-cell]')].map((cell) => {
  const texts = (what) => [...cell.querySelectorAll(what)].map((part) => part.textContent);
  return [cell.dataset.cell, {
    state: cell.dataset.state ?? "", printed: texts(".nn-stdout").join(""),
    wrong: texts(".nn-stderr, .nn-error, .nncourse-note").join(""),
    captions: texts(".nncourse-caption"),
  }];
}))"""
STILL = '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="600" height="300">'


@pytest.fixture(scope="module")
def address(live_site):  # noqa: F811
    with serve(live_site) as site:
        yield site


@pytest.fixture(scope="module")
def chrome(chromium):
    with launch(chromium) as browser:
        yield browser


@pytest.fixture
def context(chrome, address):
    """A browser's profile that reaches the site and nothing else, and the errors of its pages."""
    context = chrome.new_context()
    context.set_default_timeout(30_000)
    reached = []

    def only_here(route):
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            reached.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    yield context
    context.close()
    assert not reached


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


def type_in(page, cell, text):
    """Type into a cell's editor, in the place of its code."""
    editor = page.locator(f"[data-cell='{cell}'] .cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    return editor


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


def test_numbers_of_nnlib_are_those_of_cpython(live_site):  # noqa: F811
    assert in_node(live_site, TESTS / "pyodide_numbers.py") == pyodide_numbers.main()


@pytest.mark.slow
def test_every_explorer_makes_a_still_and_a_frame(live_site):  # noqa: F811
    found = in_node(live_site, TESTS / "pyodide_explorers.py")
    assert len(found) > 30
    for name, seen in found.items():
        assert seen["is_png"] and seen["caption"] and seen["frame"] > 1000, name
        assert seen["note"] == "", (name, seen["note"])


@pytest.mark.browser
def test_a_chapter_by_hand_from_still_to_exercise(page, live_site, address):  # noqa: F811
    write_chapter(live_site, "01_one_neuron")
    page.goto(f"{address}/01_one_neuron.html")
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
    page.wait_for_function(
        "(said) => document.querySelector('.nn-status').textContent === said",
        arg=MESSAGES["live_stopped"],
    )
    type_in(page, "d", "print(2)")
    for cell, state in [("e", "done"), ("f", "done"), ("g", "error"), ("h", "error")]:
        page.locator(f"[data-cell='{cell}'] .nn-run").click()
        page.wait_for_selector(f"[data-cell='{cell}'][data-state='{state}']")
    said = output(page, "f").inner_text()
    assert "PyTorch cannot run in a browser" in said and "make" not in said
    assert "SyntaxError" in output(page, "g").inner_text()
    assert MESSAGES["no_input"] in output(page, "h").inner_text()
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_worker_that_dies_is_replaced(page, live_site, address):  # noqa: F811
    figure = "from nncourse.explorers import ActivationExplorer\nActivationExplorer()"
    write_cells(live_site, "dies", figure, "print('here')")
    page.goto(f"{address}/dies.html")
    run_chapter(page)
    assert page.locator(".nncourse-canvas").count() == 1
    page.evaluate(
        "nncoursePage.kernel.worker.dispatchEvent(new ErrorEvent('error', {message: 'x'}))"
    )
    page.wait_for_selector(".nncourse-gone")
    page.wait_for_function("nncoursePage.kernel.isReady")
    page.wait_for_function(IDLE)
    assert status(page) == MESSAGES["live_lost"]
    assert page.locator(".nncourse-note").inner_text() == MESSAGES["kernel_gone_in_browser"]
    run_chapter(page)
    assert page.locator("[data-state='done']").count() == 2
    assert page.locator(".nncourse-note").inner_text() == ""


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
FULL = (
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("storage", [NO_STORAGE, FULL], ids=["no storage", "storage full"])
def test_without_storage_a_page_works_and_says_so(page, live_site, address, storage):  # noqa: F811
    write_cells(live_site, "kept", "x = 1", "print(x + 1)")
    page.add_init_script(storage)
    page.goto(f"{address}/kept.html")
    run_chapter(page)
    assert output(page, "b").inner_text().strip() == "2"
    type_in(page, "a", "x = 4")
    page.wait_for_function(
        "(said) => document.querySelector('.nn-status').textContent === said",
        arg=MESSAGES["live_not_kept"],
    )
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
def test_a_second_visit_fetches_nothing_again(context, live_site, address):  # noqa: F811
    write_cells(live_site, "again", "print('here')")
    fetched = []
    context.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    said = []
    for _ in range(2):
        page = watched(context)
        page.goto(f"{address}/again.html")
        fetched.clear()
        run_chapter(page)
        said.append([name for name in fetched if name.endswith(".bin")])
        page.close()
    assert len(said[0]) == 4
    assert said[1] == []


@pytest.mark.browser
@pytest.mark.slow
def test_on_a_phone_a_finger_runs_and_moves(chrome, live_site, address):  # noqa: F811
    write_chapter(live_site, "01_one_neuron")
    size = {"width": 390, "height": 800}
    phone = chrome.new_context(viewport=size, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(f"{address}/01_one_neuron.html")
    page.locator(".nn-still").first.tap()
    page.wait_for_function(FIGURE)
    page.wait_for_function(IDLE)
    before = page.locator(".nncourse-caption").first.inner_text()
    page.locator(".nncourse-explorer button:visible", has_text="2").first.tap()
    page.wait_for_function(
        "(before) => document.querySelector('.nncourse-caption').textContent !== before", arg=before
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    phone.close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_still_of_the_website_becomes_live_where_it_stands(chrome, whole_site):
    with serve(whole_site) as address:
        page = chrome.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(120_000)
        page.goto(f"{address}/01_one_neuron.html")
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
def test_a_csv_file_and_a_sound_reach_the_page(page, live_site, address, tmp_path):  # noqa: F811
    playground = "from nncourse.playground import PlaygroundExplorer\nPlaygroundExplorer()"
    sound = (
        "from nncourse.widgets.sound import SoundButton\nSoundButton(lambda: [0, 0.5] * 9, 8000)"
    )
    write_cells(live_site, "hands", playground, sound)
    page.add_init_script(COUNT_SOUNDS)
    page.goto(f"{address}/hands.html")
    run_chapter(page)
    page.locator("[data-cell='b'] button:visible").last.click()
    page.wait_for_function("played === 1")
    points = tmp_path / "points.csv"
    points.write_text("alpha,beta,kind\n" + "".join(f"{i},{-i},{i % 2}\n" for i in range(20)))
    page.locator("[data-cell='a'] input[type=file]").set_input_files(points)
    page.locator("[data-cell='a']").get_by_text("alpha").first.wait_for()
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_whole_chapter_shows_what_is_stored(page, live_site, address, name):  # noqa: F811
    page.set_default_timeout(120_000)
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
