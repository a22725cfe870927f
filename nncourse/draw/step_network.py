"""A small network with all its numbers, drawn so that no line meets a number.

Each unit is a circle with its activation above it, its bias below it, and inside it the number
computed last: z, or δ in the backward step. Lines are interrupted where a text lies on them.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from nncourse.draw.network_diagram import weight_style
from nncourse.draw.rich_text import width
from nncourse.draw.scene import POINTS, Line, Plate, Text
from nncourse.draw.step_layout import (
    CLEAR,
    EDGE,
    HEAD,
    Around,
    Kept,
    inside_parts,
    network_layout,
    step_places,
    texts_around,
    units_of,
)
from nncourse.draw.style import DELTA_COLOUR, DELTA_GROUND, INK, MARK, MUTED

MARGIN = 6  # how much wider a line's mark is than the line


class Shown(NamedTuple):
    """The contents of a network's diagram; columns are counted from 0, the inputs.

    ``inside``, ``above`` and ``below`` hold a text, a list of parts, for each unit of each column;
    ``short_above`` and ``short_below`` replace them where there is no room for the names.
    ``longest`` is an ``Around`` for each column, with every number shown at its longest.
    ``beside`` holds texts to the right of the last column; ``columns`` the names under each.
    ``weights`` are arrays (n_in, n_out), and ``numbers`` the texts on the lines, by (column, from,
    to). ``current`` holds the lines that the step uses, ``ringed`` the units, (column, unit).
    ``filled`` holds the units with a δ.
    """

    weights: list
    inside: list
    above: list
    short_above: list
    below: list
    short_below: list
    longest: list
    beside: list
    columns: list
    numbers: dict
    current: set
    ringed: set
    filled: set
    back: bool
    direction: str
    loss: list
    widest: str  # the longest number that a unit must have room for


def place_network(shown, room, height):
    """Return the items of the diagram, for a room of this size."""
    kept = _kept(shown)
    layout = network_layout(kept, room, height)
    texts = [*_fixed_texts(shown, layout, room), *_texts_around(shown, layout)]
    texts += _texts_on_lines(shown, kept, layout, room, height)
    items = _lines(shown, kept.edges, layout.ends, np.array([text.box for text in texts]))
    items += _arrow(shown, room)
    items += _plates(shown, layout)
    return [*items, *texts]


def _kept(shown):
    """The values that the layout depends on."""
    numbers = tuple(map(tuple, shown.numbers.values()))
    return Kept(
        columns=_frozen(shown.columns),
        around=tuple(Around(*map(_frozen, column)) for column in shown.longest),
        beside=_frozen(shown.beside),
        numbers=tuple(((words, ""),) for ((words, _),) in numbers),
        edges=tuple(shown.numbers),
        widest=shown.widest,
    )


def _frozen(lists):
    """Lists of lists as tuples of tuples."""
    return tuple(map(tuple, lists))


def _fixed_texts(shown, layout, room):
    """Yield the texts in the head, in the units, beside them and under the columns."""
    inside, around, _ = layout.sizes
    yield Text(EDGE, HEAD / 2 - 1, [(shown.direction, "heading")], 10)
    if shown.loss:
        yield Text(room - EDGE, HEAD / 2 - 1, shown.loss, 12, "right")
    for column, places in enumerate(layout.places):
        for unit, (x, y) in enumerate(places):
            if shown.inside[column][unit]:
                yield Text(x, y, shown.inside[column][unit], inside, "center")
    for (x, y), parts in zip(layout.places[-1], shown.beside, strict=True):
        if parts:
            yield Text(x + layout.radius + 6, y, parts, around)
    yield from layout.names


def _texts_around(shown, layout):
    """Yield the texts above and below the units."""
    columns = zip(shown.above, shown.short_above, shown.below, shown.short_below, strict=True)
    for column, texts in enumerate(columns):
        yield from texts_around(layout, column, Around(*texts), layout.long[column])


def _texts_on_lines(shown, kept, layout, room, height):
    """Yield the numbers on the lines, only on those of the step if there is no room for all."""
    edges = kept.edges
    places = layout.on_lines
    if places is None:
        edges = tuple(edge for edge in edges if edge in shown.current)
        places = step_places(kept, room, height, edges)
    for edge, (x, y) in zip(edges, places, strict=True):
        yield Text(x, y, shown.numbers[edge], layout.on_line, "center", name=edge)


def _lines(shown, edges, ends, texts):
    """The lines, interrupted by texts; those that the step uses are marked and lie on top."""
    marks = []
    lines = []
    order = sorted(range(len(edges)), key=lambda k: edges[k] in shown.current)
    looks = [_look(shown, edges[k]) for k in order]
    margins = [CLEAR + (thick + MARGIN * (edges[k] in shown.current)) / 2
               for k, (_, thick, _) in zip(order, looks, strict=True)]  # fmt: skip
    boxes = texts + np.multiply.outer(margins, [-1, -1, 1, 1])[:, None]
    first, last = inside_parts(ends[order], boxes)
    for n, k in enumerate(order):
        colour, thick, dashes = looks[n]
        meets = first[n] < last[n]
        for piece in _free_parts(ends[k], first[n, meets], last[n, meets]):
            lines.append(Line(*piece, colour, thick, dashes))
            if edges[k] in shown.current:
                marks.append(Line(*piece, MARK, thick + MARGIN))
    return [*marks, *lines]


def _look(shown, edge):
    """The colour of a line, its width and its dashes."""
    column, i, j = edge
    look = weight_style(shown.weights[column][i, j], widest=5.0)
    thick = look["linewidth"] / POINTS
    pattern = look["linestyle"][1]
    dashes = pattern and [length * thick for length in pattern]
    if shown.current and edge not in shown.current:
        thick = max(0.8, 0.6 * thick)
    return look["color"], thick, dashes


def _free_parts(ends, first, last):
    """Yield the pieces of a line outside the parts from ``first`` to ``last``: (x0, y0, x1, y1)."""
    start, end = ends
    at = 0.0
    for one, two in [*sorted(zip(first, last, strict=True)), (1.0, 1.0)]:
        if one > at:
            yield (*(start + at * (end - start)), *(start + one * (end - start)))
        at = max(at, two)


def _plates(shown, layout):
    """Yield the units' circles, as plates."""
    columns = range(len(layout.places))
    units = [(column, j) for column in columns for j in range(len(layout.places[column]))]
    for unit, box in zip(units, units_of(layout), strict=True):
        fill = DELTA_GROUND if unit in shown.filled else "white"
        edge = INK
        thick = min(1.6, 0.07 * layout.radius)
        if unit in shown.ringed:
            edge = DELTA_COLOUR if shown.back else INK
            thick *= 2
        yield Plate(box, fill, edge, thick, corner=layout.radius)


def _arrow(shown, room):
    """The lines of an arrow in the direction of the step; none if there is no room."""
    start = EDGE + width([(shown.direction, "heading")], 10) + 10
    end = room - EDGE - width(shown.loss, 12) - 16
    if end - start < 30:
        return []
    y = HEAD / 2 - 1
    colour = DELTA_COLOUR if shown.back else MUTED
    tip, way = (start, 1) if shown.back else (end, -1)
    lines = [Line(start, y, end, y, colour, 1.4)]
    for side in (-1, 1):
        lines.append(Line(tip, y, tip + 7 * way, y + 4 * side, colour, 1.4))
    return lines


def connections(sizes):
    """Yield all connections of a network with these sizes: (column, from, to)."""
    for column, (n_in, n_out) in enumerate(pairwise(sizes)):
        for i, j in np.ndindex(n_in, n_out):
            yield column, i, j
