"""The panel beside the diagram of a step: formulas, a question, and the gradient so far."""

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

from nncourse.draw.rich_text import EM, width, wrapped
from nncourse.draw.scene import Box, Line, Plate, Text
from nncourse.draw.style import DELTA_COLOUR, DELTA_GROUND, GROUND, INK, LINE

LEFT = 6
TYPES = [(17, 13), (15.5, 12), (14, 11), (13, 10.5), (12, 10), (11.5, 9.5), (11, 9), (10, 8.5),
         (9, 8), (8, 7.5), (7, 7), (6.5, 6.5), (6, 6)]  # fmt: skip # points: formulas, all else
LINES = 1.5  # from one line to the next, in font sizes
ROWS = 1.6
TARGETS = (26, 18)  # the least height of a button: 18 if that allows larger type
WISHES = [(6, 9), (6, 6), (13, 3)]  # (how many of the types to try, how many rows must fit)
WISHES_BESIDE_QUESTION = [(5, 4), (6, 3), (7, 1), (13, 1)]
BESIDES = 2.6  # room above and below the rows, in rows
LEAST = 0.8  # of the type: a title or a note that has no room
INDENT = 14  # of the lines of a formula after the first


class Row(NamedTuple):
    """A parameter in the table: its name, its input, δ, the slope and the new value.

    Each cell is a text, a list of parts, empty until the number is known.
    """

    cells: list
    is_now: bool


class Button(NamedTuple):
    """A button in the picture: its box, and the answer that it gives."""

    box: Box
    answer: str


class Panel(NamedTuple):
    """The contents of the panel.

    ``formulas`` are texts, one below the other; ``question`` is a text, ``choices`` are pairs
    (answer, text), ``said`` holds texts about the last answer. ``heads`` are above the columns of
    ``rows``; ``last`` is the line below the table.
    """

    title: str
    formulas: list
    question: list
    choices: list
    said: list
    table: str
    heads: list
    rows: list
    last: list
    window: Callable  # (first, last): what to say of the rows shown, the longest text first


def place_panel(panel, room, height):
    """Return the panel's items and its buttons, for a room of this size."""
    wishes = WISHES_BESIDE_QUESTION if panel.question else WISHES
    for target, (n_types, rows) in product(TARGETS, wishes):
        types = TYPES[:n_types]
        for sizes in types:
            items, buttons, end = _upper_part(panel, room, sizes, target)
            fit = int((height - end) / (ROWS * sizes[1] * EM) - BESIDES)
            is_wide_enough = _widest_cell(panel, sizes[1]) + 8 <= _columns(panel, room, sizes[1])[0]
            if fit >= min(rows, len(panel.rows)) and is_wide_enough:
                return items + _table(panel, room, end, fit, sizes[1]), buttons
    return items + _table(panel, room, end, 1, sizes[1]), buttons


def _upper_part(panel, room, sizes, target):
    """The items of title, formulas and question; the buttons; and the y where they end."""
    large, small = sizes
    items = []
    buttons = []
    y = 4
    title = small - 0.5
    needed = width([(panel.title, "heading")], title) / (room - LEFT - 4)
    if 1 < needed <= 1 / LEAST:  # one line of smaller type is better than a second line
        title /= needed
    for line in wrapped([(panel.title, "heading")], title, room - LEFT - 4):
        y += LINES * title * EM
        items.append(Text(LEFT, y - 0.75 * title * EM, line, title))
    for formula in panel.formulas:
        y = _write(items, formula, large, LEFT, y, room, INDENT)
    if panel.question:
        y = _ask(items, buttons, panel, room, y + 6, small, target)
    return items, buttons, y


def _write(items, parts, size, left, y, room, indent=0):
    """Add a text of one or more lines, and return the y where it ends."""
    lines = wrapped(parts, size, room - left - indent - 4)
    for k, line in enumerate(lines):
        y += 1.65 * size * EM
        items.append(Text(left + (indent if k else 0), y - 0.78 * size * EM, line, size))
    return y


def _ask(items, buttons, panel, room, top, size, target):
    """Add the question with its choices and what was said, and return the y where it ends."""
    inner = []
    y = top + 2
    y = _write(inner, panel.question, size, LEFT + 6, y, room - 8)
    if panel.choices:
        y = _buttons(inner, buttons, panel.choices, room, y + 2, size, target)
    for said in panel.said:
        y = _write(inner, said, size, LEFT + 6, y, room - 8)
    box = Box(LEFT - 2, top, room - 4, y + 4)
    items.append(Plate(box, GROUND, LINE))
    items += inner
    return y + 8


