"""A chapter of the website by hand, from still to exercise, in Firefox and in WebKitGTK."""

import engines
import pytest
from live_pages import code_cells, read, serve

from nncourse.messages import table

MESSAGES = table("en")
NAME = "01_one_neuron"
ANSWER = "0.5 * 2 + 3 * -1 + 1"
ENGINES = {
    "firefox": (engines.find_firefox, engines.firefox, engines.NO_FIREFOX),
    "webkit": (engines.has_webkit, engines.webkit, engines.NO_WEBKIT),
}
STATUS = "return document.querySelector('.nn-status').textContent === arguments[0]"
SEEN = """
const figure = document.querySelector(".nncourse-explorer:has(.nncourse-canvas)");
const canvas = figure.querySelector(".nncourse-canvas");
return [figure.querySelector(".nncourse-caption").textContent, canvas.toDataURL()];
"""
MOVED = f"""
const seen = (() => {{ {SEEN} }})();
return seen.every((part, i) => part !== arguments[0][i]);
"""
HEIGHTS = """
const formulas = [...document.querySelectorAll("math")];
return formulas.map((formula) => formula.getBoundingClientRect().height);
"""
STATE = "return document.querySelector(`[data-cell='${arguments[0]}']`).dataset.state"
TEXT = "return document.querySelector(arguments[0])?.textContent ?? ''"


@pytest.fixture(params=ENGINES)
def page(request, tmp_path):
    is_there, start, lacking = ENGINES[request.param]
    if not is_there():
        pytest.skip(lacking)
    with start(tmp_path) as page:
        yield page


@pytest.mark.slow
def test_a_chapter_is_read_moved_and_answered_in_another_browser(page, whole_site):
    exercise = next(c for c in code_cells(read(NAME)) if "z = ..." in "".join(c["source"]))
    cell = f"[data-cell='{exercise['id']}']"
    typed = "".join(exercise["source"]).replace("z = ...", f"z = {ANSWER}")
    with serve(whole_site) as address:
        page.open(f"{address}/{NAME}.html")
        assert page.run(TEXT, "h1").startswith("1 · One neuron")
        assert min(page.run(HEIGHTS)) > 5
        page.click(".nn-main")
        page.until(STATUS, MESSAGES["live_ready"])
        before = page.run(SEEN)
        page.run("document.querySelector('.nncourse-range').focus()")
        page.press("ArrowRight")
        page.until(MOVED, before)
        page.click(f"{cell} .cm-content")
        page.press("Control", "a")
        page.type(typed)
        page.press("Shift", "Enter")
        page.until(f"{STATE} === 'done'", exercise["id"])
        assert MESSAGES["check_right"].strip() in page.run(TEXT, f"{cell} .cell_output")
        page.open(f"{address}/{NAME}.html")
        page.until(f"{TEXT}.includes('{ANSWER}')", f"{cell} .cm-content")
        page.until(STATUS, MESSAGES["live_kept"])
