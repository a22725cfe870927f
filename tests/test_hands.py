"""Hands at a notebook with figures and a question: every key, clicks anywhere, numbers typed."""

import string

import pytest
from browser import APPS, visit, write

from nncourse.messages import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "before = 1",
    """
from nncourse.explorers import NeuronExplorer
explorer = NeuronExplorer("iris", w1=1, w2=2, b=-8, x1=5, x2=2)
explorer""",
    """
from nncourse.explorers import BackpropExplorer
from nncourse.explorers._base.controls import switch

class WithSwitch(BackpropExplorer):
    groups = (("network", ("activation", "switch")), ("sample", ("x1", "x2")))

    def make_controls(self):
        return super().make_controls() | {"switch": switch("a switch")}

steps = WithSwitch(ask="number", step=1)
steps""",
    "from nncourse import predict\npredict('bias')",
    "after = 1",
]
FIGURE = ".nncourse-explorer >> nth=0"
STEPS = ".nncourse-explorer >> nth=1"
PLACES = {
    "number box": f"{FIGURE} >> .nncourse-number-box >> nth=0",
    "slider": f"{FIGURE} >> .nncourse-range >> nth=0",
    "dropdown": f"{FIGURE} >> select >> nth=0",
    "canvas": f"{FIGURE} >> canvas",
    "button": f"{FIGURE} >> .nncourse-buttons button >> nth=0",
    "toggle": f"{FIGURE} >> .nncourse-buttons button >> nth=1",
    "timeline": f"{STEPS} >> .nncourse-wide .nncourse-range",
    "play": f"{STEPS} >> .nncourse-wide button >> nth=1",
    "checkbox": f"{STEPS} >> input[type=checkbox]",
    "text": f"{STEPS} >> input[type=text]:not(.nncourse-number-box) >> visible=true >> nth=0",
    "caption": f"{FIGURE} >> .nncourse-caption",
    "label": f"{FIGURE} >> .nncourse-number-label >> nth=0",
    "dropdown's label": f"{FIGURE} >> .widget-label >> nth=0",
    "question": ".nncourse-predict .nncourse-question",
    "option": ".nncourse-predict button >> nth=0",
}
NAMED_KEYS = [
    *("Enter", "Escape", "Backspace", "Delete", "Home", "End", "PageUp", "PageDown"),
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Shift+Enter", "Shift+ArrowDown"),
    *("Shift+M", "0", "0", "d", "d", "i", "i", "Escape"),
]
FOCUSABLE = """root => [...root.querySelectorAll("canvas, input, select, button, textarea")]
    .filter((thing) => thing.checkVisibility({ visibilityProperty: true }))
    .filter((thing) => !thing.disabled && thing.tabIndex >= 0)"""
AT = f"root => ({FOCUSABLE})(root).indexOf(document.activeElement)"
RING = """thing => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(thing);
    const outline = outlineStyle === "none" ? "" : outlineStyle + outlineWidth;
    return [outline, boxShadow, borderColor].join(" ");
}"""


@pytest.fixture(scope="module", params=APPS)
def shared(request, chrome, lab):
    name = f"hands-{request.param}.ipynb"
    write(lab, name, *CELLS)
    with visit(chrome, lab[1][request.param]) as reader:
        reader.open(name)
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Boundary')")
        reader.page.wait_for_selector(".nncourse-question")
        yield reader


@pytest.fixture
def reader(shared):
    """Somebody before figures as they began."""
    shared.value("explorer.set(w1=0.5)")  # so that one can tell when the reset has come
    shared.page.locator(FIGURE).get_by_role("button", name=say("reset")).click()
    shared.until(lambda: shared.value("explorer.state == explorer._start"), "reset does nothing")
    yield shared
    assert not shared.complaints()


def box(reader, i):
    """The i-th number box of the first figure."""
    return reader.page.locator(f"{FIGURE} >> .nncourse-number-box").nth(i)


