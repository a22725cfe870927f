"""A reader's own points: read from files of all kinds, placed on the plane, unchanged."""

import csv
import html
import io
import json

import numpy as np
import pytest
from front_end import FrontEnd, deliver
from hypothesis import example, given
from hypothesis import strategies as st

from nncourse.messages import CannotShow, say
from nncourse.playground import PlaygroundExplorer, data
from nncourse.playground.csv_points import MOST_ROWS, decode, read_csv
from nncourse.playground.export import as_json, as_numpy
from nncourse.playground.file_button import MOST_BYTES, PART_BYTES, FileButton
from nncourse.playground.own_points import (
    MOST_POINTS,
    REACH,
    Columns,
    on_plane,
    read_points,
    write_points,
)

EXACT = st.floats(allow_nan=False, allow_infinity=False)
PEOPLE = "age,salary,kind\n" + "\n".join(
    f"{age},{100 * age + 20_000 + 30_000 * (age % 2)},{'odd' if age % 2 else 'even'}"
    for age in range(18, 90)
)


@pytest.fixture(scope="module")
def shared():
    playground = PlaygroundExplorer()
    FrontEnd(playground.live).look()
    playground.live.home.loop = None
    yield playground
    playground.close()


@pytest.fixture
def playground(shared):
    shared.reset()
    shared.drawer.words.value = ""
    return shared


def act(playground, name, *values):
    """What the stage sends when a reader does something on it."""
    deliver(playground.live, method="custom", content={"act": name, "with": list(values)})


def choose(playground, content):
    """Choose a file, as the page sends it; return the sentences that are shown."""
    button = playground.drawer.file_button
    parts = range(0, max(len(content), 1), PART_BYTES)
    for part, start in enumerate(parts):
        message = {"part": part, "parts": len(parts), "languages": ["en-US", "en"]}
        button._handle_custom_msg(message, [memoryview(content[start : start + PART_BYTES])])
    return playground.drawer.words.value.split("<br>")


# Numbers --------------------------------------------------------------------------------------


@given(st.lists(st.tuples(EXACT, EXACT, st.integers(0, 2)), max_size=20))
def test_points_keep_all_their_digits(points):
    assert read_points(write_points(points)) == [(*map(float, p[:2]), p[2]) for p in points]


@given(st.lists(st.tuples(EXACT, EXACT, st.sampled_from("abc")), min_size=1, max_size=20))
def test_any_numbers_are_read_exactly_and_placed_on_the_plane(rows):
    read = read_csv("\n".join(f"{x1!r},{x2!r},{label}" for x1, x2, label in rows))
    assert [point[:2] for point in read.points] == [row[:2] for row in rows]
    columns = Columns.from_text(read.columns.text())
    assert columns == read.columns
    X, _ = on_plane(read.points, columns)
    assert np.abs(X).max() <= REACH
    told = any(sentence.startswith("To fit the plane") for sentence in read.sentences)
    assert told == any(columns.scaled)


def test_small_numbers_are_neither_rounded_nor_one_spot():
    read = read_csv("0.001,0.002,a\n0.002,0.001,b\n")
    assert read.points == [(0.001, 0.002, 0), (0.002, 0.001, 1)]
    X, _ = on_plane(read.points, read.columns)
    assert np.ptp(X, axis=0).min() > 8


def test_each_column_has_its_own_scale_and_it_is_told():
    read = read_csv(PEOPLE)
    X, _ = on_plane(read.points, read.columns)
    assert np.ptp(X, axis=0).min() > 8 and np.abs(X).max() <= REACH
    formulas = [read.columns.formula(j) for j in range(2)]
    assert say("columns_scaled", formulas=", ".join(formulas)) in read.sentences
    age, salary, _ = read.points[5]
    values = [eval(f, {}, {"age": age, "salary": salary}) for f in formulas]
    np.testing.assert_allclose(values, X[5], rtol=1e-12)  # what is told is what is done


BAD_COLUMNS = [
    "[[",
    "[" * 9000,
    "{}",
    "3",
    '[["a"],[0,0],[1,1],[]]',
    '[["a",2],[0,0],[1,1],[]]',
    '[["a","b"],[0],[1],[]]',
    '[["a","b"],[0,NaN],[1,1],[]]',
    '[["a","b"],[0,0],[0,1],[]]',
    '[["a","b"],[0,0],[1,-1],[]]',
    '[["a","b"],[0,true],[1,1],[]]',
    '[["a","b"],[0,0],[1,1],["k","l","m","n"]]',
    '[["a","b"],[0,0],[1,1],["\\ud800"]]',
    '[["a","b\\nc"],[0,0],[1,1],[]]',
    f'[["a","{"b" * 41}"],[0,0],[1,1],[]]',
]


