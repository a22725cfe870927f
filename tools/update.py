"""Take the newest version of the course; whatever of yours it would overwrite is kept in mine/.

With --fresh and names of chapters it brings those back as they came, and keeps yours too. It needs
git, and of Python the standard library alone.

It may be interrupted at any moment, and run again: before a file is replaced, its copy in mine/ is
complete, and a note there says so until the reader has been told.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MINE = "mine"
NOTE = f"{MINE}/.kept.json"
UNFINISHED = f"{MINE}/.unfinished"

NO_GIT = "git is needed for this, and was not found: install it, as in `apt install git`."
NO_CLONE = (
    "This folder was not made by `git clone`, so there is nothing to compare with: get the course "
    "into another folder, and copy your notebooks there."
)
BROKEN = "git cannot read this folder. ({})"
READ_ONLY = (
    "You may not write in the folder {}: allow it, then run the same command again. Nothing was "
    "changed."
)
LOCKED = (
    "Another git seems to be at work here, since {} exists: let it finish or, if there is none, "
    "delete that file; then run the same command again. Nothing was changed."
)
BEGUN = (
    "A {0} was begun here and not finished: `git {0} --abort` takes it back; then run the same "
    "command again. Nothing was changed."
)
CONFLICT = (
    "git has marked a conflict in {}: settle it there, tell git by `git add`, then run the same "
    "command again. Nothing was changed."
)
NO_BRANCH = "git is on no branch here: `git switch main` goes back to one. Nothing was changed."
NO_BRANCH_COMMITS = (
    "git is on no branch here, and no branch has the commits made here: `git branch my-work` keeps "
    "them under that name, then `git switch main` goes back to a branch. Nothing was changed."
)
NO_SOURCE = "git does not know where this branch comes from. Nothing was changed."
NO_NETWORK = (
    "The newest version could not be fetched: make sure that this machine is connected to the "
    "network and has space on its disk, then run the same command again. Nothing was changed. ({})"
)
COMMITTED = (
    "This folder has commits that the newest version does not have: `git pull --rebase --autostash`"
    " puts them on top of it. Nothing was changed."
)
NO_FOLDER = (
    "Your files are to be kept in a folder called mine, but a file has that name: rename it, then "
    "run the same command again. Nothing was changed."
)
NOT_KEPT = (
    "Your files could not be copied into mine/ ({}): put that right, then run the same command "
    "again. Nothing was changed."
)
NOT_DONE = "This could not be finished ({}): put that right, then run the same command again."
INTERRUPTED = "Interrupted: run the same command again."
NO_CHAPTER = "Which chapter is to be as it came? Name it, as in `make fresh ARGS={}`; there {}."

# Files that git keeps in its folder while an operation is unfinished
BEGUN_BY = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


class Stop(Exception):
    """An exception whose sentence says why the update could not be done."""


def git(*arguments, otherwise="{}"):
    """The output of a git command; if it fails, raise Stop with the sentence ``otherwise``."""
    plain = os.environ | {"GIT_LITERAL_PATHSPECS": "1"}  # take a * in a name literally
    command = ["git", *arguments]
    text = dict(encoding="utf-8", errors="surrogateescape")
    ran = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, **text)
    if ran.returncode:
        reason = " ".join(ran.stderr.split())
        raise Stop(otherwise.format(reason or f"git ended with status {ran.returncode}"))
    return ran.stdout


def names(*arguments):
    """The files that a git command lists."""
    command, *rest = arguments
    return set(filter(None, git(command, "-z", *rest).split("\0")))


def explain(error):
    """The operating system's words for an error, with the file that it is about."""
    if not isinstance(error, OSError):
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


def require_clone():
    """Stop without git, without a clone, or if the clone cannot be changed now."""
    if not shutil.which("git"):
        raise Stop(NO_GIT)
    if not (ROOT / ".git").exists():
        raise Stop(NO_CLONE)
    git("rev-parse", "--verify", "HEAD", otherwise=BROKEN)
    lines = git("rev-parse", "--git-dir", "--git-common-dir").splitlines()
    folders = {ROOT / line for line in lines}  # two only if there are several work trees
    require_writable(folders | {ROOT})
    for folder in folders:
        for lock in [*folder.glob("*.lock"), *folder.glob("refs/**/*.lock")]:
            raise Stop(LOCKED.format(lock))
        for file, what in BEGUN_BY.items():
            if (folder / file).exists():
                raise Stop(BEGUN.format(what))
    for name in names("diff", "--name-only", "--diff-filter=U"):
        raise Stop(CONFLICT.format(name))


