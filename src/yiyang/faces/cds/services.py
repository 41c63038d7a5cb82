"""The services: each answers before an order is placed with what stands in the record already.

Who calls comes as to the FHIR face (``faces.fhir.doors``): what the caller may not read is neither
told nor counted.  Nothing is decided here: a card is advice, and its link leads to the page where
the doctor recognises or orders (docs/recognition.md).
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.access.services import note_access
from yiyang.faces.cds.asked import Draft, call_of
from yiyang.faces.cds.cards import cards_of
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.outcomes import not_there
from yiyang.faces.oauth.doors import machine
from yiyang.faces.wording import catalogue
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, person_for
from yiyang.recognition import selectors
from yiyang.record.selectors.reading import readable
from yiyang.rules.fhir_map.written import read_json

HOOKS = {"recognised-results-select": "order-select", "recognised-results-sign": "order-sign"}
LACKING = 412


@machine
def discovery(request: HttpRequest) -> HttpResponse:
    """List the services: what each hook is answered with."""
    language = get_language() or "zh-hans"
    return JsonResponse(
        {
            "services": [
                {
                    "id": service,
                    "hook": hook,
                    "title": catalogue().label("CDS_TITLE", language),
                    "description": catalogue().label("CDS_DESCRIPTION", language),
                    "usageRequirements": catalogue().label("CDS_USAGE", language),
                }
                for service, hook in HOOKS.items()
            ]
        }
    )


@fhir(Power.READ_FHIR)
def call(request: HttpRequest, reader: Reader, service: str) -> HttpResponse:
    """Answer a hook with a card for each result that may be recognised instead of an order."""
    if service not in HOOKS:
        return not_there()
    if reader.assignment.institution is None:
        raise Fault("CDS_NO_INSTITUTION", kind="business-rule", status=LACKING)
    asked = call_of(read_json(request.body), HOOKS[service])
    person = _person(reader, asked.patient)
    note_access(by=reader.actor, at=timezone.now(), person_id=person.pk, what="results")
    receiver, now = reader.assignment.institution, timezone.now()
    orders = _items(asked.drafts)
    offers = {
        item: selectors.offer_for(reader, person.pk, item, receiver, now)
        for item in dict.fromkeys(item for _, item in orders)
    }
    cards: list[dict[str, Any]] = []
    for draft, item in orders:
        cards += cards_of(request, asked, draft, offers[item], person)
    return JsonResponse({"cards": cards})


def _person(reader: Reader, fhir_id: str) -> Person:
    """Return the person of a Patient that the caller may read.  Raises Http404."""
    rows = readable(reader).filter(type="Patient", deleted_at=None, person__isnull=False)
    patient = get_object_or_404(rows, fhir_id=fhir_id)
    return person_for(reader.assignment, patient.person_id, scope=Scope.RECORD)


def _items(drafts: tuple[Draft, ...]) -> list[tuple[Draft, str]]:
    """Return the orders of an item of the catalogue, each with the item."""
    items = {
        (system, code): item
        for item, told in selectors.catalogue(timezone.now()).items()
        for system, _, code in (one.rpartition("|") for one in told["codes"])
    }
    return [
        (draft, item)
        for draft in drafts
        for item in sorted({items[coded] for coded in draft.codes if coded in items})
    ]
