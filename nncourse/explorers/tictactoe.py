"""Tic-tac-toe against a network that has learned what positions are worth."""

from functools import cache

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.draw import plots
from nncourse.draw.labels import Label
from nncourse.draw.numbers import signed
from nncourse.explorers._base.controls import dropdown, number_box
from nncourse.explorers._base.explorer import Explorer
from nncourse.messages import say
from nncourse.topics import tictactoe

SQUARES = ("square_1", "square_2", "square_3", "square_4", "square_5",
           "square_6", "square_7", "square_8", "square_9")  # fmt: skip
PLACES = [(i % 3, 2 - i // 3) for i in range(9)]  # x and y of their middles


@cache
def opinion(hidden):
    """What every position is worth to a network of two layers with ``hidden`` units each."""
    known = tictactoe.values()
    return tictactoe.opinions(tictactoe.player(known, hidden), known)


class TicTacToeExplorer(Explorer):
    """You are the rings or the crosses, whichever moves first: crosses. A click plays, and so do
    arrow keys and the space bar.

    ``moves`` are your squares, digits from 1 (top left) to 9, row by row; the rest follows.
    """

    size = (5.4, 4.4)
    actions = ("new_game",)

    def __init__(self, **start):
        super().__init__(**start)
        self.hide("moves", "cursor")  # set in the picture, and remembered here

    def make_controls(self):
        return {
            "starts": dropdown(say("starts"), [say("you"), say("the_network")]),
            "hidden": dropdown(say("units_a_layer"), [8, 64], 64),
            "moves": number_box("moves", 0, 0, 98765, step=1),
            "cursor": number_box("cursor", 5, 1, 9, step=1),
        }

    def model(self, starts, hidden, moves, cursor):
        first, worth = starts == say("you"), opinion(hidden)
        played, position = tictactoe.game(
            [int(digit) - 1 for digit in str(int(moves))], first, worth
        )
        over = tictactoe.lost(tictactoe.turned(position))
        free = [] if over else tictactoe.moves(position)
        seen = {square: -worth[tictactoe.play(position, square)] for square in free}
        mine = played[0 if first else 1 :: 2]
        return dict(mine=mine, others=[s for s in played if s not in mine], first=first,
                    position=position, seen=seen, cursor=int(cursor) - 1)  # fmt: skip

    def build(self, figure):
        self._board = ax = figure.subplots()
        ax.set(xlim=(-0.5, 2.5), ylim=(-0.5, 2.5), xticks=[], yticks=[])
        plots.style(ax, say("worth_for_you"), "")
        ax.spines[:].set_visible(False)
        self._surface = plots.draw_surface(ax)
        self._surface.smooth = False
        self._surface.set_extent((-0.5, 2.5, -0.5, 2.5))
        self._surface.set_clim(-1, 1)
        for at in (0.5, 1.5):
            ax.axhline(at, color=plots.INK, linewidth=2)
            ax.axvline(at, color=plots.INK, linewidth=2)
        look = dict(linestyle="none", markersize=52, color=plots.INK, markeredgewidth=7)
        self._stones = [ax.plot([], [], mark, fillstyle="none", **look)[0] for mark in "xo"]
        look = dict(ha="center", va="center", fontsize=plots.FONT_SIZE + 2, color=plots.INK)
        self._numbers = [Label(ax, x, y, **look) for x, y in PLACES]
        look = dict(fill=False, edgecolor=plots.WARNING, linewidth=2.5, linestyle=(0, (4, 2)))
        self._cursor = ax.add_patch(Rectangle((0, 0), 0.86, 0.86, zorder=5, **look))

    def draw(self, mine, others, first, position, seen, cursor):
        sides = (mine, others) if first else (others, mine)
        for stones, squares in zip(self._stones, sides, strict=True):
            stones.set_data([PLACES[s][0] for s in squares], [PLACES[s][1] for s in squares])
        worth = np.array([seen.get(square, 0.0) for square in range(9)])
        self._surface.set_data(worth.reshape(3, 3)[::-1])
        for square, number in enumerate(self._numbers):
            number.set_text(signed(seen[square]) if square in seen else "")
        below = say("worth_for_you" if seen else _verdict(position, seen))
        if below != self._board.get_xlabel():
            self._board.set_xlabel(below)
            self.relayout()
        x, y = PLACES[cursor]
        self._cursor.set_xy((x - 0.43, y - 0.43))

    def describe(self, mine, others, first, position, seen, cursor):
        you, network = ("X", "O") if first else ("O", "X")
        key, at = _verdict(position, seen), say(SQUARES[cursor])
        worth = say("worth", worth=signed(seen[cursor])) if cursor in seen else "."
        return say(
            "board", you=you, mine=_named(mine), network=network, others=_named(others),
            verdict=say(key), at=at, worth=worth,
        )  # fmt: skip

    def new_game(self):
        """Clear the board."""
        self.set(moves=0)

    def put(self, square):
        """Your stone on ``square``, from 0, if it is free and your turn."""
        now = self.model(**self.state)
        if square in now["seen"]:
            digits = [str(each + 1) for each in (*now["mine"], square)]
            self.set(moves=int("".join(digits)), cursor=square + 1)

    def on_pointer(self, kind, ax, x, y):
        if kind == "press" and ax is self._board:
            column, row = (min(max(round(place), 0), 2) for place in (x, y))
            self.put(3 * (2 - row) + column)

    def on_arrows(self, dx, dy):
        x, y = PLACES[int(self.state["cursor"]) - 1]
        x, y = (min(max(place + step, 0), 2) for place, step in ((x, dx), (y, dy)))
        self.set(cursor=PLACES.index((x, y)) + 1)

    def on_space(self):
        self.put(int(self.state["cursor"]) - 1)


def _verdict(position, seen):
    """The key of the sentence on how the game stands."""
    if seen:
        return "your_move"
    if tictactoe.lost(position):
        return "you_lost"
    return "you_won" if tictactoe.lost(tictactoe.turned(position)) else "nobody_won"


def _named(squares):
    """Squares in words."""
    return ", ".join(say(SQUARES[square]) for square in squares) or say("no_square")
