"""Answers to the exercises of chapter 00: right ones, and one for each known error."""

RIGHT = [
    ("double", "double = 42"),
    ("double", "double = 21 * 2.0"),
]

WRONG = [
    ("double", "double = 21", "double_same"),
    ("double", "double = 2 + 21", "double_added"),
    ("double", "double = 21 ** 2", "double_squared"),
    ("double", "double = 21 / 2", "double_halved"),
    ("double", "double = '42'", "check_quotes"),
    ("double", "double = 'two'", "check_not_number"),
    ("double", "double = '42 %'", "check_unit"),
    ("double", "double = '42,0'", "check_unit"),
    ("double", "double = print(42)", "check_kept_nothing"),
    ("double", "double = 4,2", "check_comma"),
    ("double", "double = True", "check_not_number"),
    ("double", "double = [42]", "check_one_in_brackets"),
    ("double", "double = np.array([42])", "check_not_number"),
    ("double", "double = 42j", "check_not_number"),
    ("double", "double = float('nan')", "check_nan"),
    ("double", "double = 10 ** 400", "check_infinite"),
    ("double", "double = -42", "check_sign"),
    ("double", "double = 421", "check_too_large"),
    ("double", "double = 41.9", "check_close"),
    ("double", "double = 60", "check_too_large"),
    ("double", "double = 1", "check_too_small"),
    ("double", "double = 2121", "double_joined"),
    ("double", "double = 2 ** 21", "double_power"),
    ("double", "double = 42,0", "check_comma"),
]
