"""Chapter 10: dropout, clipping and residual links are what they say, and so are its figures."""

import re
from pathlib import Path

import jupytext
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.inspection import permutation_importance as their_importance

from nncourse.exercises.chapter_10 import dropped_out
from nncourse.explorers import (
    DataTroublesExplorer,
    DepthExplorer,
    ImportanceExplorer,
    OverfittingExplorer,
    RandomStartsExplorer,
)
from nncourse.explorers.depth import LEAST, MOST
from nncourse.explorers.depth import data as depth_data
from nncourse.explorers.overfitting import stop_early
from nncourse.messages import say
from nnlib import (
    SGD,
    Adam,
    AdamW,
    Dense,
    Network,
    datasets,
    fit,
    load,
    numerical_gradient,
    save,
    train,
)
from nnlib.dropout import dropout_mask
from nnlib.estimators import NetworkClassifier
from nnlib.inspection import input_gradient, lost_by_shuffling, permutation_importance
from nnlib.optimizers import clip_by_norm
from tests.strategies import near_kink, problems, refused, seeds

BOOK = (Path(__file__).parents[1] / "book" / "10_what_goes_wrong.md").read_text(encoding="utf-8")
X = np.random.default_rng(0).normal(size=(7, 2))
y = np.array([0, 1, 1, 0, 1, 1, 0])


