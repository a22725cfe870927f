"""The judge of a function that returns several arrays, such as all gradients of a network."""

import numpy as np

from nncourse.exercises.answers import Wrong, as_array, finite, kind
from nncourse.exercises.calls import call_freely
from nncourse.exercises.differences import counted, how_far_off, pattern, same
from nncourse.exercises.function_judge import compared
from nncourse.exercises.judges import not_transposed, same_shape
from nncourse.messages import listed, say


def arrays_judge(reference, inputs, parts, wrong=()):
    """A judge of a function that must return what ``reference`` returns: arrays called ``parts``.

    They are checked in this order, so the first error is named first. ``wrong`` pairs the keys of
    sentences with slips, which are functions; ``inputs`` are tuples of arguments.
    """

    def call(what, function, case):
        result = call_freely(what, function, case)
        if not isinstance(result, tuple | list) or len(result) != len(parts):
            raise Wrong(_other_number(what, result, parts))
        return [as_array(name, part) for name, part in zip(parts, result, strict=True)]

    def first_wrong(what, cases, got, expected, repaired):
        for mine in got:
            if isinstance(mine, Wrong):
                raise Wrong(repaired() or str(mine))
        for number in range(len(cases)):
            for place, name in enumerate(parts):
                mine = [results[place] for results in got]
                right = [results[place] for results in expected]
                _one_array(name, number, cases, mine, right, repaired)

    return compared(reference, inputs, wrong, call, first_wrong)


def _other_number(what, result, parts):
    """The sentence on a result that is not as many things as there are ``parts``."""
    names = listed(parts)
    if not isinstance(result, tuple | list):
        return say("check_several", what=what, n=len(parts), names=names, kind=kind(result))
    sizes = [len(row) if isinstance(row, tuple | list) else 0 for row in result]
    if sum(sizes) == len(parts):
        return say("check_several_nested", what=what, n=len(parts), names=names)
    return say("check_several_count", what=what, n=len(parts), names=names, found=len(result))


def _one_array(name, number, cases, got, expected, repaired):
    """Raise Wrong unless one array is right, in the case with this number."""
    mine = got[number]
    right = expected[number]
    if same(mine, right):
        return
    if mine.shape == right.shape and np.isfinite(mine).all():
        sentence = counted(name, cases, got, expected) or pattern(name, mine, right)
        raise Wrong(sentence or repaired() or how_far_off(name, mine, right))
    not_transposed(name, mine, right)
    if sentence := repaired():
        raise Wrong(sentence)
    same_shape(name, mine, right)
    finite(name, mine)
