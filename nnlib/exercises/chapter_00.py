"""The exercise of chapter 00: the first meeting with check and hint."""

from nnlib.exercises.parts import Exercise, number

EXERCISES = {
    "double": Exercise(
        names=("double",),
        judge=number(
            2 * 21,
            wrong=[
                ("double_same", 21),
                ("double_added", 21 + 2),
                ("double_squared", 21**2),
                ("double_halved", 21 / 2),
            ],
        ),
        praise="double_right",
        hints=("double_1", "double_2"),
    ),
}
