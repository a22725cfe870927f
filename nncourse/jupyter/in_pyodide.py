"""Python in the reader's browser: what the kernels of live pages and of JupyterLite both need.

It is imported before IPython, which imports much that is of no use in a browser.
"""

import os
import sys
from types import ModuleType, SimpleNamespace

from pyodide.code import find_imports

# What the page loads only for cells that need it, although they do not import it themselves.
NEEDS = {"ThresholdExplorer": "sklearn"}


def stand_in(name, **attributes):
    """Let an empty module be imported in the place of one that has no use in a browser."""
    module = ModuleType(name)
    module.__path__ = []
    vars(module).update(attributes)
    sys.modules[name] = module
    return module


stand_in("IPython.terminal", pt_inputhooks=SimpleNamespace(backends=[], aliases=[]))
stand_in("IPython.terminal.embed", embed=None)
no_database = stand_in("sqlite3", Connection=type("Connection", (), {}), DatabaseError=OSError)
no_database.OperationalError = OSError
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
__import__("IPython.core.interactiveshell")
del sys.modules["sqlite3"]  # a learner's cell may load the real one


def imports_of(code):
    """The imports of a cell, as lines of code, with those that it needs indirectly."""
    try:
        names = set(find_imports(code))
    except SyntaxError:  # IPython will say it
        names = set()
    names.update(module for word, module in NEEDS.items() if word in code)
    return "\n".join(f"import {name}" for name in sorted(names))


def loaded_on_demand():
    """The packages that the page loads for a cell that imports them: name → version."""
    from pyodide_js import _api

    packages = _api.lockfile_packages.to_py()
    return {name: package["version"] for name, package in packages.items()}
