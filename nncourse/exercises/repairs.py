"""Find the one change that would make a learner's function right, such as a transpose or brackets.

The function is called again, with arrays that see each operation of NumPy on them. At one of them,
they compute something else: if the function is then right for every input, that was its error.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nncourse.exercises.answers import Unfinished, Wrong
from nncourse.exercises.time_limit import is_learners
from nncourse.messages import say

MOST = 30  # operations that are tried; loops have more
SECONDS = 2.0  # of computing: a slow function is not tried to the end
SIGNS = {
    np.add: "+",
    np.subtract: "-",
    np.multiply: "*",
    np.divide: "/",
    np.power: "**",
    np.matmul: "@",
}
ONE_INPUT = {
    np.exp: "exp",
    np.log: "log",
    np.tanh: "tanh",
    np.sqrt: "sqrt",
    np.square: "square",
    np.absolute: "abs",
}


class Reduction(NamedTuple):
    """``np.sum`` or the like, as if it were a method of a ufunc."""

    reduce: Callable


REDUCTIONS = {
    name: Reduction(getattr(np, name)) for name in ("sum", "mean", "max", "min", "std", "var")
}
BETWEEN = (str(Path(np.__file__).parent), __file__)  # the learner's code calls it, it calls us


@dataclass
class Operation:
    """A call of a NumPy function on arrays, some of which are ``Watched``."""

    function: np.ufunc
    method: str
    inputs: tuple
    options: dict
    steps: "Steps"

    def compute(self, function=None, inputs=None, **options):
        """The result, as a plain array, with whatever differs from what was written."""
        inputs = map(plain, self.inputs if inputs is None else inputs)
        call = getattr(function or self.function, self.method)
        return call(*inputs, **(self.options | options))

    @property
    def sign(self):
        """How the operation is written between its two inputs; None for other operations."""
        return SIGNS.get(self.function) if self.method == "__call__" else None


@dataclass
class Steps:
    """The operations of one call; at the one with the number ``place``, ``change`` computes."""

    place: int = -1
    change: Any = None
    learners_alone: bool = True  # whether what the course's own functions compute is left out
    done: list = field(default_factory=list)
    results: list = field(default_factory=list)
    skip_half: bool = False  # whether the next division by 2 is left out

    def take(self, operation):
        """The result of the next operation, which is changed if it is the chosen one."""
        if self.learners_alone and not _is_from_the_learner():
            return watched(operation.compute(), self)
        self.done.append(operation)
        chosen = len(self.done) - 1 == self.place
        if chosen:
            result = self.change(operation)
        elif self.skip_half and operation.sign == "/" and np.array_equal(operation.inputs[1], 2):
            self.skip_half = False
            result = plain(operation.inputs[0])
        else:
            result = operation.compute()
        if isinstance(result, tuple):
            return result
        result = watched(result, self, operation)
        self.results.append(plain(result))
        return result


def _is_from_the_learner():
    """Whether the learner's code asked for the operation, perhaps by a function of NumPy."""
    frame = sys._getframe(1)
    while frame.f_code.co_filename.startswith(BETWEEN):
        frame = frame.f_back
    return is_learners(frame.f_code)


class Watched(np.ndarray):
    """An array that reports the operations on it; so do their results."""

    steps = None
    made = None  # the operation that it is the result of

    def __array_finalize__(self, source):
        self.steps = getattr(source, "steps", None)

    def __array_ufunc__(self, function, method, *inputs, out=None, **options):
        steps = next(x.steps for x in (*inputs, *(out or ())) if isinstance(x, Watched))
        if out is None and steps is not None:
            return steps.take(Operation(function, method, inputs, options, steps))
        call = getattr(function, method)
        if out is None:
            return call(*map(plain, inputs), **options)
        call(*map(plain, inputs), out=tuple(map(plain, out)), **options)
        return out[0]

    def __array_function__(self, function, types, inputs, options):
        if function is np.dot:
            return np.matmul(*inputs, **options)
        result = super().__array_function__(function, types, inputs, options)
        return watched(result, self.steps) if type(result) is np.ndarray else result

    def __pow__(self, other):  # without NumPy's shortcuts, such as np.square
        return np.power(self, other)

    def dot(self, other):
        """The product of two matrices."""
        return np.matmul(self, other)


