"""Reading visits, enrolments and days of care: only what an assignment may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.agreements.models import Member
from yiyang.beds.models import BedClaim
from yiyang.care.models import DueWork
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.ledger.selectors import standing_acts
from yiyang.network.models import Institution, Post, Practitioner
from yiyang.people.models import Person
from yiyang.visits.facts import day_span
from yiyang.visits.models import Attendance, Enrolment, PointService, Visit

OPEN = (Visit.State.ACCEPTED, Visit.State.PLANNED)
SHOWN = 100


def _range(day: date) -> DateTimeTZRange:
    whole = day_span(day)
    return DateTimeTZRange(whole.since, whole.until)


def visits_for(assignment: Assignment) -> QuerySet[Visit]:
    """Return the visits an assignment may see: a desk's own, a worker's, one's own person's."""
    rows = Visit.objects.filter(visible_to(assignment, person="person"))
    if not has_power(assignment, Power.SEE_OWN):
        rows = rows.filter(_at_work(assignment))
    return rows.select_related("person", "institution", "practitioner", "second")


def _at_work(assignment: Assignment) -> Q:
    """A desk sees the visits of its institution; others those that they make or asked for."""
    if has_power(assignment, Power.ARRANGE_VISITS):
        return Q(institution=assignment.institution_id)
    mine = Q(practitioner__account=assignment.account_id)
    return (
        mine
        | Q(second__account=assignment.account_id)
        | Q(asked_by=assignment.account_id)
        | Q(institution=assignment.institution_id, state=Visit.State.DONE)
    )


def visit_for(assignment: Assignment, pk: int) -> Visit:
    """Return a visit that an assignment may see.  Raises Http404."""
    return get_object_or_404(visits_for(assignment), pk=pk)


def opened_to(assignment: Assignment, person_id: int) -> frozenset[int]:
    """Return the keys of the visits to a person whose pages an assignment may open."""
    return frozenset(visits_for(assignment).filter(person=person_id).values_list("pk", flat=True))


def visit_of_desk(assignment: Assignment, pk: int) -> Visit:
    """Return a visit of the institution whose desk an assignment is.  Raises Http404."""
    return get_object_or_404(
        visits_for(assignment).filter(institution=assignment.institution_id), pk=pk
    )


def visit_of_worker(assignment: Assignment, pk: int) -> Visit:
    """Return a visit that somebody makes, alone or with another.  Raises Http404."""
    return get_object_or_404(_made_by(assignment), pk=pk)


def own_visit(assignment: Assignment, pk: int) -> Visit:
    """Return a visit to somebody who is the reader's own.  Raises Http404."""
    rows = Visit.objects.filter(visible_to(assignment, person="person"))
    if not has_power(assignment, Power.SEE_OWN):
        rows = rows.none()
    return get_object_or_404(rows, pk=pk)


def _made_by(assignment: Assignment) -> QuerySet[Visit]:
    mine = Q(practitioner__account=assignment.account_id) | Q(second__account=assignment.account_id)
    return visits_for(assignment).filter(mine, institution=assignment.institution_id)


def day_list(assignment: Assignment, day: date) -> list[Visit]:
    """Return the visits that somebody makes on a day, in their order."""
    rows = _made_by(assignment).filter(
        span__overlap=_range(day),
        state__in=(Visit.State.PLANNED, Visit.State.UNDER_WAY, Visit.State.DONE),
    )
    return list(rows.prefetch_related("items").order_by("span"))


def open_on(institution_id: int, day: date) -> QuerySet[Visit]:
    """Return the visits to be placed on a day: accepted for it, or planned on it."""
    rows = Visit.objects.filter(institution=institution_id, window__overlap=_range(day))
    here = Q(state=Visit.State.ACCEPTED) | Q(state=Visit.State.PLANNED, span__overlap=_range(day))
    rows = rows.filter(here, person__died_at=None).select_related("person")
    return rows.prefetch_related("items").order_by("pk")


