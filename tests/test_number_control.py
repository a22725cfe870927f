"""The control of a number: what it takes. In test_browser_figure.py hands type into it."""

import numpy as np
import pytest
import traitlets

from nncourse.widgets.number_control import NumberControl


@pytest.fixture
def control():
    control = NumberControl(1, min=-5, max=5, step=0.1, description="w1")
    yield control
    control.close()


@pytest.mark.parametrize(
    ("given", "kept"), [(2, 2.0), (0.579, 0.579), (99, 5.0), (-1e9, -5.0), (np.float32(0.5), 0.5)]
)
def test_a_value_is_kept_as_it_is_within_the_bounds(control, given, kept):
    control.value = given
    assert control.value == kept
    assert type(control.value) is float


def test_a_whole_number_is_an_int():
    control = NumberControl(3, whole=True, min=0, max=9)
    control.value = 4.0
    assert control.value == 4 and type(control.value) is int
    control.close()


@pytest.mark.parametrize("wrong", ["2", None, True, float("nan"), float("inf"), 1j, [1]])
def test_what_is_no_number_is_refused_and_changes_nothing(control, wrong):
    with pytest.raises(traitlets.TraitError, match="finite number"):
        control.value = wrong
    assert control.value == 1


def test_the_value_follows_its_bounds(control):
    control.min = 2
    assert control.value == 2
    control.max = 3
    control.value = 9
    assert control.value == 3


def test_bounds_that_cross_are_refused(control):
    with pytest.raises(traitlets.TraitError, match="must not be above"):
        control.min = 6
    assert control.min == -5
