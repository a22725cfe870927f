"""Scenarios: the states that they are, how their buttons lead there, and what the prose says."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
import translate
from front_end import FrontEnd, deliver
from scenario_claims import CLAIMS
from test_appendix import CHAPTERS, GUIDES, ROOT

from nncourse import explorers
from nncourse.explorers import NeuronExplorer
from nncourse.explorers._base import scenarios as module
from nncourse.explorers._base.scenarios import words_of
from nncourse.messages import say
from nnlib import Adam, Network, datasets, fit

KINDS = [getattr(explorers, name) for name in explorers.__all__]
WITH_SCENARIOS = [kind for kind in KINDS if kind.scenarios]
ROOM = 140, 7  # characters in two lines, and what each button takes away: at 720 pixels


@pytest.fixture(scope="module", params=WITH_SCENARIOS)
def shown(request):
    """An explorer with scenarios, and the page that shows it."""
    explorer = request.param()
    page = FrontEnd(explorer.live)
    page.look()
    explorer.live.calm = True
    yield explorer, page
    explorer.close()


@pytest.fixture
def neuron():
    neuron = NeuronExplorer("iris", w1=1, w2=1, b=-8, x1=5, x2=2)
    yield neuron
    neuron.close()


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves: a list whose last entry is the time."""
    times = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: times[-1])
    return times


def press(explorer, name):
    """Click the button of a scenario, as the page does."""
    number = explorer.guide.offered.index(name)
    content = {"event": "click", "scenario": number}
    deliver(explorer.guide.row, method="custom", content=content)


def turn(page):
    """Let pass what waits now, and what it leads to at once."""
    for _ in range(4):
        page.loop.turn()


def in_the_end(explorer, name):
    """The caption of a scenario after its timeline has been played."""
    explorer.scenario(name)
    timeline = explorer.player.timeline
    timeline.value = timeline.max
    return explorer.caption


# Every scenario of every explorer ---------------------------------------------------------------


def test_every_scenario_is_a_state_that_is_drawn_and_told_apart(shown):
    explorer, page = shown
    assert explorer.children[0] is explorer.guide.row
    captions = []
    for name in explorer.guide.offered:
        press(explorer, name)
        content, _ = page.rest()
        assert content["note"] == "", name
        assert explorer.state == explorer.scenario_state(name), name
        assert explorer.guide.marked == explorer.guide.told == name
        captions.append((content["caption"], name))
    again = type(explorer).from_token(explorer.token)
    assert (again.state, again.guide.marked) == (explorer.state, name)
    again.close()
    for (one, its_name), (other, other_name) in pairwise(captions):
        assert one != other or in_the_end(explorer, its_name) != in_the_end(explorer, other_name)


def test_every_scenario_has_words_that_fit(shown):
    explorer, _ = shown
    row = min(8, len(explorer.scenarios))  # no chapter offers more
    for name in explorer.scenarios:
        words = words_of(name)
        assert "?" in words["ask"], name
        assert not re.search(r"\d-\d", words["ask"]), name  # a line would break at the hyphen
        assert words["look"].endswith("."), name
        assert len(words["title"] + words["ask"]) <= ROOM[0] - row * ROOM[1], name


def test_no_two_explorers_have_a_scenario_of_the_same_name():
    names = [name for kind in WITH_SCENARIOS for name in kind.scenarios]
    assert sorted(names) == sorted(set(names))


# Buttons and names ------------------------------------------------------------------------------


def test_the_controls_go_to_a_scenario_in_half_a_second(neuron, clock):
    page = FrontEnd(neuron.live)
    page.look()
    press(neuron, "best_line")
    turn(page)
    seen = []
    for seconds in (0.1, 0.25, 0.4, 0.49):
        clock.append(seconds)
        turn(page)
        page.acknowledge()
        seen.append(neuron.state["w2"])
        assert neuron.guide.row.marked == 4 and page.frames[-1][0]["caption"] == neuron.caption
    assert 1 < seen[0] < seen[1] < seen[2] <= seen[3] <= 2.3
    assert all(round(w2, 1) == w2 for w2 in seen)  # as far as the slider's arrow keys go
    clock.append(0.5)
    page.rest()
    assert neuron.state == neuron.scenario_state("best_line") and not page.loop.waiting


def test_who_asks_for_less_motion_gets_there_at_once(neuron):
    page = FrontEnd(neuron.live)
    page.look()
    page.tell(width=900, ratio=1, calm=True)
    page.acknowledge()
    count = len(page.frames)
    press(neuron, "best_line")
    turn(page)
    assert len(page.frames) == count + 1
    assert neuron.state == neuron.scenario_state("best_line")


