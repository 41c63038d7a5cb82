"""Reading the service ledger."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.ledger.kinds import RECOGNISED
from yiyang.ledger.models import Act


def standing_acts() -> QuerySet[Act]:
    """Return the acts that count: neither reversed nor a reversal."""
    return Act.objects.filter(reverses__isnull=True, reversal__isnull=True)


def acts_for(assignment: Assignment) -> QuerySet[Act]:
    """Return the acts of the institution somebody works for, newest first.

    A recognised result is no act that anybody did; it is taken back where it was recognised.
    """
    rows = Act.objects.filter(institution=assignment.institution_id).exclude(kind=RECOGNISED)
    return rows.select_related("person", "practitioner", "reversal", "reverses").order_by("-pk")


def act_for(assignment: Assignment, pk: int) -> Act:
    """Return an act of the institution somebody works for.  Raises Http404."""
    return get_object_or_404(acts_for(assignment), pk=pk)
