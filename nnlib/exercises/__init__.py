"""The exercises of all chapters, by name: what an answer is called, who judges it, how to help.

One small module a chapter declares them, with keys of sentences in ``nnlib.messages``. ``parts``
and ``functions`` hold what judges are made of, ``answers`` and ``calls`` read whatever a learner
wrote, ``differences`` says what is wrong with a number. To add one: declare it, and put a right
answer and one for each of its slips into tests/answers.py, where a test asks for them.
"""

from nnlib.exercises import chapter_00, chapter_01

EXERCISES = chapter_00.EXERCISES | chapter_01.EXERCISES
