"""What a learner may answer: right, with each known error, unfinished, and junk of all sorts."""

import asyncio
import decimal
import math

import numpy as np

RIGHT = [
    ("double", "double = 42"),
    ("double", "double = 21 * 2.0"),
    ("pre_activation", "z = 0.5 * 2 + 3 * -1 + 1"),
    ("pre_activation", "z = np.dot([0.5, 3], [2, -1]) + 1"),
    ("pre_activation", "z = np.array(-1)"),
    ("any_neuron", "any_neuron = lambda x, w, b: 1 / (1 + np.exp(-(x @ w + b)))"),
    ("any_neuron", "any_neuron = lambda x, w, b: (np.tanh((x @ w + b) / 2) + 1) / 2"),
    ("any_neuron", "any_neuron = lambda x, w, b, k=1: k / (1 + np.exp(-(x * w).sum(-1) - b))"),
    (
        "any_neuron",
        "def any_neuron(x, w, b):\n"
        "    if x.ndim == 2:\n        return [any_neuron(row, w, b) for row in x]\n"
        "    print('one sample')\n"
        "    return 1 / (1 + math.exp(-sum(p * q for p, q in zip(x, w)) - b))",
    ),
    ("or_gate", "w1, w2, b = 1, 1, -0.5"),
    ("or_gate", "w1, w2, b = 1, 1, 0"),
    ("or_gate", "w1, w2, b = np.array([20, 1, -0.9])"),
    ("nand_gate", "w1, w2, b = -1, -1, 1.5"),
    ("nand_gate", "w1, w2, b = -1, -1, 2"),
    ("x1_crossing", "x1_crossing = 3 / 2"),
    ("crossing", "crossing = lambda w1, w2, b: -b / w1"),
    ("crossing", "def crossing(w1, w2, b):\n    x2 = 0\n    return (-b - w2 * x2) / w1"),
    ("doubling", "doubling = 'c'"),
    ("doubling", "doubling = ' (C)'"),
]

