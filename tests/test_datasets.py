"""The data sets: geometry, seeds, and that they equal the Playground's and sklearn's."""

import math
import re
import subprocess
import sys

import numpy as np
import pytest
import sklearn.datasets
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nnlib import datasets
from nnlib.datasets import DATASETS, GATES, PLAYGROUND, Dataset

IN_FILES = {"iris": "load_iris", "cancer": "load_breast_cancer", "digits": "load_digits"}
MADE = [name for name in DATASETS if name not in IN_FILES and not name.endswith("_gate")]
REGRESSION = {"plane", "gaussian"}
MANY_CLASSES = {"blobs", "spirals"}

patient = settings(deadline=None)  # a loaded machine is no failure
made = st.sampled_from(MADE)
counts = st.integers(1, 300)
noises = st.floats(0, 0.5)
seeds = st.integers(0, 2**32 - 1)


def sentence(error):
    """The text of a caught error, once it has been seen to be one sentence."""
    text = str(error.value)
    assert text.endswith(".") and "\n" not in text
    return text


# What every data set keeps to


@patient
@given(made, counts, noises, seeds)
def test_shapes_types_and_labels(name, n, noise, seed):
    data = datasets.load(name, n=n, noise=noise, seed=seed)
    X, y = data
    assert X is data.X and y is data.y
    assert X.shape == (n, 2) and X.dtype == np.float64 and np.isfinite(X).all()
    assert y.shape == (n,) and np.isfinite(y).all()
    assert data.features == ("x1", "x2")
    assert y.dtype == (np.float64 if name in REGRESSION else np.intp)
    k = 2
    if name in REGRESSION:
        k = 0
    elif name in MANY_CLASSES:
        k = 3
    assert data.classes == tuple("012"[:k])
    assert k == 0 or set(y) <= set(range(k))


@patient
@given(made, counts, noises, seeds)
def test_same_seed_same_data(name, n, noise, seed):
    first, again = (DATASETS[name](n, noise, seed) for _ in range(2))
    assert_array_equal(first.X, again.X)
    assert_array_equal(first.y, again.y)


@patient
@given(made, counts, st.floats(0.01, 0.5), seeds, seeds)
def test_other_seed_other_data(name, n, noise, seed, other):
    same = np.array_equal(DATASETS[name](n, noise, seed).X, DATASETS[name](n, noise, other).X)
    assert same == (seed == other)


@patient
@given(st.sampled_from(sorted(set(MADE) - REGRESSION - {"xor"})), counts, seeds)
def test_classes_are_balanced(name, n, seed):
    data = DATASETS[name](n=n, noise=0.0, seed=seed)
    sizes = np.bincount(data.y, minlength=len(data.classes))
    assert sizes.max() - sizes.min() <= 1


@pytest.mark.parametrize("name", MADE)
def test_defaults_can_be_called(name):
    assert_array_equal(datasets.load(name).X, DATASETS[name]().X)


@pytest.mark.parametrize("name", DATASETS)
def test_rows_lie_together_in_memory(name):
    data = datasets.load(name)
    parts = [data, data.select(features=[1, 0]), *data.split()]
    assert all(part.X.flags.c_contiguous for part in parts)


def test_nothing_heavy_is_imported():
    code = "import sys, nnlib.datasets; print({'sklearn', 'numpy.random'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


# TensorFlow Playground's six


@patient
@given(counts, seeds)
def test_circle_without_noise(n, seed):
    X, y = datasets.circle(n, 0.0, seed)
    radius = np.sqrt(X[:, 0] ** 2 + X[:, 1] ** 2)
    assert_array_equal(y == 1, radius < 2.5)
    assert_array_equal(y == 1, np.arange(n) < n / 2)
    assert (radius[y == 0] >= 3.5 - 1e-12).all() and (radius < 5 + 1e-12).all()


@patient
@given(counts, seeds)
def test_xor_without_noise(n, seed):
    X, y = datasets.xor(n, 0.0, seed)
    assert_array_equal(y == 1, X[:, 0] * X[:, 1] >= 0)
    assert (abs(X) >= 0.3).all() and (abs(X) <= 5.3).all()


