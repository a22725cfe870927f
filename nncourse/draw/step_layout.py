"""The places of all texts in the diagram of a small network.

The layout depends on the network and on the room, not on the step: it reserves room for numbers
that come later, so nothing moves from step to step. Layouts are cached.
"""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from nncourse.draw.rich_text import EM, reach, width
from nncourse.draw.scene import Box, Text

HEAD = 24  # above the units: the direction of the step, and the loss
FEET = (18, 27)  # below the units: the names of the columns, in one line or in two
EDGE = 6  # at the sides
GAP = 2  # between a unit and the texts above and below it
CLEAR = 3  # between a line and a text
APART = 10  # between the names of two columns
PAD = 0.22  # between a unit's circle and the corners of its number, in font sizes
# Font sizes in units, around them, and on lines, from the largest
SIZES = [(14, 12, 11), (13, 11, 10.5), (12, 10.5, 10), (11, 10, 9.5), (10, 9.5, 9), (9, 8.5, 8.5)]
SIZES += [(size, size, size) for size in np.arange(8.5, 4.9, -0.25)]
SMALLEST = 7  # the smallest font size when numbers on lines shrink to have room
TAKEN = 1000  # the cost of lying on a text; lying on a line costs 1
HIDES = 4  # the extra cost if the line is one of the step's
STUB = 3  # the cost of leaving less than a whole STUMP of the line beside a unit
STUMP = 30
TOGETHER = 4  # how many numbers are placed together
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.14, 0.86)  # of a line: for its number


class Around(NamedTuple):
    """The texts above and below the units of a column: with names, and in short form."""

    above: list
    short_above: list
    below: list
    short_below: list


class Kept(NamedTuple):
    """The values that a layout depends on, as tuples: they are the same in all steps."""

    columns: tuple  # the names under each
    around: tuple  # an ``Around`` for each column, with every number at its longest
    beside: tuple  # texts to the right of the last column
    numbers: tuple  # the text on each line
    edges: tuple  # the lines, (column, from, to)
    widest: str  # the longest number in a unit


class Layout(NamedTuple):
    """The places and the sizes of the units and the texts."""

    places: list  # of units, (n, 2) for each column
    radius: float
    sizes: tuple  # of the fonts
    names: list  # texts under the columns
    ends: np.ndarray  # of the lines, (n, 2, 2)
    long: tuple  # for each column: is there room for names above its units, and below?
    on_lines: list | None  # places of the numbers; None if there is no room for all of them
    on_line: float  # their font size


@lru_cache(50)
def network_layout(kept, room, height):
    """The layout for a room of this size, with names and numbers where they fit."""
    layout = _framed(kept, room, height)
    named = _with_names(kept, layout, room)
    nameless = layout._replace(long=((False, False),) * len(kept.columns))
    for some in (named, nameless):
        taken = _taken(kept, some)
        for smaller in (0, 1, 2):
            size = min(some.on_line, max(some.on_line - smaller, SMALLEST))
            places = _placed_freely(kept, some.ends, taken, size)
            if places is not None:
                return some._replace(on_lines=places, on_line=size)
    steps = _lines_of_steps(kept.edges)
    for smaller, some in product((0, 1, 2, 3), (named, nameless)):
        layout = some._replace(on_line=max(some.on_line - smaller, 5))
        if all(places_together(kept, layout, step)[1] < TAKEN for step in steps):
            break
    return layout


def _framed(kept, room, height):
    """The layout with the largest fonts and units that fit, and the names under the columns."""
    for foot in FEET:
        layout = _frame(kept, room, height - foot)
        names = _column_names(kept.columns, layout, room, height, foot)
        if names:
            break
    ends = np.array([_ends(layout, edge) for edge in kept.edges])
    return layout._replace(names=names, ends=ends)


def _frame(kept, room, bottom):
    """The layout of the units between the head and ``bottom``."""
    counts = [len(column.above) for column in kept.around]
    pitch = (bottom - HEAD) / max(counts)
    for sizes in SIZES:
        inside, around, on_line = sizes
        number = width([(kept.widest, "delta")], inside)
        radius = np.hypot(number / 2, 0.4 * inside * EM) + PAD * inside
        above = sum(reach([(kept.widest, "a")], around)) + GAP
        below = sum(reach([("b", "")], around)) + GAP
        beside = max((width(parts, around) for parts in kept.beside), default=0)
        inputs = max(width(parts, around) for parts in kept.around[0].above)
        first = max(radius, inputs / 2) + EDGE
        biases = max(width(parts, around) for parts in kept.around[-1].below)
        last = max(radius + beside + EDGE + 6, biases / 2 + CLEAR + 1)
        step = (room - first - last) / (len(counts) - 1)
        longest = width([(kept.widest, "strong")], on_line)
        fits_down = pitch >= 2 * radius + above + below + GAP
        if fits_down and step - 2 * radius >= longest + 14:
            break
    middle = (HEAD + bottom + above - below) / 2
    places = []
    for column, n in enumerate(counts):
        down = middle + pitch * (np.arange(n) - (n - 1) / 2)
        places.append(np.column_stack([np.full(n, first + column * step), down]))
    return Layout(places, radius, sizes, [], None, (), None, on_line)


