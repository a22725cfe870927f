"""Report a fault of the course: an exception that is not meant as advice for the reader.

It is logged with its traceback in the kernel's log. The reader gets a sentence and a report to
copy.
"""

import logging
import platform
import traceback
from importlib.metadata import PackageNotFoundError, version

from traitlets.log import get_logger

from nncourse.messages import say

PACKAGES = ("nncourse", "numpy", "matplotlib", "ipywidgets", "anywidget", "ipykernel", "IPython")
LONGEST = 20_000  # characters of a report


class ToKernelLog(logging.Handler):
    """A handler that writes into the kernel's log: the default one prints in the notebook."""

    def emit(self, record):
        get_logger().handle(record)


LOG = logging.getLogger("nncourse")
LOG.addHandler(ToKernelLog())


def told(error, about):
    """Log ``error``, and return the sentence for the reader and the report.

    ``about()`` returns more facts for the report, {name: text}.
    """
    report = "\n".join([*versions(), *_lines(about), "", *_traceback(error)])[:LONGEST]
    LOG.error("A figure met a fault.\n%s", report)
    return say("fault"), report


def versions():
    """A line for Python and for each package that figures use."""
    lines = [f"Python {platform.python_version()}, {platform.platform()}"]
    for name in PACKAGES:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name}: not installed as a package")
    return lines


def _lines(about):
    try:
        return [f"{name}: {text}" for name, text in about().items()]
    except Exception as error:  # the report is about something that is broken
        return [f"not known: {type(error).__name__}"]


def _traceback(error):
    return "".join(traceback.format_exception(error)).splitlines()
