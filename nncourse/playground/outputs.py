"""The outputs of a run's network: maps of its units, values at a point, how much is right."""

import numpy as np

from nncourse.draw import plane
from nncourse.draw.numbers import signed
from nncourse.messages import say
from nncourse.playground import data
from nncourse.playground.diagram import SMALL
from nncourse.playground.output_plane import EXTENT, LARGE, has_glyphs

GRID = {n: plane.grid(EXTENT, n) for n in (SMALL, LARGE)}
INPUTS = data.features(GRID[SMALL], data.FEATURES)


def maps_of(run, unit):
    """The maps of all units, and what the plane shows: the output, or the unit that is named."""
    network = run.network
    names = run.setup.features
    small = network.forward(data.features(GRID[SMALL], names), trusted=True)
    large = network.forward(data.features(GRID[LARGE], names), trusted=True)
    seen = dict(maps=[INPUTS, *small.a[1:-1]])
    column, j = place_of(unit)
    if 0 < column < len(network.layers) and 0 <= j < network.sizes[column]:
        values = large.a[column][:, j].reshape(LARGE, LARGE)
        return seen | dict(surface=values, scale=(-1.0, 1.0), alone=True)
    shape = (LARGE, LARGE, -1) if run.classes > 2 else (LARGE, LARGE)
    scale = (0.0, 1.0) if network.layers[-1].activation.name == "sigmoid" else (-1.0, 1.0)
    return seen | dict(surface=large.y_hat.reshape(shape), scale=scale, alone=False)


def place_of(unit):
    """Column and number of a unit that is named like 2.0; (0, 0) for none."""
    try:
        column, j = map(int, unit.split("."))
    except ValueError:
        return 0, 0
    return column, j


def at_point(run, probe):
    """What every feature and unit says at a point, as texts by column."""
    point = np.array([probe])
    trace = run.network.forward(data.features(point, run.setup.features), trusted=True)
    rows = [data.features(point, data.FEATURES), *trace.a[1:-1]]
    return [[signed(value, 2) for value in row[0]] for row in rows]


def percents_right(run):
    """The accuracy on samples to train and to test, in percent, as texts."""
    return [f"{100 * accuracy(run, part):.0f}" for part in (0, 1)]


def accuracy(run, part):
    """The share of samples whose class is predicted: 0 is the part to train, 1 the one to test."""
    X, _ = run.arrays[part]
    return float(np.mean(run.network.classify(X) == run.parts[part].y))


def lines_of(run, probe):
    """The lines under the curves: what is right, which test samples are called what, the point."""
    lines = []
    if run.classes and not run.empty:
        said = run.network.classify(run.arrays[1][0])
        y = run.parts[1].y
        train, test = percents_right(run)
        lines = [say("right_of", train=train, test=test), say("confusion_head")]
        for k in range(run.classes):
            counts = ", ".join(str(int((said[y == k] == j).sum())) for j in range(run.classes))
            lines.append(say("confusion", k=_name_in_picture(run, k), counts=counts))
    if probe:
        a = run.network.predict(data.features(np.array([probe]), run.setup.features))[0]
        values = ", ".join(signed(value, 2) for value in a)
        x1, x2 = run.columns.numbers_at(*probe)
        lines.append(say("at_probe", x1=x1, x2=x2, a=values))
    return lines


def _name_in_picture(run, k):
    """The label of a class, if it is short and the font has its letters; else its number."""
    label = run.columns.label(k)
    return label if len(label) <= 12 and has_glyphs(label) else k
