"""Numbers as text for pictures and captions."""

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def signed(value, digits=1):
    """A number with ``digits`` decimals and a true minus sign, and never -0."""
    rounded = round(float(value), digits) + 0.0  # -0.0 + 0.0 is 0.0
    return f"{rounded:.{digits}f}".replace("-", "\u2212")


def plus(value, digits=1):
    """A later term of a sum with its sign before it: "+ 2.0" or "− 2.0"."""
    number = signed(value, digits)
    if number[0].isdigit():
        return f"+ {number}"
    sign = number[0]
    return f"{sign} {number[1:]}"


def factor(value, digits=1):
    """A factor of a product: negative numbers get brackets."""
    text = signed(value, digits)
    return text if text[0].isdigit() else f"({text})"


def short(value, digits=3, padded=False):
    """A number of any size in ``digits`` significant digits: 0.123, 12.3, 1.2e5.

    If it is ``padded``, zeros at its end count too: 0.690 instead of 0.69.
    """
    kind = "#" if padded else ""
    text = f"{float(value):{kind}.{digits}g}".removesuffix(".")
    text = text.replace("e+", "e").replace("e0", "e").replace("e-0", "e-")
    return text.replace("-", "\u2212")


def sub(name, *indices):
    """A name with subscript indices: x₁ or w₁₂."""
    return name + "".join(map(str, indices)).translate(SUBSCRIPTS)


def of_layer(name, layer):
    """A name with its layer as a superscript: δ₁⁽²⁾."""
    return f"{name}⁽{str(layer).translate(SUPERSCRIPTS)}⁾"
