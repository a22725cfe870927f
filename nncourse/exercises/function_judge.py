"""The judge of a function that a learner wrote: right for every input, or the first error."""

import functools
import inspect
from itertools import takewhile

import numpy as np

from nncourse.exercises.answers import Wrong, finite, written_apart
from nncourse.exercises.calls import NoResult, Raised, as_call, call, read_function, same_order
from nncourse.exercises.differences import counted, pattern, same
from nncourse.exercises.judges import not_transposed, same_shape
from nncourse.exercises.repairs import is_on_the_way, repair
from nncourse.exercises.rules import arrays_outside, without
from nncourse.messages import say

no_random_numbers = without({"random", "default_rng"}, "check_random")


def function_judge(reference, inputs, wrong=(), rules=()):
    """A judge of a function that must return what ``reference`` returns, for all of ``inputs``.

    The slips in ``wrong`` are functions too. Some raise or return another shape, as a learner may.
    ``rules`` are what the text asks for beyond the right numbers (see ``rules.py``).
    """
    return compared(reference, inputs, wrong, call, _first_wrong, rules)


def compared(reference, inputs, wrong, call, first_wrong, rules=()):
    """A judge of a function; ``call(what, function, case)`` returns its array, or a list of them.

    ``first_wrong(what, cases, got, expected, repaired)`` raises Wrong if they are neither right nor
    a slip; ``repaired()`` is the sentence on the one change that would make them right, or None.
    """
    parameters = tuple(inspect.signature(reference).parameters)
    cases = [dict(zip(parameters, values, strict=True)) for values in inputs]
    expected = [call("", reference, case) for case in cases]

    def outcome(what, function, case):  # an error is an outcome too
        try:
            return call(what, function, case)
        except Wrong as stopped:
            return stopped

    @functools.cache  # the same for all answers, and there may be fifty slips
    def outcomes_of_slips():
        return [(key, [outcome("", slip, case) for case in cases]) for key, slip in wrong]

    def judge(answers):
        ((what, value),) = answers.items()
        learner = read_function(what, value, parameters)
        got = [outcome(what, learner, case) for case in cases]
        if all(map(_agree, got, expected)):
            for rule in rules:
                rule(what, learner, cases)
            return
        same_order(what, learner, parameters)
        no_random_numbers(what, learner, cases)
        for key, theirs in outcomes_of_slips():
            if _tells_something(theirs) and all(map(_agree, got, theirs)):
                raise Wrong(say(key))

        if names := arrays_outside(learner):
            given = ", ".join(parameters)
            raise Wrong(say("check_outside", what=what, name=names[0], given=given))
        nothing = [
            case for case, mine in zip(cases, got, strict=True) if isinstance(mine, NoResult)
        ]
        if 0 < len(nothing) < len(cases):
            raise Wrong(say("check_none_sometimes", what=what, example=as_call(what, nothing[0])))

        def repaired():
            if any(isinstance(mine, Wrong) and not isinstance(mine, Raised) for mine in got):
                return None
            return repair(
                lambda change, case: outcome(what, change(learner), case),
                _agree,
                cases,
                got,
                expected,
            )

        if type(got[0]) is not list and is_on_the_way(reference, _agree, cases, got):
            raise Wrong(say("check_on_the_way", what=what))
        first_wrong(what, cases, got, expected, repaired)

    return judge


def _tells_something(outcomes):
    """Whether a slip has a result for some input; if it only fails, it matches any failure."""
    return not all(isinstance(outcome, Raised) for outcome in outcomes)


def _agree(outcome, other):
    """Whether two outcomes are the same numbers, NaN included, or two errors."""
    if isinstance(outcome, Wrong) or isinstance(other, Wrong):
        return isinstance(outcome, Raised) and isinstance(other, Raised)
    pairs = zip(outcome, other, strict=True) if type(outcome) is list else [(outcome, other)]
    return all(a.shape == b.shape and np.allclose(a, b, equal_nan=True) for a, b in pairs)


def _first_wrong(what, cases, got, expected, repaired):
    """Raise Wrong for the first case in which the function is wrong."""
    _lost_in_a_loop(what, cases, got, expected)
    trios = list(zip(cases, got, expected, strict=True))
    sound = [*takewhile(lambda trio: not _unsound(what, *trio), trios)]
    for number, (case, mine, right) in enumerate(sound):
        if not same(mine, right):
            raise Wrong(
                _pattern(what, sound)
                or counted(what, *zip(*sound, strict=True))
                or repaired()
                or _mismatch(what, cases[0], number, case, mine, right)
            )
    case, mine, right = trios[len(sound)]
    if not isinstance(mine, Wrong):
        not_transposed(as_call(what, case), mine, right)
    wrong = _unsound(what, case, mine, right)
    sentence = repaired()
    raise wrong if sentence is None else Wrong(sentence)


def _lost_in_a_loop(what, cases, got, expected):
    """Raise Wrong if the results are an input, or a single row of the right result."""
    for name in cases[0]:
        given = [np.asarray(case[name], dtype=float) for case in cases]
        if all(map(_agree, got, given)):
            raise Wrong(say("check_unchanged", what=what, name=name))
    for key, place in [("check_first_alone", 0), ("check_last_alone", -1)]:
        for axes in (1, 2):  # only tables lose rows, or any array loses all but one part
            parts = [right[place] if np.ndim(right) >= axes else right for right in expected]
            if all(map(_agree, got, parts)):
                raise Wrong(say(key, what=what))


def _unsound(what, case, got, expected):
    """A Wrong that says why an outcome cannot be compared with the right one, or None."""
    try:
        if isinstance(got, Wrong):
            return got
        same_shape(as_call(what, case), got, expected)
        finite(as_call(what, case), got)
    except Wrong as wrong:
        return wrong
    return None


def _pattern(what, sound):
    """The sentence on an error common to all numbers of all cases, or None."""
    _, got, expected = zip(*sound, strict=True)
    return pattern(what, *(np.concatenate([np.ravel(a) for a in part]) for part in (got, expected)))


def _mismatch(what, example, number, case, got, expected):
    """The sentence on a case with wrong numbers; it adds the first case if that is right."""
    mine, right = written_apart(got, expected)
    sentence = say("check_gives", what=as_call(what, case), got=mine, expected=right)
    if number:
        return say("check_only_some", example=as_call(what, example), sentence=sentence)
    return sentence