def asked_of(assignment: Assignment) -> QuerySet[Visit]:
    """Return the visits whose risk a desk has to check, the earliest first."""
    rows = visits_for(assignment).filter(
        institution=assignment.institution_id, state=Visit.State.ASKED
    )
    return rows.prefetch_related("items").order_by("window", "pk")


def plan_of(assignment: Assignment, day: date) -> list[Visit]:
    """Return every visit that a desk's institution has with a time on a day, by worker."""
    rows = visits_for(assignment).filter(
        institution=assignment.institution_id, span__overlap=_range(day)
    )
    by_worker = ("practitioner__name", "practitioner", "span")  # two may bear one name
    return list(rows.prefetch_related("items").order_by(*by_worker))


def left_of(assignment: Assignment, day: date) -> list[Visit]:
    """Return the accepted visits of a desk's institution that wait for a day's plan."""
    rows = visits_for(assignment).filter(
        institution=assignment.institution_id,
        state=Visit.State.ACCEPTED,
        window__overlap=_range(day),
    )
    return list(rows.prefetch_related("items").order_by("window", "pk"))


def made_of(assignment: Assignment) -> QuerySet[Visit]:
    """Return the visits that were made, the latest first."""
    rows = visits_for(assignment).filter(
        institution=assignment.institution_id, state=Visit.State.DONE
    )
    return rows.prefetch_related("items", "checks").order_by("-ended_at", "-pk")


def due_without_visit(institution_id: int | None, until: date) -> int:
    """Return how many visits are due by a day at an institution and have not been asked for."""
    gone = (Visit.State.REFUSED, Visit.State.CANCELLED)
    taken = Visit.objects.exclude(state__in=gone).filter(due_work__isnull=False)
    rows = DueWork.objects.filter(
        institution=institution_id,
        kind=DueWork.Kind.VISIT,
        state=DueWork.State.DUE,
        due_from__lte=until,
    )
    return rows.exclude(pk__in=taken.values("due_work")).count()


def calendar_of(assignment: Assignment, person_id: int) -> Excerpt[Visit]:
    """Return all visits to one person, of every provider, the latest first (JA-2.2.3)."""
    rows = Visit.objects.filter(
        visible_to(assignment, person="person", scope=Grant.Scope.SUMMARY), person=person_id
    )
    rows = rows.select_related("institution", "practitioner", "second", "person")
    return excerpt(rows.order_by("-window", "-pk").prefetch_related("items"), SHOWN)


def providers_of(person: Person, day: date, kinds: tuple[str, ...]) -> QuerySet[Institution]:
    """Return who may be asked to visit a person: who looks after them, or serves their place."""
    signed = Member.objects.filter(person=person, span__contains=day).values("institution")
    beds = BedClaim.objects.filter(person=person, is_active=True).values("bed__institution")
    near = Q(serves=person.place_id) | Q(place=person.place_id) if person.place_id else Q()
    rows = Institution.objects.filter(kind__in=kinds, is_open=True)
    rows = rows.filter(Q(pk__in=signed) | Q(pk__in=beds) | near).distinct()
    return rows.order_by("kind", "name_zh", "pk")


def points_of(assignment: Assignment) -> QuerySet[Institution]:
    """Return the places of care a desk keeps: its own, and its day-care service points."""
    own = assignment.institution_id
    here = Q(pk=own) | Q(kind="DAY_CARE", operator=own) | Q(kind="DAY_CARE", inhouse_of=own)
    return Institution.objects.filter(here).order_by("-kind", "name_zh") if own else (
        Institution.objects.none()
    )  # fmt: skip


def enrolments_for(assignment: Assignment) -> QuerySet[Enrolment]:
    """Return the enrolments at the places that a desk keeps."""
    rows = Enrolment.objects.filter(
        visible_to(assignment, person="person"), institution__in=points_of(assignment)
    )
    return rows.select_related("person", "institution")


def enrolment_for(assignment: Assignment, pk: int) -> Enrolment:
    """Return an enrolment at a place that a desk keeps.  Raises Http404."""
    return get_object_or_404(enrolments_for(assignment), pk=pk)


@dataclass(frozen=True)
class Expected:
    """One line of an attendance sheet: who, whether expected today, when they came and left."""

    enrolment: Enrolment
    is_expected: bool
    attendance: Attendance | None


