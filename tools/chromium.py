"""Find Chromium, which runs the browser tests."""

import os
import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium():
    """The path of Chromium or Chrome, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
