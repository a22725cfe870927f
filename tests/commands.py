"""What the tests of set-up, JupyterLab's start and the Makefile share."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETUP = "tools/setup.py"
LAB = "tools/lab.py"
CLASSROOM = "tools/classroom.py"
# What a `make test PYTHON=... ARGS=...` around the tests would hand down to a make inside them
INHERITED = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "PYTHON", "PORT", "ARGS"}
LISTS = ["pyproject.toml", "requirements-hashed.txt", "requirements-frameworks.txt"]


def copied(folder):
    """Copy what the commands need into a folder, and return it."""
    (folder / "tools").mkdir(parents=True)
    for name in ["Makefile", *LISTS, SETUP, LAB, "tools/port.py"]:
        shutil.copy(ROOT / name, folder / name)
    return folder


def load(path):
    """Import a script as a module of its own."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(command, folder, **environment):
    """Run a command in a folder as if from a shell, and keep what it says."""
    shell = {name: value for name, value in os.environ.items() if name not in INHERITED}
    return subprocess.run(
        command, cwd=folder, env=shell | environment, capture_output=True, text=True
    )


def refused(command, folder, **environment):
    """Run a command that must stop with one sentence and status 1; return the sentence."""
    ran = run(command, folder, **environment)
    lines = [line for line in ran.stderr.splitlines() if not line.startswith("make: ***")]
    assert ran.returncode == (2 if "make" in command[0] else 1)  # make turns every status into 2
    assert len(lines) == 1 and ran.stdout == "", ran
    return lines[0]


def after(line, script):
    """A command that runs a script as Python does, after a line that prepares its world."""
    code = f"import runpy, sys; {line}; runpy.run_path({str(script)!r}, run_name='__main__')"
    return [sys.executable, "-c", code]
