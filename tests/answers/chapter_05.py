"""Answers to the exercises of chapter 05: right ones, and one for each known error."""

BCE = "shown_loss = lambda p, y: "
EACH = "(y * np.log(p) + (1 - y) * np.log(1 - p))"
GIVEN = "np.where(y == 1, p, 1 - p)"
CUT = f"np.maximum(np.log({GIVEN}), -100)"
LOGITS = "from_logits = lambda z, y: "
TAIL = "np.log1p(np.exp(-np.abs(z)))"
STABLE = f"np.maximum(z, 0) - y * z + {TAIL}"
SIGMOID = "def from_logits(z, y):\n    p = 1 / (1 + np.exp(-z))\n    "
DELTA = "output_delta = lambda p, y: "
SOFTMAX = (
    "def label_loss(z, labels):\n    rows = np.arange(len(z))\n"
    "    z = z - z.max(axis=1, keepdims=True)\n"
    "    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)\n"
    "    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))\n    "
)
SIGMOID_OF_CLIPPED = (
    "def from_logits(z, y):\n    p = 1 / (1 + np.exp(-np.clip(z, -30, 30)))\n"
    "    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))"
)
LABEL_SOFTMAX = (
    "def label_loss(z, labels):\n    z = z - z.max(axis=1, keepdims=True)\n"
    "    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)\n    return "
)

PICKED = "return -log_p[rows, labels].mean()"

RIGHT = [
    ("mse_by_hand", "mse_by_hand = (9 + 1 + 0 + 16) / 4"),
    ("mse_by_hand", "mse_by_hand = np.mean((np.array([4, 1, 2, 9]) - [1, 2, 2, 5]) ** 2)"),
    ("shown_loss", BCE + f"-{CUT}.mean()"),
    ("shown_loss", BCE + f"-np.log(np.maximum({GIVEN}, np.exp(-100.0))).mean()"),
    ("shown_loss", BCE + f"np.minimum(-np.log({GIVEN}), 100).sum() / len(y)"),
    ("from_logits", LOGITS + f"np.mean({STABLE})"),
    ("from_logits", LOGITS + "np.mean(np.logaddexp(0, z) - y * z)"),
    ("from_logits", LOGITS + "np.mean(np.logaddexp(0, (1 - 2 * y) * z))"),
    ("output_delta", DELTA + "(p - y) / len(p)"),
    ("output_delta", DELTA + "(p - y) / p.shape[0]"),
    ("label_loss", SOFTMAX + "return -log_p[rows, labels].mean()"),
    ("label_loss", SOFTMAX + "return -np.mean([row[k] for row, k in zip(log_p, labels)])"),
    (
        "label_loss",
        "label_loss = lambda z, labels: np.mean(\n"
        "    np.logaddexp.reduce(z, axis=1) - z[range(len(z)), labels])",
    ),
]

