"""Take the newest version of the course; whatever of yours it would overwrite is kept in mine/.

With --fresh and names of chapters it brings those back as they came, and keeps yours too. It needs
git, and of Python the standard library alone.
"""

import argparse
import os
import shutil
import subprocess
import sys
from datetime import date
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_GIT = "git is needed for this, and was not found: install it, as in `apt install git`."
NO_CLONE = (
    "This folder was not made by `git clone`, so there is nothing to compare with: get the course "
    "into another folder, and copy your notebooks there."
)
NO_BRANCH = "git stands on no branch here: `git switch main` goes back to one. Nothing was changed."
BROKEN = "git cannot read this folder. ({})"
NO_SOURCE = "git does not know where this branch comes from. Nothing was changed."
NO_NETWORK = (
    "The newest version could not be fetched: connect this machine to the network, then run the "
    "same command again. Nothing was changed. ({})"
)
UNFINISHED = (
    "A merge was begun here and not finished: `git merge --abort` takes it back; then run the same "
    "command again. Nothing was changed."
)
COMMITTED = (
    "You have committed changes of your own: `git pull` combines them with the newest version. "
    "Nothing was changed."
)
REFUSED = "git refuses the new version, and nothing was changed. ({})"
NO_CHAPTER = "Which chapter is to be as it came? Name it, as in `make fresh ARGS={}`; there {}."


class Stop(Exception):
    """Says in one sentence why nothing was done."""


def git(*arguments, otherwise="{}"):
    """What a git command prints; where it fails, stop with the sentence ``otherwise``."""
    plain = os.environ | {"GIT_LITERAL_PATHSPECS": "1"}  # a * in a name is a star
    command, text = ["git", *arguments], dict(encoding="utf-8", errors="surrogateescape")
    ran = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, **text)
    if ran.returncode:
        raise Stop(otherwise.format(" ".join(ran.stderr.split())))
    return ran.stdout


def names(*arguments):
    """The files that a git command lists."""
    command, *rest = arguments
    return set(filter(None, git(command, "-z", *rest).split("\0")))


def require_clone():
    """Stop where there is no git, or no clone to work on."""
    if not shutil.which("git"):
        raise Stop(NO_GIT)
    if not (ROOT / ".git").exists():
        raise Stop(NO_CLONE)
    git("rev-parse", "--verify", "HEAD", otherwise=BROKEN)


def keep(files):
    """Copy files into a new folder of mine/; a dict from each to its copy."""
    here = [name for name in sorted(files) if os.path.lexists(ROOT / name)]
    if not here:
        return {}
    today = date.today().isoformat()
    tries = (ROOT / "mine" / f"{today}{f'-{n}' if n > 1 else ''}" for n in count(1))
    folder = next(place for place in tries if not place.exists())
    copies = {name: folder / name.removeprefix("notebooks/") for name in here}
    for name, copy in copies.items():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy, follow_symlinks=False)
    return copies


def reset(files):
    """Make files what they were when they came; those that did not come are removed."""
    known = files & (names("ls-tree", "-r", "--name-only", "HEAD") | names("ls-files"))
    for name in files - known:
        (ROOT / name).unlink()
    if known:
        options = ["--source=HEAD", "--staged", "--worktree", "--"]
        git("restore", *options, *sorted(known), otherwise=REFUSED)


def changed():
    """The files that are not as they came."""
    tracked = names("diff", "--name-only", "--no-renames", "HEAD")
    return tracked | names("ls-files", "--others")


def say_what_is_kept(copies):
    """Tell where each of the reader's own files is now."""
    for name, copy in copies.items():
        print(f"Your {name} is kept as {copy.relative_to(ROOT).as_posix()}.")


def update():
    """Take the newest version."""
    git("symbolic-ref", "--quiet", "HEAD", otherwise=NO_BRANCH)
    merging = ROOT / git("rev-parse", "--git-path", "MERGE_HEAD").strip()
    if merging.exists() or names("ls-files", "--unmerged"):
        raise Stop(UNFINISHED)
    git("rev-parse", "@{upstream}", otherwise=NO_SOURCE)
    git("fetch", otherwise=NO_NETWORK)
    if not git("rev-list", "HEAD..@{upstream}"):
        print("This is the newest version already.")
        return
    if git("rev-list", "@{upstream}..HEAD"):
        raise Stop(COMMITTED)
    new = names("diff", "--name-only", "--no-renames", "HEAD", "@{upstream}")
    copies = keep(mine := new & changed())
    try:
        reset(mine)
        git("merge", "--quiet", "--ff-only", "@{upstream}", otherwise=REFUSED)
    except Stop:
        for name, copy in copies.items():
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(copy, ROOT / name, follow_symlinks=False)
        raise
    print(f"This is the newest version now; files that are new or changed: {len(new)}.")
    say_what_is_kept(copies)


def freshen(chapters):
    """Bring chapters back as they came."""
    came = names("ls-tree", "--name-only", "HEAD", "notebooks/")
    known = {Path(name).stem: name for name in sorted(came) if name.endswith(".ipynb")}
    wanted = [name.removesuffix(".ipynb") for name in chapters]
    if not wanted or set(wanted) - set(known):
        raise Stop(NO_CHAPTER.format(next(iter(known)), f"are {', '.join(known)}"))
    files = {known[name] for name in wanted}
    copies = keep(files & changed())
    reset(files)
    print(f"As it came: {', '.join(sorted(files))}.")
    say_what_is_kept(copies)


def main(arguments=None):
    """The command line; answers with the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", nargs="*", metavar="CHAPTER", help="as 03_layers_and_structure")
    given = parser.parse_args(arguments)
    try:
        require_clone()
        if given.fresh is None:
            update()
        else:
            freshen(given.fresh)
    except Stop as why:
        return str(why)
    return 0


if __name__ == "__main__":
    sys.exit(main())
