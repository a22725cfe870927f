"""What check, hint and predict say of any answer."""

MESSAGES = {
    # check and hint
    "check_right": "Right. ",
    "check_wrong": "Not right yet. ",
    "check_todo": "Not done yet. ",
    "check_stuck": 'Stuck? `hint("{name}")` gives a hint.',
    "check_dots": "Put your answer for {what} in place of the dots, then run the cell again.",
    "check_undefined": (
        "{what} has no value yet: run the cell that defines {what}, then run this one again."
    ),
    "check_near": "There is no exercise called {name!r}: did you mean {near!r}?",
    "check_unknown": "There is no exercise called {name!r}: write the name that stands in the exercise's own cell.",
    "check_unnamed": 'Write the name of the exercise in quotes, as in `check("double")`.',
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
    # what an answer is
    "kind_number": "one number",
    "kind_text": "text",
    "kind_truth": "True or False",
    "kind_list": "a list",
    "kind_tuple": "several values in a row",
    "kind_none": "None",
    "kind_function": "a function",
    "kind_array": "an array of shape {shape}",
    "kind_other": "a thing of type {name}",
    # what is wrong with any answer
    "check_quotes": "{what} is text: leave out the quotes, and it is a number.",
    "check_comma": (
        "{what} holds two values: write a decimal number with a point, as in 0.5, not with a comma."
    ),
    "check_not_number": "{what} must be one number, but it is {kind}.",
    "check_not_array": "{what} must be made of numbers, but it is {kind}.",
    "check_choice": "{what} must be one of the letters {letters}, in quotes.",
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
    # what is wrong with a function
    "check_several": "{what} must return {n} things, {names}, in this order, but it returns {kind}.",
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
    "check_np_max": (
        "{what} stops: `np.max` and `np.min` look into one array; for the larger of two, element by "
        "element, there is `np.maximum`, for the smaller `np.minimum`."
    ),
    "check_raises": "{what} stops with {error}{line}.",
    "check_line": " (in its line {number})",
    "check_gives": "{what} is {got}, and should be {expected}.",
    "check_only_some": "{example} is right, but {sentence}",
    # predictions
    "predict": "Predict: ",
    "predict_run": "Run this cell to choose.",
    "predict_right": "Right. ",
    "predict_wrong": "Not this one. ",
    "predict_options": (
        "Predict needs an answer that is one of its options, at most {most}, not {answer!r}."
    ),
}
