"""tools/update.py takes the newest version and loses nothing of the reader's, come what may."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from itertools import count

import pytest
from commands import ROOT, after, load, run

SCRIPT = "tools/update.py"
ONE, TWO, THREE = (f"notebooks/{n}.ipynb" for n in ("01_one", "02_two", "03_three"))
TODAY = f"mine/{date.today()}"
NEWEST = "This is the newest version already.\n"


def git(folder, *arguments):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def publish(author, files, *options):
    """Commit files where the reader's clone fetches from."""
    for name, text in files.items():
        write(author, name, text)
    git(author, "add", "--all")
    git(author, "commit", "--quiet", "--message=A version", *options)


def contents(folder):
    """Every file but git's and Python's own: its name and what is in it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    inside = {path.relative_to(folder): path for path in files}
    own = {".git", "__pycache__"}
    return {n.as_posix(): p.read_bytes() for n, p in inside.items() if not own & {*n.parts}}


def run_update(folder, capsys, *arguments):
    """What the command says in a folder: what it prints, and the sentence that it stops with."""
    answer = load(folder / SCRIPT).main(arguments)
    return capsys.readouterr().out + (answer or "")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with two repositories: the author's first version of two chapters, and its clone."""
    if not shutil.which("git"):
        pytest.skip("no git: `apt install git` gets it")
    folder = tmp_path_factory.mktemp("published")
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main", "author")
    first = {ONE: "one", TWO: "two", "README.md": "read", ".gitignore": "/mine/\n__pycache__\n"}
    first[SCRIPT] = (ROOT / SCRIPT).read_text(encoding="utf-8")
    publish(folder / "author", first)
    git(folder, "clone", "--quiet", "--template=", "author", "my course")
    git(folder / "my course", "remote", "set-url", "origin", "../author")
    return folder


@pytest.fixture
def author(published, tmp_path, monkeypatch):
    """The repository of the author, who publishes."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return tmp_path / "author"


@pytest.fixture
def reader(author):
    """The clone of the reader, who learns; its folder has a space in its name."""
    return author.with_name("my course")


@pytest.fixture
def update(reader, capsys):
    """Run the command in the reader's folder; what it says."""
    return lambda *arguments: run_update(reader, capsys, *arguments)


def kept(said):
    """Where the copies are that a run tells of."""
    return re.findall(r"is kept as (.*)\.$", said, re.MULTILINE)


def test_edited_notebooks_are_kept_and_the_new_version_is_there(author, reader, update):
    write(reader, ONE, "my one")
    write(reader, TWO, "my two")
    write(reader, "notes.txt", "my notes")
    publish(author, {ONE: "newer one", "README.md": "read more"})
    said = update()
    assert "files that are new or changed: 2." in said
    assert f"Your {ONE} is kept as {TODAY}/{ONE}." in said and TWO not in said
    have = contents(reader)
    assert have[ONE] == b"newer one" and have[f"{TODAY}/{ONE}"] == b"my one"
    assert have[TWO] == b"my two"
    assert have["notes.txt"] == b"my notes"
    assert have["README.md"] == b"read more"
    assert update() == NEWEST
    assert contents(reader) == have


def test_a_second_update_on_the_same_day_keeps_both(author, reader, update):
    for n in (1, 2, 3):
        write(reader, ONE, f"my one, {n}")
        publish(author, {ONE: f"newer one, {n}"})
        update()
    names = [f"{TODAY}{end}/{ONE}" for end in ("", "-2", "-3")]
    assert [contents(reader)[name] for name in names] == [b"my one, 1", b"my one, 2", b"my one, 3"]