@pytest.mark.parametrize("text", BAD_COLUMNS)
def test_a_text_that_holds_no_columns_gets_a_sentence(playground, text):
    with pytest.raises(CannotShow) as refusal:
        Columns.from_text(text)
    assert str(refusal.value) == say("no_columns", text=text[:60])
    playground.set(data=data.OWN, own="1,1,0 -1,-1,1", columns=text)
    assert playground._update()[1] == str(refusal.value)


@pytest.mark.parametrize("columns", [((0, 0), (1e-300, 1)), ((-1.7e308, 0), (1e-320, 1))])
def test_columns_that_place_points_beyond_all_numbers_get_a_sentence(columns):
    shifts, scales = columns
    with pytest.raises(CannotShow, match="lies beyond the plane"):
        on_plane([(1e300, 1.0, 0)], Columns(shifts=shifts, scales=scales))


def test_numbers_that_fit_stay_where_they_are():
    read = read_csv("1.23456789,-6,a\n-2,6,b\n")
    assert read.columns == Columns(labels=("a", "b"))
    assert on_plane(read.points, read.columns)[0].tolist() == [[1.23456789, -6], [-2, 6]]


def test_an_exported_program_takes_the_numbers_of_the_file(playground):
    playground.load_csv(PEOPLE)
    playground.set(epoch=30, rate=0.1, features="x1|x2|x1·x2")
    run = playground.current()
    X = np.array([row.split(",")[:2] for row in PEOPLE.splitlines()[1:]], dtype=float)
    names = {}
    exec(as_numpy(run), names)
    asked = names["predict"](*X.T)
    shown = run.network.predict(data.features(run.columns.to_plane(X), run.setup.features))[:, 0]
    np.testing.assert_allclose(asked, shown, rtol=1e-12)
    assert names["inputs"] == ["age", "salary"] and names["classes"] == ["even", "odd"]
    assert np.ptp(asked) > 0.1
    made = json.loads(as_json(run))
    shifts, scales = ([part[key] for part in made["inputs"]] for key in ("shift", "scale"))
    np.testing.assert_allclose((X - shifts) / scales, run.columns.to_plane(X), rtol=1e-12)
    assert made["classes"] == ["even", "odd"]


def test_the_axes_and_the_pointer_show_the_numbers_of_the_file(playground):
    playground.load_csv(PEOPLE)
    playground.live.still()
    ax = playground.artists.plane.ax
    columns = Columns.from_text(playground.state["columns"])
    for axis, name, j in [(ax.xaxis, "age", 0), (ax.yaxis, "salary", 1)]:
        assert axis.get_label_text() == name
        numbers = [float(text.get_text()) for text in axis.get_ticklabels()]
        places = columns.shifts[j] + columns.scales[j] * axis.get_ticklocs()
        np.testing.assert_allclose(numbers, places, rtol=1e-9)
        assert len(numbers) >= 3
    act(playground, "look", 0, 0)
    x1, x2 = columns.numbers_at(0, 0)
    assert f"at ({x1}, {x2})" in playground.caption and float(x2) > 10_000
    playground.reset()
    playground.live.still()
    assert ax.get_xlabel() == "" and ax.get_xticklabels()[0].get_text() == "−6"


@pytest.mark.parametrize("number", [0.0, 7.0, 1e6 + 1, -1e16, 1.7e308, 5e-324])
def test_a_single_point_anywhere_is_shown_with_numbers_on_its_axes(playground, number):
    playground.load_csv(f"{number!r},{-number!r},a")
    caption, note = playground._update()
    assert caption.startswith("Epoch 0") and note == ""
    playground.live.still()
    texts = [text.get_text() for text in playground.artists.plane.ax.get_xticklabels()]
    assert len(set(texts)) == len(texts) >= 3


def test_numbers_that_differ_in_late_digits_are_told_apart_on_the_axes(playground):
    playground.load_csv("10000000000,1,a\n10000000001,2,b\n")
    playground.live.still()
    texts = [text.get_text() for text in playground.artists.plane.ax.get_xticklabels()]
    assert len(set(texts)) == len(texts) >= 3


