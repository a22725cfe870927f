"""The judge of a function that returns several arrays, such as all gradients of a network."""

from nncourse.exercises.answers import Wrong, as_array, finite, kind
from nncourse.exercises.calls import call_freely
from nncourse.exercises.differences import how_far_off, pattern, same
from nncourse.exercises.function_judge import compared
from nncourse.exercises.judges import same_shape
from nncourse.messages import listed, say


def arrays_judge(reference, inputs, parts, wrong=()):
    """A judge of a function that must return what ``reference`` returns: arrays called ``parts``.

    They are checked in this order, so the first error is named first. ``wrong`` pairs the keys of
    sentences with slips, which are functions; ``inputs`` are tuples of arguments.
    """

    def call(what, function, case):
        result = call_freely(what, function, case)
        if not isinstance(result, tuple | list) or len(result) != len(parts):
            names = listed(parts)
            found = kind(result)
            raise Wrong(say("check_several", what=what, n=len(parts), names=names, kind=found))
        return [as_array(name, part) for name, part in zip(parts, result, strict=True)]

    def first_wrong(what, cases, got, expected):
        for mine, right in zip(got, expected, strict=True):
            _first_wrong(parts, mine, right)

    return compared(reference, inputs, wrong, call, first_wrong)


def _first_wrong(parts, got, expected):
    """Raise Wrong for the first array that is not right."""
    if isinstance(got, Wrong):
        raise got
    for name, mine, right in zip(parts, got, expected, strict=True):
        same_shape(name, mine, right)
        finite(name, mine)
        if not same(mine, right):
            raise Wrong(pattern(name, mine, right) or how_far_off(name, mine, right))
