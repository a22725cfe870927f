"""tools/setup.py: what it installs, when it does nothing, and a sentence for each obstacle."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import LISTS, ROOT, SETUP, after, copied, load, refused, run

NEEDED = [
    "-m venv --clear",
    "-Im ensurepip",
    "-m pip install --quiet --require-hashes",
    "-m uv pip install --require-hashes",
    "-m uv pip install --no-build-isolation",
]


@pytest.fixture
def course(tmp_path):
    return copied(tmp_path / "a course")


def recorder(course, failing="nothing", error=None):
    """Load setup.py with a list in the place of the commands that it would run."""
    tool = load(course / SETUP)
    ran = []

    def record(*command):
        ran.append(" ".join(command[1:]))
        if failing in ran[-1]:
            raise error
        if "--clear" in command:
            shutil.rmtree(tool.VENV, ignore_errors=True)
            Path(tool.PYTHON).parent.mkdir(parents=True)
            Path(tool.PYTHON).touch()

    tool.run = record
    tool.ran = ran
    return tool


def runs(course, *arguments):
    """Set up, and return which of the commands in NEEDED were run."""
    tool = recorder(course)
    tool.main(arguments)
    return [needed for line in tool.ran for needed in NEEDED if line.startswith(needed)]


def pins(lock):
    """The names that a list of packages pins."""
    return {line.split("==")[0] for line in lock.splitlines() if "==" in line}


def change(file):
    file.write_text(file.read_text() + "# changed\n")


def test_the_first_run_installs_with_uv_and_the_second_does_nothing(course, capsys):
    tool = recorder(course)
    tool.main([])
    assert len(tool.ran) == len(NEEDED) and all(map(str.startswith, tool.ran, NEEDED))
    assert "--no-deps" in tool.ran[3] and "--compile-bytecode" in tool.ran[3]
    capsys.readouterr()
    assert runs(course) == []
    assert capsys.readouterr().out == "Everything is in place.\n"


@pytest.mark.parametrize("name", LISTS[:2])
def test_a_changed_list_is_installed_into_the_same_venv(course, name):
    assert runs(course) == NEEDED
    before = (course / name).read_text()
    change(course / name)
    assert runs(course) == NEEDED[2:]
    (course / name).write_text(before)
    assert runs(course) == NEEDED[2:]


def test_another_python_makes_another_venv(course, monkeypatch):
    runs(course)
    monkeypatch.setattr(sys, "version", "3.99")
    assert runs(course) == NEEDED


def test_a_moved_folder_is_set_up_anew(course):
    runs(course)
    assert runs(course.rename(course.parent / "moved")) == NEEDED


@pytest.mark.parametrize("step", [*NEEDED, "requirements-frameworks.txt"])
def test_after_an_interruption_all_is_made_anew(course, step):
    with pytest.raises(KeyboardInterrupt):
        recorder(course, step, KeyboardInterrupt).main(["--frameworks"])
    assert runs(course) == NEEDED
    assert runs(course) == []


@pytest.mark.parametrize("step", ["uv.txt", *NEEDED[3:]])
def test_pip_steps_in_where_uv_cannot_be_had(course, step, capsys):
    no_uv = subprocess.CalledProcessError(1, "uv", "no build for this machine")
    tool = recorder(course, step, no_uv)
    tool.main([])
    packages, itself = tool.ran[-2:]
    assert packages.startswith(NEEDED[2])
    assert itself == f"-m pip install --quiet --no-build-isolation --no-deps --editable {course}"
    lock = Path(packages.split("--requirement ")[1]).read_text()
    whole = (course / "requirements-hashed.txt").read_text()
    assert pins(whole) - pins(lock) == {"uv"}
    assert "uv cannot be used here; pip takes" in capsys.readouterr().out
    assert runs(course) == []


def test_frameworks_come_on_top_and_once(course):
    runs(course)
    tool = recorder(course)
    tool.main(["--frameworks"])
    assert tool.ran == ["-m pip install --quiet --requirement requirements-frameworks.txt"]
    assert runs(course, "--frameworks") == []
    change(course / "requirements-frameworks.txt")
    assert runs(course) == []
    tool = recorder(course)
    tool.main(["--frameworks"])
    assert len(tool.ran) == 1


def test_no_network(monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/")  # where nothing listens
    monkeypatch.setenv("PIP_RETRIES", "1")  # the least at which pip names the cause
    tool = load(ROOT / SETUP)
    tool.PYTHON = sys.executable
    with pytest.raises(SystemExit, match=r"^The packages could not be downloaded: connect"):
        tool.pip("no-such-package")


def test_no_venv_module(course):
    said = refused(after("sys.modules['ensurepip'] = None", course / SETUP), course)
    assert "has no venv module: on Debian or Ubuntu run `apt install python3." in said


def test_a_python_that_is_too_old(course):
    said = refused(after("sys.version_info = (3, 6, 15)", course / SETUP), course)
    assert said.startswith("Python 3.11 or newer is needed, and ") and "is 3.6: install" in said


def test_an_old_python_can_read_as_far_as_that_sentence():
    tree = ast.parse((ROOT / SETUP).read_text(), feature_version=(3, 7))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]


def test_an_unknown_failure_is_shown_whole_and_followed_by_a_sentence(course):
    failing = f"sys._base_executable = {shutil.which('false')!r}"
    ran = run(after(failing, course / SETUP), course)
    assert ran.returncode == 1 and "Traceback" not in ran.stderr
    assert ran.stderr.splitlines()[-1].startswith("Setting up failed, as said above")


@pytest.mark.parametrize("size", [0, 300, 30_000])
def test_a_full_disk(course, size):
    pytest.importorskip("resource")  # not on Windows
    line = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({size}, r.RLIM_INFINITY))"
    ran = run(after(line, course / SETUP), course)
    assert ran.returncode == 1
    assert ran.stderr.startswith("The disk is full: make about 1 GB of space")
    assert ran.stderr.count("\n") == 1


def test_a_file_that_cannot_be_written_is_named(course):
    runs(course)
    (course / ".venv" / "finished.txt").unlink()
    (course / ".venv" / "finished.txt").mkdir()
    ran = run([sys.executable, SETUP], course)
    assert ran.returncode == 1
    assert ran.stderr.startswith("Setting up failed ([Errno ") and ran.stderr.count("\n") == 1
    assert "finished.txt" in ran.stderr
