"""What matters to a network? Three answers, and how each of them can be led astray."""

from functools import lru_cache

import numpy as np

from nncourse.draw import plots
from nncourse.draw.bars import Bars
from nncourse.draw.numbers import signed, sub
from nncourse.explorers._base.controls import dropdown, slider, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Adam, Network, fit
from nnlib.inspection import input_gradient, permutation_importance

N, COPIES = 400, 2  # samples to train on, and as many to test; at most so many copies of x1
POINT = np.array([[0.4, 0.2]])  # the sample at which the slope is taken


def data(seed):
    """X (N, 2) and y: 1 where x1 + x2 + noise > 0, so that both features matter alike."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, 2))
    return X, (X.sum(axis=1) + 0.5 * rng.normal(size=N) > 0).astype(np.intp)


def with_copies(X, copies):
    """X with so many copies of its first column behind it."""
    return np.hstack([X, np.repeat(X[:, :1], copies, axis=1)])


@lru_cache
def learned(copies):
    """The parameters of a network that was trained on such samples."""
    network, (X, y) = Network.from_sizes([2 + copies, 8, 1], seed=1), data(0)
    fit(network, with_copies(X, copies), y, Adam(0.03), epochs=400, l2=0.01)
    return network.parameters


class ImportanceExplorer(Explorer):
    """Bars for every feature: size of its weights in the first layer, what shuffling it costs, and
    the slope of the output at one sample.
    """

    size = (9.0, 3.6)

    def make_controls(self):
        return {
            "copies": whole_number(say("matter_copies"), 0, 0, COPIES),
            "unit": dropdown(say("matter_unit"), [1, 10, 100]),
            "sharpness": slider(say("matter_sharpness"), 1, 1, 10),
        }

    def model(self, copies, unit, sharpness):
        network, scale = Network.from_sizes([2 + copies, 8, 1]), np.ones(2 + copies)
        network.parameters, scale[0] = learned(copies), unit
        first, last = network.layers
        first.W = first.W / scale[:, None]  # x1 is a larger number now, and the sums stay
        last.W, last.b = sharpness * last.W, sharpness * last.b
        (X, y), point = data(1), scale * with_copies(POINT, copies)
        X = scale * with_copies(X, copies)
        return dict(
            weights=np.linalg.norm(first.W, axis=1),
            falls=permutation_importance(network, X, y),
            slopes=np.abs(input_gradient(network, point)[0]),
            accuracy=np.mean(network.classify(X) == y),
            y_hat=network.predict(point)[0, 0],
        )

    def build(self, figure):
        names = [say("matter_weights"), say("matter_falls"), say("matter_slopes")]
        features = [sub("x", 1), sub("x", 2), *(sub("c", k + 1) for k in range(COPIES))]
        colours = [*plots.COLOURS[:2], *["#8FC1DE"] * COPIES]
        self._bars = []
        for ax, name, top in zip(figure.subplots(1, 3), names, [2.0, 0.32, 0.5], strict=True):
            ax.set_ylim(0, top)
            plots.style(ax, "", name, equal=False)
            self._bars.append(Bars(ax, features, 2, colours))

    def draw(self, weights, falls, slopes, **_):
        for bars, values in zip(self._bars, [weights, falls, slopes], strict=True):
            bars.move(np.append(values, [np.nan] * (2 + COPIES - len(values))))

    def describe(self, weights, falls, slopes, accuracy, y_hat):
        pairs = [" and ".join(signed(v, 3) for v in row[:2]) for row in (weights, falls, slopes)]
        return say(
            "matter", weights=pairs[0], falls=pairs[1], slopes=pairs[2],
            accuracy=signed(100 * accuracy, 1), y_hat=signed(y_hat, 3),
        )  # fmt: skip
