"""Follow-ups: kept once with act, readings and result; the next one is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.care.conftest import TODAY, Signed, due_work, signed_person
from tests.conftest import NOW
from tests.vitals import latest_vitals
from yiyang.audit.services import PROGRAM
from yiyang.care.errors import NotDue, ReadingsMissing
from yiyang.care.models import DueWork, FollowUp
from yiyang.care.services import Met, record_follow_up
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.record.models import Resource
from yiyang.record.services.vitals import BadVitals
from yiyang.rules.care.terms import Readings


def followed(signed: Signed, readings: Readings, at: datetime = NOW, **met: Any) -> FollowUp:
    due_work_id = met.pop("due_work_id", None)
    met.setdefault("programme", "HYPERTENSION")
    met.setdefault("channel", "FACE_TO_FACE")
    return record_follow_up(
        person_id=signed.person.pk,
        met=Met(readings=readings, done_at=at, **met),
        institution_id=signed.centre.pk,
        practitioner_id=signed.doctor.pk,
        due_work_id=due_work_id,
        by=PROGRAM,
        at=at,
    )


def test_a_follow_up_closes_what_was_due_and_opens_the_next(signed: Signed) -> None:
    work = due_work(signed)
    kept = followed(signed, Readings(135, 80))
    work.refresh_from_db()
    assert (work.state, work.act) == ("DONE", kept.act)
    assert (kept.act.kind, kept.act.item) == ("FOLLOW_UP", "FOLLOW_UP_HYPERTENSION")
    following = DueWork.objects.get(state="DUE")
    assert (following.due_on, following.practitioner) == (date(2026, 6, 2), signed.doctor)
    assert kept.next_due_on == following.due_on


def test_the_readings_stand_in_the_record(signed: Signed) -> None:
    followed(signed, Readings(135, 80, pulse=72))
    assert latest_vitals(signed.person.pk, NOW) == {"systolic": "135", "pulse": "72"}


def test_glucose_stands_in_the_record(signed: Signed) -> None:
    followed(signed, Readings(glucose=Decimal("7.4")), programme="DIABETES")
    body = Resource.objects.get(type="Observation", body__contains="14771-0").body
    assert '"value":7.4' in body.replace(" ", "")


def test_the_worked_example_refers_at_the_second_time(db: None) -> None:
    signed = signed_person(born_on=date(1966, 1, 1))  # 60 years
    first = followed(signed, Readings(150, 85))
    assert (first.result, first.next_due_on) == ("UNCONTROLLED", TODAY + timedelta(days=14))
    second = followed(signed, Readings(148, 92), NOW + timedelta(days=14))
    assert (second.result, second.next_due_on) == ("REFER", TODAY + timedelta(days=28))
    assert DueWork.objects.filter(state="DUE").count() == 1


def test_what_was_not_due_is_kept_too(signed: Signed) -> None:
    kept = followed(signed, Readings(135, 80))
    assert DueWork.objects.get(state="DONE").act == kept.act


@pytest.mark.parametrize(
    ("readings", "refused"),
    [(Readings(systolic=150), ReadingsMissing), (Readings(150, 160), BadVitals)],
)
def test_a_refused_follow_up_has_written_nothing(
    signed: Signed, readings: Readings, refused: type[Exception]
) -> None:
    work = due_work(signed)
    with pytest.raises(refused):
        followed(signed, readings)
    work.refresh_from_db()
    assert work.state == "DUE"
    assert not Act.objects.exists()
    assert not FollowUp.objects.exists()
    assert not Decision.objects.exists()
    assert not Resource.objects.exists()


@pytest.mark.parametrize(
    "statement", ["update care_followup set result = 'X'", "delete from care_followup"]
)
def test_the_database_changes_no_follow_up(signed: Signed, statement: str) -> None:
    followed(signed, Readings(135, 80))
    with (
        pytest.raises(IntegrityError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert FollowUp.objects.get().result == "CONTROLLED"


def test_what_was_done_already_is_refused_and_the_next_date_stays(signed: Signed) -> None:
    work = due_work(signed)
    followed(signed, Readings(135, 80), due_work_id=work.pk)
    with pytest.raises(NotDue):
        followed(signed, Readings(120, 70), NOW + timedelta(hours=1), due_work_id=work.pk)
    assert FollowUp.objects.count() == Act.objects.count() == 1
    assert DueWork.objects.get(state="DUE").due_on == date(2026, 6, 2)
