"""The language of a notebook, which its first cell chooses."""

from nncourse.draw import fonts
from nnlib.messages import set_language


def language(code):
    """Speak the language ``code`` from here on, as "en" or "zh"; another raises ValueError.

    It sets the language of this kernel, so two notebooks that are open at once each have theirs.
    What is shown already stays as it is.
    """
    set_language(code)
    fonts.use(code)
