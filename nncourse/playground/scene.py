"""The numbers of one picture of the playground, for the stage on the page and for the still in a
notebook.
"""

from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import MaxNLocator

from nncourse.draw import plane
from nncourse.draw.numbers import short, signed
from nncourse.playground import data
from nncourse.playground.own_points import REACH, Columns

SMALL = 20  # points each way of a unit's map
LARGE = 64  # points each way of the plane
EXTENT = (-REACH, REACH, -REACH, REACH)
MOST_SAMPLES = 240  # of a loss curve
GRID = {n: plane.grid(EXTENT, n) for n in (SMALL, LARGE)}
INPUTS = data.features(GRID[SMALL], data.FEATURES)
TICKS = np.array([-6, -3, 0, 3, 6])


@dataclass(frozen=True)
class Curve:
    """Training and test losses, (n, 2), after ``epochs`` (n,), evenly sampled from a long run."""

    epochs: np.ndarray
    losses: np.ndarray


@dataclass(frozen=True)
class Scene:
    """A network after some epochs, and its outputs.

    ``maps`` holds, for the features and for each hidden layer, levels from 0 to 255, uint8 (units,
    SMALL, SMALL), the top row first; ``output`` holds those of the plane, (LARGE, LARGE). If it is
    ``coded``, a level is 85 times the likeliest of three classes plus 84 times its certainty; else
    levels span ``scale[0]`` to ``scale[1]``, and ``alone`` is true if they are one hidden unit's.
    ``points`` has rows of x1, x2, class or value, and 1 for a test sample. ``confusion[k][j]``
    counts the test samples of class k that are classified as j.
    """

    epoch: int
    empty: bool
    data: str
    sizes: tuple
    activations: tuple
    chosen: tuple
    maps: list
    output: np.ndarray
    scale: tuple
    coded: bool
    smooth: bool
    alone: bool
    n_classes: int
    parameters: np.ndarray
    points: np.ndarray
    show_test: bool
    losses: tuple
    percents: tuple
    confusion: list
    class_names: tuple
    columns: Columns
    curve: Curve
    other: Curve | None
    probe: tuple | None
    probe_values: tuple

    @property
    def layers(self):
        """The weights (n_in, n_out) and biases (n_out,) of each layer."""
        found = []
        start = 0
        for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False):
            middle = start + n_in * n_out
            W = self.parameters[start:middle].reshape(n_in, n_out)
            found.append((W, self.parameters[middle : middle + n_out]))
            start = middle + n_out
        return found

    @property
    def losses_in_words(self):
        """Both losses as texts with three digits, also where the last ones are 0."""
        return tuple(short(loss, padded=True) for loss in self.losses)


def scene_of(run, unit="", discrete=False, show_test=False, losses=(), others=None, probe=None):
    """Return the scene of ``run``, with its network in its current state.

    ``unit`` names a hidden unit, such as "1.0", for the plane to show alone. ``losses`` and
    ``others`` are the loss curves of this run and of another one.
    """
    network = run.network
    names = run.setup.features
    small = network.forward(data.features(GRID[SMALL], names), trusted=True)
    hidden = [_levels(a, -1.0, 1.0) for a in small.a[1:-1]]
    percents, confusion = _right(run)
    return Scene(
        epoch=run.epoch,
        empty=run.empty,
        data=run.setup.data,
        sizes=tuple(network.sizes),
        activations=tuple(layer.activation.name for layer in network.layers),
        chosen=tuple(list(data.FEATURES).index(name) for name in names),
        maps=[FEATURE_MAPS, *(_tables(levels, SMALL) for levels in hidden)],
        **_plane_of(run, unit, discrete),
        n_classes=run.classes,
        parameters=network.parameters.copy(),
        points=_points(run),
        show_test=show_test or run.setup.data == data.OWN,
        losses=run.measured(),
        percents=percents,
        confusion=confusion,
        class_names=tuple(run.columns.label(k) for k in range(run.classes)),
        columns=run.columns,
        curve=_curve(losses),
        other=_curve(others) if others else None,
        probe=probe,
        probe_values=_values_at(run, probe) if probe else (),
    )


def unit_named(unit, sizes):
    """The (layer, index) of the hidden unit that a text such as "2.0" names, or None."""
    try:
        column, j = map(int, unit.split("."))
    except ValueError:
        return None
    fits = 0 < column < len(sizes) - 1 and 0 <= j < sizes[column]
    return (column, j) if fits else None


