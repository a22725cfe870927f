"""The live figure in the kernel: when it sends frames, what is on them, and what it hears."""

import re
import threading

import numpy as np
import pytest
from front_end import Dot, FrontEnd

from nncourse.draw import plane, style
from nncourse.draw.labels import NUMBER, Label
from nncourse.widgets import live_figure
from nncourse.widgets.live_figure import IN_FLIGHT, LiveFigure
from nncourse.widgets.scripts import HERE


@pytest.fixture
def dot():
    dot = Dot()
    yield dot
    dot.live.close()


def test_frames_are_sent_only_to_a_page_that_shows_the_figure(dot):
    dot.move(0.5)
    assert dot.page.frames == [] and dot.updates == 0
    content, picture = dot.page.look()
    assert content["caption"] == "the dot is at 0.50" and content["note"] == ""
    assert picture.shape == (300, 400, 3)


def test_a_burst_leaves_few_frames_and_the_newest_state_wins(dot):
    dot.page.look()
    n = len(dot.page.frames)
    for place in np.linspace(-1, 1, 100):
        dot.move(place)
    assert len(dot.page.frames) == n + IN_FLIGHT
    dot.page.acknowledge()
    assert len(dot.page.frames) == n + IN_FLIGHT + 1
    assert dot.page.frames[-1][0]["caption"] == "the dot is at 1.00"
    dot.page.acknowledge()
    assert len(dot.page.frames) == n + IN_FLIGHT + 1  # nothing new, no frame


def test_no_more_than_a_few_frames_are_ever_on_their_way(dot):
    dot.page.look()
    rng = np.random.default_rng(0)
    for place in rng.uniform(-1, 1, 300):
        dot.move(place)
        on_their_way = dot.live._sent - dot.live._shown
        assert on_their_way <= IN_FLIGHT
        if on_their_way and rng.random() < 0.3:
            dot.page.tell(shown=dot.live._shown + 1)


def test_acknowledgements_may_come_in_any_order(dot):
    dot.page.look()
    first = dot.page.frames[-1][0]["number"]
    dot.move(0.1)
    dot.move(0.2)
    for number in (first + 2, first + 1):
        dot.page.tell(shown=number)
    assert dot.live._sent == dot.live._shown


