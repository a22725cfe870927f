"""nncourse: everything the course shows and asks, built on the library ``nnlib``.

``draw`` puts artists on matplotlib axes; ``widgets`` has the live figure; ``topics`` has the
material of chapters 11 and 12; ``explorers`` and ``playground`` have the interactive figures;
``exercises`` has the exercises and questions; ``jupyter`` connects to notebooks and their server;
``messages`` has every sentence shown to readers.
"""

import os
import sys
from importlib import import_module

from threadpoolctl import threadpool_limits

_HOMES = {
    "check": "exercises.check",
    "hint": "exercises.check",
    "language": "jupyter.language",
    "predict": "exercises.predict",
    "recall": "exercises.predict",
}


def _use_one_thread():
    """Let one thread multiply matrices, unless OPENBLAS_NUM_THREADS or MKL_NUM_THREADS is set.

    The matrices of the course are small: several threads would mostly wait for each other. The
    limit applies to libraries already loaded; the variables apply to those loaded later, such as
    SciPy's.
    """
    variables = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    if not any(variable in os.environ for variable in variables):
        os.environ.update(dict.fromkeys(variables, "1"))
        threadpool_limits(1, user_api="blas")


def __getattr__(name):
    """Import ``check``, ``hint``, ``language``, ``predict`` and ``recall`` on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'nncourse' has no attribute {name!r}")
    return getattr(import_module(f"nncourse.{_HOMES[name]}"), name)


_use_one_thread()
if "IPython" in sys.modules:
    import_module("nncourse.jupyter.notes").install()

__all__ = ["check", "hint", "language", "predict", "recall"]
