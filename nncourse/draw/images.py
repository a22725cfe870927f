"""Arrays drawn as images: digits, slopes, weights."""

from nncourse.draw.style import SHADES_STRONG
from nncourse.messages import say

MOST_INK = 16  # the highest count in a block of a digit


def draw_digit(ax, counts, title=""):
    """Draw a digit from ``counts`` (64,), the ink in its 8 × 8 blocks: 0 is paper, 16 all ink."""
    ax.imshow(counts.reshape(8, 8), cmap="gray_r", vmin=0, vmax=MOST_INK)
    ax.set(title=title, xticks=[], yticks=[])


def draw_slopes(ax, slopes, limit):
    """Draw ``slopes`` (64,), one for each of a digit's 8 × 8 blocks, shaded up to ±limit."""
    ax.imshow(slopes.reshape(8, 8), cmap=SHADES_STRONG, vmin=-limit, vmax=limit)
    ax.set(xticks=[], yticks=[])


def draw_weights(ax, W, names, limit):
    """Draw the weights from each input (a row, labelled with its name) to each unit, and a scale.

    ``W`` has shape (n_in, n_out); values beyond ``limit`` get the shade of the limit.
    """
    shades = dict(cmap=SHADES_STRONG, vmin=-limit, vmax=limit)
    image = ax.imshow(W, aspect="auto", interpolation="nearest", **shades)
    ax.set_yticks(range(len(names)), names, fontsize=9)
    ax.figure.colorbar(image, ax=ax, label=say("weight_scale"), extend="both")
