"""Runs of the contract fee: tried, started, stopped, resumed; what each came to."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.accounts.models import Run
from yiyang.accounts.services import change_run
from yiyang.decisions.services import read_book
from yiyang.faces.web.decisions.explained import grounds
from yiyang.faces.web.doors import needs
from yiyang.faces.web.fees.forms import ADJUST, TRY, PeriodForm
from yiyang.faces.web.mending import word
from yiyang.fees import pay_selectors, selectors, share_selectors
from yiyang.fees.services import finds_nothing_new, order_fee_run, parts_of, try_fees
from yiyang.fees.summaries import summary_of

PAGE_SIZE = 50
KEYS = (
    *("fees.shares.basic", "fees.shares.personal", "fees.effective_only", "fees.after_assessment"),
    *("fees.assessed_payers", "fees.staff_percent", "fees.hospital_doctor_percent"),
)
STATES = {"stop": Run.State.STOPPED, "resume": Run.State.STAGING, "drop": Run.State.ABANDONED}


@needs(Power.SEE_FEES, Power.RUN_FEES)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """List the runs, and the values that a run of today would read."""
    reading = read_book(timezone.localdate())
    lines = [reading.line(key) for key in KEYS]
    page = {
        "runs": selectors.runs_for(request.assignment),
        "grounds": grounds(lines, get_language()),
        "institution": request.assignment.institution,
    }
    return render(request, "fees/runs.html", page)


@needs(Power.RUN_FEES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Try a year's run, or start it; it is worked through in the background."""
    form = PeriodForm(request.POST or None, initial={"period": timezone.localdate().year - 1})
    if not form.is_valid():
        return render(request, "fees/new.html", {"form": form})
    asked = {"period": form.cleaned_data["period"], "by": request.actor, "at": timezone.now()}
    act = form.cleaned_data["act"]
    if act == TRY:
        return render(request, "fees/new.html", {"form": form, "tried": try_fees(**asked)})
    run = order_fee_run(adjust=act == ADJUST, **asked)
    return redirect("fee_run", pk=run.pk)


@needs(Power.SEE_FEES, Power.RUN_FEES)
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run: how far it is, what it came to, what it left out, and each institution."""
    found = selectors.run_for(request.assignment, pk)
    # Nobody sees an amount before the whole is done.
    institutions = selectors.institutions_of(request.assignment, found)
    shown = Paginator(institutions, PAGE_SIZE).get_page(request.GET.get("page"))
    totals = selectors.totals_of(found, [one.pk for one in shown])
    page = {
        "run": found,
        "summary": summary_of(found) if _is_shown_whole(request, found) else None,
        "done": found.chunks.count(),
        "nothing_new": found.state == Run.State.ABANDONED and finds_nothing_new(found),
        "parts": parts_of(found),
        "left_out": selectors.left_out_of(found, request.assignment.institution),
        "page": shown,
        "rows": [(one, totals.get(one.pk)) for one in shown],
    }
    return render(request, "fees/run.html", page)


@needs(Power.RUN_FEES)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a run, resume it, or give it up."""
    found = selectors.run_for(request.assignment, pk)
    wanted = word(request, "act", STATES)
    change_run(run=found, state=wanted, by=request.actor, at=timezone.now())
    return redirect("fee_run", pk=pk)


@needs(Power.SEE_FEES, Power.RUN_FEES)
@require_GET
def institution(request: HttpRequest, pk: int, institution_pk: int) -> HttpResponse:
    """Show an institution's fees of a run: who paid, the factor, who is paid, what is left out."""
    found = selectors.posted_run_for(request.assignment, pk)
    place = selectors.fee_institution_for(request.assignment, institution_pk)
    shares = selectors.shares_of(found, place)
    pay = pay_selectors.pay_at(found, place)
    total = sum(share.fen for share in shares)
    staff = sum(one.posting.fen for one in pay)
    page = {
        "run": found,
        "institution": place,
        "shares": shares,
        "factors": selectors.factors_of(found, place),
        "pay": pay,
        "total": total,
        "staff": staff,
        "rest": selectors.rest_of(found, place),
        "left_out": selectors.left_out_of(found, place),
        "people": selectors.left_out_people(request.assignment, found, place),
    }
    return render(request, "fees/institution.html", page)


@needs(Power.SEE_FEES, Power.RUN_FEES)
@require_GET
def counted(request: HttpRequest, pk: int, institution_pk: int, package: str) -> HttpResponse:
    """Show the packages that the figures of an institution's payers are the sum of."""
    found = selectors.posted_run_for(request.assignment, pk)
    place = selectors.fee_institution_for(request.assignment, institution_pk)
    rows = share_selectors.counted_of(found, place, package)
    shown = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = share_selectors.with_shares(request.assignment, list(shown))
    for person in sorted({one.row.person_id for one in lines if one.is_named}):
        note_access(by=request.actor, at=timezone.now(), person_id=person, what="fees")
    page = {
        "run": found,
        "institution": place,
        "package": package,
        "shares": [s for s in selectors.shares_of(found, place) if s.package == package],
        "page": shown,
        "lines": lines,
    }
    return render(request, "fees/counted.html", page)


def _is_shown_whole(request: HttpRequest, found: Run) -> bool:
    return request.assignment.institution_id is None and found.state == Run.State.POSTED
