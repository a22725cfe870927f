"""The time of a frame in the kernel, against redrawing mglearn's picture of a classifier."""

import io

import numpy as np

from benchmarks.timing import ratio, table, take_turns, verdict

LEAST = 10  # times faster than mglearn


def ours():
    """Return a function that does a slider's work in the kernel: value, model, draw, changes."""
    from benchmarks.pictures import Surface

    explorer = Surface()
    values = np.random.default_rng(0)
    explorer.live.still()

    def frame():
        explorer.set(w1=values.uniform(-20, 20))
        explorer.live.update()
        return explorer.live.frames.next()

    return frame


def mglearns():
    """Return a function that redraws a filled `plot_2d_separator` with points, as a PNG."""
    import mglearn
    from sklearn.linear_model import LogisticRegression

    from benchmarks.pictures import DATA, SIZE
    from nncourse.draw import style

    model = LogisticRegression().fit(DATA.X, DATA.y)
    figure = style.new_figure(*SIZE)
    ax = figure.subplots()
    values = np.random.default_rng(0)

    def frame():
        ax.clear()
        model.coef_[0, 0] = values.uniform(-20, 20)
        mglearn.plots.plot_2d_separator(model, DATA.X, fill=True, ax=ax)
        mglearn.discrete_scatter(*DATA.X.T, DATA.y, ax=ax)
        figure.canvas.print_png(io.BytesIO())

    return frame


def report():
    """The table as Markdown, and a row for the table of ratios."""
    other = "mglearn.plots.plot_2d_separator"
    taken = take_turns({"nnlib": ours(), other: mglearns()})
    times = [[name, f"{np.median(seconds) * 1e3:.1f}"] for name, seconds in taken.items()]
    value = ratio(taken[other], taken["nnlib"])
    goal = verdict(value, least=LEAST)
    row = ["a frame in the kernel", other, f"{value:.2f} times as fast", *goal]
    return table(["one frame", "ms"], times), [row]