def _buttons(items, buttons, choices, room, y, size, target):
    """Add a button for each choice, side by side if short; return the y where they end."""
    step = max(2.2 * size * EM, target + 3)
    widths = [width(parts, size) + 24 for _, parts in choices]
    if sum(widths) + 8 * len(widths) < 0.45 * room:
        x = LEFT + 8
        for (answer, parts), wide in zip(choices, widths, strict=True):
            box = Box(x, y + 1, x + max(wide, 40), y + step - 2)
            _add_button(
                items, buttons, box, answer, [Text(box.left + 12, y + step / 2, parts, size)]
            )
            x = box.right + 8
        return y + step
    for answer, parts in choices:
        lines = wrapped(parts, size, room - LEFT - 36)
        line_step = 1.6 * size * EM
        high = max(len(lines) * line_step + 2, target)
        first = y + 2 + (high - len(lines) * line_step) / 2
        inner = []
        for k, line in enumerate(lines):
            indent = INDENT if k else 0
            inner.append(Text(LEFT + 14 + indent, first + (k + 0.5) * line_step, line, size))
        _add_button(items, buttons, Box(LEFT + 6, y + 2, room - 12, y + 2 + high), answer, inner)
        y += high + 3
    return y + 2


def _add_button(items, buttons, box, answer, texts):
    items.append(Plate(box, "white", INK, 0.8))
    items += texts
    buttons.append(Button(box, answer))


def _table(panel, room, top, fit, size):
    """The items of the table, with as many rows as fit around the current one."""
    row = ROWS * size * EM
    first, last = _window(panel.rows, fit)
    _, rights = _columns(panel, room, size)
    y = top + 0.9 * row
    items = [Text(LEFT, y, [(panel.table, "heading")], size)]
    for right, head in zip(rights, panel.heads, strict=True):
        items.append(Text(right, y, [(head, "muted")], size, "right"))
    y += 0.6 * row
    items.append(Line(LEFT, y, room - 4, y, LINE, 0.8))
    for shown in panel.rows[first:last]:
        if shown.is_now:
            items.append(
                Plate(Box(LEFT - 2, y + 1, room - 4, y + row - 1), DELTA_GROUND, None, 0, 3)
            )
            items.append(Line(LEFT - 2, y + 2, LEFT - 2, y + row - 2, DELTA_COLOUR, 3))
        middle = y + row / 2
        items.append(Text(LEFT + 4, middle, shown.cells[0], size))
        for right, cell in zip(rights, shown.cells[1:], strict=True):
            if cell:
                items.append(Text(right, middle, cell, size, "right"))
        y += row
    items.append(Line(LEFT, y, room - 4, y, LINE, 0.8))
    items.append(Text(LEFT, y + 0.6 * row, panel.last, size))
    if last - first < len(panel.rows):
        space = room - LEFT - 18 - width(panel.last, size)
        for words in panel.window(first + 1, last):
            note = [(words, "muted")]
            fitting = min(size, size * space / width(note, size))
            if fitting >= LEAST * size:
                items.append(Text(room - 6, y + 0.6 * row, note, fitting, "right"))
                break
    return items


def _columns(panel, room, size):
    """The width of a column, and the right end of each except the first, which has the names."""
    names = [*(row.cells[0] for row in panel.rows), [(panel.table, "heading")]]
    start = max(width(parts, size) for parts in names) + LEFT + 8
    step = (room - 8 - start) / len(panel.heads)
    return step, [start + step * (k + 1) for k in range(len(panel.heads))]


def _widest_cell(panel, size):
    """The width of the widest number or head of a column."""
    cells = [[(head, "muted")] for head in panel.heads]
    for row in panel.rows:
        cells += row.cells[1:]
    return max(width(cell, size) for cell in cells)


def _window(rows, fit):
    """The range of rows shown, (first, one after the last)."""
    if len(rows) <= fit:
        return 0, len(rows)
    now = [k for k, row in enumerate(rows) if row.is_now]
    middle = now[0] if now else 0
    first = min(max(middle - fit // 2, 0), len(rows) - fit)
    return first, first + fit
