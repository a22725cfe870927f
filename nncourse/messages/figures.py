"""What stands on and around figures."""

MESSAGES = {
    # explorers
    "reset": "Reset",
    "back": "Back",
    "play": "Play",
    "pause": "Pause",
    "step": "Step",
    "larger": "Larger type",
    "kernel_gone": "The kernel was restarted or is gone: run this cell again to go on.",
    "page_gone": "The computer that runs this page has let it go: load the page again to go on.",
    "bad_token": "{token!r} is no token of this explorer: copy it whole, as .token gave it.",
    "renamed_explorer": "`{old}` has a new name: write `from {module} import {new}`.",
    "not_an_option": "{name} must be one of {known}, not {value!r}.",
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
