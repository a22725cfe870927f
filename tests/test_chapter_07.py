"""Chapter 07: its figures say what is true, and so does its text."""

import asyncio
import io
import re
from pathlib import Path

import jupytext
import numpy as np
import pytest
from front_end import FrontEnd
from matplotlib.colors import to_rgb
from PIL import Image

from nncourse.draw import plane, style
from nncourse.explorers import (
    DirectionsExplorer,
    LearningRateExplorer,
    NoiseExplorer,
    OptimizerRaceExplorer,
    ParityExplorer,
)
from nncourse.explorers._base.controls import options_of
from nncourse.explorers._landscapes import LANDSCAPES
from nncourse.explorers.directions import PLANES, N, directions
from nncourse.explorers.forward import small_network
from nncourse.explorers.learning_rate import CURVES, STEPS
from nncourse.explorers.noise import SIZES, points, run_training
from nncourse.explorers.optimizer_race import LOOKS, POINTS, RATES
from nncourse.explorers.training_runs import TrainingRunsExplorer
from nncourse.messages import say
from nncourse.widgets.number_control import NumberControl
from nnlib import SGD, Adam, Network, RMSProp, datasets, numerical_gradient, train
from nnlib.schedules import SCHEDULES


def numbers(text):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?(?:e−?\d+)?", text)]


BOOK = (Path(__file__).parents[1] / "book" / "07_gradient_descent.md").read_text("utf-8")


def other_values(control):
    """All options but the one chosen; or a number somewhat larger, or smaller at the upper end."""
    if not isinstance(control, NumberControl):
        return [option for option in options_of(control) if option != control.value]
    step = 5 * control.step
    return [control.value + (step if control.value + step <= control.max else -step)]


@pytest.mark.parametrize(
    ("make", "step"),
    [
        (lambda: LearningRateExplorer(rate=0.3), 0),
        (lambda: LearningRateExplorer(rate=0.3), 5),
        (OptimizerRaceExplorer, 5),
        (NoiseExplorer, 50),
        (DirectionsExplorer, 0),
        (DirectionsExplorer, 5),
        ("watched", 0),
        ("watched", 5),
    ],
)
def test_every_control_changes_the_picture_at_every_step(make, step, request):
    explorer = make() if callable(make) else request.getfixturevalue(make)
    page = FrontEnd(explorer.live)
    page.look()
    timeline, *others = explorer.controls
    start = explorer.state
    for name in [timeline, *others]:
        explorer.set(**start | {timeline: step})
        before = page.rest()[1].astype(int)
        for value in other_values(explorer.controls[name]):
            explorer.set(**{name: value})
            apart = np.abs(page.rest()[1] - before).max(axis=2)
            assert (apart > 40).sum() > 20, (name, value)
    explorer.close()


@pytest.mark.parametrize("make", [LearningRateExplorer, OptimizerRaceExplorer, NoiseExplorer])
@pytest.mark.parametrize("step", [0, 7, 30])
def test_no_curve_shows_what_is_still_to_come(make, step):
    explorer = make()
    timeline = next(iter(explorer.controls))
    explorer.set(**{timeline: step})
    explorer.live.still()
    losses = explorer.model(**explorer.state)["losses"]
    curves = explorer.artists.losses
    if not isinstance(losses, dict):
        losses, curves = {"": losses}, {"": curves}
    for name, curve in curves.items():
        assert len(curve.get_xdata()) == step + 1
        np.testing.assert_array_equal(curve.get_ydata(), losses[name])
    farthest = {line.get_xdata()[-1] for line in explorer.figure.axes[1].lines}
    assert farthest == {curve.get_xdata()[-1]}
    explorer.close()


