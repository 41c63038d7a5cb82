"""How a referral ends: with the report that closes the loop, settled, or withdrawn."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.audit.together import one_transaction
from yiyang.booking.models import Booking
from yiyang.booking.services import cancel
from yiyang.referrals.flows import BEFORE_ARRIVAL
from yiyang.referrals.models import Referral
from yiyang.referrals.services import steps
from yiyang.referrals.services.sending import keep_discharge_summary


@one_transaction
def report(
    *,
    referral: Referral,
    diagnosis: str,
    text: str,
    institution_id: int | None,
    by: Actor,
    at: datetime,
) -> Referral:
    """Report back what was found and what the sender is to do: the loop is closed.

    Raises:
        WrongSide: only the receiver reports.  EmptyText: nothing was said.
        DocumentsMissing: a planned referral down still waits for its discharge summary.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    referral.report, referral.report_diagnosis = steps.said(text), diagnosis.strip()
    referral.reported_at = at
    steps.step(referral, "REPORT_BACK", by, at)
    referral.save(update_fields=["report", "report_diagnosis", "reported_at"])
    steps.tell_sender(referral, "REFERRAL_REPORTED", by, at)
    return referral


@one_transaction
def send_summary(
    *, referral: Referral, text: str, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """Send the discharge summary after a referral down.

    Raises:
        WrongSide: only the sender has it.  EmptyText: nothing was said.
    """
    referral = steps.lock(referral)
    steps.only_sender(referral, institution_id)
    referral.summary = steps.said(text)
    keep_discharge_summary(referral, by, at)
    referral.save(update_fields=["summary"])
    changed(at, referral=referral.pk)
    return referral


@one_transaction
def settle(*, referral: Referral, institution_id: int | None, by: Actor, at: datetime) -> Referral:
    """End a referral that the specialist's advice made unnecessary.

    Raises:
        WrongSide: only the sender decides.
    """
    referral = steps.lock(referral)
    steps.only_sender(referral, institution_id)
    steps.step(referral, "SETTLE", by, at)
    return referral


def close_for_the_dead(*, by: Actor, at: datetime) -> int:
    """End the open referrals and bookings of people who have died; return how many.

    A referral whose person had arrived stays open for its report.  May be run twice.
    """
    ended = 0
    waiting = Referral.objects.filter(person__died_at__isnull=False)
    for referral in waiting.filter(case__state__in=BEFORE_ARRIVAL).order_by("pk"):
        ended += _end_at_death(referral, by, at)
    booked = Booking.objects.filter(person__died_at__isnull=False, state=Booking.State.BOOKED)
    for booking in booked.filter(case=None).order_by("pk"):
        cancel(booking=booking, by=by, at=at)
        ended += 1
    return ended


@one_transaction
def _end_at_death(referral: Referral, by: Actor, at: datetime) -> int:
    referral = steps.lock(referral)
    if referral.case.state not in BEFORE_ARRIVAL:
        return 0
    _free_slot(referral, by, at)
    steps.step(referral, "DEATH", by, at)
    return 1


def _free_slot(referral: Referral, by: Actor, at: datetime) -> None:
    if referral.booking is not None and referral.booking.state == Booking.State.BOOKED:
        cancel(booking=referral.booking, case=referral.case, by=by, at=at)


@one_transaction
def withdraw(
    *, referral: Referral, note: str, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """Take a referral back before the person has arrived; its slot is free again.

    Raises:
        WrongSide: only the sender does this.  NoteMissing: say why.
    """
    referral = steps.lock(referral)
    steps.only_sender(referral, institution_id)
    _free_slot(referral, by, at)
    steps.step(referral, "WITHDRAW", by, at, note=note)
    steps.tell_receiver(referral, "REFERRAL_WITHDRAWN", by, at)
    return referral
