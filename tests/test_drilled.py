"""The page of drills keeps what was run before and tells of each drill's last run."""

from datetime import UTC, datetime
from types import SimpleNamespace

from tests.drilled import page

AT = datetime(2026, 3, 2, tzinfo=UTC)


def report(name: str, outcome: str) -> SimpleNamespace:
    return SimpleNamespace(nodeid=f"tests/x.py::test_{name}", outcome=outcome, duration=2.4)


def test_a_later_run_replaces_its_own_lines_and_leaves_the_others() -> None:
    kills = [report("a_kill[3|x]", "passed"), report("a_kill[4]", "failed")]
    first = page("", [*kills, report("a_crowd", "passed")], AT)
    second = page(first, [report("a_crowd", "failed")], datetime(2026, 3, 9, tzinfo=UTC))
    assert "| a kill (`tests/x.py`) | 1 failed, 1 passed | 5 | 2026-03-02" in second
    assert "| a crowd (`tests/x.py`) | 1 failed | 2 | 2026-03-09" in second
    assert second.count("a crowd") == 1
