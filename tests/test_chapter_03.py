"""Chapter 03: its figures say what is true, and so does its text."""

import re

import numpy as np
import pytest
from front_end import FrontEnd

from nncourse.draw.half_planes import draw_half_planes
from nncourse.draw.hinge_network import LEGIBLE
from nncourse.explorers import BuilderExplorer, HingeExplorer
from nncourse.explorers.builder import PRESETS, edges
from nncourse.explorers.hinges import LEFT, MOST, RIGHT, TARGETS, X, best, heights, network, read
from nnlib import Network


@pytest.fixture
def builder():
    builder = BuilderExplorer()
    builder.live.still()
    yield builder
    builder.close()


@pytest.fixture
def hinge():
    hinge = HingeExplorer()
    hinge.live.still()
    yield hinge
    hinge.close()


def counts(explorer):
    """The five numbers of the builder's caption."""
    text = explorer.caption.partition(":")[2].replace(",", "")
    return [int(n) for n in re.findall(r"\d+", text)]


@pytest.mark.parametrize("layers", [0, 1, 2, 3])
def test_a_built_network_has_the_parameters_that_nnlib_gives_it(builder, layers):
    builder.set(inputs=3, layers=layers, first=5, second=2, third=7, outputs=2)
    sizes = [3, *[5, 2, 7][:layers], 2]
    n = Network.from_sizes(sizes).parameters.size
    weights, biases, total, cut = counts(builder)
    assert (weights + biases, total, cut) == (n, n, 0)
    assert builder.caption.startswith("-".join(map(str, sizes)) + ":")


def test_the_book_s_four_counts(builder):
    said = []
    for name in PRESETS:
        builder.set(network=name)
        said.append(counts(builder)[0])
    assert said == [10_100, 20_100, 101_000, 1_101_000]


@pytest.mark.parametrize("name, width", [("100-1000-1000-1", 900), ("100-100-1", 390)])
def test_the_table_fills_its_place_and_numbers_line_up(builder, name, width):
    builder.set(network=name)
    FrontEnd(builder.live).look(width)
    rows = [row for row in builder.artists.table if row[-1].get_text()]
    frame = rows[0][0].axes.bbox
    ends = []
    for row in rows:
        right = frame.x0
        for label in row[1:]:
            x, _ = label._spot()
            assert x - label._width(label.get_text()) > right
            right = x
        assert right <= frame.x1
        ends.append([label._spot()[0] for label in row[1:]])
    assert {label.get_ha() for row in rows for label in row[1:]} == {"right"}
    assert np.ptp(ends, axis=0).max() == 0
    above = frame.y1 - rows[0][0]._spot()[1]
    below = rows[-1][0]._spot()[1] - frame.y0
    assert above == pytest.approx(below) and above < frame.height / 3


def test_a_click_cuts_a_connection_and_mends_it(builder):
    places = builder.artists.diagram.places
    x0, y0 = places[0][1]
    x1, y1 = places[1][3]
    spot = x0 + 0.9 * (x1 - x0) - 0.3, y0 + 0.9 * (y1 - y0) - 0.3 * (y1 - y0) / (x1 - x0)
    for cut, weights in [("0.1.3", 11), ("", 12)]:
        builder.on_pointer("press", builder.artists.diagram.ax, *spot)
        assert builder.state["cut"] == cut and counts(builder)[0] == weights


def test_keys_choose_and_cut_too(builder):
    builder.on_arrows(1, 0)
    builder.on_space()
    assert builder.state["cut"] == "0.0.1"
    said = "2-4-1: weights 11; biases 5; parameters 16; cut connections 1."
    assert builder.caption == said
    builder.on_arrows(-1, 0)
    builder.on_space()
    assert sorted(builder.state["cut"].split()) == ["0.0.0", "0.0.1"]
    builder.set(layers=0, inputs=1)  # where 0.0.1 is no longer
    assert counts(builder)[0] == 0


@pytest.mark.parametrize("text", ["a", "1.2", "1.2.3.4", "0.0.-1", "0.0.x"])
def test_text_that_names_no_connections_gets_a_sentence(builder, text):
    with pytest.raises(ValueError, match="names no connections"):
        edges(text)
    builder.set(cut=text)
    assert "names no connections" in builder._update()[1]


@pytest.mark.parametrize("knots", ["-3,0 0,1 1,-1 3,2", "-2,0.5 -1,0 3,1", "-3,1 3,-1"])
def test_the_network_goes_through_its_knots_and_is_flat_before(knots):
    points = read(knots, len(knots.split()) - 1)
    x, y = points.T
    made = network(points)
    np.testing.assert_allclose(made.predict(x[:, None])[:, 0], y, atol=1e-12)
    wanted = np.interp(X, x, y)  # which is flat before the first knot
    np.testing.assert_allclose(made.predict(X[:, None])[:, 0], wanted, atol=1e-12)


