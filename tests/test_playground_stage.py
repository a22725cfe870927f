"""The playground's stage: it shows what the kernel computes, by mouse, by keyboard and by touch."""

import json
from dataclasses import replace
from unicodedata import east_asian_width

import numpy as np
import pytest
from accessibility import violations
from browser import visit, write
from front_end import FrontEnd
from test_shown_words import strange

from nncourse.draw.network_diagram import weight_style
from nncourse.messages import say
from nncourse.playground import PlaygroundExplorer, data
from nncourse.playground.scenarios import SCENARIOS
from nncourse.playground.scene import LARGE, SMALL

CELL = """
from nncourse.playground import PlaygroundExplorer
playground = PlaygroundExplorer()
heard = []
answer = playground.live.answer
playground.live.answer = lambda content: (heard.append(content["act"]), answer(content))
playground"""
KINDS = {"features": np.uint8, "maps": np.uint8, "output": np.uint8}
STATES = [
    dict(epoch=20),
    dict(data="three spirals", epoch=3, layers=3, a2="relu", show_test=True),
    dict(data="gaussian", layers=0, features="x1²|sin x2", discrete=True),
    dict(data="moons", noise=50, unit="1.2", epoch=5, probe="1.00,-2.00"),
    SCENARIOS["vanishing"],
]
TWO_LINES = 96  # letters of a scenario's title and question, beside the strip's buttons
TABLE = "kilograms,centimetres,animal\n4,25,cat\n5,23,cat\n3,22,cat\n20,53,dog\n33,61,dog\n"


class Page(FrontEnd):
    """What a page of the stage has: the newest of all that was sent."""

    def __init__(self, playground):
        super().__init__(playground.live)
        self.kept = {}
        playground.current()  # so that it is there at once
        self.look()

    def _take(self, content, buffers=()):
        super()._take(content, buffers)
        for name, packed in zip(content.get("new", []), buffers, strict=False):
            self.kept[name] = np.frombuffer(packed, KINDS.get(name, "<f4"))


# In the kernel --------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES, ids=str)
def test_the_still_is_drawn_from_the_numbers_that_the_page_gets(state):
    playground = PlaygroundExplorer(**state)
    page = Page(playground)
    scene, kept = page.frames[-1][0]["scene"], page.kept
    playground.live.still()
    still = playground.artists
    tables = [surface.levels() for surface in still.diagram._maps if surface.get_visible()]
    both = np.concatenate([kept["features"], kept["maps"]]).reshape(-1, SMALL, SMALL)
    np.testing.assert_array_equal(tables, both)
    np.testing.assert_array_equal(
        still.plane._surface.levels(), kept["output"].reshape(LARGE, LARGE)
    )
    weights = [W for W, _ in playground.model(**playground.state)["scene"].layers]
    flat = np.concatenate([W.ravel() for W in weights])
    looks = [weight_style(weight, widest=5.0)["linewidth"] for weight in flat]
    np.testing.assert_allclose(still.diagram._lines.get_linewidths(), looks)
    starts = np.cumsum([0, *((W.shape[0] + 1) * W.shape[1] for W in weights)])
    sent = [kept["parameters"][s : s + W.size] for s, W in zip(starts, weights, strict=False)]
    np.testing.assert_allclose(np.concatenate(sent), flat, rtol=1e-6)
    samples = kept["points"].reshape(-1, 4)
    n_seen = len(samples) if scene["show_test"] else int((samples[:, 3] == 0).sum())
    marks = [*still.plane._train, *still.plane._test]
    n_drawn = sum(len(mark.get_xdata()) for mark in marks) + len(still.plane._numbers.get_offsets())
    assert n_drawn == n_seen
    epochs, train, test = kept["curve"].reshape(-1, 3).T
    np.testing.assert_allclose(still.curves._train.get_xydata().T, [epochs, train], rtol=1e-6)
    np.testing.assert_allclose(still.curves._test.get_ydata(), test, rtol=1e-6)
    for line, row in zip(
        still.curves._lines.get_text().split("\n")[2:], scene["confusion"], strict=False
    ):
        assert line.endswith(", ".join(map(str, row)))
    playground.close()


