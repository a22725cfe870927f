"""A button that reads a file: whole, the same one again too, and not one that is too large."""

from pathlib import Path

import anywidget
import traitlets

from nncourse.messages import say

MOST_BYTES = 20_000_000  # 100,000 rows have some 5,000,000
PART_BYTES = 1_000_000  # of one message; Jupyter's servers close the connection beyond 10,000,000


class FileButton(anywidget.AnyWidget):
    """``on_file(content, languages)`` is called with the bytes of a file and the languages of the
    browser, such as ["zh-TW", "en"]; ``on_refusal(sentence)`` where the file cannot be read.
    ipywidgets' own FileUpload sends a file in one message, whatever its size, and is silent where
    the same file is chosen twice.
    """

    _esm = Path(__file__).with_name("file_button.js")
    label = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int(MOST_BYTES).tag(sync=True)
    step = traitlets.Int(PART_BYTES).tag(sync=True)

    def __init__(self, label, on_file, on_refusal):
        super().__init__(label=label)
        self.on_file = on_file
        self.on_refusal = on_refusal
        self._parts = []
        self.on_msg(self._receive)

    def _receive(self, widget, content, buffers):
        if "too_large" in content:
            self.on_refusal(too_large(content["too_large"]))
        elif "unreadable" in content:
            self.on_refusal(say("file_unreadable"))
        elif "part" in content:
            self._add_part(buffers, **content)

    def _add_part(self, buffers, part, parts, languages=()):
        """Keep a part of a file; with the last one, the file is complete."""
        if part == 0:
            self._parts = []
        if part != len(self._parts):  # a part was lost
            self._parts = []
            self.on_refusal(say("file_unreadable"))
            return
        self._parts.append(bytes(buffers[0]) if buffers else b"")
        size = sum(map(len, self._parts))
        if size > MOST_BYTES:  # the page's own limit was lifted
            self._parts = []
            self.on_refusal(too_large(size))
        elif part == parts - 1:
            content = b"".join(self._parts)
            self._parts = []
            self.on_file(content, languages)


def too_large(size):
    """The sentence about a file of ``size`` bytes."""
    return say("file_too_large", size=f"{size / 1e6:.0f}", most=f"{MOST_BYTES / 1e6:.0f}")
