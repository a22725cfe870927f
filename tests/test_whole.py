"""The course as a whole: two chapters at once, a kernel that ends, a page that is loaded again."""

import pytest
from browser import visit
from reader import HANDLE
from test_browser import CHAPTERS

from nncourse.messages import say

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_two_chapters_are_open_at_once(chrome, lab):
    with visit(chrome, lab[1]["lab"]) as one, visit(chrome, lab[1]["lab"]) as other:
        for reader, name in [(one, CHAPTERS[1]), (other, CHAPTERS[7])]:
            reader.open(name)
            reader.run()
        for reader in (one, other, one):
            cell = reader.explorers()[0]
            handle = cell.locator(HANDLE).last
            for key in ("PageUp", "PageDown"):
                reader.moves(cell, handle, lambda h, r=reader, k=key: r.press(h, k))
        assert not one.complaints() + other.complaints()


def test_a_killed_kernel_is_told_and_a_new_one_takes_over(reader):
    reader.open(CHAPTERS[7])
    reader.run()
    cell = reader.explorers()[0]
    cell.get_by_role("button", name=say("play")).click()
    with pytest.raises(Exception, match=r"nothing for|kernel|Kernel|Canceled|died"):
        reader.value("__import__('os').kill(__import__('os').getpid(), 9)")
    note = cell.locator(".nncourse-note")
    reader.until(lambda: note.inner_text() == say("kernel_gone"), "it looks alive")
    reader.page.keyboard.press("Escape")  # JupyterLab has a dialog that says so, too
    reader.wait_until_ready()
    reader.run()
    handle = reader.explorers()[0].locator(HANDLE).first
    reader.moves(cell, handle, lambda h: reader.press(h, "PageUp"))


def test_a_page_that_is_loaded_again_while_it_plays_goes_on_and_stops(reader):
    reader.open("08_playground.ipynb")
    reader.run()
    reader.value("setattr(playground.player.timeline, 'seconds', 0.2)")  # it plays for minutes
    reader.explorers()[0].get_by_role("button", name=say("play")).click()
    epoch = "playground.state['epoch']"
    start = reader.value(epoch)
    reader.until(lambda: reader.value(epoch) > start + 5, "it does not play")
    reader.reload()
    reader.page.wait_for_selector(".nncourse-caption:has-text('Epoch')")
    seen = reader.value(epoch)
    reader.until(lambda: reader.value(epoch) > seen + 5, "it does not go on")
    reader.explorers()[0].get_by_role("button", name=say("pause")).click()
    reader.until(lambda: not reader.value("playground.player.playing"), "it does not stop")
    stopped = reader.value(epoch)
    reader.page.wait_for_timeout(300)
    assert reader.value(epoch) == stopped
    # JupyterLab waits two seconds for a widget: on a slow machine, one may come later
    assert not [words for words in reader.complaints() if "widget model not found" not in words]
