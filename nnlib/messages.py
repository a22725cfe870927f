"""Every sentence that Python says to a learner, in one table, so that another language needs one
more table.
"""

MESSAGES = {
    # numbers, shapes and names, wherever they come in
    "number": "{what} must be {kind}{limits}, not {value!r}.",
    "whole": "a whole number",
    "finite": "a finite number",
    "greater": " greater than {bound:g}",
    "at_least": " of at least {bound:g}",
    "at_most": " of at most {bound:g}",
    "and": " and",
    "share": "{what} must be a number from 0 up to, but not including, 1, not {value!r}.",
    "not_numbers": (
        "{what} must be a table of numbers, with rows of equal length and no text in it."
    ),
    "not_finite": (
        "{what} has the value {value} at index {where}: every value must be a finite number."
    ),
    "matrix_shape": (
        "{what} must have shape (n_samples, {n_columns}) and at least one row, not {shape}; "
        "for a single sample write [[...]]."
    ),
    "shape": "{what} must have shape {expected}, not {shape}.",
    "rows": "X and y must have equally many rows: X has {n_samples}, and y has shape {y}.",
    "float_type": "A network computes in float64 or float32, not in {dtype}.",
    "not_registered": (
        "{name} is an activation or a loss of your own: a file or a pickle keeps only those "
        "of nnlib."
    ),
    # layers and networks
    "mask_values": (
        "A mask holds 1 where there is a connection and 0 where there is none, and nothing else."
    ),
    "no_layers": (
        "A network takes a list of layers, and at least one, such as [Dense(2, 4), Dense(4, 1)]."
    ),
    "layer_sizes": (
        "Layer {i} gives {n_out} numbers but layer {following} takes {n_in}: make the two "
        "sizes equal."
    ),
    "sizes": (
        "sizes={sizes} with hidden={names} is no network: give the sizes as a list of at "
        "least two, such as [2, 4, 1], and one hidden activation for all hidden layers or one"
        " for each."
    ),
    "hidden_softmax": (
        "Layer {i} is a hidden layer and cannot be a softmax, which turns outputs into "
        "probabilities: use it in the last layer."
    ),
    "lone_softmax": (
        "A softmax with a single output is 1 whatever comes in: for two classes use one "
        "sigmoid unit, or a softmax of two."
    ),
    "pairing": (
        "The output activation {output} does not go with the loss {loss}, which takes: {outputs}."
    ),
    "step_cannot_learn": (
        "A network with a step function cannot be trained: its slope is 0 everywhere, so the "
        "gradient says nothing about which way to go; use sigmoid or tanh instead."
    ),
    "not_a_network": "{path} does not hold a network that was written by nnlib.save.",
    # losses
    "loss_shapes": (
        "{loss} compares arrays of one shape with at least one element, not {first} and y of {y}."
    ),
    "not_probabilities": (
        "From probabilities a cross-entropy takes numbers from 0 to 1, but these reach from "
        "{least:g} to {most:g}: for logits there is a form of its own, _from_logits."
    ),
    "target_shape": (
        "y must have shape (n_samples, {n_outputs}), or (n_samples,) if there is one output, "
        "not {shape}; for class labels end in a softmax."
    ),
    "binary_targets": (
        "The binary cross-entropy takes labels 0 and 1, or probabilities between them, but y "
        "reaches from {least:g} to {most:g}; for more classes end in a softmax."
    ),
    "class_label": (
        "y has the label {label}, but the classes are whole numbers from 0 to {last}, in "
        "shape (n_samples,)."
    ),
    "class_shape": (
        "y must have shape (n_samples,) for labels, or (n_samples, {n_classes}) for shares, "
        "not {shape}."
    ),
    "class_shares": "Each row of y must hold shares of at least 0 that sum to 1.",
    # training
    "patience_needs_validation": (
        "patience watches the validation loss: pass validation too, such as validation=0.2."
    ),
    "step_arrays": (
        "An optimizer steps w, an array of floats, by a gradient g of the same shape; w has "
        "shape {w} and g has shape {g}."
    ),
    "other_network": (
        "This optimizer remembers gradients of shape {memory}, but w has shape {w}: make a "
        "new optimizer for each network."
    ),
    "order": "order is a function that takes the epoch and gives the row numbers in their order.",
    "not_an_optimizer": (
        "The optimizer must be one such as SGD(0.1) or Adam(0.01), not {optimizer!r}."
    ),
    "validation": "validation is a share of the samples, such as 0.2, or a pair (X, y).",
    "validation_share": (
        "validation={share} of {n_samples} samples leaves one part empty: choose another share."
    ),
    "diverged": (
        "Training stopped after step {count}: the loss is no longer a finite number. The "
        "learning rate {rate:g} is probably too large: start again from fresh weights with a "
        "new optimizer, and try {smaller:g}. Until then the network keeps the last weights "
        "that had a finite loss."
    ),
    "diverged_at_start": (
        "Training stopped before its first step: the loss or its gradient is not a finite "
        "number. The weights or the data are too large: scale the data, or start from smaller"
        " weights."
    ),
    "stopped_early": (
        "Training stopped early: for {patience} epochs the validation loss did not fall below"
        " {lowest:.4g}. The network keeps the weights that had it."
    ),
    "float_array": "The slope is measured at an array of floats, such as np.array([1.0, 2.0]).",
    # questions
    "units_asked": (
        "On the circle, with 3 hidden units: how many points are wrong after 400 epochs?"
    ),
    "units_none": "none",
    "units_none_why": "Three borders together close around the middle.",
    "units_ten": "about 10",
    "units_ten_why": "That is what 2 units leave: a strip, open at both ends.",
    "units_thirty": "about 30",
    "units_thirty_why": "That is what 1 unit leaves: a single straight border.",
    "bias_asked": "You raise the bias b. What does the black line do?",
    "bias_turns": "It turns.",
    "bias_turns_why": "Try it below: its direction stays.",
    "bias_shifts": "It shifts.",
    "bias_shifts_why": "All its points move the same way, by the same distance.",
    "bias_stays": "It stays.",
    "bias_stays_why": "Try it below: b moves it at once.",
    "scale_asked": "You double w1, w2 and b, all three. What changes?",
    "scale_line": "The line moves.",
    "scale_line_why": "2z is 0 exactly where z is 0, so the line stays.",
    "scale_shades": "The line stays, the shades change.",
    "scale_shades_why": "Twice the z, the same sign: the same side, and more certain.",
    "scale_nothing": "Nothing changes.",
    "scale_nothing_why": "The line stays, but look at y_hat in the next cell.",
    "xor_asked": "How many of the four points of XOR can one neuron get right, at best?",
    "xor_two": "2",
    "xor_few_why": "One more is possible: let the line cut off a single corner.",
    "xor_three": "3",
    "xor_three_why": "A line that cuts off one corner gets it right, and two of the other three.",
    "xor_four": "4",
    "xor_four_why": "Try it for a minute, then read on.",
    # installation
    "installed": "Everything that the course needs is installed: you can start.",
    "missing": "{name} is missing: in the course's folder run `make lab`, which installs it.",
    "too_old": "{name} is here as {found}, but the course needs {needed}: run `make lab` again.",
    # explorers
    "reset": "Reset",
    "larger": "Larger type",
    "kernel_gone": "The kernel was restarted or is gone: run this cell again to go on.",
    "bad_token": "{token!r} is no token of this explorer: copy it whole, as .token gave it.",
    "unknown_control": "There is no control called {name!r}; choose one of {known}.",
    "activation": "activation",
    "epoch": "epoch",
    "loss": "loss",
    "hidden": "hidden units",
    "learning_rate": "learning rate",
    "learning": (
        "After {epoch} epochs: {wrong} of {n} samples on the wrong side, loss {loss:.3f}."
    ),
    "data": "data",
    "line": "Boundary {line}",
    "no_line": "No boundary: z is {z} everywhere",
    "neuron": (
        "{line}; {wrong} of {n} samples on the wrong side. At the point ({x1}, "
        "{x2}): z = {z}, y_hat = {y_hat}."
    ),
    "neuron_with_loss": (
        "{line}; {wrong} of {n} samples on the wrong side; loss {loss:.3f}. At the "
        "point ({x1}, {x2}): z = {z}, y_hat = {y_hat}."
    ),
    # exercises: check and hint
    "check_right": "Right. ",
    "check_wrong": "Not right yet. ",
    "check_todo": "Not done yet. ",
    "check_stuck": 'Stuck? `hint("{name}")` gives a hint.',
    "check_dots": "Put your answer for {what} in place of the dots, then run the cell again.",
    "check_undefined": (
        "{what} has no value yet: run the cell that defines {what}, then run this one again."
    ),
    "check_unknown": "There is no exercise called {name!r}; choose one of {known}.",
    "check_unnamed": "Write the name of an exercise in quotes, one of {known}.",
    "check_alone": (
        'Write `check("{name}")` with nothing after the name: it finds your answer by itself.'
    ),
    "check_interrupted": (
        "You stopped your code while it was being checked: does it hold a loop that never ends?"
    ),
    "check_strange": (
        "Looking at your answer led to {error}: give a plain number, list, array or function."
    ),
    "hint_number": "Hint {number} of {count}. ",
    "hint_end": (
        "That was the last hint. The full solution is in the folder notebooks/solutions; "
        "run this cell again to start from the first hint."
    ),
    # exercises: what an answer is
    "kind_number": "one number",
    "kind_text": "text",
    "kind_truth": "True or False",
    "kind_list": "a list",
    "kind_tuple": "several values in a row",
    "kind_none": "None",
    "kind_function": "a function",
    "kind_array": "an array of shape {shape}",
    "kind_other": "a thing of type {name}",
    # exercises: what is wrong with any answer
    "check_quotes": "{what} is text: leave out the quotes, and it is a number.",
    "check_comma": (
        "{what} holds two values: write a decimal number with a point, as in 0.5, not with a comma."
    ),
    "check_not_number": "{what} must be one number, but it is {kind}.",
    "check_not_array": "{what} must be made of numbers, but it is {kind}.",
    "check_nan": (
        "{what} holds NaN, which is no number: it comes from sums such as 0/0 or infinity minus "
        "infinity."
    ),
    "check_infinite": (
        "{what} grows beyond all numbers, to infinity: is there a division by 0, or a huge power?"
    ),
    "check_transposed": "{what} has its rows and columns swapped: look for a transpose, `.T`.",
    "check_sign": "{what} has the wrong sign: the size is right, but plus and minus are swapped.",
    "check_factor": "{what} is {factor} times what it should be.",
    "check_offset": "{what} differs from the right answer by {offset} everywhere.",
    "check_constant": (
        "{what} is {value} every time, whatever goes in: does the formula use all that it is given?"
    ),
    "check_rounded": "{what} is right but for rounding: keep all digits, and leave out `round`.",
    "check_cut": (
        "{what} loses all that comes after the decimal point: use `/` rather than `//`, and no "
        "`int`."
    ),
    "check_close": "{what} is close, with {got}, but not equal: work it out once more.",
    "check_too_large": "{what} is {got}, and that is too large.",
    "check_too_small": "{what} is {got}, and that is too small.",
    "check_choice": "{what} must be one of the letters {letters}, in quotes.",
    # exercises: what is wrong with a function
    "check_not_function": (
        "{what} must be a function: begin with `def {what}({names}):` and end with a `return`."
    ),
    "check_parameters": "{what} must take ({names}), so begin with `def {what}({names}):`.",
    "check_none": "{what} gives back None: is there a `return` missing before the result?",
    "check_prints": (
        "{what} prints its result but does not give it back: write `return` in place of `print`."
    ),
    "check_changes": (
        "{what} changes the {name} that it is given, which would surprise whoever uses that "
        "again: compute a new value instead."
    ),
    "check_recursion": "{what} calls itself without end.",
    "check_exits": "{what} ends Python itself: leave out `exit` and return the result.",
    "check_raises": "{what} stops with {error}{line}.",
    "check_line": " (in its line {number})",
    "check_gives": "{what} is {got}, and should be {expected}.",
    "check_only_some": "{example} is right, but {sentence}",
    # exercises of chapter 00
    "double_right": "Every exercise works like this: answer, run, read, try again.",
    "double_same": "double is 21 itself: twice 21 is wanted.",
    "double_added": "You added 2: twice 21 is 2 times 21.",
    "double_squared": "You multiplied 21 by itself: twice 21 is 2 times 21.",
    "double_halved": "You halved 21: twice 21 is 2 times 21.",
    "double_1": "Twice a number is that number plus itself.",
    "double_2": "Python can work it out for you: write `2 * 21` in place of the dots.",
    # exercises of chapter 01
    "pre_activation_right": (
        "z is negative, so this neuron leans towards 0; the sign of z alone decides the side."
    ),
    "pre_activation_no_bias": "You have the weighted sum; the bias b still has to be added.",
    "pre_activation_minus_b": "You subtracted the bias b: it is added.",
    "pre_activation_lost_sign": "The second input is -1, and you used 1: mind its sign.",
    "pre_activation_no_weights": "You left out the weights: each input is multiplied by its own.",
    "pre_activation_swapped": "You swapped the weights: the first belongs to the first input.",
    "pre_activation_added": (
        "You added inputs and weights: each input is multiplied by its weight, and then you add."
    ),
    "pre_activation_y_hat": (
        "This is the prediction y_hat: z is the sum before it goes through the sigmoid."
    ),
    "pre_activation_1": "Multiply each input by its own weight, add the products, then add b.",
    "pre_activation_2": "The two products are 0.5 times 2 and 3 times -1.",
    "pre_activation_3": "The products are 1 and -3: add them, and add b = 1.",
    "any_neuron_right": (
        "This computes a neuron for a whole table at once; every layer of a network is made of it."
    ),
    "any_neuron_no_activation": (
        "This is z: send it through the sigmoid before you return it (the activation is missing)."
    ),
    "any_neuron_no_bias": "The bias is missing: add b to x @ w before the sigmoid.",
    "any_neuron_bias_outside": "You add b after the sigmoid: it belongs inside, to x @ w.",
    "any_neuron_bias_sign": (
        "The bias enters with the wrong sign: a minus before the whole of z needs brackets, "
        "-(x @ w + b)."
    ),
    "any_neuron_bias_weighed": (
        "You add b to every weight: multiply first, and add b to the sum, x @ w + b."
    ),
    "any_neuron_minus": (
        "This is 1 minus what is wanted: the sigmoid is 1 / (1 + exp(-z)), with a minus before "
        "the z."
    ),
    "any_neuron_no_one": "The 1 in the sum below the line is missing: 1 / (1 + exp(-z)).",
    "any_neuron_brackets": (
        "This is 1 + exp(-z), and the sigmoid is 1 divided by all of that: put brackets around it, "
        "1 / (1 + exp(-z))."
    ),
    "any_neuron_step": "This is a step, either 0 or 1: the sigmoid gives all values between them.",
    "any_neuron_whole": "This is 0 every time: `//` drops all after the decimal point, so use `/`.",
    "any_neuron_tanh": "This is tanh, another activation function: here the sigmoid is wanted.",
    "any_neuron_order": (
        "It is right for one sample, but for a table of samples the order counts: write x @ w, "
        "with x first and as it is."
    ),
    "any_neuron_one_sample": (
        "It is right for one sample, but not for a table with a sample in each row: x @ w sums "
        "every row, np.exp takes arrays, and the result stays an array."
    ),
    "any_neuron_two_inputs": (
        "It uses two parts of x only: x @ w multiplies and adds any number of inputs, for one "
        "sample and for a table."
    ),
    "any_neuron_not_added": (
        "The products are not added up: x @ w multiplies and adds, x * w only multiplies."
    ),
    "any_neuron_sums_all": (
        "It adds up over all samples of a table, where each needs a sum of its own: use x @ w."
    ),
    "any_neuron_1": "Work in two steps: first z, for all inputs at once, then the sigmoid of z.",
    "any_neuron_2": "z is x @ w + b, and the sigmoid of z is 1 divided by 1 plus exp of minus z.",
    "any_neuron_3": "Below `z = x @ w + b`, return 1 / (1 + np.exp(...)): what stands in the dots?",
    "gate_on_line": (
        "For ({x1}, {x2}) z is 0, or so near that rounding decides: z must be clearly above 0 "
        "there, so change b or a weight a little."
    ),
    "gate_corner": (
        "For ({x1}, {x2}) z is {z}, so the neuron says {says}, where {wanted} is wanted."
    ),
    "gate_opposite": (
        "Your neuron says the opposite at every point: turn the signs of all three numbers, and"
        " mind that z = 0 counts as 0."
    ),
    "gate_one_input": (
        "Only one of the inputs decides in your neuron: give the other one more weight, too."
    ),
    "or_right": "One line can part (0, 0) from the other three points, so one neuron can do OR.",
    "or_as_and": (
        "This is AND, which needs both inputs: raise b, so that one input alone is enough."
    ),
    "or_as_nand": "This is NAND, which is 0 for (1, 1) only: OR is 0 for (0, 0) only.",
    "or_all_ones": "It says 1 for all four points: at (0, 0) z is b alone, so b is too large.",
    "or_all_zeros": "It says 0 for all four points: a single 1 must be enough to lift z above 0.",
    "or_1": "Write down what z must be at (0, 0), and what at (1, 0), (0, 1) and (1, 1).",
    "or_2": "At (0, 0) z is b alone, so b must not be above 0; w1 + b and w2 + b must be above 0.",
    "or_3": "Take w1 = w2 = 1: then b may be any number between -1 and 0.",
    "nand_right": (
        "From NAND alone every logical circuit can be built, so neurons together can compute them "
        "all."
    ),
    "nand_as_nor": (
        "This is NOR, which is 1 for (0, 0) only: raise b, so that it takes both inputs to make z "
        "fall to 0 or below."
    ),
    "nand_as_or": "This is OR, which is 0 for (0, 0) only: NAND is 0 for (1, 1) only.",
    "nand_all_ones": (
        "It says 1 for all four points: two 1s together must bring z down to 0 or below."
    ),
    "nand_all_zeros": (
        "It says 0 for all four points: at (0, 0) z is b alone and must be above 0, and both "
        "weights must be below 0."
    ),
    "nand_1": "NAND is the opposite of AND: which signs turn one into the other?",
    "nand_2": "At (0, 0) z is b alone and must be above 0; each input should make z smaller.",
    "nand_3": "Take w1 = w2 = -1: then b may be any number between 1 and 2.",
    "crossing_other_axis": (
        "This is where the line crosses the x2 axis: on the x1 axis x2 is 0, so w2 plays no part."
    ),
    "crossing_slope": "This is the slope of the line: the place where x2 = 0 is wanted.",
    "crossing_upside_down": "The fraction is upside down: divide by the weight, not by b.",
    "crossing_not_divided": "You have w1 times x1: divide it by w1.",
    "crossing_other_line": "You took x2 = 1: on the x1 axis x2 is 0, so w2 plays no part.",
    "x1_crossing_right": "There z is exactly 0, and the neuron cannot decide.",
    "crossing_right": (
        "w2 does not matter there: b and w1 alone say where the line crosses the x1 axis."
    ),
    "crossing_1": "On the boundary z is 0, and on the x1 axis x2 is 0: put both into z's formula.",
    "crossing_2": "What remains is w1 times x1 plus b equals 0: solve it for x1.",
    "crossing_3": "Take b to the other side, which turns its sign, then divide by w1.",
    "doubling_right": (
        "2z has the sign of z, so the line stays; off the line, y_hat moves towards 0 or 1."
    ),
    "doubling_a": "The line is where z = 0, and 2z is 0 at the very same points.",
    "doubling_b": "The direction depends on w1 / w2, and doubling both leaves that as it is.",
    "doubling_d": "The line does stay, but y_hat is the sigmoid of 2z now, which is not that of z.",
    "doubling_1": "Ask two questions: where is z = 0 now, and how large is z elsewhere?",
    "doubling_2": "Try it: compute y_hat for one point with w1, w2, b, and again with the doubles.",
    # predictions
    "predict": "Predict: ",
    "predict_run": "Run this cell to choose.",
    "predict_right": "Right. ",
    "predict_wrong": "Not this one. ",
    "predict_options": (
        "Predict needs an answer that is one of its options, at most {most}, not {answer!r}."
    ),
    # datasets
    "choose_once": (
        "Choose each {what} once, by name or by number from 0, out of these {n}: {known}; not"
        " {wanted}."
    ),
    "empty_split": (
        "test={test} leaves one part of {n} samples empty; choose a share that leaves some "
        "for both."
    ),
    "unknown_name": "There is no {what} called {name!r}; choose one of {known}.",
}


def say(key: str, **values) -> str:
    """The sentence ``key`` with ``values`` filled in.

    A missing key raises KeyError: a test walks over all of them.
    """
    return MESSAGES[key].format(**values)
