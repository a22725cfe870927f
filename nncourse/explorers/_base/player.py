"""Play, pause, step and back, for an explorer that has a timeline."""

import asyncio

import ipywidgets as widgets

from nncourse.messages import say

UNSEEN = 30  # frames that no page has shown, 2 seconds each: it was closed, and play ends
CALM = 0.5  # seconds between frames, for readers who ask their system for less motion


class Player:
    """Moves ``control`` on while it plays; a frame waits until the page has shown the last.

    It is a task of the kernel's event loop, so sliders act and cells run while it plays.
    """

    def __init__(self, control, live):
        self.control, self.live, self.task = control, live, None
        self.until = lambda: False  # whether to stop before the end
        self._back = self._button("back", lambda: self.step(-1))
        self._play = self._button("play", self.toggle)
        self._step = self._button("step", lambda: self.step(1))
        self.buttons = [self._back, self._play, self._step]

    def _button(self, name, act):
        button = widgets.Button(description=say(name), icon=ICONS[name])
        button.on_click(lambda _: self.live.at_home(act))
        return button

    @property
    def playing(self):
        """Whether it plays."""
        return self.task is not None

    def toggle(self):
        """Play, from the start if it is at its end; or pause."""
        if self.playing:
            self.stop()
        else:
            self.task = asyncio.get_running_loop().create_task(self.play())

    def stop(self):
        """Pause at once."""
        if self.task:
            self.task.cancel()
        self._show(None)

    def step(self, by):
        """One step on, or back; which pauses."""
        self.stop()
        low, high = self.control.min, self.control.max
        self.control.value = min(max(self.control.value + by, low), high)

    async def play(self):
        """Go on to the end."""
        self._show(asyncio.current_task())
        control, loop, unseen = self.control, asyncio.get_running_loop(), 0
        try:
            if control.value == control.max:
                control.value = control.min
            while control.value < control.max:
                started = loop.time()
                period, stride = self._pace()
                control.value = min(control.value + stride, control.max)
                unseen = 0 if await self.live.arrived() else unseen + 1
                if self.until() or unseen == UNSEEN:
                    break
                await asyncio.sleep(max(0, started + period - loop.time()))
        finally:
            if self.task is asyncio.current_task():
                self._show(None)

    def _pace(self):
        """Seconds a frame, and steps a frame."""
        seconds, stride = self.control.seconds, self.control.stride
        if self.live.calm and seconds < CALM:
            return CALM, max(1, round(stride * CALM / seconds))
        return seconds, stride

    def _show(self, task):
        self.task = task
        name = "pause" if task else "play"
        self._play.description, self._play.icon = say(name), ICONS[name]


ICONS = {"back": "step-backward", "play": "play", "pause": "pause", "step": "step-forward"}