@pytest.mark.parametrize(
    ("make", "n"),
    [
        (LearningRateExplorer, 1),
        (OptimizerRaceExplorer, 2),
        (lambda: OptimizerRaceExplorer(others=True), 4),
        (NoiseExplorer, 3),
        (DirectionsExplorer, 1),
        (lambda: ParityExplorer(step=1), 3),
    ],
)
def test_at_the_start_a_marker_of_each_run_is_seen(make, n):
    explorer = make()
    explorer.live.still()
    for ax in explorer.figure.axes[-2:]:
        picture = np.asarray(explorer.figure.canvas.buffer_rgba())[..., :3].astype(int)
        left, bottom, right, top = ax.bbox.extents.round().astype(int)
        inside = picture[len(picture) - top : len(picture) - bottom, left:right]
        seen = 0
        for colour in {style.INK, *style.COLOURS}:
            apart = np.abs(inside - 255 * np.array(to_rgb(colour))).max(axis=2)
            seen += (apart < 30).sum() > 12
        assert seen >= n, ax.get_ylabel()
    explorer.close()


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (LearningRateExplorer, dict(rate=0.3, step=STEPS)),
        (LearningRateExplorer, dict(rate=2.2, step=STEPS)),
        (LearningRateExplorer, dict(rate=0.1, step=STEPS)),
        (OptimizerRaceExplorer, dict(step=200)),
        (OptimizerRaceExplorer, dict(step=3, rate=1.0)),
        (NoiseExplorer, dict(seen=3, rate=0.6)),
    ],
)
def test_no_curve_is_cut_off_and_all_use_half_the_height(make, state):
    explorer = make(**state)
    explorer.live.still()
    ax = explorer.figure.axes[1]
    low, high = np.log10(ax.get_ylim())
    drawn = np.log10(np.concatenate([line.get_ydata() for line in ax.lines]))
    assert low - 1e-9 <= drawn.min() and drawn.max() <= high + 1e-9
    assert np.ptp(drawn) > 0.5 * (high - low)
    explorer.close()


def test_a_loss_too_small_for_the_axis_leaves_it_and_does_not_rest_on_a_floor():
    explorer = LearningRateExplorer(rate=1.0, step=STEPS)  # at the bottom in one step
    explorer.live.still()
    ax = explorer.figure.axes[1]
    start, *others = ax.transData.transform(ax.lines[0].get_xydata())[:, 1] - ax.bbox.y0
    assert max(others) < -10  # so deep that no marker is seen
    assert start / (start - others[0]) > 0.8  # the line leaves the axes near step 1
    explorer.close()


@pytest.mark.parametrize("make", [OptimizerRaceExplorer, NoiseExplorer, DirectionsExplorer])
def test_the_label_of_the_loss_is_nearer_to_its_axis_than_to_the_map(make):
    explorer = make()
    page = FrontEnd(explorer.live)
    page.tell(width=828, ratio=1, tallest=440)
    plane, curve = explorer.figure.axes
    label = curve.yaxis.label.get_window_extent()
    assert label.x0 - plane.bbox.x1 > 16
    explorer.close()


def test_a_w_beyond_the_picture_is_named_at_the_edge_that_it_crossed():
    explorer = LearningRateExplorer(rate=2.2)
    away = explorer.artists.away
    for step, side, words in [(29, "right", "w = 593 →"), (30, "left", "← w = −712"), (0, "", "")]:
        explorer.set(step=step)
        explorer.live.still()
        assert away.get_text() == words and side in away.get_ha()
    explorer.close()


def test_the_hollow_diamond_is_where_the_next_step_leads():
    explorer = LearningRateExplorer(rate=0.3, step=2)
    explorer.live.still()
    ahead = explorer.artists.ahead.get_xdata()
    assert ahead == pytest.approx([-3 * 0.7**2, -3 * 0.7**3])
    explorer.set(step=STEPS)
    explorer.live.still()
    assert len(explorer.artists.ahead.get_xdata()) == 1  # the run is over
    explorer.close()


@pytest.mark.parametrize("curve", CURVES)
def test_no_loss_is_below_0(curve):
    loss, _ = CURVES[curve]
    assert loss(np.linspace(-4, 4, 2001), 3).min() >= 0


