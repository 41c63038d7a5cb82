"""The day in the clinic: who has come, who is next, who was seen, who did not come."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from yiyang.access.services import end_grants
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.beds.selectors import hospital_stays
from yiyang.booking import facts
from yiyang.booking.errors import (
    BadProblem,
    BookingNotOpen,
    NobodyWaits,
    NotOfTheDay,
    NotTheDay,
    NotYetMissed,
    StillTheDay,
)
from yiyang.booking.models import UNSETTLED, Booking, Session
from yiyang.ledger.services import judge_and_deliver

VISIT = "OUTPATIENT_VISIT"
ICD_10 = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]{1,5})?")


@dataclass(frozen=True)
class Visit:
    """When somebody was in the room, and what for (ICD-10; "" where nobody said)."""

    since: datetime
    until: datetime
    problem: str = ""


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
        NobodyWaits: nobody who has come is waiting.  NotTheDay: the day of the session is over.
    """
    held = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if facts.local_day(held.span.lower) != facts.local_day(at):
        raise NotTheDay()
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
        NotTheDay: the day of the slot is over; ``record_visit`` asks for the times.
    """
    problem = _icd_10(problem)
    locked = _locked(booking, Booking.State.CALLED)
    if facts.local_day(locked.slot_at) != facts.local_day(at):
        raise NotTheDay()
    return _seen(locked, Visit(locked.called_at, at, problem), by, at)


@transaction.atomic
def record_visit(*, booking: Booking, visit: Visit, by: Actor, at: datetime) -> Booking:
    """Record later, with its times, a visit that nobody ended on the day of the slot.

    Raises:
        BookingNotOpen: it was ended, cancelled or missed.  StillTheDay: the queue is used.
        NotOfTheDay: the times are not of that day.  BadProblem: no such code.
    """
    visit = replace(visit, problem=_icd_10(visit.problem))
    locked = _locked(booking, *UNSETTLED)
    day = facts.local_day(locked.slot_at)
    if facts.local_day(at) <= day:
        raise StillTheDay()
    days = {facts.local_day(visit.since), facts.local_day(visit.until)}
    if days != {day} or visit.since >= visit.until:
        raise NotOfTheDay()
    locked.checked_in_at = min(locked.checked_in_at or visit.since, visit.since)
    locked.called_at = visit.since
    return _seen(locked, visit, by, at)


def _icd_10(problem: str) -> str:
    """Return a code as it is written; "" for none.  Raises BadProblem."""
    problem = problem.strip().upper()
    if problem and not ICD_10.fullmatch(problem):
        raise BadProblem(problem=problem)
    return problem


def _seen(locked: Booking, visit: Visit, by: Actor, at: datetime) -> Booking:
    clinic = locked.clinic
    done = judge_and_deliver(
        kind=VISIT,
        person_id=locked.person_id,
        institution_id=clinic.institution_id,
        practitioner_id=clinic.practitioner_id,
        since=visit.since,
        until=visit.until,
        item="",
        source_kind="booking",
        source_id=str(locked.pk),
        hospital_stays=hospital_stays(locked.person_id, visit.since, visit.until),
        by=by,
        at=at,
    )
    locked.state, locked.ended_at, locked.act = Booking.State.SEEN, visit.until, done.act
    locked.problem = visit.problem
    locked.save(update_fields=["state", "checked_in_at", "called_at", "ended_at", "act", "problem"])
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


@transaction.atomic
def leave(*, booking: Booking, by: Actor, at: datetime) -> Booking:
    """Record that somebody who had come went before they were seen; it counts against nobody.

    Raises:
        BookingNotOpen: the person has not come, or has been seen.
    """
    locked = _locked(booking, Booking.State.CHECKED_IN, Booking.State.CALLED)
    locked.state, locked.ended_at = Booking.State.LEFT_UNSEEN, at
    locked.save(update_fields=["state", "ended_at"])
    end_grants(origin_kind="booking", origin_id=locked.pk, by=by, at=at)
    _audit("booking.leave", locked, by, at)
    return locked


def _locked(booking: Booking, *states: str) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("clinic").get(pk=booking.pk)
    if locked.state not in states:
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
