"""Questions of residents and their answers, each once in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.beds.selectors import hospital_stays
from yiyang.care.errors import (
    ConsultationAnswered,
    ConsultationNotTaken,
    NoFamilyDoctor,
    NothingSaid,
)
from yiyang.care.facts import day_of
from yiyang.care.flows import ANSWER, CONSULTATION
from yiyang.care.models import Consultation
from yiyang.care.services.plans import member_of
from yiyang.care.services.work import settle_due
from yiyang.cases.models import Task
from yiyang.cases.services import advance, open_case
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.ledger.models import Act
from yiyang.ledger.services import deliver
from yiyang.network.models import Practitioner
from yiyang.notices.services import notify
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.care.consultation import (
    Answered,
    Answering,
    Asked,
    Promise,
    judge_answer,
    promise_answer,
)

KIND = "CONSULTATION"
FAMILY_DOCTOR = "FAMILY_DOCTOR"


@dataclass(frozen=True)
class Said:
    """What was asked, what about, and by which channel; ``answer`` where it was given at once."""

    kind: str
    channel: str
    question: str
    answer: str = ""


@transaction.atomic
def ask(*, person_id: int, said: Said, by: Actor, at: datetime) -> Consultation:
    """Put a question to a person's family doctor, to be answered within the promised time.

    Raises:
        NothingSaid: the question has no words.
        NoFamilyDoctor: nobody answers for the person.
        ConsultationNotTaken: this kind or channel is not offered.
        NotInForce: the book has no promised time.
    """
    if not said.question.strip():
        raise NothingSaid()
    day = day_of(at)
    member = member_of(person_id, day)
    if member is None:
        raise NoFamilyDoctor()
    person = Person.objects.get(pk=person_id)
    promised = _promise(person_id, said, at)
    case = open_case(
        kind=CONSULTATION,
        person_id=person_id,
        institution_id=member.institution_id,
        place_id=person.place_id,
        urgency=promised.result.urgency,
        by=by,
        at=at,
        reading=read_book(day),
        params={"kind": said.kind, "channel": said.channel},
    )
    asked = Consultation.objects.create(
        person_id=person_id,
        kind=said.kind,
        channel=said.channel,
        case=case,
        question=said.question.strip(),
        asked_at=at,
        asked_by_id=by.account_id,
        institution_id=member.institution_id,
        practitioner_id=member.practitioner_id,
        decision=promised.decision,
    )
    _tell_doctor(asked, by, at)
    _audit("care.ask", asked, by, at)
    return asked


@transaction.atomic
def answer(
    *,
    consultation_id: int,
    words: str,
    practitioner_id: int | None,
    by: Actor,
    at: datetime,
) -> Consultation:
    """Answer a question: once, recorded as one act; the clock of its case stops.

    Raises:
        NothingSaid: the answer has no words.
        ConsultationAnswered: somebody has answered already.
        ConsultationNotTaken: this profession may not answer.
        ActNotAccepted: the rule of the ledger refuses the act.
    """
    if not words.strip():
        raise NothingSaid()
    asked = (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("case")
        .get(pk=consultation_id)
    )
    if asked.answered_at is not None:
        raise ConsultationAnswered()
    due_at = Task.objects.filter(case=asked.case_id, code=ANSWER).values_list("due_at", flat=True)
    judged = _judge(asked, practitioner_id, due_at.first(), at)
    _close(asked, words, judged, practitioner_id, by=by, at=at)
    if asked.case is not None:
        advance(
            case=asked.case,
            action=ANSWER,
            by=by,
            at=at,
            reading=read_book(day_of(at)),
            params={"in_time": "YES" if judged.result.in_time else "NO"},
            decision=judged.decision,
        )
    _audit("care.answer", asked, by, at)
    return asked


@transaction.atomic
def record_consultation(
    *,
    person_id: int,
    said: Said,
    institution_id: int,
    practitioner_id: int | None,
    by: Actor,
    at: datetime,
) -> Consultation:
    """Keep a consultation that was asked and answered at once: face to face, by phone ...

    Raises:
        NothingSaid, ConsultationNotTaken, ActNotAccepted: as ``ask`` and ``answer``.
    """
    if not said.question.strip() or not said.answer.strip():
        raise NothingSaid()
    promised = _promise(person_id, said, at)
    kept = Consultation.objects.create(
        person_id=person_id,
        kind=said.kind,
        channel=said.channel,
        question=said.question.strip(),
        asked_at=at - read_book(day_of(at)).duration("care.consultation.minutes"),
        asked_by_id=None,
        institution_id=institution_id,
        practitioner_id=practitioner_id,
        decision=promised.decision,
    )
    judged = _judge(kept, practitioner_id, None, at)
    _close(kept, said.answer, judged, practitioner_id, by=by, at=at)
    _audit("care.consult", kept, by, at)
    return kept


def _promise(person_id: int, said: Said, at: datetime) -> Decided[Promise]:
    decided = decide(
        promise_answer,
        Asked(said.kind, said.channel),
        reading=read_book(day_of(at)),
        subject=Subject("PERSON", person_id, person_id),
        at=at,
    )
    if not decided.result.accepted:
        first = decided.result.reasons[0]
        raise ConsultationNotTaken(reason=first.code, **first.params)
    return decided


def _judge(
    asked: Consultation, practitioner_id: int | None, due_at: datetime | None, at: datetime
) -> Decided[Answered]:
    worker = Practitioner.objects.filter(pk=practitioner_id).first()
    facts = Answering(worker.profession if worker else "", at, due_at)
    subject = Subject("CONSULTATION", asked.pk, asked.person_id)
    decided = decide(judge_answer, facts, reading=read_book(day_of(at)), subject=subject, at=at)
    if not decided.result.accepted:
        first = decided.result.reasons[0]
        raise ConsultationNotTaken(reason=first.code, **first.params)
    return decided


def _close(
    asked: Consultation,
    words: str,
    judged: Decided[Answered],
    practitioner_id: int | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write the answer with its act; nothing of the row changes afterwards."""
    reading = read_book(day_of(at))
    act = _deliver(asked, practitioner_id, reading, by=by, at=at)
    asked.answer, asked.answered_at, asked.answered_by_id = words.strip(), at, by.account_id
    asked.act, asked.decision, asked.practitioner_id = act, judged.decision, practitioner_id
    asked.save()
    settle_due(act=act, by=by, at=at)


