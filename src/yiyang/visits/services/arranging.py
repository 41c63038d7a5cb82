"""The day of everybody who visits, arranged at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.network.models import Institution
from yiyang.rules.visiting.routing import DayPlan, Left, Stop, plan_day
from yiyang.visits.facts import day_facts
from yiyang.visits.models import Visit
from yiyang.visits.selectors import open_on
from yiyang.visits.services.asking import take_due
from yiyang.visits.services.enrolling import draw_visits

State = Visit.State


@transaction.atomic
def gather(
    *, institution: Institution, day: date, by: Actor, at: datetime, role: str
) -> list[Visit]:
    """Make the visits of a day that are due by plans, and that enrolments at home ask for."""
    due = take_due(institution=institution, until=day, by=by, at=at, role=role)
    return due + draw_visits(institution=institution, days=[day], by=by, at=at, role=role)


@transaction.atomic
def arrange_day(*, institution: Institution, day: date, by: Actor, at: datetime) -> DayPlan:
    """Give every open visit of a day its worker and its time, or the reason why it has none.

    What was planned for the day and has not begun is planned anew.  Two who arrange at once go
    one after another.
    """
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    visits = list(open_on(institution.pk, day).select_for_update(of=("self",), no_key=True))
    reading = read_book(day)
    facts = day_facts(institution, day, visits, at, reading)
    decided = decide(
        plan_day, facts, reading=reading, subject=Subject("institution", institution.pk), at=at
    )
    _store(visits, decided.result, decided.decision)
    record(
        by=by,
        at=at,
        action="visits.arrange",
        subject_kind="institution",
        subject_id=institution.pk,
        payload={"day": day, "placed": len(visits) - len(decided.result.left)},
    )
    changed(at, visit=[visit.pk for visit in visits])
    return decided.result


def _store(visits: list[Visit], plan: DayPlan, decision: Decision) -> None:
    # Free all times first: the database lets nobody have two visits at one moment meanwhile.
    Visit.objects.filter(pk__in=[visit.pk for visit in visits]).update(
        state=State.ACCEPTED, practitioner=None, second=None, span=None, travel_minutes=None,
        left_because="", plan=decision,
    )  # fmt: skip
    rows = {visit.pk: visit for visit in visits}
    for left in plan.left:
        _leave(rows[left.visit], left)
    for day in plan.days:
        for stop in day.stops:
            _give(rows[stop.visit], day.worker, stop)


def _leave(visit: Visit, left: Left) -> None:
    Visit.objects.filter(pk=visit.pk).update(left_because=left.reasons[0].code)


def _give(visit: Visit, worker: int, stop: Stop) -> None:
    rows = Visit.objects.filter(pk=visit.pk)
    if not stop.leads:
        rows.update(second=worker)
        return
    rows.update(
        state=State.PLANNED,
        practitioner=worker,
        span=DateTimeTZRange(stop.starts_at, stop.ends_at),
        travel_minutes=stop.travel_minutes,
    )
