"""What may import what: arrows go down only, and nnlib needs nothing but NumPy."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from nncourse.explorers import RENAMED
from nnlib.moved import NEW_LINES

ROOT = Path(__file__).parents[1]
GROUND = {"nnlib", "nncourse.messages"}
# What each part may import beside itself; parts on one line of the map do not know each other
MAY_IMPORT = {
    "nnlib": set(),
    "nncourse.messages": {"nnlib"},
    "nncourse.draw": GROUND,
    "nncourse.topics": {"nncourse.draw"} | GROUND,
    "nncourse.widgets": {"nncourse.draw"} | GROUND,
    "nncourse.explorers": {"nncourse.widgets", "nncourse.topics", "nncourse.draw"} | GROUND,
}
MAY_IMPORT["nncourse.playground"] = {"nncourse.explorers"} | MAY_IMPORT["nncourse.explorers"]
MAY_IMPORT["nncourse.exercises"] = {"nncourse.playground"} | MAY_IMPORT["nncourse.playground"]
MAY_IMPORT["nncourse.jupyter"] = {"nncourse.widgets"} | MAY_IMPORT["nncourse.widgets"]
PACKAGE = "nncourse"  # its own __init__ is no part: it fetches check when somebody asks for it
FILES = sorted([*ROOT.glob("nnlib/**/*.py"), *ROOT.glob("nncourse/*/**/*.py")])


def part_of(module):
    """The part that a module belongs to, such as nncourse.draw; None if it is somebody else's."""
    names = module.split(".")
    if names[0] == "nnlib":
        return "nnlib"
    if names[0] == PACKAGE:
        return ".".join(names[:2])
    return None


def imported(source):
    """The names of all modules that a source imports, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            if node.level:
                raise AssertionError("write a relative import with the package's name")
            if node.module == PACKAGE:
                yield from [f"{PACKAGE}.{alias.name}" for alias in node.names]
            else:
                yield node.module
        is_call = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module")
        if is_call and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def forbidden(part, source):
    """The parts that a source of ``part`` imports and must not."""
    parts = {part_of(module) for module in imported(source)} - {None, part}
    return parts - MAY_IMPORT[part]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path):
    part = part_of(".".join(path.relative_to(ROOT).parent.parts))
    assert forbidden(part, path.read_text(encoding="utf-8")) == set()


def test_the_map_has_every_part():
    folders = {path.parent.name for path in ROOT.glob("nncourse/*/__init__.py")}
    assert {f"nncourse.{folder}" for folder in folders} | {"nnlib"} == set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("nnlib", "from nncourse.messages import say"),
        ("nncourse.draw", "def f():\n    import nncourse.widgets.frames"),
        ("nncourse.widgets", "from nncourse import topics"),
        ("nncourse.explorers", "from nncourse import check"),
        ("nncourse.playground", "from nncourse.exercises.check import check"),
        ("nncourse.exercises", "import_module('nncourse.jupyter.frameworks')"),
        ("nncourse.messages", "if True:\n    from nncourse.draw.numbers import number"),
    ],
)
def test_an_import_that_goes_up_is_found(part, source):
    assert forbidden(part, source)


def test_nnlib_works_where_only_numpy_is(tmp_path):
    script = ROOT / "tests" / "numpy_alone.py"
    command = [sys.executable, "-W", "error", script, tmp_path / "network"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith(" modules\n")


def line_in(error):
    """The line of Python that an error tells to write; its sentence is the last line."""
    sentence = str(error.value)
    assert sentence.endswith("`.") and "\n" not in sentence
    return re.search("write `(.*)`", sentence)[1].replace("...", "*")


@pytest.mark.parametrize("old", NEW_LINES)
@pytest.mark.parametrize(
    "line", ["import nnlib.{}", "from nnlib.{} import x", "from nnlib import {}"]
)
def test_an_old_import_is_answered_with_the_new_line(line, old):
    with pytest.raises(ImportError, match=rf"^`nnlib\.{old}` has moved") as error:
        exec(line.format(old))
    exec(line_in(error), {})


def test_a_module_inside_one_that_has_moved():
    with pytest.raises(ImportError, match=r"^`nnlib\.explorers` has moved"):
        import_module("nnlib.explorers.race")


@pytest.mark.parametrize("old", RENAMED)
def test_an_old_name_of_an_explorer_is_answered_with_the_new_line(old):
    with pytest.raises(ImportError, match=f"^`{old}` has a new name") as error:
        exec(f"from nncourse.explorers import {old}")
    exec(line_in(error), {})


def test_what_never_was_is_not_found():
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'nnlib\.nothing'$"):
        import_module("nnlib.nothing")
    with pytest.raises(ImportError, match=r"^cannot import name 'nothing'"):
        exec("from nncourse.explorers import nothing")
