"""Delivered acts on their way into the ledger: asked of the rule, kept with its decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message
from yiyang.kernel.span import Span
from yiyang.ledger.facts import known_acts, practice_days
from yiyang.ledger.models import Act, TimeTaken
from yiyang.ledger.services.recording import broken_constraint, record_act
from yiyang.network.models import Practitioner
from yiyang.rules.ledger import ACT_DUPLICATE, ACT_OVERLAP, Acceptance, ActFacts, accept_act
from yiyang.rules.packages import catalogue

RACES = {"time_of_practitioner_once": ACT_OVERLAP, "service_to_person_once": ACT_DUPLICATE}


class ActNotAccepted(Refused):
    """Refused because the rule finds that this act cannot have been delivered so."""

    code = "ACT_NOT_ACCEPTED"

    def __init__(self, *reasons: Message) -> None:
        super().__init__(reason=reasons[0].code, **reasons[0].params)
        self.reasons = reasons


@dataclass(frozen=True)
class Delivery:
    """What became of an act told: the act kept, or why not; the decision either way."""

    act: Act | None
    refusals: tuple[Message, ...]
    flags: tuple[Message, ...]
    decision: Decision


@transaction.atomic
def deliver(
    *,
    kind: str,
    person_id: int,
    institution_id: int,
    practitioner_id: int | None,
    since: datetime,
    until: datetime,
    item: str,
    source_kind: str,
    source_id: str,
    hospital_stays: Sequence[Span],
    by: Actor,
    at: datetime,
    unit: str = "TIME",
    quantity: int = 1,
) -> Act:
    """Keep a delivered act when the rule accepts it, with the flags that it is accepted with.

    Args:
        item: its code in the service catalogue, whose professions and minimum minutes then bind;
            another code, or none, binds nobody.
        hospital_stays: the person's hospital stays around the act, of ``beds.selectors``.

    Raises:
        ActNotAccepted: the rule refuses it; nothing has been written.
        ActRecorded: this source has its act already; nothing has been written.
    """
    done = judge_and_deliver(
        kind=kind,
        person_id=person_id,
        institution_id=institution_id,
        practitioner_id=practitioner_id,
        since=since,
        until=until,
        item=item,
        source_kind=source_kind,
        source_id=source_id,
        hospital_stays=hospital_stays,
        by=by,
        at=at,
        unit=unit,
        quantity=quantity,
    )
    if done.act is None:
        raise ActNotAccepted(*done.refusals)
    return done.act


@transaction.atomic
def judge_and_deliver(
    *,
    kind: str,
    person_id: int,
    institution_id: int,
    practitioner_id: int | None,
    since: datetime,
    until: datetime,
    item: str,
    source_kind: str,
    source_id: str,
    hospital_stays: Sequence[Span],
    by: Actor,
    at: datetime,
    unit: str = "TIME",
    quantity: int = 1,
) -> Delivery:
    """Do as ``deliver``, but keep the decision of a refused act too and return its reasons.

    For callers that keep what was told although the act does not count (a visit, whose places
    and times are evidence all the same).

    Raises:
        ActNotAccepted: somebody else took the same time at the same moment; nothing written.
        ActRecorded: this source has its act already; nothing has been written.
    """
    day = timezone.localdate(since)
    asked = ActFacts(
        kind=kind, item=item, person_id=person_id, span=Span(since, until), told_at=at,
        hospital_stays=tuple(hospital_stays),
    )  # fmt: skip
    decided = decide(
        accept_act,
        _known(asked, institution_id, practitioner_id, day),
        reading=read_book(day),
        subject=Subject(source_kind, int(source_id) if source_id.isdecimal() else 0, person_id),
        at=at,
    )
    verdict = decided.result
    if not verdict.accepted:
        return Delivery(None, verdict.refusals, verdict.flags, decided.decision)
    act = record_act(
        kind=kind,
        person_id=person_id,
        institution_id=institution_id,
        practitioner_id=practitioner_id,
        since=since,
        until=until,
        unit=unit,
        quantity=quantity,
        item=item,
        source_kind=source_kind,
        source_id=source_id,
        flags=[flag.code for flag in verdict.flags],
        decision=decided.decision,
        by=by,
        at=at,
    )
    _take_time(act, verdict)
    return Delivery(act, (), verdict.flags, decided.decision)


def _known(
    asked: ActFacts, institution_id: int, practitioner_id: int | None, day: date
) -> ActFacts:
    """Return what was told with what is known of worker, item and other acts."""
    worker = Practitioner.objects.filter(pk=practitioner_id).first()
    listed = catalogue(read_book(day)).get(asked.item) if asked.item else None
    since, until = asked.span.since, asked.span.until
    assert until is not None
    return replace(
        asked,
        profession=worker.profession if worker else None,
        practice=practice_days(worker.pk, institution_id) if worker else (),
        professions=listed.professions if listed else (),
        minimum_minutes=listed.minimum_minutes if listed else None,
        of_practitioner=known_acts(Q(practitioner=worker), since, until) if worker else (),
        of_person=known_acts(Q(person=asked.person_id), since, until),
    )


def _take_time(act: Act, verdict: Acceptance) -> None:
    """Let the database hold what the rule found: two at one moment cannot both be right."""
    try:
        with transaction.atomic():
            TimeTaken.objects.create(
                act=act,
                person_id=act.person_id,
                practitioner_id=act.practitioner_id if verdict.takes_time else None,
                service=f"{act.kind}:{act.item}",
                span=DateTimeTZRange(act.span.lower, act.span.upper),
            )
    except IntegrityError as error:
        clash = RACES.get(broken_constraint(error) or "")
        if clash is None:
            raise
        raise ActNotAccepted(Message(clash)) from error
