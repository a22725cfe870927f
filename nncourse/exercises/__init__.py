"""The exercises and questions of all chapters, by name.

One small module a chapter declares them; their sentences are in ``nncourse.messages``, under keys
that begin with their names. ``judges``, the files called ``*_judge``, ``gates`` and ``rules`` have
the parts of judges. ``answers`` and ``calls`` read whatever a learner wrote, ``time_limit`` ends
it, ``interpreter`` puts back what it changed. ``differences`` says what is wrong with a number,
``errors`` what a function stopped with. To add an exercise: declare it, and put a right answer and
one for each of its slips into tests/answers, where a test asks for them.
"""

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

_NAMES = [part.name for part in iter_modules(__path__) if part.name.startswith("chapter_")]
CHAPTERS = [import_module(f"{__name__}.{name}") for name in _NAMES]
EXERCISES = {
    name: replace(exercise, names=exercise.names or (name,))
    for chapter in CHAPTERS
    for name, exercise in chapter.EXERCISES.items()
}
QUESTIONS = {name: question for chapter in CHAPTERS for name, question in chapter.QUESTIONS.items()}
