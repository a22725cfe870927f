"""The plane of two classes and the map of a loss: each artist shows what it is given."""

import re
from pathlib import Path

import numpy as np
import pytest

from nncourse.draw import style
from nncourse.draw.height_map import N_LEVELS, HeightMap
from nncourse.draw.images import draw_digit, draw_slopes, draw_weights
from nncourse.draw.plane import Arrow, ClassPlane, boundary, draw_regions, grid

X = np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 1.0]])
BOOK = Path(__file__).parents[1] / "book"
EXTENT = (-1.0, 4.0, -2.0, 3.0)


@pytest.fixture
def ax():
    return style.new_figure(4, 3).subplots()


def test_samples_have_the_marker_of_their_class(ax):
    plane = ClassPlane(ax)
    plane.show_samples(X, np.array([0, 1, 0]))
    first, second = plane.points
    assert first.get_xydata().tolist() == [[0, 0], [3, 1]]
    assert second.get_xydata().tolist() == [[1, 2]]
    assert (first.get_marker(), second.get_marker()) == style.MARKERS[:2]


def test_rings_and_boundary_are_where_they_are_put(ax):
    plane = ClassPlane(ax)
    plane.show_wrong(X[1:])
    assert plane.rings.get_xydata().tolist() == [[1, 2], [3, 1]]
    plane.show_wrong(X[:0])
    assert plane.rings.get_xydata().shape == (0, 2)
    ends = boundary(np.array([1.0, 0.0]), -2.0, EXTENT)  # x1 = 2
    plane.show_boundary(ends)
    assert sorted(plane.line.get_xydata().tolist()) == [[2, -2], [2, 3]]


def test_the_picture_and_its_shades_have_one_extent(ax):
    plane = ClassPlane(ax)
    plane.set_extent(EXTENT)
    assert (*ax.get_xlim(), *ax.get_ylim()) == EXTENT
    assert tuple(plane.surface.get_extent()) == EXTENT
    plane.show_output(np.array([[0.0, 0.5], [0.25, 1.0]]))
    np.testing.assert_array_equal(plane.surface.levels(), [[64, 255], [0, 128]])


def test_without_shades_the_ground_stays_white(ax):
    plane = ClassPlane(ax, shades=False)
    plane.set_extent(EXTENT)
    assert not ax.images and (*ax.get_xlim(), *ax.get_ylim()) == EXTENT


def test_a_height_map_has_its_heights_and_lines_of_equal_height(ax):
    u = np.linspace(-1, 1, 21)
    heights = np.add.outer(u**2, u**2)  # circles around the middle
    height_map = HeightMap(ax)
    height_map.move(heights, (-1, 1, -1, 1))
    assert height_map.surface.get_clim() == (0, 2)
    segments = height_map.lines.get_segments()
    assert len(segments) >= N_LEVELS
    radii = [np.hypot(*segment.T) for segment in segments]
    assert max(np.ptp(radius) for radius in radii) < 0.01
    squares = sorted({round(float(np.mean(radius) ** 2), 2) for radius in radii})
    wanted = 2 * np.linspace(0, 1, N_LEVELS + 2)[1:-1] ** 2
    np.testing.assert_allclose(squares, wanted, atol=0.02)


def test_the_thin_line_lies_where_the_output_is_one_half(ax):
    plane = ClassPlane(ax)
    plane.set_extent((-1.2, 1.2, -1, 1))
    outputs = (grid((-1.2, 1.2, -1, 1), 80) ** 2).sum(axis=1).reshape(80, 80)  # 0.5 on a circle
    plane.show_contour(outputs)
    places = plane.line.get_xydata()
    places = places[np.isfinite(places[:, 0])]
    np.testing.assert_allclose(np.hypot(*places.T), np.sqrt(0.5), atol=2e-3)
    assert len(places) > 80
    plane.show_contour(np.full((80, 80), 0.9))
    assert not np.isfinite(plane.line.get_xydata()).any()


@pytest.mark.parametrize("way", [(1.0, 0.0), (0.0, -0.5), (0.3, 0.4), (0.001, 0.0)])
def test_an_arrow_leads_from_its_foot_along_its_way(ax, way):
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    arrow = Arrow(ax)
    foot = np.array([0.2, 0.1])
    arrow.move(foot, np.array(way))
    corners = arrow._patch.get_xy()[:7] - foot
    length = np.hypot(*way)
    along = corners @ way / length
    aside = corners @ [-way[1], way[0]] / length
    assert arrow._patch.get_visible()
    assert [along.min(), along.max()] == pytest.approx([0, length])
    assert aside.sum() == pytest.approx(0) and aside[along.argmax()] == pytest.approx(0)
    arrow.move(foot, np.zeros(2))
    assert not arrow._patch.get_visible()


def test_regions_are_what_is_predicted_with_the_samples_on_them(ax):
    draw_regions(ax, lambda points: points[:, 0] > 1, X, np.array([0, 1, 0]), EXTENT)
    [surface] = ax.images
    assert surface.get_extent() == pytest.approx(EXTENT)
    np.testing.assert_array_equal(surface.get_array().ravel() > 0.5, grid(EXTENT)[:, 0] > 1)
    assert [line.get_xydata().tolist() for line in ax.lines] == [[[0, 0], [3, 1]], [[1, 2]]]


def test_a_digit_its_slopes_and_weights_are_images_of_their_numbers():
    ink, slopes, weights = style.new_figure(9, 3).subplots(1, 3)
    counts = np.arange(64) % 17
    draw_digit(ink, counts, "a digit")
    draw_slopes(slopes, counts - 8.0, limit=2)
    draw_weights(weights, np.ones((3, 5)), ["a", "b", "c"], limit=0.5)
    assert ink.images[0].get_array().ravel().tolist() == counts.tolist()
    assert ink.images[0].get_clim() == (0, 16) and ink.get_title() == "a digit"
    assert slopes.images[0].get_clim() == (-2, 2)
    assert weights.images[0].get_clim() == (-0.5, 0.5)
    assert [label.get_text() for label in weights.get_yticklabels()] == ["a", "b", "c"]


def test_axes_of_every_figure_have_the_course_s_colours_and_sizes(ax):
    lines = [ax.plot([0, 1])[0].get_color() for _ in style.COLOURS]
    assert lines == list(style.COLOURS)
    assert ax.xaxis.label.get_size() == ax.title.get_size() == style.FONT_SIZE
    assert ax.get_xticklabels()[0].get_size() == style.FONT_SIZE - 1


def test_tables_of_the_book_have_the_course_s_shades_or_greys():
    maps = re.findall(r"cmap=([\w.\"]+)", "".join(p.read_text("utf-8") for p in BOOK.glob("*.md")))
    own = {"SHADES_STRONG", "style.SHADES_STRONG", "style.SHADES"}
    assert maps and set(maps) <= own | {'"Greys"', '"gray_r"'}
