"""``$everything``: a person's record in pages, as far as the reader may see it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.invoking import invoked
from yiyang.faces.fhir.outcomes import formed
from yiyang.record.selectors.everything import Gathered, Wanted, everything, patient_looked_at
from yiyang.rules.fhir_map.moments import Period
from yiyang.rules.fhir_map.parameters import served_types
from yiyang.rules.fhir_map.written import write_json

USUAL, MOST = 1_000, 5_000
MOST_DIGITS = 18
KNOWN = frozenset({"start", "end", "_since", "_type", "_count", "_cursor"})


@fhir(Power.READ_FHIR)
@invoked
def all_of_patient(request: HttpRequest, reader: Reader, fhir_id: str) -> HttpResponse:
    """Answer with the whole record of a Patient's person, and the directory it points to."""
    asking.check_name("Patient", fhir_id)
    asking.check_answer_form(request)
    asking.check_parameters(request, KNOWN)
    limit = asking.count(request, usual=USUAL, most=MOST) or USUAL
    wanted = _wanted(request, limit)
    person_id = patient_looked_at(reader, fhir_id, at=timezone.now())
    if person_id is None:
        raise Http404
    root = request.build_absolute_uri("/").rstrip("/")
    page = everything(reader, person_id, wanted, base=f"{root}/fhir/")
    return formed(request, _bundle(request, root, page))


def _wanted(request: HttpRequest, limit: int) -> Wanted:
    types = frozenset(t for t in request.GET.get("_type", "").split(",") if t)
    if types - served_types():
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="_type")
    start, end = _day(request, "start"), _day(request, "end")
    return Wanted(
        types,
        asking.moment(request, "_since"),
        start[0] if start else None,
        end[1] if end else None,
        _after(request),
        limit,
    )


def _day(request: HttpRequest, name: str) -> Period | None:
    given = request.GET.get(name)
    return asking.period(given, name) if given else None


def _after(request: HttpRequest) -> int:
    given = request.GET.get("_cursor", "0")
    if not (given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS):
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="_cursor")
    return int(given)


def _bundle(request: HttpRequest, root: str, page: Gathered) -> bytes:
    links = [{"relation": "self", "url": root + request.get_full_path()}]
    if page.after is not None:
        query = {k: v for k, v in request.GET.items() if k != "_cursor"} | {"_cursor": page.after}
        links.append({"relation": "next", "url": f"{root}{request.path}?{urlencode(query)}"})
    head = write_json({"resourceType": "Bundle", "type": "searchset", "link": links})
    entries = ",".join(filter(None, (page.matches, page.beside)))
    return head[:-1] + f',"entry":[{entries}]}}'.encode() if entries else head
