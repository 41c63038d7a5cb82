"""The tables of ``docs/algorithms/policy.md`` are what the book does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from yiyang.kernel.messages import Text
from yiyang.policy.book import PROPOSED_HERE, Book, Line, Mark, NotInForce, Reading

PAGE = Path(__file__).parents[2] / "docs" / "algorithms" / "policy.md"
KEY = "beds.hold"


def _rows(name: str) -> Iterator[list[str]]:
    """Return the rows of the table that follows the comment ``name``."""
    table = PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->\n", 1)[1].split("\n\n", 1)[0]
    for row in table.splitlines()[2:]:
        yield [cell.strip() for cell in row.strip("|").split("|")]


def _book() -> Book:
    title = Text("预留时长", "Hold")
    return Book(
        tuple(
            Line(
                KEY,
                title,
                "hour",
                place,
                date.fromisoformat(since),
                None if value == "null" else value,
                Mark(mark),
                "JA-2.2.2",
                PROPOSED_HERE,
            )
            for place, since, value, mark in _rows("lines")
        )
    )


@pytest.mark.parametrize(("day", "place", "strict", "answer"), list(_rows("answers")))
def test_the_book_answers_as_the_page_says(day: str, place: str, strict: str, answer: str) -> None:
    reading = Reading(_book(), date.fromisoformat(day), place, strict == "yes")
    if answer == "held":
        with pytest.raises(NotInForce):
            reading.text(KEY)
    else:
        assert reading.text(KEY) == answer


def test_the_page_has_its_tables() -> None:
    assert len(_book().lines) == 5
    assert len(list(_rows("answers"))) == 12