def test_a_hand_on_a_control_ends_the_way(neuron, clock):
    page = FrontEnd(neuron.live)
    page.look()
    press(neuron, "best_line")
    turn(page)
    clock.append(0.25)
    turn(page)
    page.move(neuron.controls["b"], value=3)
    clock.append(0.6)
    page.rest()
    assert neuron.state["b"] == 3 and 1 < neuron.state["w2"] < 2.3
    assert (neuron.guide.row.marked, neuron.guide.row.told) == (-1, 4)


def test_no_timeline_shows_a_late_step_of_what_is_to_be_guessed(clock):
    """It goes back before the other controls glide, and on only after them."""

    class Learning(explorers.LearningExplorer):
        scenarios = {"and": dict(hidden=2), "or": dict(hidden=2, epoch=50)}

    learning = Learning(hidden=4)
    page = FrontEnd(learning.live)
    page.look()
    learning.set(epoch=400)
    seen = []
    for name, end in [("and", 0), ("or", 50)]:
        press(learning, name)
        turn(page)
        seen.append(learning.state["epoch"])
        clock.append(clock[-1] + 0.25)
        turn(page)
        seen.append(learning.state["epoch"])
        clock.append(clock[-1] + 1)
        page.rest()
        assert learning.state["epoch"] == end
    assert seen[:3] == [0, 0, 0] and 0 < seen[3] < 50  # where it alone differs, it glides
    learning.close()


def test_the_mark_goes_with_the_state_and_the_question_stays(neuron):
    row = neuron.guide.row
    assert (row.marked, row.told) == (0, 0)  # the start is the first scenario
    neuron.set(b=-7)
    assert (row.marked, row.told) == (-1, 0)
    neuron.set(b=-8)
    assert (row.marked, row.told) == (0, 0)
    neuron.scenario("xor")
    neuron.set(b=-1)
    assert (row.marked, row.told) == (-1, 7)
    neuron.reset()
    assert (row.marked, row.told) == (0, 0)


def test_a_scenario_in_progress_keeps_its_mark():
    class Learning(explorers.LearningExplorer):
        scenarios = {"and": dict(data="xor"), "or": dict(epoch=50)}

    learning = Learning()
    assert learning.guide.marked is None
    learning.set(epoch=7)
    assert learning.guide.marked is None  # it is no further than the start
    learning.set(data="xor")
    assert learning.guide.marked == "and"
    again = Learning.from_token(learning.token)
    assert again.guide.marked == "and"
    learning.set(data="circle", epoch=50)
    assert learning.guide.marked == "or"
    again.close()
    learning.close()


def test_a_scenario_by_name(neuron):
    assert neuron.scenario("and") is neuron
    assert neuron.state == neuron.scenario_state("and")
    opened = NeuronExplorer("iris", scenario="and", activation="tanh")
    assert opened.state == neuron.state | dict(activation="tanh")
    opened.set(b=2)
    opened.reset()
    assert opened.guide.marked == "and"
    opened.scenario("raise_b")
    assert opened.state["data"] == "iris"
    opened.close()


def test_an_unknown_name_is_told_the_known_ones(neuron):
    known = ", ".join(neuron.scenarios)
    sentence = say("unknown_scenario", name="nand", known=known)
    for ask in (lambda: neuron.scenario("nand"), lambda: NeuronExplorer(scenario="nand")):
        with pytest.raises(ValueError) as told:
            ask()
        assert str(told.value) == sentence


def test_a_scenario_that_sets_a_hidden_control_is_not_offered(neuron):
    neuron.hide("data")
    assert neuron.guide.offered == ["raise_b", "one_weight", "double", "no_weights", "best_line"]
    assert len(neuron.guide.row.scenarios) == 5
    neuron.scenario("xor")  # by name it still is


@pytest.mark.parametrize("number", [-1, 8, 1.0, True, "1", None, [0]])
def test_a_page_cannot_ask_for_a_scenario_that_is_not_there(neuron, number):
    before = neuron.state
    content = {"event": "click", "scenario": number}
    deliver(neuron.guide.row, method="custom", content=content)
    assert neuron.state == before


def test_an_explorer_without_scenarios_has_no_row():
    class Plain(NeuronExplorer):
        scenarios = {}

    plain = Plain()
    assert plain.guide.row.layout.display == "none"
    with pytest.raises(ValueError, match=r"There is no scenario called 'and'"):
        plain.scenario("and")
    plain.close()


