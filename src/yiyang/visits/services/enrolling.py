"""Enrolment in service at home, at day care, in an institution; the visits it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.access.models import Grant
from yiyang.access.services import end_grants, write_grant
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.span import Span
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.rules.visiting.enrolling import enrol
from yiyang.visits.errors import NotEnrolled, PersonIsDead
from yiyang.visits.facts import enrol_facts, is_enrolled, local_moment
from yiyang.visits.models import Enrolment, Visit
from yiyang.visits.services.asking import check_risk, make_visit

ORIGIN = "enrolment"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """The days and hours of an enrolment: ``weekdays`` from 0 (Monday); ``until`` excluded."""

    since: date
    until: date
    weekdays: tuple[int, ...]
    begins: time
    ends: time
    items: tuple[str, ...] = ()


@transaction.atomic
def enrol_person(
    *,
    kind: str,
    person: Person,
    institution: Institution,
    schedule: Schedule,
    by: Actor,
    at: datetime,
) -> Enrolment:
    """Enrol somebody in one of the three ways of service; the institution sees their summary.

    Raises:
        PersonIsDead: nothing has been written.
        NotEnrolled: the rule has reasons against it; nothing has been written.
    """
    if person.died_at is not None:
        raise PersonIsDead()
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    decided = decide(
        enrol,
        enrol_facts(
            kind=kind,
            person_id=person.pk,
            institution=institution,
            items=list(schedule.items),
            already=is_enrolled(kind, person.pk, institution.pk, schedule.since),
            at=at,
        ),
        reading=read_book(timezone.localdate(at)),
        subject=Subject("person", person.pk, person.pk),
        at=at,
    )
    if not decided.result.accepted:
        raise NotEnrolled(*decided.result.against)
    row = Enrolment.objects.create(
        kind=kind,
        person=person,
        institution=institution,
        span=DateRange(schedule.since, schedule.until),
        weekdays=sorted(set(schedule.weekdays)),
        begins=schedule.begins,
        ends=schedule.ends,
        items=list(schedule.items),
        made_at=at,
        decision=decided.decision,
    )
    _let_see(row, at, by)
    _note("enrol", row, by, at)
    return row


def _let_see(row: Enrolment, at: datetime, by: Actor) -> None:
    """Let the institution, and the one whose service point it is, see who comes to them."""
    house = row.institution
    keys = {key for key in (house.pk, house.operator_id, house.inhouse_of_id) if key}
    for key in sorted(keys):
        write_grant(
            person_id=row.person_id,
            grantee_kind=Grant.GranteeKind.INSTITUTION,
            grantee_id=key,
            purpose=Grant.Purpose.CARE,
            scope=Grant.Scope.SUMMARY,
            since=at,
            until=max(local_moment(row.span.upper, time()), at + DAY),
            origin_kind=ORIGIN,
            origin_id=row.pk,
            by=by,
            at=at,
        )


@transaction.atomic
def end_enrolment(*, enrolment_id: int, reason: str, by: Actor, at: datetime) -> Enrolment:
    """End an enrolment with this day; its visits that nobody has planned are called off."""
    row = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment_id)
    last = max(timezone.localdate(at), row.span.lower) + DAY
    row.span = DateRange(row.span.lower, min(last, row.span.upper))
    row.end_reason = reason
    row.save(update_fields=["span", "end_reason"])
    open_visits = row.visits.filter(state__in=(Visit.State.ASKED, Visit.State.ACCEPTED))
    called_off = list(open_visits.values_list("pk", flat=True))
    open_visits.update(state=Visit.State.CANCELLED, end_reason=reason)
    changed(at, visit=called_off)
    end_grants(origin_kind=ORIGIN, origin_id=row.pk, by=by, at=at)
    _note("end_enrolment", row, by, at)
    return row


@transaction.atomic
def draw_visits(
    *, institution: Institution, days: Sequence[date], by: Actor, at: datetime, role: str
) -> list[Visit]:
    """Make the visits of some days that the enrolments at home ask for, their risk checked.

    A visit that is there already is left as it is; none is made into the past.
    """
    rows = Enrolment.objects.filter(
        institution=institution, kind=Enrolment.Kind.FAMILY, person__died_at=None
    ).select_related("person")
    made = []
    for row in rows.order_by("pk"):
        for day in days:
            window = Span(local_moment(day, row.begins), local_moment(day, row.ends))
            if not _asks_for(row, day, window, at):
                continue
            visit = make_visit(
                person=row.person,
                institution=institution,
                items=row.items,
                window=window,
                role=role,
                enrolment_id=row.pk,
                by=by,
                at=at,
            )
            made.append(check_risk(visit_id=visit.pk, ticked=(), by=by, at=at))
    return made


def _asks_for(row: Enrolment, day: date, window: Span, at: datetime) -> bool:
    if not row.span.lower <= day < row.span.upper or day.weekday() not in row.weekdays:
        return False
    if window.until is None or window.until <= at:
        return False
    return not row.visits.filter(window__startswith=window.since).exists()


def _note(action: str, row: Enrolment, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=f"visits.{action}",
        subject_kind="enrolment",
        subject_id=row.pk,
        person_id=row.person_id,
        payload={"kind": row.kind, "until": row.span.upper},
    )