def numbers(text):
    """The numbers of a caption, whole ones too."""
    plain = text.replace("−", "-")
    return [float(n) for n in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?", plain)]


# Dropout -----------------------------------------------------------------------------------------


@given(seeds, st.sampled_from([0.1, 0.5, 0.9]), st.sampled_from([np.float32, np.float64]))
def test_a_mask_drops_the_share_and_keeps_the_mean(seed, p, dtype):
    mask = dropout_mask(np.ones((200, 50), dtype), p, np.random.default_rng(seed))
    assert mask.dtype == dtype and set(np.unique(mask)) == {0, dtype(1) / dtype(1 - p)}
    assert abs((mask == 0).mean() - p) < 0.02
    assert abs(mask.mean() - 1) < 6 * np.sqrt(p / (1 - p) / mask.size)


def test_dropout_acts_on_hidden_layers_alone_and_only_when_asked():
    network = Network.from_sizes([2, 50, 50, 1], "sigmoid")
    plain = network.forward(X)
    thinned = network.forward(X, dropout=0.4)
    assert len(plain.masks) == 0 and len(thinned.masks) == 2
    assert thinned.a[0].all() and thinned.y_hat.all()
    for a, mask in zip(thinned.a[1:3], thinned.masks, strict=True):
        assert 0.2 < (a == 0).mean() < 0.6 and ((a == 0) == (mask == 0)).all()
    np.testing.assert_allclose(thinned.a[1], plain.a[1] * thinned.masks[0])
    np.testing.assert_allclose(
        thinned.z[1], thinned.a[1] @ network.layers[1].W + network.layers[1].b
    )
    np.testing.assert_array_equal(network.predict(X), plain.y_hat)


@given(problems(), st.sampled_from([0.2, 0.6]), seeds)
def test_the_gradient_with_dropout_is_the_measured_one(problem, p, seed):
    network, X, y = problem
    trace = network.forward(X, dropout=p, rng=seed)
    assume(not near_kink(network, X))
    kinked = [z for z, a in zip(trace.z, network.layers, strict=True) if "relu" in repr(a)]
    assume(all(np.abs(z).min() > 1e-3 for z in kinked))

    def loss(_):
        return network.loss_of(network.forward(X, dropout=p, rng=seed), y)

    measured = numerical_gradient(loss, network.parameters)
    gradient = network.backward(trace, y).vector
    np.testing.assert_allclose(gradient, measured, atol=1e-6 * max(1, np.abs(measured).max()))


def test_training_with_dropout_draws_anew_in_each_step_and_says_the_thinned_loss():
    network, by_hand = (Network.from_sizes([2, 8, 8, 1], seed=1) for _ in range(2))
    steps = list(train(network, X, y, SGD(0.5), epochs=3, dropout=0.5, seed=4, validation=(X, y)))
    for k, step in enumerate(steps):
        trace = by_hand.forward(X, dropout=0.5, rng=[4, k, 1])
        assert step.loss == by_hand.loss_of(trace, y) != by_hand.loss(X, y)
        by_hand.parameters = by_hand.parameters - 0.5 * by_hand.backward(trace, y).vector
        assert step.validation_loss == by_hand.loss(X, y)
    np.testing.assert_array_equal(network.parameters, by_hand.parameters)


@pytest.mark.parametrize("dropout", [1, 1.5, -0.1, float("nan"), "much", True])
def test_a_share_that_is_none_is_refused(dropout):
    network = Network.from_sizes([2, 3, 1])
    for call in (network.forward, lambda X, dropout: train(network, X, y, dropout=dropout)):
        with refused("dropout must be"):
            call(X, dropout=dropout)


# Clipping ----------------------------------------------------------------------------------------


@given(seeds, st.floats(1e-3, 1e3))
def test_clipping_keeps_the_direction_and_bounds_the_length(seed, clip):
    g = np.random.default_rng(seed).normal(size=5)
    short = clip_by_norm(g, clip)
    assert np.linalg.norm(short) == pytest.approx(min(clip, np.linalg.norm(g)))
    assert short @ g == pytest.approx(np.linalg.norm(short) * np.linalg.norm(g))


def test_clipping_by_hand():
    assert clip_by_norm(np.array([3.0, -4.0]), 1).tolist() == pytest.approx([0.6, -0.8])
    assert clip_by_norm(np.array([3.0, -4.0]), 5).tolist() == [3, -4]
    assert clip_by_norm(np.zeros(2), 1).tolist() == [0, 0]


@pytest.mark.parametrize("dtype, huge", [(np.float64, 1e300), (np.float32, 3e38)])
def test_a_gradient_whose_square_overflows_is_clipped_too(dtype, huge):
    short = clip_by_norm(np.array([huge, -huge], dtype=dtype), 2)
    assert short.dtype == dtype
    np.testing.assert_allclose(short, [np.sqrt(2), -np.sqrt(2)], rtol=1e-6)


def test_training_clips_the_gradient_with_its_penalty():
    network = Network.from_sizes([2, 3, 1])
    start = network.parameters.copy()
    w = network.penalised_parameters()
    g = network.backward(network.forward(X), y).vector + 5 * w
    fit(network, X, y, SGD(0.1), epochs=1, l2=5, clip=0.7)
    assert np.linalg.norm(g) > 0.7
    np.testing.assert_allclose(network.parameters, start - 0.07 * g / np.linalg.norm(g))


@pytest.mark.parametrize("clip", [0, -1, float("inf"), "1", True])
def test_a_length_that_is_none_is_refused(clip):
    with refused("clip must be a finite number greater than 0"):
        train(Network.from_sizes([2, 3, 1]), X, y, clip=clip)


# Residual links ----------------------------------------------------------------------------------


def test_a_residual_layer_by_hand():
    layer = Dense(2, 2, "relu", residual=True)
    layer.W = [[1, 0], [0, -1]]
    layer.b = [0, 1]
    z, a = layer.forward(np.array([[2.0, 3.0]]))
    assert z.tolist() == [[2, -2]] and a.tolist() == [[4, 3]]
    assert layer.input_gradient(np.array([[1.0, 0.0]]), np.array([[5.0, 7.0]])).tolist() == [[6, 7]]


def test_which_layers_of_a_network_are_residual():
    network = Network.from_sizes([2, 3, 3, 3, 4, 3, 3], residual=True, output="identity")
    assert [layer.residual for layer in network.layers] == [False, True, True, False, False, False]
    assert repr(network.layers[1]) == "Dense(3 → 3, tanh, residual)"
    assert not any(layer.residual for layer in Network.from_sizes([2, 2, 2, 1]).layers)


def test_a_residual_network_is_saved_and_older_files_are_read(tmp_path):
    network = Network.from_sizes([2, 4, 4, 1], residual=True)
    save(network, tmp_path / "net")
    assert [layer.residual for layer in load(tmp_path / "net").layers] == [False, True, False]
    np.testing.assert_array_equal(load(tmp_path / "net").predict(X), network.predict(X))


def test_residual_layers_that_cannot_be_are_refused():
    for sizes, residual in [((2, 3), True), ((2, 2), "yes"), ((2, 2), 1)]:
        with refused("adds its input to its output"):
            Dense(*sizes, residual=residual)
    with refused("The last layer cannot be residual"):
        Network([Dense(2, 2), Dense(2, 2, residual=True)])


def test_a_residual_layer_can_have_a_mask_and_learns_nothing_there():
    layer = Dense(2, 2, "tanh", residual=True, mask=[[1, 0], [1, 1]])
    network = Network([layer, Dense(2, 1, "sigmoid")])
    before = network.layers[0].W[0, 1]
    fit(network, X, y, Adam(0.1), epochs=5)
    assert network.layers[0].W[0, 1] == before


# What a network goes by --------------------------------------------------------------------------


@given(problems())
def test_input_gradients_are_the_measured_ones(problem):
    network, X, _ = problem
    assume(not near_kink(network, X))
    x = X[:1].copy()
    k = network.sizes[-1] - 1
    measured = numerical_gradient(lambda x: float(network.predict(x)[0, k]), x)
    np.testing.assert_allclose(input_gradient(network, X, k)[:1], measured, atol=1e-6)


def test_permutation_importance_agrees_with_scikit_learn():
    data, test = datasets.blobs(300, n_classes=2, seed=1, noise=3.0).split()
    model = NetworkClassifier(epochs=30, random_state=0).fit(*data)
    ours = permutation_importance(model.network_, test.X, test.y, repeats=400)
    theirs = their_importance(model, test.X, test.y, n_repeats=400, random_state=0)
    np.testing.assert_allclose(ours, theirs.importances_mean, atol=0.01)
    assert ours.min() > 0.03


def trained_on_blobs():
    """A network of two classes that tells them apart, with its data."""
    X, y = datasets.blobs(60, n_classes=2, seed=1)
    network = Network.from_sizes([2, 4, 1])
    fit(network, X, y, Adam(0.05), epochs=100)
    return network, X, y


@pytest.mark.parametrize(
    "other_form",
    [
        lambda X, y: (X, y[:, None]),
        lambda X, y: (X, y.tolist()),
        lambda X, y: (X, y == 1),
        lambda X, y: (X, pd.Series(y, index=range(5, 65))),
        lambda X, y: (pd.DataFrame(X, columns=["length", "width"]), y),
        lambda X, y: (X.tolist(), y),
    ],
)
def test_permutation_importance_is_the_same_for_every_form_of_the_data(other_form):
    network, X, y = trained_on_blobs()
    plain = permutation_importance(network, X, y)
    assert plain.max() > 0.1
    np.testing.assert_array_equal(permutation_importance(network, *other_form(X, y)), plain)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (dict(y=np.repeat("cat", 60)), r"y must hold the number of each sample's class.* 0 to 1"),
        (dict(y=np.ones((60, 2))), "y must hold the number"),
        (dict(y=np.full(60, 2)), "y must hold the number"),
        (dict(y=np.full(60, 0.5)), "y must hold the number"),
        (dict(y=np.full(60, np.nan)), "y must hold the number"),
        (dict(y=1), "y must hold the number"),
        (dict(y=np.zeros(59)), "X and y must have equally many rows"),
        (dict(X=np.zeros((60, 3))), "X must have shape"),
        (dict(X=np.zeros(60)), "X must have shape"),
    ],
)
def test_importance_refuses_what_it_cannot_compare(wrong, words):
    network, X, y = trained_on_blobs()
    data = dict(X=X, y=y) | wrong
    with refused(words):
        permutation_importance(network, **data)
    with refused(words):
        lost_by_shuffling(network, **data, columns=[0], rng=np.random.default_rng(0))


