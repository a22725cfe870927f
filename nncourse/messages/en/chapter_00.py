"""What chapter 00 says: its check of the installation, its question and its exercise."""

MESSAGES = {
    # the installation
    "installed": "Everything that the course needs is installed: you can start.",
    "missing": "{name} is missing: in the course's folder run `make lab`, which installs it.",
    "too_old": "{name} is here as {found}, but the course needs {needed}: run `make lab` again.",
    # questions
    "more_units_asked": "With 3 hidden units, how many samples of the circle will be wrong after 400 epochs?",
    "more_units_none": "none",
    "more_units_none_why": "Three straight borders together close around the middle.",
    "more_units_ten": "about 10",
    "more_units_ten_why": "That is what 2 units leave: a strip, open at both ends.",
    "more_units_thirty": "about 30",
    "more_units_thirty_why": "That is what 1 unit leaves: a single straight border.",
    # exercises
    "double_right": "Every exercise works like this: answer, run, read, try again.",
    "double_same": "double is 21 itself: give twice 21.",
    "double_added": "You added 2: twice 21 is 2 times 21.",
    "double_squared": "You multiplied 21 by itself: twice 21 is 2 times 21.",
    "double_halved": "You halved 21: twice 21 is 2 times 21.",
    "double_1": "Twice a number is that number plus itself.",
    "double_2": "Python can work it out for you: write `2 * 21` in place of the dots.",
    "double_joined": "You wrote 21 twice, side by side: twice 21 is 2 times 21.",
    "double_power": "Two stars make a power: for 2 times 21, write one star.",
}
