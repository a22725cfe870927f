"""What the scenarios of chapter 05 are called, ask, and say to look for."""

MESSAGES = {
    # squares on a line
    "title_fit_by_hand": "A line by hand",
    "ask_fit_by_hand": "Drag the line: how small can you make the mean of the squares?",
    "look_fit_by_hand": "Best fit reaches 0.222, and no line does better.",
    "title_last_day": "Far off",
    "ask_last_day": "Day 8 is at 0 now: what will Best fit do to the line?",
    "look_last_day": "It turns: the slope falls from 0.58 to 0.09. An error twice as large counts four times as much, and this day is at the end of the line.",
    # two losses
    "title_surer": "Surer, and wrong",
    "ask_surer": "The day stayed dry. Raise p from 90 to 99 %: which loss will double?",
    "look_surer": "The cross-entropy, from 2.303 to 4.605, with no end to it. The squared error goes from 0.810 to 0.980, and never passes 1.",
    "title_it_rained": "It rained",
    "ask_it_rained": "Target 1: at which p are the losses large now?",
    "look_it_rained": "At small ones: this is the mirror image. At 10 % the losses are those of 90 % and target 0.",
    # a neuron that does not learn
    "title_plateau": "The plateau",
    "ask_plateau": "Squared error. Press Play: how far will 100 steps downhill lead?",
    "look_plateau": "Nowhere: the trail is too short to see. Both slopes are −0.0009, since the neuron is saturated on all days, and the loss stays 0.499.",
    "title_bowl": "The bowl",
    "ask_bowl": "Cross-entropy. Press Play: how far will 100 steps lead from the same point?",
    "look_bowl": "To a loss of 0.414, with 2 days wrong: the slopes are about −0.5 here.",
    "title_far_corner": "The corner",
    "ask_far_corner": "Cross-entropy from −8, −8. Press Play: will the trail end elsewhere?",
    "look_far_corner": "No: at 0.414 again. It is one bowl, and every trail ends at its bottom.",
    # several classes
    "title_wrong_class": "The wrong favourite",
    "ask_wrong_class": "Class 1 is the true one: which of the three slopes is negative?",
    "look_wrong_class": "Only that of the true class, −0.741: its z should rise. Each slope is p − y.",
    "title_guessing": "Three alike",
    "ask_guessing": "What does guessing cost among three? Raise the z of the true class: what will the loss do?",
    "look_guessing": "It costs ln 3 = 1.099. With z1 at 5 the loss falls to 0.013.",
}