@pytest.mark.parametrize("columns", [[2], [-1], -1, ["length"], [0.0]])
def test_only_columns_of_the_data_are_shuffled(columns):
    with refused("a column of X must be a whole number of at least 0 and of at most 1"):
        lost_by_shuffling(*trained_on_blobs(), columns, np.random.default_rng(0))


def test_the_number_of_repeats_is_at_least_one():
    with refused("repeats must be a whole number of at least 1"):
        permutation_importance(*trained_on_blobs(), repeats=0)


@pytest.mark.parametrize("output", ["softmax", "identity"])
@pytest.mark.parametrize("k", [-1, 3, 0.0, "0", None, True])
def test_input_gradients_are_those_of_an_output_that_is_there(k, output):
    network = Network.from_sizes([2, 4, 3], output=output)
    with refused("k must be a whole number of at least 0 and of at most 2"):
        input_gradient(network, X, k)


def test_the_chapter_s_functions_are_those_of_nnlib():
    chapter = {}
    a = np.linspace(-1, 1, 12).reshape(3, 4)
    for cell in jupytext.reads(BOOK, fmt="md:myst").cells:
        if cell.source.startswith("from itertools"):
            exec(cell.source.split("\n\n\ndef seconds")[0], chapter)
    for sizes in [[2, 16, 16, 1], [64, 32, 10]]:
        layers = Network.from_sizes(sizes, output="identity").layers
        assert chapter["products"](sizes) == sum(layer.n_weights for layer in layers)
    dropped = dropped_out(a, np.random.default_rng(2).random(a.shape), 0.3)
    np.testing.assert_allclose(dropped, a * dropout_mask(a, 0.3, np.random.default_rng(2)))


