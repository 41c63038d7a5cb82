"""What may be said of two plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.planning import Compared, compare


@pytest.mark.parametrize(
    ("difference", "half", "replications", "confidence", "verdict"),
    [
        ("-1.0", "0.4", 10, 95, "PLAN_BETTER"),
        ("1.0", "0.4", 10, 95, "PLAN_WORSE"),
        ("-1.0", "1.0", 10, 95, "PLAN_UNDECIDED"),
        ("-1.0", "0.4", 9, 95, "PLAN_TOO_FEW"),
        ("-1.0", "0.4", 10, 90, "PLAN_TOO_FEW"),
        ("0", "0", 10, 95, "PLAN_SAME"),
    ],
)
def test_a_plan_is_better_only_where_the_whole_interval_says_so(
    difference: str, half: str, replications: int, confidence: int, verdict: str
) -> None:
    facts = Compared(
        "WAIT", "plan", "base", Decimal(difference), Decimal(half), replications, confidence
    )
    found = compare(facts, Reading(shipped_book(), date(2026, 1, 1), "310106"))
    assert found.verdict == verdict
    assert found.high - found.low == 2 * Decimal(half)
