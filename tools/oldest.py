"""Run tests with the oldest versions that the course allows; run it with .venv's Python.

Each time, uv makes a fresh .venv-oldest from the lower bounds of pyproject.toml and from the
versions that the browser has. The tests are those that versions could affect: maths, explorers and
playground; they take two minutes. Arguments, such as further test files, go to pytest.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv-oldest"
SCRIPTS = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
PYTHON = FOLDER.joinpath(*SCRIPTS)
LOCK = "requirements-oldest.txt"
TOO_NEW = (3, 13)  # NumPy 2.0 has no build for it

NO_UV = "The oldest versions are installed by uv, which this machine has no build of."
FAILED = "{}\nThe oldest versions could not be installed, as said above."

TRIED = [
    *("activations", "datasets", "estimators", "gradcheck", "history", "losses", "network"),
    *("saving", "training", "validate"),
    *("explorers", "installation", "learning_explorer", "live", "network_diagram"),
    *("neuron_explorer", "plane", "predict"),
    *("playground", "playground_export", "playground_run"),
]
WARNINGS = [
    "ignore:Deprecated in traitlets 4.1:DeprecationWarning",  # raised by ipywidgets 8.1.0
    # NumPy before 2.4 allows float(array of one number), which a test tries as a wrong answer
    "ignore:Conversion of an array with ndim > 0:DeprecationWarning",
]


def main(arguments):
    """Install the oldest versions, and replace this process by the tests."""
    if find_spec("uv") is None:
        sys.exit(NO_UV)
    print("Installing the packages of " + LOCK + " ...", flush=True)
    install()
    files = [f"tests/test_{name}.py" for name in TRIED]
    options = [
        *("-m", "not slow and not browser and not frameworks"),
        *("--numprocesses=2", "--dist=loadfile"),
        *("-p", "tests.strategies"),  # before IPython 7 brings a package `tests` of its own
    ]
    for warning in WARNINGS:
        options += ["-W", warning]
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else a debugger prints a warning
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "pytest", *files, *options, *arguments])


def install():
    """Make .venv-oldest, with the locked versions and the course itself."""
    python = sys.executable if sys.version_info < TOO_NEW else "3.12"  # uv looks for one
    uv("venv", "--clear", "--python", python, str(FOLDER))
    into = ["pip", "install", "--python", str(PYTHON), "--no-deps"]
    uv(*into, "--compile-bytecode", "--require-hashes", "--requirement", LOCK)
    # Built by .venv's own hatchling, so that nothing is installed without a hash
    uv(*into, "--editable", str(ROOT))


def uv(*arguments):
    """Run uv silently; if it fails, stop with its output."""
    command = [sys.executable, "-m", "uv", *arguments]
    ran = subprocess.run(command, cwd=ROOT, text=True, capture_output=True)
    if ran.returncode:
        sys.exit(FAILED.format(ran.stderr.strip()))


if __name__ == "__main__":
    main(sys.argv[1:])
