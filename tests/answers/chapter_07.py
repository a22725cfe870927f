"""Answers to the exercises of chapter 07: right ones, and one for each known error."""

MOMENTUM = "momentum_step = lambda w, v, g, eta, mu: "
STEPS = "n_steps = lambda n_samples, batch_size: "


def descend(line, loop="for _ in range(steps)", after="return w"):
    """Code for ``descend`` with one line in its loop."""
    return f"def descend(w, eta, steps):\n    {loop}:\n        {line}\n    {after}\n"


LOOP = (
    "def descend(w, eta, steps):\n"
    "    start = w\n"
    "    all_w = []\n"
    "    for _ in range({steps}):\n"
    "        w = w - eta * 2 * (w - 3)\n"
    "        all_w.append(w)\n"
    "    return {result}"
)

RIGHT = [
    ("one_step", "one_step = 3 - 0.1 * 6"),
    ("threshold", "threshold = 2 / 10"),
    ("momentum_step", MOMENTUM + "(w - eta * (mu * v + g), mu * v + g)"),
    ("momentum_step", MOMENTUM + "[w - eta * mu * v - eta * g, g + mu * v]"),
    ("descend", descend("w = w - eta * 2 * (w - 3)")),
    ("descend", "descend = lambda w, eta, steps: 3 + (w - 3) * (1 - 2 * eta) ** steps"),
    ("n_steps", STEPS + "int(np.ceil(n_samples / batch_size))"),
    ("n_steps", STEPS + "-(-n_samples // batch_size)"),
]

