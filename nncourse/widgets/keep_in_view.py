"""A button that keeps a figure and its controls in view while the reader scrolls."""

import anywidget
import traitlets

from nncourse.messages import say
from nncourse.widgets import looks
from nncourse.widgets.scripts import script, style


class KeepInView(anywidget.AnyWidget):
    """A button among an explorer's children that lets the explorer float beside or above the text.

    Pressed again, it puts the explorer back into its cell. On a page, one explorer floats at a
    time. The page does all the work (keep_in_view.js); no kernel is needed.
    """

    _esm = script("keep_in_view.js")
    _css = style("keep_in_view.css")
    words = traitlets.Dict().tag(sync=True)

    def __init__(self):
        super().__init__(layout=looks.layout())
        self.words = {
            "keep": say("view_keep"),
            "keep_how": say("view_keep_how"),
            "put_back": say("view_put_back"),
            "put_back_how": say("view_put_back_how"),
            "kept": say("view_kept"),
            "kept_here": say("view_kept_here"),
        }
