"""The button that reads a file, in JupyterLab: large files, the same one twice, and none at all."""

import numpy as np
import pytest
from browser import visit, write

from nncourse.messages import say
from nncourse.playground.file_button import MOST_BYTES, PART_BYTES

pytestmark = pytest.mark.browser

CELL = """
from nncourse.playground import PlaygroundExplorer
playground = PlaygroundExplorer()
playground"""
N_ROWS = 100_000


@pytest.fixture(scope="module")
def reader(chrome, lab):
    """Somebody before a playground in JupyterLab, in a browser in the language of Taiwan."""
    write(lab, "files.ipynb", CELL)
    with visit(chrome, lab[1]["lab"], locale="zh-TW") as reader:
        reader.open("files.ipynb")
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Epoch 0')")
        yield reader
        assert not reader.complaints()


def choose(reader, content, sentence):
    """Choose a file of this content, and wait until ``sentence`` is said."""
    reader.page.evaluate("() => document.querySelectorAll('.widget-html-content b').length")
    file = {"name": "points.csv", "mimeType": "text/csv", "buffer": content}
    reader.page.locator("input[type=file]").set_input_files(file)
    words = reader.page.locator(".widget-html-content", has_text=sentence)
    words.first.wait_for()


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_read(reader):
    numbers = np.random.default_rng(0).normal(size=(N_ROWS, 2)).tolist()
    rows = [f"{x1!r},{x2!r},{'ab'[k % 2]}" for k, (x1, x2) in enumerate(numbers)]
    content = "\n".join(rows).encode()
    assert len(content) > 3 * PART_BYTES
    each = "a 500, b 500"
    choose(reader, content, say("too_many_rows", most=1000, n=N_ROWS, each=each))


def test_the_same_file_is_read_again_after_clear(reader):
    def points_are(text):
        reader.until(lambda: reader.value("playground.state['own']") == text, f"not {text!r}")

    content = "1,2,貓\n-1,-2,狗\n".encode("big5")
    said = say("rows_read", n=2, x1="x1", x2="x2", labels="貓, 狗")
    choose(reader, content, said)
    points_are("1.0,2.0,0 -1.0,-2.0,1")
    reader.page.get_by_role("button", name=say("clear")).click()
    points_are("")
    choose(reader, content, said)
    points_are("1.0,2.0,0 -1.0,-2.0,1")


@pytest.mark.slow
def test_a_file_that_is_too_large_is_refused_and_the_button_goes_on(reader):
    size = MOST_BYTES + 1_000_000
    refusal = say("file_too_large", size=f"{size / 1e6:.0f}", most=f"{MOST_BYTES / 1e6:.0f}")
    choose(reader, b"1,2,a\n" * (size // 6 + 1), refusal)
    choose(reader, b"1,2,a\n3,4,b\n", say("rows_read", n=2, x1="x1", x2="x2", labels="a, b"))