WRONG = [
    ("threshold", "threshold = 2", "threshold_one"),
    ("one_step", "one_step = 6", "one_step_slope"),
    ("one_step", "one_step = 2.4**2", "one_step_new_loss"),
    ("descend", LOOP.format(steps="steps", result="all_w"), "descend_each"),
    ("descend", LOOP.format(steps="steps", result="w - start"), "descend_change"),
    ("descend", LOOP.format(steps="steps + 1", result="w"), "descend_one_more"),
    ("one_step", "one_step = 3 + 0.1 * 6", "one_step_up"),
    ("one_step", "one_step = 0.1 * 6", "one_step_change"),
    ("one_step", "one_step = -0.1 * 6", "one_step_change"),
    ("one_step", "one_step = 3 - 6", "one_step_no_rate"),
    ("one_step", "one_step = 3 - 0.1 * 9", "one_step_loss"),
    ("one_step", "one_step = 3 - 0.1 * 3", "one_step_half"),
    ("threshold", "threshold = 1 / 10", "threshold_half"),
    ("threshold", "threshold = 2 / 5", "threshold_factor"),
    ("threshold", "threshold = 10", "threshold_curvature"),
    ("threshold", "threshold = 10 / 2", "threshold_inverse"),
    ("momentum_step", MOMENTUM + "(w - eta * v, mu * v + g)", "momentum_step_old"),
    ("momentum_step", MOMENTUM + "(w - eta * g, mu * v + g)", "momentum_step_plain"),
    ("momentum_step", MOMENTUM + "(w + eta * (mu * v + g), mu * v + g)", "momentum_step_up"),
    (
        "momentum_step",
        MOMENTUM + "(w - eta * (mu * v + g - mu * g), mu * v + (1 - mu) * g)",
        "momentum_step_mean",
    ),
    (
        "momentum_step",
        MOMENTUM + "(w + (mu * v - eta * g), mu * v - eta * g)",  # as in Keras
        "momentum_step_rate",
    ),
    (
        "momentum_step",
        MOMENTUM + "(w - (mu * v + eta * g), mu * v + eta * g)",
        "momentum_step_rate",
    ),
    ("momentum_step", MOMENTUM + "(mu * v + g, w - eta * (mu * v + g))", "momentum_step_order"),
    ("momentum_step", MOMENTUM + "(w - eta * (mu * v + g), v)", "momentum_step_kept"),
    ("momentum_step", MOMENTUM + "w - eta * v", "check_several"),
    ("descend", descend("return w - eta * 2 * (w - 3)"), "descend_once"),
    ("descend", descend("w = w + eta * 2 * (w - 3)"), "descend_up"),
    ("descend", descend("w = w - eta * (w - 3)"), "descend_no_two"),
    ("descend", descend("w = w - 2 * (w - 3)"), "descend_no_rate"),
    ("descend", descend("w = w - eta * (w - 3) ** 2"), "descend_loss"),
    ("descend", descend("w = w - eta * 2 * w"), "descend_zero"),
    ("descend", "descend = lambda w, eta, steps: w - steps * eta * 2 * (w - 3)", "descend_start"),
    (
        "descend",
        descend("w = w - eta * 2 * (w - 3)", loop="for _ in range(1, steps)"),
        "descend_one_less",
    ),
    ("n_steps", STEPS + "n_samples // batch_size", "n_steps_floor"),
    ("n_steps", STEPS + "n_samples / batch_size", "n_steps_share"),
    ("n_steps", STEPS + "n_samples // batch_size + 1", "n_steps_one_more"),
    ("n_steps", STEPS + "round(n_samples / batch_size)", "n_steps_rounded"),
    ("n_steps", STEPS + "-(-batch_size // n_samples)", "n_steps_upside_down"),
    ("one_step", "one_step = 3 * 0.8 * 0.8", "one_step_two"),
    ("one_step", "one_step = 3.3", "one_step_half_up"),
    ("one_step", "one_step = 3 - 0.01 * 6", "one_step_hundredth"),
    ("one_step", "one_step = 9 - 0.6", "one_step_from_loss"),
    ("one_step", "one_step = 3 - 9", "one_step_no_rate"),
    ("descend", LOOP.format(steps="steps", result="[start, *all_w]"), "descend_each"),
    ("descend", descend("w = w - eta * 2 * w - 3"), "descend_brackets"),
    ("descend", descend("w = w - eta * (2 * w - 3)"), "descend_brackets"),
    ("descend", descend("w = eta * 2 * (w - 3)"), "descend_replaced"),
    ("descend", descend("w =- eta * 2 * (w - 3)"), "descend_replaced"),
    (
        "descend",
        descend("w = w - eta * 2 * (w - 3)", after="return (w - 3) ** 2"),
        "descend_final_loss",
    ),
    ("descend", descend("w = w - 0.1 * 2 * (w - 3)"), "descend_fixed"),
    ("descend", descend("w = w - eta * 2 * (w - 3)", loop="for _ in range(10)"), "descend_fixed"),
    (
        "descend",
        "descend = lambda w, eta, steps: (1 - 2 * eta) ** steps * (w - 3)",
        "descend_distance",
    ),
    ("descend", descend("w = w - eta * 2 * (w - 3) / steps"), "descend_shared"),
    ("momentum_step", MOMENTUM + "(w - eta * (v + g), v + g)", "momentum_step_no_mu"),
    ("momentum_step", MOMENTUM + "(w - (mu * v + g), mu * v + g)", "momentum_step_no_rate"),
    ("momentum_step", MOMENTUM + "(w - eta * (mu * v - g), mu * v - g)", "momentum_step_minus"),
    ("momentum_step", MOMENTUM + "(w + eta * (mu * v - g), mu * v - g)", "momentum_step_minus"),
    ("momentum_step", MOMENTUM + "(w - eta * (v + mu * g), v + mu * g)", "momentum_step_mu_place"),
    (
        "momentum_step",
        MOMENTUM + "(w - eta * mu * (v + g), mu * (v + g))",
        "momentum_step_mu_place",
    ),
    (
        "momentum_step",
        MOMENTUM + "(w - eta * ((1 - mu) * v + mu * g), (1 - mu) * v + mu * g)",
        "momentum_step_mu_place",
    ),
    ("momentum_step", MOMENTUM + "(w - eta * mu * v, mu * v)", "momentum_step_no_slope"),
    ("momentum_step", MOMENTUM + "(w - eta * (0.9 * v + g), 0.9 * v + g)", "momentum_step_fixed"),
    ("momentum_step", MOMENTUM + "(w - 0.1 * (mu * v + g), mu * v + g)", "momentum_step_fixed"),
    ("momentum_step", MOMENTUM + "(w - eta * g, g)", "momentum_step_forgotten"),
    ("momentum_step", MOMENTUM + "(-eta * (mu * v + g), mu * v + g)", "momentum_step_change"),
    ("momentum_step", MOMENTUM + "(w, v)", "momentum_step_nothing"),
    (
        "momentum_step",
        MOMENTUM + "(w - eta * (g + mu * (mu * v + g)), mu * v + g)",
        "momentum_step_twice",
    ),
    ("n_steps", STEPS + "1 + n_samples / batch_size", "n_steps_share"),
    ("n_steps", STEPS + "batch_size / n_samples", "n_steps_upside_down"),
    ("n_steps", STEPS + "n_samples % batch_size", "n_steps_rest"),
    ("n_steps", STEPS + "n_samples * batch_size", "n_steps_product"),
    ("n_steps", STEPS + "n_samples // batch_size + n_samples % batch_size", "n_steps_rest_added"),
    ("n_steps", STEPS + "n_samples", "n_steps_samples"),
    (
        "n_steps",
        STEPS + "n_samples // batch_size + (n_samples % batch_size == 0)",
        "n_steps_other_case",
    ),
    ("n_steps", STEPS + "list(range(0, n_samples, batch_size))", "n_steps_starts"),
    ("n_steps", STEPS + "divmod(n_samples, batch_size)", "n_steps_both"),
    (
        "n_steps",
        "def n_steps(n_samples, batch_size):\n    steps = 0\n    while n_samples > "
        "batch_size:\n        n_samples -= batch_size\n        steps += 1\n    return steps",
        "n_steps_one_less",
    ),
    ("n_steps", STEPS + "-(-n_samples // batch_size) + 1", "n_steps_too_many"),
    ("one_step", "one_step = 2.8", "one_step_constant"),
    ("one_step", "one_step = 2.9", "one_step_rate_alone"),
    ("threshold", "threshold = 2.5", "threshold_inverse"),
    ("momentum_step", MOMENTUM + "(w - eta * g, v)", "momentum_step_plain"),
    ("momentum_step", MOMENTUM + "(w - eta * g, mu * v)", "momentum_step_plain"),
    ("momentum_step", MOMENTUM + "(w - eta * g, eta * g)", "check_too_large"),
    (
        "momentum_step",
        MOMENTUM + "(w - eta * (mu * v + eta * g), mu * v + eta * g)",
        "momentum_step_rate",
    ),
    (
        "momentum_step",
        MOMENTUM + "(w - mu * v - (1 - mu) * g, mu * v + (1 - mu) * g)",
        "momentum_step_mean",
    ),
    (
        "momentum_step",
        MOMENTUM + "(w - eta * ((1 - eta) * v + g), (1 - eta) * v + g)",
        "momentum_step_mu_missing",
    ),
    ("momentum_step", MOMENTUM + "(w, mu * v + g)", "momentum_step_still"),
    ("momentum_step", MOMENTUM + "(w - eta * v, v)", "momentum_step_old"),
    ("momentum_step", MOMENTUM + "(w, round(v, 2))", "check_stops"),
    (
        "descend",
        "def descend(w, eta, steps):\n    for _ in range(steps):\n"
        "        w = w - eta * 2 * (w + 3)\n    return w",
        "descend_other_side",
    ),
    (
        "n_steps",
        "n_steps = lambda n_samples, batch_size: max(1, n_samples // batch_size)",
        "n_steps_floor",
    ),
]