def _plane_of(run, unit, discrete):
    """The fields of the plane, which shows the output or one unit alone."""
    network = run.network
    large = network.forward(data.features(GRID[LARGE], run.setup.features), trusted=True)
    named = unit_named(unit, network.sizes)
    coded = run.classes > 2 and not named
    low = -1.0
    if coded:
        best = large.y_hat.argmax(axis=1)
        p = large.y_hat.max(axis=1)
        sure = np.ones_like(p) if discrete else np.clip(1.5 * p - 0.5, 0, 1)
        levels = np.round(85 * best + 84 * sure).astype(np.uint8)
    elif named:
        column, j = named
        levels = _levels(large.a[column][:, j], low, 1.0)
    else:
        low = 0.0 if network.layers[-1].activation.name == "sigmoid" else -1.0
        levels = _levels(large.y_hat[:, 0], low, 1.0)
    if discrete and not coded:
        levels = np.where(levels > 127, 255, 0).astype(np.uint8)
    seen = dict(coded=coded, smooth=not coded and not discrete, alone=bool(named))
    return dict(output=_tables(levels[:, None], LARGE)[0], scale=(low, 1.0), **seen)


def _levels(values, low, high):
    """Values from ``low`` to ``high`` as 0 to 255, uint8; NaN is 0."""
    levels = (np.asarray(values) - low) * (255 / (high - low)) + 0.5
    return np.clip(np.nan_to_num(levels), 0, 255).astype(np.uint8)


def _tables(levels, n):
    """Turn levels over the grid, (n², units), into tables (units, n, n), the top row first."""
    return np.ascontiguousarray(levels.T.reshape(-1, n, n)[:, ::-1])


def _feature_maps():
    reach = np.abs(INPUTS).max(axis=0)
    return _tables(_levels(INPUTS / reach, -1.0, 1.0), SMALL)


FEATURE_MAPS = _feature_maps()


def _points(run):
    """The samples, (n, 4): x1, x2, class or value, and 1 for a test sample."""
    parts = run.parts[:1] if run.parts[0] is run.parts[1] else run.parts
    rows = [
        np.column_stack([part.X, part.y, np.full(len(part.y), float(k))])
        for k, part in enumerate(parts)
    ]
    return np.concatenate(rows)


def _curve(losses):
    """At most ``MOST_SAMPLES`` of a list of losses, including the first and the last."""
    n = len(losses)
    evenly = np.linspace(0, max(n - 1, 0), min(n, MOST_SAMPLES))
    places = np.unique(evenly.round().astype(np.intp))
    some = [losses[int(k)] for k in places]
    return Curve(np.array(places, dtype=float), np.array(some, dtype=float).reshape(-1, 2))


def _right(run):
    """The training and test accuracy in percent, and the confusion matrix of the test samples."""
    if run.empty or not run.classes:
        return (), []
    called = [run.network.classify(X) for X, _ in run.arrays]
    percents = [
        round(100 * float(np.mean(said == part.y)))
        for said, part in zip(called, run.parts, strict=True)
    ]
    n = run.classes
    pairs = run.parts[1].y * n + called[1]
    counts = np.bincount(pairs, minlength=n * n).reshape(n, n)
    return tuple(percents), counts.tolist()


def _values_at(run, probe):
    """The values of all features and units at a point, as texts by column, the output last."""
    point = np.array([probe])
    trace = run.network.forward(data.features(point, run.setup.features), trusted=True)
    rows = [data.features(point, data.FEATURES), *trace.a[1:]]
    return tuple([signed(value, 2) for value in row[0]] for row in rows)


def axis_ticks(columns):
    """For each axis of the plane, the places of the ticks and their texts in the file's numbers."""
    axes = []
    for shift, scale, scaled in zip(columns.shifts, columns.scales, columns.scaled, strict=True):
        numbers = _round_numbers(shift, scale) if scaled else TICKS
        axes.append((((numbers - shift) / scale).tolist(), _told_apart(numbers)))
    return axes


def _round_numbers(shift, scale):
    """Round numbers of a column along its axis."""
    low = shift - REACH * scale
    high = shift + REACH * scale
    unit = 1e300 if max(-low, high) > 1e300 else 1.0  # matplotlib itself would overflow
    numbers = MaxNLocator(4).tick_values(low / unit, high / unit) * unit
    return numbers[(numbers >= low) & (numbers <= high)]


def _told_apart(numbers):
    """Numbers as texts of at most ten digits, or of as many as tell them apart."""
    for digits in range(10, 18):
        texts = [short(number, digits) for number in numbers]
        if len(set(texts)) == len(texts):
            break
    return texts