def test_whatever_stands_in_the_way_is_kept(author, reader, update):
    write(reader, THREE, "my three")  # git was not told of it
    write(reader, "notebooks/4 *.ipynb", "my four")
    git(reader, "add", "notebooks/4 *.ipynb")  # git was
    write(reader, SCRIPT, contents(reader)[SCRIPT].decode() + "# my tool\n")
    (reader / ONE).unlink()
    git(reader, "rm", "--quiet", "--cached", TWO)
    write(reader, TWO, "my two")
    new = {THREE: "three", "notebooks/4 *.ipynb": "four", SCRIPT: "", ONE: "1", TWO: "2"}
    publish(author, new)
    update()
    have = contents(reader)
    assert {name: have[name].decode() for name in new} == new
    mine = {name.removeprefix(f"{TODAY}/"): text for name, text in have.items() if TODAY in name}
    assert mine.pop(SCRIPT).endswith(b"# my tool\n")
    assert mine == {THREE: b"my three", "notebooks/4 *.ipynb": b"my four", TWO: b"my two"}
    assert git(reader, "status", "--porcelain") == ""


def test_files_of_one_name_in_two_folders_are_both_kept(author, reader, update):
    write(reader, "READ.md", "my outer")
    write(reader, "notebooks/READ.md", "my inner")
    publish(author, {"READ.md": "outer", "notebooks/READ.md": "inner"})
    texts = {contents(reader)[name] for name in kept(update())}
    assert texts == {b"my outer", b"my inner"}


def test_a_file_where_a_folder_is_to_come_is_kept_and_the_other_way_round(author, reader, update):
    write(reader, "appendix", "my appendix")
    write(reader, "figures/one.py", "my figure")
    (reader / TWO).unlink()
    write(reader, f"{TWO}/deep/in.txt", "my text")
    publish(author, {"appendix/book.md": "pages", "figures": "none yet", TWO: "newer two"})
    said = update()
    have = contents(reader)
    assert {have[name] for name in kept(said)} == {b"my appendix", b"my figure", b"my text"}
    assert have["appendix/book.md"] == b"pages" and have["figures"] == b"none yet"
    assert have[TWO] == b"newer two"
    assert git(reader, "status", "--porcelain") == ""


def test_text_that_is_only_staged_is_kept(author, reader, update):
    write(reader, ONE, "staged one")
    write(reader, TWO, "staged two")
    git(reader, "add", "--all")
    write(reader, ONE, "my one")
    write(reader, TWO, "two")  # as it came: the text is in git's index alone
    publish(author, {ONE: "newer one", TWO: "newer two"})
    said = update()
    assert f"What you had staged of {ONE} is kept as {TODAY}/staged/{ONE}." in said
    have = contents(reader)
    assert {have[name] for name in kept(said)} == {b"my one", b"staged one", b"staged two"}
    assert have[ONE] == b"newer one" and git(reader, "status", "--porcelain") == ""


def test_what_is_staged_of_other_files_stays_staged(author, reader, update):
    write(reader, TWO, "staged two")
    git(reader, "add", TWO)
    write(reader, TWO, "two")
    publish(author, {ONE: "newer one"})
    assert kept(update()) == []
    assert git(reader, "show", f":{TWO}") == "staged two"


def test_a_link_is_kept_as_a_link(author, reader, update):
    write(reader, "elsewhere.ipynb", "my one")
    (reader / ONE).unlink()
    try:
        (reader / ONE).symlink_to("../elsewhere.ipynb")
    except OSError:
        pytest.skip("links cannot be made here")
    publish(author, {ONE: "newer one"})
    update()
    assert os.readlink(reader / TODAY / ONE) == "../elsewhere.ipynb"
    assert contents(reader)["elsewhere.ipynb"] == b"my one"
    assert contents(reader)[ONE] == b"newer one"


