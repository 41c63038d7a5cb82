"""The stays of the last weeks, from the seed alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import NOW
from yiyang.demo.district import planned, rows
from yiyang.demo.plan import Plan
from yiyang.demo.quantities import quantity

# Of each kind, the least share of the most full day; few beds vary more by chance.
LEAST = {
    "HOSPITAL_BED": 0.7, "INSTITUTION_BED": 0.85, "HOME_CARE_BED": 0.75, "HOME_MEDICAL_BED": 0.7,
}  # fmt: skip


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("kind", LEAST)
def test_the_beds_were_as_full_in_every_week_as_they_are_today(seed: int, kind: str) -> None:
    district = planned(Plan(seed=seed, size="small", at=NOW))
    list(rows(district))
    assert district.stays is not None
    kinds = {bed.id: bed.kind for bed in district.stays.beds}
    spans = [
        claim.span
        for claim in district.stays.claims
        if claim.kind == "OCCUPY" and kinds[claim.bed_id] == kind
    ]
    days = 7 * quantity("stays.weeks_of_history", "small")
    moments = [NOW - timedelta(days=ago) for ago in range(days)]
    used = [
        sum(s.since <= each and (s.until is None or each < s.until) for s in spans)
        for each in moments
    ]
    assert min(used) > LEAST[kind] * max(used)
    assert max(used) <= sum(kind == of for of in kinds.values())
