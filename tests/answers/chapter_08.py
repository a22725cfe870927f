"""Answers to the exercises of chapter 08: right ones, and one for each known error."""

RIGHT = [
    ("xor_features", "features = ['x1·x2']"),
    ("xor_features", "features = 'x1·x2', 'x1'"),
    ("xor_features", "features = ['x1 * x2', 'x1**2']"),
    ("xor_features", "features = ['x2', 'X1*x2', 'sin(x1)']"),
    ("xor_features", "features = np.array(['x1×x2'])"),
    ("xor_features", "features = ['x1 ⋅ x2']"),
    ("spiral_units", "features, units = ['x1', 'x2', 'sin x1', 'sin x2'], [8]"),
    ("spiral_units", "features, units = ('x1', 'x2', 'sin(x1)', 'sin(x2)'), 8"),
    (
        "spiral_units",
        "features, units = ['x1', 'x2', 'x1^2', 'x2^2', 'sin x1', 'sin x2'], [8]",
    ),
    ("unlike_units", "unlike_units = 1"),
    ("steps_an_epoch", "steps_an_epoch = 25"),
]

WRONG = [
    ("steps_an_epoch", "steps_an_epoch = 2500", "steps_multiplied"),
    ("xor_features", "features = ['x1', 'x2']", "xor_features_few"),
    ("xor_features", "features = 3", "puzzle_list"),
    ("xor_features", "features = ['x3']", "puzzle_feature"),
    ("xor_features", "features = []", "puzzle_none"),
    ("spiral_units", "features, units = ['x1', 'x2'], [4, 4]", "spiral_units_features"),
    ("spiral_units", "features, units = ['sin x1'], [8, 8]", "spiral_units_many"),
    ("spiral_units", "features, units = ['sin x1'], [2.5]", "spiral_units_whole"),
    ("unlike_units", "unlike_units = 4", "unlike_units_all"),
    ("unlike_units", "unlike_units = 2", "unlike_units_all"),
    ("unlike_units", "unlike_units = 0", "unlike_units_none"),
    ("steps_an_epoch", "steps_an_epoch = 50", "steps_all_samples"),
    ("steps_an_epoch", "steps_an_epoch = 250", "steps_samples"),
    ("steps_an_epoch", "steps_an_epoch = 10", "steps_batch"),
    ("steps_an_epoch", "steps_an_epoch = 500", "steps_samples"),
    ("steps_an_epoch", "steps_an_epoch = 500 * 10", "steps_multiplied"),
    ("steps_an_epoch", "steps_an_epoch = 50 / 10", "steps_percent"),
    ("steps_an_epoch", "steps_an_epoch = 12.5", "steps_half_again"),
    ("spiral_units", "features, units = ['x1', 'x2'], [4]", "spiral_units_features"),
    (
        "spiral_units",
        "features, units = ['x1', 'x2', 'sin x1', 'sin x2'], [2, 2]",
        "spiral_units_layers",
    ),
    ("unlike_units", "unlike_units = [1, 1, 1, 1]", "unlike_units_list"),
]
