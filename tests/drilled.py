"""``make drills`` leaves its dated result in ``docs/drills.md``: one line a drill, its last run."""

from __future__ import annotations

import os
import platform
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "drills.md"
LINE = re.compile(r"^\| (?P<drill>[^|]+ \(`[^`]+`\)) \| .* \|$", re.MULTILINE)
NOTES = "\n## Notes\n"  # what a person writes below the table stays
HEAD = """# Drills

What `make drills` found, drill by drill, when each was last run in full: kills, crowds, random
walks, bad input, restored backups, published sets. A run of some of them leaves the lines of the
others.

| drill | outcome | seconds | last run |
|---|---|---|---|
"""
_ended: list[pytest.TestReport] = []


def note(report: pytest.TestReport) -> None:
    """Remember how a drill ended, wherever it stands in the tests."""
    if "drill" in report.keywords and (report.when == "call" or report.outcome != "passed"):
        _ended.append(report)


def write_page() -> None:
    """Bring the page up to date after a full run."""
    if os.environ.get("YIYANG_DRILLS") == "full" and _ended:
        before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        PAGE.write_text(page(before, _ended, datetime.now(UTC)), encoding="utf-8")


def page(before: str, reports: Iterable[pytest.TestReport], at: datetime) -> str:
    """Return the page with the lines of these reports in place of their older ones.

    A drill that is given many things (each key of the book, each pair of acts) is one line.
    """
    lines = {found["drill"]: found[0] for found in LINE.finditer(before)}
    where = f"{at:%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()}, Python "
    where += platform.python_version()
    ended: dict[str, list[pytest.TestReport]] = {}
    for report in reports:
        file, _, name = report.nodeid.partition("::")
        sentence = name.partition("[")[0].removeprefix("test_").replace("_", " ")
        ended.setdefault(f"{sentence} (`{file}`)", []).append(report)
    for drill, runs in ended.items():
        outcomes = Counter(run.outcome for run in runs)
        outcome = ", ".join(f"{count} {word}" for word, count in sorted(outcomes.items()))
        seconds = sum(run.duration for run in runs)
        lines[drill] = f"| {drill} | {outcome} | {seconds:.0f} | {where} |"
    _, notes, said = before.partition(NOTES)
    return HEAD + "".join(f"{lines[drill]}\n" for drill in sorted(lines)) + notes + said
