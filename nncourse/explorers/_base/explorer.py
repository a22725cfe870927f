"""What all explorers share: controls, a live figure that answers, its caption, the state."""

import base64
import json
import zlib

import ipywidgets as widgets
import traitlets
from threadpoolctl import ThreadpoolController

from nncourse.draw import style
from nncourse.explorers._base.cells import shows
from nncourse.explorers._base.player import Player
from nncourse.messages import say
from nncourse.widgets.display import encoded, show_bundle
from nncourse.widgets.live_figure import LiveFigure
from nnlib.validate import checked_number

BLAS = ThreadpoolController()  # what multiplies matrices, in several threads unless told otherwise
LARGER = widgets.ToggleButton(description=say("larger"))  # one for all: pressed here, pressed there
ARROWS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}


class Explorer(widgets.VBox):
    """A picture that answers its controls.

    A subclass declares five things:

    - ``make_controls() -> {name: widget}``: reset, state, token and tests come from this table;
    - ``model(**state) -> dict``: the numbers, without widgets or artists. A ValueError is shown in
      its sentence, and the last good picture stays;
    - ``build(figure)``: makes all artists, once, and returns them in one object, which becomes
      ``self.artists``;
    - ``draw(**numbers)``: moves ``self.artists``; makes nothing, clears nothing;
    - ``describe(**numbers) -> str``: one sentence for what is to be seen. It stands under the
      picture and is its alternative text; tests and nbval compare it.

    ``on_pointer(kind, ax, x, y)`` may hear "press", "drag" and "release" on the picture in data
    coordinates, ``on_arrows(dx, dy)`` arrow keys, as steps of -1, 0 or 1 (shift: of 10),
    ``on_space()`` the space bar. ``actions`` are names of methods that get a button; ``say`` has
    the words on it under the same name.
    """

    size = (7.2, 4.4)  # of the figure, in inches of 100 pixels
    actions = ()
    narrow = None  # how its axes stand on a narrow page; LiveFigure tells
    longest = 10_000  # characters that a state may have, which a token unfolds to
    hovers = False  # does ``on_pointer`` hear "hover", of a pointer that is not pressed?
    player, artists, _hidden = None, None, frozenset()

    def __init__(self, **start):
        self.controls = self.make_controls()
        self.set(**start)
        self.update_bounds(**self.state)
        self._start = self.state
        self.figure = style.new_figure(*self.size)
        self.artists = self.build(self.figure)
        hear = dict(on_pointer=self.on_pointer, on_key=self._steer, hovers=self.hovers)
        self.live = LiveFigure(self.figure, self._update, narrow=self.narrow, **hear)
        self.live.large = LARGER.value
        for control in self.controls.values():
            control.observe(lambda change: self._moved(), "value")
        played = [c for c in self.controls.values() if hasattr(c, "stride")]
        self.player = Player(played[0], self.live) if played else None
        rows = [self._row(control) for control in self.controls.values()]
        super().__init__([self.live, *self.arrange(rows, self._buttons())])
        LARGER.observe(self._enlarge, "value")
        self.add_class("nncourse-explorer")
        self._show_controls()

    @property
    def state(self):
        """The value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **state):
        """Give controls new values; a number beyond a slider's end becomes its end, as where one
        drags too far. A name or another value that does not fit raises ValueError.
        """
        unknown = [name for name in state if name not in self.controls]
        if unknown:
            known = ", ".join(self.controls)
            raise ValueError(say("unknown_control", name=unknown[0], known=known))
        for name in sorted(state, key=lambda name: hasattr(self.controls[name], "stride")):
            value = state[name]
            self.update_bounds(**self.state)  # which may give the timeline, the last, another end
            control = self.controls[name]
            if hasattr(control, "min"):
                value = checked_number(value, name, whole=isinstance(control.value, int))
            elif (known := _options(control)) and value not in known:
                known = ", ".join(map(str, known))
                raise ValueError(say("not_an_option", name=name, known=known, value=value))
            try:
                control.value = value
            except traitlets.TraitError as error:
                raise ValueError(f"{name}: {error}") from None

    def reset(self):
        """Go back to the state at the start."""
        if self.player:
            self.player.stop()
        self.set(**self.start())

    def start(self):
        """The state at the start."""
        return self._start

    def hide(self, *names):
        """The explorer without some of its controls, which keep their values."""
        self._hidden = self._hidden | set(names)
        self._show_controls()
        return self

    def unused_controls(self, **state):
        """The names of controls that make no difference in this state, and are not shown."""
        return ()

    def _show_controls(self):
        unseen = self._hidden | set(self.unused_controls(**self.state))
        for name, control in self.controls.items():
            if not hasattr(control, "unseen"):
                control.layout.display = "none" if name in unseen else None

    @property
    def caption(self):
        """What is to be seen now, in one sentence."""
        return self.describe(**self._computed())

    @property
    def token(self):
        """The state as a short text that fits into a link; ``from_token`` brings it back."""
        text = json.dumps(list(self.state.values()), separators=(",", ":"))
        return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")

    @classmethod
    def from_token(cls, token, *args, **kwargs):
        """The explorer in the state that ``token`` holds; another text raises ValueError."""
        explorer = cls(*args, **kwargs)
        try:
            padded = str(token) + "=" * (-len(str(token)) % 4)
            packed = base64.urlsafe_b64decode(padded)
            values = json.loads(zlib.decompressobj().decompress(packed, cls.longest))
            explorer.set(**dict(zip(explorer.controls, values, strict=True)))
        except (ValueError, TypeError, RecursionError, zlib.error):
            explorer.close()
            raise ValueError(say("bad_token", token=token)) from None
        return explorer

    def on_pointer(self, kind, ax, x, y):
        """Nothing, unless a subclass wants it."""

    def on_arrows(self, dx, dy):
        """Left and right are steps on the timeline, if there is one; a subclass may do other."""
        if self.player and dx:
            self.player.step(dx)

    def on_space(self):
        """Play or pause, if there is a timeline; a subclass may do other."""
        if self.player:
            self.player.toggle()

    def _steer(self, key, large):
        if key == " ":
            self.on_space()
        else:
            self.on_arrows(*((10 if large else 1) * step for step in ARROWS[key]))

    def update_bounds(self, **state):
        """A subclass may fit the bounds of controls to a new state here."""

    def _moved(self):
        self.update_bounds(**self.state)
        self._show_controls()
        self.live.changed()

    def _computed(self):
        with BLAS.limit(limits=1):  # for small matrices, threads would wait for each other
            return self.model(**self.state)

    def _update(self):
        try:
            numbers = self._computed()
            self.draw(**numbers)
            self._seen = self.describe(**numbers)
            return self._seen, ""
        except ValueError as error:
            return getattr(self, "_seen", ""), str(error)

    def _row(self, control):
        """A control as it stands on the page: a timeline has its buttons before it."""
        if not hasattr(control, "stride"):
            return control
        row = widgets.HBox([*self.player.buttons, control])
        row.add_class("nncourse-wide")
        return row

    def arrange(self, rows, buttons):
        """What stands under the picture: the controls in columns, then the buttons."""
        grid, last = widgets.Box(rows), widgets.Box(buttons)
        grid.add_class("nncourse-controls")
        last.add_class("nncourse-buttons")
        return [grid, last]

    def _buttons(self):
        return [*(self._button(name) for name in [*self.actions, "reset"]), LARGER]

    def _button(self, name):
        """A button that calls the method of that name."""
        button, act = widgets.Button(description=say(name)), getattr(self, name)
        button.on_click(lambda _: self.live.at_home(act))
        return button

    def relayout(self):
        """For ``draw``: what stands outside the axes (limits, names, legend) has changed too."""
        self.live.relayout()

    def _enlarge(self, change):
        self.live.large = change.new
        self.live.changed()

    def close(self):
        """Free figure, task and controls, on both sides; a cell that runs again does so itself."""
        if self.comm is None:  # it is closed
            return
        if self.player:
            self.player.stop()
        LARGER.unobserve(self._enlarge, "value")
        for part in _parts([*self.children, *self.controls.values()]):
            part.close()
        self.layout.close()
        self.figure = None  # else what IPython keeps in Out would keep the figure
        self.artists = None
        super().close()

    def _repr_mimebundle_(self, **kwargs):
        caption, png = self.live.still()
        still = {"image/png": encoded(png), "text/plain": caption}
        return super()._repr_mimebundle_(**kwargs) | still

    def _ipython_display_(self):
        shows(self)
        data = self._repr_mimebundle_()
        show_bundle(data, data["text/plain"], name="still")  # seen where there is no live view


def _options(control):
    """All values that a control takes; () if it takes any text."""
    if isinstance(control, widgets.Checkbox):
        return False, True
    options = control.options if isinstance(control, widgets.Dropdown) else ()
    return [option[1] if isinstance(option, tuple) else option for option in options]


def _parts(some):
    """All that an explorer's widgets are made of: what they hold, themselves, and their looks."""
    for widget in (widget for widget in some if widget is not LARGER):
        yield from _parts(getattr(widget, "children", ()))
        yield from filter(None, (widget, widget.layout, getattr(widget, "style", None)))
