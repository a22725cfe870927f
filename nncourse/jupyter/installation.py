"""Report in words whether everything the chapters need is installed."""

import re
import sys
from importlib import metadata

from nncourse.messages import say


def report():
    """A sentence for each package that is missing or too old, or one that says all is well."""
    try:
        needed = metadata.requires("nncourse") or []
    except metadata.PackageNotFoundError:  # the reader has the folder but has not installed it
        return say("missing", name="nncourse")
    try:
        from packaging.requirements import Requirement
    except ModuleNotFoundError:  # then versions cannot be compared; packaging is itself required
        complaints = [_missing(re.match(r"[\w.-]+", line)[0]) for line in needed]
    else:
        complaints = [_complaint(Requirement(line)) for line in needed]
    return "\n".join(filter(None, complaints)) or say("installed")


def _missing(name):
    return "" if _version(name) else say("missing", name=name)


def _version(name):
    """The version of a package; "" if it is missing."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return _loaded_on_demand().get(name, "")


def _loaded_on_demand():
    """In a browser, the packages that a page loads for a cell that imports them: name → version."""
    if sys.platform != "emscripten":
        return {}
    from nncourse.jupyter import in_pyodide

    return in_pyodide.loaded_on_demand()


def _complaint(wanted):
    if wanted.marker and not wanted.marker.evaluate():  # for another system, such as the browser
        return ""
    if complaint := _missing(wanted.name):
        return complaint
    found = _version(wanted.name)
    if wanted.specifier.contains(found, prereleases=True):
        return ""
    return say("too_old", name=wanted.name, found=found, needed=wanted.specifier)
