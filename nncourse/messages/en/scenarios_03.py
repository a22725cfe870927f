"""What the scenarios of chapter 03 are called, ask, and say to look for."""

MESSAGES = {
    # build one
    "title_second_layer": "A second layer",
    "ask_second_layer": "Set hidden layers to 2: how many parameters will 2-4-3-1 have?",
    "look_second_layer": "31 instead of 17: 23 weights, and a bias for each of the 8 units that are not inputs.",
    "title_more_inputs": "More inputs",
    "ask_more_inputs": "Raise inputs: which grow, weights or biases?",
    "look_more_inputs": "The weights, by 4 for each input. Inputs compute nothing, so they have no bias.",
    "title_cut_a_line": "Cut a line",
    "ask_cut_a_line": "Click a line: which numbers in the table fall?",
    "look_cut_a_line": "Three, by one: the sum of its layer, all weights, and all parameters. The biases stay, and so does the shape of W.",
    "title_hundreds": "Hundreds",
    "ask_hundreds": "How many weights will a second layer of 100 units add? Choose 100-100-100-1.",
    "look_hundreds": "10,000: now there are 20,100. With 1000 and 1000 units there are 1,101,000.",
    # hinges
    "title_sine_by_hand": "The sine",
    "ask_sine_by_hand": "Drag the diamonds: how small can you make the error?",
    "look_sine_by_hand": "Press 1 again: with evenly spaced hinges, least squares reaches 0.005. Train, pressed once after it, moves the hinges too, and reaches 0.0037.",
    "title_two_hinges": "Two hinges",
    "ask_two_hinges": "Press Least squares: how close do two hinges come?",
    "look_two_hinges": "The error is 0: one hinge is at the left edge, the other at 0, where the bend is.",
    "title_odd_hinges": "Three hinges",
    "ask_odd_hinges": "Press Least squares: are three hinges as good as two?",
    "look_odd_hinges": "No: the error is 0.055. An odd number, evenly spaced, leaves no hinge at 0, where the bend is.",
    "title_stairs": "Stairs",
    "ask_stairs": "Press Least squares: what do 12 units make of a jump?",
    "look_stairs": "A slope: an error of 0.0086 is left. A jump takes two hinges close together, and evenly spaced ones are not.",
}
