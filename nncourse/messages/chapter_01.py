"""What the questions and exercises of chapter 01 say."""

MESSAGES = {
    # questions on the chapter before
    "recall_epoch_asked": "In one epoch, which samples does a network look at?",
    "recall_epoch_one": "one",
    "recall_epoch_one_why": "One sample is only a part of an epoch.",
    "recall_epoch_all": "all of them, once",
    "recall_epoch_all_why": "That is what one press of Step showed.",
    "recall_epoch_wrong": "those that it gets wrong",
    "recall_epoch_wrong_why": "The red rings are for you: the network looks at all samples.",
    "recall_learning_asked": "A network learns: what does it change?",
    "recall_learning_numbers": "its numbers",
    "recall_learning_numbers_why": "It changes them a little at a time, so that the loss falls.",
    "recall_learning_samples": "the samples",
    "recall_learning_samples_why": "The samples stay where they are: the border moves.",
    "recall_learning_units": "how many units it has",
    "recall_learning_units_why": "You chose their number, and it stayed.",
    "recall_border_asked": "What border can a network with one hidden unit draw?",
    "recall_border_straight": "a straight line",
    "recall_border_straight_why": "A straight line encloses nothing: 27 samples stayed wrong.",
    "recall_border_strip": "a strip",
    "recall_border_strip_why": "That takes two units.",
    "recall_border_closed": "a closed curve",
    "recall_border_closed_why": "On the circle, that took three units.",
    # questions
    "bias_asked": "You raise the bias b. What does the black line do?",
    "bias_turns": "It turns.",
    "bias_turns_why": "Try it below: its direction stays.",
    "bias_shifts": "It shifts.",
    "bias_shifts_why": "All its points move the same way, by the same distance.",
    "bias_stays": "It stays.",
    "bias_stays_why": "Try it below: b moves it at once.",
    "doubling_asked": "You double w1, w2 and b, all three. What changes?",
    "doubling_line": "The line moves.",
    "doubling_line_why": "2z is 0 exactly where z is 0, so the line stays.",
    "doubling_shades": "The line stays, the shades change.",
    "doubling_shades_why": "Twice the z, the same sign: the same side, and more certain.",
    "doubling_nothing": "Nothing changes.",
    "doubling_nothing_why": "The line stays, but look at y_hat in the next cell.",
    "xor_asked": "How many of the four points of XOR can one neuron get right, at best?",
    "xor_two": "2",
    "xor_two_why": "One more is possible: let the line cut off a single corner.",
    "xor_three": "3",
    "xor_three_why": "A line that cuts off one corner gets it right, and two of the other three.",
    "xor_four": "4",
    "xor_four_why": "Try it for a minute, then read on.",
    # exercises
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
    "or_gate_right": "One line can part (0, 0) from the other three points, so one neuron can do OR.",
    "or_as_and": (
        "This is AND, which needs both inputs: raise b, so that one input alone is enough."
    ),
    "or_as_nand": "This is NAND, which is 0 for (1, 1) only: OR is 0 for (0, 0) only.",
    "or_all_ones": "It says 1 for all four points: at (0, 0) z is b alone, so b is too large.",
    "or_all_zeros": "It says 0 for all four points: a single 1 must be enough to lift z above 0.",
    "or_gate_1": "Write down what z must be at (0, 0), and what at (1, 0), (0, 1) and (1, 1).",
    "or_gate_2": "At (0, 0) z is b alone, so b must not be above 0; w1 + b and w2 + b must be above 0.",
    "or_gate_3": "Take w1 = w2 = 1: then b may be any number between -1 and 0.",
    "nand_gate_right": (
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
    "nand_gate_1": "NAND is the opposite of AND: which signs turn one into the other?",
    "nand_gate_2": "At (0, 0) z is b alone and must be above 0; each input should make z smaller.",
    "nand_gate_3": "Take w1 = w2 = -1: then b may be any number between 1 and 2.",
    "crossing_other_axis": (
        "This is where the line crosses the x2 axis: on the x1 axis x2 is 0, so w2 plays no part."
    ),
    "crossing_slope": "This is the slope of the line: the place where x2 = 0 is wanted.",
    "crossing_upside_down": "The fraction is upside down: divide by the weight, not by b.",
    "crossing_not_divided": "You have w1 times x1: divide it by w1.",
    "crossing_other_line": "You took x2 = 1: on the x1 axis x2 is 0, so w2 plays no part.",
    "crossing_right": (
        "w2 does not matter there: b and w1 alone say where the line crosses the x1 axis."
    ),
    "crossing_1": "On the boundary z is 0, and on the x1 axis x2 is 0: put both into z's formula.",
    "crossing_2": "What remains is w1 times x1 plus b equals 0: solve it for x1.",
    "crossing_3": "Take b to the other side, which turns its sign, then divide by w1.",
    "pre_activation_label": "0 is what the neuron answers: z is the number that it answers from.",
    "pre_activation_sum_first": "You added first: multiply each input by its own weight, and add the products.",
    "pre_activation_bias_weighed": "You added b to each input: it is added once, to the weighted sum.",
    "any_neuron_relu": "This is ReLU, another activation function: here the sigmoid is wanted.",
    "crossing_multiplied": "You multiplied by w1: from w1 times x1 plus b equals 0, x1 comes by dividing.",
    "crossing_both": "You divided by both weights: on the x1 axis x2 is 0, so w2 plays no part.",
    "crossing_subtracted": "You took w1 off: it multiplies x1, so divide by it.",
    "crossing_pair": "This is the point, (x1, 0): give its x1 alone.",
    "any_neuron_bias_often": "You add b once for each input: it is added once, to the whole sum.",
    "any_neuron_last": "Only the last product is left: add each one to what is there already, with +=, or use x @ w.",
    "any_neuron_early": "The sigmoid comes last: it takes the sum, not the inputs.",
    "any_neuron_twice": "The sigmoid is taken twice: once is enough.",
    "any_neuron_sum_minus": "x @ w enters with the wrong sign: the sigmoid is 1 / (1 + exp(-z)), with z = x @ w + b.",
    "any_neuron_one_minus": "Below the line you have 1 minus exp(-z): it is 1 plus exp(-z).",
    "any_neuron_e": "The number e has more digits than you gave it: np.exp knows them all.",
    "any_neuron_line": "What stands below the line needs brackets: exp(z) / (1 + exp(z)).",
    "any_neuron_mean": "You take the mean of the products: z is their sum, whatever their number.",
    "any_neuron_adds_results": "It adds up the results of all samples: each sample has a result of its own.",
    "any_neuron_pair": "You return two things, z and its sigmoid: the second alone is wanted.",
    "any_neuron_bias_below": "You add b to the number below the line: it belongs to x @ w, before exp.",
    "crossing_other_way": "This is the x2 of the point where x1 is 1: wanted is the x1 of the point where x2 is 0.",
    "crossing_distance": "This is how far the line is from the origin: wanted is where it meets the x1 axis.",
    "crossing_abs": "The sign is lost: the line may also cross to the left of the origin.",
    "crossing_value": "This is a value of z: wanted is the x1 at which z is 0.",
    "crossing_w2": "w2 comes in: on the x1 axis x2 is 0, so w2 plays no part.",
    "crossing_no_bias": "b is missing: it says how far from the origin the line is.",
    "crossing_two": "You wrote a number where w1 belongs: the formula is for any neuron.",
}
