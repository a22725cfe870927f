"""Every chapter in JupyterLab: opened, run, every slider moved, and what it shows has changed."""

import re

import pytest
from accessibility import violations
from browser import ROOT, visit, write
from reader import HANDLE
from screen_reader import heard, unheard

from nncourse.messages import say

pytestmark = pytest.mark.browser

CHAPTERS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
QUICK = ("00",)  # the chapter that is visited at every run of the tests
VISITED = [
    name if name.startswith(QUICK) else pytest.param(name, marks=pytest.mark.slow)
    for name in CHAPTERS
]
CLICKED = 300  # milliseconds after which the kernel has begun to draw what a click asked for
LATER = {
    "batch": "in the playground, a setting holds from the epoch on at which it is moved",
    "noise": "in the playground, a step back from a little noise leaves the caption's digits",
}
DEAD = ["model not found", "Error displaying widget", "Loading widget", "Error creating widget"]
HIGHEST = 599  # pixels that JupyterLab leaves for a figure in a window of 1280 by 800
WALKED = ("00", "01", "06", "08")  # test_explorers.py moves every slider of every figure too
FITTING = ("00", "06")  # chapters whose first figure is measured in the quick tests too
SCENARIOS = ":is(.nncourse-scenario, .nnp-chip[data-name]) >> visible=true"
TITLE = "card => card.querySelector(':is(.nncourse-scenarios-words, .nnp-ask)').textContent"
CUT_QUESTION = """card => [...card.querySelectorAll(".nncourse-scenarios-words, .nnp-ask")]
    .some((words) => words.scrollHeight > words.clientHeight + 1)"""
TASKS = "len(__import__('asyncio').all_tasks())"  # of the kernel
TOY = """
import io
import ipywidgets
from IPython.display import display
from matplotlib.figure import Figure

def toy(follow):
    figure = Figure(figsize=(3, 2))
    line = figure.subplots().axhline(0)
    slider = ipywidgets.FloatSlider(description="height", min=-0.5, max=0.5, step=0.1)
    picture, caption = ipywidgets.Image(), ipywidgets.HTML("the line is at 0")

    def draw(height=0):
        line.set_ydata([height, height])
        buffer = io.BytesIO()
        figure.savefig(buffer)
        picture.value = buffer.getvalue()

    def say(height):
        caption.value = f"the line is at {height:.2f}"

    draw()
    slider.observe(lambda change: follow(change.new, draw, say), "value")
    display(ipywidgets.VBox([slider, picture, caption]))
"""
TOYS = [
    "toy(lambda height, draw, say: (draw(height), say(height)))",
    "toy(lambda height, draw, say: say(height))",
    "toy(lambda height, draw, say: draw(height))",
    "toy(lambda height, draw, say: 1 / 0)",
    "display(ipywidgets.Box(layout={'width': '2000px', 'border': '1px solid'}))",
]


@pytest.fixture
def toys(reader, lab):
    """The reader before a notebook of small explorers, all of them but the first broken."""
    write(lab, "toys.ipynb", TOY, *TOYS)
    reader.open("toys.ipynb")
    reader.run()
    return reader


def begin(reader, cell):
    """Set an explorer back, and go some steps, where there are any: more controls matter then."""
    for name, times in [("reset", 1), ("step", 8)]:
        button = cell.locator("button", has_text=re.compile(rf"^\W*{say(name)}$"))
        for _ in range(times if button.count() else 0):
            button.click()
    reader.page.wait_for_timeout(CLICKED)
    reader.at_rest(cell)


def walk(reader, cell):
    """Move every slider of a cell there and back by keyboard, and the first by mouse."""
    handles = [h for h in cell.locator(HANDLE).all() if h.is_visible()]
    for handle in handles:
        begin(reader, cell)  # another slider may have made this one idle
        for key in keys(reader, handle):
            reader.moves(cell, handle, lambda h, key=key: reader.press(h, key), LATER)
    reader.moves(cell, handles[0], reader.drag)


def step(reader, cell):
    """Move the first slider of a cell, once."""
    handle = cell.locator(HANDLE).locator("visible=true").first
    begin(reader, cell)
    reader.moves(cell, handle, lambda h: reader.press(h, keys(reader, h)[0]), LATER)


def keys(reader, handle):
    """Two keys that move a slider away and back."""
    top = float(handle.evaluate("h => h.max ?? h.getAttribute('aria-valuemax')"))
    at_top = reader.number(handle) == top
    return ["PageDown", "PageUp"] if at_top else ["PageUp", "PageDown"]


def find_stills(reader):
    """A chapter that was opened and not run shows its figures, and no dead view."""
    stills = reader.page.locator(".jp-OutputArea-output img")
    reader.until(lambda: stills.count() > 0, "no still picture")
    text = reader.page.locator("body").inner_text()
    assert not [words for words in DEAD if words in text]
    # JupyterLab asks each kernel for its widgets, and one that has run nothing knows of none
    assert not [words for words in reader.complaints() if "No such comm" not in words]


