"""What an institution is asked to give to a response, and its answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power, has_power
from yiyang.faces.web.alarms.forms import PledgeForm
from yiyang.faces.web.doors import needs
from yiyang.vigilance import selectors
from yiyang.vigilance.services import answer_pledge

SHOWN = 100
BAD_FORM = 400


@needs(Power.LEAD_RESPONSE, Power.ANSWER_OFFER)
@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the response of a case, or to what the reader's institution is asked in it."""
    if has_power(request.assignment, Power.LEAD_RESPONSE):
        return redirect("response", pk=selectors.response_of_case(request.assignment, pk).case_id)
    asked = selectors.pledges_for(request.assignment).filter(response__case=pk).order_by("pk")
    first = asked.filter(answered_at=None).first() or asked.first()
    return redirect("pledge", pk=get_object_or_404(asked, pk=first.pk if first else 0).pk)


@needs(Power.ANSWER_OFFER)
@require_GET
def pledges(request: HttpRequest) -> HttpResponse:
    """List what the reader's institution is asked to give, and has given."""
    rows = selectors.pledges_for(request.assignment)[:SHOWN]
    return render(request, "alarms/pledges.html", {"rows": rows})


@needs(Power.ANSWER_OFFER)
@require_http_methods(["GET", "POST"])
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose beds and staff for a pool, or refuse."""
    row, now = selectors.pledge_for(request.assignment, pk), timezone.now()
    form = PledgeForm(
        request.POST or None, beds=selectors.beds_to_give(row),
        staff=selectors.staff_to_give(row, now),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        beds, staff = ([each.pk for each in form.cleaned_data[name]] for name in ("beds", "staff"))
        answer_pledge(pledge=row, beds=beds, staff=staff, by=request.actor, at=now)
        return redirect("pledge", pk=pk)
    page = {"row": row, "form": form if row.answered_at is None else None}
    status = BAD_FORM if request.method == "POST" else 200
    return render(request, "alarms/pledge.html", page, status=status)
