"""Every sentence that the course says to a learner, with one table for each language.

The modules of this package hold the English table in parts; ``chapter_NN`` has a chapter's own. The
language is chosen by ``nnlib.messages.set_language``, for both packages.
"""

import html
import re
import sys
from importlib import import_module
from pkgutil import iter_modules

from nnlib.messages import language

PARTS = [import_module(f"{__name__}.{part.name}").MESSAGES for part in iter_modules(__path__)]
MESSAGES = {key: sentence for part in PARTS for key, sentence in part.items()}
LANGUAGES = {"en": MESSAGES}


def say(key: str, **values) -> str:
    """The sentence ``key`` in the chosen language, with ``values`` filled in.

    In a browser it is the variant for browsers, if there is one (``in_browser``). A missing key
    raises KeyError: a test walks over all of them.
    """
    table = LANGUAGES[language()]
    if sys.platform == "emscripten":
        key = next(name for name in (f"{key}_in_browser", key) if name in table)
    return table[key].format(**values)


def as_html(sentence):
    """A sentence for a page: text between backticks is code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", html.escape(sentence))


class CannotShow(ValueError):
    """A state or an input that cannot be shown; its text is advice for the reader.

    A figure shows that sentence. Every other exception is shown as a fault of the course.
    """
