"""How many visits stay inside the 1+1+1 combination, and how many go to primary care."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.journey import Journey
from tests.measures.conftest import make_district
from yiyang.access.models import Role
from yiyang.booking.models import Booking, Clinic, Session

THEN = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)
VISITS = {"OWN_CENTRE": 24, "COMBINATION": 6, "ELSEWHERE": 10}


@pytest.mark.clause("SM-3.7", "measures.judge")
def test_the_share_of_visits_inside_the_combination_and_in_primary_care_is_followed(
    journey: Journey,
) -> None:
    district = make_district()
    clinic = Clinic.objects.create(
        institution=district.centres[0], code="C1", kind="GENERAL", name_zh="全科", name_en="GP"
    )
    session = Session.objects.create(
        clinic=clinic, span=DateTimeTZRange(THEN, THEN + timedelta(hours=8)), total=60,
        reserved=20, taken_reserved=15, opens_at=THEN, exclusive_until=THEN, team_opens_at=THEN,
    )  # fmt: skip
    number = 0
    for relation, visits in VISITS.items():
        for _ in range(visits):
            person, number = district.resident(), number + 1
            district.sign(person)
            Booking.objects.create(
                session=session, clinic=clinic, person=person, number=number, slot_at=THEN,
                part="PUBLIC", via="PERSON", relation=relation, state="SEEN",
                queue_class="", queue_key=str(number), booked_at=THEN,
            )  # fmt: skip
    stranger = district.resident()  # without an agreement: no visit of a combination
    Booking.objects.create(
        session=session, clinic=clinic, person=stranger, number=number + 1, slot_at=THEN,
        part="PUBLIC", via="PERSON", relation="ELSEWHERE", state="SEEN", queue_class="",
        queue_key="z", booked_at=THEN,
    )  # fmt: skip
    inside = journey.command(
        "measure", "visits.inside_combination", "--by", "doctor", "--period", "2026-02", "--json"
    ).json
    assert (inside["total"]["value"], inside["total"]["verdict"]) == ("75.00", "MET")
    assert journey.decisions("measures.judge").filter(facts__numerator=30).exists()
    own = journey.command("measure", "visits.own_centre", "--period", "2026-02", "--json").json
    assert (own["total"]["value"], own["total"]["verdict"]) == ("60.00", "NOT_MET")
    quota = journey.command("measure", "booking.quota_used", "--period", "2026-02", "--json").json
    assert (quota["total"]["numerator"], quota["total"]["denominator"]) == (15, 20)
    rows = journey.sign_in(Role.STATISTICS).get(
        f"/measures/visits.own_centre/rows/?which=lacking&period=2026-02"
        f"&key_doctor={district.doctors[0].pk}"
    )
    assert rows.content.decode().count("2026-02-02") == 16
