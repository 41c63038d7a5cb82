"""A published session that does not take place, or at another time; who is booked is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.access.models import Account, Role
from yiyang.access.services import end_grants
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.booking import facts
from yiyang.booking.errors import BadSession, ReferralsBooked, SessionBegun
from yiyang.booking.models import Booking, Session
from yiyang.booking.services.slots import ORIGIN, cancel, held_session, let_see
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.plain import from_plain
from yiyang.notices.services import notify
from yiyang.rules.booking.offer import Offered, offer
from yiyang.rules.booking.order import Comer, order

CLOSED, MOVED = "BOOKED_SESSION_CLOSED", "BOOKED_SESSION_MOVED"


@dataclass(frozen=True)
class Changed:
    """What became of a session: whose bookings it touched, and who has no account to be told."""

    session: Session
    booked: int
    to_call: int


@transaction.atomic
def close_session(*, session: Session, by: Actor, at: datetime) -> Changed:
    """Take a session back that has not begun: its bookings are given back, people are told.

    Raises:
        SessionBegun: its time has come, or somebody has come.
        ReferralsBooked: slots of referrals are in it; they need others first.
    """
    locked = _not_begun(session, at)
    booked = _booked(locked)
    if any(booking.case_id is not None for booking in booked):
        raise ReferralsBooked()
    told = 0
    for booking in booked:
        cancel(booking=booking, by=by, at=at)
        if _tell(booking, CLOSED, booking.slot_at, by, at):
            told += 1
        else:  # the desk is to call them: it must see whom
            let_see(booking, read_book(facts.local_day(at)), by, at)
    Session.objects.filter(pk=locked.pk).update(is_open=False)
    _audit("booking.close", locked, by, at, {"bookings": len(booked)})
    changed(at, session=locked.pk, booking=[booking.pk for booking in booked])
    return Changed(locked, len(booked), len(booked) - told)


@transaction.atomic
def move_session(*, session: Session, since: datetime, by: Actor, at: datetime) -> Changed:
    """Let a session that has not begun begin at another time, as long as before.

    Everybody keeps the number of their slot and is told the new time; the rule sets anew when
    it opens to whom, and the turn of each.

    Raises:
        SessionBegun: its time has come, or somebody has come.
        BadSession: the new time has begun, or meets another session of the clinic.
    """
    locked = _not_begun(session, at)
    span = DateTimeTZRange(since, since + (locked.span.upper - locked.span.lower))
    others = locked.clinic.sessions.filter(span__overlap=span, is_open=True)
    if since <= at or others.exclude(pk=locked.pk).exists():
        raise BadSession()
    shift = since - locked.span.lower
    _divide_anew(locked, span, at)
    booked = _booked(locked)
    told = 0
    for booking in booked:
        was = booking.slot_at
        _move(booking, shift, by, at)
        told += _tell(booking, MOVED, was, by, at)
    _audit("booking.move", locked, by, at, {"bookings": len(booked), "since": since})
    changed(at, session=locked.pk, booking=[booking.pk for booking in booked])
    return Changed(locked, len(booked), len(booked) - told)


def _not_begun(session: Session, at: datetime) -> Session:
    """Return the session held.  Raises SessionBegun."""
    locked = held_session(session.pk)
    here = (Booking.State.CHECKED_IN, Booking.State.CALLED, Booking.State.SEEN)
    has_come = locked.bookings.filter(state__in=here).exists()
    if not locked.is_open or locked.span.lower <= at or has_come:
        raise SessionBegun()
    return locked


def _booked(session: Session) -> Sequence[Booking]:
    rows = session.bookings.filter(state=Booking.State.BOOKED).select_related("turn_decision")
    return list(rows.order_by("number"))


def _divide_anew(session: Session, span: DateTimeTZRange, at: datetime) -> None:
    """Set when the session opens to whom by its new day; how many are reserved stays."""
    decided = decide(
        offer,
        Offered(session.clinic.kind, facts.local_day(span.lower), session.total),
        reading=read_book(facts.local_day(at)),
        subject=Subject("clinic", session.clinic_id),
        at=at,
    )
    session.span, session.decision = span, decided.decision
    session.opens_at = decided.result.opens_at
    session.exclusive_until = decided.result.exclusive_until
    session.team_opens_at = decided.result.team_opens_at
    session.save()


def _move(booking: Booking, shift: timedelta, by: Actor, at: datetime) -> None:
    booking.slot_at += shift
    reading = read_book(facts.local_day(at))
    if booking.turn_decision is not None:
        comer = from_plain(Comer, booking.turn_decision.facts)
        turn = decide(
            order,
            replace(comer, slot_at=booking.slot_at),
            reading=reading.lenient(),
            subject=Subject("booking", booking.pk, booking.person_id),
            at=at,
        )
        booking.turn_decision = turn.decision
        booking.queue_class, booking.queue_key = turn.result.queue_class, turn.result.key
    booking.save(update_fields=["slot_at", "turn_decision", "queue_class", "queue_key"])
    end_grants(origin_kind=ORIGIN, origin_id=booking.pk, by=by, at=at)
    let_see(booking, reading, by, at)


def _tell(booking: Booking, code: str, was: datetime, by: Actor, at: datetime) -> bool:
    """Tell the person; False where they have no account: the desk calls them."""
    accounts = Account.objects.filter(person=booking.person_id, is_active=True).order_by("pk")
    for account_id in accounts.values_list("pk", flat=True):
        notify(
            code=code,
            params={"was": _clock(was), "now": _clock(booking.slot_at)},
            subject_kind="BOOKING",
            subject_id=booking.pk,
            role=Role.RESIDENT,
            account_id=account_id,
            link=f"/my/booking/{booking.person_id}/",
            by=by,
            at=at,
        )
    return accounts.exists()


def _clock(at: datetime) -> str:
    return f"{at.astimezone(facts.CHINA):%Y-%m-%d %H:%M}"


def _audit(
    action: str, session: Session, by: Actor, at: datetime, payload: dict[str, object]
) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="session",
        subject_id=session.pk,
        payload=payload,
    )