# Figures -----------------------------------------------------------------------------------------


@pytest.fixture
def explore():
    """Make an explorer, closed in the end."""
    made = []

    def make(kind, **start):
        made.append(kind(**start))
        return made[-1]

    yield make
    for explorer in made:
        explorer.close()


def overfitted(samples=50, noise=0.25, units=16, layers=2, start=0, epochs=300, **options):
    """A run by ``train`` alone, without the explorer's own loop."""
    data = datasets.moons(samples, noise, 3)
    others = datasets.moons(200, noise, 4)
    network = Network.from_sizes([2, *[units] * layers, 1], seed=start)
    fit(network, *data, Adam(0.03), epochs=epochs, seed=start, validation=others, **options)
    wrong = [int((network.classify(d.X) != d.y).sum()) for d in (data, others)]
    losses = [round(network.loss(*d), 3) for d in (data, others)]
    return [epochs, wrong[0], samples, losses[0], wrong[1], 200, losses[1]]


@pytest.mark.parametrize(
    "state",
    [
        {},
        dict(samples=120, noise=0.4),
        dict(units=1, layers=1),
        dict(units=5, layers=3, epoch=77),
        dict(penalty=0.01),
        dict(dropout=0.3, epoch=40, start=7),
    ],
    ids=str,
)
def test_overfitting_says_what_a_run_of_its_own_gives(explore, state):
    explorer = explore(OverfittingExplorer, epoch=300)
    explorer.set(**state)
    known = {"penalty": "l2", "epoch": "epochs"}
    wanted = overfitted(**{known.get(name, name): value for name, value in state.items()})
    assert numbers(explorer.caption)[:7] == pytest.approx(wanted, abs=2e-3)


@pytest.mark.parametrize("patience", ["10", "30", "100"])
def test_early_stopping_in_the_figure_is_that_of_train(explore, patience):
    explorer = explore(OverfittingExplorer, epoch=300, patience=patience)
    network = Network.from_sizes([2, 16, 16, 1], seed=0)
    others = datasets.moons(200, 0.25, 4)
    options = dict(epochs=300, validation=others, patience=int(patience))
    steps = list(train(network, *datasets.moons(50, 0.25, 3), Adam(0.03), **options))
    said = numbers(explorer.caption)
    assert said[-2] == len(steps) and said[-1] == said[0] == len(steps) - int(patience)
    assert said[6] == pytest.approx(network.loss(*others), abs=6e-4)
    explorer.set(epoch=5)
    assert numbers(explorer.caption)[0] == 5 and "stopped" not in explorer.caption