def test_a_token_brings_file_s_numbers_labels_and_scale_back(playground):
    playground.load_csv(PEOPLE)
    playground.set(epoch=3)
    again = PlaygroundExplorer.from_token(playground.token)
    assert again.state == playground.state and again.caption == playground.caption
    assert read_points(again.state["own"])[0] == (18.0, 21800.0, 0)
    again.close()


def test_a_point_drawn_among_a_file_s_is_in_its_numbers(playground):
    playground.load_csv(PEOPLE)
    act(playground, "plane", "press", 1.0, -1.0)
    age, salary, _ = read_points(playground.state["own"])[-1]
    columns = Columns.from_text(playground.state["columns"])
    np.testing.assert_allclose(columns.to_plane([[age, salary]]), [[1, -1]], atol=0.01)
    n = len(read_points(playground.state["own"]))
    act(playground, "plane", "drag", 1.1, -1.0)
    assert len(read_points(playground.state["own"])) == n
    act(playground, "plane", "drag", 2.0, -1.0)
    assert len(read_points(playground.state["own"])) == n + 1
    playground.clear()
    act(playground, "plane", "press", 1.0, -1.0)
    assert playground.state["own"] == "1.0,-1.0,0" and playground.state["columns"] == ""


def test_a_plane_that_is_full_says_so(playground):
    playground.load_csv("\n".join(f"{k / 500},0,a" for k in range(MOST_POINTS)))
    own = playground.state["own"]
    act(playground, "plane", "press", 1, 1)
    assert playground.state["own"] == own
    assert playground.drawer.words.value == say("no_room", most=MOST_POINTS)


# Rows -----------------------------------------------------------------------------------------


def test_of_a_sorted_file_all_classes_keep_points_evenly_spaced():
    rows = [f"{k / 1000},{k % 7},{label}" for label in "abc" for k in range(600)]
    read = read_csv("\n".join(rows))
    counts = np.bincount([k for *_, k in read.points])
    assert len(read.points) <= MOST_POINTS and counts.min() >= 333
    assert say("too_many_rows", most=len(read.points), n=1800, each="a 333, b 333, c 333") in (
        read.sentences
    )
    first = np.array([x1 for x1, _, k in read.points if k == 0])
    assert first[0] == 0 and first[-1] == 0.599 and np.diff(first).max() < 0.0031


def test_a_rare_class_is_kept_among_a_hundred_thousand_rows():
    rows = [f"{k % 97},{k % 89},common" for k in range(100_000)]
    rows[50_000:50_000] = ["3,4,rare"] * 12
    read = read_csv("\n".join(rows))
    counts = np.bincount([k for *_, k in read.points])
    assert counts.tolist() == [MOST_POINTS - 10, 10]


def test_a_file_of_very_many_rows_is_refused_at_once():
    read = read_csv("1,2,a\n" * 3_000_000)
    assert read.points == [] and read.sentences == [say("file_many_rows", most=MOST_ROWS)]


def test_points_in_numbers_that_could_part_thousands_are_told():
    read = read_csv("1.234;5;a\n2;3.500;b\n")
    assert read.points == [(1.234, 5, 0), (2, 3.5, 1)]
    assert say("decimal_points", number="1.234") in read.sentences
    for plain in ("1.234;5;a\n2;3.5;b\n", "1.234,5,a\n2,3.500,b\n"):
        assert not any("decimal points" in sentence for sentence in read_csv(plain).sentences)


def test_rows_that_fit_are_all_taken_in_their_order():
    read = read_csv("\n".join(f"{k / 1000},1,{'ab'[k % 2]}" for k in range(MOST_POINTS)))
    assert [x1 for x1, _, _ in read.points] == [k / 1000 for k in range(MOST_POINTS)]


SEPARATED = [
    "1.5,-2.25,cat\n-1,2,dog",
    "1.5;-2.25;cat\n-1;2;dog",
    "1,5;-2,25;cat\n-1;2;dog",
    "1.5\t-2.25\tcat\n-1\t2\tdog",
    "1,5\t−2,25\tcat\n-1\t2\tdog",
    "1.5 -2.25 cat\n -1  2   dog ",
    "x;y;kind\r\n1,5;-2,25;cat\r\n-1;2;dog\r\n",
    "1.5,-2.25,cat\r-1,2,dog\r",
    "sep=;\n1,5;-2,25;cat\n-1;2;dog",
    '"1.5","-2.25","cat"\n"-1", "2", "dog"',
    "1.5,-2.25,cat,,\n-1,2,dog,,\n,,,,\n",
]


