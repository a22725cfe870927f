"""Tokens: the values of a state as a short text that fits into a link."""

import base64
import json
import re
import zlib

from nncourse.messages import say

VERSIONED = re.compile(r"([1-9][0-9]{0,3})-(.*)", re.DOTALL | re.ASCII)
MOST = 200_000  # characters of a token


class OtherVersion(ValueError):
    """Raised for a token of another version; the text is a sentence for the reader."""


def token_of(values, version):
    """``values``, which JSON can hold, as a token: the version, then the packed values."""
    text = json.dumps(values, separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9))
    return f"{version}-{packed.decode().rstrip('=')}"


def read(token, longest):
    """Read the version and the list of values, at most ``longest`` characters, from ``token``.

    A token without a version has version 1. Any other text raises ValueError.
    """
    try:
        return _read(token, longest)
    except (ValueError, TypeError, RecursionError, zlib.error):
        raise ValueError(say("bad_token")) from None


def _read(token, longest):
    if not isinstance(token, str) or len(token) > MOST:
        raise ValueError
    versioned = VERSIONED.fullmatch(token)
    version, packed = versioned.groups() if versioned else ("1", token)
    padded = packed + "=" * (-len(packed) % 4)
    unpack = zlib.decompressobj()
    text = unpack.decompress(base64.b64decode(padded, altchars="-_", validate=True), longest)
    values = json.loads(text)
    if not unpack.eof or unpack.unused_data or not isinstance(values, list):
        raise ValueError
    return int(version), values
