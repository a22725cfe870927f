"""The base class of all explorers: controls, a live figure, its caption, the state."""

import ipywidgets as widgets
import traitlets
from threadpoolctl import ThreadpoolController

from nncourse.draw import style
from nncourse.explorers._base import tokens
from nncourse.explorers._base.controls import Timeline, Unseen, fitted
from nncourse.explorers._base.player import Player
from nncourse.explorers._base.scenarios import Scenarios
from nncourse.messages import CannotShow, listed, say
from nncourse.widgets import faults, jupyter_internals, looks
from nncourse.widgets.cells import shows
from nncourse.widgets.display import encoded, show_bundle
from nncourse.widgets.keep_in_view import KeepInView
from nncourse.widgets.live_figure import STACK, LiveFigure

BLAS = ThreadpoolController()  # limits the threads that multiply matrices
ARROWS = {"ArrowLeft": (-1, 0), "ArrowRight": (1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}


class Typeface(traitlets.HasTraits):
    """The type size in all figures of a kernel: a press of the button in one sets all."""

    large = traitlets.Bool(False)


TYPEFACE = Typeface()


class Explorer(widgets.VBox):
    """A picture that follows its controls.

    A subclass declares five things:

    - ``make_controls() -> {name: widget}``: reset, state, token and tests come from this table;
    - ``model(**state) -> dict``: the numbers, without widgets or artists. The state is within the
      bounds of the controls. If it raises CannotShow, the sentence of the error is shown, and the
      last good picture stays;
    - ``build(figure)``: makes all artists, once, and returns them in one object, which becomes
      ``self.artists``;
    - ``draw(**numbers)``: moves ``self.artists``; makes nothing, clears nothing;
    - ``describe(**numbers) -> str``: one sentence that describes the picture. It is shown under the
      picture and is its alternative text; tests and nbval compare it.

    ``on_pointer(kind, ax, x, y)`` receives "press", "drag" and "release" on the picture in data
    coordinates, ``on_arrows(dx, dy)`` arrow keys, as steps of -1, 0 or 1 (with shift, of 10),
    ``on_space()`` the space bar. ``actions`` are names of methods that get a button; ``say`` has
    its label under the same name. ``groups`` are pairs: a heading, and the names of the controls
    below it; ``say("group_" + heading)`` has the words. Without groups, all controls are together.

    ``scenarios`` is {name: state}, with only the controls that differ from the start. Each gets a
    numbered button above the picture; its words are ``title_NAME``, ``ask_NAME`` and
    ``look_NAME``. ``looks`` are controls that change only the view: they never leave a scenario.
    """

    size = (7.2, 4.4)  # of the figure, in inches of 100 pixels
    actions = ()
    scenarios = {}
    looks = ()
    groups = ()
    narrow = None  # the layout of the axes on a narrow page: see LiveFigure
    stack = STACK  # of its natural width: below that, axes side by side are stacked
    longest = 10_000  # characters of a state, once its token is unpacked
    token_version = 1  # a subclass increases it when the same values change their meaning
    trying = False  # is a token's state only being tried?
    hovers = False  # does ``on_pointer`` receive "hover" too, from a pointer that is not pressed?
    live_kind = LiveFigure  # the widget that shows the picture
    player = None
    live = None
    artists = None
    _hidden = frozenset()
    _headings = {}  # the heading of each group of controls, with their names
    _caption = ""  # of the last good picture
    _setting = False  # are several controls being set, to be shown in one frame?

    def __init__(self, scenario=None, **start):
        self.controls = self.make_controls()
        self.set(**start)
        self.base = self.state  # the values that a scenario leaves out
        if scenario is not None:
            self.set(**self.scenario_state(scenario))
        self._start = self.state
        self._make_picture()
        hear = dict(on_pointer=self.on_pointer, on_key=self._steer, hovers=self.hovers)
        hear["grips"] = self.grips
        look = dict(narrow=self.narrow, stack=self.stack)
        self.live = self.live_kind(self.figure, self._update, about=self._about, **look, **hear)
        for control in self.controls.values():
            control.observe(lambda change: self._moved(), "value")
        self.guide = Scenarios(self)
        timelines = [c for c in self.controls.values() if isinstance(c, Timeline)]
        self.player = Player(timelines[0], self.live) if timelines else None
        words = dict(description=say("larger"), tooltip=say("larger"))
        self.larger = looks.make(widgets.ToggleButton, **words)
        rows = [self._row(control) for control in self.controls.values()]
        below = self.arrange(rows, self._buttons())
        super().__init__([self.guide.row, self.live, KeepInView(), *below])
        self.larger.observe(self._press_larger, "value")
        self.add_class("nncourse-explorer")
        self.add_class("nncourse-card")
        self._show_controls()
        self._listen()

    def _make_picture(self):
        self.figure = style.new_figure(*self.size)
        self.artists = self.build(self.figure)

    def _listen(self):
        TYPEFACE.observe(self._enlarge, "large")
        self._enlarge()
        self.live.hear([*self.parts(), self.layout, self])

    def open(self):
        """Open it, as ipywidgets does when it is made; after ``close``, with a new picture."""
        if self.live is None or self.live.figure is not None:
            super().open()
            return
        self._make_picture()
        self.live.show_figure(self.figure)
        for part in [*self.parts(), self.layout]:
            part.open()
            jupyter_internals.open_again(part)
        super().open()
        jupyter_internals.open_again(self)
        self._listen()

    @property
    def state(self):
        """The value of every control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **state):
        """Give controls new values; a number beyond a slider's end becomes its end, as when you
        drag too far. An unknown name, or any other value that does not fit, raises ValueError and
        changes nothing.
        """
        for name, value in state.items():
            if name not in self.controls:
                known = listed(self.controls)
                raise ValueError(say("unknown_control", name=name, known=known))
            fitted(self.controls[name], value, name, self.longest)
        names = sorted(state, key=lambda name: isinstance(self.controls[name], Timeline))
        before = self._setting
        self._setting = True
        try:
            for name in names:  # a timeline comes last: the others may set its end
                self.update_bounds(**self.state)
                control = self.controls[name]
                control.value = fitted(control, state[name], name, self.longest)
        finally:
            self._setting = before
        self._moved()

    def reset(self):
        """Return to the state at the start."""
        if self.player:
            self.player.stop()
        self.guide.forget()
        self.set(**self.start())

    def start(self):
        """The state at the start."""
        return self._start

    def scenario(self, name):
        """Set the controls to the scenario of that name; an unknown name raises ValueError."""
        self.guide.go(name, calm=True)
        return self

    def scenario_state(self, name):
        """Return the whole state of a scenario: controls that it leaves out are as at the start."""
        if name not in self.scenarios:
            known = listed(self.scenarios) or say("no_scenario")
            raise ValueError(say("unknown_scenario", name=name, known=known))
        return self.base | self.scenarios[name]

    def hide(self, *names):
        """Hide some controls, which keep their values, and return the explorer."""
        self._hidden = self._hidden | set(names)
        self._show_controls()
        self.guide.offer(self._hidden - type(self)._hidden)
        return self

    def unused_controls(self, **state):
        """The names of controls that have no effect in this state and are not shown. Their places
        stay free, so that no other control moves, except where there is only one column.
        """
        return ()

    def _show_controls(self):
        unused = self.unused_controls(**self.state)
        for name, control in self.controls.items():
            if not isinstance(control, Unseen):
                look = "hidden" if name in unused else "shown"
                looks.give(control, "gone" if name in self._hidden else look)
        for heading, names in self._headings.items():
            alone = self._hidden.union(unused).issuperset(names)
            looks.give(heading, "hidden" if alone else "shown")

    @property
    def caption(self):
        """One sentence that describes the picture as it is now."""
        return self.describe(**self._computed())

    @property
    def token(self):
        """The state as a short text that fits into a link; ``from_token`` restores it."""
        return tokens.token_of(list(self.state.values()), self.token_version)

    @classmethod
    def from_token(cls, token, *args, **kwargs):
        """Make the explorer in the state that ``token`` holds, if that can be shown.

        Any other text raises ValueError, with one sentence. A token without a version comes from
        the first release and is read as version 1.
        """
        version, values = tokens.read(token, cls.longest)
        if version != cls.token_version:
            raise tokens.OtherVersion(say("other_token"))
        explorer = cls(*args, **kwargs)
        try:
            explorer._believe(values)
        except Exception as error:
            about = explorer._about()
            explorer.close()
            if not isinstance(error, ValueError):
                faults.told(error, lambda: about)
            raise ValueError(say("bad_token")) from None
        return explorer

    def _believe(self, values):
        """Set the values of all controls, and compute the caption once to see that it works."""
        self.set(**dict(zip(self.controls, values, strict=True)))
        self.trying = True
        try:
            self._caption = self.caption
        finally:
            self.trying = False

    def on_pointer(self, kind, ax, x, y):
        """Do nothing; a subclass may override it."""

    def grips(self):
        """Return the places a finger can drag, as (ax, x, y) in data coordinates; None for x or y
        means the whole axes that way. Elsewhere a finger scrolls the page, and a tap is a press.
        """
        return ()

    def on_arrows(self, dx, dy):
        """Step along the timeline, if any, at left and right; a subclass may override it."""
        if self.player and dx:
            self.player.step(dx)

    def on_space(self):
        """Play or pause, if there is a timeline; a subclass may override it."""
        if self.player:
            self.player.toggle()

    def _steer(self, key, large):
        if key == " ":
            self.on_space()
        else:
            self.on_arrows(*((10 if large else 1) * step for step in ARROWS[key]))

    def update_bounds(self, **state):
        """Do nothing; a subclass may fit the bounds of controls to a new state."""

    def _moved(self):
        """Respond to a control that moved; if ``set`` moves several, only once all are set."""
        if self._setting:
            return
        self.update_bounds(**self.state)
        if self.live:
            self._show_controls()
            self.guide.moved()
            self.live.changed()

    def _snapshot(self):
        """The present state with every value checked, as the model gets it."""
        return {
            name: fitted(control, control.value, name, self.longest)
            for name, control in self.controls.items()
        }

    def _computed(self):
        with BLAS.limit(limits=1):  # for small matrices, threads would wait for each other
            return self.model(**self._snapshot())

    def _update(self):
        try:
            numbers = self._computed()
            self.draw(**numbers)
            self._caption = self.describe(**numbers)
            return self._caption, ""
        except CannotShow as error:
            return self._caption, str(error)

    def _about(self):
        """This figure's entries in an error report: its class, token and state."""
        return {"figure": type(self).__name__, "token": self.token, "state": self.state}

    def _row(self, control):
        """A control as the page shows it: a timeline comes after its buttons."""
        if not isinstance(control, Timeline):
            return control
        return _box("nncourse-wide", [*self.player.buttons, control])

    def arrange(self, rows, buttons):
        """The boxes under the picture: the buttons that every figure has, beside its caption, then
        the controls that fill a row, the buttons of ``actions``, and the other controls in groups.
        """
        by_name = dict(zip(self.controls, rows, strict=True))
        wide = [row for row in rows if "nncourse-wide" in row._dom_classes]
        actions = buttons[: len(self.actions)]
        arranged = [_box("nncourse-buttons", buttons[len(actions) :]), *wide]
        if actions:
            arranged.append(_box("nncourse-actions", actions))
        grouped = []
        self._headings = {}
        for heading, names in self.groups or [("", self.controls)]:
            group = [by_name[name] for name in names if by_name[name] not in wide]
            group = [row for row in group if not isinstance(row, Unseen)]
            if heading:
                words = looks.make(widgets.Label, say("group_" + heading))
                words.add_class("nncourse-heading")
                group.insert(0, words)
                self._headings[words] = names
            if group:
                grouped.append(_box("nncourse-group", group))
        if grouped:
            arranged.append(_box("nncourse-controls", grouped))
        return arranged

    def _buttons(self):
        """A button for each action, then the buttons that every figure has."""
        self.buttons = {name: self._button(name) for name in [*self.actions, "reset"]}
        return [*self.buttons.values(), self.larger]

    def _button(self, name):
        """A button that calls the method of that name."""
        button = looks.make(widgets.Button, description=say(name))
        act = getattr(self, name)
        button.on_click(lambda _: self.live.attempt(act))
        return button

    def relayout(self):
        """For ``draw``: report a change outside the axes too: in limits, names or a legend."""
        self.live.relayout()

    def _press_larger(self, change):
        TYPEFACE.large = change.new

    def _enlarge(self, change=None):
        self.larger.value = TYPEFACE.large
        self.live.large = TYPEFACE.large
        self.live.changed()

    def parts(self):
        """Yield all widgets inside this one, each before the widget that holds it."""
        yield from parts_of([*self.children, *self.controls.values()])

    def close(self):
        """Free figure, task and controls, in kernel and page; a cell that runs again does this."""
        if not jupyter_internals.is_open(self):
            return
        if self.player:
            self.player.stop()
        self.guide.stop()
        TYPEFACE.unobserve(self._enlarge, "large")
        for part in self.parts():
            part.close()
        self.layout.close()
        self.figure = None  # else the explorer in IPython's Out would keep the figure
        self.artists = None
        super().close()

    def _repr_mimebundle_(self, **kwargs):
        caption, png = self.live.still()
        still = {"image/png": encoded(png), "text/plain": caption}
        return super()._repr_mimebundle_(**kwargs) | still

    def _ipython_display_(self):
        if not jupyter_internals.is_open(self):  # closed with its cell, but a variable kept it
            self.open()
        shows(self)
        data = self._repr_mimebundle_()
        show_bundle(data, data["text/plain"], name="still")  # shown where there is no live view


def _box(name, children):
    """A box with the CSS class ``name``."""
    return looks.make(widgets.Box, children).add_class(name)


def parts_of(some):
    """Yield, for each widget, those it holds, its own layout, if it has one, then the widget."""
    for widget in some:
        yield from parts_of(getattr(widget, "children", ()))
        if layout := looks.own_layout(widget):
            yield layout
        yield widget
