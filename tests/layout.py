"""What must hold of every picture that is laid out: nothing overlaps, no line meets a number."""

import numpy as np

from nncourse.draw.scene import Line, Plate, Text

POINTS = 40  # along a line, at which its distance from texts is taken
APART = 1.0  # from a line's edge to a text, at least


def faults_of(items, width, height):
    """Sentences about what is wrong in a picture; none where all is right."""
    texts = [item for item in items if isinstance(item, Text)]
    boxes = np.array([text.box for text in texts])
    plates = np.array([item.box for item in items if isinstance(item, Plate)]).reshape(-1, 4)
    words = ["".join(part for part, _ in text.parts) for text in texts]
    outside = (boxes[:, :2] < 0).any(axis=1) | (boxes[:, 2:] > [width, height]).any(axis=1)
    yield from (f"{words[k]} is outside" for k in np.flatnonzero(outside))
    for i, j in zip(*np.nonzero(np.triu(common(boxes, boxes), 1)), strict=True):
        yield f"{words[i]} and {words[j]} overlap"
    inside = within(boxes, plates)
    for i, j in zip(*np.nonzero(common(boxes, plates) & ~inside), strict=True):
        yield f"{words[i]} meets the edge of a plate at {plates[j]}"
    lines = [item for item in items if isinstance(item, Line)]
    for k, distance in zip(*nearest(lines, boxes), strict=True):
        if distance < APART:
            yield f"a line runs through {words[k]}"


def common(boxes, others):
    """Whether boxes overlap: for (n, 4) and (m, 4), an array (n, m)."""
    low = np.maximum(boxes[:, None, :2], others[:, :2])
    high = np.minimum(boxes[:, None, 2:], others[:, 2:])
    return (low < high).all(axis=2)


def within(boxes, others):
    """Whether a box lies in another: for (n, 4) and (m, 4), an array (n, m)."""
    low = (boxes[:, None, :2] >= others[:, :2]).all(axis=2)
    return low & (boxes[:, None, 2:] <= others[:, 2:]).all(axis=2)


def nearest(lines, boxes):
    """For each box its number, and how far from it the nearest line's edge is."""
    ends = np.array([[(line.x0, line.y0), (line.x1, line.y1)] for line in lines])
    widths = np.array([line.width for line in lines])
    along = np.linspace(0, 1, POINTS)[:, None]
    points = ends[:, None, 0] + along * (ends[:, None, 1] - ends[:, None, 0])
    away = np.maximum(boxes[:, None, None, :2] - points, points - boxes[:, None, None, 2:])
    distances = np.linalg.norm(np.maximum(away, 0), axis=3)
    return range(len(boxes)), (distances - widths[:, None] / 2).min(axis=(1, 2))
