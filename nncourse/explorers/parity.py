"""Four libraries on the same weights and batches: their losses, and how far apart they are."""

import json
from functools import cache
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.numbers import short
from nncourse.explorers._base.controls import dropdown, timeline
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import listed, named, say
from nnlib import SGD, Adam, Network, datasets, train

TRACES = Path(__file__).with_name("parity.json")  # recorded by tools/record.py
STEPS = 100
BATCH = 32
LIBRARIES = {"keras": "Keras", "torch": "PyTorch", "sklearn": "scikit-learn"}
OPTIMIZERS = ["SGD", "momentum", "Adam"]
PRECISIONS = ["float64", "float32"]
TORCH = "as PyTorch"  # where epsilon stands
KERAS = "as Keras"
USUAL = "0.9, 0.999"
EXACT = "7/8, 1023/1024"
RATES = {  # the numbers of EXACT have few binary digits: float32 holds them without rounding
    USUAL: dict(sgd=0.1, momentum=0.9, adam=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8),
    EXACT: dict(
        sgd=1 / 8, momentum=7 / 8, adam=2**-10, beta1=7 / 8, beta2=1 - 2**-10, epsilon=1e-8
    ),
}
LEAST = 1e-18  # where a distance of 0 is drawn, since a logarithmic scale has no 0
TICKS = [1e-16, 1e-12, 1e-8, 1e-4]
NOISE = 1e-11  # smaller distances are float64's rounding, whose digits change with the machine


@cache
def data():
    """The cancer data to train on, scaled: X (426, 30), y (426,)."""
    part, _ = datasets.cancer().split(test=0.25, seed=0)
    return (part.X - part.X.mean(axis=0)) / part.X.std(axis=0), part.y


def network(precision):
    """The network at the start, the same for all libraries."""
    return Network.from_sizes([30, 64, 64, 1], "relu", "sigmoid", seed=0, dtype=precision)


def optimizer(name, rates, epsilon_first=False):
    """nnlib's optimizer of that name."""
    if name == "SGD":
        return SGD(rates["sgd"])
    if name == "momentum":
        return SGD(rates["sgd"], rates["momentum"])
    return Adam(
        rates["adam"],
        rates["beta1"],
        rates["beta2"],
        rates["epsilon"],
        epsilon_first=epsilon_first,
    )


@cache
def losses(name, precision, rates, epsilon_first):
    """nnlib's loss before each of a hundred steps: shape (100,)."""
    chosen = optimizer(name, RATES[rates], epsilon_first)
    steps = train(network(precision), *data(), chosen, epochs=STEPS, batch_size=BATCH)
    return np.array([step.loss for step in islice(steps, STEPS)])


@cache
def recording():
    """The recording by tools/record.py: "date", "versions", "losses" of the other libraries."""
    return json.loads(TRACES.read_text(encoding="utf-8"))


def recorded(*chosen):
    """Another library's losses: recorded("keras", "Adam", "float64", "0.9, 0.999")."""
    return np.array(recording()["losses"][" ".join(chosen)])


