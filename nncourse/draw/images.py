"""Tables of numbers as images: digits, slopes, weights."""

from nncourse.draw.style import SHADES_STRONG

MOST_INK = 16  # in a block of a digit


def draw_digit(ax, counts, title=""):
    """The ink in the 8 × 8 blocks of a digit, ``counts`` of shape (64,): 0 is paper, 16 all ink."""
    ax.imshow(counts.reshape(8, 8), cmap="gray_r", vmin=0, vmax=MOST_INK)
    ax.set(title=title, xticks=[], yticks=[])


def draw_slopes(ax, slopes, limit):
    """A slope for each of the 8 × 8 blocks of a digit, in the shades from -limit to limit."""
    ax.imshow(slopes.reshape(8, 8), cmap=SHADES_STRONG, vmin=-limit, vmax=limit)
    ax.set(xticks=[], yticks=[])


def draw_weights(ax, W, names, limit):
    """The weights from each input, a row with its name, to each unit, with the scale beside them.

    ``W`` has shape (n_in, n_out); what lies beyond ``limit`` has the shade of the limit.
    """
    shades = dict(cmap=SHADES_STRONG, vmin=-limit, vmax=limit)
    image = ax.imshow(W, aspect="auto", interpolation="nearest", **shades)
    ax.set_yticks(range(len(names)), names, fontsize=9)
    ax.figure.colorbar(image, ax=ax, label="weight", extend="both")
