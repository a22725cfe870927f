"""Rules for a judge: what an exercise forbids or requires, beyond the right numbers.

A rule takes the exercise's name, the learner's function and the cases. It raises Wrong, with a
sentence, if the function breaks it.
"""

import dis
import types

import numpy as np

from nncourse.exercises.answers import Wrong
from nncourse.exercises.calls import call_freely
from nncourse.exercises.time_limit import is_learners
from nncourse.messages import say

DEEPEST = 5  # functions that call functions that call ...


def without(names, key):
    """The rule that no name in ``names`` is used; ``key`` is the sentence if one is."""

    def rule(what, function, cases):
        used = sorted(names & names_used(function))
        if used:
            raise Wrong(say(key, name=used[0]))

    return rule


def with_the_help_of(name, key):
    """The rule that ``name`` is used; ``key`` is the sentence if it is not."""

    def rule(what, function, cases):
        if name not in names_used(function):
            raise Wrong(say(key))

    return rule


def without_overflow(key):
    """The rule that nothing overflows on the way, not even a result that is thrown away."""

    def rule(what, function, cases):
        overflows = []

        def watched(*arguments):
            with np.errstate(over="call", call=lambda *event: overflows.append(event)):
                return function(*arguments)

        for case in cases:
            call_freely(what, watched, case)
        if overflows:
            raise Wrong(say(key))

    return rule


def arrays_outside(function):
    """The names of arrays of the notebook that a function uses, besides what it is given."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return []
    outside = function.__globals__
    return sorted(name for name in _globals_in(code) if type(outside.get(name)) is np.ndarray)


def _globals_in(code):
    """The global names in a code object: not those after a point, as in ``x.mean``."""
    steps = dis.get_instructions(code)
    names = {step.argval for step in steps if step.opname == "LOAD_GLOBAL"}
    inside = [part for part in code.co_consts if isinstance(part, types.CodeType)]
    return names.union(*map(_globals_in, inside))


def names_used(function, depth=DEEPEST):
    """All names in a function's code, and in the code of the learner's functions it uses."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return {getattr(function, "__name__", "")}
    names = _names_in(code)
    if depth == 0:
        return names
    for name in _names_in(code):
        value = function.__globals__.get(name)
        if isinstance(value, types.FunctionType):
            names.add(value.__name__)
            names |= names_used(value, depth - 1) if _of_the_learner(value) else set()
        elif isinstance(value, np.ufunc | types.BuiltinFunctionType):
            names.add(value.__name__)
        elif isinstance(value, np.random.Generator | np.random.RandomState):
            names.add("random")
    return names


def _names_in(code):
    """The names and string constants in a code object, and in the functions inside it."""
    names = {*code.co_names, *code.co_freevars}
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _names_in(constant)
        elif isinstance(constant, str):
            names.add(constant)
    return names


def _of_the_learner(function):
    """Whether the learner wrote a function."""
    return is_learners(function.__code__)