@pytest.mark.parametrize("text", SEPARATED)
def test_cells_are_parted_in_many_ways(text):
    read = read_csv(text)
    assert read.points == [(1.5, -2.25, 0), (-1, 2, 1)] and read.columns.labels == ("cat", "dog")
    assert (say("decimal_commas") in read.sentences) == ("1,5" in text)


WHOLE_FILES = {
    "1,2,cat,x\n3,4,dog,y\n" * 50: say("file_many_cells", n=4, text="1, 2, cat, x"),
    "id,x1,x2,kind\n7,1,2,cat\n8,3,4,dog": say("file_many_cells", n=4, text="7, 1, 2, cat"),
    "1,2\n3,4\n5,6": say("file_two_cells"),
    "one\ntwo\nthree": say("file_one_cell"),
    "cat,1,2\ndog,3,4": say("file_numbers", number=1, text="cat, 1, 2"),
    "1,2,\n3,4,\n": say("file_labels"),
    "1,5,2,5,cat\n3,5,4,5,dog": say("file_decimal_commas", text="1,5,2,5,cat"),
    '"1,5","2,5","cat"\n"3,5","4,5","dog"': say("file_decimal_commas", text="1,5,2,5,cat"),
    "1,5;2.5;cat\n3;4;dog": say("mixed_decimals", comma="1,5", point="2.5"),
    "": say("csv_empty"),
    "x,y,kind\n\n": say("csv_empty"),
}


@pytest.mark.parametrize("text", WHOLE_FILES)
def test_a_trouble_of_all_rows_is_told_once_with_what_to_do(text):
    read = read_csv(text)
    assert read.points == [] and read.sentences == [WHOLE_FILES[text]]


def test_bad_rows_are_named_and_the_others_read():
    text = "x,y,kind\n1,2,a\n3;4;b\n1.5,no,b\n\n2,-1,b\n1,2\n0,0,\nnan,1,a\n1_0,1,a\n-3,5,c\n"
    read = read_csv(text)
    assert read.points == [(1, 2, 0), (2, -1, 1), (-3, 5, 2)]
    assert read.columns == Columns(("x", "y"), labels=("a", "b", "c"))
    rows = [int(line.split()[1]) for line in read.sentences[:-1]]
    assert rows == [3, 4, 7, 8, 9, 10]


def test_of_many_bad_rows_ten_are_named():
    read = read_csv("1,2,a\n" * 5 + "no\n" * 40)
    problem = say("row_cells", n=1)
    assert read.sentences[:10] == [say("bad_row", number=k + 6, problem=problem) for k in range(10)]
    assert read.sentences[10] == say("more_bad_rows", n=30) and len(read.sentences) == 14


def test_further_labels_are_told_in_one_sentence():
    read = read_csv("".join(f"1,{k % 5},{'abcde'[k % 5]}\n" for k in range(100)))
    assert read.columns.labels == ("a", "b", "c") and len(read.points) == 60
    assert say("more_classes", n=5, kept="a, b, c", left=40) in read.sentences


def test_a_constant_column_is_told():
    read = read_csv("1000,1,a\n1000,2,b\n")
    assert say("constant_column", name="x1", value="1000") in read.sentences
    assert on_plane(read.points, read.columns)[0].tolist() == [[0, 1], [0, 2]]


def test_an_open_quotation_mark_swallows_no_rows_unsaid():
    read = read_csv('1,2,a\n3,4,"b\n5,6,c\n')
    assert read.points == [(1, 2, 0)] and "quotation mark" in read.sentences[0]


NUMBERS = st.floats(-1e6, 1e6).map(lambda x: x + 0.0)
FORMATS = [  # as spreadsheets save: encoding, browser's language, delimiter, decimal sign, labels
    ("utf-8-sig", "en", ",", ".", ("cat", "dog, small", 'the "fat" one')),
    ("utf-8-sig", "zh-CN", ",", ".", ("猫", "狗", "鸟")),
    ("cp1252", "de", ";", ",", ("Kätzchen", "Hund; klein", "Vogel")),
    ("gb18030", "zh-CN", ",", ".", ("猫", "狗", "小鸟, 黄色")),
    ("big5", "zh-TW", ",", ".", ("貓", "狗", "小鳥")),
    ("utf-16", "zh-CN", "\t", ".", ("猫", "狗", "“鸟”")),
    ("utf-16", "fr", "\t", ",", ("été", "hiver", "1")),
]


