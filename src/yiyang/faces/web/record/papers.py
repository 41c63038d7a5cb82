"""The summary of a person to take along: a sheet to print, a PDF, a document for others."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.decisions.services import read_book
from yiyang.faces.fhir.outcomes import FHIR_JSON
from yiyang.faces.oauth.addresses import fhir_base
from yiyang.faces.web.doors import needs
from yiyang.faces.web.record.printing import printed
from yiyang.record.services import hand_out_person_summary
from yiyang.rules.fhir_map.sheet import sheet_of
from yiyang.rules.fhir_map.written import write_json


@needs(Power.SEE_PERSON, Power.SEE_OWN)
@require_GET
def sheet(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the summary as a sheet in large type, made for paper."""
    shown = sheet_of(_document(request, person_id))
    language = get_language() or "zh-hans"
    sections = [(s.title(language), s.lines(language), s.is_cut) for s in shown.sections]
    page = {"sheet": shown, "sections": sections, "person_id": person_id}
    return render(request, "record/sheet.html", page)


@needs(Power.SEE_PERSON, Power.SEE_OWN)
@require_GET
def pdf(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give the same sheet as a PDF, in the language of the reader."""
    body = printed(sheet_of(_document(request, person_id)), get_language() or "zh-hans")
    return _download(body, "application/pdf", "summary.pdf")


@needs(Power.SEE_PERSON, Power.SEE_OWN)
@require_GET
def ips(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give the International Patient Summary, as ``$summary`` does."""
    return _download(write_json(_document(request, person_id)), FHIR_JSON, "summary.fhir.json")


def _document(request: HttpRequest, person_id: int) -> dict[str, Any]:
    at = timezone.now()
    return hand_out_person_summary(
        reader=Reader(request.assignment, request.actor),
        person_id=person_id,
        base=fhir_base(request),
        reading=read_book(timezone.localdate(at)),
        at=at,
    )


def _download(body: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