SIGMOID = "any_neuron = lambda x, w, b: "
BODY = "def any_neuron(x, w, b):\n    "
WRONG = [
    ("double", "double = 21", "double_same"),
    ("double", "double = 2 + 21", "double_added"),
    ("double", "double = 21 ** 2", "double_squared"),
    ("double", "double = 21 / 2", "double_halved"),
    ("double", "double = '42'", "check_quotes"),
    ("double", "double = 'two'", "check_not_number"),
    ("double", "double = 4,2", "check_comma"),
    ("double", "double = True", "check_not_number"),
    ("double", "double = [42]", "check_not_number"),
    ("double", "double = np.array([42])", "check_not_number"),
    ("double", "double = 42j", "check_not_number"),
    ("double", "double = float('nan')", "check_nan"),
    ("double", "double = 10 ** 400", "check_infinite"),
    ("double", "double = -42", "check_sign"),
    ("double", "double = 420", "check_factor"),
    ("double", "double = 41.9", "check_close"),
    ("double", "double = 60", "check_too_large"),
    ("x1_crossing", "x1_crossing = 2.5", "check_too_large"),
    ("x1_crossing", "x1_crossing = 1", "check_too_small"),
    ("double", "double = 1", "check_too_small"),
    ("pre_activation", "z = 0.5 * 2 + 3 * -1", "pre_activation_no_bias"),
    ("pre_activation", "z = 0.5 * 2 + 3 * -1 - 1", "pre_activation_minus_b"),
    ("pre_activation", "z = 0.5 * 2 + 3 * 1 + 1", "pre_activation_lost_sign"),
    ("pre_activation", "z = 2 + -1 + 1", "pre_activation_no_weights"),
    ("pre_activation", "z = 3 * 2 + 0.5 * -1 + 1", "pre_activation_swapped"),
    ("pre_activation", "z = (0.5 + 2) + (3 + -1) + 1", "pre_activation_added"),
    ("pre_activation", "z = 1 / (1 + math.exp(1))", "pre_activation_y_hat"),
    ("any_neuron", SIGMOID + "x @ w + b", "any_neuron_no_activation"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-(x @ w)))", "any_neuron_no_bias"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-(x @ w))) + b", "any_neuron_bias_outside"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-x @ w + b))", "any_neuron_bias_sign"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-(x @ (w + b))))", "any_neuron_bias_weighed"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(x @ w + b))", "any_neuron_minus"),
    ("any_neuron", SIGMOID + "1 / np.exp(-(x @ w + b))", "any_neuron_no_one"),
    ("any_neuron", SIGMOID + "1 / 1 + np.exp(-(x @ w + b))", "any_neuron_brackets"),
    ("any_neuron", SIGMOID + "1 + np.exp(-(x @ w + b))", "any_neuron_brackets"),
    ("any_neuron", SIGMOID + "np.where(x @ w + b > 0, 1, 0)", "any_neuron_step"),
    ("any_neuron", SIGMOID + "1 // (1 + np.exp(-(x @ w + b)))", "any_neuron_whole"),
    ("any_neuron", SIGMOID + "np.tanh(x @ w + b)", "any_neuron_tanh"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-(w @ x + b)))", "any_neuron_order"),
    ("any_neuron", SIGMOID + "1 / (1 + math.exp(-(x @ w + b)))", "any_neuron_one_sample"),
    (
        "any_neuron",
        SIGMOID + "1 / (1 + np.exp(-(x[0] * w[0] + x[1] * w[1] + b)))",
        "any_neuron_two_inputs",
    ),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-(x * w + b)))", "any_neuron_not_added"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-(sum(x * w) + b)))", "any_neuron_sums_all"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-((x * w).sum() + b)))", "any_neuron_sums_all"),
    ("any_neuron", SIGMOID + "2 / (1 + np.exp(-(x @ w + b)))", "check_factor"),
    ("any_neuron", SIGMOID + "-1 / (1 + np.exp(-(x @ w + b)))", "check_sign"),
    ("any_neuron", SIGMOID + "1 / (1 + np.exp(-(x @ w + b))) + 1", "check_offset"),
    ("any_neuron", SIGMOID + "np.round(1 / (1 + np.exp(-(x @ w + b))), 2)", "check_rounded"),
    ("any_neuron", SIGMOID + "0 * (x @ w) + 0.5", "check_constant"),
    ("any_neuron", SIGMOID + "0.2689414213699951", "check_only_some"),
    ("any_neuron", SIGMOID + "0.7", "check_gives"),
    ("any_neuron", SIGMOID + "(1 / (1 + np.exp(-(x @ w + b)))).reshape(-1, 1)", "check_gives"),
    ("any_neuron", SIGMOID + "x @ w + np.nan", "check_nan"),
    ("any_neuron", SIGMOID + "x @ w / 0", "check_infinite"),
    ("any_neuron", SIGMOID + "'0.27'", "check_not_array"),
    ("any_neuron", SIGMOID + "(yield)", "check_not_array"),
    ("any_neuron", "async " + BODY + "return 1", "check_not_array"),
    ("any_neuron", "any_neuron = 0.27", "check_not_function"),
    ("any_neuron", "any_neuron = lambda x, w: x @ w", "check_parameters"),
    ("any_neuron", BODY + "1 / (1 + np.exp(-(x @ w + b)))", "check_none"),
    ("any_neuron", BODY + "print(x @ w + b)", "check_prints"),
    ("any_neuron", BODY + "x *= w\n    return x.sum(-1) + b", "check_changes"),
    ("any_neuron", BODY + "return any_neuron(x, w, b)", "check_recursion"),
    ("any_neuron", BODY + "exit()", "check_exits"),
    ("any_neuron", BODY + "return nump.exp(x)", "check_raises"),
    ("any_neuron", BODY + "\n    return nump.exp(x)", "check_line"),
    ("any_neuron", BODY + "raise KeyboardInterrupt", "check_interrupted"),
    ("or_gate", "w1, w2, b = 1, 1, -1.5", "or_as_and"),
    ("or_gate", "w1, w2, b = -1, -1, 1.5", "or_as_nand"),
    ("or_gate", "w1, w2, b = -1, -1, 0.5", "gate_opposite"),
    ("or_gate", "w1, w2, b = 1, 0, -0.5", "gate_one_input"),
    ("or_gate", "w1, w2, b = 0, 1, -0.5", "gate_one_input"),
    ("or_gate", "w1, w2, b = 1, 1, 1", "or_all_ones"),
    ("or_gate", "w1, w2, b = 1, 1, -3", "or_all_zeros"),
    ("or_gate", "w1, w2, b = 1, 1, -1", "gate_on_line"),
    ("or_gate", "w1, w2, b = 0.1 * 3, 1, -0.3", "gate_on_line"),
    ("or_gate", "w1, w2, b = 1, -1, -0.5", "gate_corner"),
    ("nand_gate", "w1, w2, b = 1, 1, -1.5", "gate_opposite"),
    ("nand_gate", "w1, w2, b = -1, -1, 0.5", "nand_as_nor"),
    ("nand_gate", "w1, w2, b = 1, 1, -0.5", "nand_as_or"),
    ("nand_gate", "w1, w2, b = -2, 0, 1", "gate_one_input"),
    ("nand_gate", "w1, w2, b = 0, -2, 1", "gate_one_input"),
    ("nand_gate", "w1, w2, b = -1, -1, 3", "nand_all_ones"),
    ("nand_gate", "w1, w2, b = -1, -1, -1", "nand_all_zeros"),
    ("nand_gate", "w1, w2, b = -0.7, -0.1, 0.8", "gate_on_line"),
    ("x1_crossing", "x1_crossing = -3", "crossing_other_axis"),
    ("x1_crossing", "x1_crossing = 2", "crossing_slope"),
    ("x1_crossing", "x1_crossing = 2 / 3", "crossing_upside_down"),
    ("x1_crossing", "x1_crossing = 3", "crossing_not_divided"),
    ("crossing", "crossing = lambda w1, w2, b: -b / w2", "crossing_other_axis"),
    ("crossing", "crossing = lambda w1, w2, b: -w1 / w2", "crossing_slope"),
    ("crossing", "crossing = lambda w1, w2, b: -w1 / b", "crossing_upside_down"),
    ("crossing", "crossing = lambda w1, w2, b: -b", "crossing_not_divided"),
    ("crossing", "crossing = lambda w1, w2, b: -(w2 + b) / w1", "crossing_other_line"),
    ("crossing", "crossing = lambda w1, w2, b: b / w1", "check_sign"),
    ("crossing", "crossing = lambda w1, w2, b: -b // w1", "check_cut"),
    ("crossing", "crossing = lambda w1, w2, b: int(-b / w1)", "check_cut"),
    ("doubling", "doubling = 'a'", "doubling_a"),
    ("doubling", "doubling = 'b'", "doubling_b"),
    ("doubling", "doubling = 'd'", "doubling_d"),
    ("doubling", "doubling = 3", "check_choice"),
]

