"""Where to draw the line: tumours by what a network makes of them, and the two kinds of error."""

from functools import lru_cache

import numpy as np

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.draw.surface import Surface
from nncourse.explorers._base.controls import dropdown, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Adam, Network, datasets, fit
from nnlib.activations import sigmoid

EDGE = 8.0  # what lies beyond, below 0.03 % or above 99.97 %, is drawn there
TICKS = [1, 10, 50, 90, 99]  # percent


@lru_cache
def logits(scaled):
    """ln(p / (1 - p)) of p = P(malignant) for the book's 143 test tumours; and which are malignant.

    The network is the one that chapter 11 trains, on inputs that are ``scaled`` or not.
    """
    from sklearn.model_selection import train_test_split

    X_train, X_test, y_train, y_test = train_test_split(*datasets.cancer(), random_state=0)
    mean, std = (X_train.mean(axis=0), X_train.std(axis=0)) if scaled else (0, 1)
    network = Network.from_sizes([30, 100, 1], "relu", "sigmoid", seed=0)
    options = dict(epochs=200, batch_size=200, l2=1 / 200)
    fit(network, (X_train - mean) / std, y_train, Adam(0.001), **options)
    return -network.forward((X_test - mean) / std).z[-1][:, 0], y_test == 0


def logit(percent):
    """ln(p / (1 - p)) for p in percent."""
    return np.log(percent / (100 - percent))


class ThresholdExplorer(Explorer):
    """The test tumours along P(malignant), a line from which they are called so, and what comes of
    it: found, missed, false alarms and cleared.
    """

    size = (9.0, 3.6)

    def make_controls(self):
        return {
            "threshold": whole_number(say("alarm_threshold"), 50, 1, 99),
            "inputs": dropdown(say("scaling"), ["scaled", "unscaled"]),
        }

    def model(self, threshold, inputs):
        z, sick = logits(inputs == "scaled")
        called = z > logit(threshold)
        # rows: benign, malignant; columns: called malignant, called benign
        table = np.zeros((2, 2), dtype=np.intp)
        np.add.at(table, (sick.astype(np.intp), 1 - called), 1)
        return dict(z=z, sick=sick, called=called, threshold=threshold, table=table)

    def build(self, figure):
        self._tumours, table = figure.subplots(1, 2, width_ratios=[1.7, 1])
        names = [say("benign"), say("malignant")]
        self._tumours.set(xlim=(-EDGE - 0.5, EDGE + 0.5), ylim=(-0.5, 1.5))
        plots.style(self._tumours, say("p_malignant"), "", equal=False)
        self._tumours.set_xticks(list(map(logit, TICKS)), [f"{tick} %" for tick in TICKS])
        self._tumours.set_yticks([0, 1], names)
        self._points = plots.draw_points(self._tumours)
        self._wrong = plots.draw_rings(self._tumours)
        self._line = self._tumours.axvline(0, color=plots.INK, linewidth=2)
        table.set(xlim=(0, 2), ylim=(0, 2), aspect="equal")
        table.set_xticks([0.5, 1.5], [say("called_malignant"), say("called_benign")])
        table.set_yticks([0.5, 1.5], names)
        table.tick_params(labelsize=plots.FONT_SIZE - 1, length=0)
        self._shades = Surface(table, smooth=False, cmap=plots.SHADES, extent=(0, 2, 0, 2))
        self._shades.set_clim(-1, 1)
        look = dict(ha="center", va="center", color=plots.INK, zorder=3)
        self._numbers = []
        for i, name in enumerate(["false_alarms", "cleared", "found", "missed"]):
            x, y = i % 2 + 0.5, i // 2
            Label(table, x, y + 0.25, say(name), fontsize=plots.FONT_SIZE - 1, **look)
            self._numbers.append(Label(table, x, y + 0.6, fontsize=18, **look))

    def draw(self, z, sick, called, threshold, table):
        x = np.clip(z, -EDGE, EDGE)
        y = sick + 0.7 * (np.arange(len(z)) * 0.618 % 1 - 0.5)  # apart, so that none hides another
        for kind, points in enumerate(self._points):
            points.set_data(x[sick == kind], y[sick == kind])
        self._wrong.set_data(x[called != sick], y[called != sick])
        self._line.set_xdata([logit(threshold)] * 2)
        share = table / table.sum(axis=1, keepdims=True)
        self._shades.set_data(share * [[1, -1], [-1, 1]])
        for number, n in zip(self._numbers, table.ravel(), strict=True):
            number.set_text(str(n))

    def describe(self, threshold, table, **_):
        (alarms, cleared), (found, missed) = table.tolist()
        return say(
            "called",
            threshold=threshold,
            found=found,
            sick=found + missed,
            alarms=alarms,
            healthy=alarms + cleared,
            recall=found / (found + missed),
            precision=found / (found + alarms),
            accuracy=(found + cleared) / table.sum(),
        )

    def on_pointer(self, kind, ax, x, y):
        if ax is self._tumours and kind != "release":
            self.set(threshold=round(100 * float(sigmoid(x))))

    def on_arrows(self, dx, dy):
        self.set(threshold=self.state["threshold"] + dx)
