"""A follow-up that was done: judged, in the ledger, in the record; the next one is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.beds.selectors import hospital_stays
from yiyang.care.errors import NotDue, ReadingsMissing
from yiyang.care.facts import day_of, follow_up_facts
from yiyang.care.models import DueWork, FollowUp
from yiyang.care.services.due import complete_due
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.kernel.plain import to_plain
from yiyang.ledger.models import Act
from yiyang.ledger.services import deliver
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.record.services.laboratory import record_glucose
from yiyang.record.services.vitals import record_vitals
from yiyang.rules.care.follow_up import judge_follow_up
from yiyang.rules.care.terms import FollowUpResult, Readings, days_of
from yiyang.rules.packages import catalogue

KIND = "FOLLOW_UP"
SOURCE = "due_work"
VITALS = ("systolic", "diastolic", "pulse", "temperature")


@dataclass(frozen=True)
class Met:
    """A follow-up as it was done: for which programme, how, what was found."""

    programme: str
    channel: str
    readings: Readings
    done_at: datetime
    signs: tuple[str, ...] = ()
    note: str = ""


@transaction.atomic
def record_follow_up(
    *,
    person_id: int,
    met: Met,
    institution_id: int,
    practitioner_id: int | None,
    by: Actor,
    at: datetime,
    due_work_id: int | None = None,
) -> FollowUp:
    """Keep a follow-up: its result by the rule, its act, its readings; open the next one.

    Args:
        due_work_id: what it does; None where nobody looked: then it stands for what is due
            next of the programme, or for a date of its own.

    Raises:
        NotDue: that work is done or cancelled already.
        ReadingsMissing: nothing can be said without them.
        ActNotAccepted: the rule of the ledger refuses the act.
        BadVitals: a reading cannot be true.
        NotInForce: the book lacks a value.  In every case nothing has been written.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    reading = read_book(day_of(met.done_at))
    if due_work_id is not None:
        work = _asked_for(due_work_id)
    else:
        work = _work(person, met, institution_id, practitioner_id, reading)
    decided = _judged(person, met, work, reading, at)
    act = _deliver(work, met, institution_id, practitioner_id, reading, by=by, at=at)
    _measure(person.pk, met, by, at)
    complete_due(due_work_id=work.pk, act=act, by=by, at=at)
    kept = _keep(person, met, decided, act)
    _open_next(work, decided.result, reading)
    record(
        by=by,
        at=at,
        action="care.follow_up",
        subject_kind="follow_up",
        subject_id=kept.pk,
        person_id=person.pk,
        payload={
            "programme": met.programme,
            "result": kept.result,
            "next_due_on": kept.next_due_on,
            "act": act.pk,
            "decision": decided.decision.pk,
        },
    )
    return kept


def _judged(
    person: Person, met: Met, work: DueWork, reading: Reading, at: datetime
) -> Decided[FollowUpResult]:
    """Return what the rule says of what was found.  Raises ReadingsMissing: it says nothing."""
    facts = follow_up_facts(
        person,
        programme=met.programme,
        channel=met.channel,
        readings=met.readings,
        signs=met.signs,
        done_at=met.done_at,
    )
    subject = Subject("DUE_WORK", work.pk, person.pk)
    decided = decide(judge_follow_up, facts, reading=reading, subject=subject, at=at)
    if decided.result.missing:
        raise ReadingsMissing(*decided.result.missing)
    return decided


def _asked_for(due_work_id: int) -> DueWork:
    work = DueWork.objects.select_for_update().get(pk=due_work_id)
    if work.state != DueWork.State.DUE:
        raise NotDue(item=f"ITEM_{work.item}")
    return work


def _work(
    person: Person,
    met: Met,
    institution_id: int,
    practitioner_id: int | None,
    reading: Reading,
) -> DueWork:
    """Return what was due, or a new row for a follow-up that nothing asked for."""
    item = reading.table("follow_up.programmes")[met.programme]
    open_ones = DueWork.objects.select_for_update().filter(
        person=person, item=item, kind=DueWork.Kind.FOLLOW_UP, state=DueWork.State.DUE
    )
    found = open_ones.first()
    if found is not None:
        return found
    day = day_of(met.done_at)
    return DueWork.objects.create(
        person=person,
        item=item,
        kind=DueWork.Kind.FOLLOW_UP,
        due_from=day,
        due_on=day,
        institution_id=institution_id,
        practitioner_id=practitioner_id,
    )


def _deliver(
    work: DueWork,
    met: Met,
    institution_id: int,
    practitioner_id: int | None,
    reading: Reading,
    *,
    by: Actor,
    at: datetime,
) -> Act:
    since = met.done_at - reading.duration("follow_up.minutes")
    item = catalogue(reading)[work.item]
    return deliver(
        kind=KIND,
        person_id=work.person_id,
        institution_id=institution_id,
        practitioner_id=practitioner_id,
        since=since,
        until=met.done_at,
        item=work.item,
        source_kind=SOURCE,
        source_id=str(work.pk),
        hospital_stays=hospital_stays(work.person_id, since, met.done_at),
        unit=item.unit,
        by=by,
        at=at,
    )


def _measure(person_id: int, met: Met, by: Actor, at: datetime) -> None:
    """Put what was measured into the record."""
    found = met.readings
    vitals = {
        name: str(getattr(found, name)) for name in VITALS if getattr(found, name) is not None
    }
    if vitals:
        record_vitals(person_id=person_id, vitals=vitals, measured_at=met.done_at, by=by, at=at)
    if found.glucose is not None:
        record_glucose(
            person_id=person_id,
            mmol_per_litre=found.glucose,
            measured_at=met.done_at,
            by=by,
            at=at,
        )


def _keep(person: Person, met: Met, decided: Decided[FollowUpResult], act: Act) -> FollowUp:
    plain = to_plain(met.readings)
    return FollowUp.objects.create(
        person=person,
        programme=met.programme,
        channel=met.channel,
        done_at=met.done_at,
        readings={name: value for name, value in plain.items() if value not in (None, "")},
        signs=list(met.signs),
        result=decided.result.result,
        next_due_on=decided.result.next_due_on,
        note=met.note,
        institution_id=act.institution_id,
        practitioner_id=act.practitioner_id,
        act=act,
        decision=decided.decision,
    )


def _open_next(work: DueWork, judged: FollowUpResult, reading: Reading) -> None:
    """Open the next date, with who answers for the person by their plan."""
    if judged.next_due_on is None:
        return
    early = days_of("follow_up.due_from_days", reading)
    DueWork.objects.create(
        person_id=work.person_id,
        item=work.item,
        plan_item_id=work.plan_item_id,
        kind=DueWork.Kind.FOLLOW_UP,
        due_from=max(judged.next_due_on - early, reading.day + timedelta(days=1)),
        due_on=judged.next_due_on,
        institution_id=work.institution_id,
        practitioner_id=work.practitioner_id,
        team_id=work.team_id,
    )
