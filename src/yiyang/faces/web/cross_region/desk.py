"""The insurer's desk: filings to judge, what is owed, differences, months, money sent ahead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.cross_region import selectors
from yiyang.cross_region.services import clearing, comparing, filing, prepaying
from yiyang.faces.web.cross_region.forms import DayForm, PrepayForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import word

BAD_FORM = 422


@needs(Power.KEEP_CROSS_REGION)
@never_cache
@require_GET
def cross_region(request: HttpRequest) -> HttpResponse:
    """Show the desk: what waits first."""
    return _desk_page(request)


def _desk_page(request: HttpRequest, **given: DayForm | PrepayForm) -> HttpResponse:
    """Show the desk; with a form that was not right, what is wrong in it."""
    seen = request.assignment
    today = timezone.localdate()
    page = {
        "standings": selectors.standings(seen, today),
        "filings": selectors.filings_for(seen)[: selectors.SHOWN],
        "settlements": selectors.settlements_for(seen)[: selectors.SHOWN],
        "differences": selectors.differences_for(seen),
        "clearings": selectors.clearings_for(seen)[: selectors.SHOWN],
        "day_form": DayForm(prefix="day"),
        "month_form": DayForm(prefix="month"),
        "prepay_form": PrepayForm(prefix="prepay"),
    }
    status = BAD_FORM if given else 200
    return render(request, "cross_region/desk.html", page | given, status=status)


@needs(Power.KEEP_CROSS_REGION)
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Compare the books of a day with a node."""
    form, now = DayForm(request.POST, prefix="day"), timezone.now()
    if not form.is_valid():
        return _desk_page(request, day_form=form)
    node, day = selectors.node_for(request.assignment, form.chosen()), form.cleaned_data["day"]
    comparing.ask_books(node=node, day=day, by=request.actor, at=now)
    messages.success(request, _("The lines are on their way."), extra_tags="good")
    return redirect("cross_region")


@needs(Power.KEEP_CROSS_REGION)
@require_POST
def state(request: HttpRequest) -> HttpResponse:
    """State a month to a node."""
    form, now = DayForm(request.POST, prefix="month"), timezone.now()
    if not form.is_valid():
        return _desk_page(request, month_form=form)
    node = selectors.node_for(request.assignment, form.chosen())
    month = form.cleaned_data["day"]
    clearing.ask_statement(node=node, month=month, by=request.actor, at=now)
    messages.success(request, _("The statement is on its way."), extra_tags="good")
    return redirect("cross_region")


@needs(Power.KEEP_CROSS_REGION)
@require_POST
def prepay(request: HttpRequest) -> HttpResponse:
    """Send a node what fills the prepaid money up."""
    form, now = PrepayForm(request.POST, prefix="prepay"), timezone.now()
    if not form.is_valid():
        return _desk_page(request, prepay_form=form)
    node, fen = selectors.node_for(request.assignment, form.chosen()), form.fen()
    prepaying.send_payment(node=node, by=request.actor, at=now, agreed_month_fen=fen)
    messages.success(request, _("The money is on its way."), extra_tags="good")
    return redirect("cross_region")


@needs(Power.KEEP_CROSS_REGION)
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a filing that waits, or turn it down with a reason."""
    found = selectors.filing_for(request.assignment, pk)
    filing.judge_filing(
        filing=found,
        accepts=word(request, "answer", {"ACCEPT": True, "TURN_DOWN": False}),
        words=request.POST.get("words", ""),
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("cross_region")


@needs(Power.KEEP_CROSS_REGION)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a filing in force."""
    found = selectors.filing_for(request.assignment, pk)
    filing.end_filing(filing=found, by=request.actor, at=timezone.now())
    return redirect("cross_region")


@needs(Power.KEEP_CROSS_REGION)
@never_cache
@require_GET
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the statement of a month with its lines; to be printed too."""
    found = selectors.clearing_for(request.assignment, pk)
    page = {"it": found, "lines": selectors.lines_cleared(found)}
    return render(request, "cross_region/clearing.html", page)
