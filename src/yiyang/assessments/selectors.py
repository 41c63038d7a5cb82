"""Reading assessments: of people whom an assignment may see, and the latest that hold."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.visibility import visible_to
from yiyang.assessments.models import Assessment
from yiyang.decisions.models import Decision

SCOPE = Grant.Scope.SUMMARY  # a level is part of the summary that travels with a person


def visible_assessments(assignment: Assignment) -> QuerySet[Assessment]:
    """Return the assessments of everybody whose summary an assignment may see, newest first."""
    seen = visible_to(assignment, person="person_id", scope=SCOPE)
    rows = Assessment.objects.filter(seen).select_related("person", "institution", "decision")
    return rows.order_by("-assessed_at", "-pk")


def assessments_for(assignment: Assignment, person_id: int) -> QuerySet[Assessment]:
    """Return one person's assessments as far as an assignment may see them, newest first."""
    return visible_assessments(assignment).filter(person=person_id)


def assessment_for(assignment: Assignment, assessment_id: int) -> Assessment:
    """Return one assessment.

    Raises:
        Http404: there is none, or its person may not be seen; the two look the same.
    """
    return get_object_or_404(visible_assessments(assignment), pk=assessment_id)


def latest_valid(person_id: int, day: date) -> dict[str, Assessment]:
    """Return the newest assessment of each instrument up to a day, where it still holds.

    For services that decide about a person.  A newer one supersedes an older one even when it
    has run out itself: then nothing of that instrument holds.
    """
    newest = (
        Assessment.objects.filter(person=person_id, assessed_at__date__lte=day)
        .order_by("instrument", "-assessed_at", "-pk")
        .distinct("instrument")
    )
    return {
        row.instrument: row for row in newest if row.valid_until is None or day < row.valid_until
    }


def green_channel_of(assessment: Assessment) -> Decision | None:
    """Return the decision on the green channel that came with an assessment of vital signs."""
    return Decision.objects.filter(
        rule="placement.green_channel", subject_kind=Assessment.SUBJECT, subject_id=assessment.pk
    ).last()
