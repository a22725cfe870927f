"""Answers to the exercises of chapter 11: right ones, and one for each known error."""

ONE_HOT = "one_hot_digits = lambda y: "
TABLE = "def one_hot_digits(y):\n    table = np.zeros((len(y), 10))\n    table["
SHARE = "share_right = lambda confusion: "
SCALED = "scaled_test = lambda X_train, X_test: "
MEAN = "X_train.mean(axis=0)"
STD = "X_train.std(axis=0)"

RIGHT = [
    ("digits_parameters", "digits_parameters = 64 * 100 + 100 + 100 * 10 + 10"),
    ("digits_parameters", "digits_parameters = 65 * 100 + 101 * 10"),
    ("one_hot_digits", ONE_HOT + "np.eye(10)[y]"),
    ("one_hot_digits", ONE_HOT + "y[:, None] == np.arange(10)"),
    ("one_hot_digits", ONE_HOT + "[[int(label == k) for k in range(10)] for label in y]"),
    ("one_hot_digits", TABLE + "np.arange(len(y)), y] = 1\n    return table"),
    ("share_right", SHARE + "np.trace(confusion) / confusion.sum()"),
    ("share_right", SHARE + "sum(np.diag(confusion)) / sum(sum(confusion))"),
    ("sick_found", "sick_found = 52 / 53"),
    ("sick_found", "sick_found = 1 - 1 / 53"),
    ("sick_found", "sick_found = 0.981"),
    ("scaled_test", SCALED + f"(X_test - {MEAN}) / {STD}"),
    (
        "scaled_test",
        "def scaled_test(X_train, X_test):\n"
        "    mean = np.mean(X_train, 0)\n"
        "    std = np.sqrt(((X_train - mean) ** 2).mean(axis=0))\n"
        "    return [(row - mean) / std for row in X_test]",
    ),
]

WRONG = [
    ("share_right", "share_right = lambda c: 100 * np.trace(c) / c.sum()", "share_percent"),
    ("digits_parameters", "digits_parameters = 64 * 100 + 100 * 10", "digits_parameters_no_biases"),
    ("digits_parameters", "digits_parameters = 65 * 100 + 1000", "digits_parameters_one_bias"),
    ("digits_parameters", "digits_parameters = 64 * 100 + 1010", "digits_parameters_one_bias"),
    ("digits_parameters", "digits_parameters = 7510 + 64", "digits_parameters_inputs"),
    ("digits_parameters", "digits_parameters = 64 * 100 + 100", "digits_parameters_one_layer"),
    ("digits_parameters", "digits_parameters = 9 * 100 + 1010", "digits_parameters_side"),
    ("digits_parameters", "digits_parameters = 64 * 100 * 10", "digits_parameters_product"),
    ("digits_parameters", "digits_parameters = 64 + 100 + 10", "digits_parameters_units"),
    ("one_hot_digits", ONE_HOT + "np.eye(10)[:, y]", "one_hot_digits_turned"),
    ("one_hot_digits", ONE_HOT + "np.eye(10)[y - 1]", "one_hot_digits_from_one"),
    (
        "one_hot_digits",
        TABLE + "np.arange(len(y)), y - 1] = 1\n    return table",
        "one_hot_digits_from_one",
    ),
    (
        "one_hot_digits",
        TABLE + "np.arange(len(y)), y] = y\n    return table",
        "one_hot_digits_values",
    ),
    ("one_hot_digits", ONE_HOT + "np.eye(max(y) + 1)[y]", "one_hot_digits_narrow"),
    ("one_hot_digits", TABLE + ":, y] = 1\n    return table", "one_hot_digits_all_rows"),
    ("one_hot_digits", ONE_HOT + "np.eye(10)[y[0]]", "one_hot_digits_first"),
    ("share_right", SHARE + "1 - np.trace(confusion) / confusion.sum()", "share_right_wrong"),
    ("share_right", SHARE + "np.trace(confusion)", "share_right_count"),
    (
        "share_right",
        SHARE + "(np.diag(confusion) / confusion.sum(axis=1)).mean()",
        "share_right_rows",
    ),
    ("share_right", SHARE + "np.diag(confusion) / confusion.sum(axis=1)", "share_right_each"),
    ("share_right", SHARE + "np.diag(confusion) / confusion.sum(axis=0)", "share_right_columns"),
    ("share_right", SHARE + "np.trace(confusion) / confusion.size", "share_right_size"),
    ("share_right", SHARE + "np.trace(confusion) / len(confusion)", "share_right_size"),
    ("share_right", SHARE + "np.diag(confusion).mean()", "share_right_size"),
    ("share_right", SHARE + "np.trace(confusion) / 450", "share_right_450"),
    (
        "share_right",
        SHARE + "(confusion[0][0] + confusion[1][1]) / confusion.sum()",
        "share_right_two",
    ),
    ("sick_found", "sick_found = 52 / 58", "sick_found_precision"),
    ("sick_found", "sick_found = 136 / 143", "sick_found_accuracy"),
    ("sick_found", "sick_found = 1 / 53", "sick_found_missed"),
    ("sick_found", "sick_found = 84 / 90", "sick_found_benign"),
    ("sick_found", "sick_found = 52 / 143", "sick_found_of_all"),
    ("sick_found", "sick_found = 53 / 52", "sick_found_upside_down"),
    ("sick_found", "sick_found = 52 / 1", "sick_found_ratio"),
    ("sick_found", "sick_found = 98.1", "sick_found_percent"),
    ("sick_found", "sick_found = 100 * 52 / 53", "sick_found_percent"),
    (
        "scaled_test",
        SCALED + "(X_test - X_test.mean(axis=0)) / X_test.std(axis=0)",
        "scaled_test_own",
    ),
    (
        "scaled_test",
        "def scaled_test(X_train, X_test):\n    X = np.concatenate([X_train, X_test])\n"
        "    return (X_test - X.mean(axis=0)) / X.std(axis=0)",
        "scaled_test_pooled",
    ),
    ("scaled_test", SCALED + f"(X_test - {MEAN}) / X_test.std(axis=0)", "scaled_test_mixed"),
    ("scaled_test", SCALED + f"(X_test - X_test.mean(axis=0)) / {STD}", "scaled_test_mixed"),
    ("scaled_test", SCALED + f"(X_train - {MEAN}) / {STD}", "scaled_test_training"),
    ("scaled_test", SCALED + f"X_test - {MEAN}", "scaled_test_no_std"),
    ("scaled_test", SCALED + f"X_test / {STD}", "scaled_test_no_mean"),
    ("scaled_test", SCALED + f"(X_test - {MEAN}) / X_train.var(axis=0)", "scaled_test_variance"),
    ("scaled_test", SCALED + "(X_test - X_train.mean()) / X_train.std()", "scaled_test_one_number"),
    (
        "scaled_test",
        SCALED + "(X_test - X_train.mean(axis=1)) / X_train.std(axis=1)",
        "scaled_test_rows",
    ),
    (
        "scaled_test",
        SCALED + f"(X_test - {MEAN}) / X_train.std(axis=0, ddof=1)",
        "scaled_test_ddof",
    ),
    ("scaled_test", SCALED + f"X_test - {MEAN} / {STD}", "scaled_test_brackets"),
    (
        "scaled_test",
        "def scaled_test(X_train, X_test):\n    low, high = X_train.min(0), X_train.max(0)\n"
        "    return (X_test - low) / (high - low)",
        "scaled_test_range",
    ),
    ("scaled_test", SCALED + f"(X_mean - {MEAN}) / {STD}", "check_stops"),
]
