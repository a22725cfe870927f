"""The course in an environment of its own: what comes along, and each chapter in a bare kernel."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from commands import ROOT
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from test_repository import canonicalize_name, chapters_need, group, names

from nncourse.messages import say
from nncourse.widgets.display import VIEW

pytestmark = pytest.mark.slow

BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FRAMEWORKS = "09_keras_and_pytorch"
TIMEOUT = 300  # seconds a cell may take
SCRIPTS = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
NO_NETWORK = "the packages cannot be had: connect this machine to the network"


def installers(python):
    """Commands, one after the other to be tried, that install into an environment."""
    if find_spec("uv"):
        uv = [sys.executable, "-m", "uv", "pip", "install", "--python", str(python)]
        yield [*uv, "--offline"]  # all is in uv's cache since .venv was made
        yield uv
    yield [str(python), "-m", "pip", "install", "--quiet"]


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """The Python of an environment that was empty before the course was installed into it.

    As by `pip install .`, but for the versions: those of the lock, so that a test fails because of
    a change of ours.
    """
    folder = tmp_path_factory.mktemp("install") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder.joinpath(*SCRIPTS)
    for installer in installers(python):
        command = [*installer, "--constraint", ROOT / "requirements.txt", ROOT]
        ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode == 0:
            return python
    if "onnect" in ran.stderr or "etwork" in ran.stderr:
        pytest.skip(NO_NETWORK)
    pytest.fail(ran.stderr)


def says(python, code, folder):
    """What a program prints, run there in an empty folder."""
    command = [str(python), "-c", code]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_nothing_comes_along_that_opens_builds_or_tests_the_chapters(python, tmp_path):
    code = (
        "import json; from importlib.metadata import distributions\n"
        "print(json.dumps([d.metadata['Name'] for d in distributions()]))"
    )
    found = {canonicalize_name(name) for name in json.loads(says(python, code, tmp_path))}
    assert found >= names(chapters_need()) | {"nncourse"}
    others = names(group("dev") + group("frameworks")) - names(chapters_need())
    assert found & (others | {"jupyter-server", "ipython-genutils"}) == set()


def test_installing_leaves_jupyter_as_it_is(python):
    shared = [python.parents[1] / "etc", python.parents[1] / "share"]
    files = [path for folder in shared for path in folder.rglob("*") if path.is_file()]
    assert [path for path in files if b"nncourse" in path.read_bytes()] == []


def test_it_is_the_installed_course_that_says_that_all_is_there(python, tmp_path):
    code = (
        "from nncourse.jupyter.installation import report; import nncourse\n"
        "print(nncourse.__file__); print(report())"
    )
    home, said = says(python, code, tmp_path).split("\n")
    assert Path(home).is_relative_to(python.parents[1]) and said == say("installed")


def executed(python, notebook, folder):
    """Run a notebook's cells in a bare ipykernel of that environment."""
    kernels = AsyncKernelManager()
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernels._kernel_spec = KernelSpec(argv=[*argv, "--log-level=ERROR"], language="python")
    where = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, km=kernels, timeout=TIMEOUT, resources=where)
    client.execute(cleanup_kc=True)  # else the kernel that it was given outlives it
    return notebook


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_every_chapter_runs_in_a_bare_kernel(python, path, tmp_path):
    stored = nbformat.read(path, as_version=4)
    notebook = executed(python, nbformat.read(path, as_version=4), tmp_path)
    for before, cell in zip(stored.cells, notebook.cells, strict=True):
        if cell.cell_type == "code":
            shown = {key for output in before.outputs for key in output.get("data", {})}
            assert {key for output in cell.outputs for key in output.get("data", {})} >= shown
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if VIEW in output.get("data", {})]
    if path.stem == FRAMEWORKS:
        texts = [output["data"]["text/plain"] for output in outputs if "data" in output]
        assert any("ecorded" in text for text in texts)
