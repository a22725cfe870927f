"""Answers to the exercises of chapter 02: right ones, and one for each known error."""

S = "sigmoid = lambda z: 1 / (1 + np.exp(-z))\n"
SLOPE = S + "sigmoid_slope = lambda z: "
TANH = S + "my_tanh = lambda z: "
LEAKY = "leaky_relu = lambda z: "
SOFTMAX = "my_softmax = lambda z: "
LARGEST = "z.max(axis=-1, keepdims=True)"
E = "def my_softmax(z):\n    e = np.exp(z - {})\n    return "
LESS_LARGEST = E.format(LARGEST)
LESS_ALL = E.format("z.max()")
EACH_ROW = "e / e.sum(axis=-1, keepdims=True)"

RIGHT = [
    ("three_layers", "three_layers = 0.25**3"),
    ("three_layers", "three_layers = 1 / 64"),
    ("sigmoid_slope", SLOPE + "sigmoid(z) * (1 - sigmoid(z))"),
    ("sigmoid_slope", "sigmoid_slope = lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2"),
    ("my_tanh", TANH + "2 * sigmoid(2 * z) - 1"),
    ("my_tanh", TANH + "sigmoid(2 * z) - sigmoid(-2 * z)"),
    ("leaky_relu", LEAKY + "np.maximum(0.01 * z, z)"),
    ("leaky_relu", LEAKY + "np.where(z > 0, z, 0.01 * z)"),
    ("leaky_relu", LEAKY + "z * (z > 0) + 0.01 * z * (z <= 0)"),
    ("my_softmax", LESS_LARGEST + EACH_ROW),
]

