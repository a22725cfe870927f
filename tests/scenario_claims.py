"""What prose and teacher's guide say of scenarios: moves from its state, and what is said then.

A move is a dict for ``set``, or the name of a method; after it the caption has these words.
"""

END = dict(epoch=400)

CLAIMS = {
    # 00
    "four_units": [(END, "0 of 100 samples on the wrong side, loss 0.026")],
    "single_unit": [(END, "27 of 100")],
    "two_units": [(END, "9 of 100")],
    "three_units": [
        (END, "0 of 100 samples on the wrong side, loss 0.019"),
        (dict(hidden=12, epoch=400), "0 of 100 samples on the wrong side, loss 0.022"),
    ],
    "spiral": [(END, "32 of 100"), (dict(hidden=12, epoch=400), " 5 of 100")],
    "small_rate": [
        (END, " 4 of 100 samples on the wrong side, loss 0.335"),
        (dict(learning_rate=0.3, epoch=400), " 0 of 100 samples on the wrong side, loss 0.001"),
    ],
    # 01
    "raise_b": [
        (dict(), "39 of 100"),
        (dict(b=-7), "14 of 100"),
        (dict(b=-6.5), " 5 of 100"),
        (dict(b=-6), "12 of 100"),
    ],
    "one_weight": [(dict(), "z = 1.00, y_hat = 0.731"), (dict(b=-7.9), " 4 of 100")],
    "double": [
        (dict(), " 5 of 100"),
        (dict(), "y_hat = 0.622"),
        (dict(w1=1, w2=2, b=-8), " 5 of 100"),
        (dict(w1=1, w2=2, b=-8), "y_hat = 0.731"),
    ],
    "no_weights": [(dict(), "No boundary: z is −8.0 everywhere"), (dict(x1=1, x2=3), "z = −8.00")],
    "best_line": [(dict(), " 3 of 100")],
    "and": [
        (dict(), " 2 of 4"),
        (dict(b=-1), " 0 of 4"),
        (dict(b=-1.9), " 0 of 4"),
        (dict(b=-0.9), " 2 of 4"),
        (dict(b=-2), " 1 of 4"),
    ],
    "or": [
        (dict(b=-0.5), " 0 of 4"),
        (dict(b=0), " 0 of 4"),
        (dict(b=0.1), " 1 of 4"),
        (dict(b=-1), " 2 of 4"),
    ],
    "xor": [(dict(b=-0.5), " 1 of 4")],
    # 02
    "steepest": [(dict(z=0), "slope 0.250"), (dict(z=6), "slope 0.002")],
    "tanh_and_sigmoid": [
        (dict(), "slope 0.420"),
        (dict(), "sigmoid has slope 0.197"),
        (dict(z=2), "slope 0.071"),
        (dict(z=2), "sigmoid has slope 0.105"),
    ],
    "relu_and_sigmoid": [(dict(), "slope 1.000. All passes back"), (dict(z=-1), "Nothing passes")],
    "relatives": [
        (dict(), "slope 0.010"),
        (dict(activation="softplus"), "slope 0.269"),
        (dict(activation="gelu_tanh"), "slope −0.083"),
    ],
    "deep_identity": [(END, "44 of 100")],
    "no_layer": [(END, "44 of 100")],
    "deep_tanh": [(END, " 0 of 100")],
    "deep_sigmoid": [(END, " 0 of 100")],
    "four_relu": [(END, "50 of 100 samples on the wrong side, loss 0.693")],
    "colder": [(dict(), "0.705, 0.259, 0.035"), (dict(temperature=0.1), "1.000, 0.000, 0.000")],
    "warm": [(dict(), "0.422, 0.346, 0.232")],
    "one_more": [(dict(), "0.705, 0.259, 0.035")],
    # 03
    "second_layer": [
        (dict(), "weights 12; biases 5; parameters 17"),
        (dict(layers=2), "2-4-3-1: weights 23; biases 8; parameters 31"),
    ],
    "more_inputs": [
        (dict(), "weights 16; biases 5"),
        (dict(inputs=4), "weights 20; biases 5"),
    ],
    "cut_a_line": [(dict(), "weights 23; biases 8"), (dict(cut="1.0.0"), "weights 22; biases 8")],
    "hundreds": [
        (dict(), "weights 10,100"),
        (dict(network="100-100-100-1"), "weights 20,100"),
        (dict(network="100-1000-1000-1"), "weights 1,101,000"),
    ],
    "sine_by_hand": [("fit", "error 0.005"), (["fit", "learn"], "error 0.0037")],
    "two_hinges": [("fit", "error 0 to")],
    "odd_hinges": [("fit", "error 0.055")],
    "stairs": [("fit", "error 0.0086"), ("learn", "error 0.01 "), (["learn"] * 12, "error 0.003")],
    # 04
    "first_sum": [(dict(step=2), "z = 0.45, a = tanh(z) = 0.42")],
    "second_layer_waits": [(dict(step=8), "z = −0.34, a = sigmoid(z) = 0.42")],
    "relu_layers": [(dict(step=1), "unit 1 of layer 1"), (dict(step=7), "unit 1 of layer 2")],
    "three_outputs": [(dict(step=10), "a = softmax(z) = 0.36")],
    "unfolded": [(dict(), " 2 of 4"), (dict(w11=2, w21=2, b1=1), " 2 of 4")],
    "folded": [(dict(), " 0 of 4")],
    "unbent": [(dict(), " 2 of 4"), (dict(w22=-2), " 2 of 4")],
    "moons": [
        (dict(), "15 of 100"),
        (dict(epoch=100), " 4 of 100"),
        (dict(epoch=600), " 0 of 100"),
    ],
    # 05
    "fit_by_hand": [("best_fit", "0.58 x + 1.12 has squares of mean 0.222")],
    "last_day": [
        (dict(), "0.58 x + 1.12"),
        ("best_fit", "0.09 x + 2.60 has squares of mean 2.539"),
    ],
    "surer": [
        (dict(), "squared error 0.810"),
        (dict(), "cross-entropy 2.303"),
        (dict(percent=99), "squared error 0.980"),
        (dict(percent=99), "cross-entropy 4.605"),
    ],
    "it_rained": [
        (dict(percent=10), "squared error 0.810"),
        (dict(percent=10), "cross-entropy 2.303"),
    ],
    "plateau": [(dict(), "slope −0.0009 in w and −0.0009 in b"), (dict(), "lead to loss 0.499")],
    "bowl": [(dict(), "lead to loss 0.414, and 2 wrong"), (dict(), "slope −0.5167")],
    "far_corner": [(dict(), "lead to loss 0.414, and 2 wrong")],
    "wrong_class": [(dict(), "(0.705, −0.741, 0.035)")],
    "guessing": [(dict(), "loss 1.099"), (dict(z1=5), "loss 0.013")],
}
