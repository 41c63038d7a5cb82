"""The record is counted by syndrome, day and place; nobody counts twice, nobody is named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.vigilance.rows import SNOMED, condition, people, send
from tests.world import make_institution, make_place
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.record.models import Resource
from yiyang.record.services.rows import bury
from yiyang.vigilance.models import Counting, DayCount
from yiyang.vigilance.services import Counted, count_record

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
DAY = timedelta(days=1)
FLU = "INFLUENZA_LIKE"


def _count(on: date = ON) -> Counted:
    return count_record(place=make_place("310106"), on=on, by=PROGRAM, at=NOW)


def _of(syndrome: str = FLU, place: str = "310106006", on: date = ON) -> int | None:
    row = DayCount.objects.filter(
        syndrome=syndrome, place__code=place, institution=None, on=on
    ).first()
    return row.people if row else None


def test_a_person_counts_once_a_day_and_syndrome_however_many_resources_say_it() -> None:
    one, two = people(2)
    send([
        condition(one, ON, "J10.1"), condition(one, ON, "J11"),
        condition(one, ON, "6142004", SNOMED), condition(two, ON, "J09"),
        condition(one, ON - DAY, "J10.1"), condition(two, ON, "I10"), condition(two, ON, "B05.9"),
    ])  # fmt: skip
    _count()
    assert (_of(), _of(on=ON - DAY), _of("RASH_FEVER")) == (2, 1, 1)
    assert _of(place="310106") == 2
    assert not DayCount.objects.filter(syndrome="MENINGITIS").exists()


def test_the_place_is_the_home_and_the_institution_that_of_the_visit() -> None:
    near, far = people(1)[0], people(1, make_place("310101002"))[0]
    house = make_institution(place=make_place("310106013"))
    elsewhere = make_institution(place=make_place("310101002"))
    visits = [
        {
            "resourceType": "Encounter", "id": f"e-{who.pk}-{at.pk}", "status": "finished",
            "class": {"code": "AMB"}, "subject": {"reference": f"Patient/person-{who.pk}"},
            "period": {"start": "2026-03-01T09:00:00+08:00"},
            "serviceProvider": {"reference": f"Organization/institution-{at.pk}"},
        }
        for who, at in ((near, house), (far, house), (near, elsewhere))
    ]  # fmt: skip
    told = {
        "reasonCode": [{"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "J10"}]}]
    }
    visits[0] |= told
    send([
        *visits,
        condition(far, ON, "J10", encounter={"reference": f"Encounter/e-{far.pk}-{house.pk}"}),
        condition(near, ON, "J10",
                  encounter={"reference": f"Encounter/e-{near.pk}-{elsewhere.pk}"}),
    ])  # fmt: skip
    _count()
    rows = DayCount.objects.exclude(institution=None).values_list("institution", "people")
    assert list(rows) == [(house.pk, 2)]  # the other institution is in another district
    assert _of() == 1 and _of(place="310101002") is None


@pytest.mark.parametrize(
    "untrue",
    [
        {"verificationStatus": {"coding": [{"code": "refuted"}]}},
        {"code": {"coding": [{"system": "http://example.org/own", "code": "J10"}]}},
        {"recordedDate": "2026-03"},
    ],
)
def test_what_is_refuted_of_another_system_or_of_no_day_does_not_count(untrue: dict) -> None:
    send([condition(people(1)[0], ON, "J10") | untrue])
    _count()
    assert not DayCount.objects.exists()


def test_an_onset_counts_only_where_no_day_of_the_record_is_known() -> None:
    one, two = people(2)
    early = (ON - 3 * DAY).isoformat()
    without = condition(two, ON, "J10", onsetDateTime=early)
    del without["recordedDate"]
    send([condition(one, ON, "J10", onsetDateTime=early), without])
    _count()
    assert (_of(), _of(on=ON - 3 * DAY)) == (1, 1)


def test_counting_again_changes_nothing_and_a_late_record_is_counted_on_its_day() -> None:
    one, two = people(2)
    send([condition(one, ON - 40 * DAY, "J10")])
    first = _count()
    assert (first.days, first.counts) == (60, 2)
    again = _count(ON + DAY)
    assert again.changed == 0
    send([condition(two, ON - 40 * DAY, "J10")])
    late = _count(ON + DAY)
    assert (late.days, late.changed) == (29, 2)
    row = DayCount.objects.get(on=ON - 40 * DAY, place__code="310106006")
    assert (row.people, row.first_people, row.changed_at) == (2, 1, NOW)


def test_a_record_taken_away_is_counted_no_more_on_its_old_day() -> None:
    one = people(1)[0]
    sent = condition(one, ON - 40 * DAY, "J10")
    send([sent])
    _count()
    found = Resource.objects.get(fhir_id=sent["id"])
    with connection.cursor() as cursor:
        bury(cursor, found.key, at=NOW)
    assert _count().changed == 2
    row = DayCount.objects.get(on=ON - 40 * DAY, place__code="310106006")
    assert (row.people, row.first_people) == (0, 1)


def test_how_far_it_is_can_be_read_and_told_meanwhile() -> None:
    told: list[tuple[int, int]] = []
    count_record(
        place=make_place("310106"), on=ON, by=PROGRAM, at=NOW,
        progress=lambda done, asked: told.append((done, asked)),
    )  # fmt: skip
    assert told[0] == (7, 60) and told[-1] == (60, 60) and len(told) == 9
    row = Counting.objects.get()
    assert (row.from_on, row.until_on) == (ON - 59 * DAY, ON + DAY)
    assert Entry.objects.filter(action="vigilance.count").count() == 1
