"""Triage: what was answered and suggested is kept, with or without a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.booking import facts
from yiyang.booking.models import Triage
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.plain import to_plain
from yiyang.people.models import Person
from yiyang.rules.triage import Answers, suggest


@transaction.atomic
def suggest_way(*, person: Person | None, answers: Answers, by: Actor, at: datetime) -> Triage:
    """Suggest where to go and keep the answers with the decision.

    Reads values of every mark: somebody in danger is told so whatever is settled.
    """
    reading = read_book(facts.local_day(at), strict=False)
    subject = Subject("triage", 0, person.pk if person else None)
    decided = decide(suggest, answers, reading=reading, subject=subject, at=at)
    kept = Triage.objects.create(
        person=person,
        answers=to_plain(answers),
        to=decided.result.to,
        decision=decided.decision,
        at=at,
    )
    record(
        by=by,
        at=at,
        action="booking.triage",
        subject_kind="triage",
        subject_id=kept.pk,
        person_id=person.pk if person else None,
        payload={"to": kept.to},
    )
    return kept
