"""Open JupyterLab at the first chapter, in the language of ``--language``, as zh; run it with
.venv's Python and JupyterLab's arguments.
"""

import argparse
import os
import sys
from pathlib import Path

from port import choose_port

ROOT = Path(__file__).resolve().parent.parent
USUAL_PORT = 8888
# Shows stills instead of the dead figures of a saved page; for this server only
EXTENSION = "--ServerApp.jpserver_extensions=nncourse.jupyter.stale_views=True"


def main(arguments):
    """Replace this process by JupyterLab, which then gets Ctrl-C and all signals directly."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--language", default="")
    given, arguments = parser.parse_known_args(arguments)
    port = choose_port(os.environ.get("PORT"), USUAL_PORT, "JupyterLab opens", "make lab")
    options = [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",  # the port was chosen here
        f"--ServerApp.root_dir={ROOT}",
        f"--ServerApp.allow_root={hasattr(os, 'geteuid') and os.geteuid() == 0}",
        EXTENSION,
        "--LabApp.news_url=None",  # no pop-up over the first chapter
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    chapters = (ROOT / "notebooks" / given.language).glob("[0-9][0-9]_*.ipynb")
    first = sorted(chapters, key=lambda path: path.stem)[:1]  # before a copy, "00_x-Copy1"
    command = [sys.executable, "-m", "jupyterlab", *map(str, first), *options, *arguments]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main(sys.argv[1:])
