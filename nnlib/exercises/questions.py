"""The questions that a chapter asks before a figure answers; their words are in messages.py."""

from typing import NamedTuple


class Question(NamedTuple):
    """Keys of sentences: what is asked, {option: why it is right or wrong}, the right option."""

    asked: str
    options: dict
    answer: str


QUESTIONS = {
    # chapter 00
    "more_units": Question(
        "units_asked",
        {
            "units_none": "units_none_why",
            "units_ten": "units_ten_why",
            "units_thirty": "units_thirty_why",
        },
        answer="units_none",
    ),
    # chapter 01
    "bias": Question(
        "bias_asked",
        {
            "bias_turns": "bias_turns_why",
            "bias_shifts": "bias_shifts_why",
            "bias_stays": "bias_stays_why",
        },
        answer="bias_shifts",
    ),
    "doubling": Question(
        "scale_asked",
        {
            "scale_line": "scale_line_why",
            "scale_shades": "scale_shades_why",
            "scale_nothing": "scale_nothing_why",
        },
        answer="scale_shades",
    ),
    "xor": Question(
        "xor_asked",
        {"xor_two": "xor_few_why", "xor_three": "xor_three_why", "xor_four": "xor_four_why"},
        answer="xor_three",
    ),
}