def require_writable(folders):
    """Stop if one of the folders, or the nearest existing folder above it, is read-only."""
    for folder in folders:
        while not folder.is_dir():
            folder = folder.parent
        if not os.access(folder, os.W_OK):
            raise Stop(READ_ONLY.format(folder))


def write(path, content):
    """Write a file beside ``path``, then rename it, so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(".unfinished-file")
    try:
        with open(beside, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:  # KeyboardInterrupt too
        with suppress(OSError):
            beside.unlink()
        raise


def copy(source, target):
    """Copy a file; copy a link as a link."""
    if source.is_symlink():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.symlink_to(os.readlink(source))
    else:
        write(target, source.read_bytes())
        shutil.copystat(source, target)


def changed(commit):
    """The files that differ from a commit, on the disk or as staged, and the untracked ones."""
    options = ["--name-only", "--no-renames", commit]
    tracked = names("diff", *options) | names("diff", "--cached", *options)
    return tracked | names("ls-files", "--others")


def above(name):
    """The folders that contain a file, from the innermost to the outermost."""
    folders = []
    while "/" in name:
        name = name.rpartition("/")[0]
        folders.append(name)
    return folders


def in_the_way(files, others):
    """The names in ``others`` that must be removed before ``files`` can be written.

    A file may be in the place of a folder, or a folder in the place of a file.
    """
    folders = {folder for name in files for folder in above(name)}
    found = others & (files | folders)
    for name in others:
        if not files.isdisjoint(above(name)):
            found.add(name)
    return found


def own(files, commits):
    """The files whose text is in none of the commits, without folders.

    A folder that is a link counts as the link; its files are elsewhere and stay there.
    """
    links = {name for name in files if (ROOT / name).is_symlink()}
    elsewhere = {name for name in files if not links.isdisjoint(above(name))}
    links -= elsewhere
    texts = sorted(name for name in files - links - elsewhere if (ROOT / name).is_file())
    hashes = git("hash-object", "--", *texts).split() if texts else []
    known = set()
    for commit in commits:
        for line in names("ls-tree", "-r", commit):
            facts, name = line.split("\t", 1)
            known.add((name, facts.split()[-1]))
    return links | {pair[0] for pair in zip(texts, hashes, strict=True) if pair not in known}


def staged_alone(files):
    """The files that are staged with a text that neither HEAD nor the disk has."""
    staged = names("diff", "--name-only", "--no-renames", "--cached", "HEAD")
    return files & staged & names("diff", "--name-only") & names("ls-files")


def keep(files, staged):
    """Copy files, and staged texts, into a new folder of mine/; return a dict of the copies."""
    if not files and not staged:
        return {}
    mine = ROOT / MINE
    if os.path.lexists(mine) and not mine.is_dir():
        raise Stop(NO_FOLDER)
    today = date.today().isoformat()
    tries = (mine / f"{today}{f'-{n}' if n > 1 else ''}" for n in count(1))
    folder = next(place for place in tries if not os.path.lexists(place))
    copies = {name: folder / name for name in sorted(files)}
    kept = {}
    for name, place in copies.items():
        kept[told(place)] = f"Your {name} is kept as {told(place)}."
    for name in sorted(staged):
        place = told(folder / "staged" / name)
        kept[place] = f"What you had staged of {name} is kept as {place}."
    unfinished = ROOT / UNFINISHED
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        for name in copies:
            copy(ROOT / name, unfinished / name)
        if staged:
            git("checkout-index", f"--prefix={UNFINISHED}/staged/", "--", *sorted(staged))
        write(ROOT / NOTE, json.dumps(noted() | kept).encode())
        unfinished.rename(folder)
    except (Stop, OSError) as error:
        raise Stop(NOT_KEPT.format(explain(error))) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return copies


def told(path):
    """A path as shown to the reader."""
    return path.relative_to(ROOT).as_posix()


def noted():
    """The copies that have not been reported yet: a dict of copies and sentences."""
    try:
        kept = json.loads((ROOT / NOTE).read_bytes())
    except (OSError, ValueError):
        return {}
    return {place: sentence for place, sentence in kept.items() if os.path.lexists(ROOT / place)}


def tell():
    """Print where each of the reader's own files is now, and delete the note."""
    for sentence in noted().values():
        print(sentence)
    sys.stdout.flush()
    with suppress(OSError):
        (ROOT / NOTE).unlink()