# One dimension ------------------------------------------------------------------------------


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("w", [-3.1, -0.4, 0.7, 2.6])
def test_slopes_of_the_curves_are_the_measured_ones(curve, w):
    loss, slope = CURVES[curve]
    measured = numerical_gradient(lambda w: loss(w[0], 1.7), np.array([w]))[0]
    assert slope(w, 1.7) == pytest.approx(measured, abs=1e-6)


@pytest.mark.parametrize(
    ("rate", "curvature", "key"),
    [
        (0.1, 1, "rate_small"),
        (0.3, 1, "rate_good"),
        (1, 1, "rate_good"),
        (1.8, 1, "rate_oscillates"),
        (2, 1, "rate_stuck"),
        (2.2, 1, "rate_diverges"),
        (1, 2, "rate_stuck"),
        (0.7, 3, "rate_diverges"),
        (0.65, 3, "rate_oscillates"),
    ],
)
def test_the_threshold_is_where_it_is_said_to_be(rate, curvature, key):
    explorer = LearningRateExplorer(rate=rate, curvature=curvature, step=STEPS)
    w = -3 * (1 - rate * curvature) ** STEPS
    path = explorer.model(**explorer.state)["path"]
    assert path[-1] == pytest.approx(w, rel=1e-9)
    assert (abs(path[-1]) > 3) == (key == "rate_diverges")
    words = say(key, rate="", most="", factor="").partition("=")[2].strip()[:20].lstrip(":, ")
    assert words[:12] in explorer.caption
    assert f"{2 / curvature:.3g}" in explorer.caption
    explorer.close()


@pytest.mark.parametrize("curve", ["bowl", "two valleys"])
def test_what_a_rate_does_is_told_when_it_has_taken_a_step(curve):
    explorer = LearningRateExplorer(curve=curve, rate=2.2)
    assert re.fullmatch(r"Step 0: w = −3, loss \S+\.", explorer.caption)
    explorer.set(step=1)
    assert "λ" in explorer.caption
    explorer.close()


def test_a_run_that_runs_away_ends_and_says_so():
    explorer = LearningRateExplorer(rate=3, curvature=3, step=STEPS)
    assert "run away" in explorer.caption
    explorer.live.still()  # without a warning
    explorer.set(step=3)
    assert "run away" not in explorer.caption
    explorer.close()


@pytest.mark.parametrize(
    ("curve", "start", "rate", "end"),
    [
        ("two valleys", -3.0, 0.3, -2.06),
        ("two valleys", 3.0, 0.3, 1.93),
        ("two valleys", -3.0, 1.0, 1.93),
        ("plateau", -4.0, 0.3, -3.73),
    ],
)
def test_the_runs_on_other_curves_end_where_the_chapter_says(curve, start, rate, end):
    explorer = LearningRateExplorer(curve=curve, start=start, rate=rate, step=STEPS)
    path = explorer.model(**explorer.state)["path"]
    assert path[-1] == pytest.approx(end, abs=0.005)
    assert "the curvature changes along it" in explorer.caption
    explorer.close()


@pytest.mark.parametrize("rate", [0.1, 0.5, 1.8])
def test_below_the_threshold_the_caption_says_where_it_is(rate):
    explorer = LearningRateExplorer(rate=rate, step=1)
    assert explorer.caption.endswith("η must stay below 2/λ = 2.")
    explorer.close()


# Two dimensions -----------------------------------------------------------------------------


def test_an_unknown_landscape_is_told_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no landscape called 'hill'; choose one of .*ravine"):
        OptimizerRaceExplorer(landscape="hill")


