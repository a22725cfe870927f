"""Points from a CSV file as spreadsheets write it: two numbers and a label in each row.

``decode`` finds the encoding, and ``read_csv`` the points. Both say in sentences what they assumed,
changed or left out; for a file that cannot be read, a sentence says what to do.
"""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import numpy as np

from nncourse.messages import CannotShow, listed, say
from nncourse.playground.own_points import (
    LONGEST_NAME,
    MOST_POINTS,
    N_CLASSES,
    Columns,
    fitted,
    is_name,
    plain,
)

DELIMITERS = (",", ";", "\t", " ")
MOST_ROWS = 200_000  # reading these takes a second, and 100 MB meanwhile
SAMPLE = 200  # rows examined to find the delimiter
NAMED = 10  # rows with a problem that get a sentence each
AT_LEAST = 10  # points that a class keeps, if it has as many, when there are too many
USUAL_AT_LEAST = 0.5  # the share of usual letters in a text whose encoding is guessed
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
WITH_COMMA = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)
LIKE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
DELIMITER_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # a first line for Excel
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # the first bytes of .xlsx and .xls
BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


@dataclass
class CsvPoints:
    """Points (x1, x2, class) in the numbers of their file, and sentences about the file.

    ``points`` is empty if the file was refused.
    """

    points: list = field(default_factory=list)
    columns: Columns = field(default_factory=Columns)
    sentences: list = field(default_factory=list)


# Encoding -------------------------------------------------------------------------------------


def decode(content, languages=()):
    """Return the text of a file, and a sentence if its encoding had to be guessed, else "".

    ``languages`` are those of the reader's browser, such as "zh-TW", the preferred one first: a
    spreadsheet writes the old encoding of its own language, and bytes alone cannot tell "貓" in one
    from "窟" in another. Raises CannotShow for a workbook or an unknown encoding.
    """
    if content.startswith(WORKBOOKS):
        raise CannotShow(say("csv_workbook"))
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decoded(content, encoding), ""
    if b"\0" in content[:200]:  # UTF-16 without a mark: each ASCII letter has a zero beside it
        big_endian = content[:200:2].count(0) > content[1:200:2].count(0)
        return _decoded(content, "utf-16-be" if big_endian else "utf-16-le"), ""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content, languages)
    if _has_only_lone_accents(text) and _may_be_chinese(languages):
        try:
            return _guessed(content, languages)
        except CannotShow:
            return text, ""
    return text, ""


