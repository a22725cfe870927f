"""Tic-tac-toe: its positions, their worth, and a network that learns it.

A position is a tuple of nine squares, row by row, as seen by the player who moves next: 1 is mine,
-1 is the other player's, 0 is free.
"""

import numpy as np

from nnlib.network import Network
from nnlib.optimizers import Adam
from nnlib.training import fit

LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
EMPTY = (0,) * 9


def lost(position):
    """Whether the other player has three in a row."""
    return any(position[i] == position[j] == position[k] == -1 for i, j, k in LINES)


def moves(position):
    """The free squares; none if the game is over."""
    if lost(position):
        return []
    return [square for square in range(9) if position[square] == 0]


def play(position, square):
    """The position as the other player sees it after my move on ``square``."""
    return turned((*position[:square], 1, *position[square + 1 :]))


def turned(position):
    """The position as the other player sees it."""
    return tuple(-stone for stone in position)


def values():
    """{position: its worth to the player who moves next}: 1 a win, 0 a draw, -1 a loss, if both
    play well.

    Minimax: the worth is the best that a move leads to, and a position good for the other player is
    bad for me. All positions that can occur are included, and the empty board is last.
    """
    known = {}

    def value(position):
        if position not in known:
            worths = [-value(play(position, square)) for square in moves(position)]
            if worths:
                known[position] = max(worths)
            else:
                known[position] = -1 if lost(position) else 0
        return known[position]

    value(EMPTY)
    return known


def inputs(positions):
    """Nine numbers for my squares, then nine for the other player's: shape (n, 18)."""
    squares = np.array(positions)
    return np.hstack([squares == 1, squares == -1]).astype(float)


def player(known, hidden=64):
    """A network with two hidden layers that learns what positions are worth."""
    sizes = [18, hidden, hidden, 1]
    network = Network.from_sizes(sizes, "relu", "tanh", init="he_normal")
    X = inputs(list(known))
    y = np.array(list(known.values()))
    for rate in (0.01, 0.002):
        fit(network, X, y, Adam(rate), epochs=30, batch_size=64)
    return network


def opinions(network, known):
    """{position: its worth as the network predicts it}."""
    worths = network.predict(inputs(list(known)))[:, 0]
    return dict(zip(known, worths.tolist(), strict=True))


def choose(position, opinion):
    """The square that leaves the other player the position of least worth."""
    return min(moves(position), key=lambda square: opinion[play(position, square)])


def game(wanted, first, opinion):
    """A game of the reader against a player with that ``opinion``: its squares in order, and the
    position as the reader sees it.

    ``wanted`` are the squares that the reader plays, in turn; those that are not free are skipped.
    ``first`` says whether the reader begins.
    """
    position = EMPTY
    played = []
    wanted = iter(wanted)
    is_reader = first
    while free := moves(position):
        if is_reader:
            square = next((square for square in wanted if square in free), None)
        else:
            square = choose(position, opinion)
        if square is None:
            break
        played.append(square)
        position = play(position, square)
        is_reader = not is_reader
    if is_reader:
        return played, position
    return played, turned(position)


def results(opinion, position=EMPTY, mine=True):
    """The results of all games from here, 1, 0 or -1 for the network, which chooses its moves; the
    other player tries every move.

    ``mine`` says whether the network moves next.
    """
    squares = moves(position)
    if not squares:
        if not lost(position):
            return [0]
        return [-1 if mine else 1]
    if mine:
        squares = [choose(position, opinion)]
    ends = []
    for square in squares:
        ends += results(opinion, play(position, square), not mine)
    return ends