def test_what_the_page_has_already_is_not_sent_again():
    playground = PlaygroundExplorer()
    page = Page(playground)
    whole = set(page.frames[-1][0]["new"])
    playground.controls["show_test"].value = True
    page.acknowledge()
    assert page.frames[-1][0]["new"] == []
    playground.player.step(1)
    page.acknowledge()
    content, buffers = page.frames[-1]
    assert set(content["new"]) == {"maps", "output", "parameters", "curve"} < whole
    assert sum(map(len, buffers)) + len(json.dumps(content)) < 12_000
    page.tell(lost=True)
    assert set(page.frames[-1][0]["new"]) == whole
    playground.close()


def test_a_long_run_is_sent_as_a_short_curve():
    playground = PlaygroundExplorer(data="gauss", share=10)
    run = playground.current()
    run.losses += [(0.1, 0.2)] * 50_000
    scene = playground.model(**playground.state)["scene"]
    assert len(scene.curve.epochs) <= 240 and scene.curve.epochs[-1] == 50_000
    playground.close()


def test_hidden_controls_are_not_on_the_stage():
    playground = PlaygroundExplorer().hide("noise", "batch")
    assert {"noise", "batch", "strength"} <= set(playground.around()["unseen"])
    assert playground.state["noise"] == 0
    playground.close()


def test_losses_have_the_same_number_of_digits_side_by_side():
    playground = PlaygroundExplorer()
    scene = playground.model(**playground.state)["scene"]
    shown = replace(scene, losses=(0.6899, 0.6949)).losses_in_words
    assert shown == ("0.690", "0.695")
    assert replace(scene, losses=(123.4, 0.0)).losses_in_words == ("123", "0.00")
    playground.close()


def test_every_question_fits_into_two_lines_of_the_strip(speak):
    for language in ("en", "zh"):
        speak(language)
        for name in SCENARIOS:
            words = say(f"title_{name}") + say(f"ask_{name}")
            width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
            assert width <= TWO_LINES, name


def test_frames_that_are_slow_bring_more_epochs():
    playground = PlaygroundExplorer()
    page = Page(playground)
    playground.player.task = object()  # it plays
    for epoch, wait in [(1, 0.05), (2, 0.05), (3, 0)]:
        playground._paced_at = playground._paced_at[0], playground._paced_at[1] - wait
        page.act("set", {"epoch": epoch})
        stride = playground.controls["epoch"].stride
        assert stride >= 3 if wait else stride >= 1
    playground.player.task = None
    page.act("set", {"epoch": 9})
    assert playground.controls["epoch"].stride == 1
    playground.close()


# In the browser -------------------------------------------------------------------------------

TOO_NARROW = """() => {
    const box = (name) => document.querySelector(name).getBoundingClientRect();
    const [card, caption] = [box(".nncourse-card"), box(".nnp-caption")];
    const epoch = document.querySelector(".nnp-epoch");
    const columns = [...document.querySelectorAll("[data-key$='.0']")].map(
        (unit) => unit.getBoundingClientRect());
    const gaps = columns.slice(1).map((column, k) => column.left - columns[k].right);
    const found = {
        "the epoch is cut off": epoch.scrollWidth > epoch.clientWidth,
        "the loss curve is squashed": box(".nnp-curve svg").width < 60,
        "units are too close": Math.min(...gaps) < 9,
        "units are too small": Math.min(...columns.map((column) => column.width)) < 14,
        "the caption is at the edge": card.right - caption.right < 8,
    };
    return Object.keys(found).filter((fault) => found[fault]);
}"""


@pytest.fixture(scope="module")
def reader(chrome, lab):
    """Somebody before a playground in JupyterLab."""
    write(lab, "stage.ipynb", CELL)
    with visit(chrome, lab[1]["lab"]) as reader:
        reader.open("stage.ipynb")
        reader.run()
        reader.page.wait_for_selector(".nncourse-caption:has-text('Epoch 0')")
        yield reader
        assert not reader.complaints()


@pytest.fixture
def page(reader):
    """Its page, at the start."""
    reader.value("playground.scenario('')")
    reader.value("heard.clear()")
    return reader.page


def until(reader, expression, wanted):
    reader.until(lambda: reader.value(expression) == wanted, f"{expression} is not {wanted!r}")


