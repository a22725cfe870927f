"""Report in words whether everything the chapters need is installed."""

import re
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
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return say("missing", name=name)
    return ""


def _complaint(wanted):
    if wanted.marker and not wanted.marker.evaluate():  # for another system, such as the browser
        return ""
    if complaint := _missing(wanted.name):
        return complaint
    found = metadata.version(wanted.name)
    if wanted.specifier.contains(found, prereleases=True):
        return ""
    return say("too_old", name=wanted.name, found=found, needed=wanted.specifier)
