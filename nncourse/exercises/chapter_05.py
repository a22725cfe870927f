"""The questions and exercises of chapter 05, loss functions."""

import numpy as np

from nncourse.exercises.function_judge import function_judge
from nncourse.exercises.judges import Exercise, Question, number_judge
from nncourse.exercises.rules import without_overflow
from nnlib import losses
from nnlib.activations import sigmoid, softmax
from nnlib.targets import one_hot

QUESTIONS = {
    "recall_far_out": Question(("steep", "flat", "depends"), right="flat"),
    "recall_shares": Question(("grow", "stay", "apart"), right="stay"),
    "recall_second_plane": Question(("curve", "line", "two"), right="line"),
    "far_day": Question(("stays", "turns", "through"), right="turns"),
    "surer": Question(("squared", "crossed", "pair"), right="crossed"),
    "stuck": Question(("none", "two", "six"), right="six"),
    "even": Question(("zero", "third", "log"), right="log"),
    "falls": Question(("rises", "same", "any"), right="any"),
}

ERRORS = np.array([4, 1, 2, 9]) - np.array([1, 2, 2, 5])  # of the first exercise


def shown_loss(p, y):
    """The reference solution: the binary cross-entropy, from probabilities; log(0) is -100."""
    return losses.binary_cross_entropy(p, y)


def from_logits(z, y):
    """The reference solution: the same loss for p = σ(z), without overflow."""
    return losses.binary_cross_entropy_from_logits(z, y)


def output_delta(p, y):
    """The reference solution: dL/dz of a mean cross-entropy over the samples."""
    return (p - y) / len(p)


def label_loss(z, labels):
    """The reference solution: the categorical cross-entropy from logits and class numbers."""
    return losses.categorical_cross_entropy_from_logits(z, one_hot(labels, z.shape[1]))


def cut(log):
    """A logarithm that is at least -100."""
    return lambda p: np.maximum(log(p), losses.LOG_FLOOR)


def softly_cut(log):
    """The slip that cuts only the logarithm of 0."""
    return lambda p: np.where(p == 0, losses.LOG_FLOOR, log(p))


def each_of(p, y, log=np.log):
    """-(y log p + (1 - y) log(1 - p)) for each sample; as in the text, NaN where p is 0 or 1."""
    return -(y * log(p) + (1 - y) * log(1 - p))


def given(p, y):
    """The probability p gives to what happened: p where y is 1, 1 - p where y is 0."""
    return y * p + (1 - y) * (1 - p)


def clipped(least):
    """The slip that keeps p at least ``least`` away from 0 and 1."""
    return lambda p, y: each_of(np.clip(p, least, 1 - least), y).mean()


def on_sigmoid(loss):
    """``loss``, a function of p, as a function of z: p = σ(z)."""
    return lambda z, y: loss(sigmoid(z), y)


def clipped_z(most):
    """The slip that clips z to ±``most``."""
    return lambda z, y: from_logits(np.clip(z, -most, most), y)


def clipped_sigmoid(most):
    """The slip that clips z to ±``most`` before σ."""
    return lambda z, y: each_of(sigmoid(np.clip(z, -most, most)), y).mean()


def clipped_softmax(most):
    """The slip that clips z to ±``most``, for several classes."""
    return lambda z, labels: label_loss(np.clip(z, -most, most), labels)


def added_before_log(least):
    """The slip that adds ``least`` to p, so that its logarithm is finite, for several classes."""
    return lambda z, labels: -np.log(of_label(softmax(z), labels) + least).mean()


def tail(z):
    """log(1 + exp(-|z|))."""
    return np.log1p(np.exp(-np.abs(z)))


def log_p(z, axis=1):
    """log softmax(z), without overflow."""
    return shifted_log_p(z, z.max(axis=axis, keepdims=True), axis)


def shifted_log_p(z, shift, axis=1):
    """log softmax(z), computed from z - shift."""
    z = z - shift
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def plain_softmax(z):
    """The softmax of the text, which overflows."""
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def of_label(table, labels):
    """The number at each row's label."""
    return table[np.arange(len(labels)), labels]


def after(each):
    """The slips that get the loss of each sample right, by ``each``, but not the mean."""
    return [
        ("loss_sum", lambda *given: each(*given).sum()),
        ("loss_each", each),
        ("loss_not_added", lambda *given: each(*given) / len(given[0])),
        ("loss_minus", lambda *given: -each(*given).mean()),
        ("loss_base", lambda *given: each(*given).mean() / np.log(2)),
        ("loss_base", lambda *given: each(*given).mean() / np.log(10)),
    ]


