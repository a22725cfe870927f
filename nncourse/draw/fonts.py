"""The font of a language whose letters matplotlib's own font does not have.

It stands behind that font, so Latin letters, digits and formulas look the same in all languages.
"""

from dataclasses import replace
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

from nncourse.draw import rich_text

FOLDER = Path(__file__).parent / "font_files"  # has CODE.otf for a language that needs it
FAMILY = "font.family"


def family(code):
    """The name of a language's own font."""
    return f"nncourse {code}"


def file_of(name):
    """The file of the font that ``family`` calls by this name."""
    return FOLDER / f"{name.removeprefix(family(''))}.otf"


def own():
    """The name of the font of the language that is in use, or "" if it needs none."""
    last = matplotlib.rcParams[FAMILY][-1]
    return last if last.startswith(family("")) else ""


def use(code):
    """Draw new pictures with the letters of a language, with no other font than matplotlib's own
    if the language has none.
    """
    file = file_of(family(code))
    names = [name for name in matplotlib.rcParams[FAMILY] if not name.startswith(family(""))]
    if file.exists():
        if family(code) not in fontManager.get_font_names():
            fontManager.addfont(file)
            as_bold = replace(fontManager.ttflist[-1], weight=700)
            fontManager.ttflist.append(as_bold)
        names.append(family(code))
    if names != matplotlib.rcParams[FAMILY]:
        matplotlib.rcParams[FAMILY] = names
        rich_text.forget()


def has_glyphs(text):
    """Whether the fonts of the pictures can draw all letters of a text."""
    names = FontProperties().get_family()
    fonts = [get_font(findfont(FontProperties(family=[name]))) for name in names]
    return all(any(font.get_char_index(ord(letter)) for font in fonts) for letter in text)
