"""The published pass table says no more than what is measured."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from tests.docs.conformance import TRAPS, as_page, as_yaml, measured
from yiyang.faces.web.developers.proven import KEPT, Proven, proven, read

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "conformance.md"
WRITE = "YIYANG_CONFORMANCE"  # "write": publish what is measured now


def test_the_table_says_no_more_than_what_is_measured(shared: Path) -> None:
    now = measured(shared)
    if os.environ.get(WRITE) == "write":
        fresh = Proven(f"{datetime.now(UTC):%Y-%m-%d}", now)
        KEPT.write_text(as_yaml(fresh), "utf-8")
        PAGE.write_text(as_page(fresh), "utf-8")
    found = {line.en: line for line in now}
    kept = read(KEPT.read_text("utf-8")).lines
    assert {line.en for line in kept} == set(found)
    boasts = [one for one in kept if one.passed * found[one.en].of > found[one.en].passed * one.of]
    assert boasts == []


def test_the_page_of_the_docs_is_the_table() -> None:
    assert PAGE.read_text("utf-8") == as_page(proven())


def test_every_line_names_a_test_that_is_there() -> None:
    for test in (*(line.test for line in proven().lines), *TRAPS.values()):
        file, _, name = test.partition("::")
        body = (ROOT / file).read_text("utf-8")
        assert f"def {name}(" in body if name else "def test_" in body, test
    assert all(0 <= line.passed <= line.of for line in proven().lines)
