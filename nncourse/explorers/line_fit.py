"""A line through points, and a square on each residual: their mean area is the loss."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.transforms import AffineDeltaTransform, ScaledTranslation

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.numbers import plus, signed
from nncourse.draw.plane import draw_points
from nncourse.explorers._base.controls import slider
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nnlib.losses import mean_squared_error

SUN = np.arange(1.0, 9.0)  # hours of sunshine on eight days, and the rise in temperature
WARMER = np.array([1.5, 2.8, 2.2, 3.9, 3.7, 5.2, 4.6, 5.9])
END = 9.0  # x of the line's right handle; the left one is at x = 0
SQUARE = "#F8DDA6"
CORNERS = np.array([(0, 0), (1, 0), (1, -1), (0, -1), (0, 0)])


def best_line(x, y):
    """w and b of the least-squares line: w = cov(x, y) / var(x), b = mean(y) - w mean(x)."""
    centred = x - x.mean()
    w = centred @ y / (centred @ centred)
    b = y.mean() - w * x.mean()
    return w, b


def squares(x, y, y_hat):
    """The corners of a square on each residual, shape (n, 4, 2), on the line's free side."""
    direction = np.sign(y_hat[-1] - y_hat[0] or 1.0)
    far = x + (y_hat - y) * direction
    return np.stack([x, y, x, y_hat, far, y_hat, far, y], axis=1).reshape(-1, 4, 2)


class LineFitExplorer(Explorer):
    """y_hat = w x + b through eight points; w, b and the last point are moved."""

    size = (9.0, 4.0)
    narrow = ("a", "a", "b")
    scenarios = {
        "fit_by_hand": dict(w=0, b=3, y8=WARMER[-1]),
        "last_day": dict(w=0.58, b=1.12, y8=0),
    }
    actions = ("best_fit",)
    _held = None  # the control that the held diamond sets

    def make_controls(self):
        return {
            "w": slider("w", 0, -2, 2),
            "b": slider("b", 3, -4, 8),
            "y8": slider("y8", float(WARMER[-1]), 0, 7, unit="°C"),
        }

    def model(self, w, b, y8):
        y = np.append(WARMER[:-1], y8)
        y_hat = w * SUN + b
        best_w, best_b = best_line(SUN, y)
        return dict(
            w=w,
            b=b,
            y=y,
            y_hat=y_hat,
            squares=squares(SUN, y, y_hat),
            loss=mean_squared_error(y_hat, y),
            least=mean_squared_error(best_w * SUN + best_b, y),
        )

    def best_fit(self):
        """Take the line with the least loss."""
        y = np.append(WARMER[:-1], self.state["y8"])
        w, b = best_line(SUN, y)
        self.set(w=float(w), b=float(b))

    def build(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=[3.7, 1])
        left.set(xlim=(-0.8, 13.9), ylim=(-0.6, 7.6))  # a square as high as the line fits in
        style.style_axes(left, say("sun_axis"), say("warmer_axis"))
        right.set_axis_off()

        def below_corner(across, down):  # in inches, from the upper left corner of the right axes
            return right.transAxes + ScaledTranslation(across, -down, figure.dpi_scale_trans)

        grounds = left.add_collection(PolyCollection([], facecolor=SQUARE))
        outlines = PolyCollection([], facecolor="none", edgecolor=style.MUTED)
        left.add_collection(outlines)  # above all fills, so that no square hides another
        (line,) = left.plot([], [], color=style.COLOURS[0], linewidth=2.5)
        points, _ = draw_points(left)
        diamonds = dict(marker="D", linestyle="none", markersize=9, markeredgecolor="white")
        (handles,) = left.plot([], [], color=style.INK, zorder=6, **diamonds)

        filled = dict(facecolor=SQUARE, edgecolor=style.MUTED)
        bare = dict(facecolor="none", edgecolor=style.COLOURS[0], linewidth=2.2)
        scale = AffineDeltaTransform(left.transLimits + left.transAxes)
        hung = dict(offsets=[(0, 1)], offset_transform=below_corner(0.03, 0.7), transform=scale)
        look = dict(va="center", fontsize=style.FONT_SIZE, color=style.INK)
        words = []
        for down, sample in ((0.18, filled), (0.48, bare)):
            right.scatter([0], [1], 90, marker="s", transform=below_corner(0.11, down), **sample)
            words.append(Label(right, 0, 1, transform=below_corner(0.26, down), **look))
        return SimpleNamespace(
            ax=left,
            grounds=grounds,
            outlines=outlines,
            line=line,
            points=points,
            handles=handles,
            mean=right.add_collection(PolyCollection([], **filled, **hung)),
            least=right.add_collection(PolyCollection([], **bare, **hung)),
            mean_words=words[0],
            least_words=words[1],
        )

    def draw(self, w, b, y, y_hat, squares, loss, least):
        artists = self.artists
        artists.grounds.set_verts(squares)
        artists.outlines.set_verts(squares)
        artists.line.set_data([0, END], [b, w * END + b])
        artists.points.set_data(SUN[:-1], y[:-1])
        artists.handles.set_data([0, END, SUN[-1]], [b, w * END + b, y[-1]])
        artists.mean.set_verts([np.sqrt(loss) * CORNERS])
        artists.least.set_verts([np.sqrt(least) * CORNERS])
        artists.mean_words.set_text(say("mean_square", loss=signed(loss, 2)))
        artists.least_words.set_text(say("least_square", least=signed(least, 2)))

    def describe(self, w, b, y, y_hat, loss, least, **_):
        day = int(np.abs(y_hat - y).argmax())
        return say(
            "squares_drawn",
            line=f"{signed(w, 2)} x {plus(b, 2)}",
            loss=signed(loss, 3),
            least=signed(least, 3),
            largest=signed((y_hat[day] - y[day]) ** 2, 2),
            day=day + 1,
        )

    def grips(self):
        handle_x, handle_y = self.artists.handles.get_data()
        return [(self.artists.ax, x, y) for x, y in zip(handle_x, handle_y, strict=True)]

    def on_pointer(self, kind, ax, x, y):
        """Hold the nearest diamond: the left one sets b, the right one w, the third y8."""
        if ax is not self.artists.ax or kind == "release":
            return
        if kind == "press":
            handle_x, handle_y = self.artists.handles.get_data()
            distances = np.hypot(np.subtract(handle_x, x), np.subtract(handle_y, y))
            self._held = ("b", "w", "y8")[distances.argmin()]
        if self._held == "w":
            self.set(w=round((y - self.state["b"]) / END, 2))
        else:
            self.set(**{self._held: round(y, 2)})

    def on_arrows(self, dx, dy):
        state = self.state
        self.set(w=round(state["w"] + 0.1 * dx, 2), b=round(state["b"] + 0.1 * dy, 2))
