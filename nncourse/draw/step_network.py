"""A small network with all its numbers, laid out so that no line meets a number.

Each unit is a circle. Its activation is above it, its bias below it, and inside is what was
computed last: z, and on the way back δ. Lines end before a text that lies in their way.
"""

from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from nncourse.draw.network_diagram import weight_style
from nncourse.draw.rich_text import EM, width
from nncourse.draw.scene import POINTS, Box, Line, Plate, Text
from nncourse.draw.style import DELTA_COLOUR, DELTA_GROUND, INK, MARK, MUTED

HEAD = 24  # above the units: which way it goes, and the loss
FEET = (18, 27)  # below them: the names of the columns, in one line or in two
EDGE = 6  # at the sides
GAP = 2  # between a unit and the texts above and below it
CLEAR = 3  # between a line and a text
APART = 10  # between the names of two columns
PAD = 0.22  # between a unit's circle and the corners of its number, in sizes of its type
SIZES = [(14, 12, 11), (13, 11, 10.5), (12, 10.5, 10), (11, 10, 9.5), (10, 9.5, 9), (9, 8.5, 8.5),
         *((size, size, size) for size in np.arange(8.5, 4.9, -0.25))]  # fmt: skip # of type: in
# units, around, on lines
TAKEN = 1000  # what it costs to lie on a text, where a line costs 1
HIDES = 4  # what it costs more if the line is one of the step's
TOGETHER = 4  # numbers whose places are looked for together
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)  # places for a number


