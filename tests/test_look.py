"""The look of figures: colours that can be told apart, in the light theme and in the dark one."""

import itertools
import re

import numpy as np
import pytest
from browser import ROOT
from matplotlib.colors import to_rgb

from nncourse.draw import style

SHEET = (ROOT / "nncourse" / "widgets" / "look.css").read_text(encoding="utf-8")
GIVEN = re.findall(r"--nnc-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", SHEET)
PAGE = {name: dict(light=to_rgb(light), dark=to_rgb(dark)) for name, light, dark in GIVEN}
MARKS = {"blue": style.COLOURS[0], "orange": style.COLOURS[1], "green": style.COLOURS[2]}
MARKS |= {"warning": style.WARNING, "mark": style.MARK}


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = np.clip(colour, 0, 1)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    """The ratio of the lighter to the darker, as WCAG 2.2 defines it."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def on_dark(colour):
    """What a picture's colour becomes on a dark page."""
    return np.clip(style.dark_map() @ [*to_rgb(colour), 1], 0, 1)


def on_light(colour):
    """What a picture's colour is on a light page."""
    return np.array(to_rgb(colour))


BOTH = pytest.mark.parametrize("seen", [on_light, on_dark])


def test_contrast_is_what_wcag_says_of_its_examples():
    assert contrast((1, 1, 1), (0, 0, 0)) == pytest.approx(21)
    assert contrast(to_rgb("#777777"), (1, 1, 1)) == pytest.approx(4.48, abs=0.01)


@BOTH
def test_text_in_pictures_can_be_read(seen):
    for part in np.linspace(0, 1, 11):
        assert contrast(seen(style.INK), seen(style.SHADES(part)[:3])) >= 4.5
    assert contrast(seen(style.MUTED), seen("#FFFFFF")) >= 4.5


@BOTH
@pytest.mark.parametrize("name", MARKS)
def test_marks_in_pictures_stand_out_from_the_ground(seen, name):
    assert contrast(seen(MARKS[name]), seen("#FFFFFF")) >= 3


@BOTH
def test_the_outline_of_a_mark_stands_out_from_every_shade(seen):
    for shades in (style.SHADES, style.HEIGHTS):
        for part in np.linspace(0, 1, 11):
            assert contrast(seen(style.INK), seen(shades(part)[:3])) >= 3


@BOTH
def test_a_ring_is_red_and_stands_out_from_every_shade(seen):
    red, green, blue = seen(style.WARNING)
    assert max(green, blue) < 0.6 * red
    for part in np.linspace(0, 1, 11):
        assert contrast(seen(style.WARNING), seen(style.SHADES(part)[:3])) >= 3


@BOTH
def test_what_is_higher_on_a_map_is_bluer(seen):
    colours = np.array([seen(style.HEIGHTS(part)[:3]) for part in np.linspace(0, 1, 11)])
    assert (np.diff(colours[:, 2] - colours[:, 0]) > 0).all()


def test_colours_stay_what_they_are_called_on_a_dark_page():
    for light, dark, weight in style.DARK:
        if weight >= 20:
            np.testing.assert_allclose(on_dark(light), to_rgb(dark), atol=0.03)
    blue, orange, green = map(on_dark, style.COLOURS)
    assert np.argmax(blue) == 2 and np.argmax(orange) == 0 and np.argmax(green) == 1


def test_a_mix_becomes_the_mix_of_what_its_colours_become():
    for one, other in itertools.combinations(["#FFFFFF", style.INK, *style.COLOURS[:2]], 2):
        middle = (on_light(one) + on_light(other)) / 2
        np.testing.assert_allclose(on_dark(middle), (on_dark(one) + on_dark(other)) / 2, atol=0.02)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_edges_of_the_page_can_be_told_from_their_grounds(theme):
    colours = {name: both[theme] for name, both in PAGE.items()}
    for text, ground in [
        *itertools.product(["ink", "muted", "accent", "warning"], ["ground", "raised"]),
        ("ink", "advice"),
        ("ink", "moved"),
        ("on-accent", "accent"),
    ]:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for mark in ["edge", "focus", "blue", "orange", "green"]:
        assert contrast(colours[mark], colours["ground"]) >= 3, mark


def test_the_page_and_its_pictures_have_the_same_colours():
    for name in ("blue", "orange", "green"):
        np.testing.assert_allclose(PAGE[name]["light"], to_rgb(MARKS[name]), atol=1e-6)
        np.testing.assert_allclose(PAGE[name]["dark"], on_dark(MARKS[name]), atol=0.2)
    np.testing.assert_allclose(PAGE["ground"]["dark"], on_dark("#FFFFFF"), atol=0.01)
    np.testing.assert_allclose(PAGE["ink"]["dark"], on_dark(style.INK), atol=0.03)
