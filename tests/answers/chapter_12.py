"""Answers to the exercises of chapter 12: right ones, and one for each known error."""

ROWS = "unit_rows = lambda X: "
SLOPES = "film_slopes = lambda E, U, n: "
WORTH = "my_worth = lambda after: "

RIGHT = [
    ("child_f1", "child_f1 = 510 * 17 / 12"),
    ("child_f1", "child_f1 = 722.5"),
    ("triple_parameters", "triple_parameters = 27**3 * 6 + 6"),
    ("triple_parameters", "triple_parameters = (27 * 27 * 27 + 1) * 6"),
    ("unit_rows", ROWS + "X / np.sqrt((X**2).sum(axis=1, keepdims=True))"),
    ("unit_rows", ROWS + "X / np.linalg.norm(X, axis=1)[:, None]"),
    ("film_slopes", SLOPES + "2 * E.T @ U / n"),
    ("film_slopes", SLOPES + "2 / n * (U.T @ E).T"),
    ("my_worth", WORTH + "np.max(-after)"),
    ("my_worth", WORTH + "-min(after)"),
]

WRONG = [
    ("child_f1", "child_f1 = 510 * 12 / 17", "child_f1_upside_down"),
    ("child_f1", "child_f1 = 510", "child_f1_same"),
    ("child_f1", "child_f1 = 510 + 5", "child_f1_added"),
    ("child_f1", "child_f1 = 510 * (1 + 5 / 17)", "child_f1_percent"),
    ("child_f1", "child_f1 = 722", "child_f1_rounded"),
    ("child_f1", "child_f1 = 723", "child_f1_rounded"),
    ("triple_parameters", "triple_parameters = 27**3 * 6", "triple_parameters_no_bias"),
    ("triple_parameters", "triple_parameters = 729 * 6 + 6", "triple_parameters_pairs"),
    ("triple_parameters", "triple_parameters = 27**3 + 1", "triple_parameters_one"),
    ("triple_parameters", "triple_parameters = 27**3", "triple_parameters_inputs"),
    ("triple_parameters", "triple_parameters = 26**3 * 6 + 6", "triple_parameters_no_space"),
    ("triple_parameters", "triple_parameters = 27**3 + 6", "triple_parameters_shared"),
    ("triple_parameters", "triple_parameters = 27 * 3 * 6 + 6", "triple_parameters_times"),
    ("unit_rows", ROWS + "X / X.sum(axis=1, keepdims=True)", "unit_rows_shares"),
    ("unit_rows", ROWS + "X / np.linalg.norm(X)", "unit_rows_all"),
    ("unit_rows", ROWS + "X / np.linalg.norm(X, axis=0)", "unit_rows_columns"),
    ("unit_rows", ROWS + "X / (X**2).sum(axis=1, keepdims=True)", "unit_rows_no_root"),
    ("unit_rows", ROWS + "X / np.sqrt((X**2).sum(axis=1))", "unit_rows_keepdims"),
    ("unit_rows", ROWS + "X / X.max(axis=1, keepdims=True)", "unit_rows_largest"),
    ("unit_rows", ROWS + "np.linalg.norm(X, axis=1)", "unit_rows_lengths"),
    ("unit_rows", ROWS + "np.linalg.norm(X, axis=1, keepdims=True)", "unit_rows_lengths"),
    (
        "unit_rows",
        "def unit_rows(X):\n    for row in X:\n        row = row / np.linalg.norm(row)\n    return X",
        "check_unchanged",
    ),
    (
        "unit_rows",
        "def unit_rows(X):\n    for row in X:\n        return row / np.linalg.norm(row)",
        "check_first_alone",
    ),
    (
        "unit_rows",
        "def unit_rows(X):\n    for row in X:\n        last = row / np.linalg.norm(row)\n    return last",
        "check_last_alone",
    ),
    ("film_slopes", SLOPES + "E.T @ U / n", "film_slopes_no_two"),
    ("film_slopes", SLOPES + "2 * E.T @ U", "film_slopes_no_n"),
    ("film_slopes", SLOPES + "E.T @ U", "film_slopes_bare"),
    ("film_slopes", SLOPES + "2 * E @ U / n", "film_slopes_order"),
    ("film_slopes", SLOPES + "2 * U.T @ E / n", "film_slopes_turned"),
    ("film_slopes", SLOPES + "2 * E.T @ U / E.size", "film_slopes_all"),
    ("my_worth", WORTH + "max(after)", "my_worth_for_the_other"),
    ("my_worth", WORTH + "min(after)", "my_worth_no_sign"),
    ("my_worth", WORTH + "-max(after)", "my_worth_worst"),
    ("my_worth", WORTH + "-after.mean()", "my_worth_mean"),
    ("my_worth", WORTH + "-after", "my_worth_all"),
    ("my_worth", WORTH + "(-after).argmax()", "my_worth_which"),
]