class Shown(NamedTuple):
    """What the diagram of a network shows; columns are counted from 0, the inputs.

    ``inside``, ``above`` and ``below`` hold a text, a list of parts, for each unit of each column;
    ``short_above`` and ``short_below`` take their place where there is no room for the names.
    ``beside`` are texts to the right of the last column; ``columns`` are the words under each.
    ``weights`` are arrays (n_in, n_out), and ``numbers`` the texts on the lines, by (column, from,
    to). ``current`` are the lines that the step uses, ``ringed`` the units, (column, unit).
    ``filled`` are units that hold a δ.
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
    widest: str = "−0.000"  # the longest number that a unit must have room for


class Frame(NamedTuple):
    """Where the units are, and how large they and the types are."""

    places: list  # (n, 2) for each column
    radius: float
    sizes: tuple  # of type
    names: list  # the texts under the columns


def place_network(shown, width_of_room, height):
    """Return the items of the diagram, for a room of this size."""
    frame = _frame(shown, width_of_room, height)
    edges = list(shown.numbers)
    ends = np.array([_ends(frame, edge) for edge in edges])
    units = {unit: _unit_box(frame, unit) for unit in _units(frame)}
    fixed = list(_fixed_texts(shown, frame, width_of_room))
    for only_short in (False, True):
        around = _around(shown, frame, ends, width_of_room, fixed, only_short)
        taken = [text.box for text in [*fixed, *around]] + list(units.values())
        on_lines, have_room = _texts_on_lines(shown, frame, edges, ends, taken)
        if have_room:
            break
    texts = [*fixed, *around, *on_lines]
    items = _lines(shown, edges, ends, np.array([text.box for text in texts]))
    items += _arrow(shown, width_of_room)
    items += [_plate(shown, frame, unit, box) for unit, box in units.items()]
    return [*items, *texts]


def _frame(shown, room, height):
    """The largest sizes of type and units for which there is room: they depend on the network and
    not on the step, so nothing moves from step to step.
    """
    for foot in FEET:
        frame = _frame_above(shown, room, height, foot)
        names = _column_names(shown, frame, room, height, foot)
        if names:
            break
    return frame._replace(names=names)


def _frame_above(shown, room, height, foot):
    """The frame over a foot of this height, without names."""
    counts = [len(column) for column in shown.inside]
    high = height - HEAD - foot
    pitch = high / max(counts)
    for sizes in SIZES:
        inside, around, on_line = sizes
        number = width([(shown.widest, "delta")], inside)
        radius = np.hypot(number / 2, 0.4 * inside * EM) + PAD * inside
        above = _height([(shown.widest, "a")], around) + GAP
        below = _height([(f"b {shown.widest}", "")], around) + GAP
        beside = max((width(parts, around) for parts in shown.beside), default=0)
        first = max(radius, *(width(parts, around) / 2 for parts in shown.above[0])) + EDGE
        last = radius + beside + EDGE + 6
        gap = (room - first - last) / (len(counts) - 1)
        longest = width([(shown.widest, "strong")], on_line)
        fits_down = pitch >= 2 * radius + above + below + GAP
        if fits_down and gap - 2 * radius >= longest + 14:
            break
    middle = HEAD + (high + above - below) / 2
    places = []
    for column, n in enumerate(counts):
        down = middle + pitch * (np.arange(n) - (n - 1) / 2)
        places.append(np.column_stack([np.full(n, first + column * gap), down]))
    return Frame(places, radius, sizes, [])


def _height(parts, size):
    """How high the room of a text is."""
    box = Text(0, 0, parts, size).box
    return box.bottom - box.top


def _units(frame):
    for column, places in enumerate(frame.places):
        for unit in range(len(places)):
            yield column, unit


def _unit_box(frame, unit):
    column, j = unit
    x, y = frame.places[column][j]
    return Box(x, y, x, y).wider(frame.radius)


def _ends(frame, edge):
    """Where a line starts and ends: at the sides of its units."""
    column, i, j = edge
    x0, y0 = frame.places[column][i]
    x1, y1 = frame.places[column + 1][j]
    return (x0 + frame.radius, y0), (x1 - frame.radius, y1)


def _fixed_texts(shown, frame, room):
    """The texts that have one place only."""
    inside, around, _ = frame.sizes
    yield Text(EDGE, HEAD / 2 - 1, [(shown.direction, "heading")], 10)
    if shown.loss:
        yield Text(room - EDGE, HEAD / 2 - 1, shown.loss, 12, "right")
    for column, places in enumerate(frame.places):
        for unit, (x, y) in enumerate(places):
            if shown.inside[column][unit]:
                yield Text(x, y, shown.inside[column][unit], inside, "center")
    for (x, y), parts in zip(frame.places[-1], shown.beside, strict=True):
        if parts:
            yield Text(x + frame.radius + 6, y, parts, around)
    yield from frame.names


def _column_names(shown, frame, room, height, foot):
    """The names under the columns: in a line each if they fit into the foot, or in two."""
    if foot == FEET[-1]:
        return list(_names_below(shown.columns, frame, room, height, foot, 7.5))
    lines = [[" · ".join(names)] for names in shown.columns]
    for size in (10, 9.5, 9, 8.5):
        texts = list(_names_below(lines, frame, room, height, foot, size))
        boxes = np.array([text.box.wider(APART / 2) for text in texts])
        if overlaps(boxes, boxes).sum() == len(boxes):
            return texts
    return []


def _names_below(columns, frame, room, height, foot, size):
    """A text for each line under each column, inside the room."""
    for places, lines in zip(frame.places, columns, strict=True):
        for k, line in enumerate(lines):
            parts = [(line, "muted")]
            half = width(parts, size) / 2
            x = min(max(places[0, 0], half + 2), room - half - 2)
            y = height - foot / 2 + 1.2 * size * EM * (k - (len(lines) - 1) / 2)
            yield Text(x, y, parts, size, "center")


def _around(shown, frame, ends, room, fixed, only_short):
    """The texts above and below the units, with names where nothing is in their way."""
    above = [shown.short_above] if only_short else [shown.above, shown.short_above]
    below = [shown.short_below] if only_short else [shown.below, shown.short_below]
    texts = []
    for column in range(len(frame.places)):
        for high, low in product(above, below):
            more = list(_around_column(frame, column, high[column], low[column]))
            if not more or not _are_hindered([*fixed, *texts, *more], ends, room):
                break
        texts += more
    return texts


def _around_column(frame, column, above, below):
    """The texts above and below the units of a column."""
    size = frame.sizes[1]
    away = frame.radius + GAP
    for (x, y), high, low in zip(frame.places[column], above, below, strict=True):
        if high:
            text = Text(x, y - away, high, size, "center")
            yield text._replace(y=2 * text.y - text.box.bottom)
        if low:
            text = Text(x, y + away, low, size, "center")
            yield text._replace(y=2 * text.y - text.box.top)


def _are_hindered(texts, ends, room):
    """Whether one of the texts meets a line, another text or the edge."""
    boxes = np.array([text.box.wider(CLEAR) for text in texts])
    if boxes[:, 0].min() < 0 or boxes[:, 2].max() > room:
        return True
    return overlaps(boxes, boxes).sum() > len(boxes) or crossings(ends, boxes).any()


def overlaps(boxes, others):
    """Whether rectangles overlap: for (n, 4) and (m, 4), an array (n, m)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return (low < high).all(axis=2)


