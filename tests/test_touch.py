"""A finger on a figure: the page scrolls, and what can be dragged is dragged."""

from contextlib import contextmanager

import pytest
from browser import APPS, new_context, visit, write
from live_pages import IDLE
from test_browser_figure import caption, place
from website_server import served

from nncourse.messages import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "print('\\n' * 30)",
    """
from nncourse.explorers import NeuronExplorer
explorer = NeuronExplorer("iris", w1=1, w2=2, b=-8, x1=5, x2=2)
explorer""",
    "from nncourse.explorers import LearningExplorer\nlearning = LearningExplorer()\nlearning",
    "print('\\n' * 60)",
]
SCREENS = [(390, 844), (820, 1180)]
SEEN = list(zip(["08_playground", "01_one_neuron"], SCREENS, strict=True))
SCROLLED = """() => [document.scrollingElement, ...document.querySelectorAll("*")]
    .reduce((sum, thing) => sum + thing.scrollTop, 0)"""
WIDER = """() => {
    const page = document.scrollingElement;
    const wide = page.scrollWidth > page.clientWidth ? ["the page"] : [];
    for (const output of document.querySelectorAll(".jp-OutputArea-output"))
        if (output.scrollWidth > output.clientWidth + 1)
            wide.push(output.textContent.trim().slice(0, 60));
    for (const explorer of document.querySelectorAll(".nncourse-explorer"))
        for (const part of explorer.querySelectorAll("input, select, button, label, canvas"))
            if (part.getBoundingClientRect().right > explorer.getBoundingClientRect().right + 1)
                wide.push(part.outerHTML.slice(0, 80));
    return wide;
}"""

# Room in the last figure for controls that are not shown
HOLES = """() => [...[...document.querySelectorAll(".nncourse-card")].at(-1)
    .querySelectorAll(".nncourse-group > *")].filter((part) => part.offsetHeight
        && !part.checkVisibility({ visibilityProperty: true })).length"""
# Where the text of its rows begins
LEFTS = """() => {
    const card = [...document.querySelectorAll(".nncourse-card")].at(-1);
    const label = ".nncourse-number-label";
    const rows = [".nncourse-caption", ".nncourse-view-button", `.nncourse-wide ${label}`,
        `.nncourse-group ${label}`];
    const lefts = rows.map((row) => {
        const text = document.createRange();
        text.selectNodeContents(card.querySelector(row));
        return Math.round(text.getBoundingClientRect().left);
    });
    return [...new Set(lefts)];
}"""


