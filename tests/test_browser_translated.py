"""The chapters in other languages in JupyterLab: every figure answers, nothing is cut off."""

import pytest
import translate
from accessibility import violations
from reader import HANDLE
from test_browser import CHAPTERS, begin, keys

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def speaks(reader, cell):
    """Whether the sentence under a figure follows its first slider."""
    handle = cell.locator(HANDLE).locator("visible=true").first
    begin(reader, cell)
    before = reader.caption(cell)
    reader.press(handle, keys(reader, handle)[0])
    reader.until(lambda: reader.caption(cell) != before, f"the caption stays {before}")


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("code", translate.languages(translate.ROOT))
def test_a_translated_chapter(reader, speak, pictures, code, name):
    speak(code)  # buttons are found by their names
    reader.open(f"{code}/{name}")
    reader.run()
    for cell in reader.explorers():
        speaks(reader, cell)
    assert not reader.picture(900, pictures / f"{code}-{name}.png")
    assert not violations(reader.page)
    assert not reader.complaints()
