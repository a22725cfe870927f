"""One line for each file that begins, in place of pytest's dots, where several processes run."""

import time
from collections import Counter

import pytest


class Progress:
    """Tells what is being run: how long all of it has taken, how much is done, and the file."""

    def __init__(self, reporter):
        self.reporter = reporter
        self.start = time.monotonic()
        self.tests = Counter()  # of each file
        self.begun = set()
        self.done = 0

    def pytest_xdist_node_collection_finished(self, node, ids):
        self.tests = Counter(map(file_of, ids))

    def pytest_runtest_logstart(self, nodeid, location):
        file = file_of(nodeid)
        if file in self.begun:
            return
        self.begun.add(file)
        minutes, seconds = divmod(int(time.monotonic() - self.start), 60)
        share = 100 * self.done // max(1, self.tests.total())
        count = self.tests[file]
        tests = "1 test" if count == 1 else f"{count} tests"
        self.reporter.write_line(f"{minutes:3}:{seconds:02} {share:4} %  {file}, {tests}")

    def pytest_runtest_logfinish(self, nodeid, location):
        self.done += 1

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.reporter.write_line(f"FAILED {report.nodeid} ({report.when})", red=True)

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self, report, config):
        category, *_ = yield
        return category, "", ""  # counted, and not shown as a dot


def file_of(nodeid):
    """Return the file that a test is in."""
    return nodeid.partition("::")[0]
