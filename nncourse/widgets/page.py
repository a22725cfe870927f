"""Whether a chapter is served to a class, as an app."""

import os


def address():
    """The address of the app's page that this kernel runs for, from Voilà; "" in a notebook."""
    return os.environ.get("VOILA_REQUEST_URL", "").partition("?")[0]
