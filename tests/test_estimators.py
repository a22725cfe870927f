"""nnlib.estimators by scikit-learn's own rules, and in mglearn's hands."""

import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import check_random_state
from sklearn.utils.estimator_checks import parametrize_with_checks

from nnlib import Network, datasets, train
from nnlib.estimators import NetworkClassifier, NetworkRegressor
from nnlib.optimizers import get_optimizer
from tests.strategies import refused


@parametrize_with_checks([NetworkClassifier(random_state=0), NetworkRegressor(random_state=0)])
def test_scikit_learn_s_own_checks(estimator, check):
    check(estimator)


def test_it_learns_the_moons_and_names_classes_as_the_data_did():
    X, y = datasets.moons(100, noise=0.25, seed=3)
    names = np.array(["lower", "upper"])[y]
    classifier = NetworkClassifier((10, 10), epochs=300, random_state=0).fit(X, names)
    assert set(classifier.predict(X)) == {"lower", "upper"}
    assert classifier.score(X, names) > 0.95
    assert classifier.n_iter_ == 300 and classifier.loss_curve_[-1] < classifier.loss_curve_[0]


def test_three_classes_get_a_softmax():
    X, y = datasets.spirals(150, seed=0)
    classifier = NetworkClassifier((32,), epochs=300, random_state=0).fit(X, y)
    assert classifier.network_.layers[-1].activation.name == "softmax"
    np.testing.assert_allclose(classifier.predict_proba(X).sum(axis=1), 1)
    assert classifier.score(X, y) > 0.9


def test_the_regressor_learns_several_numbers_at_once():
    X = np.linspace(-1, 1, 60)[:, None]
    y = np.hstack([np.sin(3 * X), X**2])
    regressor = NetworkRegressor((20,), learning_rate=0.03, epochs=400, random_state=0).fit(X, y)
    assert regressor.predict(X).shape == (60, 2)
    assert regressor.score(X, y) > 0.98


DEFAULTS = dict(
    hidden_layer_sizes=(10,),
    activation="tanh",
    optimizer="adam",
    learning_rate=0.01,
    epochs=200,
    batch_size=32,
    alpha=0.0,
    init="glorot_uniform",
    random_state=None,
)


@pytest.mark.parametrize("kind", [NetworkClassifier, NetworkRegressor])
@pytest.mark.parametrize(
    "options",
    [
        {},
        dict(hidden_layer_sizes=(4, 3), activation="relu", init="he_normal"),
        dict(optimizer="sgd", learning_rate=0.2, batch_size=5),
        dict(optimizer="rmsprop", alpha=0.3, batch_size=None),
    ],
    ids=str,
)
def test_a_fit_is_a_run_of_train_with_these_options(kind, options):
    X, y = datasets.moons(20)
    options = dict(epochs=3, random_state=7) | options
    fitted = kind(**options).fit(X, y)
    all_options = DEFAULTS | options
    assert fitted.get_params() == all_options
    seed = check_random_state(7).randint(2**31)
    sizes = [2, *all_options["hidden_layer_sizes"], 1]
    output = "sigmoid" if kind is NetworkClassifier else "identity"
    init = all_options["init"]
    hidden = all_options["activation"]
    network = Network.from_sizes(sizes, hidden, output, init=init, seed=seed)
    optimizer = get_optimizer(all_options["optimizer"], all_options["learning_rate"])
    rest = dict(epochs=3, batch_size=all_options["batch_size"], l2=all_options["alpha"], seed=seed)
    steps = list(train(network, X, y, optimizer, **rest))
    np.testing.assert_array_equal(fitted.network_.parameters, network.parameters)
    assert fitted.loss_curve_ == [step.loss + step.penalty for step in steps]
    assert fitted.n_iter_ == 3


def test_one_random_state_one_fit():
    X, y = datasets.moons(20)
    first, same, other = (
        NetworkClassifier(epochs=2, random_state=state).fit(X, y).network_.parameters
        for state in [0, 0, 1]
    )
    np.testing.assert_array_equal(first, same)
    assert (first != other).any()


