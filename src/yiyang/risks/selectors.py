"""Risks as departments of a place, and those who must answer, may see them."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.cases.models import Task
from yiyang.network.models import Institution
from yiyang.risks.models import Risk


def risks_for(assignment: Assignment) -> QuerySet[Risk]:
    """Return the risks of a department's place, or those that one's own desk must answer.

    The open ones first, the next due before others; ``due_at`` is when the owner must answer.
    """
    due = Task.objects.filter(case=OuterRef("case"), state=Task.State.OPEN).order_by("due_at")
    rows = Risk.objects.filter(_mine(assignment)).annotate(
        due_at=Subquery(due.values("due_at")[:1])
    )
    rows = rows.select_related("case__place", "institution")
    return rows.order_by(
        F("case__closed_at").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "-pk"
    )


def _mine(assignment: Assignment) -> Q:
    place = assignment.place
    if place is not None and has_power(assignment, Power.WATCH_RISKS):
        return Q(case__place__code__within=place.code)
    return _own(assignment)


def _own(assignment: Assignment) -> Q:
    """Risks that one's own desk must answer."""
    place = assignment.place
    if not has_power(assignment, Power.ANSWER_RISK):
        return Q(pk=None)
    own = Q(owner_role=assignment.role)
    if assignment.institution_id is not None:
        return own & Q(institution=assignment.institution_id, is_institutions=True)
    if place is not None:
        return own & Q(case__place__code__within=place.code, is_institutions=False)
    return Q(pk=None)


def risk_for(assignment: Assignment, case_id: int) -> Risk:
    """Return a risk of ``risks_for``, by its case.  Raises Http404."""
    return get_object_or_404(risks_for(assignment), case=case_id)


def risk_to_answer(assignment: Assignment, case_id: int) -> Risk:
    """Return a risk that one's own desk must answer, by its case.  Raises Http404."""
    return get_object_or_404(risks_for(assignment).filter(_own(assignment)), case=case_id)


def risk_to_check(assignment: Assignment, case_id: int) -> Risk:
    """Return a risk that another desk must answer, by its case: nobody checks their own answer.

    Raises Http404.
    """
    return get_object_or_404(risks_for(assignment).exclude(_own(assignment)), case=case_id)


def is_own(assignment: Assignment, risk: Risk) -> bool:
    """Tell whether one's own desk must answer a risk."""
    return Risk.objects.filter(_own(assignment), pk=risk.pk).exists()


def institutions_of(assignment: Assignment) -> QuerySet[Institution]:
    """Return the institutions that a risk of the department's place can be of."""
    place = assignment.place
    rows = Institution.objects.filter(is_open=True, is_elsewhere=False).order_by("code")
    if place is None or not has_power(assignment, Power.WATCH_RISKS):
        return rows.none()
    return rows.filter(place__code__within=place.code)
