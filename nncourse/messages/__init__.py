"""Every sentence that Python says to a learner, in one table, so that another language needs one
more table. The modules of this package hold it in parts; ``chapter_NN`` has a chapter's own.
"""

import html
import re
from importlib import import_module
from pkgutil import iter_modules

PARTS = [import_module(f"{__name__}.{part.name}").MESSAGES for part in iter_modules(__path__)]
MESSAGES = {key: sentence for part in PARTS for key, sentence in part.items()}


def say(key: str, **values) -> str:
    """The sentence ``key`` with ``values`` filled in.

    A missing key raises KeyError: a test walks over all of them.
    """
    return MESSAGES[key].format(**values)


def as_html(sentence):
    """A sentence for a page: what stands between backticks is code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", html.escape(sentence))


class CannotShow(ValueError):
    """A state or an input that cannot be shown; its text is advice for the reader.

    A figure shows that sentence. Every other exception is shown as a fault of the course.
    """
