"""nncourse: all that the course shows and asks, around the library ``nnlib``.

``draw`` puts artists on matplotlib axes; ``widgets`` has the live figure; ``topics`` the material
of chapters 11 and 12; ``explorers`` and ``playground`` what readers move; ``exercises`` what they
are asked; ``jupyter`` what notebooks need; ``messages`` every sentence that they are told.
"""

from importlib import import_module

_HOMES = {"check": "exercises.check", "hint": "exercises.check", "predict": "exercises.predict"}


def __getattr__(name):
    """Import ``check``, ``hint`` and ``predict`` when they are first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'nncourse' has no attribute {name!r}")
    return getattr(import_module(f"nncourse.{_HOMES[name]}"), name)


__all__ = ["check", "hint", "predict"]
