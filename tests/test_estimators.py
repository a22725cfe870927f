"""nnlib.estimators by scikit-learn's own rules, and in mglearn's hands."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from nnlib import datasets
from nnlib.estimators import NetworkClassifier, NetworkRegressor


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
    x1, x2 = ax.get_xlim()[0], ax.get_ylim()[0]
    assert x1 < X[:, 0].min() and x2 < X[:, 1].min()


@pytest.mark.parametrize(
    "options, words",
    [
        (dict(activation="rlu"), "no activation"),
        (dict(optimizer="x"), "no optimizer"),
        (dict(alpha=-1), "l2 must be"),
    ],
)
def test_wrong_parameters_get_one_sentence(options, words):
    with pytest.raises(ValueError, match=words):
        NetworkClassifier(**options).fit([[0.0], [1.0]], [0, 1])
