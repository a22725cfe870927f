"""The live figure in JupyterLab and in Notebook 7: keys, mouse, numbers, restart, reload."""

import io
import random
import re

import numpy as np
import pytest
from accessibility import violations
from browser import visit, write
from PIL import Image
from reader import HANDLE
from test_browser import DEAD

from nncourse.draw import style
from nncourse.explorers import NeuronExplorer
from nncourse.messages import say

pytestmark = pytest.mark.browser

CELLS = [
    "before = 1",
    """
from nncourse.explorers import NeuronExplorer
explorer = NeuronExplorer("iris", w1=1, w2=2, b=-8, x1=5, x2=2)
explorer""",
    "after = 1",
]
FIGURES = """(lambda gc, figure: (gc.collect(), sum(
    issubclass(type(thing), figure) for thing in gc.get_objects()))[1])(
    __import__("gc"), __import__("matplotlib.figure").figure.Figure)"""
WIDGETS = "len(__import__('ipywidgets').widgets.widget._instances)"
MEGABYTES = "__import__('psutil').Process().memory_info().rss / 1e6"
THEME = "theme => { document.body.dataset.jpThemeLight = theme; }"
ENDS = """(parts) => [...new Set(parts.map((part) => {
    const { left, right } = part.getBoundingClientRect();
    return `${left.toFixed(1)} ${right.toFixed(1)}`;
}))]"""
LOW = """(parts) => parts.filter((part) => part.checkVisibility({ visibilityProperty: true }) &&
    part.getBoundingClientRect().height < 24).map((part) => part.outerHTML)"""
GROUND = "(box) => getComputedStyle(box).backgroundColor"
# How many numbers are marked once the next whole picture is shown
LEFT = """(canvas) => new MutationObserver((_, watch) => {
    window.left = document.querySelectorAll(".nncourse-moved-number").length;
    watch.disconnect();
}).observe(canvas, { attributeFilter: ["width"] })"""
KEPT = ".nncourse-kept"
BUSY = """() => void reader.panel().sessionContext.session.kernel.requestExecute({
    code: "__import__('time').sleep(2)", store_history: false })"""
WINDOWING = [
    "contentVisibility",
    "defer",
    "full",
    "none",
]  # how JupyterLab spares cells out of view
CONTROLS = {
    "slider": ".nncourse-range",
    "number box": ".nncourse-number-box",
    "dropdown": ".nncourse-explorer select",
    "button": ".nncourse-explorer button",
    "canvas": "canvas",
}


@pytest.fixture(scope="module", params=["lab", pytest.param("notebook", marks=pytest.mark.slow)])
def shared(request, chrome, lab):
    """Somebody before an explorer that has run; what a test changes it sets back."""
    name = f"figure-{request.param}.ipynb"
    write(lab, name, *CELLS)
    with visit(chrome, lab[1][request.param]) as reader:
        reader.open(name)
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
        yield reader


@pytest.fixture
def reader(shared):
    shared.page.get_by_role("button", name=say("reset")).click()
    shared.until(lambda: "(5.00, 2.00)" in caption(shared), "reset does nothing")
    yield shared
    # A page may still speak to a figure that has just gone
    assert not [words for words in shared.complaints() if "No such comm" not in words]


def caption(reader):
    """The text under the figure."""
    return reader.page.locator(".nncourse-caption").first.inner_text()


def w1(reader):
    """What the kernel has for the first slider."""
    return round(reader.value("explorer.state['w1']"), 9)


def point(reader):
    """Where the test point is, as the caption says."""
    return [float(x.replace("−", "-")) for x in re.findall(r"\((\S+), (\S+)\)", caption(reader))[0]]


def place(reader, x1, x2):
    """Where a point of the plane is on the screen."""
    canvas = reader.page.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    plane = "explorer.figure.axes[1].transData.transform"
    figure = "explorer.figure.transFigure.inverted().transform"
    x, y = reader.value(f"[*map(float, {figure}({plane}(({x1}, {x2}))))]")
    box = canvas.bounding_box()
    return box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"]


def keep(reader, name="view_keep"):
    """Press the button that keeps the first figure in view, or puts it back."""
    reader.page.get_by_role("button", name=say(name)).first.click()


