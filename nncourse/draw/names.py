"""The names and numbers in a network's formulas, each marked with its kind.

A part is (words, kind), as ``rich_text`` draws it. Layers, units and inputs are counted from 0 in
the code and from 1 in the picture.
"""

from nncourse.draw.numbers import of_layer, short, signed, sub

DIGITS = 3  # decimals


def tidy(value):
    """A given number with as many decimals as it needs, from one to three."""
    text = signed(value, DIGITS).rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def fixed(value):
    """A computed number with three decimals, or fewer if it is large."""
    size = abs(value)
    if size >= 9999.5:
        return short(value, 2)
    digits = DIGITS
    for most in (9.9995, 99.995, 999.95):
        if size >= most:
            digits -= 1
    return signed(value, digits)


def bracketed(text):
    """A number's text for a product: negative numbers get brackets."""
    return text if text[0].isdigit() else f"({text})"


def a_name(k, i):
    """The name of input i of layer k, both from 0: an x, or an activation of the layer before."""
    if k == 0:
        return (sub("x", i + 1), "")
    return (of_layer(sub("a", i + 1), k), "a")


def z_name(k, j):
    """The name of the pre-activation of unit j in layer k, both from 0."""
    return (of_layer(sub("z", j + 1), k + 1), "z")


def delta_name(k, j):
    """The name of δ, the slope of the loss with respect to z, of unit j in layer k."""
    return (of_layer(sub("δ", j + 1), k + 1), "delta")


def w_name(k, i, j):
    """The name of the weight from i to j in layer k."""
    return (of_layer(sub("w", i + 1, j + 1), k + 1), "")


def b_name(k, j):
    """The name of the bias of unit j in layer k."""
    return (of_layer(sub("b", j + 1), k + 1), "")


def y_hat_name(n, j):
    """The name of the prediction of output j, of n outputs."""
    return ("ŷ" if n == 1 else sub("ŷ", j + 1), "a")


def words(*parts):
    """A text of parts and plain strings, without the empty ones."""
    looks = [(part, "") if isinstance(part, str) else part for part in parts]
    return [part for part in looks if part[0]]


def summed(terms):
    """The terms, each a list of parts, joined by plus signs."""
    parts = []
    for term in terms:
        if parts:
            parts.append((" + ", ""))
        parts += term
    return parts
