"""What the scenarios of chapter 01 are called, ask, and say to look for."""

MESSAGES = {
    # the neuron
    "title_raise_b": "Raise b",
    "ask_raise_b": "Raise b slowly: which way will the line go?",
    "look_raise_b": "It shifts against the arrow, and keeps its direction. At b = −6.4 only 4 flowers are on the wrong side; raise b further, and there are more again.",
    "title_one_weight": "One weight",
    "ask_one_weight": "Move w2 alone: will the line shift, or turn?",
    "look_one_weight": "It turns, and the arrow turns with it. One point of the line stays put: (8, 0), just beyond the right edge, where w2 is multiplied by 0.",
    "title_double": "Twice as large",
    "ask_double": "Double w1, w2 and b, all three: what will change?",
    "look_double": "The line stays, and so do the 5 flowers on the wrong side. The shades grow sharper, and y_hat rises from 0.622 to 0.731.",
    "title_no_weights": "Both weights 0",
    "ask_no_weights": "Both weights are 0. Drag the diamond: where does z change?",
    "look_no_weights": "Nowhere: z equals b for every flower, so there is no line.",
    "title_best_line": "The best line",
    "ask_best_line": "Only 3 flowers are wrong. Can you make it 2?",
    "look_best_line": "No line leaves fewer than 3. And petals of 4.8 by 1.8 cm occur in both species.",
    "title_and": "AND",
    "ask_and": "Move b alone: where does the neuron compute AND?",
    "look_and": "For every b above −2 and at most −1, such as −1.5: only two 1s lift z above 0.",
    "title_or": "OR",
    "ask_or": "Move b alone: where does the neuron compute OR?",
    "look_or": "For every b above −1 and at most 0, such as −0.5: a single 1 lifts z above 0.",
    "title_xor": "XOR",
    "ask_xor": "How many of the four points can you get right?",
    "look_xor": "Three at most: cut off one corner. The text has the proof that four cannot be done.",
}
