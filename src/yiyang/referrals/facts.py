"""Referrals as the frozen values that the rules take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yiyang.agreements.models import Agreement, Member
from yiyang.booking.facts import Standing, local_day, standing_of
from yiyang.decisions.services import read_book
from yiyang.network.facts import level_of
from yiyang.network.models import Institution, Practitioner
from yiyang.people.models import Person
from yiyang.record.selectors.vitals import NEWS2_KEYS, measured_before
from yiyang.referrals.models import Referral
from yiyang.rules.instruments.green_channel import alarm_of, green_channel
from yiyang.rules.instruments.validity import valid_until
from yiyang.rules.referrals.benefit import Visit
from yiyang.rules.referrals.may_refer import Direction, Referred

LOOKED_AT = 40  # observations: some sets of vital signs


@dataclass(frozen=True)
class Given:
    """What the sender says; ``news2`` is the total, None where it was not measured."""

    reason: str
    urgency: str
    diagnosis: str
    news2: int | None
    done: str
    question: str
    consent: bool
    summary: str = ""


def referred_of(
    person: Person, given: Given, sender: Institution, receiver: Institution, at: datetime
) -> Referred:
    """Return what the rule asks about a referral that would be sent now."""
    standing = standing_of(person.pk, local_day(at))
    open_one = Referral.objects.filter(
        person=person, to_institution=receiver, case__closed_at__isnull=True
    )
    return Referred(
        reason=given.reason,
        urgency=given.urgency,
        sender_kind=sender.kind,
        receiver_kind=receiver.kind,
        relation=standing.relation(receiver.pk),
        is_contracted=standing.is_contracted,
        diagnosis=given.diagnosis,
        news2=given.news2,
        done=given.done,
        question=given.question,
        consent=given.consent,
        has_open_referral=open_one.exists(),
        has_died=person.died_at is not None,
    )


def visit_of(
    standing: Standing, receiver: Institution, *, direction: Direction, has_priority: bool
) -> Visit:
    """Return the visit that a referral leads to, for the insurance's preference."""
    return Visit(
        level=level_of(receiver),
        relation=standing.relation(receiver.pk),
        is_contracted=standing.is_contracted,
        has_referral=has_priority and direction != Direction.DOWN,
    )


def agreement_of(person_id: int, at: datetime) -> int | None:
    """Return the key of a person's family doctor agreement at a moment, or None."""
    day = local_day(at)
    rows = Member.objects.filter(
        person=person_id,
        slot=Member.Slot.FAMILY_DOCTOR,
        span__contains=day,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__span__contains=day,
    )
    return rows.values_list("agreement_id", flat=True).first()


def news2_known(person_id: int, at: datetime) -> int | None:
    """Return the early warning total of the vital signs that still count; None without them all."""
    reading = read_book(local_day(at), strict=False)
    measured = [m for m in measured_before(person_id, at, LOOKED_AT) if m.key in NEWS2_KEYS]
    terms = reading.table("instruments.news2.validity")
    if not measured or local_day(at) >= valid_until(terms, "", local_day(measured[0].at)):
        return None
    vitals = {m.key: m.value for m in reversed(measured) if m.at == measured[0].at}
    return green_channel(alarm_of(vitals), reading).news2_total


def practitioner_of(account_id: int | None) -> int | None:
    """Return the practitioner that an account is of, or None."""
    if account_id is None:
        return None
    rows = Practitioner.objects.filter(account=account_id)
    return rows.values_list("pk", flat=True).first()
