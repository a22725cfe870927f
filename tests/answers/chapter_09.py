"""Answers to the exercises of chapter 09: right ones, and one for each known error."""

NNLIB = "from nnlib import SGD, Adam, Network\n"
SGD = "\nmy_optimizer = SGD(0.05, momentum=0.9)"
NETWORK = NNLIB + "my_network = Network.from_sizes([8, 20, 20, 3], 'tanh', 'softmax')"
STEP = "keras_first_step = lambda g, epsilon: "
LOOPS = "loop1, loop2, loop3, loop4, loop5 = "

RIGHT = [
    ("summary_total", "summary_total = 663"),
    ("translated", NETWORK + SGD),
    ("translated", NETWORK + "\nmy_optimizer = SGD(learning_rate=1 / 20, momentum=9 / 10)"),
    ("translated", NETWORK.replace("'tanh'", "['tanh', 'tanh']") + SGD),
    (
        "translated",
        "from nnlib import SGD, Dense, Network\nmy_network = Network([Dense(8, 20, 'tanh'), "
        "Dense(20, 20, 'tanh'), Dense(20, 3, 'softmax')])" + SGD,
    ),
    ("sigmoid_twice", "sigmoid_twice = np.log(1 + np.exp(-1))"),
    ("sigmoid_twice", "sigmoid_twice = 0.313262"),
    ("sigmoid_twice", "sigmoid_twice = 0.31"),
    ("five_bugs", LOOPS + "'b', 'c', 'e', 'a', 'd'"),
    ("five_bugs", LOOPS + "'B', '(c)', ' e.', 'A)', '[d]'"),
    ("keras_first_step", STEP + "g / (np.abs(g) + epsilon / np.sqrt(1 - 0.999))"),
    ("keras_first_step", STEP + "g / (np.sqrt(g**2) + epsilon / 0.001**0.5)"),
    (
        "keras_first_step",
        STEP + "np.sqrt(0.001) / 0.1 * (0.1 * g) / (np.sqrt(0.001 * g * g) + epsilon)",
    ),
]

WRONG = [
    ("summary_total", "summary_total = 8 * 20 + 20 * 20 + 20 * 3", "summary_total_weights"),
    ("summary_total", "summary_total = 620 + 3", "summary_total_three"),
    ("summary_total", "summary_total = 663 + 8", "summary_total_inputs"),
    ("summary_total", "summary_total = 9 * 20 + 21 * 3", "summary_total_one_hidden"),
    ("summary_total", "summary_total = 20 + 20 + 3", "summary_total_units"),
    ("translated", NNLIB + "my_network = [8, 20, 20, 3]" + SGD, "translated_not_network"),
    ("translated", NETWORK + "\nmy_optimizer = 'sgd'", "translated_not_sgd"),
    ("translated", NETWORK + "\nmy_optimizer = SGD", "translated_not_sgd"),
    ("translated", NETWORK + "\nmy_optimizer = Adam(0.05)", "translated_not_sgd"),
    ("translated", NETWORK.replace("[8, 20", "[20") + SGD, "translated_no_input"),
    ("translated", NETWORK.replace("20, 20", "20") + SGD, "translated_one_hidden"),
    ("translated", NETWORK.replace("8, 20", "8, 10") + SGD, "translated_sizes"),
    ("translated", NETWORK.replace("tanh", "relu") + SGD, "translated_hidden"),
    ("translated", NETWORK.replace("'tanh'", "['tanh', 'relu']") + SGD, "translated_hidden"),
    ("translated", NETWORK.replace("softmax", "identity") + SGD, "translated_output"),
    ("translated", NETWORK + "\nmy_optimizer = SGD(0.01, momentum=0.9)", "translated_rate"),
    ("translated", NETWORK + "\nmy_optimizer = SGD(0.05)", "translated_no_momentum"),
    ("translated", NETWORK + "\nmy_optimizer = SGD(0.05, momentum=0.5)", "translated_momentum"),
    ("sigmoid_twice", "sigmoid_twice = 0", "sigmoid_twice_zero"),
    ("sigmoid_twice", "sigmoid_twice = np.log(2)", "sigmoid_twice_half"),
    ("sigmoid_twice", "sigmoid_twice = 1 / (1 + np.exp(-1))", "sigmoid_twice_probability"),
    ("sigmoid_twice", "sigmoid_twice = -np.log(1 - 1 / (1 + np.exp(-1)))", "sigmoid_twice_other"),
    ("sigmoid_twice", "sigmoid_twice = np.log(1 / (1 + np.exp(-1)))", "sigmoid_twice_sign"),
    ("sigmoid_twice", "sigmoid_twice = -np.log10(1 / (1 + np.exp(-1)))", "sigmoid_twice_base"),
    ("sigmoid_twice", "sigmoid_twice = 0.69", "sigmoid_twice_half"),  # rounded by hand
    ("sigmoid_twice", "sigmoid_twice = 0.73", "sigmoid_twice_probability"),
    ("sigmoid_twice", "sigmoid_twice = 1.3133", "sigmoid_twice_other"),
    ("sigmoid_twice", "sigmoid_twice = -0.3133", "sigmoid_twice_sign"),
    ("five_bugs", LOOPS + "'a', 'c', 'e', 'a', 'd'", "five_bugs_a"),
    ("five_bugs", LOOPS + "'b', 'b', 'e', 'a', 'd'", "five_bugs_b"),
    ("five_bugs", LOOPS + "'b', 'c', 'C', 'a', 'd'", "five_bugs_c"),
    ("five_bugs", LOOPS + "'b', 'c', 'e', 'd', 'd'", "five_bugs_d"),
    ("five_bugs", LOOPS + "'b', 'c', 'e', 'a', '(e)'", "five_bugs_e"),
    ("five_bugs", LOOPS + "'f', 'c', 'e', 'a', 'd'", "five_bugs_f"),
    ("five_bugs", LOOPS + "'zero_grad', 'c', 'e', 'a', 'd'", "check_choice"),
    ("keras_first_step", STEP + "g / (np.abs(g) + epsilon)", "keras_first_step_torch"),
    (
        "keras_first_step",
        STEP + "g / (np.abs(g) + epsilon * np.sqrt(0.001))",
        "keras_first_step_times",
    ),
    ("keras_first_step", STEP + "g / (np.abs(g) + epsilon / 0.001)", "keras_first_step_no_root"),
    ("keras_first_step", STEP + "np.sign(g)", "keras_first_step_sign"),
    ("keras_first_step", STEP + "g / (g + epsilon / np.sqrt(0.001))", "keras_first_step_no_abs"),
    (
        "keras_first_step",
        STEP + "g / np.sqrt(g**2 + epsilon / np.sqrt(0.001))",
        "keras_first_step_inside",
    ),
    ("keras_first_step", STEP + "g / np.sqrt(g**2 + epsilon)", "keras_first_step_inside"),
]
