"""What of a plan costs nothing more: docs/decisions/456."""

from __future__ import annotations

from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.care.plan import Reason
from yiyang.rules.settlement import covered_of_plan

YEARLY, VISITS = Reason("PACKAGE", "CHRONIC", 4), Reason("PACKAGE", "HOME_CARE", 12)
PUBLIC, LEVEL = Reason("GROUP", "HYPERTENSION", 4), Reason("LEVEL", "GB42195 3", 12)


@pytest.mark.parametrize(
    ("count", "reasons", "covered"),
    [
        (4, [YEARLY], 4),
        (4, [PUBLIC], 4),
        (12, [VISITS], 0),
        (12, [LEVEL], 0),
        (12, [VISITS, YEARLY], 4),
        (6, [YEARLY, LEVEL], 2),  # half a year: its part of the four
        (5, [YEARLY, LEVEL], 2),  # a begun time counts for the person
        (3, [Reason("PACKAGE", "OF_LONG_AGO", 3)], 0),
        (0, [], 0),
    ],
)
def test_only_what_is_paid_by_the_year_or_owed_to_a_group_is_covered(
    count: int, reasons: list[Reason], covered: int
) -> None:
    reading = Reading(shipped_book(), date(2026, 3, 2), "310106")
    assert covered_of_plan(count, reasons, reading) == covered
