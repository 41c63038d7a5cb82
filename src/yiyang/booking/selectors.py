"""Reading clinics, sessions and bookings: what is offered, the queue, the use of the quota."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.booking import facts
from yiyang.booking.models import UNSETTLED, Booking, Clinic, Session, Triage
from yiyang.decisions.services import read_book
from yiyang.people.models import Person
from yiyang.rules.booking.terms import Relation
from yiyang.rules.calendar import CHINA

MOST_OF_A_KIND = 12  # clinics of one kind on a page
QUEUE = (
    Booking.State.CALLED,
    Booking.State.CHECKED_IN,
    Booking.State.BOOKED,
    Booking.State.SEEN,
    Booking.State.NO_SHOW,
    Booking.State.LEFT_UNSEEN,
)


@dataclass(frozen=True)
class Choice:
    """One session that may be booked, and how many slots are left of its parts.

    ``left_reserved`` is 0 once the reserved part has gone to everybody: it is then in
    ``left_public``.
    """

    session: Session
    left_public: int
    left_reserved: int


@dataclass(frozen=True)
class ClinicChoices:
    """A clinic offered to a person, with how its institution stands to their agreement."""

    clinic: Clinic
    relation: Relation
    is_team_specialist: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class QuotaUse:
    """The reserved slots of sessions: how many were offered, how many a family doctor used."""

    offered: int
    used: int

    @property
    def percent(self) -> int | None:
        """Return the share used in whole percent; None where nothing was offered."""
        return None if self.offered == 0 else round(100 * self.used / self.offered)


def left(session: Session, at: datetime) -> Choice:
    """Return what is left of a session at a moment."""
    free = session.total - session.taken_reserved - session.taken_public
    if at >= session.exclusive_until:
        return Choice(session, free, 0)
    reserved = session.reserved - session.taken_reserved
    return Choice(session, free - reserved, reserved)


def choices_for(
    person: Person, at: datetime, *, by_doctor: bool, district: str
) -> list[ClinicChoices]:
    """Return the clinics of a district with sessions that may be booked for a person now.

    The own centre first, then the 1+1+1 combination, the consortium, everybody else; a
    family doctor also sees the team's specialists before the window opens.
    """
    standing = facts.standing_of(person.pk, facts.local_day(at))
    clinics = _clinics_for(standing, at, by_doctor=by_doctor, district=district)
    opened = Q(opens_at__lte=at)
    if by_doctor and standing.team_practitioners:
        team = Q(clinic__practitioner__in=standing.team_practitioners, team_opens_at__lte=at)
        opened |= team
    sessions = Session.objects.filter(
        opened, clinic__in=[clinic.pk for clinic in clinics], is_open=True, span__startswith__gt=at
    )
    choices: dict[int, list[Choice]] = {}
    for session in sessions.order_by("span"):
        choice = left(session, at)
        if choice.left_public or (by_doctor and choice.left_reserved):
            choices.setdefault(session.clinic_id, []).append(choice)
    return [
        ClinicChoices(
            clinic=clinic,
            relation=standing.relation(clinic.institution_id),
            is_team_specialist=facts.is_team_specialist(clinic, standing),
            choices=tuple(choices[clinic.pk]),
        )
        for clinic in clinics
        if clinic.pk in choices
    ]


def _clinics_for(
    standing: facts.Standing, at: datetime, *, by_doctor: bool, district: str
) -> list[Clinic]:
    """Return the clinics to offer, in order: of each kind the first few, not a whole city's.

    Who has a family doctor is not offered those of other centres.
    """
    order = read_book(facts.local_day(at), strict=False).codes("booking.steering")
    rows = Clinic.objects.filter(
        is_open=True, institution__is_open=True, institution__place__code__within=district
    ).select_related("institution", "practitioner")

    def place(clinic: Clinic) -> tuple[bool, int, int, str, str]:
        ahead = by_doctor and facts.is_team_specialist(clinic, standing)
        rank = order.index(standing.relation(clinic.institution_id).value)
        level = clinic.institution.level or 0
        return (not ahead, rank, level, clinic.institution.code, clinic.code)

    kept: list[Clinic] = []
    of_kind: Counter[str] = Counter()
    for clinic in sorted(rows, key=place):
        is_others = standing.is_contracted and clinic.institution_id not in standing.own
        if clinic.kind == Clinic.Kind.FAMILY_DOCTOR and is_others:
            continue
        of_kind[clinic.kind] += 1
        if of_kind[clinic.kind] <= MOST_OF_A_KIND:
            kept.append(clinic)
    return kept


def session_to_book(session_id: int, district: str) -> Session:
    """Return a session of a district; every such session is public.  Raises Http404."""
    rows = Session.objects.filter(clinic__institution__place__code__within=district)
    return get_object_or_404(rows.select_related("clinic__institution"), pk=session_id)


def own_clinics(assignment: Assignment) -> QuerySet[Clinic]:
    """Return the clinics of the institution somebody works for."""
    rows = Clinic.objects.filter(institution=assignment.institution_id)
    return rows.select_related("practitioner", "institution").order_by("kind", "code")


def clinic_for(assignment: Assignment, pk: int) -> Clinic:
    """Return a clinic of the own institution.  Raises Http404."""
    return get_object_or_404(own_clinics(assignment), pk=pk)


def session_for(assignment: Assignment, pk: int) -> Session:
    """Return a session of the own institution.  Raises Http404."""
    rows = Session.objects.filter(clinic__institution=assignment.institution_id)
    return get_object_or_404(rows.select_related("clinic__institution"), pk=pk)


def sessions_of(assignment: Assignment, since: date, until: date) -> QuerySet[Session]:
    """Return the own institution's sessions of some days, ``until`` excluded."""
    rows = Session.objects.filter(
        clinic__institution=assignment.institution_id,
        span__startswith__gte=_midnight(since),
        span__startswith__lt=_midnight(until),
    )
    return rows.select_related("clinic").order_by("span", "clinic__code")


