"""A button that plays a sound on the page; pressing it sends the samples."""

from pathlib import Path

import anywidget
import numpy as np
import traitlets

from nncourse.messages import say
from nncourse.widgets import looks

LOUDNESS = 0.25  # of a page's greatest loudness
FADE = 0.03  # seconds of fading at both ends, to avoid clicks


class SoundButton(anywidget.AnyWidget):
    """A button that plays ``sound() -> samples``, from -1 to 1, at ``rate`` samples per second.

    Each press calls ``sound``. A button is needed, since browsers play sound only after a click.
    """

    _esm = Path(__file__).with_name("sound.js")
    name = traitlets.Unicode().tag(sync=True)

    def __init__(self, sound, rate):
        super().__init__(name=say("listen"), layout=looks.layout())
        self.sound = sound
        self.rate = rate
        self.on_msg(lambda widget, content, buffers: self._play())

    def _play(self):
        samples = np.asarray(self.sound())
        ends = np.minimum(np.arange(len(samples)), np.arange(len(samples))[::-1])
        samples = LOUDNESS * samples * np.minimum(1, ends / (FADE * self.rate))
        self.send({"rate": self.rate}, [samples.astype("<f4").tobytes()])