def test_when_early_stopping_stops():
    assert stop_early([9, 3, 4, 5, 1, 6], 2) == (3, 1)
    assert stop_early([9, 3, 4, 2, 3, 3], 3) == (5, 5)
    assert stop_early([0, 3, 3, 3], 2) == (3, 1)  # the start does not count, and equal is not lower


@pytest.mark.parametrize("vary, noise, epoch", [("penalty", 0.25, 60), ("start", 0.4, 10)])
def test_eight_networks_say_what_runs_of_their_own_give(explore, vary, noise, epoch):
    explorer = explore(RandomStartsExplorer, vary=vary, noise=noise, epoch=epoch)
    data, others = datasets.moons(100, noise, 3).split(seed=0)
    rows = [(n, a, 0) for n in (10, 32) for a in (0.0001, 0.01, 0.1, 1)]
    wrong = [[], []]
    for units, alpha, seed in rows if vary == "penalty" else [(32, 0.0001, s) for s in range(8)]:
        options = dict(init="he_normal", seed=seed)
        network = Network.from_sizes([2, units, units, 1], "relu", **options)
        fit(network, *data, Adam(0.02), epochs=epoch, l2=alpha / 75)
        for part, kept in zip((data, others), wrong, strict=True):
            kept.append((network.classify(part.X) != part.y).sum())
    assert numbers(explorer.caption) == [epoch, 75, *wrong[0], 25, *wrong[1]]


@pytest.mark.parametrize("width", [300, 660, 900])
def test_no_name_of_a_tile_runs_into_the_next(explore, width):
    explorer = explore(RandomStartsExplorer)
    explorer.live._resize(width, 1.0)
    explorer.draw(**explorer.model(**explorer.state))
    explorer.live.frames.png()
    for half in explorer.artists.halves:
        for label, surface in zip(half.labels, half.surfaces, strict=True):
            left, _, right, _ = surface.places()[0]
            assert (
                label.get_text().startswith("α ") and label._width(label.get_text()) < right - left
            )
        assert [row.get_text() for row in half.rows] == ["10-10", "32-32"]
    explorer.set(vary="start")
    explorer.draw(**explorer.model(**explorer.state))
    said = [half.labels[k].get_text() for k in (0, 2) for half in explorer.artists.halves]
    assert [name[:6] for name in said] == [f"seed {k}" for k in (0, 2, 4, 6)]


def deep(step, depth, activation, init, scale, residual, clip, layer_norm=False):
    """What the figure of depth should say, by ``train`` and norms in place of its own loop."""
    data, y = datasets.moons(100)
    data = (data - data.mean(axis=0)) / data.std(axis=0)
    sizes = [2, *[32] * depth, 1]
    extras = dict(residual=residual, layer_norm=layer_norm)
    network = Network.from_sizes(sizes, activation, init=init, **extras)
    weights = network.penalised_parameters()  # 0 elsewhere
    network.parameters = network.parameters + (scale - 1) * weights
    fit(network, data, y, SGD(0.1), epochs=step, clip=clip)
    trace = network.forward(data)
    gradients = network.backward(trace, y)
    spread = [np.sqrt(trace.a[i].var(axis=0).mean()) for i in (1, depth)]
    size = [np.linalg.norm(gradients.W[i]) / np.sqrt(gradients.W[i].size) for i in (0, -1)]
    wrong = (network.classify(data) != y).sum()
    return [step, *spread, *size, network.loss(data, y), wrong, 100]


@pytest.mark.parametrize(
    "state",
    [
        (0, 10, "sigmoid", "glorot_uniform", 1, False, None),
        (0, 3, "tanh", "uniform", 0.7, True, None),
        (20, 4, "relu", "he_normal", 1.5, False, 1),
        (9, 12, "relu", "glorot_uniform", 0.5, True, 0.1),
        (9, 5, "relu", "he_normal", 1.5, False, None, True),
    ],
    ids=str,
)
def test_depth_says_the_sizes_of_a_run_of_its_own(explore, state):
    explorer = explore(DepthExplorer)
    step, depth, activation, init, scale, residual, clip, *normalised = state
    links = "residual" if residual else "plain"
    norm = "layer" if normalised else "none"
    explorer.set(step=step, depth=depth, activation=activation, init=init, scale=float(scale))
    explorer.set(links=links, norm=norm, clip="never" if clip is None else f"{clip:g}")
    assert numbers(explorer.caption) == pytest.approx(deep(*state), rel=0.06, abs=1e-30)


