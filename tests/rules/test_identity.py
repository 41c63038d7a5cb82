"""When two records are of one person."""

from __future__ import annotations

from datetime import date

import pytest

from yiyang.policy.book import NATION, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.identity import Compared, Verdict, same_number, same_person

ID, OTHER = "310106194003150026", "310106194807220616"


@pytest.mark.parametrize(
    ("compared", "verdict"),
    [
        (Compared(0, True, True, True), Verdict.SAME),
        (Compared(0, True, None, None), Verdict.SAME),
        (Compared(999_999, True, False, True), Verdict.DOUBTFUL),
        (Compared(999_999, True, True, False), Verdict.DOUBTFUL),
        (Compared(999_999, False, True, True), Verdict.APART),
        (Compared(990_000, None, True, True), Verdict.SAME),
        (Compared(989_999, None, True, True), Verdict.DOUBTFUL),
        (Compared(1_000_000, None, True, False), Verdict.DOUBTFUL),
        (Compared(500_000, None, None, None), Verdict.DOUBTFUL),
        (Compared(499_999, None, None, None), Verdict.APART),
    ],
)
def test_the_number_decides_before_the_chance(compared: Compared, verdict: Verdict) -> None:
    reading = Reading(shipped_book(), date(2026, 3, 2), NATION)
    assert same_person(compared, reading).verdict is verdict


def test_only_valid_resident_ids_are_compared() -> None:
    assert same_number(ID, ID) is True
    assert same_number(ID, OTHER) is False
    assert same_number(ID, "") is None
    assert same_number("4066625", "4066625") is None