def _ends(layout, edge):
    """The start and the end of a line, at the sides of its units."""
    column, i, j = edge
    x0, y0 = layout.places[column][i]
    x1, y1 = layout.places[column + 1][j]
    return (x0 + layout.radius, y0), (x1 - layout.radius, y1)


def _column_names(columns, layout, room, height, foot):
    """The names under the columns, each on one line if they fit into ``foot``, else on two."""
    if foot == FEET[-1]:
        return list(_names_below(columns, layout, room, height, foot, 7.5))
    lines = [[" · ".join(names)] for names in columns]
    for size in (10, 9.5, 9, 8.5):
        texts = list(_names_below(lines, layout, room, height, foot, size))
        boxes = np.array([text.box.wider(APART / 2) for text in texts])
        if overlaps(boxes, boxes).sum() == len(boxes):
            return texts
    return []


def _names_below(columns, layout, room, height, foot, size):
    """Yield a text for each line under each column, kept inside the room."""
    for places, lines in zip(layout.places, columns, strict=True):
        for k, line in enumerate(lines):
            parts = [(line, "muted")]
            half = width(parts, size) / 2
            x = min(max(places[0, 0], half + 2), room - half - 2)
            y = height - foot / 2 + 1.2 * size * EM * (k - (len(lines) - 1) / 2)
            yield Text(x, y, parts, size, "center")


def _with_names(kept, layout, room):
    """The layout with names around the units of each column where nothing is in their way."""
    taken = [text.box for text in layout.names] + units_of(layout)
    long = []
    for column, around in enumerate(kept.around):
        for form in product((True, False), repeat=2):
            boxes = [text.box for text in texts_around(layout, column, around, form)]
            if not boxes or not _are_hindered(np.array(boxes), np.array(taken), layout.ends, room):
                break
        taken += boxes
        long.append(form)
    return layout._replace(long=tuple(long))


def units_of(layout):
    """The box of each unit, one column after the other."""
    places = np.concatenate(layout.places)
    return [Box(x, y, x, y).wider(layout.radius) for x, y in places]


def texts_around(layout, column, around, long):
    """Yield the texts above and below the units of a column."""
    long_above, long_below = long
    above = around.above if long_above else around.short_above
    below = around.below if long_below else around.short_below
    size = layout.sizes[1]
    away = layout.radius + GAP
    for (x, y), high, low in zip(layout.places[column], above, below, strict=True):
        if high:
            text = Text(x, y - away, high, size, "center")
            yield text._replace(y=2 * text.y - text.box.bottom)
        if low:
            text = Text(x, y + away, low, size, "center")
            yield text._replace(y=2 * text.y - text.box.top)


def _are_hindered(boxes, taken, ends, room):
    """Whether one of the text ``boxes`` meets a line, another box or the edge."""
    wide = boxes + CLEAR * np.array([-1, 0, 1, 0])
    if wide[:, 0].min() < 0 or wide[:, 2].max() > room:
        return True
    if overlaps(wide, wide).sum() > len(wide) or overlaps(wide, taken).any():
        return True
    return crossings(ends, boxes + CLEAR * np.array([-1, -1, 1, 1])).any()


def _taken(kept, layout):
    """The boxes that no number on a line may cover, with every number shown."""
    boxes = [text.box for text in layout.names] + units_of(layout)
    for column, around in enumerate(kept.around):
        boxes += [text.box for text in texts_around(layout, column, around, layout.long[column])]
    return np.array(boxes)


