"""Reading filings: a home's own, or those the commission answers."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.cases.models import Task
from yiyang.network.selectors import network_code
from yiyang.signing.models import Filing

ANSWER = "ANSWER_FILING"


def filings_for(assignment: Assignment) -> QuerySet[Filing]:
    """Return the filings of one's own institution, or of one's place, the latest first."""
    rows = Filing.objects.select_related("case", "home", "operator", "institution")
    if assignment.institution_id is not None:
        rows = rows.filter(home=assignment.institution_id)
    else:
        rows = rows.filter(home__place__code__within=network_code(assignment))
    return rows.order_by("-case__opened_at", "-pk")


def filing_for(assignment: Assignment, case_id: int) -> Filing:
    """Return a filing that an assignment may see, by its case.  Raises Http404."""
    return get_object_or_404(filings_for(assignment), case=case_id)


def open_tasks(filing: Filing) -> QuerySet[Task]:
    """Return what must be done about a filing, with its deadline."""
    return filing.case.tasks.filter(state=Task.State.OPEN).order_by("due_at", "pk")
