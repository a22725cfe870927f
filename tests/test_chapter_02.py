"""Chapter 02: its figures say what is true, and so does its text."""

import re

import numpy as np
import pytest
from front_end import FrontEnd
from scipy.special import erf, expit
from scipy.special import softmax as scipy_softmax

from nncourse.explorers import ActivationExplorer, LearningExplorer, SoftmaxExplorer
from nncourse.explorers.activation import ORDER
from nncourse.explorers.learning import DATA, EPOCHS, run_training
from nncourse.messages import say
from nnlib import ACTIVATIONS, SGD, Adam, Network, fit

F = {
    "sigmoid": expit,
    "tanh": np.tanh,
    "relu": lambda z: max(z, 0),
    "identity": lambda z: z,
    "step": lambda z: float(z > 0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "softplus": lambda z: np.log1p(np.exp(z)),
    "gelu_tanh": lambda z: z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))),
}


def numbers(text):
    """The numbers of a caption."""
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+\.\d+", text)]


@pytest.fixture(scope="module")
def curve():
    curve = ActivationExplorer()
    yield curve
    curve.close()


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize("z", [-6, -2.3, -0.7, 0.7, 6])
def test_the_tangent_is_the_measured_one(curve, name, z):
    curve.set(activation=name, z=z)
    slope = (F[name](z + 1e-6) - F[name](z - 1e-6)) / 2e-6
    assert numbers(curve.caption) == pytest.approx([z, F[name](z), slope], abs=6e-4)
    model = curve.model(**curve.state)
    at = np.interp(z, model["line"], model["tangent"])
    assert at == pytest.approx(F[name](z), abs=1e-6)
    curves = [np.interp(z, model["line"], values) for values in model["curves"]]
    assert curves == pytest.approx([F[name](z), slope], abs=2e-3)


@pytest.mark.parametrize(("name", "z"), [("sigmoid", 0), ("tanh", 1.5), ("gelu_tanh", -1)])
def test_each_layer_multiplies_the_bar_by_the_slope(curve, name, z):
    slope = (F[name](z + 1e-6) - F[name](z - 1e-6)) / 2e-6
    curve.set(activation=name, z=z)
    for layers in [1, 2, 10]:
        curve.set(layers=layers)
        curve.live.still()
        bars = [bar for bar in curve.artists.bars if bar.get_visible()]
        heights = [bar.get_height() for bar in bars]
        assert heights == pytest.approx(slope ** np.arange(layers + 1), rel=1e-4, abs=1e-9)
        assert ("layers" in curve.caption) == (layers > 1)
    curve.reset()


@pytest.mark.parametrize(
    "activation, z, layers, width",
    [
        ("sigmoid", -4, 1, 390),
        ("sigmoid", 0, 10, 390),
        ("tanh", 0.3, 10, 390),
        ("tanh", 0.3, 10, 900),
        ("relu", 1, 1, 900),
    ],
)
def test_the_number_above_the_last_bar_meets_no_other(curve, activation, z, layers, width):
    curve.set(activation=activation, z=z, layers=layers, behind="none")
    FrontEnd(curve.live).look(width)
    number = curve.artists.number
    x, y = number._spot()
    left = x - number._width(number.get_text())
    assert left >= number.axes.bbox.x0
    last, *others = [bar.get_window_extent() for bar in curve.artists.bars if bar.get_visible()][
        ::-1
    ]
    assert left < last.x1 and x >= last.x0
    for bar in others:
        assert bar.y1 < y - 4 or x <= bar.x0 or bar.x1 <= left


def test_slopes_are_drawn_as_far_as_z_so_that_the_figure_opens_before_its_answer(curve):
    for z in [-4, 0, 6]:
        curve.set(z=z)
        curve.live.still()
        assert curve.artists.curves[1].get_xdata().max() == pytest.approx(z)
        assert curve.artists.curves[0].get_xdata().max() == 6
    curve.reset()


