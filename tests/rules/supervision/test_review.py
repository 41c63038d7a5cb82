"""What a review comes to: money back, consequences in steps, a second officer."""

from __future__ import annotations

from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.supervision import Item, Outcome, Reviewed, review

DAY = date(2026, 3, 2)


def of(*items: Item, before: int = 0) -> Outcome:
    return review(Reviewed(items, before), Reading(shipped_book(), DAY, "310106"))


def item(outcome: str, part: int = 0, most: int = 1_000) -> Item:
    return Item("1", "SUSPECT_SEX", outcome, most, part)


def test_upheld_gives_all_back_partly_the_part_and_not_upheld_nothing() -> None:
    found = of(item("UPHELD"), item("PARTLY", 300), item("NOT_UPHELD", 500))
    assert ([one.fen for one in found.back], found.fen) == ([1_000, 300, 0], 1_300)
    assert found.is_upheld and found.needs_second and not found.faults


def test_where_nothing_is_upheld_nothing_follows_and_no_second_officer_is_asked() -> None:
    found = of(item("NOT_UPHELD"), before=5)
    assert (found.fen, found.follows, found.is_upheld, found.needs_second) == (0, (), False, False)


@pytest.mark.parametrize("part", [-1, 0, 1_000, 1_001])
def test_a_part_that_is_no_part_is_a_fault(part: int) -> None:
    assert of(item("PARTLY", part)).faults == ("1",)


@pytest.mark.parametrize(("before", "last"), [
    (0, "FOLLOWS_CORRECT"), (1, "FOLLOWS_TALK"), (2, "FOLLOWS_HAND_OVER"), (9, "FOLLOWS_HAND_OVER"),
])  # fmt: skip
def test_what_follows_grows_with_what_was_upheld_before(before: int, last: str) -> None:
    assert of(item("UPHELD"), before=before).follows[-1] == last
