"""The end of a test run: what was not run or was repeated is named; REQUIRE_ALL=1 fails."""

import re
import shutil
import sys

import pytest
from commands import ROOT, run

TESTS = """
import pytest

@pytest.mark.browser
def test_in_a_browser(chromium): raise AssertionError("no browser, yet it ran")

@pytest.mark.slow
def test_slowly(): pass

@pytest.mark.xfail
def test_that_is_known_to_fail(): raise ValueError
"""
REPEATED = """
import pytest
tries = []

@pytest.mark.browser
def test_once():
    tries.append("once")
    assert len(tries) == 2, "too late"

@pytest.mark.browser
def test_never(): assert not "wrong"

def test_without_a_browser(): assert not "wrong"
"""
MODULE = "import pytest; pytest.importorskip('no_such_module', reason='no such module')"


@pytest.fixture
def end(tmp_path):
    """Run TESTS on a machine without a browser; return the status and the last lines."""
    tests = [
        f"tests/{name}.py"
        for name in ("conftest", "browser", "ports", "reader", "progress", "website_server")
    ]
    for name in [
        *tests,
        "site/start.py",
        "tools/chromium.py",
        "tools/lab.py",
        "tools/port.py",
        "pyproject.toml",
    ]:
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "test_some.py").write_text(TESTS)

    def ends(*arguments, **environment):
        options = ["-q", "-p", "no:nbval", *arguments]
        command = [sys.executable, "-m", "pytest", *options, "test_some.py"]
        nothing = {"PATH": str(tmp_path), "CHROMIUM": "", "REQUIRE_ALL": ""}
        ran = run(command, tmp_path, **(nothing | environment))
        return ran.returncode, ran.stdout.splitlines()

    return ends


def test_what_was_not_run_is_named_just_before_the_last_line(end):
    status, lines = end("-m", "not slow")
    assert status == 0
    assert "not run" in lines[-4]
    assert lines[-3].startswith("1 test: no Chromium: `apt install chromium` gets it")
    assert lines[-2] == "1 test: slow: `make test-all` runs them"
    assert lines[-1].startswith("1 skipped, 1 deselected, 1 xfailed in")


@pytest.mark.slow
def test_two_processes_name_each_file_and_end_with_the_same_lines(end):
    status, lines = end("-m", "not slow", "--numprocesses=2", "--dist=loadfile", "--verbosity=0")
    assert status == 0
    assert any(re.fullmatch(r"  \d:\d\d    0 %  test_some\.py, 2 tests", line) for line in lines)
    assert lines[-3].startswith("1 test: no Chromium")
    assert lines[-2] == "1 test: slow: `make test-all` runs them"
    assert "1 skipped, 1 xfailed in" in lines[-1]


def test_where_all_is_required_a_skip_is_a_failure(end):
    status, lines = end(REQUIRE_ALL="1")
    assert status == 1
    assert any(line.startswith("REQUIRE_ALL=1, but not run: no Chromium") for line in lines)
    assert lines[-1].startswith("1 passed, 1 xfailed, 1 error in")


@pytest.mark.parametrize(("required", "status"), [("0", 5), ("1", 2)])
def test_a_whole_file_that_is_skipped_counts_too(end, tmp_path, required, status):
    (tmp_path / "test_some.py").write_text(MODULE)
    found, lines = end(REQUIRE_ALL=required)
    assert found == status and any("no such module" in line for line in lines)


def test_nothing_is_said_when_all_was_run(end):
    status, lines = end("-k", "slowly")
    assert status == 0 and not any("not run" in line for line in lines)


def test_a_browser_test_that_fails_is_repeated_once_and_named(end, tmp_path):
    (tmp_path / "test_some.py").write_text(REPEATED)
    status, lines = end(CHROMIUM=sys.executable)
    assert status == 1
    at = next(i for i, line in enumerate(lines) if "failed at first, and repeated" in line)
    assert lines[at + 1] == "test_some.py::test_once: AssertionError: too late"
    assert lines[at + 2].startswith("test_some.py::test_never: ")
    assert lines[-1].startswith("2 failed, 1 passed, 2 rerun in")
