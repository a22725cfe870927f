"""Deep networks: sizes of activations and gradients, layer by layer, before and in training."""

import numpy as np

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, slider, timeline, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.explorers._base.history import growing
from nncourse.messages import say
from nnlib import SGD, Network, datasets
from nnlib.optimizers import clip_by_norm

STEPS, UNITS, DEEPEST, NEVER = 100, 32, 12, "never"
LINKS = ["plain", "residual"]
LEAST, MOST = 1e-12, 1e4  # of the picture; what lies beyond stands on its edge


def data():
    """The moons, each feature with mean 0 and standard deviation 1."""
    X, y = datasets.moons(100)
    return (X - X.mean(axis=0)) / X.std(axis=0), y


def rms(values):
    """The root of the mean of the squares, which may overflow where the root does not."""
    largest = np.abs(values).max() or 1.0
    return float(largest * np.sqrt(np.mean(np.square(values / largest))))


def sizes(trace, gradients):
    """Layer by layer: how far activations differ from sample to sample, and the size of dL/dW."""
    spread = [rms(a - a.mean(axis=0)) for a in trace.a[1:-1]]
    return np.array(spread), np.array([rms(dW) for dW in gradients.W])


def run_training(depth, activation, init, scale, links, clip):
    """Train by plain gradient descent, and yield sizes, loss and errors at each step, from 0 on.

    Ends when the loss or a gradient is no longer finite.
    """
    X, y = data()
    options = dict(init=init, residual=links == "residual", seed=0)
    network = Network.from_sizes([2, *[UNITS] * depth, 1], activation, **options)
    network.parameters = scale * network.parameters
    optimizer = SGD(0.1)
    while True:
        with np.errstate(over="ignore", invalid="ignore"):
            trace = network.forward(X, trusted=True)
            gradients, loss = network.backward(trace, y), network.loss_of(trace, y)
        g = gradients.vector
        if not (np.isfinite(loss) and np.isfinite(g).all()):
            return
        wrong = int(((trace.z[-1][:, 0] > 0) != y).sum())
        yield *sizes(trace, gradients), loss, wrong
        optimizer.step(network.parameters, g if clip == NEVER else clip_by_norm(g, float(clip)))


class DepthExplorer(Explorer):
    """Two curves over the layers, on a scale of powers of ten: activations and gradients."""

    size = (9.0, 4.0)

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
            "clip": dropdown(say("depth_clip"), [NEVER, "10", "1", "0.1"]),
        }

    def model(self, step, **options):
        history = self._run(step, **options)
        return dict(first=history[0], now=history[-1], step=len(history) - 1, asked=step)

    def build(self, figure):
        self._lines, self._labels = [], []
        for ax, name in zip(figure.subplots(1, 2), ["depth_spread", "depth_gradient"], strict=True):
            ax.set(xlim=(0.3, DEEPEST + 5), ylim=(LEAST / 3, MOST * 3), yscale="log")
            plots.style(ax, say("depth_layer"), say(name), equal=False)
            ax.minorticks_off()
            ax.set_xticks(range(1, DEEPEST + 2, 4))
            ax.grid(axis="y", color="#DDDDDD", linewidth=0.8)
            look = dict(color=plots.MUTED, linewidth=1.6, label=say("depth_before"))
            (before,) = ax.plot([], [], ":", **look)
            look = dict(color=plots.COLOURS[0], linewidth=2.2, markersize=6, label=say("depth_now"))
            (now,) = ax.plot([], [], "o-", **look)
            self._lines.append((before, now))
            look = dict(va="center", fontsize=plots.FONT_SIZE, color=plots.INK)
            self._labels.append([Label(ax, 0.6, 1, **look) for _ in range(2)])
            plots.key_above(ax)

    def draw(self, first, now, **_):
        for i, ((before, line), labels) in enumerate(zip(self._lines, self._labels, strict=True)):
            layers = np.arange(1, len(now[i]) + 1)
            before.set_data(layers, np.clip(first[i], LEAST, MOST))
            line.set_data(layers, np.clip(now[i], LEAST, MOST))
            ends = np.clip(now[i][[0, -1]], LEAST, MOST)
            near = np.log(np.clip([first[i][:4], now[i][:4]], LEAST, MOST))  # as wide as a label
            spots = [y for y in (8 * ends[0], ends[0] / 8) if LEAST <= y <= MOST]
            labels[0].set_y(max(spots, key=lambda y: np.abs(np.log(y) - near).min()))
            labels[1].set_position((layers[-1] + 0.6, ends[1]))
            labels[0].set_text(short(now[i][0], 2))
            labels[1].set_text(short(now[i][-1], 2) if len(layers) > 1 else "")

    def describe(self, now, step, asked, **_):
        spread, gradient, loss, wrong = now
        text = say(
            "depth", step=step, first=short(spread[0], 2), last=short(spread[-1], 2),
            early=short(gradient[0], 2), late=short(gradient[-1], 2), loss=short(loss), wrong=wrong,
        )  # fmt: skip
        return text if step == asked else text + " " + say("depth_ended")
