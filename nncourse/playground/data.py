"""What the playground learns: data sets on the plane, a reader's own points, and the features.

Names, ranges, numbers of samples and the seven features are TensorFlow Playground's (see
``nnlib.datasets``).
"""

import csv
import io

import numpy as np

from nncourse.messages import CannotShow, say
from nnlib import datasets

REACH = 6.0  # both inputs go from -REACH to REACH
N_CLASSES, N_NUMBERS, MOST = 500, 1200, 1000  # samples: classification, regression, one's own
OWN = "your own"
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


def make(name, noise=0, seed=0, own=""):
    """The data set called ``name``; ``noise`` from 0 to 50, ``own`` the reader's points as text."""
    if name == OWN:
        points = read_points(own)
        classes = tuple(map(str, range(max([2, *(k + 1 for *_, k in points)]))))
        X, y = (
            np.array([p[:2] for p in points]).reshape(-1, 2),
            np.array([p[2] for p in points], int),
        )
        return datasets.Dataset(X, y, classes=classes)
    n = N_NUMBERS if name in ("plane", "gaussian") else N_CLASSES
    return SETS[name](n, noise=noise / 100, seed=seed)


def divide(data, share, seed):
    """Two data sets, to train and to test; ``share`` percent of the samples go to the first.

    Fewer than four samples are all trained with, and tested on.
    """
    if len(data.y) < 4:
        return data, data
    return data.split(test=(100 - share) / 100, seed=seed)


def features(X, names):
    """The chosen features of points X (n, 2), as columns: (n, number of names)."""
    return np.column_stack([FEATURES[name](*X.T) for name in names])


def write_points(points):
    """Points (x1, x2, class) as one text, for the state."""
    return " ".join(f"{x1:.2f},{x2:.2f},{k}" for x1, x2, k in points)


def read_points(text):
    """The points that a text holds: a list of (x1, x2, class); else CannotShow.

    Those beyond the plane stand at its rim.
    """
    try:
        rows = [word.split(",") for word in text.split()]
        points = [(float(x1), float(x2), int(k)) for x1, x2, k in rows]
    except ValueError:
        raise CannotShow(say("no_points", text=text[:60])) from None
    if any(not (np.isfinite([x1, x2]).all() and 0 <= k <= 2) for x1, x2, k in points):
        raise CannotShow(say("no_points", text=text[:60]))
    return [(*(min(max(x, -REACH), REACH) for x in spot), k) for *spot, k in points[:MOST]]


def read_csv(text):
    """Points from a CSV of two numbers and a label in each row, and a sentence for each bad row.

    A first row without numbers is taken for names. Labels become classes in the order in which they
    come, at most three; numbers beyond the plane are scaled down together, so that all can be seen.
    """
    points, labels, complaints, number = [], [], [], 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=None)), start=1):
            row = [cell.strip() for cell in row]
            if not any(row):
                continue
            problem = _problem(row, labels)
            if problem and number == 1 and not any(map(_number, row[:2])):
                continue  # names of columns
            if problem:
                complaints.append(say("bad_row", number=number, problem=problem))
                continue
            if row[2] not in labels:
                labels.append(row[2])
            points.append((float(row[0]), float(row[1]), labels.index(row[2])))
    except csv.Error:
        complaints.append(say("endless_cell", number=number + 1, most=csv.field_size_limit()))
    if len(points) > MOST:
        complaints.append(say("too_many_rows", most=MOST, n=len(points)))
    return _fitted(points[:MOST]), labels, complaints


def _problem(row, labels):
    """What is wrong with a row, or nothing."""
    if len(row) != 3:
        return say("row_cells", n=len(row))
    wrong = [cell for cell in row[:2] if not _number(cell)]
    if wrong:
        return say("row_number", cell=wrong[0][:20])
    if not row[2]:
        return say("row_label")
    if row[2] not in labels and len(labels) == 3:
        return say("row_classes", label=row[2][:20])
    return ""


def _number(cell):
    try:
        return bool(np.isfinite(float(cell)))
    except ValueError:
        return False


def _fitted(points):
    """Points within the plane: as they are, or all scaled by one factor."""
    far = max([max(abs(x1), abs(x2)) for x1, x2, _ in points], default=0)
    scale = 0.95 * REACH / far if far > REACH else 1.0
    return [(x1 * scale, x2 * scale, k) for x1, x2, k in points]
