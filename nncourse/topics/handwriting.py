"""Drawings made into numbers as the digits of ``datasets.digits`` were: normalised, then counted.

A bitmap is a bool array (32, 32), True where there is ink, the top row first. Programs of NIST made
those of the data set; E. Alpaydin and C. Kaynak counted the ink in blocks of 4 × 4 pixels, which
leaves 8 × 8 numbers from 0 to 16 (UCI, "Optical recognition of handwritten digits", 1998).
"""

import numpy as np

from nncourse.messages import CannotShow, say

SIZE, BLOCK = 32, 4  # pixels along the side of a bitmap, and of a block
ACROSS = SIZE // BLOCK  # blocks along the side of a bitmap
WIDTH = 20  # to which a digit is stretched; its height is SIZE
THIN, VERY_THIN = 256, 108  # below so many pixels of ink, strokes are thickened, once or twice
THICK, VERY_THICK = 412, 560  # above so many they are thinned


def blank():
    """A bitmap without ink."""
    return np.zeros((SIZE, SIZE), dtype=bool)


def draw_line(bitmap, start, end, radius=2.0):
    """The bitmap with a line from ``start`` to ``end``, places (row, column), drawn by a round pen
    of that radius in pixels.
    """
    pixels = np.moveaxis(np.indices(bitmap.shape), 0, -1)  # (32, 32, 2): each one's row and column
    from_start, way = pixels - np.array(start), np.subtract(end, start)
    share = np.clip(from_start @ way / max(way @ way, 1e-12), 0, 1)  # how far along the line
    return bitmap | (np.linalg.norm(from_start - share[..., None] * way, axis=-1) <= radius)


def block_counts(bitmap):
    """How much ink is in each block of 4 × 4 pixels, from 0 to 16, row by row: shape (64,)."""
    blocks = bitmap.reshape(ACROSS, BLOCK, ACROSS, BLOCK)
    return blocks.sum(axis=(1, 3)).ravel().astype(float)


def unfold(counts):
    """A bitmap with these ``block_counts``: in each block, the pixels nearest to more ink have it.

    scikit-learn's copy holds only the counts: where the ink is within a block is a guess.
    """
    place = (np.arange(SIZE) + 0.5) / BLOCK - 0.5
    near = np.maximum(0, 1 - np.abs(place[:, None] - np.arange(ACROSS)))  # (32, 8): interpolates
    smooth = near @ np.reshape(counts, (ACROSS, ACROSS)) @ near.T
    blocks = smooth.reshape(ACROSS, BLOCK, ACROSS, BLOCK).swapaxes(1, 2).reshape(-1, BLOCK**2)
    rank = (-blocks).argsort(axis=1, kind="stable").argsort(axis=1)
    ink = (rank < np.reshape(counts, (-1, 1))).reshape(ACROSS, ACROSS, BLOCK, BLOCK)
    return ink.swapaxes(1, 2).reshape(SIZE, SIZE)


def normalise(bitmap):
    """A drawing as NIST's programs leave a digit: stretched to 20 × 32 pixels in the middle, each
    way by itself, then made thicker if it has less than 256 pixels of ink, thinner above 412.

    They also set slanting digits upright, which is left out here. M. D. Garris and others, "NIST
    form-based handprint recognition system", NISTIR 5469, 1994.
    """
    if not bitmap.any():
        return bitmap
    rows, columns = (np.flatnonzero(bitmap.any(axis=axis)) for axis in (1, 0))
    left, wide = (SIZE - WIDTH) // 2, blank()
    wide[:, left : left + WIDTH] = bitmap[np.ix_(_stretch(rows, SIZE), _stretch(columns, WIDTH))]
    ink = int(wide.sum())
    for _ in range((ink < THIN) + (ink < VERY_THIN)):
        wide = _thicker(wide)
    for _ in range((ink > THICK) + (ink > VERY_THICK)):
        paper = np.pad(~wide, 1, constant_values=True)  # all around it is paper too
        wide = ~_thicker(paper)[1:-1, 1:-1]
    return wide


def _stretch(used, size):
    """Which row or column is shown at each of ``size`` places, from the first to the last used."""
    return used[0] + np.arange(size) * (used[-1] - used[0] + 1) // size


def _thicker(bitmap):
    """Ink also where one of the four neighbours has it."""
    out = bitmap.copy()
    out[1:] |= bitmap[:-1]
    out[:-1] |= bitmap[1:]
    out[:, 1:] |= bitmap[:, :-1]
    out[:, :-1] |= bitmap[:, 1:]
    return out


def as_text(bitmap):
    """The bitmap in 256 hexadecimal digits."""
    return np.packbits(bitmap).tobytes().hex()


def from_text(text):
    """The bitmap that ``as_text`` wrote; another text raises CannotShow."""
    try:
        ink = np.unpackbits(np.frombuffer(bytes.fromhex(text), dtype=np.uint8))
        return ink.reshape(SIZE, SIZE).astype(bool)
    except ValueError:
        raise CannotShow(say("bad_drawing")) from None
