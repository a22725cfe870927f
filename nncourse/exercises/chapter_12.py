"""The questions and exercises of chapter 12, sound, text, ratings and games."""

from math import comb

import numpy as np

from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, number_judge

QUESTIONS = {
    "recall_softmax_delta": Question(("difference", "square", "log"), right="difference"),
    "recall_pull": Question(("zero", "short", "towards"), right="towards"),
    "recall_training_alone": Question(("all", "training", "each"), right="training"),
    "shorter_throat": Question(("lower", "same", "higher"), right="higher"),
    "no_children": Question(("nearly_all", "half", "none"), right="half"),
    "five_letters": Question(("few", "most", "all"), right="most"),
    "five_numbers": Question(("less", "alike", "more"), right="more"),
    "every_game": Question(("none", "dozens", "half"), right="none"),
}

MAN = 510  # Hz
LONG = 17  # cm
SHORT = 12  # cm
ROWS = [
    (np.array([[3.0, 4.0], [0.0, 2.0], [1.0, 1.0]]),),
    (np.array([[1.0, 2.0, 2.0]]),),
    (np.array([[2.0, -1.0], [1.0, 3.0]]),),
]


def unit_rows(X):
    """The reference solution: every row divided by its length."""
    return X / np.sqrt((X**2).sum(axis=1, keepdims=True))


def film_slopes(E, U, n):
    """The reference solution: dL/dV = 2/n Eᵀ U."""
    return 2 * E.T @ U / n


def my_worth(after):
    """The reference solution: max(-after), since a position bad for the other is good for me."""
    return np.max(-after)


SLOPES = [
    (np.array([[0.5, 0.0, -1.0], [2.0, 1.0, 0.0]]), np.array([[1.0, 2.0], [-1.0, 0.5]]), 4.0),
    (np.array([[1.0, -2.0], [0.5, 0.0], [0.0, 3.0]]), np.array([[2.0], [1.0], [-1.0]]), 4.0),
    (np.array([[0.0, 1.0], [3.0, 0.0]]), np.array([[1.0, -1.0], [2.0, 0.5]]), 3.0),  # one is exact
]
WORTHS = [
    (np.array([0.0, -1.0, 1.0]),),
    (np.array([1.0, 1.0]),),
    (np.array([0.0, 1.0, 1.0, 0.5]),),
    (np.array([-1.0]),),
    (np.array([0.0, 0.0]),),
]

