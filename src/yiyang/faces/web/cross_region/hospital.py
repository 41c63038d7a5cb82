"""An institution's desk: patients insured elsewhere, and their claims settled with that node."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.claims.selectors import claim_for
from yiyang.cross_region import selectors
from yiyang.cross_region.services import asking
from yiyang.cross_region.services.eligibility import ask_eligibility
from yiyang.faces.web.cross_region.forms import QuestionForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import word
from yiyang.network.selectors import own_institution

STEPS = {
    "preview": asking.ask_preview,
    "settle": asking.ask_settle,
    "reverse": asking.ask_reverse,
}


@needs(Power.SETTLE)
@never_cache
@require_http_methods(["GET", "POST"])
def patients(request: HttpRequest) -> HttpResponse:
    """List claims settled with other nodes and questions; ask whether a patient is insured."""
    seen, now = request.assignment, timezone.now()
    initial = {"on": timezone.localdate()}
    form = QuestionForm(request.POST or None, initial=initial, assignment=seen)
    if form.is_valid():
        told = form.cleaned_data
        ask_eligibility(
            node=form.chosen(), person=told["who"],
            institution=own_institution(seen), kind=told["kind"], on=told["on"],
            is_emergency=told["is_emergency"], code=told["code"].strip(), by=request.actor, at=now,
        )  # fmt: skip
        return redirect("away_desk")
    rows = selectors.settlements_for(seen)[: selectors.SHOWN]
    page = {"form": form, "questions": selectors.eligibilities_for(seen), "rows": rows}
    return render(request, "cross_region/patients.html", page)


@needs(Power.SETTLE)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the settlement of a claim of somebody insured elsewhere."""
    claim = claim_for(request.assignment, pk)
    made = asking.open_settlement(claim=claim, by=request.actor, at=timezone.now())
    return redirect("away_settlement", pk=made.pk)


@needs(Power.SETTLE, Power.KEEP_CROSS_REGION)
@never_cache
@require_GET
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a settlement, what it would come to, and what can be done."""
    found = selectors.settlement_for(request.assignment, pk)
    if found.person_id is not None:
        now = timezone.now()
        note_access(by=request.actor, at=now, person_id=found.person_id, what="claims")
    page = {"it": found, "names": request.assignment.institution_id is not None}
    return render(request, "cross_region/settlement.html", page)


@needs(Power.SETTLE)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the node of insurance for a split, a settlement, or its reversal."""
    found = selectors.settlement_for(request.assignment, pk)
    step = word(request, "step", STEPS)
    step(settlement=found, by=request.actor, at=timezone.now())
    return redirect("away_settlement", pk=pk)
