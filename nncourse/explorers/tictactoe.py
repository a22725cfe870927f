"""Tic-tac-toe against a network that has learned what positions are worth."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.draw import style
from nncourse.draw.labels import Label
from nncourse.draw.numbers import signed
from nncourse.draw.plane import draw_surface
from nncourse.explorers._base.controls import dropdown, number_box
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import listed, say
from nncourse.topics import tictactoe

YOU = "you"
NETWORK = "the network"
SQUARES = (
    "square_1",
    "square_2",
    "square_3",
    "square_4",
    "square_5",
    "square_6",
    "square_7",
    "square_8",
    "square_9",
)
PLACES = [(i % 3, 2 - i // 3) for i in range(9)]  # x and y of the centres of the squares


@cache
def opinion(hidden):
    """The worth of every position as a network with two layers of ``hidden`` units sees it."""
    known = tictactoe.values()
    network = tictactoe.player(known, hidden)
    return tictactoe.opinions(network, known)


class TicTacToeExplorer(Explorer):
    """A game of the reader against the network: the first player has crosses, the second rings.
    The reader plays by a click, or by arrow keys and the space bar.

    ``moves`` are the reader's squares, digits from 1 (top left) to 9, row by row; the network's
    moves follow from them.
    """

    size = (5.4, 4.4)
    scenarios = {
        "many_units": dict(hidden=64, moves=0),
        "few_units": dict(hidden=8, moves=0),
    }
    looks = ("cursor",)
    actions = ("new_game",)
    _hidden = frozenset({"moves", "cursor"})  # they are set in the picture

    def make_controls(self):
        return {
            "starts": dropdown(say("starts"), [(say("you"), YOU), (say("the_network"), NETWORK)]),
            "hidden": dropdown(say("units_a_layer"), [8, 64], 64),
            "moves": number_box("moves", 0, 0, 98765, step=1),
            "cursor": number_box("cursor", 5, 1, 9, step=1),
        }

    def model(self, starts, hidden, moves, cursor):
        starts_first = starts == YOU
        worth = opinion(hidden)
        wanted = [int(digit) - 1 for digit in str(int(moves))]
        played, position = tictactoe.game(wanted, starts_first, worth)
        if starts_first:
            mine = played[0::2]
            others = played[1::2]
        else:
            mine = played[1::2]
            others = played[0::2]
        worths = {}  # of the free squares, to the reader
        if not tictactoe.lost(tictactoe.turned(position)):
            for square in tictactoe.moves(position):
                worths[square] = -worth[tictactoe.play(position, square)]
        return dict(
            mine=mine,
            others=others,
            first=starts_first,
            position=position,
            worths=worths,
            cursor=int(cursor) - 1,
        )

    def build(self, figure):
        ax = figure.subplots()
        ax.set(xlim=(-0.5, 2.5), ylim=(-0.5, 2.5), xticks=[], yticks=[])
        style.style_axes(ax, say("worth_for_you"), "")
        ax.spines[:].set_visible(False)
        surface = draw_surface(ax)
        surface.smooth = False
        surface.set_extent((-0.5, 2.5, -0.5, 2.5))
        surface.set_clim(-1, 1)
        for place in (0.5, 1.5):
            ax.axhline(place, color=style.INK, linewidth=2)
            ax.axvline(place, color=style.INK, linewidth=2)
        look = dict(linestyle="none", fillstyle="none", color=style.INK, markeredgewidth=7)
        (crosses,) = ax.plot([], [], "x", markersize=52, **look)
        (rings,) = ax.plot([], [], "o", markersize=52, **look)
        look = dict(ha="center", va="center", fontsize=style.FONT_SIZE + 2, color=style.INK)
        numbers = [Label(ax, x, y, **look) for x, y in PLACES]
        look = dict(fill=False, edgecolor=style.WARNING, linewidth=2.5, linestyle=(0, (4, 2)))
        cursor = ax.add_patch(Rectangle((0, 0), 0.86, 0.86, zorder=5, **look))
        return SimpleNamespace(
            board=ax,
            surface=surface,
            crosses=crosses,
            rings=rings,
            numbers=numbers,
            cursor=cursor,
        )

    def draw(self, mine, others, first, position, worths, cursor):
        artists = self.artists
        _put_stones(artists.crosses, mine if first else others)
        _put_stones(artists.rings, others if first else mine)
        shades = np.array([worths.get(square, 0.0) for square in range(9)])
        artists.surface.set_data(shades.reshape(3, 3)[::-1])
        for square, label in enumerate(artists.numbers):
            label.set_text(signed(worths[square]) if square in worths else "")
        below = say("worth_for_you" if worths else _verdict_key(position, worths))
        if below != artists.board.get_xlabel():
            artists.board.set_xlabel(below)
            self.relayout()
        x, y = PLACES[cursor]
        artists.cursor.set_xy((x - 0.43, y - 0.43))

    def describe(self, mine, others, first, position, worths, cursor):
        worth = say("no_worth")
        if cursor in worths:
            worth = say("worth", worth=signed(worths[cursor]))
        return say(
            "board",
            you="X" if first else "O",
            mine=_named(mine),
            network="O" if first else "X",
            others=_named(others),
            verdict=say(_verdict_key(position, worths)),
            at=say(SQUARES[cursor]),
            worth=worth,
        )

    def new_game(self):
        """Clear the board."""
        self.set(moves=0)

    def put(self, square):
        """Put the reader's stone on ``square``, from 0, if it is free and the reader's turn."""
        now = self.model(**self.state)
        if square in now["worths"]:
            digits = [str(each + 1) for each in (*now["mine"], square)]
            self.set(moves=int("".join(digits)), cursor=square + 1)

    def on_pointer(self, kind, ax, x, y):
        if kind == "press" and ax is self.artists.board:
            self.put(PLACES.index(_on_board(x, y)))

    def on_arrows(self, dx, dy):
        x, y = PLACES[int(self.state["cursor"]) - 1]
        self.set(cursor=PLACES.index(_on_board(x + dx, y + dy)) + 1)

    def on_space(self):
        self.put(int(self.state["cursor"]) - 1)


def _put_stones(stones, squares):
    places = np.array([PLACES[square] for square in squares]).reshape(-1, 2)
    stones.set_data(*places.T)


def _on_board(x, y):
    """The centre (x, y) of the square nearest to a place."""
    return min(max(round(x), 0), 2), min(max(round(y), 0), 2)


def _verdict_key(position, worths):
    """The key of the sentence on the state of the game."""
    if worths:
        return "your_move"
    if tictactoe.lost(position):
        return "you_lost"
    if tictactoe.lost(tictactoe.turned(position)):
        return "you_won"
    return "nobody_won"


def _named(squares):
    """Squares in words."""
    return listed(say(SQUARES[square]) for square in squares) or say("no_square")
