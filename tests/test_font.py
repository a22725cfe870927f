"""The font of a language has every letter that the course uses, and pictures draw with it."""

import logging

import font
import numpy as np
import pytest
import translate
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import FigureCanvasAgg
from test_language import chinese  # noqa: F401 (a fixture)

import nncourse
from nncourse.draw import fonts, rich_text, style
from nncourse.draw.labels import Label, Lines
from nncourse.draw.rich_text import plain, width, wrapped
from nncourse.widgets.live_figure import LiveFigure

ROOT = translate.ROOT
CODES = sorted(path.stem for path in fonts.FOLDER.glob("*.otf"))

# ruff: noqa: F811 (a fixture's name is its argument's name)


def test_chinese_has_a_font():
    assert "zh" in CODES


@pytest.mark.parametrize("code", CODES)
def test_every_letter_of_a_language_is_in_its_font(code):
    own = TTFont(fonts.FOLDER / f"{code}.otf").getBestCmap()
    nncourse.language(code)
    missing = [letter for letter in translate.letters(ROOT, code) if letter not in "\n\t\u2060"]
    missing = [letter for letter in missing if ord(letter) not in own]
    assert [letter for letter in missing if not fonts.has_glyphs(letter)] == []
    nncourse.language("en")


def test_fonts_are_small_and_have_their_licence():
    assert sum(path.stat().st_size for path in fonts.FOLDER.glob("*.otf")) < font.MOST
    licence = (fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence and "Adobe" in licence


def drawn(text, make=None):
    """The ink of a text, drawn by matplotlib or by an artist of ``make``."""
    figure = style.new_figure(3, 1)
    ax = figure.subplots()
    ax.axis("off")
    if make:
        make(ax, text)
    else:
        ax.text(0, 0.5, text, fontsize=20)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return 255 - np.asarray(canvas.buffer_rgba())[..., 0].astype(int)


def by_label(ax, text):
    Label(ax, 0, 0.5, text, fontsize=20, va="center", ha="left")


@pytest.mark.parametrize("make", [None, by_label], ids=["matplotlib", "label"])
def test_pictures_draw_chinese_letters_and_no_boxes(make, chinese, recwarn, caplog):
    with caplog.at_level(logging.WARNING):
        ink = [drawn(text, make) for text in ("权重", "损失", "权权")]
    assert not recwarn.list and not caplog.records
    assert (ink[0] != ink[1]).any() and (ink[0] != ink[2]).any()
    assert all(picture.sum() > 1000 for picture in ink)


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_bold_letters_are_drawn_without_a_complaint(weight, chinese, caplog):
    with caplog.at_level(logging.WARNING):
        drawn("权重", lambda ax, text: ax.text(0, 0.5, text, weight=weight))
    assert not caplog.records


def test_latin_letters_and_digits_look_the_same_in_every_language(chinese):
    texts = ["tanh 0.5", "$x_1^2$"]
    in_chinese = [drawn(text) for text in texts]
    nncourse.language("en")
    for text, picture in zip(texts, in_chinese, strict=True):
        assert (drawn(text) == picture).all()


def test_a_letter_that_no_font_has_is_known(chinese):
    assert fonts.has_glyphs("权重 w")
    assert not fonts.has_glyphs("龘")
    nncourse.language("en")
    assert not fonts.has_glyphs("权重")


LONG = "单元 1 的净输入等于各个权重乘以传入的值，再相加，最后加上偏置（不是别的）。"


@pytest.mark.parametrize("room", [80, 120, 200])
def test_lines_break_between_chinese_letters_but_not_before_punctuation(room, chinese):
    lines = wrapped([(LONG, "")], 11, room)
    assert len(lines) > 2
    assert "".join(map(plain, lines)).replace(" ", "") == LONG.replace(" ", "")
    for line in lines:
        assert width(line, 11) <= room
        assert plain(line)[0] not in rich_text.NEVER_FIRST
        assert plain(line)[-1] not in rich_text.NEVER_LAST


def test_a_long_line_under_the_curves_breaks_too(chinese):
    ax = style.new_figure(2, 2).subplots()
    lines = Lines(ax, 0, 0.9, 0, text=LONG, fontsize=11).lines()
    assert len(lines) > 1 and "".join(line.strip() for line in lines) == LONG


def test_a_page_without_the_letters_gets_the_font(chinese):
    figure = style.new_figure()
    live = LiveFigure(figure, lambda: "")
    sent = []
    live.send = lambda content, buffers=None: sent.append((content, buffers))
    live._receive({"font": True})
    [(content, [bytes_of_it])] = sent
    assert content == {"font": live.font} == {"font": fonts.family("zh")}
    assert bytes_of_it == (fonts.FOLDER / "zh.otf").read_bytes()
    nncourse.language("en")
    live = LiveFigure(figure, lambda: "")
    live.send = lambda content, buffers=None: sent.append((content, buffers))
    live._receive({"font": True})
    assert live.font == "" and len(sent) == 1