@contextmanager
def finger(page):
    """Return what moves a finger from one place to another: Chromium's own touch events."""
    session = page.context.new_cdp_session(page)

    def send(kind, *points):
        touches = [{"x": x, "y": y, "id": 1} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def drag(start, end, steps=10):
        send("touchStart", start)
        for i in range(1, steps + 1):
            part = i / steps
            there = [a + part * (b - a) for a, b in zip(start, end, strict=True)]
            send("touchMove", there)
            page.wait_for_timeout(20)
        send("touchEnd")
        page.wait_for_timeout(300)

    yield drag
    session.detach()


def pinch(page, place, scale):
    """Spread two fingers over a place of the page."""
    session = page.context.new_cdp_session(page)
    x, y = place
    session.send("Input.synthesizePinchGesture", {"x": x, "y": y, "scaleFactor": scale})
    session.detach()


ZOOM = "() => visualViewport.scale"


def zooms_under_two_fingers(page):
    """Two fingers on a figure make the page larger, and smaller again."""
    place = seen_edge(page.locator("canvas").first)
    before = page.evaluate(ZOOM)
    pinch(page, place, 2)
    page.wait_for_timeout(200)
    larger = page.evaluate(ZOOM)
    assert larger > 1.5 * before
    pinch(page, [at / larger for at in place], 0.25)
    page.wait_for_timeout(200)
    assert page.evaluate(ZOOM) == pytest.approx(before, rel=0.05)


def seen_edge(canvas):
    """A place of a picture that is seen: near its left edge, where nothing can be dragged."""
    box = None
    while box != (box := canvas.bounding_box()):  # figures above it may still come
        canvas.evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
        canvas.page.wait_for_timeout(200)
    bottom = canvas.page.viewport_size["height"] - 40
    return box["x"] + 8, (max(box["y"], 60) + min(box["y"] + box["height"], bottom)) / 2


@pytest.fixture(scope="module", params=APPS)
def app(request):
    return request.param


@pytest.fixture(scope="module", params=SCREENS, ids=["phone", "tablet"])
def reader(request, chrome, lab, app):
    """Somebody with a touch screen, before an explorer."""
    width, height = request.param
    name = f"touch-{app}-{width}.ipynb"
    write(lab, name, *CELLS)
    with visit(chrome, lab[1][app], has_touch=True) as reader:
        reader.page.set_viewport_size({"width": width, "height": height})
        reader.open(name)
        # On a phone JupyterLab's list of files leaves no room: readers close it
        reader.page.evaluate("() => { jupyterapp.shell.collapseLeft?.() }")
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
        yield reader


def test_a_finger_on_a_picture_scrolls_the_page(reader):
    canvas = reader.page.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    x, y = seen_edge(canvas)
    before = reader.page.evaluate(SCROLLED)
    words = caption(reader)
    with finger(reader.page) as drag:
        drag((x, y), (x, y - 150))
    assert reader.page.evaluate(SCROLLED) > before + 50
    assert caption(reader) == words


def test_a_finger_drags_what_can_be_dragged(reader):
    reader.value("explorer.reset()")
    reader.until(lambda: "(5.00, 2.00)" in caption(reader), "no reset")
    start = place(reader, 5, 2)
    end = place(reader, 4, 1)
    before = reader.page.evaluate(SCROLLED)
    with finger(reader.page) as drag:
        drag(start, end)
    reader.until(lambda: reader.value("explorer.state['x1']") < 4.3, "the point stays")
    assert reader.value("explorer.state['x2']") == pytest.approx(1, abs=0.2)
    assert reader.page.evaluate(SCROLLED) == before


def test_two_fingers_on_a_picture_zoom_the_page(reader):
    words = caption(reader)
    zooms_under_two_fingers(reader.page)
    assert caption(reader) == words


def test_a_finger_hits_what_it_is_to_press(reader):
    hit = reader.page.locator(".nncourse-explorer :is(button, select, input) >> visible=true")
    heights = hit.evaluate_all("(all) => all.map((part) => part.getBoundingClientRect().height)")
    assert len(heights) > 10 and min(heights) >= 40


def test_nothing_is_wider_than_the_notebook(reader):
    assert not reader.page.evaluate(WIDER)


def test_on_a_phone_controls_leave_no_holes_and_rows_begin_together(reader):
    is_phone = reader.page.viewport_size["width"] < 600
    reader.value("learning.set(layers=0)")  # so that two controls are not shown
    reader.until(lambda: reader.page.evaluate(HOLES) == (0 if is_phone else 2), "other holes")
    assert not is_phone or len(reader.page.evaluate(LEFTS)) == 1
    reader.value("learning.reset()")
    reader.until(lambda: not reader.page.evaluate(HOLES), "holes stay")


def is_above(page):
    """Whether a figure floats above the text, and leaves enough of it."""
    return page.evaluate("""() => {
        const figure = document.querySelector(".nncourse-kept").getBoundingClientRect();
        const page = document.querySelector(".nncourse-view-above").getBoundingClientRect();
        const height = Math.min(page.height, innerHeight);
        return figure.width > 0.8 * page.width && figure.height < 0.56 * height
            && figure.top >= page.top;
    }""")


def test_a_figure_is_kept_in_view_by_finger_and_another_takes_its_place(reader):
    buttons = reader.page.locator(".nncourse-view > button")
    buttons.first.tap()
    assert not reader.page.evaluate(WIDER)
    figure = reader.page.locator(".nncourse-kept")
    if reader.page.viewport_size["width"] < 600:
        assert is_above(reader.page)
        box = figure.bounding_box()
        low = box["x"] + 20, box["y"] + box["height"] - 20
        with finger(reader.page) as drag:
            drag(low, (low[0], low[1] - 150))
        assert figure.evaluate("figure => figure.scrollTop") > 50
    buttons.last.tap()
    reader.until(lambda: "epochs" in figure.inner_text(), "the first one stays")
    assert figure.count() == 1
    reader.page.get_by_role("button", name=say("view_put_back")).first.tap()
    assert figure.count() == 0


@pytest.fixture
def page(chrome):
    """A page of a touch screen."""
    context = new_context(chrome, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(120_000)
    yield page
    context.close()


@pytest.mark.parametrize(("name", "screen"), SEEN, ids=["phone", "tablet"])
def test_a_live_page_fits_scrolls_and_zooms_under_fingers(page, whole_site, name, screen):
    page.set_viewport_size(dict(zip(("width", "height"), screen, strict=True)))
    with served(whole_site) as server:
        page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
        page.locator(".nn-still").first.tap()
        page.wait_for_selector(".nn-outputs:not(.nn-fresh) .nncourse-caption:not(:empty)")
        page.wait_for_function(IDLE)
        page.wait_for_timeout(1000)
        assert not page.evaluate(WIDER)
        canvas = page.locator("canvas").first
        canvas.scroll_into_view_if_needed()
        x, y = seen_edge(canvas)
        before = page.evaluate(SCROLLED)
        with finger(page) as drag:
            drag((x, y), (x, y - 200))
        assert page.evaluate(SCROLLED) != before
        page.get_by_role("button", name=say("view_keep")).first.tap()
        page.wait_for_timeout(300)
        assert page.viewport_size["width"] > 600 or is_above(page)
        assert not page.evaluate(WIDER)
        page.get_by_role("button", name=say("view_put_back")).first.tap()
        assert page.locator(".nncourse-kept").count() == 0
        page.wait_for_timeout(1100)  # for a second, the text is held where it was
        zooms_under_two_fingers(page)