def test_a_deep_run_that_diverges_says_when(explore):
    explorer = explore(DepthExplorer, activation="relu", init="he_normal", scale=1.5, step=100)
    assert "ended at step 3 of 100" in explorer.caption
    assert explorer.caption.endswith(say("depth_ended", step=3, steps=100))
    assert numbers(explorer.caption)[0] == 3
    explorer.set(step=2)
    assert "finite" not in explorer.caption


@pytest.mark.parametrize(
    "state, below",
    [
        (dict(), [False, True]),
        (dict(step=100), [False, True]),  # only the dotted curve rises
        (dict(activation="relu", scale=0.5, links="residual", step=100), [True, False]),
        (dict(activation="relu", init="he_normal", scale=1.5, step=100), [True, True]),
    ],
    ids=str,
)
def test_a_depth_label_is_off_both_curves(explore, state, below):
    explorer = explore(DepthExplorer)
    explorer.set(**state)
    model = explorer.model(**explorer.state)
    explorer.draw(**model)
    for i, curves in enumerate([explorer.artists.spread, explorer.artists.gradient]):
        y = curves.first_label.get_position()[1]
        shown = np.clip([model["first"][i][:4], model["now"][i][:4]], LEAST, MOST)
        assert (y < shown[1, 0]) == below[i] and LEAST <= y <= MOST
        assert (np.abs(np.log(y / shown)) > np.log(4)).all()
        for label in (curves.first_label, curves.last_label):  # no grid line crosses them
            assert label.ground and label.get_zorder() < curves.now.get_zorder()


@pytest.mark.parametrize("copies", [0, 2])
def test_each_question_is_misled_by_its_own_control(explore, copies):
    explorer = explore(ImportanceExplorer, copies=copies)
    plain = explorer.model(**explorer.state)
    explorer.set(unit=10)
    large = explorer.model(**explorer.state)
    explorer.set(unit=1, sharpness=10.0)
    sharp = explorer.model(**explorer.state)
    for name, first in [("weights", 0.1), ("slopes", 0.1), ("falls", 1)]:
        change = large[name] / plain[name]
        assert change == pytest.approx([first, *[1] * (copies + 1)])
    assert (sharp["falls"] == plain["falls"]).all() and sharp["slopes"].max() < 1e-3
    assert large["y_hat"] == pytest.approx(plain["y_hat"]) and sharp["y_hat"] > 0.999
    assert large["accuracy"] == sharp["accuracy"] == plain["accuracy"]
    said = [plain[name][i] for name in ("weights", "falls", "slopes") for i in (0, 1)]
    explorer.reset()
    wanted = [*said, plain["y_hat"], 100 * plain["accuracy"]]
    assert numbers(explorer.caption) == pytest.approx(wanted, abs=0.06)
    explorer.draw(**plain)
    for name, ax in list(zip(["weights", "falls", "slopes"], explorer.figure.axes, strict=True))[
        1:
    ]:
        shown = [label.get_text() for label in ax.texts if label.get_text()]
        assert shown == [f"{value:.3f}" for value in plain[name]]  # as in the caption
        assert ax.get_xlim()[1] == pytest.approx(len(shown) - 0.4)  # no room for absent copies


@pytest.mark.parametrize(
    "state",
    [
        {},
        dict(factor=100, rare=20),
        dict(factor=10, inputs="scaled", wrong_labels=30),
        dict(rare=4, remedy="repeated"),
    ],
    ids=str,
)
def test_troubles_say_what_is_right_and_what_is_found(explore, state):
    explorer = explore(DataTroublesExplorer)
    explorer.set(**state)
    share = state.get("rare", 50)
    said = numbers(explorer.caption)
    training, test, _, _, always, there, _, found, alarms = said
    assert always == 100 - share and there == 10 * share
    wrong = there - found + alarms - found  # missed, and false alarms
    assert test == pytest.approx(100 - wrong / 10, abs=0.06)
    model = explorer.model(**explorer.state)
    assert len(model["wrong"]) == 2 * state.get("wrong_labels", 0)
    assert training == pytest.approx(100 * model["training"], abs=0.06)
    if state.get("inputs") == "scaled":
        explorer.set(factor=1)
        assert numbers(explorer.caption) == said  # the unit is gone


