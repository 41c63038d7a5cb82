"""Somebody's condition reported: vital signs stored and scored, a transfer asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.beds.errors import AlreadyTransferring, PersonHasDied
from yiyang.beds.models import Transfer
from yiyang.beds.services.emergency import open_green_channel
from yiyang.beds.services.holds import give_up_hold
from yiyang.beds.services.requests import Asked, request_transfer
from yiyang.beds.services.steps import reading_for
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide
from yiyang.people.models import Person
from yiyang.record.services import record_vitals
from yiyang.rules.instruments.green_channel import Alarm, alarm_of, green_channel
from yiyang.rules.placement.terms import URGENT, Colour, Trigger


@dataclass(frozen=True)
class Condition:
    """What was measured and seen; ``vitals`` by the keys of NEWS2, empty where nothing was."""

    measured_at: datetime
    vitals: Mapping[str, Any] = field(default_factory=dict)
    signs: tuple[str, ...] = ()

    @property
    def alarm(self) -> Alarm | None:
        """The facts of the green channel, or None where nothing was measured or seen."""
        if not self.vitals and not self.signs:
            return None
        scored = {key: value for key, value in self.vitals.items() if key != "diastolic"}
        return alarm_of(scored, self.signs, diastolic=self.vitals.get("diastolic"))


@dataclass(frozen=True)
class Watched:
    """The decision on the colour, and the transfer that the condition opened, if any."""

    decision: Decision
    transfer: Transfer | None


@transaction.atomic
def ask_for_transfer(
    *, person: Person, asked: Asked, condition: Condition, by: Actor, at: datetime
) -> Transfer:
    """Ask for a transfer, with the vital signs where they were taken, which are stored.

    A red alarm reserves the nearest capable hospital's bed at once.

    Raises:
        BadVitals: a value cannot be true; PersonHasDied, AlreadyTransferring: as
            ``request_transfer``.  Nothing has been written.
    """
    _store(person, condition, by, at)
    return _ask(person, asked, condition, by, at)


@transaction.atomic
def take_vitals(
    *, person: Person, condition: Condition, requester: str, by: Actor, at: datetime
) -> Watched:
    """Store vital signs and colour them; a red or orange result asks for a transfer at once.

    Where a transfer as urgent is under way already, nothing second is opened.

    Raises:
        BadVitals: a value cannot be true, or there is none; nothing has been written.
    """
    _store(person, condition, by, at)
    alarm = condition.alarm or alarm_of({})
    reading = reading_for(None, at, urgent=True)
    subject = Subject("person", person.pk, person.pk)
    decided = decide(green_channel, alarm, reading=reading, subject=subject, at=at)
    transfer = None
    if Colour(decided.result.colour) in URGENT:
        transfer = _alarmed(person, condition, requester, by, at)
    return Watched(decided.decision, transfer)


def _alarmed(
    person: Person, condition: Condition, requester: str, by: Actor, at: datetime
) -> Transfer | None:
    try:
        with transaction.atomic():
            return _ask(person, Asked(Trigger.HEALTH_WORSE, requester), condition, by, at)
    except (AlreadyTransferring, PersonHasDied):
        return None


def _ask(person: Person, asked: Asked, condition: Condition, by: Actor, at: datetime) -> Transfer:
    transfer = request_transfer(person=person, asked=asked, alarm=condition.alarm, by=by, at=at)
    if transfer.colour == Colour.RED:
        if transfer.to_claim_id is not None:  # for a slower move: it turned red under way
            give_up_hold(transfer=transfer, by=by, at=at)
        open_green_channel(transfer=transfer, by=by, at=at)
    return transfer


def _store(person: Person, condition: Condition, by: Actor, at: datetime) -> None:
    if condition.vitals:
        record_vitals(
            person_id=person.pk,
            vitals=dict(condition.vitals),
            measured_at=condition.measured_at,
            by=by,
            at=at,
        )
