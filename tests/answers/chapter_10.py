"""Answers to the exercises of chapter 10: right ones, and one for each known error."""

HE = "he_spread = lambda n_in: "
PENALISED = "penalised_gradient = lambda g, w, penalty: "
DROPPED = "dropped_out = lambda a, u, p: "
CLIP = "clip_gradient = lambda g, c: "
NORM = "np.sqrt((g**2).sum())"

RIGHT = [
    ("he_spread", HE + "np.sqrt(2 / n_in)"),
    ("he_spread", HE + "(2 / n_in) ** 0.5"),
    ("penalised_gradient", PENALISED + "g + penalty * w"),
    ("dropped_out", DROPPED + "np.where(u >= p, a / (1 - p), 0)"),
    ("dropped_out", DROPPED + "a * (u > p) / (1 - p)"),
    ("step_cost", "step_cost = 3 * 50 * (100 * 200 + 200 * 10)"),
    ("clip_gradient", CLIP + f"g * min(1, c / {NORM})"),
    (
        "clip_gradient",
        "def clip_gradient(g, c):\n    length = np.linalg.norm(g)\n"
        "    if length > c:\n        g = g * c / length\n    return g",
    ),
]

WRONG = [
    ("he_spread", "he_spread = lambda n_in: np.sqrt(6 / n_in)", "he_spread_uniform"),
    ("he_spread", HE + "2 / n_in", "he_spread_variance"),
    ("he_spread", HE + "np.sqrt(1 / n_in)", "he_spread_xavier"),
    ("he_spread", HE + "np.sqrt(n_in / 2)", "he_spread_upside_down"),
    ("he_spread", HE + "2 / np.sqrt(n_in)", "he_spread_half_rooted"),
    ("he_spread", HE + "np.sqrt(2) / n_in", "he_spread_half_rooted"),
    ("he_spread", HE + "np.sqrt(2 * n_in)", "he_spread_multiplied"),
    ("he_spread", HE + "(2 // n_in) ** 0.5", "he_spread_whole"),
    ("penalised_gradient", PENALISED + "g + 2 * penalty * w", "penalised_gradient_twice"),
    ("penalised_gradient", PENALISED + "g + penalty * w / 2", "penalised_gradient_half"),
    ("penalised_gradient", PENALISED + "g + penalty / 2 * w**2", "penalised_gradient_itself"),
    (
        "penalised_gradient",
        PENALISED + "g + penalty / 2 * (w**2).sum()",
        "penalised_gradient_itself",
    ),
    ("penalised_gradient", PENALISED + "g + penalty * sum(w.flat)", "penalised_gradient_sum"),
    ("penalised_gradient", PENALISED + "g - penalty * w", "penalised_gradient_minus"),
    ("penalised_gradient", PENALISED + "g + penalty * np.sign(w)", "penalised_gradient_sign"),
    ("penalised_gradient", PENALISED + "penalty * w", "penalised_gradient_alone"),
    ("penalised_gradient", PENALISED + "g + penalty", "penalised_gradient_no_w"),
    ("dropped_out", DROPPED + "np.where(u >= p, a, 0)", "dropped_out_unscaled"),
    ("dropped_out", DROPPED + "np.where(u >= p, a, 0) * (1 - p)", "dropped_out_shrunk"),
    ("dropped_out", DROPPED + "np.where(u >= p, a, 0) / p", "dropped_out_by_p"),
    ("dropped_out", DROPPED + "np.where(u < p, a, 0) / (1 - p)", "dropped_out_turned"),
    ("dropped_out", DROPPED + "np.where(u < p, a, 0)", "dropped_out_turned"),
    ("dropped_out", DROPPED + "np.where(u >= 1 - p, a, 0) / (1 - p)", "dropped_out_share"),
    ("dropped_out", DROPPED + "np.where(u > 1 - p, a, 0)", "dropped_out_share"),
    ("dropped_out", DROPPED + "a * u", "dropped_out_noise"),
    ("dropped_out", DROPPED + "a * u / (1 - p)", "dropped_out_noise"),
    ("dropped_out", DROPPED + "(u >= p) / (1 - p)", "dropped_out_mask"),
    ("dropped_out", DROPPED + "1 * (u >= p)", "dropped_out_mask"),
    ("dropped_out", DROPPED + "a[u >= p] / (1 - p)", "dropped_out_shape"),
    ("dropped_out", DROPPED + "a[u > p]", "dropped_out_shape"),
    ("step_cost", "step_cost = 50 * (100 * 200 + 200 * 10)", "step_cost_forward"),
    ("step_cost", "step_cost = 2 * 50 * (100 * 200 + 200 * 10)", "step_cost_backward"),
    ("step_cost", "step_cost = 3 * (100 * 200 + 200 * 10)", "step_cost_one"),
    ("step_cost", "step_cost = 100 * 200 + 200 * 10", "step_cost_one"),
    ("step_cost", "step_cost = 3 * 50 * (101 * 200 + 201 * 10)", "step_cost_biases"),
    ("step_cost", "step_cost = 6 * 50 * (100 * 200 + 200 * 10)", "step_cost_additions"),
    ("step_cost", "step_cost = 3 * 50 * 100 * 200 * 10", "step_cost_product"),
    ("step_cost", "step_cost = 3 * 50 * (100 + 200 + 10)", "step_cost_units"),
    ("clip_gradient", CLIP + "np.clip(g, -c, c)", "clip_gradient_each"),
    ("clip_gradient", CLIP + "np.minimum(g, c)", "clip_gradient_each"),
    ("clip_gradient", CLIP + f"c * g / {NORM}", "clip_gradient_always"),
    ("clip_gradient", CLIP + f"g / max(1, {NORM})", "clip_gradient_unit"),
    ("clip_gradient", CLIP + f"g / {NORM}", "clip_gradient_unit"),
    ("clip_gradient", CLIP + f"g if {NORM} <= c else g / {NORM}", "clip_gradient_unit"),
    ("clip_gradient", CLIP + f"g if {NORM} <= c else c * g", "clip_gradient_not_divided"),
    ("clip_gradient", CLIP + f"g * max(1, c / {NORM})", "clip_gradient_lengthened"),
    ("clip_gradient", CLIP + "g * min(1, c / (g**2).sum())", "clip_gradient_square"),
    ("clip_gradient", CLIP + "g * min(1, c / np.abs(g).sum())", "clip_gradient_sum"),
    ("clip_gradient", CLIP + "g * min(1, c / np.abs(g).max())", "clip_gradient_largest"),
    ("clip_gradient", CLIP + f"g if (g**2).sum() <= c else c * g / {NORM}", "clip_gradient_square"),
    ("clip_gradient", CLIP + f"g if sum(abs(g)) <= c else c * g / {NORM}", "clip_gradient_sum"),
    ("clip_gradient", CLIP + f"g if max(abs(g)) <= c else c * g / {NORM}", "clip_gradient_largest"),
    ("clip_gradient", CLIP + f"g if len(g) <= c else c * g / {NORM}", "clip_gradient_len"),
    ("clip_gradient", CLIP + f"g if {NORM} <= c else np.zeros_like(g)", "clip_gradient_nothing"),
]