@pytest.mark.parametrize("name", ["sigmoid", "step", "tanh"])
def test_a_curve_that_levels_off_fills_its_axes(curve, name):
    curve.set(activation=name, z=0)
    curve.live.still()
    low, high = curve.artists.axes[0].get_ylim()
    a = curve.model(**curve.state)["curves"][0]
    assert np.nanmax(a) - np.nanmin(a) > 0.7 * (high - low)
    assert low < np.nanmin(a) and np.nanmax(a) < high
    curve.reset()


@pytest.mark.parametrize(
    ("name", "z", "key"),
    [
        ("relu", -1, "slope_none"),
        ("relu", 1, "slope_all"),
        ("identity", -3, "slope_all"),
        ("sigmoid", 5, "slope_little"),
        ("tanh", 0.5, "slope_some"),
        ("step", 2, "slope_none"),
    ],
)
def test_words_for_a_slope(curve, name, z, key):
    curve.set(activation=name, z=z)
    assert curve.caption.endswith(say(key))


def test_a_jump_is_drawn_as_a_gap(curve):
    curve.set(activation="step")
    values = curve.model(**curve.state)["curves"][0]
    assert np.isnan(values).sum() == 1 and np.nanmax(np.abs(np.diff(values))) == 0


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize("z", [-6, -3.7, 0, 3.7, 6])
def test_the_diamond_stays_within_the_pictures(curve, name, z):
    curve.set(activation=name, z=z)
    curve.live.update()
    for ax, point in zip(curve.artists.axes, curve.artists.points, strict=True):
        (x,), (y,) = point.get_data()
        low, high = ax.get_ylim()
        assert x == z and low + 0.1 < y < high - 0.1
    curve.set(activation="sigmoid", z=0)
    curve.live.update()
    assert curve.artists.axes[0].get_ylim() == (-0.15, 1.2)


def test_nearly_flat_is_no_word_of_saturation():
    for name, z in [("leaky_relu", -1), ("gelu_tanh", -0.8)]:
        explorer = ActivationExplorer(activation=name, z=z)
        assert explorer.caption.endswith(say("slope_little"))
        assert "saturat" not in explorer.caption
        explorer.close()


def test_the_diamond_is_dragged_and_stops_at_the_ends(curve):
    ax = curve.artists.axes[0]
    curve.on_pointer("press", ax, 2.345, 0)
    assert curve.state["z"] == 2.3
    curve.on_pointer("drag", ax, 99, 0)
    assert curve.state["z"] == 6
    curve.on_arrows(1, 0)
    curve.on_arrows(-10, 0)
    assert curve.state["z"] == pytest.approx(5)


@pytest.mark.parametrize("T", [0.1, 1, 5])
def test_softmax_says_the_probabilities(T):
    explorer = SoftmaxExplorer(z1=2, z2=-5, z3=2.5, temperature=T)
    wanted = scipy_softmax(np.array([2, -5, 2.5]) / T)
    assert numbers(explorer.caption) == pytest.approx([2, -5, 2.5, T, *wanted], abs=6e-4)
    assert explorer.caption.endswith("p3 is the largest.")
    explorer.close()


@pytest.mark.parametrize(
    ("z", "ends"),
    [
        ((5, 5, 5), "p\u00a0=\u00a0(0.333, 0.333, 0.333); the largest are equal."),
        ((-1, 2, 2), "the largest are equal."),
        ((2, 2, 2.1), "p3 is the largest."),
        ((-1, -1, 2), "p3 is the largest."),
    ],
)
def test_softmax_calls_none_of_equals_the_largest(z, ends):
    explorer = SoftmaxExplorer(**dict(zip(["z1", "z2", "z3"], z, strict=True)))
    assert explorer.caption.endswith(ends)
    explorer.close()


def test_what_the_chapter_says_of_temperature():
    explorer = SoftmaxExplorer()
    colder, as_it_is, warmer = (
        explorer.model(**explorer.state | dict(temperature=T))["p"] for T in (0.5, 1, 2)
    )
    assert colder.max() > as_it_is.max() > warmer.max()
    moved = explorer.model(z1=3, z2=2, z3=0, temperature=1)["p"]
    assert moved == pytest.approx(as_it_is)
    explorer.close()


