"""Undo what an answer did to the interpreter, at the end of each call and of ``check``.

It would disturb the rest of the notebook, and the judging: an answer that redefines ``np.allclose``
could make everything right.
"""

import builtins
import gc
import math
import os
import random
import sys
import warnings

import numpy as np

MODULES = (builtins, np, np.linalg, np.random, math, warnings)  # names in them are put back


class Unchanged:
    """A context that puts back, at its end, whatever an answer is likely to change.

    With ``for_one_call``, it puts back only what judging depends on, which is cheap enough for
    thousands of calls. Built-in functions are put back first: the rest needs them.
    """

    def __init__(self, for_one_call=False):
        self.for_one_call = for_one_call

    def __enter__(self):
        self.filters = warnings.catch_warnings()
        self.filters.__enter__()
        self.actions = [_keep_module(module) for module in MODULES]
        self.actions.append(_keep_recursion_limit())
        if not self.for_one_call:
            self.actions += [_keep_environment(), _keep_folder(), *_keep_settings()]

    def __exit__(self, *error):
        for action in self.actions:
            try:
                action()
            except Exception:  # such as a folder that is gone: still put the others back
                continue
        self.filters.__exit__(*error)


def _keep_module(module):
    """A function that gives a module back the names that it has now."""
    names = vars(module)
    before = dict(names)

    def put_back():
        names.update(before)
        for name in [*names]:
            if name not in before and not hasattr(names[name], "__path__"):  # not a submodule
                del names[name]

    return put_back


def _keep_recursion_limit():
    limit = sys.getrecursionlimit()
    return lambda: sys.setrecursionlimit(limit)


def _keep_environment():
    before = dict(os.environ)

    def put_back():
        if dict(os.environ) != before:
            os.environ.clear()
            os.environ.update(before)

    return put_back


def _keep_folder():
    try:
        folder = os.getcwd()
    except OSError:  # it was deleted
        return lambda: None

    return lambda: os.chdir(folder)


def _keep_settings():
    """Functions that each put back a setting."""
    streams = sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook
    path = list(sys.path)
    collects = gc.isenabled()
    numpy_errors = np.geterr()
    numpy_error_call = np.geterrcall()
    numpy_print_options = np.get_printoptions()
    numpy_random = np.random.get_state()  # noqa: NPY002 - what is set back
    python_random = random.getstate()

    def put_streams_back():
        sys.stdin, sys.stdout, sys.stderr, sys.displayhook, sys.excepthook = streams

    def put_path_back():
        sys.path[:] = path

    def put_collector_back():
        if collects:
            gc.enable()
        else:
            gc.disable()

    def put_numpy_back():
        np.seterr(**numpy_errors)
        np.seterrcall(numpy_error_call)
        np.set_printoptions(**numpy_print_options)
        np.random.set_state(numpy_random)  # noqa: NPY002

    return [
        put_streams_back,
        put_path_back,
        put_collector_back,
        put_numpy_back,
        lambda: random.setstate(python_random),
    ]
