"""Deep networks: activations and gradients, layer by layer, before and during training."""

from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, slider, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import growing
from nncourse.messages import say, sentences
from nnlib import SGD, Network, datasets
from nnlib.optimizers import clip_by_norm

STEPS = 100
UNITS = 32
DEEPEST = 12
NEVER = "never"
LINKS = ["plain", "residual"]
NORMS = ["none", "layer"]
LEAST = 1e-12  # the smallest and the largest size in the picture; others are drawn at its edge
MOST = 1e4
GAP = 20  # from a point to its label, as a factor


def data():
    """The moons, each feature with mean 0 and standard deviation 1."""
    X, y = datasets.moons(100)
    return (X - X.mean(axis=0)) / X.std(axis=0), y


def rms(values):
    """The root mean square; scaled first, since squares may overflow where the root does not."""
    largest = np.abs(values).max() or 1.0
    return float(largest * np.sqrt(np.mean(np.square(values / largest))))


def sizes(trace, gradients):
    """Layer by layer: how far activations differ from sample to sample, and the size of dL/dW."""
    spreads = [rms(a - a.mean(axis=0)) for a in trace.a[1:-1]]
    slopes = [rms(dW) for dW in gradients.W]
    return np.array(spreads), np.array(slopes)


def run_training(depth, activation, init, scale, links, norm, clip):
    """Train by plain gradient descent, and yield sizes, loss and errors at each step, from step 0.

    The run ends when the loss or a gradient is no longer finite.
    """
    X, y = data()
    layers = [2, *[UNITS] * depth, 1]
    extras = dict(residual=links == "residual", layer_norm=norm == "layer")
    network = Network.from_sizes(layers, activation, init=init, seed=0, **extras)
    for layer in network.layers:
        layer.W = scale * layer.W
    optimizer = SGD(0.1)
    while True:
        with np.errstate(over="ignore", invalid="ignore"):
            trace = network.forward(X, trusted=True)
            gradients = network.backward(trace, y)
            loss = network.loss_of(trace, y)
        gradient = gradients.vector
        if not (np.isfinite(loss) and np.isfinite(gradient).all()):
            return
        n_wrong = int(((trace.z[-1][:, 0] > 0) != y).sum())
        yield *sizes(trace, gradients), loss, n_wrong
        if clip != NEVER:
            gradient = clip_by_norm(gradient, float(clip))
        optimizer.step(network.parameters, gradient)


class DepthExplorer(Explorer):
    """Two curves over the layers, on a scale of powers of ten: activations and gradients."""

    size = (9.0, 4.0)
    scenarios = {
        "ten_sigmoid": dict(depth=10, step=0),
        "relu_and_he": dict(depth=10, activation="relu", init="he_normal", step=0),
        "exploding": dict(depth=10, activation="relu", init="he_normal", scale=1.5, step=0),
        "too_small": dict(depth=10, activation="relu", scale=0.5, step=0),
        "residual": dict(depth=10, activation="relu", scale=0.5, links="residual", step=0),
        "clipped": dict(
            depth=10, activation="relu", init="he_normal", scale=1.5, clip="0.1", step=0
        ),
        "growing_back": dict(depth=12, activation="tanh", init="uniform", scale=3, step=0),
        "normalised": dict(
            depth=10, activation="relu", scale=0.5, norm="layer", clip="0.1", step=0
        ),
    }
    groups = (
        ("network", ("depth", "activation")),
        ("start", ("init", "scale")),
        ("remedies", ("links", "norm", "clip")),
    )

    def __init__(self, **start):
        self._run = growing(run_training)
        super().__init__(**start)

    def make_controls(self):
        inits = ["he_normal", "glorot_uniform", "uniform"]
        return {
            "step": timeline(say("depth_step"), STEPS),
            "depth": whole_number(say("layers"), 10, 1, DEEPEST),
            "activation": dropdown(say("activation"), ["sigmoid", "tanh", "relu"]),
            "init": dropdown(say("depth_init"), inits, "glorot_uniform"),
            "scale": slider(say("depth_scale"), 1, 0.1, 3),
            "links": dropdown(say("depth_links"), LINKS),
            "norm": dropdown(say("depth_norm"), NORMS),
            "clip": dropdown(say("depth_clip"), [NEVER, "10", "1", "0.1"]),
        }

    def model(self, step, **options):
        history = self._run(step, **options)
        return dict(first=history[0], now=history[-1], step=len(history) - 1, asked=step)

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        return SimpleNamespace(
            spread=_SizeCurves(left, say("depth_spread")),
            gradient=_SizeCurves(right, say("depth_gradient")),
        )

    def draw(self, first, now, **_):
        self.artists.spread.move(first[0], now[0])
        self.artists.gradient.move(first[1], now[1])

    def describe(self, now, step, asked, **_):
        spread, gradient, loss, n_wrong = now
        text = say(
            "depth",
            step=step,
            first=short(spread[0], 2),
            last=short(spread[-1], 2),
            early=short(gradient[0], 2),
            late=short(gradient[-1], 2),
            loss=short(loss),
            wrong=n_wrong,
        )
        if step == asked:
            return text
        return sentences(text, say("depth_ended", step=step, steps=STEPS))


class _SizeCurves:
    """Sizes over the layers on ``ax``, before training and now; numbers label the first and the
    last.
    """

    def __init__(self, ax, name):
        ax.set(xlim=(0.3, DEEPEST + 5), ylim=(LEAST / 3, MOST * 3), yscale="log")
        style.style_axes(ax, say("depth_layer"), name, equal=False)
        ax.set_yticks(np.geomspace(LEAST, MOST, 9))
        ax.minorticks_off()
        ax.set_xticks(range(1, DEEPEST + 2, 4))
        ax.grid(axis="y", color="#DDDDDD", linewidth=0.8)
        look = dict(color=style.MUTED, linewidth=1.6, label=say("depth_before"))
        (self.before,) = ax.plot([], [], ":", **look)
        look = dict(color=style.COLOURS[0], linewidth=2.2, markersize=6, label=say("depth_now"))
        (self.now,) = ax.plot([], [], "o-", **look)
        look = dict(va="center", fontsize=style.FONT_SIZE, color=style.INK)
        look |= dict(ground="white", zorder=1.8)  # over the grid lines, under the curves
        self.first_label = Label(ax, 0.6, 1, **look)
        self.last_label = Label(ax, 0.6, 1, **look)
        style.draw_legend_above(ax)

    def move(self, before, now):
        """Show the sizes before training and now, each an array (n_layers,)."""
        layers = np.arange(1, len(now) + 1)
        before_drawn = np.clip(before, LEAST, MOST)
        now_drawn = np.clip(now, LEAST, MOST)
        self.before.set_data(layers, before_drawn)
        self.now.set_data(layers, now_drawn)

        # The first label is above or below its point, whichever is further from both curves.
        beside = np.log([before_drawn[:4], now_drawn[:4]])  # a label is four layers wide
        spots = [y for y in (GAP * now_drawn[0], now_drawn[0] / GAP) if LEAST <= y <= MOST]
        self.first_label.set_y(max(spots, key=lambda y: np.abs(np.log(y) - beside).min()))
        self.first_label.set_text(short(now[0], 2))
        self.last_label.set_position((layers[-1] + 0.6, now_drawn[-1]))
        self.last_label.set_text(short(now[-1], 2) if len(layers) > 1 else "")
