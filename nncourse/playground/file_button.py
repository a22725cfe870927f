"""A button that reads a whole file, even the same one twice, but none that is too large."""

from pathlib import Path

import anywidget
import traitlets

from nncourse.messages import say
from nncourse.widgets import looks

MOST_BYTES = 20_000_000  # 100,000 rows have some 5,000,000
PART_BYTES = 1_000_000  # per message; Jupyter's servers close the connection beyond 10,000,000


class FileButton(anywidget.AnyWidget):
    """A button that calls ``on_file(content, languages)`` with a file's bytes and the languages of
    the browser, such as ["zh-TW", "en"], or ``on_refusal(sentence)`` if the file cannot be read.
    ipywidgets' FileUpload sends a file of any size in one message, and does nothing if the same
    file is chosen twice.
    """

    _esm = Path(__file__).with_name("file_button.js")
    label = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int(MOST_BYTES).tag(sync=True)
    step = traitlets.Int(PART_BYTES).tag(sync=True)

    def __init__(self, label, on_file, on_refusal):
        super().__init__(label=label, layout=looks.layout())
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
        """Keep a part of a file; with the last part, call ``on_file``."""
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