# What the chapter says ---------------------------------------------------------------------------


def captions(explorer, *states):
    """The numbers of the captions in each of these states, each from a reset."""
    for state in states:
        explorer.reset()
        explorer.set(**state)
        yield numbers(explorer.caption)


def test_the_table_of_remedies():
    """Means and ranges over ten starts, as the figure's *random start* has them."""
    changes = [{}, dict(samples=200), dict(l2=0.003), dict(dropout=0.2), dict(patience=30)]
    ends = np.array([[overfitted(start=k, **c)[-1] for k in range(10)] for c in changes])
    found = np.column_stack([ends.mean(axis=1), ends.min(axis=1), ends.max(axis=1)])
    row = r"^\| .+ \| (\d\.\d\d) \| (\d\.\d\d) to (\d\.\d\d) \|$"
    told = np.array(re.findall(row, BOOK, re.MULTILINE), dtype=float)
    np.testing.assert_allclose(told, found, atol=0.0055)
    assert (ends[1:] < ends[0]).all()  # each helps from every start
    assert len(set(ends[1:].argmin(axis=0))) > 1  # which helps most depends on the start


def test_what_is_said_of_overfitting(explore):
    explorer = explore(OverfittingExplorer, epoch=300)
    first, small, heavy, hasty, least = captions(
        explorer, {}, dict(units=1, layers=1), dict(penalty=0.03), dict(patience="10"),
        dict(noise=0.1),
    )  # fmt: skip
    assert first[1] == 0 and first[-2:] == pytest.approx([102, 0.182], abs=2e-3)
    assert small[1] == 10 and heavy[1] > 5 and heavy[6] > 0.3
    explorer.reset()
    explorer.live.still()  # at epoch 300 the training loss is nearly 0
    now = explorer.artists.now
    low = now.axes.transData.transform(now.get_xydata())[:, 1].min()
    assert low - now.axes.bbox.y0 > 5  # pixels: the dot is whole
    assert hasty[0] < 20 and hasty[6] > 0.3 and max(least[3], least[6]) < 0.01 and least[4] == 0


def test_what_is_said_of_depth(explore):
    explorer = explore(DepthExplorer)
    he = dict(activation="relu", init="he_normal")
    small = dict(activation="relu", scale=0.5, step=100)
    start, plain, good, large, level, lost, linked, clipped, two, back = captions(
        explorer, {}, dict(step=100), dict(he, step=100), dict(he, scale=1.5), he, small,
        dict(small, links="residual"), dict(he, scale=1.5, clip="0.1", step=100),
        dict(depth=2, step=100), DepthExplorer.scenarios["growing_back"],
    )  # fmt: skip
    assert 1e-7 < start[3] / start[4] < 3e-6  # about a millionth
    assert plain[5] == pytest.approx(np.log(2), abs=1e-3) and good[6] == 5
    assert plain[3] < 1e-6 and plain[4] < 1e-6  # vanished at both ends
    assert 50 < large[3] / level[3] < 200 and 50 < large[4] / level[4] < 200
    assert max(back[1:3]) < 1 and back[3] > 100 * back[4]
    assert lost[5] == pytest.approx(np.log(2), abs=1e-3) and linked[6] == 8
    assert clipped[6] == 9 and two[5] == pytest.approx(0.614, abs=2e-3)


def test_an_exploding_network_grows_both_ways():
    X, y = depth_data()
    large, level = (Network.from_sizes([2, *[32] * 10, 1], "relu", init="he_normal") for _ in "ab")
    large.parameters = 1.5 * large.parameters
    gradients = []
    for network in (large, level):
        trace = network.forward(X)
        gradients.append(network.backward(trace, y))
    sizes = np.array([[np.linalg.norm(dW) for dW in g.W] for g in gradients])
    deltas = np.array([[np.linalg.norm(delta) for delta in g.delta] for g in gradients])
    assert (sizes[0] > 50 * sizes[1]).all() and (sizes[0] < 200 * sizes[1]).all()
    assert (np.diff(deltas[0] / deltas[1]) < 0).all()  # the more layers back, the larger