def reset(files, commit):
    """Restore files to their state in a commit, and remove those that are not in it."""
    known = files & (names("ls-tree", "-r", "--name-only", commit) | names("ls-files"))
    for name in files - known:
        (ROOT / name).unlink()
    if known:
        git("restore", f"--source={commit}", "--staged", "--worktree", "--", *sorted(known))


def replace(files, commits, put):
    """Let ``put`` replace files by the course's; first keep texts that are in no commit of it."""
    require_writable({(ROOT / name).parent for name in files})
    mine = in_the_way(files, changed(commits[0]))
    copies = keep(own(mine, commits), staged_alone(mine))
    try:
        put(mine)
    except (Stop, OSError) as error:
        with suppress(Stop, OSError):  # undo the unfinished changes, as far as possible
            reset(in_the_way(files, changed(commits[0])), commits[0])
        for name, copied in copies.items():
            with suppress(OSError):
                copy(copied, ROOT / name)
        raise Stop(NOT_DONE.format(explain(error))) from None


def origin():
    """The course's commit on which this folder's own commits are based; HEAD if there is none.

    The fork point is found even if the course's history has been rewritten since.
    """
    for options in (["--fork-point"], []):
        with suppress(Stop):
            return git("merge-base", *options, "@{upstream}", "HEAD").strip()
    return "HEAD"


def update():
    """Take the newest version."""
    try:
        branch = git("symbolic-ref", "--short", "HEAD").strip()
    except Stop:
        alone = git("rev-list", "HEAD", "--not", "--branches", "--remotes", "--tags")
        raise Stop(NO_BRANCH_COMMITS if alone else NO_BRANCH) from None
    git("rev-parse", "@{upstream}", otherwise=NO_SOURCE)
    git("fetch", otherwise=NO_NETWORK)
    newest = git("rev-parse", "@{upstream}").strip()
    came = origin()
    if came == newest:
        print("This is the newest version already.")
        return
    if git("rev-list", f"{came}..HEAD"):
        raise Stop(COMMITTED)
    new = names("diff", "--name-only", "--no-renames", "HEAD", newest)

    def put(mine):
        reset(mine, "HEAD")
        # Not a merge, since a rewritten history has other commits; as in a merge, staged changes
        # of files that the update does not touch stay
        git("checkout", "--quiet", "--no-track", "-B", branch, newest)

    replace(new, ["HEAD", newest], put)
    print(f"This is the newest version now; files that are new or changed: {len(new)}.")


def freshen(chapters):
    """Restore chapters to their original state: 01_one_neuron, or zh/01_one_neuron."""
    came = origin()
    files = names("ls-tree", "-r", "--name-only", came, "notebooks/")
    known = {}
    for name in sorted(files):
        short = name.removeprefix("notebooks/").removesuffix(".ipynb")
        if name.endswith(".ipynb") and "solutions/" not in short:
            known[short] = name
    wanted = [name.removesuffix(".ipynb") for name in chapters]
    if not wanted or set(wanted) - set(known):
        raise Stop(NO_CHAPTER.format(next(iter(known)), f"are {', '.join(known)}"))
    fresh = {known[name] for name in wanted}
    replace(fresh, [came], lambda mine: reset(mine | fresh, came))
    print(f"As it came: {', '.join(sorted(fresh))}.")


def main(arguments=None):
    """Run the command line; return 0 or a sentence on what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", nargs="*", metavar="CHAPTER", help="as 03_layers_and_structure")
    given = parser.parse_args(arguments)
    sys.stdout.reconfigure(errors="backslashreplace")  # for file names that are not valid text
    try:
        require_clone()
        if given.fresh is None:
            update()
        else:
            freshen(given.fresh)
        tell()
    except Stop as why:
        said = str(why)
    except OSError as error:
        said = NOT_DONE.format(explain(error))
    except KeyboardInterrupt:
        said = INTERRUPTED
    else:
        return 0
    return "\n".join([said, *noted().values()])


if __name__ == "__main__":
    sys.exit(main())
