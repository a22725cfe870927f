"""The judge of a function that returns several arrays, such as all gradients of a network."""

import inspect

import numpy as np

from nnlib.exercises.answers import Wrong, as_array, finite, kind
from nnlib.exercises.calls import Raised, call_freely, read_function
from nnlib.exercises.differences import distance, pattern, same
from nnlib.exercises.functions import tells_something
from nnlib.exercises.parts import same_shape
from nnlib.messages import say


def several(reference, inputs, parts, wrong=()):
    """A judge of a function that must return what ``reference`` returns: arrays called ``parts``.

    They are looked at in this order, so the first error is named first. ``wrong`` holds slips, as
    functions, with the keys of their sentences; ``inputs`` are tuples of arguments.
    """
    parameters = tuple(inspect.signature(reference).parameters)
    cases = [dict(zip(parameters, values, strict=True)) for values in inputs]
    expected = [[np.asarray(part) for part in reference(**case)] for case in cases]

    def judge(answers):
        ((what, value),) = answers.items()
        learner = read_function(what, value, parameters)
        got = [_outcome(what, learner, case, parts) for case in cases]
        if all(map(_agree, got, expected)):
            return
        for key, slip in wrong:
            theirs = [_outcome(what, slip, case, parts) for case in cases]
            if tells_something(theirs) and all(map(_agree, got, theirs)):
                raise Wrong(say(key))
        for mine, right in zip(got, expected, strict=True):
            _first_wrong(parts, mine, right)

    return judge


def _outcome(what, function, case, parts):
    """The arrays that a function gives for a case, or what it does instead."""
    try:
        result = call_freely(what, function, case)
        if not isinstance(result, tuple | list) or len(result) != len(parts):
            names = ", ".join(parts)
            raise Wrong(
                say("check_several", what=what, n=len(parts), names=names, kind=kind(result))
            )
        return [as_array(name, part) for name, part in zip(parts, result, strict=True)]
    except Wrong as stopped:
        return stopped


def _agree(outcome, other):
    if isinstance(outcome, Wrong) or isinstance(other, Wrong):
        return isinstance(outcome, Raised) and isinstance(other, Raised)
    pairs = zip(outcome, other, strict=True)
    return all(a.shape == b.shape and np.allclose(a, b, equal_nan=True) for a, b in pairs)


def _first_wrong(parts, got, expected):
    """Raise Wrong for the first array that is not right."""
    if isinstance(got, Wrong):
        raise got
    for name, mine, right in zip(parts, got, expected, strict=True):
        same_shape(name, mine, right)
        finite(name, mine)
        if not same(mine, right):
            raise Wrong(pattern(name, mine, right) or distance(name, mine, right))
