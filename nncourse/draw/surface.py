"""A table of numbers as shades on a plane, small enough to send with every frame."""

import numpy as np
from matplotlib.image import AxesImage
from matplotlib.transforms import IdentityTransform
from PIL import Image


class Surface(AxesImage):
    """An image whose values become one of 256 levels, and a colour, before it is enlarged.

    matplotlib enlarges the numbers and looks up a colour for every pixel, which takes ten times as
    long; in a live figure, the page enlarges the image. If ``smooth``, the values belong to the
    points of ``plane.grid``, the outermost on the edge of ``extent``; else each fills a cell.
    """

    def __init__(self, ax, smooth=True, **options):
        super().__init__(ax, origin="lower", **options)
        self.smooth = smooth
        self._colours = None
        self._colours_of = None  # the colour map from which they come
        self.set_data(np.zeros((2, 2)))
        ax.add_image(self)

    def levels(self):
        """The values from 0 to 255, top row first: shape (rows, columns), uint8. NaN is 0."""
        low, high = self.get_clim()  # matplotlib's own way, with masks, takes five times as long
        levels = (np.asarray(self.get_array())[::-1] - low) * (255 / (high - low)) + 0.5
        return np.clip(np.nan_to_num(levels), 0, 255).astype(np.uint8)

    def colours(self):
        """The colour of every level, shape (256, 4), uint8."""
        if self._colours_of is not self.cmap:
            self._colours_of = self.cmap
            self._colours = self.cmap(np.arange(256), bytes=True)
        return self._colours

    def places(self):
        """The corners of the image, and those of its axes: left, bottom, right, top, in pixels from
        the lower left.
        """
        left, right, bottom, top = self.get_extent()
        corners = self.axes.transData.transform([(left, bottom), (right, top)])
        return corners.ravel(), np.round(self.axes.bbox.extents)

    def can_composite(self):
        """Return False: matplotlib would merge surfaces into one image and lose their places."""
        return False

    def make_image(self, renderer, magnification=1.0, unsampled=False):
        """Return pixels, x and y of their lower left corner, and no transform, for matplotlib."""
        box, clip = self.places()
        low = np.floor(np.maximum(box, clip)[:2]).astype(np.intp)
        high = np.ceil(np.minimum(box, clip)[2:]).astype(np.intp)
        if (low >= high).any():
            return None, 0, 0, None
        table = Image.fromarray(self.colours()[self.levels()[::-1]])
        size = np.array(table.size)
        edge = 0.5 if self.smooth else 0.0
        step = (size - 2 * edge) / (box[2:] - box[:2])  # table cells per pixel
        start = np.clip(edge + (low - box[:2]) * step, 0, size)
        end = np.clip(edge + (high - box[:2]) * step, 0, size)
        resampling = Image.Resampling.BILINEAR if self.smooth else Image.Resampling.NEAREST
        large = table.resize(tuple(high - low), resampling, (*start, *end))
        left, bottom = low.tolist()
        return np.array(large), left, bottom, IdentityTransform()
