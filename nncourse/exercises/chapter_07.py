"""The questions and exercises of chapter 07, gradient descent."""

from math import ceil

import numpy as np

from nncourse.exercises.arrays_judge import arrays_judge
from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, number_judge

QUESTIONS = {
    "recall_flat_accuracy": Question(("slow", "flat", "coarse"), right="flat"),
    "recall_weight_slope": Question(("weight", "input", "output"), right="input"),
    "recall_one_pass": Question(("each", "two", "half"), right="two"),
    "too_large": Question(("slow", "jumps", "away"), right="away"),
    "in_a_ravine": Question(("sgd", "momentum", "same"), right="momentum"),
    "hundredfold": Question(("both", "sgd_only", "adam_only"), right="sgd_only"),
    "single_rest": Question(("yes", "no", "stops"), right="no"),
}

# A step of gradient descent on L = w², whose slope is 2 w
W0 = 3.0
RATE = 0.1


def momentum_step(w, v, g, eta, mu):
    """The reference solution: v ← μ v + g, w ← w - η v; the new w and v."""
    v = mu * v + g
    return w - eta * v, v


def descend(w, eta, steps):
    """The reference solution: gradient descent on L = (w - 3)²."""
    for _ in range(steps):
        w = w - eta * 2 * (w - 3)
    return w


def n_steps(n_samples, batch_size):
    """The reference solution: the steps in an epoch, including the last, smaller batch."""
    return ceil(n_samples / batch_size)


def repeat(w, steps, change):
    """Apply ``change`` to w ``steps`` times."""
    for _ in range(steps):
        w = change(w)
    return w


def walk(w, eta, steps, slope):
    """Gradient descent with any slope: w ← w - η slope(w)."""
    for _ in range(steps):
        w = w - eta * slope(w)
    return w


MOMENTUM = [(np.array([1.0, -2.0]), np.array([1.5, -2.0]), np.array([2.0, -1.0]), 0.1, 0.8),
            (np.array([0.5]), np.array([0.3]), np.array([-4.0]), 0.25, 0.5)]  # fmt: skip
WALKS = [(0.0, 0.1, 1), (5.0, 0.25, 3), (-1.0, 0.4, 10), (2.0, 0.15, 3)]

