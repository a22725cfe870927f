"""What chapter 09 says: its recorded cells, its figure, its questions and exercises."""

MESSAGES = {
    # cells that need a framework
    "ran_here": "Run here with {versions}.",
    "recorded": "Recorded on {date} with {versions}. To run it here: `make frameworks`.",
    "never_recorded": (
        "This cell needs {library}, and in this form it was never recorded. "
        "To run it here: `make frameworks`."
    ),
    # the figure
    "which_optimizer": "optimizer",
    "precision": "precision",
    "rates": "rates in",
    "rates_usual": "decimal (0.9, 0.999)",
    "rates_exact": "binary (7/8, 1023/1024)",
    "epsilon_place": "nnlib's ε",
    "epsilon_torch": "as PyTorch",
    "epsilon_keras": "as Keras",
    "apart": "largest distance so far",
    "lines_recorded": "Recorded on {date}: {first},\n{others}",
    "below": "below {bound}",
    "parity": (
        "{optimizer} in {precision}: at step {step} nnlib's loss is {loss:.4f}. "
        "Largest distance from it so far: {distances}."
    ),
    # questions on the chapters before
    "recall_order_asked": "In which order does backpropagation go through the layers?",
    "recall_order_first": "from the first to the last",
    "recall_order_first_why": "That is forward propagation. A δ needs the δ of the layer after it.",
    "recall_order_last": "from the last to the first",
    "recall_order_last_why": "The loss gives the last δ, and each layer's δ gives that of the layer before.",
    "recall_order_any": "in any order",
    "recall_order_any_why": "A δ needs the δ of the layer after it, so there is one order only.",
    "recall_shape_asked": "In z = x W + b, a layer has 30 inputs and 64 units. What is the shape of W?",
    "recall_shape_units": "(64, 30)",
    "recall_shape_units_why": "Then x, a row of 30 numbers, could not be multiplied by it: it needs 30 rows.",
    "recall_shape_inputs": "(30, 64)",
    "recall_shape_inputs_why": "A row for each input, a column for each unit.",
    "recall_shape_row": "(64,)",
    "recall_shape_row_why": "That is the shape of b: one number for each unit.",
    "recall_adam_asked": "How does Adam differ from plain gradient descent?",
    "recall_adam_size": "It divides each step by the recent size of that parameter's gradients.",
    "recall_adam_size_why": "So all parameters move by about the learning rate, however large their slopes are.",
    "recall_adam_exact": "It computes the gradient more exactly.",
    "recall_adam_exact_why": "The gradient is the same: Adam makes a different step from it.",
    "recall_adam_all": "It looks at all samples in each step.",
    "recall_adam_all_why": "That is the batch size, which you choose for every optimizer.",
    # questions
    "same_digits_asked": (
        "Four libraries start from the same weights, see the same batches, and use plain gradient "
        "descent in float64. After 100 steps, how many digits of their losses agree?"
    ),
    "same_digits_two": "about 2",
    "same_digits_two_why": "They would, if each drew its own weights and batches.",
    "same_digits_seven": "about 7",
    "same_digits_seven_why": "That is what float32 holds; float64 holds more than twice as many.",
    "same_digits_fifteen": "about 15",
    "same_digits_fifteen_why": "All that float64 holds: it is one algorithm, written four times.",
    "how_many_asked": (
        "30 inputs, two hidden layers of 64 units, one output: how many parameters will Keras count?"
    ),
    "how_many_units": "129",
    "how_many_units_why": "That is the number of units, and so of biases; the weights come on top.",
    "how_many_weights": "6,080",
    "how_many_weights_why": "These are the weights; each of the 129 units has a bias as well.",
    "how_many_all": "6,209",
    "how_many_all_why": "31 · 64 + 65 · 64 + 65: every unit has its weights and a bias.",
    "adam_apart_asked": (
        "Now Adam, with the same learning rate, the same β₁ and β₂, and the same ε for all four. "
        "Who agrees with whom?"
    ),
    "adam_apart_all": "all four",
    "adam_apart_all_why": "Press 3 in the figure: two of the lines rise at the second step.",
    "adam_apart_pairs": "nnlib with PyTorch, and Keras nearly with scikit-learn",
    "adam_apart_pairs_why": (
        "There are two readings of where ε belongs, and each has its followers. "
        "What still separates Keras and scikit-learn is much smaller."
    ),
    "adam_apart_none": "no two of them",
    "adam_apart_none_why": "Press 3 in the figure: one line stays at the bottom.",
    # exercises
    "summary_total_right": "The same count holds in every library, since the network is the same.",
    "summary_total_weights": "These are the weights alone: each of the 43 units has a bias as well.",
    "summary_total_three": (
        "You added one bias for each layer: each unit has its own, so there are 20 + 20 + 3."
    ),
    "summary_total_inputs": "The 8 inputs are not units: they have no biases.",
    "summary_total_one_hidden": "One of the two hidden layers is missing: 20 units read from 20.",
    "summary_total_units": "This is the number of units: each has its weights and a bias.",
    "summary_total_no_last": "The output layer is missing: 3 units read from 20.",
    "summary_total_first_biases": "Only the first layer has its biases: the others have theirs as well.",
    "summary_total_one_output": "You counted one output: the last layer has 3 units.",
    "summary_total_product": "Within a layer, inputs and units are multiplied; layers are added.",
    "summary_total_momentum": "The optimizer keeps a velocity for each parameter, but that is no parameter of the model.",
    "summary_total_1": "A unit has one weight for each of its inputs, and one bias.",
    "summary_total_2": "The first layer has (8 + 1) · 20 parameters.",
    "summary_total_3": "The three layers have (8 + 1) · 20, (20 + 1) · 20 and (20 + 1) · 3.",
    "translated_right": (
        "Sizes, activations and optimizer are all there is to say: the loss follows from the softmax."
    ),
    "translated_not_network": "my_network must be a Network, as made by Network.from_sizes.",
    "translated_no_input": (
        "The sizes begin with the number of inputs: in Keras it is in keras.Input."
    ),
    "translated_one_hidden": "There are two hidden layers of 20 units: name both in the sizes.",
    "translated_sizes": "The sizes are {sizes}, but the model has 8 inputs, and layers of 20, 20 and 3.",
    "translated_hidden": "The hidden layers must be tanh, not {name}.",
    "translated_output": "The last layer of the model is a softmax, not {name}.",
    "translated_not_sgd": "my_optimizer must be an SGD, made by a call such as SGD(0.1).",
    "translated_rate": "The learning rate of the model is 0.05, not {rate:g}.",
    "translated_no_momentum": "The momentum is missing: SGD(..., momentum=...).",
    "translated_momentum": "The momentum of the model is 0.9, not {momentum:g}.",
    "translated_1": "Network.from_sizes takes a list of sizes, inputs first, and two activations.",
    "translated_2": "The sizes are [8, 20, 20, 3]; the hidden activation comes next, then that of the output.",
    "translated_3": "nnlib's SGD takes the learning rate, and momentum= by name.",
    "sigmoid_twice_right": (
        "So even a perfect network pays 0.31 here, and 0.69 where y = 0: the loss cannot fall to 0."
    ),
    "sigmoid_twice_zero": (
        "That would be right if the loss took probabilities: this one takes the 1 for a logit."
    ),
    "sigmoid_twice_half": "That is -ln σ(0), for a y_hat of 0: here y_hat is 1.",
    "sigmoid_twice_probability": "This is σ(1): the loss is minus its logarithm.",
    "sigmoid_twice_other": "This is the loss for y = 0: for y = 1 it is -ln σ(1).",
    "sigmoid_twice_sign": "The logarithm of a probability is negative: a loss has a minus before it.",
    "sigmoid_twice_base": "The logarithm is the natural one, with base e: `np.log`.",
    "sigmoid_twice_base_sign": "The logarithm is the natural one, `np.log`, and a loss has a minus before it.",
    "sigmoid_twice_missing": "This is 1 - σ(1): the loss is minus the logarithm of σ(1).",
    "sigmoid_twice_exp": "This is exp(-1) alone: σ(1) is 1 / (1 + exp(-1)), and the loss is minus its logarithm.",
    "sigmoid_twice_output": "1 is the network's output: the loss takes its sigmoid, and then minus the logarithm.",
    "sigmoid_twice_1": "BCEWithLogitsLoss sends what it gets through a sigmoid first, whatever that is.",
    "sigmoid_twice_2": "It gets 1, so its probability is σ(1) = 1 / (1 + exp(-1)).",
    "sigmoid_twice_3": "For y = 1 the loss is minus the natural logarithm of that probability.",
    "five_bugs_right": ("None of the five raises an error: only the numbers show them."),
    "five_bugs_a": (
        "{what}: without eval mode, a layer such as dropout goes on as in training. "
        "Is there such a layer here, and a prediction?"
    ),
    "five_bugs_b": (
        "{what}: gradients add up if nothing sets them to 0. Look for zero_grad, before backward."
    ),
    "five_bugs_c": (
        "{what}: for two sigmoids in a row there must be one in the net and one in the loss."
    ),
    "five_bugs_d": "{what}: look where the data come from. Were they scaled?",
    "five_bugs_e": (
        "{what}: a shape goes wrong where (n, 1) meets (n,). Do both occur in these lines?"
    ),
    "five_bugs_f": "{what}: this loop calls optimizer.step(), or does not train at all.",
    "five_bugs_1": "Look in loops 1 and 2 for the four calls: zero_grad, the loss, backward, step.",
    "five_bugs_2": (
        "Which loop takes data that were never scaled? Which compares a column with a row of "
        "numbers? Which has a layer of dropout?"
    ),
    "five_bugs_3": "In loop2 the net ends in a sigmoid, and BCEWithLogitsLoss has one of its own.",
    "keras_first_step_right": (
        "For t = 1 the correction makes Keras's ε 32 times as large; it wears off as t grows."
    ),
    "keras_first_step_torch": "This is PyTorch's step: in Keras ε is divided by √(1 - β₂ᵗ) first.",
    "keras_first_step_times": "Divide ε by √(1 - β₂ᵗ); you multiplied.",
    "keras_first_step_no_root": "You divide ε by 1 - β₂: take the square root of that.",
    "keras_first_step_sign": "This is the sign alone, as if ε were 0.",
    "keras_first_step_no_abs": "√(g²) is the size of g, |g|, without its sign: use np.abs.",
    "keras_first_step_inside": "You put ε under the root: it is added after it.",
    "keras_first_step_uncorrected": "Both means are corrected: at t = 1, m̂ is g and ŝ is g², whatever the β.",
    "keras_first_step_tenth": "m̂ is m divided by 1 - β₁: at t = 1 that is g itself, not a tenth of it.",
    "keras_first_step_rate": "Leave out the learning rate and the minus, as the exercise says.",
    "keras_first_step_beta": "Under the root that divides ε is 1 - β₂, not β₂.",
    "keras_first_step_rounded": "√(1 - β₂) is rounded: let Python compute it, as np.sqrt(1 - 0.999).",
    "keras_first_step_root_of_g": "√ŝ is the root of g squared, which is |g|, and not the root of g.",
    "keras_first_step_no_root_of_s": "The root of ŝ is missing: ŝ is g², and √ŝ is |g|.",
    "keras_first_step_brackets": "ε belongs below the fraction line: put brackets around all that g is divided by.",
    "keras_first_step_fixed": "ε is given as epsilon: use it instead of a number of your own.",
    "keras_first_step_norm": "You take the length of all of g: each number is divided by its own size, np.abs(g).",
    "keras_first_step_1": "Put t = 1 into the formula: what is left of the two corrections, and what is the root of a square?",
    "keras_first_step_2": "At t = 1 m̂ = g and ŝ = g², so √ŝ is |g|; 1 - β₂ᵗ is 0.001: divide ε by its square root.",
    "keras_first_step_3": "g / (np.abs(g) + ...): what replaces the dots?",
    "keras_first_step_beta_1": "Under the root that divides ε is β₂, 0.999: you took β₁.",
    "keras_first_step_all": "Only ε is divided by √(1 - β₂ᵗ), not all that g is divided by.",
    "keras_first_step_unsigned": "The step has lost its sign: m̂ is g itself, without abs.",
    "summary_total_last_biases": "The last layer's 3 units have biases as well.",
}
