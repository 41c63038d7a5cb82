"""``$access-log``: who looked at a person, as AuditEvents made from the audit trail, for them."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from yiyang.access.look_selectors import Look, looks_at
from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.access.services import note_access
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.outcomes import formed
from yiyang.record.selectors.reading import readable
from yiyang.record.services.refusals import NotPermitted
from yiyang.rules.fhir_map.projections.auditing import LookFacts, audit_event_of
from yiyang.rules.fhir_map.written import write_json

BEFORE = "before"  # the key of the last look of the page before


@require_safe
@fhir(Power.READ_FHIR)
def access_log(request: HttpRequest, reader: Reader, fhir_id: str) -> HttpResponse:
    """Return who looked at the person of a Patient, newest first; only that person reads it."""
    asking.check_answer_form(request)
    if not reader.may("AuditEvent", "r"):
        raise NotPermitted
    mine = readable(reader).filter(type="Patient", deleted_at=None)
    patient = get_object_or_404(mine, fhir_id=fhir_id)
    if patient.person_id is None or patient.person_id != reader.assignment.account.person_id:
        raise Http404
    note_access(
        by=reader.actor, at=timezone.now(), person_id=patient.person_id, what="fhir:AuditEvent"
    )
    asked = request.GET.get(BEFORE, "")
    before = int(asked) if re.fullmatch(r"\d{1,18}", asked, re.ASCII) else None
    looks = looks_at(patient.person_id, before=before)
    events = [_event(look, fhir_id, request.get_host()) for look in looks]
    made = {"resourceType": "Bundle", "type": "searchset"}
    made["link"] = [{"relation": "self", "url": request.build_absolute_uri()}]
    if looks:
        older = f"{request.build_absolute_uri(request.path)}?{BEFORE}={looks[-1].entry_id}"
        made["link"].append({"relation": "next", "url": older})
        made["entry"] = [{"resource": one, "search": {"mode": "match"}} for one in events]
    return formed(request, write_json(made))


def _event(look: Look, fhir_id: str, host: str) -> dict:
    role = look.assignment
    facts = LookFacts(
        key=look.entry_id,
        patient=f"Patient/{fhir_id}",
        at=look.at.isoformat(),
        role=str(role.role) if role else "",
        institution=role.institution_id if role else None,
        what=look.what,
        host=host,
    )
    return audit_event_of(facts)