def wrong_logs(log):
    """The slips made with ``log``, a logarithm that may be clipped."""
    return [
        *after(lambda p, y: each_of(p, y, log)),
        ("shown_loss_swapped", lambda p, y: -np.mean((1 - y) * log(p) + y * log(1 - p))),
        ("shown_loss_roles", lambda p, y: each_of(y, p, log).mean()),
        ("shown_loss_rain_only", lambda p, y: np.mean(-y * log(p))),
        ("shown_loss_mean_first", lambda p, y: -log(given(p, y).mean())),
    ]


FORECASTS = [
    (np.array([0.9]), np.array([0.0])),
    (np.array([0.9, 0.8, 0.3, 0.6]), np.array([1.0, 1.0, 0.0, 0.0])),
    (np.array([1.0, 0.0, 0.6]), np.array([0.0, 0.0, 1.0])),
    (np.array([1e-10, 1e-50]), np.array([1.0, 1.0])),
]
LOGITS = [
    (np.array([2.0, -1.0, 0.5]), np.array([0.0, 0.0, 1.0])),
    (np.array([-3.0]), np.array([1.0])),
    (np.array([800.0, -800.0]), np.array([0.0, 1.0])),
    (np.array([800.0, -800.0, 40.0]), np.array([1.0, 0.0, 0.0])),
]
BATCHES = [
    (np.array([0.9, 0.2, 0.6]), np.array([0.0, 0.0, 1.0])),
    (np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4]]), one_hot([1, 2], 3)),
    (np.array([[0.8, 0.2]]), one_hot([0], 2)),
]
CLASSES = [
    (np.array([[2.0, 1.0, -1.0], [0.0, 3.0, 1.0]]), np.array([1, 0])),
    (np.array([[0.0, 1.0], [2.0, 0.5], [-1.0, 1.0]]), np.array([0, 1, 1])),
    (np.array([[1000.0, 1001.0, 999.0]]), np.array([2])),
    (np.array([[-1000.0, 0.0]]), np.array([0])),
    (np.array([[1000.0, -1000.0]]), np.array([0])),
    (np.array([[1000.0, 1001.0, 999.0], [-1000.0, -1001.0, -999.0]]), np.array([0, 2])),
]

