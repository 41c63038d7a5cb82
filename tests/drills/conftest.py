"""``make drills`` leaves its dated result in ``docs/drills.md``."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "drills.md"
_ended: list[pytest.TestReport] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.outcome != "passed":
        _ended.append(report)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("YIYANG_DRILLS") == "full" and _ended:
        PAGE.write_text(page(_ended, datetime.now(UTC)), encoding="utf-8")


def page(reports: list[pytest.TestReport], at: datetime) -> str:
    """Return the page: when, on what, and how each drill ended."""
    lines = [
        "# Drills", "",
        f"`make drills`, {at:%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}.", "",
        "| drill | outcome | seconds |", "|---|---|---|",
    ]  # fmt: skip
    for report in sorted(reports, key=lambda each: each.nodeid):
        where, _, name = report.nodeid.partition("::")
        sentence = name.removeprefix("test_").replace("_", " ")
        lines.append(f"| {sentence} (`{where}`) | {report.outcome} | {report.duration:.0f} |")
    return "\n".join(lines) + "\n"
