"""How tests spread over processes (``pytest -n``): a file stays whole, a folder with one world too.

Each process has a server of its own (``tests/server.py``).  The longest go first, so that no
process is left with them at the end.  Nothing here may be needed for a test to pass.

Work that is given out by name can lose a test without a word: of two tests under one name only
one is done.  So a run that was told of fewer tests than were found has failed, and says which.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import pytest

# Folders and files that take long for their number of tests, the longest first.  A folder that
# stands here is given out as one: its tests share what is long in the making.
LONG = (
    "tests/demo/",
    "tests/docs/test_conformance.py",
    "tests/beds/test_projected_walk.py",
    "tests/faces/web/test_doors.py",
    "tests/drills/test_fee_run.py",
    "tests/drills/test_kill_transfers.py",
    "tests/drills/test_backup.py",
    "tests/drills/test_kill_server.py",
    "tests/browser/test_pages.py",
    "tests/faces/test_coverage.py",
    "tests/measures/test_every_measure.py",
    "tests/record/test_round_trip.py",
)
_found: Counter[str] = Counter()  # by the process that gives out the work; empty where none does
_begun: Counter[str] = Counter()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give out work by files and by the folders that stay together."""
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 -- only where it is asked for

    class Whole(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

    config.option.loadscopereorder = False  # the order is ours
    return Whole(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first, then the files with the most tests."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        sizes = Counter(unit(item.nodeid) for item in items)
        items.sort(key=lambda item: _rank(item.nodeid, sizes))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(ids: list[str]) -> None:
    """Remember what each process found; all find the same."""
    _found.clear()
    _found.update(ids)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "setup":
        _begun[report.nodeid] += 1


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that held and yet left tests out; one that was stopped left them out knowingly."""
    if exitstatus == pytest.ExitCode.OK and _found - _begun:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = _found - _begun
    if left_out:
        terminalreporter.section("left out", red=True)
        for nodeid, times in sorted(left_out.items()):
            terminalreporter.line(f"{nodeid} ({times})")


def _rank(nodeid: str, sizes: Counter[str]) -> tuple[int, int, str]:
    whole = unit(nodeid)
    return _place(nodeid), -sizes[whole], whole


def unit(nodeid: str) -> str:
    """Return what a test is given out with: its folder, or its file."""
    place = _place(nodeid)
    return LONG[place] if place < len(LONG) else nodeid.partition("::")[0]


def _place(nodeid: str) -> int:
    found = (place for place, start in enumerate(LONG) if nodeid.startswith(start))
    return next(found, len(LONG))
