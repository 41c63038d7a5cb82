"""The referred person comes, is contacted, or does not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiyang.access.models import Role
from yiyang.audit.services import Actor
from yiyang.audit.together import one_transaction
from yiyang.beds.selectors import hospital_stays
from yiyang.booking import services as booking_services
from yiyang.booking.models import Booking
from yiyang.booking.services import Visit
from yiyang.cases.services.tasks import open_task
from yiyang.ledger.services import judge_and_deliver
from yiyang.referrals.errors import WrongSide
from yiyang.referrals.facts import practitioner_of
from yiyang.referrals.flows import RECORD_ARRIVAL, UP
from yiyang.referrals.models import Referral
from yiyang.referrals.services import steps

ACT_OF = {"VISIT": "OUTPATIENT_VISIT", "PHONE": "REFERRAL_CONTACT", "HOME": "REFERRAL_CONTACT"}


@dataclass(frozen=True)
class Contact:
    """How and when the family doctor met the person after a referral down."""

    channel: str
    since: datetime
    until: datetime


@one_transaction
def check_in_booking(*, booking: Booking, by: Actor, at: datetime) -> Booking:
    """Check somebody in at the clinic; where the slot is a referral's, they have arrived.

    Raises:
        BookingNotOpen, NotTheDay: see ``booking.services.check_in``.
    """
    referral = Referral.objects.filter(booking=booking).first()
    if referral is None:
        return booking_services.check_in(booking=booking, by=by, at=at)
    referral = steps.lock(referral)
    checked = booking_services.check_in(booking=booking, by=by, at=at)
    steps.step(referral, "ARRIVE", by, at)
    referral.arrived_at = at
    referral.save(update_fields=["arrived_at"])
    return checked


@one_transaction
def miss_booking(*, booking: Booking, by: Actor, at: datetime) -> Booking:
    """Record that somebody did not come; the sender of a referred one is told.

    Raises:
        BookingNotOpen, NotYetMissed: see ``booking.services.miss``.
    """
    referral = Referral.objects.filter(booking=booking).first()
    if referral is None:
        return booking_services.miss(booking=booking, by=by, at=at)
    referral = steps.lock(referral)
    missed = booking_services.miss(booking=booking, by=by, at=at)
    steps.step(referral, "MISS", by, at)
    steps.tell_sender(referral, "REFERRAL_MISSED", by, at)
    return missed


@one_transaction
def record_visit(*, booking: Booking, visit: Visit, by: Actor, at: datetime) -> Booking:
    """Record later a visit that nobody ended on its day; a referred person has thereby come.

    Raises:
        BookingNotOpen, StillTheDay, NotOfTheDay, BadProblem: see ``booking.services``.
    """
    referral = Referral.objects.filter(booking=booking).first()
    if referral is None:
        return booking_services.record_visit(booking=booking, visit=visit, by=by, at=at)
    referral = steps.lock(referral)
    recorded = booking_services.record_visit(booking=booking, visit=visit, by=by, at=at)
    if referral.case.state == "ACCEPTED":
        steps.step(referral, "ARRIVE", by, at)
        referral.arrived_at = visit.since
        referral.save(update_fields=["arrived_at"])
    return recorded


@transaction.atomic
def ask_who_came(*, by: Actor, at: datetime) -> int:
    """Ask the receivers of referrals whose slot is over whether the person came; return how many.

    May be run twice: a question that is open is not asked again.
    """
    waiting = Referral.objects.filter(
        case__state="ACCEPTED", case__kind=UP,
        booking__state=Booking.State.BOOKED, booking__session__span__endswith__lte=at,
    ).exclude(case__tasks__code=RECORD_ARRIVAL)  # fmt: skip
    asked = 0
    for referral in waiting.select_related("case").order_by("pk"):
        open_task(
            case=referral.case, code=RECORD_ARRIVAL, role=Role.HOSPITAL_DESK,
            institution_id=referral.to_institution_id, by=by, at=at,
            reading=steps.reading_for(referral.case.urgency, at),
            clock="referral.clock.arrival.{urgency}",
        )  # fmt: skip
        asked += 1
    return asked


@one_transaction
def contact(
    *, referral: Referral, met: Contact, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """Record that the family doctor reached the person after a referral down; it is an act.

    Raises:
        WrongSide: only the receiver of a referral down does this.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    if referral.direction != Referral.Direction.DOWN:
        raise WrongSide()
    steps.step(referral, "ARRIVE", by, at)
    done = judge_and_deliver(
        kind=ACT_OF[met.channel],
        person_id=referral.person_id,
        institution_id=referral.to_institution_id,
        practitioner_id=practitioner_of(by.account_id),
        since=met.since,
        until=met.until,
        item="",
        source_kind="referral",
        source_id=str(referral.pk),
        hospital_stays=hospital_stays(referral.person_id, met.since, met.until),
        by=by,
        at=at,
    )
    referral.arrived_at, referral.act = at, done.act
    referral.save(update_fields=["arrived_at", "act"])
    return referral


@one_transaction
def miss(
    *, referral: Referral, note: str, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """End a referral down whose person could not be reached; the note says what was tried.

    Raises:
        WrongSide: only the receiver of a referral down does this.  NoteMissing: say why.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    if referral.direction != Referral.Direction.DOWN:
        raise WrongSide()
    steps.step(referral, "MISS", by, at, note=note)
    steps.tell_sender(referral, "REFERRAL_MISSED", by, at)
    return referral


@one_transaction
def arrive_elsewhere(
    *, referral: Referral, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """Note that the person has come to a receiver that another node keeps.

    Raises:
        WrongSide: only the receiver knows.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    steps.step(referral, "ARRIVE", by, at)
    referral.arrived_at = at
    referral.save(update_fields=["arrived_at"])
    return referral


@one_transaction
def miss_elsewhere(
    *, referral: Referral, note: str, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """Note that the person did not come to a receiver that another node keeps.

    Raises:
        WrongSide: only the receiver knows.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    steps.step(referral, "MISS", by, at, note=note)
    steps.tell_sender(referral, "REFERRAL_MISSED", by, at)
    return referral
