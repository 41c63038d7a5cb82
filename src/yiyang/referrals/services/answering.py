"""The receiver's answer: advice, acceptance with a slot, or a refusal with its reason."""

from __future__ import annotations

from datetime import date, datetime

from yiyang.audit.services import Actor
from yiyang.audit.together import one_transaction
from yiyang.booking.facts import local_day
from yiyang.booking.models import Session
from yiyang.booking.services import Wanted, book
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide
from yiyang.referrals.errors import NotAcceptable
from yiyang.referrals.models import Referral
from yiyang.referrals.services import steps
from yiyang.rules.booking.terms import Via
from yiyang.rules.referrals.accept_terms import Acceptance, Terms, accept_terms
from yiyang.rules.referrals.may_refer import Direction


@one_transaction
def advise(
    *, referral: Referral, text: str, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """Answer a family doctor who asked before sending; the sender then decides.

    Raises:
        WrongSide: only the receiver advises.  EmptyText: nothing was said.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    referral.advice = steps.said(text)
    steps.step(referral, "ADVISE", by, at, note=referral.advice)
    referral.save(update_fields=["advice"])
    steps.tell_sender(referral, "ADVICE_GIVEN", by, at)
    return referral


@one_transaction
def accept(
    *,
    referral: Referral,
    session: Session | None,
    institution_id: int | None,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    slot_on: date | None = None,
) -> Referral:
    """Accept a referral: up or outside with a slot, drawn as the terms allow; down without.

    Args:
        session: one of the receiver's own, in which the person gets a slot.
        slot_on: the day of a slot that a clinic of another node gave, where it is not ours.

    Raises:
        NotAcceptable: the terms are not met; NotBookable: the session has no slot for it.
        WrongSide: only the receiver answers.  Nothing has been written.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    if session is not None:
        steps.only_receiver(referral, session.clinic.institution_id)
    if session is not None:
        slot_on = local_day(session.span.lower)
    terms, decision = _terms(referral, slot_on, at)
    steps.step(referral, "ACCEPT", by, at, decision=decision, expected_version=expected_version)
    if session is not None:
        wanted = Wanted(
            Via.REFERRAL,
            booked_by=referral.from_institution_id,
            case=referral.case,
            colour=steps.ORANGE if terms.is_urgent else "GREEN",
            has_priority=terms.has_priority,
        )
        referral.booking = book(
            session=session, person=referral.person, wanted=wanted, by=by, at=at
        )
    referral.terms, referral.answered_at = decision, at
    referral.save(update_fields=["terms", "answered_at", "booking"])
    steps.tell_sender(referral, "REFERRAL_ACCEPTED", by, at)
    if referral.direction == Referral.Direction.DOWN:
        steps.tell_receiver(referral, "REFERRAL_ACCEPTED", by, at, role="FAMILY_DOCTOR")
    return referral


def _terms(referral: Referral, slot_on: date | None, at: datetime) -> tuple[Terms, Decision]:
    facts = Acceptance(
        direction=Direction(referral.direction),
        urgency=referral.case.urgency,
        has_priority=referral.has_priority,
        is_contracted=referral.agreement_id is not None,
        submitted_on=local_day(referral.submitted_at or at),
        slot_on=slot_on,
    )
    reading = steps.reading_for(referral.case.urgency, at)
    subject = Subject("referral", referral.pk, referral.person_id)
    decided = decide(accept_terms, facts, reading=reading, subject=subject, at=at)
    if not decided.result.is_allowed:
        reason = decided.result.reasons[0]
        raise NotAcceptable(reason=reason.code, **reason.params)
    return decided.result, decided.decision


@one_transaction
def turn_down(
    *, referral: Referral, note: str, institution_id: int | None, by: Actor, at: datetime
) -> Referral:
    """Refuse a referral with the reason; what the receiver could see ends with it.

    Raises:
        WrongSide: only the receiver answers.  NoteMissing: a refusal says why.
    """
    referral = steps.lock(referral)
    steps.only_receiver(referral, institution_id)
    steps.step(referral, "TURN_DOWN", by, at, note=note)
    referral.answered_at = at
    referral.save(update_fields=["answered_at"])
    steps.tell_sender(referral, "REFERRAL_TURNED_DOWN", by, at)
    return referral