WRONG = [
    (
        "from_logits",
        "from_logits = lambda z, y: np.logaddexp(0, -z).mean()",
        "from_logits_one_target",
    ),
    (
        "from_logits",
        "from_logits = lambda z, y: np.mean((1 / (1 + np.exp(-z)) - y) ** 2)",
        "from_logits_squares",
    ),
    (
        "from_logits",
        "def from_logits(z, y):\n"
        "    large = z + np.log1p(np.exp(-z))\n    small = np.log1p(np.exp(z))\n"
        "    return np.mean(np.where(z > 0, large, small) - y * z)",
        "rule_overflow",
    ),
    ("mse_by_hand", "mse_by_hand = 9 + 1 + 16", "mse_by_hand_sum"),
    ("mse_by_hand", "mse_by_hand = (9 + 1 + 16) / 8", "mse_by_hand_half"),
    ("mse_by_hand", "mse_by_hand = (3 + 1 + 4) / 4", "mse_by_hand_sizes"),
    ("mse_by_hand", "mse_by_hand = (3 - 1 + 4) / 4", "mse_by_hand_errors"),
    ("mse_by_hand", "mse_by_hand = ((3 - 1 + 4) / 4) ** 2", "mse_by_hand_mean_first"),
    ("mse_by_hand", "mse_by_hand = (3 - 1 + 4) ** 2", "mse_by_hand_mean_first"),
    ("mse_by_hand", "mse_by_hand = math.sqrt(26 / 4)", "mse_by_hand_root"),
    ("mse_by_hand", "mse_by_hand = 26 / 3", "mse_by_hand_three"),
    ("mse_by_hand", "mse_by_hand = (9 - 1 + 16) / 4", "mse_by_hand_sign"),
    ("shown_loss", BCE + f"-np.mean{EACH}", "shown_loss_not_cut"),
    ("shown_loss", BCE + f"-np.log({GIVEN}).mean()", "shown_loss_not_cut"),
    ("shown_loss", BCE + f"-np.log(np.clip({GIVEN}, 1e-7, 1)).mean()", "shown_loss_p_cut"),
    ("shown_loss", BCE + f"{CUT}.mean()", "loss_minus"),
    ("shown_loss", BCE + f"-{CUT}.sum()", "loss_sum"),
    ("shown_loss", BCE + f"-{CUT}", "loss_each"),
    ("shown_loss", BCE + f"-{CUT.replace('np.log', 'np.log2')}.mean()", "loss_base"),
    ("shown_loss", BCE + f"np.mean{EACH}", "loss_minus"),
    ("shown_loss", BCE + f"-np.sum{EACH}", "loss_sum"),
    ("shown_loss", BCE + f"-{EACH}", "loss_each"),
    ("shown_loss", BCE + f"-np.mean{EACH.replace('log', 'log2')}", "loss_base"),
    ("shown_loss", BCE + f"-np.mean{EACH.replace('log', 'log10')}", "loss_base"),
    (
        "shown_loss",
        BCE + "-np.mean((1 - y) * np.log(p) + y * np.log(1 - p))",
        "shown_loss_swapped",
    ),
    (
        "shown_loss",
        BCE + "-np.mean(p * np.log(y) + (1 - p) * np.log(1 - y))",
        "shown_loss_roles",
    ),
    ("shown_loss", BCE + "-np.mean(y * np.log(p))", "shown_loss_rain_only"),
    ("shown_loss", BCE + f"np.mean({GIVEN})", "shown_loss_no_log"),
    ("shown_loss", BCE + "-np.mean(y * p + (1 - y) * (1 - p))", "shown_loss_no_log"),
    ("shown_loss", BCE + f"-np.log(np.mean({GIVEN}))", "shown_loss_mean_first"),
    ("shown_loss", BCE + "np.mean((p - y) ** 2)", "shown_loss_squares"),
    ("from_logits", SIGMOID + f"return -np.mean{EACH}", "from_logits_overflows"),
    ("from_logits", SIGMOID + f"return -np.log({GIVEN}).mean()", "from_logits_overflows"),
    ("from_logits", LOGITS + "np.mean(np.log(1 + np.exp(z)) - y * z)", "from_logits_overflows"),
    (
        "from_logits",
        LOGITS + "np.mean(np.log(1 + np.exp((1 - 2 * y) * z)))",
        "from_logits_overflows",
    ),
    (
        "from_logits",
        SIGMOID + f"p = np.clip(p, 1e-7, 1 - 1e-7)\n    return -np.mean{EACH}",
        "from_logits_clipped",
    ),
    (
        "from_logits",
        SIGMOID + f"p = np.clip(p, 1e-15, 1 - 1e-15)\n    return -np.mean{EACH}",
        "from_logits_clipped",
    ),
    (
        "from_logits",
        SIGMOID + f"return -np.maximum(np.log({GIVEN}), -100).mean()",
        "from_logits_clipped",
    ),
    ("from_logits", LOGITS + f"np.mean(np.maximum(z, 0) + {TAIL})", "from_logits_no_target"),
    ("from_logits", LOGITS + f"np.mean(np.maximum(z, 0) + y * z + {TAIL})", "from_logits_sign"),
    ("from_logits", LOGITS + f"np.mean({TAIL} - y * z)", "from_logits_no_max"),
    ("from_logits", LOGITS + f"np.mean((1 - y) * z + {TAIL})", "from_logits_below_zero"),
    ("from_logits", LOGITS + f"np.mean({STABLE.replace('np.abs(z)', 'z')})", "from_logits_no_abs"),
    ("from_logits", LOGITS + f"-np.mean{EACH.replace('p', 'z').replace('nz', 'np')}",
     "from_logits_as_p"),
    ("from_logits", LOGITS + f"np.sum({STABLE})", "loss_sum"),
    ("from_logits", LOGITS + STABLE, "loss_each"),
    ("output_delta", DELTA + "p - y", "output_delta_no_n"),
    ("output_delta", DELTA + "(y - p) / len(p)", "output_delta_minus"),
    ("output_delta", DELTA + "(p - y) / y.size", "output_delta_size"),
    ("output_delta", DELTA + "(p - y) / p.shape[-1]", "output_delta_columns"),
    ("output_delta", DELTA + "2 * (p - y) / len(p)", "output_delta_two"),
    ("output_delta", DELTA + "2 * (p - y) * p * (1 - p) / len(p)", "output_delta_squares"),
    ("output_delta", DELTA + "(p - y) * p * (1 - p) / len(p)", "output_delta_squares"),
    ("output_delta", DELTA + "(p - y) / (p * (1 - p)) / len(p)", "output_delta_in_p"),
    ("output_delta", DELTA + "-y / p / len(p)", "output_delta_in_p"),
    ("output_delta", DELTA + "(p - y).mean(axis=0)", "output_delta_mean"),
    ("output_delta", DELTA + "np.mean(p - y)", "output_delta_mean"),
    (
        "label_loss",
        "label_loss = lambda z, labels: -np.mean(np.log(\n"
        "    (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))[range(len(z)), labels]))",
        "label_loss_overflows",
    ),
    (
        "label_loss",
        "label_loss = lambda z, labels: np.mean(\n"
        "    np.log(np.exp(z).sum(axis=1)) - z[range(len(z)), labels])",
        "label_loss_overflows",
    ),
    ("label_loss", SOFTMAX + "return -np.log(p[rows, labels]).mean()", "label_loss_log"),
    ("label_loss", SOFTMAX + "return log_p[rows, labels].mean()", "loss_minus"),
    ("label_loss", SOFTMAX + "return -log_p[rows, labels].sum()", "loss_sum"),
    ("label_loss", SOFTMAX + "return -log_p[rows, labels]", "loss_each"),
    ("label_loss", SOFTMAX + "return -log_p[rows, labels].mean() / math.log(2)", "loss_base"),
    ("label_loss", SOFTMAX + "return -log_p[:, labels].mean()", "label_loss_columns"),
    ("label_loss", SOFTMAX + "return -log_p.max(axis=1).mean()", "label_loss_largest"),
    ("label_loss", SOFTMAX + "return -log_p.mean()", "label_loss_all"),
    ("label_loss", SOFTMAX + "return -log_p[rows, labels - 1].mean()", "label_loss_from_1"),
    ("label_loss", SOFTMAX + "return -log_p[rows, labels].sum() / z.size", "label_loss_size"),
    (
        "label_loss",
        "def label_loss(z, labels):\n    z = z - z.max(axis=0)\n"
        "    log_p = z - np.log(np.exp(z).sum(axis=0))\n"
        "    return -log_p[np.arange(len(z)), labels].mean()",
        "label_loss_axis",
    ),
    ("label_loss", SOFTMAX + "return -p[rows, labels].mean()", "label_loss_no_log"),
    ("label_loss", SOFTMAX + "return p[rows, labels].mean()", "label_loss_no_log"),
    ("mse_by_hand", "mse_by_hand = 3**2 + 1**2 + 0 + 4**2 / 4", "mse_by_hand_brackets"),
    ("mse_by_hand", "mse_by_hand = 1/4 * 3**2 + 1 + 0 + 4**2", "mse_by_hand_brackets"),
    ("mse_by_hand", "mse_by_hand = (3*2 + 1*2 + 0 + 4*2) / 4", "mse_by_hand_doubled"),
    ("mse_by_hand", "mse_by_hand = 26 / 2", "mse_by_hand_two"),
    ("mse_by_hand", "mse_by_hand = 36 / 4", "mse_by_hand_mean_first"),
    (
        "shown_loss",
        BCE + "-np.mean(np.minimum(np.log(np.where(y == 1, p, 1 - p)), -100))",
        "shown_loss_minimum",
    ),
    (
        "shown_loss",
        BCE + "-np.mean(np.maximum(np.log(np.where(y == 1, p, 1 - p)), 100))",
        "shown_loss_plus",
    ),
    ("shown_loss", BCE + f"max(-100, -np.mean({EACH}))", "shown_loss_cut_mean"),
    ("shown_loss", BCE + f"min(100, -np.mean({EACH}))", "shown_loss_cut_mean"),
    ("shown_loss", BCE + "-np.log(p).mean()", "shown_loss_p_only"),
    ("shown_loss", BCE + "-np.maximum(np.log(p), -100).mean()", "shown_loss_p_only"),
    (
        "shown_loss",
        BCE + "-np.mean(y*np.maximum(np.log(p), -100) + 1 - y*np.maximum(np.log(1-p), -100))",
        "shown_loss_brackets",
    ),
    (
        "shown_loss",
        BCE + "-np.mean(y*np.maximum(np.log(p), -100) - (1-y)*np.maximum(np.log(1-p), -100))",
        "shown_loss_between",
    ),
    (
        "shown_loss",
        BCE + "-np.mean(y*np.maximum(np.log(p), -100) + (1-y)*(1-np.maximum(np.log(p), -100)))",
        "shown_loss_log_outside",
    ),
    ("from_logits", LOGITS + "np.mean(np.log(1 + np.exp(-z)))", "from_logits_one_target"),
    ("from_logits", LOGITS + "np.log(1 + np.exp(-z))", "from_logits_one_target"),
    (
        "from_logits",
        LOGITS + "np.where(z >= 0, np.log(1 + np.exp(-z)), -z + np.log(1 + np.exp(z)))",
        "from_logits_one_target",
    ),
    (
        "from_logits",
        LOGITS + "np.mean(y * np.logaddexp(0, z) + (1 - y) * np.logaddexp(0, -z))",
        "from_logits_swapped",
    ),
    ("from_logits", LOGITS + "np.mean(np.logaddexp(0, z * (2 * y - 1)))", "from_logits_swapped"),
    (
        "from_logits",
        LOGITS + f"np.mean(np.maximum(z, 0) - y * z - {TAIL})",
        "from_logits_tail_sign",
    ),
    ("from_logits", LOGITS + "np.mean(np.maximum(z, 0) - y * z)", "from_logits_no_tail"),
    ("from_logits", LOGITS + "np.mean(y * np.logaddexp(0, -z))", "from_logits_rain_only"),
    ("from_logits", LOGITS + "np.mean(np.logaddexp(0, -z * y))", "from_logits_signs"),
    (
        "from_logits",
        LOGITS + "np.mean(np.logaddexp(0, np.clip(z, -30, 30)) - y * np.clip(z, -30, 30))",
        "from_logits_clipped_z",
    ),
    (
        "from_logits",
        LOGITS + "np.mean(np.logaddexp(0, np.clip(z, -500, 500)) - y * np.clip(z, -500, 500))",
        "from_logits_clipped_z",
    ),
    ("output_delta", DELTA + "y - p", "output_delta_bare_minus"),
    ("output_delta", DELTA + "(p - y) / (p * (1 - p))", "output_delta_in_p"),
    ("output_delta", DELTA + "abs(p - y) / len(p)", "output_delta_abs"),
    ("output_delta", DELTA + "(p - y)**2 / len(p)", "output_delta_squared"),
    ("output_delta", DELTA + "p - y / len(p)", "output_delta_brackets"),
    ("output_delta", DELTA + "(p - y) * len(p)", "output_delta_times"),
    ("output_delta", DELTA + "((p > 0.5) - y) / len(p)", "output_delta_decision"),
    ("output_delta", DELTA + "-np.log(p[y == 1]).mean()", "output_delta_loss"),
    ("output_delta", DELTA + f"-np.mean({EACH})", "output_delta_loss"),
    ("label_loss", LABEL_SOFTMAX + "-np.log(p[labels]).mean()", "label_loss_rows"),
    (
        "label_loss",
        "def label_loss(z, labels):\n    p = np.exp(z) / np.exp(z).sum()\n    return "
        "-np.log(p[np.arange(len(z)), labels]).mean()",
        "label_loss_table",
    ),
    (
        "label_loss",
        LABEL_SOFTMAX + "-np.mean(np.eye(z.shape[1])[labels] * np.log(p))",
        "label_loss_size",
    ),
    (
        "label_loss",
        "def label_loss(z, labels):\n    return -z[np.arange(len(z)), labels].mean()",
        "label_loss_logit",
    ),
    (
        "label_loss",
        "def label_loss(z, labels):\n    z = z - z.max(axis=1, keepdims=True)\n    return "
        "-z[np.arange(len(z)), labels].mean()",
        "label_loss_logit",
    ),
    (
        "label_loss",
        "def label_loss(z, labels):\n    z = z / z.max(axis=1, keepdims=True)\n    p = "
        "np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)\n    return "
        "-np.log(p[np.arange(len(z)), labels]).mean()",
        "label_loss_divided",
    ),
    (
        "label_loss",
        "def label_loss(z, labels):\n    return -np.log(1 / (1 + "
        "np.exp(-z[np.arange(len(z)), labels]))).mean()",
        "label_loss_sigmoid",
    ),
    (
        "label_loss",
        "def label_loss(z, labels):\n    z = np.clip(z, -50, 50)\n    p = np.exp(z) / "
        "np.exp(z).sum(axis=1, keepdims=True)\n    return -np.log(p[np.arange(len(z)), "
        "labels]).mean()",
        "label_loss_clipped",
    ),
    ("label_loss", LABEL_SOFTMAX + "-np.log(p[np.arange(len(z)), labels]).sum()", "loss_sum"),
    ("label_loss", LABEL_SOFTMAX + "-np.log(p[np.arange(len(z)), labels])", "loss_each"),
    ("label_loss", LABEL_SOFTMAX + "np.log(p[np.arange(len(z)), labels]).mean()", "loss_minus"),
    ("label_loss", LABEL_SOFTMAX + "-np.log(p[:, labels]).mean()", "label_loss_columns"),
    (
        "label_loss",
        LABEL_SOFTMAX + "-np.log(p[np.arange(len(z)), labels - 1]).mean()",
        "label_loss_from_1",
    ),
    ("label_loss", LABEL_SOFTMAX + "-np.log(p).mean()", "label_loss_all"),
    (
        "label_loss",
        "def label_loss(z, labels):\n    m = z.max(axis=1, keepdims=True)\n    return "
        "np.mean(np.log(np.exp(z - m).sum(axis=1)) - z[np.arange(len(z)), labels])",
        "label_loss_one_shift",
    ),
    (
        "label_loss",
        "def label_loss(z, labels):\n    z = z - z.max(axis=1, keepdims=True)\n    return "
        "np.mean(np.log(np.exp(z).sum(axis=1)) + z[np.arange(len(z)), labels])",
        "label_loss_plus",
    ),
    ("from_logits", SIGMOID_OF_CLIPPED, "from_logits_clipped_z"),
    (
        "from_logits",
        LOGITS + "np.mean(np.maximum(z, 0) - z * y + np.logaddexp(0, z))",
        "from_logits_tail_without_abs",
    ),
    (
        "from_logits",
        LOGITS + "np.mean(np.maximum(z, 0) - z * y + np.log(1 + np.exp(z)))",
        "from_logits_tail_without_abs",
    ),
    ("shown_loss", BCE + f"-np.log(np.maximum({GIVEN}, -100)).mean()", "shown_loss_not_cut"),
    ("shown_loss", BCE + f"np.maximum(-np.log({GIVEN}), -100).mean()", "shown_loss_not_cut"),
    ("shown_loss", BCE + f"-np.maximum{EACH[:-1]}, -100).mean()", "shown_loss_not_cut"),
    (
        "shown_loss",
        BCE + f"-np.where({GIVEN} == 0, -100, np.log({GIVEN})).mean()",
        "shown_loss_zero_alone",
    ),
    (
        "shown_loss",
        BCE + f"-np.nan_to_num(np.log({GIVEN}), neginf=-100).mean()",
        "shown_loss_zero_alone",
    ),
    (
        "shown_loss",
        BCE + f"-np.where({GIVEN} < 1e-9, -100, np.log({GIVEN})).mean()",
        "check_only_some",
    ),
    ("shown_loss", BCE + f"np.nan_to_num(-np.log({GIVEN})).mean()", "shown_loss_hidden"),
    ("shown_loss", BCE + f"-np.log({GIVEN}.prod())", "shown_loss_product"),
    ("shown_loss", BCE + f"-{CUT} / len(p)", "loss_not_added"),
    ("shown_loss", BCE + f"-{CUT}.mean", "check_stops"),
    ("from_logits", LOGITS + f"np.mean(np.max(z, 0) - y * z + {TAIL})", "from_logits_np_max"),
    (
        "from_logits",
        LOGITS + f"np.where(z < 0, -z + {TAIL}, z - y * z + {TAIL}).mean()",
        "from_logits_whole",
    ),
    ("from_logits", LOGITS + f"np.mean(abs(z) - y * z + {TAIL})", "from_logits_whole"),
    (
        "from_logits",
        LOGITS + "np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(abs(z))))",
        "from_logits_exp_sign",
    ),
    (
        "from_logits",
        LOGITS + "np.mean(y*np.log(1 + np.exp(-z)) + (1 - y)*(z + np.log(1 + np.exp(-z))))",
        "from_logits_overflows",
    ),
    (
        "from_logits",
        LOGITS + f"np.mean(np.maximum(z, 0) - y * z) + {TAIL}",
        "from_logits_mean_early",
    ),
    ("from_logits", LOGITS + f"({STABLE}) / len(z)", "loss_not_added"),
    (
        "from_logits",
        LOGITS + "np.mean(np.maximum(z, 0) - y * z + np.log1p(1 + np.exp(-abs(z))))",
        "fix_step",
    ),
    ("output_delta", DELTA + "(p - y) / len(p[0])", "check_stops"),
    ("output_delta", DELTA + "(p - y) * p * (1 - p)", "output_delta_squares"),
    ("output_delta", DELTA + "2 * (p - y) * p * (1 - p)", "output_delta_squares"),
    ("output_delta", DELTA + "np.where(y == 1, p - 1, 0) / len(p)", "output_delta_true_only"),
    ("output_delta", DELTA + "(p - 1) / len(p)", "output_delta_true_only"),
    ("output_delta", DELTA + "(p - y) / 2", "output_delta_fixed"),
    ("output_delta", DELTA + "(p - y) / 3", "output_delta_fixed"),
    ("output_delta", DELTA + "np.sum(p - y)", "output_delta_mean"),
    (
        "label_loss",
        SOFTMAX.replace("z.max(axis=1, keepdims=True)", "z.max()") + PICKED,
        "label_loss_one_max",
    ),
    ("label_loss", SOFTMAX.replace("z.max(", "z.mean(") + PICKED, "label_loss_mean_shift"),
    ("label_loss", SOFTMAX.replace("z.max(", "z.min(") + PICKED, "label_loss_least"),
    ("label_loss", SOFTMAX.replace("z.max(axis=1", "z.max(axis=0") + PICKED, "fix_axis"),
    ("label_loss", SOFTMAX.replace("sum(axis=1, keepdims=True))", "sum())") + PICKED, "fix_axis"),
    (
        "label_loss",
        SOFTMAX.replace("sum(axis=1, keepdims=True))", "sum(axis=0))") + PICKED,
        "fix_axis",
    ),
    ("label_loss", SOFTMAX.replace("z - np.log", "z + np.log") + PICKED, "fix_sign"),
    (
        "label_loss",
        SOFTMAX + "return -np.maximum(np.log(p[rows, labels]), -100).mean()",
        "label_loss_cut",
    ),
    ("label_loss", SOFTMAX + "return -np.log(p[rows, labels] + 1e-12).mean()", "label_loss_cut"),
    ("label_loss", SOFTMAX + "return -log_p[labels, rows].mean()", "label_loss_rows_first"),
    (
        "label_loss",
        SOFTMAX + "return np.mean(np.exp(z).sum(axis=1) - z[rows, labels])",
        "label_loss_no_log_of_sum",
    ),
    (
        "label_loss",
        "def label_loss(z, labels):\n    y = np.eye(z.shape[1])[labels]\n    return "
        "np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))",
        "label_loss_binary",
    ),
    (
        "label_loss",
        SOFTMAX.replace("sum(axis=1, keepdims=True))", "sum(axis=1))") + PICKED,
        "fix_keepdims",
    ),
]  # fmt: skip
