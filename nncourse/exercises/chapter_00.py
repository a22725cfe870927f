"""The question and the exercise of chapter 00: the first meeting with predict, check and hint."""

from nncourse.exercises.judges import Exercise, Question, number_judge

QUESTIONS = {"more_units": Question(("none", "ten", "thirty"), right="none")}

EXERCISES = {
    "double": Exercise(
        number_judge(
            2 * 21,
            wrong=[
                ("double_same", 21),
                ("double_added", 21 + 2),
                ("double_squared", 21**2),
                ("double_halved", 21 / 2),
                ("double_joined", 2121),
                ("double_power", 2**21),
                ("double_power", 21**21),
            ],
        )
    ),
}