EXERCISES = {
    "child_f1": Exercise(
        number_judge(
            MAN * LONG / SHORT,
            wrong=[
                ("child_f1_upside_down", MAN * SHORT / LONG),
                ("child_f1_same", MAN),
                ("child_f1_added", MAN + LONG - SHORT),
                ("child_f1_percent", MAN * (1 + (LONG - SHORT) / LONG)),
                ("child_f1_rounded", MAN * LONG // SHORT),
                ("child_f1_rounded", MAN * LONG // SHORT + 1),
                ("child_f1_rounded", 720),
                ("child_f1_added_again", MAN * LONG / SHORT + MAN),
                ("child_f1_rise", MAN * (LONG - SHORT) / SHORT),
                ("child_f1_difference", MAN * (LONG - SHORT)),
                ("child_f1_difference", MAN * (LONG - SHORT) / LONG),
                ("child_f1_no_product", MAN / SHORT),
                ("child_f1_product", MAN * LONG),
                ("child_f1_times_length", MAN * SHORT),
            ],
        )
    ),
    "triple_parameters": Exercise(
        number_judge(
            27**3 * 6 + 6,
            wrong=[
                ("triple_parameters_no_bias", 27**3 * 6),
                ("triple_parameters_one_bias", 27**3 * 6 + 1),
                ("triple_parameters_pairs", 27**2 * 6 + 6),
                ("triple_parameters_one", 27**3 + 1),
                ("triple_parameters_inputs", 27**3),
                ("triple_parameters_no_space", 26**3 * 6 + 6),
                ("triple_parameters_no_space", 26**3 * 6),
                ("triple_parameters_no_space", 26**3),
                ("triple_parameters_third", 27**2 * 3 * 6 + 6),
                ("triple_parameters_swapped", 3**27 * 6 + 6),
                ("triple_parameters_swapped", 3**27 * 6),
                ("triple_parameters_shared", 27**3 + 6),
                ("triple_parameters_times", 27 * 3 * 6 + 6),
                ("triple_parameters_times", 27 * 3 * 6),
                ("triple_parameters_pairs", 27**2 * 6),
                ("triple_parameters_bias_each", 27**3 * 6 + 27**3),
                ("triple_parameters_distinct", 27 * 26 * 25 * 6 + 6),
                ("triple_parameters_distinct", 27 * 26 * 25 * 6),
                ("triple_parameters_unordered", comb(27, 3) * 6 + 6),
                ("triple_parameters_unordered", comb(29, 3) * 6 + 6),
                ("triple_parameters_three", 3 * 27**3 * 6 + 6),
                ("triple_parameters_power", 27 ^ (3 * 6 + 6)),
                ("triple_parameters_power", 27 ^ (3 * 6)),
                ("triple_parameters_power", (27 ^ 3) * 6 + 6),
                ("triple_parameters_power", (6 * 27) ^ (3 + 6)),
                ("triple_parameters_power", (6 * 27) ^ 3),
            ],
        )
    ),
    "unit_rows": Exercise(
        function_judge(
            unit_rows,
            ROWS,
            [
                ("unit_rows_shares", lambda X: X / X.sum(axis=1, keepdims=True)),
                ("unit_rows_all", lambda X: X / np.sqrt((X**2).sum())),
                ("unit_rows_columns", lambda X: X / np.sqrt((X**2).sum(axis=0))),
                ("unit_rows_columns", lambda X: X / X.sum(axis=0)),
                ("unit_rows_signs", lambda X: np.abs(unit_rows(X))),
                ("unit_rows_squared", lambda X: unit_rows(X) ** 2),
                ("unit_rows_no_root", lambda X: X / (X**2).sum(axis=1, keepdims=True)),
                ("unit_rows_keepdims", lambda X: X / np.sqrt((X**2).sum(axis=1))),
                ("unit_rows_largest", lambda X: X / X.max(axis=1, keepdims=True)),
                ("unit_rows_lengths", lambda X: np.sqrt((X**2).sum(axis=1))),
                ("unit_rows_lengths", lambda X: np.sqrt((X**2).sum(axis=1, keepdims=True))),
                ("unit_rows_table_sum", lambda X: X / X.sum()),
                ("unit_rows_len", lambda X: X / len(X)),
                ("unit_rows_len", lambda X: X / X.shape[1]),
                ("unit_rows_mean", lambda X: X / np.sqrt((X**2).mean(axis=1, keepdims=True))),
                ("unit_rows_twice", lambda X: X / np.sqrt((X * 2).sum(axis=1, keepdims=True))),
                ("unit_rows_no_square", lambda X: X / np.sqrt(X.sum(axis=1, keepdims=True))),
                ("unit_rows_times", lambda X: X * np.sqrt((X**2).sum(axis=1, keepdims=True))),
                ("unit_rows_standardised", lambda X: ((X.T - X.mean(axis=1)) / X.std(axis=1)).T),
            ],
        )
    ),
    "film_slopes": Exercise(
        function_judge(
            film_slopes,
            SLOPES,
            [
                ("film_slopes_no_two", lambda E, U, n: E.T @ U / n),
                ("film_slopes_no_n", lambda E, U, n: 2 * E.T @ U),
                ("film_slopes_bare", lambda E, U, n: E.T @ U),
                ("film_slopes_order", lambda E, U, n: 2 * E @ U / n),
                ("film_slopes_turned", lambda E, U, n: 2 * U.T @ E / n),
                ("film_slopes_all", lambda E, U, n: 2 * E.T @ U / E.size),
                ("film_slopes_viewers", lambda E, U, n: 2 * E.T @ U / len(U)),
                ("film_slopes_films", lambda E, U, n: 2 * E.T @ U / E.shape[1]),
                ("film_slopes_no_users", lambda E, U, n: 2 * E.T / n),
                ("film_slopes_no_users", lambda E, U, n: 2 * E.T @ E / n),
                ("film_slopes_counted", lambda E, U, n: 2 * E.T @ U / (E != 0).sum()),
                ("film_slopes_upside_down", lambda E, U, n: n / 2 * E.T @ U),
                ("film_slopes_squared", lambda E, U, n: 2 * (E**2).T @ U / n),
                ("film_slopes_reshaped", lambda E, U, n: 2 * E.reshape(E.T.shape) @ U / n),
                ("film_slopes_summed", lambda E, U, n: 2 * (E.T @ U).sum(axis=0) / n),
            ],
        )
    ),
    "my_worth": Exercise(
        function_judge(
            my_worth,
            WORTHS,
            [
                ("my_worth_for_the_other", lambda after: np.max(after)),
                ("my_worth_no_sign", lambda after: np.min(after)),
                ("my_worth_worst", lambda after: -np.max(after)),
                ("my_worth_mean", lambda after: -np.mean(after)),
                ("my_worth_mean", lambda after: np.mean(after)),
                ("my_worth_all", lambda after: -after),
                ("my_worth_which", lambda after: np.argmax(-after)),
                ("my_worth_one", lambda after: after[0]),
                ("my_worth_one", lambda after: -after[0]),
                ("my_worth_one", lambda after: after[-1]),
                ("my_worth_one", lambda after: -after[-1]),
                ("my_worth_sum", lambda after: np.sum(after)),
                ("my_worth_sum", lambda after: -np.sum(after)),
                ("my_worth_zero", lambda after: max(0, -np.min(after))),
                ("my_worth_no_draw", lambda after: 1 if np.min(after) < 0 else -1),
                ("my_worth_size", lambda after: np.abs(np.min(after))),
                ("my_worth_size", lambda after: np.abs(after).max()),
            ],
        )
    ),
}
