"""Prepare Python for JupyterLite's own kernel, ``pyodide_kernel``, which starts after this.

It runs in the same Python as the live pages (site/live/lab.js), which has no micropip, and loads
packages of the site alone.
"""

# First, since it changes what IPython imports
from nncourse.jupyter.in_pyodide import imports_of, stand_in

# isort: split
import pyodide_kernel.kernel
from pyodide_js import loadPackagesFromImports

from nncourse.jupyter import notes
from nncourse.messages import say


async def _no_pip(arguments):
    """Code that is run in the place of ``%pip``."""
    sentence = say("no_pip")
    return f"print({sentence!r})"


def prepare():
    """Replace what JupyterLite would fetch, and load what cells need without importing it."""
    cli = stand_in("piplite.cli", get_transformed_code=_no_pip)
    stand_in("piplite", piplite=stand_in("piplite.piplite"), cli=cli)
    pyodide_kernel.kernel._load_packages_from_imports = _load
    notes.install()


async def _load(code):
    await loadPackagesFromImports(imports_of(code))
