"""What all explorers share: controls, a kept figure that answers them, a caption, and reset."""

import base64
import io

import ipywidgets as widgets

from nnlib.messages import say

WIDTH = "720px"


def slider(label, value, low, high, step=0.1):
    """A slider with its number beside it, for ``Explorer.controls``."""
    layout = widgets.Layout(width=WIDTH, max_width="100%")
    options = dict(description=label, min=low, max=high, step=step, layout=layout)
    return widgets.FloatSlider(value=value, readout_format=".1f", **options)


class Explorer(widgets.VBox):
    """A picture that answers its controls.

    A subclass says what it has in four methods: ``make_controls() -> {name: widget}``;
    ``model(**state) -> numbers``, pure; ``build(numbers) -> figure``, which makes all artists once;
    ``draw(numbers)``, which moves them; and ``words(numbers) -> str``, one sentence for what is to
    be seen. The sentence stands under the picture, and in the text of the output: it is what
    readers without a picture have, and what tests compare.
    """

    def __init__(self, **start):
        self.controls = self.make_controls()
        for name, value in start.items():
            self.controls[name].value = value
        self._start = self.state
        self.numbers = self.model(**self.state)
        self.figure = self.build(self.numbers)
        layout = widgets.Layout(width=WIDTH, max_width="100%", height="auto")
        self._picture, self._caption = widgets.Image(format="png", layout=layout), widgets.HTML()
        reset = widgets.Button(description=say("reset"))
        reset.on_click(lambda _: self.set(**self._start))
        for control in self.controls.values():
            control.observe(self._redraw, "value")
        super().__init__([self._picture, self._caption, *self.controls.values(), reset])
        self._redraw()

    @property
    def state(self):
        """The value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **state):
        """Give controls new values."""
        for name, value in state.items():
            self.controls[name].value = value

    @property
    def caption(self):
        """What is to be seen now, in one sentence."""
        return self.words(self.numbers)

    def _redraw(self, change=None):
        self.numbers = self.model(**self.state)
        self.draw(self.numbers)
        self._caption.value = self.caption
        self._picture.value = self._still()

    def _still(self):
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        still = base64.b64encode(self._picture.value).decode("ascii")
        return bundle | {"image/png": still, "text/plain": self.caption}
