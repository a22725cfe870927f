"""Make .venv and install the course's packages in it; if all is in place, only say so.

It needs only the standard library, and no f-strings or other newer syntax: a Python that is too old
must still be able to parse this file and print the sentence that says so.
"""

import sys

TOO_OLD = (
    "Python 3.11 or newer is needed, and {} is {}.{}: install a newer one, or name one that you "
    "have, as in `make lab PYTHON=/path/to/python3`."
)
if sys.version_info < (3, 11):
    sys.exit(TOO_OLD.format(sys.executable, *sys.version_info[:2]))

import hashlib
import importlib.util
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
STAMP = os.path.join(VENV, "finished.txt")
LOCK = "requirements-hashed.txt"  # every download is checked against its hashes
FRAMEWORKS = "requirements-frameworks.txt"

NO_VENV = (
    "{} has no venv module: on Debian or Ubuntu run `apt install python{}.{}-venv`, or name another"
    " Python, as in `make lab PYTHON=/path/to/python3`."
)
NO_NETWORK = (
    "The packages could not be downloaded: connect this machine to the network, then run the same "
    "command again."
)
NO_SPACE = (
    "The disk is full: make about 1 GB of space (Keras and PyTorch need some more), then run the "
    "same command again."
)
NOT_WRITTEN = "Setting up failed ({}): put that right, then run the same command again."
FAILED = "{}\nSetting up failed, as said above: put that right, then run the same command again."
# Output of a command when a file cannot grow; the number is POSIX's, on Windows too
FULL = r"No space left on device|Disk quota exceeded|File too large|Errno 28\]"
# Output of pip when it reaches no server
UNREACHABLE = "connection broken|[Cc]onnection error|timed out|[Nn]etwork is unreachable"


def main(arguments):
    """Bring .venv in line with the lock and, with --frameworks, add Keras and PyTorch."""
    steps = [("venv", make_venv, []), ("base", install_base, [LOCK, "pyproject.toml"])]
    if "--frameworks" in arguments:
        steps.append(("frameworks", install_frameworks, [FRAMEWORKS, LOCK]))
    for name, install, files in steps:
        done = finished()
        step = name + " " + fingerprint(files)
        if step not in done:
            if done:
                os.remove(STAMP)  # if interrupted from here on, the next run starts at step one
            install()
            kept = [line for line in done if name != "venv" and not line.startswith(name)]
            write(STAMP, "\n".join(kept + [step]))
    print("Everything is in place.")


def make_venv():
    """Make an empty .venv in place of one that is unfinished, moved or of another Python."""
    require_venv_module()
    say("Making .venv with Python {}.{}.{}".format(*sys.version_info[:3]))
    # The Python behind this one, which may be .venv's own, about to be cleared
    base = getattr(sys, "_base_executable", None) or sys.executable
    base = os.path.realpath(base) if base.startswith(VENV) else base
    run(base, "-m", "venv", "--clear", "--without-pip", VENV)
    run(PYTHON, "-Im", "ensurepip")  # separately, since venv would not say why it failed


def install_base():
    """Install the locked packages, then the course itself, with uv in seconds, else with pip."""
    say("Installing the packages of " + LOCK)
    # --no-deps: the lock is complete, so only it decides what to install
    packages = ["--require-hashes", "--no-deps", "--requirement"]
    # A folder has no hash. The lock's own hatchling builds it, so nothing else is downloaded
    course = ["--no-build-isolation", "--no-deps", "--editable", ROOT]
    try:
        pip(*(packages + [part_of_lock("uv.txt", block("uv"))]))
        uv(*(packages + [LOCK, "--compile-bytecode"]))
        uv(*course)
    except subprocess.CalledProcessError:
        say("uv cannot be used here; pip takes a minute or two")
        pip(*(packages + [part_of_lock("others.txt", read(LOCK).replace(block("uv"), ""))]))
        pip(*course)


def require_venv_module():
    """Exit if ensurepip is missing: Debian packages it separately, as venv says in ten lines."""
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(NO_VENV.format(sys.executable, *sys.version_info[:2]))


def install_frameworks():
    """Install Keras and PyTorch with pip, whose settings may name an index of CPU-only builds."""
    say("Installing Keras and PyTorch, which takes some minutes")
    pip("--requirement", FRAMEWORKS)


def uv(*arguments):
    """Install something into .venv with uv."""
    run(PYTHON, "-m", "uv", "pip", "install", *(arguments + ("--python", PYTHON)))


def pip(*arguments):
    """Install something with .venv's pip; without a network, exit with a sentence."""
    try:
        run(PYTHON, "-m", "pip", "install", "--quiet", *arguments)
    except subprocess.CalledProcessError as failure:
        if re.search(UNREACHABLE, failure.output):
            sys.exit(NO_NETWORK)
        raise


def run(*command):
    """Run a command silently; if it fails, the error holds its output."""
    subprocess.check_output(command, cwd=ROOT, text=True, stderr=subprocess.STDOUT)


def block(name):
    """Return the lock's lines for a package: its version, such as uv==1.2.3, and its hashes."""
    return re.search("^" + name + r"==.*?(?=^\w|\Z)", read(LOCK), re.MULTILINE | re.DOTALL).group()


def part_of_lock(name, lines):
    """Write some lines of the lock into a file in .venv, and return its path."""
    return write(os.path.join(VENV, name), lines)


def finished():
    """Return the steps that earlier runs finished, each with its fingerprint."""
    return read(STAMP).split("\n") if os.path.exists(PYTHON) and os.path.exists(STAMP) else []


def fingerprint(files):
    """Hash all that an installation depends on: the Python, the folder and the package lists."""
    facts = [sys.version, sys.base_prefix, ROOT] + [read(name) for name in files]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def read(name):
    """Return the text of a file of the course."""
    with open(os.path.join(ROOT, name), encoding="utf-8") as file:
        return file.read()


def write(path, text):
    """Write a text into a file, and return its path."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def say(text):
    """Print what is being done."""
    print(text + " ...")
    sys.stdout.flush()  # at once, even if the output goes into a file


def sentence(failure):
    """Say why a step failed: the known reason, else the output of its command."""
    if isinstance(failure, subprocess.CalledProcessError):
        return (
            NO_SPACE if re.search(FULL, failure.output) else FAILED.format(failure.output.strip())
        )
    return NO_SPACE if re.search(FULL, str(failure)) else NOT_WRITTEN.format(failure)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (subprocess.CalledProcessError, OSError) as failure:
        sys.exit(sentence(failure))
    except KeyboardInterrupt:
        sys.exit("Interrupted: the next run starts afresh.")
