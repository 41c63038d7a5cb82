"""The department's pages: who holds which mark, and until when quality control counts."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.decisions.services import read_book
from yiyang.faces.web.attachments import as_attachment
from yiyang.faces.web.doors import needs
from yiyang.faces.web.recognition.forms import CertificateForm, EndForm, TableForm
from yiyang.network.selectors import institutions_for
from yiyang.recognition import selectors, services
from yiyang.recognition.importing import import_certificates

PAGE_SIZE = 100
BAD_FORM = 400


@needs(Power.KEEP_MARKS)
@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    """List the marks and quality controls of the network and of institutions elsewhere."""
    rows = selectors.certificates_for(request.assignment)
    item = request.GET.get("item", "")
    rows = rows.filter(item=item) if item else rows
    shown = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "items": selectors.catalogue(timezone.now()),
        "item": item,
        "today": timezone.localdate(),
    }
    return render(request, "recognition/certificates.html", shown)


@needs(Power.KEEP_MARKS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Keep a mark or a passed quality control."""
    form = CertificateForm(
        request.POST or None,
        request.FILES or None,
        reading=read_book(timezone.localdate()),
        institutions=institutions_for(request.assignment).order_by("name_zh"),
    )
    if not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        return render(request, "recognition/certificate_form.html", {"form": form}, status=status)
    services.keep_certificate(
        holding=form.holding(), certified=form.certified(), paper=form.document(),
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("It is kept."), extra_tags="good")
    return redirect("certificates")


@needs(Power.KEEP_MARKS)
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Keep every row of a table, or none and show every fault."""
    form = TableForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        return render(request, "recognition/import.html", {"form": form}, status=status)
    taken = import_certificates(
        body=form.cleaned_data["table"].read(), assignment=request.assignment,
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    if taken.findings:
        shown = {"form": form, "findings": taken.findings}
        return render(request, "recognition/import.html", shown, status=BAD_FORM)
    added = taken.counts.added
    words = ngettext("%(count)d row was kept.", "%(count)d rows were kept.", added)
    messages.success(request, words % {"count": added}, extra_tags="good")
    return redirect("certificates")


@needs(Power.KEEP_MARKS)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a mark or a quality control count no more from a day on."""
    found = selectors.certificate_for(request.assignment, pk)
    form = EndForm(request.POST or None)
    if not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        shown = {"form": form, "certificate": found}
        return render(request, "recognition/certificate_end.html", shown, status=status)
    services.end_certificate(
        certificate=found, on=form.cleaned_data["on"], by=request.actor, at=timezone.now()
    )
    return redirect("certificates")


@needs(Power.KEEP_MARKS)
@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the document that a certificate cites."""
    rows = selectors.certificates_for(request.assignment).filter(document__isnull=False)
    return as_attachment(get_object_or_404(rows, pk=pk).document)