def find_they_fit(reader, cells):
    """In a window of 1280 by 800, figures leave room for their code, and ask whole questions: at
    the start, and in every scenario.
    """
    page = reader.page
    seen = page.viewport_size
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 800})
    for cell in cells:
        card = cell.locator(".nncourse-card")
        card.scroll_into_view_if_needed()
        reset = card.get_by_role("button", name=say("reset"), exact=True)
        for button in [reset, *card.locator(SCENARIOS).all(), reset]:
            button.click()
            page.wait_for_timeout(CLICKED / 3)
            reader.at_rest(cell)
            where = f"{button.inner_text()} in {card.evaluate(TITLE)}"
            reader.until(
                lambda card=card: card.evaluate("card => card.offsetHeight") <= HIGHEST,
                f"{where}: more than {HIGHEST} pixels high",
            )
            assert not card.evaluate(CUT_QUESTION), f"{where}: its question is cut off"
    page.emulate_media(reduced_motion="no-preference")
    page.set_viewport_size(seen)


@pytest.mark.parametrize("name", VISITED)
def test_chapter(reader, pictures, thorough, name):
    reader.open(name)
    find_stills(reader)
    reader.run()
    idle = reader.value(TASKS)
    explorers = reader.explorers()
    assert not unheard(reader.page)
    for number, cell in enumerate(explorers):
        is_another = number >= 2 and cell.locator(".nnp").count()  # a playground, after two of them
        whole = name.startswith(WALKED if thorough else WALKED[0]) and not is_another
        move = walk if whole else step
        move(reader, cell)
    if thorough or name.startswith(FITTING):
        find_they_fit(reader, explorers if thorough else explorers[:1])
    for width in (1280, 900):
        assert not reader.picture(width, pictures / f"{name}-{width}.png")
    assert not violations(reader.page)
    if thorough:
        from wandering import bears_whatever_is_done  # which imports tests that import this module

        bears_whatever_is_done(reader, idle)
    assert not reader.complaints()


@pytest.mark.parametrize("name", [CHAPTERS[0], pytest.param(CHAPTERS[8], marks=pytest.mark.slow)])
def test_a_chapter_opened_in_notebook_7_and_not_run_shows_its_figures(chrome, lab, name):
    with visit(chrome, lab[1]["notebook"]) as reader:
        reader.open(name)
        find_stills(reader)


def test_a_screen_reader_hears_names_values_and_units(reader, lab):
    figures = ["NeuronExplorer('iris', x1=5, w1=-2)", "LineFitExplorer()", "BackpropExplorer()"]
    lines = [f"from nncourse.explorers import *\n{figure}" for figure in figures]
    write(
        lab,
        "heard.ipynb",
        *lines,
        "import ipywidgets\nbox = ipywidgets.VBox([\n"
        "ipywidgets.IntSlider(), ipywidgets.ToggleButton()])\n"
        "box.add_class('nncourse-explorer')\nbox",
    )
    reader.open("heard.ipynb")
    reader.run()
    reader.explorers()
    said = [tuple(said.values()) for _, said in heard(reader.page)]
    assert ("slider", "w1", "−2.0", "") in said
    assert ("textbox", "x1", "5.0", "5 cm") in said
    assert ("slider", "y8", "5.9 °C", "") in said
    assert ("button", "Play", "", "") in said
    assert ("button", say("larger"), "false", "") in said
    reader.page.get_by_role("button", name=say("larger")).first.click()
    reader.until(
        lambda: (
            ("button", say("larger"), "true", "")
            in [tuple(said.values()) for _, said in heard(reader.page)]
        ),
        "not said to be down",
    )
    faults = unheard(reader.page)
    assert [fault.partition(":")[0] for fault in faults] == [
        "no name",
        "no name",
        "not said whether it is down",
        "no words",
    ]


def test_what_a_chapter_is_asked_finds_what_is_broken(toys, pictures):
    living, still, silent, raising = toys.explorers()
    walk(toys, living)
    assert not toys.complaints()
    toys.patience = 2
    for cell, what in [(still, "height: the picture stays"), (silent, "the caption stays")]:
        with pytest.raises(AssertionError, match=what):
            walk(toys, cell)
    toys.press(raising.locator(".noUi-handle"), "PageUp")
    toys.until(toys.complaints, "nobody complains")
    assert "ZeroDivisionError" in toys.complaints()[0]
    assert len(toys.picture(900, pictures / "toys.png")) == 1
    toys.page.evaluate("""() => document.body.append(Object.assign(
        document.createElement("div"), {className: "nncourse-explorer", innerHTML: "<button>"}))""")
    assert "button-name" in violations(toys.page)[0]