def _deliver(
    asked: Consultation,
    practitioner_id: int | None,
    reading: Reading,
    *,
    by: Actor,
    at: datetime,
) -> Act:
    code = promise_answer(Asked(asked.kind, asked.channel), reading).item
    since = at - reading.duration("care.consultation.minutes")
    return deliver(
        kind=KIND,
        person_id=asked.person_id,
        institution_id=asked.institution_id,
        practitioner_id=practitioner_id,
        since=since,
        until=at,
        item=code,
        source_kind="consultation",
        source_id=str(asked.pk),
        hospital_stays=hospital_stays(asked.person_id, since, at),
        by=by,
        at=at,
    )


def _tell_doctor(asked: Consultation, by: Actor, at: datetime) -> None:
    notify(
        code="CONSULTATION_ASKED",
        params={"kind": f"CONSULT_{asked.kind}"},
        subject_kind="CASE",
        subject_id=asked.case_id,
        role=FAMILY_DOCTOR,
        institution_id=asked.institution_id,
        link=f"/care/consultations/{asked.case_id}/",
        by=by,
        at=at,
    )


def _audit(action: str, asked: Consultation, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="consultation",
        subject_id=asked.pk,
        person_id=asked.person_id,
        payload={"kind": asked.kind, "channel": asked.channel, "act": asked.act_id},
    )
