"""The learning explorer: its numbers against a training of its own, and what it leaves behind."""

import asyncio
import io

import numpy as np
import pytest
from front_end import FrontEnd
from PIL import Image

from nncourse.explorers import LearningExplorer
from nncourse.explorers._base import player
from nncourse.explorers.learning import DATA, EPOCHS
from nncourse.messages import say
from nncourse.widgets import frames, live_figure
from nncourse.widgets.jupyter_internals import open_widgets
from nncourse.widgets.live_figure import IN_FLIGHT
from nnlib import Adam, Network, fit


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
    fit(network, X, y, Adam(rate), epochs=epoch)
    learning.set(data=data, hidden=hidden, learning_rate=rate, epoch=epoch)
    wrong = (network.classify(X) != y).sum()
    loss = network.loss(X, y)
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


@pytest.mark.parametrize("layers, activation", [(0, "identity"), (3, "tanh")])
def test_the_whole_curve_of_losses_is_in_the_picture(learning, layers, activation):
    page = FrontEnd(learning.live)
    page.look()
    for epoch in [0, EPOCHS]:
        learning.set(layers=layers, activation=activation, epoch=epoch)
        page.acknowledge()
        losses = learning.artists.losses.get_ydata()
        low, high = learning.artists.ax.get_ylim()
        assert low <= losses.min() and losses.max() < high
        assert not learning.artists.now.get_clip_on()  # at a loss of 0, half of it is outside


def test_every_control_changes_the_picture_while_it_learns(learning):
    page = FrontEnd(learning.live)
    page.look(900)
    learning.set(epoch=50)
    values = dict(epoch=60, data="spiral", hidden=9, learning_rate=0.3, layers=3, activation="relu")
    for name, value in values.items():
        _, before = page.frames[-1]
        learning.set(**{name: value})
        page.acknowledge()
        assert (page.frames[-1][1] != before).any(), name


def test_an_unchanged_run_is_not_trained_again(learning, monkeypatch):
    learning.set(epoch=10)
    learning.model(**learning.state)
    monkeypatch.setattr(
        "nncourse.explorers.learning.train", lambda *_, **__: pytest.fail("trained")
    )
    learning.set(epoch=20)
    learning.model(**learning.state)


def test_nothing_is_left_when_it_is_closed():
    before = len(open_widgets())
    LearningExplorer().close()
    assert len(open_widgets()) == before


def test_the_losses_are_those_of_the_parameters(learning):
    learning.set(epoch=30)
    numbers = learning.model(**learning.state)
    options = {name: learning.state[name] for name in learning.state if name != "epoch"}
    network, history = learning._run(**options)
    network.parameters = history[30][0]
    X, y = DATA["circle"]()
    assert np.isclose(numbers["losses"][-1], network.loss(X, y))


def play(explorer, seconds=10):
    """Play to the end, or so long, with a page that shows every frame at once."""
    page = FrontEnd(explorer.live)
    page.look()
    shown = []

    async def watch():
        explorer.player.toggle()
        end = asyncio.get_running_loop().time() + seconds
        while explorer.player.playing and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.002)
            page.acknowledge()
            shown.append(explorer.state["epoch"])
        explorer.player.stop()

    page.run(watch())
    return page, shown


def test_play_goes_to_the_end_frame_by_frame(learning):
    learning.controls["epoch"].seconds = 0.004
    learning.set(epoch=370)
    page, shown = play(learning)
    assert shown[-1] == EPOCHS and shown == sorted(shown) and not learning.player.playing
    captions = [content["caption"] for content, _ in page.frames]
    assert [c.split(":")[0] for c in captions[1:]] == [
        f"After {n} epochs" for n in range(372, 401, 2)
    ]


def test_play_at_the_end_begins_anew(learning):
    learning.set(epoch=EPOCHS)
    _, shown = play(learning, seconds=0.2)
    assert 0 < shown[-1] < 40


def test_play_waits_for_a_page_that_is_slow(learning):
    page = FrontEnd(learning.live)
    page.look()

    async def watch():
        learning.player.toggle()
        await asyncio.sleep(0.3)
        learning.player.stop()

    page.run(watch())
    assert len(page.frames) == 1 + IN_FLIGHT


def test_play_ends_where_no_page_is_left(learning, monkeypatch):
    monkeypatch.setattr(live_figure, "PATIENCE", 0.01)
    page = FrontEnd(learning.live)
    page.look()

    async def watch():
        learning.player.toggle()
        await learning.player.task

    page.run(watch())
    assert 0 < learning.state["epoch"] < EPOCHS and not learning.player.playing
    assert len(page.frames) <= player.UNSEEN + 3


def test_readers_who_want_less_motion_get_fewer_frames(learning):
    page = FrontEnd(learning.live)
    page.tell(width=900, ratio=1, calm=False)
    assert learning.player._pace() == (1 / 30, 2)
    page.tell(width=900, ratio=1, calm=True)
    assert learning.player._pace() == (player.CALM, round(60 * player.CALM))


def test_step_and_back_stop_at_the_ends_and_pause(learning):
    back, play_button, step = learning.player.buttons
    back.click()
    assert learning.state["epoch"] == 0
    step.click()
    assert learning.state["epoch"] == 1
    learning.set(epoch=EPOCHS)
    step.click()
    assert learning.state["epoch"] == EPOCHS
    assert play_button.description == say("play")


def test_keys_play_and_step(learning):
    page = FrontEnd(learning.live)
    page.look()
    for key, large, epoch in [("ArrowRight", False, 1), ("ArrowRight", True, 11)]:
        page.tell(key=key, large=large)
        assert learning.state["epoch"] == epoch
    page.tell(key="ArrowLeft", large=False)
    assert learning.state["epoch"] == 10

    async def press():
        page.tell(key=" ", large=False)
        await asyncio.sleep(0.05)
        assert learning.player.playing
        page.tell(key=" ", large=False)
        assert not learning.player.playing

    page.run(press())


def test_what_is_closed_plays_no_more():
    explorer = LearningExplorer()
    page = FrontEnd(explorer.live)

    async def watch():
        explorer.player.toggle()
        await asyncio.sleep(0.05)
        task = explorer.player.task
        explorer.close()
        await asyncio.sleep(0)
        assert task.cancelled() or task.done()

    page.run(watch())


def test_a_still_keeps_every_colour(learning, monkeypatch):
    def pixels():
        png = learning.live.still()[1]
        return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)

    learning.set(epoch=100)
    few = pixels()
    monkeypatch.setattr(frames, "small", lambda picture: picture)
    assert np.abs(few - pixels()).max() <= 16
