"""Sending a referral: the specialist asked first, or the person sent at once."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import Actor
from yiyang.audit.together import one_transaction
from yiyang.booking.facts import Standing, local_day, standing_of
from yiyang.cases.services import attach, open_case
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.referrals import facts
from yiyang.referrals.errors import NotReferrable
from yiyang.referrals.flows import DOWN, UP
from yiyang.referrals.models import Referral
from yiyang.referrals.services import steps
from yiyang.rules.referrals.benefit import benefit
from yiyang.rules.referrals.may_refer import Direction, MayRefer, may_refer

SUMMARY, RECORD = "SUMMARY", "RECORD"  # how much of a person the receiver may see


@one_transaction
def refer(
    *,
    person: Person,
    sender: Institution,
    receiver: Institution,
    given: facts.Given,
    advice_first: bool,
    by: Actor,
    at: datetime,
    previous: Referral | None = None,
    opens: str = RECORD,
) -> Referral:
    """Send a person up, down or outside; or ask the specialist first whether to send them.

    The receiver may see the summary while advice is asked, the record once it is submitted, and
    the person's summary goes along in the same transaction.

    Args:
        opens: how much of the record the receiver may see then; the summary alone where the
            person has consented to no more.

    Raises:
        NotReferrable: the rule does not let it go; says why.  Nothing has been written.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    decided = decide(
        may_refer,
        facts.referred_of(person, given, sender, receiver, at),
        reading=steps.reading_for(given.urgency, at),
        subject=Subject("person", person.pk, person.pk),
        at=at,
    )
    if not decided.result.is_allowed:
        reason = decided.result.reasons[0]
        raise NotReferrable(reason=reason.code, **reason.params)
    referral = _open(
        person, sender, receiver, given, decided.result, decided.decision, previous, by, at
    )
    if advice_first and decided.result.direction != Direction.DOWN:
        steps.let_see(referral, SUMMARY, by, at)
        steps.step(referral, "ASK_ADVICE", by, at, decision=decided.decision)
        steps.tell_receiver(referral, "ADVICE_WANTED", by, at)
    else:
        _submit(referral, opens, by, at)
    return referral


@one_transaction
def submit(
    *,
    referral: Referral,
    institution_id: int | None,
    by: Actor,
    at: datetime,
    opens: str = RECORD,
) -> Referral:
    """Send the person after the specialist's advice; ``opens`` as in ``refer``.

    Raises:
        WrongSide: only the sender does this.  ActionNotOpen: see ``cases.services.advance``.
    """
    referral = steps.lock(referral)
    steps.only_sender(referral, institution_id)
    _submit(referral, opens, by, at)
    return referral


def _open(  # noqa: PLR0917 -- one private step, all of it needed
    person: Person,
    sender: Institution,
    receiver: Institution,
    given: facts.Given,
    answer: MayRefer,
    decision: Decision,
    previous: Referral | None,
    by: Actor,
    at: datetime,
) -> Referral:
    case = open_case(
        kind=DOWN if answer.direction == Direction.DOWN else UP,
        person_id=person.pk,
        institution_id=sender.pk,
        place_id=sender.place_id,
        urgency=given.urgency,
        by=by,
        at=at,
        reading=steps.reading_for(given.urgency, at),
        params={"reason": given.reason, "direction": answer.direction.value},
    )
    referral = Referral.objects.create(
        case=case,
        person=person,
        direction=answer.direction.value,
        reason=given.reason,
        from_institution=sender,
        from_practitioner_id=facts.practitioner_of(by.account_id),
        to_institution=receiver,
        agreement_id=facts.agreement_of(person.pk, at),
        previous=previous,
        diagnosis=given.diagnosis.strip(),
        news2=given.news2,
        done=given.done.strip(),
        question=given.question.strip(),
        consent=given.consent,
        has_priority=answer.has_priority,
        summary=given.summary.strip(),
        decision=decision,
    )
    _note_benefit(referral, standing_of(person.pk, local_day(at)), given.urgency, at)
    return referral


def _note_benefit(referral: Referral, standing: Standing, urgency: str, at: datetime) -> None:
    """Keep which preference insurance gives the visit because of this referral."""
    visit = facts.visit_of(
        standing,
        referral.to_institution,
        direction=Direction(referral.direction),
        has_priority=referral.has_priority,
    )
    subject = Subject("referral", referral.pk, referral.person_id)
    reading = steps.reading_for(urgency, at)
    referral.benefit = decide(benefit, visit, reading=reading, subject=subject, at=at).decision
    referral.save(update_fields=["benefit"])


def _submit(referral: Referral, opens: str, by: Actor, at: datetime) -> None:
    steps.send_record(referral, by, at)
    steps.let_see(referral, opens, by, at)
    steps.step(referral, "SUBMIT", by, at, decision=referral.decision)
    referral.submitted_at = at
    referral.save(update_fields=["submitted_at"])
    if referral.summary:
        keep_discharge_summary(referral, by, at)
    steps.tell_receiver(referral, "REFERRAL_SENT", by, at)


def keep_discharge_summary(referral: Referral, by: Actor, at: datetime) -> None:
    """Put the discharge summary on the case; the task that waits for it is done."""
    reference = f"referral:{referral.pk}"
    attach(case=referral.case, kind="DISCHARGE_SUMMARY", reference=reference, by=by, at=at)
    if referral.direction == Referral.Direction.DOWN:
        steps.step(referral, "SEND_SUMMARY", by, at)
