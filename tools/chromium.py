"""Find Chromium, which prints the handouts and in which the tests read the chapters."""

import os
import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium():
    """The path of a Chromium or Chrome, or nothing."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