HAND_SLIPS = [
    ("mse_by_hand_sum", np.sum(ERRORS**2)),
    ("mse_by_hand_half", np.mean(ERRORS**2) / 2),
    ("mse_by_hand_sizes", np.mean(np.abs(ERRORS))),
    ("mse_by_hand_errors", np.mean(ERRORS)),
    ("mse_by_hand_mean_first", np.mean(ERRORS) ** 2),
    ("mse_by_hand_mean_first", np.sum(ERRORS) ** 2),
    ("mse_by_hand_root", np.sqrt(np.mean(ERRORS**2))),
    ("mse_by_hand_three", np.sum(ERRORS**2) / 3),
    ("mse_by_hand_sign", np.mean(np.sign(ERRORS) * ERRORS**2)),
    ("mse_by_hand_brackets", 9 + 1 + 0 + 16 / 4),
    ("mse_by_hand_brackets", 9 / 4 + 1 + 0 + 16),
    ("mse_by_hand_doubled", np.mean(2 * np.abs(ERRORS))),
    ("mse_by_hand_two", np.sum(ERRORS**2) / 2),
    ("mse_by_hand_mean_first", np.sum(ERRORS) ** 2 / 4),
]
PROBABILITY_SLIPS = [
    ("shown_loss_not_cut", lambda p, y: each_of(p, y).mean()),
    ("shown_loss_not_cut", lambda p, y: -np.log(given(p, y)).mean()),
    ("shown_loss_not_cut", lambda p, y: -np.maximum(-each_of(p, y), -100).mean()),
    *[("shown_loss_p_cut", clipped(10.0**-k)) for k in range(5, 17)],
    ("shown_loss_zero_alone", lambda p, y: -softly_cut(np.log)(given(p, y)).mean()),
    ("shown_loss_zero_alone", lambda p, y: each_of(p, y, softly_cut(np.log)).mean()),
    ("shown_loss_hidden", lambda p, y: np.nan_to_num(each_of(p, y)).mean()),
    ("shown_loss_hidden", lambda p, y: np.nan_to_num(each_of(p, y).mean())),
    ("shown_loss_hidden", lambda p, y: np.nan_to_num(-np.log(given(p, y))).mean()),
    ("shown_loss_product", lambda p, y: -np.log(given(p, y).prod())),
    *wrong_logs(cut(np.log)),
    *wrong_logs(np.log),
    ("loss_base", lambda p, y: each_of(p, y, cut(np.log2)).mean()),
    ("loss_base", lambda p, y: each_of(p, y, cut(np.log10)).mean()),
    ("shown_loss_no_log", lambda p, y: given(p, y).mean()),
    ("shown_loss_no_log", lambda p, y: -given(p, y).mean()),
    ("shown_loss_squares", lambda p, y: np.mean((p - y) ** 2)),
    (
        "shown_loss_minimum",
        lambda p, y: each_of(p, y, lambda p: np.minimum(np.log(p), losses.LOG_FLOOR)).mean(),
    ),
    ("shown_loss_minimum", lambda p, y: -np.minimum(np.log(given(p, y)), losses.LOG_FLOOR).mean()),
    ("shown_loss_plus", lambda p, y: each_of(p, y, lambda p: np.maximum(np.log(p), 100)).mean()),
    ("shown_loss_cut_mean", lambda p, y: max(-100, each_of(p, y).mean())),
    ("shown_loss_cut_mean", lambda p, y: min(100, each_of(p, y).mean())),
    ("shown_loss_p_only", lambda p, y: -np.log(p).mean()),
    ("shown_loss_p_only", lambda p, y: -cut(np.log)(p).mean()),
    ("shown_loss_brackets", lambda p, y: -np.mean(y * cut(np.log)(p) + 1 - y * cut(np.log)(1 - p))),
    (
        "shown_loss_between",
        lambda p, y: -np.mean(y * cut(np.log)(p) - (1 - y) * cut(np.log)(1 - p)),
    ),
    (
        "shown_loss_log_outside",
        lambda p, y: -np.mean(y * cut(np.log)(p) + (1 - y) * (1 - cut(np.log)(p))),
    ),
]
LOGIT_SLIPS = [
    *after(lambda z, y: np.logaddexp(0, z) - y * z),
    ("from_logits_overflows", on_sigmoid(lambda p, y: each_of(p, y).mean())),
    ("from_logits_overflows", on_sigmoid(lambda p, y: -np.log(given(p, y)).mean())),
    ("from_logits_overflows", lambda z, y: np.mean(np.log(1 + np.exp(z)) - y * z)),
    ("from_logits_overflows", lambda z, y: np.log(1 + np.exp(np.where(y == 1, -z, z))).mean()),
    (
        "from_logits_overflows",
        lambda z, y: np.mean(y * np.log(1 + np.exp(-z)) + (1 - y) * (z + np.log(1 + np.exp(-z)))),
    ),
    ("from_logits_np_max", lambda z, y: np.mean(np.max(z, 0) - y * z + tail(z))),
    (
        "from_logits_whole",
        lambda z, y: np.mean(np.where(z < 0, -z, z - y * z) + tail(z)),
    ),
    ("from_logits_whole", lambda z, y: np.mean(np.abs(z) - y * z + tail(z))),
    (
        "from_logits_exp_sign",
        lambda z, y: np.mean(np.maximum(z, 0) - y * z + np.log(1 + np.exp(np.abs(z)))),
    ),
    (
        "from_logits_mean_early",
        lambda z, y: np.mean(np.maximum(z, 0) - y * z) + tail(z),
    ),
    *[("from_logits_clipped", on_sigmoid(clipped(10.0**-k))) for k in range(5, 17)],
    ("from_logits_clipped", on_sigmoid(shown_loss)),
    ("from_logits_no_target", lambda z, y: np.mean(np.maximum(z, 0) + tail(z))),
    ("from_logits_sign", lambda z, y: np.mean(np.maximum(z, 0) + y * z + tail(z))),
    ("from_logits_no_max", lambda z, y: np.mean(tail(z) - y * z)),
    ("from_logits_below_zero", lambda z, y: np.mean((1 - y) * z + tail(z))),
    ("from_logits_no_abs", lambda z, y: np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-z)))),
    ("from_logits_one_target", lambda z, y: np.logaddexp(0, -z).mean()),
    ("from_logits_squares", lambda z, y: np.mean((sigmoid(z) - y) ** 2)),
    ("from_logits_as_p", lambda z, y: each_of(z, y).mean()),
    ("from_logits_one_target", lambda z, y: np.log(1 + np.exp(-z)).mean()),
    ("from_logits_one_target", lambda z, y: np.logaddexp(0, -z)),
    ("from_logits_one_target", lambda z, y: np.log(1 + np.exp(-z))),
    ("from_logits_swapped", lambda z, y: np.mean(np.logaddexp(0, z) - (1 - y) * z)),
    ("from_logits_swapped", lambda z, y: each_of(sigmoid(-z), y).mean()),
    ("from_logits_tail_sign", lambda z, y: np.mean(np.maximum(z, 0) - y * z - tail(z))),
    ("from_logits_no_tail", lambda z, y: np.mean(np.maximum(z, 0) - y * z)),
    ("from_logits_rain_only", lambda z, y: np.mean(y * np.logaddexp(0, -z))),
    ("from_logits_signs", lambda z, y: np.logaddexp(0, -y * z).mean()),
    ("from_logits_clipped_z", clipped_z(20)),
    ("from_logits_clipped_z", clipped_z(30)),
    ("from_logits_clipped_z", clipped_z(50)),
    ("from_logits_clipped_z", clipped_z(100)),
    ("from_logits_clipped_z", clipped_z(500)),
    ("from_logits_clipped_z", clipped_z(700)),
    *[("from_logits_clipped_z", clipped_sigmoid(most)) for most in (20, 30, 35)],
    (
        "from_logits_tail_without_abs",
        lambda z, y: np.mean(np.maximum(z, 0) - y * z + np.logaddexp(0, z)),
    ),
    (
        "from_logits_tail_without_abs",
        lambda z, y: np.mean(np.maximum(z, 0) - y * z + np.log(1 + np.exp(z))),
    ),
]
DELTA_SLIPS = [
    ("output_delta_no_n", lambda p, y: p - y),
    ("output_delta_minus", lambda p, y: (y - p) / len(p)),
    ("output_delta_size", lambda p, y: (p - y) / p.size),
    ("output_delta_columns", lambda p, y: (p - y) / p.shape[-1]),
    ("output_delta_two", lambda p, y: 2 * (p - y) / len(p)),
    ("output_delta_squares", lambda p, y: 2 * (p - y) * p * (1 - p) / len(p)),
    ("output_delta_squares", lambda p, y: (p - y) * p * (1 - p) / len(p)),
    ("output_delta_squares", lambda p, y: 2 * (p - y) * p * (1 - p)),
    ("output_delta_squares", lambda p, y: (p - y) * p * (1 - p)),
    ("output_delta_true_only", lambda p, y: np.where(y == 1, p - 1, 0) / len(p)),
    ("output_delta_true_only", lambda p, y: (p - 1) / len(p)),
    ("output_delta_fixed", lambda p, y: (p - y) / 2),
    ("output_delta_fixed", lambda p, y: (p - y) / 3),
    ("output_delta_mean", lambda p, y: np.sum(p - y)),
    ("output_delta_in_p", lambda p, y: (p - y) / (p * (1 - p)) / len(p)),
    ("output_delta_in_p", lambda p, y: -y / p / len(p)),
    ("output_delta_mean", lambda p, y: (p - y).mean(axis=0)),
    ("output_delta_mean", lambda p, y: (p - y).mean()),
    ("output_delta_bare_minus", lambda p, y: y - p),
    ("output_delta_in_p", lambda p, y: (p - y) / (p * (1 - p))),
    ("output_delta_abs", lambda p, y: np.abs(p - y) / len(p)),
    ("output_delta_squared", lambda p, y: (p - y) ** 2 / len(p)),
    ("output_delta_brackets", lambda p, y: p - y / len(p)),
    ("output_delta_times", lambda p, y: (p - y) * len(p)),
    ("output_delta_decision", lambda p, y: ((p > 0.5) - y) / len(p)),
    ("output_delta_loss", lambda p, y: -np.log(p[y == 1]).mean()),
    ("output_delta_loss", lambda p, y: each_of(p, y).mean()),
]
LABEL_SLIPS = [
    *after(lambda z, k: -of_label(log_p(z), k)),
    ("label_loss_overflows", lambda z, k: -np.log(of_label(plain_softmax(z), k)).mean()),
    (
        "label_loss_overflows",
        lambda z, k: np.mean(np.log(np.exp(z).sum(axis=1)) - of_label(z, k)),
    ),
    ("label_loss_one_max", lambda z, k: -of_label(shifted_log_p(z, z.max()), k).mean()),
    (
        "label_loss_mean_shift",
        lambda z, k: -of_label(shifted_log_p(z, z.mean(axis=1, keepdims=True)), k).mean(),
    ),
    (
        "label_loss_least",
        lambda z, k: -of_label(shifted_log_p(z, z.min(axis=1, keepdims=True)), k).mean(),
    ),
    ("label_loss_cut", lambda z, k: -cut(np.log)(of_label(softmax(z), k)).mean()),
    *[("label_loss_cut", added_before_log(least)) for least in 10.0 ** -np.arange(5, 17)],
    ("label_loss_binary", lambda z, k: from_logits(z, one_hot(k, z.shape[1]))),
    ("label_loss_rows_first", lambda z, k: -log_p(z)[k, np.arange(len(k))].mean()),
    (
        "label_loss_no_log_of_sum",
        lambda z, k: np.mean(
            np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1)
            - of_label(z - z.max(axis=1, keepdims=True), k)
        ),
    ),
    ("label_loss_log", lambda z, k: -np.log(of_label(softmax(z), k)).mean()),
    ("label_loss_columns", lambda z, k: -log_p(z)[:, k].mean()),
    ("label_loss_largest", lambda z, k: -log_p(z).max(axis=1).mean()),
    ("label_loss_all", lambda z, k: -log_p(z).mean()),
    ("label_loss_from_1", lambda z, k: -of_label(log_p(z), k - 1).mean()),
    ("label_loss_size", lambda z, k: -of_label(log_p(z), k).sum() / z.size),
    ("label_loss_axis", lambda z, k: -of_label(log_p(z, 0), k).mean()),
    ("label_loss_no_log", lambda z, k: -of_label(softmax(z), k).mean()),
    ("label_loss_no_log", lambda z, k: of_label(softmax(z), k).mean()),
    ("label_loss_rows", lambda z, k: -np.log(softmax(z)[k]).mean()),
    ("label_loss_rows", lambda z, k: -log_p(z)[k].mean()),
    ("label_loss_table", lambda z, k: -np.log(of_label(np.exp(z) / np.exp(z).sum(), k)).mean()),
    (
        "label_loss_table",
        lambda z, k: np.mean(np.log(np.exp(z - z.max()).sum()) + z.max() - of_label(z, k)),
    ),
    ("label_loss_size", lambda z, k: -np.mean(one_hot(k, z.shape[1]) * np.log(softmax(z)))),
    ("label_loss_logit", lambda z, k: -of_label(z - z.max(axis=1, keepdims=True), k).mean()),
    ("label_loss_logit", lambda z, k: -of_label(z, k).mean()),
    (
        "label_loss_divided",
        lambda z, k: -np.log(of_label(softmax(z / z.max(axis=1, keepdims=True)), k)).mean(),
    ),
    ("label_loss_sigmoid", lambda z, k: -np.log(of_label(sigmoid(z), k)).mean()),
    ("label_loss_clipped", clipped_softmax(20)),
    ("label_loss_clipped", clipped_softmax(50)),
    ("label_loss_clipped", clipped_softmax(100)),
    ("label_loss_clipped", clipped_softmax(500)),
    ("label_loss_clipped", clipped_softmax(700)),
    ("loss_sum", lambda z, k: -np.log(of_label(softmax(z), k)).sum()),
    ("loss_each", lambda z, k: -np.log(of_label(softmax(z), k))),
    ("loss_minus", lambda z, k: np.log(of_label(softmax(z), k)).mean()),
    ("label_loss_columns", lambda z, k: -np.log(softmax(z)[:, k]).mean()),
    ("label_loss_from_1", lambda z, k: -np.log(of_label(softmax(z), k - 1)).mean()),
    ("label_loss_all", lambda z, k: -np.log(softmax(z)).mean()),
    ("label_loss_one_shift", lambda z, k: np.mean(-of_label(log_p(z), k) - z.max(axis=1))),
    (
        "label_loss_plus",
        lambda z, k: (
            -np.mean(of_label(log_p(z), k) - 2 * of_label(z - z.max(axis=1, keepdims=True), k))
        ),
    ),
]
NO_OVERFLOW = [without_overflow("rule_overflow")]

EXERCISES = {
    "mse_by_hand": Exercise(number_judge(np.mean(ERRORS**2), HAND_SLIPS)),
    "shown_loss": Exercise(function_judge(shown_loss, FORECASTS, PROBABILITY_SLIPS)),
    "from_logits": Exercise(function_judge(from_logits, LOGITS, LOGIT_SLIPS, NO_OVERFLOW)),
    "output_delta": Exercise(function_judge(output_delta, BATCHES, DELTA_SLIPS)),
    "label_loss": Exercise(function_judge(label_loss, CLASSES, LABEL_SLIPS, NO_OVERFLOW)),
}
