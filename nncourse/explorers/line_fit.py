"""A line through points, and on each residual its square: their mean is the loss."""

import numpy as np
from matplotlib.collections import PolyCollection

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.draw.numbers import plus, signed
from nncourse.explorers._base.controls import slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib.losses import mean_squared_error

SUN = np.arange(1.0, 9.0)  # hours of sunshine on eight days, and how much warmer each one got
WARMER = np.array([1.5, 2.8, 2.2, 3.9, 3.7, 5.2, 4.6, 5.9])
GROUND, OUTLINE = dict(facecolor="#F8DDA6"), dict(edgecolor=plots.MUTED)  # of a square
END = 9.0  # where the line's right handle stands; the left one stands at 0, at the height b


def best_line(x, y):
    """w and b of the line with the least mean square: w = cov(x, y) / var(x), through the means."""
    away = x - x.mean()
    w = away @ y / (away @ away)
    return w, y.mean() - w * x.mean()


def squares(x, y, y_hat):
    """The corners of a square on each residual, shape (n, 4, 2), on the line's free side."""
    size = y_hat - y
    out = x + size * np.sign(y_hat[-1] - y_hat[0] or 1.0)
    corners = [(x, y), (x, y_hat), (out, y_hat), (out, y)]
    return np.stack([np.column_stack(corner) for corner in corners], axis=1)


class LineFitExplorer(Explorer):
    """y_hat = w x + b through eight points; w, b and the last point are moved."""

    size = (9.0, 4.2)
    actions = ("best_fit",)

    def make_controls(self):
        return {
            "w": slider("w", 0, -2, 2),
            "b": slider("b", 3, -4, 8),
            "y8": slider("y8", float(WARMER[-1]), 0, 7),
        }

    def model(self, w, b, y8):
        y = np.append(WARMER[:-1], y8)
        y_hat, best = w * SUN + b, best_line(SUN, y)
        return dict(
            w=w, b=b, y=y, y_hat=y_hat, squares=squares(SUN, y, y_hat),
            loss=mean_squared_error(y_hat, y),
            least=mean_squared_error(best[0] * SUN + best[1], y),
        )  # fmt: skip

    def best_fit(self):
        """Take the line with the least loss."""
        y = np.append(WARMER[:-1], self.state["y8"])
        w, b = best_line(SUN, y)
        self.set(w=float(w), b=float(b))

    def build(self, figure):
        self._plane, mean = figure.subplots(1, 2, width_ratios=[2.3, 1])
        self._plane.set(xlim=(-0.8, 11.6), ylim=(-0.6, 7.6))
        mean.set(xlim=(0, 5.4), ylim=(-0.6, 7.6))  # of one scale with the other
        plots.style(self._plane, say("sun_axis"), say("warmer_axis"))
        mean.set_aspect("equal")
        mean.set_axis_off()
        looks = [GROUND, dict(facecolor="none", **OUTLINE)]  # so that none hides another
        self._squares = [self._plane.add_collection(PolyCollection([], **look)) for look in looks]
        (self._line,) = self._plane.plot([], [], color=plots.COLOURS[0], linewidth=2.5)
        self._points = plots.draw_points(self._plane)[0]
        diamonds = dict(marker="D", linestyle="none", markersize=9, markeredgecolor="white")
        (self._handles,) = self._plane.plot([], [], color=plots.INK, zorder=6, **diamonds)
        self._mean = mean.add_collection(PolyCollection([], **GROUND, **OUTLINE))
        (self._least,) = mean.plot([], [], color=plots.COLOURS[0], linewidth=2.2)
        look = dict(fontsize=plots.FONT_SIZE, color=plots.INK, ground="white", zorder=5)
        self._words = [Label(mean, 0, y, va="center", **look) for y in (7.1, 6.1)]
        self._held = None

    def draw(self, w, b, y, y_hat, squares, loss, least):
        for layer in self._squares:
            layer.set_verts(squares)
        self._line.set_data([0, END], [b, w * END + b])
        self._points.set_data(SUN[:-1], y[:-1])
        self._handles.set_data([0, END, SUN[-1]], [b, w * END + b, y[-1]])
        corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
        self._mean.set_verts([np.sqrt(loss) * corners + [0.1, 0]])
        self._least.set_data(*(np.sqrt(least) * corners + [0.1, 0]).T)
        self._words[0].set_text(say("mean_square", loss=signed(loss, 2)))
        self._words[1].set_text(say("least_square", least=signed(least, 2)))

    def describe(self, w, b, y, y_hat, loss, least, **_):
        day = int(np.abs(y_hat - y).argmax())
        largest = signed((y_hat[day] - y[day]) ** 2, 2)
        line, loss, least = f"{signed(w, 2)} x {plus(b, 2)}", signed(loss, 3), signed(least, 3)
        return say("squares_drawn", line=line, loss=loss, least=least, largest=largest, day=day + 1)

    def on_pointer(self, kind, ax, x, y):
        """Hold the nearest diamond: the left one sets b, the right one w, the third the point."""
        if ax is not self._plane or kind == "release":
            return
        if kind == "press":
            away = np.hypot(*np.array(self._handles.get_data()) - [[x], [y]])
            self._held = ("b", "w", "y8")[away.argmin()]
        value = (y - self.state["b"]) / END if self._held == "w" else y
        self.set(**{self._held: round(value, 2)})

    def on_arrows(self, dx, dy):
        self.set(w=round(self.state["w"] + 0.1 * dx, 2), b=round(self.state["b"] + 0.1 * dy, 2))
