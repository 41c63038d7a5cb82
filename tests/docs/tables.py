"""Tables of the documents as rows, so that a test can execute what a page says."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def table(page: str, first_column: str) -> list[list[str]]:
    """Return the rows of the table of a page whose header begins with a column's name.

    Raises:
        LookupError: the page has no such table: a document and its test have drifted apart.
    """
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith(f"| {first_column} |"):
            return _rows(lines[number + 2 :])
    raise LookupError(f"{page} has no table that begins with {first_column}")


def _rows(lines: list[str]) -> list[list[str]]:
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return rows
