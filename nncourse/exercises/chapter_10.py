"""The questions and exercises of chapter 10, what goes wrong."""

import numpy as np

from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, number_judge

QUESTIONS = {
    "recall_slope": Question(("quarter", "half", "one"), right="quarter"),
    "recall_factors": Question(("rate", "weights", "inputs"), right="weights"),
    "recall_one_half": Question(("zero", "fifty", "log"), right="log"),
    "by_heart": Question(("falls", "stays", "turns"), right="turns"),
    "first_layer": Question(("same", "tenth", "millionth"), right="millionth"),
    "copied": Question(("same", "less", "more"), right="less"),
    "rare_class": Question(("good", "bad", "unknown"), right="unknown"),
}


def he_spread(n_in):
    """The reference solution: √(2 / n_in)."""
    return np.sqrt(2 / n_in)


def penalised_gradient(g, w, penalty):
    """The reference solution: the gradient of L + penalty/2 Σw², where that of L is g."""
    return g + penalty * w


def dropped_out(a, u, p):
    """The reference solution: a / (1 - p) where u ≥ p, else 0."""
    return a * (u >= p) / (1 - p)


def clip_gradient(g, c):
    """The reference solution: g · min(1, c / ‖g‖)."""
    return g * min(1, c / np.linalg.norm(g))


def cut_unless(short, g, length):
    """g if it is taken to be short, else g scaled to ``length``."""
    return g if short else length * g / np.linalg.norm(g)


# The exercise on costs
SIZES = (100, 200, 10)
BATCH = 50
WEIGHTS = SIZES[0] * SIZES[1] + SIZES[1] * SIZES[2]

GRADIENTS = [
    (np.array([0.5, -1.0, 2.0]), np.array([1.0, 3.0, -2.0]), 0.1),
    (np.array([[1.0, 0.2], [-0.4, 3.0]]), np.array([[0.5, -1.5], [2.0, 4.0]]), 0.5),
    (np.array([0.0, 1.0]), np.array([-5.0, 0.5]), 0.0213),
]
DROPS = [
    (np.array([1.0, 2.0, -3.0, 4.0]), np.array([0.1, 0.9, 0.45, 0.3]), 0.4),
    (np.array([[0.5, 2.0], [1.5, -1.0]]), np.array([[0.15, 0.7], [0.05, 0.3]]), 0.2),
    (np.array([1.0, -2.0, 0.5]), np.array([0.2, 0.6, 0.7]), 0.0),
]
LONG = [
    (np.array([6.0, -8.0]), 1.0),
    (np.array([0.3, 0.4]), 0.6),
    (np.array([1.0, -2.0, 2.0]), 5.5),
    (np.array([10.0, 0.2, -0.3]), 1.5),
    (np.array([3.0, 4.0]), 4.5),  # too long, though neither number is
]

