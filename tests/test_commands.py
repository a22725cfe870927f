"""The Makefile's choice of a Python, the choice of a port, and JupyterLab's of a chapter."""

import os
import re
import shutil
import socket
import sys

import pytest
from commands import CLASSROOM, LAB, ROOT, copied, load, refused, run
from port import choose_port, obstacle

TOO_OLD = "#!/bin/sh\necho 3.9; exit 1\n"
SERVERS = [(LAB, "make lab"), (CLASSROOM, "make class")]
NEW_ENOUGH = '#!/bin/sh\n[ "$1" = -c ] && echo 3.12 || echo "chosen: $0"\n'


@pytest.fixture
def make(tmp_path):
    """The path of make, and an empty folder to be all that PATH holds."""
    if not shutil.which("make"):
        pytest.skip("no make: `apt install make` gets it")
    (tmp_path / "bin").mkdir()
    return shutil.which("make"), tmp_path / "bin"


@pytest.fixture
def busy_port():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


def script(path, text):
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_make_finds_no_python(make, tmp_path):
    said = refused([make[0], "lab"], copied(tmp_path / "a course"), PATH=str(make[1]))
    assert said.startswith("Python 3.11 or newer is needed, and none was found: install")


def test_make_names_each_python_that_is_too_old(make, tmp_path):
    for name in ("python3", "python"):
        script(make[1] / name, TOO_OLD)
    said = refused([make[0], "lab"], copied(tmp_path / "a course"), PATH=str(make[1]))
    assert "needed, and python3 is 3.9, python is 3.9: install" in said


def test_make_takes_the_first_python_that_is_new_enough(make, tmp_path):
    script(make[1] / "python3", TOO_OLD)
    script(make[1] / "python3.11", NEW_ENOUGH)
    chosen = script(make[1] / "python3.12", NEW_ENOUGH)
    ran = run([make[0], "setup"], copied(tmp_path / "a course"), PATH=str(make[1]))
    assert ran.stdout == f"chosen: {chosen}\n"


def test_make_takes_the_python_it_is_given_and_no_other(make, tmp_path):
    script(make[1] / "python3", NEW_ENOUGH)
    old = script(tmp_path / "an old python", TOO_OLD)
    course = copied(tmp_path / "a course")
    said = refused([make[0], "lab", f"PYTHON={old}"], course, PATH=str(make[1]))
    assert f"and {old} is 3.9: install" in said


def test_make_alone_lists_every_command(make):
    told = run([make[0]], ROOT).stdout
    phony = re.search("^.PHONY: (.*) setup$", (ROOT / "Makefile").read_text(), re.M)[1].split()
    assert re.findall("^  make ([a-z-]+) +[a-z]", told, re.M) == phony


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight", "8888.0", "²"])
def test_a_port_that_is_none(port):
    said = refused([sys.executable, LAB], ROOT, PORT=port)
    assert said.startswith(f"PORT={port} is no port: choose 1 to 65535, as in `make lab PORT=")


@pytest.mark.parametrize(("script", "command"), SERVERS)
def test_a_busy_port_that_was_asked_for(busy_port, script, command):
    said = refused([sys.executable, script], ROOT, PORT=str(busy_port))
    assert said.startswith(f"Port {busy_port} cannot be used (Address already in use); another can")
    assert f"`{command} PORT=" in said


def test_the_usual_port_is_busy(busy_port, capsys):
    port = choose_port(None, busy_port, "JupyterLab opens", "make lab")
    assert port > busy_port and obstacle(port) is None
    assert (
        f"Port {busy_port} is in use, so JupyterLab opens at port {port}."
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("user", [0, 1000])
def test_jupyterlab_opens_at_the_first_chapter(tmp_path, monkeypatch, user):
    lab = load(ROOT / LAB)
    commands = []
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    monkeypatch.setattr(os, "execv", lambda path, command: commands.append(command))
    monkeypatch.setattr(os, "geteuid", lambda: user)
    (tmp_path / "notebooks").mkdir()
    for number in (3, 1, 4, 0, 5, 9, 2, 6):
        (tmp_path / "notebooks" / f"0{number}_name.ipynb").touch()
    for other in ("!mine", "00_name-Copy1", "Untitled"):
        (tmp_path / "notebooks" / f"{other}.ipynb").touch()
    lab.main(["--no-browser"])
    assert commands[0][2:4] == ["jupyterlab", str(tmp_path / "notebooks" / "00_name.ipynb")]
    assert f"--ServerApp.allow_root={user == 0}" in commands[0]
    assert commands[0][-1] == "--no-browser"
