"""The questions and exercises of chapter 11, pictures and patients."""

import numpy as np

from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, number_judge

QUESTIONS = {
    "recall_softmax_sum": Question(("one", "ten", "any"), right="one"),
    "recall_third_set": Question(("training", "validation", "test"), right="test"),
    "recall_found": Question(("alarms", "class", "all"), right="class"),
    "small_seven": Question(("seven", "unsure", "other"), right="other"),
    "ten_seeds": Question(("same", "two", "ten"), right="two"),
    "one_pixel": Question(("most", "eighty", "half"), right="half"),
    "none_missed": Question(("none", "few", "half"), right="few"),
}

# The test tumours at a threshold of 20 %
FOUND = 52
MISSED = 1
ALARMS = 6
CLEARED = 84

# The network that reads digits
PIXELS = 64
HIDDEN = 100
CLASSES = 10
HIDDEN_WEIGHTS = PIXELS * HIDDEN
OUTPUT_WEIGHTS = HIDDEN * CLASSES


def one_hot_digits(y):
    """The reference solution: row i is 1 in column y[i], else 0; shape (n, 10)."""
    return (np.asarray(y)[:, None] == np.arange(CLASSES)).astype(float)


def all_rows(y):
    """The slip of writing ``table[:, y] = 1``."""
    table = np.zeros((len(y), CLASSES))
    table[:, y] = 1
    return table


def label_rows(y):
    """The slip of writing ``table[y] = 1``, which stops at a label without a row."""
    table = np.zeros((len(y), CLASSES))
    table[y] = 1
    return table


def share_right(confusion):
    """The reference solution: the sum of the diagonal over the sum of all."""
    return np.trace(confusion) / np.sum(confusion)


def scaled_test(X_train, X_test):
    """The reference solution: (X_test - mean) / std, both taken from the training data."""
    return (X_test - X_train.mean(axis=0)) / X_train.std(axis=0)


def by(X, of, axis=0, ddof=0):
    """``X``, scaled by the mean and standard deviation of ``of``; a slip changes one argument."""
    return (X - of.mean(axis=axis)) / of.std(axis=axis, ddof=ddof)


CONFUSIONS = [
    (np.array([[8, 2], [1, 9]]),),
    (np.array([[5, 0, 1], [2, 7, 0], [0, 1, 4]]),),
    (np.array([[3, 1], [2, 6]]),),
    (np.array([[40, 2, 3], [5, 60, 1], [0, 0, 9]]),),
    (np.array([[2, 5, 1], [3, 4, 6], [1, 0, 2]]),),  # two classes are mostly mistaken for others
]
TABLES = [
    (np.array([[1.0, 10.0], [2.0, 30.0], [6.0, 80.0]]), np.array([[3.0, 20.0], [5.0, 60.0]])),
    (
        np.array([[0.0, 1.0], [4.0, 2.0], [2.0, 9.0], [6.0, 0.0]]),
        np.array([[1.0, 3.0], [8.0, 2.0]]),
    ),
    (np.array([[2.0, 5.0], [4.0, 9.0]]), np.array([[2.0, 5.0], [1.0, 7.0]])),
]

