"""What check, hint and predict say about any answer."""

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
    "check_unknown": "There is no exercise called {name!r}: write the name in the exercise's own cell.",
    "check_unnamed": 'Write the name of the exercise in quotes, as in `check("double")`.',
    "check_alone": (
        'Write `check("{name}")` with nothing after the name: it finds your answer by itself.'
    ),
    "check_interrupted": (
        "You stopped your code while it was being checked: is there a loop that never ends?"
    ),
    "check_strange": (
        "Reading your answer led to {error}: give a plain number, list, array or function."
    ),
    "hint_show": "Show a hint",
    "hint_next": "Show the next hint",
    "hint_number": "Hint {number} of {count}. ",
    "hint_end": (
        "That was the last hint. The full solution is in the folder notebooks/solutions; "
        "run this cell again to start from the first hint."
    ),
    # what an answer is
    "kind_nothing": "nothing",
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
    "check_quotes": "{what} is text: remove the quotes, and it is a number.",
    "check_unit": (
        "{what} is text: give the number alone, without quotes, unit or percent sign, and with a "
        "decimal point."
    ),
    "check_kept_nothing": (
        "{what} is None, which is nothing: `print` shows a value but does not give it back, so write "
        "the value itself."
    ),
    "check_comma": (
        "{what} holds two values: write a decimal number with a point, as in 0.5, not with a comma."
    ),
    "check_comma_after": (
        "{what} has a comma after its number, which makes it a tuple: remove the comma."
    ),
    "check_one_in_brackets": "{what} is in square brackets: give the number itself, without them.",
    "check_parts_sum": "{what} holds several numbers, and should be one: add them up.",
    "check_parts_product": "{what} holds several numbers, and should be one: multiply them.",
    "check_set": (
        "{what} is in curly brackets, which keep no order: write square brackets, as in [1, 2]."
    ),
    "check_generator": (
        "{what} only says how numbers would be computed: put `sum` before the bracket to add them"
        " up, or square brackets around it to keep them all."
    ),
    "check_quotes_around": "{what} is text: remove the quotes, and it consists of numbers.",
    "check_text_inside": "{what} has text in it, {text!r}: numbers have no quotes.",
    "check_none_inside": "{what} has None in it, which is nothing: put a number in its place.",
    "check_ragged": (
        "{what} has rows of {first} and of {other} numbers: all rows of a table must have the "
        "same length."
    ),
    "check_not_number": "{what} must be one number, but it is {kind}.",
    "check_not_called": "{what} is a function that was not called: add brackets, `()`.",
    "check_not_array": "{what} must consist of numbers, but it is {kind}.",
    "check_choice": "{what} must be one of the letters {letters}, in quotes.",
    "check_nan": (
        "{what} contains NaN, which means “not a number”: it comes from sums such as 0/0 or "
        "infinity minus infinity."
    ),
    "check_infinite": "{what} is infinite: is there a division by 0, or a huge power?",
    "check_transposed": "{what} has its rows and columns swapped: look for a transpose, `.T`.",
    "check_sign": "{what} has the wrong sign: the size is right, but plus and minus are swapped.",
    "check_factor": "{what} is {factor} times what it should be.",
    "check_offset": "{what} differs from the right answer by {offset} everywhere.",
    "check_constant": (
        "{what} is {value} for every input: does the formula use everything that it is given?"
    ),
    "check_rounded": "{what} is right except for rounding: keep all decimals, and remove `round`.",
    "check_point": (
        "{what} has the right digits, but the decimal point or the number of zeros is wrong."
    ),
    "check_cut": "{what} loses its decimals: use `/` instead of `//`, and do not use `int`.",
    "check_rounded_number": "{what} is right except for rounding: give more decimals.",
    "check_nearly": (
        "{what} is {got}, which is nearly right. Was a number rounded on the way? Let Python keep all "
        "its decimals."
    ),
    "check_close": "{what} is {got}, which is close but not equal: compute it again.",
    "check_too_large": "{what} is {got}, which is too large.",
    "check_too_small": "{what} is {got}, which is too small.",
    # what is wrong with a function
    "check_several": "{what} must return {n} things, {names}, in this order, but it returns {kind}.",
    "check_several_count": (
        "{what} must return {n} things, {names}, in this order; it returns {found}."
    ),
    "check_several_nested": (
        "{what} must return {n} things in one row, {names}: leave out the inner brackets."
    ),
    "check_not_function": (
        "{what} must be a function: begin with `def {what}({names}):` and end with a `return`."
    ),
    "check_parameters": "{what} must take ({names}), so begin with `def {what}({names}):`.",
    "check_returns_function": (
        "{what} returns a function that was not called: write brackets, `()`, after its name."
    ),
    "check_order": (
        "{what} takes the right inputs in another order: begin with `def {what}({names}):`, since"
        " it is called in this order."
    ),
    "check_none": "{what} returns None: is a `return` missing before the result?",
    "check_none_sometimes": (
        "{what} does not always reach a `return`: it returns None for {example}. Is an `else` missing?"
    ),
    "check_prints": (
        "{what} prints its result but does not return it: write `return` instead of `print`."
    ),
    "check_changes": (
        "{what} changes the {name} that it is given, and so changes it for everyone who uses it "
        "later: compute a new value instead."
    ),
    "check_recursion": "{what} calls itself without end.",
    "check_exits": "{what} ends Python itself: remove `exit`, and return the result.",
    "check_outside": (
        "{what} uses {name} from outside, which does not change with its inputs: compute with {given}."
    ),
    "check_unchanged": (
        "{what} returns {name} unchanged: did you compute the result, but not store or return it?"
    ),
    "check_first_alone": (
        "{what} returns only the first row or number: is the `return` inside a loop? It ends the "
        "function."
    ),
    "check_last_alone": (
        "{what} returns only the last row or number: does a loop overwrite the others? Collect them in "
        "a list."
    ),
    "check_np_max": (
        "{what} stops: `np.max` and `np.min` take one array; for the larger of two, element by "
        "element, use `np.maximum`, for the smaller `np.minimum`."
    ),
    "check_raises": "{what} stops with an error{line}: Python calls it {error}.",
    "check_raises_text": (
        "{what} stops with an error{line}. Python calls it {error}, and says: “{text}”."
    ),
    "check_line": " in line {number}",
    "check_line_text": " in line {number}, `{source}`",
    "check_too_long": (
        "Your code had not ended after {seconds:g} seconds{line}: is there a loop that never ends?"
    ),
    "check_too_long_where": "; it was in `{name}`,{line}",
    "check_random": (
        "Your function draws random numbers of its own: use only what it is given, so that the "
        "same input gives the same result."
    ),
    # an error in a learner's function
    "check_stops": "{what} stops{line}: {reason}",
    "stops_shapes_matmul": (
        "the two sides of `@` do not fit. Numbers in a row of the left side: {left}; in a column of the "
        "right side: {right}."
    ),
    "stops_number_matmul": (
        "one side of `@` is a single number: multiply by it with `*`. Or does a loop take the numbers "
        "out of a single sample?"
    ),
    "stops_shapes_dot": "the shapes {first} and {second} cannot be multiplied as tables.",
    "stops_shapes_elements": (
        "the shapes {first} and {second} do not fit, so their numbers cannot be paired one by one."
    ),
    "stops_keepdims": "If one is a sum or maximum of each row, keepdims=True makes it fit.",
    "stops_shapes_elements_some": "two shapes do not fit, so their numbers cannot be paired.",
    "stops_shapes_join": "the arrays to be joined have shapes that do not fit.",
    "stops_truth": (
        "`if`, `and`, `or` and `max` need one number, but get a whole array: use np.where, "
        "np.maximum or a mask."
    ),
    "stops_where": (
        "np.where takes three things: a condition, the values where it is true, and the values where "
        "it is not."
    ),
    "stops_differences": (
        "differences between neighbours need an array, but there is only one number."
    ),
    "stops_reshape": "{size} numbers cannot be put into that shape.",
    "stops_domain": "there is no such logarithm or root: the number is 0 or negative.",
    "stops_unpack": "the number of names on the left is not the number of values on the right.",
    "stops_axis": (
        "there is no axis {axis}: axes are counted from 0, the last is -1, and their number is {n}."
    ),
    "stops_index": (
        "there is no place {index} along axis {axis}: places are counted from 0, and their number is "
        "{n}."
    ),
    "stops_too_many_indices": "there are more indices than axes, whose number is {n}.",
    "stops_index_list": "there is no such place in the list: places are counted from 0.",
    "stops_index_shape": (
        "there is no such place: a shape has one number for each axis, counted from 0."
    ),
    "stops_index_kind": "an index must be a whole number, a slice or a mask.",
    "stops_index_shapes": "an array of indices has a shape that does not fit.",
    "stops_zero": "it divides by 0.",
    "stops_overflow": "a number becomes too large.",
    "stops_unbound": "{name} is used before it gets a value.",
    "stops_name": "nothing is called {name}. Is it misspelt, or was its cell not run yet?",
    "stops_key": "there is nothing with the key {name}.",
    "stops_module": "there is no {name} in {thing}. Is it misspelt?",
    "stops_attribute": "what comes before `.{name}` has nothing of that name.",
    "stops_import": "there is no module called {name}: you can do without it.",
    "stops_call_few": "{name} is called with too few values.",
    "stops_call_count": "{name} takes more values, or fewer, than it is given.",
    "stops_call_maximum": (
        "np.{name} compares two things. The largest number of one array is its `.max()`, the smallest "
        "its `.min()`."
    ),
    "stops_call_word": "{name} has no parameter {word}.",
    "stops_call_near": "{name} has no parameter {word}: did you mean {near}?",
    "stops_call_of_a_sum": (
        "{name} has no parameter {word}; a sum, mean or maximum has. Is a bracket in the wrong place?"
    ),
    "stops_many_values": (
        "a NumPy function gets more values than it takes, such as two for np.sqrt, or three for "
        "np.maximum."
    ),
    "stops_name_transpose": "the transpose of A is written `A.T`.",
    "stops_uncalled": "a function is used but not called: write brackets, `()`, after its name.",
    "stops_not_callable": (
        "something that is not a function is called. Is a `*` missing before a bracket, or is a "
        "function's name used for a number?"
    ),
    "stops_not_iterable": "it needs an array or a list, and gets a single number.",
    "stops_index_number": "square brackets come after a single number, which has no parts.",
    "stops_size": (
        "a size or a number of rounds must be one whole number, and gets an array: len counts its rows."
    ),
    "stops_whole": (
        "a whole number is needed there: use `//` or `int`, or remove the decimal point."
    ),
    "stops_one_number": (
        "a function for single numbers gets a whole array: NumPy's own, such as np.exp, take both."
    ),
    "stops_power": "`^` is not a power in Python: write `**`.",
    "stops_none": (
        "it computes with None. Some functions, such as `print` or `.sort()`, return nothing."
    ),
    "stops_truth_values": (
        "there are True and False instead of numbers: multiply them, or use `.astype(float)`."
    ),
    "stops_unhashable": (
        "an array or a list is looked up as a key, which only a number, a text or a tuple can be."
    ),
    "stops_brackets": (
        "a value is in the wrong place: a shape needs brackets of its own, as in `np.zeros((2, 3))`, "
        "and keepdims its name."
    ),
    "stops_operands": (
        "it computes with things that do not go together, such as a list and a number: np.array "
        "turns a list into an array."
    ),
    "stops_cast": "the numbers are of a kind that the operation cannot take: use np.array of floats.",
    "stops_unwritten": "it is not written yet.",
    "stops_shape": "{name} has shape {shape}",
    "stops_shapes": " Here {shapes}.",
    "check_gives": "{what} is {got}, and should be {expected}.",
    "check_only_some": "{example} is right, but {sentence}",
    # the one change that makes a function right
    "fix_keepdims": (
        "Only the shape of one sum, mean or maximum is wrong: with keepdims=True an axis keeps its "
        "place, and without it the axis is gone."
    ),
    "fix_axis": "Only the axis of one sum, mean or maximum is wrong: along which one should it go?",
    "fix_half": (
        "Python reads `x ** 1 / 2` as `(x ** 1) / 2`: put the 1/2 in brackets, or write np.sqrt."
    ),
    "fix_brackets": (
        "Only the brackets are wrong: Python computes `**` first, then `*`, `/` and `@`, then `+` and "
        "`-`."
    ),
    "fix_outside": "Only the brackets of `{name}` are wrong: more belongs inside them.",
    "fix_inside": "Only the brackets of `{name}` are wrong: less belongs inside them.",
    "fix_elementwise": (
        "Where shapes {left} and {right} meet at `@`, multiply element by element instead: `*`."
    ),
    "fix_matrix": "Where shapes {left} and {right} meet at `*`, use the matrix product instead: `@`.",
    "fix_turn_left": (
        "Where shapes {left} and {right} meet at `{sign}`, the left one must be turned: a `.T` is "
        "missing, or one too many."
    ),
    "fix_turn_right": (
        "Where shapes {left} and {right} meet at `{sign}`, the right one must be turned: a `.T` is "
        "missing, or one too many."
    ),
    "fix_order": (
        "Where shapes {left} and {right} meet at `{sign}`, the order is wrong: exchange the two sides."
    ),
    "fix_column": (
        "Where shapes {left} and {right} meet at `{sign}`, one has lost its second axis: it should be a "
        "column."
    ),
    "fix_swapped": "Only one `{sign}` is wrong: its two sides are the wrong way round.",
    "fix_sign": "Only one plus or minus is wrong: check the signs, and the brackets after a minus.",
    "fix_operator": "Only one `{sign}` is wrong: another operation is needed there.",
    "fix_step": "You are one step too far: one `{sign}` is not needed.",
    "fix_call": "One `{name}` is too many: leave it out.",
    "check_on_the_way": "{what} returns what is needed on the way: a step is missing after it.",
    # what a text asks for beyond the right numbers
    "rule_overflow": (
        "The numbers are right, but on the way exp of a large number overflowed, even if its result "
        "was thrown away: give exp only numbers up to 0."
    ),
    "share_percent": "This is a percentage: a share is a number from 0 to 1.",
    # predictions
    "predict": "Predict: ",
    "predict_run": "Run this cell to choose.",
    "predict_right": "Right. ",
    "predict_wrong": "Not this one. ",
    "predict_options": (
        "Predict needs an answer that is one of its options, at most {most}, not {answer!r}."
    ),
}
