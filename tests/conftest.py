"""What all tests share: what they need, how thorough they are, a list of what was not run."""

import atexit
import gc
import importlib.util
import logging
import os
import shutil
import tempfile
from collections import Counter

# Several processes run tests, and their kernels others: more threads would wait for each other.
# NumPy reads it when it is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import hypothesis
import pytest
from browser import chrome, desk, lab, pictures, reader  # noqa: F401 (fixtures for all)
from chromium import find_chromium
from ports import KernelPorts
from progress import Progress, file_of
from website_server import site, site_address, whole_site  # noqa: F401 (fixtures for all)

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
LIBRARIES = ("keras", "tensorflow", "torch")
NO_BROWSER = "no Chromium: `apt install chromium` gets it, or CHROMIUM=/path/to/it names it"
NO_FRAMEWORKS = "no Keras or no PyTorch: `make frameworks` gets them"

# A list of fonts of its own, for kernels and servers too: whoever uses this machine may have left
# one that lacks fonts, and matplotlib would say so in every notebook. Processes that these tests
# start share it
FONTS = "nncourse-fonts-"
if FONTS not in os.environ.get("MPLCONFIGDIR", ""):
    os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix=FONTS)
    atexit.register(shutil.rmtree, os.environ["MPLCONFIGDIR"], ignore_errors=True)
importlib.import_module("matplotlib.font_manager")  # which makes the list

KernelPorts.instance()  # the only one from now on

# Without it, scikit-learn leaves some of its checks out; SciPy reads it when it is imported
os.environ["SCIPY_ARRAY_API"] = "1"

# The same examples at every run: a test that fails has failed because of a change
hypothesis.settings.register_profile("quick", max_examples=15, deadline=None, derandomize=True)
hypothesis.settings.register_profile("thorough", max_examples=60, deadline=None, derandomize=True)
hypothesis.settings.load_profile("quick")

# Several processes run a file each. Those that take longest begin first, so that none is left over;
# two that wait for the same website, test_class and test_site_browser, do not begin together.
LONGEST = [
    "test_browser.py",
    "test_live_pages.py",
    "test_class.py",
    "test_browser_translated.py",
    "test_explorers.py",
    "test_site_browser.py",
    "test_playground.py",
    "test_check.py",
    "test_scenarios.py",
]

# Thousands of tests are collected: looking through them for garbage again and again takes as long
gc.disable()

deselected = Counter()


@pytest.hookimpl(trylast=True)  # after the reporter is there
def pytest_configure(config):
    distributes = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if distributes and config.get_verbosity() == 0:
        reporter = config.pluginmanager.getplugin("terminalreporter")
        config.pluginmanager.register(Progress(reporter))


def pytest_collection_modifyitems(items):
    def place(item):
        name = file_of(item.nodeid).rpartition("/")[2]
        return LONGEST.index(name) if name in LONGEST else len(LONGEST)

    items.sort(key=place)
    for item in items:  # three browsers on two cores: one may be kept waiting for too long
        if item.get_closest_marker("browser") and find_chromium():
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish():
    gc.enable()
    gc.freeze()


@pytest.fixture(scope="session")
def thorough():
    """Whether a walk is to be long, as in `make test-all`, or as short as finds most errors."""
    return hypothesis.settings.get_current_profile_name() == "thorough"


@pytest.fixture(scope="session")
def chromium():
    """The browser's path; tests that use it bear the mark `browser`."""
    return find_chromium()


@pytest.fixture(autouse=True)
def no_kernel(monkeypatch):
    """Have explorers find no event loop: the one that playwright runs here is no kernel's."""
    monkeypatch.setattr("nncourse.widgets.home._running_loop", lambda: None)


@pytest.fixture
def speak():
    """A function that chooses a language; English is chosen again after the test."""
    from nncourse.jupyter.language import language

    yield language
    language("en")


class Faults(logging.Handler):
    """Collects what figures log as faults of the course."""

    def __init__(self):
        super().__init__()
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


@pytest.fixture(autouse=True)
def faults():
    """The faults that figures logged in this test: it fails if any is left in ``texts``."""
    found = Faults()
    logger = logging.getLogger("nncourse")
    logger.addHandler(found)
    yield found
    logger.removeHandler(found)
    assert not found.texts, "\n".join(found.texts)


@pytest.hookimpl(tryfirst=True)  # before fixtures that would need the thing
def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and not find_chromium():
        pytest.skip(NO_BROWSER)
    if item.get_closest_marker("frameworks") and not all(map(importlib.util.find_spec, LIBRARIES)):
        pytest.skip(NO_FRAMEWORKS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return refuse_skip((yield))


def refuse_skip(report):
    """With REQUIRE_ALL=1, turn a skip into a failure; an expected failure is none."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1, but not run: {reason(report)}"
    return report


def reason(report):
    """Return why a test was skipped, in the words of the skip."""
    return report.longrepr[2].removeprefix("Skipped: ")


def pytest_deselected(items):
    deselected["slow"] += sum(item.get_closest_marker("slow") is not None for item in items)


def pytest_sessionfinish(session):
    """Tell the process that prints, if this is one of those that it has started."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["slow"] = deselected["slow"]


@pytest.hookimpl(optionalhook=True)  # pytest-xdist's
def pytest_testnodedown(node, error):
    told = getattr(node, "workeroutput", {})  # none, if it crashed
    deselected["slow"] = max(deselected["slow"], told.get("slow", 0))  # each leaves out the same


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Say what was repeated, and what was not run and how to get it, just before the last line."""
    yield
    repeated = terminalreporter.stats.get("rerun", [])
    if repeated:
        terminalreporter.section("failed at first, and repeated")
    for report in repeated:
        lines = report.longreprtext.splitlines()
        why = [line.removeprefix("E").strip() for line in lines if line.startswith("E ")]
        first = next(iter(why + lines[-1:]), "")
        terminalreporter.line(f"{report.nodeid}: {first}")
    lines = Counter(reason(report) for report in terminalreporter.stats.get("skipped", []))
    if deselected["slow"]:
        lines["slow: `make test-all` runs them"] = deselected["slow"]
    if lines:
        terminalreporter.section("not run")
    for why, count in lines.items():
        terminalreporter.line(f"{count} {'test' if count == 1 else 'tests'}: {why}")