EXERCISES = {
    "digits_parameters": Exercise(
        number_judge(
            HIDDEN_WEIGHTS + HIDDEN + OUTPUT_WEIGHTS + CLASSES,
            wrong=[
                ("digits_parameters_no_biases", HIDDEN_WEIGHTS + OUTPUT_WEIGHTS),
                ("digits_parameters_one_bias", HIDDEN_WEIGHTS + HIDDEN + OUTPUT_WEIGHTS),
                ("digits_parameters_one_bias", HIDDEN_WEIGHTS + OUTPUT_WEIGHTS + CLASSES),
                ("digits_parameters_per_layer", HIDDEN_WEIGHTS + OUTPUT_WEIGHTS + 2),
                ("digits_parameters_inputs", PIXELS + HIDDEN_WEIGHTS + HIDDEN + OUTPUT_WEIGHTS),
                (
                    "digits_parameters_inputs",
                    PIXELS + HIDDEN_WEIGHTS + HIDDEN + OUTPUT_WEIGHTS + CLASSES,
                ),
                ("digits_parameters_one_layer", HIDDEN_WEIGHTS + HIDDEN),
                ("digits_parameters_side", 8 * HIDDEN + HIDDEN + OUTPUT_WEIGHTS + CLASSES),
                ("digits_parameters_product", PIXELS * HIDDEN * CLASSES),
                ("digits_parameters_units", PIXELS + HIDDEN + CLASSES),
                ("digits_parameters_one_layer", HIDDEN_WEIGHTS),
                ("digits_parameters_second_layer", OUTPUT_WEIGHTS + CLASSES),
                ("digits_parameters_second_layer", OUTPUT_WEIGHTS),
                ("digits_parameters_product", (PIXELS + 1) * (HIDDEN + 1) * (CLASSES + 1)),
                ("digits_parameters_one_output", HIDDEN_WEIGHTS + HIDDEN + OUTPUT_WEIGHTS + 1),
                ("digits_parameters_mnist", 28 * 28 * HIDDEN + HIDDEN + OUTPUT_WEIGHTS + CLASSES),
                ("digits_parameters_no_hidden", PIXELS * CLASSES + CLASSES),
            ],
        )
    ),
    "one_hot_digits": Exercise(
        function_judge(
            one_hot_digits,
            [(np.array([3, 0, 9]),), (np.array([1, 1, 4, 0, 2]),), (np.arange(10)[::-1],)],
            [
                ("one_hot_digits_turned", lambda y: one_hot_digits(y).T),
                ("one_hot_digits_from_one", lambda y: np.eye(CLASSES)[y - 1]),
                ("one_hot_digits_values", lambda y: one_hot_digits(y) * y[:, None]),
                ("one_hot_digits_narrow", lambda y: np.eye(y.max() + 1)[y]),
                ("one_hot_digits_all_rows", all_rows),
                ("one_hot_digits_label_rows", label_rows),
                ("one_hot_digits_label_rows", lambda y: np.zeros((len(y), CLASSES))[y]),
                ("one_hot_digits_label_rows", lambda y: np.eye(len(y))[y]),
                ("one_hot_digits_first", lambda y: one_hot_digits(y)[0]),
                ("one_hot_digits_itself", lambda y: y),
                ("one_hot_digits_all_classes", lambda y: np.eye(CLASSES)),
                ("one_hot_digits_one_row", lambda y: one_hot_digits(y).max(axis=0)),
                (
                    "one_hot_digits_from_one",
                    lambda y: (y[:, None] == np.arange(1, 11)).astype(float),
                ),
                ("one_hot_digits_too_far", lambda y: np.eye(CLASSES + 1)[y]),
                ("one_hot_digits_too_far", lambda y: np.eye(CLASSES + 1)[y + 1]),
                ("one_hot_digits_inverted", lambda y: 1 - one_hot_digits(y)),
                ("one_hot_digits_flat", lambda y: one_hot_digits(y).ravel()),
                ("one_hot_digits_empty", lambda y: np.zeros((len(y), CLASSES))),
                ("one_hot_digits_full", lambda y: np.ones((len(y), CLASSES))),
            ],
        )
    ),
    "share_right": Exercise(
        function_judge(
            share_right,
            CONFUSIONS,
            [
                ("share_right_wrong", lambda c: 1 - share_right(c)),
                ("share_right_count", np.trace),
                ("share_percent", lambda c: 100 * share_right(c)),
                ("share_right_rows", lambda c: np.mean(np.diag(c) / c.sum(axis=1))),
                ("share_right_each", lambda c: np.diag(c) / c.sum(axis=1)),
                ("share_right_columns", lambda c: np.diag(c) / c.sum(axis=0)),
                ("share_right_size", lambda c: np.trace(c) / c.size),
                ("share_right_size", lambda c: np.trace(c) / len(c)),
                ("share_right_450", lambda c: np.trace(c) / 450),
                ("share_right_two", lambda c: (c[0, 0] + c[1, 1]) / c.sum()),
                ("share_right_not_added", lambda c: np.diag(c) / c.sum()),
                ("share_right_axis", lambda c: np.trace(c) / c.sum(axis=0)),
                ("share_right_axis", lambda c: np.trace(c) / c.sum(axis=1)),
                ("share_right_column_mean", lambda c: np.mean(np.diag(c) / c.sum(axis=0))),
                ("share_right_mean", lambda c: c.mean()),
                ("share_right_first", lambda c: c[0, 0] / c.sum()),
                ("share_right_not_last", lambda c: (np.trace(c) - c[-1, -1]) / c.sum()),
                ("share_right_not_first", lambda c: (np.trace(c) - c[0, 0]) / c.sum()),
                ("share_right_last", lambda c: c[-1, -1] / c.sum()),
                ("share_right_wrong_count", lambda c: c.sum() - np.trace(c)),
                ("share_right_floor", lambda c: np.trace(c) // c.sum()),
                ("share_right_upside_down", lambda c: c.sum() / np.trace(c)),
                ("share_right_ratio", lambda c: np.trace(c) / (c.sum() - np.trace(c))),
                ("share_right_largest", lambda c: c.max(axis=1).sum() / c.sum()),
                ("share_right_largest", lambda c: c.max(axis=0).sum() / c.sum()),
                ("share_right_other_diagonal", lambda c: np.trace(np.fliplr(c)) / c.sum()),
            ],
        )
    ),
    "sick_found": Exercise(
        number_judge(
            FOUND / (FOUND + MISSED),
            wrong=[
                ("sick_found_precision", FOUND / (FOUND + ALARMS)),
                ("sick_found_accuracy", (FOUND + CLEARED) / (FOUND + MISSED + ALARMS + CLEARED)),
                ("sick_found_at_half", 50 / 53),
                ("sick_found_at_half", 138 / 143),
                ("sick_found_none_missed", 1),
                ("sick_found_missed", MISSED / (FOUND + MISSED)),
                ("sick_found_benign", CLEARED / (CLEARED + ALARMS)),
                ("sick_found_of_all", FOUND / (FOUND + MISSED + ALARMS + CLEARED)),
                ("sick_found_upside_down", (FOUND + MISSED) / FOUND),
                ("sick_found_ratio", FOUND / MISSED),
                ("sick_found_percent", 100 * FOUND / (FOUND + MISSED)),
                ("sick_found_percent", 98),
                ("sick_found_floor", FOUND // (FOUND + MISSED)),
                ("sick_found_three", FOUND / (FOUND + MISSED + ALARMS)),
                ("sick_found_cleared", CLEARED / (CLEARED + MISSED)),
                ("sick_found_over_cleared", FOUND / CLEARED),
                ("sick_found_over_cleared", FOUND / (FOUND + CLEARED)),
                ("sick_found_f1", 2 * FOUND / (2 * FOUND + ALARMS + MISSED)),
                ("sick_found_called", (FOUND + ALARMS) / (FOUND + MISSED + ALARMS + CLEARED)),
                ("sick_found_called", (FOUND + MISSED) / (FOUND + MISSED + ALARMS + CLEARED)),
            ],
            within=5e-4,  # three digits, as in the text
        )
    ),
    "scaled_test": Exercise(
        function_judge(
            scaled_test,
            TABLES,
            [
                ("scaled_test_own", lambda X_train, X_test: by(X_test, X_test)),
                ("scaled_test_pooled", lambda a, b: by(b, np.vstack([a, b]))),
                ("scaled_test_mixed", lambda a, b: (b - a.mean(axis=0)) / b.std(axis=0)),
                ("scaled_test_mixed", lambda a, b: (b - b.mean(axis=0)) / a.std(axis=0)),
                ("scaled_test_training", lambda a, b: by(a, a)),
                ("scaled_test_no_std", lambda a, b: b - a.mean(axis=0)),
                ("scaled_test_no_mean", lambda a, b: b / a.std(axis=0)),
                ("scaled_test_variance", lambda a, b: (b - a.mean(axis=0)) / a.var(axis=0)),
                ("scaled_test_one_number", lambda a, b: by(b, a, axis=None)),
                ("scaled_test_rows", lambda a, b: by(b, a, axis=1)),
                ("scaled_test_ddof", lambda a, b: by(b, a, ddof=1)),
                ("scaled_test_brackets", lambda a, b: b - a.mean(axis=0) / a.std(axis=0)),
                ("scaled_test_range", lambda a, b: (b - a.min(axis=0)) / np.ptp(a, axis=0)),
                ("scaled_test_times", lambda a, b: (b - a.mean(axis=0)) * a.std(axis=0)),
                ("scaled_test_plus", lambda a, b: (b + a.mean(axis=0)) / a.std(axis=0)),
                ("scaled_test_minus", lambda a, b: (a.mean(axis=0) - b) / a.std(axis=0)),
                ("scaled_test_median", lambda a, b: (b - np.median(a, axis=0)) / a.std(axis=0)),
                ("scaled_test_pixels", lambda a, b: b / 16),
                ("scaled_test_root", lambda a, b: (b - a.mean(axis=0)) / np.sqrt(a.std(axis=0))),
                ("scaled_test_averaged", lambda a, b: scaled_test(a, b).mean(axis=0)),
            ],
        )
    ),
}