@pytest.mark.browser
def test_the_pointer_shows_values_and_maps_and_asks_nothing(reader, page):
    reader.value("playground.set(data='three blobs', layers=3, a1='relu', a2='gelu_tanh', epoch=2)")
    page.wait_for_selector(".nncourse-caption:has-text('Epoch 2:')")
    box = page.locator(".nnp-square").bounding_box()
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.25 * box["height"])
    page.wait_for_selector(".nnp-value:visible")
    place, _, output = page.locator(".nnp-readout").inner_text().partition(": ")
    assert place == "(3.00, 3.00)"
    code = "playground.moves.look_at(3, 3) or playground.model(**playground.state)['scene']"
    wanted = reader.value(f"[t for column in ({code}).probe_values for t in column]")
    shown = page.locator(".nnp-value").all_inner_texts() + output.split(", ")
    assert shown == wanted
    reader.value("playground.moves.look_at(3, 3)")
    plane = "() => document.querySelector('.nnp-plane').toDataURL()"
    before = page.evaluate(plane)
    page.locator(".nnp-unit").nth(8).hover()
    page.wait_for_selector(".nnp-over:visible")
    assert page.evaluate(plane) != before
    page.mouse.move(2, 2)
    page.wait_for_selector(".nnp-over", state="hidden")
    assert page.evaluate(plane) == before
    assert not page.locator(".nnp-value:visible").count()
    assert reader.value("heard") == []


@pytest.mark.browser
def test_all_of_it_can_be_done_by_keyboard(reader, page):
    keys = page.keyboard
    page.locator(".nnp-set").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Space"):
        keys.press(key)
    until(reader, "playground.state['features']", "x1|x2|x1²")
    for key in ("ArrowUp", "ArrowRight", "Enter"):
        keys.press(key)
    until(reader, "playground.state['unit'][:2]", "1.")
    j = int(reader.value("playground.state['unit']")[2])
    assert page.evaluate("document.activeElement.tagName") == "SELECT"  # of the unit's weights
    keys.press("ArrowDown")
    until(reader, "playground.moves.picked", ("w", 0, 0, j))
    keys.press("Tab")
    keys.type("-2.5")
    keys.press("Enter")
    until(reader, f"float(playground.current().network.layers[0].W[0, {j}])", -2.5)
    keys.press("Escape")
    until(reader, "playground.moves.picked", None)
    page.locator(".nnp-epoch").focus()
    keys.type("12")
    keys.press("Enter")
    until(reader, "playground.state['epoch']", 12)
    page.get_by_role("button", name=say("play")).focus()
    keys.press("Space")
    reader.until(lambda: reader.value("playground.state['epoch']") > 13, "it does not play")
    keys.press("Space")
    until(reader, "playground.player.playing", False)
    assert reader.state() == reader.state()


@pytest.mark.browser
def test_lines_and_controls_answer_the_mouse(reader, page):
    x, y = (
        page.locator(".nnp-reach")
        .nth(2)
        .evaluate(
            """line => {
        line.scrollIntoView({ block: "center" });
        const { x, y } = line.getPointAtLength(0.5 * line.getTotalLength());
        const box = line.ownerSVGElement.getBoundingClientRect();
        return [box.x + x, box.y + y];
        }"""
        )
    )
    page.mouse.move(x, y)
    page.wait_for_selector(".nnp-card:visible")
    page.keyboard.press("7")  # it is typed at once
    page.keyboard.press("Enter")
    page.get_by_role("button", name=say("stage_close")).click()
    until(reader, "float(playground.current().network.layers[0].W[0, 2])", 7.0)
    add = say("stage_add_unit", n=1)
    page.get_by_role("button", name=add).click()
    until(reader, "playground.state['u1']", 5)
    page.get_by_label(say("learning_rate")).select_option("0.3")
    until(reader, "playground.state['rate']", 0.3)
    page.get_by_role("combobox", name=say("activation"), exact=True).select_option("relu")
    until(reader, "[playground.state['a1'], playground.state['a2']]", ["relu", "relu"])
    page.get_by_role("button", name=data.OWN).click()
    page.locator(".nnp-drawn-on").click()  # the square, once it can be drawn on
    until(reader, "playground.state['own'][-2:]", ",0")