EXERCISES = {
    "one_step": Exercise(
        number_judge(
            W0 - RATE * 2 * W0,
            wrong=[
                ("one_step_up", W0 + RATE * 2 * W0),
                ("one_step_change", RATE * 2 * W0),
                ("one_step_change", -RATE * 2 * W0),
                ("one_step_no_rate", W0 - 2 * W0),
                ("one_step_loss", W0 - RATE * W0**2),
                ("one_step_half", W0 - RATE * W0),
                ("one_step_constant", W0 - RATE * 2),
                ("one_step_rate_alone", W0 - RATE),
                ("one_step_slope", 2 * W0),
                ("one_step_new_loss", (W0 - RATE * 2 * W0) ** 2),
                ("one_step_two", W0 * (1 - 2 * RATE) ** 2),
                ("one_step_half_up", W0 + RATE * W0),
                ("one_step_hundredth", W0 - RATE / 10 * 2 * W0),
                ("one_step_from_loss", W0**2 - RATE * 2 * W0),
                ("one_step_no_rate", W0 - W0**2),
            ],
        )
    ),
    "threshold": Exercise(
        number_judge(
            2 / 10,
            wrong=[
                ("threshold_half", 1 / 10),
                ("threshold_factor", 2 / 5),
                ("threshold_curvature", 10),
                ("threshold_inverse", 10 / 2),
                ("threshold_inverse", 5 / 2),
                ("threshold_one", 1),
                ("threshold_one", 2),
            ],
        )
    ),
    "momentum_step": Exercise(
        arrays_judge(
            momentum_step,
            MOMENTUM,
            ("w", "v"),
            [
                (
                    "momentum_step_old",
                    lambda w, v, g, eta, mu: (w - eta * v, mu * v + g),
                ),
                (
                    "momentum_step_plain",
                    lambda w, v, g, eta, mu: (w - eta * g, mu * v + g),
                ),
                (
                    "momentum_step_up",
                    lambda w, v, g, eta, mu: (w + eta * (mu * v + g), mu * v + g),
                ),
                (
                    "momentum_step_mean",
                    lambda w, v, g, eta, mu: (
                        w - eta * (mu * v + (1 - mu) * g),
                        mu * v + (1 - mu) * g,
                    ),
                ),
                (
                    "momentum_step_rate",
                    lambda w, v, g, eta, mu: (w + mu * v - eta * g, mu * v - eta * g),
                ),
                (
                    "momentum_step_rate",
                    lambda w, v, g, eta, mu: (w - mu * v - eta * g, mu * v + eta * g),
                ),
                ("momentum_step_order", lambda *given: momentum_step(*given)[::-1]),
                ("momentum_step_kept", lambda w, v, g, eta, mu: (w - eta * (mu * v + g), v)),
                ("momentum_step_no_mu", lambda w, v, g, eta, mu: momentum_step(w, v, g, eta, 1)),
                ("momentum_step_no_rate", lambda w, v, g, eta, mu: momentum_step(w, v, g, 1, mu)),
                ("momentum_step_minus", lambda w, v, g, eta, mu: momentum_step(w, v, -g, eta, mu)),
                (
                    "momentum_step_minus",
                    lambda w, v, g, eta, mu: (w + eta * (mu * v - g), mu * v - g),
                ),
                (
                    "momentum_step_mu_place",
                    lambda w, v, g, eta, mu: (w - eta * (v + mu * g), v + mu * g),
                ),
                (
                    "momentum_step_mu_place",
                    lambda w, v, g, eta, mu: (w - eta * mu * (v + g), mu * (v + g)),
                ),
                (
                    "momentum_step_mu_place",
                    lambda w, v, g, eta, mu: (
                        w - eta * ((1 - mu) * v + mu * g),
                        (1 - mu) * v + mu * g,
                    ),
                ),
                (
                    "momentum_step_no_slope",
                    lambda w, v, g, eta, mu: momentum_step(w, v, 0, eta, mu),
                ),
                ("momentum_step_fixed", lambda w, v, g, eta, mu: momentum_step(w, v, g, eta, 0.9)),
                ("momentum_step_fixed", lambda w, v, g, eta, mu: momentum_step(w, v, g, 0.1, mu)),
                ("momentum_step_fixed", lambda w, v, g, eta, mu: momentum_step(w, v, g, 0.1, 0.9)),
                (
                    "momentum_step_forgotten",
                    lambda w, v, g, eta, mu: momentum_step(w, 0, g, eta, mu),
                ),
                ("momentum_step_plain", lambda w, v, g, eta, mu: (w - eta * g, v)),
                ("momentum_step_plain", lambda w, v, g, eta, mu: (w - eta * g, mu * v)),
                (
                    "momentum_step_rate",
                    lambda w, v, g, eta, mu: (w - eta * (mu * v + eta * g), mu * v + eta * g),
                ),
                (
                    "momentum_step_mean",
                    lambda w, v, g, eta, mu: (w - mu * v - (1 - mu) * g, mu * v + (1 - mu) * g),
                ),
                (
                    "momentum_step_mu_missing",
                    lambda w, v, g, eta, mu: momentum_step(w, v, g, eta, 1 - eta),
                ),
                ("momentum_step_still", lambda w, v, g, eta, mu: (w, mu * v + g)),
                ("momentum_step_old", lambda w, v, g, eta, mu: (w - eta * v, v)),
                (
                    "momentum_step_change",
                    lambda w, v, g, eta, mu: (-eta * (mu * v + g), mu * v + g),
                ),
                ("momentum_step_nothing", lambda w, v, g, eta, mu: (w, v)),
                (
                    "momentum_step_twice",
                    lambda w, v, g, eta, mu: (w - eta * (g + mu * (mu * v + g)), mu * v + g),
                ),
            ],
        )
    ),
    "descend": Exercise(
        function_judge(
            descend,
            WALKS,
            [
                ("descend_once", lambda w, eta, steps: descend(w, eta, 1)),
                ("descend_up", lambda w, eta, steps: walk(w, eta, steps, lambda w: -2 * (w - 3))),
                ("descend_no_two", lambda w, eta, steps: walk(w, eta, steps, lambda w: w - 3)),
                ("descend_no_rate", lambda w, eta, steps: descend(w, 1, steps)),
                ("descend_loss", lambda w, eta, steps: walk(w, eta, steps, lambda w: (w - 3) ** 2)),
                ("descend_zero", lambda w, eta, steps: walk(w, eta, steps, lambda w: 2 * w)),
                (
                    "descend_other_side",
                    lambda w, eta, steps: walk(w, eta, steps, lambda w: 2 * (w + 3)),
                ),
                ("descend_start", lambda w, eta, steps: w - steps * eta * 2 * (w - 3)),
                (
                    "descend_each",
                    lambda w, eta, steps: [descend(w, eta, k + 1) for k in range(steps)],
                ),
                ("descend_change", lambda w, eta, steps: descend(w, eta, steps) - w),
                ("descend_one_more", lambda w, eta, steps: descend(w, eta, steps + 1)),
                ("descend_one_less", lambda w, eta, steps: descend(w, eta, steps - 1)),
                (
                    "descend_each",
                    lambda w, eta, steps: [descend(w, eta, k) for k in range(steps + 1)],
                ),
                (
                    "descend_brackets",
                    lambda w, eta, steps: walk(w, eta, steps, lambda w: 2 * w + 3 / eta),
                ),
                (
                    "descend_brackets",
                    lambda w, eta, steps: walk(w, eta, steps, lambda w: 2 * w - 3),
                ),
                (
                    "descend_replaced",
                    lambda w, eta, steps: repeat(w, steps, lambda w: eta * 2 * (w - 3)),
                ),
                (
                    "descend_replaced",
                    lambda w, eta, steps: repeat(w, steps, lambda w: -eta * 2 * (w - 3)),
                ),
                ("descend_final_loss", lambda w, eta, steps: (descend(w, eta, steps) - 3) ** 2),
                ("descend_fixed", lambda w, eta, steps: descend(w, 0.1, steps)),
                ("descend_fixed", lambda w, eta, steps: descend(0, eta, steps)),
                ("descend_fixed", lambda w, eta, steps: descend(w, eta, 10)),
                ("descend_fixed", lambda w, eta, steps: descend(w, eta, 100)),
                ("descend_distance", lambda w, eta, steps: descend(w, eta, steps) - 3),
                ("descend_shared", lambda w, eta, steps: descend(w, eta / steps, steps)),
            ],
        )
    ),
    "n_steps": Exercise(
        function_judge(
            n_steps,
            [(100, 32), (100, 100), (100, 1), (90, 30), (90, 25), (7, 10)],
            [
                ("n_steps_floor", lambda n_samples, batch_size: n_samples // batch_size),
                ("n_steps_floor", lambda n_samples, batch_size: max(1, n_samples // batch_size)),
                ("n_steps_share", lambda n_samples, batch_size: n_samples / batch_size),
                ("n_steps_one_more", lambda n_samples, batch_size: n_samples // batch_size + 1),
                ("n_steps_rounded", lambda n_samples, batch_size: round(n_samples / batch_size)),
                ("n_steps_upside_down", lambda n_samples, batch_size: ceil(batch_size / n_samples)),
                ("n_steps_share", lambda n_samples, batch_size: 1 + n_samples / batch_size),
                ("n_steps_upside_down", lambda n_samples, batch_size: batch_size / n_samples),
                ("n_steps_rest", lambda n_samples, batch_size: n_samples % batch_size),
                ("n_steps_product", lambda n_samples, batch_size: n_samples * batch_size),
                (
                    "n_steps_rest_added",
                    lambda n_samples, batch_size: n_samples // batch_size + n_samples % batch_size,
                ),
                ("n_steps_samples", lambda n_samples, batch_size: n_samples),
                (
                    "n_steps_other_case",
                    lambda n_samples, batch_size: (
                        n_samples // batch_size + (n_samples % batch_size == 0)
                    ),
                ),
                ("n_steps_starts", lambda n_samples, batch_size: range(0, n_samples, batch_size)),
                ("n_steps_both", lambda n_samples, batch_size: divmod(n_samples, batch_size)),
                (
                    "n_steps_one_less",
                    lambda n_samples, batch_size: n_steps(n_samples, batch_size) - 1,
                ),
                (
                    "n_steps_too_many",
                    lambda n_samples, batch_size: n_steps(n_samples, batch_size) + 1,
                ),
            ],
        )
    ),
}
