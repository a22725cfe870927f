"""Say what keeps the website from the newest Pyodide; run it with .venv's Python.

site/live/package.json chooses the Pyodide of the live pages. This fetches the newest one with npm,
writes what its core and its lock hold into tests/newest_pyodide.json, where a test looks at it
without a network, and prints what keeps the website from it.
"""

import json
import re
import sys
import tarfile
import tempfile
import tomllib
from importlib.metadata import requires
from pathlib import Path

import live
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "tests" / "newest_pyodide.json"
CORE_FILES = ["pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"]  # that tools/live.py takes
NO_FILE = "Its core has no {name}, which the worker of a live page runs."
NO_PACKAGE = "It has no package {name}, which tools/live.py takes from it."
OTHER_VERSION = "It has {name} {version}, but {who} asks for {wanted}."
OTHER_PYTHON = "It has Python {version}, but the course asks for {wanted}."
NOT_FETCHED = "The newest Pyodide could not be fetched: run this again where npm has a network."
NOTHING = "Nothing keeps the website from Pyodide {version}."
SOMETHING = "This keeps the website from Pyodide {version}:"


def fetch():
    """Return what the newest Pyodide holds; exit with a sentence if npm cannot fetch it."""
    with tempfile.TemporaryDirectory() as folder:
        if live.node(live.npm_script(), "pack", "pyodide@latest", cwd=folder).returncode:
            sys.exit(NOT_FETCHED)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            lock = json.load(archive.extractfile("package/pyodide-lock.json"))
            package = json.load(archive.extractfile("package/package.json"))
            return contents(archive.getnames(), lock, package["version"])


def contents(files, lock, version):
    """Return the names and versions that matter here; ``files`` are those of Pyodide's core."""
    names = {Path(file).name for file in files}
    ours = {*live.FIRST, *live.LATER, *live.PURE} & lock["packages"].keys()
    return {
        "source": "npm, package pyodide; tools/newest_pyodide.py wrote this file",
        "version": version,
        "python": lock["info"]["python"],
        "core": sorted(name for name in names if re.fullmatch(r"pyodide.*\.(m?js|wasm)", name)),
        "packages": {name: lock["packages"][name]["version"] for name in sorted(ours)},
    }


def obstacles(found, project):
    """List, in a sentence each, what keeps a project from a Pyodide that holds ``found``."""
    sentences = [NO_FILE.format(name=name) for name in CORE_FILES if name not in found["core"]]
    wanted = project["requires-python"]
    if not SpecifierSet(wanted).contains(found["python"]):
        sentences.append(OTHER_PYTHON.format(version=found["python"], wanted=wanted))
    for name in [*live.FIRST, *live.LATER]:
        if name not in found["packages"]:
            sentences.append(NO_PACKAGE.format(name=name))
    sentences += _misfits("the course", project["dependencies"], found)
    for name in [*live.PURE, *live.PURE_LATER]:
        sentences += _misfits(name, requires(name) or [], found)
    return sentences


def _misfits(who, requirements, found):
    """List the packages whose version is not what ``who`` asks for."""
    there = {"sys_platform": "emscripten", "python_version": found["python"].rpartition(".")[0]}
    environment = default_environment() | there | {"extra": ""}
    sentences = []
    for text in requirements:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        version = found["packages"].get(name)
        if version is None or (requirement.marker and not requirement.marker.evaluate(environment)):
            continue
        if not requirement.specifier.contains(version):
            wanted = f"{name} {requirement.specifier}"
            sentences.append(
                OTHER_VERSION.format(name=name, version=version, who=who, wanted=wanted)
            )
    return sentences


def project():
    """Return the table `project` of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def main():
    """Fetch, write and print."""
    found = fetch()
    FOUND.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    sentences = obstacles(found, project())
    heading = SOMETHING if sentences else NOTHING
    print(heading.format(version=found["version"]), *sentences, sep="\n- ")


if __name__ == "__main__":
    main()
