"""``$summary``: the International Patient Summary of a person, made for who asks.

The Patient is named in the address, or found by an identifier of theirs.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.decisions.services import read_book
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.invoking import invoked
from yiyang.faces.fhir.outcomes import formed
from yiyang.faces.oauth.addresses import fhir_base
from yiyang.record.services import hand_out_summary
from yiyang.record.services.summaries import patient_summarised
from yiyang.rules.fhir_map.written import write_json


@require_http_methods(["GET", "HEAD", "POST"])
@fhir(Power.READ_FHIR)
def summary(request: HttpRequest, reader: Reader, fhir_id: str) -> HttpResponse:
    """Return the summary document of the person of a Patient, and write who was given it."""
    asking.check_answer_form(request)
    return _handed_out(request, reader, fhir_id)


@require_http_methods(["GET", "HEAD", "POST"])
@fhir(Power.READ_FHIR)
@invoked
def summary_by_identifier(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Return the summary document of the one person who bears an identifier."""
    asking.check_answer_form(request)
    given = request.GET.getlist("identifier")
    if len(given) != 1 or not given[0].rpartition("|")[2]:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="identifier")
    system, bar, value = given[0].rpartition("|")
    found = patient_summarised(reader, value, system=system if bar else None)
    return _handed_out(request, reader, found)


def _handed_out(request: HttpRequest, reader: Reader, fhir_id: str) -> HttpResponse:
    at = timezone.now()
    document = hand_out_summary(
        reader=reader,
        patient_id=fhir_id,
        base=fhir_base(request),
        reading=read_book(timezone.localdate(at)),
        at=at,
    )
    return formed(request, write_json(document))
