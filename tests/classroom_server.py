"""The server that `make class` starts, for tests: over this course, or over a small one."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from shutil import copytree

import nbformat
import psutil
import pytest
from browser import ROOT, answers, free_port, private
from commands import CLASSROOM
from measure_pages import peak

LIMIT = 60  # seconds a start may take; it takes 4 on an idle machine
OPENING = "# 1 · A chapter\n\n*5 minutes.*\n\nThis is so. Why? Thus."
STILL = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})


class Served:
    """What `make class` serves: its address, what it says, and the kernels that run for it."""

    def __init__(self, server, address, log):
        self.server = server
        self.address = address
        self.log = log

    def kernels(self):
        """How many pages have a kernel now."""
        return len(psutil.Process(self.server.pid).children())

    def peak(self):
        """The most MB that the newest kernel has held; 0 where the system does not tell."""
        kernels = psutil.Process(self.server.pid).children()
        newest = max(kernels, key=lambda kernel: kernel.create_time())
        return peak(newest) if sys.platform == "linux" else 0

    def chapter(self, name):
        """A chapter's address."""
        return f"{self.address}voila/render/{name}.ipynb"


def hear_interrupts():
    """Let Ctrl-C end this process, also if a shell started these tests in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serve(home, course=ROOT, *options):
    """Serve the chapters of a course until they are not needed any more; then press Ctrl-C."""
    port = free_port()
    log = home / "log"
    command = [sys.executable, course / CLASSROOM, "--no-browser", *options]
    with log.open("w") as told:
        server = subprocess.Popen(
            command,
            env=private(home) | {"PORT": str(port)},
            stdout=told,
            stderr=told,
            preexec_fn=hear_interrupts if os.name == "posix" else None,
        )
    try:
        end = time.monotonic() + LIMIT
        while "Ctrl-C" not in log.read_text() or not answers(address := address_in(log)):
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail("it was not served:\n" + log.read_text()[-2000:])
            time.sleep(0.1)
        yield Served(server, address, log)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def address_in(log):
    """The address that is to be given to the class."""
    return next(word for word in log.read_text().split() if word.startswith("http"))


def notebook(*sources):
    """A chapter with these cells."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    cells[0].outputs = [STILL]
    cells = [nbformat.v4.new_markdown_cell(OPENING), *cells]
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def small_course(course, sources):
    """Make a course of one chapter in a folder."""
    copytree(ROOT / "tools", course / "tools")
    for name in ("book", "notebooks"):
        (course / name).mkdir()
    (course / "book" / "01_small.md").write_text(OPENING)
    nbformat.write(notebook(*sources), course / "notebooks" / "01_small.ipynb")
