"""What the scenarios of chapter 04 are called, ask, and say to look for."""

MESSAGES = {
    # one unit at a time
    "title_first_sum": "The first sum",
    "ask_first_sum": "What is z? Work it out, then press Step.",
    "look_first_sum": "0.3 + 0.65 − 0.5 = 0.45. The activation, tanh(0.45) = 0.42, appears above the unit.",
    "title_second_layer_waits": "The output's sum",
    "ask_second_layer_waits": "Which numbers does the output need, and what is its z? Press Step.",
    "look_second_layer_waits": "It needs all three hidden activations, though one weight is 0, and no input. z is −0.34, and its sigmoid is 0.42.",
    "title_relu_layers": "Two layers of ReLU",
    "ask_relu_layers": "Press Step: which units can be computed first, and which must wait?",
    "look_relu_layers": "The units of the first hidden layer can all be computed at once. Each later layer waits for the one before it.",
    "title_three_outputs": "Three outputs",
    "ask_three_outputs": "The outputs are a softmax: which sums does the a of this unit need? Press Step.",
    "look_three_outputs": "It needs the sums of all three outputs, which the figure has already computed: a is 0.36.",
    # folding
    "title_unfolded": "As it is",
    "ask_unfolded": "Move weights and biases: can one straight line separate the points in the second plane?",
    "look_unfolded": "Not at the start: 2 are wrong, and the output is one half everywhere. It helps if both units look at x1 + x2, with different biases.",
    "title_folded": "The fold",
    "ask_folded": "Both units look at x1 + x2. Press Play: where will the two triangles lie?",
    "look_folded": "On the same spot. The plane is pressed onto a line, and since that bends, a straight line separates them from the circles: none is wrong.",
    "title_unbent": "Without a bend",
    "ask_unbent": "The identity in place of tanh: can any weights do XOR?",
    "look_unbent": "No: 2 stay wrong. With w22 at −2 the grid is turned, mirrored and stretched, but never bent.",
    # unfolding
    "title_moons": "The moons",
    "ask_moons": "Press Play: what will the second plane look like in the end?",
    "look_moons": "The moons come apart until a straight line separates them: 4 are wrong after 100 epochs, none after 600. In the first plane, that line is the winding border.",
}
