"""tools/update.py takes the newest version and loses nothing of the reader's, come what may."""

import os
import shutil
import subprocess
from datetime import date

import pytest
from commands import ROOT, load

SCRIPT = "tools/update.py"
ONE, TWO, THREE = (f"notebooks/{n}.ipynb" for n in ("01_one", "02_two", "03_three"))
TODAY = f"mine/{date.today()}"


def git(folder, *arguments):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def publish(author, files):
    """Commit files and push them."""
    for name, text in files.items():
        write(author, name, text)
    git(author, "add", "--all")
    git(author, "commit", "--quiet", "--message=A version")
    git(author, "push", "--quiet")


def contents(folder):
    """Every file but git's and Python's own: its name and what is in it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    inside = {path.relative_to(folder): path for path in files}
    own = {".git", "__pycache__"}
    return {n.as_posix(): p.read_bytes() for n, p in inside.items() if not own & {*n.parts}}


@pytest.fixture
def author(tmp_path, monkeypatch):
    """Who publishes: a clone of a bare repository, with a first version of two chapters."""
    if not shutil.which("git"):
        pytest.skip("no git: `apt install git` gets it")
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "published")
    git(tmp_path, "clone", "--quiet", "published", "author")
    shutil.copytree(ROOT / "tools", tmp_path / "author" / "tools")
    first = {ONE: "one", TWO: "two", "README.md": "read", ".gitignore": "/mine/\n__pycache__\n"}
    publish(tmp_path / "author", first)
    return tmp_path / "author"


@pytest.fixture
def reader(author, tmp_path):
    """Who learns: another clone, whose folder has a space in its name."""
    git(tmp_path, "clone", "--quiet", "published", "my course")
    return tmp_path / "my course"


@pytest.fixture
def update(reader, capsys):
    """Run the command in the reader's folder; what it says, and what it answers."""

    def run(*arguments):
        answer = load(reader / SCRIPT).main(arguments)
        return capsys.readouterr().out + (answer or "")

    return run


def test_edited_notebooks_are_kept_and_the_new_version_is_there(author, reader, update):
    write(reader, ONE, "my one")
    write(reader, TWO, "my two")
    write(reader, "notes.txt", "my notes")
    publish(author, {ONE: "newer one", "README.md": "read more"})
    said = update()
    assert "files that are new or changed: 2." in said
    assert f"Your {ONE} is kept as {TODAY}/01_one.ipynb." in said and TWO not in said
    have = contents(reader)
    assert have[ONE] == b"newer one" and have[f"{TODAY}/01_one.ipynb"] == b"my one"
    assert (have[TWO], have["notes.txt"], have["README.md"]) == (
        b"my two",
        b"my notes",
        b"read more",
    )
    assert update() == "This is the newest version already.\n"
    assert contents(reader) == have


def test_a_second_update_on_the_same_day_keeps_both(author, reader, update):
    for n in (1, 2, 3):
        write(reader, ONE, f"my one, {n}")
        publish(author, {ONE: f"newer one, {n}"})
        update()
    kept = [f"{TODAY}{end}/01_one.ipynb" for end in ("", "-2", "-3")]
    assert [contents(reader)[name] for name in kept] == [b"my one, 1", b"my one, 2", b"my one, 3"]


def test_whatever_stands_in_the_way_is_kept(author, reader, update):
    write(reader, THREE, "my three")  # git was not told of it
    write(reader, "notebooks/4 *.ipynb", "my four")
    git(reader, "add", "notebooks/4 *.ipynb")  # git was
    write(reader, "tools/lab.py", "my tool")
    (reader / ONE).unlink()
    git(reader, "rm", "--quiet", "--cached", TWO)
    write(reader, TWO, "my two")
    new = {THREE: "three", "notebooks/4 *.ipynb": "four", "tools/lab.py": "", ONE: "1", TWO: "2"}
    publish(author, new)
    update()
    have = contents(reader)
    assert {name: have[name].decode() for name in new} == new
    mine = {name.removeprefix(f"{TODAY}/"): text for name, text in have.items() if TODAY in name}
    assert mine == {
        "03_three.ipynb": b"my three",
        "4 *.ipynb": b"my four",
        "tools/lab.py": b"my tool",
        "02_two.ipynb": b"my two",
    }
    assert git(reader, "status", "--porcelain") == ""


def test_where_git_refuses_all_is_as_it_was(author, reader, update):
    write(reader, ONE, "my one")
    write(reader, "appendix", "my appendix")  # a file, where a folder is to come
    before = contents(reader)
    publish(author, {ONE: "newer one", "appendix/book.md": "pages"})
    assert update().startswith("git refuses the new version, and nothing was changed. (")
    have = contents(reader)
    assert {name: have[name] for name in before} == before


def commit(reader):
    write(reader, ONE, "my one")
    git(reader, "commit", "--quiet", "--all", "--message=Mine")


def conflict(reader):
    commit(reader)
    with pytest.raises(subprocess.CalledProcessError):
        git(reader, "pull", "--quiet", "--no-rebase")


CANNOT = {
    "The newest version could not be fetched: connect": lambda reader: git(
        reader, "remote", "set-url", "origin", str(reader / "nowhere")
    ),
    "git stands on no branch here": lambda reader: git(reader, "checkout", "--quiet", "--detach"),
    "git does not know where this branch comes from": lambda reader: git(
        reader, "checkout", "--quiet", "-b", "own"
    ),
    "You have committed changes of your own": commit,
    "A merge was begun here and not finished": conflict,
    "git cannot read this folder. (": lambda reader: (reader / ".git" / "HEAD").write_text("?"),
    "This folder was not made by `git clone`": lambda reader: shutil.rmtree(reader / ".git"),
}


@pytest.mark.parametrize("sentence", CANNOT)
def test_where_it_cannot_update_it_says_why_and_changes_nothing(author, reader, update, sentence):
    publish(author, {ONE: "newer one"})
    CANNOT[sentence](reader)
    write(reader, TWO, "my two")
    before = contents(reader)
    said = update()
    assert said.startswith(sentence) and "\n" not in said
    assert contents(reader) == before


def test_no_git(update, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert update().startswith("git is needed for this, and was not found")


def test_own_commits_do_not_matter_while_there_is_nothing_new(reader, update):
    commit(reader)
    assert update() == "This is the newest version already.\n"


def test_a_chapter_comes_back_as_it_came(reader, update):
    write(reader, ONE, "my one")
    write(reader, TWO, "my two")
    said = update("--fresh", "01_one")
    assert said == f"As it came: {ONE}.\nYour {ONE} is kept as {TODAY}/01_one.ipynb.\n"
    have = contents(reader)
    assert (have[ONE], have[f"{TODAY}/01_one.ipynb"], have[TWO]) == (b"one", b"my one", b"my two")
    assert update("--fresh", "01_one.ipynb") == f"As it came: {ONE}.\n"
    assert contents(reader) == have
    (reader / ONE).unlink()
    update("--fresh", "01_one", "02_two")
    assert contents(reader)[ONE] == b"one" and contents(reader)[TWO] == b"two"


@pytest.mark.parametrize("names", [[], ["09_none"], ["01_one", "09_none"]])
def test_a_chapter_that_is_not_named_or_not_known(reader, update, names):
    write(reader, ONE, "my one")
    before = contents(reader)
    said = update("--fresh", *names)
    assert said == (
        "Which chapter is to be as it came? Name it, as in `make fresh ARGS=01_one`; "
        "there are 01_one, 02_two."
    )
    assert contents(reader) == before
