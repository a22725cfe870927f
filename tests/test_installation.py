"""The check of the installation in chapter 00: a sentence for what is missing or too old."""

import sys
from importlib import metadata

import pytest

from nncourse.jupyter import installation
from nncourse.messages import say

NEEDED = [
    "numpy>=2.0.2",
    "ipykernel!=7.0.*,>=6.17.1; sys_platform != 'emscripten'",
    "packaging>=24.2",
    "left-out>=1; sys_platform == 'nowhere'",
]
HERE = {"numpy": "2.4.6", "ipykernel": "7.4.0", "packaging": "26.3"}


@pytest.fixture
def machine(monkeypatch):
    """What is installed, name → version, to be changed."""
    here = dict(HERE)

    def version(name):
        if name not in here:
            raise metadata.PackageNotFoundError(name)
        return here[name]

    monkeypatch.setattr(metadata, "requires", lambda name: NEEDED)
    monkeypatch.setattr(metadata, "version", version)
    return here


def test_on_this_machine_all_is_installed():
    assert installation.report() == say("installed")


def test_all_is_well(machine):
    assert installation.report() == say("installed")


@pytest.mark.parametrize("name", HERE)
def test_something_is_missing(machine, name):
    del machine[name]
    assert installation.report() == say("missing", name=name)


@pytest.mark.parametrize(("name", "found"), [("numpy", "1.26.4"), ("ipykernel", "7.0.1")])
def test_something_has_the_wrong_version(machine, name, found):
    machine[name] = found
    said = installation.report()
    assert f"{name} is here as {found}" in said and "\n" not in said


def test_each_gets_a_line_of_its_own(machine):
    machine.clear()
    assert installation.report().split("\n") == [say("missing", name=name) for name in HERE]


def test_without_packaging_what_is_missing_is_still_told(machine, monkeypatch):
    monkeypatch.setitem(sys.modules, "packaging.requirements", None)
    del machine["packaging"], machine["numpy"]
    said = installation.report().split("\n")
    assert said[:2] == [say("missing", name="numpy"), say("missing", name="packaging")]


def test_a_folder_that_was_never_installed(monkeypatch):
    def requires(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", requires)
    assert installation.report() == say("missing", name="nncourse")
