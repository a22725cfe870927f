"""A button that plays a sound on the page; the samples are sent when it is pressed."""

from pathlib import Path

import anywidget
import numpy as np
import traitlets

from nncourse.messages import say

LOUDNESS = 0.25  # of the most that a page can play
FADE = 0.03  # seconds at both ends, against clicks


class SoundButton(anywidget.AnyWidget):
    """``sound() -> samples`` from -1 to 1, ``rate`` of them a second; asked for at every press.

    It has a button of its own, since browsers let a page sound only in answer to a click.
    """

    _esm = Path(__file__).with_name("sound.js")
    name = traitlets.Unicode().tag(sync=True)

    def __init__(self, sound, rate):
        super().__init__(name=say("listen"))
        self.sound = sound
        self.rate = rate
        self.on_msg(lambda widget, content, buffers: self._play())

    def _play(self):
        samples = np.asarray(self.sound())
        ends = np.minimum(np.arange(len(samples)), np.arange(len(samples))[::-1])
        samples = LOUDNESS * samples * np.minimum(1, ends / (FADE * self.rate))
        self.send({"rate": self.rate}, [samples.astype("<f4").tobytes()])