@pytest.mark.parametrize("target", TARGETS)
def test_least_squares_cannot_be_bettered_by_moving_a_knot(target):
    y = TARGETS[target](X)
    knots = np.linspace(LEFT, RIGHT, 6)
    fit = heights(X, y, knots)

    def error(heights):
        return np.mean((np.interp(X, knots, heights) - y) ** 2)

    assert error(fit) == pytest.approx(best(target)[4])
    for k in range(6):
        for step in (-0.01, 0.01):
            assert error(fit + step * np.eye(6)[k]) > error(fit)


def test_fit_and_learn_lower_the_error(hinge):
    hinge.set(units=6)
    before = hinge.model(**hinge.state)["error"]
    hinge.fit()
    fitted = hinge.model(**hinge.state)
    assert (
        fitted["error"] == pytest.approx(fitted["best"][5], rel=1e-3) and fitted["error"] < before
    )
    hinge.learn()
    assert hinge.model(**hinge.state)["error"] < fitted["error"]


def test_the_absolute_value_needs_a_hinge_at_0(hinge):
    errors = np.array(best("absolute value"))
    assert (errors[1::2] < 1e-20).all() and (errors[::2] > 1e-3).all()
    hinge.set(target="absolute value", units=2)
    hinge.fit()
    assert "mean squared error 0 to" in hinge.caption


def test_the_staircase_has_four_steps_and_three_jumps_that_six_hinges_meet():
    y = TARGETS["staircase"](X)
    assert np.unique(y).tolist() == [-1, -0.5, 0, 0.5] and np.count_nonzero(np.diff(y)) == 3
    knots = np.array([-1.55, -1.5, -0.05, 0, 1.45, 1.5, RIGHT])
    made = network(np.column_stack([knots, heights(X, y, knots)]))
    assert made.loss(X[:, None], y) < 1e-20 and made.layers[1].b == pytest.approx(-1)


def test_training_does_not_find_the_staircase(hinge):
    errors = []
    hinge.set(target="staircase", units=MOST)
    for _ in range(12):
        hinge.learn()
        errors.append(hinge.model(**hinge.state)["error"])
    assert best("staircase")[MOST - 1] < errors[0] == pytest.approx(0.01, abs=5e-4)
    assert errors[-1] == pytest.approx(0.003, abs=5e-4)


def test_trained_hinges_share_out_the_sine_in_more_than_one_way(hinge):
    def trained():
        hinge.learn()
        first, *others, last = read(hinge.state["knots"], 4)[:, 0]
        assert first < -2.9 and last == RIGHT
        return sum(x < 0 for x in others), hinge.model(**hinge.state)["error"]

    n_trough, error = trained()
    hinge.reset()
    hinge.fit()
    n_fitted, fitted = trained()
    assert (n_trough, n_fitted) == (2, 1)
    assert error == pytest.approx(fitted, rel=0.2)


def test_knots_are_dragged_and_kept_in_order(hinge):
    hinge.on_pointer("press", hinge.artists.ax, 0.1, 0.4)
    assert hinge._held == 2
    hinge.on_pointer("drag", hinge.artists.ax, 99, 99)
    points = read(hinge.state["knots"], 4)
    assert (np.diff(points[:, 0]) > 0).all() and points[2, 1] == 2.2
    hinge.on_space()
    hinge.on_arrows(-1, 0)
    hinge.on_arrows(0, -10)
    moved = read(hinge.state["knots"], 4)
    assert hinge._held == 3 and moved[3, 1] == pytest.approx(-0.5)
    hinge.set(units=9)
    assert hinge.caption.startswith("ReLU units: 9;")


@pytest.mark.parametrize("text", ["a,b", "1", "0,0 0,1", "3,0 1,0", "1,2,3"])
def test_text_that_holds_no_knots_gets_a_sentence(text):
    with pytest.raises(ValueError, match="holds no knots"):
        read(text, 2)


def test_a_held_knot_that_goes_with_its_unit_can_be_moved_no_more():
    explorer = HingeExplorer(units=4)
    for _ in range(4):
        explorer.on_space()
    explorer.controls["units"].value = 1  # and an arrow key comes before the next frame
    explorer.on_arrows(0, 1)
    assert explorer.state["knots"].count(" ") == 1
    explorer.close()


