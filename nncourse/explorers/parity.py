"""Four libraries on the same weights and the same batches: their losses, and how far apart."""

import json
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from nncourse.draw import plots
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import SGD, Adam, Network, datasets, train

TRACES = Path(__file__).with_name("parity.json")  # recorded by tools/record.py
STEPS, BATCH = 100, 32
LIBRARIES = {"keras": "Keras", "torch": "PyTorch", "sklearn": "scikit-learn"}
OPTIMIZERS = ["SGD", "momentum", "Adam"]
PRECISIONS = ["float64", "float32"]
USUAL, EXACT = "0.9, 0.999", "7/8, 1023/1024"
RATES = {  # those of EXACT have few binary digits: float32 holds them without rounding
    USUAL: dict(sgd=0.1, momentum=0.9, adam=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8),
    EXACT: dict(
        sgd=1 / 8, momentum=7 / 8, adam=2**-10, beta1=7 / 8, beta2=1 - 2**-10, epsilon=1e-8
    ),
}
LEAST = 1e-18  # where a distance of 0 is drawn, on a scale that has none
TICKS = [1e-16, 1e-12, 1e-8, 1e-4]
NOISE = 1e-11  # what is smaller is float64's rounding, whose digits change with the machine


@cache
def data():
    """The cancer data to train on, scaled: X (426, 30), y (426,)."""
    part, _ = datasets.cancer().split(test=0.25, seed=0)
    return (part.X - part.X.mean(axis=0)) / part.X.std(axis=0), part.y


def network(precision):
    """The network at the start, the same for all."""
    return Network.from_sizes([30, 64, 64, 1], "relu", "sigmoid", seed=0, dtype=precision)


def optimizer(name, rates, epsilon_first=False):
    """nnlib's optimizer of that name."""
    if name != "Adam":
        return SGD(rates["sgd"], rates["momentum"] if name == "momentum" else 0.0)
    betas = rates["beta1"], rates["beta2"]
    return Adam(rates["adam"], *betas, rates["epsilon"], epsilon_first=epsilon_first)


@cache
def losses(name, precision, rates, epsilon_first):
    """nnlib's loss before each of a hundred steps, shape (100,)."""
    chosen = optimizer(name, RATES[rates], epsilon_first)
    steps = train(network(precision), *data(), chosen, epochs=STEPS, batch_size=BATCH)
    return np.array([step.loss for step in islice(steps, STEPS)])


@cache
def recording():
    """What tools/record.py wrote: "date", "versions", and the "losses" of the other libraries."""
    return json.loads(TRACES.read_text(encoding="utf-8"))


def recorded(*chosen):
    """The same of another library: recorded("keras", "Adam", "float64", "0.9, 0.999")."""
    return np.array(recording()["losses"][" ".join(chosen)])


class ParityExplorer(Explorer):
    """Losses on the left, lying on each other; on the right how far they are from nnlib's."""

    size = (9.0, 4.0)

    def make_controls(self):
        step = timeline(say("step_number"), STEPS)
        step.min, step.value = 1, STEPS
        return {
            "step": step,
            "optimizer": dropdown(say("which_optimizer"), OPTIMIZERS),
            "precision": dropdown(say("precision"), PRECISIONS),
            "rates": dropdown(say("rates"), list(RATES)),
            "epsilon": dropdown(say("epsilon_place"), [say("epsilon_torch"), say("epsilon_keras")]),
        }

    def unused_controls(self, optimizer, **_):
        return [] if optimizer == "Adam" else ["epsilon"]

    def model(self, step, optimizer, precision, rates, epsilon):
        first = epsilon == say("epsilon_keras")
        ours = losses(optimizer, precision, rates, first)[:step]
        theirs = [recorded(name, optimizer, precision, rates)[:step] for name in LIBRARIES]
        apart = [np.maximum.accumulate(np.abs(trace - ours)) for trace in theirs]
        return dict(ours=ours, theirs=theirs, apart=apart, optimizer=optimizer, precision=precision)

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        for ax, name in [(left, say("loss")), (right, say("apart"))]:
            ax.set_xlim(-3, STEPS + 4)
            plots.style(ax, say("step_number"), name, equal=False)
        left.set_ylim(0, 1.05)
        right.set(yscale="log", ylim=(LEAST / 3, 1e-2))
        powers = [f"$10^{{{round(np.log10(tick))}}}$" for tick in TICKS]
        right.set_yticks([LEAST, *TICKS], ["0", *powers])
        look = dict(color="#C8C8C8", linewidth=8, solid_capstyle="butt")
        (self._ours,) = left.plot([], [], **look)
        self._theirs = [_line(left, k) for k in range(len(LIBRARIES))]
        self._apart = [_line(right, k) for k in range(len(LIBRARIES))]
        lines, names = [self._ours, *self._theirs], ["nnlib", *LIBRARIES.values()]
        look = dict(frameon=False, handlelength=1.6, handletextpad=0.4, columnspacing=0.9)
        place = dict(loc="outside upper center", ncols=len(names))
        figure.legend(lines, names, fontsize=plots.FONT_SIZE, **place, **look)
        figure.supxlabel(_origin(**recording()), fontsize=9, color=plots.MUTED)

    def draw(self, ours, theirs, apart, **_):
        steps = np.arange(1, len(ours) + 1)
        self._ours.set_data(steps, ours)
        for k, (losses, distances) in enumerate(zip(theirs, apart, strict=True)):
            self._theirs[k].set_data(steps, losses)
            self._apart[k].set_data(steps, np.maximum(distances, LEAST))

    def describe(self, ours, apart, optimizer, precision, **_):
        names = LIBRARIES.values()
        distances = [f"{name} {_words(d[-1])}" for name, d in zip(names, apart, strict=True)]
        return say(
            "parity",
            optimizer=optimizer,
            precision=precision,
            step=len(ours),
            loss=ours[-1],
            distances=", ".join(distances),
        )


def _line(ax, k):
    """A library's line; its marks stand apart from those of the others where the lines do not."""
    look = dict(color=plots.COLOURS[k], marker=plots.MARKERS[k], markevery=(4 + 5 * k, 15))
    edge = dict(markeredgecolor=plots.INK, markeredgewidth=0.7, markersize=7)
    return ax.plot([], [], linewidth=1.8, linestyle=["-", "--", ":"][k], **look, **edge)[0]


def _origin(date, versions, **_):
    """When, and with what, the other libraries' lines were recorded."""
    return say("lines_recorded", date=date, first=versions[0], others=", ".join(versions[1:]))


def _words(distance):
    return say("below", bound=short(NOISE)) if distance < NOISE else short(distance, 2)
