"""Sessions, people and their agreements as the frozen values that the rules of booking take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yiyang.agreements.models import Agreement, Member
from yiyang.agreements.selectors import consortium_peers_of
from yiyang.booking.models import Booking, Clinic, Session
from yiyang.network.models import TeamMember
from yiyang.people.models import Person
from yiyang.rules.booking import may_book as asking
from yiyang.rules.booking.terms import Relation, Via
from yiyang.rules.calendar import CHINA

OF_SPECIALISTS = frozenset({Clinic.Kind.SPECIALIST, Clinic.Kind.EXPERT, Clinic.Kind.EXAMINATION})
OWN = frozenset({Member.Slot.FAMILY_DOCTOR, Member.Slot.COMMUNITY})


@dataclass(frozen=True)
class Standing:
    """A person's agreements on a day: own centres, the whole combination, peers, the team.

    ``signed_with`` is the institution of the family doctor; None where nobody is signed.
    """

    signed_with: int | None
    own: frozenset[int]
    combination: frozenset[int]
    peers: frozenset[int]
    team_practitioners: frozenset[int]

    @property
    def is_contracted(self) -> bool:
        """Tell whether a family doctor agreement is in force."""
        return self.signed_with is not None

    def relation(self, institution_id: int) -> Relation:
        """Return how an institution stands to the person."""
        if institution_id in self.own:
            return Relation.OWN_CENTRE
        if institution_id in self.combination:
            return Relation.COMBINATION
        return Relation.CONSORTIUM if institution_id in self.peers else Relation.ELSEWHERE


def local_day(at: datetime) -> date:
    """Return the local day of a moment."""
    return at.astimezone(CHINA).date()


def end_of_day(at: datetime) -> datetime:
    """Return the local midnight that ends the day of a moment."""
    return datetime.combine(local_day(at) + timedelta(days=1), time.min, CHINA)


def standing_of(person_id: int, day: date) -> Standing:
    """Return a person's agreements on a day, in three queries."""
    rows = Member.objects.filter(
        person=person_id,
        span__contains=day,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__span__contains=day,
    )
    members = list(rows.select_related("agreement").prefetch_related("agreement__parties"))
    doctor = next((m for m in members if m.slot == Member.Slot.FAMILY_DOCTOR), None)
    own = frozenset(m.institution_id for m in members if m.slot in OWN)
    peers = consortium_peers_of(own, day) if own else {}
    return Standing(
        signed_with=doctor.institution_id if doctor else None,
        own=own,
        combination=frozenset(m.institution_id for m in members),
        peers=frozenset().union(*peers.values()),
        team_practitioners=_team_of(doctor) if doctor else frozenset(),
    )


def _team_of(member: Member) -> frozenset[int]:
    teams = {member.team_id} | {party.team_id for party in member.agreement.parties.all()}
    rows = TeamMember.objects.filter(team__in=teams - {None})
    return frozenset(rows.values_list("practitioner_id", flat=True))


def session_facts(session: Session) -> asking.Session:
    """Return a session as it stands."""
    return asking.Session(
        total=session.total,
        reserved=session.reserved,
        taken_reserved=session.taken_reserved,
        taken_public=session.taken_public,
        opens_at=session.opens_at,
        exclusive_until=session.exclusive_until,
        team_opens_at=session.team_opens_at,
        starts_at=session.span.lower,
        is_open=session.is_open,
    )


def no_shows_of(person_id: int, at: datetime, within: timedelta) -> int:
    """Return how often a person did not come in a period before a moment."""
    missed = Booking.objects.filter(
        person=person_id, state=Booking.State.NO_SHOW, slot_at__gt=at - within, slot_at__lte=at
    )
    return missed.count()


def asked_of(
    *,
    session: Session,
    person: Person,
    standing: Standing,
    via: Via,
    no_shows: int,
    at: datetime,
    booked_by: int | None = None,
    is_urgent: bool = False,
    has_priority: bool = True,
) -> asking.Asked:
    """Return what the rule asks about somebody who wants a slot.

    ``booked_by``: the institution of the doctor who books; an own family doctor is one of the
    institution that the person signed with.
    """
    contracted = standing.is_contracted
    if via == Via.FAMILY_DOCTOR:
        contracted = contracted and standing.signed_with == booked_by
    open_here = Booking.objects.filter(
        clinic=session.clinic_id, person=person.pk, state=Booking.State.BOOKED
    )
    return asking.Asked(
        at=at,
        via=via,
        is_contracted=contracted,
        has_open_booking=open_here.exists(),
        no_shows=no_shows,
        session=session_facts(session),
        is_team_specialist=is_team_specialist(session.clinic, standing),
        is_urgent=is_urgent,
        has_priority=has_priority,
        has_died=person.died_at is not None,
    )


def is_team_specialist(clinic: Clinic, standing: Standing) -> bool:
    """Tell whether a clinic's specialist is in the team of the person's family doctor."""
    return clinic.kind in OF_SPECIALISTS and clinic.practitioner_id in standing.team_practitioners


def slot_start(session: Session, number: int) -> datetime:
    """Return when slot ``number`` (from 1) of a session begins; slots are of equal length."""
    length = (session.span.upper - session.span.lower) / session.total
    return session.span.lower + (number - 1) * length


def free_number(session: Session) -> int:
    """Return the earliest slot that nobody has; the caller holds the session's row."""
    taken: Collection[int] = set(
        session.bookings.exclude(state=Booking.State.CANCELLED).values_list("number", flat=True)
    )
    return next(n for n in range(1, session.total + 1) if n not in taken)


def triage_known(person_id: int, day: date) -> dict[str, bool]:
    """Return what triage knows of a person without asking: their agreement and its hospitals."""
    standing = standing_of(person_id, day)
    return {
        "is_contracted": standing.is_contracted,
        "has_hospital": bool(standing.combination - standing.own),
    }
