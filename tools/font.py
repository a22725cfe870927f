"""Make the font of a language: the few letters of a large font that the course draws or writes.

Chinese pictures take theirs from Noto Sans SC, which is NotoSansCJK-Regular.ttc of Debian's package
fonts-noto-cjk, or NotoSansSC-Regular of Google Fonts. Run this after a change of the sentences:
tests/test_font.py finds letters that are missing. The letters of common_zh.txt are added, the 2000
that are most frequent (counted in the dictionary of jieba 0.42.1), for labels and data of a reader.
"""

import argparse
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # comes with matplotlib
from fontTools.ttLib import TTCollection, TTFont
from translate import catalogues, letters

from nncourse.draw.fonts import FOLDER, family

ROOT = Path(__file__).resolve().parents[1]
MOST = 600_000  # bytes


def opened(path, name):
    """The font called ``name`` in a file, which may be a collection of fonts."""
    if path.suffix != ".ttc":
        return TTFont(path)
    fonts = TTCollection(path).fonts
    return next(font for font in fonts if font["name"].getDebugName(1) == name)


def subset(font, text, name):
    """Leave only the letters of a text in a font, and call it ``name``."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # copyright, names and licence
    options.drop_tables += ["BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = name
        if record.nameID == 6:
            record.string = name.replace(" ", "")


def main(arguments=None):
    """Run the command line; return 0 or a sentence on what failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("language", help="as zh")
    parser.add_argument("font", type=Path, help="the file of the whole font")
    parser.add_argument("--name", default="Noto Sans CJK SC", help="in a file of several fonts")
    given = parser.parse_args(arguments)
    if not catalogues(ROOT, given.language):
        return f"There is no folder book/{given.language} with translated chapters."
    font = opened(given.font, given.name)
    common = Path(__file__).with_name(f"common_{given.language}.txt")
    text = common.read_text(encoding="utf-8") if common.exists() else ""
    subset(font, text + letters(ROOT, given.language), family(given.language))
    target = FOLDER / f"{given.language}.otf"
    font.save(target)
    size = target.stat().st_size
    if size > MOST:
        return f"{target} has {size:,} bytes, more than {MOST:,}."
    print(f"{target.relative_to(ROOT)}: {size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
