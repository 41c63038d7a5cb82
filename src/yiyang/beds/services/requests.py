"""Asking for a transfer: from a desk, a phone, an alarm, or the public page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.beds import facts
from yiyang.beds.errors import AlreadyTransferring, PersonHasDied
from yiyang.beds.flows import AFTER_ADMISSION, FINAL, TRANSFER
from yiyang.beds.models import Transfer
from yiyang.beds.services.steps import (
    audit,
    lock_case,
    reading_for,
    tell_coordinator,
    urgency_of,
)
from yiyang.cases.services import attach, hurry, open_case, open_task
from yiyang.decisions.services import Subject, decide
from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.network.models import Place
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.instruments.green_channel import Alarm, GreenChannel, green_channel
from yiyang.rules.placement.queue import queue
from yiyang.rules.placement.terms import URGENT, Colour, Kind, Trigger

HOSPITAL = Kind.HOSPITAL_BED.value


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: why, and what they declare of the situation.

    ``declared`` has fields of ``rules.placement.situation.Situation`` (what the asker knows and
    no row says), and ``nursing`` and ``dementia`` as wishes for the bed.
    """

    trigger: Trigger
    requester: str
    wished_kind: str = ""
    needs: tuple[str, ...] = ()
    isolation: bool = False
    declared: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    note: str = ""


@transaction.atomic
def request_transfer(
    *, person: Person, asked: Asked, alarm: Alarm | None, by: Actor, at: datetime
) -> Transfer:
    """Open a transfer, colour it by the vital signs, queue it, tell the coordinator.

    A red or orange alarm never waits for a settled policy; where a transfer of the same
    person is under way already, an alarm makes that one urgent instead of opening a second.

    Args:
        alarm: what is known of the vital signs now; None where nothing was measured, which a
            planned move may be without.

    Raises:
        PersonHasDied: nothing is opened for a person who died.
        AlreadyTransferring: another transfer is under way and this one is not more urgent.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.died_at is not None:
        raise PersonHasDied()
    reading = reading_for(None, at)
    subject = Subject("person", person.pk, person.pk)
    channel = None
    if alarm is not None:
        channel = decide(green_channel, alarm, reading=reading.lenient(), subject=subject, at=at)
    colour = Colour(channel.result.colour) if channel else Colour.GREEN
    open_one = _open_transfer_of(person, colour)
    if open_one is not None:
        return _make_urgent(open_one, colour, by, at)
    transfer = _open(person, asked, colour, reading, by, at)
    if channel is not None:
        _note_channel(transfer, channel.result, channel.decision.pk, by, at)
    _queue(transfer, at)
    attach(
        case=transfer.case, kind="APPLICATION", reference=f"transfer:{transfer.pk}", by=by, at=at
    )
    respond = transfer.case.tasks.filter(code="RESPOND").first()
    due = respond.due_at if respond else None
    tell_coordinator(transfer, "TRANSFER_REQUESTED", by, at, clock=due)
    audit("request", transfer, by, at, trigger=asked.trigger.value, colour=colour.value)
    return transfer


def _open(  # noqa: PLR0917 -- one private step, all of it needed
    person: Person, asked: Asked, colour: Colour, reading: Reading, by: Actor, at: datetime
) -> Transfer:
    urgent = colour in URGENT
    case = open_case(
        kind=TRANSFER,
        person_id=person.pk,
        institution_id=None,
        place_id=_district_of(person, reading),
        urgency=urgency_of(colour),
        by=by,
        at=at,
        reading=reading.lenient() if urgent else reading,
        params={"trigger": asked.trigger.value, "colour": colour.value},
        note=asked.note,
    )
    stay = facts.stay_of(person.pk)
    return Transfer.objects.create(
        case=case,
        person=person,
        trigger=asked.trigger.value,
        colour=colour.value,
        requester=asked.requester,
        reason=asked.reason,
        wanted_kind=asked.wished_kind,
        needs=list(asked.needs),
        isolation=asked.isolation,
        declared={**asked.declared, "wished_kind": asked.wished_kind or None},
        from_claim=stay.medical or stay.care,
        queue_class="OTHER",
        queue_key="",
    )


def _note_channel(
    transfer: Transfer, channel: GreenChannel, decision: int, by: Actor, at: datetime
) -> None:
    """Keep the early warning total with the transfer; the evaluation reads it."""
    transfer.declared = {**transfer.declared, "alarm_decision": decision}
    if channel.news2_total is not None:
        transfer.declared["news2"] = channel.news2_total
    transfer.save(update_fields=["declared"])


def _queue(transfer: Transfer, at: datetime) -> None:
    """Write the transfer's place in the waiting list.

    The book is opened for this alone: the decision rests on what the order is by, not on the
    clocks that were set beside it.
    """
    waiting = facts.waiting_of(transfer, transfer.case.opened_at)
    decided = decide(
        queue,
        waiting,
        reading=reading_for(transfer, at),
        subject=Subject("transfer", transfer.pk, transfer.person_id),
        at=at,
    )
    transfer.queue_class = decided.result.queue_class
    transfer.queue_key = decided.result.key
    transfer.need_level = waiting.need_level
    transfer.save(update_fields=["queue_class", "queue_key", "need_level"])


def _open_transfer_of(person: Person, colour: Colour) -> Transfer | None:
    """The transfer under way; to an alarm one that only lacks its papers is under way no more."""
    rows = Transfer.objects.filter(person=person, case__closed_at__isnull=True)
    under_way = rows.exclude(case__state__in=FINAL).select_related("case").order_by("-pk")
    if colour in URGENT:  # who has just come into hospital is where an alarm would bring them
        only_papers = Q(case__state__in=AFTER_ADMISSION) & ~Q(to_claim__bed__kind=HOSPITAL)
        return under_way.exclude(only_papers).first()
    return under_way.first()


def _make_urgent(transfer: Transfer, colour: Colour, by: Actor, at: datetime) -> Transfer:
    ranks = list(Colour)
    lock_case(transfer)
    admitted = transfer.case.state in AFTER_ADMISSION
    if admitted or ranks.index(colour) <= ranks.index(Colour(transfer.colour)):
        raise AlreadyTransferring()
    transfer.colour = colour.value
    transfer.save(update_fields=["colour"])
    reading = reading_for(transfer, at)
    transfer.case = hurry(
        case=transfer.case, urgency=urgency_of(colour), by=by, at=at, reading=reading
    )
    respond = open_task(
        case=transfer.case,
        code="RESPOND",
        role="COORDINATOR",
        place_id=transfer.case.place_id,
        clock="transfer.clock.respond.{urgency}",
        by=by,
        at=at,
        reading=reading,
    )
    _queue(transfer, at)
    tell_coordinator(transfer, "TRANSFER_MORE_URGENT", by, at, clock=respond.due_at)
    audit("more_urgent", transfer, by, at, colour=colour.value)
    changed(at, offer=transfer.offers.values_list("pk", flat=True))
    return transfer


def _district_of(person: Person, reading: Reading) -> int | None:
    code = person.place.code if person.place else reading.place
    district = Place.objects.filter(code=code[:DISTRICT_DIGITS]).values_list("pk", flat=True)
    return district.first()
