"""A row of small numbered buttons, one per scenario of a figure, with text beside them."""

import anywidget
import traitlets

from nncourse.widgets.scripts import script, style


class ScenarioRow(anywidget.AnyWidget):
    """Buttons for ``scenarios``, a list of {"title", "ask", "look"}; a click calls ``on_press(i)``.

    ``marked`` is the index of the scenario that the figure is in, and ``told`` that of the one
    whose text is shown; -1 is none.
    """

    _esm = script("scenario_row.js")
    _css = style("scenario_row.css")
    words = traitlets.Dict().tag(sync=True)  # "try", "look_for", "hint" and "after_title"
    scenarios = traitlets.List().tag(sync=True)
    marked = traitlets.Int(-1).tag(sync=True)
    told = traitlets.Int(-1).tag(sync=True)

    def __init__(self, words, on_press):
        super().__init__(words=words)
        self._on_press = on_press
        self.on_msg(lambda widget, content, buffers: self._receive(content))

    def _receive(self, content):
        number = content.get("scenario") if isinstance(content, dict) else None
        if type(number) is int and 0 <= number < len(self.scenarios):
            self._on_press(number)
