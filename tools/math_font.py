"""Write the font of the formulas: as much of STIX Two Math as the pages need."""

import re
from importlib.metadata import distribution

from fontTools import subset

FONT = distribution("ziamath").locate_file("ziamath/fonts/STIXTwoMath-Regular.ttf")
MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
PRINTABLE = range(0x20, 0x7F)
ITALIC = [*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6E2, 0x1D71C)]  # Latin and Greek


def characters(pages):
    """The characters of all formulas on the pages; browsers show single letters in italics."""
    found = {*PRINTABLE, *ITALIC}
    for page in pages:
        for formula in MATH.findall(page.read_text("utf-8")):
            found.update(map(ord, formula))
    return found


def write_math_font(pages, target):
    """Write the part of the font that the pages need; its table MATH places subscripts."""
    options = subset.Options(flavor="woff2", layout_features=["ssty", "ccmp", "mark", "mkmk"])
    with subset.load_font(str(FONT), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters(pages))
        subsetter.subset(font)
        subset.save_font(font, str(target), options)