def test_a_folder_that_is_a_link_is_kept_as_a_link(author, reader, update):
    (reader / "notebooks").rename(reader.with_name("elsewhere"))
    write(reader.with_name("elsewhere"), "01_one.ipynb", "my one")
    try:
        (reader / "notebooks").symlink_to("../elsewhere")
    except OSError:
        pytest.skip("links cannot be made here")
    publish(author, {ONE: "newer one", THREE: "three"})
    update()
    assert os.readlink(reader / TODAY / "notebooks") == "../elsewhere"
    assert (reader.with_name("elsewhere") / "01_one.ipynb").read_text() == "my one"
    assert contents(reader)[ONE] == b"newer one" and not (reader / "notebooks").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="every name is text on Windows")
def test_a_name_that_is_no_text_is_told_too(author, reader):
    name = os.fsdecode(b"notebooks/\xff.ipynb")
    try:
        (reader / name).write_text("mine")
    except OSError:
        pytest.skip("no such names here")
    (author / name).write_text("new")
    publish(author, {})
    ran = run([sys.executable, SCRIPT], reader, PYTHONUTF8="1")
    assert ran.returncode == 0 and ran.stderr == ""
    assert ran.stdout.endswith(f"is kept as {TODAY}/notebooks/\\udcff.ipynb.\n")
    assert (reader / TODAY / name).read_text() == "mine"


# A history that was rewritten


def test_a_rewritten_history_is_followed(author, reader, update):
    write(reader, ONE, "my one")
    publish(author, {ONE: "newer one", THREE: "three"}, "--amend")
    said = update()
    assert "files that are new or changed: 2." in said
    have = contents(reader)
    assert have[ONE] == b"newer one" and have[THREE] == b"three"
    assert [have[name] for name in kept(said)] == [b"my one"]
    assert git(reader, "rev-parse", "HEAD") == git(author, "rev-parse", "HEAD")
    assert git(reader, "status", "--porcelain") == ""
    assert update() == NEWEST


def test_a_version_that_was_taken_back_is_taken_back_here(author, reader, update):
    publish(author, {ONE: "newer one", THREE: "three"})
    update()
    git(author, "reset", "--quiet", "--hard", "HEAD~")
    assert "files that are new or changed: 2." in update()
    assert contents(reader)[ONE] == b"one" and THREE not in contents(reader)


def test_a_rewritten_history_that_was_fetched_before_is_followed(author, reader, update):
    publish(author, {ONE: "newer one"}, "--amend")
    git(reader, "fetch", "--quiet")
    assert "files that are new or changed: 1." in update()
    assert contents(reader)[ONE] == b"newer one"


@pytest.mark.parametrize("options", [[], ["--amend"]])
def test_the_advice_for_own_commits_leads_to_the_newest_version(author, reader, update, options):
    commit(reader)
    write(reader, TWO, "my two")
    publish(author, {THREE: "three"}, *options)
    advice = re.search("`git (.*)`", update())[1]
    git(reader, *advice.split())
    assert update() == NEWEST
    have = contents(reader)
    assert (have[ONE], have[TWO], have[THREE]) == (b"my one", b"my two", b"three")


# Where it cannot be done


def commit(reader):
    write(reader, ONE, "my one")
    git(reader, "commit", "--quiet", "--all", "--message=Mine")


def conflict(reader, *command):
    commit(reader)
    with pytest.raises(subprocess.CalledProcessError):
        git(reader, *command)


def conflict_of_stash(reader):
    write(reader, ONE, "my one")
    git(reader, "stash")
    commit(reader)
    write(reader, ONE, "my other one")
    git(reader, "commit", "--quiet", "--all", "--message=Mine")
    with pytest.raises(subprocess.CalledProcessError):
        git(reader, "stash", "pop")


def detach_and_commit(reader):
    git(reader, "checkout", "--quiet", "--detach")
    commit(reader)


