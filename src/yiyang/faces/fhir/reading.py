"""Reading one resource."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.access.services import note_access
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.outcomes import fhir_answer
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.resources import body_of


@require_safe
@fhir(Power.READ_FHIR)
def read(request: HttpRequest, reader: Reader, kind: str, fhir_id: str) -> HttpResponse:
    """Return the current version of a resource, and write who read it."""
    found = get_object_or_404(readable(reader), type=kind, fhir_id=fhir_id, deleted_at=None)
    if found.person_id is not None:
        at = timezone.now()
        note_access(by=reader.actor, at=at, person_id=found.person_id, what=f"fhir:{kind}")
    answer = fhir_answer(body_of(found))
    answer["ETag"] = f'W/"{found.version}"'
    return answer
