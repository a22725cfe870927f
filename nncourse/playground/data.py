"""The playground's data sets on the plane, a reader's own points, and the features.

The names, ranges, numbers of samples and the seven features are those of TensorFlow Playground
(see ``nnlib.datasets``).
"""

import numpy as np

from nncourse.playground.own_points import Columns, on_plane, read_points
from nnlib import datasets

N_CLASSIFIED = 500  # samples of a data set with classes
N_NUMBERS = 1200  # samples of a regression
N_THUMBNAIL = 60  # samples in a small picture of a data set
OWN = "your own"
NUMBERS = ("plane", "gaussian")  # the data sets for regression
FEATURES = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1²": lambda x1, x2: x1**2,
    "x2²": lambda x1, x2: x2**2,
    "x1·x2": lambda x1, x2: x1 * x2,
    "sin x1": lambda x1, x2: np.sin(x1),
    "sin x2": lambda x1, x2: np.sin(x2),
}


def _moons(n, noise, seed):
    made = datasets.moons(n, noise=noise, seed=seed)
    return datasets.Dataset((made.X - [0.5, 0.25]) * 3, made.y, made.features, made.classes)


SETS = {
    "circle": datasets.circle,
    "xor": datasets.xor,
    "gauss": datasets.gauss,
    "spiral": datasets.spiral,
    "moons": _moons,
    "three blobs": lambda n, noise, seed: datasets.blobs(n, 0.6 + 2 * noise, seed),
    "three spirals": lambda n, noise, seed: datasets.spirals(n, noise, seed),
    "plane": datasets.plane,
    "gaussian": datasets.gaussian,
}


def make(name, noise=0, seed=0, own="", columns=""):
    """Return the data set called ``name``, with ``noise`` from 0 to 50. ``own`` is the text of the
    reader's points, in the numbers of their ``columns``; the data set holds places on the plane.
    """
    if name == OWN:
        return own_data(own, columns)
    n = N_NUMBERS if name in NUMBERS else N_CLASSIFIED
    return SETS[name](n, noise=noise / 100, seed=seed)


def own_data(own, columns):
    """The reader's points as a data set of at least two classes."""
    placed = Columns.from_text(columns)
    X, y = on_plane(read_points(own), placed)
    n_classes = max(2, int(y.max(initial=0)) + 1)
    names = tuple(placed.label(k) for k in range(n_classes))
    return datasets.Dataset(X, y, classes=names)


def divide(data, share, seed):
    """Return training data, ``share`` percent of the samples, and test data.

    If there are fewer than four samples, both are the whole data set.
    """
    if len(data.y) < 4:
        return data, data
    return data.split(test=(100 - share) / 100, seed=seed)


def features(X, names):
    """Return the chosen features of points X (n, 2) as columns: (n, number of names)."""
    return np.column_stack([FEATURES[name](*X.T) for name in names])


def thumbnail(name):
    """Some samples of a data set, (N_THUMBNAIL, 3): x1, x2 and class or value."""
    made = SETS[name](N_CLASSIFIED, noise=0, seed=0)
    some = np.linspace(0, len(made.y) - 1, N_THUMBNAIL).astype(np.intp)
    return np.column_stack([made.X[some], made.y[some]])
