"""Report where a test run spends its time: seconds per folder, the slowest tests, slow ones without a reason.

Loaded by `-p tests.times`. The report never fails a run, because machines are noisy.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import pytest

SLOW_SECONDS = 1.0
SLOW_BROWSER_SECONDS = 6.0
SLOWEST_LISTED = 10
REASON = "reason for being slow"
FIGURES = "figures"
"""The property, see `record_property`, under which a test says what it has measured or counted."""


@dataclass
class Times:
    """Collect the seconds of each test, summed over setup, call and teardown for its folder."""

    by_folder: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    tests_by_folder: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    calls: dict[str, float] = field(default_factory=dict)
    without_reason: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    def add(self, report: pytest.TestReport) -> None:
        folder = folder_of(report.nodeid)
        self.by_folder[folder] += report.duration
        if report.when != "call":
            return
        self.tests_by_folder[folder] += 1
        self.calls[report.nodeid] = report.duration
        self.figures += [str(value) for name, value in report.user_properties if name == FIGURES]
        if is_slow(report) and REASON not in dict(report.user_properties):
            self.without_reason.append(report.nodeid)

    def slowest(self) -> list[tuple[str, float]]:
        return sorted(self.calls.items(), key=lambda test: -test[1])[:SLOWEST_LISTED]


def folder_of(nodeid: str) -> str:
    """Name the folder below tests/ that a test stands in."""
    parts = nodeid.partition("::")[0].split("/")
    return parts[1] if len(parts) > 2 else parts[0]


def is_slow(report: pytest.TestReport) -> bool:
    """Compare a test's own seconds with the limit of its kind; fixtures shared by many tests do not count."""
    limit = SLOW_BROWSER_SECONDS if "e2e" in report.keywords else SLOW_SECONDS
    return report.duration > limit


_TIMES = pytest.StashKey[Times]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_TIMES] = Times()
    config.pluginmanager.register(_Collector(config.stash[_TIMES]), "toward-times")


class _Collector:
    def __init__(self, times: Times) -> None:
        self.times = times

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.times.add(report)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Hand the mark's reason to the process that reports."""
    if mark := item.get_closest_marker("slow"):
        item.user_properties.append((REASON, mark.args[0]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    times = config.stash[_TIMES]
    if hasattr(config, "workerinput") or not times.calls:
        return
    terminalreporter.section("seconds per folder")
    for folder, seconds in sorted(times.by_folder.items(), key=lambda row: -row[1]):
        terminalreporter.write_line(f"{seconds:7.1f} s  {times.tests_by_folder[folder]:5} tests  {folder}")
    terminalreporter.write_line(f"{sum(times.by_folder.values()):7.1f} s  {len(times.calls):5} tests  in all")
    terminalreporter.section(f"{SLOWEST_LISTED} slowest tests")
    for nodeid, seconds in times.slowest():
        terminalreporter.write_line(f"{seconds:7.1f} s  {nodeid}")
    if times.figures:
        terminalreporter.section("figures")
        for line in times.figures:
            terminalreporter.write_line(line)
    if times.without_reason:
        terminalreporter.section("slow, and no mark says why")
        for nodeid in sorted(times.without_reason):
            terminalreporter.write_line(f"{times.calls[nodeid]:7.1f} s  {nodeid}")