def inside_parts(ends, boxes):
    """The part of each line, (n, 2, 2), that lies in each box, (m, 4): where it starts and stops.

    Both are arrays (n, m), from 0 to 1 along the line. No part does where it stops before it
    starts.
    """
    start = ends[:, None, 0]
    way = ends[:, None, 1] - start
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    one = (boxes[None, :, :2] - start) / way
    two = (boxes[None, :, 2:] - start) / way
    first = np.minimum(one, two).max(axis=2)
    last = np.maximum(one, two).min(axis=2)
    return np.maximum(first, 0), np.minimum(last, 1)


def crossings(ends, boxes):
    """Whether lines run through boxes: an array (n, m)."""
    first, last = inside_parts(ends, boxes)
    return first < last


def _texts_on_lines(shown, frame, edges, ends, taken):
    """A number on each line of the step, and whether there is room for them; and numbers on the
    other lines, if there is room for all.
    """
    size = frame.sizes[2]
    now = [k for k, edge in enumerate(edges) if edge in shown.current]
    others = [k for k, edge in enumerate(edges) if edge not in shown.current]
    numbers = [shown.numbers[edge] for edge in edges]
    placed = []
    have_room = True
    for some in batched(now, TOGETHER):
        texts, cost = _placed_together(numbers, some, now, ends, taken, size)
        placed += texts
        taken = [*taken, *(text.box for text in texts)]
        have_room = have_room and cost < TAKEN
    for smaller in (0, 1, 2):
        more = _placed_freely(numbers, others, ends, taken, size - smaller)
        if more is not None:
            return placed + more, have_room
    return placed, have_room


def batched(items, n):
    """Yield lists of n items, and of what is left in the end."""
    for start in range(0, len(items), n):
        yield items[start : start + n]


def _candidates(numbers, chosen, ends, size):
    """The texts that could be on each of the ``chosen`` lines, and their boxes, (n, places, 4)."""
    texts = []
    for k in chosen:
        start, end = ends[k]
        places = start + np.array(ALONG)[:, None] * (end - start)
        texts.append([Text(x, y, numbers[k], size, "center") for x, y in places])
    boxes = [[text.box.wider(CLEAR) for text in some] for some in texts]
    return texts, np.array(boxes).reshape(len(chosen), len(ALONG), 4)


def _on_lines(boxes, chosen, ends, lines):
    """On how many of the ``lines`` each box lies, besides its own: an array (n, places)."""
    near = boxes + CLEAR * np.array([-1, -1, 1, 1])
    met = crossings(ends[lines], near.reshape(-1, 4)).reshape(len(lines), *boxes.shape[:2])
    is_own = np.equal.outer(lines, chosen)
    return (met & ~is_own[..., None]).sum(axis=0)


def _on_texts(boxes, taken):
    """On how many texts each box lies: an array (n, places)."""
    flat = boxes.reshape(-1, 4)
    return overlaps(flat, np.array(taken)).sum(axis=1).reshape(boxes.shape[:2])


