"""The repository agrees with itself: dependencies, lock, environment, imports, tidiness."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = (ROOT / "requirements.txt").read_text()
EXACT = r"[\w.-]+==[\w.]+( ; .+)?"
HEAVY = ["matplotlib", "ipywidgets", "sklearn", "scipy", "pandas"]
ASKED_FOR = {"numpy", "matplotlib", "ipywidgets", "jupyterlab", "nbval", "mglearn"}
PICTURES = {".png", ".gif"}
LARGEST = 400_000  # bytes of a notebook: what GitHub shows at once and a slow line loads
MACHINE_PATHS = ["/" + folder + "/" for folder in ("work", "root", "home")]


def requirements(text):
    """Return the lines of a list of packages that are neither comments nor options."""
    return [Requirement(line) for line in text.splitlines() if re.match(r"\w", line)]


def applies(requirement, extras=("",)):
    """Tell whether a requirement is meant for this Python and system."""
    return not requirement.marker or any(requirement.marker.evaluate({"extra": e}) for e in extras)


def pins():
    """Return the locked version of each package that this machine needs, by name."""
    here = filter(applies, requirements(LOCK))
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


def installed(name, fact):
    """Return the version of a package or what it requires; None if it is not installed."""
    try:
        return getattr(distribution(name), fact)
    except PackageNotFoundError:
        return None


def unmet(wanted, pinned, seen):
    """Yield each requirement, direct or not, that the lock lacks or contradicts."""
    name = canonicalize_name(wanted.name)
    if name not in pinned or not wanted.specifier.contains(pinned[name], prereleases=True):
        yield str(wanted)
    elif (name, frozenset(wanted.extras)) not in seen:
        seen.add((name, frozenset(wanted.extras)))
        for needed in map(Requirement, installed(name, "requires") or []):
            if applies(needed, ("", *wanted.extras)):
                yield from unmet(needed, pinned, seen)


def tracked_files():
    """Return the files that git knows or is about to be told of."""
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git checkout: `git clone` makes one")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_the_lock_holds_the_direct_dependencies_of_pyproject():
    blocks = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)
    via = {block.split("==")[0] for block in blocks if "nncourse (pyproject.toml)" in block}
    asked = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    assert via == asked, "run `make lock`"


def test_the_lock_meets_every_requirement_of_every_package():
    asked, pinned = map(Requirement, PROJECT["dependencies"]), pins()
    assert [gap for wanted in asked for gap in unmet(wanted, pinned, set())] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-frameworks.txt"])
def test_every_version_is_exact_and_no_address_is_given(name):
    lines = (ROOT / name).read_text().splitlines()
    meant = [line for line in lines if line.split("#")[0].strip() and line != "-c requirements.txt"]
    assert [line for line in meant if not re.fullmatch(EXACT, line)] == []
    assert not [line for line in lines if "://" in line]


def test_what_is_installed_is_the_lock():
    found = {name: installed(name, "version") for name in pins()}
    wrong = {name: version for name, version in found.items() if version != pins()[name]}
    if wrong.get("uv", "") is None:  # a machine that uv is not built for does without
        del wrong["uv"]
    assert wrong == {}, "run `make test`, which puts this right"


def test_environment_shows_the_packages_asked_for_and_installs_the_lock():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    lines = next(item["pip"] for item in dependencies if isinstance(item, dict))
    assert set(lines) >= ASKED_FOR
    assert {"-r requirements.txt", "-e ."} == set(lines) - ASKED_FOR
    assert "pip" in dependencies  # without it conda warns, and guesses


def test_environment_has_a_python_that_nnlib_accepts():
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    python = next(item for item in dependencies if str(item).startswith("python="))
    wanted = Requirement("python" + PROJECT["requires-python"]).specifier
    assert wanted.contains(python.removeprefix("python="))


def test_importing_nnlib_loads_none_of_the_heavy_packages():
    code = f"import nnlib, sys; print([name for name in {HEAVY} if name in sys.modules])"
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert fresh.stdout.strip() == "[]"


def test_no_file_names_a_place_on_one_machine():
    places = re.compile("|".join(MACHINE_PATHS).encode())
    files = [path for path in tracked_files() if path.suffix not in PICTURES]
    assert [str(path) for path in files if places.search(path.read_bytes())] == []


def test_every_notebook_is_light():
    notebooks = [path for path in tracked_files() if path.suffix == ".ipynb"]
    assert notebooks
    heavy = {path.name: size for path in notebooks if (size := path.stat().st_size) > LARGEST}
    assert heavy == {}, "fewer or smaller pictures, please"


@pytest.mark.parametrize("look", ["check", "format --check"])
def test_code_is_tidy(look):
    command = [sys.executable, "-m", "ruff", *look.split(), "--quiet", "."]
    ruff = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ruff.returncode == 0, f"`make format` puts most of this right\n{ruff.stdout}"


@pytest.mark.parametrize("book", sorted(ROOT.glob("book/*.md")), ids=lambda book: book.stem)
def test_every_chapter_stands_in_both_tables_with_its_time(book):
    number, minutes = book.stem[:2], re.search(r"^\*(\d+) minutes", book.read_text(), re.M)[1]
    readme, start = (
        path.read_text() for path in (ROOT / "README.md", ROOT / "book/00_start_here.md")
    )
    row = f'img src="figures/{number}.png".*notebooks/{book.stem}\\.ipynb\\).*\\| {minutes} min'
    assert re.search(row, readme) and (ROOT / f"figures/{number}.png").exists()
    mapped = re.search(rf"\| {number} \| \[.*\]\({book.stem}\.ipynb\) .*\| {minutes} \|", start)
    assert number == "00" or mapped
