"""The address of the web page in whose worker this Python runs, if it runs in one."""

import os
from urllib.parse import parse_qs, urlsplit

VARIABLE = "NNCOURSE_PAGE"  # site/live/worker.js sets it


def address():
    """The page's address, without what it asks for; "" in a notebook."""
    return urlsplit(os.environ.get(VARIABLE, ""))._replace(query="", fragment="").geturl()


def query():
    """What the page's address asks for after its "?": lists of values by their names."""
    return parse_qs(urlsplit(os.environ.get(VARIABLE, "")).query)