@pytest.mark.parametrize(
    "units, width, large", [(4, 390, False), (5, 390, False), (MOST, 390, False), (4, 850, True)]
)
def test_units_do_not_meet_and_hold_their_numbers(hinge, units, width, large):
    hinge.set(units=units)
    hinge.live.large = large
    FrontEnd(hinge.live).look(width)
    diagram = hinge.artists.network
    shown = [unit for unit in diagram._units if unit.get_visible()]
    points = hinge.figure.dpi / 72
    across = shown[0].get_markersize() * points
    rim = shown[0].get_markeredgewidth() * points
    places = [unit.get_transform().transform(unit.get_xydata())[0] for unit in shown]
    assert len(places) == units
    assert np.diff(places, axis=0)[:, 1].max() < -(across + rim)
    inside = diagram._heads[0].axes.bbox
    assert inside.y0 < places[-1][1] - across / 2 and places[0][1] + across / 2 < inside.y1
    for number in diagram._biases[: units if units <= LEGIBLE else 0]:
        assert number._width(number.get_text()) < across - rim


def test_hinges_and_bias_add_up_to_the_curve_and_keep_their_colours(hinge):
    hinge.set(target="sine", units=7, knots="-2,1 -1,0 0,1 1,-1 1.5,0 2,1 2.5,0 3,2")
    hinge.live.still()
    artists = hinge.artists
    x, curve = artists.curve.get_data()
    shown = [line for line in artists.hinges if line.get_visible()]
    total = hinge.model(**hinge.state)["output_bias"]
    for line in shown:
        total = total + np.interp(x, *line.get_data())
    assert len(shown) == 7
    np.testing.assert_allclose(total, curve, atol=1e-12)
    for knot, line, unit in zip(artists.knots, shown, artists.network._units, strict=False):
        assert knot.get_color() == line.get_color() == unit.get_markeredgecolor()
    looks = {(line.get_color(), line.get_linestyle()) for line in artists.hinges}
    assert len(looks) == MOST


@pytest.mark.parametrize("units", [1, 2, 5])
def test_the_small_network_shows_the_numbers_that_make_the_curve(hinge, units):
    hinge.set(units=units)
    hinge.fit()
    hinge.live.still()
    diagram = hinge.artists.network
    made = network(read(hinge.state["knots"], units))
    for labels, values in [
        (diagram._biases, made.layers[0].b),
        (diagram._weights, made.layers[1].W),
    ]:
        texts = [label.get_text() for label in labels if label.get_visible()]
        said = [float(text.replace("−", "-")) for text in texts]
        assert said == pytest.approx(np.ravel(values).tolist(), abs=0.051)


def test_an_error_of_0_is_drawn_at_0_and_no_error_elsewhere(hinge):
    hinge.set(target="absolute value", units=2)
    hinge.fit()
    hinge.live.still()
    drawn = np.array(hinge.artists.errors.get_ydata())
    np.testing.assert_array_equal(drawn, best("absolute value"))
    low, high = hinge.artists.errors.axes.get_ylim()
    assert low <= 0 <= drawn.min() and drawn.max() <= high


def test_nothing_is_marked_for_the_keyboard_before_a_key(builder, hinge):
    builder.live.still()
    hinge.live.still()
    n_edges = sum(mask.size for mask in builder.model(**builder.state)["masks"])
    assert len(builder.artists.diagram._edges.get_segments()) == n_edges
    assert not hinge.artists.ring.get_visible()
    x0, y0 = np.mean(
        [builder.artists.diagram.places[0][0], builder.artists.diagram.places[1][0]], 0
    )
    builder.on_pointer("press", builder.artists.diagram.ax, x0, y0)
    builder.live.still()
    assert builder.state["cut"] and len(builder.artists.diagram._edges.get_segments()) == n_edges
    builder.on_arrows(1, 0)
    hinge.on_space()
    builder.live.still()
    hinge.live.still()
    assert len(builder.artists.diagram._edges.get_segments()) == n_edges + 1
    assert hinge.artists.ring.get_visible()


def test_the_half_planes_of_xor_hold_its_points():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    W = np.array([[1, -1], [1, -1]])
    figure = draw_half_planes(X, X.sum(axis=1) % 2, W, [-0.5, 1.5], ["OR", "NAND", "XOR"])
    wanted = [X.any(axis=1), ~X.all(axis=1), X.sum(axis=1) == 1]
    for ax, ones in zip(figure.axes, wanted, strict=True):
        shades = ax.images[0].get_array()
        n = len(shades) - 1
        left, right, bottom, top = ax.images[0].get_extent()
        columns = np.rint((X[:, 0] - left) / (right - left) * n).astype(int)
        rows = np.rint((X[:, 1] - bottom) / (top - bottom) * n).astype(int)
        np.testing.assert_array_equal(shades[rows, columns] > 0.5, ones)
