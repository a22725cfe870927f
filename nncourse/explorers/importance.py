"""The importance of each feature to a network: three measures, and how each can mislead."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.bars import Bars
from nncourse.draw.numbers import signed, sub
from nncourse.explorers._base.controls import dropdown, slider, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Adam, Network, fit
from nnlib.inspection import input_gradient, permutation_importance

N = 400  # samples to train on, and as many to test
COPIES = 2  # at most, of x1
POINT = np.array([[0.4, 0.2]])  # the sample at which the slope is taken


def data(seed):
    """X (N, 2) and y: 1 where x1 + x2 + noise > 0, so that both features matter alike."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, 2))
    noise = 0.5 * rng.normal(size=N)
    return X, (X.sum(axis=1) + noise > 0).astype(np.intp)


def with_copies(X, copies):
    """X with ``copies`` copies of its first column appended."""
    return np.hstack([X, np.repeat(X[:, :1], copies, axis=1)])


@lru_cache
def learned(copies):
    """The parameters of a network trained on the samples with so many copies."""
    X, y = data(0)
    network = Network.from_sizes([2 + copies, 8, 1], seed=1)
    fit(network, with_copies(X, copies), y, Adam(0.03), epochs=400, l2=0.01)
    return network.parameters


class ImportanceExplorer(Explorer):
    """Bars for every feature: the size of its weights in the first layer, the accuracy that
    shuffling it costs, and the slope of the output at one sample.
    """

    size = (9.0, 3.6)
    stack = 0.8
    scenarios = {
        "two_copies": dict(copies=2, unit=1, sharpness=1),
        "millimetres": dict(copies=0, unit=10, sharpness=1),
        "sharper": dict(copies=0, unit=1, sharpness=5),
    }

    def make_controls(self):
        return {
            "copies": whole_number(say("matter_copies"), 0, 0, COPIES),
            "unit": dropdown(say("matter_unit"), [1, 10, 100]),
            "sharpness": slider(say("matter_sharpness"), 1, 1, 10),
        }

    def model(self, copies, unit, sharpness):
        scale = np.ones(2 + copies)
        scale[0] = unit
        network = Network.from_sizes([2 + copies, 8, 1])
        network.parameters = learned(copies)
        first, last = network.layers
        first.W = first.W / scale[:, None]  # x1 is a larger number now, so the sums stay the same
        last.W = sharpness * last.W
        last.b = sharpness * last.b
        X, y = data(1)
        X = scale * with_copies(X, copies)
        point = scale * with_copies(POINT, copies)
        return dict(
            weights=np.linalg.norm(first.W, axis=1),
            falls=permutation_importance(network, X, y),
            slopes=np.abs(input_gradient(network, point)[0]),
            accuracy=np.mean(network.classify(X) == y),
            y_hat=network.predict(point)[0, 0],
        )

    def build(self, figure):
        left, middle, right = figure.subplots(1, 3)
        return SimpleNamespace(
            weights=_draw_bars(left, say("matter_weights"), 2.0, 2),
            falls=_draw_bars(middle, say("matter_falls"), 0.32, 3),
            slopes=_draw_bars(right, say("matter_slopes"), 0.5, 3),
            n=None,  # the features that the axes have room for
        )

    def draw(self, weights, falls, slopes, **_):
        n = len(weights)
        if n != self.artists.n:
            self.artists.n = n
            for ax in self.figure.axes:
                ax.set_xlim(-0.6, n - 0.4)
            self.relayout()
        missing = np.full(2 + COPIES - n, np.nan)
        self.artists.weights.move(np.append(weights, missing))
        self.artists.falls.move(np.append(falls, missing))
        self.artists.slopes.move(np.append(slopes, missing))

    def describe(self, weights, falls, slopes, accuracy, y_hat):
        return say(
            "matter",
            weights=_first_two(weights),
            falls=_first_two(falls),
            slopes=_first_two(slopes),
            accuracy=signed(100 * accuracy, 1),
            y_hat=signed(y_hat, 3),
        )


def _draw_bars(ax, name, top, digits):
    """A bar for each feature on ``ax``, up to ``top``, its number with so many ``digits``; copies
    have a lighter colour.
    """
    features = [sub("x", 1), sub("x", 2), *[say("matter_copy")] * COPIES]
    blue, orange, _ = style.COLOURS
    ax.set_ylim(0, top)
    style.style_axes(ax, "", name, equal=False)
    ax.tick_params(axis="x", labelsize=9)
    return Bars(ax, features, digits, [blue, orange, *["#8FC1DE"] * COPIES], fontsize=9)


def _first_two(values):
    return say("two_together", first=signed(values[0], 3), second=signed(values[1], 3))
