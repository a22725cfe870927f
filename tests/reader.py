"""Somebody who reads a notebook in JupyterLab: opens it, runs it, moves what can be moved."""

import ast
import time
from pathlib import Path

from playwright.sync_api import Error

LIMIT = 120  # seconds for anything to happen; each wait ends as soon as it has
CAPTION = ".nncourse-caption, .widget-html-content"
STEADY = 20  # looks in a row, 20 ms apart, that agree
HANDLE = ".noUi-handle, .nncourse-range:not([hidden])"  # what moves a slider: ipywidgets' own, ours
HARMLESS = {  # a part of a console message: why it is no fault of ours
    "reading 'schema'": "Notebook 7.6 asks for the settings of a plugin that it leaves out",
    "filebrowser:open-path": "Notebook 7.6 has no file browser beside a notebook, and calls it",
    "Failed to initialize model": "closed before the page had heard of it; others move",
    "?no_track_activity": "a figure asks whether its kernel is gone, and it is",
    "static/notebook/": "Notebook 7.6 asks for a font of its own without the log-in",
    "/favicon.ico": "a browser asks for it until JupyterLite has named its own",
}

SCRIPT = Path(__file__).with_suffix(".js")


class Reader:
    """One page with one notebook, and the complaints that browser and kernel made about it."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.console = []
        self.patience = LIMIT / 4
        page.add_init_script(path=SCRIPT)
        page.set_default_timeout(LIMIT * 1000)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self._note(str(error)))

    def _listen(self, message):
        if message.type == "error":
            self._note(f"{message.text} ({message.location['url']})")

    def _note(self, text):
        if not any(part in text for part in HARMLESS):
            self.console.append(text)

    def wait_until_ready(self):
        """Wait until the kernel is there, and hear what it says from now on."""
        self._ask("ready")

    def _ask(self, what):
        """Call a function of reader.js, which may wait, but not for ever."""
        return self.page.evaluate(f"() => reader.limited(reader.{what}(), {LIMIT})")

    def open(self, name):
        """Open a notebook of notebooks/ and wait until its kernel is there."""
        self.console.clear()
        self.patience = LIMIT / 4
        if self.page.evaluate("() => Boolean(window.jupyterapp)"):
            self.page.evaluate("name => reader.open(name)", name)
        else:
            self.page.goto(self.address.format(name))
        here = f"window.reader.panel()?.context?.path?.endsWith({name!r})"
        self.page.wait_for_function(here)
        self._ask("ready")

    def run(self):
        """Run all cells; every one must have run, and none may show an error."""
        self._ask("run")
        for cell in self._ask("cells"):
            assert cell["count"] is not None, f"not executed: {cell['source']}"
            why = [error["evalue"] for error in cell["errors"]]
            assert cell["meant"] or not why, f"{why}, raised by: {cell['source']}"
        self.page.evaluate("() => reader.errors = []")  # what follows is not a cell's own

    def value(self, expression):
        """What a Python expression is in the kernel: a number, a text, or a list of them."""
        return ast.literal_eval(self.page.evaluate("what => reader.ask(what)", expression))

    def state(self):
        """What the notebook's own keys would change: its mode, and its cells."""
        return self._ask("state")

    def restart(self):
        """Restart the kernel, as from the menu."""
        self._ask("restart")

    def save(self):
        """Save the notebook."""
        self._ask("save")

    def reload(self):
        """Save the notebook and load the page again, as with F5; the kernel goes on."""
        self.save()
        self.page.reload()
        self.page.wait_for_function("window.reader.panel()?.context?.path")
        self._ask("ready")

    def complaints(self):
        """What console, page and kernel complained of; an error in a slider's callback too."""
        return self.console + self.page.evaluate("() => reader.errors")

    def explorers(self):
        """The cells whose output holds a slider, once no more of them appear."""
        handles = ", ".join(f".jp-OutputArea {handle}" for handle in HANDLE.split(", "))
        cells = self.page.locator(f".jp-CodeCell:has({handles})")
        counts = []

        def all_there():
            counts.append(cells.count())
            return len(counts) > STEADY and set(counts[-STEADY:]) == {counts[-1]} != {0}

        self.until(all_there, "no slider found")
        return cells.all()

    def until(self, condition, what, patience=None):
        """Wait until the condition holds, some seconds or as many as ``patience`` says."""
        end = time.monotonic() + (patience or self.patience)
        while not condition():
            assert time.monotonic() < end, what
            self.page.wait_for_timeout(20)

    def pixels(self, cell):
        """A number for what every picture in a cell's output looks like now."""
        return cell.evaluate("cell => reader.pixels(cell)")

    def at_rest(self, cell):
        """The pixels of a cell once several looks agree."""
        return cell.evaluate(f"cell => reader.limited(reader.atRest(cell), {self.patience})")

    def caption(self, cell):
        """The text under a cell's figure."""
        return cell.locator(".jp-OutputArea").locator(CAPTION).all_inner_texts()

    def moves(self, cell, handle, move, later=()):
        """Make a move; the slider's value, the picture and the caption must follow: at once,
        unless its name is among those that act ``later``.
        """
        pixels = self.at_rest(cell)
        caption = self.caption(cell)
        value = self.number(handle)
        name = handle.evaluate("handle => reader.nameOf(handle)")
        move(handle)
        self.until(lambda: self.number(handle) != value, f"{name}: stays put")
        if name in later:
            return
        self.until(lambda: self.caption(cell) != caption, f"{name}: the caption stays {caption}")
        self.until(lambda: self.pixels(cell) != pixels, f"{name}: the picture stays as it was")

    def number(self, handle):
        """Where a slider's handle is."""
        return float(handle.evaluate("h => h.value ?? h.getAttribute('aria-valuenow')"))

    def press(self, handle, key):
        """Press a key on a slider's handle."""
        handle.focus()
        self.page.keyboard.press(key)

    def drag(self, handle):
        """Drag a slider's handle with the mouse, into the other half of its track."""
        handle.scroll_into_view_if_needed()
        x, y, left, width = handle.evaluate("handle => reader.track(handle)")
        to = left + width * (0.7 if x < left + width / 2 else 0.3)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(to, y, steps=10)
        self.page.mouse.up()

    def picture(self, width, path):
        """A screenshot of the whole notebook at a window's width; answers with what is cut off."""
        tall = [0, 900]
        while tall[-1] not in tall[:-1]:  # cells that come into view change their height
            self.page.set_viewport_size({"width": width, "height": tall[-1]})
            self.page.wait_for_timeout(300)  # figures hear of their new width, and answer
            tall.append(self._ask("height"))
        self.page.screenshot(path=path)
        cut_off = self._ask("cutOff")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        return cut_off

    def clear(self):
        """Close the notebook and end its kernel; whether the page is as before it was opened."""
        try:
            return self._ask("clear")
        except Error:
            return False

    def leave(self):
        """End the kernel, so that the next notebook has the memory."""
        self._ask("leave")
