"""Names and numbers in the formulas of a network, each with the look of its kind.

A part is (words, kind), as ``rich_text`` draws it. Layers, units and inputs are counted from 0 in
code, and from 1 in what is shown.
"""

from nncourse.draw.numbers import of_layer, short, signed, sub

DIGITS = 3  # after the point


def tidy(value):
    """A number that is given, with as many decimals as it needs, one at least."""
    text = signed(value, DIGITS).rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def fixed(value):
    """A number that was computed, with three decimals, or fewer where it is large."""
    size = abs(value)
    if size >= 9999.5:
        return short(value, 2)
    digits = DIGITS
    for most in (9.9995, 99.995, 999.95):
        if size >= most:
            digits -= 1
    return signed(value, digits)


def bracketed(text):
    """A number in a product: negative ones in brackets."""
    return text if text[0].isdigit() else f"({text})"


def a_name(k, i):
    """The input of layer k, from 0: an input, or the activation of the layer before."""
    if k == 0:
        return (sub("x", i + 1), "")
    return (of_layer(sub("a", i + 1), k), "a")


def z_name(k, j):
    """The pre-activation of unit j in layer k, both from 0."""
    return (of_layer(sub("z", j + 1), k + 1), "z")


def delta_name(k, j):
    """The slope of the loss at that unit's z."""
    return (of_layer(sub("δ", j + 1), k + 1), "delta")


def w_name(k, i, j):
    """The weight from i to j in layer k."""
    return (of_layer(sub("w", i + 1, j + 1), k + 1), "")


def b_name(k, j):
    """The bias of unit j in layer k."""
    return (of_layer(sub("b", j + 1), k + 1), "")


def y_hat_name(n, j):
    """The prediction of output j out of n."""
    return ("ŷ" if n == 1 else sub("ŷ", j + 1), "a")


def words(*parts):
    """A text from parts and plain strings; empty ones are left out."""
    looks = [(part, "") if isinstance(part, str) else part for part in parts]
    return [part for part in looks if part[0]]


def summed(terms):
    """Terms with a plus between them."""
    parts = []
    for term in terms:
        if parts:
            parts.append((" + ", ""))
        parts += term
    return parts
