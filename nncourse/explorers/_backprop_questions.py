"""The questions that the stepper asks before it shows a number, and the judging of answers."""

import unicodedata
from math import isfinite
from typing import NamedTuple

import numpy as np

from nncourse.draw.numbers import short
from nncourse.draw.rich_text import plain
from nncourse.explorers._backprop_steps import is_right
from nncourse.messages import say

SHOW = "show"
FACTORS = "factors"
SIGN = "sign"
NUMBER = "number"
GRADES = (SHOW, FACTORS, SIGN, NUMBER)
NAMES = {SHOW: "ask_show", FACTORS: "ask_factors", SIGN: "ask_sign", NUMBER: "ask_number"}
LETTERS = "ABC"
SIGNS = {"−": -1, "0": 0, "+": 1}
HINT = "?"  # the answer that asks for a hint
HINTS = {
    "sum": "chain_hint_sum",
    "activation": "chain_hint_activation",
    "loss": "chain_hint_loss",
    "delta": "chain_hint_delta",
    "weight": "chain_hint_weight",
    "bias": "chain_hint_bias",
    "update": "chain_hint_update",
    "new_loss": "chain_hint_new_loss",
}
QUESTIONS = {
    FACTORS: "chain_which_factors",
    SIGN: "chain_which_sign",
    NUMBER: "chain_what_number",
}
SIGNS_ASKED = {"update": "chain_sign_of_change", "new_loss": "chain_sign_of_loss"}
SIGN_HINTS = {"update": "chain_hint_update", "new_loss": "chain_hint_compare"}  # signs of changes


class Verdict(NamedTuple):
    """Whether an answer is right, what to say if it is wrong, and whether a hint is due."""

    right: bool
    said: str = ""
    hint: bool = False


class Choice(NamedTuple):
    """One of three formulas; ``why`` is the key of the sentence on its error, "" if it is right."""

    letter: str
    formula: list
    why: str


def choices(step, number):
    """The right and the wrong formulas of a step, in an order that depends on its number."""
    some = [(step.symbols, ""), *((slip.formula, slip.why) for slip in step.slips)]
    order = np.random.default_rng(number).permutation(len(some))
    return [Choice(letter, *some[k]) for letter, k in zip(LETTERS, order, strict=True)]


def question(grade, step):
    """The question for a step."""
    key = QUESTIONS[grade]
    if grade == SIGN:
        key = SIGNS_ASKED.get(step.kind, key)
    return say(key, name=plain(step.name))


def right_answer(grade, step, number):
    """The answer that is right, as typed."""
    if grade == FACTORS:
        return next(choice.letter for choice in choices(step, number) if not choice.why)
    if grade == SIGN:
        return next(text for text, sign in SIGNS.items() if sign == step.sign)
    return short(step.value, 4)


def judge(grade, step, number, answer):
    """Judge an answer that was typed or chosen in the picture."""
    answer = unicodedata.normalize("NFKC", answer).strip()  # full-width signs become plain ones
    if not answer:
        return Verdict(False)
    if answer == HINT:
        return Verdict(False, hint=True)
    if grade == FACTORS:
        return _judge_factors(step, number, answer)
    if grade == SIGN:
        return _judge_sign(step, answer)
    return _judge_number(step, answer)


def _judge_factors(step, number, answer):
    for choice in choices(step, number):
        if answer.upper() == choice.letter:
            return Verdict(not choice.why, choice.why and say(choice.why), hint=bool(choice.why))
    return Verdict(False, say("type_a_letter"))


def _judge_sign(step, answer):
    in_words = {say("sign_negative"): -1, say("sign_zero"): 0, say("sign_positive"): 1}
    known = {"-": -1, **in_words, **SIGNS}
    if answer.lower() not in known:
        return Verdict(False, say("type_a_sign"))
    if known[answer.lower()] == step.sign:
        return Verdict(True)
    return Verdict(False, say("not_the_sign", answer=answer), hint=True)


def _judge_number(step, answer):
    typed = number_in(answer)
    if typed is None:
        return Verdict(False, say("no_number", answer=answer[:12]))
    if is_right(typed, step.value):
        return Verdict(True)
    for slip in step.slips:
        if isfinite(slip.value) and is_right(typed, slip.value):
            return Verdict(False, say(slip.why), hint=True)
    if is_right(-typed, step.value):
        return Verdict(False, say("wrong_sign"), hint=True)
    return Verdict(False, say("not_it", answer=short(typed, 4)), hint=True)


def number_in(text):
    """The typed number; None if the text is not a finite number."""
    try:
        number = float(text.replace("\u2212", "-").replace(",", ".").replace("\u3002", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def hint(grade, step):
    """A hint: the rule, or the numbers to put into it."""
    if grade == FACTORS:
        is_output = step.kind == "delta" and not step.edges
        return say("chain_hint_output" if is_output else HINTS[step.kind])
    if grade == SIGN and step.kind in SIGN_HINTS:
        return say(SIGN_HINTS[step.kind])
    return say("chain_hint_numbers", name=plain(step.name), numbers=plain(step.numbers))