class ParityExplorer(Explorer):
    """Losses on the left, one on top of another; on the right, their distances from nnlib's."""

    size = (9.0, 4.0)
    scenarios = {
        "plain_descent": dict(optimizer="SGD", precision="float64"),
        "with_momentum": dict(optimizer="momentum", precision="float64", step=STEPS),
        "with_adam": dict(optimizer="Adam", precision="float64", step=STEPS),
        "epsilon_moved": dict(optimizer="Adam", precision="float64", step=STEPS, epsilon=KERAS),
        "exact_rates": dict(
            optimizer="Adam",
            precision="float64",
            step=STEPS,
            epsilon=KERAS,
            rates="7/8, 1023/1024",
        ),
        "single_precision": dict(optimizer="SGD", precision="float32", step=STEPS),
    }
    groups = (
        ("training", ("optimizer", "rates")),
        ("arithmetic", ("precision", "epsilon")),
    )

    def make_controls(self):
        step = timeline(say("step_number"), STEPS)
        step.min = 1
        step.value = STEPS
        return {
            "step": step,
            "optimizer": dropdown(say("which_optimizer"), OPTIMIZERS),
            "precision": dropdown(say("precision"), PRECISIONS),
            "rates": dropdown(
                say("rates"), [(say("rates_usual"), USUAL), (say("rates_exact"), EXACT)]
            ),
            "epsilon": dropdown(
                say("epsilon_place"), [(say("epsilon_torch"), TORCH), (say("epsilon_keras"), KERAS)]
            ),
        }

    def unused_controls(self, optimizer, **_):
        return [] if optimizer == "Adam" else ["epsilon"]

    def model(self, step, optimizer, precision, rates, epsilon):
        first = epsilon == KERAS
        ours = losses(optimizer, precision, rates, first)[:step]
        theirs = [recorded(name, optimizer, precision, rates)[:step] for name in LIBRARIES]
        apart = [np.maximum.accumulate(np.abs(trace - ours)) for trace in theirs]
        return dict(ours=ours, theirs=theirs, apart=apart, optimizer=optimizer, precision=precision)

    def build(self, figure):
        left, right = figure.subplots(1, 2)
        left.set(xlim=(-3, STEPS + 4), ylim=(0, 1.05))
        style.style_axes(left, say("step_number"), say("loss"), equal=False)
        right.set(xlim=(-3, STEPS + 4), yscale="log", ylim=(LEAST / 3, 1e-2))
        style.style_axes(right, say("step_number"), say("apart"), equal=False)
        powers = [f"$10^{{{round(np.log10(tick))}}}$" for tick in TICKS]
        right.set_yticks([LEAST, *TICKS], ["0", *powers])

        (ours,) = left.plot([], [], color="#C8C8C8", linewidth=8, solid_capstyle="butt")
        theirs = [_draw_line(left, k) for k in range(len(LIBRARIES))]
        apart = [_draw_line(right, k) for k in range(len(LIBRARIES))]
        figure.legend(
            [ours, *theirs],
            ["nnlib", *LIBRARIES.values()],
            loc="outside upper center",
            ncols=1 + len(LIBRARIES),
            fontsize=style.FONT_SIZE,
            frameon=False,
            handlelength=1.6,
            handletextpad=0.4,
            columnspacing=0.9,
        )
        figure.supxlabel(_origin(**recording()), fontsize=9, color=style.MUTED)
        return SimpleNamespace(ours=ours, theirs=theirs, apart=apart)

    def draw(self, ours, theirs, apart, **_):
        steps = np.arange(1, len(ours) + 1)
        self.artists.ours.set_data(steps, ours)
        for k, (losses, distances) in enumerate(zip(theirs, apart, strict=True)):
            self.artists.theirs[k].set_data(steps, losses)
            self.artists.apart[k].set_data(steps, np.maximum(distances, LEAST))
            marked = [*range(4 + 5 * k, len(ours) - 4, 15), len(ours) - 1]
            self.artists.theirs[k].set_markevery(marked)
            self.artists.apart[k].set_markevery(marked)

    def describe(self, ours, apart, optimizer, precision, **_):
        name = named(optimizer)
        ends = []
        for library, distances in zip(LIBRARIES.values(), apart, strict=True):
            ends.append(f"{library} {_in_words(distances[-1])}")
        return say(
            "parity",
            optimizer=name[0].upper() + name[1:],
            precision=precision,
            step=len(ours),
            loss=ours[-1],
            distances=listed(ends),
        )


def _draw_line(ax, k):
    """A library's line. Each library marks different steps, so that covered lines still show, and
    the newest; there its marker shows around the next.
    """
    (line,) = ax.plot(
        [],
        [],
        color=style.COLOURS[k],
        linewidth=1.8,
        linestyle=["-", "--", ":"][k],
        marker=style.MARKERS[k],
        markeredgecolor=style.INK,
        markeredgewidth=0.7,
        markersize=[10, 8.5, 4.5][k],
    )
    return line


def _origin(date, versions, **_):
    """A sentence on when, and with which versions, the other libraries were recorded."""
    first = listed(versions[0].split(", "))
    return say("lines_recorded", date=date, first=first, others=listed(versions[1:]))


def _in_words(distance):
    if distance < NOISE:
        return say("below", bound=short(NOISE))
    return short(distance, 2)
