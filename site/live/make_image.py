"""Run inside Pyodide by image.mjs: unpack the wheels, import what a live page imports, and pack the
image and the standard library, with those modules compiled.
"""

import json
import os
import py_compile
import re
import shutil
import sys
import zipfile
from importlib import import_module
from pathlib import Path

SITE = Path(f"/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages")
FONTS = Path("/matplotlib")  # where matplotlib keeps its list of fonts
STDLIB = Path(f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip")
# What no page reads: tests, examples, parts for compilers and for Jupyter's front ends, pictures of
# toolbars, fonts of PostScript, and how other languages are coloured
UNUSED = re.compile(
    r"/tests?/|/sample_data/|/_core/(include|lib)/|/plot_directive/|\.pyi$|/(lab|nb)extension/"
    r"|/mpl-data/(images|fonts/(afm|pdfcorefonts))/|/pygments/lexers/(?!_|python)"
)
MODULES = [
    "IPython.core.interactiveshell",
    "IPython.core.shellapp",  # for JupyterLite
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline",
    "nncourse.explorers",
    "nncourse.playground",
    "nncourse.exercises.check",
    "nncourse.exercises.predict",
    "nncourse.widgets.sound",
    "nncourse.jupyter.frameworks",
    "nncourse.jupyter.installation",
    "nncourse.topics.vowels",
    "nncourse.topics.ratings",
    "nncourse.topics.tictactoe",
    "nncourse.topics.languages",
    "nncourse.topics.handwriting",
]


def main(post):
    os.environ["MPLCONFIGDIR"] = str(FONTS)
    for wheel in sorted(Path("/wheels").iterdir()):
        unpack(wheel)
    use(post)
    compiled = {Path(module.__file__) for module in list(sys.modules.values()) if has_file(module)}
    for path in sorted(path for path in compiled if path.is_relative_to(SITE)):
        compile_to(path, path.parent / "__pycache__" / f"{path.stem}.cpython-312.pyc")
    write_image([path for folder in (SITE, FONTS) for path in folder.rglob("*") if path.is_file()])
    write_stdlib(
        {str(path.relative_to(STDLIB)) for path in compiled if path.is_relative_to(STDLIB)}
    )


def unpack(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not UNUSED.search("/" + name):
                archive.extract(name, SITE)
    for scheme in SITE.glob("*.data"):  # the parts of a wheel that go elsewhere, for other systems
        shutil.rmtree(scheme)


def use(post):
    """Do what a page does until its first figure is there."""
    sys.dont_write_bytecode = True
    in_browser = import_module("nncourse.jupyter.in_browser")
    in_browser.post_with(post)
    shell = in_browser.start()
    for name in MODULES:
        import_module(name)
    shell.run_cell("from nncourse.explorers import NeuronExplorer\nNeuronExplorer()")
    shell.run_cell("raise ValueError")


def has_file(module):
    return str(getattr(module, "__file__", "")).endswith(".py")


def compile_to(path, target):
    py_compile.compile(
        str(path),
        cfile=str(target),
        dfile=str(path),
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def write_image(paths):
    """Write a table of files, and all their bytes after it."""
    paths = sorted(paths)
    table = json.dumps([[str(path), path.stat().st_size] for path in paths]).encode()
    with Path("/python.image").open("wb") as image:
        image.write(len(table).to_bytes(4, "little"))
        image.write(table)
        for path in paths:
            image.write(path.read_bytes())


def write_stdlib(compiled):
    """Write the standard library, each used module beside its compiled form, without compression:
    it travels compressed as a whole.
    """
    folder = Path("/stdlib")
    with zipfile.ZipFile(STDLIB) as archive:
        archive.extractall(folder)
    for name in compiled:
        compile_to(folder / name, (folder / name).with_suffix(".pyc"))
    with zipfile.ZipFile("/stdlib.zip", "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(folder))