def test_what_the_chapter_says_of_slopes():
    slopes = {name: [F.slope(z).round(3) for z in (1.0, 2.0)] for name, F in ACTIVATIONS.items()}
    assert (slopes["tanh"], slopes["sigmoid"]) == ([0.42, 0.071], [0.197, 0.105])
    assert slopes["relu"] == [1, 1]


def test_what_the_chapter_says_of_depth():
    explorer = LearningExplorer(data="circle", epoch=400)
    said = {}
    straight = [("identity", layers) for layers in range(5)]
    bent = [("tanh", 3), ("relu", 2), ("relu", 4), ("sigmoid", 3), ("sigmoid", 4)]
    for name, layers in straight + bent:
        explorer.set(activation=name, layers=layers)
        model = explorer.model(**explorer.state)
        said[name, layers] = len(model["wrong"]), round(model["losses"][-1], 3)
    explorer.close()
    assert {key: wrong for key, (wrong, _) in said.items()} == dict.fromkeys(straight, 44) | {
        ("tanh", 3): 0, ("relu", 2): 0, ("relu", 4): 50, ("sigmoid", 3): 0, ("sigmoid", 4): 0,
    }  # fmt: skip
    assert said["relu", 4][1] == round(np.log(2), 3)


def test_the_last_two_of_four_relu_layers_die():
    X, y = DATA["circle"]()
    network, history = run_training(X, y, layers=4, hidden=4, activation="relu", learning_rate=0.03)
    assert [round(loss, 3) for _, loss in history[20:]] == [round(np.log(2), 3)] * (EPOCHS - 19)
    a = X
    dead = []
    for layer in network.layers:
        _, a = layer.forward(a)
        dead.append(not a.any())
    assert dead == [False, False, True, True, False]


def starts(layers, activation, optimizer):
    """What ten starts lead to on the circle: loss and how many samples are wrong."""
    X, y = DATA["circle"]()
    ends = []
    for seed in range(10):
        sizes = [2, *[4] * layers, 1]
        network = Network.from_sizes(sizes, activation, "sigmoid", seed=seed)
        fit(network, X, y, optimizer(0.03), epochs=EPOCHS)
        ends.append((network.loss(X, y), sum(network.classify(X) != y)))
    return ends


@pytest.mark.parametrize(
    ("activation", "layers", "failing"),
    [("relu", 2, [6]), ("relu", 4, [1]), ("sigmoid", 4, [3, 4, 8])],
)
def test_which_of_ten_starts_fail(activation, layers, failing):
    """The figure's own start is 1."""
    ends = starts(layers, activation, Adam)
    assert [seed for seed, (_, wrong) in enumerate(ends) if wrong] == failing


def test_without_adam_four_sigmoid_layers_get_nowhere():
    losses = [loss for loss, _ in starts(4, "sigmoid", SGD)]
    assert losses == pytest.approx([np.log(2)] * 10, abs=5e-4)


def test_three_answers_of_a_deep_network_without_a_bend_give_its_neuron():
    deep = Network.from_sizes([2, 4, 4, 1], hidden="identity", output="identity")
    assert deep.parameters.size == 37
    deep.parameters = np.random.default_rng(1).normal(size=37)
    at_0, at_1, at_2 = deep.predict([[0, 0], [1, 0], [0, 1]])[:, 0]
    X = np.random.default_rng(0).normal(size=(100, 2))
    w = [at_1 - at_0, at_2 - at_0]
    np.testing.assert_allclose(deep.predict(X)[:, 0], X @ w + at_0, atol=1e-12)


def test_gelu_s_usual_form_is_as_near_as_the_chapter_says():
    z = np.linspace(-10, 10, 20_001)
    exact = z / 2 * (1 + erf(z / np.sqrt(2)))
    assert 0.0004 < np.abs(ACTIVATIONS["gelu_tanh"](z) - exact).max() < 0.0005
