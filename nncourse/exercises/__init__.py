"""The exercises and questions of all chapters, by name.

One small module per chapter declares them; their sentences are in ``nncourse.messages``, under
keys that begin with their names. ``judges``, the files called ``*_judge``, ``gates`` and ``rules``
make the judges. ``answers`` and ``calls`` read whatever a learner wrote, ``time_limit`` ends it,
and ``interpreter`` puts back what it changed. ``differences`` says what is wrong with a number,
``errors`` what stopped a function, and ``repairs`` finds the one change that would make it right,
so slips of this kind need no declaration. To add an exercise, declare it, then add a right answer
and one answer per slip to tests/answers; a test requires them.
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