@pytest.mark.parametrize("name", LANDSCAPES)
def test_gradients_of_the_landscapes_are_the_measured_ones(name):
    land = LANDSCAPES[name]
    rng = np.random.default_rng(0)
    for w in rng.uniform(-2, 2, (20, 2)):
        measured = numerical_gradient(lambda w: float(land.loss(w)), w)
        np.testing.assert_allclose(land.gradient(w), measured, atol=1e-6)
    np.testing.assert_allclose(land.gradient(POINTS)[3, 5], land.gradient(POINTS[3, 5]))
    assert land.loss(POINTS).min() >= -1e-12
    for lowest in land.lowest:
        assert np.abs(land.gradient(np.array(lowest, dtype=float))).max() < 1e-3
        assert land.loss(np.array(lowest)) <= land.loss(POINTS).min() + 1e-6


def final(explorer, **state):
    """The last losses of a race, as its caption has them; None for who ran away."""
    explorer.set(**state)
    return {
        name: float(values[-1])
        for name, values in explorer.model(**explorer.state)["losses"].items()
    }


def test_what_the_chapter_says_of_races():
    race = OptimizerRaceExplorer("ravine", step=100)
    losses = final(race)
    assert min(losses, key=losses.get) == "momentum"
    assert np.isnan(final(race, rate=1.0)["SGD"]) and np.isfinite(final(race, rate=0.3)["SGD"])
    assert say("gone_away") in (race.set(rate=1.0), race.caption)[1]
    race.live.still()  # without a warning
    bowl = final(race, landscape="bowl", u=-1.6, v=1.2, rate=0.1)
    assert bowl["SGD"] == min(bowl.values()) and bowl["SGD"] < 1e-3 * bowl["Adam"]
    late = final(race, landscape="ravine", u=-1.8, v=0.8, rate=0.3, step=200)["RMSProp"]
    assert late > 100 * final(race, step=100)["RMSProp"]
    race.close()


def test_where_all_run_away_the_axis_of_the_steps_ends_soon_after():
    race = OptimizerRaceExplorer()
    race.scenario("too_fast")
    for step, end in [(0, 205), (6, 205), (7, 10.25), (200, 10.25)]:  # the last ends at step 6
        race.set(step=step)
        race.live.still()
        assert race.figure.axes[1].get_xlim()[1] == end, step
    race.set(others=True)
    race.live.still()
    assert race.figure.axes[1].get_xlim()[1] == 205
    race.close()


def test_what_the_chapter_says_of_adam_in_a_race():
    race = OptimizerRaceExplorer("ravine", step=100)
    order = sorted(final(race).items(), key=lambda pair: pair[1])
    assert order[-1][0] == "Adam"
    losses = final(race, rate=0.3)
    assert losses["Adam"] < losses["SGD"]
    losses = final(race, rate=1.0)
    assert np.isnan(losses["SGD"]) and np.isnan(losses["momentum"]) and losses["Adam"] < 1e-4
    for rate in RATES:
        for step in (50, 100, 200):
            losses = final(race, landscape="bowl", rate=rate, step=step)
            assert losses["SGD"] < losses["Adam"], (rate, step)
    early = final(race, rate=0.3, step=100)
    late = final(race, step=200)
    assert early["SGD"] < early["RMSProp"] < 1e-12 < 1e-5 < late["RMSProp"] < 1e-3
    race.close()


@pytest.mark.parametrize("u", [-1.8, -1.6, 1.0])
def test_what_the_chapter_says_of_the_saddle(u):
    race = OptimizerRaceExplorer("saddle", u=u, v=0.0, rate=0.1, step=200)
    assert all((path[:, 1] == 0).all() for path in race.model(**race.state)["paths"].values())
    race.set(v=0.01)
    paths = race.model(**race.state)["paths"]
    there = {name: int(np.argmax(path[:, 1] > 1)) for name, path in paths.items()}
    assert there == {"momentum": 29, "RMSProp": 76, "Adam": 79, "SGD": 101}
    assert all(abs(path[-1, 1] - 2**0.5) < 0.01 for path in paths.values())
    race.close()