CANNOT = {
    "The newest version could not be fetched: make sure": lambda reader: git(
        reader, "remote", "set-url", "origin", str(reader / "nowhere")
    ),
    "git is on no branch here: `": lambda reader: git(reader, "checkout", "--quiet", "--detach"),
    "git is on no branch here, and no branch has the commits made here": detach_and_commit,
    "git does not know where this branch comes from": lambda reader: git(
        reader, "checkout", "--quiet", "-b", "own"
    ),
    "This folder has commits that the newest version does not have": commit,
    "A merge was begun here and not finished: `git merge --abort`": lambda reader: conflict(
        reader, "pull", "--quiet", "--no-rebase"
    ),
    "A rebase was begun here and not finished: `git rebase --abort`": lambda reader: conflict(
        reader, "pull", "--quiet", "--rebase"
    ),
    f"git has marked a conflict in {ONE}": conflict_of_stash,
    "git cannot read this folder. (": lambda reader: (reader / ".git" / "HEAD").write_text("?"),
    "This folder was not made by `git clone`": lambda reader: shutil.rmtree(reader / ".git"),
    "Another git seems to be at work here": lambda reader: (reader / ".git/index.lock").touch(),
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


@pytest.mark.parametrize("arguments", [[], ["--fresh", "01_one"]], ids=["update", "fresh"])
@pytest.mark.parametrize("lock", ["index.lock", "refs/heads/main.lock"])
def test_a_lock_is_named_and_nothing_is_changed(author, reader, update, lock, arguments):
    publish(author, {ONE: "newer one"})
    write(reader, ONE, "my one")
    (reader / ".git" / lock).touch()
    before = contents(reader)
    said = update(*arguments)
    assert str(reader / ".git" / lock) in said and said.endswith("Nothing was changed.")
    assert contents(reader) == before
    (reader / ".git" / lock).unlink()
    assert [contents(reader)[name] for name in kept(update(*arguments))] == [b"my one"]


@pytest.mark.parametrize("arguments", [[], ["--fresh", "01_one"]], ids=["update", "fresh"])
def test_a_file_called_mine(author, reader, update, arguments):
    publish(author, {ONE: "newer one"})
    write(reader, ONE, "my one")
    write(reader, "mine", "my file")
    before = contents(reader)
    said = update(*arguments)
    assert said.startswith("Your files are to be kept in a folder called mine, but a file has")
    assert said.endswith("Nothing was changed.") and "\n" not in said
    assert contents(reader) == before


def test_no_git(update, monkeypatch, tmp_path):
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert update().startswith("git is needed for this, and was not found")


def test_own_commits_do_not_matter_while_there_is_nothing_new(reader, update):
    commit(reader)
    assert update() == NEWEST


# The privilege of root to write everywhere is given up for good (on Linux) by what starts next
WITHOUT_PRIVILEGE = """
import ctypes, os, sys
if os.geteuid() == 0 and ctypes.CDLL(None).prctl(24, 1):
    sys.exit(77)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.mark.skipif(os.name == "nt", reason="folders have no such modes on Windows")
@pytest.mark.parametrize("folder", [".", ".git", "notebooks"])
@pytest.mark.parametrize("arguments", [[], ["--fresh", "01_one"]], ids=["update", "fresh"])
def test_a_read_only_folder_is_named_and_nothing_is_changed(author, reader, folder, arguments):
    publish(author, {ONE: "newer one"})
    write(reader, ONE, "my one")
    before = contents(reader)
    (reader / folder).chmod(0o555)
    try:
        ran = run([sys.executable, "-c", WITHOUT_PRIVILEGE, SCRIPT, *arguments], reader)
    finally:
        (reader / folder).chmod(0o755)
    if ran.returncode == 77:
        pytest.skip("root cannot give up its privilege here")
    assert ran.stderr.startswith(f"You may not write in the folder {reader / folder}: ")
    assert ran.stderr.endswith("Nothing was changed.\n") and ran.stderr.count("\n") == 1
    assert contents(reader) == before


# A full disk


def on_a_full_disk(reader, size, *arguments):
    """Run the command where no file can grow beyond a size; what it says."""
    pytest.importorskip("resource")  # not on Windows
    line = f"import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({size}, r.RLIM_INFINITY))"
    ran = run([*after(line, reader / SCRIPT), *arguments], reader)
    assert ran.returncode == 1 and ran.stdout == "" and "Traceback" not in ran.stderr
    return ran.stderr


def test_the_disk_is_full_before_the_version_is_fetched(author, reader, update):
    write(reader, ONE, "my one")
    (author / "large.bin").write_bytes(os.urandom(100_000))
    publish(author, {ONE: "newer one"})
    before = contents(reader)
    said = on_a_full_disk(reader, 50_000)
    assert said.startswith("The newest version could not be fetched: make sure")
    assert "space on its disk" in said and "Nothing was changed." in said
    assert contents(reader) == before


@pytest.mark.parametrize("arguments", [[], ["--fresh", "01_one"]], ids=["update", "fresh"])
def test_the_disk_is_full_before_the_copies_are_made(author, reader, update, arguments):
    write(reader, ONE, "my one, " * 10_000)
    publish(author, {ONE: "newer one"})
    before = contents(reader)
    said = on_a_full_disk(reader, 50_000, *arguments)
    assert said.startswith("Your files could not be copied into mine/ (")
    assert "Nothing was changed." in said and said.count("\n") == 1
    assert contents(reader) == before


def test_the_disk_is_full_before_the_version_is_in_place(author, reader, update):
    write(reader, ONE, "my one")
    publish(author, {ONE: "newer one", "large.txt": "large, " * 20_000})  # and small where packed
    said = on_a_full_disk(reader, 50_000)
    assert said.startswith("This could not be finished (")
    assert [contents(reader)[name] for name in [ONE, *kept(said)]] == [b"my one"] * 2
    said = update()
    if said.startswith("Another git seems to be at work here"):  # the one that was ended
        (reader / ".git" / "index.lock").unlink()
        said = update()
    have = contents(reader)
    assert have[ONE] == b"newer one" and have["large.txt"].startswith(b"large")
    assert {have[name] for name in kept(said)} == {b"my one"}


# An end at any step

# Runs a script, and at one of its steps ends it, interrupts it, or has the disk full from there on.
# A step is whatever changes something: what only reads may be left out
WALK = """
import errno, os, runpy, sys
how, last, script = sys.argv[1], int(sys.argv[2]), sys.argv[3]
sys.argv[1:] = sys.argv[4:]
CHANGES = {"fetch", "checkout-index", "restore", "checkout"}
READS = {"rev-parse", "symbolic-ref", "merge-base", "rev-list", "diff", "ls-files", "ls-tree",
         "hash-object"}
steps = 0

def is_step(event, arguments):
    if event == "subprocess.Popen":
        command = arguments[1][1]
        assert command in CHANGES | READS, command
        return command in CHANGES
    if event == "open":
        return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
    if event in {"os.rename", "os.remove", "os.rmdir"}:
        return how != "full"
    return event == "os.mkdir"

def step(event, arguments):
    global steps
    if not is_step(event, arguments):
        return
    steps += 1
    if steps == last and how == "ended":
        os._exit(9)
    if steps == last and how == "interrupted":
        raise KeyboardInterrupt
    if steps >= last and how == "full":
        raise OSError(errno.ENOSPC, "No space left on device")

sys.addaudithook(step)
runpy.run_path(script, run_name="__main__")
"""


@pytest.mark.parametrize("how", ["ended", "interrupted", "full"])
@pytest.mark.parametrize("arguments", [[], ["--fresh", "01_one"]], ids=["update", "fresh"])
def test_at_whatever_step_it_ends_nothing_is_lost(author, reader, capsys, how, arguments, thorough):
    write(reader, ONE, "staged one")
    git(reader, "add", ONE)
    write(reader, ONE, "my one")
    texts = {b"my one", b"staged one"}
    new = {ONE: b"one"}
    if not arguments:
        write(reader, THREE, "my three")
        texts.add(b"my three")
        publish(author, {ONE: "newer one", THREE: "three"})
        new = {ONE: b"newer one", THREE: b"three"}
    before = contents(reader)
    code = None
    # An update ended by force is tried at every step, the others at some of them
    stride = 1 if thorough or (how == "ended" and not arguments) else 3
    steps = count(1, stride)
    while code != 0:
        folder = reader.with_name("again")
        shutil.copytree(reader, folder, symlinks=True)
        step = next(steps)
        walk = [sys.executable, "-ISBc", WALK, how, str(step), SCRIPT, *arguments]
        ran = run(walk, folder)
        code = ran.returncode
        have = contents(folder)
        told = {have[name] for name in kept(ran.stdout + ran.stderr)}
        if code == 1:
            assert "Traceback" not in ran.stderr
            if "Nothing was changed" in ran.stderr:
                assert have == before and "kept as" not in ran.stderr
            else:
                moved = {text for text in before.values() if text not in have.values()}
                assert moved <= told
        if code:
            staged = git(folder, "show", f":{ONE}").encode()
            assert texts <= {*have.values(), staged}
            said = run_update(folder, capsys, *arguments)
            have = contents(folder)
            told = {have[name] for name in kept(said)}
        assert texts == told
        assert {name: have[name] for name in new} == new
        assert not [name for name in have if "/." in name]
        assert git(folder, "status", "--porcelain") == ""
        shutil.rmtree(folder)
    assert step > 10


def test_what_an_ended_git_had_put_in_place_is_not_taken_for_the_readers(author, reader, update):
    publish(author, {ONE: "newer one", THREE: "three"})
    write(reader, ONE, "newer one")  # as it is before git writes its index
    write(reader, THREE, "three")
    said = update()
    assert "files that are new or changed: 2." in said and kept(said) == []
    assert git(reader, "status", "--porcelain") == ""


# make fresh


def test_a_chapter_comes_back_as_it_came(reader, update):
    write(reader, ONE, "my one")
    write(reader, TWO, "my two")
    said = update("--fresh", "01_one")
    assert said == f"As it came: {ONE}.\nYour {ONE} is kept as {TODAY}/{ONE}.\n"
    have = contents(reader)
    assert (have[ONE], have[f"{TODAY}/{ONE}"], have[TWO]) == (b"one", b"my one", b"my two")
    assert update("--fresh", "01_one.ipynb") == f"As it came: {ONE}.\n"
    assert contents(reader) == have
    (reader / ONE).unlink()
    update("--fresh", "01_one", "02_two")
    assert contents(reader)[ONE] == b"one" and contents(reader)[TWO] == b"two"


def test_a_translated_chapter_comes_back_as_it_came(author, reader, update):
    chinese = ONE.replace("notebooks/", "notebooks/zh/")
    publish(author, {chinese: "yi", "notebooks/solutions/01_one.ipynb": "solved"})
    update()
    write(reader, chinese, "my yi")
    write(reader, ONE, "my one")
    said = update("--fresh", "zh/01_one")
    assert said.startswith(f"As it came: {chinese}.\n")
    have = contents(reader)
    assert (have[chinese], have[ONE]) == (b"yi", b"my one")


def test_a_chapter_that_was_committed_comes_back_as_the_course_has_it(author, reader, update):
    commit(reader)
    publish(author, {ONE: "newer one"})
    git(reader, "fetch", "--quiet")
    said = update("--fresh", "01_one")
    have = contents(reader)
    assert have[ONE] == b"one" and [have[name] for name in kept(said)] == [b"my one"]


def test_a_folder_where_the_chapter_was_is_kept(reader, update):
    (reader / ONE).unlink()
    write(reader, f"{ONE}/deep/in.txt", "my text")
    said = update("--fresh", "01_one")
    have = contents(reader)
    assert have[ONE] == b"one" and [have[name] for name in kept(said)] == [b"my text"]


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
