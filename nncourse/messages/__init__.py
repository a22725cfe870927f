"""Every sentence that the course says to a learner, with one package of tables for each language.

``en`` has the English tables, in parts: ``chapter_NN`` has a chapter's own. Another language is
another package, with the same parts, keys and fields. ``nnlib.messages.set_language`` chooses the
language, for both libraries; a language's tables are imported when it first says something.
"""

import html
import re
import sys
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nnlib.messages import fill, language
from nnlib.messages import listed as listed


def languages():
    """The codes of all languages, such as ["en", "zh"]."""
    return sorted(module.name for module in iter_modules(__path__))


@cache
def parts(code):
    """The tables of a language by the names of their modules."""
    package = import_module(f"{__name__}.{code}")
    names = [part.name for part in iter_modules(package.__path__)]
    return {name: import_module(f"{package.__name__}.{name}").MESSAGES for name in names}


@cache
def table(code):
    """The sentences of a language by their keys."""
    return {key: sentence for part in parts(code).values() for key, sentence in part.items()}


def say(key: str, **values) -> str:
    """The sentence ``key`` in the chosen language, with ``values`` filled in.

    In a browser it is the variant for browsers, if there is one (``in_browser``). A missing key
    raises KeyError: a test walks over all of them.
    """
    sentences = table(language())
    if sys.platform == "emscripten":
        key = next(name for name in (f"{key}_in_browser", key) if name in sentences)
    return fill(sentences[key], **values)


def unfilled(key: str) -> str:
    """The sentence ``key`` in the chosen language, whose fields a page fills in."""
    return table(language())[key]


def is_said(key: str) -> bool:
    """Whether there is a sentence ``key``."""
    return key in table(language())


def named(value) -> str:
    """What a reader sees of a value that a control offers: its name in the chosen language.

    The value itself, which code and tokens hold, is the same in all languages. Values without an
    entry in the table, such as numbers and names of functions, are seen as they are.
    """
    return table(language()).get(f"option_{value}", str(value))


def sentences(*said) -> str:
    """The sentences one after the other, without those that are empty."""
    return unfilled("gap").join(filter(None, said))


def as_html(sentence):
    """A sentence for a page: text between backticks is code."""
    return re.sub("`([^`]*)`", r"<code>\1</code>", html.escape(sentence))


class CannotShow(ValueError):
    """A state or an input that cannot be shown; its text is advice for the reader.

    A figure shows that sentence. Every other exception is shown as a fault of the course.
    """
