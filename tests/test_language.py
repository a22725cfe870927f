"""A notebook's first cell chooses its language, and then all that a reader sees speaks it."""

import matplotlib
import pytest
from test_messages import LANGUAGES

import nncourse
from nncourse import explorers
from nncourse.draw import fonts
from nncourse.exercises.check import check
from nncourse.exercises.predict import predict
from nncourse.explorers._base.controls import dropdown, options_of
from nncourse.messages import is_said, listed, named, say, sentences
from nnlib import messages
from nnlib.datasets import gate

FIGURES = [getattr(explorers, name) for name in explorers.__all__]


@pytest.fixture
def chinese():
    """The course in Chinese, and in English again after the test."""
    nncourse.language("zh")
    yield
    nncourse.language("en")


def test_the_first_cell_sets_the_language_of_both_packages_and_of_pictures(chinese):
    assert messages.language() == "zh"
    assert say("loss") == "损失"
    with pytest.raises(ValueError, match="没有"):
        gate("NO")
    assert matplotlib.rcParams["font.family"][-1] == fonts.family("zh")
    nncourse.language("en")
    assert say("loss") == "loss"
    assert fonts.family("zh") not in matplotlib.rcParams["font.family"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_may_be_chosen_again(code):
    for _ in range(2):
        nncourse.language(code)
    names = matplotlib.rcParams["font.family"]
    assert len(names) == len(set(names))
    nncourse.language("en")


def test_an_unknown_language_leaves_the_chosen_one(chinese):
    with pytest.raises(ValueError, match="de"):
        nncourse.language("de")
    assert messages.language() == "zh"


def test_words_and_sentences_are_joined_as_the_language_does(chinese):
    assert listed(["a", "b"]) == "a、b"
    assert sentences("甲。", "", "乙。") == "甲。乙。"
    nncourse.language("en")
    assert listed(["a", "b"]) == "a, b"
    assert sentences("A.", "", "B.") == "A. B."


def test_a_choice_is_named_in_the_language_and_has_the_same_values(chinese):
    choice = dropdown("", ["moons", "tanh", 3])
    assert [name for name, _ in choice.options] == ["双月", "tanh", "3"]
    nncourse.language("en")
    assert options_of(choice) == options_of(dropdown("", ["moons", "tanh", 3]))
    assert named("moons") == "moons"


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.__name__)
def test_a_state_means_the_same_in_every_language(figure):
    states = {}
    for code in LANGUAGES:
        nncourse.language(code)
        states[code] = figure().state
    nncourse.language("en")
    assert all(state == states["en"] for state in states.values())


def test_questions_and_answers_speak_it(chinese):
    assert predict("bias").text.startswith(say("predict"))
    assert check("no such exercise").lines[0].startswith(say("check_wrong"))
    assert is_said("hint_show")


BOXES = """() => {
  const draw = (letter) => {
    const canvas = document.createElement("canvas"), screen = canvas.getContext("2d");
    const { fontFamily } = getComputedStyle(document.querySelector(".nncourse-caption"));
    screen.font = `20px ${fontFamily}`;
    screen.fillText(letter, 5, 25);
    return canvas.toDataURL();
  };
  return draw("权") === draw("重");
}"""


@pytest.mark.browser
@pytest.mark.slow
def test_a_chapter_speaks_it_in_jupyterlab_and_shows_no_boxes(reader):
    reader.open("zh/01_one_neuron.ipynb")
    reader.run()
    [figure] = reader.explorers()
    figure.scroll_into_view_if_needed()
    reader.until(lambda: not reader.page.evaluate(BOXES), "the page draws boxes")
    caption = figure.locator(".nncourse-caption").first.inner_text()
    assert "个样本" in caption
    assert figure.get_by_role("button", name="放大字号").is_visible()
    assert reader.complaints() == []
