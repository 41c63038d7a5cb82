"""Slots of referrals that change: in a session that is closed, or at another node."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.audit.together import one_transaction
from yiyang.booking.models import Booking, Session
from yiyang.booking.services import Changed, Wanted, book, cancel, close_session
from yiyang.referrals.models import Referral
from yiyang.referrals.services import steps
from yiyang.rules.booking.terms import Via


@transaction.atomic
def close_clinic_session(
    *, session: Session, referrals_to: Session | None, by: Actor, at: datetime
) -> Changed:
    """Close a session; the referrals in it get slots in another one, and their senders are told.

    Args:
        referrals_to: an open session of the same institution; None where there are none.

    Raises:
        ReferralsBooked: there are referrals and no other session is named.
        NotBookable: that session has no slot for one of them.
        SessionBegun: see ``booking.services.close_session``.  Nothing has been written.
    """
    Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if referrals_to is not None and referrals_to.pk != session.pk:
        rows = Referral.objects.filter(
            booking__session=session, booking__state=Booking.State.BOOKED
        )
        for referral in rows.order_by("pk"):
            _rebook(referral, referrals_to, by, at)
    return close_session(session=session, by=by, at=at)


def _rebook(referral: Referral, session: Session, by: Actor, at: datetime) -> None:
    referral = steps.lock(referral)
    was = referral.booking
    assert was is not None  # asked for by its booking
    wanted = Wanted(
        Via.REFERRAL,
        booked_by=referral.from_institution_id,
        case=referral.case,
        colour=referral.case.urgency,
        has_priority=referral.has_priority,
    )
    cancel(booking=was, case=referral.case, by=by, at=at)
    Booking.objects.filter(pk=was.pk).update(case=None)  # the case goes with the new slot
    changed(at, booking=was.pk)
    referral.booking = book(session=session, person=referral.person, wanted=wanted, by=by, at=at)
    referral.save(update_fields=["booking"])
    record(
        by=by,
        at=at,
        action="referral.rebook",
        subject_kind="referral",
        subject_id=referral.pk,
        person_id=referral.person_id,
        payload={"from": was.pk, "to": referral.booking.pk},
    )
    steps.tell_sender(referral, "REFERRAL_SLOT_CHANGED", by, at)
    changed(at, referral=referral.pk)  # another node that sent it hears of the new slot


@one_transaction
def slot_moved_elsewhere(
    *, referral: Referral, was: datetime, now: datetime, by: Actor, at: datetime
) -> Referral:
    """Note that the clinic of another node gave a referral another time; the sender is told."""
    referral = steps.lock(referral)
    record(
        by=by,
        at=at,
        action="referral.slot_moved",
        subject_kind="referral",
        subject_id=referral.pk,
        person_id=referral.person_id,
        payload={"from": was.isoformat(), "to": now.isoformat()},
    )
    steps.tell_sender(referral, "REFERRAL_SLOT_CHANGED", by, at)
    return referral