def test_ten_sigmoid_layers_say_one_half_to_everything():
    X, y = depth_data()
    network = Network.from_sizes([2, *[32] * 10, 1], "sigmoid")
    fit(network, X, y, SGD(0.1), epochs=100)
    assert network.predict(X).round(7).tolist() == [[0.5]] * 100


def chapter_cells(*words):
    """Run the chapter's cells that have one of these words, and give the names they make."""
    names = dict(np=np, datasets=datasets, Adam=Adam, Network=Network, train=train)
    for cell in jupytext.reads(BOOK, fmt="md:myst").cells:
        if cell.cell_type == "code" and any(word in cell.source for word in words):
            exec(cell.source, names)
    return names


def test_what_is_said_of_adam_and_adamw(capsys):
    weights_left = chapter_cells("AdamW")["weights_left"]
    for line, name in zip(capsys.readouterr().out.splitlines(), ["Adam:", "AdamW:"], strict=True):
        assert line.startswith(name)
    steady, shrunk = weights_left(Adam(0.001), penalty=0.7)
    both = weights_left(AdamW(0.001, weight_decay=0.7), penalty=0)
    assert steady > 0.9 and shrunk < 0.5
    assert both == pytest.approx([0.5, 0.5], abs=0.05) and round(0.9993**1000, 2) == 0.5


def test_what_is_read_off_the_weight_map():
    names = chapter_cells("cancer = Network")
    network, features = names["cancer"], names["test"].features
    W = network.layers[0].W
    size = dict(zip(features, np.abs(W).mean(axis=1), strict=True))
    assert (
        min(size, key=size.get) == "symmetry error"
        and np.abs(W[features.index("symmetry error")]).max() < 0.06
    )
    assert max(size, key=size.get) == "worst radius"
    side = np.sign(np.corrcoef(W.T)[1]).tolist()
    assert side == [-1, 1, 1, -1, -1, 1] == (-np.sign(network.layers[1].W[:, 0])).tolist()
    others, y = names["others"], names["test"].y
    sizes = [j for j, name in enumerate(features) if re.search("radius|perimeter|area", name)]
    rng = np.random.default_rng(0)
    lost = np.mean([lost_by_shuffling(network, others, y, sizes, rng) for _ in range(50)])
    alone = permutation_importance(network, others, y, repeats=50)
    said = f"they cost some {100 * lost:.0f} percentage points"
    assert len(sizes) == 9 and said in BOOK
    assert alone.max() < 0.03
    shares = []
    for seed in range(10):
        single = Network.from_sizes([30, 1], seed=seed)
        fit(single, names["inputs"], names["training"].y, Adam(0.01), epochs=200, l2=0.01)
        shares.append((single.classify(others) == y).mean())
    assert np.round([min(shares), max(shares)], 3).tolist() == [0.986, 0.993]


def test_what_is_said_of_importance_and_of_data(explore):
    explorer = explore(ImportanceExplorer)
    (_, _, alone, *_), (_, _, copied, *_) = captions(explorer, {}, dict(copies=2))
    assert (alone, copied) == pytest.approx((0.228, 0.037), abs=0.002)
    explorer = explore(DataTroublesExplorer, rare=5)
    rare, repeated, drowned, scaled, mislabelled = captions(
        explorer, {}, dict(remedy="repeated"), dict(rare=50, factor=100),
        dict(rare=50, factor=100, inputs="scaled"), dict(rare=50, wrong_labels=20),
    )  # fmt: skip
    assert rare == [95.5, 95.7, 1000, 0, 95, 50, 1, 14, 21]
    assert repeated[-2:] == [42, 219]
    assert (drowned[1], scaled[1]) == (75.0, 83.5) and mislabelled[:2] == [70.0, 81.6]