WRONG = [
    ("three_layers", "three_layers = 3 * 0.25", "three_layers_added"),
    ("three_layers", "three_layers = 0.5**3", "three_layers_values"),
    ("three_layers", "three_layers = 0.25", "three_layers_one"),
    ("three_layers", "three_layers = 0.25 / 3", "three_layers_divided"),
    ("three_layers", "three_layers = 1 - 0.25**3", "three_layers_left"),
    ("three_layers", "three_layers = 0.25**2", "three_layers_two"),
    ("three_layers", "three_layers = 1.5625", "share_percent"),
    ("sigmoid_slope", SLOPE + "sigmoid(z)", "sigmoid_slope_itself"),
    ("sigmoid_slope", SLOPE + "z * (1 - z)", "sigmoid_slope_of_a"),
    ("sigmoid_slope", SLOPE + "1 - sigmoid(z) ** 2", "sigmoid_slope_tanh"),
    ("sigmoid_slope", SLOPE + "1 - np.tanh(z) ** 2", "sigmoid_slope_tanh"),
    ("sigmoid_slope", SLOPE + "sigmoid(z) * (1 - z)", "sigmoid_slope_half"),
    ("sigmoid_slope", SLOPE + "1 - sigmoid(z)", "sigmoid_slope_rest"),
    ("sigmoid_slope", SLOPE + "sigmoid(z) * (1 + sigmoid(z))", "sigmoid_slope_plus"),
    ("sigmoid_slope", SLOPE + "sigmoid(z) * (sigmoid(z) - 1)", "sigmoid_slope_inner"),
    ("my_tanh", TANH + "2 * sigmoid(z) - 1", "my_tanh_slow"),
    ("my_tanh", TANH + "sigmoid(2 * z)", "my_tanh_unscaled"),
    ("my_tanh", TANH + "2 * sigmoid(2 * z)", "my_tanh_unmoved"),
    ("my_tanh", TANH + "sigmoid(2 * z) - 1", "my_tanh_low"),
    ("my_tanh", TANH + "sigmoid(2 * z) - 0.5", "my_tanh_half"),
    ("my_tanh", TANH + "2 * sigmoid(z / 2) - 1", "my_tanh_squeezed"),
    ("my_tanh", TANH + "sigmoid(z)", "my_tanh_slope_one"),
    ("my_tanh", TANH + "np.tanh(z)", "my_tanh_forbidden"),
    ("my_tanh", TANH + "sigmoid(0 * z) * 0 + np.sinh(z) / np.cosh(z)", "my_tanh_forbidden"),
    ("my_tanh", "helper = np.tanh\nmy_tanh = lambda z: helper(z)", "my_tanh_forbidden"),
    (
        "my_tanh",
        "my_tanh = lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))",
        "my_tanh_no_sigmoid",
    ),
    ("leaky_relu", LEAKY + "np.maximum(0, z)", "leaky_relu_closed"),
    ("leaky_relu", LEAKY + "np.minimum(0.01 * z, z)", "leaky_relu_min"),
    ("leaky_relu", LEAKY + "np.abs(z)", "leaky_relu_abs"),
    ("leaky_relu", LEAKY + "np.maximum(0.1 * z, z)", "leaky_relu_tenth"),
    ("leaky_relu", LEAKY + "np.where(z > 0, z, 0.01)", "leaky_relu_constant"),
    ("leaky_relu", LEAKY + "z if z > 0 else 0.01 * z", "leaky_relu_one"),
    ("leaky_relu", LEAKY + "max(0.01 * z, z)", "leaky_relu_one"),
    ("leaky_relu", LEAKY + "np.max(0.01 * z, z)", "check_np_max"),
    ("leaky_relu", LEAKY + "np.max(z, 0.01 * z)", "check_np_max"),
    ("leaky_relu", LEAKY + "np.max(0, z) + 0.01 * np.min(0, z)", "check_np_max"),
    ("my_softmax", SOFTMAX + "np.exp(z) / np.exp(z).sum()", "my_softmax_overflows"),
    (
        "my_softmax",
        SOFTMAX + "np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)",
        "my_softmax_overflows",
    ),
    ("my_softmax", SOFTMAX + "np.exp(z - z.max()) / np.exp(z - z.max()).sum()", "my_softmax_all"),
    (
        "my_softmax",
        SOFTMAX + "np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=0)",
        "my_softmax_columns",
    ),
    ("my_softmax", SOFTMAX + "np.exp(z) / sum(np.exp(z))", "my_softmax_columns"),
    ("my_softmax", LESS_ALL + "e / sum(e)", "my_softmax_columns"),
    ("my_softmax", LESS_LARGEST + "e / e.sum(axis=0)", "my_softmax_columns"),
    ("my_softmax", LESS_LARGEST + "e / e.sum()", "my_softmax_all"),
    ("my_softmax", LESS_ALL + EACH_ROW, "my_softmax_whole"),
    ("my_softmax", E.format("z.min()") + EACH_ROW, "my_softmax_least"),
    ("my_softmax", E.format("z.min(axis=-1, keepdims=True)") + EACH_ROW, "my_softmax_least"),
    ("my_softmax", E.format("z.mean()") + EACH_ROW, "my_softmax_least"),
    ("my_softmax", E.format("z.mean(axis=-1, keepdims=True)") + EACH_ROW, "my_softmax_least"),
    ("my_softmax", E.format("z.min()") + "e / e.sum()", "my_softmax_all"),
    ("my_softmax", LESS_LARGEST + "e / e.sum(axis=-1)", "my_softmax_keepdims"),
    ("my_softmax", E.format("z.max(axis=-1)") + EACH_ROW, "my_softmax_keepdims"),
    ("my_softmax", LESS_ALL + "e / e.sum(axis=-1)", "my_softmax_keepdims"),
    ("my_softmax", SOFTMAX + "np.exp(z) / np.exp(z).sum(axis=-1)", "my_softmax_keepdims"),
    ("my_softmax", LESS_LARGEST + "e / e.sum(axis=1, keepdims=True)", "my_softmax_axis_1"),
    ("my_softmax", E.format("z.max(axis=1, keepdims=True)") + EACH_ROW, "my_softmax_axis_1"),
    ("my_softmax", LESS_ALL + "e / e.sum(axis=1, keepdims=True)", "my_softmax_axis_1"),
    ("my_softmax", SOFTMAX + f"np.exp(z - {LARGEST})", "my_softmax_not_divided"),
    ("my_softmax", SOFTMAX + f"(z == {LARGEST}) * 1.0", "my_softmax_largest"),
    ("my_softmax", SOFTMAX + "z / z.sum(axis=-1, keepdims=True)", "my_softmax_no_exp"),
    ("my_softmax", SOFTMAX + "1 / (1 + np.exp(-z))", "my_softmax_sigmoid"),
]
