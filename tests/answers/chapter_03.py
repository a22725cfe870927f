"""Answers to the exercises of chapter 03: right ones, and one for each known error."""

COUNT = "n_parameters = lambda sizes: "
PAIRS = "for a, b in zip(sizes, sizes[1:])"
XOR = "W1, b1 = np.ones((2, 2)), np.array([0, -1])\nW2, b2 = "

RIGHT = [
    ("count_by_hand", "count_by_hand = 3 * 5 + 5 + 5 * 2 + 2"),
    ("n_parameters", COUNT + f"sum(a * b + b {PAIRS})"),
    ("n_parameters", COUNT + f"sum((a + 1) * b {PAIRS})"),
    ("neighbours", "neighbours = [[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]]"),
    ("neighbours", "neighbours = np.eye(4, 3) + np.eye(4, 3, -1)"),
    ("bends", "bends = [2, -3, 1]"),
    ("bends", "bends = np.diff([0, 2, -1, 0])"),
    ("xor_network", XOR + "np.array([1, -2]), 0"),
    ("xor_network", XOR + "[1, -2.0], -0.1"),
    ("xor_network", "W1, b1 = [[1, -1], [-1, 1]], [0, 0]\nW2, b2 = [1, 1], 0"),
    ("xor_network", XOR + "np.array([[1], [-2]]), np.array([0])"),  # the shapes of a layer
    ("xor_network", XOR + "[[1], [-2]], [0]"),
    ("xor_network", XOR + "[1, -2], (0,)"),
]

WRONG = [
    ("count_by_hand", "count_by_hand = 38", "count_all_pairs"),
    ("count_by_hand", "count_by_hand = 7", "count_biases_alone"),
    ("count_by_hand", "count_by_hand = 3 * 5 + 5 * 2", "count_no_biases"),
    ("count_by_hand", "count_by_hand = 3 + 5 + 2", "count_units"),
    ("count_by_hand", "count_by_hand = 3 * 5 + 5 * 2 + 3 + 5 + 2", "count_all_biases"),
    ("count_by_hand", "count_by_hand = 3 * 5 * 2", "count_one_product"),
    ("count_by_hand", "count_by_hand = 3 * 5 + 5", "count_first_layer"),
    ("count_by_hand", "count_by_hand = 5 * 2 + 2", "count_not_added"),
    ("count_by_hand", "count_by_hand = 3 * 5 + 5 * 2 + 2", "count_one_bias"),
    ("n_parameters", COUNT + f"sum(a * b {PAIRS})", "count_no_biases"),
    ("n_parameters", COUNT + f"sum(a * b + a {PAIRS})", "count_inputs_biased"),
    ("n_parameters", COUNT + f"sum(a * b {PAIRS}) + sum(sizes)", "count_all_biases"),
    ("n_parameters", COUNT + "np.prod(sizes)", "count_one_product"),
    ("n_parameters", COUNT + "sum(sizes)", "count_units"),
    ("n_parameters", COUNT + f"sum(a * b + 1 {PAIRS})", "count_one_bias"),
    ("n_parameters", COUNT + "sizes[0] * sizes[1] + sizes[1]", "count_first_layer"),
    ("n_parameters", COUNT + "sizes[-2] * sizes[-1] + sizes[-1]", "count_not_added"),
    ("neighbours", "neighbours = np.ones((4, 3))", "neighbours_all"),
    ("neighbours", "neighbours = np.eye(4, 3)", "neighbours_one"),
    ("neighbours", "neighbours = 1 - np.eye(4, 3) - np.eye(4, 3, -1)", "neighbours_turned"),
    ("neighbours", "neighbours = [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]", "neighbours_rows"),
    ("neighbours", "neighbours = np.eye(3, 4) + np.eye(3, 4, 1)", "neighbours_rows"),
    ("bends", "bends = [2, -1, 0]", "bends_slopes"),
    ("bends", "bends = [2, 1, 1]", "bends_heights"),
    ("bends", "bends = [0, 2, 1]", "bends_heights"),
    ("bends", "bends = [2, 3, -1]", "bends_sign"),
    ("bends", "bends = [2, 3, 1]", "bends_sign"),
    ("xor_network", "W1, b1, W2, b2 = -np.ones((2, 2)), [0, -1], [1, -2], 0", "xor_network_dead"),
    ("xor_network", XOR + "[-1, 2], 0.1", "xor_network_opposite"),
    ("xor_network", XOR + "[1, -1], 0", "xor_network_corner"),
    ("xor_network", XOR + "[[1, -2]], 0", "check_gives"),
    ("xor_network", XOR + "[1, -2], 'no'", "check_not_number"),
    ("xor_network", XOR + "[1, -2], [0, 0]", "check_not_number"),
    ("xor_network", XOR + "[1, -2], [[0]]", "check_not_number"),
    ("xor_network", XOR + "[[1], [-1]], [0]", "xor_network_corner"),
]