def sessions_ahead(assignment: Assignment, at: datetime) -> QuerySet[Session]:
    """Return the own institution's open sessions that have not begun, the next first."""
    rows = Session.objects.filter(
        clinic__institution=assignment.institution_id, is_open=True, span__startswith__gt=at
    )
    return rows.select_related("clinic").order_by("span", "clinic__code")


def sessions_to_settle(assignment: Assignment, before: date) -> QuerySet[Session]:
    """Return the own sessions before a day with people of whom nobody said what became of them.

    Each row has ``unsettled``, how many; the latest session first.
    """
    unsettled = Q(bookings__state__in=UNSETTLED)
    rows = Session.objects.filter(
        clinic__institution=assignment.institution_id, span__startswith__lt=_midnight(before)
    )
    counted = rows.annotate(unsettled=Count("bookings", filter=unsettled)).filter(unsettled__gt=0)
    return counted.select_related("clinic").order_by("-span", "clinic__code")


def queue_of(session: Session) -> list[Booking]:
    """Return a session's people: called in, waiting in the order of the day, to come, gone.

    Of a closed session, those who were booked when it was closed stand there too.
    """
    states = QUEUE if session.is_open else (*QUEUE, Booking.State.CANCELLED)
    rows = session.bookings.filter(state__in=states).select_related("person", "case")
    return sorted(rows, key=lambda b: (states.index(b.state), b.queue_key, b.pk))


def booking_at_desk(assignment: Assignment, pk: int) -> Booking:
    """Return a booking of the own institution.  Raises Http404."""
    rows = Booking.objects.filter(clinic__institution=assignment.institution_id)
    return get_object_or_404(rows.select_related("session", "clinic", "person", "case"), pk=pk)


def bookings_for(assignment: Assignment) -> QuerySet[Booking]:
    """Return the bookings of the people an assignment may see."""
    rows = Booking.objects.filter(visible_to(assignment, person="person_id"))
    return rows.select_related(
        "session", "clinic__institution", "person", "turn_decision", "benefit", "case"
    )


def booking_for(assignment: Assignment, pk: int) -> Booking:
    """Return a booking of a person an assignment may see and book for.  Raises Http404."""
    may = has_power(assignment, Power.BOOK_OWN) or has_power(assignment, Power.BOOK_RESERVED)
    return get_object_or_404(bookings_for(assignment), pk=pk if may else None)


def bookings_of(assignment: Assignment, person_id: int) -> QuerySet[Booking]:
    """Return one person's bookings, the latest slot first, as far as they may be seen."""
    return bookings_for(assignment).filter(person=person_id).order_by("-slot_at", "-pk")


def triage_for(assignment: Assignment, pk: int) -> Triage:
    """Return what triage suggested to a person an assignment may see.  Raises Http404."""
    rows = Triage.objects.filter(visible_to(assignment, person="person_id"), person__isnull=False)
    return get_object_or_404(rows.select_related("person", "decision"), pk=pk)


def quota_use(sessions: QuerySet[Session]) -> QuotaUse:
    """Return the use of the reserved part of sessions that took place, from guarded counters."""
    sums = (
        sessions.filter(is_open=True)
        .order_by()
        .aggregate(offered=Sum("reserved"), used=Sum("taken_reserved"))
    )
    return QuotaUse(sums["offered"] or 0, sums["used"] or 0)


def quota_use_by_clinic(assignment: Assignment, since: date, until: date) -> dict[int, QuotaUse]:
    """Return the use of the reserved part by clinic of the own institution, in one query."""
    kept = sessions_of(assignment, since, until).filter(is_open=True)
    rows = kept.order_by().values("clinic")
    sums = rows.annotate(offered=Sum("reserved"), used=Sum("taken_reserved"))
    return {row["clinic"]: QuotaUse(row["offered"], row["used"]) for row in sums}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA)


def days_ahead(day: date, days: int) -> date:
    """Return the day some days after a day."""
    return day + timedelta(days=days)