def test_one_size_may_be_written_without_a_tuple():
    X, y = datasets.moons(20)
    for size in [10, np.int64(10), [10]]:
        classifier = NetworkClassifier(size, epochs=1, random_state=0).fit(X, y)
        assert classifier.network_.sizes == [2, 10, 1]
    assert NetworkClassifier((), epochs=1).fit(X, y).network_.sizes == [2, 1]


def test_a_single_class_is_certain():
    X, _ = datasets.moons(20)
    classifier = NetworkClassifier(epochs=1, random_state=0).fit(X, ["only"] * 20)
    assert classifier.predict_proba(X[:3]).tolist() == [[1.0], [1.0], [1.0]]
    assert classifier.predict(X[:2]).tolist() == ["only", "only"]


def test_probabilities_stand_in_the_order_of_the_classes():
    X = np.array([[-1.0], [0.0], [1.0]])
    for y in [["no", "yes", "yes"], ["a", "b", "c"]]:
        classifier = NetworkClassifier(epochs=300, random_state=0).fit(X, y)
        p = classifier.predict_proba(X)
        np.testing.assert_allclose(p.sum(axis=1), 1)
        assert classifier.classes_[p.argmax(axis=1)].tolist() == y
        assert classifier.predict(X).tolist() == y


@pytest.mark.parametrize("kind", [NetworkClassifier, NetworkRegressor])
def test_a_fit_that_diverges_warns_with_the_reason(kind):
    X, y = datasets.moons(20)
    estimator = kind(activation="relu", optimizer="sgd", learning_rate=1e90, random_state=0)
    sentence = re.escape("The learning rate 1e+90 is probably too large: start again")
    with pytest.warns(ConvergenceWarning, match=sentence) as warned:
        estimator.fit(X, y)
    assert [str(w.filename) for w in warned] == [__file__]
    assert np.isfinite(estimator.network_.parameters).all()
    assert estimator.n_iter_ < 200


def test_it_sits_in_pipelines_and_grid_searches():
    X, y = datasets.moons()
    pipeline = make_pipeline(StandardScaler(), NetworkClassifier(epochs=30, random_state=0))
    search = GridSearchCV(pipeline, {"networkclassifier__alpha": [0, 10]}, cv=3).fit(X, y)
    assert search.best_params_ == {"networkclassifier__alpha": 0}


def test_mglearn_draws_its_boundary():
    import mglearn

    X, y = datasets.moons()
    classifier = NetworkClassifier((10,), epochs=50, random_state=0).fit(X, y)
    figure = Figure()
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    mglearn.plots.plot_2d_separator(classifier, X, fill=True, ax=ax)
    mglearn.discrete_scatter(X[:, 0], X[:, 1], y, ax=ax)
    assert len(ax.collections) >= 1 and len(ax.lines) == 2
    x1 = ax.get_xlim()[0]
    x2 = ax.get_ylim()[0]
    assert x1 < X[:, 0].min() and x2 < X[:, 1].min()


@pytest.mark.parametrize(
    "options, words",
    [
        (dict(activation="rlu"), "no activation"),
        (dict(optimizer="x"), "no optimizer"),
        (dict(init="x"), "no initializer"),
        (dict(alpha=-1), "l2 must be"),
        (dict(epochs=1.5), "epochs must be a whole number"),
        (dict(batch_size=0), "batch_size must be a whole number"),
        (dict(learning_rate=0), "learning_rate must be"),
        (dict(hidden_layer_sizes=(0,)), "n_out must be a whole number of at least 1, not 0"),
        (dict(hidden_layer_sizes=2.5), "n_out must be a whole number of at least 1, not 2.5"),
        (dict(hidden_layer_sizes=None), "n_out must be a whole number of at least 1, not None"),
    ],
)
def test_wrong_parameters_get_one_sentence(options, words):
    with refused(words):
        NetworkClassifier(**options).fit([[0.0], [1.0]], [0, 1])