def _reduction(name):
    def method(self, axis=None, dtype=None, out=None, keepdims=False, **options):
        """``np.sum`` and the like, as an operation."""
        options = options | {"axis": axis, "dtype": dtype, "keepdims": keepdims}
        kept = {key: value for key, value in options.items() if value is not None or key == "axis"}
        return self.steps.take(Operation(REDUCTIONS[name], "reduce", (self,), kept, self.steps))

    return method


for _name in REDUCTIONS:
    setattr(Watched, _name, _reduction(_name))


def plain(value):
    """A value, as an ordinary array if it is a watched one."""
    return value.view(np.ndarray) if isinstance(value, Watched) else value


def watched(value, steps, made=None):
    """A value that reports the operations on it."""
    array = np.asarray(value).view(Watched)
    array.steps = steps
    array.made = made
    return array


def watch(function, steps):
    """The function, called with watched arguments."""

    def call(*arguments):
        return function(*(watched(argument, steps) for argument in arguments))

    return call


# Changes of an operation: each yields (sentence, way to compute) ---------------------------------


def changes(operation):
    """All ways to compute something else at an operation, the likeliest error first."""
    if operation.method == "reduce":
        yield from _other_axis(operation)
    elif operation.sign is not None and len(operation.inputs) == 2:
        yield from _half_power(operation)
        yield from _other_sign(operation)
        yield from _other_brackets(operation)
        yield from _other_shapes(operation)
        yield from _other_operator(operation)
    elif len(operation.inputs) == 1:
        yield from _other_call(operation)


def _other_axis(operation):
    kept = operation.options["keepdims"] is True
    if operation.options["axis"] is not None:
        yield say("fix_keepdims"), lambda op: op.compute(keepdims=not kept)
    for axis in (0, 1, None):
        for keepdims in (kept, not kept):
            yield (
                say("fix_axis"),
                lambda op, axis=axis, keepdims=keepdims: op.compute(axis=axis, keepdims=keepdims),
            )


def _half_power(operation):
    if operation.sign != "**" or not np.array_equal(operation.inputs[1], 1):
        return

    def root(op):
        op.steps.skip_half = True
        return np.sqrt(plain(op.inputs[0]))

    yield say("fix_half"), root


def _made_by(value):
    """The operation that a value is the result of, or None."""
    return value.made if isinstance(value, Watched) else None


def _other_brackets(operation):
    first, second = (_made_by(side) for side in operation.inputs)
    if first is not None and first.sign:
        yield say("fix_brackets"), _grouped_right
    if second is not None and second.sign:
        yield say("fix_brackets"), _grouped_left
    if operation.sign == "+" and second is not None and second.function is np.exp:
        yield say("fix_brackets"), _under_one
    for place, made in enumerate((first, second)):
        if made is not None and made.function in ONE_INPUT:
            name = ONE_INPUT[made.function]
            yield say("fix_outside", name=name), lambda op, place=place: _taken_in(op, place)


def _grouped_right(operation):
    """a + (b * c), where (a + b) * c is written."""
    inner = operation.inputs[0].made
    a, b = inner.inputs
    right = operation.compute(inputs=(b, operation.inputs[1]))
    return inner.compute(inputs=(a, right))


def _grouped_left(operation):
    """(a + b) * c, where a + (b * c) is written."""
    inner = operation.inputs[1].made
    b, c = inner.inputs
    left = operation.compute(inputs=(operation.inputs[0], b))
    return inner.compute(inputs=(left, c))


def _under_one(operation):
    """1 / (1 + exp(-z)), where 1 / 1 + exp(-z) is written."""
    return 1 / operation.compute()


def _taken_in(operation, place):
    """tanh(a + b), where tanh(a) + b is written."""
    inner = operation.inputs[place].made
    inputs = list(operation.inputs)
    inputs[place] = inner.inputs[0]
    return inner.compute(inputs=(operation.compute(inputs=inputs),))


def _taken_out(operation):
    """tanh(a) + b, where tanh(a + b) is written."""
    inner = operation.inputs[0].made
    a, b = inner.inputs
    return inner.compute(inputs=(operation.compute(inputs=(a,)), b))


