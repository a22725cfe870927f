"""Words on and around figures."""

MESSAGES = {
    # explorers
    "reset": "Reset",
    "back": "Back",
    "play": "Play",
    "pause": "Pause",
    "step": "Step",
    "larger": "Larger type",
    "view_keep": "Keep in view",
    "view_keep_how": "Keep the figure in view while you read on",
    "view_put_back": "Put back",
    "view_put_back_how": "Put the figure back in its place (Escape)",
    "view_kept": "The figure that is kept in view",
    "view_kept_here": "This figure is kept in view.",
    # headings over groups of controls
    "group_neuron": "neuron",
    "group_sample": "sample",
    "group_network": "network",
    "group_training": "training",
    "group_data": "data",
    "group_remedies": "remedies",
    "group_first_unit": "hidden unit 1",
    "group_second_unit": "hidden unit 2",
    "group_hidden_layers": "units",
    "group_hidden": "hidden layers",
    "group_loss": "output and loss",
    "group_inputs": "inputs",
    "group_labels": "labels",
    "group_curve": "curve",
    "group_landscape": "landscape",
    "group_optimizers": "optimizers",
    "group_arithmetic": "arithmetic",
    # what is said on and around them
    "type_a_number": "Type a number from {min} to {max}.",
    "type_a_whole_number": "Type a whole number from {min} to {max}.",
    "not_a_number_here": "The value must be a finite number, not {value}.",
    "bounds_crossed": "The least value, {low:g}, must not be above the greatest, {high:g}.",
    "kernel_gone": "The kernel was restarted or is gone: run this cell again to continue.",
    "connection_lost": "The connection is lost. The figure continues as soon as it is back.",
    # errors of a call
    "call_unknown": "{name} has no parameter `{word}`. It takes: {known}.",
    "full_width": "Code takes {plain} here, not the full-width {found}: type it with the English keyboard.",
    "full_width_space": "Here is a full-width space: code takes the plain one of the English keyboard.",
    "call_known": "{name} takes: {known}.",
    "fault": (
        "This is an error in the course, not yours: the figure could not be drawn. Reset brings "
        "it back; the report helps us to fix the error."
    ),
    "copy_report": "Copy the report",
    "not_a_text": "{name} must be text of at most {most} characters.",
    "bad_token": "This is not a token of this explorer: copy all of it, as .token gave it.",
    "other_token": (
        "This token was made with another release of the course, in which this explorer was "
        "different: make a new token there, or set the controls by hand."
    ),
    "renamed_explorer": "`{old}` has a new name: write `from {module} import {new}`.",
    "not_an_option": "{name} must be one of {known}, not {value}.",
    "try": "try",
    "look_for_it": "what to look for",
    "scenario_hint": "Each number sets the figure and asks a question.",
    "unknown_scenario": "There is no scenario called {name!r}; choose one of {known}.",
    "no_scenario": "(none: this explorer has no scenarios)",
    "unknown_control": "There is no control called {name!r}; choose one of {known}.",
    "activation": "activation",
    "epoch": "epoch",
    "step_number": "step",
    "loss": "loss",
    "layers": "hidden layers",
    "hidden": "hidden units",
    "learning_rate": "learning rate",
    "learning": (
        "After {epoch} epochs: {wrong} of {n} samples on the wrong side, loss {loss:.3f}."
    ),
    "data": "data",
    "weight_scale": "weight",
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
}
