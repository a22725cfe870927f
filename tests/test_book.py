"""How chapters speak of their figures: what to do comes first, and holds on narrow pages too."""

import re

import pytest
from browser import ROOT
from chapter import read_book

CHAPTERS = sorted((ROOT / "book").glob("*.md"))
SHOWN = re.compile(r"(\w*Explorer(\.from_link)?\(.*\)(\.hide\(.*\))?|playground|mine)")
DO = r"press|play|move|drag|set|choose|click|type|lower|raise|draw|look|step"
ACTION = re.compile(rf"\b({DO})\b", re.IGNORECASE)
# Panels may stand one above the other, and a figure that is kept in view is beside the text
PLACE = re.compile(
    r"\b(on|at) the (left|right)\b(?! edge)"
    r"|\b(left|right) (picture|plane|panel|map|curve|plot|figure)\b"
    r"|\b(sentence|caption|column|figure|picture|points|line|map) below\b",
    re.IGNORECASE,
)
NO_FIGURE = "`np.roll` brings back on the left what leaves on the right"


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def cells(request):
    """The cells of a chapter."""
    return read_book(request.param).cells


def shows_a_figure(cell):
    """Whether it is a code cell that shows an explorer."""
    return cell.cell_type == "code" and SHOWN.fullmatch(cell.source.splitlines()[-1])


def test_what_to_do_with_a_figure_is_said_above_it(cells):
    figures = [i for i, cell in enumerate(cells) if shows_a_figure(cell)]
    assert figures
    for i in figures:
        above = cells[i - 1]
        assert above.cell_type == "markdown", f"no words above {cells[i].source}"
        assert ACTION.search(above.source), f"nothing to do above {cells[i].source}"


def test_nothing_is_said_to_be_on_one_side_of_a_figure(cells):
    for cell in cells:
        if cell.cell_type == "markdown":
            found = PLACE.search(cell.source.replace(NO_FIGURE, ""))
            assert not found, f"{found[0]}: {cell.source}"
