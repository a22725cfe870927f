"""Tic-tac-toe: its positions, what each is worth, and a network that learns it.

A position is a tuple of nine squares, row by row, as whoever moves next sees it: 1 is mine, -1 the
other's, 0 free.
"""

import numpy as np

from nnlib.network import Network
from nnlib.optimizers import Adam
from nnlib.training import fit

LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
EMPTY = (0,) * 9


def lost(position):
    """Whether the other has three in a row."""
    return any(position[i] == position[j] == position[k] == -1 for i, j, k in LINES)


def moves(position):
    """The free squares, if the game goes on."""
    return [] if lost(position) else [i for i in range(9) if position[i] == 0]


def play(position, square):
    """What the other sees after my stone on ``square``."""
    return turned((*position[:square], 1, *position[square + 1 :]))


def turned(position):
    """The position as the other sees it."""
    return tuple(-stone for stone in position)


def values():
    """{position: its worth to who moves next}: 1 a win, 0 a draw, -1 a loss if both play well.

    Minimax: the worth is the best that a move leads to, and what is good for the other is bad for
    me. All positions that can come up are there, and the empty board is last.
    """
    known = {}

    def value(position):
        if position not in known:
            results = [-value(play(position, square)) for square in moves(position)]
            known[position] = max(results, default=-1 if lost(position) else 0)
        return known[position]

    value(EMPTY)
    return known


def inputs(positions):
    """Nine numbers for my stones and nine for the other's: shape (n, 18)."""
    squares = np.array(positions)
    return np.hstack([squares == 1, squares == -1]).astype(float)


def player(known, hidden=64):
    """A network with two hidden layers that learns what positions are worth."""
    sizes = [18, hidden, hidden, 1]
    network = Network.from_sizes(sizes, "relu", "tanh", init="he_normal")
    X, y = inputs(list(known)), np.array(list(known.values()))
    for rate in (0.01, 0.002):
        fit(network, X, y, Adam(rate), epochs=30, batch_size=64)
    return network


def opinions(network, known):
    """{position: what the network takes it to be worth}."""
    return dict(zip(known, network.predict(inputs(list(known)))[:, 0].tolist(), strict=True))


def choose(position, opinion):
    """The square after which the position is worth least to the other."""
    return min(moves(position), key=lambda square: opinion[play(position, square)])


def game(wanted, first, opinion):
    """A game with who goes by ``opinion``: its squares in order, and how it stands for you.

    ``wanted`` are the squares that you would play, in turn; what cannot be played is left out.
    """
    position, played, wanted, mine = EMPTY, [], iter(wanted), first
    while free := moves(position):
        if mine:
            square = next((square for square in wanted if square in free), None)
        else:
            square = choose(position, opinion)
        if square is None:
            break
        played.append(square)
        position, mine = play(position, square), not mine
    return played, position if mine else turned(position)


def results(opinion, position=EMPTY, mine=True):
    """How every game from here ends for the network, 1, 0 or -1: it chooses, the other tries all.

    ``mine`` says whether the network is to move.
    """
    if not moves(position):
        return [(-1 if mine else 1) if lost(position) else 0]
    squares = [choose(position, opinion)] if mine else moves(position)
    return [r for s in squares for r in results(opinion, play(position, s), not mine)]
