"""What the scenarios of chapter 06 are called, ask, and say to look for."""

MESSAGES = {
    "title_forward_pass": "Forward",
    "ask_forward_pass": "Press Step seven times: how large is the loss?",
    "look_forward_pass": "0.445: a sum and an activation for each of the three units, then the loss.",
    "title_asked_number": "The first δ",
    "ask_asked_number": "What number is δ at the output? Type it, and press Enter.",
    "look_asked_number": "It is −0.359, prediction minus target. At the next step the first weight gets its slope: −0.281.",
    "title_asked_factors": "Asked for factors",
    "ask_asked_factors": "Press Step, again and again: which factors make each number?",
    "look_asked_factors": "The slope of a weight is a δ times what came in. A hidden δ is the δ after it, times the weight between, times the slope of the activation.",
    "title_one_step_down": "One step down",
    "ask_one_step_down": "Press Step twice: how far will the loss fall?",
    "look_one_step_down": "From 0.445 to 0.301: each weight and bias has moved against its slope.",
    "title_sure_and_wrong": "Sure and wrong",
    "ask_sure_and_wrong": "The loss cannot be larger. Press Step: how large is δ?",
    "look_sure_and_wrong": "0.000: the output is saturated, and its slope is next to nothing. With cross-entropy δ is 1.000.",
}
