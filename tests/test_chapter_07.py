"""Chapter 07: its figures say what is true, and so does its text."""

import asyncio
import re

import numpy as np
import pytest
from front_end import FrontEnd

from nnlib import Network, datasets, numerical_gradient, plots
from nnlib.explorers import DirectionsExplorer, NoiseExplorer, RaceExplorer, RateExplorer
from nnlib.explorers.directions import PLANES
from nnlib.explorers.directions import plane as directions
from nnlib.explorers.landscapes import LANDSCAPES
from nnlib.explorers.noise import SIZES, points, run
from nnlib.explorers.race import POINTS
from nnlib.explorers.rate import CURVES, STEPS
from nnlib.explorers.watch import WatchExplorer
from nnlib.messages import say
from nnlib.schedules import SCHEDULES


def numbers(text):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?(?:e−?\d+)?", text)]


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
    explorer = RateExplorer(rate=rate, curvature=curvature, step=STEPS)
    w = -3 * (1 - rate * curvature) ** STEPS
    path = explorer.model(**explorer.state)["path"]
    assert path[-1] == pytest.approx(w, rel=1e-9)
    assert (abs(path[-1]) > 3) == (key == "rate_diverges")
    words = say(key, rate="", most="", factor="").partition("=")[2].strip()[:20].lstrip(":, ")
    assert words[:12] in explorer.caption
    assert f"{2 / curvature:.3g}" in explorer.caption
    explorer.close()


def test_a_run_that_runs_away_ends_and_says_so():
    explorer = RateExplorer(rate=3, curvature=3, step=STEPS)
    assert "run away" in explorer.caption
    explorer.live.still()  # without a warning
    explorer.set(step=3)
    assert "run away" not in explorer.caption
    explorer.close()


# Two dimensions -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", LANDSCAPES)
def test_gradients_of_the_landscapes_are_the_measured_ones(name):
    land, rng = LANDSCAPES[name], np.random.default_rng(0)
    for w in rng.uniform(-2, 2, (20, 2)):
        measured = numerical_gradient(lambda w: float(land.loss(w)), w)
        np.testing.assert_allclose(land.gradient(w), measured, atol=1e-6)
    np.testing.assert_allclose(land.gradient(POINTS)[3, 5], land.gradient(POINTS[3, 5]))
    assert land.loss(POINTS).min() >= -1e-12


def final(explorer, **state):
    """The last losses of a race, as its caption has them; None for who ran away."""
    explorer.set(**state)
    return {
        name: float(values[-1])
        for name, values in explorer.model(**explorer.state)["losses"].items()
    }


def test_what_the_chapter_says_of_races():
    race = RaceExplorer("ravine", step=100)
    losses = final(race)
    assert min(losses, key=losses.get) == "momentum"
    assert np.isnan(final(race, rate=1.0)["SGD"]) and np.isfinite(final(race, rate=0.3)["SGD"])
    assert say("gone_away") in (race.set(rate=1.0), race.caption)[1]
    race.live.still()  # without a warning
    bowl = final(race, landscape="bowl", u=-1.6, v=1.2, rate=0.1)
    assert bowl["SGD"] == min(bowl.values()) and bowl["SGD"] < 1e-3 * bowl["Adam"]
    late = final(race, landscape="ravine", u=-1.8, v=0.8, rate=0.3, step=200)["RMSProp"]
    assert late > 100 * final(race, step=100)["RMSProp"]
    beside = final(race, landscape="saddle", u=-1.6, v=0.01, rate=0.1, step=200)
    on_axis = final(race, v=0.0)
    assert all(loss > 0.249 for loss in on_axis.values()) and max(beside.values()) < 0.05
    race.close()


@pytest.mark.parametrize("rate", [0.03, 0.1])
def test_paths_are_those_of_the_formulas(rate):
    race = RaceExplorer("ravine", rate=rate, step=2)
    paths = race.model(**race.state)["paths"]
    w, g = np.array([-1.8, 0.8]), lambda w: w * [0.1, 5.0]
    first = w - rate * g(w)
    np.testing.assert_allclose(paths["SGD"][1:], [first, first - rate * g(first)])
    np.testing.assert_allclose(paths["momentum"][2], first - rate * (0.9 * g(w) + g(first)))
    np.testing.assert_allclose(paths["Adam"][1], w - rate / 10 * np.sign(g(w)), atol=1e-6)
    race.pointed("press", race._map, 0.333, -5)
    assert (race.state["u"], race.state["v"]) == (0.33, -2)
    race.close()


# Batches ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SIZES)
def test_batch_runs_are_compared_after_equally_many_samples(name):
    X, y = points()
    size, w = SIZES[name], np.array([-1.6, 1.6])
    states, losses = run(X, y, size, 0.1, SCHEDULES["inverse"], seed=3)
    assert len(states) == len(losses) == 101
    ends, steps, k = [w], 20 * 40 // size, 0
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
    losses = {name: pair[1] for name, pair in noise.model(**noise.state)["runs"].items()}
    assert (
        losses["single samples"][-1] < 0.5 < losses["batches of 8"][-1] < losses["full batch"][-1]
    )

    def trembling(**state):
        noise.set(seen=100, **state)
        tail = noise.model(**noise.state)["runs"]["single samples"][1][-25:]
        return np.ptp(tail)

    constant = trembling(schedule="constant")
    assert (
        trembling(schedule="cosine") < constant / 3 and trembling(schedule="inverse") < constant / 3
    )
    noise.set(schedule="constant", rate=0.6)
    assert "single samples gone" in noise.caption
    noise.close()


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
        network, reach = Network.from_sizes([2, 8, 1]), model["reach"]
        for i, j in [(0, 0), (20, 20), (7, 31)]:
            spot = np.linspace(-reach, reach, 41)[[j, i]]
            network.parameters = explorer._path[-1] + spot @ axes
            assert model["heights"][i, j] == pytest.approx(network.loss(*datasets.moons(100)))
        share = model["share"]
        assert share > 0.95 if name == "of the run" else share < 0.25
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
    watch = WatchExplorer(X, y, runs, predict)
    yield watch
    watch.close()


def test_a_run_of_one_s_own_is_shown_as_it_is(watch):
    X, y = watch._data
    assert watch.controls["epoch"].max == 29
    watch.set(epoch=1)
    wrong = (((X @ [0.5, -1.0]) > 0) != y).sum()
    assert (
        watch.caption
        == f"short: After 1 epochs: {wrong} of 40 samples on the wrong side, loss 0.400."
    )
    model = watch.model(**watch.state)
    z = plots.grid(plots.limits(X), 80) @ [0.5, -1.0]
    np.testing.assert_allclose(model["surface"].ravel(), 1 / (1 + np.exp(-z)))
    watch.set(epoch=29)
    assert "After 1 epochs" in watch.caption  # where that run ended
    watch.set(run="long")
    assert "After 29 epochs" in watch.caption


def test_a_single_run_needs_no_choice(watch):
    alone = WatchExplorer(*watch._data, {"mine": watch._runs["long"]}, watch._predict)
    assert alone.idle(**alone.state) == ["run"] and alone.caption.startswith("After 0 epochs")
    alone.close()


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
