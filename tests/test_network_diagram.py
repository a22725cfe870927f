"""The network diagram: every unit and connection in its place, drawn as it is, found by a click."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from nncourse.draw import style
from nncourse.draw.network_diagram import NetworkDiagram, unit_places

SIZES = [(1, 1), (2, 3, 1), (8, 8, 8, 1), (2, 8, 8, 8, 8, 8, 8, 1), (3, 1, 5)]


@pytest.fixture
def diagram():
    return NetworkDiagram(style.new_figure(9, 4).subplots())


@pytest.mark.parametrize("sizes", SIZES)
def test_units_keep_apart_and_inside(diagram, sizes):
    diagram.move(sizes)
    points = np.concatenate(unit_places(sizes))
    r = diagram.radius
    away = np.linalg.norm(points[:, None] - points, axis=2) + 99 * np.eye(len(points))
    assert away.min() > 2 * r
    assert (points - r >= 0).all() and (points + r <= [10, 7]).all()


@pytest.mark.parametrize("sizes", SIZES)
def test_what_is_clicked_is_found(diagram, sizes):
    diagram.move(sizes)
    for column, units in enumerate(unit_places(sizes)):
        for i, (x, y) in enumerate(units):
            assert diagram.hit(x, y) == (column, i)
    assert diagram.hit(5, 99) is None
    start = unit_places(sizes)[0][0]
    end = unit_places(sizes)[1][0]
    on_the_way = [diagram.hit(*(start + s * (end - start))) for s in np.linspace(0.1, 0.9, 50)]
    assert (0, 0, 0) in on_the_way


def test_sign_is_told_by_colour_and_by_line_and_size_by_width(diagram):
    diagram.move((2, 1), [np.array([[2.0], [-0.5]])])
    edges = diagram._edges
    blue, orange, _ = map(to_rgb, style.COLOURS)
    assert [tuple(c[:3]) for c in edges.get_color()] == [orange, blue]
    (_, solid), (_, dashed) = edges.get_linestyle()
    assert solid is None and len(dashed) == 2
    thick, thin = edges.get_linewidth()
    assert thick > thin


def test_nothing_is_made_anew(diagram):
    before = len(diagram.ax.figure.findobj())
    for sizes in SIZES:
        diagram.move(sizes, inside=[["1"] * n for n in sizes], marked=[(0, 0), (0, 0, 0)])
    assert len(diagram.ax.figure.findobj()) == before
