"""Everything under the stage: a drawer of further controls, sentences, and programs."""

import html

import ipywidgets as widgets

from nncourse.messages import CannotShow, named, say
from nncourse.playground.csv_points import decode
from nncourse.playground.data import OWN
from nncourse.playground.export_frameworks import EXPORTS
from nncourse.playground.file_button import FileButton
from nncourse.widgets import looks, page

GROUPS = {
    "group_training": ["speed", "stop", "dropout"],
    "group_start": ["init", "weights", "sample"],
}


class Drawer:
    """The widgets under the stage of ``explorer``."""

    def __init__(self, explorer):
        self.explorer = explorer
        self.is_open = False
        self.words = looks.make(widgets.HTML)
        self.file_button = FileButton(
            say("csv"),
            self._read,
            lambda sentence: self.tell([sentence]),
        )
        kinds = [(say("export"), ""), *((named(name), name) for name in EXPORTS)]
        kinds[1:1] = [(say("link"), "link")] if page.address() else []
        self.export = looks.make(widgets.Dropdown, options=kinds, description=say("export"))
        self.program = looks.make(widgets.Textarea, rows=12, description=say("export"))
        looks.give(self.program, "gone")
        for part in (self.export, self.program):
            part.add_class("nncourse-unlabelled")
        self._rows = []

    def rows(self, buttons):
        """The rows of widgets under the stage."""
        controls = self.explorer.controls
        groups = []
        for heading, names in GROUPS.items():
            title = looks.make(widgets.Label, say(heading)).add_class("nncourse-heading")
            group = looks.make(widgets.Box, [title, *(controls[name] for name in names)])
            groups.append(group.add_class("nncourse-group"))
        self._files = looks.make(widgets.Box, [self.file_button]).add_class("nnp-drawer")
        rest = looks.make(widgets.Box, groups).add_class("nncourse-controls")
        last = looks.make(widgets.Box, [*buttons, self.export]).add_class("nnp-drawer")
        self._rows = [rest, last]
        self._show()
        return [rest, last, self._files, self.words, self.program]

    def listen(self):
        """Observe the controls that concern the drawer."""
        controls = self.explorer.controls
        controls["data"].observe(lambda change: self._show(), "value")
        for name in controls.keys() - {"probe"}:  # a point to look at changes no program
            controls[name].observe(lambda change: self._put_away(), "value")
        self.export.observe(lambda change: self._write(), "value")

    def toggle(self):
        """Open or close the drawer."""
        self.is_open = not self.is_open
        self._show()
        self.explorer.live.changed()

    def _show(self):
        """Show the rows if the drawer is open; the file button also for the reader's points."""
        for row in self._rows:
            looks.give(row, "shown" if self.is_open else "gone")
        with_files = self.is_open or self.explorer.state["data"] == OWN
        looks.give(self._files, "shown" if with_files else "gone")

    def _read(self, content, languages):
        """Read points from a file's bytes; ``languages`` are those of the browser."""
        try:
            text, guess = decode(content, languages)
        except CannotShow as error:
            self.tell([str(error)])
            return
        said = self.explorer.load_csv(text)
        self.tell([guess, *said] if guess else said)

    def tell(self, sentences):
        """Show sentences under the controls, each on its own line."""
        self.words.value = "<br>".join(map(html.escape, sentences))

    def _put_away(self):
        """Clear the program, which no longer belongs to this state."""
        self.export.value = ""

    def _write(self):
        kind = self.export.value
        text = ""
        if kind:
            self.explorer.player.stop()  # else the next frame would clear the text
        if kind == "link":
            text = self.explorer.link
        elif run := self.explorer.current() if kind else None:
            text = EXPORTS[kind](run)
        self.program.value = text
        looks.give(self.program, "shown" if text else "gone")
