"""The work of a desk: its open tasks, the overdue ones first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yiyang.access.models import Assignment
from yiyang.access.powers import Power
from yiyang.cases.models import Case
from yiyang.cases.selectors import names_of_cases, work_counts, worklist
from yiyang.faces.web.doors import needs
from yiyang.notices.selectors import waiting_count

PAGE_OF_KIND = {
    "CONSULTATION": "consultation",
    "REFERRAL_UP": "referral",
    "REFERRAL_DOWN": "referral",
    "TRANSFER": "transfer",
    "FILING": "filing",
    "FUND_MATTER": "matter",
    "OUTBREAK": "outbreak",
    "OUTBREAK_EXERCISE": "outbreak",
    "RISK": "risk",
}


@needs(Power.ANSWER_NOTICE)
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """Show what waits at the acting assignment's desk."""
    return render(request, "desk/work.html", _waiting(request.assignment))


@needs(Power.ANSWER_NOTICE)
@require_GET
def work_list(request: HttpRequest) -> HttpResponse:
    """Return the list alone; asked for every few seconds."""
    return render(request, "desk/list.html", _waiting(request.assignment))


def case_address(case: Case) -> str | None:
    """Return the page of a case, or None while its kind has none."""
    try:
        return reverse(PAGE_OF_KIND[case.kind], kwargs={"pk": case.pk})
    except (KeyError, NoReverseMatch):
        return None


def _waiting(assignment: Assignment) -> dict[str, Any]:
    now = timezone.now()
    items = worklist(assignment, now)
    names = names_of_cases(assignment, {item.task.case_id for item in items})
    return {
        "items": [
            (item, case_address(item.task.case), names.get(item.task.case_id, "")) for item in items
        ],
        "listed": items,
        "counts": work_counts(assignment, now),
        "notices_waiting": waiting_count(assignment),
    }
