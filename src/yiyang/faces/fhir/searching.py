"""Searching: of one type, of all, of whose compartment, by address or by form."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.access.services import note_search
from yiyang.faces.fhir.asking import STRICT, check_answer_form, check_type
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.outcomes import formed
from yiyang.faces.fhir.searchsets import PAGE, searchset
from yiyang.record.selectors.search import BadPage, BadSearch, Page, search, turn, unsealed
from yiyang.rules.fhir_map.links import compartments
from yiyang.rules.fhir_map.shape import is_id

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 1_000
Pairs = list[tuple[str, str]]


@fhir(Power.READ_FHIR)
def search_all(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Answer ``GET /fhir?_type=…``, the same as a form, and every further page of any search."""
    pairs = _pairs(request)
    if text := dict(pairs).get(PAGE):
        return _page(request, reader, text)
    return _first(request, reader, "", pairs)


@fhir(Power.READ_FHIR)
def search_type(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Answer ``GET /fhir/Type?…`` and ``POST /fhir/Type/_search``."""
    check_type(kind)
    return _first(request, reader, kind, _pairs(request))


@fhir(Power.READ_FHIR)
def search_compartment(
    request: HttpRequest, reader: Reader, whose: str, fhir_id: str, kind: str
) -> HttpResponse:
    """Answer ``GET /fhir/Patient/ID/Type?…`` for each compartment, ``*`` for all its types."""
    if whose not in compartments() or not is_id(fhir_id):
        raise Http404
    if kind != "*" and kind not in compartments()[whose]:
        raise Fault("FHIR_TYPE_NOT_SERVED", kind="not-supported", status=404)
    kind = "" if kind == "*" else kind
    return _first(request, reader, kind, _pairs(request), (whose, fhir_id))


def _pairs(request: HttpRequest) -> Pairs:
    """Return names and values of the address and the form, decoded.

    Raises:
        Fault: bytes that are no UTF-8, too many fields, or no form.
    """
    try:
        # WSGI hands bytes over as Latin-1
        texts = [request.META.get("QUERY_STRING", "").encode("latin-1").decode()]
        if request.method == "POST" and request.body:
            if request.content_type != FORM:
                raise Fault("SEARCH_UNREADABLE", kind="not-supported", status=415)
            texts.append(request.body.decode())
        return [
            pair
            for text in texts
            for pair in parse_qsl(
                text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
            )
        ]
    except ValueError as wrong:
        raise Fault("SEARCH_UNREADABLE", kind="invalid", status=400) from wrong


def _first(
    request: HttpRequest,
    reader: Reader,
    kind: str,
    pairs: Pairs,
    compartment: tuple[str, str] | None = None,
) -> HttpResponse:
    check_answer_form(request)
    page = search(
        kind,
        pairs,
        reader,
        at=timezone.now(),
        base=base_of(request),
        compartment=compartment,
        strict=STRICT.search(request.headers.get("Prefer", "")) is not None,
    )
    return _answer(request, reader, page, (compartment, kind))


def _page(request: HttpRequest, reader: Reader, text: str) -> HttpResponse:
    try:
        asked = unsealed(text, reader.assignment.pk)
        page = turn(asked, reader, base=base_of(request))
    except (BadPage, BadSearch) as wrong:
        raise Fault("SEARCH_NO_SUCH_PAGE", kind="invalid", status=400, where=PAGE) from wrong
    return _answer(request, reader, page, (asked.compartment, asked.kind))


def _answer(
    request: HttpRequest, reader: Reader, page: Page, asked: tuple[tuple[str, str] | None, str]
) -> HttpResponse:
    compartment, kind = asked
    of_all = ("*",) if compartment else ()
    path = "/".join(["", *(compartment or ()), *([kind] if kind else of_all)])
    body = searchset(page, base_of(request), path)
    what = f"fhir:search:{kind or '*'}"
    note_search(by=reader.actor, at=timezone.now(), people=page.people, what=what)
    return formed(request, body)


def base_of(request: HttpRequest) -> str:
    """Return our own address as the sender sees it."""
    return request.build_absolute_uri("/fhir")