def test_momentum_leaves_the_saddle_first_and_the_order_of_the_others_varies():
    race = OptimizerRaceExplorer("saddle", rate=0.1, step=200)
    orders = set()
    for u, v in [
        (-1.6, 0.01),
        (-1.6, 0.001),
        (-0.5, 0.01),
        (1.0, 0.05),
        (1.9, 0.01),
        (-1.8, -0.01),
    ]:
        race.set(u=u, v=v)
        losses = race.model(**race.state)["losses"]
        below = {name: int(np.argmax(np.append(loss, 0) < 0.1)) for name, loss in losses.items()}
        first, *others = sorted(below, key=below.get)
        assert first == "momentum" and below["momentum"] < 0.6 * below[others[0]]
        orders.add(tuple(others))
    assert len(orders) > 1
    race.close()


@pytest.mark.parametrize(("rate", "rests"), [(0.75, True), (0.77, False)])
def test_momentum_bears_a_larger_rate(rate, rests):
    w = np.array([0.8])
    optimizer = SGD(rate, 0.9)
    for _ in range(2000):
        optimizer.step(w, 5 * w)
    assert (abs(w[0]) < 1e-3) == rests


@pytest.mark.parametrize("slope", [0.001, -1.0, 300.0])
def test_steps_of_adam_and_rmsprop_are_as_long_as_the_rate(slope):
    for optimizer in (Adam(0.01), RMSProp(0.01, rho=0.9)):
        w = np.zeros(1)
        for _ in range(200):
            before = w.copy()
            optimizer.step(w, np.array([slope]))
        assert before - w == pytest.approx(np.sign(slope) * 0.01, rel=1e-3)


def test_a_still_keeps_the_colours_of_all_runs():
    race = OptimizerRaceExplorer("ravine", others=True)
    still = np.asarray(Image.open(io.BytesIO(race.live.still()[1])).convert("RGB")).astype(int)
    for name, (colour, *_) in LOOKS.items():
        apart = np.abs(still - 255 * np.array(to_rgb(colour))).max(axis=2)
        assert (apart < 12).sum() > 20, name
    race.close()


@pytest.mark.parametrize("rate", [0.03, 0.1])
def test_paths_are_those_of_the_formulas(rate):
    race = OptimizerRaceExplorer("ravine", rate=rate, step=2)
    paths = race.model(**race.state)["paths"]
    w, g = np.array([-1.8, 0.8]), lambda w: w * [0.1, 5.0]
    first = w - rate * g(w)
    np.testing.assert_allclose(paths["SGD"][1:], [first, first - rate * g(first)])
    np.testing.assert_allclose(paths["momentum"][2], first - rate * (0.9 * g(w) + g(first)))
    np.testing.assert_allclose(paths["Adam"][1], w - rate / 10 * np.sign(g(w)), atol=1e-6)
    race.on_pointer("press", race.artists.ax, 0.333, -5)
    assert (race.state["u"], race.state["v"]) == (0.33, -2)
    race.close()


