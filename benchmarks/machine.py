"""Describe the machine of the measurements, without names and paths."""

import os
import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.timing import MISSING, table

PACKAGES = [["numpy"], ["scikit-learn"], ["torch"], ["keras"], ["tensorflow", "tensorflow-cpu"]]


def processor():
    """The name of the processor, from Linux or else from Python."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def memory():
    """The memory in GB, or "unknown"."""
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    except (AttributeError, ValueError):
        return "unknown"


def system():
    """The name of the operating system."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def load():
    """The average number of running or waiting processes in the last minute, or "unknown"."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def installed(*names):
    """The version of the first installed of these packages, or how to get one."""
    for name in names:
        with suppress(PackageNotFoundError):
            return version(name)
    return MISSING


def report():
    """The machine and the versions as a Markdown table."""
    facts = {
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory": memory(),
        "system": system(),
        "load before the start": load(),
        "Python": platform.python_version(),
    }
    facts |= {names[0]: installed(*names) for names in PACKAGES}
    return table(["machine", ""], facts.items(), n_text=2)