def is_kept(reader):
    """Whether a figure floats, seen by the reader, and its text has made room."""
    return reader.page.evaluate("""() => {
        const figure = document.querySelector(".nncourse-kept");
        if (!figure) return false;
        const { left, top, bottom } = figure.getBoundingClientRect();
        const text = document.querySelector(".nncourse-view-gap").getBoundingClientRect();
        const seen = document.elementFromPoint(left + 20, top + 60);
        const isFree = text.right < left || text.top > bottom || text.bottom < top;
        return figure.contains(seen) && isFree;
    }""")


def is_back(reader):
    """Whether all is as if no figure had been kept in view."""
    traces = f"{KEPT}, .nncourse-view-gap, .nncourse-view-beside, .nncourse-view-above, [popover]"
    return reader.page.locator(traces).count() == 0


@pytest.mark.parametrize("selector", CONTROLS.values(), ids=CONTROLS)
def test_keys_stay_with_what_has_the_focus(reader, selector):
    reader.page.locator(selector).first.focus()
    before = reader.state()
    keys = ["d", "d", "b", "a", "x", "m", "Enter"]
    for key in [*keys, "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]:
        reader.page.keyboard.press(key)
    reader.page.wait_for_timeout(200)
    assert reader.state() == before


def test_a_number_can_be_typed(reader):
    box = reader.page.locator(".nncourse-number-box").first
    name = box.get_attribute("aria-labelledby")
    assert reader.page.locator(f"id={name}").inner_text() == "w1"

    def typed(text):
        reader.page.keyboard.press("ControlOrMeta+a")
        reader.page.keyboard.press("Delete")
        reader.page.keyboard.type(text)
        reader.page.keyboard.press("Enter")
        return lambda: float(box.input_value().replace("−", "-"))

    box.click()
    for text, value in [("-2.5", -2.5), ("99", 5), ("0,7", 0.7), ("-1e9", -5), ("−1.5", -1.5)]:
        shown = typed(text)
        reader.until(lambda shown=shown, value=value: shown() == value, f"{text}: no {value}")
        reader.until(lambda value=value: w1(reader) == value, f"{text}: nothing happens")
    handle = reader.page.locator(".nncourse-range").first
    reader.until(lambda: reader.number(handle) == -1.5, "the slider stays")
    assert handle.get_attribute("aria-valuetext") == "−1.5"
    for wrong in ("e", "--", "nonsense", "nan", ""):
        shown = typed(wrong)
        reader.until(lambda shown=shown: shown() == -1.5, f"{wrong} stays")
    assert w1(reader) == -1.5


def test_a_number_typed_after_reset_stays_though_a_cell_runs(reader):
    reader.page.evaluate(BUSY)
    reader.page.get_by_role("button", name=say("reset")).click()
    reader.page.locator(".nncourse-number-box").first.click()
    reader.page.keyboard.type("-2.5")
    reader.page.keyboard.press("Enter")
    reader.until(lambda: w1(reader) == -2.5, "the number is lost")
    reader.page.wait_for_timeout(300)
    assert w1(reader) == -2.5


def test_a_number_can_be_typed_over_in_place(reader):
    box = reader.page.locator(".nncourse-number-box").first
    box.click()
    reader.page.wait_for_timeout(100)
    reader.page.keyboard.type("-2.5")
    reader.page.keyboard.press("Tab")
    reader.until(lambda: w1(reader) == -2.5, "leaving is not enough")
    assert box.input_value() == "−2.5"
    box.click()
    reader.page.wait_for_timeout(100)
    reader.page.keyboard.press("End")
    reader.page.keyboard.press("Backspace")
    reader.page.keyboard.type("2")
    reader.page.keyboard.press("Enter")
    reader.until(lambda: w1(reader) == -2.2, "its minus cannot be read")


def test_the_point_follows_the_mouse(reader):
    mouse = reader.page.mouse
    mouse.move(*place(reader, 4, 1))
    mouse.down()
    reader.until(lambda: point(reader) == pytest.approx([4, 1], abs=0.05), "a press does nothing")
    mouse.move(*place(reader, 6, 2.5), steps=10)
    reader.until(lambda: point(reader) == pytest.approx([6, 2.5], abs=0.05), "a drag does nothing")
    mouse.up()
    mouse.move(*place(reader, 4, 1))
    reader.page.wait_for_timeout(200)
    assert point(reader) == pytest.approx([6, 2.5], abs=0.05)


def test_the_point_follows_arrow_keys(reader):
    reader.page.locator("canvas").focus()
    for key, i, sign in [("Right", 0, 1), ("Up", 1, 1), ("Left", 0, -1), ("Down", 1, -1)]:
        before = point(reader)
        reader.page.keyboard.press(f"Arrow{key}")
        reader.until(
            lambda i=i, sign=sign, before=before: (point(reader)[i] - before[i]) * sign > 0, key
        )


VALUES_ON_THE_WAY = """async ([range, goal]) => {
    const seen = [];
    for (const end = performance.now() + 9000; range.value !== goal && performance.now() < end; ) {
        if (seen.at(-1) !== range.value) seen.push(range.value);
        await new Promise(requestAnimationFrame);
    }
    return [...seen, range.value].map(Number);
}"""


def test_a_scenario_asks_first_and_is_reached_by_keyboard(reader):
    page = reader.page
    number = page.locator(".nncourse-scenario").nth(list(NeuronExplorer.scenarios).index("xor"))
    words = page.locator(".nncourse-scenarios-words")
    look = page.locator(".nncourse-scenarios-look")
    before = reader.state()
    number.focus()
    assert say("ask_xor") in words.inner_text()
    assert number.get_attribute("aria-pressed") == "false" and w1(reader) == 1
    page.keyboard.press("Enter")
    b = page.locator(".nncourse-range").nth(2).element_handle()
    seen = page.evaluate(VALUES_ON_THE_WAY, [b, "-1.5"])
    assert len(seen) > 2 and seen == sorted(seen) and seen[-1] == -1.5, seen
    reader.until(lambda: number.get_attribute("aria-pressed") == "true", "it is not marked")
    assert reader.value("explorer.state == explorer.scenario_state('xor')")
    ground = "button => getComputedStyle(button).backgroundColor"
    page.wait_for_timeout(200)  # it takes its colour by and by
    pressed = number.evaluate(ground)
    number.hover()
    page.wait_for_timeout(200)
    assert number.evaluate(ground) == pressed
    page.keyboard.press("Tab")
    assert not look.is_visible()
    page.keyboard.press("Enter")
    assert look.inner_text() == say("look_xor")
    page.locator(".nncourse-range").first.press("ArrowRight")
    reader.until(lambda: number.get_attribute("aria-pressed") == "false", "it stays marked")
    assert say("title_xor") in words.inner_text() and look.is_visible()
    assert reader.state() == before


def test_a_figure_is_kept_in_view_and_put_back_by_keyboard(reader):
    words = caption(reader)
    reader.page.get_by_role("button", name=say("view_keep")).focus()
    before = reader.state()
    reader.page.keyboard.press("Enter")
    reader.until(lambda: is_kept(reader), "it does not float")
    assert reader.page.locator(":focus").inner_text() == say("view_put_back")
    cell = reader.explorers()[0]
    for key in ("PageUp", "PageDown"):
        handle = cell.locator(".nncourse-range").first
        reader.moves(cell, handle, lambda h, key=key: reader.press(h, key))
    for key in ("d", "d", "b", "Escape"):
        reader.page.keyboard.press(key)
    reader.until(lambda: is_back(reader), "it is not put back")
    assert reader.page.locator(":focus").inner_text() == say("view_keep")
    assert (reader.state(), caption(reader)) == (before, words)


def test_escape_takes_back_what_was_typed_before_it_puts_the_figure_back(reader):
    keep(reader)
    reader.until(lambda: is_kept(reader), "it is not kept")
    box = reader.page.locator(".nncourse-number-box").first
    box.click()
    reader.page.keyboard.type("3")
    reader.until(lambda: box.input_value() == "3", "it is not typed")
    reader.page.keyboard.press("Escape")
    assert box.input_value() == "1.0" and reader.page.locator(KEPT).count() == 1
    reader.page.keyboard.press("Escape")
    reader.until(lambda: is_back(reader), "it is not put back")


def test_a_figure_in_view_is_put_back_from_its_place_in_the_text(reader):
    keep(reader)
    reader.page.locator(".nncourse-view-gap button").focus()
    before = reader.state()
    reader.page.keyboard.press("Enter")
    reader.until(lambda: is_back(reader), "it is not put back")
    assert reader.state() == before


def test_a_figure_in_view_goes_with_its_cell(reader):
    index = "reader.panel().content.activeCellIndex = 1"
    commands = "jupyterapp.commands.execute"
    keep(reader)
    reader.run()
    reader.until(lambda: is_back(reader), "running the cell again leaves it")
    keep(reader)
    reader.page.evaluate(f"() => {{ {index}; return {commands}('notebook:delete-cell') }}")
    reader.until(lambda: is_back(reader), "deleting the cell leaves it")
    reader.page.evaluate(f"() => {commands}('notebook:undo-cell-action')")
    reader.run()
    reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")


def test_a_cell_that_runs_again_leaves_nothing_dead(reader):
    reader.run()
    figures = reader.value(FIGURES)
    n = reader.value(WIDGETS)
    for _ in range(3):
        reader.run()
    assert reader.page.locator("canvas").count() == 1
    assert (reader.value(FIGURES), reader.value(WIDGETS)) == (figures, n)
    cell = reader.explorers()[0]
    handle = cell.locator(".nncourse-range").first
    reader.moves(cell, handle, lambda h: reader.press(h, "PageUp"))
    assert reader.page.locator(".nncourse-note").inner_text() == ""


def test_a_page_loaded_again_shows_a_live_figure(reader):
    reader.reload()
    reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
    text = reader.page.locator("body").inner_text()
    assert not [words for words in DEAD if words in text]
    cell = reader.explorers()[0]
    reader.moves(cell, cell.locator(".nncourse-range").first, lambda h: reader.press(h, "PageUp"))


def test_larger_type_is_for_the_text_around_it_too(reader):
    reader.page.evaluate("""() => document.querySelector(".jp-Notebook .jp-Cell").append(
        Object.assign(document.createElement("p"), {className: "jp-RenderedHTMLCommon"}))""")
    larger = reader.page.get_by_role("button", name=say("larger"))
    sizes = """() => [".jp-RenderedHTMLCommon", ".nncourse-caption"].map(
        (name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"""
    before = reader.page.evaluate(sizes)
    larger.click()
    reader.until(lambda: min(reader.page.evaluate(sizes)) > 1.3 * max(before), "no larger type")
    larger.click()
    reader.until(lambda: reader.page.evaluate(sizes) == before, "it stays large")


def photographed(reader):
    """The picture as it is on the screen, colours from 0 to 1."""
    shot = reader.page.locator("canvas").first.screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")) / 255


def test_on_a_dark_page_a_picture_is_dark_at_once_and_no_frame_is_sent(reader):
    reader.page.wait_for_selector(".nncourse-moved-number", state="detached")
    before = reader.at_rest(reader.explorers()[0]), reader.value("explorer.live._sent")
    reader.page.evaluate(THEME, "true")
    light = photographed(reader)
    reader.page.evaluate(THEME, "false")
    dark = photographed(reader)
    wrong = violations(reader.page)
    reader.page.evaluate(THEME, "true")
    expected = np.clip(light @ style.dark_map()[:, :3].T + style.dark_map()[:, 3], 0, 1)
    assert np.abs(dark - expected).max() < 0.02 and np.median(light) > 0.8 > 0.3 > np.median(dark)
    after = reader.at_rest(reader.explorers()[0]), reader.value("explorer.live._sent")
    assert before == after
    assert not wrong


def test_controls_stand_in_columns_and_can_be_hit(reader):
    sliders = reader.page.locator(".nncourse-range >> visible=true")
    assert sliders.count() == 3 and len(sliders.evaluate_all(ENDS)) == 1
    boxes = reader.page.locator(".nncourse-group >> nth=0 >> .nncourse-number-box")
    assert len(boxes.evaluate_all(ENDS)) == 1
    hit = reader.page.locator(".nncourse-explorer :is(button, select, input)")
    assert not hit.evaluate_all(LOW)


def test_a_number_that_moved_is_marked_for_a_moment(reader):
    box = reader.page.locator(".nncourse-number-box").first
    reader.page.locator("canvas").first.focus()
    reader.page.wait_for_timeout(600)  # since the number was set back
    rest = box.evaluate(GROUND)
    reader.value("explorer.set(w1=3)")
    reader.until(lambda: box.evaluate(GROUND) != rest, "it is not marked")
    reader.until(lambda: box.evaluate(GROUND) == rest, "it stays marked")


def test_numbers_of_the_caption_that_moved_are_marked_for_a_moment(reader):
    marks = reader.page.locator(".nncourse-caption mark")
    reader.page.wait_for_timeout(600)  # since the caption was set back
    reader.value("explorer.set(x1=3)")
    reader.until(marks.count, "no number is marked")
    assert marks.all_inner_texts() == ["3.00", "−1.00", "0.269"]
    bare = reader.page.locator(".nncourse-caption").first.evaluate(GROUND)
    assert marks.first.evaluate(GROUND) != bare
    reader.until(lambda: marks.first.evaluate(GROUND) == bare, "it stays marked")


def test_numbers_of_the_picture_that_moved_are_marked_for_a_moment(reader):
    marks = reader.page.locator(".nncourse-moved-number")
    reader.page.wait_for_timeout(600)  # since the picture was set back
    reader.until(lambda: not marks.count(), "numbers stay marked")
    reader.value("explorer.set(x1=3)")
    reader.until(marks.count, "no number is marked")
    assert marks.count() == 6  # x1 and z, in the diagram and the formulas, and the output twice
    reader.page.locator("canvas").first.evaluate(LEFT)
    reader.value("explorer.live._draw_for(explorer.live._view)")
    reader.until(lambda: reader.page.evaluate("window.left !== undefined"), "no new picture")
    assert reader.page.evaluate("window.left") == 0
    reader.until(lambda: not marks.count(), "numbers stay marked")


def test_nothing_is_cut_off(reader, pictures):
    for width in (1280, 900):
        assert not reader.picture(width, pictures / f"explorer-{width}.png")


@pytest.mark.slow
def test_many_moves_leave_kernel_and_figure_as_they_were(reader):
    handles = reader.page.locator(HANDLE).all()
    rng = random.Random(0)

    def walk(n):
        for _ in range(n):
            reader.press(rng.choice(handles), rng.choice(["PageUp", "PageDown", "ArrowLeft"]))
        reader.at_rest(reader.explorers()[0])
        return reader.value(FIGURES), reader.value(WIDGETS), reader.value(MEGABYTES)

    figures, n, before = walk(50)
    for _ in range(2):
        *counts, after = walk(100)
    assert counts == [figures, n] and after - before < 10


def test_after_a_restart_the_figure_says_that_it_is_dead(reader):
    keep(reader)
    reader.restart()
    note = reader.page.locator(".nncourse-note")
    reader.until(lambda: note.inner_text() == say("kernel_gone"), "it looks alive")
    assert is_back(reader)
    reader.wait_until_ready()
    reader.run()
    reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
    reader.until(lambda: note.inner_text() == "", "it still says that it is dead")
    reader.page.evaluate("() => reader.errors = []")


def test_it_is_sharp_on_dense_screens_while_it_moves_too(chrome, lab):
    write(lab, "dense.ipynb", *CELLS)
    with visit(chrome, lab[1]["lab"], device_scale_factor=2) as reader:
        reader.open("dense.ipynb")
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
        canvas = reader.page.locator("canvas")
        before = caption(reader)

        def ratio():
            return canvas.evaluate("canvas => canvas.width / canvas.clientWidth")

        assert ratio() == pytest.approx(2, abs=0.01)
        canvas.focus()
        reader.page.keyboard.press("ArrowUp")
        reader.until(lambda: caption(reader) != before, "it does not move")
        assert ratio() == pytest.approx(2, abs=0.01)
        assert not reader.complaints()


def test_a_page_that_missed_a_frame_asks_for_all_of_it(reader):
    cell = reader.explorers()[0]
    before = reader.at_rest(cell)
    lost = "explorer.live.frames.next(), setattr(explorer.live, '_sent', explorer.live._sent + 1)"
    reader.value(f"({lost})[1]")
    for key in ("PageUp", "PageDown"):
        reader.moves(
            cell, cell.locator(".nncourse-range").first, lambda h, k=key: reader.press(h, k)
        )
    assert reader.at_rest(cell) == before


@pytest.mark.slow
def test_a_figure_is_drawn_and_kept_in_view_out_of_view_of_its_cell(chrome, lab):
    write(lab, "below.ipynb", *["print('\\n' * 60)"] * 3, *CELLS)
    with visit(chrome, lab[1]["lab"]) as reader:
        reader.open("below.ipynb")
        reader.run()
        to_the_top = "document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)"
        reader.page.evaluate(to_the_top)
        reader.until(lambda: reader.value("explorer.live._shown") > 0, "it waits to be seen")
        for mode in WINDOWING:
            reader.page.evaluate(
                """async (windowingMode) => {
                    const notebook = reader.panel().content;
                    notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode };
                    await notebook.scrollToItem(4);
                }""",
                mode,
            )
            keep(reader)
            reader.page.evaluate("reader.panel().content.activeCellIndex = 0")  # it stays anyway
            reader.page.evaluate(to_the_top)
            reader.page.wait_for_timeout(200)
            assert is_kept(reader), mode
            before = caption(reader)
            reader.press(reader.page.locator(".nncourse-range").first, "ArrowUp")
            reader.until(lambda before=before: caption(reader) != before, f"{mode}: it is dead")
            reader.page.keyboard.press("Escape")
            assert is_back(reader)
        keep(reader)
        reader.page.evaluate("() => { jupyterapp.commands.execute('launcher:create') }")
        reader.until(lambda: not reader.page.locator(KEPT).is_visible(), "it covers another tab")


def test_a_page_that_was_saved_shows_its_stills_when_it_is_opened_again(chrome, lab):
    write(
        lab,
        "saved.ipynb",
        *CELLS,
        "from nncourse import predict\npredict('bias')",
    )
    with visit(chrome, lab[1]["lab"]) as reader:
        reader.open("saved.ipynb")
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
        reader.save()
        cell = reader.explorers()[0]
        reader.moves(
            cell, cell.locator(".nncourse-range").first, lambda h: reader.press(h, "PageUp")
        )
    with visit(chrome, lab[1]["lab"]) as reader:
        reader.open("saved.ipynb")
        reader.page.wait_for_selector(".jp-OutputArea-output img")
        text = reader.page.locator("body").inner_text()
        assert "It shifts." in text
        assert not [words for words in DEAD if words in text]


def test_two_views_of_one_figure_live_in_peace(chrome, lab):
    """As with JupyterLab's *Create New View for Cell Output*; here the other one is narrower."""
    write(lab, "views.ipynb", *CELLS)
    with visit(chrome, lab[1]["lab"]) as reader:
        reader.open("views.ipynb")
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
        reader.page.evaluate(
            """async () => {
                const panel = reader.panel();
                const cell = panel.content.widgets[1];
                panel.content.activeCellIndex = 1;
                await jupyterapp.commands.execute("notebook:create-output-view");
                jupyterapp.shell.activateById(panel.id);
                return cell.id;
            }"""
        )
        captions = reader.page.locator(".nncourse-caption:has-text('Boundary')")
        reader.until(lambda: captions.count() == 2, "there is no second view")
        canvases = reader.page.locator("canvas")
        reader.page.wait_for_timeout(1000)
        widths = [canvases.nth(i).evaluate("c => c.clientWidth") for i in range(2)]
        assert widths[0] != widths[1]
        sent = reader.value("explorer.live._sent")
        reader.page.wait_for_timeout(1500)
        assert reader.value("explorer.live._sent") == sent, "the views answer each other"
        for i in range(2):
            before = captions.first.inner_text()
            reader.page.locator(".nncourse-range").nth(7 * i).focus()
            reader.page.keyboard.press("PageUp")
            reader.until(lambda b=before: captions.first.inner_text() != b, "the first stays")
            reader.until(lambda b=before: captions.last.inner_text() != b, "the second stays")
        assert not reader.complaints()