EXERCISES = {
    "he_spread": Exercise(
        function_judge(
            he_spread,
            [(100,), (2,), (50,), (1,)],
            [
                ("he_spread_variance", lambda n_in: 2 / n_in),
                ("he_spread_xavier", lambda n_in: np.sqrt(1 / n_in)),
                ("he_spread_uniform", lambda n_in: np.sqrt(6 / n_in)),
                ("he_spread_upside_down", lambda n_in: np.sqrt(n_in / 2)),
                ("he_spread_half_rooted", lambda n_in: 2 / np.sqrt(n_in)),
                ("he_spread_half_rooted", lambda n_in: np.sqrt(2) / n_in),
                ("he_spread_whole", lambda n_in: np.sqrt(2 // n_in)),
                ("he_spread_multiplied", lambda n_in: np.sqrt(2 * n_in)),
                ("he_spread_squared", lambda n_in: (2 / n_in) ** 2),
                ("he_spread_power", lambda n_in: (2 / n_in) ** 1 / 2),
                ("he_spread_power", lambda n_in: 2 / n_in**1 / 2),
                ("he_spread_halved", lambda n_in: np.sqrt(2 / n_in) / 2),
                ("he_spread_halved", lambda n_in: np.sqrt(0.5 / n_in)),
                ("he_spread_plus_one", lambda n_in: np.sqrt(2 / (n_in + 1))),
                ("he_spread_upside_down", lambda n_in: n_in / 2),
                ("he_spread_upside_down", lambda n_in: np.sqrt(n_in)),
                ("he_spread_multiplied", lambda n_in: np.sqrt(2) * n_in),
            ],
        )
    ),
    "penalised_gradient": Exercise(
        function_judge(
            penalised_gradient,
            GRADIENTS,
            [
                ("penalised_gradient_twice", lambda g, w, penalty: g + 2 * penalty * w),
                ("penalised_gradient_half", lambda g, w, penalty: g + penalty / 2 * w),
                ("penalised_gradient_itself", lambda g, w, penalty: g + penalty / 2 * w**2),
                ("penalised_gradient_itself", lambda g, w, penalty: g + penalty / 2 * np.sum(w**2)),
                ("penalised_gradient_sum", lambda g, w, penalty: g + penalty * np.sum(w)),
                ("penalised_gradient_minus", lambda g, w, penalty: g - penalty * w),
                ("penalised_gradient_sign", lambda g, w, penalty: g + penalty * np.sign(w)),
                ("penalised_gradient_alone", lambda g, w, penalty: penalty * w),
                ("penalised_gradient_no_w", lambda g, w, penalty: g + penalty),
                ("penalised_gradient_itself", lambda g, w, penalty: g + penalty * w**2),
                ("penalised_gradient_sum", lambda g, w, penalty: np.sum(g + penalty * w)),
                ("penalised_gradient_sum", lambda g, w, penalty: g + penalty * w.mean()),
                ("penalised_gradient_multiplied", lambda g, w, penalty: g * penalty * w),
                ("penalised_gradient_sign", lambda g, w, penalty: g + penalty * np.abs(w)),
                ("penalised_gradient_step", lambda g, w, penalty: w - penalty * g),
                ("penalised_gradient_both", lambda g, w, penalty: w + penalty * g),
                ("penalised_gradient_step", lambda g, w, penalty: w - penalty * w),
                ("penalised_gradient_itself", lambda g, w, penalty: g + penalty / 2 * sum(w**2)),
                ("penalised_gradient_sum", lambda g, w, penalty: g + penalty * sum(w)),
                ("penalised_gradient_sum", lambda g, w, penalty: sum(g + penalty * w)),
                ("penalised_gradient_multiplied", lambda g, w, penalty: g.dot(w) * penalty),
                ("penalised_gradient_step", lambda g, w, penalty: w - (g + penalty * w)),
                ("penalised_gradient_divided", lambda g, w, penalty: g + penalty * w / len(w)),
                ("penalised_gradient_divided", lambda g, w, penalty: g + penalty * w / w.size),
                ("penalised_gradient_no_penalty", lambda g, w, penalty: g + w),
                ("penalised_gradient_both", lambda g, w, penalty: (g + w) * penalty),
                ("penalised_gradient_of_g", lambda g, w, penalty: g + penalty * g),
                ("penalised_gradient_turned", lambda g, w, penalty: g + penalty * w.T),
            ],
        )
    ),
    "dropped_out": Exercise(
        function_judge(
            dropped_out,
            DROPS,
            [
                ("dropped_out_unscaled", lambda a, u, p: a * (u >= p)),
                ("dropped_out_shrunk", lambda a, u, p: a * (u >= p) * (1 - p)),
                ("dropped_out_by_p", lambda a, u, p: a * (u >= p) / p),
                ("dropped_out_turned", lambda a, u, p: a * (u < p) / (1 - p)),
                ("dropped_out_turned", lambda a, u, p: a * (u < p)),
                ("dropped_out_share", lambda a, u, p: a * (u >= 1 - p) / (1 - p)),
                ("dropped_out_share", lambda a, u, p: a * (u >= 1 - p)),
                ("dropped_out_noise", lambda a, u, p: a * u),
                ("dropped_out_noise", lambda a, u, p: a * u / (1 - p)),
                ("dropped_out_mask", lambda a, u, p: (u >= p) / (1 - p)),
                ("dropped_out_mask", lambda a, u, p: u >= p),
                ("dropped_out_shape", lambda a, u, p: a[u >= p] / (1 - p)),
                ("dropped_out_shape", lambda a, u, p: a[u >= p]),
                ("dropped_out_noise", lambda a, u, p: np.where(u < p, 0, u)),
                ("dropped_out_by_p", lambda a, u, p: a * (u >= p) * p),
                ("dropped_out_by_p", lambda a, u, p: a * (u >= p) * (1 / p)),
                ("dropped_out_none", lambda a, u, p: a / (1 - p)),
                ("dropped_out_by_size", lambda a, u, p: np.where(a < p, 0, a) / (1 - p)),
                ("dropped_out_by_size", lambda a, u, p: np.where(a < p, 0, a)),
                ("dropped_out_brackets", lambda a, u, p: np.where(u < p, 0, a / 1 - p)),
                ("dropped_out_brackets", lambda a, u, p: a * (u >= p) / 1 - p),
                ("dropped_out_turned", lambda a, u, p: a * (u < p) / p),
                ("dropped_out_none", lambda a, u, p: a * (1 - p)),
                (
                    "dropped_out_counted",
                    lambda a, u, p: a * (u >= p) / (u >= p).sum() * len(a),
                ),
                ("dropped_out_shape", lambda a, u, p: np.delete(a, u < p)),
                ("dropped_out_fixed", lambda a, u, p: np.where(u < 0.5, 0, a) / 0.5),
                ("dropped_out_fixed", lambda a, u, p: np.where(u < 0.2, 0, a) / 0.8),
                ("dropped_out_counted", lambda a, u, p: np.where(u < p, 0, a) / np.mean(u >= p)),
                ("dropped_out_plus", lambda a, u, p: a * (u >= p) / (1 + p)),
                ("dropped_out_taken_off", lambda a, u, p: np.where(u < p, 0, a) - (1 - p)),
                ("dropped_out_floor", lambda a, u, p: np.where(u < p, 0, a) // (1 - p)),
                ("dropped_out_squared", lambda a, u, p: a * (u >= p) / (1 - p) ** 2),
            ],
        )
    ),
    "step_cost": Exercise(
        number_judge(
            3 * BATCH * WEIGHTS,
            wrong=[
                ("step_cost_forward", BATCH * WEIGHTS),
                ("step_cost_backward", 2 * BATCH * WEIGHTS),
                ("step_cost_one", 3 * WEIGHTS),
                ("step_cost_one", WEIGHTS),
                ("step_cost_biases", 3 * BATCH * (WEIGHTS + sum(SIZES[1:]))),
                ("step_cost_additions", 6 * BATCH * WEIGHTS),
                ("step_cost_product", 3 * BATCH * int(np.prod(SIZES))),
                ("step_cost_units", 3 * BATCH * sum(SIZES)),
                ("step_cost_one", WEIGHTS + sum(SIZES[1:])),
                ("step_cost_one", 3 * (WEIGHTS + sum(SIZES[1:]))),
                ("step_cost_two", BATCH * (2 * SIZES[0] * SIZES[1] + 3 * SIZES[1] * SIZES[2])),
                ("step_cost_two", BATCH * (3 * SIZES[0] * SIZES[1] + 2 * SIZES[1] * SIZES[2])),
                ("step_cost_last_layer", 3 * BATCH * SIZES[1] * SIZES[2]),
                ("step_cost_first_layer", 3 * BATCH * SIZES[0] * SIZES[1]),
                ("step_cost_first_added", 3 * BATCH * (SIZES[0] + SIZES[1] * SIZES[2])),
                ("step_cost_first_added", 3 * BATCH * (SIZES[0] * SIZES[1] + SIZES[2])),
                ("step_cost_biases", 3 * BATCH * WEIGHTS + sum(SIZES[1:])),
                ("step_cost_divided", WEIGHTS * BATCH / 3),
                ("step_cost_divided", 3 * WEIGHTS / BATCH),
                ("step_cost_added", WEIGHTS * (BATCH + 3)),
                ("step_cost_added", 3 * WEIGHTS + BATCH),
                ("step_cost_units", BATCH * sum(SIZES)),
            ],
        )
    ),
    "clip_gradient": Exercise(
        function_judge(
            clip_gradient,
            LONG,
            [
                ("clip_gradient_each", lambda g, c: np.clip(g, -c, c)),
                ("clip_gradient_each", lambda g, c: np.minimum(g, c)),
                ("clip_gradient_each", lambda g, c: np.where(np.abs(g) > c, c, g)),
                ("clip_gradient_factor", lambda g, c: min(1, c / np.linalg.norm(g))),
                ("clip_gradient_factor", lambda g, c: c / np.linalg.norm(g)),
                ("clip_gradient_number", lambda g, c: np.linalg.norm(g)),
                ("clip_gradient_not_divided", lambda g, c: c * g),
                ("clip_gradient_by_c", lambda g, c: g / c),
                ("clip_gradient_upside_down", lambda g, c: g * min(1, np.linalg.norm(g) / c)),
                ("clip_gradient_always", lambda g, c: c * g / np.linalg.norm(g)),
                ("clip_gradient_unit", lambda g, c: g / max(1, np.linalg.norm(g))),
                ("clip_gradient_unit", lambda g, c: g / np.linalg.norm(g)),
                ("clip_gradient_unit", lambda g, c: cut_unless(np.linalg.norm(g) <= c, g, 1)),
                ("clip_gradient_not_divided", lambda g, c: g if np.linalg.norm(g) <= c else c * g),
                ("clip_gradient_lengthened", lambda g, c: g * max(1, c / np.linalg.norm(g))),
                ("clip_gradient_square", lambda g, c: g * min(1, c / np.sum(g**2))),
                ("clip_gradient_sum", lambda g, c: g * min(1, c / np.abs(g).sum())),
                ("clip_gradient_largest", lambda g, c: g * min(1, c / np.abs(g).max())),
                ("clip_gradient_square", lambda g, c: cut_unless(np.sum(g**2) <= c, g, c)),
                ("clip_gradient_sum", lambda g, c: cut_unless(np.abs(g).sum() <= c, g, c)),
                ("clip_gradient_largest", lambda g, c: cut_unless(np.abs(g).max() <= c, g, c)),
                ("clip_gradient_len", lambda g, c: cut_unless(len(g) <= c, g, c)),
                ("clip_gradient_nothing", lambda g, c: g if np.linalg.norm(g) <= c else 0 * g),
                ("clip_gradient_each", lambda g, c: np.clip(g, 0, c)),
                ("clip_gradient_number", lambda g, c: g if np.linalg.norm(g) <= c else c),
                ("clip_gradient_number", lambda g, c: np.minimum(np.linalg.norm(g), c)),
                ("clip_gradient_len", lambda g, c: g if len(g) <= c else g * c / len(g)),
                ("clip_gradient_sum", lambda g, c: g if np.sum(g) <= c else g * c / np.sum(g)),
                ("clip_gradient_taken_off", lambda g, c: g - max(0, np.linalg.norm(g) - c)),
                ("clip_gradient_upside_down", lambda g, c: g * max(1, np.linalg.norm(g) / c)),
                ("clip_gradient_not_divided", lambda g, c: g * min(np.linalg.norm(g), c)),
                ("clip_gradient_root_mean", lambda g, c: g * min(1, c / np.sqrt(np.mean(g**2)))),
                ("clip_gradient_always", lambda g, c: g / np.linalg.norm(g) * min(1, c)),
                (
                    "clip_gradient_sizes",
                    lambda g, c: np.abs(g) * c / np.linalg.norm(g) if np.linalg.norm(g) > c else g,
                ),
                ("clip_gradient_by_c", lambda g, c: g if np.linalg.norm(g) <= c else g / c),
                (
                    "clip_gradient_equal",
                    lambda g, c: g if np.linalg.norm(g) <= c else c * np.ones(len(g)) / len(g),
                ),
            ],
        )
    ),
}
