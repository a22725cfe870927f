"""Play, pause, step and back, for an explorer that has a timeline."""

import asyncio

import ipywidgets as widgets

from nncourse.messages import say
from nncourse.widgets import looks

UNSEEN = 30  # frames, 2 seconds each, that no page showed: it was closed, and play ends
CALM = 0.5  # seconds between frames, for readers who ask their system for less motion
ICONS = {"back": "step-backward", "play": "play", "pause": "pause", "step": "step-forward"}


class Player:
    """Advance ``timeline`` while it plays; each frame waits until the page has shown the last one.

    Play is a task of the kernel's event loop, so sliders work and cells run meanwhile.
    """

    def __init__(self, timeline, live):
        self.timeline = timeline
        self.live = live
        self.task = None
        self.until = lambda: False  # whether to stop before the end
        self._play = self._button("play", self.toggle)
        back = self._button("back", lambda: self.step(-1))
        step = self._button("step", lambda: self.step(1))
        self.buttons = [back, self._play, step]

    def _button(self, name, act):
        button = looks.make(widgets.Button, description=say(name), icon=ICONS[name])
        button.on_click(lambda _: self.live.attempt(act))
        return button

    @property
    def playing(self):
        """Whether it plays."""
        return self.task is not None

    def toggle(self):
        """Pause if it plays; else play, from the start if it is at its end."""
        if self.playing:
            self.stop()
            return
        self._show(asyncio.get_running_loop().create_task(self.play()))
        self.task.add_done_callback(self._ended)

    def stop(self):
        """Pause at once."""
        if self.task:
            self.task.cancel()
        self._show(None)

    def step(self, by):
        """Pause, and go ``by`` steps forward, or back if negative."""
        self.stop()
        timeline = self.timeline
        timeline.value = min(max(timeline.value + by, timeline.min), timeline.max)

    async def play(self):
        """Go on to the end."""
        timeline = self.timeline
        loop = asyncio.get_running_loop()
        unseen = 0
        if timeline.value == timeline.max:
            timeline.value = timeline.min
        while timeline.value < timeline.max:
            started = loop.time()
            period, stride = self._pace()
            timeline.value = min(timeline.value + stride, timeline.max)
            arrived = await self.live.arrived()
            unseen = 0 if arrived else unseen + 1
            if self.until() or unseen == UNSEEN:
                break
            await asyncio.sleep(max(0, started + period - loop.time()))

    def _ended(self, task):
        """Check how a task ended: if it failed, the figure says why."""
        if self.task is task:
            self._show(None)
        if not task.cancelled():
            self.live.attempt(task.result)

    def _pace(self):
        """Seconds per frame, and steps per frame."""
        seconds = self.timeline.seconds
        stride = self.timeline.stride
        if self.live.calm and seconds < CALM:
            return CALM, max(1, round(stride * CALM / seconds))
        return seconds, stride

    def _show(self, task):
        self.task = task
        name = "pause" if task else "play"
        self._play.description = say(name)
        self._play.icon = ICONS[name]
