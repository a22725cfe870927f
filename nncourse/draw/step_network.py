"""A small network with all its numbers, laid out so that no line meets a number.

Each unit has its activation above it, its bias below, and inside what was computed last: z, and on
the way back δ. Lines end before a text that lies in their way.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from nncourse.draw.network_diagram import weight_style
from nncourse.draw.rich_text import EM, width
from nncourse.draw.scene import POINTS, Box, Line, Plate, Text
from nncourse.draw.style import DELTA_COLOUR, DELTA_GROUND, INK, MARK, MUTED

HEAD = 26  # above the units: which way it goes, and the loss
FOOT = 22  # below them: the names of the columns
EDGE = 6  # at the sides
GAP = 3  # between a unit and the texts above and below it
CLEAR = 3  # between a line and a text
WIDEST = "−0.000"  # what a unit must have room for
SIZES = [(14, 12, 11), (13, 11, 10.5), (12, 10.5, 10), (11, 10, 9.5), (10, 9.5, 9), (9, 8.5, 8.5),
         (8, 8, 8), (7.5, 7.5, 7.5)]  # fmt: skip # of type: inside units, around them, on lines
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)  # places for a number


class Shown(NamedTuple):
    """What the diagram of a network shows; columns are counted from 0, the inputs.

    ``inside``, ``above`` and ``below`` hold a text, a list of parts, for each unit of each column;
    ``short_above`` and ``short_below`` take their place where there is no room for the names.
    ``beside`` are texts to the right of the last column. ``weights`` are arrays (n_in, n_out), and
    ``numbers`` the texts on the lines, by (column, from, to). ``current`` are the lines that the
    step uses, ``ringed`` the units, (column, unit). ``filled`` are units that hold a δ.
    """

    weights: list
    inside: list
    above: list
    short_above: list
    below: list
    short_below: list
    beside: list
    columns: list
    numbers: dict
    current: set
    ringed: set
    filled: set
    back: bool
    direction: str
    loss: list


class Frame(NamedTuple):
    """Where the units are, and how large they and the types are."""

    places: list  # (n, 2) for each column
    across: float  # half a unit's width
    up: float  # half its height
    sizes: tuple  # of type


def place_network(shown, width_of_room, height):
    """Return the items of the diagram, for a room of this size."""
    frame = _frame(shown, width_of_room, height)
    edges = {edge: _ends(frame, edge) for edge in shown.numbers}
    around = _around(shown, frame, edges, width_of_room)
    texts = [*_fixed_texts(shown, frame, width_of_room, height), *around]
    units = {unit: _unit_box(frame, unit) for unit in _units(frame)}
    texts += _texts_on_lines(shown, frame, edges, [*texts, *_headroom(units)])
    taken = [text.box for text in texts]
    items = []
    for edge, ends in sorted(edges.items(), key=lambda pair: pair[0] in shown.current):
        items += _line_items(shown, edge, ends, taken)
    items += _arrow(shown, width_of_room)
    for unit, box in units.items():
        items.append(_plate(shown, frame, unit, box))
    return [*items, *texts]


def _frame(shown, room, height):
    """The largest sizes of type and units for which there is room."""
    counts = [len(column) for column in shown.inside]
    high = height - HEAD - FOOT
    pitch = high / max(counts)
    for sizes in SIZES:
        inside, around, on_line = sizes
        across = width([(WIDEST, "delta")], inside) / 2 + 5
        line = 1.2 * around * EM + GAP
        beside = max((width(parts, around) for parts in shown.beside), default=0)
        first = max(across, *(width(parts, around) / 2 for parts in shown.above[0])) + EDGE
        last = across + beside + EDGE + 6
        gap = (room - first - last) / (len(counts) - 1)
        up = min(across, pitch / 2 - line - 2)
        longest = max(width(parts, on_line) for parts in shown.numbers.values())
        fits_down = up >= 0.95 * across or (sizes[0] <= 8 and up >= 0.75 * inside * EM)
        if fits_down and gap - 2 * across >= longest + 14:
            break
    up = max(up, 0.75 * inside * EM)
    middle = HEAD + high / 2
    places = []
    for column, n in enumerate(counts):
        down = middle + pitch * (np.arange(n) - (n - 1) / 2)
        places.append(np.column_stack([np.full(n, first + column * gap), down]))
    return Frame(places, across, up, sizes)


def _units(frame):
    for column, places in enumerate(frame.places):
        for unit in range(len(places)):
            yield column, unit


def _unit_box(frame, unit):
    column, j = unit
    x, y = frame.places[column][j]
    return Box(x - frame.across, y - frame.up, x + frame.across, y + frame.up)


def _headroom(units):
    """The units, as texts that nothing may be written over."""
    for box in units.values():
        yield _Taken(box)


class _Taken(NamedTuple):
    box: Box


def _ends(frame, edge):
    """Where a line starts and ends: at the sides of its units."""
    column, i, j = edge
    x0, y0 = frame.places[column][i]
    x1, y1 = frame.places[column + 1][j]
    return np.array([x0 + frame.across, y0]), np.array([x1 - frame.across, y1])


def _fixed_texts(shown, frame, room, height):
    """The texts that have one place only."""
    inside, around, _ = frame.sizes
    yield Text(EDGE, HEAD / 2 - 2, [(shown.direction, "heading")], 10)
    if shown.loss:
        yield Text(room - EDGE, HEAD / 2 - 2, shown.loss, 12, "right")
    for column, places in enumerate(frame.places):
        for unit, (x, y) in enumerate(places):
            if shown.inside[column][unit]:
                yield Text(x, y, shown.inside[column][unit], inside, "center")
    for (x, y), parts in zip(frame.places[-1], shown.beside, strict=True):
        yield Text(x + frame.across + 6, y, parts, around)
    yield from _column_names(shown, frame, room, height)


def _column_names(shown, frame, room, height):
    """The names under the columns, none of which touches the next or the edge."""
    names = shown.columns
    size = 10
    gap = frame.places[1][0, 0] - frame.places[0][0, 0]
    while size > 7 and max(width([(name, "muted")], size) for name in names) > gap - 6:
        size -= 0.5
    for places, name in zip(frame.places, names, strict=True):
        half = width([(name, "muted")], size) / 2
        x = min(max(places[0, 0], half + 2), room - half - 2)
        yield Text(x, height - FOOT / 2 + 2, [(name, "muted")], size, "center")


def _around(shown, frame, edges, room):
    """The texts above and below the units: with names, if no line is in their way."""
    _, around, _ = frame.sizes
    line = 1.2 * around * EM
    for above, below in [
        (shown.above, shown.below),
        (shown.above, shown.short_below),
        (shown.short_above, shown.short_below),
    ]:
        texts = []
        for column, unit in _units(frame):
            x, y = frame.places[column][unit]
            if above[column][unit]:
                high = y - frame.up - GAP - line / 2
                texts.append(Text(x, high, above[column][unit], around, "center"))
            if below[column][unit]:
                low = y + frame.up + GAP + line / 2
                texts.append(Text(x, low, below[column][unit], around, "center"))
        if not _are_hindered(texts, edges, room):
            break
    return texts


def _are_hindered(texts, edges, room):
    boxes = [text.box.wider(CLEAR) for text in texts]
    for k, box in enumerate(boxes):
        if box.left < 0 or box.right > room:
            return True
        if any(box.meets(other) for other in boxes[k + 1 :]):
            return True
        if any(inside_part(ends, box) for ends in edges.values()):
            return True
    return False


def inside_part(ends, box):
    """The part of a line that lies in a box, as (from, to) from 0 to 1; None if no part does."""
    (x0, y0), (x1, y1) = ends
    start, stop = 0.0, 1.0
    for at, way, low, high in [
        (x0, x1 - x0, box.left, box.right),
        (y0, y1 - y0, box.top, box.bottom),
    ]:
        if abs(way) < 1e-9:
            if not low < at < high:
                return None
            continue
        one, two = sorted([(low - at) / way, (high - at) / way])
        start = max(start, one)
        stop = min(stop, two)
    return (start, stop) if start < stop else None


def _texts_on_lines(shown, frame, edges, texts):
    """A number on each line of the step; and on the others, if there is room for all of them."""
    size = frame.sizes[2]
    taken = [text.box for text in texts]
    now = [edge for edge in edges if edge in shown.current]
    others = [edge for edge in edges if edge not in shown.current]
    placed, _ = _placed(shown, now, edges, taken, size)
    taken = [*taken, *(text.box for text in placed)]
    more, crossings = _placed(shown, others, edges, taken, size)
    return placed + (more if crossings == 0 else [])


def _placed(shown, chosen, edges, taken, size):
    """Texts for these lines, and how often one lies on a line or text that is not its own."""
    texts = []
    crossings = 0
    taken = list(taken)
    for edge in chosen:
        start, end = edges[edge]
        best = None
        for along in ALONG:
            x, y = start + along * (end - start)
            text = Text(x, y, shown.numbers[edge], size, "center")
            box = text.box.wider(CLEAR)
            on_texts = sum(box.meets(other) for other in taken)
            others = [ends for other, ends in edges.items() if other != edge]
            on_lines = sum(inside_part(ends, box) is not None for ends in others)
            cost = 100 * on_texts + on_lines
            if best is None or cost < best[0]:
                best = cost, text
        crossings += best[0]
        texts.append(best[1])
        taken.append(best[1].box)
    return texts, crossings


def _line_items(shown, edge, ends, taken):
    """A line, where no text lies; marked if the step uses it, and faint if it uses others."""
    column, i, j = edge
    look = weight_style(shown.weights[column][i, j], widest=5.0)
    is_current = edge in shown.current
    thick = look["linewidth"] / POINTS
    pattern = look["linestyle"][1]
    dashes = pattern and [length * thick for length in pattern]
    if not is_current and shown.current:
        thick = max(0.8, 0.6 * thick)
    for part in _free_parts(ends, taken, CLEAR + thick / 2):
        if is_current:
            yield Line(*part, MARK, thick + 7)
        yield Line(*part, look["color"], thick, dashes)


def _free_parts(ends, taken, margin):
    """The pieces of a line outside all boxes, as (x0, y0, x1, y1)."""
    start, end = ends
    covered = [inside_part(ends, box.wider(margin)) for box in taken]
    at = 0.0
    pieces = []
    for one, two in sorted(filter(None, covered)):
        if one > at:
            pieces.append((at, one))
        at = max(at, two)
    pieces.append((at, 1.0))
    for one, two in pieces:
        if two > one:
            yield (*(start + one * (end - start)), *(start + two * (end - start)))


def _plate(shown, frame, unit, box):
    """A unit: round where there is room."""
    fill = DELTA_GROUND if unit in shown.filled else "white"
    edge = INK
    thick = 1.6
    if unit in shown.ringed:
        edge = DELTA_COLOUR if shown.back else INK
        thick = 3.2
    return Plate(box, fill, edge, thick, corner=frame.up)


def _arrow(shown, room):
    """An arrow the way that the step goes."""
    start = EDGE + width([(shown.direction, "heading")], 10) + 10
    end = room - EDGE - width(shown.loss, 12) - 16
    if not shown.direction or end - start < 30:
        return []
    y = HEAD / 2 - 2
    colour = DELTA_COLOUR if shown.back else MUTED
    tip, way = (start, 1) if shown.back else (end, -1)
    lines = [Line(start, y, end, y, colour, 1.4)]
    for side in (-1, 1):
        lines.append(Line(tip, y, tip + 7 * way, y + 4 * side, colour, 1.4))
    return lines


def connections(sizes):
    """All lines of a network with these sizes: (column, from, to)."""
    for column, (n_in, n_out) in enumerate(pairwise(sizes)):
        for i, j in np.ndindex(n_in, n_out):
            yield column, i, j
