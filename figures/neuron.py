"""Draw neuron.gif, the README's animation: the neuron explorer with its sliders moving."""

import io
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from nncourse.explorers import NeuronExplorer
from nncourse.widgets.frames import small

STATIONS = [  # (w1, w2, b): where the sliders pause
    (1.0, 1.0, -8.0),
    (1.0, 1.0, -6.6),
    (1.0, 3.0, -9.9),
    (0.8, 1.9, -6.8),  # 3 wrong, the fewest possible
    (2.0, 4.0, -10.0),
    (1.0, 1.0, -8.0),
]
STEPS = 8  # frames between two stations
PAUSE = 900  # milliseconds at a station
MOVE = 70  # milliseconds per frame between stations
SIZE = (720, 268)


def frames(explorer):
    """Yield the pictures from station to station, each with its duration in milliseconds."""
    for start, end in pairwise(STATIONS):
        for i in range(STEPS):
            share = (1 - np.cos(np.pi * i / STEPS)) / 2
            w1, w2, b = np.round(np.array(start) + share * np.subtract(end, start), 1)
            explorer.set(w1=float(w1), w2=float(w2), b=float(b))
            _, png = explorer.live.still()
            picture = Image.open(io.BytesIO(png)).convert("RGB").resize(SIZE, Image.LANCZOS)
            yield picture, PAUSE if i == 0 else MOVE


def in_common_colours(pictures):
    """Reduce the pictures to the same 256 colours."""
    stack = Image.new("RGB", (SIZE[0], SIZE[1] * len(pictures)))
    for i, picture in enumerate(pictures):
        stack.paste(picture, (0, i * SIZE[1]))
    stack = small(stack)
    return [stack.crop((0, i * SIZE[1], SIZE[0], (i + 1) * SIZE[1])) for i in range(len(pictures))]


def main():
    pictures, times = zip(*frames(NeuronExplorer("iris", x1=5, x2=2)), strict=True)
    flat = in_common_colours(pictures)
    path = Path(__file__).with_suffix(".gif")
    flat[0].save(path, save_all=True, append_images=flat[1:], duration=times, loop=0)
    print(f"{path.name}: {len(flat)} frames, {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
