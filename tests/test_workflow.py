"""What GitHub runs: the Pythons are the supported ones, the commands exist."""

import os
import re
import shlex

import yaml
from commands import ROOT
from test_repository import PROJECT, tracked_files

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
FILES = {path.stem: path for path in (ROOT / ".github/workflows").glob("*.yml")}
WORKFLOWS = {name: yaml.safe_load(path.read_text("utf-8")) for name, path in FILES.items()}
WORKFLOW = WORKFLOWS["tests"]
JOBS = WORKFLOW["jobs"]
STEPS = [
    step
    for workflow in WORKFLOWS.values()
    for job in workflow["jobs"].values()
    for step in job["steps"]
]
COMMANDS = [shlex.split(step["run"], comments=True) for step in STEPS if "run" in step]
CLASSIFIER = "Programming Language :: Python :: "
SUPPORTED = [c.removeprefix(CLASSIFIER) for c in PROJECT["classifiers"] if CLASSIFIER in c]


def test_the_supported_pythons_are_the_same_everywhere():
    oldest = SUPPORTED[0]
    newest = SUPPORTED[-1]
    minors = [int(version.removeprefix("3.")) for version in SUPPORTED]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert PROJECT["requires-python"] == f">={oldest}"
    looked_for = re.search(r"set -- \$\(PY\) python3 (.*) python;", MAKEFILE)[1]
    assert looked_for.split() == [f"python{version}" for version in reversed(SUPPORTED)]
    matrix = JOBS["systems"]["strategy"]["matrix"]
    assert matrix["python"] == [oldest, newest]
    given = [
        step["with"]["python-version"]
        for step in STEPS
        if step.get("uses", "").startswith("actions/setup-python")
    ]
    assert set(given) == {"${{ matrix.python }}", newest}
    assert re.search(r"python:([\d.]+)-", JOBS["everything"]["container"])[1] in SUPPORTED


def test_three_systems_and_everything_and_the_newest_releases_are_tested():
    systems = {
        system.partition("-")[0] for system in JOBS["systems"]["strategy"]["matrix"]["system"]
    }
    assert systems == {"ubuntu", "macos", "windows"}
    assert [".ci/run"] in COMMANDS and os.access(ROOT / ".ci" / "run", os.X_OK)
    assert ["make", "lock", "ARGS=--upgrade"] in COMMANDS
    assert WORKFLOW[True]["schedule"]  # YAML reads the word "on" as a truth


def test_the_website_is_built_and_published():
    steps = WORKFLOWS["pages"]["jobs"]["website"]["steps"]
    assert ["make", "site", "ARGS=--require-live"] in COMMANDS
    upload = next(step for step in steps if "upload-pages" in step.get("uses", ""))
    assert upload["with"]["path"] == "site/build"
    assert any("deploy-pages" in step.get("uses", "") for step in steps)
    assert WORKFLOWS["pages"]["permissions"] == {
        "contents": "read",
        "pages": "write",
        "id-token": "write",
    }


def test_every_command_exists():
    paths = [path.relative_to(ROOT) for path in tracked_files()]
    known = {place.as_posix() for path in paths for place in (path, *path.parents)}
    for command in COMMANDS:
        if command[0] == "make":
            assert re.search(f"^{command[1]}:", MAKEFILE, re.MULTILINE), command
        names = [word.rpartition("=")[2] for word in command]
        assert {name for name in names if re.fullmatch(r"(?!.venv)[\w.]+/[\w./]+", name)} <= known


def test_windows_gets_the_arguments_of_the_makefile():
    options = "--nbval-(?!lax)[^ \n]+"
    by_hand = [word for command in COMMANDS for word in command if re.fullmatch(options, word)]
    assert by_hand and by_hand == re.findall(options, MAKEFILE.replace("--nbval,--nbval-lax", ""))


def test_actions_are_pinned_by_their_major_version():
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used and not [name for name in used if not re.fullmatch(r"[\w/-]+@v\d+", name)]
