"""Choose a threshold: tumours by the network's output for them, and two kinds of error."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.plane import ClassPlane
from nncourse.draw.surface import Surface
from nncourse.explorers._base.controls import dropdown, whole_number
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib import Adam, Network, datasets, fit
from nnlib.activations import sigmoid

EDGE = 8.0  # logits beyond it, below 0.03 % or above 99.97 %, are drawn at the edge
TICKS = [1, 10, 50, 90, 99]  # percent


@lru_cache
def logits(scaled):
    """ln(p / (1 - p)) of p = P(malignant) for the book's 143 test tumours, and which are malignant.

    The network is the one that chapter 11 trains, on inputs that are ``scaled`` or not.
    """
    from sklearn.model_selection import train_test_split

    X_train, X_test, y_train, y_test = train_test_split(*datasets.cancer(), random_state=0)
    if scaled:
        mean = X_train.mean(axis=0)
        std = X_train.std(axis=0)
        X_train = (X_train - mean) / std
        X_test = (X_test - mean) / std
    network = Network.from_sizes([30, 100, 1], "relu", "sigmoid", seed=0)
    options = dict(epochs=200, batch_size=200, l2=1 / 200)
    fit(network, X_train, y_train, Adam(0.001), **options)
    z = -network.forward(X_test).z[-1][:, 0]  # class 0 is malignant
    return z, y_test == 0


def logit(percent):
    """ln(p / (1 - p)) for p in percent."""
    return np.log(percent / (100 - percent))


class ThresholdExplorer(Explorer):
    """The test tumours along P(malignant), the threshold above which they are called malignant,
    and the counts: found, missed, false alarms and cleared.
    """

    size = (9.0, 3.6)
    stack = 0.8
    scenarios = {
        "one_half": dict(threshold=50, inputs="scaled"),
        "ninety": dict(threshold=90, inputs="scaled"),
        "one_percent": dict(threshold=1, inputs="unscaled"),
    }

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
        left, right = figure.subplots(1, 2, width_ratios=[1.7, 1])
        names = [say("benign"), say("malignant")]
        left.set(xlim=(-EDGE - 0.5, EDGE + 0.5), ylim=(-0.5, 1.5))
        style.style_axes(left, say("p_malignant"), "", equal=False)
        left.set_xticks([logit(tick) for tick in TICKS], TICKS)
        left.set_yticks([0, 1], names)

        right.set(xlim=(0, 2), ylim=(0, 2))
        right.set_xticks([0.5, 1.5], [say("called_malignant"), say("called_benign")])
        right.set_yticks([0.5, 1.5], names)
        right.yaxis.tick_right()  # at the left they would look like names of the other axes
        right.tick_params(labelsize=style.FONT_SIZE - 1, length=0)
        shades = Surface(right, smooth=False, cmap=style.SHADES, extent=(0, 2, 0, 2))
        shades.set_clim(-1, 1)
        look = dict(ha="center", va="center", color=style.INK, zorder=3)
        counts = []
        for i, name in enumerate(["false_alarms", "cleared", "found", "missed"]):
            x = i % 2 + 0.5
            y = i // 2
            Label(right, x, y + 0.25, say(name), fontsize=style.FONT_SIZE - 1, **look)
            counts.append(Label(right, x, y + 0.6, fontsize=18, **look))
        return SimpleNamespace(
            tumours=ClassPlane(left, shades=False),
            threshold=left.axvline(0, color=style.INK, linewidth=2),
            shades=shades,
            counts=counts,
        )

    def draw(self, z, sick, called, threshold, table):
        artists = self.artists
        scatter = np.arange(len(z)) * 0.618 % 1 - 0.5  # so that no tumour hides another
        places = np.column_stack([np.clip(z, -EDGE, EDGE), sick + 0.7 * scatter])
        artists.tumours.show_samples(places, sick)
        artists.tumours.show_wrong(places[called != sick])
        artists.threshold.set_xdata([logit(threshold), logit(threshold)])
        fractions = table / table.sum(axis=1, keepdims=True)
        artists.shades.set_data(fractions * [[1, -1], [-1, 1]])
        for label, count in zip(artists.counts, table.ravel(), strict=True):
            label.set_text(str(count))

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

    def grips(self):
        return [(self.artists.tumours.ax, logit(self.state["threshold"]), None)]

    def on_pointer(self, kind, ax, x, y):
        if ax is self.artists.tumours.ax and kind != "release":
            self.set(threshold=round(100 * float(sigmoid(x))))

    def on_arrows(self, dx, dy):
        self.set(threshold=self.state["threshold"] + dx)
