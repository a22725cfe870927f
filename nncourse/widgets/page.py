"""The page that a chapter is served on as an app, if any."""

import os


def address():
    """The address of the page for which Voilà started this kernel; "" in a notebook."""
    return os.environ.get("VOILA_REQUEST_URL", "").partition("?")[0]
