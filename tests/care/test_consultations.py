"""Consultations: asked, answered once in the promised time, each one act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.care.conftest import Signed
from tests.conftest import NOW
from tests.world import make_person, make_practitioner
from yiyang.audit.services import PROGRAM
from yiyang.care.errors import (
    ConsultationAnswered,
    ConsultationNotTaken,
    NoFamilyDoctor,
    NothingSaid,
)
from yiyang.care.models import Consultation
from yiyang.care.services import Said, answer, ask, record_consultation
from yiyang.cases.models import Case, Task
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.notices.models import Notice

LATER = NOW + timedelta(hours=2)


def asked(signed: Signed, kind: str = "GUIDANCE") -> Consultation:
    said = Said(kind, "PLATFORM", "药可以停吗？")
    return ask(person_id=signed.person.pk, said=said, by=PROGRAM, at=NOW)


def answered(signed: Signed, one: Consultation, words: str = "不要停药。") -> Consultation:
    return answer(
        consultation_id=one.pk,
        words=words,
        practitioner_id=signed.doctor.pk,
        by=PROGRAM,
        at=LATER,
    )


@pytest.mark.parametrize(("kind", "hours"), [("GUIDANCE", 24), ("PSYCHOLOGY", 4)])
def test_a_question_has_the_promised_time_of_the_book(
    signed: Signed, kind: str, hours: int
) -> None:
    one = asked(signed, kind)
    task = Task.objects.get(case=one.case)
    assert (task.code, task.role, task.institution) == (
        "ANSWER_CONSULT",
        "FAMILY_DOCTOR",
        signed.centre,
    )
    assert task.due_at == NOW + timedelta(hours=hours)
    assert Notice.objects.filter(code="CONSULTATION_ASKED", institution=signed.centre).exists()


def test_an_answer_is_one_act_and_closes_the_case(signed: Signed) -> None:
    one = answered(signed, asked(signed))
    assert (one.act.kind, one.act.item) == ("CONSULTATION", "HEALTH_ADVICE")
    assert Case.objects.get().state == "CONSULT_ANSWERED"
    assert one.decision.result["in_time"] is True
    assert not Task.objects.filter(state="OPEN").exists()


def test_an_answer_after_the_promised_time_says_so(signed: Signed) -> None:
    one = asked(signed)
    answer(
        consultation_id=one.pk,
        words="不要停药。",
        practitioner_id=signed.doctor.pk,
        by=PROGRAM,
        at=NOW + timedelta(hours=24, seconds=1),
    )
    one.refresh_from_db()
    assert one.decision.result["in_time"] is False


def test_a_second_answer_is_refused(signed: Signed) -> None:
    one = answered(signed, asked(signed))
    with pytest.raises(ConsultationAnswered):
        answered(signed, one, "再答一次")
    one.refresh_from_db()
    assert one.answer == "不要停药。"
    assert Act.objects.count() == 1


def test_a_carer_may_not_answer(signed: Signed) -> None:
    one = asked(signed)
    carer = make_practitioner(signed.centre, "CARER")
    decisions = Decision.objects.count()
    with pytest.raises(ConsultationNotTaken):
        answer(consultation_id=one.pk, words="好", practitioner_id=carer.pk, by=PROGRAM, at=LATER)
    one.refresh_from_db()
    assert (one.answered_at, Act.objects.count()) == (None, 0)
    assert Decision.objects.count() == decisions


def test_without_words_nothing_is_asked_or_answered(signed: Signed) -> None:
    with pytest.raises(NothingSaid):
        ask(person_id=signed.person.pk, said=Said("GUIDANCE", "PLATFORM", " "), by=PROGRAM, at=NOW)
    assert not Consultation.objects.exists()
    one = asked(signed)
    with pytest.raises(NothingSaid):
        answered(signed, one, " ")
    assert not Act.objects.exists()


def test_without_a_family_doctor_nobody_is_asked(db: None) -> None:
    person = make_person()
    with pytest.raises(NoFamilyDoctor):
        ask(person_id=person.pk, said=Said("GUIDANCE", "PLATFORM", "?"), by=PROGRAM, at=NOW)
    assert not Case.objects.exists()


@pytest.mark.parametrize("channel", ["FACE_TO_FACE", "PHONE", "SOCIAL", "PLATFORM"])
def test_each_channel_is_recorded_as_an_act(signed: Signed, channel: str) -> None:
    kept = record_consultation(
        person_id=signed.person.pk,
        said=Said("PREVENTION", channel, "流感疫苗", "可以接种"),
        institution_id=signed.centre.pk,
        practitioner_id=signed.doctor.pk,
        by=PROGRAM,
        at=NOW,
    )
    assert (kept.act.item, kept.case) == ("CONSULTATION", None)


def test_a_channel_that_is_not_offered_is_refused(signed: Signed) -> None:
    with pytest.raises(ConsultationNotTaken):
        record_consultation(
            person_id=signed.person.pk,
            said=Said("PREVENTION", "FAX", "流感疫苗", "可以接种"),
            institution_id=signed.centre.pk,
            practitioner_id=signed.doctor.pk,
            by=PROGRAM,
            at=NOW,
        )
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    "statement",
    ["update care_consultation set answer = 'X'", "delete from care_consultation"],
)
def test_the_database_changes_no_answer(signed: Signed, statement: str) -> None:
    answered(signed, asked(signed))
    with (
        pytest.raises(IntegrityError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Consultation.objects.get().answer == "不要停药。"