def test_a_frame_that_nobody_acknowledges_is_given_up(dot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(live_figure.time, "monotonic", lambda: now[0])
    dot.page.look()
    for place in (0.1, 0.2, 0.3):
        dot.move(place)
    assert dot.page.frames[-1][0]["caption"] == "the dot is at 0.20"
    now[0] += live_figure.PATIENCE + 0.01
    dot.move(0.4)
    assert dot.page.frames[-1][0]["caption"] == "the dot is at 0.40"


def test_messages_of_other_threads_are_heard_where_cells_run(dot):
    dot.page.look()
    n = len(dot.page.frames)
    threads = []
    dot.live.update = lambda: (threads.append(threading.get_ident()), "")
    other = threading.Thread(target=lambda: (dot.page.tell(width=300, ratio=1), dot.move(0.3)))
    other.start()
    other.join()
    assert threads == [] and len(dot.page.frames) == n
    dot.page.loop.turn()
    assert set(threads) == {threading.get_ident()} and len(dot.page.frames) > n


@pytest.mark.parametrize(
    "ratio, shape", [(1, (300, 400, 3)), (2, (600, 800, 3)), (3, (600, 800, 3))]
)
def test_it_is_sharp_on_dense_screens_while_it_moves_too(dot, ratio, shape):
    assert dot.page.look(ratio=ratio)[1].shape == shape
    dot.move(0.5)
    assert dot.page.frames[-1][1].shape == shape


def test_nothing_is_sent_twice(dot):
    sizes = []
    dot.page.look()
    take = dot.live.send
    dot.live.send = lambda content, buffers: (
        sizes.append([*map(len, buffers)]),
        take(content, buffers),
    )
    dot.page.look()
    for place in (0.5, 0.5, 2):  # the last moves nothing
        dot.move(place)
        dot.page.acknowledge()
    whole, moved, same, still = sizes
    assert whole[0] > 0 and moved[0] == same[0] == still[0] == 0  # axes and ticks
    nothing = 6 * 300  # a run for each row
    assert whole[1] > moved[1] > same[1] == nothing and still[1] == 0


def test_a_page_that_misses_something_can_begin_anew(dot):
    dot.page.look()
    _, before = dot.page.frames[-1]
    dot.page.layers[1][...] = 7
    content, picture = dot.page.look()
    assert content["whole"]
    np.testing.assert_array_equal(picture, before)


@pytest.mark.parametrize(
    "width, size", [(900, (900, 300)), (1080, (1080, 360)), (2000, (1215, 405)), (618, (618, 300))]
)
def test_axes_stay_side_by_side_where_there_is_room(width, size):
    dot = Dot(9.0, n_axes=2)
    assert dot.page.look(width)[1].shape[1::-1] == size
    left, right = dot.figure.axes
    assert left.bbox.x1 <= right.bbox.x0
    dot.live.close()


def test_axes_that_need_more_room_are_stacked_sooner():
    figure = style.new_figure(9, 3)
    left, right = figure.subplots(1, 2)
    live = LiveFigure(figure, lambda: ("", ""), stack=0.8)
    FrontEnd(live).look(700)
    assert left.bbox.y0 >= right.bbox.y1
    live.close()


@pytest.mark.parametrize("width, is_stacked", [(826, False), (660, True)])
def test_larger_type_needs_more_room(width, is_stacked):
    dot = Dot(9.0, n_axes=2)
    dot.live.large = True
    dot.page.look(width)
    left, right = dot.figure.axes
    assert (left.bbox.y0 >= right.bbox.y1) == is_stacked
    dot.live.close()


def test_axes_are_stacked_where_there_is_none():
    dot = Dot(9.0, n_axes=2)
    for width, seen in [(460, 460), (300, 100 * live_figure.NARROWEST)]:
        assert dot.page.look(width)[1].shape[1] == seen
        upper, lower = dot.figure.axes
        assert upper.bbox.y0 >= lower.bbox.y1
    dot.page.look(900)
    assert upper.bbox.x1 <= lower.bbox.x0
    dot.live.close()


@pytest.mark.parametrize(
    ("width", "tallest", "seen"),
    [
        (900, 1000, (900, 300)),
        (900, 270, (900, 270)),
        (900, 100, (900, 300 * live_figure.LOWEST)),
        (1215, 1000, (1215, 405)),
        (1215, 330, (990, 330)),
    ],
)
def test_a_picture_is_no_higher_than_the_page_has_room_for(width, tallest, seen):
    dot = Dot(9.0, n_axes=2)
    dot.page.tell(width=width, ratio=1, tallest=tallest)
    assert dot.page.frames[-1][1].shape[1::-1] == seen
    dot.live.still()
    assert dot.figure.get_size_inches() == pytest.approx((9, 3))
    dot.live.close()


@pytest.mark.parametrize("width", [300, 460, 647, 649, 900])
def test_type_keeps_its_size_and_stays_inside(width):
    dot = Dot(9.0, n_axes=2)
    dot.page.look(width)
    for ax in dot.figure.axes:
        box = ax.get_tightbbox()
        whole = dot.figure.bbox
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= whole.x1 and box.y1 <= whole.y1
        assert ax.xaxis.get_ticklabels()[0].get_fontsize() >= 9
    dot.live.close()


def test_still_pictures_have_the_natural_size_whatever_the_page_has():
    dot = Dot(9.0, n_axes=2)
    before = dot.live.still()
    dot.page.look(460, ratio=2)
    assert dot.live.still() == before
    dot.live.close()


def test_presses_and_drags_are_told_in_data_coordinates(dot):
    dot.page.look()
    (ax,) = dot.figure.axes
    to_page = (ax.transData + dot.figure.transFigure.inverted()).transform
    places = [("press", (0.25, -0.5)), ("drag", (0.5, 0.5)), ("drag", (3, 0)), ("release", (3, 0))]
    for kind, place in places:
        x, y = to_page(place)
        dot.page.tell(pointer=kind, x=x, y=y)
    assert [(kind, where) for kind, where, _, _ in dot.heard] == [(kind, ax) for kind, _ in places]
    heard = [h[2:] for h in dot.heard]
    np.testing.assert_allclose(heard, [place for _, place in places], atol=1e-9)


def test_presses_outside_the_axes_are_ignored_with_all_that_follows(dot):
    dot.page.look()
    for kind, x in [("press", 0.001), ("drag", 0.5), ("release", 0.5)]:
        dot.page.tell(pointer=kind, x=x, y=0.5)
    assert dot.heard == []
    dot.page.tell(pointer="press", x=0.5, y=0.5)
    assert len(dot.heard) == 1


def test_places_are_right_after_the_page_became_narrow():
    dot = Dot(9.0, n_axes=2)
    dot.page.look(460)
    for ax in dot.figure.axes:
        x, y = (ax.transData + dot.figure.transFigure.inverted()).transform((0.5, 0.5))
        dot.page.tell(pointer="press", x=x, y=y)
    assert [heard[1] for heard in dot.heard] == dot.figure.axes
    dot.live.close()


def test_keys_are_handed_on(dot):
    dot.page.tell(key="ArrowLeft", large=True)
    assert dot.heard == [("ArrowLeft", True)]


def test_notes_are_sent_beside_the_caption(dot):
    dot.page.look()
    dot.move(2)
    assert (
        dot.page.frames[-1][0] | {"caption": "as it was", "note": "too far"}
        == (dot.page.frames[-1][0])
    )
    dot.page.acknowledge()
    dot.move(0)
    assert dot.page.frames[-1][0]["note"] == ""


def test_a_figure_that_is_closed_stays_silent(dot):
    dot.page.look()
    dot.move(0.5)
    n = len(dot.page.frames)
    dot.live.close()
    dot.move(0.6)
    assert dot.page.loop.waiting == [] and len(dot.page.frames) == n
    dot.live.close()  # again does no harm


@pytest.mark.parametrize(
    "message", [dict(width=400, ratio=1), dict(pointer="hover", x=0.5, y=0.5), dict(shown=1)]
)
def test_a_message_that_comes_after_the_end_is_not_heard(dot, message):
    dot.live.on_pointer = lambda *_: pytest.fail("heard")
    dot.page.look()
    dot.live.close()
    dot.live._receive(message)


def test_surfaces_that_come_go_and_change_their_colours_are_shown_as_they_are():
    figure = style.new_figure(4, 3)
    ax = figure.subplots()
    ax.set(xlim=(0, 2), ylim=(0, 1))
    left = plane.draw_surface(ax)
    right = plane.draw_surface(ax)
    left.set_extent((0, 1, 0, 1))
    right.set_extent((1, 2, 0, 1))
    live = LiveFigure(figure, lambda: ("", ""))
    page = FrontEnd(live)

    def colours():
        live.changed()
        page.acknowledge()
        picture = page.frames[-1][1]
        return [tuple(map(int, picture[150, x])) for x in (120, 310)]

    page.look()
    blue = style.SHADES(0.0)
    orange = style.SHADES(1.0)
    white = (1, 1, 1)
    steps = [
        (dict(data=(left, 1.0)), (orange, blue)),
        (dict(hidden=left), (white, blue)),
        (dict(data=(right, 1.0)), (white, orange)),
        (dict(shown=left), (orange, orange)),
        (dict(colours=(right, style.HEIGHTS)), (orange, style.HEIGHTS(1.0))),
        (dict(data=(left, 0.0)), (blue, style.HEIGHTS(1.0))),
    ]
    for step, wanted in steps:
        if "data" in step:
            step["data"][0].set_data(np.full((2, 2), step["data"][1]))
        if "colours" in step:
            step["colours"][0].set_cmap(step["colours"][1])
        left.set_visible(
            left.get_visible() if len({"hidden", "shown"} & step.keys()) == 0 else "shown" in step
        )
        wanted = [tuple(round(255 * part) for part in colour[:3]) for colour in wanted]
        np.testing.assert_allclose(colours(), wanted, atol=2)
    live.close()


def see(dot, view, width, ratio=1):
    """Have a view of that name tell its width, and show the newest frame."""
    before = len(dot.page.frames)
    dot.page.tell(view=view, width=width, ratio=ratio)
    dot.page.tell(view=view, shown=dot.page.frames[-1][0]["number"])
    return [content["view"] for content, _ in dot.page.frames[before:]]


def test_two_views_of_different_widths_do_not_answer_each_other(dot):
    assert see(dot, "laptop", 400) == ["laptop"]
    assert see(dot, "projector", 300) == ["projector"]  # a new one: the picture is drawn for it
    for width in (385, 400, 385, 400):  # as where the height of each picture moves a scroll bar
        assert see(dot, "laptop", width) == []
    assert dot.page.frames[-1][0]["size"][0] == 400  # as wide as a picture is at least
    assert see(dot, "projector", 320) == ["projector"]


def test_the_view_that_stays_gets_a_picture_of_its_own_width(dot):
    see(dot, "laptop", 400)
    see(dot, "projector", 520)
    dot.page.tell(view="projector", closed=True)
    content, _ = dot.page.frames[-1]
    assert content["view"] == "laptop" and content["whole"] and content["size"][0] == 400
    dot.page.tell(view="laptop", closed=True)
    count = len(dot.page.frames)
    dot.move(0.5)
    assert len(dot.page.frames) == count  # nobody watches


def test_a_view_that_went_without_a_word_is_not_waited_for(dot, monkeypatch):
    see(dot, "laptop", 400)
    see(dot, "projector", 520)
    for place in (0.1, 0.2):
        dot.move(place)
        dot.page.tell(view="laptop", shown=dot.page.frames[-1][0]["number"])
    monkeypatch.setattr(live_figure, "PATIENCE", 0)
    assert see(dot, "laptop", 390) == ["laptop"]


def test_a_view_that_missed_a_frame_gets_a_whole_one_in_the_width_there_is(dot):
    see(dot, "laptop", 400)
    see(dot, "projector", 520)
    dot.page.tell(view="laptop", lost=True)
    content, _ = dot.page.frames[-1]
    assert content["whole"] and content["view"] == "projector"


def test_a_number_with_an_exponent_is_marked_as_a_whole():
    ax = style.new_figure(4, 3).subplots()
    label = Label(ax, 0, 0, "3.9e−8 and 1.5e7")
    [box] = label.moved("3.8e−8 and 1.5e7")
    assert box[2] - box[0] == pytest.approx(label._width("3.9e−8"), abs=1)
    [pattern] = re.findall(r"NUMBERS = /\((.*)\)/", (HERE / "caption.js").read_text("utf-8"))
    assert pattern.replace("\\u2212", "−") == NUMBER.pattern  # the page marks the same
