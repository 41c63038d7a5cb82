"""Reading alarms, responses and pledges: those of the reader's place, or of their institution."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.network.models import Bed, Practitioner
from yiyang.rules.calendar import CHINA
from yiyang.vigilance.models import (
    Alarm,
    Casualty,
    Counting,
    Pledge,
    PooledBed,
    PooledStaff,
    Response,
)

GRAVEST_FIRST = ("CRITICAL", "SEVERE", "MODERATE", "MILD")


def alarms_for(assignment: Assignment) -> QuerySet[Alarm]:
    """Return the alarms of an assignment's place, the newest first."""
    rows = Alarm.objects.select_related("place", "institution", "decision", "response__case")
    return rows.filter(place__code__within=_code(assignment)).order_by("-on", "-pk")


def alarm_for(assignment: Assignment, pk: int) -> Alarm:
    """Return an alarm of an assignment's place.  Raises Http404."""
    return get_object_or_404(alarms_for(assignment), pk=pk)


def responses_for(assignment: Assignment) -> QuerySet[Response]:
    """Return the responses and exercises of an assignment's place: those under way first."""
    rows = Response.objects.select_related("case", "place", "decision").annotate(
        alarm_count=Count("alarms")
    )
    rows = rows.filter(place__code__within=_code(assignment))
    return rows.order_by(F("ended_at").desc(nulls_first=True), "is_exercise", "-began_at")


def response_of_case(assignment: Assignment, case_id: int) -> Response:
    """Return the response of a case, of an assignment's place.  Raises Http404."""
    return get_object_or_404(responses_for(assignment), case=case_id)


def counting_of(assignment: Assignment) -> Counting | None:
    """Return how far the counts of an assignment's place are kept; None where they never were."""
    return Counting.objects.filter(place__code=_code(assignment)).first()


def alarms_told(keys: Collection[int]) -> list[dict[str, Any]]:
    """Return alarms in plain values, for the command line."""
    rows = Alarm.objects.filter(pk__in=keys).select_related("place", "institution")
    return [
        {
            "alarm": row.pk, "on": row.on.isoformat(), "syndrome": row.syndrome,
            "series": _series(row), "observed": row.observed, "upper": str(row.upper),
            "decision": row.decision_id, "response": row.response_id,
        }
        for row in rows.order_by("on", "pk")
    ]  # fmt: skip


def _series(row: Alarm) -> str:
    where = row.institution.code if row.institution else row.place.code
    return f"{row.syndrome} {where}"


def pledges_for(assignment: Assignment) -> QuerySet[Pledge]:
    """Return what an assignment's institution is asked to give, the newest first."""
    rows = Pledge.objects.filter(institution=assignment.institution_id or 0)
    return rows.select_related("response__place", "institution").order_by("-asked_at", "-pk")


def pledge_for(assignment: Assignment, pk: int) -> Pledge:
    """Return something an assignment's institution is asked to give.  Raises Http404."""
    return get_object_or_404(pledges_for(assignment), pk=pk)


def given_for(assignment: Assignment, pk: int) -> Pledge:
    """Return something given to a response of an assignment's place.  Raises Http404."""
    rows = Pledge.objects.select_related("response__case", "response__place", "institution")
    return get_object_or_404(rows.filter(response__in=responses_for(assignment)), pk=pk)


def casualty_for(assignment: Assignment, pk: int) -> Casualty:
    """Return somebody in a response of an assignment's place.  Raises Http404."""
    rows = Casualty.objects.select_related("response__case", "response__place")
    return get_object_or_404(rows.filter(response__in=responses_for(assignment)), pk=pk)


def casualties_of(response: Response) -> QuerySet[Casualty]:
    """Return the people of a response, the gravest first; a severity without a rank comes last."""
    ranks = [When(severity=code, then=Value(rank)) for rank, code in enumerate(GRAVEST_FIRST)]
    rank = Case(*ranks, default=Value(len(ranks)))
    rows = response.casualties.select_related("bed__bed__institution", "place", "transfer")
    return rows.order_by(rank, "-news2", "number")


def beds_to_give(pledge: Pledge) -> QuerySet[Bed]:
    """Return the free beds of the kind that no pool has; in an exercise none of its pools."""
    pooled = PooledBed.objects.filter(is_exercise=pledge.response.is_exercise, released_at=None)
    rows = Bed.objects.filter(institution=pledge.institution_id, kind=pledge.bed_kind)
    return rows.filter(state="FREE").exclude(pk__in=pooled.values("bed")).order_by("code")


def staff_to_give(pledge: Pledge, at: datetime) -> QuerySet[Practitioner]:
    """Return doctors and nurses with a post there that day, in no pool, not at work just now."""
    day = at.astimezone(CHINA).date()
    pooled = PooledStaff.objects.filter(is_exercise=pledge.response.is_exercise, released_at=None)
    rows = Practitioner.objects.filter(
        profession__in=("DOCTOR", "NURSE"), posts__institution=pledge.institution_id,
        posts__span__contains=day,
    )  # fmt: skip
    free = rows.exclude(pk__in=pooled.values("practitioner")).exclude(turns__span__contains=at)
    return free.distinct().order_by("code")


@dataclass(frozen=True)
class PoolLine:
    """What one institution has in the pool, and how much of it is taken."""

    pledge: Pledge
    beds: int
    taken: int
    staff: int
    released: int


def pool_of(response: Response) -> list[PoolLine]:
    """Return the pool of a response by institution, those asked first on top."""
    open_bed, open_staff = Q(pooled_beds__released_at=None), Q(pooled_staff__released_at=None)
    taken = Q(pooled_beds__casualties__left_at=None, pooled_beds__casualties__isnull=False)
    rows = response.pledges.select_related("institution__place").annotate(
        open_beds=Count("pooled_beds", filter=open_bed, distinct=True),
        taken_beds=Count("pooled_beds", filter=open_bed & taken, distinct=True),
        open_staff=Count("pooled_staff", filter=open_staff, distinct=True),
        released=Count("pooled_beds", filter=~open_bed, distinct=True),
    )
    return [
        PoolLine(row, row.open_beds, row.taken_beds, row.open_staff, row.released)
        for row in rows.order_by("pk")
    ]


def _code(assignment: Assignment) -> str:
    """Return the code of the reader's place; one of nowhere for who has none."""
    return assignment.place.code if assignment.place else "-"
