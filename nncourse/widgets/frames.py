"""A figure drawn as layers, and what has changed in each since the page last saw it.

At the bottom lies what is outside the axes (axes, ticks, titles) and what was made ``fixed`` inside
them, drawn once; on it lie the surfaces, small tables that the page enlarges; above, on clear
ground, all else inside the axes.
"""

import io

import numpy as np
from matplotlib.axis import Axis
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.spines import Spine
from PIL import Image

from nncourse.draw.fixed import is_fixed
from nncourse.draw.surface import Surface

LAYOUTS = 2  # with axes of one scale, a layout is near its end after two rounds


class Frames:
    """The layers of ``figure``, and the frames that tell a page (live.js) how they change."""

    def __init__(self, figure):
        self.figure = figure
        self.whole = self.relayout = True  # is the page to begin anew? is the lowest layer old?
        self._seen = {}

    def next(self):
        """The changes since the last frame: a dict, and a list of bytes."""
        if self.whole:
            self._seen = {}
            self.relayout = True
        surfaces = []
        moving = []
        for artist in _inside(self.figure):
            (surfaces if isinstance(artist, Surface) else moving).append(artist)
        changed = any(artist.stale for artist in moving) or self.relayout
        buffers = [self._changes("fixed") if self._draw_fixed() else b""]
        if changed:
            self.figure.canvas.get_renderer().clear()
            for artist in moving:
                artist.axes.draw_artist(artist)
        buffers.append(self._changes("moving") if changed else b"")
        shown = [surface for surface in surfaces if surface.get_visible()]
        palettes = list(dict.fromkeys(surface.colours().tobytes() for surface in shown))
        buffers.append(self._if_new("palettes", b"".join(palettes)))
        if buffers[-1]:  # levels must be looked up anew
            self._seen = {layer: kept for layer, kept in self._seen.items() if type(layer) is str}
        buffers += [self._if_new(surface, surface.levels().tobytes()) for surface in shown]
        size = self.figure.canvas.get_width_height(physical=True)
        slots = [surfaces.index(surface) for surface in shown]
        places = [
            _place(surface, size[1], palettes) | {"slot": slot}
            for surface, slot in zip(shown, slots, strict=True)
        ]
        content = {"size": size, "whole": self.whole, "surfaces": places}
        self.whole = False
        return content, buffers

    def png(self):
        """The whole figure as PNG."""
        canvas = self.figure.canvas
        self.relayout = True
        self._draw_fixed()
        self.relayout = self.whole = True
        for artist in _inside(self.figure):
            artist.axes.draw_artist(artist)
        buffer = io.BytesIO()
        size = canvas.get_width_height(physical=True)
        small(Image.frombuffer("RGBA", size, canvas.buffer_rgba())).save(buffer, "PNG")
        return buffer.getvalue()

    def _draw_fixed(self):
        """Draw what is outside the axes, if it is out of date; whether it was."""
        if not self.relayout:
            return False
        self.relayout = False
        images = []
        for artist in _inside(self.figure):
            artist.set_animated(True)
            if isinstance(artist, AxesImage) and artist.get_visible():
                images.append(artist)
        layout = self.figure.get_layout_engine()
        self._lay_out(layout)
        self.figure.set_layout_engine("none")  # it would lay out once more, and axes would jump
        for image in images:
            image.set_visible(False)  # matplotlib 3.8 draws images even if they are animated
        self.figure.canvas.draw()
        for image in images:
            image.set_visible(True)
        self.figure.set_layout_engine(layout)
        return True

    def _lay_out(self, layout):
        """Make room for names and ticks, from the same start each time: so it ends the same too."""
        for ax in self.figure.axes:
            ax.set_position(ax.get_subplotspec().get_position(self.figure))
            ax.set_in_layout(True)
        for _ in range(LAYOUTS):
            layout.execute(self.figure)

    def _changes(self, layer):
        """The changes in a layer that is on the canvas now."""
        pixels = np.array(self.figure.canvas.buffer_rgba()).view(np.uint32)[..., 0]
        before = self._seen.get(layer, 0)
        self._seen[layer] = pixels
        return runs(pixels ^ before)

    def _if_new(self, key, data):
        if self._seen.get(key) == data:
            return b""
        self._seen[key] = data
        return data


def small(picture):
    """A picture in 256 colours: it takes half the room in a notebook, and looks alike.

    Half of them are those of most pixels, which keeps shades smooth; the other half are spread
    evenly, so that no colour is far from its own, however few pixels have it.
    """
    picture = picture.convert("RGB")
    kinds = Image.Quantize.MEDIANCUT, Image.Quantize.MAXCOVERAGE
    parts = [picture.quantize(128, kind, dither=Image.Dither.NONE).getpalette() for kind in kinds]
    chosen = np.concatenate([np.reshape(part[: 3 * 128], (-1, 3)) for part in parts])
    codes = np.asarray(picture, dtype=np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    codes, place = np.unique(codes, return_inverse=True)
    colours = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
    distance = (chosen**2).sum(axis=1) - 2.0 * colours @ chosen.T  # but for the colour's own square
    nearest = distance.argmin(axis=1).astype(np.uint8)[place]
    made = Image.fromarray(nearest.reshape(picture.height, picture.width), "P")
    made.putpalette(chosen.ravel().tolist())
    return made


def runs(pixels):
    """Equal pixels of a row as one: the pixel of every run, 4 bytes each, then the lengths, 2 each.

    A layer that changes little is mostly zeros, and becomes short.
    """
    starts = np.ones(pixels.shape, dtype=bool)
    np.not_equal(pixels[:, 1:], pixels[:, :-1], out=starts[:, 1:])
    places = np.flatnonzero(starts)
    lengths = np.diff(places, append=pixels.size).astype(np.uint16)
    return pixels.ravel()[places].tobytes() + lengths.tobytes()


def _place(surface, height, palettes):
    """The place of a surface on the page, in pixels from the upper left: x, y, width, height."""
    palette = palettes.index(surface.colours().tobytes())
    rows, columns = surface.get_array().shape
    box, clip = (
        [x0, height - y1, x1 - x0, y1 - y0] for x0, y0, x1, y1 in map(list, surface.places())
    )
    shape = dict(columns=columns, rows=rows, smooth=surface.smooth)
    return dict(**shape, palette=palette, box=box, clip=clip)


def _inside(figure):
    """The artists within the axes, in the order in which they lie on each other."""
    for ax in figure.axes:
        outside = {ax.title, ax._left_title, ax._right_title, ax.patch}
        kinds = Axis | Legend if ax.axison else Axis | Legend | Spine
        artists = [a for a in ax.get_children() if not isinstance(a, kinds)]
        moving = [a for a in artists if a not in outside and not is_fixed(a)]
        yield from sorted(moving, key=lambda a: a.get_zorder())
