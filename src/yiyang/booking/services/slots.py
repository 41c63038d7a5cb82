"""Taking a slot and giving it back.  The session's row is held, so that capacity is exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from yiyang.access.services import end_grants, write_grant
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.booking import facts
from yiyang.booking.errors import BookingNotOpen, NotBookable, ReferralBooking, SlotTaken
from yiyang.booking.models import Booking, Session
from yiyang.cases.models import Case
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.network.facts import level_of
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.booking.may_book import MayBook, may_book
from yiyang.rules.booking.order import Comer, Turn, order
from yiyang.rules.booking.terms import Part, Via
from yiyang.rules.referrals.benefit import Visit, benefit

ORIGIN = "booking"
URGENT = frozenset({"RED", "ORANGE"})
COUNTER = {Part.RESERVED: "taken_reserved", Part.PUBLIC: "taken_public"}


@dataclass(frozen=True)
class Wanted:
    """How a slot is asked for.

    Args:
        booked_by: the institution for which a doctor books; None for the person's own booking.
        case: the referral it is for.
        has_priority: the referral's reason gives priority.
    """

    via: Via
    booked_by: int | None = None
    case: Case | None = None
    colour: str = "GREEN"
    has_priority: bool = True


@transaction.atomic
def book(*, session: Session, person: Person, wanted: Wanted, by: Actor, at: datetime) -> Booking:
    """Take the earliest free slot of a session for a person, from the part the rule gives.

    Raises:
        NotBookable: the rule gives none; says why.  SlotTaken: the person booked this clinic at
            the same moment elsewhere.  Nothing has been written.
    """
    session = held_session(session.pk)
    reading = _reading(at, wanted.colour)
    standing = facts.standing_of(person.pk, facts.local_day(session.span.lower))
    asked = facts.asked_of(
        session=session,
        person=person,
        standing=standing,
        via=wanted.via,
        no_shows=facts.no_shows_of(person.pk, at, reading.duration("booking.no_show.within")),
        at=at,
        booked_by=wanted.booked_by,
        is_urgent=wanted.colour in URGENT,
        has_priority=wanted.has_priority,
    )
    subject = Subject("session", session.pk, person.pk)
    decided = decide(may_book, asked, reading=reading, subject=subject, at=at)
    if not decided.result.is_allowed:
        first = decided.result.reasons[0]
        raise NotBookable(reason=first.code, **first.params)
    booking = _take(session, person, wanted, standing, decided.result, decided.decision, at)
    _give_turn(booking, wanted, standing, decided.result, at)
    _note_benefit(booking, wanted, standing, at)
    let_see(booking, reading, by, at)
    booking.save(update_fields=["queue_class", "queue_key", "turn_decision", "benefit"])
    _audit("booking.book", booking, by, at)
    return booking


def held_session(session_id: int) -> Session:
    """Return a session locked until the transaction ends, so that its slots are exact."""
    rows = Session.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("clinic__institution").get(pk=session_id)


def _reading(at: datetime, colour: str) -> Reading:
    reading = read_book(facts.local_day(at))
    return reading.lenient() if colour in URGENT else reading


def _take(  # noqa: PLR0917 -- one private step, all of it needed
    session: Session,
    person: Person,
    wanted: Wanted,
    standing: facts.Standing,
    answer: MayBook,
    decision: Decision,
    at: datetime,
) -> Booking:
    part = answer.parts[0]
    number = facts.free_number(session)
    counter = COUNTER[part]
    Session.objects.filter(pk=session.pk).update(**{counter: F(counter) + 1})
    try:
        with transaction.atomic():
            return Booking.objects.create(
                session=session,
                clinic=session.clinic,
                person=person,
                number=number,
                slot_at=facts.slot_start(session, number),
                part=part.value,
                via=wanted.via.value,
                relation=standing.relation(session.clinic.institution_id).value,
                queue_class="",
                queue_key="",
                booked_at=at,
                case=wanted.case,
                decision=decision,
            )
    except IntegrityError as error:
        raise SlotTaken() from error


def _give_turn(
    booking: Booking, wanted: Wanted, standing: facts.Standing, answer: MayBook, at: datetime
) -> None:
    relation = standing.relation(booking.clinic.institution_id)
    comer = Comer(
        via=wanted.via,
        colour=wanted.colour,
        is_contracted=standing.is_contracted,
        relation=relation,
        has_priority=wanted.has_priority,
        has_lost_priority=answer.has_lost_priority,
        slot_at=booking.slot_at,
        booked_at=at,
        is_team_specialist=facts.is_team_specialist(booking.clinic, standing),
    )
    subject = Subject("booking", booking.pk, booking.person_id)
    reading = _reading(at, wanted.colour)
    decided = decide(order, comer, reading=reading, subject=subject, at=at)
    turn: Turn = decided.result
    booking.queue_class, booking.queue_key = turn.queue_class, turn.key
    booking.turn_decision = decided.decision


def _note_benefit(booking: Booking, wanted: Wanted, standing: facts.Standing, at: datetime) -> None:
    """Keep what insurance makes of the visit, as it will be: with or without a referral."""
    institution = booking.clinic.institution
    visit = Visit(
        level=level_of(institution),
        relation=standing.relation(institution.pk),
        is_contracted=standing.is_contracted,
        has_referral=wanted.via != Via.SELF and wanted.has_priority,
        is_emergency=wanted.colour == "RED",
    )
    subject = Subject("booking", booking.pk, booking.person_id)
    reading = _reading(at, wanted.colour)
    booking.benefit = decide(benefit, visit, reading=reading, subject=subject, at=at).decision


def let_see(booking: Booking, reading: Reading, by: Actor, at: datetime) -> None:
    """The clinic may see who comes, and the summary, until the day of the slot is over."""
    write_grant(
        person_id=booking.person_id,
        grantee_kind="INSTITUTION",
        grantee_id=booking.clinic.institution_id,
        purpose="CARE",
        scope=reading.text("booking.grant_scope"),
        since=at,
        until=facts.end_of_day(booking.slot_at),
        origin_kind=ORIGIN,
        origin_id=booking.pk,
        by=by,
        at=at,
    )


@transaction.atomic
def cancel(*, booking: Booking, by: Actor, at: datetime, case: Case | None = None) -> Booking:
    """Give a slot back to the part it was drawn from.

    Args:
        case: the referral that gives it back; a slot of a referral is cancelled only there.

    Raises:
        BookingNotOpen: it was used, cancelled or missed.  ReferralBooking: it is a referral's.
    """
    held_session(booking.session_id)
    locked = Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
    if locked.state != Booking.State.BOOKED:
        raise BookingNotOpen(state=locked.state)
    if locked.case_id is not None and (case is None or case.pk != locked.case_id):
        raise ReferralBooking()
    counter = COUNTER[Part(locked.part)]
    Session.objects.filter(pk=locked.session_id).update(**{counter: F(counter) - 1})
    locked.state, locked.ended_at = Booking.State.CANCELLED, at
    locked.save(update_fields=["state", "ended_at"])
    end_grants(origin_kind=ORIGIN, origin_id=locked.pk, by=by, at=at)
    _audit("booking.cancel", locked, by, at)
    return locked


def _audit(action: str, booking: Booking, by: Actor, at: datetime) -> None:
    changed(at, booking=booking.pk, session=booking.session_id)
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="booking",
        subject_id=booking.pk,
        person_id=booking.person_id,
        payload={"session": booking.session_id, "part": booking.part, "via": booking.via},
    )