def overlaps(boxes, others):
    """Whether boxes (n, 4) overlap ``others`` (m, 4), as an array (n, m)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return (low < high).all(axis=2)


def inside_parts(ends, boxes):
    """The part of each line, (n, 2, 2), inside each box: its start and its end.

    Boxes are (m, 4), or (n, m, 4) if each line has its own. Both results are arrays (n, m), from 0
    to 1 along the line. An end that is not after the start means that the line misses the box.
    """
    start = ends[:, None, 0]
    way = ends[:, None, 1] - start
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    one = (boxes[..., :2] - start) / way
    two = (boxes[..., 2:] - start) / way
    first = np.minimum(one, two).max(axis=2)
    last = np.maximum(one, two).min(axis=2)
    return np.maximum(first, 0), np.minimum(last, 1)


def crossings(ends, boxes):
    """Whether lines run through boxes, as an array (n, m)."""
    first, last = inside_parts(ends, boxes)
    return first < last


def _lines_of_steps(edges):
    """The sets of lines that a step may use: all that lead to a unit, or all that start at one."""
    to = {}
    start = {}
    for edge in edges:
        column, i, j = edge
        to.setdefault((column, j), []).append(edge)
        start.setdefault((column, i), []).append(edge)
    return [tuple(some) for some in [*to.values(), *start.values()]]


def _candidates(kept, chosen, ends, size):
    """The candidate places of numbers on the lines ``chosen``, (n, places, 2), and their boxes."""
    way = ends[chosen, 1] - ends[chosen, 0]
    places = ends[chosen, 0][:, None] + np.array(ALONG)[:, None] * way[:, None]
    boxes = []
    for k in chosen:
        words, _ = kept.numbers[k][0]
        boxes.append(Text(0, 0, [(words, "strong")], size, "center").box.wider(CLEAR))
    boxes = np.array(boxes).reshape(-1, 1, 4)
    return places, boxes + np.concatenate([places, places], axis=2)


def _on_lines(boxes, chosen, ends, lines):
    """The number of ``lines``, besides its own, that each box covers: an array (n, places)."""
    near = boxes + CLEAR * np.array([-1, -1, 1, 1])
    met = crossings(ends[lines], near.reshape(-1, 4)).reshape(len(lines), *boxes.shape[:2])
    is_own = np.equal.outer(lines, chosen)
    return (met & ~is_own[..., None]).sum(axis=0)


def _on_texts(boxes, taken):
    """The number of texts that each box covers: an array (n, places)."""
    return overlaps(boxes.reshape(-1, 4), taken).sum(axis=1).reshape(boxes.shape[:2])


def _placed_freely(kept, ends, taken, size):
    """A free place for the number on each line; None if there is no room for all."""
    lines = np.arange(len(ends))
    places, boxes = _candidates(kept, lines, ends, size)
    is_free = _on_lines(boxes, lines, ends, lines) + _on_texts(boxes, taken) == 0
    if not is_free.any(axis=1).all():
        return None
    found = []
    for k in lines:
        free = np.flatnonzero(is_free[k])
        if not len(free):
            return None
        found.append(tuple(places[k, free[0]]))
        is_free &= ~_on_texts(boxes, boxes[k, free[0]][None]).astype(bool)
    return found


@lru_cache(200)
def step_places(kept, room, height, current):
    """The places of the numbers on the lines of a step, for when not all lines can have theirs."""
    return places_together(kept, network_layout(kept, room, height), current)[0]


def places_together(kept, layout, current):
    """The places of the numbers on the ``current`` lines, and the largest cost: see ``_best``."""
    taken = _taken(kept, layout)
    lines = np.array([kept.edges.index(edge) for edge in current], dtype=np.intp)
    found = []
    worst = 0
    for start in range(0, len(lines), TOGETHER):
        chosen = lines[start : start + TOGETHER]
        places, boxes = _candidates(kept, chosen, layout.ends, layout.on_line)
        best, cost = _best(boxes, chosen, lines, layout.ends, taken)
        for k, place in enumerate(best):
            found.append(tuple(places[k, place]))
            taken = np.vstack([taken, boxes[k, place]])
        worst = max(worst, cost)
    return found, worst


def _best(boxes, chosen, current, ends, taken):
    """The best combination of places for a few numbers, and its cost: 1 for each other line that a
    number covers, HIDES more if it is one of the ``current`` lines, TAKEN for a text; and up to
    STUB for cutting its own line near a unit.
    """
    cost = _on_lines(boxes, chosen, ends, np.arange(len(ends)))
    cost = cost + HIDES * _on_lines(boxes, chosen, ends, current)
    cost = cost + TAKEN * _on_texts(boxes, taken) + STUB * _stubs(boxes, ends[chosen])
    n = len(chosen)
    total = np.zeros(1)
    for k in range(n):
        total = total + _along_axes(cost[k], n, k)
        for m in range(k):
            total = total + _along_axes(TAKEN * overlaps(boxes[m], boxes[k]), n, m, k)
    return np.unravel_index(total.argmin(), total.shape), total.min()


def _stubs(boxes, ends):
    """The part of a STUMP that each box on its line lacks beside the unit: an array (n, places)."""
    lengths = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    lacking = []
    for end, length, places in zip(ends, lengths, boxes, strict=True):
        first, last = inside_parts(end[None], places)
        left = np.minimum(first, 1 - last)[0] * length
        lacking.append(np.clip(1 - left / STUMP, 0, 1))
    return np.array(lacking).reshape(boxes.shape[:2])


def _along_axes(array, n, *axes):
    """Reshape an array to n dimensions: its own become ``axes``, and the others have length 1."""
    shape = np.ones(n, dtype=np.intp)
    shape[list(axes)] = array.shape
    return array.reshape(shape)