@pytest.mark.parametrize("noise, variance", [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gauss_centres_and_variance(noise, variance):
    data = datasets.gauss(40_001, noise)
    for label, centre in [(1, 2), (0, -2)]:
        points = data.X[data.y == label]
        assert_allclose(points.mean(axis=0), centre, atol=0.05)
        assert_allclose(np.cov(points.T), variance * np.eye(2), atol=0.04 * variance)
    assert_array_equal(data.y, [1] * 20_001 + [0] * 20_000)


@patient
@given(counts, noises, seeds)
def test_spiral_equation(n, noise, seed):
    X, y = datasets.spiral(n, noise, seed)
    rows = [(i, 1) for i in range(math.ceil(n / 2))] + [(i, 0) for i in range(n // 2)]
    assert_array_equal(y, [label for _, label in rows])
    for (x1, x2), (i, label) in zip(X, rows, strict=True):
        r = i / (n / 2) * 5
        angle = 1.75 * i / (n / 2) * 2 * math.pi + (0 if label else math.pi)
        assert abs(x1 - r * math.sin(angle)) <= noise + 1e-12
        assert abs(x2 - r * math.cos(angle)) <= noise + 1e-12


@patient
@given(counts, noises, seeds)
def test_plane(n, noise, seed):
    X, y = datasets.plane(n, noise, seed)
    assert (abs(X) <= 6).all()
    exact = (X[:, 0] + X[:, 1]) / 10
    assert (abs(y - exact) <= 12 * noise / 10 + 1e-12).all()
    assert_array_equal(datasets.plane(n, 0.0, seed).y, exact)


@patient
@given(counts, seeds)
def test_gaussian_against_a_plain_loop(n, seed):
    X, y = datasets.gaussian(n, 0.0, seed)
    assert (abs(X) <= 6).all()
    for (x1, x2), target in zip(X, y, strict=True):
        strongest = 0.0  # of all bumps the greatest in size, as the Playground has it
        for column, c1 in enumerate([-4, 0, 4]):
            for row, c2 in enumerate([2.5, -2.5]):
                distance = math.hypot(x1 - c1, x2 - c2)
                bump = (-1) ** (column + row) * max(0.0, 1 - distance / 2)
                strongest = max(strongest, bump, key=abs)
        assert abs(target - strongest) < 1e-12


@patient
@given(st.sampled_from(["circle", "xor", "plane", "gaussian"]), counts, noises, seeds)
def test_noise_moves_the_label_and_not_the_point(name, n, noise, seed):
    make = DATASETS[name]
    assert_array_equal(make(n, noise, seed).X, make(n, 0.0, seed).X)


@pytest.mark.parametrize("make", PLAYGROUND)
def test_noise_changes_the_data(make):
    clean = make(200, 0.0, 1)
    noisy = make(200, 0.5, 1)
    assert not (np.array_equal(clean.X, noisy.X) and np.array_equal(clean.y, noisy.y))


RECORDED = {  # x1, x2, label: the Playground's dataset.ts (commit 02469bd) run in Node on our draws
    "circle": [
        (-0.940546, 1.248009, 1),
        (-0.535425, 0.525779, -1),
        (0.939639, -4.600628, -1),
        (1.313332, -3.653416, -1),
    ],
    "xor": [
        (1.550955, 4.272138, 1),
        (-2.298337, 4.035534, -1),
        (3.270694, -0.62065, -1),
        (-2.751304, -0.849237, 1),
    ],
    "spiral": [
        (0.075057, 0.238328, 1),
        (-1.602356, 1.602891, 1),
        (-0.1199, 0.224132, -1),
        (1.470926, -1.57503, -1),
    ],
    "plane": [
        (1.501146, 4.766566, 0.627093),
        (-2.398005, 4.482641, 0.146001),
        (3.564833, -0.384781, 0.16733),
        (-2.941565, -0.659084, -0.339169),
    ],
    "gaussian": [
        (1.501146, 4.766566, 0.012488),
        (-2.398005, 4.482641, 0),
        (3.564833, -0.384781, -0.127468),
        (-2.941565, -0.659084, 0),
    ],
}


@pytest.mark.parametrize("name", RECORDED)
def test_the_playground_s_own_code_gives_the_same(name):
    """Its Math.random answered with default_rng(7).random(); 4 samples, noise 0.3."""
    X, y = datasets.load(name, n=4, noise=0.3, seed=7)
    y = y if name in REGRESSION else 2 * y - 1
    assert_allclose(np.column_stack([X, y]), RECORDED[name], atol=1e-6)


# The others


@patient
@given(counts, st.floats(0, 2), seeds)
def test_moons_are_bit_for_bit_those_of_sklearn(n, noise, seed):
    X, y = sklearn.datasets.make_moons(n, noise=noise, random_state=seed)
    data = datasets.moons(n, noise, seed)
    assert data.X.tobytes() == X.tobytes()
    assert_array_equal(data.y, y)


def test_moons_by_default_are_those_of_the_book():
    X, y = sklearn.datasets.make_moons(100, noise=0.25, random_state=3)
    assert_array_equal(datasets.moons().X, X)
    assert_array_equal(datasets.moons().y, y)


@patient
@given(counts, seeds, st.integers(2, 6))
def test_blobs_and_spirals_without_noise(n, seed, n_classes):
    X, y = datasets.blobs(n, 0.0, seed, n_classes)
    assert_array_equal(y, np.arange(n) % n_classes)
    clockwise_from_top = np.arctan2(X[:, 0], X[:, 1])
    assert_allclose(np.hypot(*X.T), 3)
    turned = clockwise_from_top - 2 * np.pi * (y / n_classes + 5 / 8)
    assert_allclose(np.cos(turned), 1)

    X, y = datasets.spirals(n, 0.0, seed, n_classes)
    assert_array_equal(y, np.arange(n) % n_classes)
    t = np.hypot(*X.T) / 5
    assert_allclose(t, np.linspace(0.1, 1, n))
    turned = np.arctan2(X[:, 0], X[:, 1]) - 2 * np.pi * (t + y / n_classes)
    assert_allclose(np.cos(turned), 1)


@pytest.mark.parametrize("name", sorted(MANY_CLASSES))
def test_noise_is_a_standard_deviation(name):
    clean, noisy = (DATASETS[name](n=40_000, noise=noise) for noise in (0.0, 0.5))
    assert_allclose((noisy.X - clean.X).std(axis=0), 0.5, rtol=0.02)


@pytest.mark.parametrize("name", GATES)
def test_gates(name):
    data = datasets.gate(name)
    answer = {
        "AND": lambda a, b: a and b,
        "OR": lambda a, b: a or b,
        "XOR": lambda a, b: a != b,
        "NAND": lambda a, b: not (a and b),
        "NOR": lambda a, b: not (a or b),
    }[name]
    assert data.X.dtype == np.float64 and data.y.dtype == np.intp
    assert data.X.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert data.y.tolist() == [answer(a == 1, b == 1) for a, b in data.X]
    assert_array_equal(datasets.load(f"{name.lower()}_gate").y, data.y)


@pytest.mark.parametrize("name", IN_FILES)
def test_files_equal_sklearn_s_data(name):
    bunch = getattr(sklearn.datasets, IN_FILES[name])()
    data = datasets.load(name)
    assert_array_equal(data.X, bunch.data)
    assert_array_equal(data.y, bunch.target)
    assert data.X.dtype == np.float64 and data.y.dtype == np.intp
    assert data.features == tuple(bunch.feature_names)
    assert data.classes == tuple(str(name) for name in bunch.target_names)
    assert {type(word) for word in data.features + data.classes} == {str}


def test_files_are_small_and_hold_no_pickles():
    files = sorted(datasets.FOLDER.glob("*.npz"))
    assert [file.stem for file in files] == sorted(IN_FILES)
    assert sum(file.stat().st_size for file in files) <= 130_000
    readme = datasets.FOLDER.joinpath("README.md").read_text(encoding="utf-8")
    for file in files:
        assert f"`{file.name}`" in readme
        with np.load(file, allow_pickle=False) as arrays:
            assert {array.dtype.kind for array in arrays.values()} <= set("fuU")


def test_what_the_docstrings_say_of_them():
    assert datasets.iris().X.shape == (150, 4)
    assert datasets.cancer().X.shape == (569, 30)
    assert datasets.cancer().classes == ("malignant", "benign")
    digits = datasets.digits()
    assert digits.X.shape == (1797, 64) and (digits.X.min(), digits.X.max()) == (0.0, 16.0)


def test_labels_and_indices_are_intp():
    """On a machine of 32 bits, np.bincount and indexing refuse int64."""
    root = datasets.FOLDER.parents[1]
    for path in [*root.glob("nnlib/**/*.py"), *root.glob("nncourse/**/*.py")]:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\bint64\b|astype\(int\)|dtype=int\b", source), path


# Dataset


def test_select_by_name_and_by_number():
    iris = datasets.iris()
    named = iris.select(["petal length (cm)", "sepal width (cm)"], ["virginica", "setosa"])
    numbered = iris.select(features=(2, 1), classes=np.array([2, 0]))
    for data in (named, numbered):
        assert_array_equal(data.X, np.vstack([iris.X[:50], iris.X[100:]])[:, [2, 1]])
        assert_array_equal(data.y, [1] * 50 + [0] * 50)
        assert data.features == ("petal length (cm)", "sepal width (cm)")
        assert data.classes == ("virginica", "setosa")


def test_select_one_or_nothing():
    iris = datasets.iris()
    assert iris.select("petal width (cm)", "setosa").X.shape == (50, 1)
    assert iris.select(np.int64(3), 0).X.shape == (50, 1)
    whole = iris.select()
    assert_array_equal(whole.X, iris.X)
    assert_array_equal(whole.y, iris.y)
    assert (whole.features, whole.classes) == (iris.features, iris.classes)
    assert datasets.plane().select("x2").X.shape == (200, 1)


def test_select_leaves_the_first_alone():
    iris = datasets.iris()
    part = iris.select()
    part.X[:] = 0
    part.y[:] = 0
    assert_array_equal(iris.X, datasets.iris().X)
    assert_array_equal(iris.y, datasets.iris().y)


@pytest.mark.parametrize(
    "wanted", ["rose", 3, -1, ["setosa", "rose"], [0, 0], ["setosa", 0], [], 1.5]
)
def test_select_refuses(wanted):
    with pytest.raises(ValueError) as error:
        datasets.iris().select(classes=wanted)
    assert all(word in sentence(error) for word in ("class", "setosa", "versicolor", "virginica"))
    with pytest.raises(ValueError) as error:
        datasets.moons().select(features=[wanted] if wanted != 1.5 else [[0]])
    assert all(word in sentence(error) for word in ("feature", "x1", "x2"))


def test_a_regression_has_no_classes_to_select():
    with pytest.raises(ValueError) as error:
        datasets.plane().select(classes=[0])
    assert "out of these 0" in sentence(error)


@patient
@given(made, st.integers(2, 200), st.floats(0.01, 0.99), seeds)
def test_split_parts(name, n, test, seed):
    data = DATASETS[name](n=n)
    if math.ceil(test * n) == n:
        with pytest.raises(ValueError) as error:
            data.split(test, seed)
        assert str(n) in sentence(error)
        return
    _, testing = parts = data.split(test, seed)
    assert len(testing.y) == math.ceil(test * n)
    assert all((part.features, part.classes) == (data.features, data.classes) for part in parts)
    together = np.vstack([np.column_stack([*part]) for part in parts])
    assert sorted(together.tolist()) == sorted(np.column_stack([*data]).tolist())
    for k in range(len(data.classes)):
        expected = (data.y == k).sum() * len(testing.y) / n
        assert abs((testing.y == k).sum() - expected) < 1
    assert_array_equal(data.split(test, seed)[1].X, testing.X)


def test_split_of_cancer_has_the_sizes_of_the_book():
    training, testing = datasets.cancer().split()
    assert (len(training.y), len(testing.y)) == (426, 143)
    other = datasets.cancer().split(seed=1)[1]
    assert not np.array_equal(other.X, testing.X)


def test_every_row_is_drawn_as_often():
    data = Dataset(np.arange(40.0)[:, None], np.arange(40) % 2, ("row",), ("even", "odd"))
    drawn = np.concatenate([data.split(0.25, seed)[1].X[:, 0] for seed in range(2000)])
    assert_allclose(np.bincount(drawn.astype(int)) / 2000, 0.25, atol=0.05)


@pytest.mark.parametrize(
    "options", [{"test": t} for t in (0, 1, -0.1, 1.5, math.nan, "a")] + [{"seed": -1}]
)
def test_split_refuses(options):
    with pytest.raises(ValueError) as error:
        datasets.moons().split(**options)
    assert next(iter(options)) in sentence(error)


def test_repr_has_no_arrays():
    text = "Dataset(X (150, 4), y (150,), classes ('setosa', 'versicolor', 'virginica'))"
    assert repr(datasets.iris()) == text


def test_frozen():
    with pytest.raises(AttributeError):
        datasets.moons().X = 0


# Bad input


BAD = {
    "n": [0, -1, 2.5, 100.0, "many", None, True, math.nan],
    "noise": [-0.1, math.nan, math.inf, "much", None],
    "seed": [-1, 0.5, None, "a"],
    "n_classes": [1, 0, 2.5, None],
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("option, value", [(key, value) for key in BAD for value in BAD[key]])
def test_bad_input(name, option, value):
    if option == "n_classes" and name not in MANY_CLASSES:
        return
    with pytest.raises(ValueError) as error:
        datasets.load(name, **{option: value})
    assert option in sentence(error) and str(value) in sentence(error)


@pytest.mark.parametrize("name", ["mooons", "", None, 3])
def test_unknown_names(name):
    with pytest.raises(ValueError) as error:
        datasets.load(name)
    assert all(known in sentence(error) for known in DATASETS)
    with pytest.raises(ValueError) as error:
        datasets.gate(name)
    assert all(known in sentence(error) for known in GATES)