@pytest.mark.parametrize(("encoding", "language", "delimiter", "decimal", "labels"), FORMATS)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@given(rows=st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 2)), min_size=1, max_size=9))
def test_what_a_spreadsheet_saves_is_read_as_it_was(
    encoding, language, delimiter, decimal, labels, quoting, rows
):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting)
    writer.writerow(["年龄" if language == "zh-CN" else "age", 'the "length"', "kind"])
    for x1, x2, k in rows:
        numbers = [repr(x).removesuffix(".0").replace(".", decimal) for x in (x1, x2)]
        writer.writerow([*numbers, labels[k]])
    text, _ = decode(file.getvalue().encode(encoding), [language])
    read = read_csv(text)
    assert read.columns.names[1] == 'the "length"'
    found = [(x1, x2, read.columns.labels[k]) for x1, x2, k in read.points]
    assert found == [(x1, x2, labels[k]) for x1, x2, k in rows]


def test_a_quotation_mark_that_is_never_closed_is_told():
    rest = "\n".join(["1,2,b"] * 40_000)
    read = read_csv(f'1,2,a\n3,4,"b\n{rest}')
    assert read.sentences == [
        say("endless_cell", number=2, most=csv.field_size_limit()),
        say("rows_read", n=1, x1="x1", x2="x2", labels="a"),
    ]


@given(st.text() | st.text("0123456789.,-abc\r\n\"'; \t="))
@example("1,2,a\r0,1,b")  # an old Mac's ends of lines
@example("\0,1,2")
@example("1,2,\0")
@example("1,2,\ud800")
@example("a\x1b,b,c\n1,2,d")
def test_no_csv_raises(text):
    read = read_csv(text)
    assert read.sentences and all(read.sentences)
    if read.points:
        X, y = on_plane(read.points, read.columns)
        assert np.isfinite(X).all() and len(read.columns.labels) == y.max() + 1
        assert Columns.from_text(read.columns.text()) == read.columns


# Encodings ------------------------------------------------------------------------------------


ENCODED = [
    *(("utf-8", word) for word in ("猫", "貓", "Zürich", "кот", "😀")),
    *(("utf-8-sig", word) for word in ("猫", "cat")),
    *(("utf-16", word) for word in ("猫", "cat")),
    *(("utf-16-le", word) for word in ("猫", "cat")),
    *(("utf-16-be", word) for word in ("猫", "cat")),
    *(("gb18030", word) for word in ("猫", "苹果", "“好”的", "花，草")),
    *(("big5", word) for word in ("蘋果", "開心")),
    *(
        ("cp1252", word)
        for word in ("Zürich", "été", "Ärger", "niño", "français", "groß", "Größe", "é")
    ),
]


@pytest.mark.parametrize(("encoding", "label"), ENCODED)
def test_a_file_is_read_in_the_encoding_that_excel_wrote(encoding, label):
    text, told = decode(f"1;2;{label}\r\n3;4;dog\r\n".encode(encoding))
    assert read_csv(text).columns.labels == (label, "dog")
    assert bool(told) == (encoding in ("gb18030", "big5", "cp1252"))


BROWSERS = [
    ("gb18030", "猫", ["zh-CN", "zh"]),
    ("gb18030", "猫", ["en-US", "zh-CN"]),
    ("gb18030", "草", ["zh"]),
    ("big5", "貓", ["zh-TW", "zh", "en"]),
    ("big5", "貓", ["en", "zh-HK"]),
    ("big5", "狗", ["zh-Hant-TW"]),
    ("utf-8", "è", ["fr", "en"]),
    ("utf-8", "они", ["zh-CN"]),
    ("cp1252", "été", ["zh-CN"]),
]


