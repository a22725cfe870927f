"""Add a note to Python's own message when a learner calls something in nnlib wrongly, or types a
full-width letter into code.

``SGD(nesterov=True)`` fails before any of our code runs, and Python's message does not say what SGD
takes. ``print（1）`` has brackets that a Chinese keyboard types. When that happens in a notebook,
this adds one sentence to the message. It changes nothing else: neither the error, nor the course's
classes, nor a handler that someone else has set.
"""

import inspect
import re
import sys
import traceback
import unicodedata

import nnlib
from nncourse.messages import listed, say

FAILED_CALL = re.compile(
    r"(?P<name>[A-Za-z_][\w.]*)\(\) "
    r"(got an unexpected keyword argument '(?P<word>\w+)'|got multiple values|missing |takes )"
)


INVALID_LETTER = re.compile(r"invalid (non-printable )?character .*U\+(?P<code>[0-9A-F]{4,6})")
PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "。": ".", "、": ",", "《": "<", "》": ">"}
SPACE = "\u3000"


def install():
    """Add notes from now on in this notebook, unless it has its own handler for errors."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((TypeError, SyntaxError), _show_with_note)


def _show_with_note(shell, kind, error, tb, tb_offset=None):
    """Show an error as IPython does, with a note if there is one."""
    if isinstance(error, SyntaxError):
        sentence = note_of_letter(error)
        if sentence:
            error.msg = f"{error.msg}. {sentence}"  # IPython shows no notes of this kind
        return shell.showsyntaxerror()
    sentence = note_of(error)
    if sentence:
        error.add_note(sentence)
    return shell.showtraceback((kind, error, tb), tb_offset=tb_offset)


def note_of(error):
    """The sentence on what a function of nnlib takes; None for any other error."""
    match = FAILED_CALL.match(str(error))
    if match is None:
        return None
    function = _find(match["name"], error)
    if function is None:
        return None
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    shown = match["name"].removesuffix(".__init__")
    if match["word"]:
        return say("call_unknown", name=shown, word=match["word"], known=listed(names))
    return say("call_known", name=shown, known=listed(names))


def note_of_letter(error):
    """The sentence on a full-width letter in code, and the one that code takes; else None."""
    match = INVALID_LETTER.search(str(error.msg))
    if match is None:
        return None
    letter = chr(int(match["code"], 16))
    plain = PLAIN.get(letter, unicodedata.normalize("NFKC", letter))
    if letter == SPACE:
        return say("full_width_space")
    if not plain.isascii():
        return None
    return say("full_width", found=letter, plain=plain)


def _find(qualified_name, error):
    """The function of nnlib with this name where the error was raised; else None."""
    first, *rest = qualified_name.split(".")
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    names = {**frames[-1].f_globals, **frames[-1].f_locals} if frames else {}
    found = names.get(first, getattr(nnlib, first, None))
    for name in rest:
        found = getattr(found, name, None)
    is_ours = callable(found) and str(getattr(found, "__module__", "")).startswith("nnlib.")
    return found if is_ours else None
