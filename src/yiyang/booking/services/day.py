"""The day in the clinic: who has come, who is next, who was seen, who did not come."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from yiyang.access.services import end_grants
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.beds.selectors import hospital_stays
from yiyang.booking import facts
from yiyang.booking.errors import BadProblem, BookingNotOpen, NobodyWaits, NotTheDay, NotYetMissed
from yiyang.booking.models import Booking, Session
from yiyang.ledger.services import judge_and_deliver

VISIT = "OUTPATIENT_VISIT"
ICD_10 = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]{1,5})?")


@transaction.atomic
def check_in(*, booking: Booking, by: Actor, at: datetime) -> Booking:
    """Record that the person has come; from now on they wait in the queue of the day.

    Raises:
        BookingNotOpen: it was used, cancelled or missed.  NotTheDay: the slot is another day's.
    """
    locked = _locked(booking, Booking.State.BOOKED)
    if facts.local_day(locked.slot_at) != facts.local_day(at):
        raise NotTheDay()
    locked.state, locked.checked_in_at = Booking.State.CHECKED_IN, at
    locked.save(update_fields=["state", "checked_in_at"])
    _audit("booking.check_in", locked, by, at)
    return locked


@transaction.atomic
def call_next(*, session: Session, by: Actor, at: datetime) -> Booking:
    """Call in who is first of those who have come; whoever was in the room has been seen.

    Raises:
        NobodyWaits: nobody who has come is waiting.
    """
    Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    waiting = session.bookings.filter(state=Booking.State.CHECKED_IN)
    first = waiting.select_for_update(no_key=True).order_by("queue_key", "pk").first()
    if first is None:
        raise NobodyWaits()
    for inside in session.bookings.filter(state=Booking.State.CALLED).order_by("pk"):
        finish(booking=inside, by=by, at=at)
    first.state, first.called_at = Booking.State.CALLED, at
    first.save(update_fields=["state", "called_at"])
    _audit("booking.call", first, by, at)
    return first


@transaction.atomic
def finish(*, booking: Booking, by: Actor, at: datetime, problem: str = "") -> Booking:
    """End a visit: it enters the ledger with the time from the call to now.

    The ledger's rule may refuse the act (the doctor practises elsewhere that day); then the
    visit is kept without an act, and the decision says why.

    Args:
        problem: what the person was seen for, as ICD-10; it tells whether a later visit is of
            the same illness.

    Raises:
        BookingNotOpen: the person has not been called in.  BadProblem: no such code.
    """
    problem = problem.strip().upper()
    if problem and not ICD_10.fullmatch(problem):
        raise BadProblem(problem=problem)
    locked = _locked(booking, Booking.State.CALLED)
    clinic = locked.clinic
    done = judge_and_deliver(
        kind=VISIT,
        person_id=locked.person_id,
        institution_id=clinic.institution_id,
        practitioner_id=clinic.practitioner_id,
        since=locked.called_at,
        until=at,
        item="",
        source_kind="booking",
        source_id=str(locked.pk),
        hospital_stays=hospital_stays(locked.person_id, locked.called_at, at),
        by=by,
        at=at,
    )
    locked.state, locked.ended_at, locked.act = Booking.State.SEEN, at, done.act
    locked.problem = problem
    locked.save(update_fields=["state", "ended_at", "act", "problem"])
    _audit("booking.finish", locked, by, at)
    return locked


@transaction.atomic
def miss(*, booking: Booking, by: Actor, at: datetime) -> Booking:
    """Record that the person did not come; it counts against their priority.

    Raises:
        BookingNotOpen: it was used, cancelled or missed.  NotYetMissed: the slot is to come.
    """
    locked = _locked(booking, Booking.State.BOOKED)
    if at < locked.slot_at:
        raise NotYetMissed()
    locked.state, locked.ended_at = Booking.State.NO_SHOW, at
    locked.save(update_fields=["state", "ended_at"])
    end_grants(origin_kind="booking", origin_id=locked.pk, by=by, at=at)
    _audit("booking.miss", locked, by, at)
    return locked


def _locked(booking: Booking, state: str) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("clinic").get(pk=booking.pk)
    if locked.state != state:
        raise BookingNotOpen(state=locked.state)
    return locked


def _audit(action: str, booking: Booking, by: Actor, at: datetime) -> None:
    changed(at, booking=booking.pk)
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="booking",
        subject_id=booking.pk,
        person_id=booking.person_id,
        payload={"session": booking.session_id},
    )
