"""The repository agrees with itself: dependencies, lock, environment, imports, tidiness."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
GROUPS = PYPROJECT["dependency-groups"]
LEFT_OUT = set(PYPROJECT["tool"]["uv"]["exclude-dependencies"])
LOCK = (ROOT / "requirements.txt").read_text()
LISTS = [f"requirements{kind}.txt" for kind in ("", "-hashed", "-oldest", "-frameworks")]
EXACT = r"[\w.-]+==[\w.]+( ; .+?)?( \\)?"
HASH = r"    --hash=sha256:[0-9a-f]{64}( \\)?"
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
            if applies(needed, ("", *wanted.extras)) and needed.name not in LEFT_OUT:
                yield from unmet(needed, pinned, seen)


def tracked_files():
    """Return the files that git knows or is about to be told of."""
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git checkout: `git clone` makes one")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def group(name):
    """Return the requirements of a dependency group, those of groups that it includes too."""
    found = []
    for item in GROUPS[name]:
        if isinstance(item, dict):
            found += group(item["include-group"])
        else:
            found.append(Requirement(item))
    return found


def chapters_need():
    """Return the requirements of whoever installs the course into a Jupyter of their own."""
    return [Requirement(text) for text in PROJECT["dependencies"]]


def names(wanted):
    """Return the names in a list of requirements."""
    return {canonicalize_name(requirement.name) for requirement in wanted}


def test_the_lock_holds_the_direct_dependencies_of_pyproject():
    blocks = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)
    via = {block.split("==")[0] for block in blocks if "nncourse (pyproject.toml" in block}
    assert via == names(chapters_need() + group("dev")), "run `make lock`"


def test_the_lock_meets_every_requirement_of_every_package():
    asked = chapters_need() + group("dev")
    pinned = pins()
    assert [gap for wanted in asked for gap in unmet(wanted, pinned, set())] == []
    assert LEFT_OUT.isdisjoint(pinned)


def test_with_and_without_hashes_the_versions_are_the_same():
    hashed = requirements((ROOT / "requirements-hashed.txt").read_text().replace(" \\\n", "\n"))
    assert hashed == requirements(LOCK), "run `make lock`"


@pytest.mark.parametrize("name", ["requirements-hashed.txt", "requirements-oldest.txt"])
def test_every_package_has_a_hash(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line[:1] != "#"]
    blocks = re.split(r"\n(?=\w)", "\n".join(lines))
    assert [block for block in blocks if len(block.splitlines()) < 2] == []


def test_each_lower_bound_is_the_version_that_is_tried():
    text = (ROOT / "requirements-oldest.txt").read_text().replace(" \\\n", "\n")
    tried = {pin.name: str(pin.specifier).removeprefix("==") for pin in requirements(text)}
    for wanted in chapters_need():
        [bound] = [spec.version for spec in wanted.specifier if spec.operator == ">="]
        assert bound == tried[wanted.name], "remove requirements-oldest.txt; then `make lock`"
    for wanted in group("oldest"):
        assert wanted.specifier.contains(tried[wanted.name]), "run `make lock`"


def test_the_frameworks_are_those_of_their_group():
    exact = requirements((ROOT / "requirements-frameworks.txt").read_text())
    wanted = {(r.name, str(r.marker)): r.specifier for r in group("frameworks")}
    assert {(pin.name, str(pin.marker)) for pin in exact} == wanted.keys()
    for pin in exact:
        [version] = pin.specifier
        assert wanted[pin.name, str(pin.marker)].contains(version.version)


def test_chapters_need_nothing_that_opens_builds_or_tests_them():
    found = set()
    waiting = chapters_need()
    while waiting:
        wanted = waiting.pop()
        if applies(wanted) and canonicalize_name(wanted.name) not in found:
            found.add(canonicalize_name(wanted.name))
            waiting += [Requirement(text) for text in installed(wanted.name, "requires") or []]
    assert "scipy" in found  # by way of scikit-learn
    assert found & names(group("dev")) == names(chapters_need()) & names(group("dev"))


def cells(book):
    """Return the code cells of a chapter that need no framework, but for lines of magic."""
    found = re.findall(r"^```{code-cell}.*?\n(.*?)^```", book.read_text(), re.M | re.S)
    for cell in found:
        lines = [line for line in cell.splitlines() if line[:1] not in "%:" or not line]
        if "%%keras" not in cell and "%%torch" not in cell:
            yield "\n".join(lines)


def imported(source):
    """Return the names of the packages that a program imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


def test_what_chapters_import_is_what_they_ask_for():
    paths = {*ROOT.glob("nnlib/**/*.py"), *ROOT.glob("nncourse/**/*.py")}
    paths -= {*ROOT.glob("nncourse/jupyter/in_*.py")}  # tools/live.py brings what those import
    sources = [path.read_text() for path in paths]
    for book in ROOT.glob("book/*.md"):
        sources += cells(book)
    modules = {name for source in sources for name in imported(source)}
    modules -= {*sys.stdlib_module_names, "nnlib", "nncourse", *names(group("frameworks"))}
    homes = packages_distributions()
    found = {canonicalize_name(homes[name][0]) for name in modules}
    assert found | {"ipykernel"} == names(chapters_need())  # which runs them, and is not imported


@pytest.mark.parametrize("name", LISTS)
def test_every_version_is_exact_and_no_address_is_given(name):
    lines = (ROOT / name).read_text().splitlines()
    meant = [line for line in lines if line.split("#")[0].strip() and line != "-c requirements.txt"]
    assert [line for line in meant if not re.fullmatch(f"{EXACT}|{HASH}", line)] == []
    assert not [line for line in lines if "://" in line or "index-url" in line]


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


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "README.md"])
def test_every_file_that_a_guide_names_exists(guide):
    named = re.findall(r"`([\w/.-]+\.(?:py|js|css|md|toml|json|yml))`", (ROOT / guide).read_text())
    assert named
    existing = "".join(f"/{path.relative_to(ROOT).as_posix()}\n" for path in tracked_files())
    for name in named:
        pattern = re.sub("NN(_name)?", r"\\d\\d\\w*", re.escape(name))  # of any chapter
        assert re.search(f"/{pattern}$", existing, re.M), name


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
    number = book.stem[:2]
    minutes = re.search(r"^\*(\d+) minutes", book.read_text(), re.M)[1]
    readme, start = (
        path.read_text() for path in (ROOT / "README.md", ROOT / "book/00_start_here.md")
    )
    row = f'img src="figures/{number}.png".*notebooks/{book.stem}\\.ipynb\\).*\\| {minutes} min'
    assert re.search(row, readme) and (ROOT / f"figures/{number}.png").exists()
    mapped = re.search(rf"\| {number} \| \[.*\]\({book.stem}\.ipynb\) .*\| {minutes} \|", start)
    assert number == "00" or mapped