# Batches ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SIZES)
def test_batch_runs_are_compared_after_equally_many_samples(name):
    X, y = points()
    size = SIZES[name]
    w = np.array([-1.6, 1.6])
    states, losses = run_training(X, y, size, 0.1, SCHEDULES["inverse"], seed=3)
    assert len(states) == len(losses) == 101
    ends = [w]
    steps = 20 * 40 // size
    k = 0
    for epoch in range(20):
        order = np.random.default_rng([3, epoch]).permutation(40) if size < 40 else np.arange(40)
        for start in range(0, 40, size):
            rows = order[start : start + size]
            error = X[rows, 0] * w[0] + w[1] - y[rows]
            rate = 0.1 * SCHEDULES["inverse"](k / steps) if k else 0.1
            w = w - rate * 2 * np.array([np.mean(error * X[rows, 0]), np.mean(error)])
            k += 1
            ends.append(w)
    wanted = [ends[seen // size] for seen in range(0, 801, 8)]
    np.testing.assert_allclose(states, wanted, atol=1e-12)


def test_what_the_chapter_says_of_noise():
    noise = NoiseExplorer(seen=5)
    losses = noise.model(**noise.state)["losses"]
    assert (
        losses["single samples"][-1] < 0.5 < losses["batches of 8"][-1] < losses["full batch"][-1]
    )

    def trembling(**state):
        noise.set(seen=100, **state)
        tail = noise.model(**noise.state)["losses"]["single samples"][-25:]
        return np.ptp(tail)

    constant = trembling(schedule="constant", rate=0.1)
    assert (
        trembling(schedule="cosine") < constant / 3 and trembling(schedule="inverse") < constant / 3
    )
    for schedule in ("inverse", "cosine"):
        noise.set(schedule=schedule)
        model = noise.model(**noise.state)
        assert model["losses"]["full batch"][-1] > 1.5 * model["least"]  # still on the way
        noise.set(rate=0.6)
        assert "gone" not in noise.caption
        noise.set(rate=0.1)
    noise.set(schedule="constant", rate=0.6)
    assert "single samples gone" in noise.caption and noise.caption.count("gone") == 1
    noise.close()


def test_no_loss_is_below_the_least():
    X, y = points()
    noise = NoiseExplorer(seen=100, rate=0.3)
    model = noise.model(**noise.state)
    slope, height = np.polyfit(X[:, 0], y, 1)
    assert model["least"] == pytest.approx(np.mean((slope * X[:, 0] + height - y) ** 2))
    assert all(losses.min() >= model["least"] - 1e-12 for losses in model["losses"].values())
    assert noise.caption.startswith("Epoch 20: ") and noise.caption.endswith(" is 0.288.")
    noise.close()


def test_the_curvatures_that_the_chapter_names():
    X, _ = points()
    rows = np.column_stack([X, np.ones(len(X))])
    together = np.linalg.eigvalsh(2 * rows.T @ rows / len(rows))[-1]
    steepest = (2 * (rows**2).sum(axis=1)).max()
    assert [round(steepest, 1), round(2 / steepest, 2)] == [6.5, 0.31]
    assert [round(together, 1), round(2 / together, 2)] == [2.1, 0.95]


def test_schedules_fall_from_1():
    for name, schedule in SCHEDULES.items():
        values = [schedule(t) for t in np.linspace(0, 1, 101)]
        assert values[0] == 1 and values == sorted(values, reverse=True), name
    assert [SCHEDULES[name](1) for name in ("constant", "inverse")] == [1, pytest.approx(0.05)]
    assert SCHEDULES["cosine"](1) == pytest.approx(0) and SCHEDULES["cosine"](0.5) == pytest.approx(
        0.5
    )
    assert [SCHEDULES["halved"](t) for t in (0.24, 0.25, 0.99)] == [1, 0.5, 0.125]


# A real loss --------------------------------------------------------------------------------


def test_the_map_is_the_network_s_loss_and_its_directions_are_at_right_angles():
    explorer = DirectionsExplorer(epoch=300)
    for name in PLANES:
        explorer.set(plane=name)
        model = explorer.model(**explorer.state)
        axes = directions(name, explorer._path, explorer._network)
        np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-9)
        network = Network.from_sizes([2, 8, 1])
        reach = model["reach"]
        for i, j in [(0, 0), (N // 2, N // 2), (7, 31)]:
            spot = np.linspace(-reach, reach, N)[[j, i]]
            network.parameters = explorer._path[-1] + spot @ axes
            assert model["heights"][i, j] == pytest.approx(network.loss(*datasets.moons(100)))
    explorer.close()


def test_how_much_of_the_path_a_plane_shows_is_told_when_it_has_been_seen():
    explorer = DirectionsExplorer()
    for name in ("own_plane", "random_plane"):
        explorer.scenario(name)
        assert "%" not in explorer.caption
        explorer.set(epoch=299)
        assert "%" not in explorer.caption
        explorer.set(epoch=300)
        assert explorer.caption.endswith(" % of its length.")
    explorer.close()


def test_what_the_chapter_says_of_the_planes():
    explorer = DirectionsExplorer(epoch=300)
    models = []
    for name in PLANES:
        explorer.set(plane=name)
        models.append(explorer.model(**explorer.state))
    of_the_run, *random = models
    assert len({model["reach"] for model in models}) == 1
    assert np.abs(of_the_run["path"]).max() == pytest.approx(of_the_run["reach"] / 1.25)
    assert [round(100 * model["share"]) for model in models] == [84, 25, 16, 18]
    assert of_the_run["heights"].min() < of_the_run["losses"][-1] - 0.01
    for model in random:
        assert model["heights"].min() == pytest.approx(model["losses"][-1])
    explorer.close()


# A training of one's own --------------------------------------------------------------------


@pytest.fixture
def watch():
    X, y = datasets.moons(40)

    def predict(w, X):
        return 1 / (1 + np.exp(-(X @ w)))

    runs = {
        "short": [(np.zeros(2), 0.69), (np.array([0.5, -1.0]), 0.4)],
        "long": [(np.full(2, k / 10), 1 / (k + 1)) for k in range(30)],
    }
    watch = TrainingRunsExplorer(X, y, runs, predict)
    yield watch
    watch.close()


def test_a_run_of_one_s_own_is_shown_as_it_is(watch):
    X = watch._X
    y = watch._y
    assert watch.controls["epoch"].max == 29
    watch.set(epoch=1)
    wrong = (((X @ [0.5, -1.0]) > 0) != y).sum()
    assert (
        watch.caption
        == f"short: After 1 epochs: {wrong} of 40 samples on the wrong side, loss 0.400."
    )
    model = watch.model(**watch.state)
    z = plane.grid(plane.limits(X), 80) @ [0.5, -1.0]
    np.testing.assert_allclose(model["surface"].ravel(), 1 / (1 + np.exp(-z)))
    watch.set(epoch=29)
    assert "After 1 epochs" in watch.caption  # where that run ended
    watch.set(run="long")
    assert "After 29 epochs" in watch.caption


def test_a_single_run_needs_no_choice(watch):
    alone = TrainingRunsExplorer(watch._X, watch._y, {"mine": watch._runs["long"]}, watch._predict)
    assert alone.unused_controls(**alone.state) == ["run"] and alone.caption.startswith(
        "After 0 epochs"
    )
    alone.close()


def test_runs_whose_losses_are_no_numbers_are_shown_too(watch):
    gone = {"mine": [(np.zeros(2), np.nan)] * 3}
    explorer = TrainingRunsExplorer(watch._X, watch._y, gone, watch._predict)
    assert "loss nan" in explorer.caption
    explorer.close()


def test_probabilities_in_a_column_are_as_good_and_others_get_a_sentence(watch):
    predict = watch._predict
    own = watch.model(**watch.state)
    watch._predict = lambda w, X: predict(w, X)[:, None]
    column = watch.model(**watch.state)
    for name in ("surface", "wrong"):
        np.testing.assert_array_equal(column[name], own[name])
    watch._predict = lambda w, X: predict(w, X)[:3]
    page = FrontEnd(watch.live)
    content, _ = page.look()
    assert content["note"] == (
        "predict must give one probability for each of the 40 points, not an array of shape (3,)."
    )


def test_it_stops_at_once_while_it_plays(watch):
    watch.set(run="long")
    page = FrontEnd(watch.live)
    page.look()

    async def play():
        watch.player.toggle()
        for _ in range(20):
            await asyncio.sleep(0.01)
            page.acknowledge()
        watch.player.toggle()
        stopped = watch.state["epoch"]
        await asyncio.sleep(0.1)
        return stopped

    stopped = page.run(play())
    assert 0 < stopped == watch.state["epoch"]


@pytest.fixture(scope="module")
def moons():
    """What the chapter's own cells leave behind: its training, its data and its two runs."""
    cells = [cell.source for cell in jupytext.reads(BOOK, fmt="md:myst").cells]
    names = ("def gradients(", "def sigmoid(", "runs = {")
    notebook = {"np": np}
    exec("\n".join(c for c in cells if any(name in c for name in names)), notebook)
    return notebook


@pytest.fixture
def watched(moons):
    """The chapter's own figure of these runs."""
    given = [moons[name] for name in ("X", "y", "runs", "predict_with")]
    watched = TrainingRunsExplorer(*given, run="eta = 3.0")
    yield watched
    watched.close()


def test_what_the_chapter_says_of_its_own_training(moons):
    small, large = (np.array([loss for _, loss in run]) for run in moons["runs"].values())
    assert round(small[600], 3) == 0.272
    assert (large[110:] < small[600]).all() and large[109] > small[600]
    wrong = {
        name: int(((moons["predict_with"](run[200][0], moons["X"]) > 0.5) != moons["y"]).sum())
        for name, run in moons["runs"].items()
    }
    assert wrong == {"eta = 0.3": 16, "eta = 3.0": 5}


def test_what_the_chapter_says_of_ten_starts(moons):
    wrong = {0.3: [], 3.0: []}
    for seed in range(10):
        start = Network.from_sizes([2, 8, 1], hidden="tanh", seed=seed).layers
        for eta, counts in wrong.items():
            functions = [(np.tanh, moons["tanh_slope"]), (moons["sigmoid"], None)]
            layers = [moons["Layer"](d.W.copy(), d.b.copy(), *f)
                      for d, f in zip(start, functions, strict=True)]  # fmt: skip
            *_, (last, _) = moons["train"](layers, moons["X"], moons["y"], eta, 201)
            p = moons["predict_with"](last, moons["X"])
            counts.append(int(((p > 0.5) != moons["y"]).sum()))
    assert {eta: [min(counts), max(counts)] for eta, counts in wrong.items()} == {
        0.3: [15, 16],
        3.0: [4, 15],
    }


def test_nnlib_gives_the_same_losses(moons):
    network = Network.from_sizes([2, 8, 1], hidden="tanh")
    steps = train(network, moons["X"], moons["y"], SGD(3.0), epochs=601)
    ours = [loss for _, loss in moons["runs"]["eta = 3.0"]]
    np.testing.assert_allclose(ours, [step.loss for step in steps], rtol=1e-9)


def test_the_small_network_of_chapter_06_goes_on(moons, capsys):
    [cell] = [cell.source for cell in jupytext.reads(BOOK, fmt="md:myst").cells
              if "small = [" in cell.source]  # fmt: skip
    names = dict(moons)
    exec(cell, names)
    told = numbers(capsys.readouterr().out)
    assert told[:2] == [0.445, 0.301] and "from a loss of 0.445 to 0.301" in BOOK
    network = small_network([2, 2, 1], "tanh", 1)
    losses = [step.loss for step in train(network, names["x"], [1], SGD(0.5), epochs=11)]
    assert told == [round(loss, 3) for loss in losses]


def test_where_the_loss_zigzags_the_curvature_jumps_around_the_threshold(moons):
    X = moons["X"]
    y = moons["y"][:, None]
    run = moons["runs"]["eta = 3.0"]

    def flat(pairs):
        return np.concatenate([np.ravel(part) for pair in pairs for part in pair[:2]])

    def gradient(w, layers):
        parts = []
        at = 0
        for W, b, f, slope in layers:
            middle = at + W.size
            end = at + W.size + b.size
            W = w[at:middle].reshape(W.shape)
            parts.append(moons["Layer"](W, w[middle:end], f, slope))
            at = end
        return flat(moons["gradients"](X, y, parts))

    above = []
    for layers, _ in run[50:150]:
        w = flat(layers)
        tiny = 1e-5 * np.eye(33)
        rows = [(gradient(w + d, layers) - gradient(w - d, layers)) / 2e-5 for d in tiny]
        above.append(np.linalg.eigvalsh((np.array(rows) + np.array(rows).T) / 2)[-1] > 2 / 3)
    losses = np.array([loss for _, loss in run[50:151]])
    assert above == [True, False] * 50 == list(np.diff(losses) > 0)