def becomes(reader, name, value):
    """Wait until a control of the first figure has this value in the kernel."""
    reader.until(
        lambda: reader.value(f"explorer.state[{name!r}]") == pytest.approx(value),
        f"{name} is {reader.value(f'explorer.state[{name!r}]')}, not {value}",
    )


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_no_key_reaches_the_notebook(reader, place):
    """What a key does to the figure is another matter: some press its buttons."""
    thing = reader.page.locator(place)
    thing.scroll_into_view_if_needed()
    thing.click()
    reader.page.keyboard.press("Escape")  # a list of options that has opened
    thing.click(modifiers=["Shift"]) if "canvas" in place else thing.click()
    reader.page.keyboard.press("Escape")
    before = reader.state()
    for key in [*NAMED_KEYS, *string.printable.strip(), *NAMED_KEYS]:
        reader.page.keyboard.press(key)
    reader.page.wait_for_timeout(300)
    assert reader.state() == before


@pytest.mark.parametrize("figure", [FIGURE, STEPS])
def test_tab_goes_through_a_figure_in_its_order_and_out_again(reader, figure):
    root = reader.page.locator(figure)
    count = root.evaluate(f"root => ({FOCUSABLE})(root).length")
    for key, order in [("Tab", range(count)), ("Shift+Tab", reversed(range(count)))]:
        order = list(order)
        root.evaluate(f"(root, i) => ({FOCUSABLE})(root)[i].focus()", order[0])
        seen = [root.evaluate(AT)]
        for _ in order:
            reader.page.keyboard.press(key)
            seen.append(root.evaluate(AT))
        assert seen == [*order, -1]


def test_one_number_after_the_other_is_typed(reader):
    box(reader, 0).click()
    for i, text, name, value in [(0, "2.5", "w1", 2.5), (1, "-3", "w2", -3), (2, "1,5", "b", 1.5)]:
        if i:
            box(reader, i).click()
        reader.page.keyboard.type(text)
        reader.page.keyboard.press("Enter")
        becomes(reader, name, value)


def test_what_is_typed_without_enter_is_taken_by_a_click_elsewhere(reader):
    box(reader, 0).click()
    reader.page.keyboard.type("2.5")
    box(reader, 1).click()
    becomes(reader, "w1", 2.5)
    reader.page.keyboard.type("-3")
    reader.page.locator(f"{FIGURE} >> .nncourse-caption").click()
    becomes(reader, "w2", -3)


def press_slowly(reader, thing):
    """Click as a hand does: the figure answers between the button's going down and up."""
    thing.scroll_into_view_if_needed()
    place = thing.bounding_box()
    reader.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + 4)
    reader.page.mouse.down()
    reader.page.wait_for_timeout(400)
    reader.page.mouse.up()


@pytest.mark.parametrize("typed", ["-5", "nonsense"])
def test_a_button_that_is_clicked_from_a_box_does_not_move_away(reader, typed):
    reader.value("explorer.set(w2=-1.5)")
    becomes(reader, "w2", -1.5)
    box(reader, 0).click()
    reader.page.keyboard.type(typed)
    press_slowly(reader, reader.page.locator(FIGURE).get_by_role("button", name=say("reset")))
    becomes(reader, "w2", 2)


def test_a_button_takes_what_is_typed_and_acts(reader):
    heard = "setattr(explorer, 'heard', []) or explorer.controls['w1'].observe("
    heard += "lambda change: explorer.heard.append(change.new), 'value')"
    reader.value(heard)
    box(reader, 0).click()
    reader.page.keyboard.type("2.5")
    press_slowly(reader, reader.page.locator(FIGURE).get_by_role("button", name=say("reset")))
    becomes(reader, "w1", 1)
    reader.until(lambda: reader.value("explorer.heard"), "nothing is taken")
    reader.page.wait_for_timeout(200)
    assert reader.value("explorer.heard") == [2.5, 1.0]


def test_escape_takes_back_what_is_typed(reader):
    box(reader, 0).click()
    before = box(reader, 0).input_value()
    reader.page.keyboard.type("4.5")
    reader.page.keyboard.press("Escape")
    assert box(reader, 0).input_value() == before
    box(reader, 1).click()
    reader.page.wait_for_timeout(200)
    becomes(reader, "w1", 1)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0,25", 0.25),
        ("−1.5", -1.5),
        ("１．５", 1.5),
        ("＋２", 2),
        (" 3 ", 3),
        (".5", 0.5),
        ("1e-1", 0.1),
    ],
)
def test_numbers_are_read_as_people_write_them(reader, typed, value):
    box(reader, 0).click()
    reader.page.keyboard.insert_text(typed)
    reader.page.keyboard.press("Enter")
    becomes(reader, "w1", value)