def test_a_press_pauses_what_plays(monkeypatch):
    monkeypatch.setattr(explorers.LearningExplorer, "scenarios", {"and": dict(hidden=2)})
    learning = explorers.LearningExplorer()
    stopped = []
    learning.player.task = SimpleNamespace(cancel=lambda: stopped.append(True))
    learning.scenario("and")
    assert stopped and not learning.player.playing
    learning.close()


# What prose and guide say -----------------------------------------------------------------------


def book_figures(text):
    """The explorers that a chapter's cells show, as it makes them, but for runs of one's own."""
    for call in re.findall(r"^\w+Explorer\(.*\)$", text, re.M):
        if call.partition("(")[0] in explorers.__all__:
            yield eval(call, vars(explorers))


def prose(name, code):
    """What a chapter says in a language."""
    if code == translate.ENGLISH:
        return CHAPTERS[name]
    catalogue = translate.read(translate.catalogues(ROOT, code)[name])
    return "\n".join(message.string for message in catalogue if message.id)


NAMED = {"en": r"\*\*(\d+)\*\* \*([^*]+)\*", "zh": r"\*\*(\d+)\*\*「([^」]+)」"}
WITH_ROWS = [name for name in sorted(CHAPTERS) if not name.startswith("08")]  # which has a strip


@pytest.fixture(scope="module", params=WITH_ROWS)
def chapter(request):
    """A chapter's name, and its figures."""
    figures = list(book_figures(CHAPTERS[request.param]))
    yield request.param, figures
    for figure in figures:
        figure.close()


@pytest.mark.parametrize("code", GUIDES)
def test_prose_and_guide_number_and_name_scenarios_as_the_buttons_do(chapter, code, speak):
    name, figures = chapter
    speak(code)
    [part] = [p for p in re.split(r"^## ", GUIDES[code], flags=re.M) if p.startswith(name[:2])]
    offered = []
    for figure in figures:
        offered += list(enumerate(map(words_of, figure.guide.offered), start=1))
    titles = {(str(number), words["title"]) for number, words in offered}
    named = set(re.findall(NAMED[code], prose(name, code) + part))
    assert named - titles == set()
    assert titles - named == set()  # each is there for something that is asked


def test_what_is_said_of_a_scenario_is_seen_in_it(chapter):
    _, figures = chapter
    for figure in figures:
        for name in figure.guide.offered:
            assert CLAIMS[name], name
            for moves, words in CLAIMS[name]:
                figure.scenario(name)
                for move in moves if isinstance(moves, list) else [moves]:
                    figure.set(**move) if isinstance(move, dict) else getattr(figure, move)()
                pattern = re.escape(words) if isinstance(words, str) else words
                assert re.search(pattern, figure.caption), (name, moves, figure.caption)


def test_no_claim_is_left_of_a_scenario_that_is_gone():
    assert set(CLAIMS) == {name for kind in WITH_SCENARIOS for name in kind.scenarios}


# What hangs on a seed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "hidden", "activation", "least", "most"),
    [
        (1, 1, "tanh", 20, 40),
        (1, 2, "tanh", 5, 15),
        (1, 3, "tanh", 0, 0),
        (3, 4, "identity", 40, 50),
        (3, 4, "tanh", 0, 0),
        (3, 4, "sigmoid", 0, 0),
    ],
)
def test_what_is_said_of_the_circle_holds_for_other_first_weights(
    layers, hidden, activation, least, most
):
    X, y = datasets.circle(100, noise=0.1, seed=0)
    for seed in (2, 3, 4):
        sizes = [2, *[hidden] * layers, 1]
        network = Network.from_sizes(sizes, activation, "sigmoid", seed=seed)
        fit(network, X, y, Adam(0.03), epochs=400)
        assert least <= (network.classify(X) != y).sum() <= most


def test_what_is_said_of_batches_holds_for_other_orders_of_the_samples():
    noise = explorers.NoiseExplorer()

    def losses(name, seed, seen):
        noise.scenario(name).set(seed=seed, seen=seen)
        found = re.search(r"full batch (\S+), .* single samples ([^;\s]+)", noise.caption)
        return [float(text) if text != "gone" else float("inf") for text in found.groups()]

    for seed in range(1, 5):
        full, single = losses("one_by_one", seed, 5)
        assert single < full / 5
        full, single = losses("one_by_one", seed, 100)
        assert single > 0.29
        full, single = losses("falling_rate", seed, 100)
        assert single <= 0.289 < full
        full, single = losses("too_much_noise", seed, 100)
        assert full <= 0.289 and single == float("inf")
    noise.close()
