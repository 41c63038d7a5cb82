"""Filings: the list, a new one, one of them and the answers to it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.cases.selectors import available_actions, timeline
from yiyang.decisions.selectors import latest_of
from yiyang.decisions.services import read_book
from yiyang.faces.web.attachments import as_attachment
from yiyang.faces.web.doors import needs
from yiyang.faces.web.filings.forms import FilingForm
from yiyang.faces.web.mending import as_refusal
from yiyang.faces.web.templatetags.yiyang_text import label_or_code, say
from yiyang.kernel.messages import Message
from yiyang.network.selectors import institutions_for, own_institution
from yiyang.signing.filing_selectors import filing_for, filings_for, open_tasks
from yiyang.signing.models import Filing
from yiyang.signing.services import filing as services

PAGE_SIZE = 50


@needs(Power.FILE_INTERNAL, Power.ACCEPT_FILING)
@require_GET
def filings(request: HttpRequest) -> HttpResponse:
    """List filings: those of one's institution, or those to answer."""
    rows = filings_for(request.assignment)
    part = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {"filings": [(one, open_tasks(one).first()) for one in part], "page": part}
    return render(request, "filings/list.html", shown | {"now": timezone.now()})


@needs(Power.FILE_INTERNAL)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """File an internal medical institution of one's own institution."""
    home, now = own_institution(request.assignment), timezone.now()
    form = _form(request, None)
    if not form.is_valid():
        return render(request, "filings/form.html", {"form": form, "home": home})
    try:
        made = services.file_internal(
            home_id=home.pk, fields=form.fields_filed(), papers=form.papers(),
            by=request.actor, at=now,
        )  # fmt: skip
    except services.FilingRefused as refused:
        return _lacking(request, refused, {"form": form, "home": home})
    return redirect("filing", pk=made.case_id)


@needs(Power.FILE_INTERNAL)
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was returned and file it again."""
    found = filing_for(request.assignment, pk)
    form = _form(request, found)
    shown = {"form": form, "home": found.home, "filing": found}
    if not form.is_valid():
        return render(request, "filings/form.html", shown)
    try:
        services.refile(
            filing_id=found.pk, fields=form.fields_filed(), papers=form.papers(),
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except services.FilingRefused as refused:
        return _lacking(request, refused, shown)
    return redirect("filing", pk=pk)


@needs(Power.FILE_INTERNAL, Power.ACCEPT_FILING)
@require_GET
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a filing: what was filed, until when it is answered, what may be done now."""
    found = filing_for(request.assignment, pk)
    shown = {
        "filing": found,
        "tasks": open_tasks(found),
        "now": timezone.now(),
        "papers": found.case.attachments.filter(added_at__isnull=False).order_by("kind"),
        "events": timeline(found.case),
        "actions": {one.code for one in available_actions(found.case, request.assignment)},
        "decision": latest_of("filing.internal", services.SUBJECT, found.pk),
    }
    return render(request, "filings/filing.html", shown)


@needs(Power.FILE_INTERNAL, Power.ACCEPT_FILING)
@require_GET
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a document of a filing."""
    found = filing_for(request.assignment, pk)
    papers = found.case.attachments.select_related("document")
    return as_attachment(get_object_or_404(papers, kind=kind, document__isnull=False).document)


@needs(Power.ACCEPT_FILING)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a filing; the internal institution enters the registry."""
    found = filing_for(request.assignment, pk)
    services.accept_filing(filing_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("filing", pk=pk)


@needs(Power.ACCEPT_FILING)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a filing with the reasons."""
    found, note = filing_for(request.assignment, pk), request.POST.get("note", "")
    services.return_filing(filing_id=found.pk, note=note, by=request.actor, at=timezone.now())
    return redirect("filing", pk=pk)


@needs(Power.FILE_INTERNAL)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a filing, with a reason."""
    found, note = filing_for(request.assignment, pk), request.POST.get("note", "")
    services.withdraw_filing(filing_id=found.pk, note=note, by=request.actor, at=timezone.now())
    return redirect("filing", pk=pk)


def _lacking(
    request: HttpRequest, refused: services.FilingRefused, shown: dict[str, Any]
) -> HttpResponse:
    """Show the form as it was filled in, with everything that is missing at once."""
    for reason, about in refused.reasons:
        told = say(Message(reason))
        shown["form"].add_error(None, f"{told} {label_or_code(about)}" if about else told)
    return as_refusal(render(request, "filings/form.html", shown), refused)


def _form(request: HttpRequest, filing: Filing | None) -> FilingForm:
    return FilingForm(
        request.POST or None,
        request.FILES or None,
        reading=read_book(timezone.localdate()),
        institutions=institutions_for(request.assignment).order_by("name_zh"),
        initial=FilingForm.initial_of(filing) if filing else {},
    )
