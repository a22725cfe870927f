"""A button that keeps a figure in view, with its controls, while one reads on."""

import anywidget
import traitlets

from nncourse.messages import say
from nncourse.widgets.scripts import script, style


class KeepInView(anywidget.AnyWidget):
    """A button for the children of an explorer, which then floats beside the text or above it.

    Pressed again, it puts the explorer back into its cell. One explorer of a page floats at a time.
    The page does all of it (keep_in_view.js); no kernel is needed.
    """

    _esm = script("keep_in_view.js")
    _css = style("keep_in_view.css")
    words = traitlets.Dict().tag(sync=True)

    def __init__(self):
        super().__init__()
        self.words = {
            "keep": say("view_keep"),
            "keep_how": say("view_keep_how"),
            "put_back": say("view_put_back"),
            "put_back_how": say("view_put_back_how"),
            "kept": say("view_kept"),
            "kept_here": say("view_kept_here"),
        }