def _placed_together(numbers, chosen, current, ends, taken, size):
    """Texts for a few lines of the step, in the best of all their places together, and the cost:
    1 for another line that a text lies on, more for one of the ``current`` lines, TAKEN for a text.
    """
    texts, boxes = _candidates(numbers, chosen, ends, size)
    cost = _on_lines(boxes, chosen, ends, range(len(ends)))
    cost = cost + HIDES * _on_lines(boxes, chosen, ends, current)
    cost = cost + TAKEN * _on_texts(boxes, taken)
    n = len(chosen)
    total = np.zeros(1)
    for k in range(n):
        total = total + along_axes(cost[k], n, k)
        for m in range(k):
            total = total + along_axes(TAKEN * overlaps(boxes[m], boxes[k]), n, m, k)
    best = np.unravel_index(total.argmin(), total.shape)
    return [some[place] for some, place in zip(texts, best, strict=True)], total.min()


def along_axes(array, n, *axes):
    """The array with n axes: its own are the given ones, and the others have length 1."""
    shape = np.ones(n, dtype=int)
    shape[list(axes)] = array.shape
    return array.reshape(shape)


def _placed_freely(numbers, chosen, ends, taken, size):
    """Texts for the ``chosen`` lines where they meet nothing, or None if there is no room."""
    texts, boxes = _candidates(numbers, chosen, ends, size)
    is_free = _on_lines(boxes, chosen, ends, range(len(ends))) + _on_texts(boxes, taken) == 0
    placed = []
    for k in range(len(chosen)):
        free = np.flatnonzero(is_free[k])
        if not len(free):
            return None
        placed.append(texts[k][free[0]])
        here = boxes[k, free[0]][None]
        is_free &= ~overlaps(boxes.reshape(-1, 4), here).reshape(is_free.shape)
    return placed


def _lines(shown, edges, ends, texts):
    """The lines, where no text lies; those that the step uses are marked, and lie above others."""
    marks = []
    lines = []
    for k in sorted(range(len(edges)), key=lambda k: edges[k] in shown.current):
        column, i, j = edges[k]
        look = weight_style(shown.weights[column][i, j], widest=5.0)
        is_current = edges[k] in shown.current
        thick = look["linewidth"] / POINTS
        pattern = look["linestyle"][1]
        dashes = pattern and [length * thick for length in pattern]
        if not is_current and shown.current:
            thick = max(0.8, 0.6 * thick)
        mark = thick + 6
        margin = CLEAR + (mark if is_current else thick) / 2
        for piece in _free_parts(ends[k], texts + margin * np.array([-1, -1, 1, 1])):
            lines.append(Line(*piece, look["color"], thick, dashes))
            if is_current:
                marks.append(Line(*piece, MARK, mark))
    return [*marks, *lines]


def _free_parts(ends, boxes):
    """The pieces of a line outside all boxes, as (x0, y0, x1, y1)."""
    start, end = ends
    first, last = inside_parts(ends[None], boxes)
    covered = sorted((a, b) for a, b in zip(first[0], last[0], strict=True) if a < b)
    at = 0.0
    for one, two in [*covered, (1.0, 1.0)]:
        if one > at:
            yield (*(start + at * (end - start)), *(start + one * (end - start)))
        at = max(at, two)


def _plate(shown, frame, unit, box):
    """A unit, which is a circle."""
    fill = DELTA_GROUND if unit in shown.filled else "white"
    edge = INK
    thick = min(1.6, 0.07 * frame.radius)
    if unit in shown.ringed:
        edge = DELTA_COLOUR if shown.back else INK
        thick *= 2
    return Plate(box, fill, edge, thick, corner=frame.radius)


def _arrow(shown, room):
    """An arrow the way that the step goes."""
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
    """All lines of a network with these sizes: (column, from, to)."""
    for column, (n_in, n_out) in enumerate(pairwise(sizes)):
        for i, j in np.ndindex(n_in, n_out):
            yield column, i, j
