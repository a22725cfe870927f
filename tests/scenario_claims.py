"""What prose and teacher's guide say of scenarios: moves from its state, and what is said then.

A move is a dict for ``set``, or the name of a method; after it the caption has these words, or is
found by this pattern.
"""

import re

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
        (dict(b=-6.4), " 4 of 100"),
        (dict(b=-6.2), " 7 of 100"),
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
    "layers_back": [
        (dict(), "slope 0.250"),
        (dict(layers=10), "9.54e−7 is left"),
        (dict(layers=10, activation="tanh"), "1 is left"),
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
    "folded": [(dict(fold=3), " 0 of 4")],
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
    "plateau": [
        (dict(), "slope −0.0009 in w and −0.0009 in b"),
        (dict(steps=100), "lead to loss 0.499"),
    ],
    "bowl": [(dict(steps=100), "lead to loss 0.414, and 2 wrong"), (dict(), "slope −0.5167")],
    "far_corner": [(dict(steps=100), "lead to loss 0.414, and 2 wrong")],
    "wrong_class": [(dict(), "(0.705, −0.741, 0.035)")],
    "guessing": [(dict(), "loss 1.099"), (dict(z1=5), "loss 0.013")],
    # 06
    "forward_pass": [(dict(step=7), "= 0.445")],
    "asked_number": [
        (dict(answer="-0.359"), "δ₁⁽²⁾ = ŷ − y = −0.359"),
        (dict(step=9, ask="show"), "= −0.281"),
    ],
    "asked_factors": [(dict(step=9), "How do you compute ∂L/∂w₁₁⁽²⁾?")],
    "one_step_down": [(dict(step=21), "the loss falls from 0.445 to 0.301")],
    "sure_and_wrong": [
        (dict(), "= 1.000"),
        (dict(step=4), "σ′(z₁⁽¹⁾) = 0.000"),
        (dict(step=4, pair="sigmoid, cross-entropy"), "ŷ − y = 1.000"),
    ],
    # 07
    "small_steps": [(dict(step=30), "w = −0.127")],
    "single_step": [(dict(step=1), "w = 0,"), (dict(step=1), "1 − ηλ = 0.00")],
    "side_to_side": [(dict(step=1), "w = 2.4"), (dict(step=30), "w = −0.00371")],
    "never_nearer": [(dict(step=1), "w = 3,"), (dict(step=30), "w = −3,")],
    "runs_away": [(dict(step=30), "w = −712")],
    "steep_bowl": [
        (dict(step=1), "η = 1.20 is above 2/λ = 1."),
        (dict(rate=0.95, step=30), "still comes to rest; η must stay below 2/λ = 1."),
    ],
    "two_valleys": [
        (dict(step=30), "w = −2.06"),
        (dict(start=3, step=30), "w = 1.93"),
        (dict(rate=1, step=30), "w = 1.93"),
        (dict(rate=1, start=3, step=30), "w = −1.69"),
    ],
    "far_out": [(dict(step=30), "w = −3.73")],
    "ravine": [
        (dict(step=100), "SGD 0.022, momentum 1.4e−5."),
        (dict(step=100, others=True), "RMSProp 0.03, Adam 0.064"),
    ],
    "faster_ravine": [
        (dict(step=100), "SGD 0.00037, momentum 3e−6"),
        (dict(step=100, others=True), "Adam 6.7e−5"),
    ],
    "too_fast": [
        (dict(step=100), "SGD gone (it ran away), momentum gone (it ran away)"),
        (dict(step=100, others=True), "Adam 9.3e−6"),
    ],
    "round_bowl": [(dict(step=100), re.compile(r"SGD \d.*e−3\d, momentum \d.*e−5"))],
    "on_the_axis": [(dict(step=200), "SGD 0.25, momentum 0.25, RMSProp 0.25, Adam 0.28")],
    "beside_the_axis": [
        (dict(step=28), re.compile(r"momentum 0\.[1-9]")),
        (dict(step=29), re.compile(r"momentum 0\.0")),
        (dict(step=95), re.compile(r"SGD 0\.1")),
        (dict(step=96), re.compile(r"SGD 0\.09.* RMSProp 0\.[1-9]")),
        (dict(step=116), re.compile(r"RMSProp 0\.1")),
        (dict(step=117), re.compile(r"RMSProp 0\.09.* Adam 0\.[1-9]")),
        (dict(step=147), re.compile(r"Adam 0\.1")),
        (dict(step=148), re.compile(r"Adam 0\.09")),
    ],
    "one_by_one": [
        (dict(seen=5), re.compile(r"full batch 5\.85.*single samples 0\.486")),
        (dict(seen=100), "single samples 0.298; the lowest possible loss is 0.288"),
    ],
    "falling_rate": [(dict(seen=100), re.compile(r"full batch 0\.524.*single samples 0\.288"))],
    "too_much_noise": [(dict(seen=100), re.compile(r"full batch 0\.288.*single samples gone"))],
    "own_plane": [(dict(epoch=300), "keeps 84 % of its length"), (dict(), "on the map is 4.22")],
    "random_plane": [
        (dict(epoch=300), "keeps 25 % of its length"),
        (dict(), "on the map is 18.7"),
    ],
    # 10
    "by_heart": [
        (dict(epoch=102), "lowest after 102 epochs: 0.182"),
        (dict(epoch=300), re.compile(r" 0 of 50 training samples wrong.* loss 0\.473")),
    ],
    "too_simple": [(dict(), " 10 of 50 training samples wrong")],
    "more_samples": [(dict(), "loss 0.172"), (dict(samples=100), "loss 0.299")],
    "some_penalty": [(dict(), "loss 0.261")],
    "some_dropout": [(dict(), "loss 0.209")],
    "some_patience": [
        (dict(), "loss 0.182. Training stopped after 132 epochs; the weights after 102 are kept"),
    ],
    "large_penalty": [
        (dict(), re.compile(" 9 of 50 training samples wrong.* validation .* loss 0\\.344"))
    ],
    "little_noise": [(dict(), " 0 of 200 validation samples wrong, loss 0.004")],
    "eight_penalties": [(dict(epoch=200), "others: 1, 0, 1, 2, 2, 1, 1, 1.")],
    "eight_starts": [(dict(epoch=200), "others: 2, 3, 2, 2, 2, 3, 2, 2.")],
    "ten_sigmoid": [
        (dict(), "3.8e−8 in the first layer and 0.069 in the last"),
        (dict(step=100), "Loss 0.693"),
    ],
    "relu_and_he": [(dict(step=100), "Loss 0.123, 5 of 100 wrong")],
    "exploding": [
        (dict(), "1.4 in the first layer and 14 in the last"),  # with 2: 0.018 and 0.1
        (dict(step=4), "Step 3"),
        (dict(step=4), "Training ended at step 3 of 100"),
    ],
    "too_small": [(dict(step=100), "Loss 0.693, 50 of 100"), (dict(), "5e−7 in the first")],
    "residual": [(dict(step=100), " 8 of 100 wrong"), (dict(), "0.026 in the first layer")],
    "clipped": [(dict(step=100), " 9 of 100 wrong")],
    "growing_back": [
        (dict(), "from 0.7 in the first hidden layer to 0.9 in the last"),
        (dict(), "15 in the first layer and 0.11 in the last"),
    ],
    "normalised": [(dict(step=100), " 7 of 100 wrong")],
    "two_copies": [
        (dict(), "shuffling 0.037"),
        (dict(copies=0), "shuffling 0.228"),
    ],
    "millimetres": [
        (dict(), "weights 0.135 and 1.469"),
        (dict(), "slopes 0.039"),
        (dict(unit=1), "weights 1.351 and 1.469"),
        (dict(unit=1), "slopes 0.386"),
    ],
    "sharper": [(dict(), "slopes 0.005 and 0.005"), (dict(), "89.8 % of the samples are right")],
    "rare_class": [
        (dict(), "95.7 % of 1000 clean samples, not drawn; always saying 0 gets 95.0 %"),
        (dict(), "Of the clean ones, 50 are of class 1: it finds 14, in 21 alarms"),
    ],
    "shown_more_often": [(dict(), "it finds 42, in 219 alarms")],
    "unscaled": [(dict(), "75.0 % of 1000")],
    "scaled": [(dict(), "83.5 % of 1000")],
    "wrong_labels": [(dict(), "70.0 % of the training labels, 81.6 % of 1000")],
    # 09
    "plain_descent": [
        (dict(step=100), "Keras below 1e−11, PyTorch below 1e−11, scikit-learn below 1e−11")
    ],
    "with_momentum": [(dict(), "Keras 6.2e−7, PyTorch below 1e−11, scikit-learn below 1e−11")],
    "with_adam": [(dict(), "Keras 7.5e−5, PyTorch below 1e−11, scikit-learn 7.5e−5")],
    "epsilon_moved": [(dict(), "Keras 2.3e−6, PyTorch 7.5e−5, scikit-learn below 1e−11")],
    "exact_rates": [(dict(), "Keras below 1e−11")],
    "single_precision": [(dict(), re.compile(r"Keras \S+e−[78], PyTorch \S+e−7, .* \S+e−7\."))],
    # 11
    "small_seven": [(dict(tells=True), "reads 5 (99.8 %)")],
    "stretched_seven": [(dict(), "reads 7 (98.5 %)")],
    "empty_field": [(dict(), "a favourite: 8 (18.9 %)")],
    "one_half": [
        (dict(), "50 of 53 malignant"),
        (dict(threshold=20), re.compile("52 of 53 .* false alarms: 6 of 90")),
        (dict(threshold=15), "52 of 53"),
        (dict(threshold=14), re.compile("53 of 53 .* false alarms: 8 of 90")),
    ],
    "ninety": [(dict(), re.compile("45 of 53 .* false alarms: 0 of 90"))],
    "one_percent": [(dict(), re.compile("51 of 53 .* false alarms: 38 of 90"))],
    # 12
    "heed": [(dict(), "hears heed (0.98), then hid")],
    "hod": [(dict(), "hears hod (0.95)")],
    "shorter_throat": [(dict(), "hears hawed (0.98)")],
    "right_to_life": [(dict(), re.compile(r"English \(0\.79\).* English: ␣t, th"))],
    "bonjour": [(dict(), "English (0.35), then French (0.17)")],
    "nothing_learned": [(dict(), "1.12 on those held out"), (dict(step=100), "0.47 on those held")],
    "all_learned": [(dict(), "0.47 on those held out")],
    "many_units": [(dict(moves=132), re.compile("^(?!.*You have won)"))],
    "few_units": [(dict(moves=132), "You have won.")],
}
