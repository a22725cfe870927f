"""Serve the course's website to a class; run it with .venv's Python and the options of start.py."""

import argparse
import os
import sys
from pathlib import Path

from port import choose_port

from nncourse.messages import languages

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "site"))

import start  # noqa: E402 (site/start.py, whose server the website brings along)

USUAL_PORT = 8866
ENGLISH = "en"
FOLDER = ROOT / "site" / "build"
FIRST_TIME = "Building the website. The first time, this takes a minute or two and needs a network."
AGAIN = "Building the website again, since its sources have changed; this takes about a minute."


def build(folder):
    """Build the website, unless it is there and its sources have not changed since."""
    import website  # slow

    if not website.is_current(folder):
        print(AGAIN if (folder / website.MADE_OF).exists() else FIRST_TIME, flush=True)
        website.build(folder)


def main(arguments):
    """Serve the pages until Ctrl-C, and begin with those in the language of ``--language``."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--language", choices=languages(), default=ENGLISH)
    given, arguments = parser.parse_known_args(arguments)
    port = choose_port(os.environ.get("PORT"), USUAL_PORT, "the course is", "make class")
    build(FOLDER)
    page = "" if given.language == ENGLISH else f"{given.language}/"
    options = [f"--port={port}", f"--page={page}", *arguments]
    return start.main(options, folder=FOLDER, room="make class ARGS=--room")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