@pytest.mark.parametrize("typed", ["", "abc", "1.2.3", "nan", "--1"])
def test_what_is_no_number_gets_a_sentence_and_changes_nothing(reader, typed):
    box(reader, 0).click()
    before = box(reader, 0).input_value()
    reader.page.keyboard.press("Delete")
    reader.page.keyboard.insert_text(typed)
    reader.page.keyboard.press("Enter")
    advice = reader.page.locator(f"{FIGURE} >> .nncourse-advice").first
    expected = say("type_a_number", min="−5", max="5")
    assert advice.inner_text().replace(".0", "") == expected
    assert box(reader, 0).input_value() == before
    becomes(reader, "w1", 1)
    reader.page.keyboard.type("2")
    assert advice.inner_text() == ""


def test_a_first_click_selects_and_a_second_does_not(reader):
    selected = "box => box.value.slice(box.selectionStart, box.selectionEnd)"
    box(reader, 0).click()
    assert box(reader, 0).evaluate(selected) == box(reader, 0).input_value()
    reader.page.wait_for_timeout(600)  # no double click
    box(reader, 0).click()
    assert box(reader, 0).evaluate(selected) == ""


def test_ctrl_s_saves_from_within_a_figure(reader):
    reader.page.evaluate("() => { reader.panel().context.model.dirty = true }")
    box(reader, 0).click()
    reader.page.keyboard.press("Control+s")
    reader.until(
        lambda: not reader.page.evaluate("reader.panel().context.model.dirty"), "it is not saved"
    )


@pytest.mark.parametrize("place", ["slider", "canvas", "button"])
def test_the_focus_is_seen_when_it_came_by_keyboard_only(reader, place):
    thing = reader.page.locator(PLACES[place])
    reader.page.evaluate("() => document.activeElement.blur()")
    bare = thing.evaluate(RING)
    box(reader, 1).click()
    reader.page.keyboard.type("1")
    thing.click()
    reader.page.mouse.move(2, 2)
    assert thing.evaluate("thing => thing.matches(':focus')")
    assert thing.evaluate(RING) == bare
    thing.evaluate("thing => thing.blur()")
    reader.page.keyboard.press("Tab")
    thing.evaluate("thing => thing.focus()")
    assert thing.evaluate(RING) != bare


def test_a_dropdown_looks_after_a_click_as_before(reader):
    thing = reader.page.locator(PLACES["dropdown"])
    bare = thing.evaluate(RING)
    thing.click()
    assert thing.evaluate("thing => thing.matches(':focus')")
    assert thing.evaluate(RING) == bare
    for key in ("Escape", "Tab", "Shift+Tab"):
        reader.page.keyboard.press(key)
    assert "solid2px" in thing.evaluate(RING)


def test_an_answer_is_typed_or_pressed_in_the_picture(reader):
    reader.value("steps.set(ask='factors', step=9)")
    caption = reader.page.locator(f"{STEPS} >> .nncourse-caption")
    reader.until(lambda: "Choose A, B or C." in caption.inner_text(), "no question")
    room = "steps.artists.panel.axes.bbox.transformed(steps.figure.transFigure.inverted()).extents"
    left, low, right, high = reader.value(f"{room}.tolist()")
    width, height = reader.value("list(map(float, steps.artists.panel.room))")
    box = reader.value("list(map(float, steps.artists.buttons[1].box))")
    canvas = reader.page.locator(f"{STEPS} >> canvas")
    canvas.scroll_into_view_if_needed()
    size = canvas.bounding_box()
    x = left + (right - left) * (box[0] + box[2]) / 2 / width
    y = 1 - high + (high - low) * (box[1] + box[3]) / 2 / height
    canvas.click(position={"x": x * size["width"], "y": y * size["height"]})
    reader.until(lambda: "Right." in caption.inner_text(), f"not right: {caption.inner_text()}")
    reader.value("steps.set(ask='number', step=9)")
    answer = reader.page.locator(PLACES["text"])
    answer.fill("-0.28")
    answer.press("Enter")
    reader.until(lambda: "Right." in caption.inner_text(), "a typed answer is not judged")
    reader.value("steps.set(ask='number', step=1)")
