"""The two pages that a newcomer reads first lead to all others."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
PAGE = re.compile(r"`([a-z/-]+\.md)`")


def test_every_page_is_in_the_index_and_every_line_of_it_leads_to_a_page() -> None:
    listed = set(PAGE.findall((DOCS / "README.md").read_text("utf-8")))
    there = {page.name for page in DOCS.glob("*.md")} - {"README.md"}
    there |= {f"algorithms/{page.name}" for page in (DOCS / "algorithms").glob("*.md")}
    assert listed == there


def test_the_first_page_is_short_and_says_both_commands() -> None:
    lines = (REPOSITORY / "README.md").read_text("utf-8").splitlines()
    assert len(lines) <= 40
    assert {"make demo", "make test"} <= {line.split("#")[0].strip() for line in lines}