def _decoded(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise CannotShow(say("csv_encoding")) from None


def _guessed(content, languages):
    """The text in the encoding that yields the most usual letters, and a sentence on it."""
    best = None
    for encoding in _likely(languages):
        try:
            text = content.decode(encoding.codec)
        except UnicodeDecodeError:
            continue
        share = _share_of_usual(text, encoding.is_usual)
        if share >= USUAL_AT_LEAST and (best is None or share > best[0]):
            best = share, text, encoding
    if best is None:
        raise CannotShow(say("csv_encoding"))
    _, text, encoding = best
    return text, say("csv_guessed", encoding=say(encoding.name))


def _share_of_usual(text, is_usual):
    """The share of usual letters among those beyond ASCII, each judged with its neighbours."""
    text = f" {text[:20_000]} "
    judged = []
    for i, letter in enumerate(text):
        if letter > "\x7f":
            judged.append(is_usual(text[i - 1], letter, text[i + 1]))
    return sum(judged) / max(len(judged), 1)


def _has_only_lone_accents(text):
    """Whether all letters beyond ASCII are Latin ones with no letter beside them.

    An example is "猫" in GB 18030, whose two bytes are "è" in UTF-8.
    """
    foreign = re.findall(r"(?<!\w)[^\x00-\x7f](?!\w)", text)
    n_foreign = len(re.findall(r"[^\x00-\x7f]", text))
    latin = all("\xc0" <= letter < "\u0250" for letter in foreign)
    return len(foreign) == n_foreign > 0 and latin


def _may_be_chinese(languages):
    return not languages or any(language.startswith("zh") for language in languages)


def _is_traditional(language):
    return language.startswith(("zh-TW", "zh-HK", "zh-MO", "zh-Hant"))


def _is_usual_hanzi(encoding, *ranges):
    """Return a test for letters whose first byte in ``encoding`` is in one of ``ranges``."""

    def is_usual(before, letter, after):
        try:
            lead = letter.encode(encoding)[0]
        except UnicodeEncodeError:
            return False
        return any(lead in leads for leads in ranges)

    return is_usual


def _is_usual_western(before, letter, after):
    """Whether ``letter`` is alphabetic, and alone or beside an ASCII letter."""
    beside = [other for other in (before, after) if other.isalpha()]
    return letter.isalpha() and (not beside or any(other.isascii() for other in beside))


class Encoding(NamedTuple):
    """An encoding: its name in Python, its name in messages, and a test for usual letters."""

    codec: str
    name: str
    is_usual: Callable


PUNCTUATION = (0xA1, 0xA3)  # the first bytes of Chinese punctuation, in GB 2312 and in Big5
SIMPLIFIED = Encoding(
    "gb18030", "encoding_gb18030", _is_usual_hanzi("gb2312", range(0xB0, 0xD8), PUNCTUATION)
)
TRADITIONAL = Encoding("big5", "encoding_big5", _is_usual_hanzi("big5", range(0xA1, 0xC7)))
WESTERN = Encoding("cp1252", "encoding_cp1252", _is_usual_western)


def _likely(languages):
    """The possible encodings, the likeliest for a reader of these languages first."""
    chinese = [language for language in languages if language.startswith("zh")]
    if chinese and _is_traditional(chinese[0]):
        return [TRADITIONAL, SIMPLIFIED, WESTERN]
    return [SIMPLIFIED, WESTERN, TRADITIONAL]


# Rows -----------------------------------------------------------------------------------------


def read_csv(text):
    """Return the points of a CSV as ``CsvPoints``: two numbers and a label in each row.

    A first row without numbers names the columns. Cells are separated by commas, semicolons, tabs
    or spaces; a number may have a decimal comma if no comma separates cells. Labels become classes
    in the order of their first rows, at most three.
    """
    text, delimiter = _delimiter(text)
    rows, cut_off = _rows(text, delimiter)
    if len(rows) > MOST_ROWS:
        return CsvPoints(sentences=[say("file_many_rows", most=MOST_ROWS)])
    found = CsvPoints()
    names = Columns.names
    if rows and _is_header(rows[0][1], delimiter):
        names = _names(rows.pop(0)[1])
    usable, problems = _usable(rows, delimiter)
    mixed = _mixed_decimals(usable)
    if mixed:
        return CsvPoints(sentences=[mixed])
    found.sentences += _told(usable, problems, delimiter)
    if cut_off:
        found.sentences.append(say("endless_cell", number=cut_off, most=csv.field_size_limit()))
    if not usable:
        if not problems and not cut_off:
            found.sentences.append(say("csv_empty"))
        return found
    labels, usable = _labels(usable, found.sentences)
    X = np.array([[_number(cell, delimiter) for cell in cells[:2]] for cells in usable])
    y = np.array([labels.index(cells[2]) for cells in usable])
    shifts, scales = fitted(X)
    found.columns = Columns(names, shifts, scales, tuple(labels))
    kept = _selection(y)
    if len(kept) < len(y):
        counts = Counter(y[kept].tolist())
        each = listed(f"{labels[k]} {counts[k]}" for k in range(len(labels)))
        found.sentences.append(say("too_many_rows", most=len(kept), n=len(y), each=each))
    found.points = [(*X[i].tolist(), int(y[i])) for i in kept]
    found.sentences += _told_of_decimals(usable, delimiter)
    found.sentences += _told_of_columns(found.columns, X)
    first, second = names
    found.sentences.append(
        say("rows_read", n=len(kept), x1=first, x2=second, labels=listed(labels))
    )
    return found


def _delimiter(text):
    """The text without Excel's line ``sep=``, and the delimiter of its cells."""
    first, _, rest = text.partition("\n")
    told = DELIMITER_LINE.fullmatch(first.strip())
    if told and told[1] in DELIMITERS:
        return rest, told[1]
    lines = islice(io.StringIO(text, newline=None), SAMPLE)
    sample = "".join(lines)

    def score(delimiter):
        """The number of usable rows, then of cells with numbers."""
        rows = [cells for _, cells in _rows(sample, delimiter)[0]]
        fine = sum(_problem(cells, delimiter) is None for cells in rows)
        numbers = [cell for cells in rows for cell in cells if _number(cell, delimiter) is not None]
        return fine, len(numbers)

    return text, max(DELIMITERS, key=score)


def _rows(text, delimiter):
    """Pairs (number, cells) of the rows that are not empty, at most MOST_ROWS + 1; and the number
    of the row in which a cell has no end, or None.
    """
    lines = io.StringIO(text, newline=None)
    if delimiter == " ":
        lines = (line.strip() for line in lines)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    rows = []
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells = [cell.strip() for cell in row]
            while len(cells) > N_CELLS and not cells[-1]:
                cells.pop()
            if any(cells):
                rows.append((number, cells))
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        return rows, number + 1
    return rows, None


N_CELLS = 3  # two numbers and a label


def _number(cell, delimiter):
    """The number in a cell, or None if there is none."""
    text = cell.replace("\u2212", "-")
    if delimiter != "," and WITH_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _is_header(cells, delimiter):
    """Whether a first row names the columns: neither of its first two cells is a number."""
    if len(cells) < 2:
        return False
    return all(
        _number(cell, delimiter) is None and not WITH_COMMA.fullmatch(cell) for cell in cells[:2]
    )


def _names(cells):
    """The names of both columns, or the usual ones unless they are valid and different."""
    first, second = (" ".join(cell.split())[:LONGEST_NAME] for cell in cells[:2])
    fit = is_name(first) and is_name(second)
    return (first, second) if fit and first and second and first != second else Columns.names


def _problem(cells, delimiter):
    """The problem with a row, as (kind, sentence); None if there is none."""
    if len(cells) != N_CELLS:
        return f"cells {len(cells)}", say("row_cells", n=len(cells))
    for cell in cells[:2]:
        if _number(cell, delimiter) is None:
            return "number", say("row_number", cell=cell[:20])
    if not cells[2]:
        return "label", say("row_label")
    if not is_name(cells[2]):
        return "quote", say("row_long_label", label=cells[2][:20], most=LONGEST_NAME)
    return None


def _usable(rows, delimiter):
    """The cells of usable rows, and all other rows as (number, cells, kind, sentence)."""
    usable = []
    problems = []
    for number, cells in rows:
        problem = _problem(cells, delimiter)
        if problem is None:
            usable.append(cells)
        else:
            problems.append((number, cells, *problem))
    return usable, problems


def _mixed_decimals(usable):
    """A sentence if some numbers have a decimal comma and others a decimal point, else ""."""
    numbers = [cell for cells in usable for cell in cells[:2]]
    comma = next((cell for cell in numbers if "," in cell), None)
    point = next((cell for cell in numbers if "." in cell), None)
    if comma is None or point is None:
        return ""
    return say("mixed_decimals", comma=comma[:20], point=point[:20])


def _told_of_decimals(usable, delimiter):
    """A list with a sentence if a comma or a point could be meant to group thousands."""
    numbers = [cell for cells in usable for cell in cells[:2]]
    if any("," in cell for cell in numbers):
        return [say("decimal_commas")]
    with_point = [cell for cell in numbers if "." in cell]
    if delimiter == ";" and with_point and all(map(LIKE_THOUSANDS.fullmatch, with_point)):
        return [say("decimal_points", number=with_point[0])]
    return []


def _told(usable, problems, delimiter):
    """Sentences about unusable rows: one for the whole file if all have the same problem."""
    kinds = {kind for _, _, kind, _ in problems}
    if not usable and len(kinds) == 1:
        return [_whole_file(problems[0], delimiter)]
    told = [say("bad_row", number=number, problem=text) for number, _, _, text in problems[:NAMED]]
    if len(problems) > NAMED:
        told.append(say("more_bad_rows", n=len(problems) - NAMED))
    return told


def _whole_file(problem, delimiter):
    """Advice for a file in which all rows have this row's problem."""
    number, cells, kind, text = problem
    if kind == "number" and delimiter == "," and all(map(WITH_COMMA.fullmatch, cells[:2])):
        return say("file_decimal_commas", text=",".join(cells)[:60])
    if kind == "number":
        return say("file_numbers", number=number, text=", ".join(cells[:3])[:60])
    if kind == "label":
        return say("file_labels")
    if kind == "quote":
        return say("bad_row", number=number, problem=text)
    if len(cells) == 1:
        return say("file_one_cell")
    if len(cells) == 2:
        return say("file_two_cells")
    if delimiter == "," and len(cells) == 5 and all(cell.isdecimal() for cell in cells[1:4]):
        return say("file_decimal_commas", text=",".join(cells)[:60])
    return say("file_many_cells", n=len(cells), text=", ".join(cells)[:60])


def _labels(usable, sentences):
    """The first three labels, and the rows that have one of them; adds a sentence on the others."""
    known = list(dict.fromkeys(cells[2] for cells in usable))
    labels = known[:N_CLASSES]
    if len(known) == len(labels):
        return labels, usable
    kept = [cells for cells in usable if cells[2] in labels]
    left = len(usable) - len(kept)
    sentences.append(say("more_classes", n=len(known), kept=listed(labels), left=left))
    return labels, kept


def _selection(y):
    """The rows to take if there are too many: each class's share, evenly spaced."""
    if len(y) <= MOST_POINTS:
        return np.arange(len(y))
    counts = np.bincount(y)
    quotas = np.maximum(counts * MOST_POINTS // len(y), np.minimum(counts, AT_LEAST))
    quotas[quotas.argmax()] -= max(0, quotas.sum() - MOST_POINTS)
    chosen = []
    for k, quota in enumerate(quotas):
        rows = np.flatnonzero(y == k)
        evenly = np.linspace(0, len(rows) - 1, quota).round().astype(np.intp)
        chosen.append(rows[evenly])
    return np.sort(np.concatenate(chosen))


def _told_of_columns(columns, X):
    """Sentences about columns that are scaled, and about columns that are constant."""
    told = []
    scaled = [j for j in range(2) if columns.scaled[j]]
    if scaled:
        formulas = listed(columns.formula(j) for j in scaled)
        told.append(say("columns_scaled", formulas=formulas))
    for j in range(2):
        if len(X) > 1 and (X[:, j] == X[0, j]).all():
            told.append(say("constant_column", name=columns.names[j], value=plain(X[0, j])))
    return told