@pytest.mark.parametrize(("encoding", "label", "languages"), BROWSERS)
def test_where_bytes_have_two_readings_the_browser_s_language_decides(encoding, label, languages):
    text, told = decode(f"1;2;{label}\r\n3;4;dog\r\n".encode(encoding), languages)
    assert read_csv(text).columns.labels == (label, "dog")
    assert bool(told) == (encoding != "utf-8")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("1;2;кот\n".encode("cp1251"), "csv_encoding"),
        (b"PK\x03\x04 and so on", "csv_workbook"),
        (b"\xd0\xcf\x11\xe0 and so on", "csv_workbook"),
        (b"\xff\xfe\x00", "csv_encoding"),
        (b"1,2,\x81\x8d\xff\n", "csv_encoding"),
    ],
)
def test_what_is_no_text_is_refused(playground, content, key):
    before = playground.state
    assert choose(playground, content) == [html.escape(say(key))]
    assert playground.state == before


@given(st.binary(max_size=60))
def test_no_bytes_raise(content):
    try:
        text, _ = decode(content)
    except ValueError as error:
        assert str(error) in (say("csv_workbook"), say("csv_encoding"))
    else:
        assert read_csv(text).sentences


# The button -----------------------------------------------------------------------------------


def test_labels_are_shown_as_they_are_where_the_font_has_their_letters(playground):
    said = choose(playground, "1,2,猫\n3,4,Zürich\n1,1,猫\n3,3,Zürich\n".encode())
    assert said == [say("rows_read", n=4, x1="x1", x2="x2", labels="猫, Zürich")]
    options = playground.controls["drawn_class"].options
    assert options == (("0 · 猫", 0), ("1 · Zürich", 1), ("2", 2))
    playground.live.still()
    lines = playground.artists.curves._lines.get_text()
    assert "of class 0:" in lines and "of class Zürich:" in lines and "猫" not in lines
    playground.controls["drawn_class"].value = 1
    playground.clear()
    assert playground.controls["drawn_class"].options == (0, 1, 2)
    assert playground.state["drawn_class"] == 1


def test_names_with_dollar_signs_or_line_breaks_are_drawn(playground):
    playground.load_csv('"$a$\\foo","b\nc",kind\n1,2,$x\n3,4,y$\n')
    caption, _ = playground.live.still()
    assert playground.artists.plane.ax.get_ylabel() == "b c" and caption.startswith("Epoch 0")


def test_the_same_file_twice_and_again_after_clear(playground):
    content = b"1,2,a\n-1,-2,b\n"
    for _ in range(2):
        assert "Points read: 2" in choose(playground, content)[-1]
    playground.clear()
    playground.drawer.words.value = ""
    assert "Points read: 2" in choose(playground, content)[-1]
    assert len(read_points(playground.state["own"])) == 2


@pytest.mark.slow
def test_a_hundred_thousand_rows_come_in_parts(playground):
    rng = np.random.default_rng(0)
    numbers = rng.normal(size=(100_000, 2)).tolist()
    rows = [f"{x1!r},{x2!r},{'ab'[k % 2]}" for k, (x1, x2) in enumerate(numbers)]
    content = "\n".join(rows).encode()
    assert len(content) > 3 * PART_BYTES
    said = choose(playground, content)
    assert "Of 100000 points 1000 were taken" in said[0]


def test_what_cannot_be_read_is_told_and_the_button_goes_on():
    files = []
    refusals = []
    button = FileButton("CSV", lambda content, languages: files.append(content), refusals.append)
    button._handle_custom_msg({"too_large": 25_000_000}, [])
    button._handle_custom_msg({"unreadable": True}, [])
    button._handle_custom_msg({"part": 1, "parts": 2}, [b"lost its first part"])
    assert refusals == [
        say("file_too_large", size="25", most="20"),
        *[say("file_unreadable")] * 2,
    ]
    for part in range(21):  # a page that does not check
        message = {"part": part, "parts": 30}
        button._handle_custom_msg(message, [bytes(MOST_BYTES // 20)])
    assert len(refusals) == 4 and files == []
    button._handle_custom_msg({"part": 0, "parts": 1}, [b"1,2,a"])
    assert files == [b"1,2,a"]
    button.close()


def test_the_empty_plane_can_be_shown_first_and_by_its_token():
    first = PlaygroundExplorer(data=data.OWN)
    caption, png = first.live.still()
    assert caption == say("no_points_yet") and png
    again = PlaygroundExplorer.from_token(first.token)
    assert again.caption == caption and again.current() is None
    again.close()
    first.close()
