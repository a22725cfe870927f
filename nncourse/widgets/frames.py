"""A figure drawn as layers, and the changes in each layer since the last frame.

The lowest layer is drawn once: everything outside the axes (spines, ticks, titles) and the artists
inside them that are ``fixed``. Above it are the surfaces, small tables that the page enlarges, and
on top, on a transparent background, everything else inside the axes.
"""

import io

import numpy as np
from matplotlib.axis import Axis
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.spines import Spine
from PIL import Image

from nncourse.draw.fixed import is_fixed
from nncourse.draw.labels import Label
from nncourse.draw.scene import Scene
from nncourse.draw.surface import Surface

LAYOUTS = 2  # rounds until the layout of axes of equal scale has nearly settled; others need one


class Frames:
    """The layers of ``figure``, and the frames that tell a page (live_figure.js) their changes."""

    def __init__(self, figure):
        self.figure = figure
        self.whole = self.relayout = True  # start the page afresh? redraw the lowest layer?
        self._seen = {}
        self._written = {}  # what each label and scene said in the last frame

    def next(self, mark=False):
        """The changes since the last frame: a dict, and a list of bytes. With ``mark`` the dict has
        the places of numbers that changed, too.
        """
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
        if buffers[-1]:  # the page needs all levels again for them
            self._seen = {layer: kept for layer, kept in self._seen.items() if type(layer) is str}
        buffers += [self._if_new(surface, surface.levels().tobytes()) for surface in shown]
        size = self.figure.canvas.get_width_height(physical=True)
        slots = [surfaces.index(surface) for surface in shown]
        places = [
            _place(surface, size[1], palettes) | {"slot": slot}
            for surface, slot in zip(shown, slots, strict=True)
        ]
        content = {"size": size, "whole": self.whole, "surfaces": places}
        content["moved"] = self._moved(moving, mark and not self.whole)
        self.whole = False
        return content, buffers

    def png(self):
        """The whole figure as a PNG."""
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
        """Draw the lowest layer if it is out of date, and return whether it was."""
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
        self.figure.set_layout_engine("none")  # else a second layout would make axes jump
        for image in images:
            image.set_visible(False)  # matplotlib 3.8 draws images even if they are animated
        self.figure.canvas.draw()
        for image in images:
            image.set_visible(True)
        self.figure.set_layout_engine(layout)
        return True

    def _lay_out(self, layout):
        """Make room for labels and ticks, from the same start each time, for the same result."""
        for ax in self.figure.axes:
            ax.set_position(ax.get_subplotspec().get_position(self.figure))
            ax.set_in_layout(True)
        equal = any(ax.get_aspect() != "auto" for ax in self.figure.axes)
        for _ in range(LAYOUTS if equal else 1):
            layout.execute(self.figure)
        _line_up(self.figure.axes)

    def _changes(self, layer):
        """The changes in the layer that the canvas holds now."""
        pixels = np.array(self.figure.canvas.buffer_rgba()).view(np.uint32)[..., 0]
        before = self._seen.get(layer, 0)
        self._seen[layer] = pixels
        return runs(pixels ^ before)

    def _moved(self, moving, mark):
        """The places of numbers that differ from the last frame's: left, top, width and height, as
        fractions of the figure. Without ``mark``, none.
        """
        width, height = self.figure.bbox.size
        places = []
        for artist in moving:
            if not isinstance(artist, Label | Scene):
                continue
            before = self._written.get(artist)
            self._written[artist] = artist.written()
            if not mark or before is None or not artist.get_visible():
                continue
            for left, low, right, high in artist.moved(before):
                place = [left / width, 1 - high / height]
                size = [(right - left) / width, (high - low) / height]
                places.append([round(float(part), 4) for part in place + size])
        return places

    def _if_new(self, key, data):
        if self._seen.get(key) == data:
            return b""
        self._seen[key] = data
        return data


def small(picture):
    """Return a picture in 256 colours, which takes half the room in a notebook and looks the same.

    Half of the colours are chosen by how many pixels have them, which keeps shades smooth; the
    other half are spread evenly, so that even a rare colour has a close match.
    """
    picture = picture.convert("RGB")
    kinds = Image.Quantize.MEDIANCUT, Image.Quantize.MAXCOVERAGE
    parts = [picture.quantize(128, kind, dither=Image.Dither.NONE).getpalette() for kind in kinds]
    chosen = np.concatenate([np.reshape(part[: 3 * 128], (-1, 3)) for part in parts])
    codes = np.asarray(picture, dtype=np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    codes, place = np.unique(codes, return_inverse=True)
    colours = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
    distance = (chosen**2).sum(axis=1) - 2.0 * colours @ chosen.T  # without the colour's own square
    nearest = distance.argmin(axis=1).astype(np.uint8)[place]
    made = Image.fromarray(nearest.reshape(picture.height, picture.width), "P")
    made.putpalette(chosen.ravel().tolist())
    return made


def runs(pixels):
    """Encode runs of equal pixels in a row: a pixel per run, 4 bytes each, then lengths, 2 each.

    The changes of a layer are mostly zeros, so the code is short.
    """
    starts = np.ones(pixels.shape, dtype=bool)
    np.not_equal(pixels[:, 1:], pixels[:, :-1], out=starts[:, 1:])
    places = np.flatnonzero(starts)
    lengths = np.diff(places, append=pixels.size).astype(np.uint16)
    return pixels.ravel()[places].tobytes() + lengths.tobytes()


def _place(surface, height, palettes):
    """A surface's look and place on the page; a box is x, y, width, height from the upper left."""
    palette = palettes.index(surface.colours().tobytes())
    rows, columns = surface.get_array().shape
    box, clip = (
        [x0, height - y1, x1 - x0, y1 - y0] for x0, y0, x1, y1 in map(list, surface.places())
    )
    shape = dict(columns=columns, rows=rows, smooth=surface.smooth)
    return dict(**shape, palette=palette, box=box, clip=clip)


def _line_up(axes):
    """Give axes the height of the axes of equal scale beside them, which may not fill their row."""
    rows = {}
    for ax in axes:
        spec = ax.get_subplotspec()
        rows.setdefault((spec.rowspan.start, spec.rowspan.stop), []).append(ax)
    for row in rows.values():
        equal = [ax for ax in row if ax.axison and ax.get_aspect() != "auto"]
        for ax in equal:
            ax.apply_aspect()
        heights = {tuple(ax.get_position().intervaly.round(6)) for ax in equal}
        if len(heights) != 1:
            continue
        [(low, high)] = heights
        for ax in row:
            if ax.axison and ax not in equal:
                x0, x1 = ax.get_position().intervalx
                ax.set_position([x0, low, x1 - x0, high - low])
                ax.set_in_layout(True)


def _inside(figure):
    """Yield the moving artists inside each axes, from the lowest to the topmost."""
    for ax in figure.axes:
        outside = {ax.title, ax._left_title, ax._right_title, ax.patch}
        kinds = Axis | Legend if ax.axison else Axis | Legend | Spine
        artists = [a for a in ax.get_children() if not isinstance(a, kinds)]
        moving = [a for a in artists if a not in outside and not is_fixed(a)]
        yield from sorted(moving, key=lambda a: a.get_zorder())