@pytest.mark.browser
def test_a_scenario_has_its_question_above_and_its_answer_folded(reader, page):
    page.locator("[data-name=zeros]").click()
    until(reader, "playground.state['init']", "zeros")
    page.wait_for_selector(f".nnp-question:text-is('{say('ask_zeros')}')")
    answer = page.locator(".nnp-look p")
    assert not answer.is_visible()
    page.locator(".nnp-look summary").click()
    assert answer.inner_text() == say("look_zeros")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "stacked"), [(1280, False), (940, False), (820, True), (390, True)]
)
def test_it_fits_and_is_accessible(reader, page, pictures, width, stacked):
    reader.value("playground.set(data='three spirals', layers=6, penalty='L2')")
    page.set_viewport_size({"width": width, "height": 900})
    if width < 1000:
        page.evaluate("() => jupyterapp.shell.collapseLeft()")
    page.wait_for_function(
        "stacked => document.querySelector('.nnp').matches('.nnp-stacked') === stacked", arg=stacked
    )
    page.wait_for_timeout(200)
    outside = page.evaluate(
        """() => {
        const card = document.querySelector(".nncourse-card").getBoundingClientRect();
        const all = [...document.querySelectorAll(".nnp :is(button, select, input, td, canvas)")];
        const out = (box) => box.left < card.left - 1 || box.right > card.right + 1;
        return all.filter((each) => each.checkVisibility() && out(each.getBoundingClientRect()))
            .map((each) => each.outerHTML);
        }"""
    )
    assert not outside
    page.locator("[data-control=strength]").wait_for()
    assert page.evaluate(TOO_NARROW) == []
    play = page.locator(".nnp-play")
    ground = "button => getComputedStyle(button).backgroundColor"
    before = play.evaluate(ground)
    play.hover()
    page.wait_for_timeout(200)
    assert play.evaluate(ground) == before
    assert is_above(page) == stacked
    page.screenshot(path=pictures / f"stage-{width}.png")
    assert not violations(page)
    reader.value("bool(playground.hide('data', 'noise', 'share', 'batch'))")
    page.locator(".nnp-data").wait_for(state="hidden")
    assert is_above(page) == stacked


@pytest.mark.browser
def test_the_names_of_a_table_s_columns_have_a_place_of_their_own(reader, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    reader.value(f"str(playground.load_csv({TABLE!r}))")
    page.wait_for_selector(".nnp-axis b:text-is('kilograms')")
    covered = page.evaluate(
        """() => [...document.querySelectorAll(".nnp-axis b")].flatMap((name) => {
        const box = name.getBoundingClientRect();
        const isUnder = ({ left, right, top, bottom }) =>
            left < box.right && right > box.left && top < box.bottom && bottom > box.top;
        return [...document.querySelectorAll(".nnp-axis span")]
            .filter((number) => isUnder(number.getBoundingClientRect()))
            .map((number) => `${name.textContent} on ${number.textContent}`);
        })"""
    )
    assert covered == []
    assert page.locator(".nnp-axis-1 span").count() >= 2


def is_above(page):
    """Whether the output stands above the network."""
    output = page.locator(".nnp-square").bounding_box()
    network = page.locator(".nnp-network").bounding_box()
    return output["y"] + output["height"] <= network["y"]


@pytest.mark.browser
def test_all_its_words_are_of_the_chosen_language(reader, lab):
    write(lab, "stage_zh.ipynb", f"import nncourse\nnncourse.language('zh')\n{CELL}")
    reader.open("stage_zh.ipynb")
    reader.run()
    reader.page.wait_for_selector(".nnp-set[title=三条螺旋]")
    reader.value("playground.set(data='three spirals', layers=2, a1='identity', epoch=2)")
    reader.page.wait_for_selector(".nnp-right >> visible=true")
    words = reader.page.evaluate(
        """() => {
        const card = document.querySelector(".nnp-set[title=三条螺旋]").closest(".nncourse-card");
        const all = [card, ...card.querySelectorAll("*")];
        const named = ["aria-label", "aria-valuetext", "title"];
        const names = all.flatMap((each) => named.map((name) => each.getAttribute(name) ?? ""));
        const within = (each) => [...each.childNodes].filter((node) => node.nodeType === 3);
        return [...names, ...all.flatMap(within).map((node) => node.textContent)];
        }"""
    )
    assert {"权重", "50%", "三条螺旋", "单元 1.1，恒等函数"} <= set(words)
    no_title = {"null"}  # what ipywidgets writes as the title of a menu without a tooltip
    assert sorted(strange("zh", words) - no_title) == []
