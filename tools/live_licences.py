"""The licences of what live pages and JupyterLite pass on: Python's packages, parts of scripts.

Pyodide, Python and SQLite bring no file: site/pages/licences.md names them.
"""

import json
import re
import zipfile
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

NAMED = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
NOT_PASSED_ON = {"esbuild", "pyodide"}  # a tool; and what the page itself names
PROGRAMS = ["jupyterlite-core", "jupyterlab-widgets"]
LONGEST = 40  # characters of a licence's name
RULE = "=" * 78
WITHOUT = "Its package brings no text of it."


def section(name, version, kind, texts):
    """What the list says of one package."""
    heading = f"{RULE}\n{name} {version}: {kind or 'see below'}\n{RULE}"
    return "\n\n".join([heading, *(texts or [WITHOUT])])


def of_wheel(path):
    """The licence of a Python package."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        about = [name for name in names if name.endswith(".dist-info/METADATA")]
        if not about:
            return ""
        metadata = Parser().parsestr(archive.read(about[0]).decode("utf-8"))
        folder = about[0].rpartition("/")[0]
        files = [n for n in names if n.startswith(folder) and NAMED.search(n[len(folder) :])]
        texts = [archive.read(name).decode("utf-8", "replace").strip() for name in sorted(files)]
    kind = metadata["License-Expression"] or metadata["License"] or ""
    if len(kind) > LONGEST:
        kind = ""  # some packages put the whole text there
    return section(metadata["Name"], metadata["Version"], kind, texts)


def of_script(path):
    """The licence of a JavaScript package; nothing for one that no page has."""
    package = json.loads((path / "package.json").read_text("utf-8"))
    name = package["name"]
    if name in NOT_PASSED_ON or name.startswith(("@types/", "@esbuild/")):
        return ""
    files = [file for file in sorted(path.iterdir()) if file.is_file() and NAMED.search(file.name)]
    texts = [file.read_text("utf-8", "replace").strip() for file in files]
    return section(name, package["version"], package.get("license"), texts)


def of_bundle(path):
    """The licences that a bundler of JupyterLab collected in a file."""
    packages = json.loads(path.read_text("utf-8"))["packages"]
    for package in packages:
        text = package["extractedText"].strip()
        version = package["versionInfo"]
        yield section(package["name"], version, package["licenseId"], [text] if text else [])


def of_program(name):
    """The licence of a program that is installed here."""
    program = distribution(name)
    files = [file for file in program.files if file.parent.name == "licenses"]
    texts = [program.locate_file(file).read_text("utf-8").strip() for file in files]
    return section(name, program.version, program.metadata["License-Expression"], texts)


def live_licences(cache, lab):
    """The licences of all that ``live.build`` takes from its cache, and of JupyterLite in the
    folder ``lab``, as one text.
    """
    wheels = sorted([*(cache / "pyodide").glob("*.whl"), *(cache / "pure").glob("*.whl")])
    modules = sorted((cache / "npm" / "node_modules").glob("**/package.json"))
    top = [path.parent for path in modules if is_package(path.parent)]
    sections = [of_wheel(path) for path in wheels] + [of_script(path) for path in top]
    sections += [of_program(name) for name in PROGRAMS]
    for path in sorted(lab.rglob("third-party-licenses.json")):
        sections += of_bundle(path)
    return "\n\n\n".join(filter(None, dict.fromkeys(sections))) + "\n"


def is_package(path):
    """Whether a folder is a package's own: node_modules/NAME or node_modules/@SCOPE/NAME."""
    scope = path.parent
    home = scope.parent if scope.name.startswith("@") else scope
    return Path(home).name == "node_modules"
