"""What a learner may answer: right, with each known error, unfinished, and junk of all sorts."""

import asyncio
import decimal
import math
from importlib import import_module
from pkgutil import iter_modules

import numpy as np

_NAMES = [part.name for part in iter_modules(__path__)]
_CHAPTERS = [import_module(f"{__name__}.{name}") for name in _NAMES]
RIGHT = [answer for chapter in _CHAPTERS for answer in chapter.RIGHT]  # (exercise, code)
WRONG = [answer for chapter in _CHAPTERS for answer in chapter.WRONG]  # (exercise, code, key)


UNFINISHED = ["{0} = ...", "{0} = [..., 2]", "def {0}(x, w, b): ...", "def {0}(x, w, b): 'words'"]
UNFINISHED += ["def {0}(x, w, b): return ...", "def {0}(x, w, b):\n    z = ...\n    return z * 2"]


class Sullen:
    """Raises whatever one does with it."""

    def __init__(self, error=RuntimeError):
        object.__setattr__(self, "error", error)

    def _no(self, *args, **kwargs):
        raise object.__getattribute__(self, "error")

    __eq__ = __bool__ = __len__ = __iter__ = __array__ = __float__ = __getitem__ = _no
    __call__ = __getattribute__ = __repr__ = __str__ = __hash__ = __deepcopy__ = _no


class SullenFloat(float):
    def __float__(self):
        raise SystemExit

    __eq__ = __lt__ = __abs__ = __float__


class WordlessError(Exception):
    def __str__(self):
        raise ValueError


def stops(error):
    def function(*arguments):
        raise error

    return function


def endless():
    while True:
        yield 1


def nested():
    inside = [1]
    inside[0] = inside
    return [inside, inside]


JUNK = [
    *(None, "", "z", b"1", NotImplemented, object(), object, math, {}, {1: 2}, set(), 1j, [], ()),
    *([1, [2, 3]], ["1"], np.array(["1"]), np.array([None]), np.zeros((0, 3)), np.zeros((2, 2, 2))),
    *(range(10**12), nested(), endless(), (i for i in []), np.broadcast_to(0.1, (10**6, 10**6))),
    *(np.datetime64("2020-01-01"), decimal.Decimal(1), np.ma.masked, float("-inf"), 10**5000),
    *(print, len, int, np.exp, np.add, type, asyncio.sleep, [0.1] * 10**6, "9" * 10**5),
    *(stops(ZeroDivisionError), stops(SystemExit(3)), stops(GeneratorExit), stops(MemoryError)),
    *(
        stops(WordlessError()),
        stops(StopIteration),
        stops(ValueError(object())),
        stops(BaseException("a\nb " * 99)),
    ),
]
EVIL = [Sullen(), Sullen(SystemExit), Sullen(KeyboardInterrupt), SullenFloat(42), SullenFloat(1.5)]
