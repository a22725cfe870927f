"""Is all that the chapters need installed? In words."""

from importlib import metadata

from nncourse.messages import say


def report():
    """A sentence for each package that is missing or too old; if all is well, one that says so."""
    needed = [
        _parse(line) for line in metadata.requires("nncourse") or [] if "extra ==" not in line
    ]
    complaints = [text for name, spec in needed if (text := _complaint(name, spec))]
    return "\n".join(complaints) or say("installed")


def _parse(line):
    from packaging.requirements import Requirement  # comes with jupyterlab

    requirement = Requirement(line)
    return requirement.name, requirement.specifier


def _complaint(name, spec):
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return say("missing", name=name)
    return "" if spec.contains(found, prereleases=True) else _too_old(name, found, spec)


def _too_old(name, found, spec):
    return say("too_old", name=name, found=found, needed=spec)
