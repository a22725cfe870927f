"""Runs that are kept: each item is made once, and with it the data that it was trained on."""

import pytest

from nncourse.explorers import OverfittingExplorer, RandomStartsExplorer
from nncourse.explorers._base.history import growing, newest
from nnlib import datasets


def test_a_run_grows_as_far_as_asked_and_each_item_is_made_once():
    made = []

    @growing
    def run(start):
        for item in range(start, 5):
            made.append(item)
            yield item

    assert run(1, start=0) == [0, 1] == made
    assert run(3, start=0) == [0, 1, 2, 3] == made
    assert run(0, start=0) == [0] and len(made) == 4
    assert run(9, start=0) == [0, 1, 2, 3, 4] == run(9, start=0) == made  # where it ends
    assert run(0, start=3) == [3]
    assert run(0, start=0) == [0] and made[5:] == [3, 0]  # the newest alone was kept


def test_what_was_given_last_is_kept():
    made = []
    square = newest(lambda x: made.append(x) or x * x)
    assert [square(x) for x in (2, 2, 3, 3, 2)] == [4, 4, 9, 9, 4] and made == [2, 3, 2]


@pytest.mark.parametrize("kind", [RandomStartsExplorer, OverfittingExplorer])
def test_another_epoch_needs_no_other_data(kind, monkeypatch):
    explorer = kind()
    first = explorer.caption
    monkeypatch.setattr(datasets, "moons", lambda *_: pytest.fail("made anew"))
    explorer.set(epoch=2)
    assert explorer.caption != first
    explorer.set(epoch=0)
    assert explorer.caption == first
    explorer.close()
