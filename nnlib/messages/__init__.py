"""Every sentence that nnlib says, and the language of both nnlib and nncourse.

``set_language`` alone chooses the language; ``nncourse.messages`` asks for it by ``language``. Each
module of this package is the table of one language, named by its code. Another language is another
module, in both packages, with the keys and the fields of the English one. A table is imported when
its language first says something.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

_language = "en"


def languages():
    """The codes of all languages, such as ["en", "zh"]."""
    return sorted(module.name for module in iter_modules(__path__))


def set_language(code):
    """Choose the language of all sentences: one of ``languages()``; another raises ValueError."""
    global _language
    known = languages()
    if not isinstance(code, str) or code not in known:
        raise ValueError(
            say("unknown_name", what=named("language"), name=code, known=listed(known))
        )
    _language = code


def language():
    """The code of the chosen language, such as "en"."""
    return _language


@cache
def table(code):
    """The sentences of a language by their keys."""
    return import_module(f"{__name__}.{code}").MESSAGES


def named(thing: str) -> str:
    """What a thing such as "data set" is called in the chosen language; its own name if unknown."""
    return table(_language).get(f"name_{thing}", thing)


def listed(words) -> str:
    """The words as one text, with the language's comma between them."""
    return table(_language)["comma"].join(words)


def say(key: str, **values) -> str:
    """The sentence ``key`` in the chosen language, with ``values`` filled in.

    A missing key raises KeyError.
    """
    return fill(table(_language)[key], **values)


def fill(sentence: str, /, **values) -> str:
    """The sentence with ``values`` in its fields.

    A space beside a field separates Chinese from Latin letters. It is left out if the value is
    Chinese too.
    """
    if sentence.isascii():
        return sentence.format(**values)
    text = ""
    for words, name, form, conversion in Formatter().parse(sentence):
        text = _joined(text, words)
        if name is not None:
            field = name + (f"!{conversion}" if conversion else "") + f":{form}"
            text = _joined(text, f"{{{field}}}".format(**values))
    return text


def _joined(before, after):
    """Two texts, one after the other, without a space between two Chinese letters."""
    if _is_chinese(before[-2:-1]) and before[-1] == " " and _is_chinese(after[:1]):
        before = before[:-1]
    elif _is_chinese(before[-1:]) and after[:1] == " " and _is_chinese(after[1:2]):
        after = after[1:]
    return before + after


def _is_chinese(letter):
    return "\u2e80" <= letter <= "\uffef"
