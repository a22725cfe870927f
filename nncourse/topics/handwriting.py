"""Turn drawings into numbers as ``datasets.digits`` was made: normalised, then counted.

A bitmap is a bool array (32, 32), True where there is ink, the top row first. NIST's programs made
those of the data set; E. Alpaydin and C. Kaynak counted the ink in blocks of 4 × 4 pixels, which
gives 8 × 8 numbers from 0 to 16 (UCI, "Optical recognition of handwritten digits", 1998).
"""

import numpy as np

from nncourse.messages import CannotShow, say

SIZE = 32  # pixels along the side of a bitmap
BLOCK = 4  # pixels along the side of a block
ACROSS = SIZE // BLOCK  # blocks along the side of a bitmap
WIDTH = 20  # pixels to which a digit is stretched; its height becomes SIZE
THIN = 256  # with fewer pixels of ink, strokes are thickened
VERY_THIN = 108  # with fewer, they are thickened twice
THICK = 412  # with more, they are thinned
VERY_THICK = 560  # with more, they are thinned twice


def blank():
    """A bitmap without ink."""
    return np.zeros((SIZE, SIZE), dtype=bool)


def draw_line(bitmap, start, end, radius=2.0):
    """The bitmap with a line from ``start`` to ``end``, places (row, column), drawn by a round pen
    with ``radius`` in pixels.
    """
    pixels = np.moveaxis(np.indices(bitmap.shape), 0, -1)  # (32, 32, 2): the row and column of each
    from_start = pixels - np.array(start)
    way = np.subtract(end, start)
    fraction = np.clip(from_start @ way / max(way @ way, 1e-12), 0, 1)  # of the way, (32, 32)
    distance = np.linalg.norm(from_start - fraction[..., None] * way, axis=-1)
    return bitmap | (distance <= radius)


def block_counts(bitmap):
    """The pixels of ink in each block of 4 × 4, from 0 to 16, row by row: shape (64,)."""
    blocks = bitmap.reshape(ACROSS, BLOCK, ACROSS, BLOCK)
    return blocks.sum(axis=(1, 3)).ravel().astype(float)


def unfold(counts):
    """A bitmap with these ``block_counts``: each block inks its pixels nearest to more ink.

    scikit-learn's copy holds only the counts, so the place of the ink in a block is a guess.
    """
    place = (np.arange(SIZE) + 0.5) / BLOCK - 0.5
    near = np.maximum(0, 1 - np.abs(place[:, None] - np.arange(ACROSS)))  # (32, 8): interpolates
    smooth = near @ np.reshape(counts, (ACROSS, ACROSS)) @ near.T
    blocks = smooth.reshape(ACROSS, BLOCK, ACROSS, BLOCK).swapaxes(1, 2).reshape(-1, BLOCK**2)
    darkest_first = (-blocks).argsort(axis=1, kind="stable")
    rank = darkest_first.argsort(axis=1)
    ink = rank < np.reshape(counts, (-1, 1))  # (blocks, pixels of a block)
    return ink.reshape(ACROSS, ACROSS, BLOCK, BLOCK).swapaxes(1, 2).reshape(SIZE, SIZE)


def normalise(bitmap):
    """A drawing as NIST's programs normalise a digit: stretched to 20 × 32 pixels in the middle,
    then made thicker if it has less than 256 pixels of ink, thinner above 412.

    They also straighten slanting digits, which is left out here. M. D. Garris and others, "NIST
    form-based handprint recognition system", NISTIR 5469, 1994.
    """
    if not bitmap.any():
        return bitmap
    rows = _stretch(bitmap.any(axis=1), SIZE)
    columns = _stretch(bitmap.any(axis=0), WIDTH)
    left = (SIZE - WIDTH) // 2
    stretched = blank()
    stretched[:, left : left + WIDTH] = bitmap[np.ix_(rows, columns)]
    ink = int(stretched.sum())
    normalised = stretched
    if ink < THIN:
        normalised = _thicker(normalised)
    if ink < VERY_THIN:
        normalised = _thicker(normalised)
    if ink > THICK:
        normalised = _thinner(normalised)
    if ink > VERY_THICK:
        normalised = _thinner(normalised)
    return normalised


def _stretch(has_ink, size):
    """The index to copy to each of ``size`` places, from the first to the last with ink."""
    inked = np.flatnonzero(has_ink)
    first = inked[0]
    last = inked[-1]
    return first + np.arange(size) * (last - first + 1) // size


def _thicker(bitmap):
    """The bitmap with ink added where one of the four neighbours has it."""
    out = bitmap.copy()
    out[1:] |= bitmap[:-1]
    out[:-1] |= bitmap[1:]
    out[:, 1:] |= bitmap[:, :-1]
    out[:, :-1] |= bitmap[:, 1:]
    return out


def _thinner(bitmap):
    """The bitmap without the ink that has paper as one of its four neighbours."""
    paper = np.pad(~bitmap, 1, constant_values=True)  # there is paper around the bitmap too
    return ~_thicker(paper)[1:-1, 1:-1]


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
