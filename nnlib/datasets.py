"""Small data sets in one form: ``X, y = datasets.moons()``; classes y are whole numbers from 0.

``n`` is the number of samples (at least 1), ``noise`` spreads them (at least 0), and ``seed`` (at
least 0) chooses the draw: the same seed gives the same data. Other values raise ValueError.
The generated sets have two features without units: X is (n, 2), y is (n,).

``circle``, ``xor``, ``gauss``, ``spiral``, ``plane`` and ``gaussian`` are TensorFlow Playground's
six: formulas, ranges, noise (there 0 to 0.5) and order of rows follow its src/dataset.ts
(github.com/tensorflow/playground, Apache License 2.0). Its class +1 is our 1, its -1 our 0; where
it makes one class after the other, class 1 comes first and has one row more if n is odd.
"""

from dataclasses import dataclass
from functools import partial
from math import ceil, pi
from pathlib import Path

import numpy as np

from nnlib.messages import named, say
from nnlib.validate import checked_number, lookup

FOLDER = Path(__file__).with_name("data")
GATES = {  # the outputs for (0, 0), (0, 1), (1, 0) and (1, 1)
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "XOR": (0, 1, 1, 0),
    "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
}
BUMP_CENTRES = np.array([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)])
BUMP_HEIGHTS = np.array([1, -1, 1, -1, 1, -1])


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Inputs X (n_samples, n_features), float64, and targets y (n_samples,), with their names.

    With ``classes``, y holds positions in ``classes``; otherwise it holds floats, for a regression.
    """

    X: np.ndarray
    y: np.ndarray
    features: tuple = ("x1", "x2")
    classes: tuple = ()

    def __iter__(self):
        return iter((self.X, self.y))

    def __repr__(self):
        return f"Dataset(X {self.X.shape}, y {self.y.shape}, classes {self.classes})"

    def select(self, features=None, classes=None):
        """Select columns, and the rows of some classes, by name or number from 0; None keeps all.

        The selected classes are renumbered from 0, in the order given; rows keep their order.
        An unknown name or number, one given twice, or none at all raises ValueError.
        """
        columns = _positions(features, self.features, "feature")
        feature_names = tuple(self.features[j] for j in columns)
        X = self.X.take(columns, axis=1)
        if classes is None:
            return Dataset(X, self.y.copy(), feature_names, self.classes)
        kept = _positions(classes, self.classes, "class")
        is_class = self.y[:, None] == kept  # (n_samples, number of classes kept)
        rows = is_class.any(axis=1)
        y = is_class[rows].argmax(axis=1)
        return Dataset(X[rows], y, feature_names, tuple(self.classes[k] for k in kept))

    def split(self, test=0.25, seed=0):
        """Two Datasets, to train and to test: ceil(test · n_samples) random rows go to the second.

        The rows are shuffled, sorted by class and taken at equal distances, so each class makes up
        the same fraction of both parts, to less than one row. Rows keep their order.
        ValueError unless 0 < test < 1 leaves rows for both parts.
        """
        n = len(self.y)
        n_test = ceil(checked_number(test, "test", above=0, most=1) * n)
        if n_test == n:
            raise ValueError(say("empty_split", test=test, n=n))
        order = _generator(seed).permutation(n)
        if self.classes:
            order = order[np.argsort(self.y[order], kind="stable")]
        in_test = np.zeros(n, dtype=bool)
        in_test[order[(2 * np.arange(n_test) + 1) * n // (2 * n_test)]] = True
        return self._rows(~in_test), self._rows(in_test)

    def _rows(self, rows):
        """The Dataset of these rows."""
        return Dataset(self.X[rows], self.y[rows], self.features, self.classes)


def _positions(wanted, names, what):
    """The positions in ``names`` of the wanted names or numbers, as a list; all for None."""
    if wanted is None:
        return list(range(len(names)))
    wanted = [wanted] if np.ndim(wanted) == 0 else list(wanted)
    choices = [*names, *range(len(names))]
    found = [choices.index(choice) % len(names) for choice in wanted if choice in choices]
    if not found or len(set(found)) < len(wanted):
        raise ValueError(
            say("choose_once", what=named(what), known=names, n=len(names), wanted=wanted)
        )
    return found


def _generator(seed, n=1, noise=0.0):
    """A random generator seeded by ``seed``; a bad argument raises ValueError."""
    checked_number(n, "n", least=1, whole=True)
    checked_number(noise, "noise", least=0)
    return np.random.default_rng(checked_number(seed, "seed", least=0, whole=True))


def _square(side, n, noise, seed):
    """n points uniform in [-side, side]², and n shifts uniform in noise · [-side, side]²."""
    draws = _generator(seed, n, noise).uniform(-side, side, (n, 4))
    return draws[:, :2].copy(), noise * draws[:, 2:]


def _polar(radius, angle):
    """Points (n, 2) at ``radius`` from the origin; ``angle`` in radians, clockwise from the top."""
    return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])


def _labelled(X, y, n_classes=2):
    """A Dataset of two features, its classes named by their numbers."""
    return Dataset(X, y.astype(np.intp), classes=tuple(str(k) for k in range(n_classes)))


def circle(n=200, noise=0.0, seed=0):
    """A disc in a ring: half of the radii uniform in [0, 2.5), the others in [3.5, 5).

    y = 1 where ‖x + shift‖ < 2.5; the shift, uniform in noise · [-5, 5]², only moves the label.
    X (n, 2), y (n,), or ValueError. Source: TensorFlow Playground, ``classifyCircleData``.
    """
    u = _generator(seed, n, noise).random((n, 4))
    radius = np.where(np.arange(n) < n / 2, 2.5 * u[:, 0], 3.5 + 1.5 * u[:, 0])
    X = _polar(radius, 2 * pi * u[:, 1])
    shift = noise * (10 * u[:, 2:] - 5)
    return _labelled(X, np.linalg.norm(X + shift, axis=1) < 2.5)


def xor(n=200, noise=0.0, seed=0):
    """Four squares: x uniform in [-5, 5]², then pushed 0.3 away from both axes.

    y = 1 where x1 x2 ≥ 0 at x + shift; the shift, uniform in noise · [-5, 5]², only moves labels.
    X (n, 2), y (n,), or ValueError. Source: TensorFlow Playground, ``classifyXORData``.
    """
    X, shift = _square(5, n, noise, seed)
    X += np.where(X > 0, 0.3, -0.3)
    return _labelled(X, (X + shift).prod(axis=1) >= 0)


def gauss(n=200, noise=0.0, seed=0):
    """Two normal clouds about (2, 2), y = 1, and (-2, -2), y = 0, of variance 0.5 + 7 · noise.

    X (n, 2), y (n,), or ValueError. Source: TensorFlow Playground, ``classifyTwoGaussData``.
    The normal numbers are NumPy's, drawn differently from there.
    """
    normal = _generator(seed, n, noise).normal(size=(n, 2))
    y = np.arange(n) < n / 2
    return _labelled(np.where(y, 2, -2)[:, None] + np.sqrt(0.5 + 7 * noise) * normal, y)


def spiral(n=200, noise=0.0, seed=0):
    """Two arms of 1¾ turns: point i of each at t = i / (n/2), radius 5 t, angle 3.5 π t.

    Class 0's arm is turned by π. Noise, uniform in noise · [-1, 1]², moves the points.
    X (n, 2), y (n,), or ValueError. Source: TensorFlow Playground, ``classifySpiralData``.
    """
    shift = noise * _generator(seed, n, noise).uniform(-1, 1, (n, 2))
    y = np.arange(n) < n / 2
    t = np.arange(n) % y.sum() / (n / 2)
    return _labelled(_polar(5 * t, 3.5 * pi * t + np.where(y, 0, pi)) + shift, y)


def plane(n=200, noise=0.0, seed=0):
    """Regression: y = (x1 + x2) / 10 at x + shift, for x uniform in [-6, 6]².

    The shift is uniform in noise · [-6, 6]² and only moves the target.
    X (n, 2), y (n,), or ValueError. Source: TensorFlow Playground, ``regressPlane``.
    """
    X, shift = _square(6, n, noise, seed)
    return Dataset(X, (X + shift).sum(axis=1) / 10)


def gaussian(n=200, noise=0.0, seed=0):
    """Regression: six cones, y = Σ height · max(0, 1 - distance / 2) at x + shift; none overlap.

    x is uniform in [-6, 6]²; the shift, uniform in noise · [-6, 6]², only moves the target.
    X (n, 2), y (n,), or ValueError. Source: TensorFlow Playground, ``regressGaussian``.
    """
    X, shift = _square(6, n, noise, seed)
    distance = np.linalg.norm((X + shift)[:, None] - BUMP_CENTRES, axis=2)  # (n, 6)
    return Dataset(X, np.maximum(0, 1 - distance / 2) @ BUMP_HEIGHTS)


def moons(n=100, noise=0.25, seed=3):
    """Two half circles of radius 1 about (0, 0), y = 0, and (1, 0.5), y = 1, turned to each other.

    Angles evenly spaced, rows shuffled, normal noise of standard deviation ``noise``. Bit for bit
    ``sklearn.datasets.make_moons(n, noise=noise, random_state=seed)``: its draws in its order.
    X (n, 2), y (n,), or ValueError.
    """
    _generator(seed, n, noise)
    random = np.random.RandomState(seed)
    upper = np.linspace(0, pi, n // 2)
    lower = np.linspace(0, pi, n - n // 2)
    x1 = np.append(np.cos(upper), 1 - np.cos(lower))
    x2 = np.append(np.sin(upper), 1 - np.sin(lower) - 0.5)
    rows = random.permutation(n)
    X = np.column_stack([x1, x2])[rows] + random.normal(scale=noise, size=(n, 2))
    return _labelled(X, rows >= n // 2)


def blobs(n=150, noise=1.0, seed=0, n_classes=3):
    """Normal clouds of standard deviation ``noise``, centres evenly on a circle of radius 3.

    Class 0 lies at the lower left, the others (n_classes ≥ 2) follow clockwise; y = 0, 1, 2, 0, …
    X (n, 2), y (n,), or ValueError.
    """
    normal = _generator(seed, n, noise).normal(size=(n, 2))
    y = np.arange(n) % checked_number(n_classes, "n_classes", least=2, whole=True)
    return _labelled(_polar(3, 2 * pi * (y / n_classes + 5 / 8)) + noise * normal, y, n_classes)


def spirals(n=300, noise=0.2, seed=0, n_classes=3):
    """Arms of one turn each, evenly turned: radius 5 t, angle 2π (t + y / n_classes).

    t goes evenly from 0.1 to 1 while y = 0, 1, 2, 0, … (n_classes ≥ 2); normal noise of
    standard deviation ``noise`` moves the points. X (n, 2), y (n,), or ValueError.
    """
    normal = _generator(seed, n, noise).normal(size=(n, 2))
    y = np.arange(n) % checked_number(n_classes, "n_classes", least=2, whole=True)
    t = np.linspace(0.1, 1, n)
    return _labelled(_polar(5 * t, 2 * pi * (t + y / n_classes)) + noise * normal, y, n_classes)


def gate(name="AND"):
    """A logic gate of ``GATES``: its four inputs X, in {0, 1}², and answers y; else ValueError."""
    X = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], dtype=np.float64)
    return _labelled(X, np.array(lookup(GATES, name, "gate")))


def _from_file(name):
    """The data set in data/``name``.npz; data/README.md says where it comes from."""
    with np.load(FOLDER / f"{name}.npz") as file:
        X = file["X"].astype(np.float64)
        y = file["y"].astype(np.intp)
        features = file["features"].tolist()
        classes = file["classes"].tolist()
    return Dataset(X, y, tuple(features), tuple(classes))


def iris():
    """150 irises of 3 species, 4 lengths in cm: X (150, 4). R. A. Fisher, 1936."""
    return _from_file("iris")


def cancer():
    """569 breast tumours, 30 measurements of their cells' nuclei, unscaled: X (569, 30).

    Class 0 is malignant, class 1 benign, as in scikit-learn. Breast Cancer Wisconsin (Diagnostic),
    UCI, 1995.
    """
    return _from_file("cancer")


def digits():
    """1797 handwritten digits, 8×8 pixels row by row: X (1797, 64), 0.0 (paper) to 16.0 (ink).

    Class k is the digit k. The test part of Optical Recognition of Handwritten Digits, UCI, 1998.
    """
    return _from_file("digits")


PLAYGROUND = (circle, xor, gauss, spiral, plane, gaussian)
DATASETS = {f.__name__: f for f in (*PLAYGROUND, moons, blobs, spirals, iris, cancer, digits)}
DATASETS |= {f"{name.lower()}_gate": partial(gate, name) for name in GATES}


def load(name, /, **options):
    """The data set called ``name`` in ``DATASETS``: ``load("moons", n=50)``; else ValueError."""
    return lookup(DATASETS, name, "data set")(**options)