UNFINISHED = ["{0} = ...", "{0} = [..., 2]", "def {0}(x, w, b): ...", "def {0}(x, w, b): 'words'"]
UNFINISHED += ["def {0}(x, w, b): return ...", "def {0}(x, w, b):\n    z = ...\n    return z * 2"]


class Sullen:
    """Raises whatever one does with it."""

    def __init__(self, error=RuntimeError):
        object.__setattr__(self, "error", error)

    def _no(self, *args, **kwargs):
        raise object.__getattribute__(self, "error")

    __eq__ = __bool__ = __len__ = __iter__ = __array__ = __float__ = __getitem__ = _no
    __call__ = __getattribute__ = __repr__ = __str__ = __hash__ = __deepcopy__ = _no


class SullenFloat(float):
    def __float__(self):
        raise SystemExit

    __eq__ = __lt__ = __abs__ = __float__


class WordlessError(Exception):
    def __str__(self):
        raise ValueError


def stops(error):
    def function(*arguments):
        raise error

    return function


def endless():
    while True:
        yield 1


def nested():
    inside = [1]
    inside[0] = inside
    return [inside, inside]


JUNK = [
    *(None, "", "z", b"1", NotImplemented, object(), object, math, {}, {1: 2}, set(), 1j, [], ()),
    *([1, [2, 3]], ["1"], np.array(["1"]), np.array([None]), np.zeros((0, 3)), np.zeros((2, 2, 2))),
    *(range(10**12), nested(), endless(), (i for i in []), np.broadcast_to(0.1, (10**6, 10**6))),
    *(np.datetime64("2020-01-01"), decimal.Decimal(1), np.ma.masked, float("-inf"), 10**5000),
    *(print, len, int, np.exp, np.add, type, asyncio.sleep, [0.1] * 10**6, "9" * 10**5),
    *(stops(ZeroDivisionError), stops(SystemExit(3)), stops(GeneratorExit), stops(MemoryError)),
    *(
        stops(WordlessError()),
        stops(StopIteration),
        stops(ValueError(object())),
        stops(BaseException("a\nb " * 99)),
    ),
]
EVIL = [Sullen(), Sullen(SystemExit), Sullen(KeyboardInterrupt), SullenFloat(42), SullenFloat(1.5)]
