"""Layouts and styles are few, shared by all figures, and no page changes them."""

import ipywidgets as widgets
import pytest
from front_end import deliver

from nncourse import explorers
from nncourse.widgets import looks
from nncourse.widgets.jupyter_internals import is_open, open_widgets
from nncourse.widgets.number_control import NumberControl


@pytest.fixture
def two():
    two = [explorers.NeuronExplorer("iris"), explorers.BackpropExplorer()]
    yield two
    for explorer in two:
        explorer.close()


def test_another_figure_brings_no_style_and_only_layouts_that_change(two):
    before = set(open_widgets().values())
    another = explorers.NeuronExplorer("iris")
    brought = set(open_widgets().values()) - before
    looked = {one for one in brought if isinstance(one, widgets.Layout | widgets.Style)}
    numbers = [one for one in another.controls.values() if isinstance(one, NumberControl)]
    assert looked == {one.layout for one in [another, another.guide.row, *numbers]}
    another.close()
    assert set(open_widgets().values()) == before


def test_a_figure_that_is_closed_leaves_the_looks_of_others(two):
    one, other = two
    one.close()
    assert all(is_open(part.layout) for part in other.parts() if hasattr(part, "layout"))


def displays(explorer, apart):
    """What is shown of an explorer's controls, but for one."""
    return [c.layout.display for c in explorer.controls.values() if c is not apart]


def test_a_look_is_given_to_one_control_alone(two):
    for explorer in two:
        for control in explorer.controls.values():
            before = displays(explorer, control)
            looks.give(control, "gone")
            assert control.layout.display == "none"
            assert displays(explorer, control) == before
            looks.give(control, "shown")
            assert control.layout.display is None


def test_a_page_cannot_change_what_all_share(two):
    shown = two[0].buttons["reset"].layout
    deliver(shown, method="update", state={"display": "none", "width": "1px"}, buffer_paths=[])
    assert (shown.display, shown.width) == (None, None)


def test_looks_that_somebody_closed_are_made_again(two):
    for look in looks.LOOKS:
        looks.layout(look).close()
    button = looks.make(widgets.Button)
    button.style.close()
    again = looks.make(widgets.Button)
    assert is_open(again.layout) and is_open(again.style)
    button.close()
    again.close()
