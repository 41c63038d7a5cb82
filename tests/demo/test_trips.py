"""The hospital stays of the last weeks, from the seed alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from yiyang.demo.district import planned, rows
from yiyang.demo.plan import Plan
from yiyang.demo.quantities import quantity


@pytest.mark.parametrize("seed", [1, 7])
def test_the_hospital_beds_were_as_full_in_every_week_as_they_are_today(seed: int) -> None:
    district = planned(Plan(seed=seed, size="small", at=NOW))
    list(rows(district))
    assert district.stays is not None
    kinds = {bed.id: bed.kind for bed in district.stays.beds}
    spans = [
        claim.span
        for claim in district.stays.claims
        if claim.kind == "OCCUPY" and kinds[claim.bed_id] == "HOSPITAL_BED"
    ]
    days = 7 * quantity("stays.weeks_of_history", "small")
    moments = [NOW - timedelta(days=ago) for ago in range(days)]
    used = [
        sum(s.since <= each and (s.until is None or each < s.until) for s in spans)
        for each in moments
    ]
    assert min(used) > 0.7 * max(used)
    assert max(used) <= sum(kind == "HOSPITAL_BED" for kind in kinds.values())
