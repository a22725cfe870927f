"""Measure how much memory an open page of each chapter takes in a class, and write pages.json.

It serves the chapters as `make class` does, opens them one by one in Chromium, waits until the page
is at rest, and reads the peak memory of its kernel (VmHWM, on Linux only). This includes Python and
its libraries, which kernels partly share. It needs the
frameworks (`make frameworks`), since chapter 06 compares with PyTorch wherever that is installed.
"""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import psutil
from chromium import find_chromium
from playwright.sync_api import sync_playwright
from room import PAGES

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, str(ROOT / "tools" / "classroom.py"), "--no-browser"]
ALIVE = ".nncourse-caption:not(:empty)"
REST = 5000  # milliseconds until the figures are all drawn
LONGEST = 300_000  # milliseconds that a page may take


def peak(process):
    """The most memory that a process has held, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return round(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)


def measure(browser, server, address):
    """The MB that a page's kernel takes, from opening the page until it is at rest."""
    page = browser.new_page()
    page.goto(address, timeout=LONGEST)
    page.wait_for_selector(ALIVE, timeout=LONGEST)
    page.wait_for_timeout(REST)
    [kernel] = psutil.Process(server.pid).children()
    megabytes = peak(kernel)
    page.goto("about:blank")  # leaving the chapter ends its kernel
    page.close()
    kernel.wait(60)
    return megabytes


def main():
    """Measure every chapter."""
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True) as server:
        try:
            told = iter(server.stdout.readline, "")
            site = next(match[0] for line in told if (match := re.search(r"http:\S+", line)))
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=find_chromium(), args=["--no-sandbox"]
                )
                names = sorted(path.stem for path in (ROOT / "book").glob("[0-9][0-9]_*.md"))
                taken = {
                    name: measure(browser, server, f"{site}voila/render/{name}.ipynb")
                    for name in names
                }
                browser.close()
        finally:
            server.terminate()
    PAGES.write_text(json.dumps(taken, indent=2) + "\n")
    print(PAGES.read_text(), end="")


if __name__ == "__main__":
    if not Path("/proc/self/status").exists():
        sys.exit("Only Linux tells what is measured here.")
    if find_spec("torch") is None:
        sys.exit("Chapter 06 loads PyTorch where it is installed: `make frameworks` gets it.")
    os.environ.pop("PORT", None)
    main()
