"""The year that is played from the signature to the pay: its days, and who else lived it."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.journeys.test_appraisals import LAST_YEAR, PEOPLE, answered, followed_up
from tests.measures.conftest import District, make_district, make_group

SIGNED_AT = datetime(2025, 1, 6, 2, 0, tzinfo=UTC)  # Monday 10:00 in Shanghai
PAID_BY_HAND = {"INSURANCE": 8_285, "PUBLIC_HEALTH": 2_367, "PERSON": 1_184}  # 360 of 365 days


def district_of_the_year() -> District:
    """Return a centre with forty people through the year, so that there is enough to judge by."""
    made = make_district()
    people = [made.resident() for _ in range(PEOPLE)]
    for person in people:
        made.sign(person, **LAST_YEAR, state="ENDED")
        make_group(person, "HYPERTENSION")
    followed_up(made, people[: PEOPLE // 2])
    answered(made, people, 15)
    return made
