"""A chapter in JupyterLab bears whatever is done to it, however often."""

from test_browser import DEAD, TASKS
from test_browser_figure import FIGURES, MEGABYTES, WIDGETS

from nncourse.messages import say

MOVES = 120  # in a chapter
PAUSE = 5  # milliseconds between two
LONG = 480  # seconds for all
GROWTH = 30  # megabytes; caches of runs are bounded, and have been filled before


def wander(reader, moves, seed, idle):
    """Move anything at random, then set all back; what the kernel holds then."""
    work = f"reader.wander({moves}, {seed}, {PAUSE})"
    reader.page.evaluate(f"() => reader.limited({work}, {LONG})")
    reader.page.evaluate("() => reader.settle()")
    # A click may still wait in the kernel for a while, and Play run to its end, but not for ever
    end = "a task of the kernel does not end"
    reader.until(lambda: reader.value(TASKS) <= idle, end, LONG)
    return reader.value(FIGURES), reader.value(WIDGETS), reader.value(MEGABYTES)


def bears_whatever_is_done(reader, idle):
    """Every control of an open chapter is moved, then anything at random: nothing is left behind,
    and nothing breaks. ``idle`` is how many tasks its kernel had at first.
    """
    reader.page.evaluate(f"() => reader.limited(reader.everything(40), {LONG})")
    figures, widgets, before = wander(reader, MOVES // 2, 1, idle)
    *counts, after = wander(reader, MOVES // 2, 2, idle)
    assert counts == [figures, widgets] and after - before < GROWTH
    for cell in reader.explorers():
        cell.scroll_into_view_if_needed()  # JupyterLab lays out what is seen
        reader.at_rest(cell)
        assert any(reader.caption(cell))
    text = reader.page.locator("body").inner_text()
    assert not [words for words in [*DEAD, say("kernel_gone")] if words in text]
