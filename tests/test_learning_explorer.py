"""The learning explorer: its numbers against a training of its own, and what it leaves behind."""

import numpy as np
import pytest
from front_end import FrontEnd
from ipywidgets.widgets.widget import _instances

from nnlib import Adam, Network, train
from nnlib.explorers import LearningExplorer
from nnlib.explorers.learning import DATA


@pytest.fixture
def learning():
    learning = LearningExplorer()
    yield learning
    learning.close()


@pytest.mark.parametrize(
    "data, hidden, rate, epoch",
    [("circle", 1, 0.03, 400), ("circle", 4, 0.03, 7), ("moons", 12, 0.3, 0), ("xor", 3, 0.1, 399)],
)
def test_the_caption_is_true(learning, data, hidden, rate, epoch):
    X, y = DATA[data]()
    network = Network.from_sizes([2, hidden, 1], seed=1)
    for _ in train(network, X, y, Adam(rate), epochs=epoch):
        pass
    learning.set(data=data, hidden=hidden, learning_rate=rate, epoch=epoch)
    wrong, loss = (network.classify(X) != y).sum(), network.loss(X, y)
    assert learning.caption == (
        f"After {epoch} epochs: {wrong} of 100 samples on the wrong side, loss {loss:.3f}."
    )
    numbers = learning.model(**learning.state)
    assert len(numbers["losses"]) == epoch + 1


def test_what_chapter_00_says_of_the_circle(learning):
    learning.set(epoch=400)
    said = {}
    for hidden in [1, 2, 3, 4, 12]:
        learning.set(hidden=hidden)
        numbers = learning.model(**learning.state)
        said[hidden] = len(numbers["wrong"]), round(numbers["losses"][-1], 3)
    assert said == {1: (27, 0.506), 2: (9, 0.276), 3: (0, 0.019), 4: (0, 0.026), 12: (0, 0.022)}


def test_every_control_changes_the_picture_while_it_learns(learning):
    page = FrontEnd(learning.live)
    page.look(900)
    learning.set(epoch=50)
    for name, value in dict(epoch=60, data="spiral", hidden=9, learning_rate=0.3).items():
        _, before = page.frames[-1]
        learning.set(**{name: value})
        page.acknowledge()
        assert (page.frames[-1][1] != before).any(), name


def test_an_unchanged_run_is_not_trained_again(learning):
    learning.set(epoch=10)
    learning.model(**learning.state)
    run = next(iter(learning._runs.values()))
    learning.set(epoch=20)
    learning.model(**learning.state)
    assert next(iter(learning._runs.values())) is run


def test_nothing_is_left_when_it_is_closed():
    before = len(_instances)
    LearningExplorer().close()
    assert len(_instances) == before


def test_the_losses_are_those_of_the_parameters(learning):
    learning.set(epoch=30)
    numbers = learning.model(**learning.state)
    network, history = next(iter(learning._runs.values()))
    network.parameters = history[30][0]
    X, y = DATA["circle"]()
    assert np.isclose(numbers["losses"][-1], network.loss(X, y))
