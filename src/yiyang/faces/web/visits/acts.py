"""The acts of an institution in the service ledger, with their flags, and their reversal."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.visits.forms import ReverseForm
from yiyang.ledger.selectors import act_for, acts_for
from yiyang.ledger.services import reverse_act
from yiyang.people.selectors import shown_names

PAGE_SIZE = 50
BAD_FORM = 400


@needs(Power.ARRANGE_VISITS)
@require_GET
def acts(request: HttpRequest) -> HttpResponse:
    """List the acts of the institution, the latest first; on wish only those with a flag."""
    rows = acts_for(request.assignment)
    flagged = request.GET.get("flagged") == "1"
    if flagged:
        rows = rows.exclude(flags=[])
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page", "1"))
    names = shown_names(request.assignment, [act.person for act in page])
    lines = [(act, names[act.person_id]) for act in page]
    return render(request, "visits/acts.html", {"page": page, "acts": lines, "flagged": flagged})


@needs(Power.ARRANGE_VISITS)
@require_http_methods(["GET", "POST"])
def reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Reverse an act of the institution, with the reason."""
    act = act_for(request.assignment, pk)
    form = ReverseForm(request.POST or None)
    if not form.is_valid():
        names = shown_names(request.assignment, [act.person])
        shown = {"form": form, "act": act, "name": names[act.person_id]}
        status = BAD_FORM if request.method == "POST" else 200
        return render(request, "visits/reverse.html", shown, status=status)
    reverse_act(act=act, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    return redirect("acts")