def _other_shapes(operation):
    sides = [np.shape(side) for side in operation.inputs]
    left_is_table, right_is_table = (len(side) == 2 for side in sides)

    def where(key):
        return say(key, sign=operation.sign, left=sides[0], right=sides[1])

    if operation.sign == "@":
        yield where("fix_elementwise"), lambda op: op.compute(np.multiply)
    if operation.sign == "*":
        yield where("fix_matrix"), lambda op: op.compute(np.matmul)
    if left_is_table:
        yield where("fix_turn_left"), lambda op: op.compute(inputs=_turned(op, 0))
    if right_is_table:
        yield where("fix_turn_right"), lambda op: op.compute(inputs=_turned(op, 1))
    if operation.sign == "@":
        yield where("fix_order"), lambda op: op.compute(inputs=op.inputs[::-1])
    if len(sides[0]) == 1 and right_is_table:
        yield _lost_axis(operation, 0, where), lambda op: op.compute(inputs=_column(op, 0))
    if len(sides[1]) == 1 and left_is_table:
        yield _lost_axis(operation, 1, where), lambda op: op.compute(inputs=_column(op, 1))


def _lost_axis(operation, place, where):
    """The sentence on a row that should be a column: the result of a sum, or another."""
    made = _made_by(operation.inputs[place])
    while made is not None and made.method != "reduce" and len(made.inputs) == 1:
        made = _made_by(made.inputs[0])
    is_sum = made is not None and made.method == "reduce"
    return say("fix_keepdims") if is_sum else where("fix_column")


def _turned(operation, place):
    inputs = [*map(plain, operation.inputs)]
    inputs[place] = inputs[place].T
    return inputs


def _column(operation, place):
    inputs = [*map(plain, operation.inputs)]
    inputs[place] = inputs[place][:, None]
    return inputs


def _other_sign(operation):
    opposite = {"+": np.subtract, "-": np.add}.get(operation.sign)
    if opposite is not None:
        yield say("fix_sign"), lambda op: op.compute(opposite)
    yield say("fix_sign"), lambda op: -op.compute()


def _other_operator(operation):
    sign = operation.sign
    if sign in ("-", "/", "**"):
        yield say("fix_swapped", sign=sign), lambda op: op.compute(inputs=op.inputs[::-1])
    for place in (0, 1):
        yield say("fix_step", sign=sign), lambda op, place=place: plain(op.inputs[place])
    for function, other in SIGNS.items():
        if "@" not in (sign, other):
            yield (
                say("fix_operator", sign=sign),
                lambda op, function=function: op.compute(function),
            )


def _other_call(operation):
    if operation.function is np.negative:
        yield say("fix_sign"), lambda op: plain(op.inputs[0])
    if operation.function not in ONE_INPUT:
        return
    name = ONE_INPUT[operation.function]
    yield say("fix_call", name=name), lambda op: plain(op.inputs[0])
    made = _made_by(operation.inputs[0])
    if made is not None and made.sign:
        yield say("fix_inside", name=name), _taken_out


# The search ---------------------------------------------------------------------------------------


def repair(outcome, agree, cases, got, expected):
    """The sentence on the one change that makes all outcomes right, or None.

    ``outcome(change, case)`` is the outcome for a case if the function is called by
    ``change(function)``, ``agree`` compares two outcomes.
    """
    ends = time.process_time() + SECONDS
    wrong = [not agree(mine, right) for mine, right in zip(got, expected, strict=True)]
    order = sorted(range(len(cases)), key=lambda i: not wrong[i])  # a wrong one first

    def result(number, steps):
        try:
            return outcome(lambda function: watch(function, steps), cases[number])
        except Unfinished as unfinished:
            return Wrong(str(unfinished))

    if not all(agree(result(i, Steps()), got[i]) for i in order):
        return None  # it does something else when it is watched
    seen = Steps()
    stopped = isinstance(result(order[0], seen), Wrong)
    steps = list(enumerate(seen.done))
    if stopped:
        steps.reverse()  # the one that stopped it comes first
    for place, operation in steps[:MOST]:
        for sentence, change in changes(operation):
            if time.process_time() > ends:
                return None
            if all(agree(result(i, Steps(place, change)), expected[i]) for i in order):
                return sentence
    return None


def is_on_the_way(reference, agree, cases, got):
    """Whether the outcomes are what ``reference`` computes in a step before its last."""
    ways = []
    for case in cases:
        steps = Steps(learners_alone=False)
        watch(reference, steps)(*case.values())
        ways.append(steps.results[:-1])
    return any(all(map(agree, got, step)) for step in zip(*ways, strict=False))
