"""Binder: repo2docker itself reads the repository, and the link in README.md opens a chapter."""

import importlib.util
import os
import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from commands import ROOT
from small_project import publish_as
from test_repository import tracked_files

ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def planned():
    """The Dockerfile that Binder would build, and what repo2docker says meanwhile."""
    if not importlib.util.find_spec("repo2docker"):
        pytest.skip("no repo2docker: `make frameworks` gets it")
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_binder_takes_the_python_of_environment_yml(planned):
    [python] = [d for d in ENVIRONMENT["dependencies"] if str(d).startswith("python=")]
    assert f"Building conda environment for {python}" in planned.stderr.splitlines()


def test_binder_makes_the_environment_once_the_repository_is_there(planned):
    copied = "\nCOPY --chown=0:0 src/ ${REPO_DIR}/"
    made = 'env update .* --file "environment.yml"'
    assert copied in planned.stdout  # -e . needs it
    assert re.search(made, planned.stdout.partition(copied)[2])


def test_binder_runs_what_switches_the_server_s_part_on(planned):
    made = planned.stdout.partition('--file "environment.yml"')[2]
    assert "\nRUN ./postBuild\n" in made  # what it does is tried in test_stills.py
    assert os.access(ROOT / "postBuild", os.X_OK)


def test_what_environment_yml_refers_to_is_in_the_repository():
    [pip] = [d["pip"] for d in ENVIRONMENT["dependencies"] if isinstance(d, dict)]
    named = dict(line.split() for line in pip if line.startswith("-"))
    assert (ROOT / named["-r"]) in tracked_files()
    assert (ROOT / named["-e"] / "pyproject.toml") in tracked_files()


def test_the_link_opens_jupyterlab_at_the_first_chapter():
    readme = publish_as.filled(README, "somebody/a-course")
    links = set(re.findall(r"\((https://mybinder.org/v2/.*?)\)", readme))
    assert len(links) == 1
    link = urlsplit(*links)
    assert link.path == "/v2/gh/somebody/a-course/HEAD"
    [page] = parse_qs(link.query)["urlpath"]
    first = min(path for path in tracked_files() if path.suffix == ".ipynb")
    assert ROOT / page.removeprefix("lab/tree/") == first