def sheet_of(assignment: Assignment, day: date) -> list[Expected]:
    """Return the attendance sheet of a day, those expected first."""
    rows = enrolments_for(assignment).filter(
        kind=Enrolment.Kind.DAY_CARE, span__contains=day, person__died_at=None
    )
    there = {
        row.enrolment_id: row for row in Attendance.objects.filter(day=day, enrolment__in=rows)
    }
    lines = [
        Expected(row, day.weekday() in row.weekdays, there.get(row.pk))
        for row in rows.order_by("person__name_key", "pk")
    ]
    return sorted(lines, key=lambda line: not line.is_expected and line.attendance is None)


@dataclass(frozen=True)
class Reported:
    """What one way of service did in a period: people, acts, minutes, what was sold."""

    kind: str
    enrolled: int
    people: int
    acts: int
    minutes: int
    purchases_fen: int


ACT_KINDS = {
    "FAMILY": ("HOME_VISIT",),
    "DAY_CARE": ("DAY_CARE_DAY", "DAY_CARE_SERVICE", "DAY_CARE_PURCHASE"),
    "INSTITUTION": ("INSTITUTION_SERVICE",),
}


def report_of(assignment: Assignment, since: date, until: date) -> list[Reported]:
    """Return what each way of service did between two days, from the acts that stand (HZ-7)."""
    period = DateTimeTZRange(day_span(since).since, day_span(until).since)
    houses = points_of(assignment)
    acts = standing_acts().filter(institution__in=houses, span__overlap=period)
    enrolled = Enrolment.objects.filter(institution__in=houses, span__overlap=(since, until))
    sold = PointService.objects.filter(
        enrolment__institution__in=houses, kind=PointService.Kind.PURCHASE, span__overlap=period,
        act__reversal__isnull=True,
    )  # fmt: skip
    found = []
    for kind, act_kinds in ACT_KINDS.items():
        rows = acts.filter(kind__in=act_kinds)
        spans = rows.values_list("span", flat=True)
        seconds = sum((span.upper - span.lower).total_seconds() for span in spans)
        found.append(
            Reported(
                kind=kind,
                enrolled=enrolled.filter(kind=kind).values("person").distinct().count(),
                people=rows.values("person").distinct().count(),
                acts=rows.count(),
                minutes=int(seconds // 60),
                purchases_fen=sum(
                    row.price_fen * row.quantity for row in sold.filter(enrolment__kind=kind)
                ),
            )
        )
    return found


@dataclass(frozen=True)
class Satisfaction:
    """Ratings of visits: how many were made, how many rated, the sum of stars."""

    made: int
    rated: int
    stars: int


def satisfaction(institution_id: int, since: datetime, until: datetime) -> Satisfaction:
    """Return how an institution's visits of a period were rated."""
    rows = Visit.objects.filter(
        institution=institution_id, state=Visit.State.DONE, ended_at__gte=since, ended_at__lt=until
    )
    found = rows.aggregate(made=Count("pk"), rated=Count("stars"), stars=Sum("stars"))
    return Satisfaction(found["made"], found["rated"], found["stars"] or 0)


def visit_to_cancel(assignment: Assignment, pk: int) -> Visit:
    """Return a visit that an assignment may call off: its desk's, or its own person's.

    Raises Http404.
    """
    if has_power(assignment, Power.ARRANGE_VISITS):
        return visit_of_desk(assignment, pk)
    return get_object_or_404(visits_for(assignment), pk=own_visit(assignment, pk).pk)


def workers_at(institution: Institution, day: date) -> QuerySet[Practitioner]:
    """Return who practises on a day at a place of care, or where its point's institution is."""
    places = {institution.pk}
    if institution.kind == Enrolment.Kind.DAY_CARE:
        places |= {key for key in (institution.operator_id, institution.inhouse_of_id) if key}
    posts = Post.objects.filter(institution__in=places, span__contains=day)
    return Practitioner.objects.filter(pk__in=posts.values("practitioner")).order_by("name", "pk")
